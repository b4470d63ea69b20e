import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Condition } from '../../shared/contract/index.ts'
import { api } from '../api/index.ts'

/** Screens by their router names; the chart's takes `chartId` as a parameter, the tables' everything as a query. */
export type ScreenName =
  | 'start'
  | 'overview'
  | 'import'
  | 'quality'
  | 'tables'
  | 'chart'
  | 'search'
  | 'identity'
  | 'collision'
  | 'reports'
  | 'history'
  | 'settings'
export interface Destination {
  readonly name: ScreenName
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string>>
}
/** Rows of one evidence table: everything of it, or those behind a filter, measure, link, entity, batch, finding or search. */
export interface TableScope {
  readonly filter?: readonly Condition[]
  readonly measure?: string
  readonly link?: number
  readonly entity?: number
  readonly batch?: number
  readonly finding?: string
  readonly search?: string
}
export interface TableRequest {
  readonly kind: string
  readonly scope?: TableScope
  /** A row to bring into sight and select. */
  readonly recordId?: number
}
/** What the panel at the right shows. */
export type Inspected =
  | { readonly type: 'entity'; readonly entityId: number }
  | { readonly type: 'record'; readonly kind: string; readonly recordId: number }
  | { readonly type: 'link'; readonly linkId: number }
  | {
      readonly type: 'original'
      readonly sheetId: number
      readonly row: number
      /** Zero-based; the cell that is meant. */ readonly column?: number
    }

type Query = Readonly<Record<string, unknown>>

/** A table request as the query of its address, so that back, forward and reload find it again. */
export function tableQuery({ kind, scope = {}, recordId }: TableRequest): Readonly<Record<string, string>> {
  const { filter, measure, link, entity, batch, finding, search } = scope
  return {
    kind,
    ...(filter === undefined || filter.length === 0 ? {} : { filter: JSON.stringify(filter) }),
    ...(measure === undefined ? {} : { measure }),
    ...(link === undefined ? {} : { link: String(link) }),
    ...(entity === undefined ? {} : { entity: String(entity) }),
    ...(batch === undefined ? {} : { batch: String(batch) }),
    ...(finding === undefined ? {} : { finding }),
    ...(search === undefined ? {} : { search }),
    ...(recordId === undefined ? {} : { record: String(recordId) }),
  }
}
function idOf(value: unknown): number | undefined {
  const id = typeof value === 'string' ? Number(value) : Number.NaN
  return Number.isSafeInteger(id) && id > 0 ? id : undefined
}
function filterOf(value: unknown): readonly Condition[] | undefined {
  if (typeof value !== 'string') return undefined
  try {
    const parsed: unknown = JSON.parse(value)
    return Array.isArray(parsed) ? (parsed as readonly Condition[]) : undefined
  } catch {
    return undefined
  }
}
/** The table request of an address; null when it names no kind. What is not understood is left out. */
export function readTableQuery(query: Query): TableRequest | null {
  const kind = query['kind']
  if (typeof kind !== 'string' || kind === '') return null
  const filter = filterOf(query['filter'])
  const measure = typeof query['measure'] === 'string' ? query['measure'] : undefined
  const finding = typeof query['finding'] === 'string' ? query['finding'] : undefined
  const search =
    typeof query['search'] === 'string' && query['search'].trim() !== '' ? query['search'] : undefined
  const [link, entity, batch, recordId] = [
    idOf(query['link']),
    idOf(query['entity']),
    idOf(query['batch']),
    idOf(query['record']),
  ]
  const scope: TableScope = {
    ...(filter === undefined ? {} : { filter }),
    ...(measure === undefined ? {} : { measure }),
    ...(link === undefined ? {} : { link }),
    ...(entity === undefined ? {} : { entity }),
    ...(batch === undefined ? {} : { batch }),
    ...(finding === undefined ? {} : { finding }),
    ...(search === undefined ? {} : { search }),
  }
  return { kind, scope, ...(recordId === undefined ? {} : { recordId }) }
}

/** Where to go. The router is attached by main.ts; screens call these and know nothing of addresses. */
export const useNavigation = defineStore('navigation', () => {
  const trail = shallowRef<readonly Inspected[]>([])
  const inspected = computed<Inspected | null>(() => trail.value.at(-1) ?? null)
  const inspectorWidth = ref(320)
  const paletteOpen = ref(false)
  let go: (to: Destination) => void = () => {}

  function attach(router: (to: Destination) => void): void {
    go = router
  }
  function openScreen(name: ScreenName, query: Readonly<Record<string, string>> = {}): void {
    go({ name, query })
  }
  function openTable(request: TableRequest): void {
    go({ name: 'tables', query: tableQuery(request) })
  }
  function openChart(chartId: number): void {
    go({ name: 'chart', params: { chartId } })
  }
  function inspect(what: Inspected): void {
    const current = inspected.value
    if (current !== null && JSON.stringify(current) === JSON.stringify(what)) return
    trail.value = [...trail.value.slice(-19), what]
  }
  function openEntity(entityId: number): void {
    inspect({ type: 'entity', entityId })
  }
  function openRecord(kind: string, recordId: number): void {
    inspect({ type: 'record', kind, recordId })
  }
  function openLink(linkId: number): void {
    inspect({ type: 'link', linkId })
  }
  /** The rows behind a link, in the table of their kind (the one with most rows when there are several). Errors: link-not-found. */
  async function openLinkRows(linkId: number): Promise<void> {
    const { recordKinds } = await api.call('links.read', { linkId })
    const most = [...recordKinds].sort((a, b) => b.count - a.count)[0]
    if (most !== undefined) openTable({ kind: most.kind, scope: { link: linkId } })
  }
  /** The original sheet at this row, at a cell of it when a column (zero-based) is meant. */
  function openOriginal(sheetId: number, row: number, column: number | null = null): void {
    inspect({ type: 'original', sheetId, row, ...(column === null ? {} : { column }) })
  }
  /** What was inspected before. */
  function back(): void {
    trail.value = trail.value.slice(0, -1)
  }
  function closeInspector(): void {
    trail.value = []
  }
  return {
    inspected,
    trail,
    inspectorWidth,
    paletteOpen,
    attach,
    openScreen,
    openTable,
    openRecord,
    openEntity,
    openLink,
    openLinkRows,
    openChart,
    openOriginal,
    back,
    closeInspector,
  }
})
