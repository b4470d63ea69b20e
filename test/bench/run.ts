/**
 * `npm run bench`: ratios of things measured side by side in one run, on this machine, now. Nothing is asserted; a missed bar is printed as missed.
 * LZ_BENCH_ROWS changes the size of the statement (100,000).
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { openEngine, type Engine } from '../../electron/engine/index.ts'
import { writeStatementXlsx } from '../helpers/statements.ts'
import { report, takeTurns } from './measure.ts'

const rows = Number(process.env['LZ_BENCH_ROWS'] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'lianzheng-bench-'))
const workbook = join(folder, 'statement.xlsx')
const parserEntry = new URL('../../electron/engine/import/parserWorker.ts', import.meta.url)
let cases = 0

function engineIn(place: string): Engine {
  return openEngine({ casesFolder: join(folder, place), settingsFolder: join(folder, 'settings'), samplesFolder: folder, parserEntry, appVersion: 'bench', operator: 'bench' })
}
/** Each side runs in a process of its own, so that one's memory is not the other's burden. */
function alone(script: string, ...args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL(script, import.meta.url), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${script} ended with ${code}`))))
  })
}
const importInto = (passphrase: string) => alone('./importOnce.ts', workbook, join(folder, `case-${cases++}`), passphrase)

console.log(`${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; statement of ${rows.toLocaleString('en')} rows × 20 columns`)
writeStatementXlsx(workbook, rows)

const imports = await takeTurns(3, [
  { name: 'bare read with SheetJS (dense, to rows)', run: () => alone('./sheetjsRead.ts', workbook) },
  { name: 'whole import, open case', run: () => importInto('') },
  { name: 'whole import, encrypted case', run: () => importInto('correct horse battery staple') },
])
report('Import: read, convert, resolve, write, link, commit', imports, 'whole import, open case', 'bare read with SheetJS (dense, to rows)', '(issue 3 asks ≤ 5 for ten times the rows: ≤ 0.5 per row)')
report('The same into an encrypted case', imports, 'whole import, encrypted case', 'bare read with SheetJS (dense, to rows)', '(≤ 0.75 per row)')

const engine = engineIn('windows')
await engine.call('workspace.create', { name: 'bench', passphrase: null })
await engine.call('import.run', { fileId: engine.files.grant(workbook) })
const scope = { kind: 'transfer', filter: [] }
const [tableSize] = (await engine.call('tables.list', {})).map((table) => table.count)
const size = tableSize ?? rows
const copy = join(folder, 'bare.db')
const bare = new Database(copy)
const sample = await engine.call('records.window', { scope, offset: 0, limit: 100 })
bare.exec('CREATE TABLE t (id INTEGER PRIMARY KEY, time TEXT, amount INTEGER, memo TEXT)')
const insert = bare.prepare('INSERT INTO t (time, amount, memo) VALUES (?, ?, ?)')
bare.transaction(() => { for (let row = 0; row < size; row++) insert.run(`2021-03-${String(1 + (row % 28)).padStart(2, '0')}`, (row * 7_919) % 1_000_003, 'memo') })()
let turn = 0
const anywhere = () => Math.floor(((turn++ * 0.6180339887) % 1) * (size - 100))
for (const field of ['time', 'amount']) {
  const sort = [{ field, descending: false }]
  const started = performance.now()
  await engine.call('records.window', { scope, sort, offset: 0, limit: 100 })
  console.log(`\nTable of ${size.toLocaleString('en')} rows sorted by ${field}: first answer ${(performance.now() - started).toFixed(0)} ms (${sample.rows.length} rows a window)`)
  report(`100-row window anywhere, sorted by ${field}`, await takeTurns(60, [
    { name: 'window of the table', run: async () => { await engine.call('records.window', { scope, sort, offset: anywhere(), limit: 100 }) } },
    { name: 'bare SQLite, narrow table, ORDER BY … LIMIT 100 OFFSET n', run: () => { bare.prepare(`SELECT * FROM t ORDER BY ${field} LIMIT 100 OFFSET ?`).all(anywhere()) } },
  ]), 'window of the table', 'bare SQLite, narrow table, ORDER BY … LIMIT 100 OFFSET n', '(a further window ≤ 10 ms)')
}

const hub = (await engine.call('entities.list', { kind: 'bankAccount', sort: 'links', offset: 0, limit: 1 })).rows[0]
if (hub !== undefined) {
  let made = 0
  const neighbours = Math.min(1_000, hub.links)
  const rounds = await takeTurns(7, [
    { name: `expand a node by ${neighbours.toLocaleString('en')} neighbours (of ${hub.links.toLocaleString('en')})`, run: async () => {
      const { chartId } = await engine.call('charts.create', { name: `bench ${made++}`, entityIds: [hub.entityId] })
      const delta = await engine.call('chart.expand', { chartId, entityId: hub.entityId, limit: neighbours })
      if (delta.nodes.length < neighbours) throw new Error(`only ${delta.nodes.length} nodes came`)
    } },
    { name: 'the same neighbours listed one link page at a time', run: async () => {
      for (let offset = 0; offset < neighbours; offset += 100) await engine.call('links.list', { entityId: hub.entityId, offset, limit: 100 })
    } },
  ])
  const [ours, theirs] = [...rounds.keys()]
  report('Expansion of a node with 1,000 neighbours', rounds, ours as string, theirs as string, '')
}
await engine.shutdown()
bare.close()
rmSync(folder, { recursive: true, force: true })
