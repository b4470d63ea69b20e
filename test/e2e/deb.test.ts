/** The browser edition: made twice with the same bytes, installed by dpkg into an empty root, a case opened by double click, removed without residue. */
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { builtProgram } from '../helpers/builtProgram.ts'
import { desktopEnvironment, dpkg, emptyRoot, makeDeb, placesIn, startInstalled } from '../helpers/debRoot.ts'
import { temporaryFolder } from '../helpers/engine.ts'

const project = resolve(import.meta.dirname, '..', '..')
const long = process.env['LZ_LONG'] === '1'
const able = existsSync('/usr/bin/dpkg') && process.getuid?.() === 0
const leftOut = able ? '' : ' — left out: needs dpkg and root'
let folder = ''
let place = ''
let before: readonly string[] = []
beforeAll(() => {
  folder = temporaryFolder()
  place = emptyRoot(folder)
  before = placesIn(place)
})
const run = (command: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  spawnSync(join(place, command), args, {
    cwd: join(place, 'home'),
    env: { ...desktopEnvironment(place), ...more },
    encoding: 'utf8',
  })

test.skipIf(!able)(
  `two packagings give the same bytes, whoever makes them, and every file is as its papers say${leftOut}`,
  async () => {
    await builtProgram()
    const [one, two] = ['a', 'b'].map((name) => {
      mkdirSync(join(folder, name))
      return join(folder, name)
    })
    // The addon made by the machine's compiler takes a minute; the long tests have the time.
    const first = makeDeb(one ?? '', long ? 'older' : 'shipped')
    const second = makeDeb(two ?? '', long ? 'older' : 'shipped', '077')
    expect(readFileSync(first.file).equals(readFileSync(second.file))).toBe(true)
    process.stdout.write(first.said)
    expect(dpkg(place, '-i', first.file)).toMatchObject({ code: 0 })
    expect(dpkg(place, '--verify', 'lianzheng-browser')).toEqual({ code: 0, said: '' })
    const summed = readFileSync(join(place, 'var/lib/dpkg/info/lianzheng-browser.md5sums'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.slice(34))
    expect(summed).toEqual(placesIn(place).filter((path) => statSync(join(place, path)).isFile()))
    // Nothing of the system is changed by a script: what the entry in the menu needs is done by the system's own triggers.
    expect(
      readdirSync(join(place, 'var/lib/dpkg/info')).filter((name) =>
        /\.(pre|post)(inst|rm)$|\.triggers$/.test(name),
      ),
    ).toEqual([])
    const desktop = readFileSync(join(place, 'usr/share/applications/lianzheng.desktop'), 'utf8')
    expect(desktop).toMatch(/^Exec=\/usr\/bin\/lianzheng %F$/m)
    expect(desktop).toMatch(/^MimeType=application\/x-lianzheng-case;$/m)
    expect(readFileSync(join(place, 'usr/share/mime/packages/lianzheng.xml'), 'utf8')).toContain(
      '<glob pattern="*.lzcase" weight="80"/>',
    )
    const copyright = readFileSync(join(place, 'usr/share/doc/lianzheng-browser/copyright'), 'utf8')
    for (const part of [
      'better-sqlite3-multiple-ciphers',
      '7z-wasm',
      'unRAR',
      'Mozilla Public License',
      'node-linux-',
    ])
      expect(copyright).toContain(part)
  },
  400_000,
)

test.skipIf(!able)(
  `a case is opened by double click, and again in a second window says that it is open${leftOut}`,
  async () => {
    const cli = (...args: string[]) =>
      run('opt/lianzheng/bin/node', [join(place, 'opt/lianzheng/out/main/cli.js'), ...args])
    expect(cli('new', '“9·12” 案.lzcase', '--name', '双击案', '--open')).toMatchObject({ status: 0 })
    expect(
      cli(
        'import',
        '“9·12” 案.lzcase',
        join(place, 'opt/lianzheng/resources/samples/piracy/01_涉案人员登记表.xlsx'),
      ),
    ).toMatchObject({ status: 0 })
    const path = join(place, 'home', '“9·12” 案.lzcase')
    const first = await startInstalled(place, [path])
    await first.page.waitForURL(/#\/overview/, { timeout: 60_000 })
    await first.page.getByText('双击案').first().waitFor()
    const second = await startInstalled(place, [path])
    await second.page.getByText('案件正被另一处打开').first().waitFor({ timeout: 60_000 })
    expect(await second.closeWindow()).toBe(0)
    expect(await first.closeWindow()).toBe(0)
    // Closed in order: one file, no draft, no lock, no profile beside it.
    expect(readdirSync(join(place, 'home')).filter((name) => !name.startsWith('.'))).toEqual([
      'Lianzheng',
      '“9·12” 案.lzcase',
    ])
    expect(cli('verify', '“9·12” 案.lzcase')).toMatchObject({ status: 0 })
  },
)

test.skipIf(!able)(
  `what is no case is refused by name in the window, and no word of the command line reaches the browser${leftOut}`,
  async () => {
    writeFileSync(join(place, 'home', '-x.lzcase'), 'x')
    writeFileSync(join(place, 'home', '流水.xlsx'), 'x')
    const hostile = [
      '--remote-debugging-port=9',
      '-x.lzcase',
      '没有.lzcase',
      '流水.xlsx',
      'a\n--gpu-launcher=x.lzcase',
    ]
    const { page, browserWords, closeWindow } = await startInstalled(place, hostile)
    for (const text of [
      '没有.lzcase',
      '流水.xlsx',
      '-x.lzcase',
      '--remote-debugging-port=9',
      'a□--gpu-launcher=x.lzcase',
    ])
      await page.getByText(text).first().waitFor()
    expect(browserWords.filter((word) => /debugging|gpu-launcher|lzcase|xlsx/.test(word))).toEqual([])
    await closeWindow()
  },
)

test.skipIf(!able)(`a system that is too old is told so by name before anything starts${leftOut}`, () => {
  const { GLIBC: needed = '' } = {
    GLIBC: /^needed=(.*)$/m.exec(readFileSync(join(place, 'usr/bin/lianzheng'), 'utf8'))?.[1] ?? '',
  }
  expect(needed).toMatch(long ? /^2\.28$/ : /^2\.\d\d$/)
  const asOf = (version: string) => {
    const bin = join(folder, `glibc-${version}`)
    mkdirSync(bin)
    writeFileSync(join(bin, 'getconf'), `#!/bin/sh\necho '${version}'\n`)
    chmodSync(join(bin, 'getconf'), 0o755)
    const { status, stderr } = run('usr/bin/lianzheng', [], {
      PATH: `${bin}:/usr/bin:/bin`,
      DISPLAY: '',
      LIANZHENG_BROWSER: '/no/browser',
    })
    return { status, stderr }
  }
  for (const old of ['glibc 2.9', 'glibc 2.27', 'glibc 1.99', '']) {
    const { status, stderr } = asOf(old)
    expect([status, stderr], old).toEqual([1, expect.stringContaining(`链证需要 glibc ${needed}`)])
  }
  // From here on it is another thing that is missing.
  for (const fit of [`glibc ${needed}`, 'glibc 2.100', 'glibc 3.0'])
    expect(asOf(fit).stderr, fit).toContain('没有找到 Chromium')
})

test.skipIf(!able)(`removed, it leaves nothing but the person’s own folders${leftOut}`, () => {
  expect(dpkg(place, '--purge', 'lianzheng-browser')).toMatchObject({ code: 0 })
  expect(placesIn(place)).toEqual(before)
  expect(existsSync(join(place, 'home', '“9·12” 案.lzcase'))).toBe(true)
})

test('versions that a program file asks for are read as binutils reads them', async () => {
  const script = '../../scripts/glibc.mjs'
  const { neededVersions, isNewer, glibcReport } = (await import(script)) as {
    neededVersions(path: string): Readonly<Record<string, string>> | null
    isNewer(version: string, than: string): boolean
    glibcReport(files: readonly { readonly name: string; readonly path: string }[]): {
      readonly lines: readonly string[]
      readonly newest: string
    }
  }
  const prebuilds = join(project, 'node_modules/better-sqlite3-multiple-ciphers/prebuilds')
  expect(neededVersions(join(prebuilds, 'linux-x64.node'))).toMatchObject({
    GLIBC: '2.34',
    GLIBCXX: '3.4.29',
  })
  expect(neededVersions(join(prebuilds, 'linux-arm64.node'))).toMatchObject({
    GLIBC: expect.stringMatching(/^2\.\d+$/),
  })
  expect(neededVersions(join(prebuilds, 'win32-x64.node'))).toBe(null)
  expect(neededVersions(join(project, 'node_modules/node/bin/node'))).toMatchObject({ GLIBC: '2.28' })
  expect([
    isNewer('2.9', '2.28'),
    isNewer('2.28', '2.28'),
    isNewer('2.28', '2.27'),
    isNewer('3', '2.99'),
    isNewer('2.28.1', '2.28'),
  ]).toEqual([false, false, true, true, true])
  expect(glibcReport([{ name: 'sqlite', path: join(prebuilds, 'linux-x64.node') }])).toEqual({
    lines: [
      '✗ sqlite: glibc ≥ 2.34, libstdc++ ≥ GLIBCXX_3.4.29 — more than Kylin V10 and UOS 20 have (2.28, GLIBCXX_3.4.25)',
    ],
    newest: '2.34',
  })
})
