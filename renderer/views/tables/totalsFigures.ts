/** Totals of rows as figures with their names, ranges and doubts: of what is shown, and of what is selected. */
import type { FieldSum, Totals } from '../../../shared/contract/index.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import { rangesOf } from '../../../shared/model/doubts.ts'
import { doubtText, sumRangeText } from '../../../shared/words/doubts.ts'
import { namedSumsText } from '../../../shared/words/money.ts'
import { countText, moneyText } from '../../format.ts'
import { translate } from '../../i18n/index.ts'
import type { Language } from '../../i18n/language.ts'
import { fieldLabel, fieldText } from '../../words/cellText.ts'

interface Figure {
  readonly key: string
  /** A sum, not a number of different things. */
  readonly sum: boolean
  readonly name: string
  readonly figure: string
  readonly range: string
  readonly doubts: string
  readonly title: string
}
/** A sum of a field: of money each currency by itself. */
export function sumText(
  field: Field,
  { sum, others }: Pick<FieldSum, 'sum' | 'others'>,
  language: Language,
): string {
  if (field.type !== 'money') return fieldText(field, Number(sum), language)
  return others === undefined ? moneyText(sum) : namedSumsText([{ currency: yuan, sum }, ...others], language)
}
/** Between what the sum lies with and without the rows nobody has decided about; empty where no such row moves it. */
function rangeText(
  field: Field,
  { sum, others, doubts }: Pick<FieldSum, 'sum' | 'others' | 'doubts'>,
  language: Language,
): string {
  if (doubts === undefined) return ''
  const sums = [{ currency: yuan, sum }, ...(others ?? [])]
  if (field.type === 'money') return sumRangeText(sums, doubts, language) ?? ''
  const [range] = rangesOf(sums, doubts)
  return range === undefined
    ? ''
    : [range.low, range.high].map((end) => fieldText(field, Number(end), language)).join('–')
}
/** What those rows are, each with what hangs on it. */
function doubtsOf(field: Field, { doubts }: Pick<FieldSum, 'doubts'>, language: Language): string {
  return (doubts?.each ?? [])
    .map((doubt) => doubtText(field.type === 'money' ? doubt : { ...doubt, swings: [] }, language))
    .join('\n')
}
/** The figures of totals in the order in which they are told; none where there are no totals. */
export function figuresOf(
  totals: Totals | null,
  kind: RecordKind | undefined,
  language: Language,
): readonly Figure[] {
  if (totals === null || kind === undefined) return []
  const fieldOf = (id: string) => kind.fields.find((field) => field.id === id)
  const amount = kind.amountField === undefined ? undefined : fieldOf(kind.amountField)
  const sides =
    amount === undefined
      ? []
      : totals.byDirection
          .filter((side) => side.count > 0)
          .toSorted((one, other) => one.direction.localeCompare(other.direction))
  // What came in of one account went out of another: over several only both together say something.
  const several = (totals.ownAccounts ?? 0) > 1
  const split = !several && sides.some((side) => side.direction === 'in' || side.direction === 'out')
  return [
    ...(split && amount !== undefined
      ? sides.map((side) => ({
          key: side.direction,
          sum: true,
          name: translate(`kinds.directionLong.${side.direction}`),
          figure: sumText(amount, side, language),
          range: rangeText(amount, side, language),
          doubts: doubtsOf(amount, side, language),
          title: translate('common.rows', { count: countText(side.count) }, side.count),
        }))
      : []),
    ...totals.sums.flatMap((sum) => {
      const field = fieldOf(sum.field)
      if (field === undefined || sum.rows === 0 || (split && sum.field === kind.amountField)) return []
      return [
        {
          key: sum.field,
          sum: true,
          name:
            several && sum.field === kind.amountField
              ? translate('tables.turnover')
              : translate('tables.sumOf', { field: fieldLabel(field, language) }),
          figure: sumText(field, sum, language),
          range: rangeText(field, sum, language),
          doubts: doubtsOf(field, sum, language),
          title:
            several && sum.field === kind.amountField
              ? translate('tables.turnoverHint', { count: countText(totals.ownAccounts ?? 0) })
              : translate('common.rows', { count: countText(sum.rows) }, sum.rows),
        },
      ]
    }),
    ...totals.distinct.flatMap((distinct) => {
      const field = fieldOf(distinct.field)
      return field === undefined || distinct.count === 0
        ? []
        : [
            {
              key: `·${distinct.field}`,
              sum: false,
              name: fieldLabel(field, language),
              figure: countText(distinct.count),
              range: '',
              doubts: '',
              title: '',
            },
          ]
    }),
  ]
}
