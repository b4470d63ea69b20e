/**
 * Facts that carry one number and contradict each other: a slip settled in one export and void in another, an order of 1,000 and of 3,000. They are one fact
 * and count once. What stands is proposed by a rule: what a person chose; else the later state; else what names its own account; else the later export, where both sheets say when they
 * were exported; else the row that says most. Until a person has chosen, figures that need it say so (`conflicts.ts`), unless nothing was decided yet in the earlier state (an open slip, an unpaid order, a deposit under way).
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import { isLaterExport } from '../../../shared/model/exportMoment.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, hasSeveralSheets } from './evidence.ts'
import { areLaterExports, type ExportOf } from './exports.ts'
import { coreOf } from './factHash.ts'
import { areDisjoint, type Cluster, type Comparison, type FactDecisions, type FactRow } from './sameFact.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

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
  exportOf: ExportOf,
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
      const standing = standingOf(comparison, rule.once, set, decisions, exportOf)
      const row = standing?.rows[0]
      if (row === undefined) continue
      for (const other of set) {
        if (other === standing) continue
        target.set(other, row)
        done.add(other)
      }
    }
  }
  return target
}
/**
 * What stands of a set in its order (`inOrder`): among those that the earlier rules leave equal the first that no other one of a later export contradicts. Of three exports the middle one
 * may not say when it was made; so it is asked which are left, not which of two comes first.
 */
function standingOf(
  comparison: Comparison,
  once: Once,
  set: readonly Cluster[],
  decisions: FactDecisions | null,
  exportOf: ExportOf,
): Cluster | undefined {
  const [first] = set
  if (first === undefined) return undefined
  const equal = set.filter((other) => compareRank(comparison, once, first, other, decisions) === 0)
  const moments = new Map(equal.map((one) => [one, exportsOf(comparison, one, exportOf)]))
  if ([...moments.values()].flat().every((at) => at === null)) return first
  const differ = comparison.kind.contradicts?.differ ?? []
  return equal.find(
    (one) =>
      !equal.some(
        (other) =>
          areLaterExports(moments.get(other) ?? [], moments.get(one) ?? []) &&
          comparison.differsIn(one.summary, other.summary, differ),
      ),
  )
}
/** The moments of export of the sheets that state a fact; null for one that says none, or one before the fact itself. */
function exportsOf(comparison: Comparison, cluster: Cluster, exportOf: ExportOf): readonly (string | null)[] {
  const { timeField } = comparison.kind
  const time = timeField === undefined ? null : comparison.value(cluster.summary, timeField)
  return [...cluster.sheets].map((sheet) => {
    const at = exportOf(sheet)
    return at !== null && time !== null && isLaterExport(time, at) ? null : at
  })
}

