/** What nobody has decided about a figure, and the range it lies in, in words; for the page, reports, charts and the command line. */
import type { Doubt, DoubtReason, Doubts } from '../contract/doubts.ts'
import { textIn, type Language, type Words } from '../language.ts'
import { placeOf, yuan, type CurrencySum } from '../model/currency.ts'
import { rangesOf } from '../model/doubts.ts'
import { addMinor, type Minor } from '../model/minor.ts'
import { countText, moneyText } from '../model/numberText.ts'
import { amountIn, currencyText } from './money.ts'

const reasonWords: Readonly<Record<DoubtReason, Words>> = {
  conflict: { zh: '同号不同值 {count} 个编号', en: 'numbers in conflict {count}' },
  'possible-mirror': { zh: '可能的对方流水 {count} 笔', en: 'possible counter-entries {count}' },
  'possible-repeat': { zh: '可能的重复 {count} 行', en: 'possible duplicates {count}' },
  'possible-reversal': { zh: '可能的冲正退款 {count} 行', en: 'possible reversals, rows {count}' },
  'open-reversal': { zh: '未找到原交易的冲正退款 {count} 行', en: 'reversals of nothing found {count}' },
  'unknown-result': { zh: '结果不明 {count} 行', en: 'results unknown {count}' },
}
/** One doubt with what hangs on it: `可能的对方流水 1 笔 5,000.00`. */
export function doubtText({ reason, count, swings }: Doubt, language: Language): string {
  const sums = swings
    .map(({ currency, less, more }) => amountIn(currency, addMinor(less, more), language))
    .join(language === 'en' ? ' + ' : '；')
  const words = textIn(reasonWords[reason], language).replace('{count}', () => countText(count))
  return sums === '' ? words : language === 'en' ? `${words}, sum ${sums}` : `${words}，金额 ${sums}`
}
/** Two ends of a range as one text; the name of the currency once. */
function rangeText(
  { currency, low, high }: { readonly currency: string; readonly low: Minor; readonly high: Minor },
  language: Language,
): string {
  const range = `${moneyText(low)}–${moneyText(high)}`
  return currency === yuan ? range : `${range} ${currencyText(currency, language)}`
}
/** Between what a figure lies with and without what is undecided: `21,000.00–26,000.00`; null where no sum moves. */
export function sumRangeText(
  sums: readonly CurrencySum[],
  doubts: Doubts | undefined,
  language: Language,
): string | null {
  if (doubts === undefined) return null
  const ranges = rangesOf(sums, doubts)
  return ranges.length === 0
    ? null
    : ranges.map((range) => rangeText(range, language)).join(language === 'en' ? ' + ' : '；')
}
/** The sums of a figure, every currency: what each lies between where it is undecided, and as it is elsewhere; null for none. */
export function openSumsText(
  sums: readonly CurrencySum[],
  doubts: Doubts | undefined,
  language: Language,
): string | null {
  const ranges = doubts === undefined ? [] : rangesOf(sums, doubts)
  const still = sums.filter(({ currency }) => !ranges.some((range) => range.currency === currency))
  const told = [
    ...ranges.map((range) => ({ ...range, text: rangeText(range, language) })),
    ...still.map(({ currency, sum }) => ({ currency, text: amountIn(currency, sum, language) })),
  ].toSorted((one, other) => placeOf(one.currency) - placeOf(other.currency))
  return told.length === 0 ? null : told.map(({ text }) => text).join(language === 'en' ? ' + ' : '；')
}
/** Everything undecided about a sum in one text: `可能的对方流水 1 笔，金额 5,000.00：21,000.00–26,000.00`; null where nothing is. */
export function doubtsText(
  sums: readonly CurrencySum[],
  doubts: Doubts | undefined,
  language: Language,
): string | null {
  if (doubts === undefined) return null
  const range = sumRangeText(sums, doubts, language)
  const told = doubts.each.map((doubt) => doubtText(doubt, language)).join(language === 'en' ? '; ' : '；')
  return range === null ? told : language === 'en' ? `${told}: ${range}` : `${told}：${range}`
}
/** The sums of a link, as `sumRangeText` takes them. */
export function sumsOfLink({
  amount,
  others,
}: {
  readonly amount: number | null
  readonly others?: readonly CurrencySum[] | undefined
}): readonly CurrencySum[] {
  return [...(amount === null ? [] : [{ currency: yuan, sum: amount }]), ...(others ?? [])]
}
