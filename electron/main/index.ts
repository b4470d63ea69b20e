/** The desktop app: introduces page and engine to each other, then stays out of the way. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { app, BrowserWindow, dialog, Menu, MessageChannelMain, session, utilityProcess } from 'electron'
import { channels } from '../../shared/desktop.ts'
import type { MenuCommand } from '../../shared/desktop.ts'
import { registerAppScheme, serveApp } from './appProtocol.ts'
import { serveDesktop } from './desktop.ts'
import { createEngineProcess } from './engineProcess.ts'
import { createHandedFiles } from './handedFiles.ts'
import { menuTemplate } from './menu.ts'
import { createParserProcesses } from './parserProcesses.ts'
import { hardenApp, hardenSession, silenceResolver } from './security.ts'
import { watchFailures, writeFailedStart } from './failures.ts'
import { openWindow } from './window.ts'
import { languageOf, words } from './words.ts'

/** out/, where main, preload and page lie side by side. */
const out = resolve(import.meta.dirname, '..')
const iconPath = join(out, '..', 'resources', 'icons', 'icon.png')
/** The engine's files: of a packed app they lie beside its archive, where threads and addons can be started from. */
const engineFolder = app.isPackaged
  ? join(process.resourcesPath, 'engine', 'out', 'main')
  : import.meta.dirname
/** No environment: what a file makes of its parser learns nothing of the machine. Windows starts no process without this one name. */
const parserEnvironment =
  process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] ?? 'C:\\Windows' } : {}
const developerTools = !app.isPackaged

registerAppScheme()
hardenApp(app)

if (app.requestSingleInstanceLock()) {
  const send = (channel: string, ...args: unknown[]): void => {
    for (const window of BrowserWindow.getAllWindows()) window.webContents.send(channel, ...args)
  }
  const parsers = createParserProcesses({
    fork: (heapMegabytes) =>
      utilityProcess.fork(join(engineFolder, 'parserWorker.js'), [], {
        serviceName: 'lianzheng-parser',
        stdio: 'ignore',
        env: parserEnvironment,
        execArgv: [`--max-old-space-size=${heapMegabytes}`],
      }),
    channel: () => new MessageChannelMain(),
    residentBytes(pid) {
      const kilobytes = app.getAppMetrics().find((metric) => metric.pid === pid)?.memory.workingSetSize
      return kilobytes === undefined ? null : kilobytes * 1024
    },
  })
  const engine = createEngineProcess({
    parsers,
    fork: () =>
      utilityProcess.fork(join(engineFolder, 'utility.js'), [], {
        serviceName: 'lianzheng-engine',
        // What it says in its last moment goes to the diagnostics log, as far as that may hold it.
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    onCrash: () => {
      send(channels.engineCrashed)
    },
    onFailedStart: (failure) => {
      writeFailedStart(join(app.getPath('userData'), 'engine-start.log'), failure)
    },
  })
  watchFailures(app, engine.note)
  const handed = createHandedFiles(engine, () => {
    send(channels.handed)
  })
  // macOS says it so, also before the app is ready; elsewhere it stands on the command line.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    handed.take([path], '/')
  })
  handed.take(process.argv.slice(app.isPackaged ? 1 : 2), process.cwd())
  app.on('second-instance', (_event, words, workingDirectory) => {
    handed.take(words.slice(app.isPackaged ? 1 : 2), workingDirectory)
    const [window] = BrowserWindow.getAllWindows()
    if (window === undefined) return
    if (window.isMinimized()) window.restore()
    window.focus()
  })
  app.on('window-all-closed', () => {
    app.quit()
  })
  let stopped = false
  app.on('will-quit', (event) => {
    if (stopped) return
    // The case is closed in order before the app goes.
    event.preventDefault()
    void engine.stop().finally(() => {
      stopped = true
      app.quit()
    })
  })
  void app.whenReady().then(async () => {
    silenceResolver(app)
    await hardenSession(session.defaultSession, { developerTools })
    serveApp(session.defaultSession, join(out, 'renderer'))
    const language = languageOf(app.getLocale())
    serveDesktop({ engine, handed, language: () => language })
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(
        menuTemplate(language, {
          developerTools,
          send: (command: MenuCommand) => {
            send(channels.menuCommand, command)
          },
        }),
      ),
    )
    openWindow({
      preload: join(out, 'preload', 'index.cjs'),
      icon: existsSync(iconPath) ? iconPath : null,
      developerTools,
      onFalling: (again) => {
        const text = words[language]
        void dialog
          .showMessageBox({
            type: 'error',
            message: text.pageFalls,
            detail: text.pageFallsDetail,
            buttons: [text.loadAgain, text.quit],
            defaultId: 0,
            cancelId: 1,
          })
          .then(({ response }) => {
            if (response === 0) again()
            else app.quit()
          })
      },
    })
  })
} else {
  app.quit()
}
