export const canvas = {
  lasso: 'Lasso (or drag with Alt; drag with Shift for a box, press with Shift for one more)',
  map: 'Small map',
  mapClose: 'Close the small map',
  members: '×{count}: claims make {count} entities one here',
  links: '{shown} linked on the chart, {all} in the case',
  sum: 'On the chart {sum}',
  inside: '{count} inside',
  more: '{count} more',
  selectAll: 'Select all',
  selectKind: 'Select all: {kind}',
}
