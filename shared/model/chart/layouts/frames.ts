/** Frames with titles around the columns of a chart in lanes or by time and around open groups made by hand, from where its nodes stand now. */
import { entityKinds } from '../../define.ts'
import { nameIn, type Language } from '../../../language.ts'
import { groupTitle } from '../../../words/groups.ts'
import { laneTitle } from '../../../words/lanes.ts'
import { textWidth } from '../textWidth.ts'
import { type ChartScene, type DrawnFrame, nodeKey } from '../scene.ts'
import type { OpenGroup, VisibleChart } from '../visible.ts'
import type { ChartLayout } from '../settings.ts'
import { type Bounds, boundsOf } from './boxes.ts'
import { graphOf } from './graph.ts'
import { type LayoutInput, layoutInput, roomOf } from './input.ts'
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

/** That strangers stand in a frame is told however narrow it is. */
function shortTitles(title: string, members: number, strangers: number): readonly string[] {
  return strangers === 0 ? [title] : [`${title} · ${members}（+${strangers}）`, `（+${strangers}）`]
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
  visible: Pick<VisibleChart, 'nodes' | 'edges' | 'open'>,
  layout: ChartLayout,
  language: Language,
): ChartScene {
  const columns = layout === 'lanes' || layout === 'time'
  if (!columns && visible.open === undefined)
    return scene.frames.length === 0 ? scene : { ...scene, frames: [] }
  return {
    ...scene,
    frames: [
      ...(columns ? framesOf(layout, layoutInput(visible, scene), language) : []),
      ...groupFrames(visible.open ?? [], scene, language),
    ],
  }
}

/** A frame around who of an open group is drawn, the larger ones behind. What else stands in it is told with its title. */
export function groupFrames(
  open: readonly OpenGroup[],
  { nodes }: Pick<ChartScene, 'nodes'>,
  language: Language,
): readonly DrawnFrame[] {
  const all = [...nodes.values()]
  const width = all.reduce((most, { x }) => Math.max(most, x), -Infinity) - Math.min(...all.map(({ x }) => x))
  const wanted = Math.min(largest, Math.max(smallest, (titleSize * width) / canvasWidth))
  return open
    .flatMap(({ groupId, title, drawn }): readonly DrawnFrame[] => {
      const members = drawn.flatMap((member) => nodes.get(nodeKey(member)) ?? [])
      if (members.length === 0) return []
      const around = boundsOf(members.map(roomOf), members)
      const left = around.left - margin
      const top = around.top - margin
      const frame = {
        left,
        top,
        width: around.right - around.left + 2 * margin,
        height: around.bottom - around.top + 2 * margin + wanted * 2,
      }
      const own = new Set(members)
      const strangers = all.filter(
        (node) =>
          !own.has(node) &&
          node.x >= left &&
          node.x <= left + frame.width &&
          node.y >= top &&
          node.y <= top + frame.height,
      ).length
      const said = groupTitle(title, members.length, strangers, language)
      const textSize = Math.min(wanted, Math.max(smallest - 2, (frame.width * 0.94) / textWidth(said, 1)))
      return [
        {
          key: `group ${groupId}`,
          title: said,
          short: shortTitles(title, members.length, strangers),
          textSize: Math.round(textSize),
          ...frame,
        },
      ]
    })
    .toSorted((one, other) => other.width * other.height - one.width * one.height)
}
