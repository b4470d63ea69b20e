/**
 * Rows that state the same fact as another row (`duplicate_of`), by the rule of `sameFact.ts`. The row that says most is the primary, whichever came first, because
 * what it says beyond the fact (an account's holder, points of a deposit) is derived from it alone. The others are kept and marked. Rows that carry one
 * number and contradict each other are one fact too and count once, by the row that stands (`standing.ts`).
 *
 * Cost: rows whose hash (`fact`) another row has, and rows that share a number with a row of another hash, are read and compared; all others are only looked up.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import { isDestroyed, isDestroyedSql } from '../../../shared/model/destroyedNumber.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { quotedName, recordTable } from '../store/recordTables.ts'
import { atOnce, type Steps } from '../store/steps.ts'
import { columnOf } from './evidence.ts'
import { exportReader } from './exports.ts'
import { comparedValue, coreOf, factHasher, type FactValue } from './factHash.ts'
import { hashesDecidedTogether, readFactDecisions } from './decidedFacts.ts'
import { factReader, portions, portionsOf } from './factRows.ts'
import { overlapTeller, sharedFacts, sheetPairs } from './overlaps.ts'
import { type Cluster, Comparison, type FactRow, factsOfRows } from './sameFact.ts'
import { allRows, type RowSelection } from './selection.ts'
import { decidedRows, numberFields, rowsOfNumbers, standingRows } from './standing.ts'

/** Rows whose mark changed, by record id. */
export type ChangedRows = Set<number>

const portionSize = 1_000

/** Fills the `fact` hash of selected rows that have none yet. Rows that cannot have one stay null. */
export function fillFactHashes(db: WriteDb, kind: RecordKind, selection: RowSelection): void {
  if (kind.sameFact === undefined) return
  const needed = [...new Set(coreOf(kind).flat())]
  const rows = db
    .prepare<[object], [number, ...FactValue[]]>(
      `SELECT r.record_id, ${needed.map((field) => columnOf('r', field)).join(', ')} FROM ${recordTable(kind.id)} r WHERE r.fact IS NULL AND ${selection.condition('r')}`,
    )
    .raw()
  const found: [number, number][] = []
  const hashOf = factHasher(kind, needed)
  for (const [recordId, ...values] of rows.iterate(selection.params)) {
    const hash = hashOf(values)
    if (hash !== null) found.push([hash, recordId])
  }
  const write = db.prepare(`UPDATE ${recordTable(kind.id)} SET fact = ? WHERE record_id = ?`)
  for (const [hash, recordId] of found) write.run(hash, recordId)
}

