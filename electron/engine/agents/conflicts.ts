/** Where agent list, member list and slips do not agree, each with the accounts it concerns. The program names it, a person decides. */
import type { Db } from '../store/db.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { bettingRing, type Ring } from './figures.ts'
import { isAgent, lineAbove, standsBelow, type TreeAccount } from './tree.ts'

/**
 * above: two answers to who is above it. circle: it stands above itself by way of others. rates: rows give it different shares or rebates. rateAbove: its share or rebate is
 * higher than that of the one above. members, agents: the list counts others below it than there are. called: called a member, has accounts below. unlisted: named as above
 * others, stands in no list. nobodyBelow: in the agent list, nobody below.
 */
export const conflictSorts = [
  'above',
  'circle',
  'rates',
  'rateAbove',
  'members',
  'agents',
  'called',
  'unlisted',
  'nobodyBelow',
] as const
export type ConflictSort = (typeof conflictSorts)[number]
export interface RingConflict {
  readonly sort: ConflictSort
  readonly account: TreeAccount
  /** Accounts it speaks of besides: answers to who is above (null: the house), those of a circle, those below. */
  readonly others: readonly (number | null)[]
  /** What the list says and what was found, of counts and rates (these in hundredths of a per cent). */
  readonly says: number | null
  readonly found: number | null
  /** Of `rateAbove`: which. */
  readonly rate: 'share' | 'rebate' | null
  /** Of `above`: all other answers stand on the same line, further up or down. */
  readonly sameLine: boolean
}
/** All of them, by sort and then as the tree stands. */
export const ringConflicts: (db: Db) => readonly RingConflict[] = oncePerState((db) => {
  const ring = bettingRing(db)
  const found = ring.tree.order.flatMap((account) => conflictsOf(ring, account))
  const circles = ring.tree.circles.flatMap((circle): RingConflict[] => {
    const first = ring.tree.accounts.get(circle[0] ?? 0)
    return first === undefined ? [] : [conflict('circle', first, { others: circle })]
  })
  return [...found, ...circles].toSorted(
    (one, other) =>
      conflictSorts.indexOf(one.sort) - conflictSorts.indexOf(other.sort) ||
      one.account.from - other.account.from,
  )
})
function conflict(
  sort: ConflictSort,
  account: TreeAccount,
  more: Partial<Omit<RingConflict, 'sort' | 'account'>> = {},
): RingConflict {
  return { sort, account, others: [], says: null, found: null, rate: null, sameLine: false, ...more }
}
function conflictsOf(ring: Ring, account: TreeAccount): readonly RingConflict[] {
  const { profiles, agents } = ring
  const found: RingConflict[] = []
  if (account.places.length > 1)
    found.push(
      conflict('above', account, { others: account.places, sameLine: onOneLine(ring, account.places) }),
    )
  const profile = profiles.get(account.id)
  if ((profile?.share.length ?? 0) > 1 || (profile?.rebate.length ?? 0) > 1)
    found.push(conflict('rates', account))
  const figures = agents.get(account.id)
  const upper = agents.get(account.above ?? 0)
  for (const rate of ['share', 'rebate'] as const) {
    const [own, its] = [figures?.[rate] ?? null, upper?.[rate] ?? null]
    if (own !== null && its !== null && own > its)
      found.push(conflict('rateAbove', account, { others: [account.above], says: own, found: its, rate }))
  }
  if (figures !== undefined) {
    const counted = (says: readonly number[] | undefined, sort: 'members' | 'agents'): void => {
      const [direct, all] =
        sort === 'members' ? [figures.directMembers, figures.members] : [figures.directAgents, figures.agents]
      // The list does not say whether it counts those directly below or all, nor whether agents are among the members.
      const either = new Set(
        sort === 'members'
          ? [direct, all, direct + figures.directAgents, all + figures.agents]
          : [direct, all],
      )
      for (const said of says ?? [])
        if (!either.has(said)) found.push(conflict(sort, account, { says: said, found: direct }))
    }
    counted(profile?.saysMembers, 'members')
    counted(profile?.saysAgents, 'agents')
  }
  if (isAgent(account) && !account.inAgentList) {
    if (account.inMemberList) found.push(conflict('called', account, { others: account.below }))
    else found.push(conflict('unlisted', account, { others: account.below }))
  }
  if (!isAgent(account) && account.inAgentList) found.push(conflict('nobodyBelow', account))
  return found
}
/** Whether every answer stands on the line above the first one, or it on theirs. */
function onOneLine({ tree }: Ring, places: readonly (number | null)[]): boolean {
  const [first, ...others] = places.map((id) => (id === null ? undefined : tree.accounts.get(id)))
  return (
    first !== undefined &&
    others.every(
      (other) => other !== undefined && (standsBelow(first, other) || lineAbove(tree, other).includes(first)),
    )
  )
}
