import { MessageChannel } from 'node:worker_threads'
import { serveCarrier } from '../../electron/hosts/serve.ts'
import { createClient } from '../../renderer/api/client.ts'
import type { CarrierListener } from '../../renderer/api/carrier.ts'
import type { ToPage } from '../../shared/wire.ts'
import { cleanUpLater } from '../helpers/engine.ts'
import { contractSuite } from './contractSuite.ts'

contractSuite('an engine in process', (engine) => Promise.resolve({ api: engine, hangUp: () => undefined }), {
  hasLine: false,
})

contractSuite(
  'an engine over a message port',
  (engine) => {
    const { port1: page, port2: host } = new MessageChannel()
    serveCarrier(engine, {
      post: (message) => {
        host.postMessage(message)
      },
      onMessage: (listener) => {
        host.on('message', listener)
      },
      onClose: (listener) => {
        host.on('close', listener)
      },
    })
    let listener: CarrierListener | null = null
    page.on('message', (message: ToPage) => {
      listener?.message(message)
    })
    page.on('close', () => {
      listener?.lost()
    })
    const hangUp = (): void => {
      page.close()
    }
    cleanUpLater(hangUp)
    return Promise.resolve({
      api: createClient({
        send: (message) => {
          page.postMessage(message)
        },
        listen: (given) => {
          listener = given
        },
        close: hangUp,
      }),
      hangUp,
    })
  },
  { hasLine: true },
)
