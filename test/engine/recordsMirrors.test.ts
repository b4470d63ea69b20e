/** Both sides of one transfer: what pairs and what does not, at the limit and beside it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { removeBatchFacts, repairMirrors } from '../../electron/engine/entities/derive.ts'
import { secondsApart } from '../../electron/engine/records/mirrors.ts'
import { possibleMirrors } from '../../electron/engine/records/possibleMirrors.ts'
import { whatRowSays } from '../../electron/engine/records/pairDecisions.ts'
import { rowList } from '../../electron/engine/records/rowList.ts'
import { totalsOf } from '../../electron/engine/records/totals.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { addBatch, emptyCase, kindIn, type Values } from './factsCase.ts'
import { rowsOf } from '../helpers/rows.ts'

const [me, other] = ['6217000000000000001', '6217000000000000002']
const out = (time: string, more: Values = {}): Values => ({
  ownCard: me,
  counterAccount: other,
  direction: 'out',
  amount: 700,
  result: 'success',
  serial: `p${time}`,
  time,
  ...more,
})
const into = (time: string, more: Values = {}): Values => ({
  ownCard: other,
  counterAccount: me,
  direction: 'in',
  amount: 700,
  result: 'success',
  serial: `r${time}`,
  time,
  ...more,
})
let db: WriteDb
beforeEach(() => {
  db = emptyCase()
})
afterEach(() => {
  db.close()
})
/** `mirror_of` of each row, in the order given. */
function mirrors(rows: readonly Values[]): unknown {
  addBatch(db, [{ kind: 'transfer', rows }])
  return db.prepare('SELECT mirror_of FROM r_transfer ORDER BY record_id').pluck().all()
}

