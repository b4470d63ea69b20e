/**
 * Bringing a large statement in, against what the same workbook costs another reader to read and no more, and the same rows as GB18030 text
 * against the sqlite3 command line. The large one has ten times the rows (LZ_BENCH_LARGE=0 leaves it out, LZ_BENCH_STREAM_GB=4 adds a stream
 * of so much text). On a machine that does other work besides, the processor's time tells more than the clock's.
 */
import { spawnSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runParser } from '../../electron/engine/import/process/parser.ts'
import { spawnParser } from '../../electron/engine/import/process/parserProcess.ts'
import { type ParserProcess } from '../../electron/engine/workspace/parserStart.ts'
import { gb18030, makeXlsx } from '../engine/importFiles.ts'
import { statementHeader, statementRows } from '../helpers/statements.ts'
import { type Bench, builtParser, median } from './measure.ts'
import { type Measured, measured, said } from './process.ts'

const passphrase = 'correct horse battery staple'

export async function benchImport(bench: Bench): Promise<void> {
  const large = process.env['LZ_BENCH_LARGE'] === '0' ? null : bench.rows * 10
  let cases = 0
  const place = (): string => join(bench.folder, `case-${cases++}`)
  const small = await threeWays(3, bench.statement(), bench.statement(), place)
  sayWays(
    `Import of ${bench.rows.toLocaleString('en')} rows: read, convert, resolve, write, link, index, commit`,
    small,
    1,
  )
  if (large !== null)
    await largeImport(
      bench,
      large,
      middle(small.open, ({ milliseconds }) => milliseconds),
      place,
    )
  await answers(bench, large ?? bench.rows)
  await textImport(bench, large ?? bench.rows, place)
  await manyFiles(bench, place)
  const gigabytes = Number(process.env['LZ_BENCH_STREAM_GB'] ?? 0)
  if (gigabytes > 0) await streamText(gigabytes)
}

interface Ways {
  readonly bare: readonly Measured[]
  readonly open: readonly Measured[]
  readonly encrypted: readonly Measured[]
}
const middle = (runs: readonly Measured[], pick: (run: Measured) => number | null): number =>
  median(runs.map((run) => pick(run) ?? Number.NaN))

/** A bare read of one workbook and whole imports of another, in turns. */
async function threeWays(rounds: number, read: string, imported: string, place: () => string): Promise<Ways> {
  const ways = { bare: [] as Measured[], open: [] as Measured[], encrypted: [] as Measured[] }
  for (let round = 0; round < rounds; round += 1) {
    ways.bare.push(await measured('./sheetjsRead.ts', read))
    ways.open.push(await measured('./importOnce.ts', imported, place(), ''))
    ways.encrypted.push(await measured('./importOnce.ts', imported, place(), passphrase))
  }
  return ways
}
/** `times`: how many times the rows of the bare read were imported. */
function sayWays(title: string, { bare, open, encrypted }: Ways, times: number): void {
  console.log(`\n${title}`)
  for (const [name, runs] of [
    ['bare read with SheetJS (dense, to rows)', bare],
    ['whole import, open case', open],
    ['whole import, encrypted case', encrypted],
  ] as const)
    for (const run of runs) console.log(`  ${name.padEnd(52)} ${said(run)}`)
  const ratio = (runs: readonly Measured[], pick: (run: Measured) => number | null): string =>
    (middle(runs, pick) / (times * middle(bare, pick))).toFixed(2)
  for (const [name, runs, bar] of [
    ['open', open, '≤ 0.5'],
    ['encrypted', encrypted, '≤ 0.75'],
  ] as const) {
    console.log(
      `  ratio, ${name} case: ${ratio(runs, ({ milliseconds }) => milliseconds)} by the clock, ${ratio(runs, ({ processorMilliseconds }) => processorMilliseconds)} by the processor   (${bar})`,
    )
  }
}

async function largeImport(
  bench: Bench,
  rows: number,
  smallOpen: number,
  place: () => string,
): Promise<void> {
  const ways = await threeWays(2, bench.statement(), bench.statement(rows), place)
  sayWays(
    `Import of ${rows.toLocaleString('en')} rows against ten times a bare read of ${bench.rows.toLocaleString('en')} with SheetJS`,
    ways,
    10,
  )
  const peak = (runs: readonly Measured[]): number =>
    Math.round(Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes ?? Number.NaN)))
  console.log(
    `  peak memory of engine and parser: ${peak(ways.open)} MB open, ${peak(ways.encrypted)} MB encrypted   (≤ 700 MB)`,
  )
  console.log(
    `  ten times the rows take ${(middle(ways.open, ({ milliseconds }) => milliseconds) / smallOpen).toFixed(1)} times the time   (10 ± 1.5)`,
  )
}

/** How soon the first preview of a large file stands, and how soon a cancelled import lets go. */
async function answers(bench: Bench, rows: number): Promise<void> {
  const engine = bench.engineIn('answers')
  await engine.call('workspace.create', { name: 'bench', passphrase: null })
  const fileId = engine.files.grant(bench.statement(rows))
  const asked = performance.now()
  await engine.call('import.inspect', { fileId })
  console.log(
    `\nFirst preview of a workbook of ${rows.toLocaleString('en')} rows: ${Math.round(performance.now() - asked)} ms   (≤ 1,000 ms)`,
  )
  const controller = new AbortController()
  let cancelled = 0
  await engine
    .call(
      'import.run',
      { fileId },
      {
        signal: controller.signal,
        onProgress: ({ stage, done }) => {
          if (stage === 'rows' && done > rows / 3 && cancelled === 0) {
            cancelled = performance.now()
            controller.abort()
          }
        },
      },
    )
    .catch(() => undefined)
  console.log(
    `An import cancelled after a third of its rows lets go after ${Math.round(performance.now() - cancelled)} ms   (≤ 1,000 ms)`,
  )
  await engine.shutdown()
}

