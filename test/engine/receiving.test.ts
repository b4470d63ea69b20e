/** Receiving accounts on rows made by hand: what takes effect, which transfers are passed on, and what only the other side's statement shows. */
import { expect, it } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import { receivingAccounts } from '../../electron/engine/agents/receiving.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'

const house = '6222020000000000007'
const upper = '6222020000000000015'
const bettor = '6222020000000000023'
const stranger = '6222020000000000031'
let number = 0
const paid = (type: 'deposit' | 'withdraw', amount: number | null, more: Values = {}): Values => ({
  number: `D${(number += 1)}`,
  type,
  account: '甲',
  amount,
  points: 100,
  payerAccount: type === 'deposit' ? bettor : house,
  payeeAccount: type === 'deposit' ? house : bettor,
  time: `2022-11-20 12:00:0${number % 10}`,
  result: 'success',
  ...more,
})
const moved = (
  own: string,
  counter: string,
  direction: 'in' | 'out',
  amount: number,
  more: Values = {},
): Values => ({
  ownCard: own,
  counterAccount: counter,
  direction,
  amount,
  time: `2022-11-21 12:00:${String((number += 1) % 60).padStart(2, '0')}`,
  serial: `T${number}`,
  result: 'success',
  ...more,
})
function caseWith(deposits: readonly Values[], transfers: readonly (readonly Values[])[] = []): WriteDb {
  const db = emptyCase()
  addBatch(db, [{ kind: 'deposit', rows: deposits }])
  for (const rows of transfers) addBatch(db, [{ kind: 'transfer', rows }])
  return db
}
const read = (db: WriteDb) => {
  const { accounts, ...rest } = receivingAccounts(db)
  const labels = new Map(
    db.prepare<[], [number, string]>('SELECT entity_id, label FROM entities').raw().all(),
  )
  return {
    ...rest,
    accounts: accounts.map((one) => ({
      ...one,
      label: labels.get(one.id),
      passed: one.passedTo.map(({ account, paid: sum, receives }) => [
        labels.get(account),
        sum.sum,
        receives,
      ]),
    })),
  }
}
const notes = (db: WriteDb) =>
  runAnalysis(
    { db, checkCancelled: () => undefined, progress: () => undefined },
    'receiving',
    {},
  ).result.notes.map(({ tone, id }) => [tone, id])

it('what failed, of unknown result, of other money, without an amount or an account is in no sum and told', () => {
  const db = caseWith([
    paid('deposit', 1000),
    paid('deposit', 2000, { result: 'failed' }),
    paid('deposit', 4000, { result: 'unknown' }),
    paid('deposit', 8000, { currency: 'USD' }),
    paid('deposit', null),
    paid('deposit', 16_000, { payeeAccount: null }),
    paid('withdraw', 300),
    paid('deposit', 1, { type: '返佣' }),
  ])
  const { accounts, unnamed, otherTypes } = read(db)
  expect(accounts.length).toBe(1)
  expect(accounts[0]).toMatchObject({
    deposits: { rows: 3, sum: 1000n, withoutAmount: 1, foreign: 1 },
    withdrawals: { rows: 1, sum: 300n },
    failed: { rows: 1, sum: 2000n },
    unknown: { rows: 1, sum: 4000n },
    hasStatement: false,
  })
  expect(accounts[0]?.counterparts.size).toBe(1)
  expect([unnamed.rows, unnamed.sum, otherTypes]).toEqual([1, 16_000n, 1])
  expect(notes(db)).toEqual([
    ['warn', 'unnamed'],
    ['warn', 'unknown-result'],
    ['warn', 'without-amount'],
    ['note', 'other-types'],
    ['warn', 'without-statement'],
    ['note', 'failed'],
  ])
})

