/** The channels between page and desktop: who may ask, with what, and what comes back. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, expect, test, vi } from 'vitest'
import { channels } from '../../shared/desktop.ts'
import { AppError } from '../../shared/errors.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { FakeContents } from './fakeElectron.ts'

type Handler = (event: unknown, ...args: unknown[]) => unknown
const electron = vi.hoisted(() => ({
  handlers: new Map<string, (event: unknown, ...args: unknown[]) => unknown>(),
  open: { canceled: true, filePaths: [] as string[] },
  save: { canceled: true, filePath: '' },
  asked: [] as unknown[],
  windowOf: new Map<unknown, object>(),
}))
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, handler: Handler) => {
      electron.handlers.set(channel, handler)
    },
    on: (channel: string, handler: Handler) => {
      electron.handlers.set(channel, handler)
    },
  },
  dialog: {
    showOpenDialog: (_window: unknown, options: unknown) => {
      electron.asked.push(options)
      return Promise.resolve(electron.open)
    },
    showSaveDialog: (_window: unknown, options: unknown) => {
      electron.asked.push(options)
      return Promise.resolve(electron.save)
    },
  },
  shell: {
    showItemInFolder: (path: string) => {
      electron.asked.push(path)
    },
  },
  BrowserWindow: { fromWebContents: (contents: unknown) => electron.windowOf.get(contents) ?? null },
  MessageChannelMain: class {
    readonly port1 = 'engine side'
    readonly port2 = 'page side'
  },
}))
const { isOwnPage, serveDesktop } = await import('../../electron/main/desktop.ts')

const granted: [string, boolean][] = []
const copied: [string, string][] = []
const connected: unknown[] = []
let copyError: AppError | null = null
let handedError: AppError | null = null
serveDesktop({
  language: () => 'zh-CN',
  handed: {
    take: () => undefined,
    takeAll: () =>
      handedError === null
        ? Promise.resolve([{ refused: 'case-not-found', fileName: '甲.lzcase' }])
        : Promise.reject(handedError),
  },
  engine: {
    connect: (port) => {
      connected.push(port)
    },
    grant: (path, writable) => {
      granted.push([path, writable])
      return Promise.resolve({ fileId: 'a'.repeat(32), fileName: path, size: 1 })
    },
    copyOut: (fileId, path) => {
      copied.push([fileId, path])
      return copyError === null ? Promise.resolve() : Promise.reject(copyError)
    },
    diagnosticsFile: () => Promise.resolve('/settings/diagnostics.log'),
    note: () => undefined,
    stop: () => Promise.resolve(),
  },
})
const contents = new FakeContents()
electron.windowOf.set(contents, {})
const ownFrame = { origin: 'app://page', parent: null }
const own = { sender: contents, senderFrame: ownFrame }
const ask = (channel: string, event: unknown, ...args: unknown[]): Promise<unknown> =>
  Promise.resolve().then(() => electron.handlers.get(channel)?.(event, ...args))

beforeEach(() => {
  for (const list of [granted, copied, connected, electron.asked, contents.posted]) list.length = 0
  Object.assign(electron.open, { canceled: true, filePaths: [] })
  Object.assign(electron.save, { canceled: true, filePath: '' })
  copyError = null
})

const strangers: readonly (readonly [string, unknown])[] = [
  ['a frame inside the page', { sender: contents, senderFrame: { origin: 'app://page', parent: ownFrame } }],
  ['another origin', { sender: contents, senderFrame: { origin: 'http://evil.example', parent: null } }],
  ['about:blank', { sender: contents, senderFrame: { origin: 'null', parent: null } }],
  ['a frame that is gone', { sender: contents, senderFrame: null }],
  ['contents without a window', { sender: new FakeContents(), senderFrame: ownFrame }],
]
test.each(strangers)('%s is refused on every channel', async (_name, event) => {
  expect(isOwnPage(event as never)).toBe(false)
  electron.open.canceled = false
  electron.open.filePaths = ['/etc/passwd']
  for (const [channel] of electron.handlers) {
    if (channel === channels.connectEngine) await ask(channel, event)
    else await expect(ask(channel, event, 'spreadsheets'), channel).rejects.toThrow('not-allowed')
  }
  expect([granted, copied, connected, electron.asked]).toEqual([[], [], [], []])
})

test('every channel of the bridge is served and no other', () => {
  const fromPage = [
    channels.connectEngine,
    channels.pickFiles,
    channels.pickCasePlace,
    channels.takeDropped,
    channels.saveExport,
    channels.showDiagnostics,
    channels.takeHanded,
  ]
  expect([...electron.handlers.keys()].sort()).toEqual([...fromPage].sort())
})

test('the diagnostics log is shown in the file manager; the page learns no path', async () => {
  expect(await ask(channels.showDiagnostics, own, '/etc/passwd')).toBeUndefined()
  expect(electron.asked).toEqual(['/settings/diagnostics.log'])
})

test('a page gets one end of a channel and the engine the other', async () => {
  await ask(channels.connectEngine, own)
  expect([connected, contents.posted]).toEqual([
    ['engine side'],
    [[channels.enginePort, null, ['page side']]],
  ])
})

test('picked spreadsheets are granted for reading, a picked case for writing, and nothing when the person turns back', async () => {
  expect(await ask(channels.pickFiles, own, 'spreadsheets')).toEqual([])
  Object.assign(electron.open, { canceled: false, filePaths: ['/x/a.xlsx', '/x/b.csv'] })
  expect(await ask(channels.pickFiles, own, 'spreadsheets')).toHaveLength(2)
  expect(granted).toEqual([
    ['/x/a.xlsx', false],
    ['/x/b.csv', false],
  ])
  electron.open.filePaths = ['/x/c.lzcase']
  await ask(channels.pickFiles, own, 'case')
  expect(granted.at(-1)).toEqual(['/x/c.lzcase', true])
})

test('a new case stands where the person said, with its extension', async () => {
  Object.assign(electron.save, { canceled: false, filePath: '/x/九一二' })
  await ask(channels.pickCasePlace, own, '../../etc/“9·12”案')
  expect(electron.asked[0]).toMatchObject({ defaultPath: '.._.._etc_“9·12”案.lzcase' })
  expect(granted).toEqual([['/x/九一二.lzcase', true]])
})

test('of what is dropped only files that are there are granted', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.xlsx'), 'x')
  await ask(channels.takeDropped, own, [
    join(folder, 'a.xlsx'),
    folder,
    join(folder, 'none.xlsx'),
    'a.xlsx',
    7,
    null,
  ])
  expect(granted).toEqual([[join(folder, 'a.xlsx'), false]])
})

test('an export is copied by the engine, and its error reaches the page as its code alone', async () => {
  expect(await ask(channels.saveExport, own, 'e'.repeat(32), '报告.docx')).toBe(false)
  Object.assign(electron.save, { canceled: false, filePath: '/x/报告.docx' })
  expect(await ask(channels.saveExport, own, 'e'.repeat(32), '报告.docx')).toBe(true)
  expect(copied).toEqual([['e'.repeat(32), '/x/报告.docx']])
  copyError = new AppError('disk-full', 'no space left on /x')
  await expect(ask(channels.saveExport, own, 'e'.repeat(32), '报告.docx')).rejects.toThrow(/^disk-full$/)
})

test('what the system hands over is given to the page that asks, an error by its code alone', async () => {
  expect(await ask(channels.takeHanded, own)).toEqual([{ refused: 'case-not-found', fileName: '甲.lzcase' }])
  handedError = new AppError('engine-stopped', 'the engine has stopped')
  await expect(ask(channels.takeHanded, own)).rejects.toThrow(/^engine-stopped$/)
  handedError = null
})

test('whatever arguments a page sends, nothing is granted that nobody picked and nothing falls over', async () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.constant(JSON.parse('{"__proto__":{"polluted":1}}')),
    fc.constantFrom('/etc/passwd', '..', '\0', { length: 1e9 }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...electron.handlers.keys()),
      fc.array(anything, { maxLength: 3 }),
      async (channel, args) => {
        granted.length = 0
        try {
          await ask(channel, own, ...args)
        } catch (error) {
          expect((error as Error).message).toBe('invalid-arguments')
        }
        if (channel !== channels.takeDropped) expect(granted).toEqual([])
        expect(copied).toEqual([])
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
      },
    ),
    { numRuns: 500 },
  )
})
