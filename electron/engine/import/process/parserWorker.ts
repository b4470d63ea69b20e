/**
 * Entry of the parser's process: it answers a request after the other, proves in between that it is as it was, and exits when the engine closes the line. It has no files
 * and no case; bytes come from the engine. Its line to the engine is a pipe; in Electron's utility process it runs in a thread behind a wall (`parserWall.ts`).
 */
import { parentPort as threadPort } from 'node:worker_threads'
import { safeError } from '../../../../shared/diagnostics.ts'
import { toEnvelope } from '../../../../shared/errors.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { parse } from './parse.ts'
import { FrameReader, frameOf } from './parserFrames.ts'
import { openPipe } from './parserPipe.ts'
import { type ElectronParent, runBehindWall } from './parserWall.ts'
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

// Set in Electron's utility process only.
const { parentPort } = process as { readonly parentPort?: ElectronParent }
if (threadPort !== null) {
  const take = serve({
    post: (message) => {
      threadPort?.postMessage(message)
    },
  })
  // What the wall passes on comes from the engine.
  threadPort.on('message', (message) => {
    take(message as ToParser)
  })
} else if (parentPort !== undefined) runBehindWall(parentPort, new URL(import.meta.url))
else {
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
}
