/** Wire in, wire out: one page's line to the engine, over whatever carries messages. */
import type { CaseApi } from '../../shared/contract/index.ts'
import { isCancel } from '../../shared/wire.ts'
import type { ToEngine, ToPage } from '../../shared/wire.ts'
import { answeredCalls } from '../engine/index.ts'

export interface EngineLine {
  /** Takes a message of the page; what is none is passed over. */
  receive(message: unknown): void
  /** Cancels what still runs for the page and stops its events. */
  close(): void
}
/** A message port as browsers, Electron and Node's worker_threads have it, seen from the engine's side. */
export interface MessageCarrier {
  post(message: ToPage): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

/** Answers every call with exactly one reply, in the order in which they end; passes `changed` and `stopped` on, and the progress of its own calls. */
export function openLine(engine: CaseApi, post: (message: ToPage) => void): EngineLine {
  let closed = false
  const send = (message: ToPage): void => {
    if (!closed) post(message)
  }
  const stopListening = [
    engine.on('changed', (payload) => {
      send({ event: 'changed', payload })
    }),
    engine.on('stopped', (payload) => {
      send({ event: 'stopped', payload })
    }),
  ]
  const calls = answeredCalls(engine, {
    value: (id, value) => {
      send({ id, ok: true, value: value ?? null })
    },
    error: (id, error) => {
      send({ id, ok: false, error })
    },
    progress: (callId, progress) => {
      send({ event: 'progress', payload: { callId, ...progress } })
    },
  })
  return {
    receive(message) {
      if (closed || !isToEngine(message)) return
      if (isCancel(message)) calls.cancel(message.cancel)
      else if (!calls.isRunning(message.id)) void calls.answer(message.id, message.name, message.args)
    },
    close() {
      if (closed) return
      closed = true
      for (const stop of stopListening) stop()
      calls.cancelAll()
    },
  }
}

/** Serves one carrier until it closes; the returned function ends it sooner. */
export function serveCarrier(engine: CaseApi, carrier: MessageCarrier): () => void {
  const line = openLine(engine, (message) => {
    carrier.post(message)
  })
  carrier.onMessage((message) => {
    line.receive(message)
  })
  carrier.onClose(() => {
    line.close()
  })
  return () => {
    line.close()
  }
}

function isToEngine(message: unknown): message is ToEngine {
  if (typeof message !== 'object' || message === null) return false
  if ('cancel' in message) return Number.isSafeInteger(message.cancel)
  return (
    'id' in message &&
    Number.isSafeInteger(message.id) &&
    'name' in message &&
    typeof message.name === 'string'
  )
}
