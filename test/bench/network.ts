/**
 * The network of 1,000,000 transfers between 100,000 accounts (LZ_BENCH_TRANSFERS, a tenth of them accounts): loading against reading the same rows plainly,
 * and each question beside python-igraph where it is installed. Times are of the processor, so that what else runs on the machine counts little.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readEvents } from '../../electron/engine/graph/caseEvents.ts'
import { caseNetwork } from '../../electron/engine/graph/caseNetwork.ts'
import { linkGraph } from '../../electron/engine/graph/linkGraph.ts'
import { betweennessOf } from '../../electron/engine/graph/network/betweenness.ts'
import { communitiesIn } from '../../electron/engine/graph/network/communities.ts'
import { componentsOf } from '../../electron/engine/graph/network/components.ts'
import { coresOf } from '../../electron/engine/graph/network/cores.ts'
import type { Graph } from '../../electron/engine/graph/network/graph.ts'
import { seeded } from '../../electron/engine/graph/network/random.ts'
import { pageRankOf } from '../../electron/engine/graph/network/spectral.ts'
import { allWays } from '../../electron/engine/graph/ways/all.ts'
import { shortestWays } from '../../electron/engine/graph/ways/shortest.ts'
import { rebuildLinksOfKind } from '../../electron/engine/entities/linkRows.ts'
import { kindOf } from '../../electron/engine/records/evidence.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { allTime } from '../../shared/model/time/span.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { emptyCase } from '../engine/factsCase.ts'
import { type Bench, median } from './measure.ts'

/** Milliseconds of the processor, the median of some rounds. */
function processor<T>(rounds: number, work: () => T): { readonly ms: number; readonly value: T } {
  const times: number[] = []
  let value: T | undefined
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage()
    value = work()
    const { user, system } = process.cpuUsage(start)
    times.push((user + system) / 1_000)
  }
  return { ms: median(times), value: value as T }
}
const shown = (ms: number): string => `${ms < 100 ? ms.toFixed(1) : ms.toFixed(0)} ms`
function told(name: string, ms: number, bar: number, other?: number): void {
  const beside = other === undefined ? '' : `   igraph ${shown(other)}, ratio ${(ms / other).toFixed(2)}`
  console.log(
    `  ${name.padEnd(58)} ${shown(ms).padStart(10)}   bar ${shown(bar)}${ms <= bar ? '' : '  MISSED'}${beside}`,
  )
}

