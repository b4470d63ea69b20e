/** The browser edition as a .deb: made, put into a root folder of its own by dpkg, started from there as the desktop would. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import { browsers } from '../e2e/app.ts'

const root = resolve(import.meta.dirname, '..', '..')

/** Makes the package and gives its path. `addon`: as `npm run package:deb` takes it. */
export function makeDeb(
  folder: string,
  addon: string,
  umask = '022',
): { readonly file: string; readonly said: string } {
  const ran = spawnSync(
    'sh',
    [
      '-c',
      `umask ${umask}; exec "$0" "$@"`,
      process.execPath,
      join(root, 'scripts', 'packageDeb.mjs'),
      '--out',
      folder,
      '--addon',
      addon,
    ],
    { encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '', SOURCE_DATE_EPOCH: '1767225600' } },
  )
  if (ran.status !== 0) throw new Error(`${ran.stdout}${ran.stderr}`)
  const name = readdirSync(folder).find((one) => one.endsWith('.deb'))
  return { file: join(folder, name ?? ''), said: ran.stdout }
}

/** A root with an empty list of packages: what is there before is known. */
export function emptyRoot(folder: string): string {
  const place = join(folder, 'root')
  for (const part of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'home'])
    mkdirSync(join(place, part), { recursive: true })
  for (const name of ['status', 'available']) writeFileSync(join(place, 'var/lib/dpkg', name), '')
  return place
}
/** Runs dpkg on that root. The system's own packages are not in it, so that what the package needs is not looked for. */
export function dpkg(
  place: string,
  ...args: string[]
): { readonly code: number | null; readonly said: string } {
  const { status, stdout, stderr } = spawnSync('dpkg', [`--root=${place}`, '--force-depends', ...args], {
    encoding: 'utf8',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' },
  })
  return { code: status, said: `${stdout}${stderr}` }
}
/** Every file and folder of the root, but the person's and dpkg's own. */
export function placesIn(place: string): readonly string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((path) => !/^(home|var)(\/|$)/.test(path))
    .sort()
}

export interface StartedProgram {
  /** The page of the window. */
  readonly page: Page
  /** The words the browser was started with. */
  readonly browserWords: readonly string[]
  /** Closes the window, as a person does; gives the exit code of the program. */
  closeWindow(): Promise<number | null>
}
/** Bare but for a display, as a desktop starts it; the browser is the machine's own, without a screen. */
export function desktopEnvironment(place: string): Readonly<Record<string, string>> {
  return { PATH: '/usr/bin:/bin', HOME: join(place, 'home'), DISPLAY: ':99', LANG: 'zh_CN.UTF-8' }
}
/** Starts `lianzheng` of the root with words of a command line and waits for its window. */
export async function startInstalled(place: string, words: readonly string[]): Promise<StartedProgram> {
  const executable = browsers.find((path) => existsSync(path))
  if (executable === undefined) expect.fail('no browser')
  const number = readdirSync(join(place, 'home')).length
  const written = join(place, 'home', `.words${number}`)
  const browser = join(place, 'home', `.browser${number}`)
  writeFileSync(
    browser,
    `#!/bin/sh\n[ "$1" = --version ] && exec ${executable} --version\nprintf '%s\\n' "$@" >'${written}.new'\nmv '${written}.new' '${written}'\nexec ${executable} --headless=new --disable-gpu --remote-debugging-port=0 "$@"\n`,
    { mode: 0o755 },
  )
  const child: ChildProcess = spawn(join(place, 'usr/bin/lianzheng'), words, {
    cwd: join(place, 'home'),
    env: { ...desktopEnvironment(place), LIANZHENG_BROWSER: browser },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let troubles = ''
  child.stderr?.on('data', (chunk) => (troubles += String(chunk)))
  const exited = new Promise<number | null>((done) => child.once('exit', done))
  await expect.poll(() => existsSync(written) || child.exitCode !== null, { timeout: 30_000 }).toBe(true)
  expect(child.exitCode, troubles).toBe(null)
  const browserWords = readFileSync(written, 'utf8').split('\n').slice(0, -1)
  const profile = browserWords.find((word) => word.startsWith('--user-data-dir='))?.slice(16) ?? ''
  const port = join(profile, 'DevToolsActivePort')
  await expect
    .poll(() => existsSync(port) && readFileSync(port, 'utf8').includes('\n'), { timeout: 30_000 })
    .toBe(true)
  const driven = await chromium.connectOverCDP(
    `http://127.0.0.1:${readFileSync(port, 'utf8').split('\n')[0]}`,
  )
  const pages = (): readonly Page[] => driven.contexts().flatMap((context) => context.pages())
  await expect.poll(() => pages().some((page) => page.url().startsWith('http://127.0.0.1:'))).toBe(true)
  const page = pages().find((one) => one.url().startsWith('http://127.0.0.1:')) ?? expect.fail('no page')
  return {
    page,
    browserWords,
    async closeWindow() {
      const session = await driven.newBrowserCDPSession()
      await session.send('Browser.close').catch(() => undefined)
      return exited
    },
  }
}
