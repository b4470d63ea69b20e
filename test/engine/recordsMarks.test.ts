/** Tags, notes and saved views: put on rows, asked for by conditions, undone, and still there when an import comes back. */
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { importCase } from './importCase.ts'
import { utf8 } from './importFiles.ts'

const text = [
  '交易卡号,交易时间,交易金额,收付标志,对手户名',
  ...[1, 2, 3, 4, 5].map(
    (day) => `6217000000000000001,2021-03-0${day} 08:00:00,${day}00,出,${day < 3 ? '罗志华' : '闫秀玉'}`,
  ),
].join('\n')
const scope = { kind: 'transfer' }
async function filled(): Promise<Engine> {
  const { engine, give } = await importCase()
  await engine.call('import.run', { fileId: give('流水.csv', utf8(text)) })
  return engine
}
const rowsWith = async (
  engine: Engine,
  field: string,
  op: 'is' | 'isNot' | 'oneOf' | 'noneOf' | 'empty' | 'notEmpty' | 'contains' | 'notContains',
  values: (string | number)[] = [],
) =>
  (
    await engine.call('records.window', {
      scope: { kind: 'transfer', filter: [{ field, op, values }] },
      sort: [{ field: 'row' }],
      offset: 0,
      limit: 100,
    })
  ).rows.map(({ source }) => source.row)

describe('a tag', () => {
  test('is put on the rows of a filter and on chosen ones, many on one row, and asked for', async () => {
    const engine = await filled()
    const key = await engine.call('tags.save', { name: '重点', colour: 'red' })
    const later = await engine.call('tags.save', { name: '待查', colour: 'blue' })
    expect(
      await engine.call('records.tag', {
        scope: { kind: 'transfer', filter: [{ field: 'counterName', op: 'is', values: ['罗志华'] }] },
        tagId: key.tagId,
        on: true,
      }),
    ).toEqual({ rows: 2 })
    const [first] = (
      await engine.call('records.window', { scope, sort: [{ field: 'row' }], offset: 0, limit: 1 })
    ).rows
    expect(
      await engine.call('records.tag', {
        scope,
        recordIds: [first?.recordId ?? 0],
        tagId: later.tagId,
        on: true,
      }),
    ).toEqual({ rows: 1 })
    expect(
      (
        await engine.call('records.window', { scope, sort: [{ field: 'row' }], offset: 0, limit: 2 })
      ).rows.map(({ tags }) => tags),
    ).toEqual([[key.tagId, later.tagId], [key.tagId]])
    expect(await rowsWith(engine, 'tag', 'is', [key.tagId])).toEqual([2, 3])
    expect(await rowsWith(engine, 'tag', 'isNot', [key.tagId])).toEqual([4, 5, 6])
    expect(await rowsWith(engine, 'tag', 'oneOf', [key.tagId, later.tagId])).toEqual([2, 3])
    expect(await rowsWith(engine, 'tag', 'noneOf', [later.tagId])).toEqual([3, 4, 5, 6])
    expect([await rowsWith(engine, 'tag', 'notEmpty'), await rowsWith(engine, 'tag', 'empty')]).toEqual([
      [2, 3],
      [4, 5, 6],
    ])
    expect(await engine.call('records.facet', { scope, field: 'tag', limit: 10 })).toEqual({
      values: [
        { value: key.tagId, count: 2 },
        { value: later.tagId, count: 1 },
      ],
      distinct: 2,
    })
    expect((await engine.call('tags.list', {})).map(({ name, rows }) => [name, rows])).toEqual([
      ['待查', 1],
      ['重点', 2],
    ])
    // The list of rows chosen by a tag follows at once.
    expect(
      await engine.call('records.tag', {
        scope,
        recordIds: [first?.recordId ?? 0],
        tagId: key.tagId,
        on: false,
      }),
    ).toEqual({ rows: 1 })
    expect(await rowsWith(engine, 'tag', 'is', [key.tagId])).toEqual([3])
  })

  test('outlives the undo and redo of the import, and each step of it can be undone', async () => {
    const engine = await filled()
    const { tagId } = await engine.call('tags.save', { name: '重点', colour: 'red' })
    await engine.call('records.tag', { scope, tagId, on: true })
    await engine.call('records.note', { scope, note: ' 与笔录一致 ' })
    await engine.call('import.undo', { batchId: 1 })
    expect((await engine.call('tags.list', {}))[0]?.rows).toBe(0)
    await engine.call('history.undo', {})
    expect(await rowsWith(engine, 'tag', 'is', [tagId])).toHaveLength(5)
    expect(await rowsWith(engine, 'note', 'contains', ['笔录'])).toHaveLength(5)
    expect((await engine.call('records.window', { scope, offset: 0, limit: 1 })).rows[0]?.note).toBe(
      '与笔录一致',
    )
    await engine.call('history.undo', {})
    expect(await rowsWith(engine, 'note', 'notEmpty')).toEqual([])
    await engine.call('history.undo', {})
    expect(await rowsWith(engine, 'tag', 'notEmpty')).toEqual([])
    await engine.call('history.undo', {})
    expect(await engine.call('tags.list', {})).toEqual([])
    for (const _step of [1, 2, 3]) await engine.call('history.redo', {})
    expect(await rowsWith(engine, 'tag', 'is', [tagId])).toHaveLength(5)
  })

  test('counts the rows that are records: one that an edit rejects is none until the edit is undone', async () => {
    const engine = await filled()
    const { tagId } = await engine.call('tags.save', { name: '重点', colour: 'red' })
    await engine.call('records.tag', { scope, tagId, on: true })
    const [first] = (
      await engine.call('records.window', { scope, sort: [{ field: 'row' }], offset: 0, limit: 1 })
    ).rows
    const { sheetId = 0, row = 0 } = first?.source ?? {}
    expect(
      await engine.call('records.edit', { sheetId, row, field: 'amount', text: '', reason: '' }),
    ).toMatchObject({ outcome: 'rejected' })
    const counted = async () => [
      (await engine.call('tags.list', {}))[0]?.rows,
      (await rowsWith(engine, 'tag', 'is', [tagId])).length,
    ]
    expect(await counted()).toEqual([4, 4])
    await engine.call('history.undo', {})
    expect(await counted()).toEqual([5, 5])
  })

  test('has a name of its own, and takes its rows along when it goes', async () => {
    const engine = await filled()
    const { tagId } = await engine.call('tags.save', { name: '重点', colour: 'red' })
    await expect(engine.call('tags.save', { name: '重点', colour: 'blue' })).rejects.toMatchObject({
      code: 'name-taken',
    })
    expect(await engine.call('tags.save', { tagId, name: '关键', colour: 'blue' })).toMatchObject({
      tagId,
      name: '关键',
      colour: 'blue',
    })
    await expect(engine.call('records.tag', { scope, tagId: 99, on: true })).rejects.toMatchObject({
      code: 'tag-not-found',
    })
    await engine.call('records.tag', { scope, tagId, on: true })
    await engine.call('tags.remove', { tagId })
    expect(await rowsWith(engine, 'tag', 'notEmpty')).toEqual([])
    await engine.call('history.undo', {})
    expect(await rowsWith(engine, 'tag', 'is', [tagId])).toHaveLength(5)
  })
})

