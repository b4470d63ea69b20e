/** Numbers that many rows share: the same hashes, and the same rows that stand, as when each row is compared with each. */
import { describe, expect, it } from 'vitest'
import { restateFacts, sharedHashes } from '../../electron/engine/records/duplicates.ts'
import { allRows, rowsOfSheets } from '../../electron/engine/records/selection.ts'
import { rebuildFacts } from '../../electron/engine/entities/derive.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { random } from '../helpers/statements.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'

const kind = recordKind('transfer')
if (kind === undefined) throw new Error('no transfers')

function rowsOf(count: number, next: () => number): Values[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  return Array.from({ length: count }, () => ({
    ownCard: pick(['6222000000000001', '6222000000000002', null]),
    time: `2021-03-0${pick([1, 2, 3])} 10:00:0${pick([1, 2, 3, 4])}`,
    amount: pick([10_000, 20_000]),
    direction: pick(['in', 'out', 'unknown']),
    serial: pick(['123456', '123457', '777', null]),
    counterAccount: pick(['6222000000000077', '6222000000000078', null]),
    balance: pick([null, 5, 6]),
  }))
}
/** Each selected row with each other one of its number. */
function plainHashes(db: WriteDb, sheet: number | null): ReadonlySet<number> {
  const own = (alias: string): string =>
    `coalesce(${alias}.ownCard, ${alias}.ownAccount, ${alias}.ownPayment, ${alias}.fromWallet)`
  const selected = sheet === null ? '1' : `n.sheet_id = ${sheet}`
  const pairs = db
    .prepare<[], [number, number]>(
      `SELECT n.fact, x.fact FROM r_transfer n CROSS JOIN r_transfer x ON x.serial = n.serial AND x.fact <> n.fact AND coalesce(${own('x')} = ${own('n')}, 1) WHERE n.fact IS NOT NULL AND ${selected}`,
    )
    .raw()
    .all()
  const alike = db
    .prepare<[], number>(
      `SELECT n.fact FROM r_transfer n JOIN r_transfer x ON x.fact = n.fact AND x.record_id <> n.record_id WHERE ${selected}`,
    )
    .pluck()
    .all()
  return new Set([...pairs.flat(), ...alike])
}
const marksOf = (db: WriteDb): unknown =>
  db.prepare('SELECT record_id, duplicate_of FROM r_transfer ORDER BY record_id').all()

describe('rows that share a number', () => {
  it('are found as each with each', () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const next = random(seed)
      const db = emptyCase()
      for (const count of [40, 12, 3]) addBatch(db, [{ kind: 'transfer', rows: rowsOf(count, next) }])
      const sheets = db.prepare<[], number>('SELECT sheet_id FROM sheets ORDER BY 1').pluck().all()
      for (const sheet of [null, ...sheets]) {
        const selection = sheet === null ? allRows(db, kind) : rowsOfSheets(db, kind, [sheet])
        const found = sharedHashes(db, kind, selection)
        // Of a large part of the table, hashes that others share are told for all of it.
        const plain = plainHashes(db, sheet)
        for (const fact of plain) expect(found.has(fact), `seed ${seed}`).toBe(true)
        const whole = plainHashes(db, null)
        for (const fact of found) expect(whole.has(fact), `seed ${seed}`).toBe(true)
        if (sheet === null) expect(found).toEqual(whole)
      }
      db.close()
    }
  })
  it('stand alike however they are told about, one by one or together', () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const next = random(seed)
      const db = emptyCase()
      for (const count of [40, 30, 20]) addBatch(db, [{ kind: 'transfer', rows: rowsOf(count, next) }])
      const added = marksOf(db)
      rebuildFacts(db)
      expect(marksOf(db), `seed ${seed}`).toEqual(added)
      const facts = db.prepare<[], number>('SELECT DISTINCT fact FROM r_transfer').pluck().all()
      for (const fact of facts) expect(restateFacts(db, kind, [fact]).size, `seed ${seed}`).toBe(0)
      db.close()
    }
  })
  it.each([[[0, 1, 2]], [[1, 2, 0]], [[2, 1]], [[1, 2]]])(
    'two cards of one payment account and one serial are told together, whatever else is there: %o',
    (order) => {
      const plain = { time: '2022-11-20 10:00:50', amount: 100, direction: 'in', result: 'success' }
      const files: readonly Values[][] = [
        Array.from({ length: 3 }, () => ({ ownCard: '6217000000000000001', ...plain })),
        [{ ownCard: '6217000000000000001', ownPayment: 'b@x.cn', serial: 's3', ...plain }],
        [{ ownCard: '6217000000000000002', ownPayment: 'b@x.cn', serial: 's3', ...plain }],
      ]
      const db = emptyCase()
      for (const place of order) addBatch(db, [{ kind: 'transfer', rows: files[place] ?? [] }])
      const told = () =>
        db
          .prepare('SELECT count(*), count(duplicate_of) FROM r_transfer WHERE serial IS NOT NULL')
          .raw()
          .get()
      expect(told()).toEqual([2, 1])
      rebuildFacts(db)
      expect(told()).toEqual([2, 1])
      db.close()
    },
  )
  it('thousands of one number are compared by their number, each with one of the other sheet', () => {
    const db = emptyCase()
    const rows = (own: string): Values[] =>
      Array.from({ length: 2_000 }, (_, index) => ({
        ownCard: own,
        time: `2021-03-${String(1 + (index % 28)).padStart(2, '0')} 10:00:${String(index % 60).padStart(2, '0')}`,
        amount: 100 + index,
        direction: 'in',
        serial: '20210305000777001',
        balance: index,
      }))
    addBatch(db, [{ kind: 'transfer', rows: rows('6222000000000001') }])
    addBatch(db, [
      {
        kind: 'transfer',
        rows: rows('6222000000000001').map((row) => ({ ...row, amount: Number(row['amount']) + 1 })),
      },
    ])
    // Each with each would be nine million pairs, compared again for every thousand: what it costs is measured by `npm run bench -- facts`.
    expect(db.prepare('SELECT count(*), count(duplicate_of) FROM r_transfer').raw().get()).toEqual([
      4_000, 2_000,
    ])
    db.close()
  })
})
