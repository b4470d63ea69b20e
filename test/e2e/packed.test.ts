/**
 * What electron-builder packs is laid out in a folder with nothing of the project around it and started from there by plain Node: engine, reader
 * threads, the thread of suggestions, parsers in both ways of starting, and the page in the browser.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { unzipSync } from 'fflate'
import { chromium } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { cleanUpLater, temporaryFolder } from '../helpers/engine.ts'
import { copyOf, packedLayout, type PackedLayout } from '../helpers/packedLayout.ts'
import type { Line } from '../helpers/packedMain.ts'
import { browsers, quiet } from './app.ts'

const root = resolve(import.meta.dirname, '..', '..')
const sample = (name: string): string => join(root, 'resources', 'samples', 'piracy', name)
let layout: PackedLayout
let place = ''
beforeAll(async () => {
  place = temporaryFolder()
  layout = await packedLayout(place)
})
/** Nothing of the person's, nothing of the project. */
const bare = (): NodeJS.ProcessEnv => ({
  PATH: '/usr/bin:/bin',
  HOME: place,
  LIANZHENG_DATA: join(place, 'data'),
})

interface Answer {
  readonly id?: number
  readonly ok?: boolean
  readonly value?: never
  readonly error?: { readonly code: string }
}
/** The packed engine under a main that is played in plain Node. */
function startPacked(folder: string) {
  const child = spawn(process.execPath, [join(root, 'test', 'helpers', 'packedMain.ts'), 'engine', folder], {
    env: bare(),
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let troubles = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (troubles += text))
  const waiting = new Map<string, (value: unknown) => void>()
  let parsers = 0
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as {
      readonly answer?: Answer
      readonly reply?: { readonly request: number }
      readonly parserStarted?: number
    }
    if (line.parserStarted !== undefined) parsers += 1
    else if (line.answer?.id !== undefined) waiting.get(`call ${line.answer.id}`)?.(line.answer)
    else if (line.reply !== undefined) waiting.get(`ask ${line.reply.request}`)?.(line.reply)
  })
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  cleanUpLater(() => void child.kill('SIGKILL'))
  let last = 0
  const say = (key: string, line: Line): Promise<unknown> =>
    new Promise((done, failed) => {
      waiting.set(key, done)
      void exited.then((code) => {
        failed(new Error(`the packed engine ended with ${code}: ${troubles}`))
      })
      child.stdin.write(`${JSON.stringify(line)}\n`)
    })
  const call = async <T>(name: string, args: unknown = {}): Promise<T> => {
    const number = ++last
    const answer = (await say(`call ${number}`, { number, name, args })) as Answer
    if (answer.ok !== true) throw new Error(`${name}: ${JSON.stringify(answer.error)}`)
    return answer.value as T
  }
  const grant = async (path: string, writable = false): Promise<string> => {
    const request = ++last
    const reply = (await say(`ask ${request}`, { ask: { request, grant: { path, writable } } })) as {
      readonly picked: { readonly fileId: string }
    }
    return reply.picked.fileId
  }
  return {
    call,
    grant,
    parsers: () => parsers,
    async copyOut(fileId: string, path: string): Promise<void> {
      const request = ++last
      expect(await say(`ask ${request}`, { ask: { request, copyOut: { fileId, path } } })).toEqual({
        request,
        copied: true,
      })
    },
    async end(): Promise<void> {
      child.stdin.write(`${JSON.stringify({ end: true } satisfies Line)}\n`)
      expect(await exited).toBe(0)
      expect(troubles).toBe('')
    },
  }
}
function lianzheng(folder: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(folder, 'out', 'main', 'cli.js'), ...args],
    { cwd: place, env: bare(), encoding: 'utf8' },
  )
  return { code: status, stdout, stderr }
}
const documentText = (path: string): string =>
  Buffer.from(unzipSync(readFileSync(path))['word/document.xml'] ?? []).toString('utf8')

test('the packed engine works under main: case, import, lists, suggestions, charts, report, checks', async () => {
  const engine = startPacked(layout.engine)
  await engine.call('workspace.create', {
    name: '打包案',
    passphrase: null,
    place: await engine.grant(join(place, '打包案.lzcase'), true),
  })
  for (const name of ['01_涉案人员登记表.xlsx', '07_银行交易明细_B.xlsx'])
    await engine.call('import.run', { fileId: await engine.grant(sample(name)) })
  expect(engine.parsers()).toBeGreaterThan(0)
  // Answered in the reading threads: rows, search, figures.
  const scope = { kind: 'transfer' }
  expect(await engine.call('records.window', { scope, offset: 0, limit: 5 })).toMatchObject({ total: 4196 })
  expect(JSON.stringify(await engine.call('search.find', { text: '罗志华', limit: 20 }))).toContain('罗志华')
  await engine.call('overview.read')
  // In the thread of suggestions.
  await engine.call('identity.suggest')
  const { chartId } = await engine.call<{ readonly chartId: number }>('charts.create', { name: '往来' })
  await engine.call('chart.addFromRecords', { chartId, scope, limit: 12 })
  for (const [format, head] of [
    ['pdf', '%PDF-'],
    ['png', '\x89PNG'],
  ] as const) {
    const { fileId } = await engine.call<{ readonly fileId: string }>('chart.export', { chartId, format })
    const path = join(place, `图.${format}`)
    await engine.copyOut(fileId, path)
    expect(readFileSync(path).subarray(0, head.length).toString('latin1')).toBe(head)
  }
  const report = await engine.call<{ readonly fileId: string }>('report.document', { format: 'docx' })
  await engine.copyOut(report.fileId, join(place, '报告.docx'))
  expect(documentText(join(place, '报告.docx')).includes('descr="往来"')).toBe(true)
  expect(await engine.call('case.verify')).toMatchObject({ ok: true })
  await engine.call('workspace.close')
  await engine.end()
})

