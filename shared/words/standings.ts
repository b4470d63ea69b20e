/** How rows stand among the facts, in words; for the page, reports and lists. */
import { rowStandings, type RowStanding } from '../contract/records.ts'
import { textIn, type Language, type Words } from '../language.ts'

const words: Readonly<Record<RowStanding, Words>> = {
  counted: { zh: '计入', en: 'counted' },
  repeat: { zh: '重复', en: 'duplicates' },
  'second-side': { zh: '对方流水', en: 'second sides' },
  failed: { zh: '失败', en: 'failed' },
  unsettled: { zh: '未成功或结果不明', en: 'not known to have succeeded' },
  reversal: { zh: '冲正退款行', en: 'reversals' },
}
/** A standing by its name; another text as it is. */
export function standingText(standing: string, language: Language): string {
  const known = rowStandings.find((each) => each === standing)
  return known === undefined ? standing : textIn(words[known], language)
}
