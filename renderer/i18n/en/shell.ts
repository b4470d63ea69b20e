export const shell = {
  navigation: 'Main navigation', caseMenu: 'Case menu',
  screens: { overview: 'Overview', import: 'Import', quality: 'Quality', tables: 'Tables', chart: 'Chart', search: 'Search', collision: 'Collision', identity: 'Identity', reports: 'Reports', history: 'History', settings: 'Settings' },
  searchHint: 'People, numbers, order ids, words or commands',
  encrypted: 'encrypted', open: 'not encrypted', saved: 'Saved', readOnly: 'Read-only',
  records: '{count} records', entities: '{count} entities', links: '{count} links', auditAt: 'Audit log at {seq}',
  operator: 'Operator {name}', noOperator: 'No operator', operatorTitle: 'The operator is written into the audit log; change it in the settings',
  closeCase: 'Close case', switchTheme: 'Switch light / dark', switchLanguage: '切换为中文',
  undone: 'Undone: {step}', redone: 'Redone: {step}', undoStep: 'Undo: {step}', redoStep: 'Redo: {step}',
  lockedByTime: 'No input for {minutes} minutes; the encrypted case was closed',
  lostTitle: 'The engine has stopped', lostText: 'What was not finished did not happen; everything saved is still there. Reconnect and open the case again to go on.', reconnect: 'Reconnect', reconnectFailed: 'The program does not answer. Start it again and open the address it gives.', refusedTitle: 'The page is not connected to the program',
  dropHere: 'Drop here: spreadsheets are imported, a case file is opened', closeFirst: 'Close the open case before opening another',
} as const
