/** What commands say in the language asked for, and words taken from a closed list. */
import type { Language } from '../../../shared/language.ts'
import { UsageError } from './command.ts'
import { textTable } from './textTable.ts'

/** One of a closed list; throws `UsageError`. */
export function among<T extends string>(what: string, words: readonly T[], word: string): T {
  const found = words.find((candidate) => candidate === word)
  if (found === undefined) throw new UsageError(`${what} is one of ${words.join(', ')}`)
  return found
}
/** One of two texts. */
export const inWords = (language: Language, zh: string, en: string): string =>
  language === 'zh-CN' ? zh : en
/** A table with its titles in both languages. */
export function table(
  language: Language,
  columns: readonly (readonly [zh: string, en: string, right?: 'right'])[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return textTable(
    columns.map(([zh, en, right]) => ({ title: inWords(language, zh, en), right: right === 'right' })),
    rows,
  )
}
