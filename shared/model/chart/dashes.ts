/** How lines are told apart where there is no colour: by the sort of what links two. */
import type { Strength } from '../../contract/statements.ts'
import type { LinkKindId } from '../define.ts'

/** What a line says, as the legend of a black-and-white chart tells it apart. */
export const lineSorts = ['money', 'contact', 'goods', 'belongs', 'ranks', 'other'] as const
export type LineSort = (typeof lineSorts)[number]

const sorts: Readonly<Record<LinkKindId, LineSort>> = {
  transfer: 'money',
  bets: 'money',
  deposits: 'money',
  withdraws: 'money',
  collects: 'money',
  takesOrders: 'money',
  paysOrder: 'money',
  buysCoins: 'money',
  calls: 'contact',
  messages: 'contact',
  loggedIn: 'contact',
  holds: 'belongs',
  uses: 'belongs',
  owns: 'belongs',
  keeps: 'belongs',
  locatedAt: 'belongs',
  resolvesTo: 'belongs',
  memberOf: 'belongs',
  investsIn: 'belongs',
  reportsTo: 'ranks',
  agentOf: 'ranks',
  manages: 'ranks',
  prints: 'goods',
  orders: 'goods',
  delivers: 'goods',
  sells: 'goods',
  buys: 'goods',
  ships: 'goods',
  seizedAt: 'goods',
  relatedTo: 'other',
  staysAt: 'other',
  accompanies: 'other',
  departs: 'other',
  arrives: 'other',
  passes: 'other',
  mentions: 'other',
  statedConfirmed: 'other',
  statedProbable: 'other',
  statedDisputed: 'other',
}
/** A kind that this version does not know is among the others. */
export function lineSort(linkKind: string): LineSort {
  return (sorts as Readonly<Record<string, LineSort | undefined>>)[linkKind] ?? 'other'
}
/** How sure a line is held to be that people entered by hand; null for one that files say. */
export function statedStrength(linkKind: string): Strength | null {
  return stated[linkKind] ?? null
}
const stated: Readonly<Record<string, Strength | undefined>> = {
  statedConfirmed: 'confirmed',
  statedProbable: 'probable',
  statedDisputed: 'disputed',
}
/** Lengths of strokes and gaps of such a line: solid, dashed, dotted. It has a colour of its own, and is a double line where there is none. */
export const statedDashes: Readonly<Record<Strength, readonly number[]>> = {
  confirmed: [],
  probable: [9, 6],
  disputed: [2, 4],
}
/** Lengths of strokes and gaps in pixels; none for a solid line. */
export const dashes: Readonly<Record<LineSort, readonly number[]>> = {
  money: [],
  contact: [2, 3],
  goods: [12, 4],
  belongs: [6, 4],
  ranks: [10, 3, 2, 3],
  other: [10, 3, 2, 3, 2, 3],
}
