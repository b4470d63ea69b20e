/** The menu of the ground: choosing much at once, by kind among others. */
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { type AnnotationSort, annotationSorts } from '../../../shared/model/chart/annotations.ts'
import type { ChartHandle } from '../../chart/mountChart.ts'
import type { MenuItem } from '../../components/menu.ts'
import { countText } from '../../format.ts'
import type { Language } from '../../i18n/language.ts'
import { entityKindName } from '../../i18n/names.ts'
import { useCharts } from '../../stores/charts.ts'

interface Doings {
  /** Takes up a tool to draw with by hand. */
  draw(sort: AnnotationSort): void
  /** Asks for a statement at a place in the window. */
  state(point: { readonly x: number; readonly y: number } | null): void
}
export function useGroundMenu(handle: () => ChartHandle | null, doings: Doings) {
  const { t, locale } = useI18n()
  const charts = useCharts()
  const at = shallowRef<{ readonly x: number; readonly y: number } | null>(null)
  const kinds = computed(() =>
    [...Map.groupBy(charts.visible.nodes, ({ kind }) => kind)].toSorted(
      ([, one], [, other]) => other.length - one.length,
    ),
  )
  const tags = computed(() => {
    const found = new Map<string, number[]>()
    for (const { entityId, tags: own = [] } of charts.visible.nodes)
      for (const { name } of own) found.set(name, [...(found.get(name) ?? []), entityId])
    return [...found].toSorted(([, one], [, other]) => other.length - one.length)
  })
  const items = computed<readonly MenuItem[]>(() => [
    { id: 'all', label: t('canvas.selectAll'), hint: 'Ctrl A', disabled: kinds.value.length === 0 },
    { id: 'invert', label: t('chart.invert'), disabled: kinds.value.length === 0 },
    { id: 'fit', label: t('chart.fit'), hint: '0' },
    'separator',
    { id: 'state', label: t('statements.add'), icon: 'message-square-quote', hint: 'S' },
    ...annotationSorts.map((sort): MenuItem => ({
      id: `draw:${sort}`,
      label: t(`drawn.draw.${sort}`),
      hint: { text: 'T', arrow: 'A', frame: 'F' }[sort],
    })),
    ...(kinds.value.length > 1 ? (['separator'] as const) : []),
    ...(kinds.value.length > 1
      ? kinds.value.map(([kind, nodes]): MenuItem => ({
          id: `kind:${kind}`,
          label: t('canvas.selectKind', { kind: entityKindName(kind, locale.value as Language) }),
          hint: countText(nodes.length),
        }))
      : []),
    ...tags.value.map(([tag, own]): MenuItem => ({
      id: `tag:${tag}`,
      label: t('byHand.selectTag', { tag }),
      hint: countText(own.length),
    })),
  ])
  function choose(id: string): void {
    const [what, kind] = id.split(':')
    if (what === 'all') handle()?.selectAll()
    else if (what === 'invert') handle()?.invert()
    else if (what === 'fit') handle()?.fit()
    else if (what === 'draw') setTimeout(() => doings.draw(kind as AnnotationSort))
    else if (what === 'state') doings.state(at.value)
    else if (what === 'tag') handle()?.select(tags.value.find(([tag]) => id === `tag:${tag}`)?.[1] ?? [])
    else if (what === 'kind')
      handle()?.select(charts.visible.nodes.flatMap((node) => (node.kind === kind ? [node.entityId] : [])))
  }
  return { at, items, choose }
}
