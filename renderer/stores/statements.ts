import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { EntitySummary, Input, StatedDocument, Statement } from '../../shared/contract/index.ts'
import { caseApi, onCaseChange } from './caseBound.ts'

/** What a statement that is to be entered begins with. */
export interface AskedStatement {
  /** The statement that is to be changed; null for a new one. */
  readonly statementId: number | null
  /** Whom it is about, as far as that is known already. */
  readonly ends: readonly EntitySummary[]
  /** The chart on which they are put, and where newcomers stand: the first side, the second. */
  readonly chart: {
    readonly chartId: number
    readonly at: readonly { readonly x: number; readonly y: number }[]
  } | null
}

/** Statements that people enter by hand: the dialog that asks for one, and what is read and done with them. */
export const useStatements = defineStore('statements', () => {
  const asked = shallowRef<AskedStatement | null>(null)
  /** What the last statement said of its document: the next one mostly stands in the same. */
  const lastSource = ref<Readonly<Record<string, string>>>({})

  function ask(
    entityIds: readonly EntitySummary[] = [],
    chart: AskedStatement['chart'] = null,
    statementId: number | null = null,
  ): void {
    asked.value = { statementId, ends: entityIds, chart }
  }
  async function askFor(entityIds: readonly number[], chart: AskedStatement['chart'] = null): Promise<void> {
    ask(await Promise.all(entityIds.slice(0, 2).map(readEntity)), chart)
  }
  async function askChange(statementId: number): Promise<void> {
    const { from, to } = await read(statementId)
    ask([from, ...(to === null ? [] : [to])], null, statementId)
  }
  async function readEntity(entityId: number): Promise<EntitySummary> {
    return (await caseApi.call('entities.read', { entityId })).entity
  }
  const read = (statementId: number): Promise<Statement> => caseApi.call('statements.read', { statementId })
  /** Errors: those of `statements.save`. */
  const save = (draft: Input<'statements.save'>) => caseApi.call('statements.save', draft)
  const remove = (statementIds: readonly number[]) =>
    caseApi.call('statements.remove', { statementIds: [...statementIds] })
  const about = (question: Input<'statements.about'>): Promise<readonly Statement[]> =>
    caseApi.call('statements.about', question)
  const documents = (): Promise<readonly StatedDocument[]> => caseApi.call('statements.documents', {})
  async function find(text: string): Promise<readonly EntitySummary[]> {
    return (await caseApi.call('entities.list', { text, sort: 'links', offset: 0, limit: 8 })).rows
  }
  onCaseChange(() => {
    asked.value = null
    lastSource.value = {}
  })
  return { asked, lastSource, ask, askFor, askChange, read, save, remove, about, documents, find }
})
