/**
 * Texts of the page: one file per screen and language, named after the screen, exporting a constant of that name. Keys are `screen.key`.
 * Messages become functions of ours (`compile.ts`), so the page runs without eval.
 */
import { createI18n } from 'vue-i18n'
import { compileMessage, type Message } from './compile.ts'
import type { Language } from './language.ts'
import { numberWords } from './plural.ts'

type Messages = { readonly [key: string]: string | Messages }

function joined(
  files: Readonly<Record<string, Readonly<Record<string, Messages>>>>,
): Record<string, Messages> {
  return Object.assign({}, ...Object.values(files)) as Record<string, Messages>
}
export const messages: Readonly<Record<Language, Record<string, Messages>>> = {
  'zh-CN': joined(import.meta.glob('./zh-CN/*.ts', { eager: true })),
  en: joined(import.meta.glob('./en/*.ts', { eager: true })),
}

type Compiled = { readonly [key: string]: Message | Compiled }
function compiled(tree: Messages, english: boolean): Compiled {
  return Object.fromEntries(
    Object.entries(tree).map(([key, text]) => [
      key,
      typeof text === 'string' ? compileMessage(text, english) : compiled(text, english),
    ]),
  )
}
export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': compiled(messages['zh-CN'], false), en: compiled(messages.en, true) } as never,
  pluralRules: { en: numberWords },
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

interface Composer {
  readonly locale: { value: string }
  t(key: string, values: Readonly<Record<string, unknown>>, plural?: number): string
  te(key: string, locale?: string): boolean
}
/** vue-i18n's own type follows every message and gets lost in them; this is the part that is used. */
const composer = i18n.global as unknown as Composer

/** Changes the page's language, and the `lang` of the document with it. */
export function setLanguage(language: Language): void {
  composer.locale.value = language
  document.documentElement.lang = language
}

/** The text of a key in the running language; for code that is not a component. `number` chooses between one and many. */
export function translate(
  key: string,
  values: Readonly<Record<string, unknown>> = {},
  number?: number,
): string {
  return number === undefined ? composer.t(key, values) : composer.t(key, values, number)
}
/** The names of the values that a text fills in, in the running language. */
export function placesOf(key: string): readonly string[] {
  let found: string | Messages | undefined = messages[currentLanguage()]
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
  return typeof found === 'string' ? [...found.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '') : []
}
export function hasText(key: string): boolean {
  return composer.te(key) || composer.te(key, 'zh-CN')
}
export function currentLanguage(): Language {
  return composer.locale.value as Language
}
