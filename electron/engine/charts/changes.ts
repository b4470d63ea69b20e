/** The writes of a chart. Each is a batch in one statement; the journal below dispatch records the rows it touches. */
import type { ChartDelta } from '../../../shared/contract/charts.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext } from '../core/context.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { hasMerges, resolvedId } from '../records/seenAs.ts'
import { auditHead } from '../store/audit.ts'
import { edgesTouching } from './chartEdges.ts'
import { deltaOfAdded, deltaOfChanged, deltaOfRemoved } from './chartRows.ts'
import { leaveGroups } from './groupRows.ts'
import { placeNewcomers, settlePlaces, writePlaces } from './places.ts'
import { rowsSeenAs, rowsStandingFor, standsOnChart } from './shownNodes.ts'

const writes = (db: Db): number => db.prepare<[], number>('SELECT total_changes()').pluck().get() ?? 0
/**
 * Does the work and marks the chart as changed now. The answer carries the audit row the command will have, by which the page knows the
 * `changed` of its own command; null when nothing changed: such a command leaves no audit row and no step to undo.
 */
export function changing<T extends object>(
  { db, at }: Pick<CommandContext, 'db' | 'at'>,
  chartId: number,
  work: () => T,
): T & { readonly seq: number | null } {
  const before = writes(db)
  const value = work()
  if (writes(db) === before) return { ...value, seq: null }
  db.prepare('UPDATE charts SET updated_at = ? WHERE chart_id = ? AND updated_at <> ?').run(at, chartId, at)
  return { ...value, seq: auditHead(db).seq + 1 }
}

/** Errors: `entity-not-found` for the first id that is no entity of the case. */
export function requireEntities(db: Db, entityIds: readonly number[]): void {
  const missing = db
    .prepare<[string], number>(
      'SELECT w.value FROM json_each(?) w WHERE NOT EXISTS (SELECT 1 FROM entities e WHERE e.entity_id = w.value) AND NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.entity_id = w.value) LIMIT 1',
    )
    .pluck()
    .get(JSON.stringify(entityIds))
  if (missing !== undefined)
    throw new AppError('entity-not-found', `no entity ${missing}`, { entityId: missing })
}

/** Errors: `entity-not-found` for the first id that is not on the chart. */
export function requireNodes(db: Db, chartId: number, entityIds: readonly number[]): void {
  const missing = db
    .prepare<[object], number>(
      `SELECT w.value FROM json_each(@ids) w WHERE NOT ${standsOnChart(db, 'w.value')} LIMIT 1`,
    )
    .pluck()
    .get({ ids: JSON.stringify(entityIds), chartId })
  if (missing !== undefined)
    throw new AppError('entity-not-found', `entity ${missing} is not on chart ${chartId}`, {
      entityId: missing,
      chartId,
    })
}

/**
 * Puts entities on the chart and gives them their places, around `cameFrom` where there is one; those already there stay as they are. The
 * delta holds the new ones, their edges and what they touch.
 */
export function addNodes(
  db: WriteDb,
  chartId: number,
  given: readonly number[],
  { omitted = 0, cameFrom = null }: { readonly omitted?: number; readonly cameFrom?: number | null } = {},
): ChartDelta {
  // When the entity is merged with one on the chart already, that node shows it.
  const entityIds = hasMerges(db)
    ? db
        .prepare<[object], number>(
          `SELECT DISTINCT w.value FROM json_each(@ids) w WHERE NOT ${standsOnChart(db, 'w.value')}`,
        )
        .pluck()
        .all({ chartId, ids: JSON.stringify(given.map((entityId) => resolvedId(db, entityId))) })
    : given
  const added = db
    .prepare<[number, string], number>(
      `
    INSERT INTO chart_nodes (chart_id, entity_id) SELECT DISTINCT ?, value FROM json_each(?) WHERE true
    ON CONFLICT DO NOTHING RETURNING entity_id`,
    )
    .pluck()
    .all(chartId, JSON.stringify(entityIds))
  if (added.length === 0) return deltaOfAdded(db, chartId, [], [], omitted)
  settlePlaces(db, chartId, added)
  const edges = edgesTouching(db, chartId, added)
  placeNewcomers(db, chartId, added, edges, cameFrom)
  return deltaOfAdded(db, chartId, added, edges, omitted)
}

