/** Forms of one person: one record with its names as fields, every row of the sheet kept. */
import { describe, expect, test } from 'vitest'
import { pairsOf } from '../../electron/engine/import/recognise/forms.ts'
import type { RawRow } from '../../electron/engine/import/formats/cells.ts'
import { makeXlsx } from './importFiles.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { type ImportCase, importCase } from './importCase.ts'

const rowsOf = (...lines: readonly (readonly string[])[]): readonly RawRow[] =>
  lines.map((cells, index) => ({ row: index + 1, cells, marks: null }))
const form = [
  ['犯罪嫌疑人基本情况'],
  ['姓名', '赵一', '性别', '男'],
  ['身份证号', '310115199003071239', '出生日期', '1990-03-07'],
  ['户籍地', '上海市浦东新区人民路1号', '联系电话', '13800138001'],
  ['涉嫌罪名', '侵犯著作权罪', '强制措施', '刑事拘留'],
]

describe('names and values in turn', () => {
  test.each([
    ['two beside each other', form, 8],
    [
      'one a row, with colons',
      [['登记表'], ['姓名：', '赵一'], ['性别：', '男'], ['身份证号：', '3101'], ['联系电话：', '138']],
      4,
    ],
    [
      'three beside each other, spread by blank cells, a value left out',
      [
        ['姓 名', '', '赵一', '性别', '', '男', '民族', '汉'],
        ['身份证号', '', '3101', '', '联系电话', '138'],
        ['备注'],
      ],
      5,
    ],
  ])('%s', (_, lines, count) => {
    expect(pairsOf(rowsOf(...lines))?.length).toBe(count)
  })
  test.each([
    [
      'a table of one row',
      [
        ['姓名', '性别', '身份证号', '联系电话'],
        ['赵一', '男', '3101', '138'],
      ],
    ],
    [
      'a table of many',
      [
        ['姓名', '电话'],
        ['赵一', '138'],
        ['钱二', '139'],
        ['孙三', '137'],
        ['李四', '136'],
      ],
    ],
    [
      'a list of two columns of words',
      [
        ['甲', '乙'],
        ['赵一', '钱二'],
        ['孙三', '李四'],
        ['周五', '吴六'],
        ['郑七', '王八'],
      ],
    ],
    [
      'a form with an empty field in between',
      [
        ['姓名', '性别', '男', '民族'],
        ['身份证号', '3101', '联系电话', '138'],
        ['户籍地', '上海', '籍贯', '苏'],
      ],
    ],
    ['two forms below each other', [...form, ...form]],
    [
      'values first',
      [
        ['赵一', '姓名'],
        ['男', '性别'],
        ['3101', '身份证号'],
        ['138', '联系电话'],
      ],
    ],
  ])('not: %s', (_, lines) => {
    expect(pairsOf(rowsOf(...lines))).toBeNull()
  })
})

test('is one person with all it says, previewed, undone and redone like any sheet', async () => {
  const made = await importCase()
  const { engine, give } = made
  const before = await made.facts()
  const fileId = give('赵一.xlsx', makeXlsx([{ name: '基本情况', rows: form }]))
  const [sheet] = (await engine.call('import.inspect', { fileId })).sheets
  expect(sheet).toMatchObject({ kind: 'personRegister', skip: null, headerRow: null })
  const plan = {
    index: 0,
    kind: 'personRegister',
    headerRow: null,
    columns: (sheet?.columns ?? []).map(({ column, header, field, row }) => ({ column, header, field, row })),
  }
  const preview = await engine.call('import.preview', { fileId, sheet: plan })
  expect(preview.rows.map(({ values }) => [values['name'], values['phone']])).toEqual([
    ['赵一', '13800138001'],
  ])
  const batch = await engine.call('import.run', { fileId, sheets: [plan] })
  expect(batch.reconciliation).toEqual({ read: 5, accepted: 1, duplicate: 0, rejected: 0, skipped: 4 })
  const people = async () =>
    (await engine.call('measures.list', {})).find(({ id }) => id === 'people.count')?.value
  expect(await people()).toEqual({ count: 1, scale: 0 })
  expect(JSON.stringify(await engine.call('search.find', { text: '浦东新区', limit: 9 }))).toContain('赵一')
  const sheetId = batch.sheets[0]?.sheetId ?? 0
  expect(
    (await engine.call('records.original', { sheetId, row: 1 })).rows.map(({ row, outcome, reason }) => [
      row,
      outcome,
      reason,
    ]),
  ).toEqual([
    [1, 'skipped', 'form'],
    [2, 'accepted', null],
    [3, 'skipped', 'form'],
    [4, 'skipped', 'form'],
    [5, 'skipped', 'form'],
  ])
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  const facts = await made.facts()
  await engine.call('import.undo', { batchId: batch.batchId })
  expect(await made.facts()).toEqual(before)
  await engine.call('import.redo', { batchId: batch.batchId })
  expect(await made.facts()).toEqual(facts)
})

