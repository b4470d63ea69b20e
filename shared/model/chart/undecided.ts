/** What nobody has decided, put where a chart tells figures: at its lines, and at the nodes whose sums are made of them. */
import type { ChartEdge, ChartNode } from '../../contract/charts.ts'
import type { Doubts } from '../../contract/doubts.ts'
import { yuan, type CurrencySum } from '../currency.ts'
import { joinedDoubts } from '../doubts.ts'
import { bigOf } from '../minor.ts'

interface UndecidedParts {
  /** Lines in doubt, with what it is. */
  readonly edges: readonly ChartEdge[]
  /** The nodes at their ends, each with the doubts of all its lines. */
  readonly nodes: readonly ChartNode[]
}
/** The lines of a chart that are in doubt and the nodes at their ends, told as such. `edges` are all lines of the chart: the sums of its nodes are made of them. */
export function undecidedParts(
  doubtsOf: (linkId: number) => Doubts | undefined,
  edges: Iterable<ChartEdge>,
  nodeOf: (entityId: number) => ChartNode | undefined,
): UndecidedParts {
  const told: ChartEdge[] = []
  const behind = new Map<number, Doubts[]>()
  for (const edge of edges) {
    const doubts = doubtsOf(edge.linkId)
    if (doubts === undefined) continue
    told.push({ ...edge, doubts })
    // A line to itself is once in the sum.
    for (const end of new Set([edge.fromId, edge.toId])) {
      const list = behind.get(end)
      if (list === undefined) behind.set(end, [doubts])
      else list.push(doubts)
    }
  }
  return {
    edges: told,
    nodes: [...behind].flatMap(([entityId, list]) => {
      const node = nodeOf(entityId)
      const doubts = joinedDoubts(list)
      return node === undefined || doubts === undefined ? [] : [{ ...node, doubts }]
    }),
  }
}
/** The sums of a node over its lines, yuan first; none where no line has an amount. */
export function sumsOfNode({
  amount,
  others = [],
}: Pick<ChartNode, 'amount' | 'others'>): readonly CurrencySum[] {
  return [...(bigOf(amount) === 0n ? [] : [{ currency: yuan, sum: amount }]), ...others]
}
