/** English after the number 1: one row, though the text says rows. For the page's texts and the remarks of figures. */
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
