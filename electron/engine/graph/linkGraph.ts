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
  const kinds = new Uint8Array(size)
  const counts = new Float64Array(size)
  const amounts = new Float64Array(size)
  const kindNames: string[] = []
  let next = 0
  const rows = db
    .prepare<[], [number, string, number, number, number, number | null]>(
      // An amount in another currency is not compared with one in yuan.
      'SELECT link_id, kind, from_id, to_id, count, CASE WHEN others IS NULL THEN amount END FROM links',
    )
    .raw()
  for (const [linkId, kind, fromId, toId, count, amount] of rows.iterate()) {
    let kindIndex = kindNames.indexOf(kind)
    if (kindIndex === -1) kindIndex = kindNames.push(kind) - 1
    from[next] = numberOf.get(fromId) ?? 0
    to[next] = numberOf.get(toId) ?? 0
    linkIds[next] = linkId
    kinds[next] = kindIndex
    counts[next] = count
    amounts[next] = amount ?? Number.NaN
    next += 1
  }
  return {
    entityIds,
    numberOf,
    linkIds,
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
