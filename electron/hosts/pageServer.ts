/** Engine and loopback host together: what `serve`, `npm start` without Electron and the end-to-end tests run. */
import { openHostedEngine, writeBeforeDying } from '../engine/index.ts'
import type { Engine } from '../engine/index.ts'
import { hostFolders } from './folders.ts'
import { handedCases } from './handedCases.ts'
import { startLoopback } from './loopback.ts'
import type { Loopback } from './loopback.ts'
import { openLine } from './serve.ts'

export interface PageServerOptions {
  readonly port?: number
  /** Cases and settings apart from the person's own. */
  readonly dataFolder?: string
  /** Who works, when the host knows it; otherwise the setting. */
  readonly operator?: string
  /** Words of the command line that name case files (`./handedCases.ts`), and where the person stood who wrote them. */
  readonly handed?: { readonly words: readonly string[]; readonly folder: string }
  /** Another built page than the project's. */
  readonly pageFolder?: string
}
export interface PageServer extends Pick<
  Loopback,
  'address' | 'addressForOnce' | 'origin' | 'port' | 'token'
> {
  readonly engine: Engine
  /** Ends every connection, closes the case, removes temporary files. Calling it again is the same ending. */
  close(): Promise<void>
}

/** Opens an engine and serves it with the page. Errors: folders that cannot be made, a port that is taken. */
export async function openPageServer(options: PageServerOptions = {}): Promise<PageServer> {
  const folders = hostFolders(options.dataFolder)
  const engine = openHostedEngine({
    ...folders,
    died: () => {
      process.exit(1)
    },
    ...(options.operator === undefined ? {} : { operator: options.operator }),
  })
  let loopback: Loopback
  try {
    loopback = await startLoopback({
      connect: (post) => openLine(engine, post),
      files: engine.files,
      failed: (error) => engine.diagnostics.failed('host.loopback', error),
      casesFolder: folders.casesFolder,
      handed: options.handed === undefined ? [] : handedCases(engine.files, options.handed),
      pageFolder: options.pageFolder ?? folders.pageFolder,
      ...(options.port === undefined ? {} : { port: options.port }),
    })
  } catch (error) {
    await engine.shutdown()
    throw error
  }
  const { address, addressForOnce, origin, port, token } = loopback
  const stopWatching = writeBeforeDying(engine.diagnostics)
  let ending: Promise<void> | null = null
  const end = async (): Promise<void> => {
    await loopback.close()
    await engine.shutdown()
    stopWatching()
  }
  return { address, addressForOnce, origin, port, token, engine, close: () => (ending ??= end()) }
}
