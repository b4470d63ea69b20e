/** How a chart leaves. */
export const chartExport = {
  heading: 'Export the chart',
  preview: 'Preview of the first page',
  drawing: 'Laying out the page…',
  format: 'Format',
  formats: { pdf: 'PDF', png: 'PNG', svg: 'SVG' },
  paper: 'Paper',
  papers: { a4: 'A4', a3: 'A3', 'poster-a4': 'Poster on A4 pages', 'poster-a3': 'Poster on A3 pages' },
  look: 'Look',
  looks: { colour: 'Colour', black: 'Black and white' },
  redact: 'Masking',
  larger:
    'On {asked} the smallest text would be {size} pt. Below {least} pt it cannot be read, so this is taken instead: {paper}.',
  onePage: '{paper} {way}, 1 page',
  landscape: 'landscape',
  portrait: 'portrait',
  posterPages:
    '{pages} pages: an overview, and the chart {columns} across × {rows} down, with lines where the pages overlap',
  onePiece: 'In one piece, {width} × {height} mm',
  smallest: 'Smallest text on the chart {size} pt',
  dots: '{dots} dots an inch',
  missing: 'No font of this machine has these characters, □ stands for them: {characters}',
  noFont: 'This machine has no Chinese font; □ stands for each character.',
  logged:
    'Title, legend, filter, what is not drawn and the source files stand around the chart. Exports and copies are logged.',
  copy: 'Copy as picture',
  copied: 'The chart was copied as a picture',
  notCopied: 'Not copied: this window may not put pictures on the clipboard',
  notCopiedHint: 'Export a PNG and insert it.',
  save: 'Export',
}
