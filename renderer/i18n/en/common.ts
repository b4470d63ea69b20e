export const common = {
  appName: 'Lianzheng', colon: ': ',
  close: 'Close', cancel: 'Cancel', confirm: 'OK', save: 'Save', open: 'Open', create: 'New', back: 'Back', next: 'Continue', remove: 'Remove', add: 'Add', copy: 'Copy', copied: 'Copied', more: 'More', all: 'All', none: 'None', retry: 'Try again', export: 'Export', refresh: 'Refresh',
  messages: 'Messages', dismiss: 'Dismiss', loading: 'Reading…', working: 'Working…',
  showPassphrase: 'Show passphrase', hidePassphrase: 'Hide passphrase',
  resize: 'Change width', inspector: 'Details',
  empty: '(empty)', unknown: 'Unknown', yes: 'Yes', no: 'No',
  rows: '{count} rows', undo: 'Undo', redo: 'Redo',
  unit: { person: 'people', site: 'sites', item: 'items', box: 'boxes', m3: 'm³', kg: 'kg', phone: 'phones', yuan: 'yuan', copy: 'copies', order: 'orders', row: 'rows', transfer: 'transfers', slip: 'slips', point: 'points', account: 'accounts', domain: 'domains', ip: 'addresses', wanYuan: '×10k yuan', ton: 't' },
} as const
