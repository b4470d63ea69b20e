import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { migrate } from '../../electron/engine/store/migrate.ts'
import {
  ensureRecordTables,
  recordColumns,
  recordIndexes,
  recordTable,
  standInRecordTables,
} from '../../electron/engine/store/recordTables.ts'
import type { Field, RecordKind } from '../../shared/model/define.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { cleanUpLater, memoryCase } from '../helpers/engine.ts'
import { tablesOf } from '../helpers/tables.ts'

const field = (id: string, type: Field['type'], more: Partial<Field> = {}): Field => ({
  id,
  nameZh: id,
  nameEn: id,
  type,
  headers: [],
  ...more,
})
/** A kind with one field of each sort of column, SQL words for names, and both sorts of role. */
const older: RecordKind = {
  id: 'order',
  nameZh: '订单',
  nameEn: 'Order',
  icon: 'x',
  formats: [],
  needs: [],
  titleWords: [],
  timeField: 'time',
  sameFact: ['select'],
  fields: [
    field('select', 'text'),
    field('amount', 'money'),
    field('weight', 'decimal', { scale: 3 }),
    field('cards', 'card', { multi: true }),
    field('time', 'time'),
  ],
  roles: [
    { role: 'buyer', kind: 'person', nameZh: '', nameEn: '', keys: [] },
    { role: 'cards', kind: 'bankAccount', nameZh: '', nameEn: '', keys: [], multi: true },
  ],
  links: [],
}
const newer: RecordKind = {
  ...older,
  fields: [...older.fields, field('count', 'integer'), field('memo', 'text')],
  indexes: [['amount', 'memo']],
  roles: [...older.roles, { role: 'seller', kind: 'person', nameZh: '', nameEn: '', keys: [] }],
}
const added: RecordKind = { ...older, id: 'added' }
const types = (db: WriteDb, table: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    db.prepare<[string], [string, string]>('SELECT name, type FROM pragma_table_info(?)').raw().all(table),
  )
const indexes = (db: WriteDb, table: string): readonly string[] =>
  db.prepare<[string], string>('SELECT name FROM pragma_index_list(?) ORDER BY name').pluck().all(table)

test('a kind becomes a strict table with its fields and single roles, indexed by source, time, roles and fact', () => {
  const db = memoryCase()
  ensureRecordTables(db, [older])
  expect(types(db, 'r_order')).toEqual({
    record_id: 'INTEGER',
    sheet_id: 'INTEGER',
    row: 'INTEGER',
    duplicate_of: 'INTEGER',
    mirror_of: 'INTEGER',
    fact: 'INTEGER',
    select: 'TEXT',
    amount: 'INTEGER',
    weight: 'INTEGER',
    cards: 'TEXT',
    time: 'TEXT',
    e_buyer: 'INTEGER',
  })
  expect(indexes(db, 'r_order')).toEqual([
    'r_order_by_duplicate',
    'r_order_by_e_buyer',
    'r_order_by_fact',
    'r_order_by_mirror',
    'r_order_by_source',
    'r_order_by_time',
  ])
  expect(() =>
    db.prepare(`INSERT INTO ${recordTable('order')} (sheet_id, row, amount) VALUES (1, 1, 'viel')`).run(),
  ).toThrow('cannot store TEXT')
})

test('new kinds, fields, roles and indexes are added to an older file, and its rows stay as they are', () => {
  const db = memoryCase()
  ensureRecordTables(db, [older])
  db.prepare(
    `INSERT INTO r_order (record_id, sheet_id, row, "select", amount, e_buyer) VALUES (1, 2, 3, '甲', 100, 9007199254740991)`,
  ).run()
  ensureRecordTables(db, [newer, added])
  expect(Object.keys(types(db, 'r_order')).sort()).toEqual(
    ['record_id', ...recordColumns(newer).map((column) => column.name)].sort(),
  )
  expect(indexes(db, 'r_order')).toEqual([
    'r_order_by_amount_memo',
    'r_order_by_duplicate',
    'r_order_by_e_buyer',
    'r_order_by_e_seller',
    'r_order_by_fact',
    'r_order_by_mirror',
    'r_order_by_source',
    'r_order_by_time',
  ])
  expect(types(db, 'r_added')).toMatchObject({ record_id: 'INTEGER' })
  expect(db.prepare('SELECT * FROM r_order').get()).toMatchObject({
    record_id: 1,
    sheet_id: 2,
    row: 3,
    select: '甲',
    amount: 100,
    e_buyer: 9007199254740991,
    count: null,
    memo: null,
    e_seller: null,
  })
})

test('when all is there already, nothing is written', () => {
  const db = memoryCase()
  ensureRecordTables(db, [newer])
  const before = [db.pragma('schema_version', { simple: true }), tablesOf(db)]
  ensureRecordTables(db, [newer])
  ensureRecordTables(db)
  expect([db.pragma('schema_version', { simple: true }), tablesOf(db)]).toEqual(before)
})

test('a read-only file of an older program answers for every kind and field', () => {
  const db: WriteDb = new Database(':memory:')
  cleanUpLater(() => {
    db.close()
  })
  migrate(db)
  ensureRecordTables(db, [older])
  db.prepare(`INSERT INTO r_order (record_id, sheet_id, row, "select") VALUES (1, 2, 3, '甲')`).run()
  const before = tablesOf(db)
  standInRecordTables(db, [newer, added])
  expect(db.prepare(`SELECT "select", memo, count, e_seller FROM ${recordTable('order')}`).all()).toEqual([
    { select: '甲', memo: null, count: null, e_seller: null },
  ])
  expect(
    db
      .prepare(`SELECT count(*) FROM ${recordTable('added')} WHERE "select" = '甲'`)
      .pluck()
      .get(),
  ).toBe(0)
  expect(tablesOf(db)).toEqual(before)
})

test('indexes can be dropped and made again around a large import', () => {
  const db = memoryCase()
  ensureRecordTables(db, [newer])
  const before = indexes(db, 'r_order')
  for (const index of recordIndexes(newer)) db.exec(index.drop)
  expect(indexes(db, 'r_order')).toEqual([])
  for (const index of recordIndexes(newer)) db.exec(index.create)
  expect(indexes(db, 'r_order')).toEqual(before)
})

test('the record kinds of the program make tables', () => {
  const db = memoryCase()
  for (const kind of recordKinds)
    expect(Object.keys(types(db, `r_${kind.id}`))).toEqual([
      'record_id',
      ...recordColumns(kind).map((column) => column.name),
    ])
})
