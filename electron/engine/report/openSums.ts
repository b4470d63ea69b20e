/** Sums of a table that hang on rows nobody has decided about, as lines above it. */
import type { FieldSum } from '../../../shared/contract/records.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import { rangesOf } from '../../../shared/model/doubts.ts'
import { decimalText } from '../../../shared/model/numberText.ts'
import { scaleOf } from '../../../shared/model/recordKinds/index.ts'
import { doubtText, sumRangeText } from '../../../shared/words/doubts.ts'
import type { Line } from './model/documentModel.ts'
import type { Language } from './words.ts'

/** A line a sum in doubt: `金额合计 计与不计 21,000.00–24,000.00（可能的对方流水 1 笔，金额 3,000.00）`. */
export function openSumLines(
  kind: RecordKind,
  sums: readonly FieldSum[],
  language: Language,
): readonly Line[] {
  return sums.flatMap(({ field: id, sum, others, doubts }): Line[] => {
    const field = kind.fields.find((candidate) => candidate.id === id)
    if (field === undefined || doubts === undefined) return []
    const isMoney = field.type === 'money'
    const all = [{ currency: yuan, sum }, ...(others ?? [])]
    const [range] = rangesOf(all, doubts)
    const between = isMoney
      ? sumRangeText(all, doubts, language)
      : range === undefined
        ? null
        : [range.low, range.high].map((end) => decimalText(Number(end), scaleOf(field))).join('–')
    if (between === null) return []
    const told = doubts.each
      .map((doubt) => doubtText(isMoney ? doubt : { ...doubt, swings: [] }, language))
      .join(language === 'en' ? '; ' : '；')
    return [
      language === 'en'
        ? `Sum of ${field.nameEn}, with and without what nobody has decided: ${between} (${told})`
        : `${field.nameZh}合计待认定，计与不计 ${between}（${told}）`,
    ]
  })
}
