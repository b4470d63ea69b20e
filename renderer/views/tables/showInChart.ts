import { useI18n } from 'vue-i18n'
import { countText } from '../../format.ts'
import { plainScope, wholeTable } from '../../model/conditions.ts'
import { useAdding } from '../../stores/charts/adding.ts'
import { useCharts } from '../../stores/charts.ts'
import { useNavigation } from '../../stores/navigation.ts'
import { useNotices } from '../../stores/notices.ts'
import { useTables } from '../../stores/tables.ts'

/** Puts entities of what a table shows on a chart, a new one for null, and goes there; asks first which and how many. */
export function useShowInChart(): (
  target: { readonly chartId: number } | null,
  tableName: string,
  recordIds: readonly number[] | null,
) => Promise<void> {
  const { t } = useI18n()
  const adding = useAdding()
  const charts = useCharts()
  const tables = useTables()
  const navigation = useNavigation()
  const notices = useNotices()
  return async (target, tableName, recordIds) => {
    await notices.attempt(async () => {
      const added = await adding.ask({
        target: target ?? {
          name: t('tables.newChartName', { table: tableName, number: charts.charts.length + 1 }),
        },
        source: {
          scope: plainScope(tables.scope ?? wholeTable('')),
          ...(recordIds === null ? {} : { recordIds: [...recordIds] }),
        },
        about: tableName,
      })
      if (added === null) return
      await charts.refreshList()
      navigation.openChart(added.chartId)
      notices.say('ok', t('tables.addedToChart', { count: countText(added.added) }))
    })
  }
}
