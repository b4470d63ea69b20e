/** How sure a statement is held to be, in the legend of a chart and of every picture. */
import type { Strength } from '../contract/statements.ts'
import { textIn, type Language, type Words } from '../language.ts'

const words: Readonly<Record<Strength, Words>> = {
  confirmed: { zh: '据陈述（已证实）', en: 'Stated, confirmed' },
  probable: { zh: '据陈述（可能）', en: 'Stated, probable' },
  disputed: { zh: '据陈述（有争议）', en: 'Stated, disputed' },
}
export function statedWord(strength: Strength, language: Language): string {
  return textIn(words[strength], language)
}
