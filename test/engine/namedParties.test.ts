/** Money by name: rows whose party has no number join nobody and stand on no chart, and that is told with rows, names and sums. */
import { expect, test } from 'vitest'
import { findingScope, qualityFindings, qualityRows } from '../../electron/engine/analysis/quality.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { addBatch, derivedFacts, emptyCase, type Values } from './factsCase.ts'

const [one, other] = ['6217008375367000751', '6222021234567890128']
const row = (more: Values): Values => ({
  time: '2024-03-01 10:00:00',
  amount: 100_00,
  direction: 'out',
  serial: JSON.stringify(more),
  ...more,
})
function told(db: WriteDb, kind = 'transfer') {
  const finding = qualityFindings(db).find(({ id }) => id === `party-by-name.${kind}`)
  if (finding === undefined) return null
  const { total, rows } = qualityRows(db, finding.id, 0, 50)
  const inTable = db
    .prepare<[], number>(`SELECT COUNT(*) FROM r_${kind} r WHERE ${findingScope(db, finding.id, kind)}`)
    .pluck()
    .get()
  return [
    finding.tone,
    finding.count,
    inTable,
    total,
    rows.map(({ field, raw, values }) => [field, raw, values['rows'], values['amount']]),
  ]
}
function caseOf(rows: readonly Values[], kind = 'transfer'): WriteDb {
  const db = emptyCase()
  addBatch(db, [{ kind, rows: [...rows] }])
  derivedFacts(db)
  return db
}

test('rows with names and no number make no entity, and say so: rows, names, sums, and the rows open', () => {
  const db = caseOf([
    row({ ownName: '张三', counterName: '李四', amount: 100_00 }),
    row({ ownName: '张三', counterName: '王五', amount: 230_00 }),
    row({ ownName: '李四', counterName: '王五', amount: 50_00 }),
  ])
  expect(db.prepare('SELECT COUNT(*) FROM entities').pluck().get()).toBe(0)
  expect(told(db)).toEqual([
    'warn',
    3,
    3,
    4,
    [
      ['ownName', '张三', 2, 330_00],
      ['counterName', '王五', 2, 280_00],
      ['counterName', '李四', 1, 100_00],
      ['ownName', '李四', 1, 50_00],
    ],
  ])
})
test('a row whose other side is known is told without alarm; one with a number on both sides, or a word for nobody, is not', () => {
  expect(told(caseOf([row({ ownCard: one, ownName: '张三', counterName: '李四' })]))).toEqual([
    'info',
    1,
    1,
    1,
    [['counterName', '李四', 1, 100_00]],
  ])
  for (const rows of [
    [row({ ownCard: one, ownName: '张三', counterAccount: other, counterName: '李四' })],
    [row({ ownCard: one, ownName: '张三', counterIdNumber: '110101199003070038', counterName: '李四' })],
    [row({ ownCard: one, ownName: '张三', counterName: '不详' })],
    [row({ ownCard: one })],
  ])
    expect(told(caseOf(rows))).toBe(null)
})
test('what failed and what repeats is not told; the rows of a word for nobody do not open', () => {
  const same = { ownCard: one, ownName: '张三', counterName: '李四', serial: 'A1', balance: 900_00 }
  const db = caseOf([
    row(same),
    row(same),
    row({ ownCard: one, counterName: '钱六', result: 'failed' }),
    row({ ownCard: one, counterName: '不详' }),
  ])
  expect(told(db)).toEqual(['info', 1, 1, 1, [['counterName', '李四', 1, 100_00]]])
})
test('other kinds of money are told in the same way', () => {
  expect(
    told(
      caseOf(
        [
          {
            account: 'm1',
            site: 'a',
            time: '2024-03-01 10:00:00',
            amount: 70_00,
            direction: 'deposit',
            payeeName: '赵七',
          },
        ],
        'deposit',
      ),
      'deposit',
    ),
  ).toEqual(['info', 1, 1, 1, [['payeeName', '赵七', 1, 70_00]]])
  expect(
    told(
      caseOf(
        [
          {
            time: '2024-03-01 10:00:00',
            orderNumber: 'P1',
            amount: 70_00,
            payeeName: '赵七',
            payerName: '孙八',
          },
        ],
        'payOrder',
      ),
      'payOrder',
    ),
  ).toEqual(['warn', 1, 1, 2, expect.arrayContaining([['payeeName', '赵七', 1, 70_00]])])
})
test('that every row is accounted for is counted by rows and told by sheets', () => {
  const db = caseOf([row({ ownCard: one }), row({ ownCard: other })])
  const reconciled = qualityFindings(db).find(({ code }) => code === 'reconciled')
  if (reconciled === undefined) return
  const { total, rows } = qualityRows(db, 'reconciled', 0, 50)
  expect([total, rows.length]).toEqual([1, 1])
})
