/** Words for figures held against thresholds; for the page and the command line. */
import type {
  HeldCombo,
  HeldFigure,
  HeldLine,
  HeldOffence,
  HeldRow,
  HeldState,
  NotApplied,
  RuleSet,
} from '../contract/law.ts'
import { textIn, type Language, type Words } from '../language.ts'
import { figureText } from '../model/numberText.ts'

export const lawWords = {
  reached: { zh: '达到', en: 'reached' },
  perhaps: { zh: '未决，可能达到', en: 'open, perhaps reached' },
  'not-reached': { zh: '未达到', en: 'not reached' },
  unknown: { zh: '没有数额', en: 'no figure' },
  comboUnknown: { zh: '其余项没有数额，不能判断', en: 'other items have no figure: cannot be told' },
  open: { zh: '另有未决事项', en: 'something is open' },
  asksMore: { zh: '另须具备其他条件', en: 'more is asked beside the amount' },
  'other-actor': { zh: '标准适用于另一类主体', en: 'for the other sort of actor' },
  'repeat-unknown': {
    zh: '未说明二年内是否受过处罚，不适用',
    en: 'nobody said whether punished before: not applied',
  },
  'no-repeat': { zh: '二年内未受过处罚，不适用', en: 'not punished before: not applied' },
  toCheck: { zh: '待核', en: 'to be checked' },
  together: { zh: '全部', en: 'all' },
  ownActs: { zh: '本段', en: 'of these days' },
  halves: { zh: '两项以上各达一半', en: 'two items by half each' },
  narrow: { zh: '窄口径（同一项内不算两项）', en: 'narrow (not two of one number)' },
  wide: { zh: '宽口径（同一项内两个指标算两项）', en: 'wide (two amounts of one number)' },
  forReference: {
    zh: '供参考，以办案单位与法制部门认定为准。',
    en: 'For reference; the competent authorities decide.',
  },
  atLeast: { zh: '以上含本数。', en: 'A limit is reached by just so much.' },
  present: { zh: '现行', en: 'in force' },
  noActs: { zh: '无行为', en: 'no acts' },
} as const satisfies Readonly<Record<HeldState | NotApplied | string, Words>>

/** There is a figure, and a number of the table it is held against. */
export function isHeld({ whole, sets }: HeldLine): boolean {
  return (
    whole !== null &&
    (whole.value ?? whole.low) !== null &&
    sets.some((set) => set.whole.rows.some(({ notApplied }) => notApplied === null))
  )
}
/** Not read in full: shown as to be checked wherever it stands. */
export function isToCheck({ confidence }: Pick<HeldRow, 'confidence'>): boolean {
  return confidence !== 'verified-full-text'
}
/** The days of a set of rules. */
export function setText({ from, to, acts }: RuleSet, language: Language): string {
  const zh = language === 'zh-CN'
  const days =
    from === null
      ? to === null
        ? textIn(lawWords.present, language)
        : zh
          ? `至 ${to}`
          : `to ${to}`
      : to === null
        ? zh
          ? `${from} 起`
          : `from ${from}`
        : zh
          ? `${from} 至 ${to}`
          : `${from} to ${to}`
  return acts ? days : `${days} · ${textIn(lawWords.noActs, language)}`
}
/** Something nobody can measure may still turn the answer: take from what is reached, or add to what is not. */
export function isOpen({ state }: Pick<HeldRow, 'state'>, figure: HeldFigure | null): boolean {
  if (figure === null || state === 'unknown') return false
  return state === 'not-reached' ? figure.openAbove : figure.openBelow
}
/** What a combination comes to. */
export function comboStateText(
  { state, open }: Pick<HeldCombo, 'state' | 'open'>,
  language: Language,
): string {
  const words = textIn(state === 'unknown' ? lawWords.comboUnknown : lawWords[state], language)
  return open ? `${words}${language === 'zh-CN' ? '，' : ', '}${textIn(lawWords.open, language)}` : words
}
/** Whether any row of a set, or a condition beside one, may still turn by what nobody can measure. */
export function isOpenAnywhere(rows: readonly HeldRow[], figure: HeldFigure | null): boolean {
  return rows.some(
    (row) =>
      row.notApplied === null &&
      row.state !== 'unknown' &&
      (isOpen(row, figure) || row.needs.some(({ open }) => open)),
  )
}
/** Whether a row is reached, with what keeps it from being sure. */
export function heldStateText(row: HeldRow, figure: HeldFigure | null, language: Language): string {
  if (row.notApplied !== null) return textIn(lawWords[row.notApplied], language)
  const separator = language === 'zh-CN' ? '，' : ', '
  const needs = row.needs.flatMap(({ nameZh, limit, state, open }) => {
    const words = textIn(lawWords[state], language)
    return [
      `${nameZh} ${limit === null ? '' : figureText(limit)} ${words}`,
      ...(open ? [textIn(lawWords.open, language)] : []),
    ]
  })
  return [
    textIn(lawWords[row.state], language),
    ...needs,
    ...(row.asksMore && row.state !== 'not-reached' ? [textIn(lawWords.asksMore, language)] : []),
    ...(isOpen(row, figure) ? [textIn(lawWords.open, language)] : []),
  ].join(separator)
}
/** By how much a figure is above its limit or below it, and how many times the limit it is. */
export function byText({ by, multiple }: HeldRow, language: Language): string {
  if (by === null) return ''
  const text = figureText(by)
  const below = /^[-\u2212]/.test(text)
  const size = below ? text.slice(1) : text
  const zh = language === 'zh-CN'
  const difference = below ? (zh ? `差 ${size}` : `${size} short`) : zh ? `超出 ${size}` : `${size} above`
  if (multiple === null) return difference
  return `${difference} · ${figureText(multiple)} ${zh ? '倍' : 'times'}`
}
/** Days of the acts, and how many rows say none. */
export function reachedText({ first, last, undated }: HeldOffence, language: Language): string {
  const zh = language === 'zh-CN'
  if (first === null || last === null)
    return undated === 0
      ? zh
        ? '材料中没有可计的行为'
        : 'no acts in the material'
      : zh
        ? `${undated} 行没有日期，不知行为日`
        : `${undated} rows, none says its day`
  const days = zh ? `行为日 ${first} 至 ${last}` : `acts ${first} to ${last}`
  if (undated === 0) return days
  return zh
    ? `${days}，${undated} 行没有日期，只计入全部`
    : `${days}; ${undated} rows say no day and stand in the whole only`
}
