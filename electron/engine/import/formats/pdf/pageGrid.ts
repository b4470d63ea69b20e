/** Tables that are drawn: ruled lines to columns and rows, words to cells. */
import type { Rule } from './drawnSigns.ts'
import type { Page, Word } from './pdfPages.ts'

/** Lines that nearly meet were meant to. */
const near = 3
const linesLimit = 4_000

export interface Grid {
  /** Borders of the columns from left to right, one more than there are columns. */
  readonly xs: readonly number[]
  /** Borders of the rows from above. */
  readonly ys: readonly number[]
  readonly words: readonly Word[]
  /** Whether a drawn line parts the cell from the one to its right, or from the one below it. */
  partedRight(row: number, column: number): boolean
  partedBelow(row: number, column: number): boolean
}

/** The tables whose lines are drawn, from above; words outside of them are left over. */
export function gridsOf(page: Page): { readonly grids: readonly Grid[]; readonly left: readonly Word[] } {
  if (page.rules.length === 0) return { grids: [], left: page.words }
  const groups = connected(page.rules)
  const grids: Grid[] = []
  let left = page.words
  for (const rules of groups) {
    const xs = distinct(rules.filter(({ x0, x1 }) => x0 === x1).map(({ x0 }) => x0))
    const ys = distinct(rules.filter(({ x0, x1 }) => x0 !== x1).map(({ y0 }) => y0))
    const [x0, x1] = [Math.min(...rules.map((rule) => rule.x0)), Math.max(...rules.map((rule) => rule.x1))]
    const [y0, y1] = [Math.min(...rules.map((rule) => rule.y0)), Math.max(...rules.map((rule) => rule.y1))]
    // Lines that are open at the sides still end a first and a last column.
    const columns = closed(xs, x0, x1)
    const rows = closed(ys, y0, y1)
    // Fewer than two columns are a frame around a text, or a line under one.
    if (xs.length === 0 || columns.length < 3 || rows.length < 2) continue
    const within = (word: Word): boolean => {
      const middle = (word.x0 + word.x1) / 2
      const height = word.y - word.size * 0.35
      return middle > x0 - near && middle < x1 + near && height > y0 - near && height < y1 + near
    }
    const words = left.filter(within)
    if (words.length === 0) continue
    left = left.filter((word) => !within(word))
    grids.push(gridOf(columns, rows, rules, words))
  }
  return { grids: grids.sort((one, other) => (one.ys[0] ?? 0) - (other.ys[0] ?? 0)), left }
}

function gridOf(
  xs: readonly number[],
  ys: readonly number[],
  rules: readonly Rule[],
  words: readonly Word[],
): Grid {
  const upright = rules.filter(({ x0, x1 }) => x0 === x1)
  const level = rules.filter(({ x0, x1 }) => x0 !== x1)
  const parted = (place: number, at: number, lines: readonly Rule[], side: boolean): boolean =>
    lines.some((rule) =>
      side
        ? Math.abs(rule.x0 - place) <= near && rule.y0 <= at && rule.y1 >= at
        : Math.abs(rule.y0 - place) <= near && rule.x0 <= at && rule.x1 >= at,
    )
  const known = new Map<string, boolean>()
  const once = (key: string, ask: () => boolean): boolean => {
    const told = known.get(key) ?? ask()
    known.set(key, told)
    return told
  }
  const middle = (borders: readonly number[], at: number): number =>
    ((borders[at] ?? 0) + (borders[at + 1] ?? 0)) / 2
  const partedRight = (row: number, column: number): boolean =>
    once(`r${row} ${column}`, () => parted(xs[column + 1] ?? 0, middle(ys, row), upright, true))
  return {
    xs,
    ys,
    // What stands close at both sides of a line is two texts.
    words: words.flatMap((word) => {
      const row = intervalOf(ys, word.y - word.size * 0.35)
      return cut(
        word,
        xs.slice(1, -1).filter((_, column) => partedRight(row, column)),
      )
    }),
    partedRight,
    partedBelow: (row, column) =>
      once(`b${row} ${column}`, () => parted(ys[row + 1] ?? 0, middle(xs, column), level, false)),
  }
}

