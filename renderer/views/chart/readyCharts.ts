/** Making one of the charts that the case offers, and laying it out once it is drawn. */
import { nextTick } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import type { ReadyChart } from '../../../shared/contract/index.ts'
import type { ChartLayout } from '../../../shared/model/chart/settings.ts'
import { useCharts } from '../../stores/charts.ts'

/** `layOut` answers false while nothing is drawn yet; `drawn` is to be called when it is. */
export function useReadyCharts(layOut: (layout: ChartLayout) => boolean) {
  const charts = useCharts()
  const [route, router] = [useRoute(), useRouter()]
  const { t } = useI18n()
  let wanted: ChartLayout | null = null

  function drawn(): void {
    if (wanted !== null && layOut(wanted)) wanted = null
  }
  /** Makes the chart and lays it out as it is meant. */
  async function make({ id, entityIds, settings }: ReadyChart): Promise<void> {
    const info = await charts.create(t(`chart.ready.${id}`), entityIds, settings)
    await router.push({ name: 'chart', params: { chartId: info.chartId } })
    wanted = settings.layout ?? null
    await nextTick()
    drawn()
  }
  /** Makes the chart that the address asks for; false where it asks for none, or the case has none such. */
  async function makeAsked(): Promise<boolean> {
    const asked = route.query['ready']
    if (typeof asked !== 'string') return false
    await charts.readReady()
    const ready = charts.ready.find(({ id }) => id === asked)
    if (ready === undefined) return false
    await make(ready)
    return true
  }
  return { drawn, make, makeAsked }
}
