import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { findInCase } from '../../electron/engine/search/find.ts'
import { caseOfSheets, type Cells, found, indexAll, scanned } from './searchCase.ts'
import { seedEntities } from './chartsCase.ts'

/** Rows found by the index, which must be those of the scan. */
function rowsFound(db: WriteDb, query: string): readonly number[] {
  const places = found(db, query)
  expect(places).toEqual(scanned(db, query))
  return places.map(({ row }) => row)
}
async function withRows(rows: readonly Cells[], apart: readonly number[] = []): Promise<WriteDb> {
  const db = caseOfSheets([rows], apart)
  await indexAll(db)
  return db
}

test('two Chinese characters, one rare character, width, case and grouped numbers all find their rows', async () => {
  const db = await withRows([
    ['雾港来信', '罗志华 6217 0083 7536 7000 751'],
    ['第七夜灯', '㙍某,ＷＸＩＤ_abc'],
    ['"雾港"', 'a\t131\t2736 8172'],
    ['１８１４９０５８０６５', '来信\n雾港'],
    ['𠮷野', '羅志華'],
  ])
  const asked = [
    '雾港',
    '㙍',
    '𠮷',
    'wxid_ABC',
    '62170083',
    '6217 0083 7536 7000 751',
    '13127368172',
    '18149058065',
    '"雾港"',
    '雾港 罗志华',
    '罗志华',
    '霧港',
    '7000',
    '700',
    '_a',
    'luozhihua',
  ]
  expect(asked.map((query) => rowsFound(db, query))).toEqual([
    [2, 4, 5],
    [3],
    [6],
    [3],
    [2],
    [2],
    [4],
    [5],
    [4],
    [2],
    [2, 6],
    [2, 4, 5],
    [2],
    [2],
    [3],
    [6],
  ])
})
test('words must stand inside a cell, not across two', async () => {
  const db = await withRows([
    ['6217', '0083'],
    ['雾', '港'],
    ['2021-03-15 12:34:56', ''],
  ])
  expect(
    ['62170083', '雾港', '","', '2021031512', '20210315', '12:34', '03-15', '雾 港', '6217 港'].map((query) =>
      rowsFound(db, query),
    ),
  ).toEqual([[], [], [], [], [4], [4], [4], [3], []])
})
test('names are found by pinyin, a polyphonic one by each of its readings', async () => {
  const db = await withRows([
    ['曾丽'],
    ['单雄信'],
    ['仇英'],
    ['张　伟'],
    ['张伟付货款'],
    ['欧阳娜娜'],
    ['zw'],
  ])
  expect(
    ['zengli', 'cengl', 'shan', 'dxx', 'qiu', 'zhangwei', 'zw', 'oynn', 'ouyang', 'wei'].map((query) =>
      rowsFound(db, query),
    ),
  ).toEqual([[2], [2], [3], [3], [4], [5], [5, 8], [7], [7], [5]])
})

