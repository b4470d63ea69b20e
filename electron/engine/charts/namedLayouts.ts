/** Places of a chart under a name: kept by entity, put back as one step. */
import type { AnnotationShape } from '../../../shared/contract/annotations.ts'
import type { Applied, NamedLayoutInfo } from '../../../shared/contract/snapshots.ts'
import { AppError } from '../../../shared/errors.ts'
import { placeAround } from '../../../shared/model/chart/around.ts'
import type { Point } from '../../../shared/model/chart/layouts/types.ts'
import type { CommandContext } from '../core/context.ts'
import { membersOf } from '../records/seenAs.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { statement } from '../store/statements.ts'
import { annotationsOf, writeShape } from './annotations.ts'
import { allEdges } from './chartEdges.ts'
import { chartRow, wholeChart } from './chartRows.ts'
import { settlePlaces, writePlaces } from './places.ts'
import { rowsStandingFor } from './shownNodes.ts'

/** Where a drawing stood and how large it was; by its number and the moment it was drawn, since numbers are given again. */
interface KeptDrawing {
  readonly annotationId: number
  readonly at: string
  readonly shape: AnnotationShape
}
/** A layout of a chart without drawings is the list of places alone, as programs before drawings wrote it. */
type KeptLayout =
  readonly KeptPlace[] | { readonly places: readonly KeptPlace[]; readonly drawings: readonly KeptDrawing[] }
/** Where something stood, and every entity it was. */
type KeptPlace = readonly [x: number, y: number, ...entityIds: number[]]
const columns = 'layout_id AS layoutId, chart_id AS chartId, name, at, operator, nodes FROM chart_layouts'

