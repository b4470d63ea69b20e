/** What makes a row of cells a record, for one list of fields that can have a value. */
import {
  type Completer,
  type CompletionIssue,
  completerOf,
  type NumberedValues,
  type SheetTraits,
} from '../../../../shared/model/complete.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { resolverOf } from '../../../../shared/model/resolve.ts'
import { inCaseTime, type TimeZone } from '../../../../shared/model/timeZones.ts'
import type { PlannedSheet } from '../recognise/plannedSheet.ts'
import type { ConversionBasis } from './conversionBasis.ts'
import { type CurrencyNamer, type CurrencyPlaces, currencyPlaces } from './rowCurrency.ts'

export interface Finish {
  readonly completer: Completer
  readonly entitiesOf: ReturnType<typeof resolverOf>
  readonly timeAt: number
  readonly currency: CurrencyPlaces | null
  /** Made with the first row, when the columns are known. */
  namer: CurrencyNamer | null
  /** Completes a row where it is: also its time, where a day and a time of day of another zone make it. */
  complete(values: NumberedValues, traits: SheetTraits): readonly CompletionIssue[]
}
export function finishOf(kind: RecordKind, given: Iterable<string>, zone: TimeZone['zone']): Finish {
  const completer = completerOf(kind, given)
  const join = (kind.derive ?? []).find(({ how }) => how === 'joinClock')
  const [dateAt, timeAt] =
    join?.how === 'joinClock'
      ? [completer.fields.indexOf(join.date), completer.fields.indexOf(join.time)]
      : [-1, -1]
  return {
    completer,
    currency: currencyPlaces(kind, completer.fields),
    namer: null,
    entitiesOf: resolverOf(kind, completer.fields),
    timeAt: kind.timeField === undefined ? -1 : completer.fields.indexOf(kind.timeField),
    complete(values, traits) {
      const [date, time] = [values[dateAt], values[timeAt]]
      // A time that stood whole in its cell is in the time of the case already.
      const apart =
        zone !== null && typeof date === 'string' && (typeof time !== 'string' || time.length < 10)
      const issues = completer.complete(values, traits)
      const whole = values[timeAt]
      if (apart && typeof whole === 'string') values[timeAt] = inCaseTime(whole, zone)
      return issues
    },
  }
}
/** The zone of the time of day, or of the day beside it, by the columns that hold them. */
export function joinedZone(
  kind: RecordKind,
  columns: PlannedSheet['columns'],
  { zones }: ConversionBasis,
): TimeZone['zone'] {
  const join = (kind.derive ?? []).find(({ how }) => how === 'joinClock')
  if (join?.how !== 'joinClock') return null
  const named = [join.time, join.date].map((field) => {
    const at = columns.find((each) => each.column !== null && each.field === field)?.column ?? -1
    return zones?.find(([column]) => column === at)?.[1] ?? null
  })
  return named.find((zone) => zone !== null) ?? null
}
