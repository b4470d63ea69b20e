import { startLoopback } from '../../electron/hosts/loopback.ts'
import { openLine } from '../../electron/hosts/serve.ts'
import { createClient } from '../../renderer/api/client.ts'
import { httpCarrier } from '../../renderer/api/httpCarrier.ts'
import { cleanUpLater, temporaryFolder } from '../helpers/engine.ts'
import { contractSuite } from './contractSuite.ts'

/** A browser names the page's origin in every request that changes something; Node's fetch does not. */
const plainFetch = globalThis.fetch
globalThis.fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  headers.set('origin', new URL(input instanceof Request ? input.url : input).origin)
  return plainFetch(input, { ...init, headers })
}
cleanUpLater(() => {
  globalThis.fetch = plainFetch
})

contractSuite(
  'an engine over loopback',
  async (engine) => {
    const folder = temporaryFolder()
    const loopback = await startLoopback({
      connect: (post) => openLine(engine, post),
      files: engine.files,
      pageFolder: folder,
      casesFolder: folder,
    })
    cleanUpLater(() => loopback.close())
    const client = createClient(httpCarrier({ origin: loopback.origin, token: loopback.token }))
    cleanUpLater(() => {
      client.close()
    })
    return {
      api: client,
      hangUp: () => {
        client.close()
      },
    }
  },
  { hasLine: true },
)
