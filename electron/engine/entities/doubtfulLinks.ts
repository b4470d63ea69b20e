/** Links whose sum or number hangs on rows that nobody has decided about (`records/doubts.ts`): what each would be with and without them. */
import type { Doubts } from '../../../shared/contract/doubts.ts'
import type { LinkSummary, LinkWithEnds } from '../../../shared/contract/entities.ts'
import { DoubtSum, joinedDoubts } from '../../../shared/model/doubts.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import type { Span } from '../../../shared/contract/span.ts'
import { allTime, isAllTime } from '../../../shared/model/time/span.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { highestOf } from '../records/conflicts.ts'
import { doubtsOfKind, idsOf, undecidedResult } from '../records/doubts.ts'
import { currencyColumn, netColumn } from '../records/evidence.ts'
import { factsState } from '../records/factsVersion.ts'
import { keptValues, oncePerState } from '../records/keptPerState.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Db } from '../store/db.ts'
import {
  countsForRule,
  duringOfRule,
  isStanding,
  type KindRule,
  linkIdOf,
  rowLinks,
  ruleId,
  rulesOf,
  wouldCountForRule,
} from './linkRows.ts'

export interface DoubtfulLink {
  readonly linkKind: string
  readonly fromId: number
  readonly toId: number
  readonly directed: boolean
  readonly doubts: Doubts
}
interface Ends {
  readonly fromId: number
  readonly toId: number
  readonly directed: 0 | 1
}
type Row = [
  recordId: bigint,
  fromId: bigint,
  toId: bigint,
  directed: bigint,
  currency: string,
  value: bigint | null,
  unknown: bigint,
  counted: bigint,
  effect: bigint,
]

/**
 * Every link in doubt by its id, made once per state of the facts. Cost: rows in doubt are looked up one by one; rows of unknown result are summed in one walk over their table, which
 * is made only where the import remarked one, or an edit made one.
 */
export const doubtfulLinks: (db: Db) => ReadonlyMap<number, DoubtfulLink> = oncePerState((db) =>
  readDoubtfulLinks(db, allTime),
)
const keptDuring = keptValues<ReadonlyMap<number, DoubtfulLink>>(4)
/** The same of rows within a span: what is undecided about them. Who holds what is no figure, and without a span. */
export function doubtfulDuring(db: Db, span: Span): ReadonlyMap<number, DoubtfulLink> {
  return isAllTime(span)
    ? doubtfulLinks(db)
    : keptDuring.of(db, JSON.stringify(span), factsState(db), () => readDoubtfulLinks(db, span))
}

