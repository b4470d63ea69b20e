/** How two names agree: the strongest of a closed list of ways, or not at all. */
import { readingsOf } from './pinyin.ts'
import { lookAlike } from './similarCharacters.ts'
import { folded } from './textFold.ts'

export type NameRelation =
  'same-name' | 'name-script' | 'name-order' | 'name-sound' | 'name-shape' | 'name-one-off'

const dots = /[·•・‧.\-–—_,，、\s]/g
/** A name as it is compared: width, case, script and spaces set aside, dots and commas of foreign names too. */
export function nameKey(name: string): string {
  return folded(name).replace(dots, '')
}

/** How two names agree, strongest first; null when they do not. Two-character names have to agree by sound or shape: one shared character says nothing. */
export function nameRelation(one: string, other: string): NameRelation | null {
  return one === other ? 'same-name' : relationOfKeys(nameKey(one), nameKey(other))
}
/** The same of two names that are written differently, by their `nameKey`. */
export function relationOfKeys(a: string, b: string): NameRelation | null {
  if (a === '' || b === '') return null
  if (a === b) return 'name-script'
  const [left, right] = [[...a], [...b]]
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