test('an empty note takes the note away, and rows without one can be asked for', async () => {
  const engine = await filled()
  const some = {
    kind: 'transfer',
    filter: [{ field: 'counterName' as const, op: 'is' as const, values: ['罗志华'] }],
  }
  expect(await engine.call('records.note', { scope: some, note: '甲 100% 乙_' })).toEqual({ rows: 2 })
  expect([
    await rowsWith(engine, 'note', 'contains', ['100%']),
    await rowsWith(engine, 'note', 'contains', ['1%0']),
    await rowsWith(engine, 'note', 'notContains', ['甲']),
  ]).toEqual([[2, 3], [], [4, 5, 6]])
  expect(await engine.call('records.note', { scope, note: '' })).toEqual({ rows: 2 })
  expect(await rowsWith(engine, 'note', 'empty')).toHaveLength(5)
})

test('a view is kept with its case, changed, removed and brought back', async () => {
  const engine = await filled()
  const settings = {
    columns: ['time', 'amount'],
    widths: { time: 150 },
    pinned: 1,
    sort: [{ field: 'amount', descending: true }],
    filter: [{ field: 'amount', op: 'between' as const, values: [10_000, null] }],
    group: [{ field: 'time', unit: 'month' as const }],
  }
  const view = await engine.call('views.save', { kind: 'transfer', name: '大额', settings })
  expect(view.settings).toEqual(settings)
  await expect(engine.call('views.save', { kind: 'transfer', name: '大额', settings })).rejects.toMatchObject(
    { code: 'name-taken' },
  )
  await engine.call('views.save', {
    viewId: view.viewId,
    kind: 'transfer',
    name: '大额付款',
    settings: { ...settings, pinned: 2 },
  })
  expect(
    (await engine.call('views.list', { kind: 'transfer' })).map(({ name, settings: kept }) => [
      name,
      kept.pinned,
    ]),
  ).toEqual([['大额付款', 2]])
  expect(await engine.call('views.list', { kind: 'call' })).toEqual([])
  await engine.call('views.remove', { viewId: view.viewId })
  expect(await engine.call('views.list', { kind: 'transfer' })).toEqual([])
  await engine.call('history.undo', {})
  expect(await engine.call('views.list', { kind: 'transfer' })).toHaveLength(1)
})

test('a facet can be searched: only values in which the text stands are counted', async () => {
  const engine = await filled()
  expect(
    await engine.call('records.facet', { scope, field: 'counterName', limit: 10, contains: '志' }),
  ).toEqual({ values: [{ value: '罗志华', count: 2 }], distinct: 1 })
  expect(
    await engine.call('records.facet', { scope, field: 'counterName', limit: 10, contains: '无' }),
  ).toEqual({ values: [], distinct: 0 })
})
