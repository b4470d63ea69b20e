/** What is shown of a collision as Excel or CSV, with its input, filter and program written into the file. */
import { nameIn } from '../../../shared/language.ts'
import type { Args, Result } from '../../../shared/contract/index.ts'
import { entityKinds } from '../../../shared/model/define.ts'
import { fieldOf, recordKind } from '../../../shared/model/recordKinds/index.ts'
import type { JobContext, ReadingJobContext } from '../core/context.ts'
import { readEntities } from '../entities/entityRows.ts'
import { caseNameFor } from '../report/buildReport.ts'
import { redactionText } from '../report/documentWords.ts'
import type { Sort } from '../report/model/documentModel.ts'
import { sortOfField, sortOfLabel } from '../report/model/knownIdentity.ts'
import { maskerFor, type MaskText } from '../report/model/redact.ts'
import { createCsvFile, csvText } from '../report/csvFile.ts'
import { outputName, recordReport } from '../report/outputFile.ts'
import type { Owners } from '../../../shared/contract/collision.ts'
import { ownersText } from '../../../shared/words/collision.ts'
import { remarkText } from '../../../shared/words/remarks.ts'
import { type Language, reportWords } from '../report/words.ts'
import type { CellLook } from '../report/xlsx/styles.ts'
import { type Column, type Value, valueDigits } from '../report/xlsx/sheet.ts'
import { createWorkbook } from '../report/xlsx/workbook.ts'
import { orderedOverlaps, type CasesResult } from './cases.ts'
import { type ListResult, orderedLines, shownLines } from './list.ts'
import { yieldToOthers } from '../core/stepByStep.ts'
import { ownersById, ownersOf } from './owners.ts'
import type { ByteSink } from '../store/sealedFile.ts'
import { heldResult, type HeldResult } from './results.ts'
import { orderedValues, type TablesResult } from './tables.ts'
import { collisionWords } from './words.ts'

interface Telling {
  readonly language: Language
  readonly mask: MaskText
}
/** What a value is for masking: by what it was read as, by its fields, by its family. A value that was not read, or may be anything, is taken for a number. */
function sortOfReading(reading: string | null): Sort {
  return reading === null
    ? 'account'
    : reading === 'text'
      ? 'name'
      : openSorts.has(reading)
        ? 'text'
        : 'account'
}
const openSorts: ReadonlySet<string> = new Set([
  'ip',
  'domain',
  'plate',
  'organisation',
  'address',
  'vehicle',
])
const sortOfFamily = (family: string): Sort =>
  family === 'name' ? 'name' : openSorts.has(family) ? 'text' : 'account'
function sortOfSides({ input }: TablesResult): Sort {
  const sorts = [input.left, input.right].flatMap((side) => {
    const field = 'list' in side ? undefined : fieldOf(side.scope.kind, side.field)
    return field === undefined ? [] : [sortOfField(field)]
  })
  return sorts.find((sort) => sort !== 'text') ?? sorts[0] ?? 'account'
}
/** `account:6217…`: what kind of key it is stays. */
function maskedKey(mask: MaskText, kind: string, key: string): string {
  const at = key.indexOf(':') + 1
  return key.slice(0, at) + mask(sortOfLabel(kind), key.slice(at))
}
/** Whose it is, with names and numbers masked as everywhere. */
function maskedOwners(owners: Owners, { language, mask }: Telling): string {
  return ownersText(owners, language, (text, { kind }, part) =>
    mask(part === 'name' ? sortOfLabel(kind) : 'account', text),
  )
}
interface Sheet {
  readonly name: string
  readonly columns: readonly Column[]
  readonly total: number
  rows(): AsyncGenerator<readonly Value[]>
}
const chunk = 2_000
const shownInCell = 20

