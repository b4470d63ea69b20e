/** What a chart said at one moment: what stood on it and where, and what its lines added up to. Two readings can be compared whatever happened to the material in between. */
import type { AssumedLink, ChartContent, ChartEdge, ChartNode, ChartSettings } from '../../contract/charts.ts'
import type { ChartAnnotation } from '../../contract/annotations.ts'
import type { ChartGroup } from '../../contract/groups.ts'
import type { LinkSums } from '../../contract/entities.ts'
import { type CurrencySum, sumsByCurrency, yuan } from '../currency.ts'

export interface ReadingNode extends Pick<
  ChartNode,
  | 'entityId'
  | 'kind'
  | 'label'
  | 'sublabel'
  | 'nameOnly'
  | 'x'
  | 'y'
  | 'pinned'
  | 'hidden'
  | 'note'
  | 'colour'
  | 'flag'
  | 'tags'
> {
  /** Every entity it was, by id; itself where it was only that. Ids are made of what an entity is known by, so they outlive undo and a new import. */
  readonly members: readonly number[]
}
export interface ReadingLine extends Omit<ChartEdge, 'doubts'> {
  /** Facts by the import they came with, as [import, facts]; left out where that was not counted. */
  readonly imports?: readonly (readonly [batchId: number, facts: number])[]
}
export interface ChartReading {
  readonly settings: ChartSettings
  readonly nodes: readonly ReadingNode[]
  readonly lines: readonly ReadingLine[]
  /** What folded lines whose parts may rest on the same rows added up to as they were drawn, by the key of their parts. */
  readonly sums: readonly (readonly [key: string, sums: LinkSums])[]
  /** What was assumed on it. */
  readonly assumed: readonly AssumedLink[]
  /** Its groups; left out where there were none. */
  readonly groups?: readonly ChartGroup[]
  /** What was drawn on it by hand; left out where nothing was. */
  readonly annotations?: readonly ChartAnnotation[]
}

/** The nodes and lines of a reading as a chart has them, so that they can be shown as one. What it did not keep (links to what did not stand there) counts as none. */
export function chartOfReading({
  nodes,
  lines,
  groups,
}: ChartReading): Pick<ChartContent, 'nodes' | 'edges' | 'groups'> {
  const neighbours = new Map<number, Set<number>>()
  const sums = new Map<number, CurrencySum[]>()
  for (const { fromId, toId, amount, others = [] } of lines) {
    const told = [...(amount === null ? [] : [{ currency: yuan, sum: amount }]), ...others]
    for (const end of new Set([fromId, toId])) sums.set(end, [...(sums.get(end) ?? []), ...told])
    for (const [one, other] of [
      [fromId, toId],
      [toId, fromId],
    ] as const)
      if (one !== other) neighbours.set(one, (neighbours.get(one) ?? new Set()).add(other))
  }
  return {
    nodes: nodes.map(({ members: _members, ...node }) => {
      const told = sumsByCurrency(sums.get(node.entityId) ?? [])
      const others = told.filter(({ currency }) => currency !== yuan)
      const shown = neighbours.get(node.entityId)?.size ?? 0
      return {
        ...node,
        degree: shown,
        shown,
        amount: told.find(({ currency }) => currency === yuan)?.sum ?? 0,
        ...(others.length === 0 ? {} : { others }),
      }
    }),
    edges: lines.map(({ imports: _imports, ...line }) => line),
    ...(groups === undefined ? {} : { groups }),
  }
}
