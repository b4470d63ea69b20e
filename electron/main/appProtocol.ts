/** The page's own scheme: app://page/… serves the built page, with its policy as a header, and nothing else. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { protocol } from 'electron'
import type { Session } from 'electron'
import { appOrigin, appScheme } from '../../shared/desktop.ts'
import { pageFileOf, pageHeaders } from '../../shared/pagePolicy.ts'
import type { PageFile } from '../../shared/pagePolicy.ts'

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** The page's file behind an address, or null. The text itself is judged, before anything could normalise it: an odd address is none. */
export function resolveAppUrl(url: string): PageFile | null {
  const path = url.startsWith(`${appOrigin}/`) ? url.slice(appOrigin.length).split(/[?#]/, 1)[0] : undefined
  return path === undefined ? null : pageFileOf(path)
}

/** Answers app:// in a session with the files of `pageFolder`. */
export function serveApp(session: Session, pageFolder: string): void {
  session.protocol.handle(appScheme, async ({ url, method }) => {
    if (method !== 'GET' && method !== 'HEAD') return refusal(405)
    const file = resolveAppUrl(url)
    if (file === null) return refusal(404)
    try {
      const bytes = await readFile(join(pageFolder, ...file.path.split('/')))
      return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), {
        headers: { ...pageHeaders, 'content-type': file.contentType },
      })
    } catch {
      return refusal(404)
    }
  })
}
function refusal(status: number): Response {
  return new Response(null, { status, headers: pageHeaders })
}
