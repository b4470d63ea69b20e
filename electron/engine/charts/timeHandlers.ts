/** What a chart shows over time. In a file of its own: these are answered in a thread that has no other handler of charts. */
import type { chartTimeContract } from '../../../shared/contract/chartTimes.ts'
import { allTime } from '../../../shared/model/time/span.ts'
import type { HandlersFor } from '../core/context.ts'
import { chartRow } from './chartRows.ts'
import { timeMarks } from './timeMarks.ts'
import { timeRows } from './timeRows.ts'
import { hourGrid, linesDuring, sumDuring, timeBars } from './timeSums.ts'

export const chartTimeHandlers = {
  'chart.times': ({ db }, { chartId, ...wanted }) => {
    chartRow(db, chartId)
    return timeBars(timeRows(db, chartId), wanted)
  },
  'chart.rowsDuring': ({ db }, { chartId, span, lines }) => {
    chartRow(db, chartId)
    return sumDuring(timeRows(db, chartId), span, lines)
  },
  'chart.hours': ({ db }, { chartId, span = allTime, lines, entityIds }) => {
    chartRow(db, chartId)
    return hourGrid(timeRows(db, chartId), span, lines, entityIds)
  },
  'times.marks': ({ db }) => timeMarks(db),
  'chart.during': ({ db }, { chartId, span }) => {
    chartRow(db, chartId)
    return linesDuring(timeRows(db, chartId), span)
  },
} satisfies HandlersFor<typeof chartTimeContract>
