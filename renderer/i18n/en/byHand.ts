export const byHand = {
  open: 'Colour and tags…',
  colour: 'Colour by hand (on this chart, above every rule)',
  noColour: 'No colour',
  flag: 'Flag (on this chart)',
  noFlag: 'No flag',
  tags: 'Tags (in the whole case)',
  newTag: 'New tag',
  addTag: 'Make and put on',
  hint: 'Each press is a step that can be undone; legends, pictures and reports say what a hand has coloured.',
  selectTag: 'Select all: tag “{tag}”',
  colourBy: 'Colour',
  by: { kind: 'by kind', tag: 'by tag', community: 'by community' },
}