/** Marks the selected rows, and rows of their facts, after they were added; returns the rows whose mark changed. Updates the counters of their sheets. */
export function markDuplicates(db: WriteDb, kind: RecordKind, selection: RowSelection): ChangedRows {
  return atOnce(markInSteps(db, kind, selection))
}
/** The same step by step. */
export function* markInSteps(db: WriteDb, kind: RecordKind, selection: RowSelection): Steps<ChangedRows> {
  if (kind.sameFact === undefined) return new Set()
  fillFactHashes(db, kind, selection)
  yield
  const alike = hashesOfMany(db, kind, selection)
  yield
  const numbered = numberedHashes(db, kind, selection)
  const decided = hashesDecidedTogether(db, kind)
  for (const fact of decided.keys()) numbered.add(fact)
  yield
  return yield* restateInSteps(db, kind, [
    ...numbered,
    ...whereRowsMayBeOne(
      db,
      kind,
      [...alike].filter((fact) => !numbered.has(fact)),
    ),
  ])
}
/** Hashes of selected rows that other rows have too, and of those that share a number with a row of another hash. */
export function sharedHashes(db: Db, kind: RecordKind, selection: RowSelection): Set<number> {
  return new Set([...hashesOfMany(db, kind, selection), ...numberedHashes(db, kind, selection)])
}
function hashesOfMany(db: Db, kind: RecordKind, selection: RowSelection): Set<number> {
  const table = recordTable(kind.id)
  // Both read only the index of hashes: one walks all of it, the other looks up each row.
  const shared = isLarge(db, kind, selection)
    ? `SELECT fact FROM ${table} WHERE fact IS NOT NULL GROUP BY fact HAVING COUNT(*) > 1`
    : `SELECT DISTINCT n.fact FROM ${table} n WHERE n.fact IS NOT NULL AND ${selection.condition('n')} AND EXISTS (SELECT 1 FROM ${table} x WHERE x.fact = n.fact AND x.record_id <> n.record_id)`
  return new Set(
    db
      .prepare<[object], number>(shared)
      .pluck()
      .iterate(shared.includes('@') ? selection.params : {}),
  )
}
function isLarge(db: Db, kind: RecordKind, selection: RowSelection): boolean {
  return selection.count * 4 >= allRows(db, kind).count
}
/** Hashes of selected rows and of others that carry one number though their hashes differ. Each row of a number is read once, however many share it. */
function numberedHashes(db: Db, kind: RecordKind, selection: RowSelection): Set<number> {
  const table = recordTable(kind.id)
  const found = new Set<number>()
  const own = coreOf(kind)[0] ?? []
  for (const field of numberFields(db, kind)) {
    const number = columnOf('r', field)
    // Both read little but the index of numbers: one walks all of it, the other looks up each row.
    const shared = isLarge(db, kind, selection)
      ? `SELECT ${number} FROM ${table} r WHERE ${number} IS NOT NULL AND NOT ${isDestroyedSql(number)} GROUP BY 1 HAVING COUNT(*) > 1`
      : `SELECT DISTINCT ${number} FROM ${table} r WHERE ${number} IS NOT NULL AND NOT ${isDestroyedSql(number)} AND r.fact IS NOT NULL AND ${selection.condition('r')} AND EXISTS (SELECT 1 FROM ${table} x WHERE ${columnOf('x', field)} = ${number} AND x.record_id <> r.record_id)`
    const numbers = db
      .prepare<[object], string | number>(shared)
      .pluck()
      .iterate(shared.includes('@') ? selection.params : {})
    const rows = db
      .prepare<[object], [string | number, number, number, ...FactValue[]]>(
        `SELECT DISTINCT ${number}, r.fact, ${selection.condition('r')}, ${own.length > 1 ? own.map((column) => columnOf('r', column)).join(', ') : '1'}
        FROM ${table} r WHERE ${number} IN (SELECT value FROM json_each(@numbers)) AND r.fact IS NOT NULL`,
      )
      .raw()
    for (const portion of portionsOf(numbers, portionSize))
      for (const group of Map.groupBy(
        rows.all({ ...selection.params, numbers: JSON.stringify(portion) }),
        ([value]) => value,
      ).values())
        for (const fact of hashesOfNumber(group)) found.add(fact)
  }
  return found
}
/**
 * Of the rows of one number: the hashes of selected ones that are not alone, with the others. Two rows may be one that have any of their own numbers in
 * common (a payment account, though their cards differ); a row that does not name its own number may be any of the others.
 */
function hashesOfNumber(
  group: readonly (readonly [number: FactValue, fact: number, selected: number, ...own: FactValue[]])[],
): Iterable<number> {
  if (group.length < 2) return []
  const all = new Set(group.map(([, fact]) => fact))
  if (all.size < 2) return []
  const byOwn = new Map<FactValue, Set<number>>()
  const nameless = new Set<number>()
  const selected = new Set<FactValue>()
  for (const [, fact, isSelected, ...columns] of group) {
    const own = columns.filter((value) => value !== null)
    if (own.length === 0) {
      if (isSelected !== 0) return all
      nameless.add(fact)
    }
    for (const value of own) {
      const facts = byOwn.get(value)
      if (facts === undefined) byOwn.set(value, new Set([fact]))
      else facts.add(fact)
      if (isSelected !== 0) selected.add(value)
    }
  }
  const found = new Set<number>()
  for (const own of selected) {
    const facts = new Set([...(byOwn.get(own) ?? []), ...nameless])
    if (facts.size > 1) for (const fact of facts) found.add(fact)
  }
  return found
}

