/** Why a sheet was not read as a table of a kind, in words, by its code. */
import { textIn, type Language, type Words } from '../language.ts'

export const skips = {
  empty: { zh: '空表', en: 'empty sheet' },
  'no-header': { zh: '没有一类表格与其表头相符', en: 'no kind fits its header' },
  undecided: { zh: '是哪一类表格未定', en: 'what kind of table it is was not decided' },
  hidden: { zh: '隐藏的表', en: 'hidden sheet' },
  'note-only': { zh: '只有说明文字', en: 'notes only' },
  'not-chosen': { zh: '未选择', en: 'not chosen' },
} as const satisfies Readonly<Record<string, Words>>

/** The reason in words; the code itself for one this version does not know. */
export function skipText(code: string, language: Language): string {
  return Object.hasOwn(skips, code) ? textIn(skips[code as keyof typeof skips], language) : code
}
