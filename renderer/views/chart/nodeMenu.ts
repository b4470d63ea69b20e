import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ChartIntent } from '../../chart/mountChart.ts'
import type { MenuItem } from '../../components/menu.ts'
import { countText } from '../../format.ts'
import type { Language } from '../../i18n/language.ts'
import { linkKindName } from '../../i18n/names.ts'
import type { ChartGroupParts } from './chartGroups.ts'
import { useLineCaption } from './lineMenu.ts'
import { useCharts } from '../../stores/charts.ts'
import { useIdentity } from '../../stores/identity.ts'
import { useNavigation } from '../../stores/navigation.ts'

interface Doings {
  readonly groups: ChartGroupParts
  selection(): readonly number[]
  /** With `ask` always after asking which and how many. */
  expand(entityId: number, kinds?: readonly string[], ask?: boolean): Promise<void>
  /** Opens the comparison with whom it may be one. */
  compare(entityId: number): Promise<unknown>
  startPath(entityId: number): void
  findPath(from: number, to: number): Promise<void>
  pathFrom(): number | null
  note(entityId: number): void
  /** Asks for colour, flag and tags. */
  marks(entityIds: readonly number[]): void
  attempt(work: () => Promise<unknown>): Promise<void>
  openLine(linkId: number): void
  /** Asks for a statement about entities, or at a place in the window. */
  state(entityIds: readonly number[], point: { readonly x: number; readonly y: number } | null): void
  openLineRows(linkId: number): Promise<void>
}

