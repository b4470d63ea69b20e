/** Which of many listed values stand in a text: whole, as a number within other text, or as words within other words. One pass whatever their number. */
import { folded } from '../../../shared/model/textFold.ts'
import type { ListedGroup } from './list.ts'
import { foldedWords } from './values.ts'

const han = /\p{Script=Han}/u
const ascii = /^[\u0000-\u007f]*$/
const tokens = /[0-9a-z][0-9a-z@._+:/-]*/g
const figures = /\d{4,}/g
const onlyFigures = /^\d+$/
const figuresAndSigns = /^[\d .,:/+-]+$/
const groupedFigures = /\d[\d \-]{4,}\d/g
/** Words repeat from row to row (names, banks, remarks); so many answers are kept before they are forgotten. */
const keptAnswers = 100_000
const none: readonly number[] = []

/** A number for the first three characters. */
function beginningOf(text: string): number {
  return (text.charCodeAt(0) * 961 + text.charCodeAt(1) * 31 + text.charCodeAt(2)) & 0xffff
}

/** Groups found in a cell; most cells hold none, and nothing is made for them. */
interface Found {
  groups: Set<number> | null
}
export interface CellMatcher {
  /** Numbers of the groups that stand in the cell, each once. */
  match(cell: string): readonly number[]
}
/** A matcher for these groups; unreadable values are not among them. */
export function createCellMatcher(groups: readonly ListedGroup[]): CellMatcher {
  /** Numbers and Latin words by their lower-case form. */
  const exact = new Map<string, number>()
  /** Words by their whole folded text, and by their first two characters for being found within others. */
  const whole = new Map<string, number>()
  const beginnings = new Map<string, { readonly words: string; readonly group: number }[]>()
  for (const [group, { read, stored }] of groups.entries()) {
    const words = new Set(read.folded === null ? [] : [read.folded])
    for (const form of [...read.forms, ...stored]) {
      if (ascii.test(form)) exact.set(form.toLowerCase(), group)
      else words.add(foldedWords(form))
    }
    for (const word of words) {
      whole.set(word, group)
      if (!han.test(word) || word.length < 2) continue
      const begin = word.slice(0, 2)
      beginnings.set(begin, [...(beginnings.get(begin) ?? []), { words: word, group }])
    }
  }
  // Most parts of most cells begin like none of the values: they need not be looked up.
  const begins = new Uint8Array(0x1_0000)
  for (const form of exact.keys()) begins[beginningOf(form)] = 1
  const shortest = Math.min(...[...exact.keys()].map((form) => form.length), Number.POSITIVE_INFINITY)
  const answers = new Map<string, readonly number[]>()

  /** Numbers and Latin words in a folded text. */
  function findExact(text: string, found: Found): void {
    if (text.length < shortest) return
    const look = (part: string): void => {
      if (part.length < shortest || begins[beginningOf(part)] === 0) return
      const group = exact.get(part)
      if (group !== undefined) (found.groups ??= new Set()).add(group)
    }
    const lookAtNumber = (digits: string): void => {
      look(digits)
      if (digits.length === 13 || digits.length === 15) look(digits.replace(/^(?:00)?86(?=1\d{10}$)/, ''))
    }
    if (onlyFigures.test(text)) {
      lookAtNumber(text)
      return
    }
    if (figuresAndSigns.test(text)) {
      // Amounts, times, grouped numbers, addresses of machines.
      look(text)
      lookAtNumber(text.replace(/[ -]/g, ''))
      for (const part of text.split(/[^0-9]+/)) lookAtNumber(part)
      look(text.replace(/:\d+$/, ''))
      return
    }
    for (const [token] of text.matchAll(tokens)) {
      look(token)
      if (!/[^0-9a-z]/.test(token)) continue
      look(
        token
          .replace(/^h(?:tt|xx)ps?:\/+/, '')
          .replace(/^www\./, '')
          .replace(/[/:].*$/, ''),
      )
      for (const part of token.split(/[^0-9a-z]+/)) look(part)
      look(token.replace(/[:./-]+$/, ''))
    }
    for (const [run] of text.matchAll(figures)) lookAtNumber(run)
    for (const [run] of text.matchAll(groupedFigures)) lookAtNumber(run.replace(/[ -]/g, ''))
  }
  function findWords(text: string, found: Found): void {
    const words = foldedWords(text)
    const group = whole.get(words)
    if (group !== undefined) (found.groups ??= new Set()).add(group)
    if (beginnings.size === 0) return
    for (let at = 0; at + 2 <= words.length; at += 1) {
      for (const candidate of beginnings.get(words.slice(at, at + 2)) ?? [])
        if (words.startsWith(candidate.words, at)) (found.groups ??= new Set()).add(candidate.group)
    }
  }
  function find(cell: string, isAscii: boolean): readonly number[] {
    const found: Found = { groups: null }
    const text = isAscii ? cell.toLowerCase() : folded(cell)
    findExact(text, found)
    if (whole.size > 0 && (!isAscii || /[a-z]/.test(text))) findWords(text, found)
    return found.groups === null ? none : [...found.groups]
  }
  return {
    match(cell) {
      if (ascii.test(cell)) return find(cell, true)
      const known = answers.get(cell)
      if (known !== undefined) return known
      const found = find(cell, false)
      if (answers.size >= keptAnswers) answers.clear()
      answers.set(cell, found)
      return found
    },
  }
}