/** Of hashes without shared numbers elsewhere, those of which two sheets have rows, or one sheet has two of one number: only these few columns are read of the others. */
function whereRowsMayBeOne(db: Db, kind: RecordKind, facts: readonly number[]): readonly number[] {
  const numbers = (kind.sameFactNeeds ?? []).map((field) => columnOf('r', field))
  const read = db
    .prepare<[string], [number, number, number | null, ...FactValue[]]>(
      `SELECT ${['r.fact', 'r.sheet_id', 'r.duplicate_of', ...numbers].join(', ')} FROM ${recordTable(kind.id)} r WHERE r.fact IN (SELECT value FROM json_each(?)) ORDER BY r.fact`,
    )
    .raw()
  const found = new Set<number>()
  for (const portion of portions(facts, portionSize)) {
    let last: number | null = null
    let sheet = 0
    const seen = new Set<string>()
    for (const [fact, sheetId, duplicateOf, ...values] of read.iterate(JSON.stringify(portion))) {
      if (fact !== last) seen.clear()
      else if (sheetId !== sheet || duplicateOf !== null) found.add(fact)
      values.forEach((value, place) => {
        const text = comparedValue(value, 'serial')
        if (text === null) return
        if (seen.has(`${place} ${text}`)) found.add(fact)
        seen.add(`${place} ${text}`)
      })
      last = fact
      sheet = sheetId
    }
  }
  return [...found]
}

/**
 * Finds again which rows with these hashes are duplicates. `numbers`: numbers of rows that are gone, so that those which shared one with them are looked at, too.
 * Returns the rows whose `duplicate_of` changed; counters of sheets are updated.
 */
