/** A header read as a phrase: the set of meanings its words have (whose, what, with which qualifier), whatever their order and spelling. */
import { cleanHeader } from './headers.ts'
import { namesZone } from './timeZones.ts'
import { headerFillers, headerUnits, headerWords, type HeaderWord } from './headerWords.ts'

export interface PhraseReading {
  readonly words: readonly HeaderWord[]
  /** How its values are written. */
  readonly units: readonly HeaderWord[]
}
export interface HeaderPhrase {
  /** What it may mean, one set of meanings a reading. Empty when a part of it is no known word. */
  readonly readings: readonly PhraseReading[]
  /** What is no known word; empty when all is. */
  readonly open: string
}
/** A word of the vocabulary, with what it may mean; none for a filler. */
interface Piece {
  readonly length: number
  readonly meanings: readonly HeaderWord[]
}

/** `a{b|c}` → `ab`, `ac`. */
export function spelledOut(pattern: string): readonly string[] {
  const open = pattern.indexOf('{')
  if (open < 0) return [pattern]
  const close = pattern.indexOf('}', open)
  const [head, tail] = [pattern.slice(0, open), pattern.slice(close + 1)]
  const rest = spelledOut(tail)
  return pattern
    .slice(open + 1, close)
    .split('|')
    .flatMap((choice) => rest.map((end) => head + choice + end))
}
/** Parts a list at `|`, outside of braces. */
function listed(text: string): readonly string[] {
  return text.match(/(?:\{[^}]*\}|[^|{])+/g) ?? []
}

interface Vocabulary {
  readonly words: ReadonlyMap<string, readonly HeaderWord[]>
  /** How long the words are that begin with a sign, the longest first. */
  readonly lengths: ReadonlyMap<string, readonly number[]>
}
let compiled: Vocabulary | null = null
function vocabulary(): Vocabulary {
  if (compiled !== null) return compiled
  const words = new Map<string, HeaderWord[]>()
  for (const [meaning, spellings] of Object.entries(headerWords) as [HeaderWord, string][])
    for (const spelling of listed(spellings).flatMap(spelledOut)) {
      const text = cleanHeader(spelling)
      if (text === '') continue
      const known = words.get(text)
      if (known === undefined) words.set(text, [meaning])
      else if (!known.includes(meaning)) known.push(meaning)
    }
  for (const filler of headerFillers) if (!words.has(filler)) words.set(filler, [])
  const lengths = new Map(
    [...Map.groupBy(words.keys(), (word) => word.charAt(0))].map(([sign, all]) => [
      sign,
      [...new Set(all.map(({ length }) => length))].sort((one, other) => other - one),
    ]),
  )
  compiled = { words, lengths }
  return compiled
}

const between = /[/\\、·・\-_.,，:;|~+&()（）'"#*?]/u
/** What stands in a bracket to say how a value is to be written: `1:是 0:否`, `前台/后台`, `如…`, `YYYY-MM-DD`. */
const legend = /[:=/、]|^如|^例|YYYY|MM-DD|^\d+$/u
const unknownCost = 100

const noLengths: readonly number[] = []
/** The fewest words that make up the text. */
function piecesOf(text: string): { readonly pieces: readonly Piece[]; readonly open: string } {
  const { words, lengths } = vocabulary()
  // From the end, so that of two ways with as many words the one that begins with the longer word is taken.
  const costs: number[] = Array.from({ length: text.length + 1 }, () => Infinity)
  costs[text.length] = 0
  const taken: (Piece | null)[] = Array.from({ length: text.length }, () => null)
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const sign = text.charAt(at)
    let cost = (costs[at + 1] ?? Infinity) + (between.test(sign) ? 0 : unknownCost)
    let piece: Piece | null = null
    for (const length of lengths.get(sign) ?? noLengths) {
      if (length > text.length - at) continue
      const meanings = words.get(text.slice(at, at + length))
      if (meanings === undefined) continue
      const whole = (costs[at + length] ?? Infinity) + (meanings.length === 0 ? 1.5 : 1)
      if (whole < cost) {
        cost = whole
        piece = { length, meanings }
      }
    }
    costs[at] = cost
    taken[at] = piece
  }
  const pieces: Piece[] = []
  let open = ''
  for (let at = 0; at < text.length;) {
    const piece = taken[at] ?? null
    if (piece === null) {
      if (!between.test(text.charAt(at))) open += text.charAt(at)
      at += 1
    } else {
      pieces.push(piece)
      at += piece.length
    }
  }
  return { pieces, open }
}

const known = new Map<string, HeaderPhrase>()
const keptPhrases = 5_000
/** Reads a cleaned header. The same text always gives the same object while it is kept. */
export function readPhrase(cleaned: string): HeaderPhrase {
  let phrase = known.get(cleaned)
  if (phrase === undefined) {
    phrase = read(cleaned)
    if (known.size >= keptPhrases) known.clear()
    known.set(cleaned, phrase)
  }
  return phrase
}
function read(cleaned: string): HeaderPhrase {
  if (cleaned.length > 40) return { readings: [], open: cleaned }
  const text = cleaned
    // 收(付)款方 is one word of two sides.
    .replace(/([收付借贷进出存取])[(/]([收付借贷进出存取])\)?/gu, '$1$2')
    .replace(/\(([^()]*)\)/gu, (whole, inside: string) => (legend.test(inside) ? '' : whole))
  const asWritten = piecesOf(text)
  // 男/女 is one word to us, D/C is one with its stroke.
  const { pieces, open } = asWritten.open === '' ? asWritten : piecesOf(text.replace(/[/、·・\-_]/gu, ''))
  let readings: PhraseReading[] = [{ words: [], units: [] }]
  for (const { meanings } of pieces) {
    if (meanings.length === 0) continue
    readings = readings.flatMap(({ words, units }) =>
      meanings.map((meaning) =>
        headerUnits.has(meaning)
          ? { words, units: [...units, meaning] }
          : { words: words.includes(meaning) ? words : [...words, meaning], units },
      ),
    )
    if (readings.length > mostReadings) return { readings: [], open: text }
  }
  return { readings: open === '' ? readings.filter(({ words }) => words.length > 0) : [], open }
}
/** A header that could mean more is not understood. */
const mostReadings = 48

/**
 * The cleaned header without one trailing bracket, where that holds a unit, a legend or a word nobody knows: `金额(元)` → `金额`. A bracket that
 * says something of its own, as (折合美元) or (不含税), is never cut away. The header itself when there is nothing to cut.
 */
export function headerStem(cleaned: string): string {
  const [bracket, inside = ''] = /\(([^()]*)\)$/.exec(cleaned) ?? []
  if (bracket === undefined || bracket.length === cleaned.length) return cleaned
  // 日期(2024年) gives its dates their year (`import/convert/years.ts`); an amount of a year is another thing.
  const itsYear =
    /^(?:19|20)\d{2}年度?$/u.test(inside) && /(?:日期|时间|日)$/u.test(cleaned.slice(0, -bracket.length))
  const says =
    !itsYear &&
    !legend.test(inside) &&
    !namesZone(inside) &&
    piecesOf(inside).pieces.some(
      ({ meanings }) => meanings.length > 0 && !meanings.some((meaning) => headerUnits.has(meaning)),
    )
  return says ? cleaned : cleaned.slice(0, -bracket.length)
}
export function keyOf(words: readonly HeaderWord[]): string {
  return [...words].sort().join(' ')
}