test('every type of hit comes with its count, rows that became no record open in the original', async () => {
  const db = await withRows(
    [
      ['雾港来信', '备注'],
      ['雾港来信', '第 1 箱'],
      ['合计雾港', '2'],
    ],
    [2, 4],
  )
  seedEntities(db, 'person', ['罗志华', '雾港'], 1)
  seedEntities(db, 'place', ['雾港仓库'], 3)
  db.prepare("INSERT INTO identifiers VALUES (1, 'phone', '18149058065', 0, 'phone', 3)").run()
  db.prepare("INSERT INTO charts VALUES (1, '雾港销售链', '{}', '', '')").run()
  db.prepare("INSERT INTO entity_notes VALUES (1, '说在雾港见过')").run()
  db.prepare("UPDATE sheets SET name = '雾港扣押' WHERE sheet_id = 1").run()
  const all = findInCase(db, { text: '雾港', limit: 20 })
  expect({
    total: all.total,
    counts: all.counts,
    types: all.hits.map(({ type }) => type),
    kinds: all.entityKinds,
    tables: all.tables,
    files: all.files,
    unindexed: all.unindexed,
  }).toEqual({
    total: 8,
    counts: { entity: 2, chart: 1, sheet: 1, note: 1, record: 1, original: 2 },
    types: ['entity', 'entity', 'chart', 'sheet', 'note', 'record', 'original', 'original'],
    kinds: [
      { kind: 'person', count: 1 },
      { kind: 'place', count: 1 },
    ],
    tables: [{ kind: 'seizure', count: 1 }],
    files: [{ originalId: 1, file: '02_扣押清单.xlsx', count: 3 }],
    unindexed: 0,
  })
  expect(all.hits.slice(4, 7)).toEqual([
    { type: 'note', entityId: 1, chartId: null, kind: 'person', label: '罗志华', excerpt: '说在雾港见过' },
    {
      type: 'record',
      kind: 'seizure',
      recordId: 1,
      field: 'title',
      sheetId: 1,
      row: 3,
      part: 'cell',
      column: 0,
      header: '名称',
      excerpt: '雾港来信',
      file: '02_扣押清单.xlsx',
      sheet: '雾港扣押',
      line: { time: null, from: null, to: null, directed: true, figure: null, standing: 'counted' },
    },
    {
      type: 'original',
      outcome: 'skipped',
      sheetId: 1,
      row: 2,
      part: 'cell',
      column: 0,
      header: '名称',
      excerpt: '雾港来信',
      file: '02_扣押清单.xlsx',
      sheet: '雾港扣押',
    },
  ])
  expect(findInCase(db, { text: '1814 9058 065', limit: 10 }).hits).toEqual([
    {
      type: 'entity',
      entityId: 1,
      kind: 'person',
      label: '罗志华',
      matched: '18149058065',
      records: 1,
      nameOnly: false,
    },
  ])
  expect(
    findInCase(db, { text: 'lzh', limit: 10 }).hits.map((hit) => hit.type === 'entity' && hit.entityId),
  ).toEqual([1])
  expect(findInCase(db, { text: '   ', limit: 10 })).toEqual({
    total: 0,
    hits: [],
    counts: { entity: 0, chart: 0, sheet: 0, note: 0, record: 0, original: 0 },
    entityKinds: [],
    tables: [],
    files: [],
    unindexed: 0,
  })
})
test('pages of hits joined are all hits, once each, and a narrowed question counts what it lists', async () => {
  const db = await withRows(
    Array.from({ length: 300 }, (_, index) => [index % 3 === 0 ? '雾港来信' : '别的', `第 ${index} 箱`]),
    [2, 5, 8],
  )
  seedEntities(db, 'person', ['雾港甲', '雾港乙'], 1)
  const all = findInCase(db, { text: '雾港', limit: 1_000 })
  const paged = Array.from(
    { length: 12 },
    (_, page) => findInCase(db, { text: '雾港', limit: 9, offset: page * 9 }).hits,
  ).flat()
  expect([all.total, paged]).toEqual([102, all.hits])
  const records = findInCase(db, {
    text: '雾港',
    limit: 5,
    offset: 95,
    within: { type: 'record', kind: 'seizure' },
  })
  expect([records.total, records.hits.length, records.counts.entity]).toEqual([97, 2, 2])
  expect(findInCase(db, { text: '雾港', limit: 100, each: 2 }).hits.map(({ type }) => type)).toEqual([
    'entity',
    'entity',
    'record',
    'record',
    'original',
    'original',
  ])
  expect(findInCase(db, { text: '雾港', limit: 5, within: { originalId: 2 } }).total).toBe(0)
})
test('a sheet without an index is looked through row by row, says so, and nothing is missing', async () => {
  const rows = [
    ['雾港来信', 'a'],
    ['别的', '雾港'],
  ]
  const [without, indexed] = [caseOfSheets([rows]), await withRows(rows)]
  const [one, other] = [without, indexed].map((db) => findInCase(db, { text: '雾港', limit: 10 }))
  expect([one?.unindexed, one?.hits, one?.total]).toEqual([1, other?.hits, 2])
})
