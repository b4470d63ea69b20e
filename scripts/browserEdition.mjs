/**
 * The program as the browser edition starts it (`lianzheng [CASE.lzcase]`, a double click): the engine behind the loopback host, the page in a window of
 * this machine's browser, both gone when the window is closed. Each start has an engine and a window of its own, so that two cases can lie side by side;
 * a case that is open in one is refused by name in the other. Lies in the package beside `out/`, and uses nothing but what is packaged.
 */
import { spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { findBrowser, findProgram } from './browsers.mjs'
import { openBrowserWindow } from './browserWindow.mjs'
import { openPageServer } from '../out/main/pageServer.js'

/** The oldest Chromium the page is built for (electron.vite.config.ts). */
const oldestChromium = 140

process.exitCode = await start(process.argv.slice(2))

/** @param {readonly string[]} words of the command line: case files, nothing else */
async function start(words) {
  const display = (process.env.DISPLAY ?? '') !== '' || (process.env.WAYLAND_DISPLAY ?? '') !== ''
  const browser = findBrowser()
  if (browser === null) {
    tellPerson(
      '链证在浏览器窗口中运行，但本机没有找到 Chromium、Chrome、Edge 或同类浏览器。请安装其中一种；已安装而未找到的，用环境变量 LIANZHENG_BROWSER 指明其命令。',
      'Lianzheng runs in a window of the browser, and no Chromium, Chrome, Edge or one of their kin was found. Install one; one that is there under another name is named by LIANZHENG_BROWSER.',
      display,
    )
    return 1
  }
  const version = chromiumVersion(browser)
  if (version !== null && version < oldestChromium)
    tellPerson(
      `本机浏览器（${browser}）的内核版本是 ${version}，链证需要 ${oldestChromium} 或更新；界面可能不完整，请更新浏览器。`,
      `The browser of this machine (${browser}) is Chromium ${version}; Lianzheng needs ${oldestChromium} or newer. The window may not be whole; install a newer browser.`,
      display,
    )
  const asked = new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
      process.on(signal, () => {
        done(undefined)
      })
  })
  const server = await openPageServer({ handed: { words, folder: process.cwd() } })
  const window = openBrowserWindow(browser, server.addressForOnce(), server.engine.files.passingFolder())
  const ended = await Promise.race([asked, window.closed])
  window.close()
  await window.closed
  await server.close()
  if (ended?.stood !== false) return 0
  tellPerson(
    `浏览器窗口没有打开（${browser}）：${lastLine(ended.lastWords)}`,
    `The browser window did not open (${browser}): ${lastLine(ended.lastWords)}`,
    display,
  )
  return 1
}

/** Major version of a browser's Chromium by its own word; null where it does not say. */
function chromiumVersion(browser) {
  const { stdout } = spawnSync(realpathSync(browser), ['--version'], { encoding: 'utf8', timeout: 10_000 })
  const major = Number(/\b(\d{2,3})\.\d+\.\d+\.\d+/.exec(stdout ?? '')?.[1])
  return Number.isInteger(major) && major > 0 ? major : null
}
/** On the terminal, and where there is a screen in a box of the desktop's own. */
function tellPerson(zh, en, display) {
  process.stderr.write(`${zh}\n${en}\n`)
  if (!display) return
  for (const [program, ...args] of [
    ['zenity', '--error', '--no-markup', '--width=420', '--title=链证 Lianzheng', `--text=${zh}\n\n${en}`],
    ['kdialog', '--title', '链证 Lianzheng', '--error', `${zh}\n\n${en}`],
    ['xmessage', '-center', `${zh}\n\n${en}`],
  ]) {
    const path = findProgram([program])
    if (path === null) continue
    spawnSync(path, args, { stdio: 'ignore', timeout: 120_000 })
    return
  }
}
function lastLine(text) {
  return text.trim().split('\n').at(-1)?.slice(0, 200) || '—'
}
