import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  BulkPreview,
  Comparison,
  IdentityOverview,
  Input,
  Result,
  Suggestion,
  SuggestionReason,
  SuggestionState,
} from '../../shared/contract/index.ts'
import type { NumberClaim } from '../../shared/model/numberClaims.ts'
import { caseApi, forThisCase, onCaseChange } from './caseBound.ts'
import * as asks from './identity/asks.ts'
import { createClaims } from './identity/claims.ts'
import { createIdentityJob } from './identity/job.ts'
import { createPersons } from './identity/persons.ts'

export type Decision = Input<'identity.decide'>['decision']
export type IdentityTab = 'suggestions' | 'persons' | 'claims'
export const identityPage = 100
/** Identity: suggestions and decisions, claims, persons behind accounts, and the dialogs for merging and splitting. */
export const useIdentity = defineStore('identity', () => {
  const overview = shallowRef<IdentityOverview | null>(null)
  const job = createIdentityJob()
  const claims = createClaims()
  const persons = createPersons(job)

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

  /** Entities a person is about to merge or to tell apart, and the one to split; the dialogs of App show them. */
  const mergeIds = shallowRef<readonly number[] | null>(null)
  const splitId = ref<number | null>(null)
  /** The number something is to be said of, with what is proposed. */
  const numberAsked = shallowRef<NumberClaim | null>(null)
  /** What accepting all that the list shows would do; the dialog that asks for the reason shows it. */
  const bulk = shallowRef<BulkPreview | null>(null)

  function clear(): void {
    job.cancel()
    overview.value = null
    suggestions.value = []
    total.value = 0
    selectedId.value = null
    comparison.value = null
    claims.clear()
    persons.clear()
    mergeIds.value = null
    splitId.value = null
    numberAsked.value = null
    bulk.value = null
    state.value = 'open'
    reason.value = null
    text.value = ''
    underWay.clear()
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
  function suggest(): Promise<Result<'identity.suggest'>> {
    return job.run('read', (options) => caseApi.call('identity.suggest', {}, options))
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

  /** Opens the dialog that merges these, or tells them apart. */
  function askMerge(entityIds: readonly number[]): void {
    mergeIds.value = [...new Set(entityIds)]
  }
  /** Opens the dialog that takes an entity apart: members out of a merged one, or rows by what they say. */
  function askSplit(entityId: number): void {
    splitId.value = entityId
  }
  /** Opens the dialog that says of a number that it is one, or that it is nobody's. */
  function askNumber(number: NumberClaim): void {
    numberAsked.value = number
  }
  return {
    overview,
    job: job.state,
    state,
    reason,
    text,
    suggestions,
    total,
    selectedId,
    selected,
    comparison,
    loading,
    claims: claims.claims,
    claimTotal: claims.claimTotal,
    claimQuestion: claims.claimQuestion,
    persons: persons.persons,
    personQuestion: persons.personQuestion,
    mergeIds,
    splitId,
    numberAsked,
    askNumber,
    bulk,
    clear,
    refresh,
    refreshOverview,
    refreshSuggestions,
    show,
    select,
    compare,
    suggest,
    cancel: job.cancel,
    decide,
    decideAll,
    askAcceptAll,
    askMerge,
    askSplit,
    ...asks,
    refreshClaims: claims.refreshClaims,
    moreClaims: claims.moreClaims,
    refreshPersons: persons.refreshPersons,
    exportPersons: persons.exportPersons,
  }
})
