/** What a row says in one line, in words: `2021-03-02 10:15 · 甲 → 乙 · 交易金额 1,200.00`; for hits of a search. */
import type { RecordLine } from '../contract/search.ts'
import { nameIn, type Language } from '../language.ts'
import { countText, decimalText } from '../model/numberText.ts'
import { fieldOf, scaleOf } from '../model/recordKinds/index.ts'
import { amountIn } from './money.ts'
import { standingText } from './standings.ts'

/** Empty where the row says none of it; how the row stands is named wherever it does not count. */
export function recordLineText(kind: string, line: RecordLine, language: Language): string {
  return [
    line.time ?? '',
    sidesOf(line, language),
    figureOf(kind, line, language),
    line.standing === 'counted' ? '' : standingText(line.standing, language),
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
function sidesOf({ from, to, directed }: RecordLine, language: Language): string {
  if (from === null && to === null) return ''
  if (from !== null && to !== null) return `${from}${directed ? ' → ' : ' – '}${to}`
  const nobody = language === 'en' ? '(not said)' : '（未写）'
  return directed ? `${from ?? nobody} → ${to ?? nobody}` : (from ?? to ?? '')
}
function figureOf(kind: string, { figure }: RecordLine, language: Language): string {
  const field = figure === null ? undefined : fieldOf(kind, figure.field)
  if (figure === null || field === undefined || typeof figure.value !== 'number') return ''
  const seconds = language === 'en' ? ' s' : ' 秒'
  const text =
    field.type === 'money'
      ? amountIn(figure.currency, figure.value, language)
      : field.duration === true
        ? `${countText(figure.value)}${/\(s\)/.test(field.nameEn) && language === 'en' ? '' : seconds}`
        : `${decimalText(figure.value, scaleOf(field))}${field.type === 'percent' ? '%' : ''}`
  return `${nameIn(field, language)} ${text}`
}
