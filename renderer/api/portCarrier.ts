import type { ToEngine, ToPage } from '../../shared/wire.ts'
import type { Carrier } from './carrier.ts'

/** The page's own MessagePort to the engine, introduced by the desktop's main process. */
export function portCarrier(port: MessagePort): Carrier {
  return {
    send(message: ToEngine) {
      // Through JSON: a reactive proxy cannot be cloned, and nothing but JSON may cross.
      port.postMessage(JSON.parse(JSON.stringify(message)))
    },
    listen(listener) {
      port.addEventListener('message', (event) => listener.message(event.data as ToPage))
      port.addEventListener('close', () => listener.lost())
      port.start()
    },
    close() {
      port.close()
    },
  }
}
