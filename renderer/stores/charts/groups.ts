/** Groups made by hand on the open chart. */
import { computed } from 'vue'
import type { ChartGroups } from '../../../shared/contract/groups.ts'
import { withGroups } from '../../../shared/model/chart/content.ts'
import { withInside } from '../../../shared/model/chart/visible.ts'
import { caseApi as api } from '../caseBound.ts'
import type { OwnChanges } from '../ownChanges.ts'
import type { OpenChart } from './openChart.ts'

export function createGroups(
  { chartId, content, visible, settings, saveSettings }: OpenChart,
  own: OwnChanges,
) {
  const groups = computed(() => content.value.groups ?? [])

  async function change(work: (open: number) => Promise<ChartGroups>): Promise<ChartGroups | null> {
    const open = chartId.value
    if (open === null) return null
    const answer = await own.run(() => work(open))
    if (chartId.value === open) content.value = withGroups(content.value, answer.groups)
    return answer
  }
  /** The chosen with what is drawn inside of them, so that the group says the same however the chart is folded. */
  const withAll = (entityIds: readonly number[]): number[] => [...withInside(visible.value, entityIds)]
  const makeGroup = (title: string, entityIds: readonly number[]) =>
    change((open) => api.call('groups.make', { chartId: open, title, entityIds: withAll(entityIds) }))
  const renameGroup = (groupId: number, title: string) =>
    change(() => api.call('groups.rename', { groupId, title }))
  const addToGroup = (groupId: number, entityIds: readonly number[]) =>
    change(() => api.call('groups.add', { groupId, entityIds: withAll(entityIds) }))
  const takeOutOfGroup = (entityIds: readonly number[]) =>
    change((open) => api.call('groups.takeOut', { chartId: open, entityIds: withAll(entityIds) }))
  const dissolveGroup = (groupId: number) => change(() => api.call('groups.dissolve', { groupId }))
  const isClosed = (groupId: number): boolean => settings.value?.closedGroups.includes(groupId) === true
  /** Draws a group as one node, or opens it again with its members where they stand. */
  function closeGroup(groupId: number, closed: boolean): void {
    const others = (settings.value?.closedGroups ?? []).filter((id) => id !== groupId)
    saveSettings({ closedGroups: closed ? [...others, groupId] : others })
  }
  return { groups, makeGroup, renameGroup, addToGroup, takeOutOfGroup, dissolveGroup, isClosed, closeGroup }
}
