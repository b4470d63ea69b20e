/** A list of 100,000 numbers against the case, an entity's page, and every cell looked through. */
import Database from 'better-sqlite3-multiple-ciphers'
import { statementRows } from '../helpers/statements.ts'
import { type Bench, report, takeTurns } from './measure.ts'

const listed = 100_000
export async function benchCollision(bench: Bench): Promise<void> {
  const engine = bench.engineIn('collision')
  await engine.call('workspace.create', { name: 'bench', passphrase: null })
  await engine.call('import.run', { fileId: engine.files.grant(bench.statement()) })
  // Half of the numbers stand in the case, half do not; written as people write them.
  const known: string[] = []
  for (const { cells } of statementRows(bench.rows)) {
    known.push((cells[8] ?? '').replace(/(\d{4})(?=\d)/g, '$1 '))
    if (known.length >= listed / 2) break
  }
  const text = Array.from({ length: listed }, (_, index) =>
    index % 2 === 0
      ? (known[(index / 2) % known.length] ?? '')
      : `+86 1${String(3_000_000_000 + index * 37)}`,
  ).join('\n')
  const numbers = text.split('\n').map((line) => line.replace(/^\+86 |\s/g, ''))
  const bare = new Database(':memory:')
  bare.exec('CREATE TABLE t (value TEXT PRIMARY KEY) WITHOUT ROWID')
  const insert = bare.prepare('INSERT OR IGNORE INTO t VALUES (?)')
  bare.transaction(() => {
    for (const number of numbers.filter((_, index) => index % 2 === 0)) insert.run(number)
  })()
  const look = bare.prepare('SELECT 1 FROM t WHERE value = ?')
  const [collision, bareLook] = [
    `collision of ${listed.toLocaleString('en')} numbers, as written by hand`,
    'bare SQLite: clean numbers looked up one by one',
  ]
  const rounds = await takeTurns(7, [
    {
      name: collision,
      run: async () => {
        await engine.call('collision.list', { input: { text } })
      },
    },
    {
      name: bareLook,
      run: () => {
        for (const number of numbers) look.get(number)
      },
    },
  ])
  // On a busy machine the clock measures the others too; this is what the collision itself takes.
  const before = process.cpuUsage()
  const { resultId, counts } = await engine.call('collision.list', { input: { text } })
  const used = process.cpuUsage(before)
  report(
    `Collision with a case of ${bench.rows.toLocaleString('en')} rows: ${counts.found.toLocaleString('en')} of ${counts.given.toLocaleString('en')} lines found`,
    rounds,
    collision,
    bareLook,
    '(collision ≤ 2,000 ms asked of a million rows)',
  )
  console.log(`  of it processor time: ${((used.user + used.system) / 1_000).toFixed(0)} ms`)
  let turn = 0
  const windows = await takeTurns(40, [
    {
      name: 'window',
      run: async () => {
        await engine.call('collision.lines', {
          resultId,
          sort: 'records',
          descending: true,
          offset: (turn++ * 7_919) % (listed - 100),
          limit: 100,
        })
      },
    },
  ])
  console.log(
    `  a window of 100 lines anywhere, sorted by records: ${(windows.get('window') ?? 0).toFixed(1)} ms`,
  )
  const started = performance.now()
  await engine.call('collision.everywhere', { resultId })
  console.log(
    `  every cell of every row looked through as well: ${(performance.now() - started).toFixed(0)} ms`,
  )
  const [hub] = (
    await engine.call('entities.list', { kind: 'bankAccount', sort: 'records', offset: 0, limit: 1 })
  ).rows
  if (hub !== undefined) {
    const entityId = hub.entityId
    const pages = await takeTurns(9, [
      {
        name: 'the page',
        run: async () => {
          await engine.call('entities.read', { entityId })
        },
      },
      {
        name: 'timeline',
        run: async () => {
          await engine.call('entities.timeline', { entityId })
        },
      },
      {
        name: 'window of its rows',
        run: async () => {
          await engine.call('entities.rows', { entityId, offset: Math.floor(hub.records / 2), limit: 100 })
        },
      },
      {
        name: 'bare count of its rows',
        run: async () => {
          await engine.call('records.window', {
            scope: { kind: 'transfer', entity: entityId },
            offset: 0,
            limit: 0,
          })
        },
      },
    ])
    console.log(
      `\nInspector of the busiest account (${hub.records.toLocaleString('en')} rows, ${hub.links.toLocaleString('en')} neighbours): ${[...pages].map(([name, took]) => `${name} ${took.toFixed(1)} ms`).join(', ')} (page ≤ 100)`,
    )
  }
  await engine.shutdown()
}
