/**
 * Facts that carry one number and contradict each other: a slip settled in one export and void in another, an order of 1,000 and of 3,000. They are one fact
 * and count once. What stands is proposed by a rule: what a person chose; else the later state; else the row that says most. Until a person has chosen,
 * figures that need it say so (`conflicts.ts`), unless nothing was decided yet in the earlier state (an open slip, an unpaid order).
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, hasSeveralSheets } from './evidence.ts'
import { coreOf } from './factHash.ts'
import { type Cluster, compared, type Comparison, type FactDecisions, type FactRow } from './sameFact.ts'

type Once = NonNullable<NonNullable<RecordKind['contradicts']>['once']>
/** The numbers by which rows of other hashes may be the same fact; none where the hash holds the number or the rule needs two sheets and there is one. */
export function numberFields(db: Db, kind: RecordKind): readonly string[] {
  const rule = kind.contradicts
  if (rule?.once === undefined) return []
  if (rule.once.acrossSheets === true && !hasSeveralSheets(db, kind)) return []
  const hashed = new Set(coreOf(kind).flat())
  return (kind.sameFactNeeds ?? []).filter((field) => rule.key.includes(field) && !hashed.has(field))
}
/** Hashes of the rows that carry one of these numbers. */
export function rowsOfNumbers(db: Db, kind: RecordKind, numbers: readonly string[]): readonly number[] {
  if (numbers.length === 0) return []
  return numberFields(db, kind).flatMap((field) =>
    db
      .prepare<[string], number>(
        `SELECT DISTINCT r.fact FROM ${recordTable(kind.id)} r WHERE ${columnOf('r', field)} IN (SELECT value FROM json_each(?)) AND r.fact IS NOT NULL`,
      )
      .pluck()
      .all(JSON.stringify(numbers)),
  )
}

/** For facts that share their number with one that stands: the row that stands. */
export function standingRows(
  comparison: Comparison,
  clusters: readonly Cluster[],
  decisions: FactDecisions | null,
): ReadonlyMap<Cluster, FactRow> {
  const target = new Map<Cluster, FactRow>()
  const { kind } = comparison
  const rule = kind.contradicts
  if (rule?.once === undefined) return target
  const byNumber = new Map<string, Cluster[]>()
  for (const cluster of clusters)
    for (const key of comparison.numberKeys(cluster.summary, rule.key)) {
      const known = byNumber.get(key)
      if (known === undefined) byNumber.set(key, [cluster])
      else known.push(cluster)
    }
  const done = new Set<Cluster>()
  for (const alike of byNumber.values()) {
    const open = alike.filter((cluster) => !done.has(cluster))
    if (open.length < 2) continue
    for (const set of setsOf(comparison, rule.once, open, decisions)) {
      const [standing, ...others] = set
      const row = standing?.rows[0]
      if (row === undefined) continue
      for (const other of others) {
        target.set(other, row)
        done.add(other)
      }
    }
  }
  return target
}
/** Facts of one number, those that are one together, what stands first. */
function setsOf(
  comparison: Comparison,
  once: Once,
  clusters: readonly Cluster[],
  decisions: FactDecisions | null,
): readonly (readonly Cluster[])[] {
  const order = clusters.toSorted((one, other) => compareStanding(comparison, once, one, other, decisions))
  const sets: Cluster[][] = []
  const single = new Map<number, number>()
  for (const cluster of order)
    for (const sheet of cluster.sheets) single.set(sheet, (single.get(sheet) ?? 0) + 1)
  for (const cluster of order) {
    const fits = sets.filter((set) =>
      set.every((other) => maySpeakOfOne(comparison, once, other, cluster, decisions)),
    )
    const sole = (set: readonly Cluster[]): boolean =>
      [cluster, ...set].every(({ sheets }) => [...sheets].every((sheet) => single.get(sheet) === 1))
    const home =
      fits.find((set) => set.every((other) => softAgrees(comparison, other, cluster))) ??
      fits.find((set) => sole(set) && set.every((other) => sameFigures(comparison, once, other, cluster)))
    if (home === undefined) sets.push([cluster])
    else home.push(cluster)
  }
  return sets
}
function compareStanding(
  comparison: Comparison,
  once: Once,
  one: Cluster,
  other: Cluster,
  decisions: FactDecisions | null,
): number {
  const chosen = (cluster: Cluster): number =>
    decisions !== null && cluster.rows.some(({ says }) => says !== null && decisions.stands(says)) ? 1 : 0
  const state = (cluster: Cluster): number =>
    once.state === undefined
      ? 0
      : once.state.order.indexOf(comparison.value(cluster.summary, once.state.field) ?? '')
  const filled = (cluster: Cluster): number => cluster.rows[0]?.filled ?? 0
  const says = (cluster: Cluster): string => [...cluster.signatures].toSorted().join('\n')
  return (
    chosen(other) - chosen(one) ||
    state(other) - state(one) ||
    Number(comparison.namesOwn(other.summary)) - Number(comparison.namesOwn(one.summary)) ||
    filled(other) - filled(one) ||
    compared(says(one), says(other))
  )
}
/** Whether two facts of one number may be one: the rest of the key agrees, and so does something beyond it, so that a running number of two lists joins nothing. */
function maySpeakOfOne(
  comparison: Comparison,
  once: Once,
  one: Cluster,
  other: Cluster,
  decisions: FactDecisions | null,
): boolean {
  if (once.acrossSheets === true && [...one.sheets].some((sheet) => other.sheets.has(sheet))) return false
  if (
    decisions !== null &&
    one.rows.some((row) =>
      other.rows.some(
        (second) =>
          decisions.apart(row.says ?? '', second.says ?? '') ||
          decisions.apart(second.says ?? '', row.says ?? ''),
      ),
    )
  )
    return false
  // Without its own number a row may be of any account: it is one with another only where nothing contradicts, and never a conflict.
  if (comparison.namesOwn(one.summary) !== comparison.namesOwn(other.summary))
    return comparison.fit(one.summary, other.summary, false) >= 0
  const { kind } = comparison
  const soft = new Set(kind.sameFactSoft ?? [])
  const key = (kind.contradicts?.key ?? []).filter((field) => !soft.has(field))
  return comparison.agrees(one.summary, other.summary, key)
}
/** Whether nothing but the state differs: a line whose title was edited, not another line of the order. */
function sameFigures(comparison: Comparison, once: Once, one: Cluster, other: Cluster): boolean {
  return (comparison.kind.contradicts?.differ ?? []).every((field) => {
    const [left, right] = [comparison.value(one.summary, field), comparison.value(other.summary, field)]
    return field === once.state?.field || left === null || right === null || left === right
  })
}
function softAgrees(comparison: Comparison, one: Cluster, other: Cluster): boolean {
  return (comparison.kind.sameFactSoft ?? []).every((field) => {
    const [left, right] = [comparison.value(one.summary, field), comparison.value(other.summary, field)]
    return left === null || right === null || left === right
  })
}
