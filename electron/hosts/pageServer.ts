/** Engine and loopback host together: what `serve`, `npm start` without Electron and the end-to-end tests run. */
import { openEngine } from '../engine/index.ts'
import type { Engine } from '../engine/index.ts'
import { toEnvelope } from '../../shared/errors.ts'
import { isMethodName } from '../../shared/contract/index.ts'
import type { MethodName } from '../../shared/contract/index.ts'
import { isCancel } from '../../shared/wire.ts'
import { hostFolders } from './folders.ts'
import { startLoopback } from './loopback.ts'
import type { Loopback } from './loopback.ts'
import type { ConnectEngine } from './loopback/pages.ts'

export interface PageServerOptions {
  readonly port?: number
  /** Cases and settings apart from the person's own. */
  readonly dataFolder?: string
  /** Another built page than the project's. */
  readonly pageFolder?: string
}
export interface PageServer extends Pick<Loopback, 'address' | 'origin' | 'port' | 'token'> {
  readonly engine: Engine
  /** Ends every connection, closes the case, removes temporary files. Calling it again is the same ending. */
  close(): Promise<void>
}

/** Opens an engine and serves it with the page. Errors: folders that cannot be made, a port that is taken. */
export async function openPageServer(options: PageServerOptions = {}): Promise<PageServer> {
  const folders = hostFolders(options.dataFolder)
  const engine = openEngine(folders)
  let loopback: Loopback
  try {
    loopback = await startLoopback({
      connect: connectTo(engine), files: engine.files, pageFolder: options.pageFolder ?? folders.pageFolder, ...(options.port === undefined ? {} : { port: options.port }),
    })
  } catch (error) {
    await engine.shutdown()
    throw error
  }
  const { address, origin, port, token } = loopback
  let ending: Promise<void> | null = null
  const end = async (): Promise<void> => {
    await loopback.close()
    await engine.shutdown()
  }
  return { address, origin, port, token, engine, close: () => (ending ??= end()) }
}

function connectTo(engine: Engine): ConnectEngine {
  return (post) => {
    const running = new Map<number, AbortController>()
    const leave = [
      engine.on('changed', (payload) => { post({ event: 'changed', payload }) }),
      engine.on('stopped', (payload) => { post({ event: 'stopped', payload }) }),
    ]
    const run = async (id: number, name: string, args: unknown): Promise<void> => {
      const abort = new AbortController()
      running.set(id, abort)
      try {
        const value = await engine.call(name as MethodName, args as never, { signal: abort.signal, onProgress: (progress) => { post({ event: 'progress', payload: { callId: id, ...progress } }) } })
        post({ id, ok: true, value })
      } catch (error) {
        post({ id, ok: false, error: toEnvelope(error) })
      } finally {
        running.delete(id)
      }
    }
    return {
      receive(message) {
        if (isCancel(message)) running.get(message.cancel)?.abort()
        else if (!isMethodName(message.name)) post({ id: message.id, ok: false, error: { code: 'unknown-method', message: 'no such method', details: {} } })
        else void run(message.id, message.name, message.args)
      },
      close() {
        for (const forget of leave) forget()
        for (const abort of running.values()) abort.abort()
      },
    }
  }
}
