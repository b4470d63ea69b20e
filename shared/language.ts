/** The two languages of the program, and how a thing or a text is read in one of them. */
export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** A thing that carries its name in both languages: a kind, a field, a link, a measure. */
export interface Named {
  readonly nameZh: string
  readonly nameEn: string
}
/** A text in both languages. */
export interface Words {
  readonly zh: string
  readonly en: string
}

/** The thing's name in a language. */
export function nameIn(thing: Named, language: Language): string {
  return language === 'en' ? thing.nameEn : thing.nameZh
}
/** The text in a language. */
export function textIn(words: Words, language: Language): string {
  return language === 'en' ? words.en : words.zh
}
