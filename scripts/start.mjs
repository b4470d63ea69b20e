/**
 * npm start: the app in Electron, or where Electron's program cannot be had, in the machine's own Chromium, Chrome or Edge; without a
 * display the address is printed and served.
 *   npm start -- [--browser] [--serve] [--port N] [--data FOLDER]
 */
import { parseArgs } from 'node:util'
import { ensureBuilt, ensureInstalled, ensureSystem, findBrowser, Missing } from './ensure.mjs'
import { root, run, withProjectNode } from './runtime.mjs'

const say = (line) => {
  process.stdout.write(`${line}\n`)
}
const options = {
  browser: { type: 'boolean', default: false },
  serve: { type: 'boolean', default: false },
  port: { type: 'string' },
  data: { type: 'string' },
}

try {
  await ensureInstalled()
  await withProjectNode(import.meta.url, start)
} catch (error) {
  if (!(error instanceof Missing)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function start() {
  const { values } = parseArgs({ options })
  await ensureBuilt()
  const display = hasDisplay() && !values.serve
  if (display && !values.browser) {
    const { fetchElectron } = await import('./electronBinary.mjs')
    const electron = fetchElectron()
    if (electron !== null)
      return run(electron, [...sandboxSwitch(), root], {
        env: { ...process.env, ...(values.data === undefined ? {} : { LIANZHENG_DATA: values.data }) },
      })
    say(
      'Electron’s program is not here and cannot be fetched; the same app opens in a browser window instead.',
    )
  }
  const missing = display ? ensureSystem(['browser', 'chineseFont']) : null
  const { openPageServer } = await import('../electron/hosts/pageServer.ts')
  const server = await openPageServer({
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    ...(values.data === undefined ? {} : { dataFolder: values.data }),
  })
  const browser = display ? findBrowser() : null
  const asked = askedToEnd()
  if (missing !== null) say(missing)
  if (browser === null) {
    if (!display)
      say(
        'No display: the app is served at the address below, for a browser on this machine. Ctrl+C ends it.',
      )
    say(server.address)
    await asked
  } else {
    const { openBrowserWindow } = await import('./browserWindow.mjs')
    const window = openBrowserWindow(browser, server.addressForOnce(), server.engine.files.passingFolder())
    say('The app is open; closing its window ends it.')
    const ended = await Promise.race([asked, window.closed])
    if (ended?.stood === false) {
      say(
        `The browser window did not open (${firstLine(ended.lastWords)}). The app is served at the address below. Ctrl+C ends it.`,
      )
      say(server.address)
      await asked
    }
    window.close()
    await window.closed
  }
  await server.close()
  return 0
}

function hasDisplay() {
  if (process.platform !== 'linux') return true
  return (process.env.DISPLAY ?? '') !== '' || (process.env.WAYLAND_DISPLAY ?? '') !== ''
}
/** Electron refuses to run as root with its sandbox; nobody else runs without it. */
function sandboxSwitch() {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
function askedToEnd() {
  return new Promise((done) => {
    // `on`, not `once`: Ctrl+C can arrive twice (from the terminal and passed on by npm), and the second must not cut the ending short.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => {
        done(undefined)
      })
  })
}
function firstLine(text) {
  return (
    text
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim()
      .slice(0, 200) ?? 'no reason given'
  )
}
