/** The only way out of the page. `connectPage` chooses the carrier; stores call `api` and `host`. */
import type { CaseApi } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import { browserPlatform, followToken, takeToken } from './browserPlatform.ts'
import { desktopBridge, desktopPlatform } from './desktopPlatform.ts'
import type { GrantedFile, Platform } from './platform.ts'

export type { GrantedFile, Platform } from './platform.ts'
export { AppError } from '../../shared/errors.ts'

/** What stores need of the connection; a test hands in the real engine or a fake of this. */
export type Connection = Omit<Platform, 'client' | 'reconnect'> & {
  readonly client: CaseApi
  reconnect(): Promise<Connection>
}

let connection: Connection | null = null
const subscriptions = new Set<() => void>()

function connected(): Connection {
  if (connection === null) throw new AppError('engine-stopped', 'the page is not connected')
  return connection
}

/** Puts the page on a connection. Listeners given to `api.on` move over to it. */
export function useConnection(next: Connection): void {
  connection = next
  for (const attach of subscriptions) attach()
}

/** The engine, whatever carries the calls. */
export const api: CaseApi = {
  call: (name, args, options) =>
    connection === null
      ? Promise.reject(new AppError('engine-stopped', 'the page is not connected'))
      : connection.client.call(name, args, options),
  on(event, listener) {
    let release: (() => void) | null = null
    const attach = () => {
      release?.()
      release = connection?.client.on(event, listener) ?? null
    }
    subscriptions.add(attach)
    attach()
    return () => {
      subscriptions.delete(attach)
      release?.()
    }
  },
}

/** What the place does for the page besides carrying calls. */
export const host: Omit<Platform, 'client' | 'reconnect' | 'pickPlace' | 'showDiagnostics'> & {
  reconnect(): Promise<void>
  pickPlace(suggestedName: string): Promise<GrantedFile | null>
  readonly canPickPlace: boolean
  showDiagnostics(): Promise<void>
  readonly canShowDiagnostics: boolean
} = {
  get kind() {
    return connected().kind
  },
  get canPickPlace() {
    return connected().pickPlace !== undefined
  },
  get canShowDiagnostics() {
    return connected().showDiagnostics !== undefined
  },
  showDiagnostics: () => connected().showDiagnostics?.() ?? Promise.resolve(),
  pickFiles: (what) => connected().pickFiles(what),
  take: (file) => connected().take(file),
  pickPlace: (suggestedName) => connected().pickPlace?.(suggestedName) ?? Promise.resolve(null),
  save: (fileId, fileName) => connected().save(fileId, fileName),
  onHanded: (listener, failed) => connected().onHanded(listener, failed),
  onMenuCommand: (listener) => connected().onMenuCommand(listener),
  async reconnect() {
    useConnection(await connected().reconnect())
  },
}

/** Connects the page: the desktop's bridge where there is one, else the loopback host. Throws `not-allowed` without a token. */
export async function connectPage(page: Window): Promise<void> {
  const bridge = desktopBridge(page)
  if (bridge !== null) {
    useConnection(await desktopPlatform(page, bridge))
    return
  }
  followToken(
    page,
    (heard) => page.addEventListener('hashchange', ({ newURL }) => heard(newURL)),
    () => page.location.reload(),
  )
  const token = takeToken(page)
  if (token === null) throw new AppError('not-allowed', 'the address carries no token')
  useConnection(browserPlatform({ origin: page.location.origin, token }))
}
