/** What main allows and refuses, against a fake electron module. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { App, Session, UtilityProcess, WebContents } from 'electron'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { languages } from '../../shared/language.ts'
import { menuCommands } from '../../shared/desktop.ts'
import { contentSecurityPolicy } from '../../shared/pagePolicy.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { FakeApp, FakeContents, FakeSession, FakeUtility } from './fakeElectron.ts'

const windows: {
  readonly options: Readonly<Record<string, unknown>>
  readonly loaded: string[]
  readonly webContents: FakeContents
}[] = []
const registered: unknown[] = []
vi.mock('electron', () => ({
  protocol: {
    registerSchemesAsPrivileged: (schemes: unknown) => {
      registered.push(schemes)
    },
  },
  nativeTheme: { shouldUseDarkColors: true },
  BrowserWindow: class {
    readonly options: Readonly<Record<string, unknown>>
    readonly loaded: string[] = []
    readonly webContents = new FakeContents()
    constructor(options: Readonly<Record<string, unknown>>) {
      this.options = options
      windows.push(this)
    }
    once(): void {
      /* shown later */
    }
    loadURL(url: string): Promise<void> {
      this.loaded.push(url)
      return Promise.resolve()
    }
  },
}))
const { registerAppScheme, resolveAppUrl, serveApp } = await import('../../electron/main/appProtocol.ts')
const { hardenApp, hardenContents, hardenSession, silenceResolver, staysInside } =
  await import('../../electron/main/security.ts')
const { watchFailures } = await import('../../electron/main/failures.ts')
const { createEngineProcess } = await import('../../electron/main/engineProcess.ts')
const { createParserProcesses } = await import('../../electron/main/parserProcesses.ts')
const { menuTemplate } = await import('../../electron/main/menu.ts')
const { languageOf } = await import('../../electron/main/words.ts')
const { openWindow } = await import('../../electron/main/window.ts')

beforeEach(() => {
  windows.length = 0
})
afterEach(() => {
  vi.useRealTimers()
})

test('only plain paths of the own host are files of the page', () => {
  expect(resolveAppUrl('app://page/')).toEqual({
    path: 'index.html',
    contentType: 'text/html; charset=utf-8',
  })
  expect(resolveAppUrl('app://page/assets/index-B7x_9.js?v=2#/tables')).toEqual({
    path: 'assets/index-B7x_9.js',
    contentType: 'text/javascript; charset=utf-8',
  })
  for (const url of [
    'app://page',
    'app://other/index.html',
    'app://page.evil/index.html',
    'app://page@evil/index.html',
    'app://page:80/index.html',
    'APP://PAGE/index.html',
    'file:///etc/passwd',
    'http://page/index.html',
    'app://page/../index.html',
    'app://page//index.html',
    'app://page/%2e%2e/index.html',
    'app://page/a%5cb.js',
    'app://page/a\\b.js',
    'app://page/\\\\server\\share.js',
    'app://page/a\0.js',
    'app://page/.env.js',
    'app://page/assets/',
    'app://page/index.exe',
    'app://page/index',
    `app://page/${'a'.repeat(1_100)}.js`,
    '',
  ]) {
    expect(resolveAppUrl(url), url).toBeNull()
  }
})

test('whatever path is asked for, what is answered never leaves the page’s folder', () => {
  const odd = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '..',
          '.',
          '/',
          '\\',
          '%2e',
          '%2f',
          '%5c',
          '%00',
          '\0',
          ':',
          '~',
          'C:',
          '//',
          '?',
          '#',
        ),
        fc.string(),
      ),
      { maxLength: 10 },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(odd, (path) => {
      const file = resolveAppUrl(`app://page/${path}`)
      if (file === null) return
      const base = resolve('/page')
      expect(resolve(base, file.path).startsWith(`${base}/`)).toBe(true)
      expect(file.path).toMatch(/^[A-Za-z0-9._@/-]+$/)
    }),
    { numRuns: 2_000 },
  )
})

