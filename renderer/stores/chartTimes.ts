import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import type { ChartTimes, HourGrid, Input, Span, TimeMark, TimeSum } from '../../shared/contract/index.ts'
import { isDealing } from '../../shared/model/chart/during.ts'
import { visibleChart } from '../../shared/model/chart/visible.ts'
import type { TimeUnit } from '../../shared/model/time/ladder.ts'
import { textAt } from '../../shared/model/time/moments.ts'
import { allTime, isAllTime, spanOf } from '../../shared/model/time/span.ts'
import { caseApi as api, onCaseChange } from './caseBound.ts'
import { plainSpan } from './charts/openChart.ts'
import { useCharts } from './charts.ts'
import { newestOnly } from './newest.ts'
import { useNotices } from './notices.ts'

type Lines = Input<'chart.times'>['lines']
/** What bars are asked for: the stretch in sight, how many there is room for, which unit was chosen, what is selected. */
export interface BarsWish {
  readonly view: { readonly from: number; readonly to: number } | null
  readonly most: number
  readonly unit: TimeUnit | null
  readonly entityIds: readonly number[]
}

/** The open chart over time: bars of what it shows, how much of it lies within the brush, and by hour and day of the week. */
export const useChartTimes = defineStore('chartTimes', () => {
  const charts = useCharts()
  const notices = useNotices()
  const bars = shallowRef<ChartTimes | null>(null)
  /** What lies within the span that is shown, each row once; null without a span. */
  const within = shallowRef<{ readonly span: Span; readonly sum: TimeSum } | null>(null)
  const grid = shallowRef<HourGrid | null>(null)
  /** Days marked from tables. */
  const tableMarks = shallowRef<readonly TimeMark[]>([])
  const open = ref(true)
  const gridOpen = ref(false)
  const wish = shallowRef<BarsWish>({ view: null, most: 120, unit: null, entityIds: [] })

  /** The filter without its part of time: while a brush is dragged it stays the same text. */
  const filter = computed(() => JSON.stringify({ ...charts.settings, ...allTime }))
  /** Dealings in sight whatever the time; undefined: all of the chart. */
  const lines = computed((): Lines => {
    if (charts.settings === null || filter.value === '') return undefined
    const visible = visibleChart(charts.content, { ...charts.settings, ...allTime })
    return linesOf(visible.edges.filter(isDealing).flatMap(({ parts }) => [...parts]))
  })
  /** Those that are drawn now, under the brush. */
  const drawn = computed(() =>
    linesOf(charts.visible.edges.filter(isDealing).flatMap(({ parts }) => [...parts])),
  )
  function linesOf(shown: readonly number[]): Lines {
    const all = [...charts.content.edges.values()].filter(isDealing)
    if (shown.length === all.length) return undefined
    if (shown.length * 2 <= all.length) return { which: 'only', linkIds: [...shown] }
    const inSight = new Set(shown)
    return { which: 'without', linkIds: all.flatMap(({ linkId }) => (inSight.has(linkId) ? [] : [linkId])) }
  }

  const askBars = newestOnly(async (args: Input<'chart.times'>) => {
    const found = await api.call('chart.times', args)
    if (args.chartId === charts.chartId) bars.value = found
  }, notices.fail)
  const askWithin = newestOnly(async (args: Input<'chart.rowsDuring'>) => {
    const found = await api.call('chart.rowsDuring', args)
    if (args.chartId === charts.chartId) within.value = { span: args.span, sum: found }
  }, notices.fail)
  const askGrid = newestOnly(async (args: Input<'chart.hours'>) => {
    const found = await api.call('chart.hours', args)
    if (args.chartId === charts.chartId) grid.value = found
  }, notices.fail)

  watch(
    [() => charts.chartId, lines, wish, open, () => charts.reread],
    () => {
      const { chartId } = charts
      if (chartId === null) {
        bars.value = null
        return
      }
      if (!open.value) return
      const { view, most, unit, entityIds } = wish.value
      askBars({
        chartId,
        lines: lines.value,
        most,
        ...(unit === null ? {} : { unit }),
        ...(view === null
          ? {}
          : { window: { from: textAt(view.from, 'second'), to: textAt(view.to, 'second') } }),
        ...(entityIds.length === 0 ? {} : { chosen: { entityIds: [...entityIds], linkIds: [] } }),
      })
    },
    { immediate: true },
  )
  watch(
    [() => charts.chartId, () => charts.during, drawn],
    () => {
      const { chartId, during } = charts
      if (chartId === null || during === null) {
        within.value = null
        return
      }
      askWithin({ chartId, lines: drawn.value, span: plainSpan(during.span) })
    },
    { immediate: true },
  )
  watch(
    [
      () => charts.chartId,
      lines,
      () => charts.during?.span.from,
      () => charts.during?.span.to,
      wish,
      gridOpen,
    ],
    () => {
      const { chartId, settings } = charts
      if (chartId === null || settings === null || !gridOpen.value) return
      // The hours that are chosen are seen among all of them.
      const span = plainSpan({ ...spanOf(settings), hours: [], weekdays: [] })
      const { entityIds } = wish.value
      askGrid({
        chartId,
        lines: lines.value,
        ...(isAllTime(span) ? {} : { span }),
        ...(entityIds.length === 0 ? {} : { entityIds: [...entityIds] }),
      })
    },
    { immediate: true },
  )
  watch(
    [() => charts.chartId !== null, () => charts.reread],
    () => {
      if (charts.chartId !== null) void notices.attempt(readMarks)
    },
    { immediate: true },
  )
  async function readMarks(): Promise<void> {
    tableMarks.value = await api.call('times.marks', {})
  }
  onCaseChange(() => {
    tableMarks.value = []
    bars.value = null
    within.value = null
    grid.value = null
    gridOpen.value = false
    wish.value = { view: null, most: 120, unit: null, entityIds: [] }
  })
  return { bars, within, grid, tableMarks, open, gridOpen, wish }
})
