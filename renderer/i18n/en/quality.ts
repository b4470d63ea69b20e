/** Findings about the material, place by place. */
export const quality = {
  title: 'Material quality',
  flaws: {
    placeholder: 'a word, no number',
    pattern: 'made-up digits',
    'check-digit': 'check digit differs',
    damaged: 'last digits lost, holds within its sheet',
    'not-of-kind': 'no number of this sort',
  },
  tones: { bad: 'See to first', warn: 'To check', info: 'Good to know', ok: 'Checked' },
  none: 'No material to check yet',
  noneText: 'Once material is imported, balances, periods, numbers and duplicates are checked here.',
  openTable: 'Open in the table',
  openAll: 'See all',
  ofBatch: 'Findings of this batch',
  file: 'File',
  account: 'Account',
  allFiles: 'All files',
  allAccounts: 'All accounts ({count})',
  detail: 'Details',
  shown: '{count} place | {count} places',
  gridLabel: 'Places: {finding}',
  about: {
    'damaged-number':
      'Spreadsheet software turned long numbers into exponents or ended them in zeros; the digits are no longer in the file. These numbers identify nothing. Ask for the original as text.',
    'bad-check-digit':
      'The check digit does not follow from the other digits; one may be mistyped. Taken as written; an ID number or credit code that fails joins nobody. Where you know that it is right, say so by “This number is right” at its place.',
    duplicates:
      'The same fact as another row: one number, or a row of an overlapping export that contradicts it in nothing (empty cells and shorter times contradict nothing). Kept, counted once; equal rows of one sheet without a number stay as many as they are.',
    mirrored:
      'One transfer in the statements of both accounts, or one call in the lists of both phones. Both rows are kept; it is counted once.',
    rejected:
      'A needed value is missing or cannot be read; the row is no record. Press the row number to see the original; it can be mended in its batch.',
    'unknown-direction': 'In or out is not written, or in an unknown way; counted as unknown, not guessed.',
    'unknown-result':
      'The result is not written, or in an unknown way. The amounts are in the sums; whether they came about is to be decided by the source.',
    'unknown-currency':
      'The file has a column of currencies and these rows leave it empty: summed apart as unknown, not with yuan.',
    'currency-conflict':
      'Header, column of currencies, account, title or file name tell different currencies: the nearest to the amount counts. Please check.',
    precision:
      'More decimals than are stored (amounts hold two): rounded. Small sums of coins may become 0 by it; the original text stands.',
    'foreign-currency':
      'A table that is counted in yuan holds an amount in another currency: left empty, in no sum.',
    'time-zone':
      'A header or a line above names another zone: fixed offsets are brought to UTC+8; zones with summer time by the rules of their year (of the hour that comes twice the first is taken), though some sites count “US Eastern” at −4 all year, so check rows of the winter; where the zone is not certain (local time, US time) times stand as they are written. Days without a time of day are not moved.',
    'result-codes':
      'The result is written as a code. It is success where balances move with its rows and failure where they stand still, three rows or more and none against; what is not decided counts as unknown and is in the sums. Filter the table by result and correct the rows together; it can be undone.',
    'future-date': 'Later than the day of the import; mistyped, or of another time zone.',
    'name-only':
      'People of whom only a name is known; namesakes are never joined by themselves. Charts and search show them with a hollow mark.',
    'formula-failed':
      'Cells with an error such as #N/A, or formulas that were never calculated: the field is empty. Have the file calculated, saved and handed over again.',
    'not-a-number': 'No number where one should be; the field is empty, the text is kept.',
    'date-without-year':
      'Dates whose year nothing says: none is guessed, the field is empty, the text is kept. The year of the first row can be given under “Reading”.',
    'year-assumed':
      'Dates without a year that took it from the title, the names of sheet or file, or from neighbouring rows. Where it is wrong, give the year of the first row under “Reading”.',
    'wechat-names':
      'Columns of WeChat with values that are no ids: cell by cell a nickname is no id; where most are nicknames, none of the column is. Where it is wrong, say so under “Reading”.',
    'not-a-date': 'No date can be read; the field is empty, the text is kept.',
    masked: 'Numbers with asterisks: leads only, never joined with whole ones.',
    failed: 'Rows that say they failed. Shown, in no sum.',
    reconciled: 'Of every sheet: rows read = accepted + duplicate + rejected + skipped. None is missing.',
    'unrecognised-sheet':
      'No kind fits their header: kept as they stand, searchable and shown, in no figure. Say on the import page what they are, or that they do not matter.',
    'older-reading':
      'Imported by an earlier program: how amounts, dates, numbers and directions are read has been improved since, and these rows stand as they were read then. To have them read by the rules of today, open the place (or its sheet) and read it again there: what changes is shown first, it can be undone, and what people edited and marked stays.',
    'unused-column':
      'Columns with values and without a field: the text is kept with its row and counts nowhere. Beside the name stands the field it might be.',
    'hidden-sheet':
      'Sheets hidden in their workbook. Whether to import them is for a person to decide; please look.',
    'balance-break':
      'In order of time, the balance before with this amount does not give this balance: rows may be missing, or a figure is wrong. Rows of one moment are put in the order with the fewest breaks.',
    'direction-reversed':
      'Balances follow only when in and out change places; the statement very likely has them reversed.',
    'missing-period':
      'Whole months without a row between an account’s first and last; the statement may be incomplete.',
    'declared-period': 'The title names a longer period than the rows have; check that all was handed over.',
    'no-result': 'Accounts that were asked about and answered with nothing found: looked for, not forgotten.',
    contradictory: 'Rows of one serial number with other figures; at most one is right.',
    conflict:
      'Rows that carry one number and contradict each other in amount, points or state. The fact counts once: by the later state, else by the later export (where both sheets say when they were exported, queried or printed), else by the row that says most; figures that need it are withheld until somebody chooses which row stands.',
    'read-otherwise':
      'Two sheets hold the same rows (one statement in two formats), but people settled them differently (order of dates, currency, own side, meaning of results): both are counted, or only one of the two readings stands. Settle both sheets alike on the import page, or undo one of the imports.',
    'possible-repeat':
      'Rows of two sheets that fit each other and may be one fact, though nothing says so: no number of their own, and the sheets share nothing else; or row by row alike but for the time, which is the same hours or days apart throughout (another time zone, summer time, rounded dates). Each is counted; somebody must decide.',
    'possible-mirror':
      'Out of one account and into the other with equal amounts, at most a day apart or without a clock: perhaps one transfer posted later. Both rows count until somebody says they are one.',
    'possible-reversal':
      'Rows whose summary or type says reversal or refund, or of one serial in and out, without a number that names what they take back. Paired by account, opposite direction and equal amount (or a part, by the same other side) within 90 days. Both rows count until somebody decides.',
    'open-reversal':
      'Rows that say they take something back which is not in the material, perhaps because it lies before its period. They count as they stand; the totals of accounts name them.',
    reversed:
      'Refunds and reversals that name what they take back by a serial or order number, or were decided by a person. All sums are net: a purchase without what was given back, a refund as no income of its own.',
    'repeated-total':
      'Lines of one order paid the same, and price times quantity does not say that it is their own: each may carry the total of the order. Each counts for now; where it is so, set what these lines paid to 0 in the evidence table (many at once, can be undone).',
    overlap: 'Two imports share rows: periods overlap, or one supplements the other. Shared rows count once.',
    'site-unnamed':
      'The accounts of these sheets name no site (in a column, title, sheet, file or folder). They count as one site of the case, apart from accounts of the same name whose site is known. Fill in “Site” in the table for many rows at once; where they belong to two sites, for each of them, or accounts of one name count as one.',
    'names-differ':
      'One ID number or bank account stands under quite different names. It counts as one, by its number; where it was mistyped, borrowed or misused, correct the cell or split it under Identity.',
    'party-by-name':
      'These rows give nothing but the name of a party: no account, ID or other number. A name alone makes nobody one, so the party is no entity and its dealings stand on no chart; the amounts stay in tables and measures. Write the number into the cell once it is known, or say the relation as a statement.',
    'no-number':
      'What stands in a column of numbers is none (unknown, cash, 00000, 123456, a failed check digit), or is cut so that it holds within its sheet only. It is shown as written and joins no persons or accounts. Where you know that it is a number, say so by “This number is right” at its place (which rows and whom it makes one is shown first); or merge the persons under Identity.',
    identical:
      'Rows alike in everything, without a serial number to tell them apart. Two facts, or one written twice; both kept, each counted.',
  },
  by: {
    serial: 'one serial',
    'amount-and-side': 'same side and amount',
    amount: 'same amount',
    part: 'a part, same side',
    balances: 'by balances',
    cells: 'cell by cell',
    column: 'by the whole column',
    person: 'by a person',
  },
  reason: {
    state: 'the later state is counted',
    export:
      'the later export is counted: {exported} ({exportedBy}) against {otherExported} ({otherExportedBy})',
    fuller: 'the row that says more is counted',
    order: 'neither is later or says more: the first by its content is counted',
  },
  exportedBy: {
    above: 'above the table',
    below: 'below the table',
    sheet: 'from the name of the sheet',
    file: 'from the name of the file',
  },
  zoned: {
    offset: 'brought from {zone} to UTC+8',
    summer: 'brought from {zone} (with summer time) to UTC+8',
    open: 'the zone is not certain, left as they stand',
  },
  stands: { yes: '(counted)', no: '(not counted)' },
  hangs: 'Hangs on it: {sums}',
  decide: 'Decide',
  yes: {
    conflict: 'This row stands',
    'possible-repeat': 'One fact',
    'possible-mirror': 'One transfer',
    'possible-reversal': 'Takes it back',
  },
  no: 'Two',
  notReversed: 'Takes nothing back',
  all: {
    conflict: 'Take all as counted',
    'possible-repeat': 'All are duplicates',
    'possible-mirror': 'All are one transfer',
    'possible-reversal': 'All take back',
  },
  shift: { hours: '{count} hours', days: '{count} days' },
  decided: '{count} decided; undo takes them back in one step',
  perhaps: '; perhaps {field}',
  place: {
    'unrecognised-sheet': '{rows} rows kept as they stand',
    'older-reading': '{rows} rows; {changed} rules of reading changed since',
    'year-assumed': '“{header}”: {rows} rows given {years}, by {where}{source}',
    'wechat-names': '“{header}”: {nicknames} nicknames, {ids} ids, taken as {taken} ({by})',
    'unused-column': '“{header}” is not used{suggests}',
    'time-zone': '“{header}” says {said}, {rows} rows: {zoned}',
    'result-codes':
      '“{code}” in {rows} rows: the balance moved with {moved} and stood with {stood}; taken as {outcome} ({by})',
    'balance-break': '{time} {direction} {amount}: balance should be {expected}, is {found}, off by {gap}',
    'direction-reversed': '{fitting} of {steps} steps fit once reversed',
    'missing-period': '{from} to {to}, {months} months missing',
    'declared-period': 'declared {declaredFrom} to {declaredTo}, found {foundFrom} to {foundTo}',
    overlap: '{rows} rows shared with “{otherFile}” ({from} to {to})',
    contradictory: '{time} {amount}: {rows} rows with one number',
    conflict:
      '{time} {amount} {stands}; differs in {differs} from row {otherRow} of {otherSheet}, “{otherFile}”; {reason}',
    'possible-mirror': '{time} {amount}: perhaps row {otherRow} of {otherSheet}, “{otherFile}”',
    'possible-reversal':
      '{time} {amount}: perhaps takes back {takenBack} of row {otherRow} of {otherSheet}, “{otherFile}” ({by}, {days} days apart)',
    'open-reversal': '{time} {amount}: nothing found that it takes back',
    reversed: '{time} {amount}: takes back {takenBack}; of {gross} there stand {net}',
    'repeated-total': '{time} {amount}: same order and payment as {otherFile} {otherSheet} row {otherRow}',
    'read-otherwise':
      '{time} {amount}: the same as row {otherRow} of {otherSheet}, “{otherFile}”, read differently',
    shifted:
      '{time} {amount}: may be row {otherRow} of {otherSheet}, “{otherFile}”; all times of the two sheets are {shift} apart',
    'possible-repeat': '{time} {amount}: may be row {otherRow} of {otherSheet}, “{otherFile}”',
    'site-unnamed': '{rows} rows of accounts without a site',
    'names-differ': '{number}: {names}',
    'party-by-name': '{rows} rows, amounts {amount}',
    'no-number': '{why}: {rows} rows, amounts {amount}',
    identical: '{time} {amount}: {rows} rows alike',
    failed: '{time} {amount}',
    duplicates: '{time} {amount}: the same fact as row {otherRow} of {otherSheet}, “{otherFile}”',
    mirrored: '{time} {amount}: counter-entry in row {otherRow} of {otherSheet}, “{otherFile}”',
  },
} as const