/** Writes the file; `rows` counts the lines of its first sheet. Errors: `collision-not-found`, `cancelled`. */
export async function exportCollision(
  context: JobContext,
  args: Args<'collision.export'>,
): Promise<Result<'collision.export'>> {
  const result = heldResult(context.db(), args.resultId)
  const language = context.workspace.settings().language
  const words = collisionWords[language]
  const caseName = caseNameFor(context, args.redact)
  const mask = maskerFor(context.db(), args.redact)
  const file = context.files.createOutput(
    outputName(caseName, words.title[result.what], context.at, args.format),
  )
  try {
    const sheets = sheetsOf(context, result, args, { language, mask })
    const [first] = sheets
    const preface = prefaceOf(context, result, args, { caseName, language, mask, total: first?.total ?? 0 })
    if (args.format === 'csv') await writeCsv(file.open(), preface, sheets.slice(0, 1))
    else await writeWorkbook(file.open(), words.title[result.what], preface, sheets, context.at)
    await recordReport(context, file, 'collision.export', {
      what: result.what,
      rows: first?.total ?? 0,
      format: args.format,
      digest: result.head.digest,
    })
    return { fileId: file.fileId, fileName: file.fileName, rows: first?.total ?? 0 }
  } catch (error) {
    context.files.revoke(file.fileId)
    throw error
  }
}

function prefaceOf(
  context: ReadingJobContext,
  result: HeldResult,
  args: Args<'collision.export'>,
  { caseName, language, mask, total }: Telling & { readonly caseName: string; readonly total: number },
): readonly string[] {
  const words = collisionWords[language]
  const report = reportWords[language]
  return [
    `${report.caseName}: ${caseName} · ${words.title[result.what]} · ${words.shown}: ${total}`,
    `${words.input}: ${inputText(result, { language, mask })} · ${words.digest}: ${result.head.digest}`,
    ...(result.what === 'list'
      ? [result.places === null ? words.looked.fields : words.looked.everywhere]
      : []),
    `${words.filter}: ${filterText(args, { language, mask })}`,
    ...(args.redact === 'none' ? [] : [redactionText(args.redact, language)]),
    `${report.madeAt}: ${context.at} · ${report.madeBy}: ${context.operator} · ${report.program}: 链证 Lianzheng ${context.workspace.appVersion}${args.format === 'csv' ? ` · ${report.neutralised}` : ''}`,
  ]
}
function inputText(result: HeldResult, { language, mask }: Telling): string {
  const words = collisionWords[language]
  switch (result.what) {
    case 'list':
      return `${result.source === null ? words.pasted : mask('text', `${result.source.fileName} · ${result.source.sheet}`)} (${result.raws.length})`
    case 'tables':
      return [result.input.left, result.input.right]
        .map((side) =>
          'list' in side
            ? words.pasted
            : `${kindName(side.scope.kind, language)} · ${fieldName(side.scope.kind, side.field, language)}`,
        )
        .join(' × ')
    case 'cases':
      return result.cases
        .map(
          (one) =>
            `${mask('text', `${one.name} [${one.fileName}]`)}${one.sha256 === null ? words.open : ` SHA-256 ${one.sha256}`}`,
        )
        .join(' × ')
  }
}
function filterText(args: Args<'collision.export'>, { language, mask }: Telling): string {
  const words = collisionWords[language]
  const parts = [
    ...(args.lines?.states?.map((state) => words.state[state]) ?? []),
    ...(args.lines?.repeated === true ? [words.list[6] ?? ''] : []),
    ...(args.values?.states?.map((state) => words.tableState[state]) ?? []),
    ...(args.overlaps?.families?.map((family) => words.families[family]) ?? []),
    ...(args.overlaps?.cases === undefined
      ? []
      : [`${words.cases[3] ?? ''} ${args.overlaps.cases.map((index) => index + 1).join(', ')}`]),
    ...[args.lines?.text, args.values?.text, args.overlaps?.text].flatMap((text) =>
      text === undefined || text === '' ? [] : [`“${mask('account', text)}”`],
    ),
  ]
  return parts.length === 0 ? words.none : parts.join(' · ')
}
function kindName(id: string, language: Language): string {
  const kind = recordKind(id)
  return kind === undefined ? id : nameIn(kind, language)
}
function fieldName(kind: string, id: string, language: Language): string {
  const field = fieldOf(kind, id)
  return field === undefined ? id : nameIn(field, language)
}
function entityKindName(id: string, language: Language): string {
  const kind = entityKinds.find((candidate) => candidate.id === id)
  return kind === undefined ? id : nameIn(kind, language)
}

