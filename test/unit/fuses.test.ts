/** Every fuse of Electron is set in what is packed. A file with a fuse wire stands for Electron's program. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../helpers/engine.ts'

/** Where the wire begins in Electron's program, as its build defines it. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

const script = '../../scripts/afterPack.mjs'
const { afterPack } = (await import(script)) as { afterPack(context: unknown): Promise<void> }

/** A made-up program: some bytes, the sentinel, wire version 1, the number of fuses, their states, some bytes. */
function program(folder: string, fuses: number): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, 'lianzheng')
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.alloc(500, 7),
      Buffer.from(SENTINEL),
      Buffer.from([1, fuses]),
      Buffer.from('1'.repeat(fuses)),
      Buffer.alloc(500, 7),
    ]),
  )
  return path
}
const context = (appOutDir: string) => ({
  appOutDir,
  electronPlatformName: 'linux',
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
