/** Entry of the parser thread: one request, answered, over. It has no file access of its own; bytes come from the engine. */
import { parentPort, workerData } from 'node:worker_threads'
import { toEnvelope } from '../../../shared/errors.ts'
import type { ByteSource } from './byteSource.ts'
import { parse } from './parse.ts'
import type { FromParser, ParserRequest, ToParser } from './parserProtocol.ts'

/** Batches on their way before the parser waits for the engine. */
const inFlight = 8

const port = parentPort
if (port !== null) {
  // The engine is the only one who starts this worker, with a ParserRequest.
  const request = workerData as ParserRequest
  const waiting: ((bytes: Buffer | null) => void)[] = []
  let posted = 0
  let wake: (() => void) | null = null
  port.on('message', (message: ToParser) => {
    if (message.type === 'bytes') waiting.shift()?.(message.bytes === null ? null : Buffer.from(message.bytes.buffer, message.bytes.byteOffset, message.bytes.byteLength))
    else {
      posted -= 1
      wake?.()
    }
  })
  const post = (message: FromParser): void => {
    if (message.type === 'batch') posted += 1
    port.postMessage(message)
  }
  const source: ByteSource = {
    size: request.file.size,
    next: () => new Promise((resolve) => {
      waiting.push(resolve)
      post({ type: 'pull' })
    }),
  }
  const room = async (): Promise<void> => {
    while (posted >= inFlight) await new Promise<void>((resolve) => { wake = resolve })
    wake = null
  }
  parse(request, source, { post, room }).catch((thrown: unknown) => { post({ type: 'failed', error: toEnvelope(thrown) }) }).finally(() => { port.close() })
}
