/** How many lines run where, roughly: a caption on a line is put where few others run, so that nobody asks which of them it is of. */
import type { Point } from '../around.ts'
import { lineShape, pointsOn } from '../lineShape.ts'
import type { ChartScene } from '../scene.ts'
import type { Box } from './boxIndex.ts'

const cellSize = 20

/** Tells for a box how many lines run through it beyond one. */
export function lineCrowd({ nodes, edges }: ChartScene, scale: number): (box: Box) => number {
  const cells = new Map<number, number>()
  const cellOf = (x: number, y: number): number =>
    (Math.floor(y / cellSize) + 32_768) * 65_536 + Math.floor(x / cellSize) + 32_768
  const count = (from: Point, to: Point): void => {
    const [dx, dy] = [(to.x - from.x) * scale, (to.y - from.y) * scale]
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) / cellSize))
    for (let step = 0; step <= steps; step++) {
      const cell = cellOf(from.x * scale + (dx * step) / steps, from.y * scale + (dy * step) / steps)
      cells.set(cell, (cells.get(cell) ?? 0) + 1)
    }
  }
  for (const edge of edges.values()) {
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)]
    if (from === undefined || to === undefined) continue
    const shape = edge.bend === undefined ? null : lineShape(from, to, edge)
    if (shape === null) count(from, to)
    else pointsOn(shape).reduce((before, point) => (count(before, point), point))
  }
  return ({ left, right, top, bottom }) => {
    let lines = 0
    for (let y = top; y < bottom + cellSize; y += cellSize)
      for (let x = left; x < right + cellSize; x += cellSize)
        lines += Math.max(0, (cells.get(cellOf(Math.min(x, right), Math.min(y, bottom))) ?? 0) - 1)
    return lines
  }
}
