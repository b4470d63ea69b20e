/** The same app in Electron, where its program is. What main and preload promise is held by unit tests everywhere; here it meets the real thing. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import { expect, test } from 'vitest'

const root = new URL('../..', import.meta.url).pathname
const packageFolder = join(root, 'node_modules', 'electron')
function program(): string | null {
  try {
    const path = join(packageFolder, 'dist', readFileSync(join(packageFolder, 'path.txt'), 'utf8'))
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}
const executablePath = program()
const display =
  process.platform !== 'linux' ||
  (process.env['DISPLAY'] ?? '') !== '' ||
  (process.env['WAYLAND_DISPLAY'] ?? '') !== ''
const missing =
  executablePath === null
    ? ' — left out: Electron’s program is not on this machine'
    : display
      ? ''
      : ' — left out: this machine has no display'

test.skipIf(missing !== '')(
  `Electron opens a sample case, with a sandboxed page and no way out${missing}`,
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'lianzheng-electron-'))
    const app = await _electron.launch({
      executablePath: executablePath ?? '',
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root],
      env: { ...process.env, LIANZHENG_DATA: data },
    })
    try {
      const page = await app.firstWindow()
      await page.getByRole('button', { name: '打开示例案件' }).first().click()
      await page.waitForURL(/#\/overview/)
      expect(page.url()).toMatch(/^app:\/\/page\//)
      expect(
        await page.evaluate(() => [
          typeof (globalThis as Record<string, unknown>)['require'],
          typeof (globalThis as Record<string, unknown>)['process'],
        ]),
      ).toEqual(['undefined', 'undefined'])
      expect(
        await page.evaluate(() =>
          fetch('file:///etc/passwd').then(
            () => 'reached',
            () => 'refused',
          ),
        ),
      ).toBe('refused')
      expect(
        await page.evaluate(() =>
          fetch('http://127.0.0.1:9/').then(
            () => 'reached',
            () => 'refused',
          ),
        ),
      ).toBe('refused')
    } finally {
      await app.close()
      rmSync(data, { recursive: true, force: true })
    }
  },
)
