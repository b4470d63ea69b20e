import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type {
  AccountTotals,
  ChartInfo,
  EntityDetail,
  EntitySummary,
  Input,
  LinkWithEnds,
  PathResult,
  RecordDetail,
  Result,
  StatedValue,
  Timeline,
  TimelineFilter,
  TimelineRow,
  ValueCells,
} from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { yuanOf } from '../../shared/model/currency.ts'
import { sizeOf } from '../../shared/model/minor.ts'

export type InspectorTarget =
  | { readonly type: 'entity'; readonly entityId: number }
  | { readonly type: 'record'; readonly kind: string; readonly recordId: number }
  | { readonly type: 'link'; readonly linkId: number }
export type LinkDetail = Result<'links.read'>
export type InspectorDetail =
  | { readonly type: 'entity'; readonly entity: EntityDetail }
  | { readonly type: 'record'; readonly record: RecordDetail }
  | { readonly type: 'link'; readonly link: LinkDetail }
/** Everything that can be looked at from an entity by one kind of link, with what it adds up to. */
export interface LinkGroup {
  readonly linkKind: string
  readonly direction: LinkWithEnds['direction']
  readonly neighbours: number
  readonly count: number
  readonly amount: number | null
  readonly others?: EntityDetail['linkTotals'][number]['others']
  readonly doubts?: EntityDetail['linkTotals'][number]['doubts']
  readonly links: readonly LinkWithEnds[]
}

/** Links of an entity grouped as its totals are, the strongest first within a group. */
export function groupLinks(detail: EntityDetail): readonly LinkGroup[] {
  return detail.linkTotals.map((total) => ({
    ...total,
    links: detail.links
      .filter((link) => link.linkKind === total.linkKind && link.direction === total.direction)
      .toSorted(
        (one, other) => sizeOf(yuanOf(other) ?? 0) - sizeOf(yuanOf(one) ?? 0) || other.count - one.count,
      ),
  }))
}

/** What is looked at closely: an entity, a record or a link. The way that led there is kept by the navigation. */
export const useInspector = defineStore('inspector', () => {
  const target = shallowRef<InspectorTarget | null>(null)
  const detail = shallowRef<InspectorDetail | null>(null)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  let asked = 0

  async function read(next: InspectorTarget): Promise<InspectorDetail> {
    switch (next.type) {
      case 'entity':
        return { type: 'entity', entity: await caseApi.call('entities.read', { entityId: next.entityId }) }
      case 'record':
        return {
          type: 'record',
          record: await caseApi.call('records.read', { kind: next.kind, recordId: next.recordId }),
        }
      case 'link':
        return { type: 'link', link: await caseApi.call('links.read', { linkId: next.linkId }) }
    }
  }
  async function refresh(): Promise<void> {
    const current = target.value
    if (current === null) return
    const ask = ++asked
    loading.value = true
    error.value = null
    try {
      const found = await read(current)
      if (ask === asked) detail.value = found
    } catch (thrown) {
      if (ask !== asked) return
      detail.value = null
      error.value = thrown
    } finally {
      if (ask === asked) loading.value = false
    }
  }
  /** Looks at something; null at nothing. */
  async function show(next: InspectorTarget | null): Promise<void> {
    target.value = next
    if (next !== null) return refresh()
    asked++
    detail.value = null
    error.value = null
    loading.value = false
  }
  /** Keeps the note of the entity; undoable. */
  async function saveNote(entityId: number, note: string): Promise<void> {
    await caseApi.call('entities.note', { entityId, note })
    await refresh()
  }
  function plainFilter({
    kinds,
    from,
    to,
  }: TimelineFilter): Pick<Input<'entities.timeline'>, 'kinds' | 'from' | 'to'> {
    return {
      ...(kinds === undefined ? {} : { kinds: [...kinds] }),
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }
  }
  /** When the entity is named, as bars. */
  function timeline(entityId: number, filter: TimelineFilter): Promise<Timeline> {
    return caseApi.call('entities.timeline', { entityId, ...plainFilter(filter) })
  }
  /** Rows naming the entity, by time; a window of them. */
  function rows(
    entityId: number,
    filter: TimelineFilter,
    descending: boolean,
    offset: number,
    limit: number,
  ): Promise<{ readonly total: number; readonly rows: readonly TimelineRow[] }> {
    return caseApi.call('entities.rows', { entityId, ...plainFilter(filter), descending, offset, limit })
  }
  /** Where a value of the entity stands. */
  function cells(entityId: number, stated: StatedValue, limit: number): Promise<ValueCells> {
    return caseApi.call('entities.cells', { entityId, stated: { ...stated }, limit })
  }
  /** Neighbours by one kind of link, a window of them. */
  function neighbours(
    entityId: number,
    group: Pick<LinkGroup, 'linkKind' | 'direction'>,
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
  /** What went through the account; null when no transfer names it. */
  function account(entityId: number): Promise<AccountTotals | null> {
    return caseApi.call('accounts.read', { entityId })
  }
  function charts(): Promise<readonly ChartInfo[]> {
    return caseApi.call('charts.list', {})
  }
  /** Puts entities on a chart, a new one with `name`. Returns the chart. */
  async function addToChart(
    chart: { readonly chartId: number } | { readonly name: string },
    entityIds: readonly number[],
  ): Promise<number> {
    if ('name' in chart)
      return (await caseApi.call('charts.create', { name: chart.name, entityIds: [...entityIds] })).chartId
    await caseApi.call('chart.add', { chartId: chart.chartId, entityIds: [...entityIds] })
    return chart.chartId
  }
  async function findEntities(text: string): Promise<readonly EntitySummary[]> {
    return (await caseApi.call('entities.list', { text, offset: 0, limit: 20 })).rows
  }
  function findPath(from: number, to: number): Promise<PathResult> {
    return caseApi.call('paths.find', { from, to })
  }
  onCaseChange(() => void show(null))

  return {
    target,
    detail,
    loading,
    error,
    refresh,
    show,
    timeline,
    rows,
    cells,
    neighbours,
    saveNote,
    account,
    charts,
    addToChart,
    findEntities,
    findPath,
  }
})
