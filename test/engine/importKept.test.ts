/** Nothing in silence: sheets no kind fits, columns that fill no field, figures that rest on sheets without a column. */
import { describe, expect, test } from 'vitest'
import { measureRemarkText } from '../../shared/words/measureReasons.ts'
import { makeXlsx } from './importFiles.ts'
import { importCase } from './importCase.ts'

const people = [
  ['姓名', '身份证号', '手机号码', '家庭排行'],
  ['张三', '11010519491231002X', '13800138001', '老大'],
]
const stays = [
  ['某酒店登记表'],
  ['旅客', '房号', '来自'],
  ['钱六', '301', '沪A12345'],
  ['孙七', '302', '苏B54321'],
  ['合计', '2', ''],
]
const file = (): Uint8Array =>
  makeXlsx([
    { name: '人员', rows: people },
    { name: '住宿', rows: stays },
    { name: '暗', state: 'hidden', rows: people },
    { name: '注', rows: [['以下为反馈材料第G101号']] },
    { name: '空', rows: [] },
  ])

describe('every sheet of a file', () => {
  test('is kept, counted, searchable and shown, whatever becomes of it', async () => {
    const made = await importCase()
    const { engine, give } = made
    const batch = await engine.call('import.run', { fileId: give('材料.xlsx', file()) })
    expect(
      batch.sheets.map(({ name, kind, skip, reconciliation: { read, accepted, skipped } }) => [
        name,
        kind,
        skip,
        read,
        accepted,
        skipped,
      ]),
    ).toEqual([
      ['人员', 'personRegister', null, 1, 1, 0],
      ['住宿', 'other', 'no-header', 4, 2, 2],
      ['暗', 'other', 'hidden', 1, 1, 0],
      ['注', 'other', 'note-only', 1, 1, 0],
      ['空', null, 'empty', 0, 0, 0],
    ])
    expect(batch.reconciliation.read).toBe(7)
    for (const [word, sheet] of [
      ['沪A12345', '住宿'],
      ['某酒店', '住宿'],
      ['G101', '注'],
    ]) {
      const found = await engine.call('search.find', { text: word ?? '', limit: 9 })
      expect([word, JSON.stringify(found).includes(`"${sheet}"`)]).toEqual([word, true])
    }
    const rows = await engine.call('records.window', {
      scope: { kind: 'other' },

      offset: 0,
      limit: 9,
    })
    expect(JSON.stringify(rows)).toContain('旅客：钱六；房号：301；来自：沪A12345')
    // Nobody of them is a person of the case, and the hidden copy of the register adds none.
    expect((await engine.call('measures.list', {})).find(({ id }) => id === 'people.count')?.value).toEqual({
      count: 1,
      scale: 0,
    })
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    const facts = await made.facts()
    await engine.call('import.undo', { batchId: batch.batchId })
    await engine.call('import.redo', { batchId: batch.batchId })
    expect(await made.facts()).toEqual(facts)
  })
  test('that a person left out stays out; what was not recognised is kept beside the chosen ones', async () => {
    const { engine, give } = await importCase()
    const fileId = give('材料.xlsx', file())
    const { sheets } = await engine.call('import.inspect', { fileId })
    expect(sheets.map(({ skip }) => skip)).toEqual([null, 'no-header', 'hidden', 'note-only', 'empty'])
    const batch = await engine.call('import.run', { fileId, sheets: [] })
    expect(batch.sheets.map(({ kind, skip }) => [kind, skip])).toEqual([
      [null, 'not-chosen'],
      ['other', 'no-header'],
      ['other', 'hidden'],
      ['other', 'note-only'],
      [null, 'empty'],
    ])
  })
  test('of no kind is a finding with its headers', async () => {
    const { engine, give } = await importCase()
    await engine.call('import.run', { fileId: give('材料.xlsx', file()) })
    const { rows } = await engine.call('quality.rows', { finding: 'unrecognised-sheet', offset: 0, limit: 9 })
    expect(rows.map(({ sheet, raw, values }) => [sheet, raw, values])).toEqual([
      ['住宿', '旅客、房号、来自', { rows: 4 }],
    ])
  })
})

describe('columns that fill no field', () => {
  test('are told with a sample and the field they might be, in the desk, of the batch and as a finding', async () => {
    const { engine, give } = await importCase()
    const header = ['会员账号', '会员昵称', '注册时间', '注册IP', '推荐人手机', '空列', '内部标记']
    const row = ['m1', '阿明', '2022-01-01 10:00:00', '1.2.3.4', '13800138001', '', 'A类', '无名列的值']
    const bytes = makeXlsx([{ name: '会员', rows: [header, row] }])
    const fileId = give('会员.xlsx', bytes)
    const { sheets } = await engine.call('import.inspect', { fileId })
    const unused = sheets[0]?.columns.filter(({ field, evidence }) => field === null && evidence !== '')
    expect(unused?.map(({ header: name, evidence }) => [name, evidence])).toContainEqual(['内部标记', 'A类'])
    expect(unused?.map(({ column, evidence }) => [column, evidence])).toContainEqual([7, '无名列的值'])
    expect(unused?.map(({ header: name }) => name)).not.toContain('空列')
    const batch = await engine.call('import.run', { fileId })
    expect(batch.sheets[0]?.unused.map(({ header: name }) => name)).toEqual(
      unused?.map((column) => column.header),
    )
    const { rows } = await engine.call('quality.rows', { finding: 'unused-column', offset: 0, limit: 9 })
    expect(rows.map(({ raw }) => raw)).toEqual(unused?.map(({ evidence }) => evidence))
  })
  test('a measure that needs what a sheet lacks says which sheets, and no others', async () => {
    const { engine, give } = await importCase()
    const member = (account: string, ...more: readonly string[]) => [
      account,
      '2022-01-01',
      '1.2.3.4',
      ...more,
    ]
    const head = ['会员账号', '注册时间', '注册IP', '会员昵称']
    const whole = makeXlsx([{ name: '甲', rows: [[...head, '上级代理'], member('m1', '一', 'dl1')] }])
    const lacking = makeXlsx([
      { name: '乙', rows: [head, member('m2', '二'), member('m3', '三')] },
      { name: '丙', rows: [[...head, '上级代理'], member('m4', '四', 'm1')] },
    ])
    await engine.call('import.run', { fileId: give('甲.xlsx', whole) })
    const incomplete = async (id: string) =>
      (await engine.call('measures.list', {}))
        .find((measure) => measure.id === id)
        ?.why.filter(({ reason }) => reason === 'incomplete') ?? []
    expect(await incomplete('agents.with_subordinates')).toEqual([])
    const batch = await engine.call('import.run', { fileId: give('乙丙.xlsx', lacking) })
    const [remark] = await incomplete('agents.with_subordinates')
    expect(remark).toMatchObject({ count: 1, names: ['乙丙.xlsx · 乙'], kinds: ['memberAccount.parent'] })
    if (remark !== undefined)
      expect(measureRemarkText(remark, 'zh-CN')).toBe(
        '1 个工作表没有所需的列（上级代理）或该列未使用，其行按无此内容计：乙丙.xlsx · 乙',
      )
    expect(await incomplete('members.accounts')).toEqual([])
    await engine.call('import.undo', { batchId: batch.batchId })
    expect(await incomplete('agents.with_subordinates')).toEqual([])
  })
})