/** The same rows as GB18030 text. The command line reads the bytes as they are: cut at the commas, no encoding, no types, no index. */
async function textImport(bench: Bench, rows: number, place: () => string): Promise<void> {
  const path = join(bench.folder, `statement-${rows}.csv`)
  const file = openSync(path, 'w')
  let held = `${statementHeader.join(',')}\r\n`
  for (const { cells } of statementRows(rows)) {
    held += `${cells.join(',')}\r\n`
    if (held.length > 1 << 18) {
      writeSync(file, gb18030(held))
      held = ''
    }
  }
  writeSync(file, gb18030(held))
  closeSync(file)
  const ours = await measured('./importOnce.ts', path, place(), '')
  console.log(
    `\nThe same ${rows.toLocaleString('en')} rows as GB18030 text\n  whole import, open case: ${said(ours)}`,
  )
  const bare = join(bench.folder, 'sqlite3.db')
  const start = performance.now()
  const { status } = spawnSync('sqlite3', [bare, '-cmd', '.mode csv', `.import ${path} statement`], {
    stdio: 'ignore',
  })
  const theirs = performance.now() - start
  if (status === 0)
    console.log(
      `  sqlite3 .import: ${Math.round(theirs).toLocaleString('en')} ms\n  ratio: ${(ours.milliseconds / theirs).toFixed(1)}   (≤ 5)`,
    )
  else
    console.log(
      '  the sqlite3 command line is not installed; nothing to compare with (apt-get install sqlite3)',
    )
}

/** Many small files one after the other, a batch each; and seventeen files as a team has them. */
async function manyFiles(bench: Bench, place: () => string): Promise<void> {
  const rows = [...statementRows(2_000)].map(({ cells }) => cells)
  const small = Array.from({ length: 200 }, (_, file) => [
    statementHeader,
    ...rows.slice(file * 10, file * 10 + 10),
  ])
  const written = (name: string, bytesOf: (table: (typeof small)[number]) => Uint8Array | string): string[] =>
    small.map((table, file) => {
      const path = join(bench.folder, `${name.replace('.', `-${file}.`)}`)
      writeFileSync(path, bytesOf(table))
      return path
    })
  const texts = written('small.csv', (table) => table.map((cells) => cells.join(',')).join('\r\n'))
  const books = written('small.xlsx', (table) => makeXlsx([{ name: '流水', rows: table }]))
  const resources = fileURLToPath(new URL('../../resources/samples/', import.meta.url))
  const layouts = fileURLToPath(new URL('../fixtures/layouts/', import.meta.url))
  const mixed = [
    ...['betting', 'piracy'].flatMap((name) =>
      readdirSync(join(resources, name))
        .filter((file) => !file.endsWith('.json'))
        .map((file) => join(resources, name, file)),
    ),
    join(layouts, 'example-spdb_debit-records.xls'),
    join(layouts, 'example-wechat-records.xlsx'),
  ]
  console.log('\nMany files, one after the other, a batch each')
  for (const [name, files, bar] of [
    ['200 texts of ten rows', texts, '≤ 30 s'],
    ['200 workbooks of ten rows', books, '≤ 30 s'],
    [`${mixed.length} mixed files: both samples, an old workbook, an export of WeChat`, mixed, '≤ 8 s'],
  ] as const)
    for (const [how, secret] of [
      ['open', ''],
      ['encrypted', passphrase],
    ] as const)
      console.log(
        `  ${`${name}, ${how}`.padEnd(84)} ${said(await measured('./importMany.ts', place(), secret, ...files))}   (${bar})`,
      )
}

/** Endless text through the parser's process, its rows thrown away: its memory may not grow with what has passed. */
async function streamText(gigabytes: number): Promise<void> {
  const piece = Buffer.from([...statementRows(20_000)].map(({ cells }) => cells.join(',')).join('\n') + '\n')
  const head = Buffer.from(`${statementHeader.join(',')}\n`)
  const size = gigabytes * 1024 ** 3
  let given = 0
  let parser: ParserProcess | null = null
  const seen: [gigabytes: number, megabytes: number][] = []
  const source = {
    size,
    next: () => {
      const bytes = given >= size ? null : given === 0 ? head : piece
      given += bytes?.length ?? 0
      if (given / 1024 ** 3 > (seen.at(-1)?.[0] ?? 0) + 0.25)
        seen.push([given / 1024 ** 3, (parser?.residentBytes() ?? 0) / 1024 ** 2])
      return Promise.resolve(bytes)
    },
  }
  const file = {
    fileName: '流水.csv',
    path: '',
    size,
    encoding: null,
    separator: null,
    password: null,
    fileKey: null,
    now: '2026-01-01 00:00:00',
  }
  const started = performance.now()
  await runParser(
    { parserEntry: builtParser, startParser: (start) => (parser = spawnParser(start)) },
    { what: 'convert', accept: false, file, sheets: null },
    source,
    new AbortController().signal,
    () => undefined,
  )
  console.log(
    `\n${gigabytes} GB of text through the parser in ${Math.round((performance.now() - started) / 1000)} s; its memory (GB passed: MB): ${seen.map(([passed, memory]) => `${passed.toFixed(2)}: ${Math.round(memory)}`).join(', ')}`,
  )
}
