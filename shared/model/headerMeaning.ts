/** Which field of a kind a header's phrase means: what the kind says its fields are, and what its known spellings say, read as phrases. */
import type { Field, FieldType, RecordKind } from './define.ts'
import { keyOf, readPhrase } from './headerPhrase.ts'
import { saidAlready } from './headerSurplus.ts'
import { headerQualifiers, headerWords, type HeaderWord } from './headerWords.ts'

interface KindMeanings {
  /** Fields by the meanings that they are known by, the kind's own word before what follows from spellings. */
  readonly fields: ReadonlyMap<string, readonly Field[]>
  /** The phrases among them that the kind says itself. */
  readonly said: ReadonlySet<string>
  readonly plain: ReadonlySet<HeaderWord>
  /** Headers read before: the same few are asked for row by row. */
  readonly read: Map<string, readonly Field[]>
}
const keptHeaders = 2_000
const compiled = new WeakMap<RecordKind, KindMeanings>()

function isWord(word: string): word is HeaderWord {
  return Object.hasOwn(headerWords, word)
}
function wordsOf(phrase: string): readonly HeaderWord[] {
  return phrase
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      if (!isWord(word)) throw new Error(`no such header word: ${word}`)
      return word
    })
}
/** What a kind makes of phrases, compiled once. Throws when the kind says a word that is none. */
export function meaningsOf(kind: RecordKind): KindMeanings {
  let meanings = compiled.get(kind)
  if (meanings !== undefined) return meanings
  const fields = new Map<string, Field[]>()
  const put = (words: readonly HeaderWord[], field: Field): void => {
    const key = keyOf(words)
    const present = fields.get(key)
    if (present === undefined) fields.set(key, [field])
    else if (!present.includes(field)) present.push(field)
  }
  for (const field of kind.fields) for (const phrase of field.says ?? []) put(wordsOf(phrase), field)
  const said = new Set(fields.keys())
  for (const field of kind.fields)
    for (const spelling of field.headers)
      for (const { words } of readPhrase(spelling).readings) if (!said.has(keyOf(words))) put(words, field)
  meanings = {
    fields,
    said,
    plain: new Set<HeaderWord>(['own', 'query', ...wordsOf(kind.plain ?? '')]),
    read: new Map(),
  }
  compiled.set(kind, meanings)
  return meanings
}

/** Whether a header speaks of the same thing as some phrase of a field, though not as the kind says it. */
export function speaksOf(kind: RecordKind, field: Field, cleaned: string): boolean {
  const { fields, plain } = meaningsOf(kind)
  const words = new Set(readPhrase(cleaned).readings.flatMap((reading) => reading.words))
  if ([...words].some((word) => headerQualifiers.has(word))) return false
  return [...fields].some(
    ([key, meant]) =>
      meant.includes(field) && wordsOf(key).some((word) => words.has(word) && !plain.has(word)),
  )
}

/** Units that a value of a type can be written in; a header of another unit means something else. */
const unitTypes: Readonly<Record<string, readonly FieldType[]>> = {
  yuan: ['money', 'decimal'],
  foreign: ['money', 'decimal'],
  scaled: ['money'],
  piece: ['integer', 'decimal', 'text'],
  cubic: ['decimal'],
  kilo: ['decimal'],
  seconds: ['integer'],
  percentSign: ['percent', 'decimal', 'text'],
  years: ['integer'],
  times: ['decimal'],
  zone: ['time', 'date'],
  degree: ['decimal', 'serial', 'text'],
}
function takesUnits(field: Field, units: readonly HeaderWord[]): boolean {
  return units.every((unit) =>
    unit === 'seconds' && field.duration !== true ? false : (unitTypes[unit]?.includes(field.type) ?? true),
  )
}

/** Time and date stand for each other where a kind has no field for the one that is written. */
function otherClock(words: readonly HeaderWord[]): readonly HeaderWord[] | null {
  if (words.includes('dateTime')) return words.map((word) => (word === 'dateTime' ? 'time' : word))
  if (words.includes('date') && !words.includes('time'))
    return words.map((word) => (word === 'date' ? 'time' : word))
  if (words.includes('time') && !words.includes('date'))
    return words.map((word) => (word === 'time' ? 'date' : word))
  return words.includes('time') && words.includes('date') ? words.filter((word) => word !== 'date') : null
}
/** Of more words than these no choice is tried; nobody writes such a header. */
const mostLoose = 6

/**
 * The fields a cleaned header may mean in a kind, most fitting first; none when a part of it is not understood, or when it says something that
 * no field is. What adds nothing is left out only where the whole phrase is no field's, and as little of it as will do.
 */
export function fieldsMeant(kind: RecordKind, cleaned: string): readonly Field[] {
  const meanings = meaningsOf(kind)
  let found = meanings.read.get(cleaned)
  if (found === undefined) {
    found = searched(meanings, cleaned)
    if (meanings.read.size >= keptHeaders) meanings.read.clear()
    meanings.read.set(cleaned, found)
  }
  return found
}
function searched({ fields, said, plain }: KindMeanings, cleaned: string): readonly Field[] {
  const { readings } = readPhrase(cleaned)
  let found: Field[] = []
  let fewest = Infinity
  const look = (words: readonly HeaderWord[], units: readonly HeaderWord[], price: number): void => {
    let cost = price
    if (cost > fewest || words.length === 0) return
    const key = keyOf(words)
    const meant = (fields.get(key) ?? []).filter((field) => takesUnits(field, units))
    if (meant.length === 0) return
    // Of two readings of one phrase the one that the kind speaks of goes before one that follows from a spelling.
    if (!said.has(key)) cost += 0.1
    if (cost > fewest) return
    if (cost < fewest) found = []
    fewest = cost
    for (const field of meant) if (!found.includes(field)) found.push(field)
  }
  for (const { words, units } of readings) {
    const loose = words
      .filter((word) => plain.has(word) || (saidAlready[word]?.some((said) => words.includes(said)) ?? false))
      .slice(0, mostLoose)
    for (let mask = 0; mask < 1 << loose.length; mask += 1) {
      const left = new Set(loose.filter((_, index) => (mask & (1 << index)) !== 0))
      const kept = words.filter((word) => !left.has(word))
      look(kept, units, left.size)
      const swapped = otherClock(kept)
      if (swapped !== null) look(swapped, units, left.size + 0.5)
    }
  }
  return found
}
