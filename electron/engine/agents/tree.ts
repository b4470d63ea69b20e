/** One tree of what lists, tables and slips say of who is above whom. Pure: statements in, accounts in their places out. */
import { aboveSources, type AboveSource, type Said, type Statements } from './statements.ts'

export interface TreeAccount {
  readonly id: number
  readonly name: string
  /** The account it stands under; null at the top. */
  readonly above: number | null
  /** Who says so; null where nobody names an account above. */
  readonly source: AboveSource | null
  /** Everything that was said about who is above it. */
  readonly said: readonly Said[]
  /** Different answers to who is above it, the one it stands by first; null is the house. One or none: nothing is open. */
  readonly places: readonly (number | null)[]
  readonly inAgentList: boolean
  readonly inMemberList: boolean
  /** Accounts directly below, by name. */
  readonly below: readonly number[]
  /** 1 at the top. */
  readonly level: number
  /** It stands above itself by way of others; the circle is cut at the first of its names. */
  readonly inCircle: boolean
  /** In `order`, from here (itself) to there (not included) stand the account and all below it. */
  readonly from: number
  readonly to: number
}
export interface AgentTree {
  readonly accounts: ReadonlyMap<number, TreeAccount>
  /** Every account, each directly followed by those below it. */
  readonly order: readonly TreeAccount[]
  /** Accounts without one above that have accounts below. */
  readonly roots: readonly TreeAccount[]
  /** Accounts with neither one above nor one below, as far as the material tells. */
  readonly alone: readonly TreeAccount[]
  /** Each circle of accounts, in the order in which one stands above the next. */
  readonly circles: readonly (readonly number[])[]
}
/** Texts in the order of their characters, the same on every machine. */
export function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
interface Place {
  readonly said: readonly Said[]
  readonly chosen: Said | null
}
/**
 * The tree. Of two different answers the one of the agent list stands before the member list, and that before the slips; within one of them the one that more rows give, then
 * the first by name.
 */
export function makeTree({ said, names, inAgentList, inMemberList }: Statements): AgentTree {
  const ids = [...names.keys()].sort((one, other) => byText(nameOf(one), nameOf(other)) || one - other)
  function nameOf(id: number): string {
    return names.get(id) ?? ''
  }
  const byAccount = Map.groupBy(said, ({ account }) => account)
  const places = new Map(
    ids.map((id): readonly [number, Place] => {
      const own = (byAccount.get(id) ?? []).toSorted(
        (one, other) =>
          aboveSources.indexOf(one.source) - aboveSources.indexOf(other.source) ||
          other.rows - one.rows ||
          byText(one.name, other.name),
      )
      return [id, { said: own, chosen: own[0] ?? null }]
    }),
  )
  const above = new Map(ids.map((id) => [id, places.get(id)?.chosen?.above ?? null] as const))
  const circles = cutCircles(ids, above)
  const circled = new Set(circles.flat())
  const below = new Map<number, number[]>()
  for (const id of ids) {
    const parent = above.get(id) ?? null
    if (parent === null) continue
    const list = below.get(parent)
    if (list === undefined) below.set(parent, [id])
    else list.push(id)
  }
  const accounts = new Map<number, TreeAccount>()
  const order: TreeAccount[] = []
  for (const { id, level, from, to } of walk(ids, above, below)) {
    const place = places.get(id)
    const account: TreeAccount = {
      id,
      name: nameOf(id),
      above: above.get(id) ?? null,
      source:
        above.get(id) === null && place?.chosen?.above !== null ? null : (place?.chosen?.source ?? null),
      said: place?.said ?? [],
      places: [...new Set((place?.said ?? []).map((one) => one.above))],
      inAgentList: inAgentList.has(id),
      inMemberList: inMemberList.has(id),
      below: below.get(id) ?? [],
      level,
      inCircle: circled.has(id),
      from,
      to,
    }
    accounts.set(id, account)
    order[from] = account
  }
  const tops = order.filter((account) => account.above === null)
  return {
    accounts,
    order,
    roots: tops.filter((account) => account.below.length > 0),
    alone: tops.filter((account) => account.below.length === 0),
    circles,
  }
}
/** Takes the one above away from one account of each circle, the first by the order given; tells the circles. */
function cutCircles(
  ids: readonly number[],
  above: Map<number, number | null>,
): readonly (readonly number[])[] {
  const circles: number[][] = []
  const done = new Set<number>()
  for (const start of ids) {
    const path = new Map<number, number>()
    let at: number | null = start
    while (at !== null && !done.has(at) && !path.has(at)) {
      path.set(at, path.size)
      at = above.get(at) ?? null
    }
    const began = at === null ? undefined : path.get(at)
    if (began !== undefined) circles.push([...path.keys()].slice(began))
    for (const id of path.keys()) done.add(id)
  }
  const place = new Map(ids.map((id, index) => [id, index] as const))
  return circles.map((upwards) => {
    const down = upwards.toReversed()
    const first = down.reduce((one, other) => ((place.get(other) ?? 0) < (place.get(one) ?? 0) ? other : one))
    above.set(first, null)
    const from = down.indexOf(first)
    return [...down.slice(from), ...down.slice(0, from)]
  })
}
interface Visit {
  readonly id: number
  readonly level: number
  readonly from: number
  readonly to: number
}
/** Every account with its level and its stretch of the order; without recursion, since a line of agents may be of any length. */
function walk(
  ids: readonly number[],
  above: ReadonlyMap<number, number | null>,
  below: ReadonlyMap<number, readonly number[]>,
): readonly Visit[] {
  const visits: Visit[] = []
  let next = 0
  const open: { readonly id: number; readonly level: number; readonly from: number; child: number }[] = []
  for (const top of ids) {
    if ((above.get(top) ?? null) !== null) continue
    open.push({ id: top, level: 1, from: next++, child: 0 })
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const child = below.get(last.id)?.[last.child]
      last.child += 1
      if (child === undefined) {
        visits.push({ id: last.id, level: last.level, from: last.from, to: next })
        open.pop()
      } else open.push({ id: child, level: last.level + 1, from: next++, child: 0 })
    }
  }
  return visits
}

