/** Links that are assumed on the open chart, and charts made to assume them on. */
import type { AssumedLink } from '../../../shared/contract/index.ts'
import { caseApi as api } from '../caseBound.ts'
import type { OwnChanges } from '../ownChanges.ts'
import { sendViews } from '../viewWriter.ts'
import type { OpenChart } from './openChart.ts'

export interface Assumption {
  readonly fromId: number
  readonly toId: number
  readonly directed: boolean
  readonly label: string
  readonly note: string
}
export function createAssumptions(
  { chartId, assumed, open }: OpenChart,
  own: OwnChanges,
  refreshList: () => Promise<void>,
) {
  /** Copies the open chart as one on which links may be assumed, and opens it. */
  async function makeHypothesis(name: string): Promise<number | null> {
    const from = chartId.value
    if (from === null) return null
    return own.run(async () => {
      await sendViews()
      const info = await api.call('charts.hypothesis', { chartId: from, name })
      await refreshList()
      await open(info.chartId)
      return info.chartId
    })
  }
  const put = (link: AssumedLink): void => {
    assumed.value = [...assumed.value.filter(({ assumptionId }) => assumptionId !== link.assumptionId), link]
  }
  async function assume(assumption: Assumption): Promise<void> {
    const shown = chartId.value
    if (shown === null) return
    const link = await own.run(() => api.call('assumptions.add', { chartId: shown, ...assumption }))
    if (chartId.value === shown) put(link)
  }
  async function editAssumption(
    assumptionId: number,
    said: Pick<Assumption, 'directed' | 'label' | 'note'>,
  ): Promise<void> {
    put(await own.run(() => api.call('assumptions.edit', { assumptionId, ...said })))
  }
  async function dropAssumption(assumptionId: number): Promise<void> {
    await own.run(() => api.call('assumptions.remove', { assumptionId }))
    assumed.value = assumed.value.filter((link) => link.assumptionId !== assumptionId)
  }
  return { makeHypothesis, assume, editAssumption, dropAssumption }
}