it('passed on is what goes to other receiving accounts and to who never deposits; both statements of a transfer are one', () => {
  const own = [
    moved(house, bettor, 'in', 1000),
    moved(house, bettor, 'out', 300),
    moved(house, upper, 'out', 500, { time: '2022-11-22 08:00:00', serial: 'A1' }),
    moved(house, stranger, 'out', 70),
    moved(house, stranger, 'out', 9000, { result: 'failed' }),
  ]
  const its = [
    moved(upper, house, 'in', 500, { time: '2022-11-22 08:00:01', serial: 'B7' }),
    moved(upper, house, 'in', 20, { time: '2022-11-23 08:00:01', serial: 'B8' }),
  ]
  const deposits = [
    paid('deposit', 1000),
    paid('withdraw', 300),
    paid('deposit', 10, { payeeAccount: upper }),
  ]
  const both = read(caseWith(deposits, [own, its])).accounts
  expect(both.map(({ label, passed }) => [label, passed])).toEqual([
    [
      house,
      [
        [upper, 520n, true],
        [stranger, 70n, false],
      ],
    ],
    [upper, []],
  ])
  expect(both[0]).toMatchObject({
    hasStatement: true,
    fromBettors: { sum: 1000n },
    toBettors: { sum: 300n },
    toReceiving: { sum: 520n, rows: 2 },
    toOthers: { sum: 70n, rows: 1 },
  })
  expect(both[1]).toMatchObject({ fromReceiving: { sum: 520n, rows: 2 } })
  // Without its own statement only what the other side wrote down is known.
  const one = read(caseWith(deposits, [its])).accounts
  expect(one[0]).toMatchObject({ hasStatement: false, toReceiving: { sum: 520n }, toOthers: { rows: 0 } })
})

it('an account that only failed payments name received nothing', () => {
  const { accounts } = read(caseWith([paid('deposit', 5, { result: 'failed' })]))
  expect(accounts).toEqual([])
})

it('what failed or is of unknown result is told wherever it stands', () => {
  const db = caseWith([
    paid('deposit', 1000),
    paid('deposit', 1, { result: 'failed' }),
    paid('deposit', 2, { result: 'failed', payeeAccount: upper }),
    paid('deposit', 4, { result: 'failed', payeeAccount: null }),
    paid('deposit', 8, { result: 'unknown', payeeAccount: upper }),
    paid('withdraw', 16, { result: 'unknown', payerAccount: null }),
  ])
  const { failedElsewhere, unknownElsewhere } = read(db)
  expect([failedElsewhere, unknownElsewhere].map(({ rows, sum }) => [rows, sum])).toEqual([
    [2, 6n],
    [2, 24n],
  ])
  const words = (id: string, params: Record<string, unknown> = {}) =>
    runAnalysis(
      { db, checkCancelled: () => undefined, progress: () => undefined },
      'receiving',
      params,
    ).result.notes.find((one) => one.id === id)?.words.zh
  expect(words('failed')).toMatch(/^3 笔/u)
  expect(words('unknown-result')).toMatch(/^2 笔/u)
  // Of one account only what stands with it.
  const one = receivingAccounts(db).accounts[0]?.id
  expect(words('failed', { of: one })).toMatch(/^1 笔/u)
  expect(words('unknown-result', { of: one })).toBeUndefined()
})

it('a statement whose every row stands in that of the other side too is a statement', () => {
  const time = '2022-11-22 08:00:00'
  const both = (withOwn: boolean) =>
    read(
      caseWith(
        [paid('deposit', 1000)],
        [
          [moved(bettor, house, 'out', 500, { time, serial: 'A1' })],
          ...(withOwn ? [[moved(house, bettor, 'in', 500, { time, serial: 'B7' })]] : []),
        ],
      ),
    ).accounts[0]
  expect(both(true)).toMatchObject({ hasStatement: true, fromBettors: { sum: 500n, rows: 1 } })
  expect(both(false)).toMatchObject({ hasStatement: false, fromBettors: { sum: 500n, rows: 1 } })
})