export function restateFacts(
  db: WriteDb,
  kind: RecordKind,
  facts: readonly number[],
  numbers: Iterable<string> = [],
): ChangedRows {
  return atOnce(restateInSteps(db, kind, facts, numbers))
}
/** The same step by step. */
export function* restateInSteps(
  db: WriteDb,
  kind: RecordKind,
  facts: readonly number[],
  numbers: Iterable<string> = [],
): Steps<ChangedRows> {
  const changed: ChangedRows = new Set()
  if (kind.sameFact === undefined) return changed
  const comparison = new Comparison(kind)
  const decisions = readFactDecisions(db, kind)
  const together = hashesDecidedTogether(db, kind)
  const read = factReader(db, comparison, decisions !== null)
  const overlaps = overlapTeller(db, comparison, read)
  const exported = exportReader(db)
  const exportOf = (sheetId: number): string | null => exported(sheetId)?.at ?? null
  const mark = db.prepare(`UPDATE ${recordTable(kind.id)} SET duplicate_of = ? WHERE record_id = ?`)
  const outcomes = outcomeCounter(db)
  const withNumbers = numberFields(db, kind).length > 0 || kind.contradicts?.once !== undefined
  const write = (row: FactRow, primary: number): void => {
    const wanted = row.recordId === primary ? null : primary
    if (row.duplicateOf === wanted) return
    mark.run(wanted, row.recordId)
    changed.add(row.recordId)
    if ((row.duplicateOf === null) !== (wanted === null))
      outcomes.moved(row.sheetId, wanted === null ? 'accepted' : 'duplicate')
  }
  const fields = numberFields(db, kind)
  const numbersOf = (groups: readonly (readonly FactRow[])[]): Set<string> =>
    new Set(
      fields.flatMap((field) =>
        groups.flatMap((rows) =>
          rows.flatMap((row) => {
            const number = comparison.value(row, field)
            return number === null || isDestroyed(number) ? [] : [number]
          }),
        ),
      ),
    )
  // Read together: hashes that share a number, so that those of a number which thousands carry are not read again for each portion.
  const open = new Set(together.size === 0 ? facts : withDecided(facts, together))
  const take = (from: Iterable<number>, most: number): number[] => {
    const taken: number[] = []
    for (const fact of from) {
      if (taken.length >= most) break
      if (open.delete(fact)) taken.push(fact)
    }
    return taken
  }
  let gone: readonly string[] = [...numbers]
  while (open.size > 0 || gone.length > 0) {
    const asked = new Set(take(open, portionSize))
    const groups = [...read([...asked])]
    const clusters: Cluster[] = groups.flatMap((rows) => factsOfRows(comparison, rows, overlaps, decisions))
    const target = new Map<Cluster, FactRow>()
    if (withNumbers) {
      const wanted = numbersOf(groups)
      for (const number of gone) wanted.add(number)
      gone = []
      let fresh: ReadonlySet<string> = wanted
      let others: readonly number[] = []
      while (fresh.size > 0) {
        const found = rowsOfNumbers(db, kind, [...fresh]).filter((fact) => !asked.has(fact))
        others = [...others, ...found]
        const more = read(take(found, portionSize * 20 - asked.size))
        for (const [row] of more) if (row !== undefined) asked.add(row.fact)
        clusters.push(...more.flatMap((rows) => factsOfRows(comparison, rows, overlaps, decisions)))
        fresh = new Set([...numbersOf(more)].filter((number) => !wanted.has(number)))
        for (const number of fresh) wanted.add(number)
      }
      for (const rows of read([...new Set(others)].filter((fact) => !asked.has(fact))))
        for (const cluster of factsOfRows(comparison, rows, overlaps, decisions))
          if (
            fields.some((field) => cluster.rows.some((row) => wanted.has(comparison.value(row, field) ?? '')))
          )
            clusters.push(cluster)
      for (const [cluster, standing] of standingRows(comparison, clusters, decisions, exportOf))
        target.set(cluster, standing)
    } else gone = []
    if (decisions !== null && together.size > 0) decidedRows(clusters, decisions, target)
    for (const cluster of clusters) {
      const primary = target.get(cluster) ?? cluster.rows[0]
      if (primary !== undefined) for (const row of cluster.rows) write(row, primary.recordId)
    }
    yield
  }
  outcomes.finish()
  return changed
}

/** The facts with those that people decided are one with them: first these, side by side. */
function withDecided(
  facts: readonly number[],
  together: ReadonlyMap<number, readonly number[]>,
): readonly number[] {
  const decided = new Set<number>()
  const add = (fact: number): void => {
    if (decided.has(fact)) return
    decided.add(fact)
    for (const other of together.get(fact) ?? []) add(other)
  }
  for (const fact of facts) if (together.has(fact)) add(fact)
  return [...new Set([...decided, ...facts])]
}

