/** Who listens to the engine's events. */
import type { CaseApi } from '../../../shared/contract/index.ts'
import type { EngineEvents, EventName } from '../../../shared/contract/events.ts'

type Listener<E extends EventName> = (payload: EngineEvents[E]) => void
type AllListeners = { readonly [E in EventName]: Set<Listener<E>> }
export interface Listeners {
  readonly on: CaseApi['on']
  emit<E extends EventName>(event: E, payload: EngineEvents[E]): void
}

export function createListeners(): Listeners {
  const listeners: AllListeners = { changed: new Set(), progress: new Set(), stopped: new Set() }
  return {
    on(event, listener) {
      listeners[event].add(listener)
      return () => {
        listeners[event].delete(listener)
      }
    },
    emit(event, payload) {
      for (const listener of [...listeners[event]]) listener(payload)
    },
  }
}
