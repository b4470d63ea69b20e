/** The app as electron-builder packs it, made without a network: only Electron's own program is a stand-in. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { builtProgram } from './builtProgram.ts'

const root = resolve(import.meta.dirname, '..', '..')
/** Where the wire of fuses begins in Electron's program, as its build defines it. */
export const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** A made-up program: some bytes, the sentinel, wire version 1, the number of fuses, their states, some bytes. */
export function electronStandIn(path: string, fuses: number): string {
  writeFileSync(
    path,
    Buffer.concat([
      Buffer.alloc(500, 7),
      Buffer.from(fuseSentinel),
      Buffer.from([1, fuses]),
      Buffer.from('1'.repeat(fuses)),
      Buffer.alloc(500, 7),
    ]),
    { mode: 0o755 },
  )
  return path
}

export interface PackedLayout {
  /** The engine's files, below a folder that has no other packages above it. */
  readonly engine: string
  /** What stands in the archive, taken out of it. */
  readonly archive: string
  /** What electron-builder said. */
  readonly said: string
}
/** Packs the built program for this kind of machine and lays it out below `folder`. Errors: electron-builder's own words. */
export async function packedLayout(folder: string): Promise<PackedLayout> {
  await builtProgram()
  const stand = join(folder, 'electron')
  mkdirSync(join(stand, 'resources'), { recursive: true })
  mkdirSync(join(stand, 'locales'))
  electronStandIn(join(stand, 'electron'), 9)
  writeFileSync(join(stand, 'locales', 'zh-CN.pak'), '')
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(stand, name), 'x')
  const output = join(folder, 'packed')
  const ran = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'electron-builder', 'cli.js'),
      '--linux',
      `--${process.arch}`,
      '--dir',
      `-c.electronDist=${stand}`,
      `-c.directories.output=${output}`,
    ],
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  )
  const said = `${ran.stdout}${ran.stderr}`
  if (ran.status !== 0) throw new Error(said)
  const resources = join(
    output,
    process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`,
    'resources',
  )
  const place = join(folder, 'app')
  mkdirSync(place)
  renameSync(join(resources, 'engine'), join(place, 'engine'))
  const asar = '@electron/asar'
  const { extractAll } = (await import(asar)) as { extractAll(archive: string, folder: string): void }
  extractAll(join(resources, 'app.asar'), join(place, 'archive'))
  return { engine: join(place, 'engine'), archive: join(place, 'archive'), said }
}
/** A copy of the engine's files, to take something out of it. */
export function copyOf(engine: string, name: string): string {
  const place = join(engine, '..', name)
  cpSync(engine, place, { recursive: true })
  return place
}
