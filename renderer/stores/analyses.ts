import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { analyses, type AnalysisId } from '../../shared/contract/analyses/index.ts'
import type { EntityCell } from '../../shared/contract/analyses/result.ts'
import type { AnalysisParam } from '../../shared/contract/analyses/params.ts'
import type {
  AnalysisRun,
  EntitySummary,
  KeptAnswer,
  KeptResult,
  ReportRedaction,
  Result,
} from '../../shared/contract/index.ts'
import type { Language } from '../../shared/language.ts'
import { host } from '../api/index.ts'
import { type Draft, draftOf, paramsOfDraft } from '../model/analysisDraft.ts'
import { askAnalysis, newestWork } from './asking.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import { useChanges } from './changes.ts'

/** A question under way: which, how far, and how it is stopped. */
export interface AnalysisJob {
  /** The analysis; of an answer that is asked again, its own. */
  readonly of: string
  readonly stage: string
  readonly done: number
  readonly total: number | null
}
export type Again = Result<'results.again'>
/** The definition with its parameters in their general type. */
export function definitionOf(id: string) {
  return analyses.find((one) => one.id === id) ?? analyses[0]
}
export function paramsOf(id: string): readonly AnalysisParam[] {
  return definitionOf(id).params
}

/** As many are brought from a chart into a question at once. */
const mostBrought = 200
const entityField = (id: string) => paramsOf(id).find(({ sort }) => sort === 'entities' || sort === 'entity')

