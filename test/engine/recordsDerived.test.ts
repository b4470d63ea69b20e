/** Laws of what is derived from records: the same rows give the same facts, however they came. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { rebuildFacts, removeBatchFacts } from '../../electron/engine/entities/derive.ts'
import { auditOriginalRows } from '../../electron/engine/records/originalRows.ts'
import { recordTable } from '../../electron/engine/store/recordTables.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { addBatch, derivedFacts, emptyCase, kindIn, type SheetRows, type Values } from './factsCase.ts'

const model = [
  kindIn(recordKinds, 'transfer'),
  kindIn(recordKinds, 'accountHolder'),
  kindIn(recordKinds, 'stockMove'),
]
const accounts = ['6217000000000000001', '6217000000000000002', '6217000000000000003']
const wallets = ['a@x.cn', 'b@x.cn']
// Few values on purpose: duplicates, counter-entries, ties and chains of candidates must happen often.
const transfer: fc.Arbitrary<Values> = fc
  .record({
    own: fc.integer({ min: 0, max: 2 }),
    counter: fc.option(fc.integer({ min: 0, max: 2 })),
    pay: fc.option(fc.integer({ min: 0, max: 1 }), { freq: 3 }),
    counterPay: fc.option(fc.integer({ min: 0, max: 1 }), { freq: 3 }),
    second: fc.integer({ min: 0, max: 9 }),
    precision: fc.constantFrom(19, 19, 19, 16, 10),
    amount: fc.constantFrom(100, 100, 250),
    direction: fc.constantFrom('in', 'out', 'in', 'out', 'neutral', 'unknown'),
    result: fc.constantFrom('success', 'success', 'failed', null),
    serial: fc.option(fc.constantFrom('s1', 's2', 's3'), { freq: 4 }),
    // What a row says beyond its fact: one export knows the holder, another does not.
    holder: fc.boolean(),
    bank: fc.option(fc.constantFrom('甲行', '乙行')),
  })
  .map(
    ({
      holder: knowsHolder,
      bank,
      own,
      counter,
      pay,
      counterPay,
      second,
      precision,
      amount,
      direction,
      result,
      serial,
    }): Values => ({
      ownCard: accounts[own] ?? null,
      ownName: `户${own}`,
      ownIdNumber: knowsHolder ? `11010119900101000${own}` : null,
      counterBank: bank,
      counterAccount: counter === null ? null : (accounts[counter] ?? null),
      ownPayment: pay === null ? null : (wallets[pay] ?? null),
      counterPayment: counterPay === null ? null : (wallets[counterPay] ?? null),
      time: `2022-11-20 10:00:5${second}`.slice(0, precision),
      amount,
      direction,
      result,
      serial,
    }),
  )
const holder: fc.Arbitrary<Values> = fc.record({
  name: fc.constantFrom('甲', '乙', null),
  card: fc.constantFrom(...accounts),
  idNumber: fc.constantFrom('110101199001010015', null),
  boundCards: fc.constantFrom(null, accounts[0] ?? '', accounts.slice(0, 2).join('\n')),
  phone: fc.constantFrom(null, '13800000001', '13800000001\n13800000002'),
})
const move: fc.Arbitrary<Values> = fc.record({
  number: fc.constantFrom('n1', 'n2', null),
  date: fc.constantFrom('2022-01-01', '2022-01-02'),
  direction: fc.constantFrom('in', 'out', 'unknown'),
  place: fc.constantFrom('一号仓', '二号仓'),
  party: fc.constantFrom('一号仓', '某某公司', '张三', '某店铺'),
  quantity: fc.integer({ min: 1, max: 3 }),
  amount: fc.option(fc.integer({ min: 1, max: 3 })),
})
const sheet: fc.Arbitrary<SheetRows> = fc.oneof(
  { weight: 4, arbitrary: fc.array(transfer, { maxLength: 6 }).map((rows) => ({ kind: 'transfer', rows })) },
  {
    weight: 1,
    arbitrary: fc.array(holder, { maxLength: 3 }).map((rows) => ({ kind: 'accountHolder', rows })),
  },
  { weight: 1, arbitrary: fc.array(move, { maxLength: 4 }).map((rows) => ({ kind: 'stockMove', rows })) },
)
const batches = fc
  .tuple(
    fc
      .array(transfer, { minLength: 12, maxLength: 40 })
      .map((rows): SheetRows[] => [{ kind: 'transfer', rows }]),
    fc.array(fc.array(sheet, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 4 }),
  )
  .map(([first, rest]) => [first, ...rest])

function filled(given: readonly (readonly SheetRows[])[]): {
  readonly db: WriteDb
  readonly ids: readonly number[]
} {
  const db = emptyCase(model)
  return { db, ids: given.map((sheets) => addBatch(db, sheets, model)) }
}
/** Every mark, record by record. */
function marks(db: WriteDb): unknown {
  return model.map((kind) =>
    db
      .prepare(`SELECT record_id, duplicate_of, mirror_of FROM ${recordTable(kind.id)} ORDER BY 1`)
      .raw()
      .all(),
  )
}
function outcomes(db: WriteDb): unknown {
  return {
    sheets: db.prepare('SELECT sheet_id, read, accepted, duplicate FROM sheets ORDER BY 1').raw().all(),
    rows: db
      .prepare<[], number>('SELECT sheet_id FROM sheets ORDER BY 1')
      .pluck()
      .all()
      .map((sheetId) => {
        const { outcomes: counted, wrong } = auditOriginalRows(db, sheetId)
        return [sheetId, counted.get('accepted'), counted.get('duplicate'), wrong]
      }),
  }
}

