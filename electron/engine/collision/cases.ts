/**
 * Several case files by what they share: the way a series is found (串并案). The other files are opened read-only, read, and let go; what is
 * found stands beside the open case and never becomes a fact of it.
 */
import { existsSync, realpathSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type * as v from 'valibot'
import type {
  CaseFamily,
  CaseOverlap,
  CasesCollision,
  CollidedCase,
  collisionContract,
  OverlapGraph,
} from '../../../shared/contract/collision.ts'
import { mostCases } from '../../../shared/contract/collision.ts'
import { AppError } from '../../../shared/errors.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { ReadingJobContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { hashFile } from '../import/write/originals.ts'
import { columnOf, literalText } from '../records/evidence.ts'
import { type CaseFile, isOpenHere, openCaseFile } from '../store/caseFile.ts'
import { property } from '../store/properties.ts'
import { recordTable } from '../store/recordTables.ts'
import { comparedForm, families as familyOf, fieldSources, strongFamilies } from './families.ts'
import { yieldToOthers } from '../core/stepByStep.ts'
import { digestOf } from './listInput.ts'
import { holdResult, newHead, type ResultHead, toldHead } from './results.ts'
import { ownersById, ownersOf } from './owners.ts'
import { foldedWords } from './values.ts'

export type OtherCase = v.InferOutput<(typeof collisionContract)['collision.cases']['args']>['cases'][number]
export interface CasesResult {
  readonly what: 'cases'
  readonly head: ResultHead
  readonly families: readonly CaseFamily[]
  readonly cases: readonly CollidedCase[]
  readonly overlaps: readonly CaseOverlap[]
  readonly orders: Map<string, Int32Array>
}
/** The path of a case the host or the list knows. Errors: `case-not-found`, `file-not-granted`, `invalid-arguments`. */
export function pathOfCase(
  context: ReadingJobContext,
  { caseRef, place }: Pick<OtherCase, 'caseRef' | 'place'>,
): string {
  if (place === undefined && caseRef === undefined)
    throw new AppError('invalid-arguments', 'neither a listed case nor a granted file was named')
  const path = place === undefined ? context.workspace.pathOf(caseRef ?? '') : context.files.get(place).path
  if (!existsSync(path))
    throw new AppError('case-not-found', 'there is no such file', { file: basename(path) })
  return realpathSync(path)
}

export interface OpenedCase {
  readonly db: Db
  readonly name: string
  readonly fileName: string
  readonly caseId: string
  readonly sha256: string | null
}
/** Collides the open case with others and holds the result. Errors: those of opening, with `place` in the details; `cancelled`. */
export async function collideCases(
  context: ReadingJobContext,
  others: readonly OtherCase[],
  asked: readonly CaseFamily[] | undefined,
  keptId: number | null = null,
): Promise<CasesResult> {
  if (others.length === 0 || others.length > mostCases)
    throw new AppError('invalid-arguments', 'a collision takes from one to twelve other cases', {
      limit: mostCases,
    })
  const chosen = asked === undefined || asked.length === 0 ? strongFamilies : asked
  const files: CaseFile[] = []
  try {
    const own = context.workspace.session()
    const cases: OpenedCase[] = [
      {
        get db() {
          return context.db()
        },
        name: property(context.db(), 'name'),
        fileName: basename(own.file.path),
        caseId: own.caseId,
        sha256: null,
      },
    ]
    for (const [place, other] of others.entries()) {
      context.progress('open', place, others.length)
      cases.push(await openOther(context, other, place, files))
    }
    const overlaps = await findOverlaps(context, cases, chosen)
    const digest = digestOf([...chosen, ...cases.map((one) => `${one.caseId}/${one.sha256 ?? ''}`)])
    const result: CasesResult = {
      what: 'cases',
      head: newHead(context, digest, keptId),
      families: chosen,
      overlaps: overlaps.found,
      orders: new Map(),
      cases: cases.map(({ name, fileName, caseId, sha256 }, index) => ({
        index,
        name,
        fileName,
        caseId,
        sha256,
        values: overlaps.values[index] ?? 0,
        shared: overlaps.found.filter((overlap) => overlap.in.some((one) => one.index === index)).length,
      })),
    }
    holdResult(context, result)
    return result
  } finally {
    for (const file of files) file.close()
  }
}
/** Opens another case file read-only; the caller closes it (`files`). Errors: those of opening, with `place` and `file` in the details. */
export async function openOther(
  context: ReadingJobContext,
  other: OtherCase,
  place: number,
  files: CaseFile[],
): Promise<OpenedCase> {
  const path = pathOfCase(context, other)
  const fileName = basename(path)
  try {
    // Reading a file that is open here would drop its locks; opening it twice is refused below by the same error.
    const sha256 = isOpenHere(path) ? null : (await hashFile(path, context.signal)).sha256
    const before = isOpenHere(path) ? null : statSync(path)
    const file = await openCaseFile(path, {
      passphrase: other.passphrase ?? null,
      readOnly: true,
      breakStaleLock: false,
      olderToo: true,
      author: { operator: context.operator, at: context.at, program: context.workspace.appVersion },
    })
    files.push(file)
    const after = statSync(file.path)
    if (before === null || before.size !== after.size || before.mtimeMs !== after.mtimeMs)
      throw new AppError('file-unreadable', 'the file changed while it was read', { what: 'changed' })
    return {
      db: file.db,
      name: property(file.db, 'name'),
      fileName,
      caseId: property(file.db, 'caseId'),
      sha256,
    }
  } catch (error) {
    if (error instanceof AppError)
      throw new AppError(error.code, error.message, { ...error.details, place, file: fileName })
    throw error
  }
}

/** One stored form of one value in one case. */
export interface Said {
  readonly family: CaseFamily
  readonly key: string
  readonly stored: string
  /** Rows of a field that belongs to no entity; null for an identifier. */ readonly rows: number | null
}
interface Detail {
  shown: string
  rows: number
  readonly stored: Set<string>
}

async function findOverlaps(
  context: ReadingJobContext,
  cases: readonly OpenedCase[],
  chosen: readonly CaseFamily[],
): Promise<{ readonly found: readonly CaseOverlap[]; readonly values: readonly number[] }> {
  const holders = new Map<string, number>()
  const values: number[] = cases.map(() => 0)
  for (const [index, one] of cases.entries()) {
    context.progress('read', index, cases.length * 2)
    const bit = 1 << index
    for await (const { key } of saidIn(context, one, chosen)) {
      const present = holders.get(key) ?? 0
      if ((present & bit) === 0) {
        values[index] = (values[index] ?? 0) + 1
        holders.set(key, present | bit)
      }
    }
  }
  const shared = new Map<string, { readonly family: CaseFamily; readonly in: Map<number, Detail> }>()
  for (const [key, bits] of holders)
    if ((bits & (bits - 1)) !== 0)
      shared.set(key, { family: key.slice(0, key.indexOf('\n')) as CaseFamily, in: new Map() })
  holders.clear()
  for (const [index, one] of cases.entries()) {
    context.progress('read', cases.length + index, cases.length * 2)
    for await (const { key, stored, rows } of saidIn(context, one, chosen)) {
      const overlap = shared.get(key)
      if (overlap === undefined) continue
      const detail = overlap.in.get(index) ?? { shown: stored, rows: 0, stored: new Set<string>() }
      overlap.in.set(index, detail)
      detail.rows += rows ?? 0
      if (rows === null) detail.stored.add(stored)
    }
  }
  const found: NamedOverlap[] = []
  for (const { family, in: holdersOf } of shared.values()) {
    const inCases = [...holdersOf]
      .sort(([one], [other]) => one - other)
      .map(([index, detail]) => ({ index, ...namedIn(cases[index], family, detail) }))
    found.push({ family, value: holdersOf.values().next().value?.shown ?? '', in: inCases })
    if (found.length % 500 === 0) await yieldToOthers(context)
  }
  return { found: await withOwners(context, cases, found), values }
}
type NamedOverlap = Omit<CaseOverlap, 'in'> & {
  readonly in: readonly (ReturnType<typeof namedIn> & { readonly index: number })[]
}
const ownersAtOnce = 500
/** Whose the values are in each case, asked for many at once. Ids of other case files mean nothing here and go. */
async function withOwners(
  context: ReadingJobContext,
  cases: readonly OpenedCase[],
  overlaps: readonly NamedOverlap[],
): Promise<readonly CaseOverlap[]> {
  const told: CaseOverlap[] = []
  for (let from = 0; from < overlaps.length; from += ownersAtOnce) {
    const part = overlaps.slice(from, from + ownersAtOnce)
    const owners = cases.map(({ db }, index) =>
      ownersById(
        db,
        part.flatMap((overlap) =>
          overlap.in.flatMap((one) =>
            one.index === index ? one.entities.map(({ entityId }) => entityId) : [],
          ),
        ),
      ),
    )
    for (const overlap of part)
      told.push({
        ...overlap,
        in: overlap.in.map(({ index, records, entities }) => {
          const found = ownersOf(
            owners[index] ?? new Map(),
            entities.map(({ entityId }) => entityId),
          )
          return index === 0
            ? { index, records, entities, owners: found }
            : {
                index,
                records,
                entities: entities.map((entity) => ({ ...entity, entityId: null })),
                owners: { ...found, people: found.people.map((owner) => ({ ...owner, entityId: null })) },
              }
        }),
      })
    await yieldToOthers(context)
  }
  return told
}

const rowsAtOnce = 20_000
/** Everything a case says of the families: identifiers of its entities, then fields that belong to none. */
export async function* saidIn(
  context: ReadingJobContext,
  one: OpenedCase,
  chosen: readonly CaseFamily[],
): AsyncGenerator<Said> {
  const familyOfKind = new Map(
    chosen.flatMap((family) => familyOf[family].identifiers.map((kind) => [kind, family] as const)),
  )
  let last: readonly [string, string] = ['', '']
  for (;;) {
    const rows = one.db
      .prepare<[string, string, number], [string, string]>(
        'SELECT DISTINCT value, kind FROM identifiers INDEXED BY identifiers_by_value WHERE (value, kind) > (?, ?) AND attribute = 0 ORDER BY value, kind LIMIT ?',
      )
      .raw()
      .all(last[0], last[1], rowsAtOnce)
    for (const [value, kind] of rows) {
      const family = familyOfKind.get(kind)
      const form = family === undefined ? null : comparedForm(family, value)
      if (family !== undefined && form !== null)
        yield { family, key: `${family}\n${form}`, stored: value, rows: null }
    }
    last = rows.at(-1) ?? last
    await yieldToOthers(context)
    if (rows.length < rowsAtOnce) break
  }
  for (const source of fieldSources(recordKinds, chosen)) {
    if (!isMapped(one.db, source.kind, source.field)) continue
    const column = columnOf('r', source.field)
    const rows = one.db
      .prepare<[], [string, number]>(
        `SELECT ${column}, COUNT(*) FROM ${recordTable(source.kind)} r WHERE ${column} IS NOT NULL GROUP BY 1`,
      )
      .raw()
      .all()
    for (const [stored, times] of rows) {
      for (const part of source.multi ? new Set(stored.split('\n')) : [stored]) {
        const form = comparedForm(source.family, part)
        if (form !== null)
          yield { family: source.family, key: `${source.family}\n${form}`, stored: part, rows: times }
      }
    }
    await yieldToOthers(context)
  }
}
/** Whether any sheet that is in the case, or what a person wrote into one of its rows, can have filled the field. */
function isMapped(db: Db, kind: string, field: string): boolean {
  const has = db
    .prepare<[string], number>(
      'SELECT 1 FROM (SELECT name FROM sqlite_master UNION ALL SELECT name FROM sqlite_temp_master) WHERE name = ?',
    )
    .pluck()
  if (has.get(`r_${kind}`) === undefined) return false
  const sheets = `FROM sheets s JOIN batches b ON b.batch_id = s.batch_id AND b.status = 'active'`
  if (
    db
      .prepare(`SELECT 1 ${sheets} WHERE s.kind = ${literalText(kind)} AND s.columns LIKE ? LIMIT 1`)
      .get(`%"${field}"%`) !== undefined
  )
    return true
  // A case of an older program has no edits.
  return (
    has.get('row_edits') !== undefined &&
    db
      .prepare(
        `SELECT 1 ${sheets} JOIN row_edits e ON e.sheet_id = s.sheet_id WHERE s.kind = ${literalText(kind)} AND e.field IN (?, ?) LIMIT 1`,
      )
      .get(field, `sheet:own:${field}`) !== undefined
  )
}

const shownEntities = 5
/** The entities that have the value in a case, most records first, and how many records name it. */
function namedIn(
  one: OpenedCase | undefined,
  family: CaseFamily,
  detail: Detail,
): {
  readonly records: number
  readonly entities: readonly { readonly kind: string; readonly label: string; readonly entityId: number }[]
} {
  if (one === undefined) return { records: 0, entities: [] }
  const rows =
    detail.stored.size === 0
      ? []
      : one.db
          .prepare<[string], { entityId: number; kind: string; label: string; records: number }>(
            `SELECT e.entity_id AS entityId, e.kind, e.label, SUM(i.records) AS records FROM json_each(?) w CROSS JOIN identifiers i INDEXED BY identifiers_by_value ON i.value = w.value JOIN entities e ON e.entity_id = i.entity_id
     WHERE i.attribute = 0 AND i.kind IN (${familyOf[family].identifiers.map(literalText).join(', ')}) GROUP BY e.entity_id ORDER BY records DESC, e.entity_id LIMIT ${shownEntities}`,
          )
          .all(JSON.stringify([...detail.stored]))
  // Records of the entity with most of them: others are named in the same rows. Fields without an entity have rows of their own.
  return {
    records: Math.max(0, ...rows.map((row) => row.records)) + detail.rows,
    entities: rows.map(({ entityId, kind, label }) => ({ kind, label, entityId })),
  }
}

/** The summary of a result. */
export function toldCases(db: Db, result: CasesResult): CasesCollision {
  return {
    ...toldHead(db, result.head),
    what: 'cases',
    families: result.families,
    cases: result.cases,
    counts: {
      overlaps: result.overlaps.length,
      byFamily: result.families
        .map((family) => ({
          family,
          count: result.overlaps.filter((overlap) => overlap.family === family).length,
        }))
        .filter(({ count }) => count > 0),
    },
  }
}
export interface OverlapFilter {
  readonly families?: readonly CaseFamily[] | undefined
  readonly cases?: readonly number[] | undefined
  readonly text?: string | undefined
}
export interface OverlapOrder {
  readonly sort: 'cases' | 'family' | 'value' | 'records'
  readonly descending: boolean
}

/** The overlaps that pass the filter, in order; `cases` puts what most cases share first. */
export function orderedOverlaps(
  result: CasesResult,
  filter: OverlapFilter,
  { sort, descending }: OverlapOrder,
): readonly CaseOverlap[] {
  const key = JSON.stringify([filter, sort, descending])
  const present = result.orders.get(key)
  if (present !== undefined) return [...present].flatMap((index) => result.overlaps[index] ?? [])
  const words = foldedWords(filter.text ?? '')
  const passes = (overlap: CaseOverlap): boolean =>
    (filter.families === undefined || filter.families.includes(overlap.family)) &&
    (filter.cases === undefined ||
      filter.cases.every((index) => overlap.in.some((one) => one.index === index))) &&
    (words === '' ||
      foldedWords(overlap.value).includes(words) ||
      overlap.in.some(
        ({ entities, owners }) =>
          entities.some(({ label }) => foldedWords(label).includes(words)) ||
          owners.people.some(
            ({ name, number }) => foldedWords(name).includes(words) || foldedWords(number).includes(words),
          ),
      ))
  const records = (overlap: CaseOverlap): number => overlap.in.reduce((sum, one) => sum + one.records, 0)
  const text = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
  const compare = (one: CaseOverlap, other: CaseOverlap): number => {
    switch (sort) {
      case 'cases':
        return (
          other.in.length - one.in.length ||
          result.families.indexOf(one.family) - result.families.indexOf(other.family) ||
          records(other) - records(one) ||
          text(one.value, other.value)
        )
      case 'family':
        return (
          result.families.indexOf(one.family) - result.families.indexOf(other.family) ||
          text(one.value, other.value)
        )
      case 'records':
        return records(one) - records(other) || text(one.value, other.value)
      case 'value':
        return text(one.value, other.value)
    }
  }
  const chosen = result.overlaps
    .map((overlap, index) => ({ overlap, index }))
    .filter(({ overlap }) => passes(overlap))
    .sort((one, other) => compare(one.overlap, other.overlap))
  if (descending) chosen.reverse()
  if (result.orders.size >= 6) result.orders.clear()
  result.orders.set(
    key,
    Int32Array.from(chosen, ({ index }) => index),
  )
  return chosen.map(({ overlap }) => overlap)
}

/** Cases and the values they share, those of most cases first. */
export function overlapGraph(result: CasesResult, filter: OverlapFilter, limit: number): OverlapGraph {
  const overlaps = orderedOverlaps(result, filter, { sort: 'cases', descending: false })
  const shown = overlaps.slice(0, limit)
  const holders = new Set(shown.flatMap((overlap) => overlap.in.map(({ index }) => index)))
  return {
    nodes: [
      ...result.cases
        .filter(({ index }) => holders.has(index))
        .map((one) => ({ key: `case/${one.index}`, kind: 'case' as const, label: one.name, cases: 1 })),
      ...shown.map(({ family, value, in: inCases }) => ({
        key: `${family}/${value}`,
        kind: family,
        label: value,
        cases: inCases.length,
      })),
    ],
    edges: shown.flatMap(({ family, value, in: inCases }) =>
      inCases.map(({ index, records }) => ({ from: `case/${index}`, to: `${family}/${value}`, records })),
    ),
    omitted: overlaps.length - shown.length,
  }
}
