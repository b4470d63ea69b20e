/** The engine in Electron's utility process: main sends ports for pages and files to grant; the pages' calls come over their ports. */
import { statSync } from 'node:fs'
import { basename } from 'node:path'
import type { MessagePortMain, ParentPort } from 'electron'
import type { FromEngineProcess, ToEngineProcess } from '../../shared/desktop.ts'
import { safeError } from '../../shared/diagnostics.ts'
import { AppError } from '../../shared/errors.ts'
import { copyOut, openHostedEngine, writeBeforeDying } from '../engine/index.ts'
import type { Engine } from '../engine/index.ts'
import { hostFolders } from './folders.ts'
import { serveCarrier } from './serve.ts'
import type { MessageCarrier } from './serve.ts'
import { createParserLine, parserThreadEntry } from './utilityParsers.ts'

/** Runs the engine for the process that stands at the other end of `parent`; `exit` is called after a shutdown. */
export function runUtility(parent: ParentPort, exit: () => void): void {
  const parsers = createParserLine((order) => {
    parent.postMessage(order satisfies FromEngineProcess)
  })
  const engine = openHostedEngine({
    ...hostFolders(),
    threadEntry: parserThreadEntry,
    hostLine: parsers.line,
    // Nobody is left who could write into the log: main does, of what it hears here.
    died: (fault) => {
      process.stderr.write(lastWords(fault), () => {
        process.exit(1)
      })
    },
  })
  const stopWatching = writeBeforeDying(engine.diagnostics)
  parent.on('message', ({ data, ports }) => {
    // Only main can post here; its messages are typed on both sides.
    const message = data as ToEngineProcess
    if ('connect' in message) {
      const port = ports[0]
      if (port !== undefined) serveCarrier(engine, carrierOf(port))
    } else if ('parser' in message) {
      parsers.take(message, ports[0])
    } else if ('failure' in message) {
      const { where, ...failure } = message.failure
      engine.diagnostics.noted(where, failure)
    } else if ('shutdown' in message) {
      void engine.shutdown().finally(() => {
        stopWatching()
        parsers.close()
        exit()
      })
    } else {
      void answer(engine, message).then((reply) => {
        parent.postMessage(reply)
      })
    }
  })
}

type FileRequest = Extract<ToEngineProcess, { readonly request: number }>
async function answer({ files, diagnostics }: Engine, message: FileRequest): Promise<FromEngineProcess> {
  const { request } = message
  try {
    if ('diagnosticsFile' in message) return { request, diagnosticsFile: diagnostics.path }
    if ('grant' in message) {
      const { path, writable } = message.grant
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
      return { request, picked: { fileId: files.grant(path, { writable }), fileName: basename(path), size } }
    }
    const file = files.get(message.copyOut.fileId)
    await copyOut(file, message.copyOut.path)
    if (file.key !== null && !file.again) files.revoke(file.fileId)
    return { request, copied: true }
  } catch (error) {
    return { request, error: diagnostics.failed('host.files', asFileError(error)) }
  }
}
function asFileError(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || error instanceof AppError) return error
  return new AppError(error.code === 'ENOSPC' ? 'disk-full' : 'io-error', 'the file could not be written')
}
function carrierOf(port: MessagePortMain): MessageCarrier {
  return {
    post(message) {
      port.postMessage(message)
    },
    onMessage(listener) {
      port.on('message', ({ data }) => {
        listener(data)
      })
      port.start()
    },
    onClose(listener) {
      port.on('close', listener)
    },
  }
}

/** Class, code and places of a fault, as Node writes them (`errorInWords` reads it). */
function lastWords(fault: unknown): string {
  if (fault === undefined) return ''
  const { name = 'Error', cause, frames = [] } = safeError(fault)
  return [
    `${name}${cause === undefined ? '' : ` [${cause}]`}`,
    ...frames.map((frame) => `    at ${frame}`),
    '',
  ].join('\n')
}

// Set in Electron's utility process only; a test calls runUtility itself.
const { parentPort } = process as { readonly parentPort?: ParentPort }
if (parentPort !== undefined)
  runUtility(parentPort, () => {
    process.exit(0)
  })