test('three seconds apart is one transfer, four are two; either clock may be ahead, across midnight too', () => {
  expect(
    mirrors([
      out('2022-11-20 10:00:00'),
      into('2022-11-20 10:00:03'),
      out('2022-11-20 11:00:00'),
      into('2022-11-20 11:00:04'),
      into('2022-11-20 12:00:00'),
      out('2022-11-20 12:00:03'),
      out('2022-11-20 23:59:58'),
      into('2022-11-21 00:00:01'),
    ]),
  ).toEqual([null, 1, null, null, 6, null, null, 7])
})
test('amounts of two currencies are two transfers; without a word it is yuan, and what is not known pairs with its like only', () => {
  const at = (minute: number, currency: string | null, back: string | null): Values[] => [
    out(`2022-11-20 10:${minute}:00`, { currency, amount: minute }),
    into(`2022-11-20 10:${minute}:01`, { currency: back, amount: minute }),
  ]
  expect(
    mirrors([
      ...at(10, 'USD', 'CNY'),
      ...at(11, 'USD', 'USD'),
      ...at(12, null, 'CNY'),
      ...at(13, null, 'HKD'),
      ...at(14, 'XXX', 'CNY'),
      ...at(15, 'XXX', 'XXX'),
    ]),
  ).toEqual([null, null, null, 3, null, 5, null, null, null, null, null, 11])
  expect(
    possibleMirrors(db, kindIn(recordKinds, 'transfer')).map(({ payer, payee }) => [payer, payee]),
  ).toEqual([[9, 10]])
})
test('a time without seconds stands for its minute; a date alone is never paired', () => {
  expect(
    mirrors([
      out('2022-11-20 10:00'),
      into('2022-11-20 10:01:02'),
      out('2022-11-20 11:00:00'),
      into('2022-11-20 10:59'),
      out('2022-11-20 12:00'),
      into('2022-11-20 12:01:03'),
      out('2022-11-22'),
      into('2022-11-22'),
    ]),
  ).toEqual([null, 1, null, 3, null, null, null, null])
  expect([
    secondsApart('2022-11-20 10:00', '2022-11-20 10:01:02'),
    secondsApart('2022-11-20 10:00', '2022-11-20 10:00:30'),
    secondsApart('2022-11-20 10:00:05', '2022-11-20 10:00:01'),
  ]).toEqual([3, 0, 4])
})
test('pairs are one to one, the nearest first, and equal ones in their order', () => {
  expect(
    mirrors([out('2022-11-20 10:00:00'), out('2022-11-20 10:00:02'), into('2022-11-20 10:00:02')]),
  ).toEqual([null, null, 2])
})
test('a duplicate takes no pair: it would leave a payment of its own paired that nobody else saw', () => {
  expect(
    mirrors([
      out('2022-11-20 10:00:00'),
      out('2022-11-20 10:00:02'),
      into('2022-11-20 10:00:01'),
      into('2022-11-20 10:00:01'),
    ]),
  ).toEqual([null, null, 1, null])
  expect(db.prepare('SELECT duplicate_of FROM r_transfer ORDER BY record_id').pluck().all()).toEqual([
    null,
    null,
    null,
    3,
  ])
})
test('a duplicate on the payer’s side takes no pair either', () => {
  expect(
    mirrors([
      out('2022-11-20 10:00:01'),
      out('2022-11-20 10:00:01'),
      into('2022-11-20 10:00:00'),
      into('2022-11-20 10:00:02'),
    ]),
  ).toEqual([null, null, 1, null])
})
test('three equal payments in a row are three transfers', () => {
  expect(
    mirrors([
      out('2022-11-20 10:00:00'),
      out('2022-11-20 10:00:01'),
      out('2022-11-20 10:00:02'),
      into('2022-11-20 10:00:01'),
      into('2022-11-20 10:00:02'),
      into('2022-11-20 10:00:03'),
    ]),
  ).toEqual([null, null, null, 2, 3, 1])
})
test('nearest first does not leave over what could be paired: equal payments one and two seconds late are as many transfers', () => {
  expect(
    mirrors([
      out('2022-11-20 10:00:00'),
      out('2022-11-20 10:00:01'),
      out('2022-11-20 10:00:02'),
      into('2022-11-20 10:00:01'),
      into('2022-11-20 10:00:02'),
      into('2022-11-20 10:00:04'),
    ]),
  ).toEqual([null, null, null, 2, 1, 3])
})
test('another amount, another account, the same direction or another outcome is another transfer; failed pairs pair', () => {
  const time = '2022-11-20 10:00:00'
  expect(
    mirrors([
      out(time),
      into(time, { amount: 701 }),
      into(time, { counterAccount: '6217000000000000003' }),
      into(time, { direction: 'out' }),
      into(time, { direction: 'unknown' }),
      into(time, { result: 'failed' }),
      out(time, { result: 'failed', serial: 'f' }),
    ]),
  ).toEqual([null, null, null, null, null, 7, null])
})
test('a payment to oneself has no counter-entry', () => {
  expect(
    mirrors([
      out('2022-11-20 10:00:00', { counterAccount: me }),
      into('2022-11-20 10:00:00', { ownCard: me }),
    ]),
  ).toEqual([null, null])
})
test('an account told by number only meets its card-less statement; wallets pair, and a bank faces a wallet', () => {
  const time = '2022-11-20 10:00:00'
  expect(
    mirrors([
      out(time, { ownCard: null, ownAccount: '40001', counterAccount: other }),
      into(time, { counterAccount: '40001' }),
      out(time, { ownCard: null, counterAccount: null, ownPayment: 'a@x.cn', counterPayment: 'b@x.cn' }),
      into(time, { ownCard: null, counterAccount: null, ownPayment: 'b@x.cn', counterPayment: 'a@x.cn' }),
      out(time, { counterAccount: null, counterPayment: 'b@x.cn' }),
      into(time, { ownCard: null, ownPayment: 'b@x.cn', counterAccount: me, serial: 's' }),
    ]),
  ).toEqual([null, 1, null, 3, null, 5])
})
test('a duplicate of the payee’s row stays a duplicate and is in no pair', () => {
  const pair = [out('2022-11-20 10:00:00'), into('2022-11-20 10:00:01')]
  addBatch(db, [{ kind: 'transfer', rows: pair }])
  addBatch(db, [{ kind: 'transfer', rows: [into('2022-11-20 10:00:01')] }])
  expect(db.prepare('SELECT duplicate_of, mirror_of FROM r_transfer ORDER BY record_id').raw().all()).toEqual(
    [
      [null, null],
      [null, 1],
      [2, null],
    ],
  )
  expect(
    totalsOf(db, rowsOf(db, { kind: 'transfer', filter: [{ field: 'ownCard', op: 'is', values: [other] }] })),
  ).toMatchObject({ count: 2, counted: 1 })
})
test('where a row that a person paired goes, the other finds the side it had before, and gives it up when the row is back', () => {
  // Among so many others the batch is a small part: it is taken out and put in by itself, not with the whole table.
  addBatch(db, [
    {
      kind: 'transfer',
      rows: Array.from({ length: 20 }, (_, at) =>
        out(`2021-01-01 10:00:${at + 10}`, { counterAccount: '6217000000000000009' }),
      ),
    },
  ])
  addBatch(db, [{ kind: 'transfer', rows: [out('2022-11-20 10:00:00'), into('2022-11-20 10:00:02')] }])
  const [payer, near, far] = [21, 22, 23]
  const kind = kindIn(recordKinds, 'transfer')
  const pairs = () =>
    db.prepare('SELECT record_id, mirror_of FROM r_transfer WHERE mirror_of IS NOT NULL').raw().all()
  const late = addBatch(db, [{ kind: 'transfer', rows: [into('2022-11-20 10:05:00')] }])
  expect(pairs()).toEqual([[near, payer]])
  db.prepare(
    "INSERT INTO pair_decisions (kind, payer, payee, decision, at, operator) VALUES ('transfer', ?, ?, 'together', '', '')",
  ).run(whatRowSays(db, kind, payer), whatRowSays(db, kind, far))
  db.transaction(() => {
    repairMirrors(db, 'transfer', [payer, far])
  })()
  expect(pairs()).toEqual([[far, payer]])
  db.transaction(() => {
    removeBatchFacts(db, { batchId: late })
  })()
  expect(pairs()).toEqual([[near, payer]])
  expect(totalsOf(db, rowsOf(db, { kind: 'transfer' }))).toMatchObject({ count: 22, counted: 21 })
  addBatch(db, [{ kind: 'transfer', rows: [into('2022-11-20 10:05:00')] }])
  expect(pairs()).toEqual([[far, payer]])
  expect(totalsOf(db, rowsOf(db, { kind: 'transfer' }))).toMatchObject({ count: 23, counted: 22 })
})
test('amounts are found as they are printed', () => {
  addBatch(db, [
    {
      kind: 'transfer',
      rows: [
        out('2022-11-20 10:00:00', { amount: 123_450 }),
        out('2022-11-20 10:00:00', { amount: 12_345, serial: 'x' }),
      ],
    },
  ])
  const found = (text: string) => [
    ...rowList(
      db,
      rowsOf(db, { kind: 'transfer', filter: [{ field: 'amount', op: 'contains', values: [text] }] }),
      [],
    ),
  ]
  expect([found('1,234.5'), found('123.45'), found('.50')]).toEqual([[1], [2], [1]])
})
