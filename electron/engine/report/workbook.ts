/** The whole case as one workbook: index, measures, every evidence table with its provenance, sources with hashes. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { measureName } from '../../../shared/model/measureNames.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { rankAccounts } from '../analysis/accounts.ts'
import type { JobContext, ReadingJobContext } from '../core/context.ts'
import { listMeasures } from '../law/measures.ts'
import { kindOf } from '../records/evidence.ts'
import { rowList } from '../records/rowList.ts'
import { listTables, totalsOf } from '../records/totals.ts'
import { auditHead } from '../store/audit.ts'
import { property } from '../store/properties.ts'
import { readSources } from './figures.ts'
import { outputName, recordReport } from './outputFile.ts'
import { filledFields, onOneState, rowSource } from './tableExport.ts'
import { totalsRow } from './tableColumns.ts'
import { reasonText, reference, reportWords, unitText } from './words.ts'
import type { Language } from './words.ts'
import { createWorkbook } from './xlsx/workbook.ts'
import type { StyledCell, Value, WorkbookWriter } from './xlsx/workbook.ts'

const allAccounts = 1_000_000
interface IndexLine {
  readonly name: string
  readonly content: string
  readonly rows: number
  readonly note: string
}

/** Writes the workbook. `kinds` left out: every kind that has rows. Errors: `report-empty` when there is nothing to write, `kind-not-found`, `cancelled`. */
export async function writeWorkbook(
  context: JobContext,
  args: Args<'report.workbook'>,
): Promise<Result<'report.workbook'>> {
  const { language } = args
  for (const kind of args.kinds ?? []) kindOf(recordKinds, kind)
  const caseName = property(context.db(), 'name')
  const file = context.files.createOutput(
    outputName(caseName, reportWords[language].evidenceTable, context.at, 'xlsx'),
  )
  try {
    await onOneState(context, async () => {
      const workbook = createWorkbook(file.path, { title: caseName, at: context.at })
      try {
        await fill(context, workbook, caseName, args)
        workbook.finish()
      } catch (error) {
        workbook.abandon()
        throw error
      }
    })
    return await recordReport(context, file, 'report.workbook', { language })
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}

async function fill(
  context: ReadingJobContext,
  workbook: WorkbookWriter,
  caseName: string,
  args: Args<'report.workbook'>,
): Promise<void> {
  const { language } = args
  const words = reportWords[language]
  const wanted = args.kinds === undefined ? null : new Set(args.kinds)
  const tables = listTables(context.db()).filter(({ kind }) => wanted === null || wanted.has(kind))
  if (tables.length === 0) throw new AppError('report-empty', 'no records to export')
  // The index is the first sheet a reader opens but the last to be known; its place is kept.
  const index = workbook.reserve(words.index)
  const lines: IndexLine[] = [measuresSheet(context, workbook, language)]
  for (const table of tables) {
    const db = context.db()
    const kind = kindOf(recordKinds, table.kind)
    const all = context.rows({ kind: kind.id })
    const kindName = language === 'en' ? kind.nameEn : kind.nameZh
    const source = rowSource(context, kind, filledFields(db, kind), rowList(db, all, []), language, kindName)
    const { sums } = totalsOf(db, all)
    const sheet = workbook.sheet({ name: kindName, columns: source.columns })
    for await (const row of source.rows()) sheet.row(row)
    if (source.columns.some(({ field }) => sums.some((sum) => sum.field === field?.id)))
      sheet.totals(totalsRow(source.columns, sums, words.totalCounted))
    sheet.end()
    lines.push({
      name: sheet.names[0] ?? kindName,
      content: words.evidenceTable,
      rows: source.total,
      note: sheet.names.length > 1 ? words.continued(sheet.names.slice(1)) : '',
    })
  }
  lines.push(...accountsSheet(context, workbook, language), sourcesSheet(context, workbook, language))
  const head = auditHead(context.db())
  const facts: readonly (readonly [string, string])[] = [
    [words.caseName, caseName],
    [words.madeAt, context.at],
    [words.madeBy, context.operator],
    [words.program, `链证 Lianzheng ${context.workspace.appVersion}`],
    [words.auditHead, `#${head.seq} ${head.hash}`],
  ]
  index.write({
    columns: [
      { header: '', width: 26, look: 'text' },
      { header: '', width: 18, look: 'text' },
      { header: '', width: 12, look: 'integer' },
      { header: '', width: 70, look: 'text' },
    ],
    rows: [
      [{ value: caseName, look: 'title' }],
      [{ value: reference[language], look: 'note' }],
      ...facts.slice(1).map(([name, value]): StyledCell[] => [
        { value: name, look: 'note' },
        { value, look: 'text' },
      ]),
      ...(workbook.cutTexts === 0
        ? []
        : [[{ value: words.cut(workbook.cutTexts), look: 'note' } satisfies StyledCell]]),
      [],
      words.indexHeaders.map((value, index): StyledCell => ({
        value,
        look: index === 2 ? 'headerNumber' : 'header',
      })),
      ...lines.map((line): StyledCell[] => [
        { value: line.name, look: 'link', linkTo: line.name },
        { value: line.content, look: 'text' },
        { value: line.rows, look: 'integer' },
        { value: line.note, look: 'text' },
      ]),
    ],
  })
}

/** Figures with at most three decimals are printed as they are counted. */
function figure(value: number | null): Value {
  if (value === null) return null
  return Number.isInteger(value) ? value : { scaled: Math.round(value * 1000), scale: 3 }
}

function measuresSheet(context: ReadingJobContext, workbook: WorkbookWriter, language: Language): IndexLine {
  const words = reportWords[language]
  const [id = '', name = '', value = '', unit = '', rule = '', rows = '', note = ''] = words.measureHeaders
  const sheet = workbook.sheet({
    name: words.measures,
    columns: [
      { header: id, width: 26, look: 'text' },
      { header: name, width: 20, look: 'text' },
      { header: value, width: 18, look: 'decimal3' },
      { header: unit, width: 10, look: 'text' },
      { header: rule, width: 115, look: 'text' },
      { header: rows, width: 10, look: 'integer' },
      { header: note, width: 30, look: 'text' },
    ],
    preface: [[{ value: reference[language], look: 'note' }]],
  })
  const measures = listMeasures(context.db())
  for (const measure of measures) {
    sheet.styled([
      { value: measure.id, look: 'text' },
      { value: measureName(measure.id, language), look: 'text' },
      {
        value: figure(measure.value),
        look: measure.unit === 'yuan' ? 'decimal2' : Number.isInteger(measure.value) ? 'integer' : 'decimal3',
      },
      { value: unitText(measure.unit, language), look: 'text' },
      { value: language === 'en' ? measure.rule.en : measure.rule.zh, look: 'wrapped' },
      { value: measure.rows, look: 'integer' },
      { value: reasonText(measure.why, language), look: 'text' },
    ])
  }
  sheet.end()
  return {
    name: sheet.names[0] ?? words.measures,
    content: words.measures,
    rows: measures.length,
    note: words.measuresNote,
  }
}

/** Totals per account; nothing when there are no transfers. */
function accountsSheet(
  context: ReadingJobContext,
  workbook: WorkbookWriter,
  language: Language,
): readonly IndexLine[] {
  const words = reportWords[language]
  const accounts = rankAccounts(context.db(), allAccounts)
  if (accounts.length === 0) return []
  const widths = [20, 24, 12, 20, 12, 20]
  const sheet = workbook.sheet({
    name: words.accounts,
    columns: words.accountHeaders.map((header, index) => ({
      header,
      width: widths[index] ?? 14,
      look: index < 2 ? ('text' as const) : index % 2 === 0 ? ('integer' as const) : ('decimal2' as const),
    })),
  })
  for (const account of accounts)
    sheet.row([
      account.holder,
      account.account,
      account.inCount,
      { scaled: account.inSum, scale: 2 },
      account.outCount,
      { scaled: account.outSum, scale: 2 },
    ])
  sheet.end()
  return [
    {
      name: sheet.names[0] ?? words.accounts,
      content: words.accounts,
      rows: accounts.length,
      note: words.accountsNote,
    },
  ]
}

function sourcesSheet(context: ReadingJobContext, workbook: WorkbookWriter, language: Language): IndexLine {
  const words = reportWords[language]
  const widths = [34, 68, 14, 10, 20, 14, 10, 20, 14, 10, 10, 10, 10, 10]
  const numbers = new Set([2, 3, 9, 10, 11, 12, 13])
  const sheet = workbook.sheet({
    name: words.sources,
    columns: words.sourceHeaders.map((header, index) => ({
      header,
      width: widths[index] ?? 14,
      look: numbers.has(index) ? ('integer' as const) : ('text' as const),
    })),
  })
  const sources = readSources(context.db())
  const total = { read: 0, accepted: 0, duplicate: 0, rejected: 0, skipped: 0 }
  for (const source of sources) {
    const kind = recordKinds.find(({ id }) => id === source.kind)
    const kindName =
      kind === undefined
        ? source.skip === null
          ? ''
          : skipText(source.skip, language)
        : language === 'en'
          ? kind.nameEn
          : kind.nameZh
    sheet.row([
      source.fileName,
      source.sha256,
      source.size,
      source.batchId,
      source.at,
      source.operator,
      source.status === 'active' ? words.active : words.undone,
      source.sheet + (source.hidden === 1 ? ` (${words.hidden})` : ''),
      kindName,
      source.read,
      source.accepted,
      source.duplicate,
      source.rejected,
      source.skipped,
    ])
    if (source.status === 'active')
      for (const key of ['read', 'accepted', 'duplicate', 'rejected', 'skipped'] as const)
        total[key] += source[key]
  }
  sheet.totals([
    words.total,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    null,
    total.read,
    total.accepted,
    total.duplicate,
    total.rejected,
    total.skipped,
  ])
  sheet.end()
  return {
    name: sheet.names[0] ?? words.sources,
    content: words.sources,
    rows: sources.length,
    note: words.sourcesNote,
  }
}

/** Why a sheet gave no rows, in words. */
export function skipText(skip: string, language: Language): string {
  const { skipped } = reportWords[language]
  return Object.hasOwn(skipped, skip) ? skipped[skip as keyof typeof skipped] : skip
}
