import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  BulkPreview,
  Claim,
  Comparison,
  IdentityOverview,
  Input,
  Result,
  SplitChoice,
  Suggestion,
  SuggestionReason,
  SuggestionState,
  ReportRedaction,
} from '../../shared/contract/index.ts'
import { host } from '../api/index.ts'
import { caseApi, forThisCase, onCaseChange } from './caseBound.ts'

export type Decision = Input<'identity.decide'>['decision']
export type IdentityTab = 'suggestions' | 'persons' | 'claims'
export type RowCondition = Input<'identity.split'>['conditions'][number]
export const identityPage = 100
const personPage = 200
const claimPage = 200
interface ClaimQuestion {
  type: Claim['type'] | 'all'
  status: Claim['status'] | 'all'
  text: string
}
interface PersonQuestion {
  sort: 'accounts' | 'stakes' | 'label'
  several: 'all' | 'several'
  text: string
}
const allClaims = (): ClaimQuestion => ({ type: 'all', status: 'all', text: '' })
const severalAccounts = (): PersonQuestion => ({ sort: 'accounts', several: 'several', text: '' })

/** Identity: suggestions and decisions, claims, persons behind accounts, and the dialogs for merging and splitting. */
export const useIdentity = defineStore('identity', () => {
  const overview = shallowRef<IdentityOverview | null>(null)
  const job = shallowRef<{
    readonly stage: string
    readonly done: number
    readonly total: number | null
  } | null>(null)
  let stop: AbortController | null = null

  const state = ref<SuggestionState>('open')
  const reason = ref<SuggestionReason | null>(null)
  const text = ref('')
  const suggestions = shallowRef<readonly Suggestion[]>([])
  const total = ref(0)
  const selectedId = ref<number | null>(null)
  const selected = computed(
    () => suggestions.value.find(({ suggestionId }) => suggestionId === selectedId.value) ?? null,
  )
  const comparison = shallowRef<Comparison | null>(null)
  const loading = ref(false)
  let asked = 0
  let compared = 0

  const claims = shallowRef<readonly Claim[]>([])
  const claimTotal = ref(0)
  const claimQuestion = ref<ClaimQuestion>(allClaims())
  const persons = shallowRef<Result<'identity.persons'> | null>(null)
  const personQuestion = ref<PersonQuestion>(severalAccounts())

  /** Entities a person is about to merge or to tell apart, and the one to split; the dialogs of App show them. */
  const mergeIds = shallowRef<readonly number[] | null>(null)
  const splitId = ref<number | null>(null)
  /** What accepting all that the list shows would do; the dialog that asks for the reason shows it. */
  const bulk = shallowRef<BulkPreview | null>(null)

  function clear(): void {
    stop?.abort()
    overview.value = null
    suggestions.value = []
    total.value = 0
    selectedId.value = null
    comparison.value = null
    claims.value = []
    claimTotal.value = 0
    persons.value = null
    mergeIds.value = null
    splitId.value = null
    bulk.value = null
    state.value = 'open'
    reason.value = null
    text.value = ''
    underWay.clear()
    claimQuestion.value = allClaims()
    personQuestion.value = severalAccounts()
    loading.value = false
  }
  onCaseChange(clear)
  async function refreshOverview(): Promise<void> {
    overview.value = await caseApi.call('identity.overview', {})
  }
  const question = () => ({
    state: state.value,
    ...(reason.value === null ? {} : { reason: reason.value }),
    ...(text.value.trim() === '' ? {} : { text: text.value.trim() }),
  })
  /** Reads the list from its top, as many as are shown; what was selected stays, or the one that took its place. */
  async function refreshSuggestions(more = 0): Promise<void> {
    const ask = ++asked
    loading.value = true
    try {
      const place = suggestions.value.findIndex(({ suggestionId }) => suggestionId === selectedId.value)
      const found = await caseApi.call('identity.suggestions', {
        ...question(),
        offset: 0,
        limit: Math.max(identityPage, suggestions.value.length) + more,
      })
      if (ask !== asked) return
      // What a person has decided on is on its way and does not come back into sight.
      const rows = found.rows.filter(({ suggestionId }) => !underWay.has(suggestionId))
      suggestions.value = rows
      total.value = found.total - (found.rows.length - rows.length)
      const still = rows.find(({ suggestionId }) => suggestionId === selectedId.value)
      await select((still ?? rows[Math.min(Math.max(place, 0), rows.length - 1)])?.suggestionId ?? null)
    } finally {
      if (ask === asked) loading.value = false
    }
  }
  async function refresh(): Promise<void> {
    await Promise.all([refreshOverview(), refreshSuggestions()])
  }
  /** Shows the list of another state or reason. */
  async function show(next: {
    readonly state?: SuggestionState
    readonly reason?: SuggestionReason | null
  }): Promise<void> {
    if (next.state !== undefined) state.value = next.state
    if (next.reason !== undefined) reason.value = next.reason
    suggestions.value = []
    await refreshSuggestions()
  }
  async function select(suggestionId: number | null): Promise<void> {
    selectedId.value = suggestionId
    const chosen = selected.value
    if (chosen === null) {
      comparison.value = null
      return
    }
    const ask = ++compared
    const found = await caseApi.call('identity.compare', {
      entityIds: chosen.members.slice(0, 12).map(({ entityId }) => entityId),
    })
    if (ask === compared) comparison.value = found
  }
  function compare(entityIds: readonly number[]): Promise<Comparison> {
    return caseApi.call('identity.compare', { entityIds: [...entityIds] })
  }
  /** Computes the suggestions; can be cancelled. */
  async function suggest(): Promise<Result<'identity.suggest'>> {
    const abort = new AbortController()
    stop = abort
    job.value = { stage: 'read', done: 0, total: null }
    try {
      return await caseApi.call(
        'identity.suggest',
        {},
        {
          signal: abort.signal,
          onProgress: (progress) => {
            job.value = progress
          },
        },
      )
    } finally {
      job.value = null
      stop = null
    }
  }
  function cancel(): void {
    stop?.abort()
  }
  /** Decisions are taken one after the other, in the order they were made; the one decided on leaves the list at once and the next takes its place. */
  const underWay = new Set<number>()
  let lastDecision: Promise<unknown> = Promise.resolve()
  function decide(suggestionId: number, decision: Decision, note = ''): Promise<Result<'identity.decide'>> {
    const at = suggestions.value.findIndex((suggestion) => suggestion.suggestionId === suggestionId)
    underWay.add(suggestionId)
    if (at !== -1) {
      suggestions.value = suggestions.value.filter((suggestion) => suggestion.suggestionId !== suggestionId)
      total.value -= 1
      void select(suggestions.value[Math.min(at, suggestions.value.length - 1)]?.suggestionId ?? null).catch(
        () => undefined,
      )
    }
    const made = lastDecision
      .then(
        forThisCase(() => caseApi.call('identity.decide', { suggestionIds: [suggestionId], decision, note })),
      )
      .finally(() => underWay.delete(suggestionId))
    lastDecision = made.catch(() => undefined)
    return made
  }
  const severalNow = () => {
    const { state: _state, ...of } = question()
    return of
  }
  /** Shows what accepting all that the list shows would do, and asks for the reason. */
  async function askAcceptAll(): Promise<void> {
    bulk.value = await caseApi.call('identity.foreseeAll', { of: severalNow() })
  }
  /** Decides all that the list shows, or all of a reason; accepting only what was shown before. */
  function decideAll(decision: Decision, note = ''): Promise<Result<'identity.decideAll'>> {
    const shown = decision === 'accept' && bulk.value !== null ? { expected: bulk.value.suggestions } : {}
    return caseApi.call('identity.decideAll', { of: severalNow(), decision, note, ...shown })
  }

  const merge = (entityIds: readonly number[], note = '') =>
    caseApi.call('identity.merge', { entityIds: [...entityIds], note })
  const apart = (entityIds: readonly number[], note = '') =>
    caseApi.call('identity.apart', { entityIds: [...entityIds], note })
  const takeOut = (entityId: number, memberIds: readonly number[], note = '') =>
    caseApi.call('identity.takeOut', { entityId, memberIds: [...memberIds], note })
  /** Open suggestions about one entity, strongest first. */
  const about = (entityId: number, limit: number) =>
    caseApi.call('identity.suggestions', { entityId, offset: 0, limit })
  const members = (entityId: number) => caseApi.call('identity.members', { entityId })
  const splitChoices = (entityId: number): Promise<readonly SplitChoice[]> =>
    caseApi.call('identity.splitChoices', { entityId })
  const split = (entityId: number, label: string, conditions: readonly RowCondition[], note = '') =>
    caseApi.call('identity.split', { entityId, label, conditions: [...conditions], note })
  const withdraw = (claimIds: readonly number[]) =>
    caseApi.call('identity.withdraw', { claimIds: [...claimIds] })
  const restore = (claimIds: readonly number[]) =>
    caseApi.call('identity.restore', { claimIds: [...claimIds] })
  /** Opens the dialog that merges these, or tells them apart. */
  function askMerge(entityIds: readonly number[]): void {
    mergeIds.value = [...new Set(entityIds)]
  }
  /** Opens the dialog that takes an entity apart: members out of a merged one, or rows by what they say. */
  function askSplit(entityId: number): void {
    splitId.value = entityId
  }
  async function findEntities(kind: string | null, words: string): Promise<Result<'entities.list'>['rows']> {
    return (
      await caseApi.call('entities.list', {
        ...(kind === null ? {} : { kind }),
        text: words,
        sort: 'records',
        offset: 0,
        limit: 12,
      })
    ).rows
  }

  async function refreshClaims(): Promise<void> {
    const { type, status, text: words } = claimQuestion.value
    const found = await caseApi.call('identity.claims', {
      ...(type === 'all' ? {} : { type }),
      ...(status === 'all' ? {} : { status }),
      ...(words.trim() === '' ? {} : { text: words.trim() }),
      offset: 0,
      limit: Math.max(claimPage, claims.value.length),
    })
    claims.value = found.rows
    claimTotal.value = found.total
  }
  async function moreClaims(): Promise<void> {
    claims.value = [
      ...claims.value,
      ...Array.from({ length: claimPage }, () => claims.value.at(-1)).filter((claim) => claim !== undefined),
    ].slice(0, claimTotal.value)
    await refreshClaims()
  }
  async function refreshPersons(more = 0): Promise<void> {
    const { text: words, ...rest } = personQuestion.value
    persons.value = await caseApi.call('identity.persons', {
      ...rest,
      ...(words.trim() === '' ? {} : { text: words.trim() }),
      offset: 0,
      limit: Math.max(personPage, persons.value?.rows.length ?? 0) + more,
    })
  }
  /** Lets the person keep the whole list as a file; null when turned back. */
  async function exportPersons(
    format: 'xlsx' | 'csv',
    redact: ReportRedaction,
    language: 'zh-CN' | 'en',
  ): Promise<{ readonly fileName: string; readonly rows: number } | null> {
    const abort = new AbortController()
    stop = abort
    job.value = { stage: 'write', done: 0, total: null }
    try {
      const file = await caseApi.call(
        'identity.exportPersons',
        { format, redact, language },
        {
          signal: abort.signal,
          onProgress: (progress) => {
            job.value = { ...progress, stage: 'write' }
          },
        },
      )
      return (await host.save(file.fileId, file.fileName))
        ? { fileName: file.fileName, rows: file.rows }
        : null
    } finally {
      job.value = null
      stop = null
    }
  }
  return {
    overview,
    job,
    state,
    reason,
    text,
    suggestions,
    total,
    selectedId,
    selected,
    comparison,
    loading,
    claims,
    claimTotal,
    claimQuestion,
    persons,
    personQuestion,
    mergeIds,
    splitId,
    bulk,
    clear,
    refresh,
    refreshOverview,
    refreshSuggestions,
    show,
    select,
    compare,
    suggest,
    cancel,
    decide,
    decideAll,
    askAcceptAll,
    merge,
    apart,
    takeOut,
    about,
    members,
    splitChoices,
    split,
    withdraw,
    restore,
    askMerge,
    askSplit,
    findEntities,
    refreshClaims,
    moreClaims,
    refreshPersons,
    exportPersons,
  }
})
