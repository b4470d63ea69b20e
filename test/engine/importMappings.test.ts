/** A mapping made once is applied to the next sheet with the same header, and travels to another desk as a file. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bytesOf } from '../helpers/engine.ts'
import { importCase } from './importCase.ts'

const header = ['买方', '卖方', '哪天', '钱数', '说明一', '说明二']
const rows = [
  ['张三', '李四', '2022-01-01', '10.00', 'a', 'b'],
  ['王五', '李四', '2022-01-02', '20.50', 'c', 'd'],
]
const csv = (lines: readonly (readonly string[])[]): string =>
  `${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`
const mapping = {
  name: '某厂台账',
  kind: 'other',
  columns: header.map((text, column) => ({
    column,
    header: text,
    field: ['name', null, 'time', 'amount', 'content', 'remark'][column] ?? null,
  })),
}

test('a layout nobody knows is mapped once by hand and by itself from then on, in another order too', async () => {
  const { engine, give } = await importCase()
  const before = await engine.call('import.inspect', { fileId: give('一.csv', csv([header, ...rows])) })
  expect(before.sheets[0]).toMatchObject({ kind: null, skip: 'no-header' })
  const saved = await engine.call('mappings.save', mapping)
  expect(await engine.call('mappings.list', {})).toEqual([saved])

  const { sheets } = await engine.call('import.inspect', {
    fileId: give(
      '二.csv',
      csv([
        ['某厂二月'],
        [...header.slice(2), ...header.slice(0, 2)],
        ...rows.map((row) => [...row.slice(2), ...row.slice(0, 2)]),
      ]),
    ),
  })
  expect(sheets[0]).toMatchObject({
    kind: 'other',
    skip: null,
    headerRow: 2,
    confidence: 1,
    reasons: [{ code: 'saved-mapping', values: ['某厂台账'] }],
  })
  expect(sheets[0]?.columns.map(({ field, reason }) => [field, reason])).toEqual([
    ['time', 'saved'],
    ['amount', 'saved'],
    ['content', 'saved'],
    ['remark', 'saved'],
    ['name', 'saved'],
    [null, 'none'],
  ])
  const batch = await engine.call('import.run', {
    fileId: give(
      '二.csv',
      csv([
        ['某厂二月'],
        [...header.slice(2), ...header.slice(0, 2)],
        ...rows.map((row) => [...row.slice(2), ...row.slice(0, 2)]),
      ]),
    ),
  })
  expect(batch.reconciliation).toMatchObject({ accepted: 2 })
  expect(await engine.call('records.totals', { scope: { kind: 'other' } })).toMatchObject({
    sums: [{ field: 'amount', sum: 3050, rows: 2 }],
  })
})

test('goes before what the program would have taken the sheet for; one header more or less is another header', async () => {
  const { engine, give } = await importCase()
  const known = ['交易卡号', '交易时间', '交易金额', '收付标志', '对手户名']
  await engine.call('mappings.save', {
    name: '自己的',
    kind: 'other',
    columns: known.map((text, column) => ({
      column,
      header: text,
      field: ['card', 'time', 'amount', 'category', 'name'][column] ?? null,
    })),
  })
  const line = ['6222021234567890123', '2022-01-01 00:00:00', '1.00', '进', '李四']
  const inspect = async (name: string, cells: readonly string[], data: readonly string[]) =>
    (await engine.call('import.inspect', { fileId: give(name, csv([cells, data])) })).sheets[0]
  expect(await inspect('一.csv', known, line)).toMatchObject({
    kind: 'other',
    alternatives: expect.arrayContaining([expect.objectContaining({ kind: 'transfer' })]),
  })
  expect((await inspect('二.csv', [...known, '备注'], [...line, 'x']))?.kind).toBe('transfer')
  // Cleaned as headers are: spaces, TABs and stars do not make another header.
  expect(
    (await inspect('三.csv', ['交易卡号\t', '交 易 时 间', '*交易金额', '收付标志', '对手户名'], line))?.kind,
  ).toBe('other')
})

test('two columns of one name keep their fields by position, and are not guessed in another order', async () => {
  const { engine, give } = await importCase()
  const twice = ['哪天', '钱数', '备注', '备注']
  await engine.call('mappings.save', {
    name: '两个备注',
    kind: 'other',
    columns: twice.map((text, column) => ({
      column,
      header: text,
      field: ['time', 'amount', null, 'remark'][column] ?? null,
    })),
  })
  const fields = async (name: string, cells: readonly string[]) =>
    (
      await engine.call('import.inspect', {
        fileId: give(
          name,
          csv([cells, ['1', '2', '3', '4'].map((cell, at) => (cells[at] === '哪天' ? '2022-01-01' : cell))]),
        ),
      })
    ).sheets[0]
  expect((await fields('一.csv', twice))?.columns.map(({ field }) => field)).toEqual([
    'time',
    'amount',
    null,
    'remark',
  ])
  expect((await fields('二.csv', ['钱数', '哪天', '备注', '备注']))?.kind).toBeNull()
})

test('a value typed in for one file stands in every row of it, and is not kept with the mapping', async () => {
  const { engine, give } = await importCase()
  const known = ['交易时间', '交易金额', '收付标志', '对手户名']
  const fileId = give(
    '一.csv',
    csv([
      known,
      ['2022-01-01 00:00:00', '1.00', '进', '李四'],
      ['2022-01-02 00:00:00', '2.00', '出', '李四'],
    ]),
  )
  const { sheets } = await engine.call('import.inspect', { fileId })
  const columns = [
    ...(sheets[0]?.columns ?? []).map(({ column, header: text, field }) => ({ column, header: text, field })),
    { column: null, header: '', field: 'ownCard', value: '6222 0212 3456 7890 123' },
  ]
  const saved = await engine.call('mappings.save', { name: '流水', kind: 'transfer', columns })
  expect(saved.columns.at(-1)).toEqual({ column: null, header: '', field: 'ownCard' })
  const plan = { index: 0, kind: 'transfer', headerRow: 1, columns }
  const batch = await engine.call('import.run', { fileId, sheets: [plan] })
  const cards = async () =>
    (await engine.call('records.facet', { scope: { kind: 'transfer' }, field: 'ownCard', limit: 5 })).values
  expect(await cards()).toEqual([{ value: '6222021234567890123', count: 2 }])
  await engine.call('import.undo', { batchId: batch.batchId })
  await engine.call('import.redo', { batchId: batch.batchId })
  expect(await cards()).toEqual([{ value: '6222021234567890123', count: 2 }])
})

test('travels as a file; what another program does not know is named and left out, a file of something else is refused', async () => {
  const here = await importCase()
  const there = await importCase()
  await here.engine.call('mappings.save', mapping)
  const { fileId, fileName, count } = await here.engine.call('mappings.export', {})
  expect([fileName.endsWith('.json'), count]).toEqual([true, 1])
  const path = join(here.folder, '表头对应.json')
  writeFileSync(path, bytesOf(here.engine, fileId))
  expect(await there.engine.call('mappings.import', { fileId: there.engine.files.grant(path) })).toEqual({
    added: 1,
    replaced: 0,
    refused: [],
  })
  expect(await there.engine.call('mappings.import', { fileId: there.engine.files.grant(path) })).toEqual({
    added: 0,
    replaced: 1,
    refused: [],
  })
  const [taken] = await there.engine.call('mappings.list', {})
  expect(taken).toEqual((await here.engine.call('mappings.list', {}))[0])
  const newer = JSON.parse(readFileSync(path, 'utf8')) as { mappings: { kind: string; name: string }[] }
  const strange = join(there.folder, 'strange.json')
  writeFileSync(
    strange,
    JSON.stringify({ ...newer, mappings: newer.mappings.map((entry) => ({ ...entry, kind: 'ofTomorrow' })) }),
  )
  expect(await there.engine.call('mappings.import', { fileId: there.engine.files.grant(strange) })).toEqual({
    added: 0,
    replaced: 0,
    refused: [{ name: '某厂台账', kind: 'ofTomorrow' }],
  })
  for (const text of [
    '',
    '{}',
    '[1]',
    'not json',
    JSON.stringify({ format: 'lianzheng-mappings', version: 2, mappings: [] }),
  ]) {
    writeFileSync(strange, text)
    await expect(
      there.engine.call('mappings.import', { fileId: there.engine.files.grant(strange) }),
    ).rejects.toMatchObject({ code: 'mapping-file-invalid' })
  }
  expect(await there.engine.call('mappings.list', {})).toEqual([taken])
  await there.engine.call('mappings.remove', { mappingId: taken?.mappingId ?? '' })
  await expect(
    there.engine.call('mappings.remove', { mappingId: taken?.mappingId ?? '' }),
  ).rejects.toMatchObject({ code: 'mapping-not-found' })
  expect(await there.engine.call('mappings.list', {})).toEqual([])
})

test('a mapping without a header or a field, or of an unknown kind, is refused', async () => {
  const { engine } = await importCase()
  await expect(
    engine.call('mappings.save', { name: 'x', kind: 'nothing', columns: [] }),
  ).rejects.toMatchObject({ code: 'kind-not-found' })
  await expect(
    engine.call('mappings.save', {
      name: 'x',
      kind: 'other',
      columns: [{ column: 0, header: '甲', field: 'nothing' }],
    }),
  ).rejects.toMatchObject({ code: 'field-not-found' })
  await expect(
    engine.call('mappings.save', {
      name: 'x',
      kind: 'other',
      columns: [{ column: 0, header: '', field: 'name' }],
    }),
  ).rejects.toMatchObject({ code: 'mapping-incomplete' })
  await expect(
    engine.call('mappings.save', {
      name: 'x',
      kind: 'other',
      columns: [{ column: 0, header: '甲', field: null }],
    }),
  ).rejects.toMatchObject({ code: 'mapping-incomplete' })
})