function readDoubtfulLinks(db: Db, span: Span): ReadonlyMap<number, DoubtfulLink> {
  const seen = new Map(
    db.prepare<[], [number, number]>('SELECT entity_id, resolved_id FROM entity_merges').raw().all(),
  )
  const links = new Map<number, Ends & { readonly linkKind: string; readonly sum: DoubtSum }>()
  for (const entry of rulesOf(recordKinds)) {
    // Who holds what is no figure.
    if (isStanding(entry.rule)) continue
    const into = (ends: Ends): DoubtSum => {
      const id = linkIdOf(ruleId(entry), ends.fromId, ends.toId, ends.directed)
      let link = links.get(id)
      if (link === undefined)
        links.set(id, (link = { ...ends, linkKind: entry.rule.linkKind, sum: new DoubtSum() }))
      return link.sum
    }
    addDoubts(
      db,
      entry,
      span,
      (from, to, directed) => {
        const [fromId, toId] = [from, to].map((id) => seen.get(Number(id)) ?? Number(id)) as [number, number]
        // Without a direction the lower number stands first.
        return directed === 1n || entry.rule.direction === undefined
          ? { fromId, toId, directed: directed === 1n ? 1 : 0 }
          : { fromId: Math.min(fromId, toId), toId: Math.max(fromId, toId), directed: 0 }
      },
      into,
    )
  }
  return new Map(
    [...links].flatMap(([id, { sum, linkKind, fromId, toId, directed }]) => {
      const doubts = sum.told()
      return doubts === undefined
        ? []
        : [[id, { linkKind, fromId, toId, directed: directed === 1, doubts }] as const]
    }),
  )
}
function addDoubts(
  db: Db,
  entry: KindRule,
  span: Span,
  endsOf: (from: bigint, to: bigint, directed: bigint) => Ends,
  into: (ends: Ends) => DoubtSum,
): void {
  const { kind, rule } = entry
  const { joins, fromId, toId, directed, linked } = rowLinks(entry)
  const { where: during, params } = duringOfRule(rule, span)
  const unknown = undecidedResult(kind, 'r')
  const value = rule.amount === undefined ? 'NULL' : netColumn(kind, rule.amount, 'r')
  const currency = currencyColumn(kind, 'r')
  const counts = countsForRule(entry, 'r')
  if (unknown !== null && mayBeUnknown(db, kind.id, kind.resultField ?? ''))
    for (const [from, to, way, money, count, total] of exactly((sum) =>
      db
        .prepare<[object], [bigint, bigint, bigint, string, bigint, string | null]>(
          `SELECT ${fromId}, ${toId}, ${directed}, ${currency}, COUNT(*), ${sum(value)} FROM ${recordTable(kind.id)} r NOT INDEXED ${joins} WHERE ${unknown} AND ${linked} AND ${counts} AND ${during} GROUP BY 1, 2, 3, 4`,
        )
        .safeIntegers(true)
        .raw()
        .all(params),
    ))
      into(endsOf(from, to, way)).add(
        'unknown-result',
        { currency: money, less: minorOf(readSum(total) ?? 0n) },
        { count: Number(count), gone: Number(count) },
      )
  const { rows, conflicts } = doubtsOfKind(db, kind)
  if (rows.length === 0 && conflicts.length === 0) return
  const found = Map.groupBy(
    db
      .prepare<[object], Row>(
        `SELECT r.record_id, ${fromId}, ${toId}, ${directed}, ${currency}, ${value}, ${unknown ?? '0'}, (${counts}), (${wouldCountForRule(entry, 'r')}) FROM ${recordTable(kind.id)} r ${joins}
        WHERE r.record_id IN (SELECT value FROM json_each(@doubtful)) AND ${linked} AND ${during}`,
      )
      .safeIntegers(true)
      .raw()
      .all({ ...params, doubtful: JSON.stringify(idsOf(rows, conflicts)) }),
    ([recordId]) => Number(recordId),
  )
  const gone = new Set<number>()
  for (const { reason, recordId, part } of rows) {
    for (const [, from, to, way, money, amount, isUnknown, counted] of found.get(recordId) ?? [])
      if (counted === 1n)
        into(endsOf(from, to, way)).add(
          reason,
          { currency: money, less: minorOf(part === undefined ? (amount ?? 0n) : BigInt(part)) },
          { gone: part === undefined ? 1 : 0, alone: isUnknown !== 1n && !gone.has(recordId) },
        )
    if (part === undefined) gone.add(recordId)
  }
  for (const { standing, rows: alternatives, isPerhapsTwo } of conflicts) {
    const all = alternatives.flatMap((recordId) => found.get(recordId) ?? [])
    const placeOf = ([, from, to, way, money]: Row): string => `${from}/${to}/${way}/${money}`
    for (const place of new Map(all.map((row) => [placeOf(row), row])).values()) {
      const here = (recordId: number): bigint =>
        (found.get(recordId) ?? []).find((row) => row[8] === 1n && placeOf(row) === placeOf(place))?.[5] ?? 0n
      const now = here(standing)
      const values = alternatives.map(here)
      const low = values.reduce((least, amount) => (amount < least ? amount : least), now)
      const high = highestOf(values, now, isPerhapsTwo)
      if (low === high) continue
      into(endsOf(place[1], place[2], place[3])).add(
        'conflict',
        { currency: place[4], less: minorOf(now - low), more: minorOf(high - now) },
        { alone: !gone.has(standing) && place[6] !== 1n },
      )
    }
  }
}
/** Whether any row of the kind may say that its result is not known: the import remarked it, or somebody edited rows of the kind. */
function mayBeUnknown(db: Db, kind: string, field: string): boolean {
  return (
    db.prepare("SELECT 1 FROM row_issues WHERE code = 'unknown-result' AND kind = ? LIMIT 1").get(kind) !==
      undefined || db.prepare('SELECT 1 FROM row_edits WHERE field = ? LIMIT 1').get(field) !== undefined
  )
}

/** The links with what is undecided about each. */
export function withDoubts<Link extends LinkSummary>(db: Db, links: readonly Link[]): readonly Link[] {
  if (links.length === 0) return links
  const doubtful = doubtfulLinks(db)
  if (doubtful.size === 0) return links
  return links.map((link) => {
    const doubts = doubtful.get(link.linkId)?.doubts
    return doubts === undefined ? link : { ...link, doubts }
  })
}

export interface RelationDoubts {
  /** Of all relations of one kind and direction together. */
  ofGroup(group: {
    readonly linkKind: string
    readonly direction: LinkWithEnds['direction']
  }): Pick<LinkSummary, 'doubts'>
  /** Of every link that is one relation. */
  ofRelation(
    relation: Pick<LinkSummary, 'linkKind' | 'fromId' | 'toId' | 'directed'>,
  ): Pick<LinkSummary, 'doubts'>
}
/** What is undecided about the links of an entity. */
export function doubtsOfNeighbours(db: Db, entityId: number): RelationDoubts {
  const own = [...doubtfulLinks(db).values()].filter(
    ({ fromId, toId }) => fromId === entityId || toId === entityId,
  )
  const told = (links: readonly DoubtfulLink[]): Pick<LinkSummary, 'doubts'> => {
    const doubts = joinedDoubts(links.map((link) => link.doubts))
    return doubts === undefined ? {} : { doubts }
  }
  return {
    ofGroup: ({ linkKind, direction }) =>
      told(
        own.filter(
          (link) =>
            link.linkKind === linkKind &&
            direction === (!link.directed ? 'none' : link.fromId === entityId ? 'out' : 'in'),
        ),
      ),
    ofRelation: ({ linkKind, fromId, toId, directed }) =>
      told(
        own.filter(
          (link) =>
            link.linkKind === linkKind &&
            link.fromId === fromId &&
            link.toId === toId &&
            link.directed === directed,
        ),
      ),
  }
}
