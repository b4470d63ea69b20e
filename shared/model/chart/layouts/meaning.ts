/** What a link says about who stands above whom, and about the trade its ends are in. Every link kind is told; one that is missing does not compile. */
import type { LinkKindId } from '../../define.ts'

/** How much a link says about above and below: who leads whom, the way of the goods, what somebody has, hardly anything. */
export type Strength = 3 | 2 | 1 | 0
interface Direction {
  /** Whether the end the link comes from stands above the one it leads to. */
  readonly down: boolean
  readonly strength: Strength
}
const down = (strength: Strength): Direction => ({ down: true, strength })
const up = (strength: Strength): Direction => ({ down: false, strength })
/** Dealings between equals: they decide only where nothing else links. */
const dealing = down(0)

const directions: Readonly<Record<LinkKindId, Direction>> = {
  reportsTo: up(3),
  agentOf: down(3),
  orders: down(2),
  prints: down(2),
  delivers: down(2),
  sells: down(2),
  // The buyer comes last.
  buys: up(2),
  ships: down(2),
  manages: down(2),
  investsIn: down(2),
  keeps: down(1),
  holds: down(1),
  uses: down(1),
  owns: down(1),
  memberOf: up(1),
  resolvesTo: down(1),
  locatedAt: down(1),
  loggedIn: down(1),
  // Where it lay stands above what was found there.
  seizedAt: up(1),
  staysAt: down(1),
  departs: down(1),
  arrives: down(1),
  passes: down(1),
  mentions: down(1),
  bets: up(1),
  takesOrders: down(1),
  collects: down(1),
  deposits: dealing,
  withdraws: dealing,
  paysOrder: dealing,
  buysCoins: dealing,
  transfer: dealing,
  calls: dealing,
  messages: dealing,
  accompanies: dealing,
  relatedTo: dealing,
  statedConfirmed: dealing,
  statedProbable: dealing,
  statedDisputed: dealing,
}
export function directionOf(kind: string): Direction {
  return kind in directions ? directions[kind as LinkKindId] : dealing
}

/** The lanes of a trade in goods, in the order of the goods. */
export const tradeLanes = ['printing', 'storage', 'online', 'offline', 'other'] as const
export type TradeLane = (typeof tradeLanes)[number]

/** Words of roles and places that name a lane; who plans and organises belongs to none of them. */
const laneWords: readonly (readonly [RegExp, TradeLane | null])[] = [
  [/组织|策划|统筹|总负责|主犯|老板/, null],
  [/印刷|印制|印厂|装订|制版/, 'printing'],
  [/网络|网店|网上|线上|电商|直播/, 'online'],
  [/仓|物流|配送|货运|发货/, 'storage'],
  [/门店|线下|实体店|店面|零售|摊/, 'offline'],
]
/** The lane a word names; undefined where it names none. */
export function laneNamed(words: string): TradeLane | null | undefined {
  return laneWords.find(([pattern]) => pattern.test(words))?.[1]
}
