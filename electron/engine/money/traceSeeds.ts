/** What a tracing begins with: payments of some to others, rows by their numbers, balances; and what accounts held before. */
import type { AnalysisParamsOf } from '../../../shared/contract/analyses/index.ts'
import { resolvedId } from '../records/seenAs.ts'
import type { Asked } from './asked.ts'
import { openingsTold } from './balances.ts'
import { byPerson } from './holders.ts'
import { moves } from './ledger.ts'
import type { Balance } from './trace/backQuestion.ts'
import type { Seed } from './trace/question.ts'

export type TraceParams = AnalysisParamsOf<'trace'>

/** The transfers it begins with, and how much of each, the earliest first. */
export function seedsOf(asked: Asked, params: TraceParams): readonly Seed[] {
  const { ledger } = asked
  let places: number[]
  if (params.rows.trim() !== '') places = placesNamed(asked, params.rows)
  else {
    if (params.payers.length === 0 && params.payees.length === 0) return []
    const [payers, payees] = [nodesOfThese(asked, params.payers), nodesOfThese(asked, params.payees)]
    places = []
    for (let place = 0; place < ledger.count; place += 1) {
      const time = ledger.times[place] as number
      if (
        (asked.from !== undefined && !(time >= asked.from)) ||
        (asked.to !== undefined && !(time < asked.to))
      )
        continue
      const [from, to] = [ledger.from[place] as number, ledger.to[place] as number]
      if (payers !== null && (!payers.has(from) || payers.has(to))) continue
      if (payees === null || (payees.has(to) && !payees.has(from))) places.push(place)
    }
  }
  const usable = places.filter((place) => isUsable(asked, place))
  if (params.amount === null) return usable.map((place) => ({ place }))
  let rest = params.amount
  return usable.flatMap((place): readonly Seed[] => {
    const amount = Math.min(rest, ledger.amounts[place] as number)
    rest -= amount
    return amount > 0 ? [{ place, amount }] : []
  })
}
/** Whether money can be traced from a transfer: it came about, in the currency, one way, at a time that is told, and is no red entry. */
function isUsable({ ledger, currency }: Asked, place: number): boolean {
  return (
    moves(ledger, place, currency) &&
    !Number.isNaN(ledger.times[place]) &&
    (ledger.amounts[place] as number) >= 0
  )
}
/** How many of the numbers written name no transfer that can be traced from (or be the payment named). */
export function unusable(asked: Asked, text: string): number {
  return idsIn(text).size - placesNamed(asked, text).filter((place) => isUsable(asked, place)).length
}
const idsIn = (text: string): ReadonlySet<number> => new Set((text.match(/\d+/g) ?? []).map(Number))
/** Accounts that are chosen by themselves, and all of a person's; null where none are chosen. */
function nodesOfThese({ db, ledger }: Asked, ids: readonly number[]): ReadonlySet<number> | null {
  if (ids.length === 0) return null
  const wanted = new Set(ids.flatMap((id) => [resolvedId(db, id), id]))
  const people = byPerson(db, ledger)
  const found = new Set<number>()
  for (let node = 0; node < ledger.accounts; node += 1)
    if (
      wanted.has(ledger.entityIds[node] as number) ||
      wanted.has(people.entityIds[people.of[node] as number] as number)
    )
      found.add(node)
  return found
}
/** Transfers by the numbers written. */
export function placesNamed({ ledger }: Asked, text: string): number[] {
  const ids = idsIn(text)
  if (ids.size === 0) return []
  const places: number[] = []
  for (let place = 0; place < ledger.count; place += 1)
    if (ids.has(ledger.records[place] as number)) places.push(place)
  return places
}
/** Balances that statements tell before the first row of an account, by node. */
export function toldOpenings({ db, ledger, currencyName }: Asked): ReadonlyMap<number, number> {
  const told = openingsTold(db)
  const openings = new Map<number, number>()
  for (let node = 0; node < ledger.accounts; node += 1) {
    const opening = told.get(`${ledger.entityIds[node]} ${currencyName}`)
    if (opening !== undefined) openings.set(node, opening)
  }
  return openings
}
/** The balances asked about, for tracing back: of every account chosen, in the order of the ledger. */
export function balancesOf(asked: Asked, params: TraceParams): readonly Balance[] {
  if (params.direction !== 'up') return []
  const nodes = nodesOfThese(asked, params.holding)
  return nodes === null ? [] : [...nodes].map((node) => ({ node }))
}
