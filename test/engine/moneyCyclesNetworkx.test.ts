/** Of transfers of one day, whose order is open, every cycle counts: then they are the simple cycles of the graph, as NetworkX finds them. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { eachAlone } from '../../electron/engine/money/holders.ts'
import { ledgerOf } from '../../electron/engine/money/ledger.ts'
import { cyclesOf } from '../../electron/engine/patterns/cycles.ts'
import { stepsOf } from '../../electron/engine/patterns/moneySteps.ts'
import { random } from '../helpers/statements.ts'

const day = 86_400_000
/** Ways between accounts, each once, some of them both ways. */
function ways(seed: number, accounts: number, count: number): readonly (readonly [number, number])[] {
  const next = random(seed)
  const found = new Map<string, readonly [number, number]>()
  while (found.size < count) {
    const from = Math.floor(accounts * next() ** 1.5)
    const to = (from + 1 + Math.floor((accounts - 1) * next())) % accounts
    found.set(`${from} ${to}`, [from, to])
  }
  return [...found.values()]
}
const shapes = [
  { seed: 1, accounts: 12, count: 40, most: 5 },
  { seed: 2, accounts: 30, count: 120, most: 4 },
  { seed: 3, accounts: 60, count: 240, most: 5 },
  { seed: 4, accounts: 10, count: 60, most: 8 },
] as const
const python = spawnSync('python3', ['-c', 'import networkx']).status === 0
test.runIf(python)('cycles of one day are the simple cycles NetworkX finds', () => {
  const graphs = shapes.map((shape) => ({ ...shape, edges: ways(shape.seed, shape.accounts, shape.count) }))
  const { stdout, stderr, status } = spawnSync(
    'python3',
    [
      '-c',
      `import networkx as nx, json, sys
print(json.dumps([sorted(sorted(c) for c in nx.simple_cycles(nx.DiGraph(g['edges']), length_bound=g['most'])) for g in json.load(sys.stdin)]))`,
    ],
    { input: JSON.stringify(graphs), encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  const theirs = JSON.parse(stdout) as number[][][]
  const order = (cycles: readonly (readonly number[])[]): readonly string[] =>
    cycles.map((those) => those.toSorted((one, other) => one - other).join(' ')).toSorted()
  for (const [at, { edges, accounts, most }] of graphs.entries()) {
    const ledger = ledgerOf(
      accounts,
      edges.map(([from, to]) => ({ from, to, amount: 100, time: 19_000 * day, grain: 0 })),
    )
    const steps = stepsOf(ledger, eachAlone(ledger), { currency: 0 })
    const { hits, cutStarts, skippedStarts } = cyclesOf(steps, {
      least: 2,
      most,
      length: 0,
      share: 0,
      pairLength: 0,
      pairShare: 0,
      of: null,
      mostWork: 1e9,
      mostWorkEach: 1e9,
      mostHits: 1e7,
    })
    expect(cutStarts + skippedStarts).toBe(0)
    expect(theirs[at]?.length ?? 0, `graph ${at}`).toBeGreaterThan(20)
    expect(order(hits.map((hit) => hit.steps.map((step) => steps.from[step] as number)))).toEqual(
      order(theirs[at] ?? []),
    )
  }
})
