/** A list of numbers or names against the case: which are in it, as whose, and which not. */
import type {
  ListCollision,
  ListCounts,
  ListLine,
  ListReadAs,
  LineState,
  ValuePlace,
} from '../../../shared/contract/collision.ts'
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import type { ReadingJobContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { readEntities } from '../entities/entityRows.ts'
import { yieldToOthers } from '../core/stepByStep.ts'
import { listedValues, type ListedValues, type ListInput } from './listInput.ts'
import { holdResult, newHead, type ResultHead, toldHead } from './results.ts'
import { auditHead } from '../store/audit.ts'
import { askedOwners, ownersById, ownersOf } from './owners.ts'
import { foldedWords, identityOf, readListed, type ReadValue } from './values.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

/** An entity that has the value, as what, and in how many records it is stated of it. */
export interface Hit {
  readonly entityId: number
  readonly as: string
  readonly records: number
}
/** One value of the list, however often it is given. */
export interface ListedGroup {
  readonly read: ReadValue
  /** The stored forms that were found. */
  readonly stored: readonly string[]
  readonly times: number
  /** The first line that gives it, from 0. */
  readonly first: number
  /** Most records first. */
  readonly hits: readonly Hit[]
}
export interface ListResult {
  readonly what: 'list'
  readonly head: ResultHead
  readonly source: ListedValues['source']
  readonly readAs: ListReadAs
  readonly raws: readonly string[]
  readonly numeric: ReadonlySet<number>
  /** Of each line; unread ones have no group. */
  readonly reads: readonly ReadValue[]
  readonly groupOf: Int32Array
  readonly groups: readonly ListedGroup[]
  /** Where each group stands in cells; null until every cell was looked at. */
  readonly places: readonly (readonly ValuePlace[])[] | null
  readonly orders: Map<string, Int32Array>
}

const chunk = 5_000
/** So many lines are read before other calls get their turn. */
const readAtOnce = 20_000

/** Looks the list up and holds the result. Errors: those of `listedValues`, `cancelled`. */
export async function collideList(
  context: ReadingJobContext,
  input: ListInput,
  readAs: ListReadAs,
  keptId: number | null = null,
): Promise<ListResult> {
  const listed = await listedValues(context, input)
  const head = newHead(context, listed.digest, keptId)
  const { reads, groupOf, groups } = await readGroups(context, listed, readAs)
  const forms = foldedForms(context.db(), groups)
  const found: ListedGroup[] = []
  for (let from = 0; from < groups.length; from += chunk) {
    const part = groups.slice(from, from + chunk)
    found.push(...lookUp(context.db(), part, forms.slice(from, from + chunk)))
    context.progress('compare', Math.min(from + chunk, groups.length), groups.length)
    await yieldToOthers(context)
  }
  const result: ListResult = {
    what: 'list',
    head,
    source: listed.source,
    readAs,
    raws: listed.values,
    numeric: listed.numeric,
    reads,
    groupOf,
    groups: found,
    places: null,
    orders: new Map(),
  }
  holdResult(context, result)
  return result
}

interface OpenGroup {
  readonly read: ReadValue
  times: number
  readonly first: number
}
async function readGroups(
  context: ReadingJobContext,
  { values, numeric }: ListedValues,
  as: ListReadAs,
): Promise<{
  readonly reads: readonly ReadValue[]
  readonly groupOf: Int32Array
  readonly groups: readonly OpenGroup[]
}> {
  const reads: ReadValue[] = []
  const groupOf = new Int32Array(values.length).fill(-1)
  const groups: OpenGroup[] = []
  const known = new Map<string, number>()
  for (const [line, raw] of values.entries()) {
    const read = readListed(raw, as, numeric.has(line))
    reads.push(read)
    if (read.value !== null) {
      const identity = identityOf(read)
      const present = known.get(identity)
      const group = present ?? groups.push({ read, times: 0, first: line }) - 1
      if (present === undefined) known.set(identity, group)
      const entry = groups[group]
      if (entry !== undefined) entry.times += 1
      groupOf[line] = group
    }
    if (line % readAtOnce === readAtOnce - 1) {
      context.progress('read', line, values.length)
      await yieldToOthers(context)
    }
  }
  return { reads, groupOf, groups }
}

/**
 * The stored forms each value may have. Words may be stored in another width, case or spacing: every stored text with the same folded form
 * is one of them.
 */
function foldedForms(db: Db, groups: readonly OpenGroup[]): readonly (readonly string[])[] {
  const wanted = new Map<string, string[]>()
  const forms = groups.map(({ read }) => {
    if (read.folded === null) return read.forms
    const own = [...read.forms]
    wanted.set(read.folded, own)
    return own
  })
  if (wanted.size === 0) return forms
  for (const value of db
    .prepare<[], string>(
      "SELECT DISTINCT value FROM identifiers INDEXED BY identifiers_by_value WHERE value GLOB '*[^0-9]*'",
    )
    .pluck()
    .iterate()) {
    const own = wanted.get(foldedWords(value))
    if (own !== undefined && !own.includes(value)) own.push(value)
  }
  return forms
}

interface IdentifierRow {
  readonly place: number
  readonly value: string
  readonly entityId: number
  readonly attribute: 0 | 1
  readonly kind: string
  readonly field: string
  readonly records: number
}
/** Each listed form by the index of values; the list is a JSON array of texts. */
export const lookUpSql = `SELECT w.key AS place, i.value, i.entity_id AS entityId, i.attribute, i.kind, i.field, i.records
  FROM json_each(?) w CROSS JOIN identifiers i INDEXED BY identifiers_by_value ON i.value = w.value`
function lookUp(
  db: Db,
  groups: readonly OpenGroup[],
  forms: readonly (readonly string[])[],
): readonly ListedGroup[] {
  const asked: string[] = []
  const ownerOf: number[] = []
  for (const [group, own] of forms.entries())
    for (const form of own) {
      asked.push(form)
      ownerOf.push(group)
    }
  const rows = db.prepare<[string], IdentifierRow>(lookUpSql).all(JSON.stringify(asked))
  const stated = new Map<
    number,
    { readonly forms: Set<string>; readonly hits: Map<number, Map<string, number>> }
  >()
  for (const row of rows) {
    const group = ownerOf[row.place] ?? -1
    const entry = stated.get(group) ?? {
      forms: new Set<string>(),
      hits: new Map<number, Map<string, number>>(),
    }
    stated.set(group, entry)
    entry.forms.add(row.value)
    const of = entry.hits.get(row.entityId) ?? new Map<string, number>()
    entry.hits.set(row.entityId, of)
    // One identifier of one entity counts once a record in however many fields it stands, an attribute once a field: see tallySingleRoles.
    const as = row.attribute === 0 ? row.kind : row.field
    of.set(as, (of.get(as) ?? 0) + row.records)
  }
  return groups.map(({ read, times, first }, index) => {
    const entry = stated.get(index)
    const hits =
      entry === undefined
        ? []
        : [...entry.hits]
            .map(([entityId, of]): Hit => {
              const [as, records] = [...of].reduce((most, next) => (next[1] > most[1] ? next : most))
              return { entityId, as, records }
            })
            .sort((one, other) => other.records - one.records || one.entityId - other.entityId)
    return { read, times, first, hits, stored: entry === undefined ? [] : [...entry.forms] }
  })
}

/** The summary of a result. */
export function toldList(db: Db, result: ListResult): ListCollision {
  return {
    ...toldHead(db, result.head),
    what: 'list',
    source: result.source,
    readAs: result.readAs,
    everywhere: result.places !== null,
    statements: countStatements(db),
    counts: listCounts(result),
  }
}
function countStatements(db: Db): number {
  return db.prepare<[], number>('SELECT COUNT(*) FROM statements').pluck().get() ?? 0
}
function listCounts(result: ListResult): ListCounts {
  const counts = { found: 0, cells: 0, absent: 0, unread: 0 }
  let repeated = 0
  for (let line = 0; line < result.raws.length; line += 1) {
    counts[stateOf(result, line)] += 1
    if (isRepeated(result, line)) repeated += 1
  }
  const entities = new Set(result.groups.flatMap((group) => group.hits.map((hit) => hit.entityId)))
  return {
    given: result.raws.length,
    distinct: result.groups.length,
    ...counts,
    repeated,
    entities: entities.size,
  }
}
/** State of a line, from 0. */
export function stateOf(result: ListResult, line: number): LineState {
  const group = result.groupOf[line] ?? -1
  if (group === -1) return 'unread'
  if ((result.groups[group]?.hits.length ?? 0) > 0) return 'found'
  return (result.places?.[group]?.length ?? 0) > 0 ? 'cells' : 'absent'
}
function isRepeated(result: ListResult, line: number): boolean {
  const group = result.groups[result.groupOf[line] ?? -1]
  return group !== undefined && group.first !== line
}

export interface LineFilter {
  readonly states?: readonly LineState[] | undefined
  readonly repeated?: boolean | undefined
  readonly text?: string | undefined
}
export interface LineOrder {
  readonly sort: 'line' | 'value' | 'state' | 'times' | 'entities' | 'records' | 'cells'
  readonly descending: boolean
}
const keptOrders = 6
const stateRank: Readonly<Record<LineState, number>> = { found: 0, cells: 1, absent: 2, unread: 3 }

/** The lines (from 0) that pass the filter, in order; kept, so that a window is a slice. */
export function orderedLines(
  db: Db,
  result: ListResult,
  filter: LineFilter,
  { sort, descending }: LineOrder,
): Int32Array {
  // Whose a value is may change with the case.
  const searched = (filter.text ?? '') !== ''
  const key = JSON.stringify([filter, sort, descending, searched ? auditHead(db).seq : 0])
  const present = result.orders.get(key)
  if (present !== undefined) return present
  const states = filter.states === undefined ? null : new Set(filter.states)
  const words = foldedWords(filter.text ?? '')
  const owned = words === '' ? null : wordsOfOwners(db, result)
  const lines: number[] = []
  for (let line = 0; line < result.raws.length; line += 1) {
    if (states !== null && !states.has(stateOf(result, line))) continue
    if (filter.repeated === true && !isGivenAgain(result, line)) continue
    if (
      words !== '' &&
      !foldedWords(result.raws[line] ?? '').includes(words) &&
      !foldedWords(result.reads[line]?.value ?? '').includes(words) &&
      owned?.get(result.groupOf[line] ?? -1)?.includes(words) !== true
    )
      continue
    lines.push(line)
  }
  if (sort === 'value')
    lines.sort(
      (one, other) =>
        compareTexts(result.reads[one]?.value ?? '', result.reads[other]?.value ?? '') || one - other,
    )
  else if (sort !== 'line') {
    const weight = Float64Array.from(result.raws, (_, line) => weightOf(result, line, sort))
    lines.sort((one, other) => (weight[one] ?? 0) - (weight[other] ?? 0) || one - other)
  }
  const ordered = Int32Array.from(descending ? lines.reverse() : lines)
  result.orders.set(key, ordered)
  for (const oldest of result.orders.keys()) {
    if (result.orders.size <= keptOrders) break
    result.orders.delete(oldest)
  }
  return ordered
}
/** How many groups are asked at once whose they are. */
const groupsAtOnce = 2_000
const ownersKnown = new WeakMap<
  ListResult,
  { readonly seq: number; readonly words: ReadonlyMap<number, string> }
>()
/** By group whose it is, as it is searched: names and numbers, a line each. Found once for a state of the case. */
function wordsOfOwners(db: Db, result: ListResult): ReadonlyMap<number, string> {
  const { seq } = auditHead(db)
  const known = ownersKnown.get(result)
  if (known?.seq === seq) return known.words
  const found = [...result.groups.keys()].filter((group) => (result.groups[group]?.hits.length ?? 0) > 0)
  const words = new Map<number, string>()
  const idsOf = (group: number) => (result.groups[group]?.hits ?? []).map(({ entityId }) => entityId)
  for (let from = 0; from < found.length; from += groupsAtOnce) {
    const part = found.slice(from, from + groupsAtOnce)
    const owners = ownersById(
      db,
      part.flatMap((group) => idsOf(group).slice(0, askedOwners)),
    )
    for (const group of part)
      words.set(
        group,
        ownersOf(owners, idsOf(group))
          .people.flatMap(({ name, number }) => [foldedWords(name), foldedWords(number)])
          .join('\n'),
      )
  }
  ownersKnown.set(result, { seq, words })
  return words
}
function isGivenAgain(result: ListResult, line: number): boolean {
  return (result.groups[result.groupOf[line] ?? -1]?.times ?? 0) > 1
}
function weightOf(
  result: ListResult,
  line: number,
  sort: Exclude<LineOrder['sort'], 'line' | 'value'>,
): number {
  const group = result.groups[result.groupOf[line] ?? -1]
  switch (sort) {
    case 'state':
      return stateRank[stateOf(result, line)]
    case 'times':
      return group?.times ?? 0
    case 'entities':
      return group?.hits.length ?? 0
    case 'records':
      return group?.hits[0]?.records ?? 0
    case 'cells':
      return cellsOf(result, line) ?? 0
  }
}
function cellsOf(result: ListResult, line: number): number | null {
  const group = result.groupOf[line] ?? -1
  return result.places === null || group === -1
    ? null
    : (result.places[group] ?? []).reduce((sum, place) => sum + place.rows, 0)
}

const shownTop = 3
/** Lines (from 0) as they are shown. */
export function shownLines(
  db: Db,
  result: ListResult,
  lines: readonly number[] | Int32Array,
): readonly ListLine[] {
  const entities = readEntities(db, new Set([...lines].flatMap((line) => topHits(result, line, shownTop))))
  const owners = ownersById(
    db,
    [...lines].flatMap((line) => topHits(result, line, askedOwners)),
  )
  return [...lines].map((line) => shownLine(result, line, entities, owners))
}
function topHits(result: ListResult, line: number, most: number): readonly number[] {
  return hitsOf(result, line)
    .slice(0, most)
    .map(({ entityId }) => entityId)
}
function hitsOf(result: ListResult, line: number): readonly Hit[] {
  return result.groups[result.groupOf[line] ?? -1]?.hits ?? []
}
function shownLine(
  result: ListResult,
  line: number,
  entities: ReadonlyMap<number, EntitySummary>,
  owners: ReturnType<typeof ownersById>,
): ListLine {
  const read = result.reads[line]
  const group = result.groups[result.groupOf[line] ?? -1]
  return {
    line: line + 1,
    raw: result.raws[line] ?? '',
    reading: read?.reading ?? null,
    value: read?.value ?? null,
    state: stateOf(result, line),
    flaw: read?.flaw ?? null,
    times: group?.times ?? 1,
    first: (group?.first ?? line) + 1,
    entities: group?.hits.length ?? 0,
    top: topHits(result, line, shownTop).flatMap((entityId) => entities.get(entityId) ?? []),
    owners: ownersOf(
      owners,
      hitsOf(result, line).map(({ entityId }) => entityId),
    ),
    records: group?.hits[0]?.records ?? 0,
    cells: cellsOf(result, line),
  }
}
