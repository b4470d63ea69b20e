/** What a chart shows over time: bars, and its lines within a part of time. */
import type { CurrencySum } from '../model/currency.ts'
import { type TimeUnit, timeUnits } from '../model/time/ladder.ts'
import { count, id, list, literal, nothing, nullable, object, optional, query, returns } from './define.ts'
import type { LinkSums } from './entities.ts'
import { span } from './span.ts'

/** Which rows are meant: those behind these links of the chart, or behind all but these; where it is not said, behind all. Only dealings: who holds what is no event. */
const lines = object({ which: literal(['only', 'without']), linkIds: list(id) })

export interface TimeSum {
  /** Rows, each once whatever number of lines it stands behind. */
  readonly rows: number
  /** A currency at a time, yuan first; only currencies that occur. */
  readonly sums: readonly CurrencySum[]
}
export interface TimeBar extends TimeSum {
  /** Where it begins, as fine as the unit is. */
  readonly at: string
  /** Of them behind the lines and entities that were chosen; left out where nothing was. */
  readonly chosen?: TimeSum
  /** The bar holds days of which nobody wrote the hour: it is as wide as that day. */
  readonly wholeDay?: true
}
export interface ChartTimes {
  readonly unit: TimeUnit
  /** Over all rows that are meant, whatever the window. */
  readonly firstTime: string | null
  readonly lastTime: string | null
  /** Only those with rows, in order, within the window. */
  readonly bars: readonly TimeBar[]
  readonly all: TimeSum
  /** Rows without a time; they are in no bar. */
  readonly undated: TimeSum
  /** Of all: rows of which only the day is known. */
  readonly daysOnly: number
}
/** How many rows lie in each hour of each day of the week. */
export interface HourGrid {
  /** 7 lists from Monday, each 24 numbers. */
  readonly cells: readonly (readonly number[])[]
  readonly largest: number
  readonly rows: number
  /** Rows of which only the day is known, or nothing at all: in no cell. */
  readonly withoutHour: number
}
export interface LineDuring extends LinkSums {
  readonly linkId: number
}
/** A day or moment that is marked on a time bar. */
export interface TimeMark {
  /** By hand, or from a table: people brought in, things seized. */
  readonly sort: 'arrest' | 'seizure' | 'hand'
  readonly at: string
  /** How many people or things; 1 for one by hand. */
  readonly count: number
  /** The words of one by hand; of a table the first names. */
  readonly text: string
  /** The first row that says so. */
  readonly row?: { readonly kind: string; readonly recordId: number }
}
/** What a chart shows in a part of time. Dealings that are not named have no row in it; lasting relations (who holds what) are not asked. */
export interface ChartDuring {
  readonly lines: readonly LineDuring[]
  /** Rows behind dealings of the chart that carry no time, so that nobody can say whether they lie in the span. */
  readonly undated: number
  /** Rows of which only the day is known: counted on the whole day where a bound lies within it, and in no hour where hours are chosen. */
  readonly daysOnly: number
}

export const chartTimeContract = {
  /** Rows behind the chart's dealings in bars. `most`: how many bars the width has room for, where no unit is named. Errors: chart-not-found. */
  'chart.times': query(
    object({
      chartId: id,
      lines: optional(lines),
      /** Only these bars; the unit follows from it too. */
      window: optional(object({ from: nullable(span.entries.from), to: nullable(span.entries.to) })),
      unit: optional(literal(timeUnits)),
      most: count,
      chosen: optional(object({ entityIds: list(id), linkIds: list(id) })),
    }),
    returns<ChartTimes>(),
  ),
  /** Rows behind the chart's dealings within a span, each once. Errors: chart-not-found. */
  'chart.rowsDuring': query(object({ chartId: id, lines: optional(lines), span }), returns<TimeSum>()),
  /** The same rows by hour of the day and day of the week, of the chosen entities where some are. Errors: chart-not-found. */
  'chart.hours': query(
    object({ chartId: id, lines: optional(lines), span: optional(span), entityIds: optional(list(id)) }),
    returns<HourGrid>(),
  ),
  /** Days that a time bar marks by itself, from the tables of the case. */
  'times.marks': query(nothing, returns<readonly TimeMark[]>()),
  /** The chart's lines of rows within a span. Errors: chart-not-found. */
  'chart.during': query(object({ chartId: id, span }), returns<ChartDuring>()),
} as const
