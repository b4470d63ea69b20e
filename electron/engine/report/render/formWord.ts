/** A list of an official form as a Word file. Page, sizes and page number: GB/T 9704-2012; fonts by the names of the standard, so that a desk's own are taken. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import { nothingBelow, type FormPaper } from '../lists/formPaper.ts'
import { clean } from './wordParts.ts'

/** Twentieths of a point: 37, 35, 28 and 26 mm. */
const margin = { top: 2_098, bottom: 1_984, left: 1_588, right: 1_474 } as const
const width = 11_906 - margin.left - margin.right
const fontOf = (eastAsia: string) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
})
const fangSong = fontOf('仿宋_GB2312')
const heading = fontOf('方正小标宋简体')
const black = fontOf('黑体')
/** Half points: 二号 22, 三号 16, 小四 12, 五号 10.5. */
const size = { title: 44, unit: 32, text: 24, cell: 21 } as const
const thin = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const
const borders = { top: thin, bottom: thin, left: thin, right: thin }

/** The bytes of the file. */
export async function formWord(paper: FormPaper): Promise<Buffer> {
  return Packer.toBuffer(
    new Document({
      title: paper.title,
      creator: '链证 Lianzheng',
      styles: { default: { document: { run: { font: fangSong, size: size.text } } } },
      // Each list is a paper of its own: it begins a page, and its pages are numbered from one.
      sections: paper.lists.map((list) => ({
        properties: { page: { size: { width: 11_906, height: 16_838 }, margin, pageNumbers: { start: 1 } } },
        footers: {
          default: new Footer({
            children: [
              new Paragraph({
                alignment: AlignmentType.CENTER,
                children: [new TextRun({ size: 28, children: ['— ', PageNumber.CURRENT, ' —'] })],
              }),
            ],
          }),
        },
        children: pieces(paper, list),
      })),
    }),
  )
}
function pieces(paper: FormPaper, { head, rows }: FormPaper['lists'][number]) {
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, children: [run(paper.unit, size.unit)] }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 240 },
      children: [run(paper.title, size.title, heading)],
    }),
    ...head.map(
      ([name, value]) =>
        new Paragraph({
          spacing: { after: 40 },
          children: `${name}：${value}`.split('\n').map((line, at) => run(line, size.text, fangSong, at)),
        }),
    ),
    new Paragraph({ spacing: { after: 60 }, children: [] }),
    listTable(paper, rows),
    new Paragraph({ spacing: { after: 60 }, keepNext: true, children: [] }),
    signTable(paper.signers),
    ...[paper.copies, paper.note]
      .filter((words) => words !== '')
      .map((words) => new Paragraph({ spacing: { before: 100 }, children: [run(words, size.cell)] })),
  ]
}
/** `line`: which of several lines it is; each but the first begins below. */
const run = (words: string, points: number, font = fangSong, line = 0): TextRun =>
  new TextRun({ text: clean(words), size: points, font, break: line === 0 ? 0 : 1 })

function cell(
  words: string,
  share: number,
  look: { readonly head?: boolean; readonly span?: number },
): TableCell {
  return new TableCell({
    width: { size: share, type: WidthType.DXA },
    borders,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { top: 40, bottom: 40, left: 60, right: 60 },
    ...(look.span === undefined ? {} : { columnSpan: look.span }),
    children: words
      .split('\n')
      .map(
        (line) =>
          new Paragraph({
            alignment:
              look.head === true || look.span !== undefined ? AlignmentType.CENTER : AlignmentType.LEFT,
            children: [run(line, size.cell, look.head === true ? black : fangSong)],
          }),
      ),
  })
}
function listTable({ columns }: FormPaper, rows: readonly (readonly string[])[]): Table {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.floor((share / whole) * width))
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: columns.map(({ header }, at) => cell(header, widths[at] ?? 0, { head: true })),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: columns.map((_, at) => cell(row[at] ?? '', widths[at] ?? 0, {})),
          }),
      ),
      new TableRow({ cantSplit: true, children: [cell(nothingBelow, width, { span: columns.length })] }),
    ],
  })
}
/** One cell for each who signs: the name of the place, room to write, a date that stays empty. */
function signTable(signers: readonly string[]): Table {
  const share = Math.floor(width / signers.length)
  return new Table({
    width: { size: width, type: WidthType.DXA },
    columnWidths: signers.map(() => share),
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        cantSplit: true,
        height: { value: 1_500, rule: 'atLeast' },
        children: signers.map(
          (who) =>
            new TableCell({
              width: { size: share, type: WidthType.DXA },
              borders,
              margins: { top: 60, bottom: 60, left: 80, right: 80 },
              children: [
                new Paragraph({ children: [run(`${who}：`, size.cell)] }),
                new Paragraph({ children: [] }),
                new Paragraph({
                  alignment: AlignmentType.RIGHT,
                  children: [run('年　　月　　日', size.cell)],
                }),
              ],
            }),
        ),
      }),
    ],
  })
}
