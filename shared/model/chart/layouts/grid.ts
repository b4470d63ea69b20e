/** Rows and columns: each kind begins a row of its own, the weightiest first. */
import { byId, type Graph } from './graph.ts'
import { fitOf } from './boxes.ts'
import { cellOf } from './parts.ts'
import { spreads } from './pack.ts'
import type { Point, Steps } from './types.ts'

export function* grid({ items, neighbours }: Graph, aspect: number): Steps<readonly Point[]> {
  yield 0
  const cell = cellOf(items)
  const order = [...items.keys()].sort((a, b) => {
    const [one, other] = [items[a], items[b]]
    if (one === undefined || other === undefined) return 0
    return (
      kindRank(one.kind) - kindRank(other.kind) ||
      (one.kind < other.kind ? -1 : one.kind > other.kind ? 1 : 0) ||
      other.weight - one.weight ||
      (neighbours[b]?.length ?? 0) - (neighbours[a]?.length ?? 0) ||
      byId(one.id, other.id)
    )
  })
  let best: Cells = new Map()
  let bestFit = -1
  const square = Math.sqrt((items.length * aspect * cell.height) / cell.width)
  for (const spread of spreads) {
    const across = Math.max(1, Math.round(square * spread))
    const tried = new Map<number, Cell>()
    let [column, row, kind] = [0, 0, items[order[0] ?? 0]?.kind]
    for (const item of order) {
      if (column === across || items[item]?.kind !== kind) [column, row] = [0, row + 1]
      kind = items[item]?.kind
      tried.set(item, { column, row })
      column += 1
    }
    const fit = fitOf(across * cell.width, (row + 1) * cell.height, aspect)
    if (fit > bestFit * 1.000_001) [best, bestFit] = [tried, fit]
  }
  return items.map((item, index) => {
    const { column, row } = best.get(index) ?? { column: 0, row: 0 }
    return { x: column * cell.width, y: row * cell.height + item.above }
  })
}
interface Cell {
  readonly column: number
  readonly row: number
}
type Cells = ReadonlyMap<number, Cell>
/** People, then firms; the others by name. */
function kindRank(kind: string): number {
  return kind === 'person' ? 0 : kind === 'organisation' ? 1 : 2
}
