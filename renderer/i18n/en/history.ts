export const history = {
  tabs: { steps: 'Undo and redo', audit: 'Audit log', verify: 'Verify' },
  emptyTitle: 'Nothing done yet',
  emptyText:
    'Every import and every change of a chart is listed here and can be undone at any time, also after closing the program.',
  undone: 'Undone',
  now: 'Current state of the case',
  redoTo: 'Redo to here',
  backTo: 'Back to here',
  seq: 'No.',
  at: 'Time',
  operator: 'Operator',
  action: 'Action',
  hash: 'Hash',
  auditRange: '{from}–{to} of {total}',
  newer: 'Newer',
  older: 'Older',
  verifyText:
    'Goes by the audit log: schema, every page, the chain of the log, SHA-256 of originals and attachments, batches and exports, the digest of every row, what people added, and repeats, entities and links derived again. Nothing is changed.',
  verifyDeepText:
    'Deep verification also reads every original again as it was imported and compares row by row. It takes about as long as importing again and can be cancelled.',
  verifyDo: 'Verify case',
  verifyDeep: 'Deep verification',
  verifyGood: 'Everything listed agrees',
  verifyGoodDeep: 'Everything listed agrees, originals read again row by row',
  verifyPartly: 'What was checked agrees; some was not checked',
  verifyWrong: 'Something does not agree',
  verifyTook: 'Done at {at}, took {seconds} s',
  verifyFurther: '{count} more',
  verifyNot: 'Not checked: {note}',
  decisions: {
    accept: 'accepted',
    reject: 'rejected',
    later: 'put off',
    open: 'opened again',
    stands: 'the first stands',
    apart: 'they are two',
    'takes-back': 'the first takes back the second',
    'no-reversal': 'nothing is taken back',
    number: 'is a number',
    nobody: 'is nobody’s',
  },
  steps: {
    clock: {
      back: {
        plain: 'The clock went back',
        many: 'The clock went back: the log had reached {was}, the clock says {now}; times after this go by the new clock',
      },
    },
    workspace: {
      create: { plain: 'Create case' },
      open: { plain: 'Open case' },
      openRecovered: { plain: 'Open case (not closed before, recovered)' },
      restore: {
        plain: 'First opening after being restored from a snapshot',
        many: 'Restored from the snapshot of {taken} (entry {after} of the log), first opening',
      },
      openIncomplete: {
        plain: 'Go on with a copy that was not closed',
        many: 'Go on with a copy that was not closed; steps after row {after} may be missing',
      },
      close: { plain: 'Close case' },
      changePassphrase: { plain: 'Change passphrase' },
      saveMoved: {
        plain: 'Saved to another place; its file was gone',
        many: 'Saved as {file}; its file was gone',
      },
      forget: { plain: 'Take off the list' },
    },
    case: { describe: { plain: 'Case details', many: 'Case details: {details}' } },
    attachments: {
      add: { plain: 'Attached a file', one: 'Attached to {label}: {file}', many: 'Attached: {file}' },
      remove: { plain: 'Took off a file', many: 'Took off: {file}' },
      icon: { plain: 'picture as icon', one: 'Icon of “{label}”: {file}', many: 'Picture as icon: {file}' },
      iconOff: { plain: 'picture no longer as icon', one: '{file} no longer the icon of “{label}”' },
      export: { plain: 'Saved an attached file', many: 'Saved the attached file {file}' },
    },
    results: {
      keep: { plain: 'Kept a result', many: 'Kept the result “{name}”, {lines} lines' },
      change: {
        plain: 'Changed a kept result',
        one: 'Note on the kept result “{name}”: {note}',
        full: 'Renamed the kept result “{before}” to “{name}”',
      },
      remove: { plain: 'Removed a kept result', many: 'Removed the kept result “{name}”' },
    },
    statements: {
      save: {
        plain: 'Entered a statement',
        one: 'Entered a statement: {label}',
        full: 'Entered a statement: {label}, {says}',
      },
      change: {
        plain: 'Changed a statement',
        one: 'Changed a statement: {label}',
        full: 'Changed a statement: {label}, {says}',
      },
      remove: {
        plain: 'Removed a statement',
        many: 'Removed {rows} statements',
        one: 'Removed a statement: {label}',
      },
    },
    facts: {
      decide: {
        plain: 'Decide which row stands',
        many: '{kind}: row {row} of “{file}” and row {otherRow} of “{otherFile}”: {decision}',
      },
      decideAll: {
        plain: 'Decide which rows stand',
        many: '{kind}: decide on {decisions} rows as proposed ({finding})',
      },
      forget: {
        plain: 'Withdraw a decision about a row',
        many: 'Withdraw what was decided about row {row} of “{file}” ({kind})',
      },
      renew: {
        plain: 'Derive facts by newer rules',
        many: 'Derive facts of {rows} rows by rules {to} (were {from})',
      },
    },
    import: {
      run: { plain: 'Import', many: 'Import “{file}”, {rows} rows' },
      undo: { plain: 'Undo import', many: 'Undo import of “{file}”, {rows} rows taken out' },
      redo: { plain: 'Import again', many: 'Import “{file}” again, {rows} rows' },
    },
    charts: {
      create: { plain: 'New chart', many: 'New chart “{chart}”' },
      rename: { plain: 'Rename chart', many: 'Rename chart “{before}” to “{chart}”' },
      hypothesis: { plain: 'Copy as hypothesis', many: 'Copy chart “{before}” as hypothesis “{chart}”' },
      duplicate: { plain: 'Copy chart', many: 'Copy chart “{before}” as “{chart}”' },
      remove: { plain: 'Remove chart', many: 'Remove chart “{chart}”' },
    },
    exchange: { write: { plain: 'Export for another program', many: 'Export “{file}”' } },
    chart: {
      copy: { plain: 'Copy a chart', many: 'Copy “{chart}” as a picture' },
      export: { plain: 'Export a chart', many: 'Export “{file}”' },
      add: {
        plain: 'Add entities',
        one: 'Add “{label}” to “{chart}”',
        many: 'Add {nodes} entities to “{chart}”',
      },
      addFromRecords: { plain: 'Add from table', many: 'Add {nodes} entities from {kind} to “{chart}”' },
      expand: {
        plain: 'Expand',
        one: 'Expand “{label}” on “{chart}”, {nodes} more',
        many: 'Expand on “{chart}”, {nodes} more',
      },
      place: {
        plain: 'Move',
        one: 'Move “{label}” on “{chart}”',
        many: 'Move {nodes} entities on “{chart}”',
        by: '{way} · “{chart}”, {nodes} entities',
      },
      hide: {
        plain: 'Hide or show',
        one: 'Hide “{label}” on “{chart}”',
        many: 'Hide {nodes} entities on “{chart}”',
      },
      show: {
        plain: 'Show again',
        one: 'Show “{label}” on “{chart}” again',
        many: 'Show {nodes} entities on “{chart}” again',
      },
      pin: {
        plain: 'Pin or release',
        one: 'Pin “{label}” on “{chart}”',
        many: 'Pin {nodes} entities on “{chart}”',
      },
      unpin: {
        plain: 'Release',
        one: 'Release “{label}” on “{chart}”',
        many: 'Release {nodes} entities on “{chart}”',
      },
      mark: {
        plain: 'Colour or flag',
        one: 'Coloured or flagged “{label}” on “{chart}”',
        many: 'Coloured or flagged {nodes} on “{chart}”',
      },
      note: {
        plain: 'Note',
        one: 'Note on “{label}” in “{chart}”',
        cleared: 'Clear the note on “{label}” in “{chart}”',
        full: 'Note on “{label}” in “{chart}”: {note}',
      },
      remove: {
        plain: 'Take off',
        one: 'Take “{label}” off “{chart}”',
        many: 'Take {nodes} entities off “{chart}”',
      },
      settings: { plain: 'Change display', many: 'Change the display of “{chart}”' },
    },
    snapshots: {
      take: { plain: 'Take a snapshot', many: 'Take snapshot “{snapshot}” of “{chart}”, {nodes} entities' },
      rename: { plain: 'Rename a snapshot', many: 'Rename snapshot “{before}” to “{snapshot}”' },
      remove: { plain: 'Remove a snapshot', many: 'Remove snapshot “{snapshot}” of “{chart}”' },
      restore: {
        plain: 'Go back to a snapshot',
        many: 'Put “{chart}” back to snapshot “{snapshot}”, {nodes} entities',
      },
    },
    groups: {
      make: { plain: 'Group', many: 'Group {nodes} on “{chart}” as “{group}”' },
      rename: { plain: 'Rename a group', many: 'Rename group “{before}” on “{chart}” to “{group}”' },
      add: { plain: 'Add to a group', many: 'Add {nodes} to group “{group}” on “{chart}”' },
      takeOut: {
        plain: 'Take out of a group',
        one: 'Take “{label}” out of group “{group}” on “{chart}”',
        many: 'Take {nodes} out of group “{group}” on “{chart}”',
      },
      dissolve: { plain: 'Dissolve a group', many: 'Dissolve group “{group}” on “{chart}”' },
    },
    annotations: {
      add: {
        plain: 'Drawing on a chart: added',
        text: { plain: 'Text box on a chart: added', one: 'Text box on “{chart}”: added “{label}”' },
        arrow: { plain: 'Arrow on “{chart}”: added', one: 'Arrow on “{chart}”: added “{label}”' },
        frame: { plain: 'Frame on “{chart}”: added', one: 'Frame on “{chart}”: added “{label}”' },
      },
      change: {
        plain: 'Drawing on a chart: changed',
        text: { plain: 'Text box on a chart: changed', one: 'Text box on “{chart}”: changed “{label}”' },
        arrow: { plain: 'Arrow on “{chart}”: changed', one: 'Arrow on “{chart}”: changed “{label}”' },
        frame: { plain: 'Frame on “{chart}”: changed', one: 'Frame on “{chart}”: changed “{label}”' },
      },
      move: {
        plain: 'Drawing on a chart: moved',
        text: { plain: 'Text box on a chart: moved', one: 'Text box on “{chart}”: moved “{label}”' },
        arrow: { plain: 'Arrow on “{chart}”: moved', one: 'Arrow on “{chart}”: moved “{label}”' },
        frame: { plain: 'Frame on “{chart}”: moved', one: 'Frame on “{chart}”: moved “{label}”' },
      },
      remove: {
        text: { plain: 'Text box on a chart: removed', one: 'Text box on “{chart}”: removed “{label}”' },
        arrow: { plain: 'Arrow on “{chart}”: removed', one: 'Arrow on “{chart}”: removed “{label}”' },
        frame: { plain: 'Frame on “{chart}”: removed', one: 'Frame on “{chart}”: removed “{label}”' },
        plain: 'Drawings on a chart: removed',
        many: 'Drawings on “{chart}”: {drawn} removed',
      },
    },
    assumptions: {
      add: { plain: 'Assume a link', many: 'Assume on “{chart}” between “{from}” and “{to}”: {assumed}' },
      edit: { plain: 'Edit an assumption', many: 'Edit an assumption on “{chart}”: {assumed}' },
      remove: { plain: 'Remove an assumption', many: 'Remove an assumption from “{chart}”: {assumed}' },
    },
    layouts: {
      keep: { plain: 'Keep a layout', many: 'Keep layout “{layout}” of “{chart}”, {nodes} entities' },
      rename: { plain: 'Rename a layout', many: 'Rename layout “{before}” to “{layout}”' },
      remove: { plain: 'Remove a layout', many: 'Remove layout “{layout}” of “{chart}”' },
      apply: { plain: 'Apply a layout', many: 'Apply layout “{layout}” to “{chart}”, {nodes} entities' },
    },
    entities: {
      note: {
        plain: 'Note',
        many: 'Note on “{entity}”',
        cleared: 'Clear the note on “{entity}”',
        full: 'Note on “{entity}”: {note}',
      },
      tag: {
        plain: 'Tag on entities',
        one: 'Tag “{tag}” put on “{label}”',
        many: 'Tag “{tag}” put on {nodes} entities',
      },
      untag: {
        plain: 'Tag taken off entities',
        one: 'Tag “{tag}” taken off “{label}”',
        many: 'Tag “{tag}” taken off {nodes} entities',
      },
    },
    identity: {
      merge: { plain: 'Claim to be one', one: 'Claim that “{label}” and others ({members}) are one' },
      apart: { plain: 'Claim to be apart', one: 'Claim that “{label}” and others ({members}) are not one' },
      number: {
        plain: 'Claim about a number',
        one: 'Claim about the number {number}',
        full: 'Claim that {number} {says}',
      },
      takeOut: {
        plain: 'Take out',
        one: 'Take {members} out of “{label}”',
        full: 'Take “{member}” and so on ({members}) out of “{label}”',
      },
      split: {
        plain: 'Split',
        one: 'Split “{label}”: {rows} rows are another’s',
        full: 'Split “{label}”: {rows} rows are “{part}”’s',
      },
      withdraw: {
        plain: 'Withdraw claims',
        many: 'Withdraw {claims} claims',
        full: 'Withdraw {claims} claims ({label})',
      },
      restore: {
        plain: 'Restore claims',
        many: 'Restore {claims} claims',
        full: 'Restore {claims} claims ({label})',
      },
      decide: {
        plain: 'Decide suggestions',
        many: 'Decide {suggestions} suggestions',
        full: '{suggestions} suggestions {decision} ({label})',
      },
      decideAll: {
        plain: 'Decide suggestions together',
        many: 'Decide {suggestions} suggestions together',
        full: '{suggestions} suggestions {decision} together{reason}',
      },
      suggest: { plain: 'Suggest who is who', many: 'Suggest who is who: {suggestions}' },
      exportPersons: { plain: 'Export persons behind accounts', many: 'Export “{file}”' },
    },
    pairs: {
      takeApart: {
        plain: 'Count two rows as two transfers',
        many: 'Count apart, {kind}: row {row} of “{file}” and row {otherRow} of “{otherFile}”',
      },
      join: {
        plain: 'Count two rows as one transfer',
        many: 'Count as one, {kind}: row {row} of “{file}” and row {otherRow} of “{otherFile}”',
      },
      forget: {
        plain: 'Withdraw a decision about two rows',
        many: 'Withdraw what was decided about row {row} of “{file}” and its counter-entry ({kind})',
      },
      keepApart: {
        plain: 'Decide that two rows are two transfers',
        many: 'Two transfers, {kind}: row {row} of “{file}” and row {otherRow} of “{otherFile}”',
      },
      acceptCandidates: {
        plain: 'Count possible counter-entries as one transfer',
        many: 'Count {pairs} possible counter-entries as one transfer each',
        full: 'Count {pairs} possible counter-entries at most {minutes} minutes apart as one transfer each',
      },
    },
    lists: { write: { plain: 'Export a list', many: 'Export “{file}”' } },
    report: {
      workbook: { plain: 'Export workbook', many: 'Export “{file}”' },
      document: { plain: 'Export document', many: 'Export “{file}”' },
      analysis: { plain: 'Export an answer', many: 'Export “{file}”' },
      page: { plain: 'Export what the page made', many: 'Export “{file}”' },
    },
    collision: {
      cases: { plain: 'Collide cases', many: 'Collide with {cases} case files, {overlaps} overlaps' },
      keep: { plain: 'Keep a collision', many: 'Keep collision “{collision}”' },
      tag: { plain: 'Tag rows of a collision', many: 'Tag {rows} rows of a collision “{tag}”' },
      untag: { plain: 'Untag rows of a collision', many: 'Take tag “{tag}” off {rows} rows of a collision' },
      forget: { plain: 'Remove a collision', many: 'Remove collision “{collision}”' },
      export: { plain: 'Export a collision', many: 'Export “{file}”' },
    },
    records: {
      export: { plain: 'Export table', many: 'Export “{file}”' },
      edit: {
        plain: 'Change a cell',
        many: 'Change {field} in row {row} of “{file}” {sheet}',
        cleared: 'Put back {field} in row {row} of “{file}” {sheet}',
        full: 'Change {field} in row {row} of “{file}” {sheet}: {text}',
      },
      editMany: {
        plain: 'Change cells',
        many: 'Change {rows} rows',
        cleared: 'Put back {cells} cells from {field} in row {row} of “{file}” {sheet} on',
        full: 'Change {cells} cells from {field} in row {row} of “{file}” {sheet} on: {text}',
      },
      replace: {
        plain: 'Change many cells',
        many: '{kind}: change {field} in {rows} rows',
        cleared: '{kind}: put back {field} in {rows} rows',
        full: '{kind}: change {field} in {rows} rows: {text}',
      },
      tag: { plain: 'Tag rows', many: 'Tag {rows} rows “{tag}”', full: '{kind}: tag {rows} rows “{tag}”' },
      untag: {
        plain: 'Untag rows',
        many: 'Take tag “{tag}” off {rows} rows',
        full: '{kind}: take tag “{tag}” off {rows} rows',
      },
      note: {
        plain: 'Note on rows',
        many: 'Note on {rows} rows',
        cleared: '{kind}: clear the note on {rows} rows',
        full: '{kind}: note on {rows} rows: {note}',
      },
    },
    sheets: {
      settle: {
        plain: 'Settle how a sheet is read',
        many: 'Settle how {sheet} of “{file}” is read ({sheets} sheets): {setting}. Reason: {reason}',
      },
    },
    tags: {
      save: { plain: 'Tag', many: 'Tag “{tag}”', full: 'New tag “{tag}” ({colour})' },
      change: { plain: 'Change a tag', many: 'Tag “{before}” becomes “{tag}” ({colour})' },
      remove: { plain: 'Remove tag', many: 'Remove tag “{tag}” ({rows} rows)' },
    },
    views: {
      save: { plain: 'Save view', many: '{kind}: save view “{view}”' },
      remove: { plain: 'Remove view', many: '{kind}: remove view “{view}”' },
    },
    history: {
      undo: { plain: 'Undo', many: 'Undo: {action}' },
      redo: { plain: 'Redo', many: 'Redo: {action}' },
    },
  },
} as const
