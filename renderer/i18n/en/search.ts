export const search = {
  palette: 'Search and commands', results: 'Results', choose: 'choose', nextGroup: 'next group', openIt: 'open', showAll: 'Show all {count}',
  groups: { recent: 'Opened last', asked: 'Asked last', people: 'People and organisations', numbers: 'Numbers, accounts and other entities', tables: 'Evidence tables', charts: 'Charts', sheets: 'Files and sheets', notes: 'Notes', rows: 'Records', others: 'Rows that are no records', commands: 'Commands' }, groupOf: '{name} · {shown} of {total}',
  openRows: 'Open in a table', openRowsOf: 'Open these {count} rows in the table',
  placeholder: 'A name, pinyin, part of a number, an order id, a word…', show: 'Show only', found: '{count} found', foundOf: '{count} of {all}', unindexed: '{count} sheets are not indexed and were looked through row by row',
  facets: { type: 'Type', table: 'Evidence table', entity: 'Kind of entity', file: 'File' }, types: { entity: 'Entities', chart: 'Charts', sheet: 'Files and sheets', note: 'Notes', record: 'Records', original: 'Rows that are no records' },
  chart: 'Chart', nameOnly: 'known by name only', records: '{count} records', row: 'row {row}', notTaken: 'not imported', note: 'Note', part: { edit: 'edited', note: 'Note on the row', tag: 'Tag' }, outcome: { header: 'header', skipped: 'row that is no record', rejected: 'rejected row' },
  nothing: 'Nothing found for “{words}”', nothingText: 'Traditional or simplified, width, case and spaces in numbers do not matter; names can be typed in pinyin or by initials; try fewer letters.', startTitle: 'Search the whole case', startText: 'Two letters, initials or part of a number are enough. Open the entity, the row, the original or the chart from the results.', more: '{shown} of {total} shown; show more',
} as const
