/** Seizure lists through the real import: what is counted, what is left out and said. */
import { expect, test } from 'vitest'
import { caseOfFiles, measured } from '../helpers/measured.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { importCase } from './importCase.ts'
import { makeXlsx } from './importFiles.ts'

const list = (...rows: readonly string[]): string =>
  ['编号,物品名称,数量,单位,特征,持有人', ...rows.map((row, index) => `${index + 1},${row},甲`), ''].join(
    '\n',
  )

test('phones are told by what the thing is; what cannot be told is named', async () => {
  const engine = await caseOfFiles({
    '扣押清单.csv': list(
      '手机,2,部,',
      '华为手机（手机号138…）,1,部,',
      '手机（内有手机卡一张）,1,台,',
      'OPPO R11,3,部,黑色',
      '苹果14,1,,',
      '手机充值卡,50,张,',
      '数据线,7,根,',
      'iPhone充电器,2,个,',
      '手机照片,4,张,',
      '手机残骸,2,个,',
      '苹果,1,部,',
    ),
  })
  expect(await measured(engine, 'seizure.phones', 'seizure.items')).toEqual([
    { value: 8, rows: 5, said: ['2 项无法判断是否属于本项，未计入，数量 3 部：手机残骸 2个、苹果 1部'] },
    { value: 11, rows: 11, said: [] },
  ])
  const { total } = await engine.call('records.window', {
    scope: { kind: 'seizure', measure: 'seizure.phones' },
    offset: 0,
    limit: 1,
  })
  expect(total).toBe(5)
})

test('cash is read in every spelling, a currency at a time', async () => {
  const engine = await caseOfFiles({
    '扣押清单.csv': list(
      '人民币,5000,元,',
      '现金,5000,元整,',
      '现金,2,万元,',
      '现金,3000,元(人民币),',
      '现金,100.50,元,',
      '人民币600元,1,笔,',
      '现金(美元),1000,元,',
      '港币,300,元,',
      '现金缴款单,2,张,',
      '现金,3,沓,',
    ),
  })
  expect(await measured(engine, 'seizure.cash')).toEqual([
    {
      value: 33_700.5,
      rows: 6,
      said: [
        '1 项无法判断是否属于本项，未计入：现金 3沓',
        '另有其他币种 2 项，不折算、不计入：USD 1,000.00、HKD 300.00',
      ],
    },
  ])
})

test('boxes, sets, booklets and works stand side by side; tea is no work', async () => {
  const engine = await caseOfFiles({
    '扣押清单.csv': list(
      '盗版剧本杀《云梦泽》,100,盒,',
      '盗版剧本杀《云梦泽》,50,套,',
      '盗版剧本杀《北境》,50盒,,',
      '《北境》,5,箱,',
      '盗版图书,30,册,',
      '账本,3,本,',
      '茶叶,20,盒,',
      '白盒,9,盒,',
      '云梦泽,1,盒,',
    ),
  })
  expect(
    await measured(engine, 'seizure.boxes', 'seizure.sets', 'seizure.booklets', 'seizure.works'),
  ).toEqual([
    {
      value: 151,
      rows: 3,
      said: [
        '1 项无法判断是否属于本项，未计入，数量 9 盒：白盒 9盒',
        '同类作品另有 3 项以其他单位计，未计入：50 套、5 箱、30 册',
        '另有 1 项不是作品，未计入，数量 20 盒：茶叶 20盒',
      ],
    },
    { value: 50, rows: 1, said: ['同类作品另有 5 项以其他单位计，未计入：151 盒、5 箱、30 册'] },
    { value: 30, rows: 1, said: ['同类作品另有 5 项以其他单位计，未计入：151 盒、50 套、5 箱'] },
    {
      value: 2,
      rows: 5,
      said: ['1 项没有作品名称，未计入', '1 项无法判断是否属于本项，未计入，数量 9 项：白盒 9盒'],
    },
  ])
})

test('an edit decides what words left open', async () => {
  const engine = await caseOfFiles({ '扣押清单.csv': list('手机残骸,2,个,', '手机,1,部,') })
  const { rows } = await engine.call('records.window', { scope: { kind: 'seizure' }, offset: 0, limit: 10 })
  expect((await measured(engine, 'seizure.phones'))[0]?.value).toBe(1)
  const [first] = rows
  if (first === undefined) throw new Error('no row')
  const { provenance } = await engine.call('records.read', { kind: 'seizure', recordId: first.recordId })
  await engine.call('records.edit', {
    sheetId: provenance.sheetId,
    row: provenance.row,
    field: 'name',
    text: '手机',
  })
  expect((await measured(engine, 'seizure.phones'))[0]).toEqual({ value: 3, rows: 2, said: [] })
})

test('a person says how many boxes a case holds: one step, with its ground, taken back by undo', async () => {
  const engine = await caseOfFiles({
    '扣押清单.csv': list(
      '盗版剧本杀《云梦泽》,100,盒,',
      '《云梦泽》,5,箱,',
      '《北境》,2箱,,',
      '《北境》,若干,箱,',
      '《北境》,30,册,',
    ),
  })
  const ids = ['seizure.boxes', 'business.copies'] as const
  const before = await measured(engine, ...ids)
  expect(before.map(({ value }) => value)).toEqual([100, 100])
  const groups = await engine.call('measures.otherUnits', {})
  expect(groups.map(({ unit, title, rows }) => [unit, title, rows.map(({ quantity }) => quantity)])).toEqual([
    ['箱', '云梦泽', [5]],
    ['箱', '北境', [2, null]],
    ['册', '北境', [30]],
  ])
  const reason = '1 箱 = 12 盒；勘验笔录'
  await engine.call('records.editMany', {
    edits: groups
      .filter(({ unit }) => unit === '箱')
      .flatMap(({ rows }) =>
        rows.flatMap(({ sheetId, row, quantity }) =>
          quantity === null
            ? []
            : [
                { sheetId, row, field: 'quantity', text: String(quantity * 12) },
                { sheetId, row, field: 'unit', text: '盒' },
              ],
        ),
      ),
    reason,
  })
  const [boxes, copies] = await measured(engine, ...ids)
  expect([boxes?.value, boxes?.rows, copies?.value]).toEqual([184, 3, 184])
  for (const figure of [boxes, copies]) expect(figure?.said).toContain(`其中 2 行的单位经人工换算：${reason}`)
  await engine.call('history.undo', {})
  expect(await measured(engine, ...ids)).toEqual(before)
})

test('a sheet’s name is a place only where it is one: no list, no number of a program, no table of a document', async () => {
  const { engine, give } = await importCase()
  const rows = (name: string, quantity: number) => ({
    name,
    rows: [
      ['编号', '物品名称', '数量', '单位', '特征', '持有人'],
      ['1', `盗版《${name}》`, String(quantity), '盒', '', '张三'],
    ],
  })
  const names = ['扣押物品清单', 'Table 1', 'Sheet1 (2)', '扣押清单(3)', '表1', '仓库1号', '城东门店']
  await engine.call('import.run', {
    fileId: give('扣押.xlsx', makeXlsx(names.map((name, at) => rows(name, at + 1)))),
  })
  const window = await engine.call('records.window', { scope: { kind: 'seizure' }, offset: 0, limit: 20 })
  const at = recordKind('seizure')?.fields.findIndex(({ id }) => id === 'site') ?? -1
  expect(window.rows.flatMap(({ values }) => values[at] ?? []).toSorted()).toEqual(['仓库1号', '城东门店'])
  expect(window.total).toBe(names.length)
})
