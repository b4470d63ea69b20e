/** Where the nodes of a chart stand. The engine places every newcomer in the command that brings it, so that no screen has to write places. */
import { placeAround } from '../../../shared/model/chart/around.ts'
import { forceLayout } from '../../../shared/model/chart/forceLayout.ts'
import type { Point } from '../../../shared/model/chart/layouts/types.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { allEdges } from './chartEdges.ts'
import { shownNodesSql } from './shownNodes.ts'

interface PlaceRow {
  readonly entityId: number
  readonly rowId: number
  readonly x: number | null
  readonly y: number | null
}
/** Free room between what stands on the chart and what is put beside it. */
const gap = 160
/** More newcomers than this are laid out roughly: whoever added them waits, and has layouts of their own for more. */
const many = 200
const roundsForAll = 6_000
/** Then no more springs than this are looked at of any two that both have as many. */
const springsEach = 8

function placeRows(db: Db, chartId: number): readonly PlaceRow[] {
  return db
    .prepare<[object], PlaceRow>(
      `SELECT n.entity_id AS entityId, n.row_id AS rowId, n.x, n.y FROM (${shownNodesSql(db)}) n JOIN entities e ON e.entity_id = n.entity_id ORDER BY n.entity_id`,
    )
    .all({ chartId })
}
const pointOf = ({ x, y }: PlaceRow): Point | null => (x === null || y === null ? null : { x, y })
const springsOf = (edges: readonly { readonly fromId: number; readonly toId: number }[]) =>
  edges.map(({ fromId, toId }) => ({ from: fromId, to: toId }))

/**
 * Places of the nodes that have none: charts of earlier versions, and entities that came apart again. The same chart gives the same places
 * every time, so they need not be kept until the chart is changed.
 */
export function placesNobodyGave(db: Db, chartId: number): ReadonlyMap<number, Point> {
  const rows = placeRows(db, chartId)
  return forceLayout(
    rows.map((row) => ({ id: row.entityId, at: pointOf(row) })),
    springsOf(allEdges(db, chartId)),
  )
}

/** Keeps those places, before something on the chart changes: what stood somewhere on the screen stays there. */
export function settlePlaces(db: WriteDb, chartId: number, without: readonly number[] = []): void {
  const newcomers = new Set(without)
  const rows = placeRows(db, chartId).filter(({ entityId }) => !newcomers.has(entityId))
  const unplaced = rows.filter((row) => pointOf(row) === null)
  if (unplaced.length === 0) return
  const places = forceLayout(
    rows.map((row) => ({ id: row.entityId, at: pointOf(row) })),
    springsOf(allEdges(db, chartId)),
  )
  writePlaces(
    db,
    chartId,
    unplaced.flatMap(({ entityId, rowId }) => {
      const place = places.get(entityId)
      return place === undefined ? [] : [{ rowId, ...place }]
    }),
  )
}

/**
 * Gives newcomers with these edges their places: around the node they came from; one alone around a neighbour it has; several at once beside what stands
 * already, laid out among themselves. Nothing that has a place is moved.
 */
export function placeNewcomers(
  db: WriteDb,
  chartId: number,
  added: readonly number[],
  edges: readonly { readonly fromId: number; readonly toId: number }[],
  cameFrom: number | null,
): void {
  const isNew = new Set(added)
  const rows = placeRows(db, chartId)
  const newcomers = rows.filter(({ entityId }) => isNew.has(entityId))
  const standing = new Map(
    rows.flatMap((row) => {
      const at = pointOf(row)
      return at === null || isNew.has(row.entityId) ? [] : [[row.entityId, at] as const]
    }),
  )
  const anchor =
    cameFrom ??
    (added.length === 1
      ? edges
          .flatMap(({ fromId, toId }) => [fromId, toId])
          .find((entityId) => standing.has(entityId) && !isNew.has(entityId))
      : undefined)
  const centre = anchor === undefined ? undefined : standing.get(anchor)
  const taken = [...standing.values()]
  const places =
    centre === undefined
      ? beside(newcomers, springsOf(edges), taken)
      : placeAround(centre, newcomers.length, taken)
  writePlaces(
    db,
    chartId,
    newcomers.map(({ rowId }, index) => ({ rowId, ...(places[index] ?? { x: 0, y: 0 }) })),
  )
}

/** One point per newcomer, to the right of what stands there; around the origin on an empty chart. */
function beside(
  newcomers: readonly PlaceRow[],
  springs: readonly { readonly from: number; readonly to: number }[],
  taken: readonly Point[],
): readonly Point[] {
  const laid = forceLayout(
    newcomers.map(({ entityId }) => ({ id: entityId, at: null })),
    newcomers.length > many ? thinned(springs, new Set(newcomers.map(({ entityId }) => entityId))) : springs,
    newcomers.length > many ? Math.max(12, Math.round(roundsForAll / newcomers.length)) : undefined,
  )
  const points = newcomers.map(({ entityId }) => laid.get(entityId) ?? { x: 0, y: 0 })
  if (taken.length === 0) return points
  const [there, come] = [boxOf(taken), boxOf(points)]
  const shift = {
    x: Math.round(there.right + gap - come.left),
    y: Math.round((there.top + there.bottom - come.top - come.bottom) / 2),
  }
  return points.map(({ x, y }) => ({ x: x + shift.x, y: y + shift.y }))
}

/** Of each the first few springs, which hold it where it belongs: all lines of a mesh pull everybody into its middle, and take longest. */
function thinned(
  springs: readonly { readonly from: number; readonly to: number }[],
  among: ReadonlySet<number>,
): readonly { readonly from: number; readonly to: number }[] {
  const taken = new Map<number, number>()
  return springs.filter(({ from, to }) => {
    if (from === to || !among.has(from) || !among.has(to)) return false
    const [one, other] = [taken.get(from) ?? 0, taken.get(to) ?? 0]
    if (one >= springsEach && other >= springsEach) return false
    taken.set(from, one + 1)
    taken.set(to, other + 1)
    return true
  })
}

function boxOf(points: readonly Point[]) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of points) {
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  return { left, right, top, bottom }
}

/** Writes places into the rows that say where nodes stand; rounded to a tenth, which no eye can tell. Rows that stand there already are left alone. */
export function writePlaces(
  db: WriteDb,
  chartId: number,
  places: readonly { readonly rowId: number; readonly x: number; readonly y: number }[],
  pin = false,
): void {
  // By the primary key, row by row: joined with a list of places, SQLite goes through the whole list for every node.
  const update = db.prepare<{
    readonly chartId: number
    readonly rowId: number
    readonly x: number
    readonly y: number
    readonly pin: number
  }>(
    'UPDATE chart_nodes SET x = @x, y = @y, pinned = max(pinned, @pin) WHERE chart_id = @chartId AND entity_id = @rowId AND (x IS NOT @x OR y IS NOT @y)',
  )
  const rounded = (value: number): number => Math.round(value * 10) / 10
  for (const { rowId, x, y } of places)
    update.run({ chartId, rowId, x: rounded(x), y: rounded(y), pin: pin ? 1 : 0 })
}
