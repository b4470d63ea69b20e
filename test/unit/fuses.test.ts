/** What the packing holds to: every fuse of Electron is set, the engine lies beside the archive, the addons of the machine it is for are there. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { beforeAll, expect, test } from 'vitest'
import { builtProgram } from '../helpers/builtProgram.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { electronStandIn } from '../helpers/packedLayout.ts'

const script = '../../scripts/afterPack.mjs'
const { afterPack } = (await import(script)) as { afterPack(context: unknown): Promise<void> }
const nativesScript = '../../scripts/natives.mjs'
const { machineOf, nativesFor, wrongNatives } = (await import(nativesScript)) as {
  machineOf(path: string): string | null
  nativesFor(platform: string, arch: string): readonly { readonly name: string; readonly path: string }[]
  wrongNatives(folder: string, platform: string, arch: string): readonly string[]
}
beforeAll(async () => {
  await builtProgram()
})
function program(folder: string, fuses: number): string {
  mkdirSync(folder, { recursive: true })
  return electronStandIn(join(folder, 'lianzheng'), fuses)
}
/** electron-builder's number of this machine. */
const thisMachine = process.arch === 'arm64' ? 3 : 1
const context = (appOutDir: string, electronPlatformName = 'linux', arch = thisMachine) => ({
  appOutDir,
  electronPlatformName,
  arch,
  packager: { appInfo: { productFilename: 'Lianzheng' }, executableName: 'lianzheng' },
})

test('all nine fuses have the value they must have', async () => {
  const folder = temporaryFolder()
  const path = program(folder, 9)
  await afterPack(context(folder))
  const wire = await getCurrentFuseWire(path)
  const on = Object.values(FuseV1Options)
    .filter((fuse): fuse is number => typeof fuse === 'number')
    .map((fuse) => [
      FuseV1Options[fuse],
      (wire as unknown as Record<number, number>)[fuse] === FuseState.ENABLE,
    ])
  expect(Object.fromEntries(on)).toEqual({
    RunAsNode: false,
    EnableCookieEncryption: true,
    EnableNodeOptionsEnvironmentVariable: false,
    EnableNodeCliInspectArguments: false,
    EnableEmbeddedAsarIntegrityValidation: true,
    OnlyLoadAppFromAsar: true,
    LoadBrowserProcessSpecificV8Snapshot: false,
    GrantFileProtocolExtraPrivileges: false,
    WasmTrapHandlers: true,
  })
})

test('a fuse nobody decided about breaks the packing, and the program stays as it was', async () => {
  const folder = temporaryFolder()
  const path = program(folder, 10)
  const before = readFileSync(path)
  await expect(afterPack(context(folder))).rejects.toThrow()
  expect(readFileSync(path).equals(before)).toBe(true)
})

const root = join(import.meta.dirname, '..', '..')
test('a package for another machine than npm installed for is not made: what is missing is named', async () => {
  for (const [platform, arch, missing] of [
    ['win32', 1, '@resvg/resvg-js-win32-x64-msvc'],
    ['linux', thisMachine === 1 ? 3 : 1, `@resvg/resvg-js-linux-${thisMachine === 1 ? 'arm64' : 'x64'}-gnu`],
    ['darwin', 3, '@resvg/resvg-js-darwin-arm64'],
  ] as const)
    await expect(afterPack(context(temporaryFolder(), platform, arch)), platform).rejects.toThrow(
      `${missing} for ${platform}-${arch === 1 ? 'x64' : 'arm64'} is not in the package`,
    )
})

test('an addon of another machine under the right name is seen, for every kind of machine', () => {
  // SQLite's addons for all of them come in one package.
  for (const platform of ['linux', 'win32', 'darwin'])
    for (const arch of ['x64', 'arm64']) {
      const [sqlite] = nativesFor(platform, arch)
      expect(machineOf(join(root, sqlite?.path ?? ''))).toBe(`${platform}-${arch}`)
    }
  const folder = temporaryFolder()
  const bytes = readFileSync(join(root, nativesFor('linux', 'arm64')[0]?.path ?? ''))
  for (const { path } of nativesFor('linux', 'x64')) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  expect(wrongNatives(folder, 'linux', 'x64')).toEqual(
    nativesFor('linux', 'x64').map(({ path }) => `${path} is made for linux-arm64, not for linux-x64.`),
  )
  writeFileSync(join(folder, nativesFor('linux', 'x64')[1]?.path ?? ''), '')
  expect(wrongNatives(folder, 'linux', 'x64')[1]).toContain('is made for no known machine')
})

test('for a machine without addons nothing is packed', () => {
  expect(() => nativesFor('linux', 'loong64')).toThrow('No addons are known for linux-loong64')
})
