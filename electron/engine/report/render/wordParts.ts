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
import { headerText, isFigure, lineText } from '../model/cellText.ts'
import { partsOnPaper } from '../model/documentModel.ts'
import { cellLines, paperColumns } from '../model/paperColumns.ts'
import type { PaperColumn } from '../model/paperColumns.ts'
import type { ParagraphBlock, Row, TableBlock } from '../model/documentModel.ts'

/** Width of the text on an A4 page with 2 cm margins, in twentieths of a point. */
export const textWidth = 9_638
const ink = '1B2230'
const faint = '545E70'
const border = { style: BorderStyle.SINGLE, size: 4, color: 'CDD2DA' } as const
const borders = { top: border, bottom: border, left: border, right: border }

// XML 1.0 cannot hold these; what a cell of evidence had in their place is in the case file.
const unholdable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
export const clean = (text: string): string => text.replace(unholdable, '')

const levels = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const
export function heading(text: string, level: 1 | 2 | 3 | 4): Paragraph {
  return new Paragraph({
    heading: levels[level - 1] ?? HeadingLevel.HEADING_4,
    keepNext: true,
    children: [new TextRun(clean(text))],
  })
}
export function paragraph({ text, look, keepNext }: Omit<ParagraphBlock, 'kind'>): Paragraph {
  return new Paragraph({
    spacing: { after: 80 },
    keepNext: keepNext ?? false,
    children: [line(lineText(text), look)],
  })
}
/** A line in the middle of the page. */
export function centred(text: string): Paragraph {
  return new Paragraph({
    spacing: { after: 80 },
    alignment: AlignmentType.CENTER,
    children: [line(text, 'faint')],
  })
}
function line(text: string, look: ParagraphBlock['look']): TextRun {
  return new TextRun({
    text: clean(text),
    bold: look === 'bold',
    ...(look === 'faint' ? { color: faint, size: 18 } : {}),
  })
}
/** Space between two tables, which Word would otherwise grow together. */
export function gap(): Paragraph {
  return new Paragraph({ spacing: { after: 60 }, children: [] })
}

/** Tables on paper, with a header that repeats on every page; the closing row is set apart. */
export function tables(block: TableBlock): readonly (Paragraph | Table)[] {
  const columns = paperColumns(block)
  const parts = partsOnPaper(block)
  const total = parts.length === 1 ? block.total : undefined
  return parts.flatMap((part, index) => [
    ...(part.before ?? []).map((line) => paragraph(line)),
    table(columns, part.rows, total),
    ...(index < parts.length - 1 || part.before !== undefined ? [gap()] : []),
  ])
}
function table(columns: readonly PaperColumn[], rows: readonly Row[], total: Row | undefined): Table {
  const whole = columns.reduce((sum, column) => sum + column.share, 0)
  const widths = columns.map((column) => Math.floor((column.share / whole) * textWidth))
  const cell = (
    lines: readonly string[],
    at: number,
    look: { readonly bold?: boolean; readonly fill?: string },
  ): TableCell => {
    const column = columns[at]
    return new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      borders,
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: 30, bottom: 30, left: 60, right: 60 },
      ...(look.fill === undefined
        ? {}
        : { shading: { type: ShadingType.CLEAR, fill: look.fill, color: 'auto' } }),
      children: [
        new Paragraph({
          alignment:
            column !== undefined && isFigure(column.column.sort) ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: lines.map(
            (line, number) =>
              new TextRun({
                text: clean(line),
                break: number === 0 ? 0 : 1,
                bold: look.bold ?? false,
                color: ink,
                size: column?.small === true ? 16 : 18,
              }),
          ),
        }),
      ],
    })
  }
  const line = (row: Row, look: { readonly bold?: boolean; readonly fill?: string }): TableRow =>
    new TableRow({
      cantSplit: true,
      children: columns.map((column, at) => cell(cellLines(row, column), at, look)),
    })
  return new Table({
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ column }, at) =>
          cell([headerText(column.header)], at, { bold: true, fill: 'E6EDFB' }),
        ),
      }),
      ...rows.map((row) => line(row, {})),
      ...(total === undefined ? [] : [line(total, { bold: true, fill: 'F4F5F7' })]),
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
export function picture(
  bytes: Uint8Array,
  width: number,
  height: number,
  alternative: string,
  type: 'png' | 'gif' = 'png',
): Paragraph {
  const room = rooms[orientationFor(width, height)]
  const scale = Math.min(room.width / width, room.height / height, 1)
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { after: 120 },
    children: [
      new ImageRun({
        type,
        data: bytes,
        transformation: { width: Math.round(width * scale), height: Math.round(height * scale) },
        altText: { name: clean(alternative), title: clean(alternative), description: clean(alternative) },
      }),
    ],
  })
}
