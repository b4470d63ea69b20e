/** The engine's side of the parser: starts it, feeds it bytes, bounds it, ends it. */
import type { CancelSignal } from '../../../../shared/contract/index.ts'
import { errorElsewhere } from '../../../../shared/diagnostics.ts'
import { AppError, fromEnvelope } from '../../../../shared/errors.ts'
import type { ByteSource } from '../formats/byteSource.ts'
import { spawnParser } from './parserProcess.ts'
import { lentOnce, mayShare, smallBytes } from './parserPool.ts'
import type { LentParser, ParserPool, StartParser } from '../../workspace/parserStart.ts'
import type { FromParser, ParserRequest, ToParser } from './parserProtocol.ts'

export interface ParserLimits {
  readonly heapMegabytes: number
  /** Memory of the whole process, file bytes included. */
  readonly residentMegabytes: number
  /** What it may send back in all. */
  readonly outputMegabytes: number
  /** Without a word from the parser for so long it is ended. */
  readonly silenceMs: number
}
/** A small file gets what any small file needs, so that one made to swell is ended early; a large one in proportion. */
export function limitsFor(bytes: number): ParserLimits {
  const megabytes = bytes / 1024 ** 2
  return {
    heapMegabytes: Math.round(Math.min(1_536, 320 + 8 * megabytes)),
    residentMegabytes: Math.round(Math.min(3_072, 440 + 10 * megabytes)),
    outputMegabytes: Math.round(256 + 200 * megabytes),
    silenceMs: 120_000,
  }
}
export interface ParserHost {
  readonly parserEntry: URL
  /** How this host starts parsers; a process of Node when left out. */
  readonly startParser?: StartParser | undefined
  /** Parsers kept for the small files of a run; without it each request has a process of its own. */
  readonly parsers?: ParserPool | undefined
}
const lookMs = 50

/** Messages of the parser while it works; the last one decides the result. */
export type ParserMessage = Exclude<FromParser, { type: 'pull' | 'failed' | 'spent' | 'proved' }>

/**
 * Runs one request. `take` gets every message in order and may await; the parser waits for batches to be taken. Resolves with the last
 * message. Errors: those of the parser, `cancelled`, `parser-limit` (time, memory or output), `parser-stopped` when it died otherwise.
 */