function sheetsOf(
  context: ReadingJobContext,
  result: HeldResult,
  args: Args<'collision.export'>,
  telling: Telling,
): readonly Sheet[] {
  switch (result.what) {
    case 'list':
      return listSheets(context, result, args.lines ?? {}, telling)
    case 'tables':
      return [valuesSheet(context, result, args.values ?? {}, telling)]
    case 'cases':
      return [overlapsSheet(context, result, args.overlaps ?? {}, telling)]
  }
}
function columns(
  headers: readonly string[],
  looks: readonly (readonly [width: number, look: CellLook])[],
): readonly Column[] {
  return headers.map((header, index) => ({
    header,
    width: looks[index]?.[0] ?? 16,
    look: looks[index]?.[1] ?? 'text',
  }))
}
const number = 'integer' as const

function listSheets(
  context: ReadingJobContext,
  result: ListResult,
  filter: NonNullable<Args<'collision.export'>['lines']>,
  { language, mask }: Telling,
): readonly Sheet[] {
  const words = collisionWords[language]
  const lines = orderedLines(context.db(), result, filter, { sort: 'line', descending: false })
  const groups = [...new Set([...lines].map((line) => result.groupOf[line] ?? -1))].filter(
    (group) => (result.groups[group]?.hits.length ?? 0) > 0,
  )
  return [
    {
      name: words.title.list,
      total: lines.length,
      columns: columns(words.list, [
        [8, number],
        [26, 'text'],
        [12, 'text'],
        [24, 'text'],
        [14, 'text'],
        [18, 'text'],
        [9, number],
        [10, number],
        [8, number],
        [36, 'text'],
        [40, 'text'],
        [10, number],
        [12, number],
        [36, 'text'],
      ]),
      async *rows() {
        for (let from = 0; from < lines.length; from += chunk) {
          const part = lines.subarray(from, from + chunk)
          const entities = readEntities(
            context.db(),
            new Set(
              [...part].flatMap((line) =>
                (result.groups[result.groupOf[line] ?? -1]?.hits ?? [])
                  .slice(0, shownInCell)
                  .map(({ entityId }) => entityId),
              ),
            ),
          )
          for (const [index, line] of shownLines(context.db(), result, part).entries()) {
            const group = result.groupOf[part[index] ?? -1] ?? -1
            const named = (result.groups[group]?.hits ?? []).slice(0, shownInCell).flatMap((hit) => {
              const entity = entities.get(hit.entityId)
              return entity === undefined
                ? []
                : [
                    `${mask(sortOfLabel(entity.kind), entity.label)} [${entityKindName(entity.kind, language)}] ${hit.records}`,
                  ]
            })
            const places = (result.places?.[group] ?? []).map(
              (place) =>
                `${place.kind === null ? words.rejected : kindName(place.kind, language)} · ${place.kind === null || place.field === null ? mask('text', place.header) : fieldName(place.kind, place.field, language)} ${place.rows}`,
            )
            yield [
              line.line,
              mask(sortOfReading(line.reading), line.raw),
              line.reading === null ? null : words.readings[line.reading],
              line.value === null ? null : mask(sortOfReading(line.reading), line.value),
              words.state[line.state],
              line.flaw === null ? null : remarkText(line.flaw, language),
              line.times,
              line.first,
              line.entities,
              maskedOwners(line.owners, { language, mask }),
              named.join('；'),
              line.records,
              line.cells,
              places.join('；'),
            ]
          }
          context.progress('export', Math.min(from + chunk, lines.length), lines.length)
          await yieldToOthers(context)
        }
      },
    },
    {
      name: words.details,
      total: groups.length,
      columns: columns(words.detail, [
        [24, 'text'],
        [30, 'text'],
        [12, 'text'],
        [24, 'text'],
        [30, 'text'],
        [14, 'text'],
        [10, number],
      ]),
      async *rows() {
        for (const [index, group] of groups.entries()) {
          const entry = result.groups[group]
          const entities = readEntities(
            context.db(),
            new Set(entry?.hits.map(({ entityId }) => entityId) ?? []),
          )
          const owners = ownersById(context.db(), entities.keys())
          for (const hit of entry?.hits ?? []) {
            const entity = entities.get(hit.entityId)
            if (entity !== undefined)
              yield [
                mask(sortOfReading(entry?.read.reading ?? null), entry?.read.value ?? ''),
                maskedOwners(ownersOf(owners, [hit.entityId]), { language, mask }),
                entityKindName(entity.kind, language),
                mask(sortOfLabel(entity.kind), entity.label),
                maskedKey(mask, entity.kind, entity.key),
                hit.as,
                hit.records,
              ]
          }
          if (index % chunk === chunk - 1) await yieldToOthers(context)
        }
      },
    },
  ]
}
function valuesSheet(
  context: ReadingJobContext,
  result: TablesResult,
  filter: NonNullable<Args<'collision.export'>['values']>,
  { language, mask }: Telling,
): Sheet {
  const words = collisionWords[language]
  const order = orderedValues(result, filter, { sort: 'value', descending: false })
  return {
    name: words.title.tables,
    total: order.length,
    columns: columns(words.tables, [
      [30, 'text'],
      [14, 'text'],
      [12, number],
      [12, number],
    ]),
    async *rows() {
      for (const [place, index] of order.entries()) {
        const value = result.values[index]
        if (value !== undefined)
          yield [
            mask(sortOfSides(result), value.value),
            words.tableState[value.state],
            value.leftRows,
            value.rightRows,
          ]
        if (place % chunk === chunk - 1) {
          context.progress('export', place, order.length)
          await yieldToOthers(context)
        }
      }
    },
  }
}
/** One row for each case that has the value, so that the file can be sorted and filtered by case. */
function overlapsSheet(
  context: ReadingJobContext,
  result: CasesResult,
  filter: NonNullable<Args<'collision.export'>['overlaps']>,
  { language, mask }: Telling,
): Sheet {
  const words = collisionWords[language]
  const overlaps = orderedOverlaps(result, filter, { sort: 'cases', descending: false })
  return {
    name: words.title.cases,
    total: overlaps.length,
    columns: columns(words.cases, [
      [12, 'text'],
      [30, 'text'],
      [8, number],
      [30, 'text'],
      [36, 'text'],
      [40, 'text'],
      [10, number],
    ]),
    async *rows() {
      for (const [index, overlap] of overlaps.entries()) {
        for (const one of overlap.in)
          yield [
            words.families[overlap.family],
            mask(sortOfFamily(overlap.family), overlap.value),
            overlap.in.length,
            mask('text', result.cases[one.index]?.name ?? ''),
            maskedOwners(one.owners, { language, mask }),
            one.entities
              .map(
                (entity) =>
                  `${mask(sortOfLabel(entity.kind), entity.label)} [${entityKindName(entity.kind, language)}]`,
              )
              .join('；'),
            one.records,
          ]
        if (index % chunk === chunk - 1) await yieldToOthers(context)
      }
    },
  }
}

