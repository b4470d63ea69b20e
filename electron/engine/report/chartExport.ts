/** A chart as a file: on paper, as a picture, for another program. Each that leaves is hashed and kept in the list of exports and the audit log. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import { chartColours } from '../../../shared/model/chart/colours.ts'
import type { SheetLook, SheetPlan } from '../../../shared/model/chart/papers.ts'
import { type ChartToDraw, chartToDraw } from '../charts/chartToDraw.ts'
import { chartRow } from '../charts/chartRows.ts'
import { type ChartBody, drawBody } from '../charts/drawChart.ts'
import { charactersText, glyphsOf } from '../charts/sheet/glyphs.ts'
import { writePdf } from '../charts/sheet/pdf.ts'
import { pngOfSvg } from '../charts/sheet/picture.ts'
import { type SheetFacts, sheetFacts } from '../charts/sheet/sheetFacts.ts'
import {
  oneSheet,
  type SheetLooks,
  type SheetPage,
  sheetPages,
  sheetPlan,
  svgOfPage,
} from '../charts/sheet/sheetPages.ts'
import { sheetWords } from '../charts/sheet/sheetWords.ts'
import { systemTypeface } from '../charts/sheet/systemFonts.ts'
import type { JobContext, ReadingJobContext } from '../core/context.ts'
import { AppError } from '../../../shared/errors.ts'
import { redactionText } from './documentWords.ts'
import { redactionPolicy } from './model/knownIdentity.ts'
import { maskChart, maskText } from './model/redact.ts'
import { onOneState } from './oneState.ts'
import type { OutputFile } from '../store/fileGrants.ts'
import { fileWord, outputName, recordReport, writeWhole } from './outputFile.ts'
import { caseNameFor } from './buildReport.ts'

/** Pictures are drawn at this, and at less where they would hold more pixels than the renderer is given memory for. */
const sharpest = 300
const mostPixels = 48_000_000

interface Asked {
  readonly chartId: number
  readonly paper: SheetPlan['asked']
  readonly look: SheetLook
  readonly redact: Args<'chart.export'>['redact']
  readonly language: Args<'chart.export'>['language']
}
interface Sheet {
  readonly chart: ChartToDraw
  readonly body: ChartBody
  readonly facts: SheetFacts
  readonly plan: SheetPlan
  readonly looks: SheetLooks
  readonly missing: readonly string[]
}
/** The chart with everything that stands around it. Errors: chart-not-found. */
function sheetOf(context: ReadingJobContext, asked: Asked): Sheet {
  const db = context.db()
  const { language, redact } = asked
  const policy = redactionPolicy(db, redact)
  const whole = chartToDraw(db, asked.chartId, (scope) => context.rows(scope))
  const chart = policy === null ? whole : maskChart(whole, maskText(policy))
  const theme = asked.look === 'black' ? 'print' : 'paper'
  const body = drawBody(chart, { theme, language })
  const looks = { tokens: chartColours[theme], words: sheetWords[language] }
  const told = sheetFacts(db, chart, body, {
    language,
    at: context.at,
    operator: context.operator,
    appVersion: context.workspace.appVersion,
    mask: (text) => (policy === null ? text : maskText(policy)('text', text)),
    masked: redact === 'none' ? '' : redactionText(redact, language),
  })
  const missing = missingIn(`${body.markup}${JSON.stringify(told)}`)
  const facts =
    missing.length === 0
      ? told
      : {
          ...told,
          lines: [
            ...told.lines,
            { label: looks.words.missing, text: looks.words.missingText(charactersText(missing)) },
          ],
        }
  return { chart, body, facts, plan: sheetPlan(body, facts, asked.paper, looks), looks, missing }
}
/** Characters of these texts that no font of the machine has. */
function missingIn(text: string): readonly string[] {
  const typeface = systemTypeface()
  if (typeface === null) return []
  const glyphs = glyphsOf(typeface)
  glyphs.width([...new Set(text)].join(''), false)
  return [...glyphs.missing].filter((character) => character !== '\n')
}

