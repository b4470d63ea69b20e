/** Who may speak to the loopback host: only 127.0.0.1, only by its own name, only from its own page, only with its token. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface Request {
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly remoteAddress: string | undefined
}
export type Refusal = { readonly status: 403 | 401; readonly reason: string }

/**
 * Why a request is refused before anything else is looked at, or null. A wrong Host is another name for this machine (DNS rebinding), a
 * foreign Origin or Sec-Fetch-Site another page in the same browser.
 */
export function refuseStranger(request: Request, host: string): Refusal | null {
  if (request.remoteAddress !== '127.0.0.1') return { status: 403, reason: 'only this machine is answered' }
  if (request.headers.host !== host) return { status: 403, reason: 'only the own host name is answered' }
  const { origin } = request.headers
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, reason: 'only the own page is answered' }
  if (origin === undefined && request.method !== 'GET' && request.method !== 'HEAD')
    return { status: 403, reason: 'the page must name itself' }
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return { status: 403, reason: 'only the own page is answered' }
  return null
}

/** Why a request for data is refused, or null: it must carry the token. Compared in constant time. */
export function refuseWithoutToken(request: Request, token: string): Refusal | null {
  const given = /^Bearer ([\x21-\x7e]{1,200})$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
    ? null
    : { status: 401, reason: 'the token is missing or wrong' }
}
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
