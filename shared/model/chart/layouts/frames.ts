/** Frames with titles around the columns of a chart in lanes or by time, from where its nodes stand now. */
import { entityKinds } from '../../define.ts'
import { nameIn, type Language } from '../../../language.ts'
import { laneTitle } from '../../../words/lanes.ts'
import { textWidth } from '../textWidth.ts'
import type { ChartScene, DrawnFrame } from '../scene.ts'
import type { VisibleChart } from '../visible.ts'
import type { ChartLayout } from '../settings.ts'
import { type Bounds, boundsOf } from './boxes.ts'
import { graphOf } from './graph.ts'
import { type LayoutInput, layoutInput } from './input.ts'
import { lanesOf } from './lanes.ts'
import { periodsOf } from './time.ts'

/** Between a frame and what is in it. */
const margin = 14
/** The size of a title on the screen, on a canvas of this width that shows all frames; and the least and largest on the chart itself. */
const [titleSize, canvasWidth] = [13, 1_000]
const [smallest, largest] = [13, 64]

/**
 * The frames of a chart laid out in columns; none for other layouts. They are told from where the nodes are, so a node that a hand has moved
 * widens its frame; when two frames would lie on each other none is drawn, since it would say of some node what is not so.
 */
export function framesOf(
  layout: ChartLayout,
  { items, links }: LayoutInput,
  language: Language,
): readonly DrawnFrame[] {
  if (layout !== 'lanes' && layout !== 'time') return []
  const graph = graphOf(items, links)
  const columnOf: readonly (string | null)[] =
    layout === 'lanes' ? lanesOf(graph).laneOf : periodsOf(graph.items)
  const members = Map.groupBy(graph.items.keys(), (item) => columnOf[item] ?? null)
  const columns = [...members].flatMap(([column, list]) => {
    if (column === null) return []
    const rooms = list.flatMap((item) => graph.items[item] ?? [])
    const bounds = boundsOf(
      rooms,
      rooms.map(({ at }) => at),
    )
    return [{ column, count: list.length, bounds }]
  })
  const sorted = columns.toSorted((a, b) => a.bounds.left - b.bounds.left)
  const apart = sorted.every(
    ({ bounds }, index) => index === 0 || bounds.left - (sorted[index - 1]?.bounds.right ?? 0) > 2 * margin,
  )
  const heads = (members.get(null) ?? []).flatMap((item) => graph.items[item] ?? [])
  const around = sorted.map(({ bounds }) => bounds)
  if (!apart || sorted.length === 0 || heads.some(({ at }) => within(at.x, at.y, around))) return []
  const top = Math.min(...around.map((bounds) => bounds.top)) - margin
  const all = (sorted.at(-1)?.bounds.right ?? 0) - (sorted[0]?.bounds.left ?? 0)
  const wanted = Math.min(largest, Math.max(smallest, (titleSize * all) / canvasWidth))
  const bottom = Math.max(...around.map((bounds) => bounds.bottom)) + margin + wanted * 2
  return sorted.map(({ column, count, bounds }) => {
    const name = titleOf(column, language)
    const title = `${name} · ${count}`
    const width = bounds.right - bounds.left + 2 * margin
    return {
      key: `frame ${column}`,
      title,
      short: shorter(name),
      textSize: Math.round(Math.min(wanted, Math.max(smallest - 2, (width * 0.94) / textWidth(title, 1)))),
      left: bounds.left - margin,
      top,
      width,
      height: bottom - top,
    }
  })
}

/** Shorter ways to say a title: without the number; of a period without what the frames beside it say too. */
function shorter(name: string): readonly string[] {
  return /^\d{4}-\d\d(?:-\d\d)?$/.test(name) ? [name, name.slice(2), name.slice(-2)] : [name]
}
function within(x: number, y: number, around: readonly Bounds[]): boolean {
  const [top, bottom] = [
    Math.min(...around.map((bounds) => bounds.top)),
    Math.max(...around.map((bounds) => bounds.bottom)),
  ]
  return around.some(({ left, right }) => x >= left && x <= right && y >= top && y <= bottom)
}
function titleOf(column: string, language: Language): string {
  const kind = entityKinds.find(({ id }) => id === column)
  return kind === undefined ? laneTitle(column, language) : nameIn(kind, language)
}

/** The scene with the frames of its layout. */
export function framed(
  scene: ChartScene,
  visible: Pick<VisibleChart, 'nodes' | 'edges'>,
  layout: ChartLayout,
  language: Language,
): ChartScene {
  if (layout !== 'lanes' && layout !== 'time')
    return scene.frames.length === 0 ? scene : { ...scene, frames: [] }
  return { ...scene, frames: framesOf(layout, layoutInput(visible, scene), language) }
}
