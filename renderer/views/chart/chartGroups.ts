/** Groups made by hand, from the selection, the menu of a node and the keys. */
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MenuItem } from '../../components/menu.ts'
import { countText } from '../../format.ts'
import { useCharts } from '../../stores/charts.ts'
import { useNavigation } from '../../stores/navigation.ts'
import { useNotices } from '../../stores/notices.ts'

/** What a title is asked for: a new group of these (`groupId` null), or one that there is. */
export interface GroupQuestion {
  readonly groupId: number | null
  readonly title: string
  readonly entityIds: readonly number[]
}
export function useChartGroups() {
  const { t } = useI18n()
  const charts = useCharts()
  const navigation = useNavigation()
  const { attempt } = useNotices()
  const question = shallowRef<GroupQuestion | null>(null)

  function ask(entityIds: readonly number[]): void {
    if (entityIds.length > 0) question.value = { groupId: null, title: '', entityIds: [...entityIds] }
  }
  const groupOf = (entityId: number) => charts.groups.find(({ members }) => members.includes(entityId))
  /** The group a node stands for. */
  const closedAt = (entityId: number): number | null =>
    charts.visible.nodes.find((node) => node.entityId === entityId)?.groupId ?? null
  /** What the menu of a node offers: of the group it stands for or in, and for whoever is chosen with it. */
  function items(node: number, targets: readonly number[]): readonly MenuItem[] {
    const own = groupOf(node)
    const others = charts.groups.filter((group) => targets.some((each) => !group.members.includes(each)))
    const hint = targets.length > 1 ? countText(targets.length) : 'G'
    return [
      'separator',
      { id: 'group', label: t('groups.make'), icon: 'boxes', hint },
      ...(closedAt(node) === null
        ? others.map(({ groupId, title }): MenuItem => ({
            id: `join-${groupId}`,
            label: t('groups.add', { title }),
          }))
        : []),
      ...(own === undefined
        ? []
        : ([
            ...(closedAt(node) === null ? [{ id: 'groupLeave', label: t('groups.takeOut') }] : []),
            charts.isClosed(own.groupId)
              ? {
                  id: 'groupOpen',
                  label: t('groups.openNamed', { title: own.title }),
                  icon: 'unfold-vertical',
                }
              : {
                  id: 'groupClose',
                  label: t('groups.closeNamed', { title: own.title }),
                  icon: 'fold-vertical',
                },
            { id: 'groupPage', label: t('groups.page'), icon: 'panel-right' },
            { id: 'groupRename', label: t('groups.rename') },
            { id: 'groupDissolve', label: t('groups.dissolve') },
          ] satisfies readonly MenuItem[])),
    ]
  }
  /** Whether the item is one of these; it is done. */
  function choose(id: string, node: number, targets: readonly number[]): boolean {
    const own = groupOf(node)
    if (id === 'group') ask(targets)
    else if (id.startsWith('join-'))
      void attempt(() => charts.addToGroup(Number(id.slice('join-'.length)), targets))
    else if (id === 'groupLeave') void attempt(() => charts.takeOutOfGroup(targets))
    else if (own === undefined) return false
    else if (id === 'groupOpen') charts.closeGroup(own.groupId, false)
    else if (id === 'groupClose') charts.closeGroup(own.groupId, true)
    else if (id === 'groupPage') navigation.openGroup(own.groupId)
    else if (id === 'groupRename') question.value = { groupId: own.groupId, title: own.title, entityIds: [] }
    else if (id === 'groupDissolve') void attempt(() => charts.dissolveGroup(own.groupId))
    else return false
    return true
  }
  /** The key of groups: closed groups among the selection are opened; otherwise it is put together. */
  function key(entityIds: readonly number[]): void {
    const closed = entityIds.flatMap((entityId) => closedAt(entityId) ?? [])
    if (closed.length === entityIds.length && closed.length > 0)
      charts.saveSettings({
        closedGroups: (charts.settings?.closedGroups ?? []).filter((id) => !closed.includes(id)),
      })
    else ask(entityIds)
  }
  return { question, ask, items, choose, key, closedAt }
}
export type ChartGroupParts = ReturnType<typeof useChartGroups>
