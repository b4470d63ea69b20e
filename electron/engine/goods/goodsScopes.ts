/** The rows behind the figures of goods: scopes of the measures, narrowed by the ways rows write a title or a place. */
import type { Condition, ScopeInput } from '../../../shared/contract/scope.ts'
import type { GoodsFacts } from './facts.ts'

/** A condition that a field is one of the ways its rows write a title. */
export function titleIs(facts: GoodsFacts, title: string): Condition {
  const spellings = facts.titles.get(title)?.spellings ?? []
  return spellings.length === 0
    ? { field: 'title', op: 'empty', values: [] }
    : { field: 'title', op: 'oneOf', values: [...spellings] }
}
/** The same of a place, a shop or a person. */
export function partyIs(facts: GoodsFacts, field: string, party: string | null): Condition {
  const spellings = party === null ? [] : (facts.parties.get(party)?.spellings ?? [])
  return spellings.length === 0
    ? { field, op: 'empty', values: [] }
    : { field, op: 'oneOf', values: [...spellings] }
}
/** A condition on the month of a time; `null`: no time is told. */
export function monthIs(field: string, month: string | null): Condition {
  return month === null ? { field, op: 'empty', values: [] } : { field, op: 'is', values: [month] }
}
export const printRows = (...filter: readonly Condition[]): ScopeInput => ({
  kind: 'printOrder',
  measure: 'printing.copies',
  filter,
})
export const inRows = (...filter: readonly Condition[]): ScopeInput => ({
  kind: 'stockMove',
  measure: 'stock.copies_in',
  filter,
})
export const outRows = (...filter: readonly Condition[]): ScopeInput => ({
  kind: 'stockMove',
  measure: 'stock.copies_out',
  filter,
})
export const wholesaleRows = (...filter: readonly Condition[]): ScopeInput => ({
  kind: 'stockMove',
  measure: 'wholesale.copies',
  filter,
})
export const soldRows = (...filter: readonly Condition[]): ScopeInput => ({
  kind: 'saleOrder',
  measure: 'online.copies',
  filter,
})
export const seizedRowsOf = (...filter: readonly Condition[]): ScopeInput => ({
  kind: 'seizure',
  measure: 'business.unsold_amount',
  filter,
})
