/**
 * All links as typed arrays (compressed sparse rows), built once per state of the facts: a million links fit in some fifty megabytes and
 * are walked without a query. Direction plays no part here; each link stands under both its ends.
 */
import type { Db } from '../store/db.ts'
import { factsVersion } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'

export interface LinkGraph {
  /** Node number → entity id, ascending. */
  readonly entityIds: Float64Array
  readonly numberOf: ReadonlyMap<number, number>
  /** Node n's half links are `offsets[n]` to `offsets[n + 1]`. */
  readonly offsets: Int32Array
  readonly targets: Int32Array
  /** Half link → its link. */
  readonly links: Int32Array
  readonly linkIds: Float64Array
  /** Link → the nodes at its ends. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** 0 where it is not known which way it goes. */
  readonly directed: Uint8Array
  /** Link → the rule it is made by (`ruleId`). */
  readonly rules: Uint16Array
  readonly ruleNames: readonly string[]
  readonly kinds: Uint8Array
  readonly kindNames: readonly string[]
  readonly counts: Float64Array
  /** Minor units; NaN where the link has no amount. */
  readonly amounts: Float64Array
}

const kept = keptValues<LinkGraph>()
/** The graph of the case's links; kept until the facts change. */
export function linkGraph(db: Db): LinkGraph {
  return kept.of(db, '', factsVersion(db), () => buildGraph(db))
}

function buildGraph(db: Db): LinkGraph {
  const entityIds = Float64Array.from(
    db.prepare<[], number>('SELECT from_id FROM links UNION SELECT to_id FROM links').pluck().all(),
  ).sort()
  const numberOf = new Map<number, number>()
  entityIds.forEach((entityId, index) => numberOf.set(entityId, index))
  const size = db.prepare<[], number>('SELECT COUNT(*) FROM links').pluck().get() ?? 0
  const from = new Int32Array(size)
  const to = new Int32Array(size)
  const linkIds = new Float64Array(size)
  const directed = new Uint8Array(size)
  const rules = new Uint16Array(size)
  const kinds = new Uint8Array(size)
  const counts = new Float64Array(size)
  const amounts = new Float64Array(size)
  const kindNames: string[] = []
  const ruleNames: string[] = []
  const place = (names: string[], name: string): number => {
    const known = names.indexOf(name)
    return known === -1 ? names.push(name) - 1 : known
  }
  let next = 0
  const rows = db
    .prepare<[], [number, string, string, number, number, number, number, number | null]>(
      // An amount in another currency is not compared with one in yuan.
      'SELECT link_id, rule, kind, from_id, to_id, directed, count, CASE WHEN others IS NULL THEN amount END FROM links',
    )
    .raw()
  for (const [linkId, rule, kind, fromId, toId, way, count, amount] of rows.iterate()) {
    from[next] = numberOf.get(fromId) ?? 0
    to[next] = numberOf.get(toId) ?? 0
    linkIds[next] = linkId
    directed[next] = way
    rules[next] = place(ruleNames, rule)
    kinds[next] = place(kindNames, kind)
    counts[next] = count
    amounts[next] = amount ?? Number.NaN
    next += 1
  }
  return {
    entityIds,
    numberOf,
    linkIds,
    from,
    to,
    directed,
    rules,
    ruleNames,
    kinds,
    kindNames,
    counts,
    amounts,
    ...halfLinks(entityIds.length, from, to),
  }
}
function halfLinks(
  nodes: number,
  from: Int32Array,
  to: Int32Array,
): Pick<LinkGraph, 'offsets' | 'targets' | 'links'> {
  const offsets = new Int32Array(nodes + 1)
  for (const end of [from, to]) for (const node of end) offsets[node + 1] = (offsets[node + 1] ?? 0) + 1
  for (let node = 0; node < nodes; node += 1)
    offsets[node + 1] = (offsets[node + 1] ?? 0) + (offsets[node] ?? 0)
  const cursor = offsets.slice(0, nodes)
  const targets = new Int32Array(from.length * 2)
  const links = new Int32Array(from.length * 2)
  const put = (node: number, target: number, link: number): void => {
    const place = cursor[node] ?? 0
    targets[place] = target
    links[place] = link
    cursor[node] = place + 1
  }
  for (let link = 0; link < from.length; link += 1) {
    put(from[link] ?? 0, to[link] ?? 0, link)
    put(to[link] ?? 0, from[link] ?? 0, link)
  }
  return { offsets, targets, links }
}
