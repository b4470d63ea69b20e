/**
 * Every row that names an entity, over all tables, in the order of time. The list is made once and kept while the facts stand; bars,
 * filters and windows are taken from it.
 */
import type { Timeline, TimelineFilter, TimelineRow } from '../../../shared/contract/entities.ts'
import { mayStandIn, type RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { columnOf, kindOf, literalText, roleColumnOf } from '../records/evidence.ts'
import { factsVersion } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'
import { factOfSecondRows } from '../records/secondRows.ts'
import { readRows } from '../records/rows.ts'
import { recordTable } from '../store/recordTables.ts'
import { readEntity } from './entityRows.ts'
import { standingFor } from './factScopes.ts'

interface Named {
  readonly kind: RecordKind
  readonly recordId: number
  readonly time: string | null
  roles: number
  /** It says again what another row of the list says: a second side, a repeat. */
  again: boolean
  /** How many rows of the list say again what it says. */
  repeats: number
}
/** The lists of the last few entities looked at, by connection. */
const keptLists = 4
const kept = keptValues<readonly Named[]>(keptLists)

/** Rows naming the entity by time, then table and row; those without a time last. */
function namedRows(
  db: Db,
  entityId: number,
  entityKind: string,
  model: readonly RecordKind[],
): readonly Named[] {
  const standing = standingFor(db, entityId, 'entity')
  // Merges change who stands behind the entity without changing a row.
  return kept.of(db, String(entityId), `${factsVersion(db)}/${standing.value}`, () =>
    readNamedRows(db, standing, entityKind, model),
  )
}
function readNamedRows(
  db: Db,
  standing: ReturnType<typeof standingFor>,
  entityKind: string,
  model: readonly RecordKind[],
): readonly Named[] {
  const rows: Named[] = []
  for (const kind of model) {
    const found = new Map<number, Named>()
    const time = kind.timeField === undefined ? 'NULL' : columnOf('r', kind.timeField)
    for (const [index, role] of kind.roles.entries()) {
      if (!mayStandIn(role, entityKind)) continue
      const from =
        role.multi === true
          ? `record_entities m CROSS JOIN ${recordTable(kind.id)} r ON r.record_id = m.record_id WHERE m.entity_id ${standing.test} AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)}`
          : `${recordTable(kind.id)} r WHERE ${roleColumnOf('r', role.role)} ${standing.test}`
      for (const [recordId, at] of db
        .prepare<[object], [number, string | null]>(`SELECT r.record_id, ${time} FROM ${from}`)
        .raw()
        .iterate({ entity: standing.value })) {
        const known = found.get(recordId)
        if (known === undefined)
          found.set(recordId, {
            kind,
            recordId,
            time: at === '' ? null : at,
            roles: 1 << index,
            again: false,
            repeats: 0,
          })
        else known.roles |= 1 << index
      }
    }
    if (found.size > 0) markAgain(found, factOfSecondRows(db, kind))
    for (const row of found.values()) rows.push(row)
  }
  const order = new Map(model.map((kind, index) => [kind.id, index]))
  rows.sort(
    (one, other) =>
      (one.time === other.time
        ? 0
        : one.time === null
          ? 1
          : other.time === null
            ? -1
            : one.time < other.time
              ? -1
              : 1) ||
      (order.get(one.kind.id) ?? 0) - (order.get(other.kind.id) ?? 0) ||
      one.recordId - other.recordId,
  )
  return rows
}
/** Which rows say again what another of these says. Of a fact whose own row is not among them the first of its rows stands for it. */
function markAgain(found: ReadonlyMap<number, Named>, facts: ReadonlyMap<number, number>): void {
  if (facts.size === 0) return
  const first = new Map<number, Named>()
  for (const row of [...found.values()].toSorted((one, other) => one.recordId - other.recordId)) {
    const fact = facts.get(row.recordId)
    if (fact === undefined) continue
    const own = found.get(fact) ?? first.get(fact)
    if (own === undefined) first.set(fact, row)
    else {
      row.again = true
      own.repeats += 1
    }
  }
}
function passes(row: Named, { kinds, from, to, events }: TimelineFilter): boolean {
  if (events === true && row.again) return false
  if (kinds !== undefined && !kinds.includes(row.kind.id)) return false
  if (from === undefined && to === undefined) return true
  if (row.time === null) return false
  // A time that is written coarser than the bound counts as its beginning; the upper end takes in everything that begins with it.
  return (
    (from === undefined || row.time >= from.slice(0, row.time.length)) &&
    (to === undefined || row.time.slice(0, to.length) <= to)
  )
}

const units = [
  ['day', 10],
  ['month', 7],
  ['year', 4],
] as const
/** Bars over the rows under the filter. Errors: `entity-not-found`. */
export function entityTimeline(
  db: Db,
  given: number,
  filter: TimelineFilter,
  most: number,
  model: readonly RecordKind[] = recordKinds,
): Timeline {
  const entity = readEntity(db, given)
  const all = namedRows(db, entity.entityId, entity.kind, model)
  const within = all.filter((row) => passes(row, { from: filter.from, to: filter.to, events: filter.events }))
  const rows =
    filter.kinds === undefined ? within : within.filter((row) => passes(row, { kinds: filter.kinds }))
  const dated = rows.filter((row): row is Named & { readonly time: string } => row.time !== null)
  const spans = units.map(([unit, length]) => ({
    unit,
    length,
    count: new Set(dated.map(({ time }) => time.slice(0, length))).size,
  }))
  const { unit, length } = spans.find(({ count }) => count <= most) ?? { unit: 'year' as const, length: 4 }
  const bins = new Map<string, Map<string, number>>()
  for (const { time, kind } of dated) {
    const at = time.slice(0, length)
    const of = bins.get(at) ?? new Map<string, number>()
    bins.set(at, of)
    of.set(kind.id, (of.get(kind.id) ?? 0) + 1)
  }
  const counts = new Map<string, number>()
  for (const { kind } of within) counts.set(kind.id, (counts.get(kind.id) ?? 0) + 1)
  return {
    total: rows.length,
    undated: rows.length - dated.length,
    again: filter.events === true ? rows.reduce((sum, { repeats }) => sum + repeats, 0) : 0,
    firstTime: dated[0]?.time ?? null,
    lastTime: dated.at(-1)?.time ?? null,
    unit,
    bins: [...bins].map(([at, of]) => ({
      at,
      count: [...of.values()].reduce((sum, count) => sum + count, 0),
      kinds: [...of].map(([kind, count]) => ({ kind, count })),
    })),
    kinds: [...counts]
      .map(([kind, count]) => ({ kind, count }))
      .sort((one, other) => other.count - one.count),
  }
}
/** A window of the rows under the filter. Errors: `entity-not-found`. */
export function entityRows(
  db: Db,
  given: number,
  filter: TimelineFilter,
  descending: boolean,
  offset: number,
  limit: number,
  model: readonly RecordKind[] = recordKinds,
): { readonly total: number; readonly rows: readonly TimelineRow[] } {
  const entity = readEntity(db, given)
  const all = namedRows(db, entity.entityId, entity.kind, model).filter((row) => passes(row, filter))
  // Latest first leaves the rows without a time where they are: at the end.
  const undatedFrom = all.findIndex((row) => row.time === null)
  const dated = undatedFrom === -1 ? all.length : undatedFrom
  const window: Named[] = []
  for (let at = offset; at < Math.min(all.length, offset + limit); at += 1) {
    const row = all[descending && at < dated ? dated - 1 - at : at]
    if (row !== undefined) window.push(row)
  }
  const records = new Map<string, Map<number, TimelineRow['record']>>()
  for (const kind of new Set(window.map((row) => row.kind.id))) {
    const read = readRows(
      db,
      kindOf(model, kind),
      window.filter((row) => row.kind.id === kind).map((row) => row.recordId),
    )
    records.set(kind, new Map(read.map((record) => [record.recordId, record])))
  }
  return {
    total: all.length,
    rows: window.flatMap(({ kind, recordId, time, roles, repeats }) => {
      const record = records.get(kind.id)?.get(recordId)
      return record === undefined
        ? []
        : [
            {
              kind: kind.id,
              time,
              roles: kind.roles.filter((_, index) => (roles & (1 << index)) !== 0).map(({ role }) => role),
              record,
              ...(repeats === 0 ? {} : { repeats }),
            },
          ]
    }),
  }
}
