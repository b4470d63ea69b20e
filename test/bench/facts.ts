/**
 * What deriving facts from rows costs, step by step: over the made-up statement, and over rows that are bad for the rules (one account in all rows,
 * thousands of equal amounts on a day, a serial that thousands of rows share, refunds that name nothing, rows without their own number, one export
 * repeated with a column less). LZ_BENCH_ROWS rows of either; LZ_BENCH_CASE names a case file to use instead of the statement.
 */
import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Engine } from '../../electron/engine/index.ts'
import { rankAccounts } from '../../electron/engine/analysis/accounts.ts'
import { qualityFindings } from '../../electron/engine/analysis/quality.ts'
import { listMeasures } from '../../electron/engine/law/measures.ts'
import { rebuildLinksOfKind } from '../../electron/engine/entities/linkRows.ts'
import { countEntityFacts } from '../../electron/engine/entities/entityFacts.ts'
import { conflictsOf } from '../../electron/engine/records/conflicts.ts'
import { doubtsOfKind } from '../../electron/engine/records/doubts.ts'
import { forgetDuplicates, markDuplicates } from '../../electron/engine/records/duplicates.ts'
import { markMirrors } from '../../electron/engine/records/mirrors.ts'
import { possibleMirrors } from '../../electron/engine/records/possibleMirrors.ts'
import { possibleRepeats } from '../../electron/engine/records/possibleRepeats.ts'
import { possibleReversals } from '../../electron/engine/records/possibleReversals.ts'
import { fillReversalMarks, restateReversals } from '../../electron/engine/records/reversals.ts'
import { allRows } from '../../electron/engine/records/selection.ts'
import { Database } from '../../electron/engine/store/sqlite.ts'
import { atOnce } from '../../electron/engine/store/steps.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { random, statementHeader, statementRows } from '../helpers/statements.ts'
import type { Bench } from './measure.ts'

export async function benchFacts(bench: Bench): Promise<void> {
  const given = process.env['LZ_BENCH_CASE']
  if (given !== undefined) return ofCase(bench, 'given', given)
  const only = process.env['LZ_BENCH_FACTS']
  if (only !== 'bad') await ofFiles(bench, 'statement', [bench.statement()])
  if (only !== 'statement') await ofFiles(bench, 'bad', writeBadFiles(bench.folder, bench.rows))
}

/** The files come into a case one after the other; then each step is run over all of its rows. */
async function ofFiles(bench: Bench, place: string, files: readonly string[]): Promise<void> {
  const engine = bench.engineIn(place)
  await engine.call('workspace.create', { name: place, passphrase: null })
  console.log(`\nFacts, ${place}`)
  for (const file of files)
    await timed(`import of ${file.slice(file.lastIndexOf('/') + 1)}`, () =>
      engine.call('import.run', { fileId: engine.files.grant(file) }),
    )
  await engine.shutdown()
  const folder = join(bench.folder, place)
  const path = join(folder, readdirSync(folder).find((name) => name.endsWith('.lzcase')) ?? '')
  await ofCase(bench, place, path)
}
async function ofCase(bench: Bench, place: string, path: string): Promise<void> {
  const own = join(bench.folder, `${place}-own.lzcase`)
  copyFileSync(path, own)
  await steps(own)
  await changes(bench, place, own)
  rmSync(own)
}

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  globalThis.gc?.()
  const begin = performance.now()
  const cpu = process.cpuUsage()
  let most = process.memoryUsage().rss
  const look = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50)
  try {
    const value = await work()
    const { user, system } = process.cpuUsage(cpu)
    most = Math.max(most, process.memoryUsage().rss)
    console.log(
      `  ${what.padEnd(44)} ${Math.round(performance.now() - begin)
        .toLocaleString('en')
        .padStart(9)} ms, processor ${Math.round((user + system) / 1000)
        .toLocaleString('en')
        .padStart(9)} ms, ${Math.round(most / 2 ** 20)} MB`,
    )
    return value
  } finally {
    clearInterval(look)
  }
}

/** Each derivation over all rows of a kind, in one transaction that is taken back. */
async function steps(path: string): Promise<void> {
  const db = new Database(path)
  db.pragma('temp_store = 2')
  db.pragma('cache_size = -65536')
  const kind = recordKind('transfer')
  if (kind === undefined) return
  const rows = allRows(db, kind)
  console.log(`  ${rows.count.toLocaleString('en')} rows`)
  const of = <T>(what: string, work: () => T): Promise<T> => timed(what, work)
  await of('possible mirrors', () => possibleMirrors(db, kind))
  await of('possible repeats', () => atOnce(possibleRepeats(db, kind)))
  await of('possible reversals', () => possibleReversals(db, kind))
  await of('conflicts', () => conflictsOf(db, kind))
  const { rows: doubtful } = await of('doubts (reversals and conflicts kept)', () => doubtsOfKind(db, kind))
  console.log(`    ${doubtful.length} doubts`)
  await of('findings', () => qualityFindings(db))
  await of('measures', () => listMeasures(db))
  await of('account totals', () => rankAccounts(db, 100))
  db.exec('BEGIN')
  await of('mark duplicates again', () => markDuplicates(db, kind, rows))
  await of('mark mirrors again', () => markMirrors(db, kind, rows))
  await of('restate reversals again', () => restateReversals(db, kind))
  await of('forget duplicates', () => {
    forgetDuplicates(db, kind)
  })
  await of('mark duplicates', () => markDuplicates(db, kind, rows))
  await of('forget mirrors', () =>
    db.exec('UPDATE r_transfer SET mirror_of = NULL WHERE mirror_of IS NOT NULL'),
  )
  await of('mark mirrors', () => markMirrors(db, kind, rows))
  await of('fill reversal marks', () => {
    fillReversalMarks(db, kind)
  })
  await of('restate reversals', () => restateReversals(db, kind))
  await of('take facts of entities away', () => countEntityFacts(db, kind, rows, -1))
  await of('links', () => {
    rebuildLinksOfKind(db, kind)
  })
  db.exec('ROLLBACK')
  db.close()
}

