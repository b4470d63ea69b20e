/** How the money desk writes its cells. */
import type { EntityCell } from '../../../shared/contract/analyses/result.ts'
import { textIn, type Language } from '../../../shared/language.ts'
import type { Minor } from '../../../shared/model/minor.ts'
import { noFigure, roundedText } from '../../../shared/model/numberText.ts'
import { shareText } from '../../../shared/words/analysis.ts'
import type { AnswerLine } from '../../model/answerLines.ts'

/** An amount for a narrow column: in ten thousands with one decimal in Chinese, in thousands in English. */
export function shortMoney(minor: Minor | null, language: Language): string {
  return minor === null ? noFigure : language === 'en' ? roundedText(minor, 5, 0) : roundedText(minor, 6, 1)
}
/** A share for a narrow column. */
export function shortShare(share: number | null): string {
  return share === null ? noFigure : shareText(share, 1)
}
/** A long account number by its ends; names as they are. */
export function shortLabel(label: string): string {
  return /^\d{12,}$/.test(label) ? `${label.slice(0, 4)}…${label.slice(-4)}` : label
}
/** Who stands in a line: the person, or the account with the name its rows give. */
export function whoIn(
  line: AnswerLine,
  language: Language,
  column = 'entity',
  outside = 'outside',
  holder = 'holder',
): string {
  const entity = line.entity(column)
  if (entity === null) {
    const words = line.words(outside)
    return words === null ? noFigure : textIn(words, language)
  }
  const name = line.text(holder)
  return name === null ? shortLabel(entity.label) : `${name} ${tailOf(entity.label)}`
}
export const tailOf = (label: string): string => (/^\d{12,}$/.test(label) ? label.slice(-4) : label)
/** The colour of an entity's kind, of nobody's where there is none. */
export function lookOf(entity: EntityCell | null): string {
  return entity?.kind ?? 'outside'
}
