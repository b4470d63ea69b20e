/** The engine's process: started when it is first needed, asked for grants and copies, ended in order. What pages say to it does not pass here. */
import type { MessagePortMain, UtilityProcess } from 'electron'
import type { Failure, FromEngineProcess, PickedFile, ToEngineProcess } from '../../shared/desktop.ts'
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
}
type FileRequest = Extract<ToEngineProcess, { readonly request: number }>
type FileReply = Extract<FromEngineProcess, { readonly request: number }>
interface Waiting {
  readonly resolve: (reply: FileReply) => void
  readonly reject: (error: AppError) => void
}
const answerLimitMs = 10_000
const mostWaitingReports = 50

export function createEngineProcess({ fork, parsers, onCrash }: EngineProcessOptions): EngineProcess {
  const waiting = new Map<number, Waiting>()
  let child: UtilityProcess | null = null
  let stopping: Promise<void> | null = null
  let lastRequest = 0
  const waitingReports: Failure[] = []

  const note = (failure: Failure): void => {
    if (child !== null && stopping === null) child.postMessage({ failure } satisfies ToEngineProcess)
    else if (waitingReports.length < mostWaitingReports) waitingReports.push(failure)
  }
  const gone = (ended: UtilityProcess, code: number): void => {
    if (child !== ended) return
    child = null
    if (stopping === null) note({ where: 'engine', ended: String(code) })
    parsers.endAll()
    for (const { reject } of waiting.values())
      reject(new AppError('engine-stopped', 'the engine has stopped'))
    waiting.clear()
    if (stopping === null) onCrash()
  }
  const running = (): UtilityProcess => {
    if (stopping !== null) throw new AppError('engine-stopped', 'the engine is being ended')
    if (child !== null) return child
    const started = fork()
    child = started
    started.on('message', (message: FromEngineProcess) => {
      if ('parser' in message) {
        parsers.take(message, started)
        return
      }
      waiting.get(message.request)?.resolve(message)
      waiting.delete(message.request)
    })
    started.once('exit', (code: number) => {
      gone(started, code)
    })
    for (const failure of waitingReports.splice(0)) note(failure)
    return started
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
