/** Where the project stands and which Node runs it. Runs on the machine's own Node 20, before anything is installed. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The Node 24 that npm installs with the project, or null before the installation. */
export function projectNode() {
  const path = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(path) ? path : null
}

/** Whether this very process is new enough for the engine (types are stripped, Node-API 10 addons load). */
export function isProjectNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > 24 || (major === 24 && minor >= 0)
}

/**
 * Runs a program with the terminal as its own and passes on signals. Gives back its exit code; a death by signal counts as 128 + number.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options })
    const pass = (signal) => {
      child.kill(signal)
    }
    process.on('SIGINT', pass)
    process.on('SIGTERM', pass)
    const forget = () => {
      process.off('SIGINT', pass)
      process.off('SIGTERM', pass)
    }
    child.once('error', (error) => {
      forget()
      failed(error)
    })
    child.once('exit', (code, signal) => {
      forget()
      done(code ?? 128 + (constants.signals[signal] ?? 0))
    })
  })
}

/**
 * Runs this script again with the project's Node unless that is what runs already. `work` is called with the right Node only.
 * @param {string} scriptUrl import.meta.url of the script
 * @param {() => Promise<number | void>} work gives the exit code
 */
export async function withProjectNode(scriptUrl, work) {
  if (isProjectNode()) {
    process.exitCode = (await work()) ?? 0
    return
  }
  const node = projectNode()
  if (node === null) throw new Error('The project is not installed: node_modules/node is missing.')
  const bin = join(root, 'node_modules', '.bin')
  const separator = process.platform === 'win32' ? ';' : ':'
  process.exitCode = await run(node, [fileURLToPath(scriptUrl), ...process.argv.slice(2)], {
    cwd: process.cwd(),
    env: { ...process.env, PATH: `${bin}${separator}${process.env.PATH ?? ''}` },
  })
}