/** The newest first. Errors: chart-not-found. */
export function listLayouts(db: Db, chartId: number): readonly NamedLayoutInfo[] {
  chartRow(db, chartId)
  return statement<[number], NamedLayoutInfo>(
    db,
    `SELECT ${columns} WHERE chart_id = ? ORDER BY layout_id DESC`,
  ).all(chartId)
}
/** Errors: layout-not-found. */
export function layoutInfo(db: Db, layoutId: number): NamedLayoutInfo {
  const info = statement<[number], NamedLayoutInfo>(db, `SELECT ${columns} WHERE layout_id = ?`).get(layoutId)
  if (info === undefined) throw new AppError('layout-not-found', `no layout ${layoutId}`, { layoutId })
  return info
}
/** Keeps where everything stands. Errors: chart-not-found. */
export function keepLayout(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  chartId: number,
  name: string,
): NamedLayoutInfo {
  chartRow(db, chartId)
  const places = wholeChart(db, chartId).nodes.map(({ entityId, x, y }): KeptPlace => [
    x,
    y,
    ...new Set([entityId, ...membersOf(db, entityId)]),
  ])
  const drawings = annotationsOf(db, chartId).map(({ annotationId, at: drawnAt, shape }): KeptDrawing => ({
    annotationId,
    at: drawnAt,
    shape,
  }))
  const kept: KeptLayout = drawings.length === 0 ? places : { places, drawings }
  const { lastInsertRowid } = db
    .prepare(
      'INSERT INTO chart_layouts (chart_id, name, places, nodes, at, operator) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(chartId, name, JSON.stringify(kept), places.length, at, operator)
  return layoutInfo(db, Number(lastInsertRowid))
}
/**
 * Puts everything where it was kept; what is new is placed beside a neighbour, or below everything where it has none. Pins stay as they are. Drawings go back to their places
 * and sizes with the words and colours they have now; what was drawn since stays where it is.
 */
export function applyLayout(db: WriteDb, layoutId: number): Omit<Applied, 'seq'> {
  const { chartId } = layoutInfo(db, layoutId)
  const text = statement<[number], { places: string }>(
    db,
    'SELECT places FROM chart_layouts WHERE layout_id = ?',
  ).get(layoutId)?.places
  // Written by keepLayout.
  const layout = JSON.parse(text ?? '[]') as KeptLayout
  const { places: kept, drawings } = 'places' in layout ? layout : { places: layout, drawings: [] }
  const byEntity = new Map(
    kept.flatMap((place, index) => place.slice(2).map((entityId) => [entityId, index] as const)),
  )
  settlePlaces(db, chartId)
  const shown = wholeChart(db, chartId).nodes.map(({ entityId }) => entityId)
  const used = new Set<number>()
  const places = new Map<number, Point>()
  const extra: number[] = []
  // Of two that were one then, the one that kept its number stands there.
  const indexOf = (entityId: number): number | undefined =>
    [entityId, ...membersOf(db, entityId)].map((id) => byEntity.get(id)).find((index) => index !== undefined)
  for (const entityId of shown.toSorted(
    (one, other) => Number(!byEntity.has(one)) - Number(!byEntity.has(other)) || one - other,
  )) {
    const index = indexOf(entityId)
    const place = index === undefined ? undefined : kept[index]
    if (index === undefined || place === undefined || used.has(index)) extra.push(entityId)
    else {
      used.add(index)
      places.set(entityId, { x: place[0], y: place[1] })
    }
  }
  const newcomers = besideNeighbours(db, chartId, extra, places)
  const rows = rowsStandingFor(db, chartId, shown)
  writePlaces(
    db,
    chartId,
    [...places, ...newcomers].map(([entityId, { x, y }]) => ({
      rowId: rows.get(entityId) ?? entityId,
      x,
      y,
    })),
  )
  const stillThere = new Set(shown.flatMap((entityId) => indexOf(entityId) ?? []))
  const drawnGone = putDrawings(db, chartId, drawings)
  return {
    nodes: places.size,
    gone: kept.length - stillThere.size,
    extra: extra.length,
    ...(drawnGone === 0 ? {} : { drawnGone }),
  }
}
/** Returns how many of them are there no more. */
function putDrawings(db: WriteDb, chartId: number, drawings: readonly KeptDrawing[]): number {
  const there = new Map(annotationsOf(db, chartId).map((each) => [each.annotationId, each]))
  let gone = 0
  for (const { annotationId, at, shape } of drawings) {
    const now = there.get(annotationId)
    if (now?.at !== at || now.shape.sort !== shape.sort) gone += 1
    else {
      const { x, y, width, height, size } = shape
      writeShape(db, annotationId, { ...now.shape, x, y, width, height, size })
    }
  }
  return gone
}
function besideNeighbours(
  db: Db,
  chartId: number,
  extra: readonly number[],
  places: ReadonlyMap<number, Point>,
): ReadonlyMap<number, Point> {
  if (extra.length === 0) return new Map()
  const neighbours = new Map<number, number[]>()
  for (const { fromId, toId } of allEdges(db, chartId))
    for (const [one, other] of [
      [fromId, toId],
      [toId, fromId],
    ] as const) {
      const known = neighbours.get(one)
      if (known === undefined) neighbours.set(one, [other])
      else known.push(other)
    }
  const found = new Map<number, Point>()
  const taken = [...places.values()]
  const low = taken.reduce((most, { y }) => Math.max(most, y), 0)
  const waiting = [...extra]
  // Nearest first: one whose only neighbours are newcomers too waits for them.
  for (let left = waiting.length; waiting.length > 0;) {
    const rest: number[] = []
    for (const entityId of waiting) {
      const at = (neighbours.get(entityId) ?? [])
        .toSorted((one, other) => one - other)
        .map((other) => places.get(other) ?? found.get(other))
        .find((place) => place !== undefined)
      const [place] = at === undefined ? [] : placeAround(at, 1, taken)
      if (place === undefined) rest.push(entityId)
      else {
        found.set(entityId, place)
        taken.push(place)
      }
    }
    if (rest.length === left) {
      const [lone] = rest.splice(0, 1)
      if (lone !== undefined) {
        const place = { x: found.size * 90, y: low + 160 }
        found.set(lone, place)
        taken.push(place)
      }
    }
    left = rest.length
    waiting.splice(0, waiting.length, ...rest)
  }
  return found
}
