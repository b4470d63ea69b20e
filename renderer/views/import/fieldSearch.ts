import type { Field } from '../../../shared/model/define.ts'
import { standsInTitle, wordsOf } from '../../../shared/model/searchText.ts'
import { folded } from '../../../shared/model/textFold.ts'
import type { Language } from '../../i18n/language.ts'
import { fieldLabel } from '../../words/cellText.ts'

/**
 * Fields that are called what was typed: by their names in both languages, by every header spelling they are known by, and by the pinyin of these,
 * full or first letters. Those whose own name is meant come first, then those whose name holds it; else in the order of the kind. Nothing typed
 * leaves all.
 */
export function fieldsNamed(fields: readonly Field[], typed: string, language: Language): readonly Field[] {
  const words = wordsOf(typed)
  if (words.length === 0) return fields
  const tight = (text: string) => folded(text).replaceAll(' ', '')
  const wanted = tight(typed)
  const holds = (...titles: readonly string[]): boolean =>
    titles.some((title) => tight(title).includes(wanted)) ||
    words.every((word) => titles.some((title) => standsInTitle(word, folded(title))))
  const rank = (field: Field): number => {
    const label = fieldLabel(field, language)
    if (tight(label).startsWith(wanted)) return 0
    if (holds(label)) return 1
    return holds(field.nameZh, field.nameEn, field.id, ...field.headers) ? 2 : 3
  }
  return fields
    .map((field) => ({ field, rank: rank(field) }))
    .filter(({ rank: place }) => place < 3)
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ field }) => field)
}
