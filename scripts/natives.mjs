/** The addons a package of the program must hold for the machine it is for, and what a person does when one is not there. */
import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** resvg has a package of its own for every kind of machine; npm installs only that of the machine it runs on. */
const resvgPackages = {
  'linux-x64': 'resvg-js-linux-x64-gnu/resvgjs.linux-x64-gnu.node',
  'linux-arm64': 'resvg-js-linux-arm64-gnu/resvgjs.linux-arm64-gnu.node',
  'win32-x64': 'resvg-js-win32-x64-msvc/resvgjs.win32-x64-msvc.node',
  'win32-arm64': 'resvg-js-win32-arm64-msvc/resvgjs.win32-arm64-msvc.node',
  'darwin-x64': 'resvg-js-darwin-x64/resvgjs.darwin-x64.node',
  'darwin-arm64': 'resvg-js-darwin-arm64/resvgjs.darwin-arm64.node',
}

/**
 * Addons by their place below the program's folder.
 * @param {string} platform as Node names it
 * @param {string} arch as Node names it
 */
export function nativesFor(platform, arch) {
  const resvg = resvgPackages[`${platform}-${arch}`]
  if (resvg === undefined) throw new Error(`No addons are known for ${platform}-${arch}.`)
  return [
    {
      name: 'better-sqlite3-multiple-ciphers',
      path: `node_modules/better-sqlite3-multiple-ciphers/prebuilds/${platform}-${arch}.node`,
    },
    { name: `@resvg/${resvg.split('/')[0]}`, path: `node_modules/@resvg/${resvg}` },
  ]
}

/**
 * What is wrong with the addons below `folder`, one sentence each; none when all are there and made for that machine.
 * @returns {string[]}
 */
export function wrongNatives(folder, platform, arch) {
  return nativesFor(platform, arch).flatMap(({ name, path }) => {
    const place = join(folder, path)
    if (!existsSync(place))
      return [
        `${name} for ${platform}-${arch} is not in the package (${path}). npm installs addons for its own machine only: npm install --no-save --os=${platform} --cpu=${arch} ${name}`,
      ]
    const made = machineOf(place)
    return made === `${platform}-${arch}`
      ? []
      : [`${path} is made for ${made ?? 'no known machine'}, not for ${platform}-${arch}.`]
  })
}

/** For which machine a program file is made, by its own head: ELF, PE or Mach-O; null for anything else. */
export function machineOf(path) {
  const head = Buffer.alloc(4_096)
  const file = openSync(path, 'r')
  try {
    readSync(file, head, 0, head.length, 0)
  } finally {
    closeSync(file)
  }
  if (head.readUInt32BE(0) === 0x7f45_4c46)
    return named('linux', { 0x3e: 'x64', 0xb7: 'arm64' }, head.readUInt16LE(18))
  if (head.readUInt32LE(0) === 0xfeed_facf)
    return named('darwin', { 0x0100_0007: 'x64', 0x0100_000c: 'arm64' }, head.readUInt32LE(4))
  const pe = head.readUInt16LE(0) === 0x5a4d ? head.readUInt32LE(0x3c) : head.length
  if (pe + 6 <= head.length && head.readUInt32BE(pe) === 0x5045_0000)
    return named('win32', { 0x8664: 'x64', 0xaa64: 'arm64' }, head.readUInt16LE(pe + 4))
  return null
}
const named = (platform, machines, number) =>
  machines[number] === undefined ? null : `${platform}-${machines[number]}`