/** What would be made, before it is: the paper, how many pages, how small the text, and the first page as a drawing. */
export async function previewChart(
  context: ReadingJobContext,
  args: Args<'chart.sheet'>,
): Promise<Result<'chart.sheet'>> {
  return onOneState(context, async () => {
    const { body, facts, plan, looks, missing, chart } = sheetOf(context, args)
    const whole = oneSheet(body, facts, plan, looks)
    const first = args.format === 'pdf' ? sheetPages(body, facts, plan, looks)[0] : whole
    return {
      plan,
      whole: {
        width: Math.round((whole.width * 25.4) / 72),
        height: Math.round((whole.height * 25.4) / 72),
        dpi: Math.floor(zoomOf(whole) * 72),
      },
      svg: first === undefined ? '' : svgOfPage(first, chart.name),
      missing: charactersText(missing),
      chineseFont: systemTypeface()?.chinese === true,
    }
  })
}

/** Errors: chart-not-found, no-font (PDF on a machine without any), cancelled. */
export async function exportChart(
  context: JobContext,
  args: Args<'chart.export'>,
): Promise<Result<'chart.export'>> {
  const { format, language } = args
  const file = context.files.createOutput(
    outputName(caseNameFor(context, args.redact), fileWord(nameFor(context, args)), context.at, format),
  )
  try {
    const made = await onOneState(context, async () => {
      const sheet = sheetOf(context, args)
      const dpi = await write(context, file, sheet, args)
      return { ...sheet, dpi }
    })
    context.checkCancelled()
    const kept = await recordReport(context, file, 'chart.export', {
      chartId: args.chartId,
      chart: made.chart.name,
      format,
      paper: made.plan.paper,
      pages: format === 'pdf' ? made.plan.pages : 1,
      redacted: args.redact,
      language,
    })
    return { ...kept, plan: made.plan, dpi: made.dpi, missing: charactersText(made.missing) }
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}
function nameFor(context: ReadingJobContext, { chartId, redact }: Args<'chart.export'>): string {
  const db = context.db()
  const policy = redactionPolicy(db, redact)
  const { name } = chartRow(db, chartId)
  return policy === null ? name : maskText(policy)('text', name)
}

/** Writes the file; dots an inch of a picture, null of what has none. */
async function write(
  context: JobContext,
  file: OutputFile,
  { chart, body, facts, plan, looks }: Sheet,
  { format, language }: Args<'chart.export'>,
): Promise<number | null> {
  if (format === 'pdf') {
    const typeface = systemTypeface()
    if (typeface === null) throw new AppError('no-font', 'this machine has no font to write a PDF with', {})
    const about = { title: chart.name, author: context.operator, at: context.at, language }
    await writePdf(file.open(), sheetPages(body, facts, plan, looks), about, typeface, () =>
      context.checkCancelled(),
    )
    return null
  }
  const page = oneSheet(body, facts, plan, looks)
  const svg = svgOfPage(page, chart.name)
  if (format === 'svg') {
    writeWhole(file, Buffer.from(svg))
    return null
  }
  const zoom = zoomOf(page)
  const { png } = await pngOfSvg(svg, page, zoom)
  writeWhole(file, png)
  return Math.floor(zoom * 72)
}
const zoomOf = ({ width, height }: SheetPage): number =>
  Math.min(sharpest / 72, Math.sqrt(mostPixels / (width * height)))

/** One drawing for the clipboard. Width and height in points. Errors: chart-not-found. */
export async function copyChart(
  context: JobContext,
  args: Args<'chart.copy'>,
): Promise<Result<'chart.copy'>> {
  const { page, chart } = await onOneState(context, async () => {
    const { body, facts, plan, looks, chart } = sheetOf(context, args)
    return { page: oneSheet(body, facts, plan, looks), chart }
  })
  if (!context.workspace.info().readOnly)
    context.write(
      {
        action: 'chart.copy',
        params: { chartId: args.chartId, chart: chart.name, redacted: args.redact },
        topics: ['history'],
      },
      () => {},
    )
  return { svg: svgOfPage(page, chart.name), width: page.width, height: page.height }
}
