/** What each account and everything below it comes to. Stakes are those of the measures, added up account by account. */
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { bigOf } from '../../../shared/model/minor.ts'
import { betsByAccount, betSums } from '../law/accountBets.ts'
import { pointValue, type PointValue } from '../law/slips.ts'
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { accountEntities, accountProfiles, onlyOne, type AccountProfile } from './accounts.ts'
import { isRate, settledUp, type Unsettled } from './settlement.ts'
import { addTally, noSlips, slipTallies, type SlipTally } from './slipSums.ts'
import { aboveStatements, type Statements } from './statements.ts'
import { allBelow, belowBetween, isAgent, makeTree, type AgentTree, type TreeAccount } from './tree.ts'

/** What some accounts come to. */
export interface Sum {
  readonly accounts: number
  /** Accounts with a slip that was neither cancelled nor void, and the persons behind them as far as decided. */
  readonly bettors: number
  readonly persons: number
  /** Hundredths of a point and 分; null where withheld (`why`) or where nobody knows what a point is worth. */
  readonly points: bigint | null
  readonly stakes: bigint | null
  readonly why: readonly MeasureRemark[]
  readonly tally: SlipTally
}
export interface AgentFigures {
  readonly account: TreeAccount
  readonly directMembers: number
  readonly directAgents: number
  readonly members: number
  readonly agents: number
  /** Of the account itself, of the members directly below, and of all accounts below. */
  readonly own: Sum
  readonly direct: Sum
  readonly below: Sum
  /** Between what the stakes below lie whichever of the conflicting words on who is above are true and whoever of a circle is on top; null where neither moves them. */
  readonly stakesBetween: { readonly low: bigint; readonly high: bigint } | null
  readonly share: number | null
  readonly rebate: number | null
  /** What goes to the one above for the whole line, in 分, or why nobody can say. */
  readonly settlement: bigint | Unsettled
}
export interface Ring {
  readonly statements: Statements
  readonly tree: AgentTree
  readonly worth: PointValue
  readonly profiles: ReadonlyMap<number, AccountProfile>
  /** By account: those with accounts below and those that the agent list names. */
  readonly agents: ReadonlyMap<number, AgentFigures>
  sumOf(accounts: readonly TreeAccount[]): Sum
}
/** The tree with its figures, once per state of the facts. */
export const bettingRing: (db: Db) => Ring = oncePerState((db) => {
  const statements = aboveStatements(db)
  const tree = makeTree(statements)
  const worth = pointValue(db)
  const profiles = accountProfiles(db)
  const sumOf = summing(db)
  const between = belowBetween(tree)
  const agents = new Map<number, AgentFigures>()
  for (const account of tree.order) {
    if (!isAgent(account) && !account.inAgentList) continue
    const all = allBelow(tree, account)
    const below = sumOf(all)
    const own = sumOf([account])
    const direct = account.below.flatMap((id) => tree.accounts.get(id) ?? [])
    const profile = profiles.get(account.id)
    const [share, rebate] = [onlyOne(profile?.share), onlyOne(profile?.rebate)]
    const agentsBelow = all.filter(isAgent).length
    const directAgents = direct.filter(isAgent).length
    agents.set(account.id, {
      account,
      directMembers: direct.length - directAgents,
      directAgents,
      members: all.length - agentsBelow,
      agents: agentsBelow,
      own,
      direct: sumOf(direct.filter((one) => !isAgent(one))),
      below,
      stakesBetween: stakesBetween(tree, account, below, between, sumOf),
      share,
      rebate,
      settlement: account.inCircle ? 'in-circle' : settlementOf(sumOf([account, ...all]), profile, worth),
    })
  }
  return { statements, tree, worth, profiles, agents, sumOf }
})
function summing(db: Db): (accounts: readonly TreeAccount[]) => Sum {
  const entities = accountEntities(db)
  const bets = betsByAccount(db)
  const sums = betSums(db)
  const tallies = slipTallies(db)
  return (accounts) => {
    const parts: number[] = []
    const seen = new Set<number>()
    const tally = noSlips()
    let bettors = 0
    for (const { id } of accounts) {
      const own = entities.get(id) ?? { parts: [id], seen: [id] }
      parts.push(...own.parts)
      for (const part of own.parts) {
        const more = tallies.get(part)
        if (more !== undefined) addTally(tally, more)
      }
      if (!own.parts.some((part) => (bets.get(part)?.slips ?? 0) > 0)) continue
      bettors += 1
      for (const one of own.seen) seen.add(one)
    }
    const { points, stakes, why } = sums(parts)
    return {
      accounts: accounts.length,
      bettors,
      persons: seen.size,
      points: points === null ? null : bigOf(points),
      stakes: stakes === null ? null : bigOf(stakes),
      why,
      tally,
    }
  }
}
function stakesBetween(
  tree: AgentTree,
  account: TreeAccount,
  below: Sum,
  between: ReturnType<typeof belowBetween>,
  sumOf: Ring['sumOf'],
): AgentFigures['stakesBetween'] {
  const sets = between?.(account.id) ?? null
  if (sets === null || below.stakes === null) return null
  const of = (ids: ReadonlySet<number>): bigint | null =>
    sumOf([...ids].flatMap((id) => tree.accounts.get(id) ?? [])).stakes
  const [low, high] = [of(sets.sure), of(sets.possible)]
  return low === null || high === null || low === high ? null : { low, high }
}
/** What a whole line settles at the account's own rates, or why it cannot be told. */
export function settlementOf(
  line: Sum,
  profile: AccountProfile | undefined,
  worth: PointValue,
): bigint | Unsettled {
  const [shares, rebates] = [profile?.share ?? [], profile?.rebate ?? []]
  if (shares.length > 1 || rebates.length > 1) return 'rates-differ'
  const [share, rebate] = [onlyOne(shares), onlyOne(rebates)]
  if (share === null || rebate === null) return 'no-rates'
  if (!isRate(share) || !isRate(rebate)) return 'rates-out-of-range'
  if (line.points === null) return 'conflicting-slips'
  if (line.tally.withoutPoints > 0) return 'points-missing'
  if (line.tally.withoutResult > 0) return 'results-missing'
  if (typeof worth === 'string') return 'point-value'
  return settledUp({ result: line.tally.result, points: line.points }, { share, rebate }, worth)
}
