/** The pieces a report is set from: headings, lines, tables, pictures. One look for all of them. */
import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  ImageRun,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'

/** Width of the text on an A4 page with 2 cm margins, in twentieths of a point. */
export const textWidth = 9_638
const ink = '1B2230'
const faint = '545E70'
const line = { style: BorderStyle.SINGLE, size: 4, color: 'CDD2DA' } as const
const borders = { top: line, bottom: line, left: line, right: line }

// XML 1.0 cannot hold these; what a cell of evidence had in their place is in the case file.
const unholdable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
const clean = (text: string): string => text.replace(unholdable, '')

export function heading(text: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_1,
    keepNext: true,
    children: [new TextRun(clean(text))],
  })
}
export function subheading(text: string): Paragraph {
  return new Paragraph({
    heading: HeadingLevel.HEADING_2,
    keepNext: true,
    children: [new TextRun(clean(text))],
  })
}
export function paragraph(
  text: string,
  options: {
    readonly faint?: boolean
    readonly bold?: boolean
    readonly centred?: boolean
    readonly keepNext?: boolean
  } = {},
): Paragraph {
  return new Paragraph({
    spacing: { after: 80 },
    keepNext: options.keepNext ?? false,
    ...(options.centred === true ? { alignment: AlignmentType.CENTER } : {}),
    children: [
      new TextRun({
        text: clean(text),
        bold: options.bold ?? false,
        ...(options.faint === true ? { color: faint, size: 18 } : {}),
      }),
    ],
  })
}
/** Space between two tables, which Word would otherwise grow together. */
export function gap(): Paragraph {
  return new Paragraph({ spacing: { after: 60 }, children: [] })
}

export interface DocumentColumn {
  readonly header: string
  /** Share of the text width. */
  readonly share: number
  readonly number?: boolean
  readonly small?: boolean
}
/** A table with a header that repeats on every page; the last row is set apart when `totals` is given. */
export function table(
  columns: readonly DocumentColumn[],
  rows: readonly (readonly string[])[],
  totals: readonly string[] | null = null,
): Table {
  const whole = columns.reduce((sum, column) => sum + column.share, 0)
  const widths = columns.map((column) => Math.floor((column.share / whole) * textWidth))
  const cell = (
    text: string,
    index: number,
    look: { readonly bold?: boolean; readonly fill?: string },
  ): TableCell => {
    const column = columns[index]
    return new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      borders,
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: 30, bottom: 30, left: 60, right: 60 },
      ...(look.fill === undefined
        ? {}
        : { shading: { type: ShadingType.CLEAR, fill: look.fill, color: 'auto' } }),
      children: [
        new Paragraph({
          alignment: column?.number === true ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: clean(text)
            .split('\n')
            .map(
              (part, line) =>
                new TextRun({
                  text: part,
                  break: line === 0 ? 0 : 1,
                  bold: look.bold ?? false,
                  color: ink,
                  size: column?.small === true ? 16 : 18,
                }),
            ),
        }),
      ],
    })
  }
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map((column, index) => cell(column.header, index, { bold: true, fill: 'E6EDFB' })),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: columns.map((_, index) => cell(row[index] ?? '', index, {})),
          }),
      ),
      ...(totals === null
        ? []
        : [
            new TableRow({
              cantSplit: true,
              children: columns.map((_, index) =>
                cell(totals[index] ?? '', index, { bold: true, fill: 'F4F5F7' }),
              ),
            }),
          ]),
    ],
  })
}

/** Room for a picture on a page with its heading, in pixels. */
const rooms = { portrait: { width: 640, height: 850 }, landscape: { width: 968, height: 520 } } as const
export type Orientation = keyof typeof rooms
/** The way a page is turned so that a picture of this size comes out larger. */
export function orientationFor(width: number, height: number): Orientation {
  const scale = (room: Orientation) => Math.min(rooms[room].width / width, rooms[room].height / height)
  return scale('landscape') > scale('portrait') ? 'landscape' : 'portrait'
}
/** A picture as large as a page takes it, never larger than it was drawn. Sizes in pixels of the picture. */
export function picture(png: Uint8Array, width: number, height: number, alternative: string): Paragraph {
  const room = rooms[orientationFor(width, height)]
  const scale = Math.min(room.width / width, room.height / height, 1)
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 120 },
    children: [
      new ImageRun({
        type: 'png',
        data: png,
        transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
        altText: { name: clean(alternative), title: clean(alternative), description: clean(alternative) },
      }),
    ],
  })
}
