import { id, nullable, object, optional, query, returns } from './define.ts'
import { type EntitySummary, linkFilter, type LinkSummary } from './entities.ts'

export interface PathResult {
  /** Entity ids from first to last; empty when there is no path. */
  readonly nodes: readonly number[]
  readonly entities: readonly EntitySummary[]
  readonly links: readonly LinkSummary[]
}

export const graphContract = {
  /** Fewest links between two entities, direction ignored; ties go to the path with more facts behind it. */
  'paths.find': query(
    object({ from: id, to: id, within: optional(linkFilter), chartId: optional(nullable(id)) }),
    returns<PathResult>(),
  ),
} as const
