/** What is no number joins nobody: persons, holders, accounts, phones, devices; it is shown, and told with rows and sum. */
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { findingScope, qualityFindings, qualityRows } from '../../electron/engine/analysis/quality.ts'
import { rebuildFacts } from '../../electron/engine/entities/derive.ts'
import { readFacts } from '../../electron/engine/identity/suggest/facts.ts'
import { listMeasures } from '../../electron/engine/law/measures.ts'
import { numberOf } from '../helpers/figures.ts'
import { addBatch, derivedFacts, emptyCase, type Values } from './factsCase.ts'

const people = (db: WriteDb) => numberOf(listMeasures(db).find(({ id }) => id === 'people.count')?.value)
const count = (db: WriteDb, kind: string) =>
  db.prepare<[string], number>('SELECT COUNT(*) FROM entities WHERE kind = ?').pluck().get(kind)
const transfer = (own: string, more: Values): Values => ({
  ownCard: own,
  time: '2024-03-01 10:00:00',
  amount: 100_00,
  direction: 'out',
  serial: JSON.stringify([own, more]),
  ...more,
})
const [one, other] = ['6217008375367000751', '6222021234567890128']

test.each([
  '不详',
  '身份不明',
  '00000',
  '123456',
  '000000000000000000',
  '111111111111111111',
  '110101199001010000',
  'UNKNOWN',
])('two holders with %s for an ID number are not one holder of both cards', (word) => {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'transfer',
      rows: [
        transfer(one, { ownName: '张三', ownIdNumber: word, counterAccount: '6228480011223344554' }),
        transfer(other, { ownName: '王五', ownIdNumber: word, counterAccount: '6228480011223344554' }),
      ],
    },
    {
      kind: 'personRegister',
      rows: [
        { name: '张三', idNumber: word },
        { name: '李四', idNumber: word },
      ],
    },
    {
      kind: 'accountHolder',
      rows: [
        { name: '张三', idNumber: word, card: one },
        { name: '赵六', idNumber: word, card: other },
      ],
    },
  ])
  expect([count(db, 'person'), count(db, 'organisation'), people(db)]).toEqual([2, 0, 2])
  expect(db.prepare("SELECT COUNT(*) FROM links WHERE kind = 'holds'").pluck().get()).toBe(0)
})
test('cash and other words are no account: no hub, no path, and the finding says which words in how many rows for how much', () => {
  const db = emptyCase()
  const rows = ['现金', '现金', '不详', '支付宝', '000000', '1', 'NONE', '6228480011223344554'].flatMap(
    (counterAccount, at) => [
      transfer(one, { counterAccount, time: `2024-03-01 10:00:0${at}` }),
      transfer(other, { counterAccount, time: `2024-03-01 11:00:0${at}` }),
    ],
  )
  addBatch(db, [{ kind: 'transfer', rows }])
  expect(count(db, 'bankAccount')).toBe(3)
  expect(db.prepare("SELECT COUNT(*) FROM links WHERE kind = 'transfer'").pluck().get()).toBe(2)
  const finding = qualityFindings(db).find(({ code }) => code === 'no-number')
  expect(finding).toMatchObject({ id: 'no-number.transfer', tone: 'warn', count: 14 })
  expect(
    qualityRows(db, 'no-number.transfer', 0, 20).rows.map(({ field, raw, values }) => [
      field,
      raw,
      values['rows'],
      values['amount'],
    ]),
  ).toEqual([
    ['counterAccount', '现金', 4, 400_00],
    ['counterAccount', '000000', 2, 200_00],
    ['counterAccount', '1', 2, 200_00],
    ['counterAccount', 'NONE', 2, 200_00],
    ['counterAccount', '不详', 2, 200_00],
    ['counterAccount', '支付宝', 2, 200_00],
  ])
  const where = findingScope(db, 'no-number.transfer', 'transfer')
  expect(db.prepare(`SELECT COUNT(*) FROM r_transfer r WHERE ${where}`).pluck().get()).toBe(14)
})
test('a number that is cut or damaged is one thing in its sheet and another in the next', () => {
  const db = emptyCase()
  const cut = '6222021234567890000'
  for (const own of [one, other])
    addBatch(db, [
      {
        kind: 'transfer',
        rows: [
          transfer(own, { counterAccount: cut }),
          transfer(own, { counterAccount: cut, direction: 'in', time: '2024-03-02 10:00:00' }),
        ],
      },
    ])
  expect(
    db
      .prepare('SELECT key, label, records, name_only FROM entities WHERE label = ? ORDER BY key')
      .raw()
      .all(cut),
  ).toEqual([
    [expect.stringMatching(/^unsure:6222021234567890000‖/), cut, 2, 0],
    [expect.stringMatching(/^unsure:6222021234567890000‖/), cut, 2, 0],
  ])
  expect(qualityFindings(db).find(({ code }) => code === 'no-number')).toMatchObject({ count: 4 })
  const before = derivedFacts(db)
  db.transaction(() => {
    rebuildFacts(db)
  })()
  expect(derivedFacts(db)).toEqual(before)
})
test('phones, WeChat nicknames and devices that are none connect nobody and support no suggestion', () => {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'personRegister',
      rows: [
        {
          name: '张三',
          idNumber: '610113197109171114',
          phone: '11111111111\n13671234567',
          wechat: '阳光',
          cards: '现金',
        },
        { name: '李四', idNumber: '310112197807277031', phone: '11111111111', wechat: '阳光', cards: '现金' },
      ],
    },
    {
      kind: 'call',
      rows: [
        {
          ownNumber: '13671234567',
          counterNumber: '00000000',
          time: '2024-01-01 10:00:00',
          imei: '000000000000000',
        },
        {
          ownNumber: '13681234567',
          counterNumber: '00000000',
          time: '2024-01-01 10:00:00',
          imei: '000000000000000',
        },
      ],
    },
  ])
  expect(['phone', 'socialAccount', 'device', 'bankAccount'].map((kind) => count(db, kind))).toEqual([
    2, 0, 0, 0,
  ])
  const facts = readFacts(db)
    .filter(({ kind }) => kind === 'person')
    .flatMap((person) => person.facts)
  expect(facts.filter(([, value]) => ['11111111111', '阳光', '现金'].includes(value))).toEqual([])
  // Shown all the same.
  expect(
    db
      .prepare(
        "SELECT DISTINCT value FROM identifiers WHERE attribute = 1 AND value IN ('11111111111', '阳光', '现金') ORDER BY 1",
      )
      .pluck()
      .all(),
  ).toEqual(['11111111111', '现金', '阳光'])
})
test('a passport and a permit are the same person wherever they stand', () => {
  const db = emptyCase()
  for (const idNumber of ['E12380647', 'H1234567801'])
    addBatch(db, [
      {
        kind: 'personRegister',
        rows: [
          { name: '某甲', idNumber, phone: '13671234567' },
          { name: '某甲', idNumber, phone: '13681234567' },
        ],
      },
    ])
  expect(people(db)).toBe(2)
})
