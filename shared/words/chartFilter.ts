/** What a chart is filtered by, in words: for the chip over it and for its picture. */
import type { ChartSettings } from '../contract/charts.ts'
import { nameIn, type Language } from '../language.ts'
import { entityKinds, linkKinds } from '../model/define.ts'
import { countText, moneyText } from '../model/numberText.ts'
import { isAllTime } from '../model/time/span.ts'
import { spanText } from './span.ts'

const words = {
  'zh-CN': {
    amount: (sum: string) => `金额 ≥ ${sum}`,
    onlyWithAmount: '只看有金额的关系',
    kinds: (names: string) => `不看${names}`,
    more: (count: number) => `等 ${count} 类`,
    and: '、',
  },
  en: {
    amount: (sum: string) => `amount ≥ ${sum}`,
    onlyWithAmount: 'only with an amount',
    kinds: (names: string) => `without ${names}`,
    more: (count: number) => ` and others (${count})`,
    and: ', ',
  },
} as const
const mostNamed = 3
/** To the cent: a limit that is rounded is another limit. */
function exactAmount(minor: number, language: Language): string {
  const tenThousands = minor / 1_000_000
  if (language === 'en') return `¥${moneyText(minor)}`
  return minor > 0 && Number.isInteger(tenThousands)
    ? `${countText(tenThousands)} 万`
    : `${moneyText(minor)} 元`
}

/** The rules of the filter, one after the other; empty where nothing is filtered. */
export function filterText(settings: ChartSettings, language: Language): string {
  const say = words[language]
  const named = (
    ids: readonly string[],
    kinds: readonly { readonly id: string; readonly nameZh: string; readonly nameEn: string }[],
  ): readonly string[] => {
    if (ids.length === 0) return []
    const names = ids.slice(0, mostNamed).map((id) => {
      const kind = kinds.find((each) => each.id === id)
      return kind === undefined ? id : nameIn(kind, language)
    })
    return [say.kinds(names.join(say.and) + (ids.length > mostNamed ? say.more(ids.length) : ''))]
  }
  return [
    ...(settings.minAmount === null ? [] : [say.amount(exactAmount(settings.minAmount, language))]),
    ...(settings.onlyWithAmount ? [say.onlyWithAmount] : []),
    ...(isAllTime(settings) ? [] : [spanText(settings, language)]),
    ...named(settings.hiddenKinds, entityKinds),
    ...named(settings.hiddenLinks, linkKinds),
  ].join(' · ')
}
