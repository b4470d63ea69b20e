import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { ScopeInput, Span, TableScope } from '../../shared/contract/index.ts'
import { scopeOfQuery, scopeQuery } from '../../shared/contract/scopeAddress.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** Screens by their router names; the chart's takes `chartId` as a parameter, the tables' everything as a query. */
export type ScreenName =
  | 'start'
  | 'overview'
  | 'import'
  | 'quality'
  | 'tables'
  | 'chart'
  | 'timeline'
  | 'analyses'
  | 'money'
  | 'search'
  | 'identity'
  | 'collision'
  | 'series'
  | 'agents'
  | 'goods'
  | 'law'
  | 'reports'
  | 'history'
  | 'settings'
export interface Destination {
  readonly name: ScreenName
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string>>
}
/** One end of a line. */
export interface LineEnd {
  readonly entityId: number
  readonly kind: string
  readonly label: string
  readonly nameOnly: boolean
  /** It is a closed group of the open chart. */
  readonly groupId?: number
}
/** Several links that a chart draws as one line, and those of the same kind the other way. */
export interface FoldedLine {
  readonly linkIds: readonly number[]
  readonly backIds: readonly number[]
  readonly from: LineEnd
  readonly to: LineEnd
}
/** What the panel at the right shows. */
export type Inspected =
  | { readonly type: 'entity'; readonly entityId: number }
  | { readonly type: 'record'; readonly kind: string; readonly recordId: number }
  | { readonly type: 'link'; readonly linkId: number }
  | ({ readonly type: 'links' } & FoldedLine)
  /** Of the chart that is open. */
  | { readonly type: 'group'; readonly groupId: number }
  | {
      readonly type: 'original'
      readonly sheetId: number
      readonly row: number
      /** Zero-based; the cell that is meant. */ readonly column?: number
    }

/** A scope, and a row of it to bring into sight, as the query of an address. */
export function tableQuery(scope: ScopeInput, recordId?: number): Readonly<Record<string, string>> {
  return { ...scopeQuery(scope), ...(recordId === undefined ? {} : { record: String(recordId) }) }
}
/** The scope and the row of an address; null when it names no kind. What is not understood is left out. */
export function readTableQuery(
  query: Readonly<Record<string, unknown>>,
): { readonly scope: TableScope; readonly recordId: number | null } | null {
  const scope = scopeOfQuery(query)
  const record = Number(query['record'] ?? Number.NaN)
  return scope === null
    ? null
    : { scope, recordId: Number.isSafeInteger(record) && record > 0 ? record : null }
}

const spanScope = ({ from, to, hours, weekdays }: Span): NonNullable<ScopeInput['during']> => ({
  from,
  to,
  hours: [...hours],
  weekdays: [...weekdays],
})

/** Where to go. The router is attached by main.ts; screens call these and know nothing of addresses. */
export const useNavigation = defineStore('navigation', () => {
  const trail = shallowRef<readonly Inspected[]>([])
  const inspected = computed<Inspected | null>(() => trail.value.at(-1) ?? null)
  const inspectorWidth = ref(320)
  const paletteOpen = ref(false)
  const shortcutsOpen = ref(false)
  let go: (to: Destination) => void = () => {}

  function attach(router: (to: Destination) => void): void {
    go = router
  }
  function openScreen(name: ScreenName, query: Readonly<Record<string, string>> = {}): void {
    go({ name, query })
  }
  /** Rows of an evidence table, with one of them in sight and selected where one is named. */
  function openTable(scope: ScopeInput, recordId?: number): void {
    go({ name: 'tables', query: tableQuery(scope, recordId) })
  }
  /** Questions about these. */
  function openAnalyses(entityIds: readonly number[]): void {
    go({ name: 'analyses', query: { of: entityIds.filter((id) => id > 0).join(',') } })
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
  function openGroup(groupId: number): void {
    inspect({ type: 'group', groupId })
  }
  function openFoldedLine(line: FoldedLine): void {
    inspect({ type: 'links', ...line })
  }
  /** The rows behind several links, of a part of time where one is given, in the table with most of them. Errors: link-not-found. */
  async function openLinksRows(linkIds: readonly number[], span?: Span): Promise<void> {
    const { recordKinds } = await caseApi.call('links.together', { linkIds: [...linkIds] })
    const most = [...recordKinds].sort((a, b) => b.count - a.count)[0]
    if (most !== undefined)
      openTable({
        kind: most.kind,
        links: [...linkIds],
        ...(span === undefined ? {} : { during: spanScope(span) }),
      })
  }
  /** The rows behind a link, of a part of time where one is given, in the table of their kind (the one with most rows when there are several). Errors: link-not-found. */
  async function openLinkRows(linkId: number, span?: Span): Promise<void> {
    const { recordKinds } = await caseApi.call('links.read', { linkId })
    const most = [...recordKinds].sort((a, b) => b.count - a.count)[0]
    if (most !== undefined)
      openTable({ kind: most.kind, link: linkId, ...(span === undefined ? {} : { during: spanScope(span) }) })
  }
  /** Several people or accounts on one axis of time, a list of entities each. */
  function openTimeline(lanes: readonly (readonly number[])[]): void {
    go({ name: 'timeline', query: { lanes: lanes.map((lane) => lane.join(',')).join(';') } })
  }
  /** The original sheet at this row, at a cell of it when a column (zero-based) is meant. */
  function openOriginal(sheetId: number, row: number, column: number | null = null): void {
    // What was entered by hand stands in no sheet.
    if (sheetId === 0) {
      openRecord('statement', row)
      return
    }
    inspect({ type: 'original', sheetId, row, ...(column === null ? {} : { column }) })
  }
  /** What was inspected before. */
  function back(): void {
    trail.value = trail.value.slice(0, -1)
  }
  function closeInspector(): void {
    trail.value = []
  }
  onCaseChange(() => {
    closeInspector()
    paletteOpen.value = false
    shortcutsOpen.value = false
  })
  return {
    inspected,
    trail,
    inspectorWidth,
    paletteOpen,
    shortcutsOpen,
    attach,
    openScreen,
    openTable,
    openRecord,
    openEntity,
    openLink,
    openFoldedLine,
    openGroup,
    openLinksRows,
    openLinkRows,
    openAnalyses,
    openChart,
    openOriginal,
    openTimeline,
    back,
    closeInspector,
  }
})
