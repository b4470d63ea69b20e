export const search = {
  palette: 'Search and commands', results: 'Results', commands: 'Commands', inCase: '{count} in the case', choose: 'choose', openIt: 'open', showAll: 'Show all {count}',
  placeholder: 'A name, part of a number, an order id, a word…', show: 'Show', found: '{count} found',
  entities: 'Entities {count}', rowsFound: 'Records {count}', charts: 'Charts {count}', chart: 'Chart', nameOnly: 'known by name only', records: '{count} records', row: 'row {row}',
  nothing: 'Nothing found for “{words}”', nothingText: 'Width, case and spaces in numbers do not matter; try fewer letters.', startTitle: 'Search the whole case', startText: 'Two letters or part of a number are enough. Open the entity, the row or the chart from the results.', more: '{shown} of {total} shown; show more',
  notTaken: 'not imported', note: 'Note', outcome: { header: 'header', skipped: 'row that is no record', rejected: 'rejected row' },
} as const
