/** How two names agree: the strongest of a closed list of ways, or not at all; and whether they are quite different. Chinese and Latin script. */
import { readingsOf, surnameOf } from './pinyin.ts'
import { lookAlike } from './similarCharacters.ts'
import { closeness, slips } from './textCloseness.ts'
import { nameDotSigns } from './signs.ts'
import { folded } from './textFold.ts'

/** Strongest first. `name-alike`: spelled nearly alike; `name-part`: one is a part of the other (a given name or surname left out, an initial). */
export const nameRelations = [
  'same-name',
  'name-script',
  'name-order',
  'name-shape',
  'name-sound',
  'name-one-off',
  'name-alike',
  'name-part',
] as const
export type NameRelation = (typeof nameRelations)[number]

const dots = new RegExp(`[${nameDotSigns}.\\-–—_,，、'’\\s]`, 'g')
const betweenWords = new RegExp(`[${nameDotSigns}.\\-–—_,，、\\s]+`)
/** A name as it is compared: width, case, script and spaces set aside, dots and commas of foreign names too. */
export function nameKey(name: string): string {
  return folded(name).replace(dots, '')
}
/** A name made ready to be compared with others. */
export interface ComparedName {
  readonly raw: string
  readonly key: string
  readonly characters: readonly string[]
  /** Words of a Latin name, folded; one word for a Chinese one. */
  readonly words: readonly string[]
  readonly script: 'han' | 'latin' | 'other'
  /** What stands in brackets behind the name (店主, 大, 另案处理); no part of it. */
  readonly aside: string
}
export function comparedName(name: string): ComparedName {
  const [, plain = name, aside = ''] =
    /^(.*?\S)\s*[(（[【]([^()（）[\]【】]*)[)）\]】]$/u.exec(name.trim()) ?? []
  const key = nameKey(plain)
  const words = folded(plain)
    .split(betweenWords)
    .map((word) => word.replace(dots, ''))
    .filter((word) => word !== '')
  const script = /^\p{Script=Han}+$/u.test(key)
    ? 'han'
    : /^[\p{Script=Latin}]+$/u.test(key)
      ? 'latin'
      : 'other'
  return { raw: name, key, characters: [...key], words, script, aside }
}