test('the app protocol serves the built page with its policy and refuses everything else', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '页面')
  const session = new FakeSession()
  serveApp(session as unknown as Session, folder)
  const [scheme, answer] = session.protocol.handle.mock.calls[0] ?? []
  expect(scheme).toBe('app')
  const get = async (url: string, method = 'GET') => {
    const response = await answer?.({ url, method })
    return {
      status: response?.status,
      policy: response?.headers.get('content-security-policy'),
      type: response?.headers.get('content-type'),
      body: await response?.text(),
    }
  }
  expect(await get('app://page/')).toEqual({
    status: 200,
    policy: contentSecurityPolicy,
    type: 'text/html; charset=utf-8',
    body: '页面',
  })
  expect(await get('app://page/', 'HEAD')).toMatchObject({ status: 200, body: '' })
  for (const url of [
    'app://page/none.js',
    'app://page/assets.js',
    'app://other/index.html',
    'app://page/../index.html',
  ])
    expect(await get(url)).toMatchObject({ status: 404, policy: contentSecurityPolicy, body: '' })
  expect(await get('app://page/', 'POST')).toMatchObject({ status: 405, body: '' })
})

test('the scheme is standard and secure, and grants nothing that goes around the policy', () => {
  registerAppScheme()
  expect(registered).toEqual([
    [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }],
  ])
})