/** Lines that touch each other, group by group. */
function connected(rules: readonly Rule[]): readonly (readonly Rule[])[] {
  // Borders are often drawn cell by cell: pieces of one line are one line first.
  const lines = joined(rules)
  // A drawing, not a table.
  if (lines.length > linesLimit) return []
  const group = lines.map((_, at) => at)
  const root = (at: number): number => {
    let found = at
    while (group[found] !== found) found = group[found] ?? found
    group[at] = found
    return found
  }
  const upright = lines.flatMap((rule, at) => (rule.x0 === rule.x1 ? [at] : []))
  const level = lines.flatMap((rule, at) => (rule.x0 === rule.x1 ? [] : [at]))
  for (const one of upright)
    for (const other of level) {
      const [a, b] = [lines[one], lines[other]]
      if (
        a !== undefined &&
        b !== undefined &&
        a.x0 >= b.x0 - near &&
        a.x0 <= b.x1 + near &&
        b.y0 >= a.y0 - near &&
        b.y0 <= a.y1 + near
      )
        group[root(one)] = root(other)
    }
  const groups = new Map<number, Rule[]>()
  lines.forEach((rule, at) => {
    const key = root(at)
    const members = groups.get(key)
    if (members === undefined) groups.set(key, [rule])
    else members.push(rule)
  })
  return [...groups.values()]
}
function joined(rules: readonly Rule[]): readonly Rule[] {
  const join = (
    lines: readonly Rule[],
    at: (rule: Rule) => number,
    from: (rule: Rule) => number,
    to: (rule: Rule) => number,
    make: (place: number, start: number, end: number) => Rule,
  ): readonly Rule[] => {
    const places = distinct(lines.map(at))
    const byPlace = new Map<number, Rule[]>()
    for (const line of lines) {
      const place = places[nearest(places, at(line))] ?? at(line)
      const found = byPlace.get(place)
      if (found === undefined) byPlace.set(place, [line])
      else found.push(line)
    }
    return [...byPlace].flatMap(([place, members]) => {
      const found: Rule[] = []
      let start = Number.NaN
      let end = Number.NaN
      for (const line of members.sort((one, other) => from(one) - from(other))) {
        if (from(line) <= end + near) end = Math.max(end, to(line))
        else {
          if (!Number.isNaN(start)) found.push(make(place, start, end))
          start = from(line)
          end = to(line)
        }
      }
      found.push(make(place, start, end))
      return found
    })
  }
  return [
    ...join(
      rules.filter(({ x0, x1 }) => x0 === x1),
      ({ x0 }) => x0,
      ({ y0 }) => y0,
      ({ y1 }) => y1,
      (x, y0, y1) => ({ x0: x, y0, x1: x, y1 }),
    ),
    ...join(
      rules.filter(({ x0, x1 }) => x0 !== x1),
      ({ y0 }) => y0,
      ({ x0 }) => x0,
      ({ x1 }) => x1,
      (y, x0, x1) => ({ x0, y0: y, x1, y1: y }),
    ),
  ]
}
/** Places that are one within a hair, from small to great. */
function distinct(places: readonly number[]): readonly number[] {
  const found: number[] = []
  for (const place of places.toSorted((one, other) => one - other))
    if (found.length === 0 || place - (found.at(-1) ?? 0) > near) found.push(place)
  return found
}
function closed(places: readonly number[], from: number, to: number): readonly number[] {
  return distinct([from, ...places, to])
}
/** The last of the places, from small to great, that is not beyond one. */
function nearest(places: readonly number[], place: number): number {
  let low = 0
  let high = places.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((places[middle] ?? 0) <= place + near / 2) low = middle
    else high = middle - 1
  }
  return low
}

/** The interval between two borders in which a place lies; the outer ones have no end. */
export function intervalOf(borders: readonly number[], place: number): number {
  let at = 0
  while (at < borders.length - 2 && place >= (borders[at + 1] ?? 0)) at += 1
  return at
}
/** A word in pieces, where signs of it stand at different sides of a border. */
function cut(word: Word, borders: readonly number[]): readonly Word[] {
  if (!borders.some((border) => border > word.x0 && border < word.x1)) return [word]
  const pieces: Word[] = []
  let part: Word['signs'][number][] = []
  const end = (): void => {
    const [first] = part
    const last = part.at(-1)
    if (first !== undefined && last !== undefined)
      pieces.push({
        ...word,
        text: part.map(({ text }) => text).join(''),
        x0: first.x0,
        x1: last.x1,
        signs: part,
      })
    part = []
  }
  let side = -1
  for (const sign of word.signs) {
    const middle = (sign.x0 + sign.x1) / 2
    const now = borders.filter((border) => border <= middle).length
    if (now !== side) end()
    side = now
    part.push(sign)
  }
  end()
  return pieces
}
