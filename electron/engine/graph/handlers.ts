import type { graphContract } from '../../../shared/contract/graph.ts'
import type { HandlersFor } from '../core/context.ts'
import { findPath } from './paths.ts'

export const graphHandlers = {
  'paths.find': ({ db }, question) => findPath(db, question),
} satisfies HandlersFor<typeof graphContract>