test('every permission Electron knows is refused, asked or checked', async () => {
  const session = new FakeSession()
  await hardenSession(session as unknown as Session, { developerTools: false })
  const types = readFileSync(
    join(import.meta.dirname, '..', '..', 'node_modules', 'electron', 'electron.d.ts'),
    'utf8',
  )
  const permissions = [
    ...(/setPermissionRequestHandler\(handler: \(\(webContents: WebContents, permission: ([^,]+),/
      .exec(types)?.[1]
      ?.matchAll(/'([^']+)'/g) ?? []),
  ].map((match) => match[1])
  expect(permissions.length).toBeGreaterThan(30)
  const ask = session.set.get('permissionRequest') as (
    contents: null,
    permission: unknown,
    answer: (granted: boolean) => void,
  ) => void
  const check = session.set.get('permissionCheck') as (contents: null, permission: unknown) => boolean
  for (const permission of permissions) {
    const granted: boolean[] = []
    ask(null, permission, (value) => {
      granted.push(value)
    })
    expect([granted, check(null, permission)], permission).toEqual([[false], false])
  }
  expect((session.set.get('devicePermission') as () => boolean)()).toBe(false)
  const streams: unknown[] = []
  ;(session.set.get('displayMedia') as (request: null, answer: (value: unknown) => void) => void)(
    null,
    (value) => {
      streams.push(value)
    },
  )
  expect(streams).toEqual([{}])
})

test('no request leaves the app, no dictionary is fetched, no proxy is looked for', async () => {
  const session = new FakeSession()
  await hardenSession(session as unknown as Session, { developerTools: false })
  const filter = session.set.get('onBeforeRequest') as (
    details: { readonly url: string },
    answer: (value: { readonly cancel: boolean }) => void,
  ) => void
  const cancelled = (url: string): boolean | undefined => {
    const answers: boolean[] = []
    filter({ url }, ({ cancel }) => {
      answers.push(cancel)
    })
    return answers[0]
  }
  for (const url of [
    'app://page/',
    'app://page/assets/a.js',
    'blob:app://page/0-1-2',
    'data:image/png;base64,AA==',
  ])
    expect(cancelled(url), url).toBe(false)
  for (const url of [
    'http://1.1.1.1/',
    'https://redirector.gvt1.com/',
    'ws://127.0.0.1/',
    'file:///etc/passwd',
    'app://pageevil/',
    'app://none/zh.bdic',
    'blob:http://evil/1',
    'devtools://devtools/',
    'ftp://x/',
    'chrome://gpu',
  ])
    expect(cancelled(url), url).toBe(true)
  expect(staysInside('devtools://devtools/bundled/a.js', true)).toBe(true)
  expect([
    session.set.get('spellChecker'),
    session.set.get('dictionaries'),
    session.set.get('proxy'),
  ]).toEqual([false, 'app://none/', { mode: 'direct' }])
})

test('only what the page made itself may be downloaded', async () => {
  const session = new FakeSession()
  await hardenSession(session as unknown as Session, { developerTools: false })
  const prevented = (url: string): boolean => {
    const event = {
      stopped: false,
      preventDefault() {
        this.stopped = true
      },
    }
    session.emit('will-download', event, { getURL: () => url })
    return event.stopped
  }
  expect([
    prevented('blob:app://page/1'),
    prevented('app://page/index.html'),
    prevented('blob:http://evil/1'),
    prevented('http://evil/x.exe'),
  ]).toEqual([false, true, true, true])
})

test('no contents can navigate, redirect, embed or open a window', () => {
  const contents = new FakeContents()
  hardenContents(contents as unknown as WebContents)
  for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
    const event = {
      stopped: false,
      preventDefault() {
        this.stopped = true
      },
    }
    contents.emit(name, event, 'app://page/')
    expect(event.stopped, name).toBe(true)
  }
  expect(contents.openHandler?.()).toEqual({ action: 'deny' })
})

test('the app is sandboxed, looks no name up, and hardens every contents that is made', () => {
  const app = new FakeApp()
  hardenApp(app as unknown as App)
  silenceResolver(app as unknown as App)
  const contents = new FakeContents()
  app.emit('web-contents-created', {}, contents)
  expect([
    app.sandboxed,
    app.switches.get('host-resolver-rules'),
    app.switches.has('no-proxy-server'),
    app.resolver,
    contents.openHandler !== null,
  ]).toEqual([true, 'MAP * ~NOTFOUND', true, { secureDnsMode: 'off', enableBuiltInResolver: false }, true])
  expect([...app.switches.keys()]).not.toContain('no-sandbox')
})

test('the window’s page has no Node, a sandbox, no spell checker, and developer tools only when not packed', () => {
  openWindow({
    preload: '/out/preload/index.cjs',
    icon: null,
    developerTools: false,
    onFalling: () => undefined,
  })
  expect(windows[0]?.loaded).toEqual(['app://page/'])
  expect(windows[0]?.options['webPreferences']).toMatchObject({
    preload: '/out/preload/index.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    navigateOnDragDrop: false,
    devTools: false,
  })
})

test('the menu reaches every command, in both languages with the same places', () => {
  const sent: string[] = []
  const shapes = languages.map((language) => {
    const items = menuTemplate(language, {
      developerTools: false,
      send: (command) => {
        sent.push(command)
      },
    }).flatMap((group) => (Array.isArray(group.submenu) ? group.submenu : []))
    for (const item of items) if (item.click !== undefined) (item.click as () => void)()
    return items.map(({ role, type, accelerator, label }) => [
      role,
      type,
      accelerator,
      label !== undefined || type === 'separator',
    ])
  })
  expect(shapes[0]).toEqual(shapes[1])
  expect([...new Set(sent)].sort()).toEqual([...menuCommands].sort())
  expect(JSON.stringify(shapes[0])).not.toContain('toggleDevTools')
  expect([
    languageOf('zh-CN'),
    languageOf('zh-TW'),
    languageOf(''),
    languageOf('en-GB'),
    languageOf('de'),
  ]).toEqual(['zh-CN', 'zh-CN', 'zh-CN', 'en', 'en'])
})

function engineProcess() {
  const children: FakeUtility[] = []
  const crashes: number[] = []
  const failedStarts: unknown[] = []
  const forked: { readonly child: FakeUtility; readonly heapMegabytes: number }[] = []
  const parsers = createParserProcesses({
    fork(heapMegabytes) {
      const child = Object.assign(new FakeUtility(), { pid: 77 })
      forked.push({ child, heapMegabytes })
      return child as unknown as UtilityProcess
    },
    channel: () => ({ port1: { end: 'parser' } as never, port2: { end: 'engine' } as never }),
    residentBytes: (pid) => pid * 1_000,
  })
  const engine = createEngineProcess({
    parsers,
    fork: () => {
      const child = new FakeUtility()
      children.push(child)
      return child as unknown as UtilityProcess
    },
    onCrash: () => {
      crashes.push(children.length)
    },
    onFailedStart: (failure) => {
      failedStarts.push(failure)
    },
  })
  return { engine, children, crashes, forked, failedStarts }
}
test('the engine’s process starts with the first page and gets its port', () => {
  const { engine, children } = engineProcess()
  expect(children).toEqual([])
  const port = {} as never
  engine.connect(port)
  expect(children[0]?.posted).toEqual([{ message: { connect: true }, ports: [port] }])
})

test('what fails in main and in windows goes to the engine’s log, also what happened while there was no engine', async () => {
  const { engine, children } = engineProcess()
  const app = new FakeApp()
  watchFailures(app as never, engine.note)
  const contents = new FakeContents()
  app.emit('web-contents-created', {}, contents)
  const error = new TypeError('罗志华 110101199003074514')
  error.stack = `TypeError: ${error.message}\n    at start (/home/罗志华/out/preload/index.cjs:3:7)`
  contents.emit('preload-error', {}, '/home/罗志华/out/preload/index.cjs', error)
  contents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 9 })
  contents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 })
  app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed' })
  expect(children).toEqual([])
  engine.connect({} as never)
  const told = (child = children.at(-1)): unknown[] =>
    (child?.posted ?? []).flatMap(({ message }) =>
      typeof message === 'object' && message !== null && 'failure' in message ? [message.failure] : [],
    )
  expect(told()).toEqual([
    { where: 'preload', name: 'TypeError', frames: ['start (out/preload/index.cjs:3:7)'] },
    { where: 'page', ended: 'oom' },
    { where: 'gpu', ended: 'crashed' },
  ])
  // The engine's own end is told to the next one.
  children[0]?.emit('exit', 139)
  engine.connect({} as never)
  expect(told()).toEqual([{ where: 'engine', ended: '139' }])
  const asked = engine.diagnosticsFile()
  children[1]?.emit('message', { request: 1, diagnosticsFile: '/settings/diagnostics.log' })
  expect(await asked).toBe('/settings/diagnostics.log')
})