/** What must be known of facts before rows of them change: whether the sheets that share them overlap. */
export interface BeforeChange {
  readonly facts: ReadonlySet<number>
  readonly numbers: ReadonlySet<string>
  readonly overlapping: ReadonlyMap<string, boolean>
}
/** To be called before these rows are removed or changed. */
export function beforeChange(db: Db, kind: RecordKind, recordIds: readonly number[]): BeforeChange {
  const facts = factsOfRecords(db, kind, recordIds)
  return {
    facts,
    numbers: numbersOfRecords(db, kind, recordIds),
    overlapping: overlapping(db, kind, [...facts]),
  }
}
/** Finds the duplicates again after rows were removed, written or changed; `present`: those there are now. */
export function restateAfter(
  db: WriteDb,
  kind: RecordKind,
  before: BeforeChange,
  present: readonly number[],
): ChangedRows {
  const facts = new Set([...before.facts, ...factsOfRecords(db, kind, present)])
  const numbers = new Set([...before.numbers, ...numbersOfRecords(db, kind, present)])
  for (const fact of rowsOfNumbers(db, kind, [...numbers])) facts.add(fact)
  // Where two sheets begin or cease to overlap, all that they share is looked at.
  for (const [key, now] of overlapping(db, kind, [...facts])) {
    if (before.overlapping.get(key) === now) continue
    const [one, other] = key.split('/').map(Number)
    for (const fact of sharedFacts(db, kind.id, one ?? 0, other ?? 0)) facts.add(fact)
  }
  return restateFacts(db, kind, [...facts], numbers)
}
function overlapping(db: Db, kind: RecordKind, facts: readonly number[]): Map<string, boolean> {
  if (kind.sameFact === undefined) return new Map()
  const comparison = new Comparison(kind)
  const tell = overlapTeller(db, comparison, factReader(db, comparison, false))
  return new Map(sheetPairs(db, kind.id, facts).map(([one, other]) => [`${one}/${other}`, tell(one, other)]))
}
function factsOfRecords(db: Db, kind: RecordKind, recordIds: readonly number[]): Set<number> {
  return new Set(
    db
      .prepare<[string], number>(
        `SELECT DISTINCT fact FROM ${recordTable(kind.id)} WHERE fact IS NOT NULL AND record_id IN (SELECT value FROM json_each(?))`,
      )
      .pluck()
      .all(JSON.stringify(recordIds)),
  )
}
function numbersOfRecords(db: Db, kind: RecordKind, recordIds: readonly number[]): Set<string> {
  return new Set(
    numberFields(db, kind).flatMap((field) =>
      db
        .prepare<[string], string>(
          `SELECT DISTINCT ${columnOf('r', field)} FROM ${recordTable(kind.id)} r WHERE ${columnOf('r', field)} IS NOT NULL AND NOT ${isDestroyedSql(columnOf('r', field))} AND r.record_id IN (SELECT value FROM json_each(?))`,
        )
        .pluck()
        .all(JSON.stringify(recordIds)),
    ),
  )
}
/** To be called before the rows of sheets are removed: hashes of the rows that stay and whose duplicates must be found again. */
export function factsBesides(db: Db, kind: RecordKind, selection: RowSelection): readonly number[] {
  if (kind.sameFact === undefined) return []
  const table = recordTable(kind.id)
  const facts = sharedHashes(db, kind, selection)
  for (const fact of db
    .prepare<[object], number>(
      `SELECT DISTINCT d.fact FROM ${table} r JOIN ${table} d ON d.duplicate_of = r.record_id WHERE d.fact IS NOT NULL AND ${selection.condition('r')}`,
    )
    .pluck()
    .iterate(selection.params))
    facts.add(fact)
  return [...facts]
}

/** Updates the counters of the sheets with the marks of their records, so that rows read stays the sum of its parts. */
function outcomeCounter(db: WriteDb): {
  moved(sheetId: number, to: 'accepted' | 'duplicate'): void
  finish(): void
} {
  const moved = new Map<number, number>()
  return {
    moved(sheetId, to) {
      moved.set(sheetId, (moved.get(sheetId) ?? 0) + (to === 'duplicate' ? 1 : -1))
    },
    finish() {
      const count = db.prepare(
        'UPDATE sheets SET accepted = accepted - @moved, duplicate = duplicate + @moved WHERE sheet_id = @sheetId',
      )
      for (const [sheetId, amount] of moved) count.run({ moved: amount, sheetId })
    },
  }
}
/** For a whole rebuild: forgets every mark of the kind. */
export function forgetDuplicates(db: WriteDb, kind: RecordKind): void {
  const marked = db
    .prepare<[], { sheet_id: number }>(
      `SELECT sheet_id FROM ${recordTable(kind.id)} WHERE duplicate_of IS NOT NULL`,
    )
    .all()
  const outcomes = outcomeCounter(db)
  for (const row of marked) outcomes.moved(row.sheet_id, 'accepted')
  outcomes.finish()
  db.exec(
    `UPDATE ${recordTable(kind.id)} SET duplicate_of = NULL WHERE ${quotedName('duplicate_of')} IS NOT NULL`,
  )
}
