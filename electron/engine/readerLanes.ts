/**
 * Which questions are answered in threads beside the engine's (core/readers.ts), and in which lane. All queries are, so that nobody waits for a
 * step that the engine writes; what can take long over a large case stands in the lanes of its own.
 */
import { contract, type MethodName } from '../../shared/contract/index.ts'
import type { Lane } from './core/readers.ts'

export const lanes = {
  'records.window': 'rows',
  'records.locate': 'rows',
  'records.read': 'rows',
  'records.original': 'rows',
  'records.scopePhrases': 'rows',
  'search.find': 'search',
  'search.state': 'search',
  'overview.read': 'figures',
  'accounts.list': 'figures',
  'accounts.read': 'figures',
  'measures.list': 'figures',
  'measures.during': 'figures',
  'law.held': 'figures',
  'measures.otherUnits': 'figures',
  'tables.list': 'figures',
  'records.totals': 'figures',
  'records.groups': 'figures',
  'records.facet': 'figures',
  'records.histogram': 'figures',
  'entities.timeline': 'figures',
  'timeline.read': 'figures',
  'timeline.step': 'figures',
  'chart.times': 'figures',
  'times.marks': 'figures',
  'chart.rowsDuring': 'figures',
  'chart.hours': 'figures',
  'chart.during': 'figures',
  'paths.find': 'figures',
  'identity.persons': 'figures',
  'analyses.run': 'analyses',
  'results.again': 'analyses',
  'quality.list': 'findings',
  'quality.rows': 'findings',
  'quality.facets': 'findings',
} as const satisfies Partial<Record<MethodName, Lane>>
export type LaneMethod = keyof typeof lanes

/**
 * The lane of a question, or null for what the engine does itself: what is no query, and what is asked about a result of a collision, which lies in
 * its memory. Rows behind a finding are known where the findings are.
 */
export function laneOf(name: MethodName, args: unknown): Lane | null {
  const about = subjectOf(args)
  if (about === 'result') return null
  if (!isLaneMethod(name)) return contract[name].kind === 'query' ? 'desk' : null
  return about === 'finding' ? 'findings' : lanes[name]
}
function isLaneMethod(name: MethodName): name is LaneMethod {
  return Object.hasOwn(lanes, name)
}
function subjectOf(args: unknown): 'result' | 'finding' | null {
  if (typeof args !== 'object' || args === null) return null
  if ('resultId' in args) return 'result'
  if (!('scope' in args) || typeof args.scope !== 'object' || args.scope === null) return null
  const { scope } = args
  if ('collision' in scope && scope.collision !== undefined) return 'result'
  return 'finding' in scope && scope.finding !== undefined ? 'finding' : null
}
