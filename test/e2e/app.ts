/** The app as it is delivered: the engine behind the loopback host in a process of its own, the built page in the machine's Chromium. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page, type Request } from 'playwright-core'

const root = new URL('../..', import.meta.url).pathname
export const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
]
export const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface App {
  readonly page: Page
  readonly folder: string
  /** What the page complained of: console errors and uncaught exceptions. A test that ends with one has failed. */
  readonly complaints: readonly string[]
  /** Calls of the page to the engine: how many began so far, and how many are not answered yet. */
  calls(): { readonly begun: number; readonly underWay: number }
  /** Clicks, waits for the file that comes, and keeps it. */
  download(click: () => Promise<void>): Promise<string>
  /** Ends the program and serves it anew over the same folder, as on the next day. */
  restart(): Promise<void>
  close(): Promise<void>
}
export interface AppOptions {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  /** Puts what is needed into the data folder before the host starts. */
  readonly prepare?: (dataFolder: string) => void | Promise<void>
}

async function address(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    host.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const match = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(text)
      if (match !== null) resolve(match[0])
    })
    host.once('exit', (code) =>
      reject(new Error(`the host ended with ${code} before it gave an address: ${text}`)),
    )
  })
}

/** Starts host and browser on a fresh folder; `close` takes everything away again. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  if (!existsSync(join(root, 'out', 'renderer', 'index.html')))
    throw new Error('the app is not built: run `npm run build` first')
  const folder = mkdtempSync(join(tmpdir(), 'lianzheng-e2e-'))
  const downloads = join(folder, 'downloads')
  mkdirSync(downloads)
  await options.prepare?.(join(folder, 'data'))
  const serve = () =>
    spawn(
      process.execPath,
      [join(root, 'out', 'main', 'cli.js'), 'serve', '--data', join(folder, 'data'), '--operator', '测试员'],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
  let host = serve()
  let browser: Browser | null = null
  const end = async (): Promise<void> => {
    const ended = host.exitCode === null ? new Promise((resolve) => host.once('exit', resolve)) : null
    host.kill('SIGTERM')
    await ended
  }
  const close = async (): Promise<void> => {
    await browser?.close()
    await end()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const url = await address(host)
    const executablePath = browsers.find((path) => existsSync(path))
    if (executablePath === undefined)
      throw new Error(`no Chromium, Chrome or Edge is installed (looked at ${browsers.join(', ')})`)
    browser = await chromium.launch({ executablePath, args: quiet })
    const context: BrowserContext = await browser.newContext({
      viewport: { width: options.width ?? 1366, height: options.height ?? 768 },
      colorScheme: options.dark === true ? 'dark' : 'light',
      acceptDownloads: true,
      locale: 'zh-CN',
    })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    const complaints: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    let begun = 0
    let ended = 0
    const isCall = (request: Request) => new URL(request.url()).pathname === '/call'
    page.on('request', (request) => {
      if (isCall(request)) begun += 1
    })
    const ends = (request: Request) => {
      if (isCall(request)) ended += 1
    }
    page.on('requestfinished', ends)
    page.on('requestfailed', ends)
    await page.goto(url)
    return {
      calls: () => ({ begun, underWay: begun - ended }),
      page,
      folder,
      complaints,
      close,
      async restart() {
        await page.goto('about:blank')
        await end()
        host = serve()
        await page.goto(await address(host))
      },
      async download(click) {
        const [file] = await Promise.all([page.waitForEvent('download', { timeout: 90_000 }), click()])
        const path = join(downloads, file.suggestedFilename())
        await file.saveAs(path)
        return path
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