/** Takes nodes off the chart. The delta holds their ids and the nodes they touched. */
export function removeNodes(db: WriteDb, chartId: number, entityIds: readonly number[]): ChartDelta {
  const gone = new Set(entityIds)
  const touched = new Set(
    edgesTouching(db, chartId, entityIds)
      .flatMap((edge) => [edge.fromId, edge.toId])
      .filter((entityId) => !gone.has(entityId)),
  )
  settlePlaces(db, chartId)
  leaveGroups(db, chartId, entityIds)
  const removed = db
    .prepare<[number, string], number>(
      'DELETE FROM chart_nodes WHERE chart_id = ? AND entity_id IN (SELECT value FROM json_each(?)) RETURNING entity_id',
    )
    .pluck()
    .all(chartId, JSON.stringify(rowsSeenAs(db, entityIds)))
  return deltaOfRemoved(db, chartId, removed.length === 0 ? [] : [...new Set([...removed, ...entityIds])], [
    ...touched,
  ])
}

/** Sets `hidden` or `pinned` on nodes. */
export function flagNodes(
  db: WriteDb,
  chartId: number,
  entityIds: readonly number[],
  flag: 'hidden' | 'pinned',
  value: boolean,
): ChartDelta {
  db.prepare(
    `UPDATE chart_nodes SET ${flag} = ? WHERE chart_id = ? AND ${flag} <> ? AND entity_id IN (SELECT value FROM json_each(?))`,
  ).run(
    value ? 1 : 0,
    chartId,
    value ? 1 : 0,
    JSON.stringify([...rowsStandingFor(db, chartId, entityIds).values()]),
  )
  return deltaOfChanged(db, chartId, entityIds)
}

/** Gives nodes a colour or a flag, or takes it off (null); what is undefined stays. */
export function markNodes(
  db: WriteDb,
  chartId: number,
  entityIds: readonly number[],
  mark: { readonly colour?: string | null | undefined; readonly flag?: string | null | undefined },
): ChartDelta {
  const standing = [...rowsStandingFor(db, chartId, entityIds).values()]
  for (const column of ['colour', 'flag'] as const) {
    const value = mark[column]
    if (value !== undefined)
      db.prepare(
        `UPDATE chart_nodes SET ${column} = ? WHERE chart_id = ? AND ${column} <> ? AND entity_id IN (SELECT value FROM json_each(?))`,
        // Taken off, it is taken off all that the node stands for: otherwise it would stay.
      ).run(
        value ?? '',
        chartId,
        value ?? '',
        JSON.stringify(value === null ? rowsSeenAs(db, entityIds) : standing),
      )
  }
  return deltaOfChanged(db, chartId, entityIds)
}

/** Writes the note of a node; an empty one is taken off all that the node stands for. */
export function noteNode(db: WriteDb, chartId: number, entityId: number, note: string): void {
  const rows =
    note === ''
      ? rowsSeenAs(db, [entityId])
      : [rowsStandingFor(db, chartId, [entityId]).get(entityId) ?? entityId]
  db.prepare(
    'UPDATE chart_nodes SET note = ? WHERE chart_id = ? AND note <> ? AND entity_id IN (SELECT value FROM json_each(?))',
  ).run(note, chartId, note, JSON.stringify(rows))
}

export interface Position {
  readonly entityId: number
  readonly x: number
  readonly y: number
}

/** Moves nodes to where a hand or a layout put them; by hand they are pinned there. */
export function placeNodes(
  db: WriteDb,
  chartId: number,
  positions: readonly Position[],
  byHand: boolean,
): void {
  settlePlaces(db, chartId)
  const rows = rowsStandingFor(
    db,
    chartId,
    positions.map(({ entityId }) => entityId),
  )
  writePlaces(
    db,
    chartId,
    positions.map(({ entityId, x, y }) => ({ rowId: rows.get(entityId) ?? entityId, x, y })),
    byHand,
  )
}