describe('the record of a form is edited like a row of a table', () => {
  const field = (id: string): number =>
    recordKind('personRegister')?.fields.findIndex((one) => one.id === id) ?? -1
  async function people({ engine }: Pick<ImportCase, 'engine'>) {
    const { rows } = await engine.call('records.window', {
      scope: { kind: 'personRegister' },
      offset: 0,
      limit: 9,
    })
    return rows.map(({ values, edited }) => ({
      phone: values[field('phone')],
      home: values[field('home')],
      edited,
    }))
  }
  test('a value below the first row, one beside another and one that no name holds; undone, redone, exported', async () => {
    const made = await importCase()
    const { engine, give } = made
    const batch = await engine.call('import.run', {
      fileId: give('赵一.xlsx', makeXlsx([{ name: '基本情况', rows: form }])),
    })
    const sheetId = batch.sheets[0]?.sheetId ?? 0
    const edit = (id: string, text: string) =>
      engine.call('records.edit', { sheetId, row: 2, field: id, text, reason: '与本人核对' })
    const before = await made.facts()
    await edit('phone', '13900139002')
    await edit('home', '上海市徐汇区')
    await edit('qq', '123456789')
    expect(await people(made)).toEqual([
      {
        phone: '13900139002',
        home: '上海市徐汇区',
        edited: [
          { field: 'home', original: '上海市浦东新区人民路1号' },
          { field: 'phone', original: '13800138001' },
          { field: 'qq', original: null },
        ],
      },
    ])
    const { rows } = await engine.call('records.edits', { offset: 0, limit: 9 })
    expect(rows.map(({ field: id, header, original, text }) => [id, header, original, text])).toEqual([
      ['home', '户籍地', '上海市浦东新区人民路1号', '上海市徐汇区'],
      ['phone', '联系电话', '13800138001', '13900139002'],
      ['qq', '', null, '123456789'],
    ])
    // Written as it was: no edit at all.
    await edit('phone', '13800138001')
    expect((await people(made))[0]?.edited.map(({ field: id }) => id)).toEqual(['home', 'qq'])
    for (let step = 0; step < 4; step += 1) await engine.call('history.undo', {})
    expect(await made.facts()).toEqual(before)
    for (let step = 0; step < 3; step += 1) await engine.call('history.redo', {})
    expect((await people(made))[0]?.phone).toBe('13900139002')
    await engine.call('import.undo', { batchId: batch.batchId })
    await engine.call('import.redo', { batchId: batch.batchId })
    expect((await people(made))[0]?.phone).toBe('13900139002')
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  })
  test('a number that is none is told at its cell, and another row of the form says where its record is', async () => {
    const made = await importCase()
    const { engine, give } = made
    const batch = await engine.call('import.run', {
      fileId: give('赵一.xlsx', makeXlsx([{ name: '基本情况', rows: form }])),
    })
    const sheetId = batch.sheets[0]?.sheetId ?? 0
    const edit = (row: number, text: string) =>
      engine.call('records.edit', { sheetId, row, field: 'idNumber', text, reason: '核对' })
    expect((await edit(2, '310115199003071230')).issues).toMatchObject([
      { field: 'idNumber', code: 'bad-check-digit' },
    ])
    await expect(edit(3, '310115199003071239')).rejects.toMatchObject({
      code: 'row-not-editable',
      details: { reason: 'form', row: 2 },
    })
  })
  test('its reading can be settled: the year of a date without one', async () => {
    const made = await importCase()
    const { engine, give } = made
    const rows = [...form, ['到案时间', '3月15日', '到案地点', '上海']]
    const batch = await engine.call('import.run', {
      fileId: give('赵一.xlsx', makeXlsx([{ name: '基本情况', rows }])),
    })
    const sheetId = batch.sheets[0]?.sheetId ?? 0
    const arrived = async () =>
      (await engine.call('records.window', { scope: { kind: 'personRegister' }, offset: 0, limit: 9 }))
        .rows[0]?.values[field('arrivedAt')] ?? null
    expect(await arrived()).toBeNull()
    await engine.call('sheets.settle', {
      sheetIds: [sheetId],
      settings: [{ about: 'year', field: 'arrivedAt', value: '2024' }],
      reason: '核对',
    })
    expect(await arrived()).toBe('2024-03-15')
  })
})
