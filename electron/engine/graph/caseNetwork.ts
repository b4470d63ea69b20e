/**
 * Views of the case's one graph: by entity or by person, some kinds of link, a part of time, with or without what people entered by hand, with directions or
 * without. What a view leaves out is counted with it.
 */
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import type { Span } from '../../../shared/contract/span.ts'
import { fieldOf } from '../records/evidence.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { linkKinds, type LinkKind } from '../../../shared/model/define.ts'
import { foldIntoPeople } from '../../../shared/model/chart/fold.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { allTime, isAllTime } from '../../../shared/model/time/span.ts'
import { ruleId, rulesOf } from '../entities/linkRows.ts'
import { factsVersion } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { readEvents, undatedFacts } from './caseEvents.ts'
import { numbersIn } from './idNumbers.ts'
import { type LinkGraph, linkGraph } from './linkGraph.ts'
import { type Graph, goOn, offsetsOf, simpleGraphOf, type StopCheck } from './network/graph.ts'

export interface NetworkView {
  readonly by: 'entity' | 'person'
  /** Kinds of link; none: all that come from files, and with `statements` those entered by hand. */
  readonly links: readonly string[]
  readonly statements: boolean
  readonly directed: boolean
  /** none: each pair one. count: facts. amount: yuan in minor units. weight: what a list of relations gives as weight, one where it gives none. */
  readonly weight: 'none' | 'count' | 'amount' | 'weight'
  /** From a moment to another, both as far as they are written; null: open. */
  readonly span: Pick<Span, 'from' | 'to'>
}
/** What of the case is not in a view, each a number of links but `undated`. */
export interface LeftOut {
  /** Links of a kind that tells no time, where a part of time is asked for. */
  readonly timeless: number
  /** Facts that tell no time though others of their kind do, where a part of time is asked for. */
  readonly undated: number
  /** It is not known which way they go, where directions count. */
  readonly wayless: number
  /** Within one person: between accounts of their own, or to what they hold. */
  readonly within: number
  /** Without an amount in yuan, or with one of nothing or less, where amounts are the weight; the same for weights. */
  readonly weightless: number
  /** Entered by hand. */
  readonly byHand: number
}
export interface CaseNetwork {
  /** One edge a pair and, with directions, a way; weights as asked. Nodes without an edge are not in it. */
  readonly graph: Graph
  /** Node → the entity it stands for, ascending. */
  readonly entityIds: Float64Array
  /** The links behind edge e are `links[place]` (ids) for places from `linkOffsets[e]` to `linkOffsets[e + 1]`. */
  readonly linkOffsets: Int32Array
  readonly links: Float64Array
  /** By edge how many facts. */
  readonly counts: Float64Array
  readonly leftOut: LeftOut
  /** The kinds of link it is made of. */
  readonly kinds: readonly string[]
  /** By person: entities drawn inside of others, and things that several hold, which stand by themselves. */
  readonly folded: number
  readonly shared: number
  /** The node of an entity, of a member of one, or of what is folded into one; undefined where it has no link. */
  place(entityId: number): number | undefined
}
const kept = keptValues<CaseNetwork>(4)
/** Of a large case one view fills some seventy megabytes a million links: only the last one is kept. */
const keptLarge = keptValues<CaseNetwork>(1)
const large = 200_000

/** A view; the last few are kept until the facts change. */
export function caseNetwork(db: Db, view: NetworkView, check: StopCheck = goOn): CaseNetwork {
  const place = linkGraph(db).linkIds.length > large ? keptLarge : kept
  return place.of(db, JSON.stringify(view), factsVersion(db), () => makeNetwork(db, view, check))
}
const byHandKinds: ReadonlySet<string> = new Set(
  (linkKinds as readonly LinkKind[]).flatMap((kind) => (kind.byHand === true ? [kind.id] : [])),
)

