import type { Connection } from '../../renderer/api/index.ts'
import type { CaseApi, EngineEvents, EventName } from '../../shared/contract/index.ts'

export interface FakeCall {
  readonly name: string
  readonly args: unknown
  answer(value: unknown): void
  refuse(error: unknown): void
  progress(stage: string, done: number, total: number | null): void
  readonly aborted: () => boolean
}
/** A connection whose engine is the test: calls wait in `calls` until they are answered. Only the edge is faked, the stores are real. */
export function fakeConnection(more: Partial<Connection> = {}) {
  const calls: FakeCall[] = []
  const listeners = new Map<string, Set<(payload: never) => void>>()
  const client = {
    call: (
      name: string,
      args: unknown,
      options: { signal?: AbortSignal; onProgress?: (progress: object) => void } = {},
    ) =>
      new Promise((resolve, reject) => {
        calls.push({
          name,
          args,
          answer: resolve,
          refuse: reject,
          progress: (stage, done, total) => options.onProgress?.({ stage, done, total }),
          aborted: () => options.signal?.aborted === true,
        })
      }),
    on(event: string, listener: (payload: never) => void) {
      const known = listeners.get(event) ?? new Set()
      listeners.set(event, known.add(listener))
      return () => known.delete(listener)
    },
  } as unknown as CaseApi
  const connection: Connection = {
    kind: 'browser',
    client,
    pickFiles: () => Promise.resolve([]),
    take: () => Promise.reject(new Error('not asked')),
    save: () => Promise.resolve(true),
    onHanded: () => () => {},
    onMenuCommand: () => () => {},
    reconnect: () => Promise.resolve(connection),
    ...more,
  }
  const raise = <E extends EventName>(event: E, payload: EngineEvents[E]) => {
    for (const listener of listeners.get(event) ?? []) listener(payload as never)
  }
  return { connection, calls, raise }
}
/** Lets everything that waits for an answer go on. */
export const settled = () =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