export async function runParser(
  host: ParserHost,
  request: ParserRequest,
  source: ByteSource,
  signal: CancelSignal,
  take: (message: ParserMessage) => void | Promise<void>,
  limits: ParserLimits = limitsFor(source.size),
): Promise<ParserMessage> {
  if (signal.aborted) throw cancelled()
  const parser = await parserFor(host, request, limits)
  if (signal.aborted) {
    parser.kill()
    throw cancelled()
  }
  return answerOf(parser, request, source, signal, take, limits)
}
async function parserFor(
  host: ParserHost,
  request: ParserRequest,
  limits: ParserLimits,
): Promise<LentParser> {
  if (host.parsers !== undefined && mayShare(request)) return host.parsers.lend()
  // What is kept for small files would only be in the way of a large one.
  if (request.file.size > smallBytes) host.parsers?.clear()
  return lentOnce(
    (host.startParser ?? spawnParser)({ entry: host.parserEntry, heapMegabytes: limits.heapMegabytes }),
  )
}
/** A parser that starts while other things are still to be done; `letGo` ends it where it was not used. */
export interface EarlyParser {
  readonly host: ParserHost
  letGo(): void
}
/** For a file that has a parser of its own: the parser starts now. A small file's is lent when it is wanted. */
export function startEarly(host: ParserHost, bytes: number): EarlyParser {
  if (bytes <= smallBytes) return { host, letGo: () => undefined }
  const parser = (host.startParser ?? spawnParser)({
    entry: host.parserEntry,
    heapMegabytes: limitsFor(bytes).heapMegabytes,
  })
  let used = false
  return {
    host: {
      ...host,
      startParser() {
        used = true
        return parser
      },
    },
    letGo() {
      if (!used) parser.kill()
    },
  }
}
function answerOf(
  parser: LentParser,
  request: ParserRequest,
  source: ByteSource,
  signal: CancelSignal,
  take: (message: ParserMessage) => void | Promise<void>,
  limits: ParserLimits,
): Promise<ParserMessage> {
  return new Promise((resolve, reject) => {
    let queue = Promise.resolve()
    let ended = false
    let busy = 0
    let lastMessageAt = performance.now()
    let output = 0
    const end = (finish: () => void, answered = false): void => {
      if (ended) return
      ended = true
      clearInterval(watch)
      signal.removeEventListener('abort', cancel)
      if (answered) {
        parser.giveBack()
        finish()
        return
      }
      // The case is not touched again before it is gone.
      parser.onEnd(finish)
      parser.kill()
    }
    const fail = (error: unknown): void => {
      end(() => {
        reject(withFile(error, request.file.fileName))
      })
    }
    const cancel = (): void => {
      fail(cancelled())
    }
    const watch = setInterval(() => {
      const resident = parser.residentBytes()
      if (resident !== null && resident > limits.residentMegabytes * 1024 ** 2)
        fail(memoryError(limits.residentMegabytes))
      // While the engine is busy with a message, the parser does not count as silent.
      else if (busy > 0) lastMessageAt = performance.now()
      else if (performance.now() - lastMessageAt > limits.silenceMs) fail(silenceError(limits.silenceMs))
    }, lookMs)
    const say = (message: ToParser): void => {
      if (!ended) parser.post(message)
    }
    const handle = async (message: FromParser): Promise<void> => {
      if (ended || message.type === 'spent' || message.type === 'proved') {
        // Nobody asked what it says after its answer.
        parser.spend()
        return
      }
      if (message.type === 'pull') {
        say({ type: 'bytes', bytes: await source.next() })
        return
      }
      if (message.type === 'failed') {
        fail(failureOf(message))
        return
      }
      await take(message)
      if (message.type === 'batch') say({ type: 'taken' })
      if (answers.has(message.type))
        end(() => {
          resolve(message)
        }, true)
    }
    parser.onMessage((message, bytes) => {
      if (ended) return
      if (!isMessage(message)) {
        fail(
          message instanceof AppError
            ? message
            : new AppError('parser-stopped', 'an answer of the parser cannot be read'),
        )
        return
      }
      lastMessageAt = performance.now()
      output += bytes
      if (output > limits.outputMegabytes * 1024 ** 2) {
        fail(outputError(limits.outputMegabytes))
        return
      }
      busy += 1
      queue = queue
        .then(() => handle(message))
        .catch(fail)
        .finally(() => {
          busy -= 1
        })
    })
    parser.onEnd(({ memory, how }) => {
      // What it said last may still be in the queue.
      void queue.then(() => {
        if (ended) return
        ended = true
        clearInterval(watch)
        signal.removeEventListener('abort', cancel)
        reject(
          withFile(
            memory
              ? memoryError(limits.heapMegabytes)
              : new AppError('parser-stopped', 'the parser ended without an answer', { how }),
            request.file.fileName,
          ),
        )
      })
    })
    signal.addEventListener('abort', cancel, { once: true })
    parser.post({ type: 'request', request } satisfies ToParser)
  })
}

function cancelled(): AppError {
  return new AppError('cancelled', 'cancelled by the caller')
}
function memoryError(megabytes: number): AppError {
  return new AppError('parser-limit', 'the parser needs more memory than it may have', {
    limit: 'memory',
    megabytes,
  })
}
function silenceError(ms: number): AppError {
  return new AppError('parser-limit', 'the parser said nothing for too long', {
    limit: 'time',
    seconds: ms / 1000,
  })
}
function outputError(megabytes: number): AppError {
  return new AppError('parser-limit', 'the parser sends more than the file can hold', {
    limit: 'output',
    megabytes,
  })
}
/** Messages that end a request. */
const answers: ReadonlySet<unknown> = new Set([
  'inspected',
  'previewed',
  'converted',
  'column',
  'unpacked',
] satisfies FromParser['type'][])
const types: ReadonlySet<unknown> = new Set([
  'pull',
  'sheet',
  'batch',
  'indexPart',
  'sheetEnd',
  'rowsEnd',
  'inspected',
  'previewed',
  'converted',
  'column',
  'unpackedPiece',
  'unpacked',
  'failed',
  'spent',
] satisfies FromParser['type'][])
/** The parser is ours, but what it parsed may have had its way with it: anything else than a message of the list is none. */
function isMessage(message: unknown): message is FromParser {
  return typeof message === 'object' && message !== null && 'type' in message && types.has(message.type)
}
/** The parser's failure, with where in the program it happened as its cause. */
function failureOf({ error, places }: Extract<FromParser, { readonly type: 'failed' }>): AppError {
  const failure = fromEnvelope(error)
  if (places !== undefined) failure.cause = errorElsewhere(places)
  return failure
}
/** The error with the name of its file, so that the page can say where. */
function withFile(error: unknown, file: string): Error {
  if (error instanceof AppError) {
    const named = new AppError(error.code, error.message, { file, ...error.details })
    named.cause = error.cause ?? error
    return named
  }
  return error instanceof Error ? error : new AppError('parser-stopped', 'the parser failed', { file })
}
