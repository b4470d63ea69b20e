/** What a chart said at one moment: what stood on it and where, and what its lines added up to. Two readings can be compared whatever happened to the material in between. */
import type { ChartEdge, ChartNode, ChartSettings } from '../../contract/charts.ts'
import type { LinkSums } from '../../contract/entities.ts'

export interface ReadingNode extends Pick<
  ChartNode,
  'entityId' | 'kind' | 'label' | 'sublabel' | 'nameOnly' | 'x' | 'y' | 'pinned' | 'hidden' | 'note'
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
}
