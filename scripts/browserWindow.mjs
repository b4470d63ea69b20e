/** The app in the machine's own Chromium, Chrome or Edge: one window without address bar, a profile of its own, no talk to the outside. */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Switches that keep a browser quiet; the same for the app window and for the end-to-end tests. */
export const quietSwitches = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-default-apps',
  '--disable-quic',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  '--disable-breakpad',
  '--disable-extensions',
  '--no-pings',
  '--no-proxy-server',
  '--password-store=basic',
  '--use-mock-keychain',
  '--disable-features=OptimizationHints,MediaRouter,AutofillServerCommunication,CertificateTransparencyComponentUpdater',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
]

/** What no switch turns off: offers to translate, to keep passwords, to check addresses with a server. */
const preferences = {
  translate: { enabled: false },
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
  autofill: { profile_enabled: false, credit_card_enabled: false },
  safebrowsing: { enabled: false },
  search: { suggest_enabled: false },
  browser: { enable_spellchecking: false },
}

/**
 * Opens the window. `closed` resolves when it is closed, with whether it ever stood long enough to have been one.
 * @param {string} browser path of the program
 * @param {string} address
 * @param {string[]} more further switches, for a test
 * @param {string} profile an empty folder, which is taken away afterwards. A private window writes no history, cache, storage or blobs into it.
 */
export function openBrowserWindow(browser, address, profile, more = []) {
  mkdirSync(join(profile, 'Default'), { recursive: true, mode: 0o700 })
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences))
  // Chromium's sandbox does not work for root; nobody else runs without it.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []
  const child = spawn(
    browser,
    [
      `--app=${address}`,
      `--user-data-dir=${profile}`,
      /edge/iu.test(browser) ? '--inprivate' : '--incognito',
      '--window-size=1440,900',
      ...quietSwitches,
      ...asRoot,
      ...more,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let lastWords = ''
  child.stderr.on('data', (chunk) => {
    lastWords = (lastWords + chunk).slice(-4_000)
  })
  const started = Date.now()
  return {
    closed: new Promise((done) => {
      let over = false
      const end = (code) => {
        if (over) return
        over = true
        rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
        done({ stood: code === 0 || Date.now() - started > 5_000, lastWords })
      }
      child.once('error', () => {
        end(1)
      })
      child.once('exit', end)
    }),
    close() {
      child.kill('SIGTERM')
    },
  }
}
