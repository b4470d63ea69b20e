export const drawn = {
  title: 'Draw by hand',
  sorts: { text: 'Text box', arrow: 'Arrow', frame: 'Frame' },
  draw: { text: 'Draw a text box', arrow: 'Draw an arrow', frame: 'Draw a frame' },
  smaller: 'Smaller words and lines',
  larger: 'Larger words and lines',
  letter: 'A',
  write: 'Write',
  words: 'Text of the drawing',
  erase: 'Remove the drawing',
  hints: {
    text: 'Drag to draw a text box; Enter puts it in the middle; Esc cancels',
    arrow: 'Drag from tail to tip; Enter puts it in the middle; Esc cancels',
    frame: 'Drag to draw a frame; Enter puts it in the middle; Esc cancels',
  },
  legend: '{count} drawn by hand, in no document',
  legendHint: 'Text boxes, arrows and frames by hand count in no figure; pictures and reports say so too',
}
