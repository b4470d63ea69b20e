/** The engine's side of the parser: starts it, feeds it bytes, bounds it, ends it. */
import { Worker } from 'node:worker_threads'
import type { CancelSignal } from '../../../shared/contract/index.ts'
import { AppError, fromEnvelope } from '../../../shared/errors.ts'
import type { ByteSource } from './byteSource.ts'
import type { FromParser, ParserRequest, ToParser } from './parserProtocol.ts'

export interface ParserLimits {
  /** Old-generation heap of the worker; file bytes are not part of it. */
  readonly heapMegabytes: number
  /** Without a word from the parser for so long it is ended. */
  readonly silenceMs: number
}
export const parserLimits: ParserLimits = { heapMegabytes: 1_024, silenceMs: 120_000 }
/** How long a parser that has answered may take to leave by itself. */
const leaveMs = 1_000

/** What the parser tells while it works; the last message decides the end. */
export type ParserMessage = Exclude<FromParser, { type: 'pull' } | { type: 'failed' }>

/**
 * Runs one request. `take` gets every message in order and may await; the parser waits for batches to be taken. Resolves with the last
 * message. Errors: those of the parser, `cancelled`, `parser-limit` (memory or silence), `parser-stopped` when it died otherwise.
 */
export function runParser(entry: URL, request: ParserRequest, source: ByteSource, signal: CancelSignal, take: (message: ParserMessage) => void | Promise<void>, limits: ParserLimits = parserLimits): Promise<ParserMessage> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, {
      workerData: request, env: {}, stdout: true, stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes, maxYoungGenerationSizeMb: 64, stackSizeMb: 4 },
    })
    // What a library prints could hold a cell; nobody is to read it.
    worker.stdout.resume()
    worker.stderr.resume()
    let queue = Promise.resolve()
    let ended = false
    let busy = 0
    let silence: NodeJS.Timeout | undefined
    const end = (finish: () => void, answered = false): void => {
      if (ended) return
      ended = true
      clearTimeout(silence)
      signal.removeEventListener('abort', cancel)
      if (!answered) { void worker.terminate().then(finish, finish); return }
      // It has answered and is on its way out by itself; it is only made to go when something still holds it.
      const force = setTimeout(() => { void worker.terminate() }, leaveMs)
      worker.once('exit', () => { clearTimeout(force) })
      finish()
    }
    const fail = (error: unknown): void => { end(() => { reject(withFile(error, request.file.fileName)) }) }
    const cancel = (): void => { fail(new AppError('cancelled', 'cancelled by the caller')) }
    const listen = (): void => {
      clearTimeout(silence)
      // While the engine itself is busy with what came, the parser cannot be silent.
      silence = setTimeout(() => { if (busy > 0) listen(); else fail(new AppError('parser-limit', 'the parser said nothing for too long', { limit: 'time', seconds: limits.silenceMs / 1000 })) }, limits.silenceMs)
    }
    const say = (message: ToParser, transfer: readonly ArrayBuffer[] = []): void => { if (!ended) worker.postMessage(message, [...transfer]) }
    const handle = async (message: FromParser): Promise<void> => {
      if (ended) return
      if (message.type === 'pull') {
        const bytes = await source.next()
        if (bytes === null) say({ type: 'bytes', bytes: null })
        else {
          const own = new Uint8Array(bytes)
          say({ type: 'bytes', bytes: own }, [own.buffer])
        }
        return
      }
      if (message.type === 'failed') { fail(fromEnvelope(message.error)); return }
      await take(message)
      if (message.type === 'batch') say({ type: 'taken' })
      if (message.type === 'inspected' || message.type === 'previewed' || message.type === 'converted' || message.type === 'column') end(() => { resolve(message) }, true)
    }
    worker.on('message', (message: FromParser) => {
      listen()
      busy += 1
      queue = queue.then(() => handle(message)).catch(fail).finally(() => { busy -= 1 })
    })
    worker.on('messageerror', () => { fail(new AppError('parser-stopped', 'an answer of the parser cannot be read')) })
    worker.on('error', (error: unknown) => {
      const memory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      fail(memory ? new AppError('parser-limit', 'the parser needs more memory than it may have', { limit: 'memory', megabytes: limits.heapMegabytes }) : new AppError('parser-stopped', 'the parser failed'))
    })
    worker.on('exit', () => {
      // What it said last may still be in the queue.
      void queue.then(() => { fail(new AppError('parser-stopped', 'the parser ended without an answer')) })
    })
    if (signal.aborted) cancel()
    else signal.addEventListener('abort', cancel, { once: true })
    listen()
  })
}

/** The error with the name of its file, so that the page can say where. */
function withFile(error: unknown, file: string): Error {
  if (error instanceof AppError) return new AppError(error.code, error.message, { file, ...error.details })
  return error instanceof Error ? error : new AppError('parser-stopped', 'the parser failed', { file })
}