/** What a person does in the case, at the engine. */
async function changes(bench: Bench, place: string, path: string): Promise<void> {
  const engine = bench.engineIn(`${place}-changes`)
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  const { rows } = await engine.call('records.window', {
    scope: { kind: 'transfer', filter: [] },
    offset: 7,
    limit: 1,
  })
  const { sheetId = 0, row = 0 } = rows[0]?.source ?? {}
  const edit = (field: string, text: string) => (): Promise<unknown> =>
    engine.call('records.edit', { sheetId, row, field, text })
  await timed('a memo is edited', edit('summary', '甲'))
  await timed('an amount is edited', edit('amount', '17.31'))
  await timed('the edit is undone', () => engine.call('history.undo', {}))
  const decided = await firstDoubt(engine)
  if (decided !== null) {
    await timed('one decision about two rows', decided)
    await timed('the decision is undone', () => engine.call('history.undo', {}))
  }
  const batches = await engine.call('import.batches', {})
  for (const { batchId } of batches.toReversed())
    await timed(`import ${batchId} taken out`, () => engine.call('import.undo', { batchId }))
  await engine.shutdown()
}
async function firstDoubt(engine: Engine): Promise<(() => Promise<unknown>) | null> {
  for (const code of ['possible-repeat', 'possible-mirror', 'possible-reversal']) {
    const found = await engine
      .call('quality.rows', { finding: `${code}.transfer`, offset: 0, limit: 1 })
      .catch(() => null)
    const [row] = found?.rows ?? []
    const otherId = Number(row?.values['otherRecordId'] ?? 0)
    if (row?.recordId == null || otherId === 0) continue
    const recordId = row.recordId
    return code === 'possible-mirror'
      ? () => engine.call('pairs.join', { kind: 'transfer', recordId, otherId })
      : () => engine.call('facts.decide', { kind: 'transfer', recordId, otherId, decision: 'apart' })
  }
  return null
}

/** Two thirds of the rows twice over in one statement (the second time without balance), one third without own number. */
export function writeBadFiles(folder: string, rows: number): readonly string[] {
  const next = random(11)
  const third = Math.floor(rows / 3)
  const at = (name: (typeof statementHeader)[number]): number => statementHeader.indexOf(name)
  const codes = ['00', '01', '05', '14', '51', '00', '00', '00']
  const base = [...statementRows(third, 3, 1)].map(({ cells }, index) => {
    const row = [...cells]
    const set = (name: (typeof statementHeader)[number], value: string): void => {
      row[at(name)] = value
    }
    // A sixth of the case is one round amount, half of that on one day.
    if (index % 2 === 0) set('交易金额', '100.00')
    if (index % 4 === 0) set('交易时间', `2021-03-05 ${(row[at('交易时间')] ?? '').slice(11)}`)
    // A serial that a twentieth of the rows carry; others have none.
    if (index % 20 === 0) set('交易流水号', '20210305000777001')
    else if (next() < 0.4) set('交易流水号', '')
    if (next() < 0.03) {
      set('摘要说明', '退款')
      set('收付标志', '进')
      set('交易流水号', '')
    }
    set('交易是否成功', codes[Math.floor(next() * codes.length)] ?? '00')
    return row
  })
  const ownless = [...statementRows(third, 5, 1)].map(({ cells }, index) =>
    index % 2 === 0 ? [...(base[index] ?? cells)] : [...cells],
  )
  const write = (
    name: string,
    without: readonly (typeof statementHeader)[number][],
    all: string[][],
  ): string => {
    const kept = statementHeader.flatMap((column, place) => (without.includes(column) ? [] : [place]))
    const path = join(folder, name)
    writeFileSync(
      path,
      [statementHeader, ...all].map((row) => kept.map((place) => row[place] ?? '').join(',')).join('\n'),
    )
    return path
  }
  return [
    write('bad-first.csv', [], base),
    write('bad-again.csv', ['交易余额'], base),
    write('bad-ownless.csv', ['交易卡号', '交易账号', '交易户名'], ownless),
  ]
}