/** Whether it has accounts below it, which makes it an agent whatever it is called. */
export const isAgent = (account: TreeAccount): boolean => account.below.length > 0
/** All accounts below one, itself left out. */
export function allBelow({ order }: AgentTree, account: TreeAccount): readonly TreeAccount[] {
  return order.slice(account.from + 1, account.to)
}
/** Those above one, the nearest first. */
export function lineAbove({ accounts }: AgentTree, account: TreeAccount): readonly TreeAccount[] {
  const line: TreeAccount[] = []
  for (let at = account.above; at !== null;) {
    const one = accounts.get(at)
    if (one === undefined) break
    line.push(one)
    at = one.above
  }
  return line
}
/** Whether one stands somewhere below another. */
export function standsBelow(one: TreeAccount, other: TreeAccount): boolean {
  return one.from > other.from && one.from < other.to
}

/** Accounts that stand below one however conflicts and circles are decided, and those that may stand there if they are decided that way; null where neither touches it. */
export interface BelowBetween {
  readonly sure: ReadonlySet<number>
  readonly possible: ReadonlySet<number>
}
/** Where an account may stand: of a circle anyone may be on top. */
function mayStandAt({ above, places, inCircle }: TreeAccount): readonly (number | null)[] {
  return inCircle ? [...new Set([...places, null])] : places.length > 1 ? places : [above]
}
/** Tells of any account what stands below it whichever of the conflicting statements are true, and whoever of a circle is on top. Null without any conflict and circle. */
export function belowBetween(tree: AgentTree): ((id: number) => BelowBetween | null) | null {
  const contested = tree.order.filter((account) => mayStandAt(account).length > 1)
  if (contested.length === 0) return null
  const under = new Map<number, number[]>()
  for (const account of tree.order)
    for (const place of mayStandAt(account))
      if (place !== null) {
        const list = under.get(place)
        if (list === undefined) under.set(place, [account.id])
        else list.push(account.id)
      }
  const moving = new Set(contested.map(({ id }) => id))
  return (id) => {
    const possible = reach(under, id)
    if (![...possible].some((one) => moving.has(one))) return null
    // Sure is what cannot be reached from the top without going through the account.
    const around = new Set<number>()
    const waiting = tree.order.flatMap((top) =>
      top.id !== id && mayStandAt(top).includes(null) ? [top.id] : [],
    )
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (around.has(at)) continue
      around.add(at)
      for (const next of under.get(at) ?? []) if (next !== id) waiting.push(next)
    }
    return { sure: new Set([...possible].filter((one) => !around.has(one))), possible }
  }
}
function reach(under: ReadonlyMap<number, readonly number[]>, from: number): ReadonlySet<number> {
  const found = new Set<number>()
  const waiting = [...(under.get(from) ?? [])]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at === from || found.has(at)) continue
    found.add(at)
    waiting.push(...(under.get(at) ?? []))
  }
  return found
}
