export const identity = {
  tabs: { suggestions: 'Who may be one', persons: 'Persons behind accounts', claims: 'Claims' },
  suggest: 'Compute suggestions', suggestAgain: 'Compute again', suggestedAt: 'computed {at}', outdated: 'The material has changed; compute again', cancel: 'Cancel',
  stage: { read: 'Reading', compare: 'Comparing', write: 'Writing' },
  suggestDone: '{open} to decide', suggestDoneText: '{entities} entities compared in {seconds} s{common}', tooCommon: '; {count} values are shared by too many to tell anything',
  neverTitle: 'Not computed yet', neverText: 'Entities that may be one are found by the phones, cards, WeChat ids, devices and logins they share and by names alike, each with its reasons. A person decides, and every decision can be taken back.',
  nothingTitle: 'No suggestions here', nothingText: { open: 'Everything has been decided.', later: 'Nothing was postponed.', accepted: 'Nothing was accepted yet.', rejected: 'Nothing was rejected yet.' },
  states: { open: 'Open', later: 'Postponed', accepted: 'Accepted', rejected: 'Rejected' },
  byReason: 'By reason', allReasons: 'All reasons', filter: 'Name or number', entities: '{count} entities', shown: '{shown} of {total} shown', more: 'Show more',
  accept: 'They are one', reject: 'Not one', later: 'Postpone', reopen: 'Open again', acceptAll: 'Accept all ({count})', rejectAll: 'Reject all', laterAll: 'Postpone all',
  keys: 'A accept · R reject · P postpone · ↑↓ choose', note: 'Note', noteHint: 'Why; kept with the claim',
  decided: { accept: '{count} accepted', reject: '{count} rejected', later: '{count} postponed', open: '{count} opened again' }, left: '{count} have something against them and are left to be looked at',
  score: '{percent} sure', against: 'against', members: '{count}', andMore: 'and more, {count} in all',
  reason: {
    'same-card': 'Same bank card', 'same-account': 'Same account', 'same-wechat': 'Same WeChat', 'same-qq': 'Same QQ', 'same-phone': 'Same phone', 'same-email': 'Same e-mail', 'same-payment': 'Same payment account', 'same-id': 'Same ID number', 'same-device': 'Same device', 'same-login-ip': 'Same login IP', 'same-pay-card': 'Same paying card',
    'same-wallet': 'Same wallet', 'same-plate': 'Same plate', 'name-only': 'Known by the same name only', 'same-name': 'Same name', 'name-script': 'Name in another script', 'name-sound': 'Name sounds alike', 'name-shape': 'Name looks alike', 'name-order': 'Name in another order', 'name-one-off': 'Name one character off',
    'id-alike': 'ID numbers one slip apart', 'phone-prefix': 'Same phone prefix', 'same-address': 'Same address', 'same-birth': 'Same birth date', 'same-neighbour': 'Linked to the same', 'different-id': 'Different valid ID numbers', 'different-birth': 'Different birth dates', 'told-apart': 'A part was told apart', 'by-hand': 'By hand', 'rest-of-split': 'Stayed together when others were taken out',
  },
  inner: 'between the merged',
  compare: 'Side by side', verdict: { agree: 'agree', differ: 'differ', partly: 'partly agree', one: 'one only' }, shared: 'Linked with both', sources: 'Rows', recordsOf: '{kind}: {count} rows', inspect: 'Inspect', onlyFirst: 'Only the first {count} side by side', stated: 'Identifiers and attributes', compareHint: 'Choose a suggestion to compare it here',
  persons: {
    head: '{accounts} accounts, {persons} persons', bet: '{accounts} accounts bet, {persons} persons', sort: 'Sort', sorts: { accounts: 'Accounts', stakes: 'Stakes', label: 'Account' }, several: { several: 'With several accounts', all: 'All' }, filter: 'Filter by account, name or number',
    person: 'Person', accounts: 'Accounts', list: 'Account', names: 'Name', shared: 'Shared identifiers', slips: 'Slips', points: 'Valid points', stakes: 'Stakes (yuan)', emptyTitle: 'Nobody has several accounts yet', emptyText: 'Accept accounts that share a phone, card or WeChat under “Who may be one” first.', noneTitle: 'No site accounts in the case', noneText: 'Import a member list or bet slips to see the persons behind accounts.', excel: 'Export Excel', csv: 'Export CSV', exported: '{rows} rows exported', rule: 'Accounts claimed to belong to one person count once, every other account counts as one; claims change no sum.',
  },
  claims: {
    type: 'Kind', types: { all: 'All', merge: 'One', split: 'Split', apart: 'Not one', later: 'Postponed' }, status: 'State', statuses: { all: 'All', active: 'Active', withdrawn: 'Withdrawn' }, filter: 'Filter by name, number or note', at: 'Time', operator: 'Operator', who: 'Who', reasons: 'Reasons', note: 'Note', withdraw: 'Withdraw', restore: 'Restore',
    withdrawn: '{count} claims withdrawn', restored: '{count} claims restored', ended: 'withdrawn {at} by {operator}', emptyTitle: 'No claims', emptyText: 'What was accepted, rejected, postponed or split is listed here and can be taken back at any time.', absent: 'its import was undone', count: '{count} in all',
  },
  merge: { heading: 'One and the same?', text: 'A claim lies on top of the facts: rows, links and sums stay as they are, and it can be taken back.', add: 'Add an entity to compare', found: 'Nothing found', apart: 'Not one', done: '{count} claimed to be one', apartDone: 'Claimed not to be one', need: 'Choose two or more of one kind', remove: 'Leave out {label}', open: 'Merge…' },
  split: {
    heading: 'Split “{label}”', members: 'Made of these; tick who is to be taken out', takeOut: 'Take out ({count})', takenOut: '{count} taken out', byRows: 'Set rows apart by what they say', byRowsText: 'Tick what belongs to another; those rows get an entity of their own. The originals stay as they are, and every row comes back when the claim is withdrawn.', name: 'Name of the other', rows: '{count} rows', do: 'Split', done: 'Split: {rows} rows are another’s', none: 'Nothing in the rows tells them apart.', open: 'Split…', loading: 'Reading…',
  },
} as const
