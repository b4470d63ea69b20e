/** Rows of the open chart's lines within its time range, each row once however many lines of a group it stands behind. */
import { type Ref, shallowRef, watch } from 'vue'
import type { TimeSum } from '../../shared/contract/index.ts'
import { caseApi as api } from './caseBound.ts'
import { plainSpan } from './charts/openChart.ts'
import { useCharts } from './charts.ts'
import { newestOnly } from './newest.ts'
import { useNotices } from './notices.ts'

export interface SpanGroup {
  readonly way: 'out' | 'in' | 'none'
  readonly linkKind: string
  readonly linkIds: readonly number[]
}
interface Asked {
  readonly chartId: number
  readonly span: ReturnType<typeof plainSpan>
  readonly groups: readonly SpanGroup[]
}

/** Sums of groups of lines; asked again when the groups or the range change. Call it in a setup. */
export function useSpanSums(groups: Readonly<Ref<readonly SpanGroup[]>>) {
  const charts = useCharts()
  const sums = shallowRef<readonly { readonly group: SpanGroup; readonly sum: TimeSum }[]>([])
  const ask = newestOnly(async ({ chartId, span, groups: asked }: Asked) => {
    const found = await Promise.all(
      asked.map(async (group) => ({
        group,
        sum: await api.call('chart.rowsDuring', {
          chartId,
          span,
          lines: { which: 'only', linkIds: [...group.linkIds] },
        }),
      })),
    )
    if (groups.value === asked) sums.value = found
  }, useNotices().fail)
  watch(
    groups,
    (now) => {
      const { chartId, during } = charts
      if (chartId === null || during === null || now.length === 0) sums.value = []
      else ask({ chartId, span: plainSpan(during.span), groups: now })
    },
    { immediate: true },
  )
  return sums
}
