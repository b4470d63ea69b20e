/**
 * Several people or accounts on one axis of time. A lane is a list of facts that name any of its entities, in the order of time, made once and kept while the
 * facts stand: second sides and repeats are one event with the row that counts. Windows and cells are taken from it.
 */
import type { TimelineEvent, TimelineLane, Timelines } from '../../../shared/contract/timeline.ts'
import type { RowStanding } from '../../../shared/contract/records.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Minor } from '../../../shared/model/minor.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { momentAfter, momentAt } from '../../../shared/model/time/moments.ts'
import {
  columnOf,
  currencyColumn,
  literalText,
  netColumn,
  roleColumnOf,
  standingSql,
} from '../records/evidence.ts'
import { factsState } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'
import { membersOf, resolvedId } from '../records/seenAs.ts'
import { factOfSecondRows } from '../records/secondRows.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Db } from '../store/db.ts'
import { readEntities, readEntity } from './entityRows.ts'
import { isStanding, rowLinks, rulesOf } from './linkRows.ts'

/** Facts of a lane by time; those without a time are only counted. */
interface Lane {
  readonly at: Float64Array
  readonly kind: Uint8Array
  readonly fact: Float64Array
  /** How many rows that name the lane say so. */
  readonly rows: Uint16Array
  readonly times: readonly string[]
  readonly undated: ReadonlyMap<number, number>
}
const keptLanes = 16
const kept = keptValues<Lane>(keptLanes)

function laneOf(db: Db, entityIds: readonly number[]): Lane {
  const members = [...new Set(entityIds.flatMap((entityId) => membersOf(db, entityId)))].toSorted(
    (a, b) => a - b,
  )
  const text = JSON.stringify(members)
  return kept.of(db, text, factsState(db), () => readLane(db, text))
}
interface Fact {
  readonly kind: number
  readonly fact: number
  readonly rows: Set<number>
  time: string | null
}
function readLane(db: Db, members: string): Lane {
  const all: Fact[] = []
  for (const [place, kind] of recordKinds.entries()) {
    if (kind.timeField === undefined) continue
    const found = new Map<number, Fact>()
    const time = columnOf('r', kind.timeField)
    const table = recordTable(kind.id)
    const facts = factOfSecondRows(db, kind)
    for (const role of kind.roles) {
      const from =
        role.multi === true
          ? `json_each(@members) w CROSS JOIN record_entities m ON m.entity_id = w.value AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)} CROSS JOIN ${table} r ON r.record_id = m.record_id`
          : `json_each(@members) w CROSS JOIN ${table} r ON ${roleColumnOf('r', role.role)} = w.value`
      for (const [recordId, at] of db
        .prepare<[object], [number, string | null]>(`SELECT r.record_id, ${time} FROM ${from}`)
        .raw()
        .iterate({ members })) {
        const other = facts.get(recordId)
        const id = other ?? recordId
        let known = found.get(id)
        if (known === undefined)
          found.set(id, (known = { kind: place, fact: id, rows: new Set(), time: null }))
        known.rows.add(recordId)
        // The fact's own row says when; where it does not name the lane it is looked up below.
        if (other === undefined) known.time = at === '' ? null : at
      }
    }
    const elsewhere = [...found.values()].filter(({ fact: id, rows }) => !rows.has(id))
    const times = new Map(
      elsewhere.length === 0
        ? []
        : db
            .prepare<[string], [number, string | null]>(
              `SELECT r.record_id, ${time} FROM json_each(?) w CROSS JOIN ${table} r ON r.record_id = w.value`,
            )
            .raw()
            .all(JSON.stringify(elsewhere.map(({ fact: id }) => id))),
    )
    for (const each of elsewhere) each.time = times.get(each.fact) ?? null
    for (const each of found.values()) all.push(each)
  }
  const dated = all.filter((each): each is Fact & { time: string } => each.time !== null && each.time !== '')
  dated.sort((one, other) =>
    one.time < other.time ? -1 : one.time > other.time ? 1 : one.kind - other.kind || one.fact - other.fact,
  )
  const undated = new Map<number, number>()
  for (const { kind, time } of all)
    if (time === null || time === '') undated.set(kind, (undated.get(kind) ?? 0) + 1)
  return {
    at: Float64Array.from(dated, ({ time }) => momentAt(time)),
    kind: Uint8Array.from(dated, ({ kind }) => kind),
    fact: Float64Array.from(dated, ({ fact }) => fact),
    rows: Uint16Array.from(dated, ({ rows }) => Math.min(rows.size, 65_535)),
    times: dated.map(({ time }) => time),
    undated,
  }
}
/** The first place whose moment is not before one. */
function placeOf({ at }: Lane, moment: number): number {
  let [low, high] = [0, at.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((at[middle] as number) < moment) low = middle + 1
    else high = middle
  }
  return low
}
const kindFlags = (kinds: readonly string[] | undefined): readonly boolean[] =>
  recordKinds.map(({ id }) => kinds === undefined || kinds.includes(id))

