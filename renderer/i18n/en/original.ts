export const original = {
  loading: 'Reading the original…', rowOf: 'Row {row} of {count}', headerAt: 'Header in row {row}', noHeader: 'No header row', outcome: 'Outcome', column: 'Column {letter}', toRow: 'To the row', gridLabel: '{file} · {sheet}, as it was read', hash: 'SHA-256 {hash}',
  cellOf: 'Cell {cell} ({count} rows in all)', find: 'Find in the sheet', previous: 'Previous', next: 'Next', notFound: 'Not in this sheet', goToRow: 'To row', copy: 'Copy with source', copySelected: 'Copy {count} rows with source', copyHint: 'Copies the row as written, with file, sheet, row and SHA-256', copied: 'Copied {count} row with its source | Copied {count} rows with their source', file: 'File', sheet: 'Sheet', row: 'Row', editedTo: '{field} changed to: {text}',
} as const
