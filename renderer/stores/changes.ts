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
] as const satisfies readonly Topic[]

/**
 * What has changed in the case since the page began, as a counter per topic. Lists watch the counters of the topics they are made of:
 * `useChanges().whenever(['records', 'batches'], refresh)`. Nothing listens to the engine before `listen`.
 */
export const useChanges = defineStore('changes', () => {
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
  })

  function bump(topics: readonly Topic[] = allTopics): void {
    for (const topic of topics) revision[topic]++
  }
  /** Begins to hear the engine; returns the way to stop. */
  function listen(): () => void {
    return api.on('changed', ({ topics }) => bump(topics))
  }
  /** Calls back after each change of one of the topics; bound to the component or scope it is called in. */
  function whenever(topics: readonly Topic[], callback: () => void): () => void {
    return watch(() => topics.reduce((sum, topic) => sum + revision[topic], 0), callback)
  }
  return { revision, bump, listen, whenever }
})
