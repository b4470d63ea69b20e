/**
 * The pieces a text is indexed by. Any substring is covered by pieces whose places must follow one another, so that hits in the dictionary need no second look:
 * pairs of neighbouring characters (not two figures), four figures in a row, the last figures of a run, and the sounds of names.
 */
import { readingsOf, readsLikeName } from '../../../shared/model/pinyin.ts'
import { withoutSeparators } from '../../../shared/model/textFold.ts'

/** What a page of the index holds: places of pieces in the dictionary's texts, its texts and rows, blocks of loose texts, and which blocks may hold what. */
export const pieces = {
  pair: 1,
  figures: 2,
  tail: 3,
  sound: 4,
  dictionary: 5,
  looseBlock: 6,
  looseFilter: 7,
} as const
/** Four figures that stand together only without separators are told apart from those that stand together as written. */
export const acrossSeparators = 10_000

/** Two neighbouring UTF-16 units; 0 as the second one: a space or the end follows. */
export function pairKey(first: number, second: number): number {
  return first * 0x1_0000 + second
}
/** The last one to three figures of a run. */
export function tailKey(figures: string): number {
  return figures.length * 1_000 + Number(figures)
}
/** No syllable is longer. */
export const soundLetters = 6
/** The figures of such a key. */
export function tailFigures(key: number): string {
  return String(key % 1_000).padStart(Math.floor(key / 1_000), '0')
}
/** A syllable; all that begin alike are neighbours. */
export function soundKey(syllable: string): number {
  let key = 0
  for (let at = 0; at < soundLetters; at += 1)
    key = key * 27 + (at < syllable.length ? syllable.charCodeAt(at) - 96 : 0)
  return key
}
/** The keys of all syllables that begin so, both ends included. */
export function soundRange(beginning: string): readonly [number, number] {
  return [soundKey(beginning), soundKey(beginning) + 27 ** (soundLetters - beginning.length) - 1]
}

export const isFigure = (unit: number): boolean => unit >= 48 && unit <= 57
/** Whether `\s` matches the unit; no word that is looked for holds one. */
export const isSpace = (unit: number): boolean =>
  unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 0xa0 && otherSpaces.has(unit))
const otherSpaces: ReadonlySet<number> = new Set([
  0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
  0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
])

export interface PieceSink {
  pair(first: number, second: number, position: number): void
  /** `key`: the four figures, plus `acrossSeparators` where they are written apart. Position in the text without separators. */
  figures(key: number, position: number): void
  tail(key: number, position: number): void
  sound(key: number, position: number): void
}
/** Tells the pieces of a folded text, each kind in ascending positions. */
export function cut(text: string, sink: PieceSink): void {
  const length = text.length
  let run = 0
  let separated = false
  for (let at = 0; at < length; at += 1) {
    const unit = text.charCodeAt(at)
    if (isFigure(unit)) {
      const next = at + 1 < length ? text.charCodeAt(at + 1) : 0
      if (at + 1 < length && isFigure(next)) {
        run += 1
        continue
      }
      const first = at - Math.min(run, 2)
      let figures = 0
      for (let figure = first; figure <= at; figure += 1)
        figures = figures * 10 + text.charCodeAt(figure) - 48
      sink.tail((at + 1 - first) * 1_000 + figures, first)
      run = 0
      if (at + 1 < length) sink.pair(unit, isSpace(next) ? 0 : next, at)
      continue
    }
    separated = true
    if (isSpace(unit)) continue
    const next = at + 1 < length ? text.charCodeAt(at + 1) : 0
    sink.pair(unit, isSpace(next) ? 0 : next, at)
  }
  if (separated) cutFigures(text, sink)
  else for (let at = 0; at + 4 <= length; at += 1) sink.figures(fourAt(text, at), at)
  if (readsLikeName(text)) cutSounds(text, sink)
}
function fourAt(text: string, at: number): number {
  return (
    (text.charCodeAt(at) - 48) * 1_000 +
    (text.charCodeAt(at + 1) - 48) * 100 +
    (text.charCodeAt(at + 2) - 48) * 10 +
    text.charCodeAt(at + 3) -
    48
  )
}

const separator = /[\s\-‐‑–—.,'‘’]/
const otherSeparators: ReadonlySet<number> = new Set(
  [...'‐‑–—‘’'].map((character) => character.charCodeAt(0)),
)
/** Whether `separator` matches the unit. */
const isSeparator = (unit: number): boolean =>
  unit === 45 ||
  unit === 46 ||
  unit === 44 ||
  unit === 39 ||
  isSpace(unit) ||
  (unit >= 0x2010 && otherSeparators.has(unit))
function cutFigures(text: string, sink: PieceSink): void {
  if (text.includes(':')) cutFiguresOfTimes(text, sink)
  else cutPlainFigures(text, sink)
}
/** Four figures after one another, whatever separators are between them. */
function cutPlainFigures(text: string, sink: PieceSink): void {
  let run = 0
  let four = 0
  let position = 0
  // Where the three signs before stand in the text.
  let [third, second, first] = [0, 0, 0]
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (isSeparator(unit)) continue
    if (isFigure(unit)) {
      run += 1
      four = (four * 10 + unit - 48) % 10_000
      if (run >= 4) sink.figures(four + (at - third === 3 ? 0 : acrossSeparators), position - 3)
    } else run = 0
    third = second
    second = first
    first = at
    position += 1
  }
}
/** The same where a date and the time behind it may stand, which are two. */
function cutFiguresOfTimes(text: string, sink: PieceSink): void {
  const bare = withoutSeparators(text)
  // Where each unit of the bare text stands in the text itself; null when nothing was taken out.
  const origin: number[] | null = bare.length === text.length ? null : []
  if (origin !== null) {
    for (let at = 0; at < text.length; at += 1) {
      if (separator.test(text.charAt(at))) continue
      // A mark that keeps date and time apart stands for what was between them.
      if (bare.charCodeAt(origin.length) !== text.charCodeAt(at)) origin.push(-1)
      origin.push(at)
    }
  }
  for (let at = 0, run = 0; at < bare.length; at += 1) {
    run = isFigure(bare.charCodeAt(at)) ? run + 1 : 0
    if (run < 4) continue
    const together = origin === null || (origin[at] as number) - (origin[at - 3] as number) === 3
    sink.figures(fourAt(bare, at - 3) + (together ? 0 : acrossSeparators), at - 3)
  }
}
function cutSounds(text: string, sink: PieceSink): void {
  let position = 0
  for (const character of text) {
    for (const reading of readingsOf(character)) sink.sound(soundKey(reading), position)
    position += 1
  }
}

/** Numbers that say in which blocks of loose texts a word may occur: four figures each have their own, pairs share theirs. */
const pairBuckets = 8_192
export const buckets = 10_000 + pairBuckets
export const figuresBucket = (key: number): number => key % acrossSeparators
export const pairBucket = (first: number, second: number): number =>
  10_000 + (((Math.imul(first, 0x9e37) + second * 7) >>> 0) % pairBuckets)