test('facts added file by file are those of deriving everything anew, mark by mark', () => {
  fc.assert(
    fc.property(batches, (given) => {
      const { db } = filled(given)
      const before = [derivedFacts(db, model), marks(db), outcomes(db)]
      rebuildFacts(db, model)
      expect([derivedFacts(db, model), marks(db), outcomes(db)]).toEqual(before)
      db.close()
    }),
    { numRuns: 40 },
  )
})

test('the order of imports plays no part, record ids apart', () => {
  fc.assert(
    fc.property(
      batches.chain((given) =>
        fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
      ),
      ([given, shuffled]) => {
        const one = filled(given).db
        const other = filled(shuffled).db
        expect(derivedFacts(other, model)).toEqual(derivedFacts(one, model))
        one.close()
        other.close()
      },
    ),
    { numRuns: 40 },
  )
})

test('a file taken out leaves what was there without it, and the counters of the sheets follow', () => {
  fc.assert(
    fc.property(batches, fc.nat(), (given, pick) => {
      const { db, ids } = filled(given)
      const gone = pick % given.length
      removeBatchFacts(db, { batchId: ids[gone] ?? 0 }, model)
      const without = filled(given.filter((_, index) => index !== gone)).db
      expect(derivedFacts(db, model)).toEqual(derivedFacts(without, model))
      const counted = (of: WriteDb, skip: number | undefined) =>
        of
          .prepare('SELECT read, accepted, duplicate FROM sheets WHERE batch_id IS NOT ? ORDER BY sheet_id')
          .raw()
          .all(skip ?? null)
      // Which of equal rows is the primary depends on the order only; taking one out keeps the order of the others.
      expect(counted(db, ids[gone])).toEqual(counted(without, undefined))
      db.close()
      without.close()
    }),
    { numRuns: 40 },
  )
})

test('of two rows of one fact the one that says more stands for it, whichever came first or is taken out', () => {
  const plain: Values = {
    ownCard: accounts[0] ?? '',
    counterAccount: accounts[1] ?? '',
    time: '2022-11-20 10:00:50',
    amount: 100,
    direction: 'out',
    serial: 's1',
  }
  const telling: Values = { ...plain, ownName: '户0', ownIdNumber: '110101199001010015' }
  const files = [plain, telling].map((row): SheetRows[] => [{ kind: 'transfer', rows: [row] }])
  const one = filled(files)
  const other = filled(files.toReversed())
  expect(derivedFacts(other.db, model)).toEqual(derivedFacts(one.db, model))
  // The holder is known from the row that names them, which is the counted one in either case.
  for (const { db } of [one, other])
    expect(
      db
        .prepare('SELECT COUNT(*) FROM r_transfer WHERE duplicate_of IS NULL AND "ownIdNumber" IS NOT NULL')
        .pluck()
        .get(),
    ).toBe(1)
  removeBatchFacts(one.db, { batchId: one.ids[1] ?? 0 }, model)
  expect(derivedFacts(one.db, model)).toEqual(derivedFacts(filled([files[0] ?? []]).db, model))
})
