/** The list of suggestions: which are shown, the one that is looked at, and what a person decides on it. */
import { computed, ref, shallowRef } from 'vue'
import type {
  Comparison,
  Input,
  Result,
  Suggestion,
  SuggestionReason,
  SuggestionState,
} from '../../../shared/contract/index.ts'
import { caseApi, forThisCase } from '../caseBound.ts'

export type Decision = Input<'identity.decide'>['decision']
/** Suggestions read at once. */
export const identityPage = 100

export function createSuggestions() {
  const state = ref<SuggestionState>('open')
  const reason = ref<SuggestionReason | null>(null)
  const text = ref('')
  /** Only those about this entity; null for all. */
  const entityId = ref<number | null>(null)
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

  const question = () => ({
    state: state.value,
    ...(reason.value === null ? {} : { reason: reason.value }),
    ...(entityId.value === null ? {} : { entityId: entityId.value }),
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
  /** Shows the list of another state or reason. */
  async function show(next: {
    readonly state?: SuggestionState
    readonly reason?: SuggestionReason | null
    readonly entityId?: number | null
  }): Promise<void> {
    if (next.state !== undefined) state.value = next.state
    if (next.reason !== undefined) reason.value = next.reason
    if (next.entityId !== undefined) {
      entityId.value = next.entityId
      if (next.entityId !== null) text.value = ''
    }
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
  function clear(): void {
    suggestions.value = []
    total.value = 0
    selectedId.value = null
    comparison.value = null
    state.value = 'open'
    reason.value = null
    text.value = ''
    entityId.value = null
    underWay.clear()
    loading.value = false
  }
  return {
    state,
    reason,
    text,
    entityId,
    suggestions,
    total,
    selectedId,
    selected,
    comparison,
    loading,
    question,
    refreshSuggestions,
    show,
    select,
    decide,
    clear,
  }
}
