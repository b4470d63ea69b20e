/** The Word report: what a prosecutor reads, every figure with its rule, every source with its hash. */
import { writeFileSync } from 'node:fs'
import { AlignmentType, Document, Footer, Header, Packer, PageNumber, Paragraph, type Table, TextRun } from 'docx'
import type { ReportSection } from '../../../../shared/contract/reports.ts'
import type { Args, Result } from '../../../../shared/contract/index.ts'
import type { Chart } from '../../../../shared/contract/charts.ts'
import { chartRow, listCharts, wholeChart } from '../../charts/chartRows.ts'
import { readSettings } from '../../charts/settings.ts'
import type { JobContext } from '../../context.ts'
import { auditHead } from '../../store/audit.ts'
import { property } from '../../store/properties.ts'
import { breathe, outputName, recordReport } from '../outputFile.ts'
import { redacted } from '../redact.ts'
import { onOneState } from '../tableExport.ts'
import { reference } from '../words.ts'
import type { Language } from '../words.ts'
import { chartPng, hasChineseFont } from './chartPicture.ts'
import { documentWords } from './documentWords.ts'
import { heading, paragraph, picture, subheading } from './parts.ts'
import { factsSection, measuresSection, moneySection, peopleSection, qualitySection, seizureSection, sourcesSection } from './sections.ts'
import type { Setting } from './sections.ts'

type Block = Paragraph | Table
const everySection: readonly ReportSection[] = ['facts', 'people', 'seizure', 'money', 'measures', 'charts', 'quality', 'sources']

/** Writes the report. Sections and charts left out: all of them. Errors: `chart-not-found`, `cancelled`. */
export async function writeDocument(context: JobContext, args: Args<'report.document'>): Promise<Result<'report.document'>> {
  const { language } = args
  const words = documentWords[language]
  const setting: Setting = { language, mask: args.redact ? redacted : (text) => text }
  const caseName = setting.mask(property(context.db(), 'name'))
  const file = context.files.createOutput(outputName(caseName, words.report, context.at, 'docx'))
  try {
    const sections = everySection.filter((section) => args.sections === undefined || args.sections.includes(section))
    const bytes = await onOneState(context, async () => {
      const blocks: Block[] = [...titleBlock(caseName, args.redact, setting)]
      for (const [index, section] of sections.entries()) {
        context.progress(section, index, sections.length)
        await breathe(context)
        blocks.push(heading(words.numbered(words.ordinal[index] ?? '', words[section])), ...await sectionBlocks(context, section, caseName, args.charts ?? null, setting))
      }
      return Packer.toBuffer(assemble(caseName, language, blocks))
    })
    context.checkCancelled()
    writeFileSync(file.path, bytes, { mode: 0o600 })
    return await recordReport(context, file, 'report.document', { language, sections: sections.join(','), redacted: args.redact ? 1 : 0 })
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}

async function sectionBlocks(context: JobContext, section: ReportSection, caseName: string, charts: readonly number[] | null, setting: Setting): Promise<readonly Block[]> {
  const db = context.db()
  switch (section) {
    case 'facts': return factsSection(db, factLines(context, caseName, setting.language), setting)
    case 'people': return peopleSection(db, setting)
    case 'seizure': return seizureSection(db, setting)
    case 'money': return moneySection(db, setting)
    case 'measures': return measuresSection(db, setting)
    case 'quality': return qualitySection(db, setting)
    case 'sources': return sourcesSection(db, setting)
    case 'charts': return chartBlocks(context, charts, setting)
  }
}

function factLines(context: JobContext, caseName: string, language: Language): readonly (readonly [string, string])[] {
  const words = documentWords[language]
  const db = context.db()
  const head = auditHead(db)
  return [
    [words.caseName, caseName], [words.createdAt, property(db, 'createdAt')], [words.operator, context.operator], [words.madeAt, context.at],
    [words.program, `链证 Lianzheng ${context.workspace.appVersion}`], [words.audit, `#${head.seq} ${head.hash}`],
  ]
}

async function chartBlocks(context: JobContext, wanted: readonly number[] | null, { language, mask }: Setting): Promise<readonly Block[]> {
  const words = documentWords[language]
  const ids = wanted ?? listCharts(context.db()).filter(({ nodes }) => nodes > 0).map(({ chartId }) => chartId)
  if (ids.length === 0) return [paragraph(words.noCharts)]
  const blocks: Block[] = []
  for (const chartId of ids) {
    const db = context.db()
    const { name, settings } = chartRow(db, chartId)
    const whole = wholeChart(db, chartId)
    const chart: Chart = { ...whole, nodes: whole.nodes.map((node) => ({ ...node, label: mask(node.label), sublabel: mask(node.sublabel) })), name: mask(name), settings: readSettings(settings) }
    const { png, width, height } = await chartPng(chart, language)
    context.checkCancelled()
    blocks.push(subheading(chart.name), picture(png, width, height, chart.name), paragraph(words.chartLine(String(chart.nodes.length), String(chart.edges.length)), { faint: true }))
  }
  return await hasChineseFont() ? blocks : [paragraph(words.noFont), ...blocks]
}

function titleBlock(caseName: string, redact: boolean, { language }: Setting): readonly Block[] {
  const words = documentWords[language]
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { before: 240, after: 80 }, children: [new TextRun({ text: caseName, bold: true, size: 36 })] }),
    new Paragraph({ alignment: AlignmentType.CENTER, spacing: { after: 120 }, children: [new TextRun({ text: words.report, size: 26 })] }),
    paragraph(reference[language], { centred: true, faint: true }),
    ...(redact ? [paragraph(words.redacted, { centred: true, faint: true })] : []),
  ]
}

function assemble(caseName: string, language: Language, children: readonly Block[]): Document {
  const [before, between, after] = documentWords[language].page()
  // One font for both scripts keeps figures and characters on one line; machines without it take their own Chinese font.
  const font = { ascii: 'Microsoft YaHei', hAnsi: 'Microsoft YaHei', cs: 'Microsoft YaHei', eastAsia: 'Microsoft YaHei' }
  const head = (size: number, spacing: number) => ({ run: { size, bold: true, font, color: '1B2230' }, paragraph: { spacing: { before: spacing, after: 100 } } })
  return new Document({
    title: caseName, creator: '链证 Lianzheng', description: reference[language],
    styles: { default: { document: { run: { font, size: 20, color: '1B2230' } }, heading1: head(28, 320), heading2: head(22, 200) } },
    sections: [{
      properties: { page: { size: { width: 11_906, height: 16_838 }, margin: { top: 1_134, bottom: 1_134, left: 1_134, right: 1_134 } } },
      headers: { default: new Header({ children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [new TextRun({ text: caseName, size: 16, color: '868FA0' })] })] }) },
      footers: { default: new Footer({ children: [new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun({ size: 16, color: '868FA0', children: [before, PageNumber.CURRENT, between, PageNumber.TOTAL_PAGES, `${after} · ${reference[language]}`] })] })] }) },
      children: [...children],
    }],
  })
}
