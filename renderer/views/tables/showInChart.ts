import { useI18n } from 'vue-i18n'
import { countText } from '../../format.ts'
import { useCharts } from '../../stores/charts.ts'
import { useNavigation } from '../../stores/navigation.ts'
import { useNotices } from '../../stores/notices.ts'
import { useTables } from '../../stores/tables.ts'
import { chartLimit } from '../../stores/tables/toChart.ts'

/** Puts the entities of what a table shows on a chart, a new one for null, and goes there. */
export function useShowInChart(): (
  target: { readonly chartId: number } | null,
  tableName: string,
  recordIds: readonly number[] | null,
) => Promise<void> {
  const { t } = useI18n()
  const charts = useCharts()
  const tables = useTables()
  const navigation = useNavigation()
  const notices = useNotices()
  return async (target, tableName, recordIds) => {
    await notices.attempt(async () => {
      const added = await tables.addToChart(
        target ?? { name: t('tables.newChartName', { table: tableName, number: charts.charts.length + 1 }) },
        recordIds,
      )
      await charts.refreshList()
      navigation.openChart(added.chartId)
      notices.say(
        'ok',
        t('tables.addedToChart', { count: countText(added.added) }),
        added.omitted > 0
          ? t('tables.addedOmitted', { count: countText(added.omitted), limit: chartLimit })
          : undefined,
      )
    })
  }
}
