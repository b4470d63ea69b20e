import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { EntityDetail, LinkWithEnds, RecordDetail, Result } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { putOnChart } from './charts/putOnChart.ts'
import * as asks from './inspector/asks.ts'
import { type FoldedLine, useNavigation } from './navigation.ts'
import { yuanOf } from '../../shared/model/currency.ts'
import { sizeOf } from '../../shared/model/minor.ts'

export type InspectorTarget =
  | { readonly type: 'entity'; readonly entityId: number }
  | { readonly type: 'record'; readonly kind: string; readonly recordId: number }
  | { readonly type: 'link'; readonly linkId: number }
  | ({ readonly type: 'links' } & FoldedLine)
export type LinkDetail = Result<'links.read'>
export type InspectorDetail =
  | { readonly type: 'entity'; readonly entity: EntityDetail }
  | { readonly type: 'record'; readonly record: RecordDetail }
  | { readonly type: 'link'; readonly link: LinkDetail }
  | { readonly type: 'links'; readonly line: asks.LineDetail }
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
      case 'links':
        return { type: 'links', line: await asks.readLine(next) }
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
  /** Opens who holds an account; the account itself where nobody or more than one is known to. */
  async function openHolder(entityId: number): Promise<void> {
    const { held } = await asks.dealings(entityId)
    const [only, ...more] = held.holders
    useNavigation().openEntity(only === undefined || more.length > 0 ? entityId : only.entityId)
  }
  onCaseChange(() => void show(null))

  return {
    target,
    detail,
    loading,
    error,
    refresh,
    show,
    saveNote,
    openHolder,
    ...asks,
    addToChart: putOnChart,
  }
})
