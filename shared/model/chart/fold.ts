/**
 * Folding as a view: what somebody holds is drawn inside of them, and what goes on between two people is one line a kind and direction. Nothing of the chart
 * changes; the same chart and settings give the same folding, whatever came first.
 */
import type { EntityKindId, LinkKindId } from '../define.ts'
import type { ChartEdge, ChartNode, ChartSettings } from '../../contract/charts.ts'
import type { ChartGroup } from '../../contract/groups.ts'
import { type FoldEdge, type FoldNode, foldRules } from './foldRules.ts'
import { closedOver } from './groups.ts'

/** What can be drawn inside of its holder. A website, a place or a work is a thing of its own. */
export const foldedKinds: readonly EntityKindId[] = [
  'bankAccount',
  'paymentAccount',
  'phone',
  'socialAccount',
  'siteAccount',
  'device',
  'vehicle',
  'shop',
]
/** Who holds such things. */
export const holderKinds: readonly EntityKindId[] = ['person', 'organisation']
const held: ReadonlySet<string> = new Set(foldedKinds)
const people: ReadonlySet<string> = new Set(holderKinds)
/** Accounts that stand for somebody nobody knows yet: what only they use is drawn inside of them. */
const accounts: ReadonlySet<string> = new Set<EntityKindId>([
  'siteAccount',
  'socialAccount',
  'paymentAccount',
  'shop',
])
const holds: LinkKindId = 'holds'
const uses: LinkKindId = 'uses'
const collects: LinkKindId = 'collects'

export interface Folding {
  /** What each folded entity is drawn inside of; what is on the right is never on the left. */
  readonly into: ReadonlyMap<number, number>
  /** Things of a kind that somebody holds, of which no holder stands on the chart. */
  readonly unheld: readonly number[]
  /** Things held or used by several, which stand by themselves. */
  readonly shared: readonly number[]
  /** Closed groups by the one of them that stands for all; left out where none is closed. */
  readonly heads?: ReadonlyMap<number, ChartGroup>
}
export const noFolding: Folding = { into: new Map(), unheld: [], shared: [] }

/**
 * Who is drawn inside of whom: an account, number, device, vehicle or shop inside of the one person or organisation that holds it; where nobody holds it, of the one
 * that uses it; a shop inside of the holder of the only accounts it collects to; and what only one account uses, inside of that account. Held or used by two it
 * stands by itself, and so does what is in `open`, with all it holds.
 */
export function foldIntoPeople(
  nodes: Iterable<Pick<ChartNode, 'entityId' | 'kind'>>,
  edges: Iterable<Pick<ChartEdge, 'linkKind' | 'fromId' | 'toId'>>,
  open: readonly number[] = [],
): Folding {
  const kindOf = new Map<number, string>()
  for (const { entityId, kind } of nodes) kindOf.set(entityId, kind)
  const { holders, users, accounts: byAccounts, collectsTo } = claimsOf(kindOf, edges)
  const into = new Map<number, number>()
  const shared = new Set<number>()
  const things: number[] = []
  for (const [entityId, kind] of kindOf) if (held.has(kind)) things.push(entityId)
  things.sort((one, other) => one - other)
  for (const thing of things) {
    const only = holders.get(thing) ?? users.get(thing)
    if (only === undefined) continue
    if (only === several) shared.add(thing)
    else into.set(thing, only)
  }
  for (const [shop, pays] of [...collectsTo].toSorted(([one], [other]) => one - other)) {
    if (into.has(shop) || shared.has(shop)) continue
    const [only, ...more] = new Set([...pays].map((pay) => into.get(pay)))
    if (only !== undefined && more.length === 0) into.set(shop, only)
  }
  const byPeople = new Set(into.keys())
  for (const thing of things) {
    if (byPeople.has(thing) || shared.has(thing)) continue
    const only = byAccounts.get(thing)
    if (only === undefined) continue
    if (only === several) shared.add(thing)
    // That an account which is inside of somebody uses it tells no more than that they use it.
    else if (!byPeople.has(only)) into.set(thing, only)
  }
  flatten(into)
  return {
    into: withoutOpen(into, open),
    unheld: things.filter((thing) => !into.has(thing) && !shared.has(thing)),
    shared: [...shared],
  }
}
function withoutOpen(
  into: ReadonlyMap<number, number>,
  open: readonly number[],
): ReadonlyMap<number, number> {
  if (open.length === 0) return into
  const opened = new Set(open)
  return new Map([...into].filter(([thing, top]) => !opened.has(thing) && !opened.has(top)))
}

