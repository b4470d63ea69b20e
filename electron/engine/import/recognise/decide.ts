/** Whether a sheet is taken for what it looks most like, or waits for a person with the readings that fit. */
import { readPhrase } from '../../../../shared/model/headerPhrase.ts'
import type { HeaderMatch } from './sheetHeader.ts'

export interface Judged {
  readonly match: HeaderMatch
  readonly rank: number
  readonly confidence: number
}
/** Below this a reading is none. */
const least = 0.35
/** So much of a header has to be understood, unless it is a published layout. */
const leastCoverage = 0.5
/** A second kind that fits so well makes the first one doubtful, unless the first is a published layout or the title names it. */
const alike = 0.95
const mostReadings = 3

export type Decision<T> =
  | { readonly taken: T; readonly readings: null }
  /** Best first. */
  | { readonly taken: null; readonly readings: readonly T[] }

/** `candidates`: one a kind, best first. Readings are empty where nothing fits. */
export function decide<T extends Judged>(
  candidates: readonly T[],
  named: (candidate: T) => boolean,
): Decision<T> {
  const complete = candidates.filter(({ match, confidence }) => match.complete && confidence >= least)
  const [first, second] = complete
  const near = candidates.filter((candidate) => nearlyComplete(candidate))
  if (first === undefined) return { taken: null, readings: near.slice(0, mostReadings) }
  // The table of anything is right by itself only for its own layout: what is nearly something else is not made nothing in particular.
  if (first.match.kind.catchAll === true && first.match.format === null) {
    if (near.length > 0) return { taken: null, readings: [...near, first].slice(0, mostReadings) }
    return { taken: first, readings: null }
  }
  // Another kind that understands more of the sheet, and only lacks one thing it needs.
  const [closer] = near.filter(({ match }) => match.matches.length > first.match.matches.length)
  // A title may speak of both: 印刷订单台账 without a column of copies is no list of shop orders.
  // Two columns of a short layout say little of a sheet of which another kind understands nearly all.
  const laid = first.match.format !== null && (closer === undefined || first.match.coverage >= leastCoverage)
  const sure = laid || (named(first) && (closer === undefined || !named(closer)))
  const doubtful =
    !proven(first.match) ||
    (!sure && closer !== undefined) ||
    (!sure && first.match.coverage < leastCoverage) ||
    (!sure &&
      second !== undefined &&
      second.match.kind.catchAll !== true &&
      second.rank >= first.rank * alike)
  if (!doubtful) return { taken: first, readings: null }
  const others = [...near, ...complete.slice(1)].filter(({ match }) => match.kind.catchAll !== true)
  const best = !sure && closer !== undefined ? [closer, first] : [first]
  return { taken: null, readings: [...new Set([...best, ...others])].slice(0, mostReadings) }
}

/** Whether what makes a sheet one of its kind stands there, in columns or around the table. */
function proven({ kind, matches, given, header }: HeaderMatch): boolean {
  const filled = new Set([...matches.map(({ field }) => field.id), ...given])
  if ((kind.proves ?? []).every((group) => group.some((field) => filled.has(field)))) return true
  const proofs = new Set((kind.provenBy ?? '').split(' '))
  const said = matches.filter(({ column }) =>
    readPhrase(header.variants[column]?.[0] ?? '').readings.some(({ words }) =>
      words.some((word) => proofs.has(word)),
    ),
  )
  return said.length >= 2
}
/** Most of a table of the kind, but one thing it needs. */
function nearlyComplete({ match }: Judged): boolean {
  const { kind, matches, coverage, given } = match
  const filled = new Set([...matches.map(({ field }) => field.id), ...given])
  const missing = kind.needs.filter((group) => !group.some((field) => filled.has(field)))
  return kind.catchAll !== true && missing.length === 1 && matches.length >= 4 && coverage >= 0.6
}
