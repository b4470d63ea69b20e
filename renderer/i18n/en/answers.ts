export const answers = {
  rows: 'Rows',
  none: 'No such line',
  andMore: 'and {count} more',
  working: 'Working…',
  again: 'Work out again',
  notes: 'To be said',
  toChart: 'Put on a chart',
  toChartMost: 'The first {most} of {count} only',
  rule: 'How it is worked out',
  keys: 'Enter opens the rows, a figure opens the rows of that place, Shift+Enter the entity',
  cut: '{shown} of {total} lines are listed',
} as const
