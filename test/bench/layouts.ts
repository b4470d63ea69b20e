/** Laying out a chart by force, beside graphviz's sfdp in the same run; each of our other layouts for comparison. */
import { spawnSync } from 'node:child_process'
import { layOut } from '../../shared/model/chart/layouts/layOut.ts'
import { finished, type LayoutItem, type LayoutLink } from '../../shared/model/chart/layouts/types.ts'
import { type ChartLayout, chartLayouts } from '../../shared/model/chart/settings.ts'
import { report, takeTurns } from './measure.ts'

/** A case-like graph: hubs with many links, most others with few; the same every time. */
function madeUp(nodes: number, links: number): { items: LayoutItem[]; links: LayoutLink[] } {
  let state = 12_345
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 4_294_967_296
  }
  const some = (): number => Math.floor(nodes * random() ** 3)
  return {
    items: Array.from({ length: nodes }, (_, index) => ({
      id: `n${index}`,
      kind: index % 3 === 0 ? 'person' : 'bankAccount',
      half: 48,
      above: 22,
      below: 56,
      weight: random(),
      first: `2021-${String(1 + (index % 12)).padStart(2, '0')}-01`,
      at: { x: 0, y: 0 },
      pinned: false,
    })),
    links: Array.from({ length: links }, (_, index) => ({
      from: `n${index < nodes - 1 ? index + 1 : Math.floor(nodes * random())}`,
      to: `n${index < nodes - 1 ? Math.floor((index + 1) * random() ** 2) : some()}`,
      kind: index % 4 === 0 ? 'holds' : 'transfer',
      weight: 1,
    })),
  }
}

export async function benchLayouts(): Promise<void> {
  for (const [nodes, links] of [
    [300, 800],
    [2_000, 4_000],
  ] as const) {
    const graph = madeUp(nodes, links)
    const run = (name: ChartLayout) => () => {
      finished(layOut(name, graph.items, graph.links, { aspect: 1.6, seed: 1, chosen: [] }))
    }
    const size = `${nodes.toLocaleString('en')} nodes, ${links.toLocaleString('en')} links`
    const dot = `graph g {${graph.links.map(({ from, to }) => `${from}--${to};`).join('')}}`
    const sfdp = () => {
      const { status, error } = spawnSync('sfdp', ['-Tplain'], { input: dot, maxBuffer: 1 << 28 })
      if (status !== 0) throw error ?? new Error(`sfdp ended with ${status}`)
    }
    const present = spawnSync('sfdp', ['-V']).status === 0
    const times = await takeTurns(5, [
      { name: `force, ${size}`, run: run('force') },
      ...(present ? [{ name: 'sfdp (graphviz), its own process', run: sfdp }] : []),
      ...chartLayouts.filter((name) => name !== 'force').map((name) => ({ name, run: run(name) })),
    ])
    const [own, theirs] = [...times.keys()]
    const bar = nodes === 300 ? '(bar: force ≤ 1,000 ms)' : '(bar: ≤ 1.5)'
    if (present) report(`Laying out ${size}`, times, own as string, theirs as string, bar)
    else {
      console.log(`\nLaying out ${size}: sfdp is not on this machine, so there is no ratio`)
      for (const [name, value] of times) console.log(`  ${name.padEnd(52)} ${value.toFixed(0)} ms`)
    }
  }
}
