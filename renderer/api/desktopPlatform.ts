/** The page in Electron: a port to the engine and the system's own dialogs, through the preload's bridge. */
import { bridgeName, portGreeting } from '../../shared/desktop.ts'
import type { DesktopBridge, MenuCommand } from '../../shared/desktop.ts'
import { AppError, errorCodes } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import type { Carrier } from './carrier.ts'
import { createClient } from './client.ts'
import type { Platform } from './platform.ts'
import { portCarrier } from './portCarrier.ts'

/** The bridge of the preload, or null outside Electron. */
export function desktopBridge(page: Window): DesktopBridge | null {
  return (page as unknown as Readonly<Record<string, DesktopBridge | undefined>>)[bridgeName] ?? null
}

function nextPort(page: Window, bridge: DesktopBridge): Promise<MessagePort> {
  return new Promise((resolve) => {
    const hear = (event: MessageEvent) => {
      const port = event.ports[0]
      if (event.source !== page || event.data !== portGreeting || port === undefined) return
      page.removeEventListener('message', hear)
      resolve(port)
    }
    page.addEventListener('message', hear)
    bridge.connectEngine()
  })
}
/** The desktop knows of a crash before the port does. */
function withCrash(carrier: Carrier, bridge: DesktopBridge): Carrier {
  let release = () => {}
  return {
    ...carrier,
    listen(listener) {
      release = bridge.onEngineCrashed(() => listener.lost())
      carrier.listen(listener)
    },
    close() {
      release()
      carrier.close()
    },
  }
}
/** A bridge function rejects with a message that is an error code. */
async function told<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : ''
    const code = errorCodes.find((known) => message.endsWith(known)) ?? ('io-error' satisfies ErrorCode)
    throw new AppError(code, 'the desktop could not do it')
  }
}

/** Connects to the engine's process; resolves when the port has come. */
export async function desktopPlatform(page: Window, bridge: DesktopBridge): Promise<Platform> {
  const client = createClient(withCrash(portCarrier(await nextPort(page, bridge)), bridge))
  return {
    kind: 'desktop',
    client,
    pickFiles: (what) => told(bridge.pickFiles(what)),
    async take(file) {
      const [picked] = await told(bridge.takeDropped([file]))
      if (picked === undefined) throw new AppError('file-not-granted', 'the dropped file was not taken')
      return picked
    },
    pickPlace: (suggestedName) => told(bridge.pickCasePlace(suggestedName)),
    save: (fileId, fileName) => told(bridge.saveExport(fileId, fileName)),
    onHanded(listener, failed) {
      const take = () => void told(bridge.takeHanded()).then(listener, failed)
      take()
      return bridge.onHanded(take)
    },
    onMenuCommand: (listener: (command: MenuCommand) => void) => bridge.onMenuCommand(listener),
    showDiagnostics: () => told(bridge.showDiagnostics()),
    async reconnect() {
      client.close()
      return desktopPlatform(page, bridge)
    },
  }
}
