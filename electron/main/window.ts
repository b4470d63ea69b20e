import { BrowserWindow, nativeTheme } from 'electron'
import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron'
import { appOrigin } from '../../shared/desktop.ts'

export interface WindowOptions {
  readonly preload: string
  readonly icon: string | null
  readonly developerTools: boolean
  /** The page fell over too often to be loaded again by itself; `again` does it when a person wants. */
  onFalling(again: () => void): void
}
/** So many falls within a minute are put right without a word. */
const mostFalls = 3
const fallsWithinMs = 60_000

/** What the page's process may do; every switch that matters is set, whatever its default is today. */
export function webPreferences({
  preload,
  developerTools,
}: Pick<WindowOptions, 'preload' | 'developerTools'>): WebPreferences {
  return {
    preload,
    devTools: developerTools,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    autoplayPolicy: 'document-user-activation-required',
  }
}

/** Opens the window with the page; it is shown when it has something to show. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const frame: BrowserWindowConstructorOptions = {
    width: 1_440,
    height: 900,
    minWidth: 1_024,
    minHeight: 640,
    show: false,
    title: '链证 Lianzheng',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#13161b' : '#f4f5f7',
    ...(options.icon === null ? {} : { icon: options.icon }),
    webPreferences: webPreferences(options),
  }
  const window = new BrowserWindow(frame)
  window.once('ready-to-show', () => {
    window.show()
  })
  // A page that fell over is loaded again; the engine and the open case are in another process and still there. One that falls over each time is not.
  let falls: readonly number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    const now = Date.now()
    falls = [...falls.filter((at) => now - at < fallsWithinMs), now]
    if (falls.length <= mostFalls) window.reload()
    else
      options.onFalling(() => {
        falls = []
        window.reload()
      })
  })
  void window.loadURL(`${appOrigin}/`)
  return window
}