export function benchNetwork({ folder }: Bench): Promise<void> {
  const transfers = Number(process.env['LZ_BENCH_TRANSFERS'] ?? 1_000_000)
  const accounts = Math.round(transfers / 10)
  const before = process.memoryUsage()
  const db = caseOf(transfers, accounts)
  const filled = process.memoryUsage()
  console.log(
    `\nNetwork of ${transfers.toLocaleString('en')} transfers between ${accounts.toLocaleString('en')} accounts (processor times)`,
  )

  const plainLinks = processor(3, () => {
    let sum = 0
    for (const [, , , from] of db
      .prepare<[], [number, string, string, number]>(
        'SELECT link_id, rule, kind, from_id, to_id, directed, count, amount FROM links',
      )
      .raw()
      .iterate())
      sum += from % 7
    return sum
  })
  const links = processor(1, () => linkGraph(db))
  const view = processor(1, () =>
    caseNetwork(db, {
      by: 'entity',
      links: ['transfer'],
      statements: false,
      directed: true,
      weight: 'count',
      span: allTime,
    }),
  )
  told(`links read and the graph made of them`, links.ms + view.ms, Infinity)
  const plainRows = processor(3, () => {
    let sum = 0
    for (const [, , from] of db
      .prepare<[], [number, string, number]>(
        'SELECT record_id, time, e_own, e_counter, direction, amount, currency FROM r_transfer',
      )
      .raw()
      .iterate())
      sum += from % 7
    return sum
  })
  const events = processor(3, () => readEvents(db, ['transfer'], allTime))
  told('every transfer with time and amount', events.ms, 2 * plainRows.ms)
  console.log(
    `    reading the same rows plainly: transfers ${shown(plainRows.ms)}, links ${shown(plainLinks.ms)}; ratio ${(events.ms / plainRows.ms).toFixed(2)} and ${((links.ms + view.ms) / plainLinks.ms).toFixed(2)} (bar 2)`,
  )

  const { graph } = view.value
  const pairs = pairsOf(graph, 100)
  const other = igraphTimes(folder, graph, pairs)
  const undirected = caseNetwork(db, {
    by: 'entity',
    links: ['transfer'],
    statements: false,
    directed: false,
    weight: 'count',
    span: allTime,
  }).graph
  measureQuestions(undirected, graph, pairs, other)
  const after = process.memoryUsage()
  const mb = (of: NodeJS.MemoryUsage): number => (of.heapUsed + of.arrayBuffers) / 2 ** 20
  console.log(
    `  heap and arrays: ${mb(before).toFixed(0)} MB before, ${mb(filled).toFixed(0)} MB with the case filled, ${mb(after).toFixed(0)} MB with graph, events and answers (bar 400 MB more)`,
  )
  return Promise.resolve()
}
function measureQuestions(
  undirected: Graph,
  directed: Graph,
  pairs: readonly (readonly [number, number])[],
  other: Readonly<Record<string, number>>,
): void {
  const all = <T>(work: (from: number, to: number) => T): void => {
    for (const [from, to] of pairs) work(from, to)
  }
  const way = (from: number, to: number) => shortestWays(undirected, { starts: [from], ends: [to] }, 1)
  all(way)
  told('a shortest path (mean of 100)', processor(3, () => all(way)).ms / 100, 10, other['shortest'])
  const ways = processor(1, () => {
    all((from, to) => allWays(undirected, { starts: [from], ends: [to], longest: 4, most: 10 }))
  })
  told('all paths of at most 4 links between two (mean of 100)', ways.ms / 100, 1_000)
  told('PageRank, settled to 1e-12', processor(3, () => pageRankOf(directed)).ms, 1_000, other['pagerank'])
  told('components', processor(3, () => componentsOf(directed)).ms, 1_000, other['components'])
  told('k-cores', processor(3, () => coresOf(undirected)).ms, 1_000, other['cores'])
  told(
    'betweenness from 64 drawn nodes',
    processor(1, () => betweennessOf(undirected, { sources: 64 })).ms,
    10_000,
    other['betweenness'],
  )
  const groups = processor(1, () => communitiesIn(undirected))
  told(`Louvain (modularity ${groups.value.modularity.toFixed(4)})`, groups.ms, 3_000, other['louvain'])
  if (other['modularity'] !== undefined)
    console.log(`    modularity of igraph's: ${other['modularity'].toFixed(4)}`)
}
function pairsOf(graph: Graph, count: number): readonly (readonly [number, number])[] {
  const random = seeded(5)
  const node = (): number => Math.floor(random() * graph.nodes)
  return Array.from({ length: count }, () => [node(), node()] as const).filter(([from, to]) => from !== to)
}
/** A case in memory with its transfers as rows, some accounts busier than others, links derived as from any rows. */
function caseOf(transfers: number, accounts: number): WriteDb {
  const db = emptyCase()
  const random = seeded(1)
  const account = (): number => 1 + Math.floor(accounts * random() ** 1.3)
  const insertEntity = db.prepare(
    "INSERT INTO entities (entity_id, kind, key, label, name_only, records, links) VALUES (?, 'bankAccount', ?, ?, 0, 1, 0)",
  )
  const insert = db.prepare(
    "INSERT INTO r_transfer (record_id, sheet_id, row, e_own, e_counter, direction, time, amount) VALUES (?, 1, ?, ?, ?, 'out', ?, ?)",
  )
  db.transaction(() => {
    for (let id = 1; id <= accounts; id++) insertEntity.run(id, `account:${id}`, String(id))
    for (let row = 1; row <= transfers; row++) {
      const from = account()
      let to = account()
      if (to === from) to = (to % accounts) + 1
      const time = new Date(1_700_000_000_000 + Math.floor(random() * 3e10))
        .toISOString()
        .slice(0, 19)
        .replace('T', ' ')
      insert.run(row, row, from, to, time, 100 + Math.floor(random() * 1e7))
    }
    rebuildLinksOfKind(db, kindOf(recordKinds, 'transfer'))
  })()
  return db
}
/** The same edges and pairs, asked of igraph in a process of its own; nothing where it is not installed. */
function igraphTimes(
  folder: string,
  graph: Graph,
  pairs: readonly (readonly [number, number])[],
): Readonly<Record<string, number>> {
  const file = join(folder, 'edges.json')
  writeFileSync(file, JSON.stringify({ n: graph.nodes, from: [...graph.from], to: [...graph.to], pairs }))
  const ran = spawnSync('python3', ['-c', script, file], { encoding: 'utf8', timeout: 300_000 })
  if (ran.status !== 0) {
    console.log(
      ran.signal === null
        ? '  python-igraph is not installed here: nothing is compared with it.'
        : '  python-igraph did not answer within five minutes: nothing is compared with it.',
    )
    return {}
  }
  return JSON.parse(ran.stdout) as Record<string, number>
}
const script = `
import json, sys, time
import igraph
data = json.load(open(sys.argv[1]))
times = {}
def timed(name, work, each=1):
    start = time.process_time(); value = work(); times[name] = (time.process_time() - start) * 1000 / each
    return value
directed = igraph.Graph(n=data['n'], edges=list(zip(data['from'], data['to'])), directed=True)
plain = directed.as_undirected(mode='collapse')
pairs = data['pairs']
few = pairs[:10]
timed('shortest', lambda: [plain.get_shortest_paths(a, b) for a, b in few], len(few))
timed('pagerank', lambda: directed.pagerank())
timed('components', lambda: directed.connected_components(mode='weak'))
timed('cores', lambda: plain.coreness())
timed('betweenness', lambda: plain.betweenness(sources=list(range(64))))
found = timed('louvain', lambda: plain.community_multilevel())
times['modularity'] = found.modularity
print(json.dumps(times))
`
