/** The report as a Word file. */
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  type Table,
  TextRun,
} from 'docx'
import type { ChartBlock, HeadingBlock, Report } from '../model/documentModel.ts'
import { lineText, valueText } from '../model/cellText.ts'
import { numberSections } from '../model/numbering.ts'
import { documentWords } from '../documentWords.ts'
import { reference } from '../words.ts'
import { charactersText } from '../../charts/sheet/glyphs.ts'
import { chartPng, hasChineseFont } from './chartPicture.ts'
import { qrPicture } from './qrSymbol.ts'
import { centred, clean, gap, heading, orientationFor, paragraph, picture, tables } from './wordParts.ts'
import type { Orientation } from './wordParts.ts'

type Piece = Paragraph | Table
/** Pages of one way up, one after the other. */
interface Pages {
  readonly orientation: Orientation
  readonly pieces: Piece[]
}

/** The bytes of the file. `rest` is called between charts and may throw to end the work. */
export async function wordReport(report: Report, rest: () => void): Promise<Buffer> {
  const pages: Pages[] = [{ orientation: 'portrait', pieces: [...titlePieces(report)] }]
  const numbers = numberSections(report)
  let fontLooked = false
  for (const [index, section] of report.sections.entries()) {
    const { number = '', headings } = numbers[index] ?? {}
    let waiting: Piece[] = [heading(`${number}${section.title}`, 1)]
    const add = (orientation: Orientation, pieces: readonly Piece[]): void => {
      const last = pages.at(-1)
      const all = [...waiting, ...pieces]
      waiting = []
      // What is of the same way up goes on below; anything else begins a page.
      if (last !== undefined && last.orientation === orientation) last.pieces.push(...all)
      else pages.push({ orientation, pieces: all })
    }
    const headingPiece = (block: HeadingBlock): Paragraph =>
      heading(`${headings?.get(block) ?? ''}${lineText(block.text)}`, block.level)
    for (const [at, block] of section.blocks.entries()) {
      switch (block.kind) {
        case 'heading':
          // A heading goes where what follows it goes.
          waiting.push(headingPiece(block))
          break
        case 'paragraph': {
          // The line under a chart stays on the chart's page.
          const underChart = section.blocks[at - 1]?.kind === 'chart'
          add(underChart ? (pages.at(-1)?.orientation ?? 'portrait') : 'portrait', [paragraph(block)])
          break
        }
        case 'table':
          add('portrait', tables(block))
          break
        case 'code': {
          const { bytes, side } = qrPicture(block.code)
          add('portrait', [picture(bytes, side, side, block.alternative, 'gif')])
          break
        }
        case 'gap':
          add('portrait', [gap()])
          break
        case 'chart': {
          if (!fontLooked && !hasChineseFont())
            waiting.unshift(paragraph({ text: documentWords[report.language].noFont }))
          fontLooked = true
          const { orientation, pieces } = await chartPieces(block, report)
          rest()
          add(orientation, pieces)
        }
      }
    }
    if (waiting.length > 0) add('portrait', [])
  }
  return Packer.toBuffer(assemble(report, pages))
}

async function chartPieces(
  { chart }: ChartBlock,
  report: Report,
): Promise<{ readonly orientation: Orientation; readonly pieces: readonly Piece[] }> {
  const drawn = await chartPng(chart, report.language)
  if (drawn === null)
    return {
      orientation: 'portrait',
      pieces: [paragraph({ text: documentWords[report.language].noPicture(chart.name) })],
    }
  const { png, width, height, missing } = drawn
  return {
    orientation: orientationFor(width, height),
    pieces: [
      picture(png, width, height, chart.name),
      ...(missing.length === 0
        ? []
        : [paragraph({ text: documentWords[report.language].noGlyphs(charactersText(missing)) })]),
    ],
  }
}

function titlePieces({ title, heading: what, notes }: Report): readonly Piece[] {
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 240, after: 80 },
      children: [new TextRun({ text: clean(valueText(title.value)), bold: true, size: 36 })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      children: [new TextRun({ text: what, size: 26 })],
    }),
    ...notes.map(centred),
  ]
}

function assemble(report: Report, pages: readonly Pages[]): Document {
  const caseName = clean(valueText(report.title.value))
  const [before, between, after] = documentWords[report.language].page
  // One font for both scripts keeps figures and characters on one line; machines without it take their own Chinese font.
  const font = {
    ascii: 'Microsoft YaHei',
    hAnsi: 'Microsoft YaHei',
    cs: 'Microsoft YaHei',
    eastAsia: 'Microsoft YaHei',
  }
  const head = (size: number, spacing: number) => ({
    run: { size, bold: true, font, color: '1B2230' },
    paragraph: { spacing: { before: spacing, after: 100 } },
  })
  return new Document({
    title: caseName,
    creator: '链证 Lianzheng',
    description: reference[report.language],
    styles: {
      default: {
        document: { run: { font, size: 20, color: '1B2230' } },
        heading1: head(28, 320),
        heading2: head(22, 200),
        heading3: head(20, 160),
        heading4: head(20, 120),
      },
    },
    sections: pages.map(({ orientation, pieces }) => ({
      properties: {
        page: {
          size: {
            width: 11_906,
            height: 16_838,
            orientation: orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
          },
          margin: { top: 1_134, bottom: 1_134, left: 1_134, right: 1_134 },
        },
      },
      headers: {
        default: new Header({
          children: [
            new Paragraph({
              alignment: AlignmentType.RIGHT,
              children: [new TextRun({ text: caseName, size: 16, color: '868FA0' })],
            }),
          ],
        }),
      },
      footers: {
        default: new Footer({
          children: [
            new Paragraph({
              alignment: AlignmentType.CENTER,
              children: [
                new TextRun({
                  size: 16,
                  color: '868FA0',
                  children: [
                    before,
                    PageNumber.CURRENT,
                    between,
                    PageNumber.TOTAL_PAGES,
                    `${after} · ${reference[report.language]}`,
                  ],
                }),
              ],
            }),
          ],
        }),
      },
      children: pieces,
    })),
  })
}
