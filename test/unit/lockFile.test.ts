/** What an installation may bring: only what the lock file pins by hash, no script that nobody looked at, no licence that binds us. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

interface Entry {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly hasInstallScript?: boolean
  readonly license?: string
  readonly dev?: boolean
  readonly link?: boolean
}
const root = resolve(import.meta.dirname, '..', '..')
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: Readonly<Record<string, Entry>>
}
const entries = Object.entries(lock.packages).filter(([path]) => path !== '')
const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

test('every package is pinned by a SHA-512 and comes from a registry', () => {
  expect(entries.length).toBeGreaterThan(300)
  expect(
    entries
      .filter(
        ([, entry]) => entry.link === true || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(entry.integrity ?? ''),
      )
      .map(([path]) => path),
  ).toEqual([])
  // Without an address npm asks the registry it is set to (a mirror is as good); the hash decides. With addresses there is one host, over TLS.
  const addresses = entries.flatMap(([, { resolved }]) => (resolved === undefined ? [] : [new URL(resolved)]))
  expect(addresses.filter(({ protocol }) => protocol !== 'https:')).toEqual([])
  expect(new Set(addresses.map(({ host }) => host)).size).toBeLessThanOrEqual(1)
})

test('only packages that were looked at run a script when they are installed', () => {
  // node moves its binary into place; electron-winstaller picks a 7-Zip for Windows installers and is not allowed to.
  expect(
    entries
      .filter(([, entry]) => entry.hasInstallScript === true)
      .map(([path]) => nameOf(path))
      .sort(),
  ).toEqual(['electron-winstaller', 'node'])
  const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly allowScripts: Readonly<Record<string, boolean>>
  }
  expect(allowScripts).toEqual({ 'electron-winstaller': false, node: true })
})

test('no licence of what is shipped asks for more than its own text', () => {
  const free = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', '0BSD', 'BlueOak-1.0.0'])
  // MPL-2.0 binds changed files of the package only; resvg's binary and lightningcss (a build tool of vite) are used as they come.
  const unchanged = /^(@resvg\/resvg-js|lightningcss)(-|$)/
  expect(
    entries
      .filter(
        ([path, { dev, license, version }]) =>
          dev !== true &&
          // Of licences to choose from one is enough.
          !(license ?? '')
            .replaceAll(/[()]/g, '')
            .split(' OR ')
            .some((one) => free.has(one)) &&
          !(license === 'MPL-2.0' && unchanged.test(nameOf(path))) &&
          // 7-Zip itself, LGPL-2.1 and the unRAR clause (no RAR packer may be made of it): a file of its own, as it comes, that anyone may replace.
          !(nameOf(path) === '7z-wasm' && license === 'SEE LICENSE IN License.txt') &&
          // Names none in its package.json; its file LICENSE is MIT (read for 2.0.0). A part of pdfkit, not called.
          !(nameOf(path) === 'png-js' && license === undefined && version === '2.0.0'),
      )
      .map(([path, { license }]) => `${path}: ${license ?? 'none'}`),
  ).toEqual([])
})
