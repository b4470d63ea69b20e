/** Who may import whom, no cycles, no god files. The table is the one of the README; lint says the same in the editor. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const sourceFolders = ['shared', 'electron', 'renderer']

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}
const files = sourceFolders.flatMap(sourceFiles)

function importsOf(
  file: string,
  source = readFileSync(join(root, file), 'utf8'),
): { readonly target: string; readonly typeOnly: boolean }[] {
  const found: { target: string; typeOnly: boolean }[] = []
  for (const match of source.matchAll(
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w$*{},\s]*?\sfrom\s+|(?=['"]))['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g,
  )) {
    const target = match[2] ?? match[3] ?? ''
    found.push({
      target: target.startsWith('.') ? relative(root, resolve(root, dirname(file), target)) : target,
      typeOnly: match[1] !== undefined,
    })
  }
  return found
}
const graph = new Map(files.map((file) => [file, importsOf(file)]))

interface Room {
  readonly name: string
  readonly is: RegExp
  readonly may: readonly RegExp[]
}
const inside = (path: string) => new RegExp(`^${path}`)
const packageNames = (...names: string[]) => names.map((name) => new RegExp(`^${name}(/|$)`))
/** The rooms of the engine from the ground up: each may import those below it, type imports included, and its own. */
const engineOrder = [
  'store',
  'workspace',
  'core',
  'records',
  'entities',
  'search',
  'law',
  'charts',
  'analysis',
  'graph',
  'money',
  'agents',
  'goods',
  'calls',
  'requests',
  'patterns',
  'analyses',
  'import/formats',
  'import/recognise',
  'import/convert',
  'import/process',
  'import/write',
  'import',
  'report',
  'exchange',
  'desk',
  'collision',
  'identity',
  'statements',
  'attachments',
  'signing',
  'verification',
  'cases',
]
const engineLibraries = packageNames(
  'better-sqlite3',
  'better-sqlite3-multiple-ciphers',
  'xlsx',
  'docx',
  'fflate',
  '@resvg/resvg-js',
  'pdfkit',
  'fontkit',
  'valibot',
  'pdfjs-dist',
  '7z-wasm',
  'qr',
)

/** First match wins; a file without a room fails. */
const rooms: readonly Room[] = [
  {
    name: 'shared',
    is: inside('shared/'),
    may: [inside('shared/'), ...packageNames('valibot', '@noble/hashes', '@scure/base')],
  },
  ...engineOrder.map((name): Room => ({
    name: `engine/${name}`,
    is: new RegExp(`^electron/engine/${name}/${name === 'import' ? '[a-zA-Z]+\\.ts' : ''}`),
    may: [
      ...engineOrder
        .slice(0, engineOrder.indexOf(name) + 1)
        .map((room) => inside(`electron/engine/${room}/`)),
      inside('shared/'),
      // Data that comes with the program.
      /^resources\/law\/\w+\.json$/,
      /^node:/,
      ...engineLibraries,
    ],
  })),
  {
    name: 'engine',
    is: inside('electron/engine/'),
    may: [inside('electron/engine/'), inside('shared/'), /^node:/, ...engineLibraries],
  },
  {
    name: 'hosts/utility',
    is: /^electron\/hosts\/utility\.ts$/,
    may: [
      inside('electron/hosts/'),
      /^electron\/engine\/index\.ts$/,
      inside('shared/'),
      /^node:/,
      /^electron$/,
    ],
  },
  {
    name: 'hosts',
    is: inside('electron/hosts/'),
    may: [inside('electron/hosts/'), /^electron\/engine\/index\.ts$/, inside('shared/'), /^node:/],
  },
  {
    name: 'main',
    is: inside('electron/main/'),
    may: [inside('electron/main/'), inside('shared/'), /^node:/, /^electron$/],
  },
  {
    name: 'preload',
    is: inside('electron/preload/'),
    may: [inside('electron/preload/'), inside('shared/'), /^electron$/],
  },
  { name: 'renderer/api', is: inside('renderer/api/'), may: [inside('renderer/api/'), inside('shared/')] },
  {
    name: 'renderer/stores',
    is: inside('renderer/stores/'),
    may: [
      inside('renderer/stores/'),
      inside('renderer/api/'),
      inside('renderer/i18n/'),
      inside('renderer/model/'),
      /^renderer\/format\.ts$/,
      inside('shared/'),
      ...packageNames('vue', 'pinia'),
    ],
  },
  {
    name: 'renderer/chart',
    is: inside('renderer/chart/'),
    may: [inside('renderer/chart/'), inside('shared/'), ...packageNames('vue')],
  },
  {
    name: 'renderer/model',
    is: inside('renderer/model/'),
    may: [inside('renderer/model/'), inside('shared/')],
  },
  {
    name: 'renderer/words',
    is: inside('renderer/words/'),
    may: [inside('renderer/words/'), inside('renderer/i18n/'), /^renderer\/format\.ts$/, inside('shared/')],
  },
  {
    name: 'renderer/components',
    is: inside('renderer/components/'),
    may: [
      inside('renderer/components/'),
      inside('renderer/i18n/'),
      /^renderer\/format\.ts$/,
      inside('shared/'),
      ...packageNames('vue', 'vue-i18n', 'reka-ui', '@lucide/vue'),
    ],
  },
  {
    name: 'renderer/i18n',
    is: inside('renderer/i18n/'),
    may: [inside('renderer/i18n/'), inside('shared/'), ...packageNames('vue-i18n', 'vue')],
  },
  {
    name: 'renderer/views',
    is: inside('renderer/views/'),
    may: [
      /^renderer\/(?!api\/).+/,
      inside('shared/'),
      ...packageNames('vue', 'vue-i18n', 'vue-router', 'pinia', 'reka-ui', '@lucide/vue'),
    ],
  },
  {
    name: 'renderer',
    is: inside('renderer/'),
    may: [
      inside('renderer/'),
      inside('shared/'),
      ...packageNames('vue', 'vue-i18n', 'vue-router', 'pinia', 'reka-ui'),
    ],
  },
]

