/** Which nodes are selected, and who stands next to them. Several changes in one breath are told once. */
import { type Drawing, neighboursOf } from './drawing.ts'
import type { ChartIntent } from './intents.ts'
import type { Marks } from './marks.ts'

interface Parts {
  drawing(): Drawing
  readonly marks: Marks
  remark(): void
  onIntent(intent: ChartIntent): void
}
export type Selection = ReturnType<typeof createSelection>
export function createSelection({ drawing, marks, remark, onIntent }: Parts) {
  let queued = false
  /** Where a walk has come to. */
  let walked = ''
  function tell(): void {
    if (queued) return
    queued = true
    queueMicrotask(() => {
      queued = false
      const entityIds = drawing().nodes.flatMap(({ key, entityId }) =>
        marks.selected.has(key) ? [entityId] : [],
      )
      onIntent({ type: 'select', entityIds })
    })
  }
  const same = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
    one.size === other.size && [...one].every((key) => other.has(key))
  /** These, and no line. */
  function set(keys: Iterable<string>): void {
    const { indexOf } = drawing()
    const next = new Set([...keys].filter((key) => indexOf.has(key)))
    marks.selectedLine = null
    remark()
    if (same(next, marks.selected)) return
    marks.selected = next
    tell()
  }
  return {
    set,
    /** This one, or with `more` one more or one fewer. */
    choose(key: string, more: boolean): void {
      if (!more) set([key])
      else if (marks.selected.has(key)) set([...marks.selected].filter((other) => other !== key))
      else set([...marks.selected, key])
    },
    add(keys: Iterable<string>): void {
      set([...marks.selected, ...keys])
    },
    line(key: string): void {
      set([])
      marks.selectedLine = key
      remark()
    },
    /** Whoever leaves the chart leaves the selection. */
    keepDrawn(): void {
      const { indexOf, lineOf } = drawing()
      if (marks.selectedLine !== null && lineOf(marks.selectedLine) === undefined) marks.selectedLine = null
      if ([...marks.selected].some((key) => !indexOf.has(key))) set(marks.selected)
    },
    /**
     * Goes to the neighbour that lies best in a direction, from where the walk has come to, or from the first that is selected; with nothing selected to the best linked node.
     * With `more` it is selected beside what is. Returns where it came to; -1 where nobody lies there.
     */
    walk(direction: keyof typeof ways, more: boolean): number {
      const now = drawing()
      const first = marks.selected.has(walked)
        ? (now.indexOf.get(walked) ?? -1)
        : now.nodes.findIndex(({ key }) => marks.selected.has(key))
      const next = first < 0 ? bestLinked(now) : neighbourTowards(now, first, direction)
      const key = now.nodes[next]?.key
      if (key === undefined) return -1
      walked = key
      set(more ? [...marks.selected, key] : [key])
      return next
    },
  }
}

function bestLinked(drawing: Drawing): number {
  let best = -1
  for (const node of drawing.nodes.keys())
    if (best < 0 || drawing.linesOf(node).length > drawing.linesOf(best).length) best = node
  return best
}
const ways = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
} as const
/** The neighbour that lies best in a direction: the smallest turn first, then the nearest; none within 80° of it is -1. */
export function neighbourTowards(drawing: Drawing, from: number, direction: keyof typeof ways): number {
  const way = ways[direction]
  const [sx, sy] = [drawing.x[from] ?? 0, drawing.y[from] ?? 0]
  let [best, least] = [-1, Infinity]
  for (const node of neighboursOf(drawing, from)) {
    const [dx, dy] = [(drawing.x[node] ?? 0) - sx, (drawing.y[node] ?? 0) - sy]
    const distance = Math.hypot(dx, dy)
    if (distance === 0) continue
    const turn = Math.acos(Math.min(1, Math.max(-1, (dx * way.x + dy * way.y) / distance)))
    if (turn > (80 * Math.PI) / 180) continue
    const cost = distance * (1 + 2 * turn)
    if (cost < least) [best, least] = [node, cost]
  }
  return best
}
