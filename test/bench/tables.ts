/** Windows, facets and totals of a large table, against the sqlite3 command line on the same file with the same question. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../electron/engine/index.ts'
import { type Bench, report, takeTurns } from './measure.ts'

export async function benchTables(bench: Bench): Promise<void> {
  const engine = bench.engineIn('windows')
  await engine.call('workspace.create', { name: 'bench', passphrase: null })
  await engine.call('import.run', { fileId: engine.files.grant(bench.statement()) })
  // The engine holds its case alone: the command line gets a copy.
  await engine.call('workspace.close', {})
  const folder = join(bench.folder, 'windows')
  const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.lzcase')) ?? '')
  const copy = join(bench.folder, 'windows-copy.db')
  copyFileSync(file, copy)
  await engine.call('workspace.open', { place: engine.files.grant(file) })
  await measureTables(engine, copy)
  await engine.shutdown()
}

/** Runs a question on the command line; the rows go nowhere, so that only the answer is paid for. */
function commandLine(path: string, sql: string): void {
  const { status, stderr, error } = spawnSync(
    'sqlite3',
    ['-readonly', path, `PRAGMA cache_size = -65536; ${sql}`],
    { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
  )
  if (error !== undefined || status !== 0) throw error ?? new Error(stderr)
}
type Filter = { field: string; op: 'between' | 'is'; values: (string | number | null)[] }[]

/** What the bars are about, on an open case and a copy of its file. */
export async function measureTables(engine: Engine, copy: string): Promise<void> {
  const size = (await engine.call('tables.list', {})).find(({ kind }) => kind === 'transfer')?.count ?? 0
  if (spawnSync('sqlite3', ['-version']).error !== undefined) {
    console.log('\nThe sqlite3 command line is not installed: tables are not measured.')
    return
  }
  console.log(`\nTable of ${size.toLocaleString('en')} transfers`)
  // A window tells how many rows there are too, so the command line counts them as well. A new filter each round, which every row meets: nothing can be left over from the round before.
  let round = 1
  const next = (): Filter => [{ field: 'amount', op: 'between', values: [(round += 1), null] }]
  const where = () => `amount >= ${round}`
  for (const field of ['time', 'amount', 'counterName'])
    for (const [name, offset] of [
      ['first rows', 0],
      ['rows of the middle', Math.floor(size / 2)],
    ] as const) {
      report(
        `First answer, ${name}, filtered, sorted by ${field}`,
        await takeTurns(5, [
          {
            name: 'window of the table',
            run: async () => {
              await engine.call('records.window', {
                scope: { kind: 'transfer', filter: next() },
                sort: [{ field, descending: false }],
                offset,
                limit: 100,
              })
            },
          },
          {
            name: 'sqlite3',
            run: () => {
              commandLine(
                copy,
                `SELECT COUNT(*) FROM r_transfer WHERE ${where()}; SELECT * FROM r_transfer WHERE ${where()} ORDER BY +"${field}" NULLS LAST, record_id LIMIT 100 OFFSET ${offset}`,
              )
            },
          },
        ]),
        'window of the table',
        'sqlite3',
        '(bar: 1.2)',
      )
    }
  const scope = { kind: 'transfer', filter: [] }
  for (const sort of [
    [],
    [
      { field: 'counterName', descending: true },
      { field: 'amount', descending: false },
    ],
  ]) {
    await engine.call('records.window', { scope, sort, offset: Math.max(0, size - 5_000), limit: 1 })
    let turn = 0
    const times = await takeTurns(60, [
      {
        name: 'window',
        run: async () => {
          await engine.call('records.window', {
            scope,
            sort,
            offset: Math.floor(((turn++ * 0.6180339887) % 1) * (size - 100)),
            limit: 100,
          })
        },
      },
    ])
    console.log(
      `\nA further window anywhere, sorted by ${sort.map(({ field }) => field).join(', ') || 'time'}: ${(times.get('window') ?? 0).toFixed(2)} ms   (bar: 10 ms)`,
    )
  }
  const half: Filter = [
    { field: 'amount', op: 'between', values: [100_000, null] },
    { field: 'direction', op: 'is', values: ['in'] },
  ]
  const condition = "amount >= 100000 AND direction IS 'in'"
  const sums = `SELECT direction, COUNT(*), SUM(amount), COUNT(amount) FROM r_transfer WHERE duplicate_of IS NULL AND mirror_of IS NULL AND result IS NOT 'failed' AND`
  for (const [name, filter, sql] of [
    ['of all rows', [], '1'],
    ['of a filter', half, condition],
  ] as const) {
    report(
      `Totals ${name}`,
      await takeTurns(5, [
        {
          name: 'totals',
          run: async () => {
            await engine.call('records.totals', { scope: { kind: 'transfer', filter: [...filter] } })
          },
        },
        {
          name: 'sqlite3 GROUP BY',
          run: () => {
            commandLine(
              copy,
              `${sums} ${sql} GROUP BY 1; SELECT COUNT(DISTINCT e_own), COUNT(DISTINCT e_counter) FROM r_transfer WHERE ${sql}`,
            )
          },
        },
      ]),
      'totals',
      'sqlite3 GROUP BY',
      '(bar: 1.5)',
    )
    for (const field of ['counterName', 'summary'])
      report(
        `Facet of ${field} ${name}`,
        await takeTurns(5, [
          {
            name: 'facet',
            run: async () => {
              await engine.call('records.facet', {
                scope: { kind: 'transfer', filter: [...filter] },
                field,
                limit: 6,
              })
            },
          },
          {
            name: 'sqlite3 GROUP BY',
            run: () => {
              commandLine(copy, `SELECT "${field}", COUNT(*) FROM r_transfer WHERE ${sql} GROUP BY 1`)
            },
          },
        ]),
        'facet',
        'sqlite3 GROUP BY',
        '(bar: 1.5)',
      )
    report(
      `Bars over time ${name}`,
      await takeTurns(5, [
        {
          name: 'histogram',
          run: async () => {
            await engine.call('records.histogram', {
              scope: { kind: 'transfer', filter: [...filter] },
              field: 'time',
              bins: 16,
            })
          },
        },
        {
          name: 'sqlite3 GROUP BY',
          run: () => {
            commandLine(copy, `SELECT substr("time", 1, 7), COUNT(*) FROM r_transfer WHERE ${sql} GROUP BY 1`)
          },
        },
      ]),
      'histogram',
      'sqlite3 GROUP BY',
      '(bar: 1.5)',
    )
  }
}