/** How two names agree, strongest first; null when they do not. Two-character names have to agree by sound or shape: one shared character says nothing. */
export function nameRelation(one: string, other: string): NameRelation | null {
  return relationOf(comparedName(one), comparedName(other))
}
/** The same of names made ready. */
export function relationOf(one: ComparedName, other: ComparedName): NameRelation | null {
  if (one.raw === other.raw) return 'same-name'
  if (one.key === '' || other.key === '') return null
  if (one.key === other.key) return 'name-script'
  if (one.script === 'latin' && other.script === 'latin') return latinRelation(one, other)
  if (one.script === 'latin' && other.script === 'han') return readsAs(other, one) ? 'name-sound' : null
  if (one.script === 'han' && other.script === 'latin') return readsAs(one, other) ? 'name-sound' : null
  return characterRelation(one.characters, other.characters)
}
function characterRelation(left: readonly string[], right: readonly string[]): NameRelation | null {
  if (left.length === right.length) {
    const sorted = (characters: readonly string[]): string => [...characters].sort().join('')
    if (left.length > 1 && sorted(left) === sorted(right)) return 'name-order'
    if (left.every((character, index) => sameSound(character, right[index] ?? ''))) return 'name-sound'
    const apart = left.flatMap((character, index) => (character === right[index] ? [] : [index]))
    if (
      apart.every((index) => lookAlike(left[index] ?? '', right[index] ?? '')) &&
      apart.length * 2 <= left.length
    )
      return 'name-shape'
    return left.length >= 3 && apart.length === 1 ? 'name-one-off' : null
  }
  return Math.max(left.length, right.length) >= 3 && oneMissing(left, right) ? 'name-one-off' : null
}
function sameSound(one: string, other: string): boolean {
  if (one === other) return true
  const readings = readingsOf(other)
  return readings.length > 0 && readingsOf(one).some((reading) => readings.includes(reading))
}
function oneMissing(left: readonly string[], right: readonly string[]): boolean {
  const [long, short] = left.length > right.length ? [left, right] : [right, left]
  if (long.length - short.length !== 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  return short.slice(at).every((character, index) => character === long[at + index + 1])
}
/** Whether letters spell a Chinese name, surname first or last. */
function readsAs({ characters }: ComparedName, { key }: ComparedName): boolean {
  if (characters.length < 2 || characters.length > 4) return false
  const surname = surnameOf(characters.join(''))?.length ?? 1
  return (
    spelled(characters, 0, key) ||
    spelled([...characters.slice(surname), ...characters.slice(0, surname)], 0, key)
  )
}
function spelled(characters: readonly string[], at: number, letters: string): boolean {
  if (at === characters.length) return letters === ''
  return readingsOf(characters[at] ?? '').some(
    (reading) => letters.startsWith(reading) && spelled(characters, at + 1, letters.slice(reading.length)),
  )
}

/** From here on two spellings of a name are nearly one: michaela and michaella, smith and smyth. */
const nearlyOne = 0.84
function latinRelation(one: ComparedName, other: ComparedName): NameRelation | null {
  const [left, right] = [[...one.words].sort(), [...other.words].sort()]
  if (left.length > 1 && left.join(' ') === right.join(' ')) return 'name-order'
  const apart = slips(one.key, other.key)
  if (apart <= 1 && Math.min(one.key.length, other.key.length) >= 5) return 'name-one-off'
  const close = wordCloseness(one.words, other.words)
  if (
    left.length === right.length &&
    one.words.map(soundCode).sort().join() === other.words.map(soundCode).sort().join() &&
    close >= 0.8
  )
    return 'name-sound'
  const initials = [...left, ...right].some((word) => word.length === 1)
  if (
    (left.length !== right.length || initials) &&
    (partOf(one.words, other.words) || partOf(other.words, one.words))
  )
    return 'name-part'
  if (close >= nearlyOne || (apart <= 2 && one.key.length >= 8 && other.key.length >= 8)) return 'name-alike'
  return partOf(one.words, other.words) || partOf(other.words, one.words) ? 'name-part' : null
}
/** Every word of the shorter name is one of the longer's, or its initial; one whole word at least. */
function partOf(few: readonly string[], many: readonly string[]): boolean {
  if (few.length > many.length || few.length === 0) return false
  const left = [...many]
  let whole = 0
  for (const word of few) {
    const at = left.findIndex(
      (candidate) => candidate === word || (word.length >= 4 && closeness(candidate, word) >= 0.92),
    )
    if (at >= 0) {
      if (word.length >= 3) whole += 1
      left.splice(at, 1)
      continue
    }
    const begins = left.findIndex((candidate) =>
      word.length === 1 ? candidate.startsWith(word) : candidate.length === 1 && word.startsWith(candidate),
    )
    if (begins < 0) return false
    left.splice(begins, 1)
  }
  return whole > 0
}
/** How near the words of two names come, each with its nearest; 0 to 1, weighed by length. */
function wordCloseness(one: readonly string[], other: readonly string[]): number {
  const [few, many] = one.length <= other.length ? [one, other] : [other, one]
  if (few.length !== many.length) return closeness(few.join(''), many.join(''))
  const left = [...many]
  let [sum, length] = [0, 0]
  for (const word of few) {
    let [best, at] = [0, 0]
    left.forEach((candidate, index) => {
      const near = closeness(word, candidate)
      if (near > best) [best, at] = [near, index]
    })
    const size = Math.max(word.length, left[at]?.length ?? 0)
    left.splice(at, 1)
    sum += best * size
    length += size
    if (best < 0.7) return 0
  }
  return length === 0 ? 0 : sum / length
}
const soundGroups: Readonly<Record<string, string>> = Object.fromEntries(
  ['bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'].flatMap((letters, group) =>
    [...letters].map((letter) => [letter, String(group + 1)] as const),
  ),
)
/** Soundex with its first letter coded too, so that c and k, ph and f begin alike; all of the word, not four signs of it. */
function soundCode(word: string): string {
  let code = /^[aeiouyhw]/.test(word) ? '0' : ''
  let last = ''
  for (const letter of word.replace(/ph/g, 'f').replace(/^kn/, 'n').replace(/^wr/, 'r')) {
    const group = soundGroups[letter] ?? ''
    if (group !== '' && group !== last) code += group
    if (!'hw'.includes(letter)) last = group
  }
  return code.slice(0, 5)
}
/** By which names that sound alike stand together: the first reading of each character, or the sounds of the words in their order by letter. */
export function soundKey({ script, characters, words, key }: ComparedName): string {
  if (script === 'han') return characters.map((character) => readingsOf(character)[0] ?? character).join(' ')
  return script === 'latin' ? words.map(soundCode).sort().join(' ') : key
}

const hidden = /某|^[小老阿]|先生|女士|老板/u
/** Whether a name hides who is meant: masked, a nickname, a single character. */
export function isHidden({ key, characters }: ComparedName): boolean {
  return hidden.test(key) || characters.length < 2
}
/**
 * Whether two names are quite different: names of persons with nothing in common but perhaps the surname. Names in two scripts, masked ones,
 * nicknames and single characters are never said to be: they tell nothing.
 */
export function quiteDifferent(one: ComparedName, other: ComparedName): boolean {
  if (one.script !== other.script || one.script === 'other' || relationOf(one, other) !== null) return false
  if (one.script === 'han') {
    if (isHidden(one) || isHidden(other)) return false
    const [left, right] = [givenName(one), givenName(other)]
    return !left.some((character) =>
      right.some((candidate) => sameSound(character, candidate) || lookAlike(character, candidate)),
    )
  }
  // A surname in common is not much, a given name is: it stands first, or the rest is near enough.
  const common = one.words.filter((word) => other.words.includes(word))
  const [left, right] = [one, other].map(({ words }) => words.filter((word) => !common.includes(word)))
  if (left === undefined || right === undefined || left.length === 0 || right.length === 0) return false
  if (common.length > 0 && (common.includes(one.words[0] ?? '') || common.includes(other.words[0] ?? '')))
    return false
  return left.every((word) =>
    right.every(
      (candidate) =>
        word.length > 1 &&
        candidate.length > 1 &&
        closeness(word, candidate) < 0.72 &&
        word[0] !== candidate[0],
    ),
  )
}
/** Whether two names agree in no way: quite different ones, Chinese ones with no more than a character in common, Latin ones without a word in common. Hidden names say nothing. */
export function disagree(one: ComparedName, other: ComparedName): boolean {
  if (quiteDifferent(one, other)) return true
  if (one.script === 'latin' && other.script === 'latin')
    return relationOf(one, other) === null && !one.words.some((word) => other.words.includes(word))
  const plain = [one, other].every((name) => name.script === 'han' && !isHidden(name))
  return plain && relationOf(one, other) === null
}
function givenName({ characters, key }: ComparedName): readonly string[] {
  const surname = surnameOf(key)
  return surname === null || characters.length > 4 ? characters : characters.slice([...surname].length)
}

/** Whether two numbers of one length differ in one place, or in two neighbours that changed places. */
export function numbersOneSlipApart(one: string, other: string): boolean {
  if (one.length !== other.length || one === other) return false
  const apart: number[] = []
  for (let at = 0; at < one.length && apart.length < 3; at += 1) if (one[at] !== other[at]) apart.push(at)
  const [first = 0, second] = apart
  return (
    apart.length === 1 ||
    (apart.length === 2 &&
      second === first + 1 &&
      one[first] === other[second] &&
      one[second] === other[first])
  )
}
