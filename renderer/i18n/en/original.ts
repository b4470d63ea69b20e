export const original = {
  loading: 'Reading the original…', rowOf: 'Row {row} of {count}', headerAt: 'Header in row {row}', noHeader: 'No header row', outcome: 'Outcome', column: 'Column {letter}', toRow: 'To the row', gridLabel: '{file} · {sheet}, as it was read', hash: 'SHA-256 {hash}',
} as const