function makeNetwork(db: Db, view: NetworkView, check: StopCheck): CaseNetwork {
  const all = linkGraph(db)
  check()
  const folding = view.by === 'person' ? foldings.of(db, '', factsVersion(db), () => foldAll(db, all)) : null
  const span: Span = { ...allTime, ...view.span }
  const { counts, amounts, quantities } = isAllTime(span)
    ? {
        counts: all.counts,
        amounts: all.amounts,
        quantities: view.weight === 'weight' ? quantitiesOf(db, all) : null,
      }
    : sumsDuring(db, all, view.links, span, check)
  const weights =
    view.weight === 'amount' ? amounts : view.weight === 'weight' ? listedWeights(all, quantities) : null
  const left = { timeless: 0, undated: 0, wayless: 0, within: 0, weightless: 0, byHand: 0 }
  const wanted = new Set(view.links)
  const isWanted = all.kindNames.map((kind) =>
    wanted.size > 0 ? wanted.has(kind) : view.statements || !byHandKinds.has(kind),
  )
  const timed = timedRules()
  const isTimeless = all.ruleNames.map((rule) => !isAllTime(span) && !timed.has(rule))
  const taken = new Int32Array(all.linkIds.length)
  let size = 0
  for (let link = 0; link < taken.length; link++) {
    if (isWanted[all.kinds[link] as number] !== true) {
      if (wanted.size === 0) left.byHand++
      continue
    }
    if (isTimeless[all.rules[link] as number] === true) left.timeless++
    else if (counts[link] === 0) continue
    else if (top(folding, all.from[link] as number) === top(folding, all.to[link] as number)) left.within++
    else if (view.directed && all.directed[link] === 0) left.wayless++
    else if (weights !== null && !((weights[link] as number) > 0)) left.weightless++
    else taken[size++] = link
  }
  check()
  const kinds = all.kindNames.filter((_, kind) => isWanted[kind] === true)
  if (!isAllTime(span)) left.undated = undatedFacts(db, kinds)
  return assembled(all, view, taken.slice(0, size), counts, weights, folding, left, kinds)
}
function assembled(
  all: LinkGraph,
  view: NetworkView,
  taken: Int32Array,
  counts: Float64Array,
  weights: Float64Array | null,
  folding: Folding | null,
  leftOut: LeftOut,
  kinds: readonly string[],
): CaseNetwork {
  const present = new Uint8Array(all.entityIds.length)
  for (let at = 0; at < taken.length; at++) {
    const link = taken[at] as number
    present[top(folding, all.from[link] as number)] = 1
    present[top(folding, all.to[link] as number)] = 1
  }
  const nodes = Int32Array.from([...present.keys()].filter((node) => present[node] === 1))
  const placeOf = new Int32Array(all.entityIds.length).fill(-1)
  for (const [place, node] of nodes.entries()) placeOf[node] = place
  const end = (ends: Int32Array): Int32Array =>
    taken.map((link) => placeOf[top(folding, ends[link] as number)] as number)
  const weightOf = (link: number): number =>
    view.weight === 'count' ? (counts[link] as number) : (weights?.[link] ?? 1)
  const { graph: merged, edgeOf } = simpleGraphOf({
    nodes: nodes.length,
    directed: view.directed,
    from: end(all.from),
    to: end(all.to),
    weight: weightsOf(taken, weightOf),
  })
  // Of two kinds of link between the same two there is one edge, whatever number of them there is.
  const graph =
    view.weight === 'none' ? { ...merged, weight: new Float64Array(merged.edges).fill(1) } : merged
  const linkOffsets = offsetsOf(graph.edges, [edgeOf])
  const next = linkOffsets.slice()
  const links = new Float64Array(taken.length)
  const edgeCounts = new Float64Array(graph.edges)
  for (let at = 0; at < taken.length; at++) {
    const link = taken[at] as number
    const edge = edgeOf[at] as number
    links[next[edge] as number] = all.linkIds[link] as number
    next[edge] = (next[edge] as number) + 1
    edgeCounts[edge] = (edgeCounts[edge] as number) + (counts[link] as number)
  }
  const entityIds = Float64Array.from(nodes, (node) => all.entityIds[node] as number)
  return {
    graph,
    entityIds,
    linkOffsets,
    links,
    counts: edgeCounts,
    leftOut,
    kinds,
    folded: folding?.count ?? 0,
    shared: folding?.shared ?? 0,
    place(entityId) {
      const node = all.numberOf.get(entityId)
      const place = node === undefined ? -1 : (placeOf[top(folding, node)] as number)
      return place === -1 ? undefined : place
    },
  }
}

function weightsOf(taken: Int32Array, weightOf: (link: number) => number): Float64Array {
  const weights = new Float64Array(taken.length)
  for (let at = 0; at < taken.length; at++) weights[at] = weightOf(taken[at] as number)
  return weights
}

interface Folding {
  /** Node of the link graph → the one it is drawn inside of, or itself. */
  readonly into: Int32Array
  readonly count: number
  readonly shared: number
}
const foldings = keptValues<Folding>(1)
function top(folding: Folding | null, node: number): number {
  return folding === null ? node : (folding.into[node] as number)
}
function foldAll(db: Db, all: LinkGraph): Folding {
  const kinds = db.prepare<[], [number, string]>('SELECT entity_id, kind FROM entities').raw().all()
  const edges = function* () {
    for (let link = 0; link < all.linkIds.length; link++) {
      const linkKind = all.kindNames[all.kinds[link] as number] as string
      if (linkKind === 'holds' || linkKind === 'uses' || linkKind === 'collects')
        yield {
          linkKind,
          fromId: all.entityIds[all.from[link] as number] as number,
          toId: all.entityIds[all.to[link] as number] as number,
        }
    }
  }
  const { into, shared } = foldIntoPeople(
    kinds.map(([entityId, kind]) => ({ entityId, kind })),
    edges(),
  )
  const nodes = Int32Array.from({ length: all.entityIds.length }, (_, node) => node)
  let count = 0
  for (const [thing, holder] of into) {
    const [node, other] = [all.numberOf.get(thing), all.numberOf.get(holder)]
    if (node === undefined || other === undefined) continue
    nodes[node] = other
    count++
  }
  return { into: nodes, count, shared: shared.length }
}

