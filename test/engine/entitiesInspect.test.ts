/** The inspector's questions: cells of a value, time over all tables, neighbours in windows, and the original sheet around a cell. */
import { expect, test } from 'vitest'
import { entityDetail, neighbourLinks } from '../../electron/engine/entities/detail.ts'
import { linkScopes } from '../../electron/engine/entities/factScopes.ts'
import { entityRows, entityTimeline } from '../../electron/engine/entities/timeline.ts'
import { valueCells } from '../../electron/engine/entities/valueCells.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'
import { importCase } from './importCase.ts'

const [me, you, them] = ['6217000000000000003', '6217000000000000011', '6217000000000000029']
const transfer = (
  time: string | null,
  other: string,
  direction: 'in' | 'out',
  amount: number,
  serial: string,
): Values => ({
  ownCard: me,
  counterAccount: other,
  direction,
  time,
  amount,
  serial,
  result: 'success',
  ownName: '甲',
})
function fundedCase(): WriteDb {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'transfer',
      rows: [
        transfer('2022-03-01 10:00:00', you, 'out', 500, 's1'),
        transfer('2022-03-01 11:00:00', them, 'out', 700, 's2'),
        transfer('2022-04-02', you, 'in', 300, 's3'),
        transfer(null, you, 'out', 100, 's4'),
      ],
    },
    {
      kind: 'personRegister',
      rows: [
        {
          name: '甲',
          idNumber: '110101199003070038',
          phone: '13800138017',
          cards: `${me}\n${them}`,
          arrivedAt: '2022-05-06 08:00:00',
        },
      ],
    },
  ])
  return db
}
const idOf = (db: WriteDb, key: string): number =>
  db.prepare<[string], number>('SELECT entity_id FROM entities WHERE key = ?').pluck().get(key) ?? 0

test('every row of every table that names it stands in the timeline once, rows without a time at the end', () => {
  const db = fundedCase()
  const account = idOf(db, `account:${me}`)
  const { total, rows } = entityRows(db, account, {}, false, 0, 10)
  expect(total).toBe(5)
  expect(rows.map(({ kind, time, roles }) => [kind, time, roles])).toEqual([
    ['transfer', '2022-03-01 10:00:00', ['own']],
    ['transfer', '2022-03-01 11:00:00', ['own']],
    ['transfer', '2022-04-02', ['own']],
    ['personRegister', '2022-05-06 08:00:00', ['card']],
    ['transfer', null, ['own']],
  ])
  expect(entityRows(db, account, {}, true, 0, 10).rows.map(({ time }) => time)).toEqual([
    '2022-05-06 08:00:00',
    '2022-04-02',
    '2022-03-01 11:00:00',
    '2022-03-01 10:00:00',
    null,
  ])
  expect(entityRows(db, account, {}, true, 3, 1).rows.map(({ record }) => record.recordId)).toEqual([1])
})
test('the bars add up to the rows that have a time, and filters narrow them', () => {
  const db = fundedCase()
  const account = idOf(db, `account:${me}`)
  expect(entityTimeline(db, account, {}, 60)).toEqual({
    total: 5,
    undated: 1,
    again: 0,
    firstTime: '2022-03-01 10:00:00',
    lastTime: '2022-05-06 08:00:00',
    unit: 'day',
    bins: [
      { at: '2022-03-01', count: 2, kinds: [{ kind: 'transfer', count: 2 }] },
      { at: '2022-04-02', count: 1, kinds: [{ kind: 'transfer', count: 1 }] },
      { at: '2022-05-06', count: 1, kinds: [{ kind: 'personRegister', count: 1 }] },
    ],
    kinds: [
      { kind: 'transfer', count: 4 },
      { kind: 'personRegister', count: 1 },
    ],
  })
  expect(entityTimeline(db, account, {}, 2)).toMatchObject({ unit: 'year', bins: [{ at: '2022', count: 4 }] })
  expect(
    entityTimeline(db, account, { kinds: ['transfer'], from: '2022-03-01', to: '2022-03' }, 60),
  ).toMatchObject({ total: 2, kinds: [{ kind: 'transfer', count: 2 }] })
  // The day 2022-04-02 is in the range that ends with it, and one that begins later leaves it out.
  expect(entityTimeline(db, account, { to: '2022-04-02' }, 60).total).toBe(3)
  expect(entityTimeline(db, account, { from: '2022-04-03' }, 60).total).toBe(1)
})
test('a later import is in the timeline, though the list is kept', () => {
  const db = fundedCase()
  const account = idOf(db, `account:${me}`)
  expect(entityTimeline(db, account, {}, 60).total).toBe(5)
  addBatch(db, [{ kind: 'transfer', rows: [transfer('2023-01-01', them, 'out', 1, 's9')] }])
  db.exec(
    "INSERT INTO meta (key, value) VALUES ('factsVersion', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
  )
  expect(entityTimeline(db, account, {}, 60).total).toBe(6)
})
test('roles are told with their rows', () => {
  const db = fundedCase()
  expect(entityDetail(db, idOf(db, `account:${them}`)).roles).toEqual([
    { kind: 'personRegister', role: 'card', count: 1 },
    { kind: 'transfer', role: 'counter', count: 1 },
  ])
})
test('a value leads to its rows and its cells, of several in one cell too', () => {
  const db = fundedCase()
  const found = valueCells(db, idOf(db, `account:${me}`), { kind: 'card', recordKind: null, value: me }, 10)
  expect(found.tables).toEqual([
    { kind: 'personRegister', field: 'cards', rows: 1 },
    { kind: 'transfer', field: 'ownCard', rows: 4 },
  ])
  expect(found.cells.map(({ kind, field, row, raw }) => [kind, field, row, raw.includes(me)])).toEqual([
    ['personRegister', 'cards', 2, true],
    ...[2, 3, 4, 5].map((row) => ['transfer', 'ownCard', row, true]),
  ])
  const attribute = valueCells(
    db,
    idOf(db, `account:${me}`),
    { kind: 'ownName', recordKind: 'transfer', value: '甲' },
    1,
  )
  expect([attribute.tables, attribute.cells.length]).toEqual([
    [{ kind: 'transfer', field: 'ownName', rows: 4 }],
    1,
  ])
})
test('neighbours come in windows, narrowed and ordered, and lead to their rows', () => {
  const db = fundedCase()
  const account = idOf(db, `account:${me}`)
  const ask = (more: object) =>
    neighbourLinks(db, {
      entityId: account,
      linkKind: 'transfer',
      direction: 'out',
      sort: 'amount',
      offset: 0,
      limit: 10,
      ...more,
    })
  expect(
    ask({}).rows.map(({ other, amount, count, direction }) => [other.label, amount, count, direction]),
  ).toEqual([
    [them, 700, 1, 'out'],
    [you, 600, 2, 'out'],
  ])
  expect(ask({ sort: 'count', limit: 1 })).toMatchObject({ total: 2, rows: [{ other: { label: you } }] })
  expect(ask({ text: you.slice(-6) }).rows.map(({ other }) => other.label)).toEqual([you])
  const [link] = ask({ direction: 'in' }).rows
  expect(link).toMatchObject({ amount: 300, direction: 'in' })
  expect(linkScopes(db, link?.linkId ?? 0).map(({ kind }) => kind.id)).toEqual(['transfer'])
})

