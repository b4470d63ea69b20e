export const history = {
  tabs: { steps: 'Undo and redo', audit: 'Audit log', verify: 'Verify' },
  emptyTitle: 'Nothing done yet', emptyText: 'Every import and every change of a chart is listed here and can be undone at any time, also after closing the program.',
  undone: 'Undone', now: 'The case stands here', redoTo: 'Redo to here', backTo: 'Back to here',
  seq: 'No.', at: 'Time', operator: 'Operator', action: 'Action', hash: 'Hash', auditRange: '{from}–{to} of {total}', newer: 'Newer', older: 'Older',
  verifyText: 'Checks every page of the case file, the chain of the audit log, the SHA-256 of the originals, the row counts and the references between records. Nothing is changed.', verifyDo: 'Verify case', verifyGood: 'Everything agrees', verifyWrong: 'Something does not agree',
  checks: { integrity: 'Pages of the case file', 'audit-chain': 'Chain of the audit log', originals: 'Hashes of the originals', reconciliation: 'Row counts of the imports', references: 'References between records' },
  looked: { integrity: '{count} pages', 'audit-chain': '{count} entries', originals: '{count} files', reconciliation: '{count} rows', references: '{count} references' },
  steps: {
    workspace: { create: { plain: 'Create case' }, open: { plain: 'Open case' }, close: { plain: 'Close case' }, changePassphrase: { plain: 'Change passphrase' }, forget: { plain: 'Take off the list' } },
    import: { run: { plain: 'import', many: 'Import “{file}”, {rows} rows' }, undo: { plain: 'undo import', many: 'Undo import of “{file}”, {rows} rows taken out' }, redo: { plain: 'import again', many: 'Import “{file}” again, {rows} rows' } },
    charts: { create: { plain: 'new chart', many: 'New chart “{chart}”' }, rename: { plain: 'rename chart', many: 'Rename chart “{before}” to “{chart}”' }, duplicate: { plain: 'copy chart', many: 'Copy chart “{before}” as “{chart}”' }, remove: { plain: 'remove chart', many: 'Remove chart “{chart}”' } },
    chart: {
      add: { plain: 'add entities', one: 'Add “{label}” to “{chart}”', many: 'Add {nodes} entities to “{chart}”' }, addFromRecords: { plain: 'add from table', many: 'Add {nodes} entities from {kind} to “{chart}”' },
      expand: { plain: 'expand', one: 'Expand “{label}” on “{chart}”, {nodes} more', many: 'Expand on “{chart}”, {nodes} more' }, place: { plain: 'move', one: 'Move “{label}” on “{chart}”', many: 'Move {nodes} entities on “{chart}”' },
      hide: { plain: 'hide or show', one: 'Hide or show “{label}” on “{chart}”', many: 'Hide or show {nodes} entities on “{chart}”' }, pin: { plain: 'pin or release', one: 'Pin or release “{label}” on “{chart}”', many: 'Pin or release {nodes} entities on “{chart}”' },
      note: { plain: 'note', one: 'Note on “{label}” in “{chart}”' }, remove: { plain: 'take off', one: 'Take “{label}” off “{chart}”', many: 'Take {nodes} entities off “{chart}”' }, settings: { plain: 'change display', many: 'Change the display of “{chart}”' },
    },
    entities: { note: { plain: 'note', many: 'Note on “{entity}”' } },
    identity: {
      merge: { plain: 'claim to be one', one: 'Claim that “{label}” and others ({members}) are one' }, apart: { plain: 'claim to be apart', one: 'Claim that “{label}” and others ({members}) are not one' }, takeOut: { plain: 'take out', one: 'Take {members} out of “{label}”' },
      split: { plain: 'split', one: 'Split “{label}”: {rows} rows are another’s' }, withdraw: { plain: 'withdraw claims', many: 'Withdraw {claims} claims' }, restore: { plain: 'restore claims', many: 'Restore {claims} claims' },
      decide: { plain: 'decide suggestions', many: 'Decide {suggestions} suggestions' }, decideAll: { plain: 'decide suggestions together', many: 'Decide {suggestions} suggestions together' }, suggest: { plain: 'suggest who is who', many: 'Suggest who is who: {suggestions}' }, exportPersons: { plain: 'export persons behind accounts', many: 'Export “{file}”' },
    },
    pairs: { takeApart: { plain: 'count two rows as two transfers' }, join: { plain: 'count two rows as one transfer' }, forget: { plain: 'withdraw a decision about two rows' } },
    report: { workbook: { plain: 'export workbook', many: 'Export “{file}”' }, document: { plain: 'export document', many: 'Export “{file}”' } },
    collision: { cases: { plain: 'collide cases', many: 'collide with {cases} case files, {overlaps} overlaps' }, keep: { plain: 'keep a collision', many: 'keep collision “{collision}”' }, forget: { plain: 'remove a collision', many: 'remove collision “{collision}”' }, export: { plain: 'export a collision', many: 'export “{file}”' } },
    records: {
      export: { plain: 'export table', many: 'Export “{file}”' }, edit: { plain: 'change a cell', many: 'Change {field} in row {row} of “{file}” {sheet}' }, editMany: { plain: 'change cells', many: 'Change {rows} rows' }, replace: { plain: 'change many cells', many: '{kind}: change {field} in {rows} rows' },
    },
    history: { undo: { plain: 'undo', many: 'Undo: {action}' }, redo: { plain: 'redo', many: 'Redo: {action}' } },
  },
} as const
