import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { BulkPreview, Comparison, IdentityOverview, Result } from '../../shared/contract/index.ts'
import type { NumberClaim } from '../../shared/model/numberClaims.ts'
import { caseApi, onCaseChange } from './caseBound.ts'
import * as asks from './identity/asks.ts'
import { createClaims } from './identity/claims.ts'
import { createIdentityJob } from './identity/job.ts'
import { createPersons } from './identity/persons.ts'
import { createSuggestions, type Decision } from './identity/suggestions.ts'

export type IdentityTab = 'suggestions' | 'persons' | 'claims'
/** Identity: suggestions and decisions, claims, persons behind accounts, and the dialogs for merging and splitting. */
export const useIdentity = defineStore('identity', () => {
  const overview = shallowRef<IdentityOverview | null>(null)
  const job = createIdentityJob()
  const claims = createClaims()
  const persons = createPersons(job)
  const { question, clear: clearSuggestions, ...suggestions } = createSuggestions()

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
    clearSuggestions()
    claims.clear()
    persons.clear()
    mergeIds.value = null
    splitId.value = null
    numberAsked.value = null
    bulk.value = null
  }
  onCaseChange(clear)
  async function refreshOverview(): Promise<void> {
    overview.value = await caseApi.call('identity.overview', {})
  }
  async function refresh(): Promise<void> {
    await Promise.all([refreshOverview(), suggestions.refreshSuggestions()])
  }
  function compare(entityIds: readonly number[]): Promise<Comparison> {
    return caseApi.call('identity.compare', { entityIds: [...entityIds] })
  }
  /** Computes the suggestions; can be cancelled. */
  function suggest(): Promise<Result<'identity.suggest'>> {
    return job.run('read', (options) => caseApi.call('identity.suggest', {}, options))
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
    ...suggestions,
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
    compare,
    suggest,
    cancel: job.cancel,
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