test('the packed command line reads what needs files beside the program, and checks the case', () => {
  for (const [file, rows] of [
    ['documents/statement-plain.pdf', 96],
    ['archives/7zip-plain.7z', 8],
  ] as const) {
    const ran = lianzheng(
      layout.engine,
      'import',
      '打包案.lzcase',
      join(root, 'test', 'fixtures', file),
      '--json',
    )
    expect(ran, ran.stderr).toMatchObject({ code: 0 })
    expect((JSON.parse(ran.stdout) as { readonly accepted: number }).accepted).toBeGreaterThanOrEqual(rows)
  }
  expect(lianzheng(layout.engine, 'verify', '打包案.lzcase')).toMatchObject({ code: 0 })
})

test('without the part that makes pictures only pictures are missing, by name', () => {
  const without = copyOf(layout.engine, 'without')
  for (const name of readdirSync(join(without, 'node_modules', '@resvg')))
    if (name !== 'resvg-js') rmSync(join(without, 'node_modules', '@resvg', name), { recursive: true })
  expect(lianzheng(without, 'verify', '打包案.lzcase')).toMatchObject({ code: 0 })
  expect(lianzheng(without, 'chart', '打包案.lzcase', '往来', '--out', '.', '--format', 'pdf')).toMatchObject(
    { code: 0 },
  )
  const picture = lianzheng(without, 'chart', '打包案.lzcase', '往来', '--out', '.', '--format', 'png')
  expect(picture.code).toBe(1)
  expect(picture.stderr).toContain('不能生成图片')
  const ran = lianzheng(without, 'report', '打包案.lzcase', '--out', 'without-report', '--format', 'docx')
  expect(ran, ran.stderr).toMatchObject({ code: 0 })
  const [name = ''] = readdirSync(join(place, 'without-report'))
  const text = documentText(join(place, 'without-report', name))
  expect([text.includes('descr="往来"'), text.includes('此处应有链图“往来”')]).toEqual([false, true])
})

test('main in the archive asks for nothing but Electron, and everything it starts lies beside the archive', () => {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const walk = (path: string): void => {
    if (seen.has(path)) return
    seen.add(path)
    const text = readFileSync(path, 'utf8')
    for (const [, name = ''] of text.matchAll(/(?:from\s*|import\s*\(?\s*)["']([^"']+)["']/g))
      if (name.startsWith('.')) walk(resolve(path, '..', name))
      else if (!isBuiltin(name)) packages.add(name)
  }
  walk(join(layout.archive, 'out', 'main', 'index.js'))
  expect([...packages]).toEqual(['electron'])
  // Every file that a program starts by name: threads and processes.
  const started = new Set(
    readdirSync(join(layout.engine, 'out', 'main')).flatMap((name) =>
      [
        ...readFileSync(join(layout.engine, 'out', 'main', name), 'utf8').matchAll(
          /["'`]\.?\/?((?:parserWorker|threadEntry|utilityEngine|utility|readerThread|suggestWorker|verifyThread)\.js)["'`]/g,
        ),
      ].map((match) => match[1] ?? ''),
    ),
  )
  expect([...started].sort()).toEqual([
    'parserWorker.js',
    'readerThread.js',
    'suggestWorker.js',
    'threadEntry.js',
    'utility.js',
    'utilityEngine.js',
    'verifyThread.js',
  ])
  for (const name of started) expect(existsSync(join(layout.engine, 'out', 'main', name)), name).toBe(true)
  for (const path of [
    'out/preload/index.cjs',
    'out/renderer/index.html',
    'resources/icons/icon.png',
    'package.json',
  ])
    expect(existsSync(join(layout.archive, path)), path).toBe(true)
})

test('the packed page opens a case in the browser', async () => {
  const served = copyOf(layout.engine, 'served')
  cpSync(join(layout.archive, 'out', 'renderer'), join(served, 'out', 'renderer'), { recursive: true })
  mkdirSync(join(place, 'data', 'cases'), { recursive: true })
  writeFileSync(join(place, 'data', 'cases', '打包案.lzcase'), readFileSync(join(place, '打包案.lzcase')))
  const host = spawn(
    process.execPath,
    [join(served, 'out', 'main', 'cli.js'), 'serve', '--data', join(place, 'data')],
    { env: bare(), stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exited = new Promise((done) => host.once('exit', done))
  const [address] = await new Promise<string[]>((done) => {
    createInterface({ input: host.stdout }).once('line', (line) => {
      done([line])
    })
  })
  const executablePath = browsers.find((path) => existsSync(path))
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: quiet,
  })
  try {
    const page = await (await browser.newContext({ locale: 'zh-CN' })).newPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(address ?? '')
    await page.getByText('打包案').first().click()
    await page.waitForURL(/#\/overview/)
    await page.getByText('4,171').first().waitFor()
    expect(complaints).toEqual([])
  } finally {
    await browser.close()
    host.kill('SIGTERM')
    await exited
  }
})
