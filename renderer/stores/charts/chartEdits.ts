/** What a person does on the open chart: each a command whose answer is the difference, taken over as it comes. */
import type { ChartDelta, PathResult } from '../../../shared/contract/index.ts'
import type { HandColour } from '../../../shared/model/chart/colours.ts'
import type { NodeFlag } from '../../../shared/model/chart/nodeColours.ts'
import { applyDelta, type NodePlace, withPlaces } from '../../../shared/model/chart/content.ts'
import { placedWithGroups } from '../../../shared/model/chart/groups.ts'
import type { Placing } from '../../../shared/model/chart/settings.ts'
import { caseApi as api } from '../caseBound.ts'
import type { OwnChanges } from '../ownChanges.ts'
import { withInside } from '../../../shared/model/chart/visible.ts'
import type { OpenChart } from './openChart.ts'

export function createChartEdits({ chartId, content, nodes, path, visible }: OpenChart, own: OwnChanges) {
  /** Runs a command whose answer is a delta of the open chart and takes it over. */
  async function change(work: (open: number) => Promise<ChartDelta>): Promise<ChartDelta | null> {
    const open = chartId.value
    if (open === null) return null
    const delta = await own.run(() => work(open))
    if (chartId.value === open) content.value = applyDelta(content.value, delta)
    return delta
  }
  const add = (entityIds: readonly number[]) =>
    change((open) => api.call('chart.add', { chartId: open, entityIds: [...entityIds] }))
  const hide = (entityIds: readonly number[], hidden: boolean) =>
    change((open) =>
      api.call('chart.hide', { chartId: open, entityIds: [...withInside(visible.value, entityIds)], hidden }),
    )
  const pin = (entityIds: readonly number[], pinned: boolean) =>
    change((open) => api.call('chart.pin', { chartId: open, entityIds: [...entityIds], pinned }))
  /** A closed group has no colour of its own: its members get it. */
  const marked = (entityIds: readonly number[]): number[] =>
    visible.value.nodes.flatMap((node) =>
      !entityIds.includes(node.entityId)
        ? []
        : node.groupId === undefined
          ? [node.entityId]
          : [...withInside(visible.value, [node.entityId])],
    )
  const mark = (
    entityIds: readonly number[],
    what: { readonly colour?: HandColour | null; readonly flag?: NodeFlag | null },
  ) => change((open) => api.call('chart.mark', { chartId: open, entityIds: marked(entityIds), ...what }))
  const takeOff = (entityIds: readonly number[]) =>
    change((open) =>
      api.call('chart.remove', { chartId: open, entityIds: [...withInside(visible.value, entityIds)] }),
    )
  const note = (entityId: number, words: string) =>
    change((open) => api.call('chart.note', { chartId: open, entityId, note: words }))

  /** Keeps where a hand or a layout has put nodes; by hand they are pinned. `way` is what the history calls it. */
  async function place(given: readonly NodePlace[], by: 'hand' | 'layout', way?: Placing): Promise<void> {
    const open = chartId.value
    const places = by === 'hand' ? placedWithGroups(given, visible.value, nodes.value) : given
    if (open === null || places.length === 0) return
    await own.run(() =>
      api.call('chart.place', {
        chartId: open,
        positions: [...places],
        by,
        ...(way === undefined ? {} : { way }),
      }),
    )
    if (chartId.value === open) content.value = withPlaces(content.value, places, by === 'hand')
  }
  /** Shortest path in the whole case; what of it is not on the chart is put there, so that the path can be seen. */
  async function findPath(from: number, to: number): Promise<PathResult> {
    const found = await api.call('paths.find', { from, to })
    if (found.nodes.length > 0) {
      const missing = found.nodes.filter((entityId) => !nodes.value.has(entityId))
      if (missing.length > 0) await add(missing)
      const hidden = found.nodes.filter((entityId) => nodes.value.get(entityId)?.hidden === true)
      if (hidden.length > 0) await hide(hidden, false)
    }
    path.value = found
    return found
  }
  function clearPath(): void {
    path.value = null
  }
  return { change, add, hide, pin, mark, takeOff, note, place, findPath, clearPath }
}
