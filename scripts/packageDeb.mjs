/**
 * npm run package:deb: the browser edition as a Debian package, made without a network from what `npm ci` brought. The same sources and the same
 * SOURCE_DATE_EPOCH give the same bytes.
 *   npm run package:deb -- [--arch x64|arm64] [--out FOLDER] [--addon older|shipped]
 * `--addon older` (the default) makes SQLite's addon with the machine's compiler so that it fits glibc 2.28, and says so where it cannot.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { ensureBuilt, ensureInstalled, findProgram, Missing } from './ensure.mjs'
import { glibcReport } from './glibc.mjs'
import { nativesFor, wrongNatives } from './natives.mjs'
import { copyProgram, engineFiles } from './programFiles.mjs'
import { root, withProjectNode } from './runtime.mjs'

const debianNames = { x64: 'amd64', arm64: 'arm64' }
const packageName = 'lianzheng-browser'
/** What only the browser edition needs, beside the engine. */
const editionFiles = [
  'out/renderer/**',
  'resources/icons/icon.png',
  'scripts/{browserEdition,browserWindow,browsers}.mjs',
]

try {
  await ensureInstalled()
  await withProjectNode(import.meta.url, packageDeb)
} catch (error) {
  if (!(error instanceof Missing)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

async function packageDeb() {
  const { values } = parseArgs({
    options: {
      arch: { type: 'string', default: process.arch },
      out: { type: 'string', default: join(root, 'dist') },
      addon: { type: 'string', default: 'older' },
    },
  })
  const { arch } = values
  if (!(arch in debianNames)) throw new Missing(`--arch is x64 or arm64, not ${arch}`)
  if (findProgram(['dpkg-deb']) === null)
    throw new Missing('dpkg-deb is not on this machine: a .deb is made on Debian or one of its kin.')
  await ensureBuilt()
  const stage = mkdtempSync(join(tmpdir(), 'lianzheng-deb-'))
  try {
    const program = join(stage, 'opt', 'lianzheng')
    copyProgram([...engineFiles('linux', arch), ...editionFiles], program)
    const wrong = wrongNatives(program, 'linux', arch)
    if (wrong.length > 0) throw new Missing(wrong.join('\n'))
    copyNode(arch, program)
    if (values.addon === 'older') await takeOlderAddon(arch, program)
    const { lines, newest } = glibcReport([
      { name: 'node', path: join(program, 'bin', 'node') },
      ...nativesFor('linux', arch).map(({ name, path }) => ({ name, path: join(program, path) })),
    ])
    for (const line of lines) say(line)
    placeOnSystem(stage, newest)
    const file = join(
      resolve(process.env.INIT_CWD ?? root, values.out),
      `${packageName}_${version()}_${debianNames[arch]}.deb`,
    )
    finish(stage, control(arch, newest, stage), file)
    say(
      `${file}  ${statSync(file).size}  sha256 ${createHash('sha256').update(readFileSync(file)).digest('hex')}`,
    )
    return 0
  } finally {
    rmSync(stage, { recursive: true, force: true })
  }
}
function say(line) {
  process.stdout.write(`${line}\n`)
}
function version() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
}

/** Node itself, of the package that npm installs for each kind of machine. */
function copyNode(arch, program) {
  const from = globSync(`node_modules/{node/node_modules/,}node-linux-${arch}/bin/node`, { cwd: root })[0]
  if (from === undefined)
    throw new Missing(
      `Node for linux-${arch} is not installed. npm install --no-save --force node-linux-${arch}@${JSON.parse(readFileSync(join(root, 'node_modules', 'node', 'package.json'), 'utf8')).version}`,
    )
  mkdirSync(join(program, 'bin'), { recursive: true })
  copyFileSync(join(root, from), join(program, 'bin', 'node'))
}
/** SQLite's addon for older systems, where this machine can make it for that architecture; where not, that is said. */
async function takeOlderAddon(arch, program) {
  const { olderSqliteAddon } = await import('./sqliteAddon.mjs')
  const made = arch === process.arch ? olderSqliteAddon() : { reason: `this machine is ${process.arch}` }
  const [sqlite] = nativesFor('linux', arch)
  if ('path' in made) copyFileSync(made.path, join(program, sqlite.path))
  else
    say(
      `! SQLite's addon for older systems was not made (${made.reason}); the one that came with the package is taken.`,
    )
}

/** What lies outside of /opt/lianzheng: the command, the entry in the menu, the type of file, icons, and the papers Debian asks for. */
function placeOnSystem(stage, glibc) {
  const put = (place, content, mode = 0o644) => {
    const path = join(stage, place)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, content, { mode })
  }
  const own = (name) => readFileSync(join(root, 'scripts', 'debian', name), 'utf8')
  put('usr/bin/lianzheng', own('lianzheng').replaceAll('@GLIBC@', glibc), 0o755)
  put('usr/share/applications/lianzheng.desktop', own('lianzheng.desktop'))
  put('usr/share/mime/packages/lianzheng.xml', own('lianzheng.xml'))
  put('usr/share/pixmaps/lianzheng.png', readFileSync(join(root, 'resources', 'icons', 'icon.png')))
  put(
    'usr/share/icons/hicolor/scalable/apps/lianzheng.svg',
    readFileSync(join(root, 'resources', 'icons', 'icon.svg')),
  )
  const papers = `usr/share/doc/${packageName}`
  put(`${papers}/changelog.gz`, gzipSync(readFileSync(join(root, 'CHANGELOG.md')), { level: 9 }))
  put(`${papers}/copyright`, copyright())
}

