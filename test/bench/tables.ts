/** Windows into a large table, against bare SQLite on a narrow one. */
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { type Bench, report, takeTurns } from './measure.ts'

export async function benchTables(bench: Bench): Promise<void> {
  const engine = bench.engineIn('windows')
  await engine.call('workspace.create', { name: 'bench', passphrase: null })
  await engine.call('import.run', { fileId: engine.files.grant(bench.statement()) })
  const scope = { kind: 'transfer', filter: [] }
  const [tableSize] = (await engine.call('tables.list', {})).map((table) => table.count)
  const size = tableSize ?? bench.rows
  const copy = join(bench.folder, 'bare.db')
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
  await engine.shutdown()
  bare.close()
}