async function writeWorkbook(
  file: ByteSink,
  title: string,
  preface: readonly string[],
  sheets: readonly Sheet[],
  at: string,
): Promise<void> {
  const workbook = createWorkbook(file, { title, at })
  try {
    for (const [index, sheet] of sheets.entries()) {
      const writer = workbook.sheet({
        name: sheet.name,
        columns: sheet.columns,
        ...(index === 0 ? { preface: preface.map((value) => [{ value, look: 'note' as const }]) } : {}),
      })
      for await (const row of sheet.rows()) writer.row(row)
      writer.end()
    }
    workbook.finish()
  } catch (error) {
    workbook.abandon()
    throw error
  }
}
async function writeCsv(file: ByteSink, preface: readonly string[], sheets: readonly Sheet[]): Promise<void> {
  const csv = createCsvFile(file)
  const cell = (value: Value): string =>
    value === null ? '' : typeof value === 'string' ? csvText(value) : valueDigits(value)
  try {
    for (const line of preface) csv.row([csvText(line)])
    for (const sheet of sheets) {
      csv.row(sheet.columns.map((column) => csvText(column.header)))
      for await (const row of sheet.rows()) csv.row(row.map(cell))
    }
    csv.finish()
  } catch (error) {
    csv.abandon()
    throw error
  }
}