test('every way of writing an import is seen', () => {
  const source =
    "import 'a'\nimport b from 'b'\nimport type { C } from 'c'\nimport {\n  one,\n  two,\n} from 'd'\nexport * from 'e'\nexport {\n  f } from 'f'\nconst g = await import('g')\nexport const text = ' from '\n"
  expect(importsOf('shared/here.ts', source).map(({ target }) => target)).toEqual([
    'a',
    'b',
    'c',
    'd',
    'e',
    'f',
    'g',
  ])
  expect(
    importsOf('shared/here.ts', source)
      .filter(({ typeOnly }) => typeOnly)
      .map(({ target }) => target),
  ).toEqual(['c'])
})

test('every import is allowed by the table', () => {
  const broken: string[] = []
  for (const [file, imports] of graph) {
    const room = rooms.find((candidate) => candidate.is.test(file))
    if (room === undefined) {
      broken.push(`${file} stands in no room`)
      continue
    }
    for (const { target } of imports)
      if (!room.may.some((allowed) => allowed.test(target)))
        broken.push(`${file} (${room.name}) imports ${target}`)
  }
  expect(broken).toEqual([])
})

/** The shell stands around all screens: it offers their files and steps, and the palette its commands. */
test('no screen of the page reaches into the folder of another', () => {
  const screenOf = (path: string) => /^renderer\/views\/([^/]+)\//.exec(path)?.[1]
  const broken = [...graph].flatMap(([file, imports]) =>
    imports
      .map(({ target }) => target)
      .filter((target) => {
        const [from, to] = [screenOf(file), screenOf(target)]
        return from !== undefined && to !== undefined && from !== to && from !== 'shell' && to !== 'shell'
      })
      .map((target) => `${file} imports ${target}`),
  )
  expect(broken).toEqual([])
})

test('only hosts/loopback listens on a network, and no source asks one', () => {
  const pipe = 'electron/engine/import/process/parserPipe.ts'
  const network = /^(node:)?(http|https|http2|net|tls|dgram|dns|undici)(\/|$)/
  const users = [...graph]
    .filter(([, imports]) => imports.some(({ target }) => network.test(target)))
    .map(([file]) => file)
  expect(users.filter((file) => !/^electron\/hosts\/loopback/.test(file) && file !== pipe)).toEqual([])
  // The parser's pipe to the engine is a socket in Node's words: it takes over an open file and can do nothing else.
  const text = readFileSync(resolve(root, pipe), 'utf8')
  expect([...text.matchAll(/import \{([^}]*)\} from 'node:net'/g)].map((match) => match[1]?.trim())).toEqual([
    'Socket',
  ])
  expect([...text.matchAll(/\bnew Socket\b.*|\b(?:connect|listen)\b\(.*/g)].map(([use]) => use)).toEqual([
    'new Socket({ fd: lineDescriptor, readable: true, writable: true })',
  ])
})

test('no domain of the engine reaches into the handlers of another', () => {
  const broken = [...graph].flatMap(([file, imports]) =>
    imports
      .filter(
        ({ target }) =>
          /handlers\.ts$/i.test(target) &&
          // These two join them: for the engine, and for its reading threads.
          file !== 'electron/engine/handlers.ts' &&
          file !== 'electron/engine/readerHandlers.ts' &&
          dirname(target) !== dirname(file) &&
          target !== 'electron/engine/handlers.ts',
      )
      .map(({ target }) => `${file} imports ${target}`),
  )
  expect(broken).toEqual([])
})

test('there are no cycles of imports that run', () => {
  const state = new Map<string, 'open' | 'done'>()
  const cycles: string[] = []
  function visit(file: string, trail: readonly string[]): void {
    if (state.get(file) === 'done') return
    if (state.get(file) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '))
      return
    }
    state.set(file, 'open')
    for (const { target, typeOnly } of graph.get(file) ?? [])
      if (!typeOnly && graph.has(target)) visit(target, [...trail, file])
    state.set(file, 'done')
  }
  for (const file of graph.keys()) visit(file, [])
  expect(cycles).toEqual([])
})

test('no source file is over 500 lines', () => {
  const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 501)
  expect(long).toEqual([])
})