export interface TimelineWanted {
  readonly lanes: readonly (readonly number[])[]
  readonly kinds?: readonly string[] | undefined
  readonly from?: string | null | undefined
  readonly to?: string | null | undefined
  readonly cells: number
  readonly limit: number
}
/** Errors: `entity-not-found`. */
export function timelines(db: Db, wanted: TimelineWanted): Timelines {
  const heads = wanted.lanes.map(([first = 0]) => readEntity(db, first))
  const lanes = wanted.lanes.map((entityIds) => laneOf(db, entityIds))
  const flags = kindFlags(wanted.kinds)
  const ends = lanes.flatMap(({ times }) => [times[0] ?? [], times.at(-1) ?? []].flat())
  const [firstTime, lastTime] = [least(ends), most(ends)]
  const begin =
    wanted.from === undefined || wanted.from === null ? momentAt(firstTime ?? '1970') : momentAt(wanted.from)
  const end =
    wanted.to === undefined || wanted.to === null ? momentAfter(lastTime ?? '1970') : momentAfter(wanted.to)
  const cellMs = Math.max(1, (end - begin) / Math.max(1, wanted.cells))
  const inWindow = new Map<
    number,
    { -readonly [K in keyof Named]: K extends 'lanes' ? number[] : Named[K] }
  >()
  let isOver = false
  // Of one lane each fact is there once.
  const within = lanes.length > 1 ? new Set<number>() : null
  let size = 0
  const told = lanes.map((lane, place): TimelineLane => {
    const heat = new Map<number, number>()
    let count = 0
    for (let at = placeOf(lane, begin); at < lane.at.length && (lane.at[at] as number) < end; at += 1) {
      const kind = lane.kind[at] as number
      if (flags[kind] !== true) continue
      count += 1
      size += 1
      const cell = Math.min(wanted.cells - 1, Math.floor(((lane.at[at] as number) - begin) / cellMs))
      heat.set(cell, (heat.get(cell) ?? 0) + 1)
      const fact = lane.fact[at] as number
      const key = keyOf(kind, fact)
      within?.add(key)
      if (isOver) continue
      const known = inWindow.get(key)
      if (known !== undefined) {
        known.lanes.push(place)
        known.rows = Math.max(known.rows, lane.rows[at] as number)
      } else if (inWindow.size >= wanted.limit) isOver = true
      else
        inWindow.set(key, {
          kind,
          fact,
          lanes: [place],
          rows: lane.rows[at] as number,
          time: lane.times[at] ?? '',
        })
    }
    const head = heads[place]
    return {
      entityId: head?.entityId ?? 0,
      kind: head?.kind ?? '',
      label: head?.label ?? '',
      nameOnly: head?.nameOnly ?? false,
      events: lane.at.length,
      undated: [...lane.undated.values()].reduce((sum, more) => sum + more, 0),
      within: count,
      heat: [...heat].map(([cell, more]) => ({ cell, count: more })).toSorted((a, b) => a.cell - b.cell),
    }
  })
  return {
    firstTime,
    lastTime,
    lanes: told,
    kinds: kindsOf(db, wanted.lanes, lanes),
    within: within?.size ?? size,
    events: isOver ? null : eventsOf(db, [...inWindow.values()], wanted.lanes),
  }
}
/** One number of a table and a row; ids of rows stay far below 2^46. */
const keyOf = (kind: number, fact: number): number => kind * 2 ** 46 + fact
const keptKinds = keptValues<Timelines['kinds']>(4)
function kindsOf(db: Db, entityIds: TimelineWanted['lanes'], lanes: readonly Lane[]): Timelines['kinds'] {
  return keptKinds.of(db, JSON.stringify(entityIds), factsState(db), () => {
    const seen = lanes.length > 1 ? new Set<number>() : null
    const counts = new Map<number, number>()
    for (const lane of lanes)
      for (let at = 0; at < lane.at.length; at += 1) {
        const kind = lane.kind[at] as number
        const key = keyOf(kind, lane.fact[at] as number)
        if (seen?.has(key) === true) continue
        seen?.add(key)
        counts.set(kind, (counts.get(kind) ?? 0) + 1)
      }
    return [...counts]
      .map(([kind, count]) => ({ kind: recordKinds[kind]?.id ?? '', count }))
      .toSorted((one, other) => other.count - one.count)
  })
}
const least = (texts: readonly string[]): string | null =>
  texts.reduce<string | null>((first, text) => (first === null || text < first ? text : first), null)
