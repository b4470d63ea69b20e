import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, utils } from 'xlsx'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { Input } from '../../shared/contract/index.ts'
import { bytesOf, temporaryEngine } from '../helpers/engine.ts'

// A statement with a memo that would run as a formula, a failed row, an amount with a comma, and a full-width number.
const statement = `交易卡号,交易户名,交易时间,交易金额,收付标志,交易余额,交易对手账卡号,对手户名,摘要说明,交易是否成功,交易流水号
6217008375367000751,罗志华,2021-03-01 02:21:22,"10,855.15",出,89144.85,6225886058167522063,闫秀玉,=HYPERLINK("http://x"),成功,S1
6217008375367000751,罗志华,2021-03-02 02:21:22,100.00,进,89244.85,6225886058167522063,闫秀玉,-5 折,成功,S2
6217008375367000751,罗志华,2021-03-03 02:21:22,7.50,出,89244.85,６２２１５０２５６４３１４９４７３５３,"孟,立家",@货款,失败,S3
`
async function withStatement(): Promise<Engine> {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '流水.csv')
  writeFileSync(path, statement)
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  return engine
}
const written = (engine: Engine, file: { readonly fileId: string }) => bytesOf(engine, file.fileId)

test('CSV begins with a mark of its encoding, tells its filter and order, and holds nothing that runs', async () => {
  const engine = await withStatement()
  const file = await engine.call('records.export', {
    scope: {
      kind: 'transfer',
      filter: [
        { field: 'amount', op: 'between', values: [10_000, null] },
        { field: 'direction', op: 'is', values: ['out'] },
      ],
    },
    sort: [{ field: 'amount', descending: true }],
    format: 'csv',
    fields: ['ownCard', 'amount', 'direction', 'summary'],
  })
  const lines = written(engine, file).toString('utf8').split('\r\n')
  expect(lines[0]?.startsWith('\ufeff案件: 测试案件 · 资金往来 · 行数: 1')).toBe(true)
  expect(lines[1]).toBe('筛选: 交易金额 ≥ 100.00；收付标志 为 “出” · 排序: 交易金额 降序')
  expect(lines.slice(3)).toEqual([
    '本方卡号,交易金额,收付标志,摘要,计入情况,备注（导入时）,记录号,来源文件,工作表,行号',
    '6217008375367000751\t,10855.15,出,"\'=HYPERLINK(""http://x"")",计入,,1,流水.csv,流水,2',
    '合计（不含重复行、对方流水、冲退与失败）,10855.15,,,,,,,,',
    '',
  ])
  expect(file.rows).toBe(1)
})

test('Excel of the same table has the rows of the screen in their order, amounts as numbers and the failed row outside the total', async () => {
  const engine = await withStatement()
  const sort = [{ field: 'amount', descending: false }]
  const file = await engine.call('records.export', {
    scope: { kind: 'transfer' },
    sort,
    format: 'xlsx',
    fields: ['counterAccount', 'amount', 'result'],
  })
  const book = read(written(engine, file), { dense: true })
  const rows = utils
    .sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, {
      header: 1,
      raw: true,
      defval: null,
    })
    .slice(3)
  expect(rows.map((row) => row.slice(0, 4))).toEqual([
    ['对手账卡号', '交易金额', '交易是否成功', '计入情况'],
    ['6221502564314947353', 7.5, '失败', '失败，不计入'],
    ['6225886058167522063', 100, '成功', '计入'],
    ['6225886058167522063', 10855.15, '成功', '计入'],
    ['合计（不含重复行、对方流水、冲退与失败）', 10955.15, null, null],
  ])
})

test('a file of the export speaks the language of the settings', async () => {
  const engine = await withStatement()
  await engine.call('workspace.saveSettings', { language: 'en' })
  const file = await engine.call('records.export', {
    scope: { kind: 'transfer' },
    format: 'csv',
    fields: ['direction'],
  })
  expect(written(engine, file).toString('utf8').split('\r\n').slice(3, 5)).toEqual([
    'Direction,Counted,Remarks (import),Record,Source file,Sheet,Row',
    expect.stringContaining('out,yes'),
  ])
})

test('a field or kind that is not there is named by its code, and nothing is recorded', async () => {
  const engine = await withStatement()
  await expect(
    engine.call('records.export', { scope: { kind: 'transfer' }, format: 'csv', fields: ['nothing'] }),
  ).rejects.toMatchObject({ code: 'field-not-found' })
  await expect(
    engine.call('records.export', { scope: { kind: 'nothing' }, format: 'csv' }),
  ).rejects.toMatchObject({ code: 'kind-not-found' })
  expect(await engine.call('report.list', {})).toEqual([])
})

test('an export that is cancelled is no report', async () => {
  const engine = await withStatement()
  const controller = new AbortController()
  controller.abort()
  await expect(engine.call('report.workbook', {}, { signal: controller.signal })).rejects.toMatchObject({
    code: 'cancelled',
  })
  expect(await engine.call('report.list', {})).toEqual([])
})

