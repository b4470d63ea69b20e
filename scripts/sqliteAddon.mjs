/**
 * SQLite's addon for systems of 2018 (glibc 2.28: Kylin V10, UOS 20, Debian 10). The one that comes with the package asks for glibc 2.34. It is made
 * from the sources that npm installed, by the machine's own compiler, without a network; where there is no compiler, the one that came is taken.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { findProgram } from './browsers.mjs'
import { isNewer, neededVersions, oldestGlibc, oldestStdcxx } from './glibc.mjs'
import { root } from './runtime.mjs'

const source = join(root, 'node_modules', 'better-sqlite3-multiple-ciphers')
const older = join(root, 'scripts', 'native')
const kept = join(root, 'node_modules', '.cache', 'lianzheng')
/** As the package's own build has it, but for -flto (names of versions are lost by it). */
const common = [
  '-O2',
  '-fPIC',
  '-w',
  '-DNDEBUG',
  '-include',
  join(older, 'olderGlibc.h'),
  `-ffile-prefix-map=${root}=.`,
]
const forAddon = [
  '-std=c++20',
  '-fno-exceptions',
  '-fvisibility=hidden',
  '-fvisibility-inlines-hidden',
  '-DNAPI_VERSION=10',
  '-DNAPI_DISABLE_CPP_EXCEPTIONS',
  '-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS',
  '-DBUILDING_NODE_EXTENSION',
]
const forLinking = [
  '-shared',
  '-s',
  '-Wl,-Bsymbolic',
  '-Wl,--exclude-libs,ALL',
  '-Wl,--gc-sections',
  '-Wl,--as-needed',
  '-Wl,--build-id=none',
]

/**
 * The addon for this machine's architecture: its path, or why there is none. Made once and kept.
 * @returns {{ readonly path: string } | { readonly reason: string }}
 */
export function olderSqliteAddon() {
  if (process.platform !== 'linux') return { reason: 'it is made on Linux only' }
  if (findProgram(['g++']) === null || findProgram(['gcc']) === null)
    return { reason: 'no compiler is installed (gcc, g++)' }
  const headers = join(
    root,
    'node_modules',
    'node',
    'node_modules',
    `node-linux-${process.arch}`,
    'include',
    'node',
  )
  if (!existsSync(join(headers, 'node_api.h')))
    return { reason: 'the package "node" came without its headers' }
  const path = join(kept, `better-sqlite3-${process.arch}-${digest().slice(0, 20)}.node`)
  if (!existsSync(path)) {
    mkdirSync(kept, { recursive: true })
    const folder = mkdtempSync(join(kept, 'making-'))
    try {
      const failure = make(folder, headers)
      if (failure !== null) return { reason: failure }
      renameSync(join(folder, 'addon.node'), path)
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const { GLIBC = '0', GLIBCXX = '0' } = neededVersions(path) ?? {}
  return isNewer(GLIBC, oldestGlibc) || isNewer(GLIBCXX, oldestStdcxx)
    ? { reason: `this machine's compiler made one that asks for glibc ${GLIBC} and GLIBCXX_${GLIBCXX}` }
    : { path }
}

/** What the compiler said against it, or null. */
function make(folder, headers) {
  const to = (name) => join(folder, name)
  const defines = [
    ...readFileSync(join(source, 'deps', 'defines.gypi'), 'utf8').matchAll(/^\s+'(\w+(?:=-?\w+)?)',$/gm),
  ]
  const steps = [
    [
      'gcc',
      [
        ...common,
        '-c',
        '-std=c99',
        ...defines.map(([, define]) => `-D${define}`),
        join(source, 'deps', 'sqlite3', 'sqlite3.c'),
      ],
      'sqlite3.o',
    ],
    [
      'g++',
      [
        ...common,
        '-c',
        ...forAddon,
        ...[
          join(source, 'deps', 'sqlite3'),
          join(source, 'src'),
          headers,
          join(root, 'node_modules', 'node-addon-api'),
        ].map((place) => `-I${place}`),
        join(source, 'src', 'better_sqlite3.cpp'),
      ],
      'addon.o',
    ],
    ['gcc', ['-c', '-O2', '-fPIC', '-fno-builtin', '-w', join(older, 'olderGlibc.c')], 'older.o'],
    ['g++', [...forLinking, to('addon.o'), to('sqlite3.o'), to('older.o')], 'addon.node'],
  ]
  for (const [program, args, output] of steps) {
    const ran = spawnSync(program, [...args, '-o', to(output)], { cwd: root, encoding: 'utf8' })
    if (ran.status !== 0)
      return `${program} did not make ${output}: ${(ran.stderr ?? '').split('\n')[0] || ran.error}`
  }
  return null
}

/** Changes with everything the addon is made of. */
function digest() {
  const hash = createHash('sha256')
  hash.update(spawnSync('g++', ['--version'], { encoding: 'utf8' }).stdout ?? '')
  const files = [
    join(source, 'package.json'),
    join(root, 'node_modules', 'node', 'package.json'),
    join(root, 'node_modules', 'node-addon-api', 'package.json'),
    join(root, 'scripts', 'sqliteAddon.mjs'),
    ...readdirSync(older)
      .sort()
      .map((name) => join(older, name)),
  ]
  for (const file of files) hash.update(readFileSync(file))
  return hash.digest('hex')
}