const most = (texts: readonly string[]): string | null =>
  texts.reduce<string | null>((last, text) => (last === null || text > last ? text : last), null)

interface Named {
  readonly kind: number
  readonly fact: number
  readonly lanes: readonly number[]
  readonly rows: number
  readonly time: string
}
type Ends = { readonly from: number; readonly to: number; readonly directed: boolean }
function eventsOf(db: Db, named: readonly Named[], lanes: TimelineWanted['lanes']): readonly TimelineEvent[] {
  const byKind = Map.groupBy(named, ({ kind }) => kind)
  const said = new Map<
    string,
    { standing: RowStanding; amount: Minor | null; currency: string; rows: number; ends: Ends | null }
  >()
  const inLanes = new Set(lanes.flat().map((id) => resolvedId(db, id)))
  for (const [place, own] of byKind) {
    const kind = recordKinds[place]
    if (kind === undefined) continue
    const ids = JSON.stringify(own.map(({ fact }) => fact))
    const ends = endsOfFacts(db, kind, ids, inLanes)
    const amount =
      kind.amountField === undefined ? 'NULL' : `CAST(${netColumn(kind, kind.amountField, 'r')} AS TEXT)`
    const table = recordTable(kind.id)
    for (const [recordId, standing, sum, currency, repeats] of db
      .prepare<[string], [number, RowStanding, string | null, string, number]>(
        `SELECT r.record_id, ${standingSql(kind, 'r')}, ${amount}, ${currencyColumn(kind, 'r')},
          (SELECT COUNT(*) FROM ${table} d WHERE d.duplicate_of = r.record_id) + (SELECT COUNT(*) FROM ${table} d WHERE d.mirror_of = r.record_id) + (SELECT COUNT(*) FROM ${table} m JOIN ${table} d ON d.duplicate_of = m.record_id WHERE m.mirror_of = r.record_id)
        FROM json_each(?) w CROSS JOIN ${table} r ON r.record_id = w.value`,
      )
      .raw()
      .all(ids))
      said.set(`${place}/${recordId}`, {
        standing,
        amount: sum === null ? null : Number.isSafeInteger(Number(sum)) ? Number(sum) : sum,
        currency,
        rows: repeats + 1,
        ends: ends.get(recordId) ?? null,
      })
  }
  const labels = readEntities(
    db,
    new Set([...said.values()].flatMap(({ ends }) => (ends === null ? [] : [ends.from, ends.to]))),
  )
  const end = (entityId: number | undefined): TimelineEvent['from'] => {
    const entity = entityId === undefined ? undefined : labels.get(entityId)
    return entity === undefined ? null : { entityId: entity.entityId, label: entity.label }
  }
  return named
    .map(({ kind, fact, lanes: places, rows, time }): TimelineEvent => {
      const own = said.get(`${kind}/${fact}`)
      return {
        kind: recordKinds[kind]?.id ?? '',
        recordId: fact,
        time,
        lanes: places,
        rows: Math.max(rows, own?.rows ?? 1),
        standing: own?.standing ?? 'counted',
        amount: own?.amount ?? null,
        currency: own?.currency ?? '',
        from: end(own?.ends?.from),
        to: end(own?.ends?.to),
        directed: own?.ends?.directed ?? false,
      }
    })
    .toSorted((one, other) =>
      one.time < other.time ? -1 : one.time > other.time ? 1 : one.recordId - other.recordId,
    )
}
/**
 * The ends of the first link that each fact gives; one with both ends in lanes goes first. Of a kind that tells dealings only those: that a row also names
 * the holder of an account is no payment from the one to the other.
 */
