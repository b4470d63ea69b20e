/** What ships: no code made from text, no address to talk to, nothing that belongs to the workshop. Looks at the built files, and builds them when need be. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join, relative, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { builtProgram } from '../helpers/builtProgram.ts'
import { temporaryFolder } from '../helpers/engine.ts'

const root = resolve(import.meta.dirname, '..', '..')
const out = join(root, 'out')
const built: { readonly path: string; readonly text: string; readonly size: number }[] = []
beforeAll(async () => {
  await builtProgram()
  for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    built.push({
      path: relative(out, path).replaceAll('\\', '/'),
      text: readFileSync(path, 'utf8'),
      size: statSync(path).size,
    })
  }
})
const find = (pattern: RegExp, among = /\.(js|cjs|css|html)$/): string[] =>
  built
    .filter(({ path }) => among.test(path))
    .flatMap(({ path, text }) =>
      [...text.matchAll(pattern)].map((match) => `${path.replace(/-[\w-]{8}\./, '.')}: ${match[0]}`),
    )

test('every part is there: main, engine, parser, command line, preload and page', () => {
  const paths = built.map(({ path }) => path)
  expect(paths).toEqual(
    expect.arrayContaining([
      'main/index.js',
      'main/utility.js',
      'main/loopback.js',
      'main/cli.js',
      'main/parserWorker.js',
      'main/readerThread.js',
      'main/suggestWorker.js',
      'main/verifyThread.js',
      'preload/index.cjs',
      'renderer/index.html',
    ]),
  )
  // Entries find each other and their chunks without a folder in between.
  expect(paths.filter((path) => /^(main|preload)\/.*\//.test(path))).toEqual([])
})

test('no code is made from text', () => {
  expect(
    find(
      /\beval\s*\(|\bnew Function\b|\bFunction\s*\(\s*["'`][^)]*\)|\bset(?:Timeout|Interval)\s*\(\s*["'`]/g,
    ),
  ).toEqual([])
})

test('no address stands in it but names of formats', () => {
  const names =
    /^https?:\/\/(www\.w3\.org|schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org|purl\.oclc\.org|sheetjs\.openxmlformats\.org|www\.aiim\.org|ns\.adobe\.com|gexf\.net|graphml\.graphdrawing\.org)\//
  const hits = [
    ...new Set(
      find(/\b(?:https?|wss?|ftp):\/\/[^\s"'`<>)\\]*/g).map((hit) => hit.slice(hit.indexOf(': ') + 2)),
    ),
  ]
  // Comments of pdfkit on how a password is written, words of messages (Vue's and docx's error pages, SheetJS's name in the files it would write) and the host's own origin, put together at run time.
  const told =
    /^https:\/\/tools\.ietf\.org\/html\/rfc(4013|3454)#|^https:\/\/vuejs\.org\/error-reference\/#runtime-|^https:\/\/answers\.microsoft\.com\/en-us\/msoffice\/forum\/all\/does-word-support-|^http:\/\/sheetjs\.com$|^http:\/\/\$\{host\}/
  expect(hits.filter((hit) => !names.test(hit) && !told.test(hit))).toEqual([])
})

test('no script or style comes from outside the page, and none stands in it', () => {
  const page = built.find(({ path }) => path === 'renderer/index.html')?.text ?? ''
  expect(
    [...page.matchAll(/(?:src|href)="([^"]*)"/g)]
      .map((match) => match[1])
      .filter((address) => !address?.startsWith('./')),
  ).toEqual([])
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\bon\w+=|style="/)
})

test('nothing of the workshop ships: no source maps, sources, tests, environment files', () => {
  expect(
    built.map(({ path }) => path).filter((path) => /\.(map|ts|vue|env|log|lzcase)$|\.test\./.test(path)),
  ).toEqual([])
  expect(find(/sourceMappingURL=/g)).toEqual([])
  expect(built.filter(({ text }) => text.includes(root)).map(({ path }) => path)).toEqual([])
})

