/** What no page may do, whatever stands in it: leave, open windows, get permissions, reach a network. */
import type { App, Session, WebContents } from 'electron'
import { appOrigin, appScheme } from '../../shared/desktop.ts'

/** Must run before the app is ready. */
export function hardenApp(app: App): void {
  app.enableSandbox()
  for (const [name, value] of quietSwitches) {
    if (value === null) app.commandLine.appendSwitch(name)
    else app.commandLine.appendSwitch(name, value)
  }
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents)
  })
}
const quietSwitches: readonly (readonly [string, string | null])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['no-proxy-server', null],
  ['disable-background-networking', null],
  ['disable-domain-reliability', null],
  ['disable-breakpad', null],
  ['no-pings', null],
]
/** Once the app is ready: no name is ever looked up, neither in clear nor over HTTPS. */
export function silenceResolver(app: App): void {
  app.configureHostResolver({ secureDnsMode: 'off', enableBuiltInResolver: false })
}

export function hardenContents(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }): void => {
    event.preventDefault()
  }
  // The page routes by its hash, which is no navigation.
  contents.on('will-navigate', prevent)
  contents.on('will-redirect', prevent)
  contents.on('will-frame-navigate', prevent)
  contents.on('will-attach-webview', prevent)
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}

/** Whether a request stays inside: the page's own files, pictures it made itself, its own data URLs. */
export function staysInside(url: string, developerTools: boolean): boolean {
  if (url.startsWith(`${appOrigin}/`) || url.startsWith(`blob:${appOrigin}/`) || url.startsWith('data:'))
    return true
  return developerTools && url.startsWith('devtools://')
}

export async function hardenSession(
  session: Session,
  options: { readonly developerTools: boolean },
): Promise<void> {
  session.setPermissionRequestHandler((_contents, _permission, callback) => {
    callback(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  // Without streams the request is refused.
  session.setDisplayMediaRequestHandler((_request, callback) => {
    callback({})
  })
  // The page's preference alone was not enough once (electron#22995): dictionaries come from a foreign server.
  session.setSpellCheckerEnabled(false)
  session.setSpellCheckerDictionaryDownloadURL(`${appScheme}://none/`)
  session.webRequest.onBeforeRequest((details, callback) => {
    callback({ cancel: !staysInside(details.url, options.developerTools) })
  })
  session.on('will-download', (event, item) => {
    // A picture the page made itself may be kept; the person chooses where.
    if (!item.getURL().startsWith(`blob:${appOrigin}/`)) event.preventDefault()
  })
  await session.setProxy({ mode: 'direct' })
}