test('a parser is started on the engine’s order, joined to it by a port, watched, ended on order, and ends with the engine', () => {
  vi.useFakeTimers()
  const { engine, children, forked } = engineProcess()
  engine.connect({} as never)
  const [child] = children
  child?.emit('message', { parser: 1, start: { heapMegabytes: 400 } })
  child?.emit('message', { parser: 2, start: { heapMegabytes: 500 } })
  expect(forked.map(({ heapMegabytes, child: parser }) => [heapMegabytes, parser.posted])).toEqual([
    [400, [{ message: { line: true, heapMegabytes: 400 }, ports: [{ end: 'parser' }] }]],
    [500, [{ message: { line: true, heapMegabytes: 500 }, ports: [{ end: 'parser' }] }]],
  ])
  expect(child?.posted.slice(1)).toEqual([
    { message: { parser: 1 }, ports: [{ end: 'engine' }] },
    { message: { parser: 2 }, ports: [{ end: 'engine' }] },
  ])
  vi.advanceTimersByTime(100)
  expect(child?.posted.slice(3)).toEqual([
    { message: { parser: 1, residentBytes: 77_000 }, ports: [] },
    { message: { parser: 2, residentBytes: 77_000 }, ports: [] },
  ])
  child?.emit('message', { parser: 1, kill: true })
  expect(forked.map(({ child: parser }) => parser.killed)).toEqual([true, false])
  expect(child?.posted.at(-1)).toEqual({ message: { parser: 1, ended: 0 }, ports: [] })
  child?.emit('exit', 1)
  expect(forked.map(({ child: parser }) => parser.killed)).toEqual([true, true])
})