/** The licence of the program and of everything that is in it, with their own texts. */
function copyright() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const parts = [
    `链证 Lianzheng ${version()}: Apache-2.0, see /opt/lianzheng/LICENSE (also /usr/share/common-licenses/Apache-2.0).\nIt holds the following, unmodified unless it is said.\n`,
  ]
  const inside = Object.entries(packages).filter(
    ([path, { dev, optional }]) =>
      path !== '' &&
      dev !== true &&
      (optional !== true || path.includes('@resvg/')) &&
      existsSync(join(root, path)),
  )
  for (const [path, { version: of, license }] of [...inside, ...nodeItself()]) {
    const texts = readdirSync(join(root, path))
      .filter((name) => /^(licen[cs]e|copying|notice|unrarlicense)/iu.test(name))
      .sort()
      .map((name) => readFileSync(join(root, path, name), 'utf8').trim())
    parts.push(
      `${'-'.repeat(78)}\n${path.slice(path.lastIndexOf('node_modules/') + 13)} ${of}: ${license ?? 'see its text'}\n\n${texts.join('\n\n')}\n`,
    )
  }
  return parts.join('\n')
}
function nodeItself() {
  const path = globSync('node_modules/{node/node_modules/,}node-linux-*', { cwd: root }).sort()[0]
  if (path === undefined) return []
  return [
    [
      path,
      {
        version: JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8')).version,
        license: 'MIT and others',
      },
    ],
  ]
}

function control(arch, glibc, stage) {
  const kilobytes = Math.ceil(
    filesOf(stage).reduce((sum, path) => sum + statSync(join(stage, path)).size, 0) / 1024,
  )
  return `Package: ${packageName}
Version: ${version()}
Architecture: ${debianNames[arch]}
Maintainer: Lianzheng <lianzheng@localhost>
Installed-Size: ${kilobytes}
Section: misc
Priority: optional
Depends: libc6 (>= ${glibc}), libstdc++6 (>= 8), libgcc1 | libgcc-s1
Recommends: chromium | chromium-browser | google-chrome-stable | microsoft-edge-stable, fonts-noto-cjk | fonts-wqy-microhei
Conflicts: lianzheng
Description: offline intelligence workstation for the case desk, in the browser's window
 Seized spreadsheets go in; evidence tables, link charts and counted amounts come
 out. Runs in a window of the machine's Chromium, Chrome or Edge, served to this
 machine alone (127.0.0.1); nothing ever talks to a network.
 Needs glibc ${glibc} or newer.
`
}

/** Writes the papers of the package, gives every file the same times and rights whoever makes it, and packs. */
function finish(stage, controlText, file) {
  const paths = filesOf(stage)
  const sums = paths.map(
    (path) =>
      `${createHash('md5')
        .update(readFileSync(join(stage, path)))
        .digest('hex')}  ${path}\n`,
  )
  mkdirSync(join(stage, 'DEBIAN'))
  writeFileSync(join(stage, 'DEBIAN', 'control'), controlText)
  writeFileSync(join(stage, 'DEBIAN', 'md5sums'), sums.join(''))
  const epoch = sourceDate()
  const programs = new Set(['opt/lianzheng/bin/node', 'usr/bin/lianzheng'])
  for (const path of [...globSync('**', { cwd: stage }), '.']) {
    const place = join(stage, path)
    chmodSync(place, statSync(place).isDirectory() || programs.has(path) ? 0o755 : 0o644)
    lutimesSync(place, epoch, epoch)
  }
  mkdirSync(dirname(file), { recursive: true })
  const ran = spawnSync('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z6', '--build', stage, file], {
    encoding: 'utf8',
    env: { ...process.env, SOURCE_DATE_EPOCH: String(epoch), LC_ALL: 'C.UTF-8' },
  })
  if (ran.status !== 0) throw new Missing(`dpkg-deb: ${ran.stderr}`)
}
function filesOf(stage) {
  return globSync('**', { cwd: stage })
    .filter((path) => !path.startsWith('DEBIAN') && statSync(join(stage, path)).isFile())
    .sort()
}
/** SOURCE_DATE_EPOCH, or the time of the last commit, or that of the changelog. */
function sourceDate() {
  const { SOURCE_DATE_EPOCH: said = '' } = process.env
  if (/^\d+$/.test(said)) return Number(said)
  const git = spawnSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' })
  const committed = Number((git.stdout ?? '').trim())
  return git.status === 0 && committed > 0
    ? committed
    : Math.floor(statSync(join(root, 'CHANGELOG.md')).mtimeMs / 1000)
}