/** Where not one but several claim a thing. */
const several = Symbol('several')
/** By thing: the one that claims it, or that several do. */
type Claim = Map<number, number | typeof several>
interface Claims {
  readonly holders: Claim
  readonly users: Claim
  readonly accounts: Claim
  /** By shop the accounts it collects to. */
  readonly collectsTo: ReadonlyMap<number, ReadonlySet<number>>
}
function claimsOf(
  kindOf: ReadonlyMap<number, string>,
  edges: Iterable<Pick<ChartEdge, 'linkKind' | 'fromId' | 'toId'>>,
): Claims {
  const [holders, users, byAccounts]: [Claim, Claim, Claim] = [new Map(), new Map(), new Map()]
  const collectsTo = new Map<number, Set<number>>()
  const claim = (claims: Claim, thing: number, by: number): void => {
    const known = claims.get(thing)
    if (known === undefined) claims.set(thing, by)
    else if (known !== by) claims.set(thing, several)
  }
  for (const { linkKind, fromId, toId } of edges) {
    if ((linkKind !== holds && linkKind !== uses && linkKind !== collects) || fromId === toId) continue
    const [from, to] = [kindOf.get(fromId), kindOf.get(toId)]
    if (from === undefined || to === undefined) continue
    if (linkKind === collects) {
      if (from === 'shop') collectsTo.set(fromId, (collectsTo.get(fromId) ?? new Set()).add(toId))
    } else if (!held.has(to)) continue
    else if (people.has(from)) claim(linkKind === holds ? holders : users, toId, fromId)
    else if (accounts.has(from)) claim(byAccounts, toId, fromId)
  }
  return { holders, users, accounts: byAccounts, collectsTo }
}
/** Each folded thing leads to what it is drawn inside of in one step; rings (two accounts that use each other) are taken apart at the lowest id. */
function flatten(into: Map<number, number>): void {
  for (const thing of into.keys()) {
    const passed = [thing]
    let top = into.get(thing) as number
    for (let next = into.get(top); next !== undefined && !passed.includes(top); next = into.get(top)) {
      passed.push(top)
      top = next
    }
    if (passed.includes(top)) {
      const ring = passed.slice(passed.indexOf(top))
      top = Math.min(...ring)
      into.delete(top)
    }
    for (const each of passed) if (each !== top) into.set(each, top)
  }
}

/** How a chart is folded, and what is drawn open all the same. */
export interface FoldView {
  readonly foldBy: ChartSettings['foldBy']
  readonly unfolded: readonly number[]
  readonly groups?: readonly ChartGroup[] | undefined
  readonly closedGroups?: readonly number[]
  /** Kinds that are filtered away: of these nobody is in a closed group. */
  readonly hiddenKinds?: readonly string[]
}
/** Who is drawn inside of whom when a chart is looked at like this. What is in `unfolded`, and all it holds, stands by itself. */
export function foldingOf(view: FoldView, nodes: Iterable<FoldNode>, edges: Iterable<FoldEdge>): Folding {
  const all = [...nodes]
  return closedOver(
    ruleFolding(view, all, edges),
    view,
    new Map(all.map(({ entityId, kind }) => [entityId, kind])),
  )
}
function ruleFolding(view: FoldView, nodes: readonly FoldNode[], edges: Iterable<FoldEdge>): Folding {
  if (view.foldBy === 'none') return noFolding
  if (view.foldBy === 'people') return foldIntoPeople(nodes, edges, view.unfolded)
  const kinds = new Map<number, string>()
  for (const { entityId, kind } of nodes) kinds.set(entityId, kind)
  const { into, unheld, shared } = foldRules[view.foldBy](kinds, [...edges])
  return { into: withoutOpen(into, view.unfolded), unheld, shared }
}
