/**
 * The engine as a host with pages runs it: in a thread of its own, with the threads that read beside it. This one carries lines only and is never
 * long at anything, so a question comes to its reader at once, whatever the engine is writing.
 */
import { basename } from 'node:path'
import type { MessagePort } from 'node:worker_threads'
import {
  type CallOptions,
  contract,
  type Input,
  isMethodName,
  type MethodName,
  type Result,
} from '../../shared/contract/index.ts'
import type { AnalysisRun } from '../../shared/contract/analysisRuns.ts'
import { AppError, fromEnvelope } from '../../shared/errors.ts'
import { createAskedAhead } from './askedAhead.ts'
import { checkedArguments } from './core/arguments.ts'
import { createListeners } from './core/listeners.ts'
import type { Lane } from './core/readers.ts'
import { startThread } from './core/threads.ts'
import { slowMs } from './dispatch.ts'
import type { Engine } from './engine.ts'
import { createReaderDoor } from './readerDoor.ts'
import { createDiagnostics } from './store/diagnostics.ts'
import { asKnownFailure } from './store/failures.ts'
import {
  type GrantedFile,
  type GrantOptions,
  type HostFiles,
  newFileId,
  receiveSealed,
} from './store/fileGrants.ts'
import { localTime } from './store/localTime.ts'
import { createPassingRoom, type PassingRoom, passingFolderOf } from './store/passingRoom.ts'
import type { EngineThreadStart, FromEngineThread, ToEngineThread } from './threadMessages.ts'
import type { WorkspaceOptions } from './workspace/workspace.ts'

export interface HostedOptions extends Omit<WorkspaceOptions, 'startParser' | 'parsers'> {
  /** What the engine's thread runs, where the host has a part in it. */
  readonly threadEntry?: URL
  /** The host's line to that part. */
  readonly hostLine?: MessagePort
  /** The engine's thread has ended by itself, by a fault where one is given; nothing works any more. */
  died(fault?: unknown): void
}
interface Waiting {
  readonly options: CallOptions
  resolve(value: unknown): void
  reject(error: AppError): void
}

/** Beside this file in the source; beside the bundle when built. */
const ownEntry = import.meta.url.endsWith('.ts')
  ? new URL('./threadEntry.ts', import.meta.url)
  : new URL('./threadEntry.js', import.meta.url)

