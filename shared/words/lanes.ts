/** The titles of lanes on a chart: the word of the page and of every picture. */
import { textIn, type Language, type Words } from '../language.ts'

const titles: Readonly<Record<string, Words>> = {
  printing: { zh: '印刷', en: 'Printing' },
  storage: { zh: '仓储', en: 'Storage' },
  online: { zh: '网络销售', en: 'Online sale' },
  offline: { zh: '线下销售', en: 'Offline sale' },
  other: { zh: '其他', en: 'Other' },
  '': { zh: '时间不明', en: 'No time known' },
}

/** A lane's title; a period or a group of one's own is its own title. */
export function laneTitle(lane: string, language: Language): string {
  const words = titles[lane]
  return words === undefined ? lane : textIn(words, language)
}
