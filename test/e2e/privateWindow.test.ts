/** The app window in the machine's own browser writes nothing of a case into its profile. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { openPageServer } from '../../electron/hosts/pageServer.ts'
import { filesWith } from '../helpers/caseFiles.ts'
import { cleanUpLater, temporaryFolder } from '../helpers/engine.ts'
import { plantedCsv, plantedWords } from '../helpers/planted.ts'
import { browsers } from './app.ts'

interface BrowserWindow {
  readonly closed: Promise<unknown>
  close(): void
}
const { openBrowserWindow } = (await import(
  new URL('../../scripts/browserWindow.mjs', import.meta.url).href
)) as {
  openBrowserWindow(browser: string, address: string, profile: string, more: readonly string[]): BrowserWindow
}

test('the profile of the app window tells nothing of the case, and goes with the window', async () => {
  const browser = browsers.find((path) => existsSync(path))
  if (browser === undefined) expect.fail('no browser')
  const server = await openPageServer({ dataFolder: temporaryFolder() })
  cleanUpLater(() => server.close())
  const { engine } = server
  const name = '密档甲案'
  await engine.call('workspace.create', { name, passphrase: '办案口令一二三四' })
  const { fileId } = await engine.files.receive('明细.csv', Readable.from([Buffer.from(plantedCsv)]))
  await engine.call('import.run', { fileId })
  const profile = engine.files.passingFolder()
  const window = openBrowserWindow(browser, server.addressForOnce(), profile, [
    '--headless=new',
    '--disable-gpu',
  ])
  // The page has been there once it gives a sign of life in the profile and has shown the case for a while.
  await expect.poll(() => existsSync(join(profile, 'Default', 'Preferences'))).toBe(true)
  await new Promise((resolve) => setTimeout(resolve, 10_000))
  expect(readdirSync(profile).length).toBeGreaterThan(1)
  expect(filesWith(profile, [name, ...plantedWords])).toEqual([])
  window.close()
  await window.closed
  expect(existsSync(profile)).toBe(false)
}, 90_000)