test('grants and copies are answered by number, errors with their code', async () => {
  const { engine, children } = engineProcess()
  const first = engine.grant('/a.xlsx', false)
  const second = engine.copyOut('e'.repeat(32), '/b.docx')
  const picked = { fileId: 'f'.repeat(32), fileName: 'a.xlsx', size: 3 }
  expect(children[0]?.posted.map(({ message }) => message)).toEqual([
    { request: 1, grant: { path: '/a.xlsx', writable: false } },
    { request: 2, copyOut: { fileId: 'e'.repeat(32), path: '/b.docx' } },
  ])
  children[0]?.emit('message', { request: 2, error: { code: 'disk-full', message: 'no space', details: {} } })
  children[0]?.emit('message', { request: 1, picked })
  expect(await first).toEqual(picked)
  await expect(second).rejects.toMatchObject({ code: 'disk-full' })
})

test('a crash is told, what waits is refused, and the next page starts the engine again', async () => {
  const { engine, children, crashes } = engineProcess()
  const waiting = engine.grant('/a.xlsx', false)
  children[0]?.emit('exit', 11)
  await expect(waiting).rejects.toMatchObject({ code: 'engine-stopped' })
  expect(crashes).toEqual([1])
  engine.connect({} as never)
  expect(children.length).toBe(2)
})

test('the engine is asked to end and forced only when it does not; nothing starts it again', async () => {
  vi.useFakeTimers()
  const { engine, children, crashes } = engineProcess()
  engine.connect({} as never)
  const stopped = engine.stop()
  expect(children[0]?.posted.at(-1)?.message).toEqual({ shutdown: true })
  expect(children[0]?.killed).toBe(false)
  await vi.advanceTimersByTimeAsync(10_000)
  await stopped
  expect([children[0]?.killed, crashes]).toEqual([true, []])
  expect(() => {
    engine.connect({} as never)
  }).toThrow(expect.objectContaining({ code: 'engine-stopped' }))
  await engineProcess().engine.stop()
})

test('the last error an engine wrote goes into the log by class, code and places, and an early end is told apart', () => {
  vi.useFakeTimers()
  const { engine, children, failedStarts } = engineProcess()
  const words = `node:internal/modules/package_json_reader:301
  throw new ERR_MODULE_NOT_FOUND(packageName, fileURLToPath(base), null);
        ^

Error [ERR_MODULE_NOT_FOUND]: Cannot find package '罗志华' imported from /home/罗志华/engine/out/main/chunk-engine-A1.js
    at Object.getPackageJSONURL (node:internal/modules/package_json_reader:301:9)
    at 罗志华 (/home/罗志华/engine/out/main/chunk-engine-A1.js:3:7) {
  code: 'ERR_MODULE_NOT_FOUND'
}

Node.js v24.21.0
`
  engine.connect({} as never)
  for (const part of [words.slice(0, 150), words.slice(150)])
    children[0]?.stderr.emit('data', Buffer.from(part))
  children[0]?.emit('exit', 1)
  const failure = {
    where: 'engine',
    ended: '1',
    name: 'Error',
    cause: 'ERR_MODULE_NOT_FOUND',
    frames: ['? (node:internal/modules/package_json_reader:301:9)', '? (out/main/chunk-engine-A1.js:3:7)'],
  }
  expect(failedStarts).toEqual([failure])
  engine.connect({} as never)
  expect(children[1]?.posted.map(({ message }) => message)).toEqual([{ failure }, { connect: true }])
  // Later it is a crash like any other, and what it says that is no error is not kept.
  vi.advanceTimersByTime(10_000)
  children[1]?.stderr.emit('data', Buffer.from('罗志华 6222021234567890123\n'))
  children[1]?.emit('exit', 139)
  engine.connect({} as never)
  expect(children[2]?.posted[0]?.message).toEqual({ failure: { where: 'engine', ended: '139' } })
  expect(failedStarts.length).toBe(1)
})