/** The rules whose links tell a time. */
function timedRules(): ReadonlySet<string> {
  return new Set(
    rulesOf(recordKinds).flatMap((entry) => (entry.rule.time === undefined ? [] : [ruleId(entry)])),
  )
}
interface LinkSumsDuring {
  readonly counts: Float64Array
  /** Yuan in minor units; NaN where there is none, or any in another currency. */
  readonly amounts: Float64Array
  readonly quantities: Float64Array | null
}
/** What each link adds up to in a part of time. */
function sumsDuring(
  db: Db,
  all: LinkGraph,
  links: readonly string[],
  span: Span,
  check: StopCheck,
): LinkSumsDuring {
  const counts = new Float64Array(all.linkIds.length)
  const amounts = new Float64Array(all.linkIds.length).fill(Number.NaN)
  const quantities = new Float64Array(all.linkIds.length).fill(Number.NaN)
  const size = all.entityIds.length
  const key = (from: number, to: number, directed: number): number => (from * size + to) * 2 + directed
  const byRule = new Map<string, Map<number, number>>()
  for (let link = 0; link < counts.length; link++) {
    const rule = all.ruleNames[all.rules[link] as number] as string
    const places = byRule.get(rule) ?? new Map<number, number>()
    byRule.set(rule, places)
    places.set(key(all.from[link] as number, all.to[link] as number, all.directed[link] as number), link)
  }
  const events = readEvents(db, links.length === 0 ? all.kindNames : links, span, check)
  const nodes = Int32Array.from(events.entityIds, (entityId) => all.numberOf.get(entityId) ?? -1)
  const places = events.rules.map((entry) => byRule.get(ruleId(entry)))
  const add = (sums: Float64Array, link: number, value: number): void => {
    if (!Number.isNaN(value)) sums[link] = (Number.isNaN(sums[link]) ? 0 : (sums[link] as number)) + value
  }
  const foreign = new Set<number>()
  for (let event = 0; event < events.count; event++) {
    const [from, to] = [
      nodes[events.from[event] as number] as number,
      nodes[events.to[event] as number] as number,
    ]
    const directed = events.directed[event] as number
    const of = places[events.rule[event] as number]
    // Merged ones may stand the other way round where no way is known.
    const link = of?.get(key(from, to, directed)) ?? (directed === 0 ? of?.get(key(to, from, 0)) : undefined)
    if (link === undefined) continue
    counts[link] = (counts[link] as number) + 1
    add(quantities, link, events.quantity[event] as number)
    const amount = events.amount[event] as number
    if (events.largeAmounts.has(event)) foreign.add(link)
    else if (events.currencies[events.currency[event] as number] === yuan) add(amounts, link, amount)
    else if (!Number.isNaN(amount)) foreign.add(link)
  }
  for (const link of foreign) amounts[link] = Number.NaN
  return { counts, amounts, quantities }
}
function quantitiesOf(db: Db, all: LinkGraph): Float64Array {
  const quantities = new Float64Array(all.linkIds.length).fill(Number.NaN)
  const placeOf = numbersIn(all.linkIds)
  for (const [linkId, quantity] of db
    .prepare<[], [number, number]>(
      'SELECT link_id, CAST(quantity AS REAL) FROM links WHERE quantity IS NOT NULL',
    )
    .raw()
    .iterate()) {
    const place = placeOf.get(linkId)
    if (place !== undefined) quantities[place] = quantity
  }
  return quantities
}
/** By link what a list of relations gives as weight: NaN where the rows of such a list leave it empty, 1 for links of lists that have none. */
function listedWeights(all: LinkGraph, quantities: Float64Array | null): Float64Array {
  const scales = new Map(
    rulesOf(recordKinds).flatMap((entry) => {
      const { kind, rule } = entry
      return rule.linkKind === 'relatedTo' && rule.quantity !== undefined
        ? [[ruleId(entry), 10 ** (fieldOf(kind, rule.quantity).scale ?? 0)] as const]
        : []
    }),
  )
  return Float64Array.from(all.linkIds, (_, link) => {
    const scale = scales.get(all.ruleNames[all.rules[link] as number] as string)
    return scale === undefined ? 1 : (quantities?.[link] ?? Number.NaN) / scale
  })
}

/** The rows behind some links, a scope a table; those in the part of time that was asked for. */
export function rowsBehind(
  db: Db,
  linkIds: Iterable<number>,
  span: NetworkView['span'],
): readonly ScopeInput[] {
  const all = linkGraph(db)
  const ids = new Set(linkIds)
  const byKind = new Map<string, number[]>()
  const places = numbersIn(all.linkIds)
  for (const id of ids) {
    const place = places.get(id)
    if (place === undefined) continue
    const rule = all.ruleNames[all.rules[place] as number] as string
    const kind = rule.slice(0, rule.indexOf('.'))
    const known = byKind.get(kind)
    if (known === undefined) byKind.set(kind, [id])
    else known.push(id)
  }
  const during: Span = { ...allTime, ...span }
  return [...byKind].map(([kind, links]) => ({
    kind,
    links: links.sort((one, other) => one - other),
    ...(isAllTime(during) ? {} : { during: { ...during, hours: [], weekdays: [] } }),
  }))
}
