/**
 * Messages as functions, made without eval: places in braces, English forms for one and many, and after the number 1 the noun that follows it in the
 * singular. Only the message's own words are changed, never what is filled in.
 */
interface Filling {
  named(name: string): unknown
  plural(forms: readonly string[]): string
}
export type Message = (filling: Filling) => string

/** The words of `{count} failed rows` as they are after 1: `failed row`. Between number and noun stand at most two words that are no noun of their own. */
export function afterOne(words: string): string {
  return words.replace(
    /^( (?:(?!(?:of|in|at|to|and|or|with|for|from|by|on|than)\b)[a-z’-]*[a-rt-z] ){0,2})([a-z-]+s)\b( (?:are|were|have)\b)?/,
    (whole, before: string, noun: string, verb: string | undefined) => {
      const one = singular(noun)
      return one === null
        ? whole
        : `${before}${one}${verb === undefined ? '' : ` ${verbs[verb.trim()] ?? ''}`}`
    },
  )
}
const verbs: Readonly<Record<string, string>> = { are: 'is', were: 'was', have: 'has' }
/** Words that end as a plural does and are none. */
const noPlurals: ReadonlySet<string> = new Set(
  'is was has does says means names contains its this less across as us plus series yes minus always others’'.split(
    ' ',
  ),
)
/** Null for what is no plural. */
export function singular(noun: string): string | null {
  if (noPlurals.has(noun) || /(?:ss|us|is)$/.test(noun)) return null
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`
  return /(?:x|ch|sh|ss)es$/.test(noun) ? noun.slice(0, -2) : noun.slice(0, -1)
}

export function compileMessage(message: string, english: boolean): Message {
  const forms = message.split(/\s\|\s/).map((form) => form.split(/(\{\w+\})/))
  const fill = (parts: readonly string[], filling: Filling): string => {
    let one = false
    return parts
      .map((part) => {
        const name = /^\{(\w+)\}$/.exec(part)?.[1]
        if (name === undefined) {
          const words = one ? afterOne(part) : part
          if (part !== '') one = false
          return words
        }
        const value = filling.named(name)
        const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
        one = english && text === '1'
        return text
      })
      .join('')
  }
  return (filling) =>
    forms.length === 1
      ? fill(forms[0] ?? [], filling)
      : filling.plural(forms.map((parts) => fill(parts, filling)))
}
