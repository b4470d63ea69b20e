import { defineStore } from 'pinia'
import { reactive, watch } from 'vue'
import type { Topic } from '../../shared/contract/events.ts'
import { api } from '../api/index.ts'

export const allTopics = [
  'case',
  'batches',
  'records',
  'entities',
  'charts',
  'history',
  'settings',
  'collisions',
  'views',
  'results',
] as const satisfies readonly Topic[]

/**
 * What has changed in the case since the page began, as a counter per topic. Lists watch the counters of the topics they are made of:
 * `useChanges().whenever(['records', 'batches'], refresh)`. Nothing listens to the engine before `listen`.
 */
export const useChanges = defineStore('changes', () => {
  const listeners = new Set<(topics: readonly Topic[], seq: number | null) => void>()
  const revision = reactive<Record<Topic, number>>({
    case: 0,
    batches: 0,
    records: 0,
    entities: 0,
    charts: 0,
    history: 0,
    settings: 0,
    collisions: 0,
    views: 0,
    results: 0,
  })

  function bump(topics: readonly Topic[] = allTopics, seq: number | null = null): void {
    for (const topic of topics) revision[topic]++
    for (const listener of listeners) listener(topics, seq)
  }
  /** Begins to hear the engine; returns the way to stop. */
  function listen(): () => void {
    return api.on('changed', ({ topics, seq }) => bump(topics, seq))
  }
  /** Calls back after each change of one of the topics; bound to the component or scope it is called in. */
  function whenever(topics: readonly Topic[], callback: () => void): () => void {
    return watch(() => topics.reduce((sum, topic) => sum + revision[topic], 0), callback)
  }
  /**
   * Calls back for every single change of one of the topics, with its audit row (null when none is known): for a list that holds the
   * answers of its own commands already. Returns how to stop.
   */
  function onEach(topics: readonly Topic[], callback: (seq: number | null) => void): () => void {
    const listener = (changed: readonly Topic[], seq: number | null): void => {
      if (topics.some((topic) => changed.includes(topic))) callback(seq)
    }
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { revision, bump, listen, whenever, onEach }
})