test('a grouped table is written group by group with its subtotals; edits stand beside what the file says, with tags and notes', async () => {
  const engine = await withStatement()
  const scope = { kind: 'transfer' }
  const { tagId } = await engine.call('tags.save', { name: '重点', colour: 'red' })
  await engine.call('records.tag', {
    scope: { kind: 'transfer', filter: [{ field: 'serial', op: 'is', values: ['S1'] }] },
    tagId,
    on: true,
  })
  await engine.call('records.note', {
    scope: { kind: 'transfer', filter: [{ field: 'serial', op: 'is', values: ['S2'] }] },
    note: '与回单核对',
  })
  await engine.call('records.edit', { sheetId: 1, row: 3, field: 'amount', text: '101.00' })
  const file = await engine.call('records.export', {
    scope,
    format: 'csv',
    fields: ['counterName', 'amount'],
    sort: [{ field: 'amount', descending: true }],
    group: [{ field: 'counterName' }, { field: 'time', unit: 'month' }],
  })
  const lines = written(engine, file).toString('utf8').split('\r\n')
  expect(lines[1]).toBe('筛选: 无（全部记录） · 排序: 交易金额 降序 · 分组: 对手户名 › 交易时间 按月')
  expect(lines.slice(3).map((line) => line.split(',').slice(0, 5).join(','))).toEqual([
    '对手户名,交易金额,人工修改（原文）,标签,人工备注',
    // In the order of pinyin: 孟 before 闫.
    '"孟,立家",7.50,,',
    '小计：2021-03（1 行，计入 0 行）,0.00,,,',
    '小计：孟,立家（1 行，计入 0 行）,0.00,,,'
      .replace('小计：孟,立家（1 行，计入 0 行）', '"小计：孟,立家（1 行，计入 0 行）"')
      .split(',')
      .slice(0, 5)
      .join(','),
    '闫秀玉,10855.15,,重点,',
    '闫秀玉,101.00,交易金额: 100.00,,与回单核对',
    '小计：2021-03（2 行，计入 2 行）,10956.15,,,',
    '小计：闫秀玉（2 行，计入 2 行）,10956.15,,,',
    '合计（不含重复行、对方流水、冲退与失败）,10956.15,,,',
    '',
  ])
})

test('conditions name what they speak of: tags, sheets, entities, links, imports, findings, searches', async () => {
  const engine = await withStatement()
  const { tagId } = await engine.call('tags.save', { name: '重点', colour: 'red' })
  await engine.call('records.tag', {
    scope: { kind: 'transfer', filter: [{ field: 'serial', op: 'is', values: ['S1'] }] },
    tagId,
    on: true,
  })
  const {
    rows: [link],
  } = await engine.call('links.list', { linkKind: 'transfer', sort: 'amount', offset: 0, limit: 1 })
  const [finding] = (await engine.call('quality.list', {})).filter(({ opens }) => opens?.screen === 'tables')
  const filterLine = async (scope: Input<'records.export'>['scope']) => {
    const lines = written(
      engine,
      await engine.call('records.export', { scope, format: 'csv', fields: ['amount'] }),
    )
      .toString('utf8')
      .split('\r\n')
    return lines[1]?.replace(/^筛选: /, '')
  }
  const where = (field: string, op: 'is' | 'oneOf' | 'notEmpty', ...values: readonly (string | number)[]) =>
    filterLine({ kind: 'transfer', filter: [{ field, op, values: [...values] }] })
  expect([
    await where('tag', 'is', tagId),
    await where('tag', 'oneOf', tagId, 99),
    await where('sheetId', 'is', 1),
    await where('flag', 'is', 'edited'),
    await where('duplicateOf', 'notEmpty'),
    await where('note', 'notEmpty'),
  ]).toEqual([
    '标签 为 “重点”',
    '标签 为其中之一 “重点”、“99”',
    '工作表 为 “流水.csv / 流水”',
    '导入备注 为 “人工修改过”',
    '重复的行 不为空',
    '人工备注 不为空',
  ])
  expect([
    await filterLine({ kind: 'transfer', search: ' 闫秀玉 ' }),
    await filterLine({ kind: 'transfer', batch: 1 }),
    await filterLine({ kind: 'transfer', entity: link?.from.entityId ?? 0 }),
    await filterLine({ kind: 'transfer', link: link?.linkId ?? 0 }),
    await filterLine({ kind: 'transfer', measure: 'bank.rows' }),
    await filterLine({ kind: 'transfer', finding: finding?.id ?? '' }),
  ]).toEqual([
    '检索：闫秀玉',
    '来自 流水.csv（批次 1）',
    `与“${link?.from.label}”有关`,
    `转账：${link?.from.label} → ${link?.to.label}`,
    '指标：银行流水行数',
    '质量：失败交易',
  ])
})

test('a table whose rows change while it is written is written again: no file mixes two states of the case', async () => {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '流水.csv')
  const lines = Array.from({ length: 4_500 }, (_, row) => {
    const at = new Date(Date.UTC(2021, 2, 1) + row * 60_000).toISOString().slice(0, 19).replace('T', ' ')
    return `6217008375367000751,罗志华,${at},1.00,出,6225886058167522063,闫秀玉,S${row}`
  })
  const head = '交易卡号,交易户名,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,交易流水号'
  writeFileSync(path, [head, ...lines].join('\n'))
  await engine.call('import.run', { fileId: engine.files.grant(path) })
  // The first piece of the rows is written; then one of the last piece changes, and with it the total.
  const changes: Promise<unknown>[] = []
  const file = await engine.call(
    'records.export',
    { scope: { kind: 'transfer' }, format: 'csv', fields: ['amount'] },
    {
      onProgress: () => {
        if (changes.length === 0)
          changes.push(engine.call('records.edit', { sheetId: 1, row: 4_490, field: 'amount', text: '7.00' }))
      },
    },
  )
  await Promise.all(changes)
  const amounts = written(engine, file)
    .toString('utf8')
    .split('\r\n')
    .slice(4, -1)
    .map((line) => line.split(',')[0] ?? '')
  const sum = amounts.slice(0, -1).reduce((total, text) => total + Number(text), 0)
  expect({ rows: file.rows, sum }).toEqual({ rows: 4_500, sum: 4_506 })
  // The label of the closing row stands in its first column without a sum.
  expect(written(engine, file).toString('utf8')).toContain('\r\n4506.00,')
})
