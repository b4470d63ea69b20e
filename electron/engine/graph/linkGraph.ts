/**
 * All links as typed arrays (compressed sparse rows), built once per state of the facts: a million links fit in some fifty megabytes and
 * are walked without a query. Direction plays no part here; each link stands under both its ends.
 */
import type { Db } from '../store/db.ts'
import { literalText } from '../records/evidence.ts'
import { IdNumbers, type NumberOf } from './idNumbers.ts'
import { factsVersion } from '../records/factsVersion.ts'
import { keptValues } from '../records/keptPerState.ts'
import { rowChunks } from './rowChunks.ts'

export interface LinkGraph {
  /** Node number → entity id, ascending. */
  readonly entityIds: Float64Array
  readonly numberOf: NumberOf
  /** Node n's half links are `offsets[n]` to `offsets[n + 1]`. */
  readonly offsets: Int32Array
  readonly targets: Int32Array
  /** Half link → its link. */
  readonly links: Int32Array
  /** Ascending. */
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
  // A rule gives links of one kind.
  const kindOfRule = db.prepare<[string], string>('SELECT kind FROM links WHERE rule = ? LIMIT 1').pluck()
  const kindsOfRules: number[] = []
  const addRule = (rule: string): void => {
    const kind = kindOfRule.get(rule) ?? ''
    const known = kindNames.indexOf(kind)
    kindsOfRules.push(known === -1 ? kindNames.push(kind) - 1 : known)
    ruleNames.push(rule)
  }
  const nodes = new IdNumbers()
  let next = 0
  // A rule is told by its place in the list: a text for each of a million links would be read only to be compared.
  for (const rule of db.prepare<[], string>('SELECT DISTINCT rule FROM links ORDER BY 1').pluck().all())
    addRule(rule)
  const place =
    ruleNames.length === 0
      ? '0'
      : `CASE rule ${ruleNames.map((rule, at) => `WHEN ${literalText(rule)} THEN ${at}`).join(' ')} END`
  const chunks = rowChunks<[number, number, number, number, number, number, number | null]>(
    db,
    { table: 'links', key: 'link_id' },
    // An amount in another currency is not compared with one in yuan.
    (condition, end) =>
      `SELECT link_id, ${place}, from_id, to_id, directed, count, CASE WHEN others IS NULL THEN amount END FROM links WHERE ${condition} ${end}`,
  )
  for (const rows of chunks)
    for (const row of rows) {
      linkIds[next] = row[0]
      const rule = row[1]
      rules[next] = rule
      kinds[next] = kindsOfRules[rule] as number
      from[next] = nodes.of(row[2])
      to[next] = nodes.of(row[3])
      directed[next] = row[4]
      counts[next] = row[5]
      amounts[next] = row[6] ?? Number.NaN
      next += 1
    }
  const { ids: entityIds, placeOf, numberOf } = nodes.ascending()
  for (const ends of [from, to])
    for (let link = 0; link < size; link += 1) ends[link] = placeOf[ends[link] as number] as number
  // Views of the graph have their own: these are made for whoever asks first.
  let made: ReturnType<typeof halfLinks> | null = null
  const half = (): ReturnType<typeof halfLinks> => (made ??= halfLinks(entityIds.length, from, to))
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
    get offsets() {
      return half().offsets
    },
    get targets() {
      return half().targets
    },
    get links() {
      return half().links
    },
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
