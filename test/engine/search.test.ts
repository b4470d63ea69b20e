import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Db } from '../../electron/engine/context.ts'
import { originalRowsWriter } from '../../electron/engine/records/originalRows.ts'
import { BlockPacker } from '../../electron/engine/records/rowBlocks.ts'
import { findInCase } from '../../electron/engine/search/find.ts'
import { wordsOf } from '../../shared/model/searchText.ts'
import { matchingRows } from '../../electron/engine/search/rowScan.ts'
import { ensureRecordTables } from '../../electron/engine/store/recordTables.ts'
import { emptyCase, seedEntities } from './chartsCase.ts'

function withRows(rows: readonly (readonly string[])[]): Db {
  const db = emptyCase()
  ensureRecordTables(db)
  db.prepare("INSERT INTO originals VALUES (1, 'hash', '02_扣押清单.xlsx', '', 10, '2026-11-23 10:00:00')").run()
  db.prepare("INSERT INTO batches VALUES (1, 1, 'active', '2026-11-23 10:00:00', '承办人', NULL, '{}', '0.1.0', 0)").run()
  db.prepare("INSERT INTO sheets (sheet_id, batch_id, idx, name, hidden, kind, columns) VALUES (1, 1, 0, '扣押', 0, 'seizure', ?)").run(JSON.stringify([{ column: 0, header: '名称', field: 'title' }, { column: 1, header: '备注', field: null }]))
  const record = db.prepare('INSERT INTO r_seizure (record_id, sheet_id, row) VALUES (?, 1, ?)')
  const packer = new BlockPacker()
  rows.forEach((cells, index) => { record.run(index + 1, index + 2); packer.add(index + 2, cells) })
  for (const block of packer.take()) originalRowsWriter(db).putBlock(1, block)
  return db
}
const rowsFound = (db: Db, query: string) => matchingRows(db, wordsOf(query), 100).hits.map(({ row }) => row)

test('two Chinese characters, one rare character, width, case and grouped numbers all find their rows', () => {
  const db = withRows([['雾港来信', '罗志华 6217 0083 7536 7000 751'], ['第七夜灯', '㙍某,ＷＸＩＤ_abc'], ['"雾港"', 'a\t131\t2736 8172'], ['１８１４９０５８０６５', '来信\n雾港']])
  expect([rowsFound(db, '雾港'), rowsFound(db, '㙍'), rowsFound(db, 'wxid_ABC'), rowsFound(db, '62170083'), rowsFound(db, '6217 0083 7536 7000 751'), rowsFound(db, '13127368172'), rowsFound(db, '18149058065'), rowsFound(db, '"雾港"'), rowsFound(db, '雾港 罗志华')])
    .toEqual([[2, 4, 5], [3], [3], [2], [2], [4], [5], [4], [2]])
})

test('words must stand inside a cell, not across two', () => {
  const db = withRows([['6217', '0083'], ['雾', '港']])
  expect([rowsFound(db, '62170083'), rowsFound(db, '雾港'), rowsFound(db, '","')]).toEqual([[], [], []])
})

test('the scan finds what looking into every cell finds', () => {
  const character = fc.constantFrom(...'雾港来信罗志华0123456789abcXx ＡＢ１２－-,."\\\n\t\'/'.split(''), '𠮷', '㙍')
  const cell = fc.string({ unit: character, maxLength: 14 })
  fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 5 }), (rows, pick, from, length) => {
    const cells = rows.flat()
    const source = [...(cells[pick % cells.length] ?? '')]
    const query = source.slice(from % Math.max(source.length, 1), (from % Math.max(source.length, 1)) + length).join('')
    const wanted = query.normalize('NFKC').toLowerCase().trim().split(/\s+/).filter((word) => word !== '')
    fc.pre(wanted.length > 0 && !/^\+?[\d\s\-.,']*x?$/i.test(query.normalize('NFKC').trim()) && !wanted.some((word) => /^\+?[\d\-.,']{4,}x?$/.test(word)))
    const expected = rows.flatMap((row, index) => (wanted.every((word) => row.some((text) => text.normalize('NFKC').toLowerCase().includes(word))) ? [index + 2] : []))
    expect(rowsFound(withRows(rows), query)).toEqual(expected)
  }), { numRuns: 400 })
})

test('entities are found by label and by identifier, charts by name, and the total counts what the limit leaves out', () => {
  const db = withRows(Array.from({ length: 30 }, (_, index) => ['雾港来信', `第 ${index} 箱`]))
  seedEntities(db, 'person', ['罗志华', '雾港'], 1)
  db.prepare("INSERT INTO identifiers VALUES (1, 'phone', '18149058065', 0, 'phone', 3)").run()
  db.prepare("INSERT INTO charts VALUES (1, '雾港销售链', '{}', '', '')").run()
  const found = findInCase(db, '雾港', 10)
  expect({ total: found.total, types: found.hits.map(({ type }) => type) }).toEqual({ total: 32, types: ['chart', 'entity', ...Array.from({ length: 8 }, () => 'record')] })
  expect(found.hits[2]).toEqual({ type: 'record', kind: 'seizure', recordId: 1, field: 'title', excerpt: '雾港来信', file: '02_扣押清单.xlsx', sheet: '扣押', row: 2 })
  expect(findInCase(db, '1814 9058 065', 10).hits).toEqual([{ type: 'entity', entityId: 1, kind: 'person', label: '罗志华', matched: '18149058065', records: 1, nameOnly: false }])
  expect(findInCase(db, '   ', 10)).toEqual({ total: 0, hits: [] })
})
