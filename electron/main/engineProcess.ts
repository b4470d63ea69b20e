/** The engine's process: started when it is first needed, asked for grants and copies, ended in order. What pages say to it does not pass here. */
import type { MessagePortMain, UtilityProcess } from 'electron'
import type { Failure, FromEngineProcess, PickedFile, ToEngineProcess } from '../../shared/desktop.ts'
import { errorInWords } from '../../shared/diagnostics.ts'
import { AppError, fromEnvelope } from '../../shared/errors.ts'
import type { ParserProcesses } from './parserProcesses.ts'

export interface EngineProcess {
  /** Gives a page's port to the engine; starts the engine again after a crash. */
  connect(port: MessagePortMain): void
  grant(path: string, writable: boolean): Promise<PickedFile>
  /** Copies an export to a path. Errors: file-not-granted, disk-full, io-error, engine-stopped. */
  copyOut(fileId: string, path: string): Promise<void>
  /** Path of the diagnostics log. */
  diagnosticsFile(): Promise<string>
  /** Writes a failure into the diagnostics log; kept until the engine runs again when it does not. */
  note(failure: Failure): void
  /** Closes the case and ends the process; forces it after ten seconds. */
  stop(): Promise<void>
}
export interface EngineProcessOptions {
  fork(): UtilityProcess
  readonly parsers: ParserProcesses
  /** The process ended by itself. */
  onCrash(): void
  /** It ended as soon as it had begun, so that no engine may ever be there to write it down. */
  onFailedStart(failure: Failure): void
}
type FileRequest = Extract<ToEngineProcess, { readonly request: number }>
type FileReply = Extract<FromEngineProcess, { readonly request: number }>
interface Waiting {
  readonly resolve: (reply: FileReply) => void
  readonly reject: (error: AppError) => void
}
const answerLimitMs = 10_000
const mostWaitingReports = 50
/** Characters of what the engine wrote last. */
const mostLastWords = 16_000
/** An engine that ends sooner has not started. */
const startMs = 10_000

export function createEngineProcess({
  fork,
  parsers,
  onCrash,
  onFailedStart,
}: EngineProcessOptions): EngineProcess {
  const waiting = new Map<number, Waiting>()
  let child: UtilityProcess | null = null
  let stopping: Promise<void> | null = null
  let lastRequest = 0
  const waitingReports: Failure[] = []
  const started = new WeakMap<UtilityProcess, { readonly began: number; words: string }>()

  const note = (failure: Failure): void => {
    if (child !== null && stopping === null) child.postMessage({ failure } satisfies ToEngineProcess)
    else if (waitingReports.length < mostWaitingReports) waitingReports.push(failure)
  }
  const gone = (ended: UtilityProcess, code: number): void => {
    if (child !== ended) return
    child = null
    if (stopping === null) {
      const { words, began } = started.get(ended) ?? { words: '', began: 0 }
      const failure: Failure = { where: 'engine', ended: String(code), ...errorInWords(words) }
      if (Date.now() - began < startMs) onFailedStart(failure)
      note(failure)
    }
    parsers.endAll()
    for (const { reject } of waiting.values())
      reject(new AppError('engine-stopped', 'the engine has stopped'))
    waiting.clear()
    if (stopping === null) onCrash()
  }
  const running = (): UtilityProcess => {
    if (stopping !== null) throw new AppError('engine-stopped', 'the engine is being ended')
    if (child !== null) return child
    const process = fork()
    child = process
    const heard = { began: Date.now(), words: '' }
    started.set(process, heard)
    process.on('message', (message: FromEngineProcess) => {
      if ('parser' in message) {
        parsers.take(message, process)
        return
      }
      waiting.get(message.request)?.resolve(message)
      waiting.delete(message.request)
    })
    process.stderr?.on('data', (chunk: Buffer) => {
      heard.words = `${heard.words}${chunk.toString('utf8')}`.slice(-mostLastWords)
    })
    process.once('exit', (code: number) => {
      gone(process, code)
    })
    for (const failure of waitingReports.splice(0)) note(failure)
    return process
  }
  const ask = async (request: (id: number) => FileRequest): Promise<FileReply> => {
    const target = running()
    const id = ++lastRequest
    const reply = await new Promise<FileReply>((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      target.postMessage(request(id))
    })
    if ('error' in reply) throw fromEnvelope(reply.error)
    return reply
  }
  const stop = (target: UtilityProcess): Promise<void> =>
    new Promise((done) => {
      const force = setTimeout(() => {
        target.kill()
      }, answerLimitMs)
      target.once('exit', () => {
        clearTimeout(force)
        done()
      })
      target.postMessage({ shutdown: true } satisfies ToEngineProcess)
    })
  return {
    connect(port) {
      running().postMessage({ connect: true } satisfies ToEngineProcess, [port])
    },
    async grant(path, writable) {
      const reply = await ask((request) => ({ request, grant: { path, writable } }))
      if (!('picked' in reply)) throw new AppError('internal', 'a grant was answered by something else')
      return reply.picked
    },
    async copyOut(fileId, path) {
      await ask((request) => ({ request, copyOut: { fileId, path } }))
    },
    async diagnosticsFile() {
      const reply = await ask((request) => ({ request, diagnosticsFile: true }))
      if (!('diagnosticsFile' in reply))
        throw new AppError('internal', 'a question was answered by something else')
      return reply.diagnosticsFile
    },
    note,
    stop: () => (stopping ??= child === null ? Promise.resolve() : stop(child)),
  }
}