/** Questions over the whole case: what is asked, its answer, and the answers that are kept. */
export const useAnalyses = defineStore('analyses', () => {
  const selected = ref<AnalysisId>(analyses[0].id)
  const drafts = shallowRef<Readonly<Record<string, Draft>>>({})
  /** The last answer of each, until the case changes. */
  const answers = shallowRef<Readonly<Record<string, AnalysisRun>>>({})
  const job = shallowRef<AnalysisJob | null>(null)
  const kept = shallowRef<readonly KeptResult[]>([])
  /** The kept answer that is looked at instead of a question. */
  const opened = shallowRef<KeptAnswer | null>(null)
  const again = shallowRef<Again | null>(null)
  const compared = shallowRef<Result<'results.compare'> | null>(null)
  /** How often the case had changed when each was asked. */
  const askedAt = shallowRef<Readonly<Record<string, number>>>({})
  const { revision } = useChanges()
  const moved = (): number => revision.records + revision.entities + revision.batches
  const againAt = shallowRef(0)
  /** What was found by asking again is of the case as it was before a change. */
  const againOutdated = computed(() => again.value !== null && againAt.value !== moved())
  /** What was looked at last: what comes later for something before it is not shown any more. */
  let looked = 0
  const brought = shallowRef<readonly EntityCell[]>([])
  const work = newestWork()

  const draft = computed<Draft>(() => drafts.value[selected.value] ?? draftOf(paramsOf(selected.value)))
  const answer = computed(() => answers.value[selected.value] ?? null)
  /** The answer is not one to what the form says, or not one of the case as it is. */
  const outdated = computed<'form' | 'case' | null>(() => {
    if (answer.value === null) return null
    const { values } = paramsOfDraft(paramsOf(selected.value), draft.value)
    const { params } = answer.value
    if (Object.keys(params).some((id) => JSON.stringify(values[id]) !== JSON.stringify(params[id])))
      return 'form'
    return askedAt.value[selected.value] === moved() ? null : 'case'
  })

  function setDraft(next: Draft): void {
    drafts.value = { ...drafts.value, [selected.value]: next }
  }
  /** Turns to a question; entities that were brought from elsewhere stand in its first field that takes them, unless others stand there. */
  function choose(id: AnalysisId): void {
    looked += 1
    selected.value = id
    opened.value = null
    again.value = null
    const field = entityField(id)
    const there = field === undefined ? null : draft.value[field.id]
    if (field === undefined || brought.value.length === 0 || (Array.isArray(there) && there.length > 0))
      return
    setDraft({
      ...draft.value,
      [field.id]: field.sort === 'entity' ? brought.value.slice(0, 1) : brought.value,
    })
  }
  /** Entities of a chart or the inspector, about whom the next questions are. Gives how many were left out. */
  async function bring(entityIds: readonly number[]): Promise<number> {
    const found = await Promise.all(
      entityIds.slice(0, mostBrought).map((entityId) => caseApi.call('entities.read', { entityId })),
    )
    brought.value = found.map(({ entity }) => cellOf(entity))
    const field = entityField(selected.value)
    const fitting =
      (field?.sort === 'entities' || (field !== undefined && found.length === 1)
        ? selected.value
        : analyses.find(({ id }) => entityField(id)?.sort === 'entities')?.id) ?? selected.value
    drafts.value = Object.fromEntries(
      Object.entries(drafts.value).map(([id, one]) => {
        const own = entityField(id)
        return [id, own === undefined ? one : { ...one, [own.id]: [] }]
      }),
    )
    choose(fitting)
    return Math.max(0, entityIds.length - mostBrought)
  }
  async function during<T>(
    of: string,
    given: (signal: AbortSignal, told: (progress: Omit<AnalysisJob, 'of'>) => void) => Promise<T>,
  ): Promise<T> {
    return work.run(async (signal, isNewest) => {
      job.value = { of, stage: '', done: 0, total: null }
      try {
        return await given(signal, (told) => {
          if (isNewest()) job.value = { of, ...told }
        })
      } finally {
        if (isNewest()) job.value = null
      }
    })
  }
  /** Asks the question that is chosen. */
  async function ask(params: Readonly<Record<string, unknown>>): Promise<void> {
    const analysis = selected.value
    const at = moved()
    const run = await during(analysis, (signal, onProgress) =>
      askAnalysis(analysis, params, { signal, onProgress }),
    )
    answers.value = { ...answers.value, [analysis]: run }
    askedAt.value = { ...askedAt.value, [analysis]: at }
  }
  async function refreshKept(): Promise<void> {
    kept.value = await caseApi.call('results.list', {})
    const current = opened.value
    if (current === null) return
    const fresh = kept.value.find(({ keptId }) => keptId === current.kept.keptId)
    opened.value = fresh === undefined ? null : { ...current, kept: fresh }
    if (fresh === undefined) again.value = null
  }
  async function openKept(keptId: number): Promise<void> {
    again.value = null
    compared.value = null
    const mine = (looked += 1)
    const found = await caseApi.call('results.read', { keptId })
    if (mine === looked) opened.value = found
  }
  /** Keeps what the question that is chosen answers now; the answer that is shown is then that one. */
  async function keep(name: string, note: string): Promise<KeptResult> {
    const current = answer.value
    if (current === null) throw new Error('nothing was asked')
    const { analysis, params } = current
    const made = await during(analysis, (signal, onProgress) =>
      caseApi.call('results.keep', { analysis, params: { ...params }, name, note }, { signal, onProgress }),
    )
    await refreshKept()
    return made
  }
  /** Writes the answer that is shown into a file and lets the person keep it; null when turned back. */
  async function exportAnswer(
    table: string | null,
    format: 'xlsx' | 'csv',
    redact: ReportRedaction,
    language: Language,
  ): Promise<{ readonly fileName: string; readonly rows: number } | null> {
    const current = answer.value
    if (current === null) return null
    const { analysis, params } = current
    const file = await during(analysis, (signal, onProgress) =>
      caseApi.call(
        'report.analysis',
        { analysis, params: { ...params }, format, redact, language, ...(table === null ? {} : { table }) },
        { signal, onProgress },
      ),
    )
    return (await host.save(file.fileId, file.fileName)) ? file : null
  }
  async function change(keptId: number, name: string, note: string): Promise<void> {
    await caseApi.call('results.change', { keptId, name, note })
    await refreshKept()
  }
  async function remove(keptId: number): Promise<void> {
    await caseApi.call('results.remove', { keptId })
    await refreshKept()
  }
  async function askAgain(keptId: number): Promise<void> {
    compared.value = null
    const mine = (looked += 1)
    const at = moved()
    const found = await during(opened.value?.kept.analysis ?? '', (signal, onProgress) =>
      caseApi.call('results.again', { keptId }, { signal, onProgress }),
    )
    if (mine !== looked) return
    againAt.value = at
    again.value = found
  }
  /** What differs between the kept answer that is looked at and another of the same question, from the earlier to the later. */
  async function compare(withId: number): Promise<void> {
    const current = opened.value
    if (current === null) return
    const [keptId, other] = [current.kept.keptId, withId].toSorted((a, b) => a - b)
    again.value = null
    const mine = (looked += 1)
    const found = await caseApi.call('results.compare', { keptId: keptId ?? 0, withId: other ?? 0 })
    if (mine === looked) compared.value = found
  }
  /** The question of a kept answer in the form, as it was asked. */
  function askAs({ kept: { analysis, params, named } }: KeptAnswer): void {
    const known = analyses.find(({ id }) => id === analysis)
    if (known === undefined) return
    looked += 1
    selected.value = known.id
    opened.value = null
    again.value = null
    setDraft(draftOf(known.params, params, named))
  }
  async function find(text: string): Promise<readonly EntitySummary[]> {
    return (await caseApi.call('entities.list', { text, sort: 'links', offset: 0, limit: 20 })).rows
  }
  onCaseChange(() => {
    work.letGo()
    selected.value = analyses[0].id
    drafts.value = {}
    answers.value = {}
    askedAt.value = {}
    job.value = null
    brought.value = []
    kept.value = []
    opened.value = null
    again.value = null
    compared.value = null
  })
  return {
    selected,
    draft,
    setDraft,
    answer,
    outdated,
    job,
    kept,
    opened,
    again,
    againOutdated,
    choose,
    bring,
    ask,
    stop: work.stop,
    refreshKept,
    openKept,
    keep,
    exportAnswer,
    change,
    remove,
    askAgain,
    compared,
    compare,
    askAs,
    find,
  }
})
/** An entity as forms and answers name it. */
export function cellOf({ entityId, kind, label, key }: EntitySummary) {
  return { entityId, kind, label, key }
}
