/** The Word report: what a prosecutor reads, every figure with its rule, every source with its hash. */
import { writeFileSync } from 'node:fs'
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
import type { ReportSection } from '../../../../shared/contract/reports.ts'
import type { Args, Result } from '../../../../shared/contract/index.ts'
import type { Chart } from '../../../../shared/contract/charts.ts'
import { chartRow, listCharts, wholeChart } from '../../charts/chartRows.ts'
import { readSettings } from '../../charts/settings.ts'
import type { JobContext, ReadingJobContext } from '../../core/context.ts'
import { auditHead } from '../../store/audit.ts'
import { property } from '../../store/properties.ts'
import { outputName, recordReport } from '../outputFile.ts'
import { breathe } from '../../core/stepByStep.ts'
import { redacted } from '../redact.ts'
import { onOneState } from '../tableExport.ts'
import { reference } from '../words.ts'
import type { Language } from '../words.ts'
import { chartPng, hasChineseFont } from './chartPicture.ts'
import { documentWords } from './documentWords.ts'
import { heading, orientationFor, paragraph, picture, subheading } from './parts.ts'
import type { Orientation } from './parts.ts'
import {
  factsSection,
  measuresSection,
  moneySection,
  peopleSection,
  qualitySection,
  seizureSection,
  sourcesSection,
} from './sections.ts'
import type { Setting } from './sections.ts'

type Block = Paragraph | Table
/** Pages of one way up, one after the other. */
interface Pages {
  readonly orientation: Orientation
  readonly blocks: Block[]
}
const everySection: readonly ReportSection[] = [
  'facts',
  'people',
  'seizure',
  'money',
  'measures',
  'charts',
  'quality',
  'sources',
]

/** Writes the report. Sections and charts left out: all of them. Errors: `chart-not-found`, `cancelled`. */
export async function writeDocument(
  context: JobContext,
  args: Args<'report.document'>,
): Promise<Result<'report.document'>> {
  const { language } = args
  const words = documentWords[language]
  const setting: Setting = { language, mask: args.redact ? redacted : (text) => text }
  const caseName = setting.mask(property(context.db(), 'name'))
  const file = context.files.createOutput(outputName(caseName, words.report, context.at, 'docx'))
  try {
    const sections = everySection.filter(
      (section) => args.sections === undefined || args.sections.includes(section),
    )
    const bytes = await onOneState(context, async () => {
      const pages: Pages[] = [
        { orientation: 'portrait', blocks: [...titleBlock(caseName, args.redact, setting)] },
      ]
      for (const [index, section] of sections.entries()) {
        context.progress(section, index, sections.length)
        await breathe(context)
        addPages(
          pages,
          heading(words.numbered(words.ordinal[index] ?? '', words[section])),
          await sectionPages(context, section, caseName, args.charts ?? null, setting),
        )
      }
      return Packer.toBuffer(assemble(caseName, language, pages))
    })
    context.checkCancelled()
    writeFileSync(file.path, bytes, { mode: 0o600 })
    return await recordReport(context, file, 'report.document', {
      language,
      sections: sections.join(','),
      redacted: args.redact ? 1 : 0,
    })
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}

/** Adds a section under its heading; it goes on below what stands before it when that is of the same way up, and begins a page otherwise. */
function addPages(pages: Pages[], title: Block, more: readonly Pages[]): void {
  more.forEach(({ orientation, blocks }, index) => {
    const last = pages.at(-1)
    const all = index === 0 ? [title, ...blocks] : blocks
    if (last !== undefined && last.orientation === orientation) last.blocks.push(...all)
    else pages.push({ orientation, blocks: [...all] })
  })
}

async function sectionPages(
  context: ReadingJobContext,
  section: ReportSection,
  caseName: string,
  charts: readonly number[] | null,
  setting: Setting,
): Promise<readonly Pages[]> {
  const db = context.db()
  const upright = (blocks: Block[]): readonly Pages[] => [{ orientation: 'portrait', blocks }]
  switch (section) {
    case 'facts':
      return upright(factsSection(db, factLines(context, caseName, setting.language), setting))
    case 'people':
      return upright(peopleSection(db, setting))
    case 'seizure':
      return upright(seizureSection(db, setting))
    case 'money':
      return upright(moneySection(db, setting))
    case 'measures':
      return upright(measuresSection(db, setting))
    case 'quality':
      return upright(qualitySection(db, setting))
    case 'sources':
      return upright(sourcesSection(db, setting))
    case 'charts':
      return chartPages(context, charts, setting)
  }
}

function factLines(
  context: ReadingJobContext,
  caseName: string,
  language: Language,
): readonly (readonly [string, string])[] {
  const words = documentWords[language]
  const db = context.db()
  const head = auditHead(db)
  return [
    [words.caseName, caseName],
    [words.createdAt, property(db, 'createdAt')],
    [words.operator, context.operator],
    [words.madeAt, context.at],
    [words.program, `链证 Lianzheng ${context.workspace.appVersion}`],
    [words.audit, `#${head.seq} ${head.hash}`],
  ]
}

async function chartPages(
  context: ReadingJobContext,
  wanted: readonly number[] | null,
  { language, mask }: Setting,
): Promise<readonly Pages[]> {
  const words = documentWords[language]
  const ids =
    wanted ??
    listCharts(context.db())
      .filter(({ nodes }) => nodes > 0)
      .map(({ chartId }) => chartId)
  if (ids.length === 0) return [{ orientation: 'portrait', blocks: [paragraph(words.noCharts)] }]
  const pages: Pages[] = []
  for (const chartId of ids) {
    const db = context.db()
    const { name, settings } = chartRow(db, chartId)
    const whole = wholeChart(db, chartId)
    const chart: Chart = {
      ...whole,
      nodes: whole.nodes.map((node) => ({ ...node, label: mask(node.label), sublabel: mask(node.sublabel) })),
      name: mask(name),
      settings: readSettings(settings),
    }
    const { png, width, height } = await chartPng(chart, language)
    context.checkCancelled()
    pages.push({
      orientation: orientationFor(width, height),
      blocks: [
        subheading(chart.name),
        picture(png, width, height, chart.name),
        paragraph(words.chartLine, { faint: true }),
      ],
    })
  }
  if (!(await hasChineseFont())) pages[0]?.blocks.unshift(paragraph(words.noFont))
  return pages
}

function titleBlock(caseName: string, redact: boolean, { language }: Setting): readonly Block[] {
  const words = documentWords[language]
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: 240, after: 80 },
      children: [new TextRun({ text: caseName, bold: true, size: 36 })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 120 },
      children: [new TextRun({ text: words.report, size: 26 })],
    }),
    paragraph(reference[language], { centred: true, faint: true }),
    ...(redact ? [paragraph(words.redacted, { centred: true, faint: true })] : []),
  ]
}

function assemble(caseName: string, language: Language, pages: readonly Pages[]): Document {
  const [before, between, after] = documentWords[language].page()
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
    description: reference[language],
    styles: {
      default: {
        document: { run: { font, size: 20, color: '1B2230' } },
        heading1: head(28, 320),
        heading2: head(22, 200),
      },
    },
    sections: pages.map(({ orientation, blocks }) => ({
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
                    `${after} · ${reference[language]}`,
                  ],
                }),
              ],
            }),
          ],
        }),
      },
      children: blocks,
    })),
  })
}
