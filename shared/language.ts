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
/** All texts of a list in a language, by their keys. */
export function allIn<K extends string>(
  words: Readonly<Record<K, Words>>,
  language: Language,
): Readonly<Record<K, string>> {
  // The keys are those of the list itself.
  return Object.fromEntries(
    Object.entries<Words>(words).map(([key, text]) => [key, textIn(text, language)]),
  ) as Record<K, string>
}
