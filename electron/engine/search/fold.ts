/** What counts as the same text when searching: width and case never matter, spaces and separators inside numbers do not either. */

/** Half width and lower case; the same number of characters is not promised. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

const separators = /[\s\-‐‑–—.,'‘’\u200b-\u200f\ufeff]/g
/** A folded text without what people and programs put between the figures of a number. */
export function withoutSeparators(foldedText: string): string {
  return foldedText.replace(separators, '')
}

export interface Word {
  /** Folded; for a number also without separators. */
  readonly text: string
  /** Compared with texts taken without separators. */
  readonly number: boolean
}

/**
 * The words asked for; all of them must stand in a row. A query that is one number written in groups is one word. A word of figures (a last X
 * or an account's leading letter apart) is compared without separators, so that 6217 0083… finds 62170083….
 */
export function wordsOf(query: string): readonly Word[] {
  const text = folded(query).trim()
  if (text === '') return []
  const whole = withoutSeparators(text)
  if (/^\+?\d[\d]{3,}x?$/.test(whole)) return [{ text: whole, number: true }]
  return [...new Set(text.split(/\s+/))].map((word) => {
    const bare = withoutSeparators(word)
    return /^\+?\d{4,}x?$/.test(bare) ? { text: bare, number: true } : { text: word, number: false }
  })
}

/** Whether the word stands in the text. */
export function standsIn(word: Word, foldedText: string): boolean {
  return word.number ? withoutSeparators(foldedText).includes(word.text) : foldedText.includes(word.text)
}

const excerptLength = 64
/** The text around the first of the words, with ellipses where something is left out; the text as it stands in the original. */
export function excerptOf(text: string, words: readonly Word[]): string {
  const plain = text.replace(/\s+/g, ' ')
  const characters = [...plain]
  if (characters.length <= excerptLength) return plain
  // The shortest beginning that holds a word; whether a beginning holds it can only turn from no to yes as it grows.
  let [without, holding] = [0, characters.length]
  while (holding - without > 1) {
    const middle = (without + holding) >> 1
    const beginning = folded(characters.slice(0, middle).join(''))
    if (words.some((word) => standsIn(word, beginning))) holding = middle
    else without = middle
  }
  const at = holding - (words[0]?.text.length ?? 0)
  const from = Math.max(0, Math.min(at - Math.floor(excerptLength / 3), characters.length - excerptLength))
  return `${from > 0 ? '…' : ''}${characters.slice(from, from + excerptLength).join('')}${from + excerptLength < characters.length ? '…' : ''}`
}