test('a sheet is searched from cell to cell, onwards and backwards, and tells remarks and edits by column', async () => {
  const { engine, give } = await importCase()
  await engine.call('import.run', {
    fileId: give(
      '流水.csv',
      `姓名,身份证号码,手机号码,备注\n张三,110101199003070031,13800138017,和 139 1111 2222 联系\n李四,110101199003070038,13700137000,${'空'.repeat(3)}\n羅五,,13600136000,张三的朋友\n`,
    ),
  })
  const [batch] = await engine.call('import.batches', {})
  const sheetId = batch?.sheets[0]?.sheetId ?? 0
  const find = (text: string, row = 1, column = -1, backwards = false) =>
    engine.call('records.findInSheet', { sheetId, text, row, column, backwards })
  expect(await find('张三')).toEqual({ row: 2, column: 0 })
  expect(await find('张三', 2, 0)).toEqual({ row: 4, column: 3 })
  expect(await find('张三', 4, 3)).toBeNull()
  expect(await find('张三', 4, 3, true)).toEqual({ row: 2, column: 0 })
  expect([await find('13911112222'), await find('罗五'), await find('没有'), await find(' ')]).toEqual([
    { row: 2, column: 3 },
    { row: 4, column: 0 },
    null,
    null,
  ])
  await expect(
    engine.call('records.findInSheet', { sheetId: 99, text: '甲', row: 1, column: -1 }),
  ).rejects.toMatchObject({ code: 'sheet-not-found' })
  await engine.call('records.edit', { sheetId, row: 3, field: 'phone', text: '13700137001', reason: '抄错' })
  const window = await engine.call('records.original', { sheetId, row: 2 })
  expect([
    window.kind,
    window.rows.find(({ row }) => row === 2)?.remarks,
    window.rows.find(({ row }) => row === 3)?.edits,
  ]).toEqual([
    'personRegister',
    [{ column: 1, code: 'bad-check-digit', field: 'idNumber' }],
    [{ column: 2, field: 'phone', text: '13700137001' }],
  ])
})
