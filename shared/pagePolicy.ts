/** What the page may do and which of its files may be read, for both servers: the app protocol in Electron and the loopback host. Pure. */

/** Sent as a header with every file of the page. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
].join('; ')

/** Headers of every file of the page. */
export const pageHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
} as const

const contentTypes: ReadonlyMap<string, string> = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['js', 'text/javascript; charset=utf-8'],
  ['css', 'text/css; charset=utf-8'],
  ['json', 'application/json; charset=utf-8'],
  ['svg', 'image/svg+xml'],
  ['png', 'image/png'],
  ['ico', 'image/x-icon'],
  ['woff2', 'font/woff2'],
])
/** A segment begins with no dot and holds only what the build gives its files; `%`, `\`, `:` and control characters have no place. */
const segment = /^[A-Za-z0-9_@-][A-Za-z0-9._@-]{0,199}$/
const longestPath = 1_000

export interface PageFile {
  /** Relative to the page's folder, with `/` between segments. */
  readonly path: string
  readonly contentType: string
}

/** The page's file a raw, still encoded URL path asks for; null where it is none. Nothing is decoded or normalised: an odd path is no path. */
export function pageFileOf(rawPath: string): PageFile | null {
  if (rawPath.length > longestPath || !rawPath.startsWith('/')) return null
  const path = rawPath === '/' ? 'index.html' : rawPath.slice(1)
  if (!path.split('/').every((part) => segment.test(part))) return null
  const contentType = contentTypes.get(path.slice(path.lastIndexOf('.') + 1).toLowerCase())
  return contentType === undefined ? null : { path, contentType }
}
