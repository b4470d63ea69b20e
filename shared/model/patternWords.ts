/** What a drawn pattern asks, in words: a caption for a step, a sentence for the whole. */
import { type Language, nameIn } from '../language.ts'
import { type DrawnPattern, isStanding, type PatternStep } from './drawnPattern.ts'
import { entityKinds } from './define.ts'
import { linkKinds } from './linkKinds.ts'
import { yuan } from './currency.ts'
import { moneyText } from './numberText.ts'

/** The name of a kind of link. */
export function linkWord(id: string, language: Language): string {
  const kind = linkKinds.find((one) => one.id === id)
  return kind === undefined ? id : nameIn(kind, language)
}
/** The name of a kind of thing; anything where none is asked for. */
export function kindWord(id: string | undefined, language: Language): string {
  const kind = entityKinds.find((one) => one.id === id)
  if (kind !== undefined) return nameIn(kind, language)
  return language === 'en' ? 'Anything' : '任何对象'
}
/** Minutes in the largest unit that has no rest: `24 小时`, `90 分钟`, `3 天`. */
export function spanWords(minutes: number, language: Language): string {
  const [size, unit] = unitOf(minutes)
  const count = minutes / size
  if (language !== 'en') return `${count} ${{ minute: '分钟', hour: '小时', day: '天' }[unit]}`
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}
/** The unit in which a span of minutes is best written. A day is written as 24 hours. */
export function unitOf(minutes: number): readonly [minutes: number, unit: 'minute' | 'hour' | 'day'] {
  if (minutes > 1_440 && minutes % 1_440 === 0) return [1_440, 'day']
  return minutes > 0 && minutes % 60 === 0 ? [60, 'hour'] : [1, 'minute']
}
/** An amount in whole units of its currency: `10,000`, `0.5`. */
export function unitsText(units: number): string {
  return moneyText(Math.round(units * 100)).replace(/\.00$/, '')
}
const currencyWord = (code: string | undefined, language: Language): string =>
  (code ?? yuan) === yuan ? (language === 'en' ? 'yuan' : '元') : (code ?? yuan)

function amountWords({ least, most, currency }: PatternStep, language: Language): string | null {
  const unit = currencyWord(currency, language)
  if (least !== undefined && most !== undefined) return `${unitsText(least)}–${unitsText(most)} ${unit}`
  if (least !== undefined) return `≥ ${unitsText(least)} ${unit}`
  if (most !== undefined) return `≤ ${unitsText(most)} ${unit}`
  return currency === undefined ? null : unit
}
function totalWords({ count, sum, currency }: PatternStep, language: Language): readonly string[] {
  const isEnglish = language === 'en'
  return [
    ...(count === undefined ? [] : [isEnglish ? `≥ ${count} times` : `≥ ${count} 笔`]),
    ...(sum === undefined
      ? []
      : [`${isEnglish ? 'together' : '合计'} ≥ ${unitsText(sum)} ${currencyWord(currency, language)}`]),
  ]
}
/** `第 1 步后 24 小时内`; null where the step has no place in time. */
function tieWords({ after, before, soonest, within }: PatternStep, language: Language): string | null {
  const tied = after ?? before
  if (tied === undefined) return null
  const isAfter = after !== undefined
  if (language === 'en') {
    const side = `${isAfter ? 'after' : 'before'} step ${tied}`
    const least = soonest === undefined ? '' : `at least ${spanWords(soonest, language)} `
    const most = within === undefined ? '' : `within ${spanWords(within, language)} `
    return `${least}${least !== '' && most !== '' ? 'and ' : ''}${most}${side}`
  }
  const side = `第 ${tied} 步${isAfter ? '后' : '前'}`
  if (soonest !== undefined && within !== undefined)
    return `${side} ${spanWords(soonest, language)}至 ${spanWords(within, language)}`
  if (within !== undefined) return `${side} ${spanWords(within, language)}内`
  return soonest === undefined ? side : `${side}至少 ${spanWords(soonest, language)}`
}
/** What a step asks, short enough for its line, in its parts. */
export function stepParts(step: PatternStep, language: Language): readonly string[] {
  const isEnglish = language === 'en'
  const amount = amountWords(step, language)
  const tie = tieWords(step, language)
  const word = linkWord(step.link, language)
  return [
    step.none ? (isEnglish ? `no ${word}` : `没有${word}`) : word,
    ...(step.optional ? [isEnglish ? 'if there' : '可选'] : []),
    ...(amount === null ? [] : [amount]),
    ...totalWords(step, language),
    ...(tie === null ? [] : [tie]),
  ]
}
/** The whole pattern as a sentence, a clause a step, with the numbers of the steps. */
export function patternSentence(
  pattern: DrawnPattern,
  language: Language,
  nameOf: (node: string) => string = (node) => pattern.nodes[node]?.name ?? node,
): string {
  const isEnglish = language === 'en'
  const told = new Set<string>()
  // The kind is told where a thing is first spoken of.
  const thing = (node: string): string => {
    if (told.has(node)) return nameOf(node)
    told.add(node)
    const { kind, like } = pattern.nodes[node] ?? {}
    const conditions = [
      ...(kind === undefined || kindWord(kind, language) === nameOf(node) ? [] : [kindWord(kind, language)]),
      ...(like === undefined ? [] : [isEnglish ? `name with “${like}”` : `名称含“${like}”`]),
    ]
    if (conditions.length === 0) return nameOf(node)
    return isEnglish
      ? `${nameOf(node)} (${conditions.join(', ')})`
      : `${nameOf(node)}（${conditions.join('，')}）`
  }
  const clauses = pattern.steps.map((step, place) => {
    const arrow = step.either ? '↔' : '→'
    const [word = '', ...more] = stepParts(step, language)
    const way = step.either && !isStanding(step.link) ? (isEnglish ? ', either way' : '（不论方向）') : ''
    const rest = more.length === 0 ? '' : isEnglish ? `, ${more.join(', ')}` : `，${more.join('，')}`
    const line = `${thing(step.from)} ${arrow} ${thing(step.to)}${isEnglish ? ': ' : '：'}${word}${way}${rest}`
    return isEnglish ? `${place + 1}) ${line}` : `${place + 1}）${line}`
  })
  const alike = pattern.alike.map(([one, other]) =>
    isEnglish
      ? `${nameOf(one)} and ${nameOf(other)} play one part`
      : `${nameOf(one)}与${nameOf(other)}可互换，只列一次`,
  )
  const whole = [...clauses, ...alike].join(isEnglish ? '; ' : '；')
  if (whole === '') return ''
  return isEnglish ? `${whole}.` : `${whole}。`
}
