/**
 * Entry of the parser's process: it answers a request after the other, proves in between that it is as it was, and exits when the engine closes the line. It has no files
 * and no case; bytes come from the engine. Its line to the engine is a pipe, or in Electron's utility process a port that comes with the first message.
 */
import { safeError } from '../../../../shared/diagnostics.ts'
import { toEnvelope } from '../../../../shared/errors.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { parse } from './parse.ts'
import { FrameReader, frameOf } from './parserFrames.ts'
import { openPipe } from './parserPipe.ts'
import type { FromParser, ParserRequest, ToParser } from './parserProtocol.ts'
import { proof } from './proof.ts'

// Libraries that read documents know how to ask a network; here there is none to ask.
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'])
  Reflect.deleteProperty(globalThis, name)

/** Batches on their way before the parser waits for the engine. */
const inFlight = 32

interface Line {
  post(message: FromParser): void
}

/** Answers the engine's requests over the line; gives the function that takes what the engine says. */
function serve(line: Line): (message: ToParser) => void {
  let current: ReturnType<typeof openRequest> | null = null
  // One after the other: what was before has come to its end, also behind its answer.
  let running = Promise.resolve()
  return (message) => {
    if (message.type === 'request')
      running = running.then(() => {
        current = openRequest(line, message.request)
        return current.ended
      })
    else if (message.type === 'prove')
      running = running.then(async () => {
        line.post({ type: 'proved', answer: await proof() })
      })
    else current?.take(message)
  }
}
function openRequest(
  line: Line,
  request: ParserRequest,
): { readonly ended: Promise<void>; take(message: Extract<ToParser, { type: 'bytes' | 'taken' }>): void } {
  const waiting: ((bytes: Buffer | null) => void)[] = []
  let posted = 0
  let wake: (() => void) | null = null
  const post = (message: FromParser): void => {
    if (message.type === 'batch') posted += 1
    line.post(message)
  }
  const room = async (): Promise<void> => {
    // What was written leaves the process only when this one lets go.
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    while (posted >= inFlight)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    wake = null
  }
  const source: ByteSource = {
    size: request.file.size,
    next: () =>
      new Promise((resolve) => {
        waiting.push(resolve)
        post({ type: 'pull' })
      }),
  }
  return {
    ended: parse(request, source, { post, room }).catch((thrown: unknown) => {
      const error = toEnvelope(thrown)
      post({ type: 'failed', error, ...(error.code === 'internal' ? { places: safeError(thrown) } : {}) })
    }),
    take(message) {
      if (message.type === 'bytes')
        waiting.shift()?.(
          message.bytes === null
            ? null
            : Buffer.from(message.bytes.buffer, message.bytes.byteOffset, message.bytes.byteLength),
        )
      else {
        posted -= 1
        wake?.()
      }
    },
  }
}

interface ElectronPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void
  on(event: 'close', listener: () => void): void
  postMessage(message: unknown): void
  start(): void
}
interface ElectronParent {
  once(event: 'message', listener: (event: { readonly ports: readonly ElectronPort[] }) => void): void
}
// Set in Electron's utility process only.
const { parentPort } = process as { readonly parentPort?: ElectronParent }
if (parentPort === undefined) {
  const pipe = openPipe()
  const reader = new FrameReader()
  const take = serve({
    post(message) {
      const [head, body] = frameOf(message)
      pipe.write(head)
      pipe.write(body)
    },
  })
  // The engine is the only one at the other end.
  pipe.on('data', (piece: Buffer) => {
    for (const { message } of reader.push(piece)) take(message as ToParser)
  })
  pipe.on('error', () => {
    process.exit(1)
  })
  // The engine closes the line once it has the answer; if the engine itself ended, there is no reason to go on.
  pipe.on('end', () => {
    process.exit(0)
  })
} else {
  parentPort.once('message', ({ ports: [port] }) => {
    if (port === undefined) process.exit(1)
    const take = serve({
      post: (message) => {
        port.postMessage(message)
      },
    })
    port.on('message', ({ data }) => {
      take(data as ToParser)
    })
    port.on('close', () => {
      process.exit(0)
    })
    port.start()
  })
}
