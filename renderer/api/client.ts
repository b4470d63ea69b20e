/** Calls, progress, cancelling and events over any carrier. A call is answered once and never sent twice. */
import type {
  CallOptions,
  CaseApi,
  EngineEvents,
  EventName,
  Input,
  MethodName,
  Result,
} from '../../shared/contract/index.ts'
import { AppError, fromEnvelope } from '../../shared/errors.ts'
import { isEvent } from '../../shared/wire.ts'
import type { ToPage } from '../../shared/wire.ts'
import type { Carrier } from './carrier.ts'

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: AppError) => void
  readonly onProgress: CallOptions['onProgress']
}
type Listener = (payload: never) => void
export interface Client extends CaseApi {
  /** Whether the engine behind the carrier has gone; every call is then refused with `engine-stopped`. */
  readonly stopped: boolean
  close(): void
}

function engineStopped(): AppError {
  return new AppError('engine-stopped', 'the engine has stopped')
}

/** A CaseApi over `carrier`. When the engine goes, pending calls are rejected with `engine-stopped` and `stopped` is raised once. */
export function createClient(carrier: Carrier): Client {
  const pending = new Map<number, Pending>()
  const listeners = new Map<EventName, Set<Listener>>()
  let nextId = 1
  let stopped = false

  function raise<E extends EventName>(event: E, payload: EngineEvents[E]): void {
    for (const listener of [...(listeners.get(event) ?? [])]) listener(payload as never)
  }
  /** Rejects everything that waits; the case may be half-way through none of it, since commands are transactions. */
  function stop(reason: EngineEvents['stopped']['reason'] | null): void {
    if (stopped) return
    stopped = true
    const waiting = [...pending.values()]
    pending.clear()
    for (const call of waiting) call.reject(engineStopped())
    if (reason !== null) raise('stopped', { reason })
  }
  function receive(message: ToPage): void {
    if (isEvent(message)) {
      if (message.event === 'progress') pending.get(message.payload.callId)?.onProgress?.(message.payload)
      // `closed` ends the case, not the engine.
      if (message.event === 'stopped' && message.payload.reason !== 'closed') stop(message.payload.reason)
      else raise(message.event, message.payload as never)
      return
    }
    const call = pending.get(message.id)
    if (call === undefined) return
    pending.delete(message.id)
    if (message.ok) call.resolve(message.value)
    else call.reject(fromEnvelope(message.error))
  }
  carrier.listen({ message: receive, lost: () => stop('crashed') })

  return {
    get stopped() {
      return stopped
    },
    call<N extends MethodName>(name: N, args: Input<N>, options: CallOptions = {}): Promise<Result<N>> {
      const { signal, onProgress } = options
      if (stopped) return Promise.reject(engineStopped())
      if (signal?.aborted === true)
        return Promise.reject(new AppError('cancelled', 'cancelled before it was sent'))
      return new Promise<Result<N>>((resolve, reject) => {
        const id = nextId++
        const cancel = () => carrier.send({ cancel: id })
        signal?.addEventListener('abort', cancel, { once: true })
        const settled = () => signal?.removeEventListener('abort', cancel)
        pending.set(id, {
          resolve: (value) => {
            settled()
            resolve(value as Result<N>)
          },
          reject: (error) => {
            settled()
            reject(error)
          },
          onProgress,
        })
        carrier.send({ id, name, args })
      })
    },
    on<E extends EventName>(event: E, listener: (payload: EngineEvents[E]) => void): () => void {
      const known = listeners.get(event) ?? new Set<Listener>()
      listeners.set(event, known)
      known.add(listener)
      return () => known.delete(listener)
    },
    close() {
      stop(null)
      carrier.close()
    },
  }
}
