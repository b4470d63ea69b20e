/** What is asked for when searching, and where it stands in a text. The one rule for the index, the scan and the marks on the page. */
import { nameDotSigns, unseenSigns, withOneDot } from './signs.ts'
import { pinyinPlace, pinyinStandsIn, pinyinWord, readsLikeName } from './pinyin.ts'
import { folded, withoutSeparators } from './textFold.ts'

export interface Word {
  /** Folded; for a number also without separators. */
  readonly text: string
  /** Compared with texts taken without separators. */
  readonly number: boolean
  /** The word as it would be typed for a name; null when it cannot be pinyin. */
  readonly pinyin: string | null
}
const numberWord = /^\+?\d{4,}x?$/

/**
 * The words asked for; all of them must stand in a row. A query that is one number written in groups is one word. A word of four figures or
 * more (a last X or a leading + apart) is compared without separators, so that 6217 0083… finds 62170083….
 */
export function wordsOf(query: string): readonly Word[] {
  const whole = withoutSeparators(folded(query.trim()))
  if (numberWord.test(whole)) return [{ text: whole, number: true, pinyin: null }]
  const words = new Map<string, Word>()
  for (const part of withOneDot(query.normalize('NFKC')).split(/\s+/)) {
    const text = folded(part)
    if (text === '') continue
    const bare = withoutSeparators(text)
    const word = numberWord.test(bare)
      ? { text: bare, number: true, pinyin: null }
      : { text, number: false, pinyin: pinyinWord(text) }
    words.set(word.text, word)
  }
  return [...words.values()]
}

/** Whether the word's letters or figures stand in a folded text. */
export function standsIn(word: Word, foldedText: string): boolean {
  return word.number ? withoutSeparators(foldedText).includes(word.text) : foldedText.includes(word.text)
}
/** Whether the word stands in a folded cell: as it is written, or as the sound of a name that is all there is in the cell. */
export function standsInCell(word: Word, foldedCell: string): boolean {
  return (
    standsIn(word, foldedCell) ||
    (word.pinyin !== null && readsLikeName(foldedCell) && pinyinStandsIn(word.pinyin, foldedCell))
  )
}
/** Whether the word stands in what something is called: as it is written, or as the sound of its characters. */
export function standsInTitle(word: Word, foldedTitle: string): boolean {
  return standsIn(word, foldedTitle) || (word.pinyin !== null && pinyinStandsIn(word.pinyin, foldedTitle))
}

/** What folding, and looking for a number, leave out between the characters of a text. */
const betweenCharacters = new RegExp(`[\\s.${nameDotSigns}${unseenSigns}]`)
const betweenFigures = new RegExp(`[\\s\\-‐‑–—.,'‘’${unseenSigns}]`)
export interface MarkedPart {
  readonly text: string
  readonly marked: boolean
}
/** A text cut where the words stand in it, for marking; `sounds` also marks characters by their pinyin. The parts joined are the text. */
export function markedParts(text: string, words: readonly Word[], sounds = true): readonly MarkedPart[] {
  // Folded character by character, each unit of the result knowing where it came from.
  const characters = [...text]
  const starts: number[] = []
  const origin: number[] = []
  let plain = ''
  let offset = 0
  for (const [index, character] of characters.entries()) {
    starts.push(offset)
    offset += character.length
    const folds = /\s/.test(character) ? character : folded(character)
    for (let unit = 0; unit < folds.length; unit += 1) origin.push(index)
    plain += folds
  }
  const marked = new Uint8Array(characters.length)
  const mark = (from: number, to: number, places: readonly number[]): void => {
    const [first = 0, last = 0] = [places[from], places[to - 1]]
    marked.fill(1, first, last + 1)
  }
  const without = (drop: RegExp): { readonly text: string; readonly places: readonly number[] } => {
    let kept = ''
    const places: number[] = []
    for (let at = 0; at < plain.length; at += 1)
      if (!drop.test(plain.charAt(at))) {
        kept += plain.charAt(at)
        places.push(origin[at] as number)
      }
    return { text: kept, places }
  }
  const tight = without(betweenCharacters)
  const bare = without(betweenFigures)
  for (const word of words) {
    const among = word.number ? bare : plain.includes(word.text) ? { text: plain, places: origin } : tight
    for (
      let at = among.text.indexOf(word.text);
      at !== -1;
      at = among.text.indexOf(word.text, at + word.text.length)
    )
      mark(at, at + word.text.length, among.places)
    if (!sounds || word.pinyin === null) continue
    const units = [...tight.text]
    const place = pinyinPlace(word.pinyin, units)
    if (place === null) continue
    const before = units.slice(0, place[0]).join('').length
    mark(before, before + units.slice(place[0], place[1]).join('').length, tight.places)
  }
  const parts: MarkedPart[] = []
  for (let at = 0; at < characters.length;) {
    let end = at
    while (end < characters.length && marked[end] === marked[at]) end += 1
    parts.push({ text: text.slice(starts[at], starts[end] ?? text.length), marked: marked[at] === 1 })
    at = end
  }
  return parts.length === 0 ? [{ text, marked: false }] : parts
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
