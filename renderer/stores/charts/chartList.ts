/** The charts of the case: made, renamed, copied, removed. */
import { shallowRef } from 'vue'
import type { ChartInfo, Input, ChartSettings, ReadyChart } from '../../../shared/contract/index.ts'
import { caseApi as api } from '../caseBound.ts'
import type { OwnChanges } from '../ownChanges.ts'
import { sendViews } from '../viewWriter.ts'
import { type OpenChart, plainSettings } from './openChart.ts'

/** `close` closes the open chart, which may be the one that is removed. */
export function createChartList({ chartId, name, open }: OpenChart, own: OwnChanges, close: () => void) {
  const charts = shallowRef<readonly ChartInfo[]>([])
  /** Charts that the case offers by itself. */
  const ready = shallowRef<readonly ReadyChart[]>([])

  async function refreshList(): Promise<void> {
    charts.value = await api.call('charts.list', {})
  }
  /** Asks which charts the case offers by itself. */
  async function readReady(): Promise<void> {
    ready.value = await api.call('charts.ready', {})
  }
  async function create(
    chartName: string,
    entityIds: readonly number[] = [],
    settings: Partial<ChartSettings> = {},
    positions: Input<'charts.create'>['positions'] = [],
  ): Promise<ChartInfo> {
    return own.run(async () => {
      const info = await api.call('charts.create', {
        name: chartName,
        entityIds: [...entityIds],
        settings: plainSettings(settings),
        positions: positions.map((position) => ({ ...position })),
      })
      await refreshList()
      await open(info.chartId)
      return info
    })
  }
  async function rename(id: number, chartName: string): Promise<void> {
    await own.run(async () => {
      await api.call('charts.rename', { chartId: id, name: chartName })
      if (id === chartId.value) name.value = chartName
      await refreshList()
    })
  }
  async function duplicate(id: number, chartName: string): Promise<void> {
    await own.run(async () => {
      await sendViews()
      const info = await api.call('charts.duplicate', { chartId: id, name: chartName })
      await refreshList()
      await open(info.chartId)
    })
  }
  async function remove(id: number): Promise<void> {
    await own.run(async () => {
      await api.call('charts.remove', { chartId: id })
      if (id === chartId.value) close()
      await refreshList()
    })
  }
  return { charts, ready, readReady, refreshList, create, rename, duplicate, remove }
}
