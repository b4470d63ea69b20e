/** A chart as the page shows it, complete for a picture: with its settings, what is undecided, and the sums of folded lines. */
import type { Chart, ChartLeftOut } from '../../../shared/contract/charts.ts'
import { contentOf } from '../../../shared/model/chart/content.ts'
import { type LinesDuring, linesByLink } from '../../../shared/model/chart/during.ts'
import { type LineSums, partsKey } from '../../../shared/model/chart/joinedLines.ts'
import { visibleChart } from '../../../shared/model/chart/visible.ts'
import { isAllTime } from '../../../shared/model/time/span.ts'
import { sumsTogether } from '../entities/linksTogether.ts'
import type { Db } from '../store/db.ts'
import type { QueryContext } from '../core/context.ts'
import { withMarks } from '../../../shared/model/chart/marks.ts'
import { annotationsOn } from './annotations.ts'
import { assumedOn } from './assumptions.ts'
import { chartRow, wholeChart } from './chartRows.ts'
import { leftOutOf } from './leftOut.ts'
import { readSettings } from './settings.ts'
import { timeRows } from './timeRows.ts'
import { linesDuring } from './timeSums.ts'
import { doublesOf, withUndecided } from './undecided.ts'

export interface ChartToDraw extends Chart {
  /** Of its dealings, within the span of the settings; left out where that leaves nothing out. */
  readonly during?: LinesDuring
  /** Of the folded lines whose parts may rest on the same rows; none where nothing is folded. */
  readonly sums?: LineSums
  /** How many pictures of entities masking has left out; left out where none. */
  readonly picturesLeftOut?: number
  /** What was put on it and not wholly. */
  readonly leftOut?: readonly ChartLeftOut[]
}
/** Errors: chart-not-found. */
export function chartToDraw(db: Db, chartId: number, rows: QueryContext['rows']): ChartToDraw {
  const { name, settings: stored } = chartRow(db, chartId)
  const settings = readSettings(stored)
  const during = isAllTime(settings)
    ? {}
    : { during: linesByLink(linesDuring(timeRows(db, chartId), settings).lines) }
  const leftOut = leftOutOf(db, chartId, rows)
  const content = withUndecided(db, wholeChart(db, chartId), settings)
  const { nodes } = withMarks(contentOf(content), leftOut, doublesOf(db, chartId))
  const chart: ChartToDraw = {
    ...content,
    nodes: [...nodes.values()],
    name,
    settings,
    leftOut,
    ...during,
    ...assumedOn(db, chartId),
    ...annotationsOn(db, chartId),
  }
  const open = visibleChart(contentOf(chart), settings, undefined, chart.during).edges.filter(
    ({ atMost }) => atMost === true,
  )
  return open.length === 0
    ? chart
    : {
        ...chart,
        sums: new Map(open.map((line) => [partsKey(line), sumsTogether(db, line.parts, settings)])),
      }
}