test('neither main nor the engine can reach a network: only the loopback host may listen', () => {
  const users = find(
    /(?:from\s*|import\s*\(?\s*|require\()["'](?:node:)?(?:https?|http2|net|tls|dgram|dns|undici)["']/g,
    /^(main|preload)\//,
  )
  expect(
    users
      .map((hit) => hit.replace(/^main\/chunk-(\w+).*?: .*["'](.*)["']$/, '$1: $2'))
      // Which module a chunk is called after is the bundler's choice.
      .map((hit) => hit.replace(/^\w+: node:net$/, 'parserPipe: node:net')),
  ).toEqual(['loopback: node:http', 'parserPipe: node:net'])
  // The parser's pipe is a socket in Node's words: all that is made of it takes over an open file.
  const pipe =
    built.find(({ path, text }) => path.startsWith('main/') && /["']node:net["']/.test(text))?.text ?? ''
  expect(
    [...pipe.matchAll(/import\s*\{([^}]*)\}\s*from\s*["']node:net["']/g)].map((match) => match[1]?.trim()),
  ).toEqual(['Socket'])
  expect([...pipe.matchAll(/new Socket\(\{\s*fd:/g)].length).toBe(
    [...pipe.matchAll(/\bSocket\b/g)].length - 1,
  )
  expect(find(/\bfetch\s*\(|\bnew (?:WebSocket|XMLHttpRequest|EventSource)\b/g, /^(main|preload)\//)).toEqual(
    [],
  )
})

test('the built command line makes a case, reads a spreadsheet in its worker and checks the case', () => {
  const folder = temporaryFolder()
  const run = (...args: string[]): string =>
    execFileSync(process.execPath, [join(out, 'main', 'cli.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  run('new', 'a.lzcase', '--name', '打包', '--open')
  run('import', 'a.lzcase', join(root, 'resources', 'samples', 'piracy', '06_权利人作品清单.xlsx'))
  // What lies beside the bundle is found from there: pdf.js with its encodings, 7-Zip.
  for (const [file, rows] of [
    ['documents/statement-plain.pdf', 96],
    ['archives/7zip-plain.7z', 8],
  ] as const) {
    const { accepted } = JSON.parse(
      run('import', 'a.lzcase', join(root, 'test', 'fixtures', file), '--json'),
    ) as { readonly accepted: number }
    expect(accepted, file).toBeGreaterThanOrEqual(rows)
  }
  run('report', 'a.lzcase', '--out', 'report')
  expect(JSON.parse(run('verify', 'a.lzcase', '--json'))).toMatchObject({ ok: true })
  expect(
    (
      JSON.parse(run('tables', 'a.lzcase', '--json')) as readonly {
        readonly kind: string
        readonly count: number
      }[]
    ).find(({ kind }) => kind === 'work')?.count,
  ).toBe(24)
  expect(readdirSync(join(folder, 'report')).length).toBe(2)
})

test('every package the bundle asks for is packaged', async () => {
  const asked = new Set(
    find(/(?:from\s*|import\(\s*|resolve\(\s*)["'`][@\w][^"'`]*["'`]/g, /^main\//)
      .map((hit) => /["'`]([^"'`]+)["'`]$/.exec(hit)?.[1] ?? '')
      .filter((name) => !isBuiltin(name) && !/^(?:electron(?:\/|$)|\.)/.test(name))
      .map((name) =>
        name
          .split('/')
          .slice(0, name.startsWith('@') ? 2 : 1)
          .join('/'),
      ),
  )
  const script = '../../scripts/programFiles.mjs'
  const { engineFiles } = (await import(script)) as {
    engineFiles(platform: string, arch: string): readonly string[]
  }
  const packaged = engineFiles(process.platform, process.arch)
  expect(
    [...asked].filter((name) => !packaged.some((path) => path.startsWith(`node_modules/${name}/`))),
  ).toEqual([])
  expect([...asked].sort()).toEqual(expect.arrayContaining(['7z-wasm', 'pdfjs-dist']))
})

test('the preload asks for electron and nothing else', () => {
  expect(
    find(/require\([^)]*\)|\bimport\b.*from.*/g, /^preload\//).map((hit) => hit.slice(hit.indexOf(': ') + 2)),
  ).toEqual(['require("electron")'])
})

test('the page stays small enough to open at once', () => {
  const page = built
    .filter(({ path }) => path.startsWith('renderer/'))
    .reduce((sum, { size }) => sum + size, 0)
  expect(page).toBeLessThan(3 * 1024 * 1024)
})
