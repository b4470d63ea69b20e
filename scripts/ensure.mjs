/**
 * Puts in place what a command needs: packages, the build, a browser, fonts. Runs on the machine's own Node 20.
 * Everything is said on stderr, so that a command whose stdout is read by a program can call this too.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser, findProgram } from './browsers.mjs'
import { projectNode, root, run } from './runtime.mjs'

export { findBrowser, findProgram } from './browsers.mjs'

const say = (line) => {
  process.stderr.write(`${line}\n`)
}

/** What is missing, in one sentence a person can act on. */
export class Missing extends Error {}

/** Whether node_modules holds exactly what the lock file says for this machine. */
export function isInstalled() {
  const wanted = readLock('package-lock.json')
  const present = readLock(join('node_modules', '.package-lock.json'))
  if (wanted === null || present === null || projectNode() === null) return false
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '' || entry.link === true) return true
    const there = present.packages[path]
    if (there === undefined)
      return entry.optional === true || entry.devOptional === true || entry.peer === true
    return there.version === entry.version && there.integrity === entry.integrity
  })
}
function readLock(path) {
  try {
    return JSON.parse(readFileSync(join(root, path), 'utf8'))
  } catch {
    return null
  }
}

/** Installs the packages of the lock file where they are missing or others. */
export async function ensureInstalled() {
  if (isInstalled()) return
  say('Installing packages (npm ci) …')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  // npm's output goes elsewhere, so that the command's own output stays clean.
  const code = await run(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', process.stderr, process.stderr],
    shell: process.platform === 'win32',
  })
  if (code !== 0)
    throw new Missing(
      'npm ci failed: the npm registry cannot be reached or the lock file does not fit; see the lines above.',
    )
  if (projectNode() === null)
    throw new Missing(
      'npm ci left out the package "node", which brings Node 24: allow its install script and run npm ci again.',
    )
}

const sources = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package-lock.json']

/** SHA-256 over names and bytes of everything the build is made from. */
export function sourceDigest() {
  const hash = createHash('sha256')
  const add = (path) => {
    hash.update(path.replaceAll('\\', '/'))
    hash.update('\0')
    hash.update(readFileSync(join(root, path)))
    hash.update('\0')
  }
  for (const source of sources) {
    if (/\.[a-z]+$/.test(source)) add(source)
    else {
      const files = readdirSync(join(root, source), { recursive: true, withFileTypes: true }).filter(
        (entry) => entry.isFile(),
      )
      for (const path of files
        .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
        .sort())
        add(path)
    }
  }
  return hash.digest('hex')
}

const stamp = join(root, 'out', 'sources.sha256')
/** Whether out/ was built from exactly these sources. */
export function isBuilt() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceDigest()
}
/** Builds main, preload and page where out/ is missing or was built from other sources. */
export async function ensureBuilt() {
  if (isBuilt()) return
  await build()
}
/** Builds main, preload and page into out/. Errors: Missing, with the build's own lines above it. */
export async function build() {
  say('Building …')
  const digest = sourceDigest()
  const code = await run(
    projectNode() ?? process.execPath,
    [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
    { stdio: ['ignore', process.stderr, process.stderr] },
  )
  if (code !== 0) throw new Missing('The build failed; see the lines above.')
  mkdirSync(join(root, 'out'), { recursive: true })
  writeFileSync(stamp, digest)
}

/** Whether a font with Chinese characters is installed (asked of fontconfig; other systems bring their own). */
export function hasChineseFont() {
  if (process.platform !== 'linux') return true
  const listed = spawnSync('fc-list', [':lang=zh-cn', 'family'], { encoding: 'utf8' })
  if (listed.error === undefined) return listed.stdout.trim() !== ''
  return existsSync('/usr/share/fonts/opentype/noto')
}

const pieces = {
  browser: {
    packages: ['chromium'],
    present: () => findBrowser() !== null,
    name: 'Chromium, Chrome or Edge',
  },
  chineseFont: {
    packages: ['fonts-noto-cjk'],
    present: hasChineseFont,
    name: 'a font with Chinese characters',
  },
  spreadsheets: {
    packages: ['libreoffice-calc'],
    present: () => findProgram(['soffice', 'libreoffice']) !== null && hasLibreOffice('calc'),
    name: 'LibreOffice Calc',
  },
  documents: {
    packages: ['libreoffice-writer'],
    present: () => findProgram(['soffice', 'libreoffice']) !== null && hasLibreOffice('writer'),
    name: 'LibreOffice Writer',
  },
  databases: {
    packages: ['sqlite3'],
    present: () => findProgram(['sqlite3']) !== null,
    name: 'the sqlite3 command line',
  },
  pictures: {
    packages: ['poppler-utils'],
    present: () => findProgram(['pdftoppm']) !== null,
    name: 'pdftoppm (poppler-utils)',
  },
  graphs: {
    packages: ['python3-networkx'],
    present: () => spawnSync('python3', ['-c', 'import networkx']).status === 0,
    name: 'NetworkX (python3)',
  },
  faults: { packages: ['strace'], present: () => findProgram(['strace']) !== null, name: 'strace' },
  layouts: { packages: ['graphviz'], present: () => findProgram(['sfdp']) !== null, name: 'sfdp (graphviz)' },
}
/** Debian's LibreOffice comes in parts; elsewhere it comes whole. */
function hasLibreOffice(part) {
  return (
    !existsSync('/usr/lib/libreoffice/program') ||
    existsSync(`/usr/lib/libreoffice/program/s${part === 'calc' ? 'c' : 'w'}lo.so`) ||
    existsSync(`/usr/lib/libreoffice/program/libs${part === 'calc' ? 'c' : 'w'}lo.so`)
  )
}

/**
 * Installs what is missing with apt where that is possible (Debian, root). Gives back a sentence naming what is still missing, or null.
 * @param {readonly (keyof typeof pieces)[]} wanted
 */
export function ensureSystem(wanted) {
  const missing = () => wanted.filter((piece) => !pieces[piece].present())
  if (missing().length > 0 && process.getuid?.() === 0 && findProgram(['apt-get']) !== null) {
    const packages = missing().flatMap((piece) => pieces[piece].packages)
    say(`Installing ${packages.join(', ')} (apt-get) …`)
    const apt = (...args) =>
      spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-q', ...args], {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0
    apt('update')
    apt('install', '-y', '--no-install-recommends', ...packages)
  }
  const left = missing()
  if (left.length === 0) return null
  return `Missing on this machine: ${left.map((piece) => pieces[piece].name).join(', ')}. On Debian: apt-get install ${left.flatMap((piece) => pieces[piece].packages).join(' ')}`
}