/** For facts that people decided are one with another one though nothing leads from one to the other: the row that stands. Adds to those that are known. */
export function decidedRows(
  clusters: readonly Cluster[],
  decisions: FactDecisions,
  known: Map<Cluster, FactRow>,
): void {
  const bySays = new Map<string, Cluster[]>()
  for (const cluster of clusters)
    for (const { says } of cluster.rows)
      if (says !== null) bySays.set(says, [...(bySays.get(says) ?? []), cluster])
  const sheets = new Map<Cluster, Set<number>>()
  const sheetsOf = (cluster: Cluster): Set<number> => {
    const own = sheets.get(cluster) ?? new Set(cluster.sheets)
    sheets.set(cluster, own)
    return own
  }
  for (const cluster of clusters) {
    if (known.has(cluster)) continue
    const homes = cluster.rows
      .flatMap(({ says }) => (says === null ? [] : decisions.standsFor(says)))
      .flatMap((says) => bySays.get(says) ?? [])
    // A sheet states a fact once, so that of two equal rows one stands for one.
    const home = homes.find(
      (other) => other !== cluster && !known.has(other) && areDisjoint(sheetsOf(other), sheetsOf(cluster)),
    )
    const [row] = home?.rows ?? []
    if (home === undefined || row === undefined) continue
    known.set(cluster, row)
    for (const [other, standing] of known) if (standing === cluster.rows[0]) known.set(other, row)
    for (const sheet of cluster.sheets) sheetsOf(home).add(sheet)
  }
}
/** Facts of one number, those that are one together, what stands first. */
function setsOf(
  comparison: Comparison,
  once: Once,
  clusters: readonly Cluster[],
  decisions: FactDecisions | null,
): readonly (readonly Cluster[])[] {
  const order = inOrder(comparison, once, clusters, decisions)
  const sets: Cluster[][] = []
  // A set that has a row of each sheet takes no more: of a number that thousands of rows carry only the open sets are gone through.
  const bySheets = new Map<string, { readonly sheets: ReadonlySet<number>; readonly places: Set<number> }>()
  const sheetsOf = (set: readonly Cluster[]): ReadonlySet<number> =>
    new Set(set.flatMap(({ sheets }) => [...sheets]))
  const file = (place: number): void => {
    if (once.acrossSheets !== true) return
    const sheets = sheetsOf(sets[place] ?? [])
    const key = [...sheets].toSorted((one, other) => one - other).join()
    const known = bySheets.get(key)
    if (known === undefined) bySheets.set(key, { sheets, places: new Set([place]) })
    else known.places.add(place)
  }
  const takeOut = (place: number): void => {
    for (const { places } of bySheets.values()) places.delete(place)
  }
  function* openTo({ sheets }: Cluster): Iterable<number> {
    if (once.acrossSheets !== true) {
      yield* sets.keys()
      return
    }
    const open = [...bySheets.values()].filter((each) =>
      [...sheets].every((sheet) => !each.sheets.has(sheet)),
    )
    const [only] = open
    if (open.length === 1 && only !== undefined) yield* only.places
    else yield* open.flatMap(({ places }) => [...places]).toSorted((one, other) => one - other)
  }
  const single = new Map<number, number>()
  for (const cluster of order)
    for (const sheet of cluster.sheets) single.set(sheet, (single.get(sheet) ?? 0) + 1)
  const isSole = ({ sheets }: Cluster): boolean => [...sheets].every((sheet) => single.get(sheet) === 1)
  for (const cluster of order) {
    let home: number | undefined
    let second: number | undefined
    for (const place of openTo(cluster)) {
      const set = sets[place] ?? []
      if (!set.every((other) => maySpeakOfOne(comparison, once, other, cluster, decisions))) continue
      if (set.every((other) => softAgrees(comparison, other, cluster))) {
        home = place
        break
      }
      if (
        second === undefined &&
        [cluster, ...set].every(isSole) &&
        set.every((other) => sameFigures(comparison, once, other, cluster))
      )
        second = place
    }
    home ??= second
    if (home === undefined) {
      sets.push([cluster])
      file(sets.length - 1)
    } else {
      takeOut(home)
      sets[home]?.push(cluster)
      file(home)
    }
  }
  return sets
}
/** What stands first of each two comes first; what each says is made once. */
function inOrder(
  comparison: Comparison,
  once: Once,
  clusters: readonly Cluster[],
  decisions: FactDecisions | null,
): readonly Cluster[] {
  const says = new Map<Cluster, string>()
  const saysOf = (cluster: Cluster): string => {
    let text = says.get(cluster)
    if (text === undefined) says.set(cluster, (text = [...cluster.signatures].toSorted().join('\n')))
    return text
  }
  return clusters.toSorted(
    (one, other) =>
      compareStanding(comparison, once, one, other, decisions) || compareTexts(saysOf(one), saysOf(other)),
  )
}
function compareStanding(
  comparison: Comparison,
  once: Once,
  one: Cluster,
  other: Cluster,
  decisions: FactDecisions | null,
): number {
  const filled = (cluster: Cluster): number => cluster.rows[0]?.filled ?? 0
  return compareRank(comparison, once, one, other, decisions) || filled(other) - filled(one)
}
/** By what goes before the export: the choice of a person, the state, the own account. */
function compareRank(
  comparison: Comparison,
  once: Once,
  one: Cluster,
  other: Cluster,
  decisions: FactDecisions | null,
): number {
  const chosen = (cluster: Cluster): number =>
    decisions !== null && cluster.rows.some(({ says }) => says !== null && decisions.stands(says)) ? 1 : 0
  const state = (cluster: Cluster): number => {
    if (once.state === undefined) return 0
    const value = comparison.value(cluster.summary, once.state.field) ?? ''
    return once.state.order.findIndex((step) =>
      typeof step === 'string' ? step === value : step.includes(value),
    )
  }
  return (
    chosen(other) - chosen(one) ||
    state(other) - state(one) ||
    Number(comparison.namesOwn(other.summary)) - Number(comparison.namesOwn(one.summary))
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