/** The menu of a node or a line: its items as they are now, and what each does. */
export function useNodeMenu(doings: Doings) {
  const { t, locale } = useI18n()
  const charts = useCharts()
  const navigation = useNavigation()
  const identity = useIdentity()
  const captionOf = useLineCaption()
  const at = shallowRef<{ readonly x: number; readonly y: number } | null>(null)
  const entityId = ref<number | null>(null)
  const linkIds = shallowRef<readonly number[]>([])
  const expandable = shallowRef<readonly { readonly linkKind: string; readonly hidden: number }[]>([])
  const labelOf = (node: number): string =>
    charts.visible.nodes.find(({ entityId: id }) => id === node)?.label ?? ''
  const label = computed(() => (entityId.value === null ? t('chart.openRows') : labelOf(entityId.value)))

  /** What the menu is about: the whole selection when the node under the pointer belongs to it. */
  const targets = computed<readonly number[]>(() => {
    const node = entityId.value
    if (node === null) return []
    return doings.selection().includes(node) ? doings.selection() : [node]
  })
  const items = computed<readonly MenuItem[]>(() => {
    if (entityId.value === null) return lineItems()
    if (doings.groups.closedAt(entityId.value) !== null) return groupItems(entityId.value)
    const pinned = targets.value.every((id) => charts.nodes.get(id)?.pinned === true)
    const kinds = expandable.value.filter((kind) => kind.hidden > 0)
    const from = doings.pathFrom()
    return [
      {
        id: 'expand',
        label: t('chart.expandAll'),
        icon: 'expand',
        hint: countText(kinds.reduce((sum, kind) => sum + kind.hidden, 0)),
        disabled: kinds.length === 0,
      },
      ...kinds.map((kind): MenuItem => ({
        id: `expand:${kind.linkKind}`,
        label: t('chart.expandKind', {
          kind: linkKindName(kind.linkKind, locale.value as Language),
          count: countText(kind.hidden),
        }),
      })),
      { id: 'choose', label: t('chart.expandChoose'), disabled: kinds.length === 0 },
      ...doubleItems(entityId.value),
      ...foldItems(entityId.value),
      ...doings.groups.items(entityId.value, targets.value),
      'separator',
      from !== null && from !== entityId.value
        ? { id: 'pathTo', label: t('chart.pathTo'), icon: 'route' }
        : { id: 'pathFrom', label: t('chart.pathFrom'), icon: 'route' },
      { id: 'inspect', label: t('chart.inspect'), icon: 'panel-right' },
      { id: 'analyse', label: t('analyses.openFor'), icon: 'target' },
      { id: 'note', label: t('chart.note'), icon: 'pencil' },
      { id: 'marks', label: t('byHand.open'), icon: 'tag', hint: 'C' },
      { id: 'state', label: t('statements.add'), icon: 'message-square-quote', hint: 'S' },
      {
        id: 'merge',
        label: t('identity.merge.open'),
        icon: 'merge',
        hint: targets.value.length > 1 ? countText(targets.value.length) : '',
      },
      { id: 'split', label: t('identity.split.open'), icon: 'split' },
      'separator',
      { id: 'pin', label: t(pinned ? 'chart.unpin' : 'chart.pin'), icon: pinned ? 'pin-off' : 'pin' },
      { id: 'hide', label: t('chart.hide'), icon: 'eye-off', hint: 'H' },
      { id: 'take', label: t('chart.take'), icon: 'trash', hint: 'Del' },
    ]
  })

  /** Of a closed group: what is done to one of its members alone is not offered. */
  function groupItems(node: number): readonly MenuItem[] {
    return [
      ...doings.groups.items(node, targets.value).slice(1),
      'separator',
      { id: 'hide', label: t('chart.hide'), icon: 'eye-off', hint: 'H' },
      { id: 'take', label: t('chart.take'), icon: 'trash', hint: 'Del' },
    ]
  }
  /** Of a line: its rows and its page; of several kinds between the same two those of each. */
  function lineItems(): readonly MenuItem[] {
    const several = linkIds.value.length > 1
    return linkIds.value.flatMap((linkId, index): MenuItem[] => {
      const named = (word: string) => (several ? `${captionOf(linkId)} · ${word}` : word)
      return [
        ...(index > 0 ? ['separator' as const] : []),
        { id: `rows:${linkId}`, label: named(t('chart.openRows')), icon: 'table-2' },
        { id: `link:${linkId}`, label: named(t('chart.inspect')), icon: 'panel-right' },
      ]
    })
  }
  /** Who may be one with somebody else can be compared. */
  function doubleItems(node: number): readonly MenuItem[] {
    const doubles = charts.visible.nodes.find(({ entityId: id }) => id === node)?.doubles ?? 0
    if (doubles === 0) return []
    return [{ id: 'compare', label: t('adding.doubleCompare', { count: countText(doubles) }), icon: 'users' }]
  }
  /** On a folded chart what is inside can be opened, and what is open folded again. */
  function foldItems(node: number): readonly MenuItem[] {
    if (doings.groups.closedAt(node) !== null) return []
    const inside = charts.visible.nodes.find(({ entityId: id }) => id === node)?.inside?.length ?? 0
    if (inside > 0)
      return [
        { id: 'foldOpen', label: t('chart.foldOpen', { count: countText(inside) }), icon: 'unfold-vertical' },
      ]
    if ((charts.settings?.foldBy ?? 'none') !== 'none' && charts.settings?.unfolded.includes(node) === true)
      return [{ id: 'foldClose', label: t('chart.foldClose'), icon: 'fold-vertical' }]
    return []
  }
  async function openAt(where: Extract<ChartIntent, { type: 'menu' }>): Promise<void> {
    entityId.value = where.entityId
    linkIds.value = where.linkIds
    expandable.value = where.entityId === null ? [] : await charts.expandable(where.entityId)
    at.value = { x: where.x, y: where.y }
  }
  function choose(id: string): void {
    const node = entityId.value
    if (id === 'state') {
      doings.state(targets.value, at.value)
      return
    }
    const [what, kind] = id.split(':')
    if (what === 'rows') void doings.openLineRows(Number(kind))
    else if (what === 'link') doings.openLine(Number(kind))
    if (node === null || doings.groups.choose(id, node, targets.value)) return
    if (id === 'expand') void doings.expand(node)
    else if (id === 'choose') void doings.expand(node, undefined, true)
    else if (id === 'compare') void doings.compare(node)
    else if (kind !== undefined) void doings.expand(node, [kind])
    else if (id === 'foldOpen') void doings.attempt(() => charts.openFold(node, true))
    else if (id === 'foldClose') void doings.attempt(() => charts.openFold(node, false))
    else if (id === 'pathFrom') doings.startPath(node)
    else if (id === 'pathTo') void doings.findPath(doings.pathFrom() ?? node, node)
    else if (id === 'inspect') navigation.openEntity(node)
    else if (id === 'analyse') navigation.openAnalyses(targets.value)
    else if (id === 'note') doings.note(node)
    else if (id === 'marks') doings.marks(targets.value)
    else if (id === 'merge') identity.askMerge(targets.value)
    else if (id === 'split') identity.askSplit(node)
    else if (id === 'pin')
      void doings.attempt(() =>
        charts.pin(
          targets.value,
          !targets.value.every((target) => charts.nodes.get(target)?.pinned === true),
        ),
      )
    else if (id === 'hide') void doings.attempt(() => charts.hide(targets.value, true))
    else if (id === 'take') void doings.attempt(() => charts.takeOff(targets.value))
  }
  return { at, items, label, openAt, choose }
}
