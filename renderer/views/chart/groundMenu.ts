/** The menu of the ground: choosing much at once, by kind among others. */
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ChartHandle } from '../../chart/mountChart.ts'
import type { MenuItem } from '../../components/menu.ts'
import { countText } from '../../format.ts'
import type { Language } from '../../i18n/language.ts'
import { entityKindName } from '../../i18n/names.ts'
import { useCharts } from '../../stores/charts.ts'

export function useGroundMenu(handle: () => ChartHandle | null) {
  const { t, locale } = useI18n()
  const charts = useCharts()
  const at = shallowRef<{ readonly x: number; readonly y: number } | null>(null)
  const kinds = computed(() =>
    [...Map.groupBy(charts.visible.nodes, ({ kind }) => kind)].toSorted(
      ([, one], [, other]) => other.length - one.length,
    ),
  )
  const items = computed<readonly MenuItem[]>(() => [
    { id: 'all', label: t('canvas.selectAll'), hint: 'Ctrl A', disabled: kinds.value.length === 0 },
    { id: 'invert', label: t('chart.invert'), disabled: kinds.value.length === 0 },
    { id: 'fit', label: t('chart.fit'), hint: '0' },
    ...(kinds.value.length > 1 ? (['separator'] as const) : []),
    ...(kinds.value.length > 1
      ? kinds.value.map(([kind, nodes]): MenuItem => ({
          id: `kind:${kind}`,
          label: t('canvas.selectKind', { kind: entityKindName(kind, locale.value as Language) }),
          hint: countText(nodes.length),
        }))
      : []),
  ])
  function choose(id: string): void {
    const [what, kind] = id.split(':')
    if (what === 'all') handle()?.selectAll()
    else if (what === 'invert') handle()?.invert()
    else if (what === 'fit') handle()?.fit()
    else if (what === 'kind')
      handle()?.select(charts.visible.nodes.flatMap((node) => (node.kind === kind ? [node.entityId] : [])))
  }
  return { at, items, choose }
}
