/** Electron's program: where it is, or fetched where the network allows. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode, root } from './runtime.mjs'

const packageFolder = join(root, 'node_modules', 'electron')
const unreachable = join(root, 'node_modules', '.cache', 'lianzheng', 'electron-unreachable')
/** After a failed try the next starts do not wait for the network again for a day. */
const retryAfterMs = 24 * 60 * 60 * 1000

/** Path of Electron's program, or null where it is not installed. */
export function findElectron() {
  try {
    const name = readFileSync(join(packageFolder, 'path.txt'), 'utf8')
    const path = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(packageFolder, 'dist'), name)
    return existsSync(path) ? path : null
  } catch {
    return null
  }
}

/** Path of Electron's program, fetched if need be; null where it cannot be had. Says on stderr that it fetches, since that can take minutes. */
export function fetchElectron() {
  const present = findElectron()
  if (present !== null) return present
  const version = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version
  if (triedLately(version)) return null
  process.stderr.write(`Fetching Electron ${version} …\n`)
  spawnSync(projectNode() ?? process.execPath, [join(packageFolder, 'install.js')], {
    cwd: root,
    stdio: 'ignore',
    timeout: 300_000,
  })
  const fetched = findElectron()
  if (fetched === null) {
    mkdirSync(join(unreachable, '..'), { recursive: true })
    writeFileSync(unreachable, version)
  }
  return fetched
}
function triedLately(version) {
  return (
    existsSync(unreachable) &&
    readFileSync(unreachable, 'utf8') === version &&
    Date.now() - statSync(unreachable).mtimeMs < retryAfterMs
  )
}