function endsOfFacts(
  db: Db,
  kind: RecordKind,
  ids: string,
  inLanes: ReadonlySet<number>,
): ReadonlyMap<number, Ends> {
  const found = new Map<number, Ends & { readonly score: number }>()
  const rules = rulesOf([kind]).filter(({ rule }) => rule.time !== undefined)
  const dealings = rules.filter(({ rule }) => !isStanding(rule))
  for (const entry of dealings.length > 0 ? dealings : rules) {
    const { joins, fromId, toId, directed, linked } = rowLinks(entry)
    for (const [recordId, one, other, way] of db
      .prepare<[string], [number, number, number, 0 | 1]>(
        `SELECT r.record_id, ${fromId}, ${toId}, ${directed} FROM ${recordTable(kind.id)} r ${joins} WHERE r.record_id IN (SELECT value FROM json_each(?)) AND ${linked}`,
      )
      .raw()
      .all(ids)) {
      const [from, to] = [resolvedId(db, one), resolvedId(db, other)]
      const score = (inLanes.has(from) ? 1 : 0) + (inLanes.has(to) ? 1 : 0)
      if ((found.get(recordId)?.score ?? -1) < score)
        found.set(recordId, { from, to, directed: way === 1, score })
    }
  }
  return found
}
/** Errors: `entity-not-found`. */
export function timelineStep(
  db: Db,
  wanted: {
    readonly lane: readonly number[]
    readonly kinds?: readonly string[] | undefined
    readonly at: string
    readonly kind?: string | undefined
    readonly recordId?: number | undefined
    readonly by: 'next' | 'former'
  },
): { readonly kind: string; readonly recordId: number; readonly time: string } | null {
  readEntity(db, wanted.lane[0] ?? 0)
  const lane = laneOf(db, wanted.lane)
  const flags = kindFlags(wanted.kinds)
  const step = wanted.by === 'next' ? 1 : -1
  // Several events may have one time: from the named one on, or from the time itself.
  let place = placeOf(lane, momentAt(wanted.at))
  if (wanted.recordId !== undefined) {
    // Rows of two tables may have one number: the table is asked for too.
    const isIt = (at: number): boolean =>
      lane.fact[at] === wanted.recordId &&
      (wanted.kind === undefined || recordKinds[lane.kind[at] as number]?.id === wanted.kind)
    let own = place
    while (own < lane.at.length && lane.at[own] === lane.at[place] && !isIt(own)) own += 1
    if (lane.at[own] === lane.at[place] && isIt(own)) place = own + (step === 1 ? 1 : 0)
  }
  if (step === -1) place -= 1
  for (; place >= 0 && place < lane.at.length; place += step)
    if (flags[lane.kind[place] as number] === true)
      return {
        kind: recordKinds[lane.kind[place] as number]?.id ?? '',
        recordId: lane.fact[place] as number,
        time: lane.times[place] ?? '',
      }
  return null
}
