/**
 * `npm run bench [-- subject …]`: ratios of things measured side by side in one run, on this machine, now. Nothing is asserted; a missed bar is
 * printed as missed. One file a subject, all of them when none is named. LZ_BENCH_ROWS changes the size of the statement (100,000).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { openEngine } from '../../electron/engine/index.ts'
import { writeStatementXlsx } from '../helpers/statements.ts'
import { benchCharts } from './charts.ts'
import { benchCollision } from './collision.ts'
import { benchDesk } from './desk.ts'
import { benchFacts } from './facts.ts'
import { benchIdentity } from './identity.ts'
import { benchImport } from './import.ts'
import { type Bench, builtParser } from './measure.ts'
import { benchNetwork } from './network.ts'
import { benchPage } from './page.ts'
import { benchSearch } from './search.ts'
import { benchTables } from './tables.ts'
import { benchVerify } from './verify.ts'

const subjects: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  import: benchImport,
  tables: benchTables,
  charts: benchCharts,
  collision: benchCollision,
  identity: benchIdentity,
  search: benchSearch,
  page: benchPage,
  desk: benchDesk,
  facts: benchFacts,
  verify: benchVerify,
  network: benchNetwork,
}
const asked = process.argv.slice(2)
const unknown = asked.filter((subject) => subjects[subject] === undefined)
if (unknown.length > 0) {
  console.error(`no such subject: ${unknown.join(', ')}; there are ${Object.keys(subjects).join(', ')}`)
  process.exit(2)
}

const rows = Number(process.env['LZ_BENCH_ROWS'] ?? 100_000)
const folder = mkdtempSync(join(tmpdir(), 'lianzheng-bench-'))
const written = new Set<string>()
const bench: Bench = {
  folder,
  rows,
  statement(count = rows) {
    const workbook = join(folder, `statement-${count}.xlsx`)
    if (!written.has(workbook)) writeStatementXlsx(workbook, count)
    written.add(workbook)
    return workbook
  },
  engineIn: (place) =>
    openEngine({
      casesFolder: join(folder, place),
      settingsFolder: join(folder, 'settings'),
      samplesFolder: folder,
      parserEntry: builtParser,
      appVersion: 'bench',
      operator: 'bench',
    }),
}
console.log(
  `${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}; statement of ${rows.toLocaleString('en')} rows × 20 columns`,
)
try {
  for (const subject of asked.length > 0 ? asked : Object.keys(subjects)) await subjects[subject]?.(bench)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
