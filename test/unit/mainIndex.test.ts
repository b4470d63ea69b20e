/** How main is joined together: case files that are handed over before it is ready, at its start and later, and how its processes are started. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { channels } from '../../shared/desktop.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { FakeApp, FakeContents, FakeSession, FakeUtility } from './fakeElectron.ts'

const folder = temporaryFolder()
const caseFile = (name: string): string => {
  writeFileSync(join(folder, name), 'x')
  return join(folder, name)
}
const [atStart, before, later, second] = [
  '开始.lzcase',
  '就绪前.lzcase',
  '运行中.lzcase',
  '第二次.lzcase',
].map(caseFile)
mkdirSync(join(folder, 'user'))

const ready = Promise.withResolvers<undefined>()
const app = Object.assign(new FakeApp(), {
  isPackaged: true,
  quits: 0,
  requestSingleInstanceLock: () => true,
  whenReady: () => ready.promise,
  getLocale: () => 'zh-CN',
  getPath: () => join(folder, 'user'),
  getAppMetrics: () => [],
  quit() {
    this.quits += 1
  },
})
const contents = new FakeContents()
const window = {
  webContents: contents,
  focused: 0,
  minimized: true,
  once: () => undefined,
  show: () => undefined,
  reloads: 0,
  reload() {
    this.reloads += 1
  },
  loadURL: () => Promise.resolve(),
  isMinimized: () => window.minimized,
  restore() {
    this.minimized = false
  },
  focus() {
    this.focused += 1
  },
}
const forked: {
  readonly path: string
  readonly options: Readonly<Record<string, unknown>>
  readonly child: FakeUtility
}[] = []
const handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>()
const asked: { readonly message: string }[] = []
vi.mock('electron', () => ({
  app,
  BrowserWindow: Object.assign(
    function () {
      return window
    },
    { getAllWindows: () => [window], fromWebContents: () => window },
  ),
  dialog: {
    showMessageBox: (box: { readonly message: string }) => {
      asked.push(box)
      return Promise.resolve({ response: asked.length === 1 ? 0 : 1 })
    },
  },
  ipcMain: {
    handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown) =>
      handlers.set(channel, handler),
    on: () => undefined,
  },
  Menu: { setApplicationMenu: () => undefined, buildFromTemplate: () => null },
  MessageChannelMain: class {
    readonly port1 = {}
    readonly port2 = {}
  },
  nativeTheme: { shouldUseDarkColors: false },
  protocol: { registerSchemesAsPrivileged: () => undefined },
  session: { defaultSession: new FakeSession() },
  shell: {},
  utilityProcess: {
    fork: (path: string, _args: readonly string[], options: Readonly<Record<string, unknown>>) => {
      const child = new FakeUtility()
      forked.push({ path, options, child })
      return child
    },
  },
}))
const own = { sender: contents, senderFrame: { parent: null, origin: 'app://page' } }
/** What the page takes, with the engine's answers to the grants. */
async function taken(): Promise<unknown> {
  const answer = handlers.get(channels.takeHanded)?.(own)
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve()
    const engine = forked.find(({ path }) => path.endsWith('utility.js'))?.child
    for (const { message } of engine?.posted.splice(0) ?? [])
      if (typeof message === 'object' && message !== null && 'grant' in message && 'request' in message)
        engine?.emit('message', {
          request: message.request,
          picked: { fileId: 'f', fileName: (message.grant as { readonly path: string }).path, size: 1 },
        })
  }
  return answer
}
const picked = (...paths: (string | undefined)[]): unknown =>
  paths.map((fileName) => ({ fileId: 'f', fileName, size: 1 }))

Object.assign(process, { resourcesPath: join(folder, 'resources') })
const argv = process.argv
process.argv = ['/opt/Lianzheng/lianzheng', '--original-process-start-time=1', '--no-sandbox', atStart ?? '']
await import('../../electron/main/index.ts')
process.argv = argv

test('what was handed over before there was a page waits for it; what comes later is told', async () => {
  const event = { prevented: 0, preventDefault: () => (event.prevented += 1) }
  app.emit('open-file', event, before)
  expect(event.prevented).toBe(1)
  expect(forked).toEqual([])
  ready.resolve(undefined)
  await vi.waitUntil(() => handlers.has(channels.takeHanded))
  expect(await taken()).toEqual(picked(atStart, before))
  expect(await taken()).toEqual([])
  contents.sent.length = 0
  app.emit('open-file', event, later)
  expect(contents.sent).toEqual([[channels.handed]])
  expect(await taken()).toEqual(picked(later))
})

test('another instance hands over its words, from where its person stands, and the window comes to the front', async () => {
  app.emit(
    'second-instance',
    {},
    ['/opt/Lianzheng/lianzheng', '--allow-file-access', '第二次.lzcase', '没有.lzcase'],
    folder,
  )
  expect([window.focused, window.minimized]).toEqual([1, false])
  expect(await taken()).toEqual([
    { fileId: 'f', fileName: second, size: 1 },
    { refused: 'case-not-found', fileName: '没有.lzcase' },
  ])
  app.emit('second-instance', {}, ['/opt/Lianzheng/lianzheng'], folder)
  expect([window.focused, await taken()]).toEqual([2, []])
})

test('engine and parsers are started from the folder beside the archive; a parser has no environment and a limit of its own', () => {
  const engine = forked[0]
  expect([engine?.path, engine?.options['stdio']]).toEqual([
    join(folder, 'resources', 'engine', 'out', 'main', 'utility.js'),
    ['ignore', 'ignore', 'pipe'],
  ])
  engine?.child.emit('message', { parser: 1, start: { heapMegabytes: 400 } })
  expect(forked[1]).toMatchObject({
    path: join(folder, 'resources', 'engine', 'out', 'main', 'parserWorker.js'),
    options: { env: process.platform === 'win32' ? { SystemRoot: expect.any(String) } : {}, stdio: 'ignore' },
  })
  expect(forked[1]?.child.posted[0]?.message).toEqual({ line: true, heapMegabytes: 400 })
})

test('an engine that does not start leaves a line in a file of its own, without a word of its message', () => {
  const engine = forked[0]?.child
  engine?.stderr.emit(
    'data',
    Buffer.from(
      "Error: Cannot find module '/home/罗志华/a'\n    at load (node:internal/modules/cjs/loader:1:2)\n",
    ),
  )
  engine?.emit('exit', 1)
  const line = readFileSync(join(folder, 'user', 'engine-start.log'), 'utf8')
  expect(JSON.parse(line)).toMatchObject({ where: 'engine', ended: '1', name: 'Error' })
  expect(line).not.toContain('罗')
})

test('a page that falls over is loaded again three times a minute; then a person is asked', async () => {
  const falls = (times: number): void => {
    for (let time = 0; time < times; time += 1)
      contents.emit('render-process-gone', {}, { reason: 'crashed' })
  }
  falls(3)
  expect([window.reloads, asked]).toEqual([3, []])
  contents.emit('render-process-gone', {}, { reason: 'clean-exit' })
  falls(1)
  expect([window.reloads, asked.map(({ message }) => message)]).toEqual([3, ['界面一再意外终止']])
  // Loaded again by hand, it has its three again.
  await vi.waitUntil(() => window.reloads === 4)
  falls(3)
  expect(window.reloads).toBe(7)
  falls(1)
  await vi.waitUntil(() => app.quits === 1)
  expect(window.reloads).toBe(7)
})