/** Starts the engine's thread; no case is open yet. Folders that cannot be made end it (`died`). */
export function openHostedEngine({
  threadEntry = ownEntry,
  hostLine,
  died,
  ...options
}: HostedOptions): Engine {
  const listeners = createListeners()
  const waiting = new Map<number, Waiting>()
  const ended = Promise.withResolvers<void>()
  let lastCall = 0
  let stopped = false
  const data: EngineThreadStart = {
    options: { ...options, parserEntry: options.parserEntry.href },
    hostLine: hostLine ?? null,
  }
  const thread = startThread<ToEngineThread, FromEngineThread>(
    { entry: threadEntry, data, transfer: hostLine === undefined ? [] : [hostLine], whole: true },
    {
      message: (message) => {
        take(message)
      },
      stopped: (fault) => {
        stopped = true
        void readers.close()
        for (const { reject } of waiting.values()) reject(engineStopped())
        waiting.clear()
        ended.resolve()
        room.dispose()
        died(fault)
      },
    },
  )
  const diagnostics = createDiagnostics({
    folder: options.settingsFolder,
    version: options.appVersion,
    now: () => localTime(new Date()),
    onlyTroubles: false,
    pass: (diagnostic, trouble) => {
      thread.say({ diagnostic, trouble })
    },
  })
  const room = createPassingRoom(passingFolderOf(options.settingsFolder))
  const files = hostFiles(room, (message) => {
    thread.say(message)
  })
  const readers = createReaderDoor({
    appVersion: options.appVersion,
    ended: (lane, ms) => {
      diagnostics.processEnded(`reader ${lane}`, { how: 'stopped', ms, well: false })
    },
    made: (keep) => {
      thread.say({ keep })
    },
  })
  const ahead = createAskedAhead()
  const take = (message: FromEngineThread): void => {
    if ('of' in message) {
      const call = waiting.get(message.of)
      if ('progress' in message) {
        call?.options.onProgress?.(message.progress)
        listeners.emit('progress', { callId: message.of, ...message.progress })
        return
      }
      waiting.delete(message.of)
      if ('error' in message) call?.reject(fromEnvelope(message.error))
      else call?.resolve(message.value)
    } else if ('changed' in message) {
      ahead.forget()
      listeners.emit('changed', message.changed)
    } else if ('stopped' in message) listeners.emit('stopped', message.stopped)
    else if ('output' in message) files.made({ ...message.output, member: null })
    else if ('revoked' in message) files.revoked(message.revoked)
    else if ('readersMayOpen' in message) readers.opened(message.readersMayOpen)
    else if ('readersMustClose' in message) {
      ahead.forget()
      const readersClosed = message.readersMustClose
      void readers.close().finally(() => {
        thread.say({ readersClosed })
      })
    } else ended.resolve()
  }
  const askEngine = (name: string, args: unknown, call: CallOptions): Promise<unknown> => {
    lastCall += 1
    const number = lastCall
    const cancel = (): void => {
      thread.say({ cancel: number })
    }
    const reply = new Promise<unknown>((resolve, reject) => {
      waiting.set(number, { options: call, resolve, reject })
    })
    thread.say({ call: number, name, args })
    if (call.signal?.aborted === true) cancel()
    call.signal?.addEventListener('abort', cancel, { once: true })
    return reply.finally(() => {
      call.signal?.removeEventListener('abort', cancel)
    })
  }
  const askReader = async (
    lane: Lane,
    name: MethodName,
    args: unknown,
    call: CallOptions,
  ): Promise<unknown> => {
    const began = performance.now()
    try {
      const value = await readers.answer(lane, {
        name,
        args,
        signal: call.signal ?? new AbortController().signal,
        progress: (progress) => {
          call.onProgress?.(progress)
        },
      })
      diagnostics.took(name, performance.now() - began, slowMs[contract[name].kind])
      if (name === 'analyses.run') ahead.answered(args as AnalysisRun, value as AnalysisRun)
      return value
    } catch (error) {
      // The engine's own connection reads on where no other can be opened any more, as when the file was moved.
      if (error instanceof AppError && error.code === 'thread-stopped' && readers.neverCame(lane))
        return askEngine(name, args, call)
      throw fromEnvelope(diagnostics.failed(name, asKnownFailure(error), performance.now() - began))
    }
  }
  /** What the step needs of analyses, from the threads that read; what they cannot answer the engine tells by itself. */
  const askAhead = async (name: MethodName, args: unknown, call: CallOptions): Promise<void> => {
    const ask = async (of: MethodName, given: unknown): Promise<unknown> => {
      const lane = readers.laneOf(of, given)
      return lane === null ? null : askReader(lane, of, given, call)
    }
    const kept = async () => ((await ask('results.list', {})) as Result<'results.list'> | null) ?? []
    for (const { analysis, params } of await ahead.before(name, args, kept)) {
      try {
        await ask('analyses.run', { analysis, params })
      } catch (error) {
        if (!(error instanceof AppError) || error.code === 'cancelled' || name !== 'report.document')
          throw error
      }
    }
  }
  return {
    files: files.host,
    diagnostics,
    on: listeners.on,
    call<N extends MethodName>(name: N, args: Input<N>, call: CallOptions = {}): Promise<Result<N>> {
      if (stopped) return Promise.reject(engineStopped())
      const checked = argumentsForReader(name, args)
      const lane = checked === null ? null : readers.laneOf(name, checked.args)
      // The contract types the handler that made the value.
      return (
        lane === null || checked === null
          ? checked !== null && needsAnswers.has(name)
            ? askAhead(name, checked.args, call).then(() => askEngine(name, args, call))
            : askEngine(name, args, call)
          : askReader(lane, name, checked.args, call)
      ) as Promise<Result<N>>
    },
    async shutdown() {
      if (!stopped) {
        stopped = true
        thread.say({ shutdown: true })
      }
      await ended.promise
      await thread.end()
      room.dispose()
    },
  }
}

const needsAnswers: ReadonlySet<string> = new Set(['results.keep', 'report.analysis', 'report.document'])
/** Null for what is to be refused: the engine does, and writes it down. */
function argumentsForReader(name: string, args: unknown): { readonly args: unknown } | null {
  if (!isMethodName(name)) return null
  try {
    return { args: checkedArguments(name, args) }
  } catch {
    return null
  }
}
function engineStopped(): AppError {
  return new AppError('engine-stopped', 'the engine has stopped')
}

/** Grants that are given out here and known there, and the engine's outputs. */
function hostFiles(
  room: PassingRoom,
  say: (message: ToEngineThread) => void,
): { readonly host: HostFiles; made(file: GrantedFile): void; revoked(fileId: string): void } {
  const granted = new Map<string, GrantedFile>()
  const grant = (path: string, options: GrantOptions = {}): string => {
    const { fileName = basename(path), writable = false, fileId = newFileId(), key } = options
    granted.set(fileId, { fileId, path, fileName, writable, member: null, key: key ?? null, again: false })
    say({ grant: path, options: { fileName, writable, fileId, ...(key === undefined ? {} : { key }) } })
    return fileId
  }
  return {
    made(file) {
      granted.set(file.fileId, file)
    },
    revoked(fileId) {
      granted.get(fileId)?.key?.fill(0)
      granted.delete(fileId)
    },
    host: {
      grant,
      receive: (fileName, bytes) => receiveSealed(room, fileName, bytes, grant),
      passingFolder: () => room.newFolder(),
      get(fileId) {
        const file = granted.get(fileId)
        if (file === undefined) throw new AppError('file-not-granted', 'the host has not granted this file')
        return file
      },
      revoke(fileId) {
        granted.delete(fileId)
        say({ revoke: fileId })
      },
    },
  }
}
