/** What the inspector asks about an entity beside its page: each a single question of the contract. */
import type {
  Result,
  AccountTotals,
  ChartInfo,
  Dealings,
  EntitySummary,
  Input,
  LinkWithEnds,
  PathResult,
  StatedValue,
  Timeline,
  TimelineFilter,
  TimelineRow,
  ValueCells,
} from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'
import type { FoldedLine } from '../navigation.ts'

function plainFilter({
  kinds,
  from,
  to,
  events,
}: TimelineFilter): Pick<Input<'entities.timeline'>, 'kinds' | 'from' | 'to' | 'events'> {
  return {
    ...(kinds === undefined ? {} : { kinds: [...kinds] }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(events === undefined ? {} : { events }),
  }
}
/** When the entity is named, as bars. */
export function timeline(entityId: number, filter: TimelineFilter): Promise<Timeline> {
  return caseApi.call('entities.timeline', { entityId, ...plainFilter(filter) })
}
/** Rows naming the entity, by time; a window of them. */
export function rows(
  entityId: number,
  filter: TimelineFilter,
  descending: boolean,
  offset: number,
  limit: number,
): Promise<{ readonly total: number; readonly rows: readonly TimelineRow[] }> {
  return caseApi.call('entities.rows', { entityId, ...plainFilter(filter), descending, offset, limit })
}
/** Where a value of the entity stands. */
export function cells(entityId: number, stated: StatedValue, limit: number): Promise<ValueCells> {
  return caseApi.call('entities.cells', { entityId, stated: { ...stated }, limit })
}
/** Neighbours by one kind of link, a window of them. */
export function neighbours(
  entityId: number,
  group: Pick<LinkWithEnds, 'linkKind' | 'direction'>,
  question: {
    readonly sort: 'amount' | 'count' | 'time'
    readonly text: string
    readonly offset: number
    readonly limit: number
  },
): Promise<{ readonly total: number; readonly rows: readonly LinkWithEnds[] }> {
  const { text, ...rest } = question
  return caseApi.call('entities.links', {
    entityId,
    linkKind: group.linkKind,
    direction: group.direction,
    ...rest,
    ...(text.trim() === '' ? {} : { text }),
  })
}
/** What it dealt with whom. */
export function dealings(entityId: number): Promise<Dealings> {
  return caseApi.call('entities.dealings', { entityId })
}
/** What went through the account; null when no transfer names it. */
export function account(entityId: number): Promise<AccountTotals | null> {
  return caseApi.call('accounts.read', { entityId })
}
export function charts(): Promise<readonly ChartInfo[]> {
  return caseApi.call('charts.list', {})
}
export async function findEntities(text: string): Promise<readonly EntitySummary[]> {
  return (await caseApi.call('entities.list', { text, offset: 0, limit: 20 })).rows
}
export function findPath(from: number, to: number): Promise<PathResult> {
  return caseApi.call('paths.find', { from, to })
}
/** A line of a folded chart: what goes this way and, where anything does, what comes back. */
export interface LineDetail extends Pick<FoldedLine, 'from' | 'to'> {
  readonly there: Result<'links.together'>
  readonly back: Result<'links.together'> | null
}
export async function readLine({ linkIds, backIds, from, to }: FoldedLine): Promise<LineDetail> {
  const [there, back] = await Promise.all([
    caseApi.call('links.together', { linkIds: [...linkIds] }),
    backIds.length === 0 ? null : caseApi.call('links.together', { linkIds: [...backIds] }),
  ])
  return { from, to, there, back }
}
