/** A chart of a made-up case: groups around hubs, some lines between groups, names and sums on everything; the same every time. */
import type { ChartEdge, ChartNode } from '../../../shared/contract/index.ts'

const kinds = ['person', 'bankAccount', 'phone', 'siteAccount'] as const
const [step, groupSize] = [130, 50]

export function madeUpChart(
  nodeCount: number,
  edgeCount: number,
): { readonly nodes: readonly ChartNode[]; readonly edges: readonly ChartEdge[] } {
  let state = 20_211_203
  const random = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 4_294_967_296
  }
  const groups = Math.ceil(nodeCount / groupSize)
  const columns = Math.ceil(Math.sqrt(groups * 1.6))
  const room = step * Math.sqrt(groupSize) * 1.25
  const groupOf = (index: number) => Math.floor(index / groupSize)
  const ends = Array.from({ length: edgeCount }, (_, index): readonly [number, number] => {
    const from = index < nodeCount ? index : Math.floor(random() * nodeCount)
    const group = groupOf(from)
    const far = random() < 0.2 ? (group + 1 + Math.floor(random() * columns * 2)) % groups : group
    const first = far * groupSize
    const to = first + Math.floor(Math.min(groupSize, nodeCount - first) * random() ** 2)
    return [from, to === from ? (from + 1) % nodeCount : to]
  })
  const degree = new Uint32Array(nodeCount)
  for (const [from, to] of ends) {
    degree[from] = (degree[from] ?? 0) + 1
    degree[to] = (degree[to] ?? 0) + 1
  }
  return {
    nodes: Array.from({ length: nodeCount }, (_, index): ChartNode => {
      const [group, within] = [groupOf(index), index % groupSize]
      const angle = within * Math.PI * (3 - Math.sqrt(5))
      const distance = step * 0.6 * Math.sqrt(within)
      const kind = kinds[index % kinds.length] ?? 'person'
      return {
        entityId: index + 1,
        kind,
        label: kind === 'person' ? `罗志华${index}` : `62170083753${String(10_000_000 + index)}`,
        sublabel: kind === 'person' ? '' : '罗志华',
        nameOnly: false,
        x: Math.round((group % columns) * room + distance * Math.cos(angle)),
        y: Math.round(Math.floor(group / columns) * room + distance * Math.sin(angle)),
        pinned: false,
        hidden: false,
        degree: degree[index] ?? 0,
        shown: degree[index] ?? 0,
        amount: Math.round(random() ** 4 * 1e9),
        note: '',
      }
    }),
    edges: ends.map(([from, to], index): ChartEdge => ({
      linkId: index + 1,
      linkKind: index % 4 === 0 ? 'holds' : 'transfer',
      fromId: from + 1,
      toId: to + 1,
      directed: true,
      count: 1 + Math.floor(random() * 20),
      amount: index % 4 === 0 ? null : Math.round(random() ** 4 * 1e9),
      quantity: null,
      firstTime: '2022-01-01',
      lastTime: '2022-03-01',
    })),
  }
}
