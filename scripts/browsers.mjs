/** Programs of this machine, looked for by name. Runs on the machine's own Node 20, and is part of the browser edition. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The first of the programs that can be started, as a path, or null. */
export function findProgram(names) {
  const folders = (process.env.PATH ?? '')
    .split(process.platform === 'win32' ? ';' : ':')
    .filter((folder) => folder !== '')
  for (const name of names) {
    if (/[/\\]/.test(name)) {
      if (existsSync(name)) return name
    } else {
      for (const folder of folders) if (existsSync(join(folder, name))) return join(folder, name)
    }
  }
  return null
}

/**
 * Browsers of Linux that are Chromium inside, by their commands: Debian's, Google's and Microsoft's, then those that Kylin and UOS desktops come with or
 * are given (UOS, Qi An Xin, 360).
 */
const linuxBrowsers = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'uos-browser-stable',
  'uos-browser',
  'deepin-browser',
  'qaxbrowser-safe-stable',
  'qaxbrowser-safe',
  'qaxbrowser',
  'browser360-cn-stable',
  'browser360-cn',
]

/** Chromium, Chrome, Edge or one of their kin on this machine, or null. LIANZHENG_BROWSER names one of another name. */
export function findBrowser() {
  const { LIANZHENG_BROWSER: named = '' } = process.env
  if (named !== '') return findProgram([named])
  if (process.platform === 'win32') {
    const bases = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter((base) => base !== undefined)
    return findProgram(
      bases.flatMap((base) => [
        join(base, 'Google/Chrome/Application/chrome.exe'),
        join(base, 'Microsoft/Edge/Application/msedge.exe'),
        join(base, 'Chromium/Application/chrome.exe'),
      ]),
    )
  }
  if (process.platform === 'darwin') {
    return findProgram([
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ])
  }
  return findProgram(linuxBrowsers)
}
