/** Several tables in one sheet, sheets that go on, sheets without a header, and answers that there is nothing. */
import { describe, expect, test } from 'vitest'
import { importCase } from './importCase.ts'
import { makeXlsx, type TestSheet } from './importFiles.ts'

const [a, b, c] = ['6217000000000000007', '6217000000000000015', '6217000000000000023']
const statement = ['交易卡号', '交易时间', '交易金额', '收付标志', '对手户名', '交易流水号']
const line = (day: number, amount: string): readonly string[] => [
  a ?? '',
  `2022-01-${String(day).padStart(2, '0')} 10:00:00`,
  amount,
  '进',
  '李四',
  `S${day}`,
]
const book = (...sheets: readonly TestSheet[]): Uint8Array => makeXlsx(sheets)

describe('tables below each other', () => {
  const people = ['姓名', '身份证号', '手机号码']
  const rows = [
    ['某案材料'],
    ['人员'],
    people,
    ['张三', '11010519491231002X', '13812345678'],
    ['李四', '', '13812345679'],
    ['合计', '2'],
    [],
    ['资金'],
    statement,
    line(1, '1.00'),
    line(2, '2.00'),
    ['合计', '', '3.00'],
    ['制表人：王五'],
    [],
    [],
    ['通话'],
    ['本机号码', '对方号码', '通话开始时间', '通话时长', '呼叫类型'],
    ['13812345678', '13812345679', '2022-01-03 00:00:00', '61', '主叫'],
  ]
  test('are told and imported one by one, each with its own kind, titles and totals', async () => {
    const { engine, give } = await importCase()
    const fileId = give('材料.xlsx', book({ name: '全部', rows }))
    const { sheets } = await engine.call('import.inspect', { fileId })
    expect(
      sheets.map(({ index, firstRow, lastRow, kind, headerRow, skip }) => [
        index,
        firstRow,
        lastRow,
        kind,
        headerRow,
        skip,
      ]),
    ).toEqual([
      [0, 1, 7, 'personRegister', 3, null],
      [0, 8, 15, 'transfer', 9, null],
      [0, 16, 18, 'call', 17, null],
    ])
    expect(sheets[1]?.preview.map(({ row, role }) => [row, role]).slice(0, 3)).toEqual([
      [8, 'title'],
      [9, 'header'],
      [10, 'data'],
    ])
    const batch = await engine.call('import.run', { fileId })
    expect(
      batch.sheets.map(({ name, kind, headerRow, reconciliation: { accepted, skipped, rejected } }) => [
        name,
        kind,
        headerRow,
        accepted,
        skipped,
        rejected,
      ]),
    ).toEqual([
      ['全部', 'personRegister', 3, 2, 3, 0],
      ['全部', 'transfer', 9, 2, 3, 0],
      ['全部', 'call', 17, 1, 1, 0],
    ])
    const { rows: calls } = await engine.call('records.window', {
      scope: { kind: 'call' },
      offset: 0,
      limit: 9,
    })
    expect(calls[0]?.source).toMatchObject({ sheet: '全部', row: 18 })
    expect(
      (await engine.call('records.original', { sheetId: calls[0]?.source.sheetId ?? 0, row: 18 })).rows.map(
        ({ row, outcome }) => [row, outcome],
      ),
    ).toEqual([
      [16, 'skipped'],
      [17, 'header'],
      [18, 'accepted'],
    ])
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  })
  test('can be left out, mapped otherwise and looked at by themselves; undo and redo bring back what there was', async () => {
    const made = await importCase()
    const { engine, give } = made
    const fileId = give('材料.xlsx', book({ name: '全部', rows }))
    const { sheets } = await engine.call('import.inspect', { fileId })
    const plans = sheets.map(({ index, firstRow, kind, headerRow, columns }) => ({
      index,
      firstRow,
      kind: kind ?? '',
      headerRow,
      columns: columns.map(({ column, header, field }) => ({
        column,
        header,
        field: field === 'counterName' ? null : field,
      })),
    }))
    const [, second, third] = plans
    if (second === undefined || third === undefined) throw new Error('three tables')
    const preview = await engine.call('import.preview', { fileId, sheet: second })
    expect([
      preview.lookedAt,
      preview.rows.map(({ row, values }) => [row, values['amount'], values['counterName'] ?? null]),
    ]).toEqual([
      8,
      [
        [10, '1.00', null],
        [11, '2.00', null],
      ],
    ])
    await expect(
      engine.call('import.preview', { fileId, sheet: { ...second, firstRow: 4 } }),
    ).rejects.toMatchObject({ code: 'sheet-not-found' })
    const batch = await engine.call('import.run', { fileId, sheets: [second, third] })
    expect(batch.sheets.map(({ kind, skip }) => [kind, skip])).toEqual([
      [null, 'not-chosen'],
      ['transfer', null],
      ['call', null],
    ])
    const facts = await made.facts()
    await engine.call('import.undo', { batchId: batch.batchId })
    await engine.call('import.redo', { batchId: batch.batchId })
    expect(await made.facts()).toEqual(facts)
  })
  test('with the same header again are one table, unless what stands above names somebody else', async () => {
    const { engine, give } = await importCase()
    const own = ['交易时间', '交易金额', '收付标志', '对手户名']
    const of = (day: number): readonly string[] => [`2022-01-0${day} 10:00:00`, '1.00', '进', '李四']
    const pages = await engine.call('import.inspect', {
      fileId: give(
        '分页.xlsx',
        book({
          name: 'S',
          rows: [['账号：', a ?? ''], own, of(1), ['第2页'], own, of(2), [], ['账号：', a ?? ''], own, of(3)],
        }),
      ),
    })
    expect(pages.sheets.map(({ firstRow }) => firstRow)).toEqual([1])
    const fileId = give(
      '分户.xlsx',
      book({
        name: 'S',
        rows: [
          ['账号：', a ?? ''],
          own,
          of(1),
          [],
          ['账号：', b ?? ''],
          own,
          of(2),
          [],
          ['账号：', c ?? ''],
          own,
          of(3),
        ],
      }),
    )
    await engine.call('import.run', { fileId })
    expect(
      (await engine.call('records.facet', { scope: { kind: 'transfer' }, field: 'ownCard', limit: 9 })).values
        .map(({ value }) => value)
        .toSorted(),
    ).toEqual([a, b, c])
  })
  test('are found beyond what an inspection sees, and then imported as recognised', async () => {
    const { engine, give } = await importCase()
    const long = Array.from({ length: 2_500 }, (_, index) => [
      a ?? '',
      `2022-01-01 10:${String(Math.floor(index / 60) % 60).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`,
      '1.00',
      '进',
      '李四',
      `S${index}`,
    ])
    const fileId = give(
      '长.xlsx',
      book({
        name: 'S',
        rows: [
          statement,
          ...long,
          ['话单'],
          ['本机号码', '对方号码', '通话开始时间', '通话时长', '呼叫类型'],
          ['13812345678', '13812345679', '2022-01-03 00:00:00', '61', '主叫'],
        ],
      }),
    )
    const { sheets } = await engine.call('import.inspect', { fileId })
    expect(sheets.map(({ firstRow, lastRow, kind }) => [firstRow, lastRow, kind])).toEqual([
      [1, null, 'transfer'],
    ])
    const batch = await engine.call('import.run', {
      fileId,
      sheets: sheets.map(({ index, kind, headerRow, columns }) => ({
        index,
        kind: kind ?? '',
        headerRow,
        columns: columns.map(({ column, header, field }) => ({ column, header, field })),
      })),
    })
    expect(
      batch.sheets.map(({ kind, headerRow, reconciliation: { accepted, rejected } }) => [
        kind,
        headerRow,
        accepted,
        rejected,
      ]),
    ).toEqual([
      ['transfer', 1, 2_500, 0],
      ['call', 2_503, 1, 0],
    ])
  })
})

describe('the annex of the anti-money-laundering centre', () => {
  const header = [
    '序号',
    '付款方账号',
    '付款方名称',
    '收款方账号',
    '收款方名称',
    '交易时间',
    '原币金额',
    '币种',
    '报告机构',
  ]
  const transfer = (
    number: number,
    from: readonly [string, string],
    to: readonly [string, string],
    time: string,
    amount: string,
  ): readonly string[] => [String(number), ...from, ...to, time, amount, '人民币', '某银行']
  const [zhang, li, wang] = [
    [a ?? '', '张三'],
    [b ?? '', '李四'],
    [c ?? '', '王五'],
  ] as const
  test('a block tells of its subject, in and out by the side it stands on; one transfer in two blocks counts once', async () => {
    const { engine, give } = await importCase()
    const both = transfer(1, zhang, li, '2022-01-01 10:00:00', '100.00')
    const fileId = give(
      '详细信息.xlsx',
      book({
        name: '交易',
        rows: [
          ['(1)张三'],
          header,
          both,
          transfer(2, wang, zhang, '2022-01-02 10:00:00', '30.00'),
          [],
          ['(2)李四：', b ?? ''],
          header,
          both,
          transfer(2, li, wang, '2022-01-03 10:00:00', '7.00'),
        ],
      }),
    )
    const batch = await engine.call('import.run', { fileId })
    expect(
      batch.sheets.map(({ kind, format, reconciliation: { accepted } }) => [kind, format, accepted]),
    ).toEqual([
      ['transfer', 'bank_tx_aml', 2],
      ['transfer', 'bank_tx_aml', 2],
    ])
    const { rows } = await engine.call('records.window', {
      scope: { kind: 'transfer' },
      sort: [{ field: 'sheetId' }, { field: 'row' }],
      offset: 0,
      limit: 9,
    })
    const { recordKind } = await import('../../shared/model/recordKinds/index.ts')
    const at = (id: string): number =>
      recordKind('transfer')?.fields.findIndex((field) => field.id === id) ?? -1
    expect(
      rows.map(({ values }) =>
        ['ownAccount', 'direction', 'counterAccount', 'amount'].map((field) => values[at(field)]),
      ),
    ).toEqual([
      [a, 'out', b, 10_000],
      [a, 'in', c, 3_000],
      [b, 'in', a, 10_000],
      [b, 'out', c, 700],
    ])
    expect(await engine.call('records.totals', { scope: { kind: 'transfer' } })).toMatchObject({ counted: 3 })
  })
})

describe('a workbook cut at its row limit', () => {
  test('sheets without a header go on where the former one ended, with its header and what stood above it', async () => {
    const { engine, give } = await importCase()
    const own = ['交易时间', '交易金额', '收付标志', '对手户名', '交易流水号']
    const of = (day: number): readonly string[] => [
      `2022-01-${String(day).padStart(2, '0')} 10:00:00`,
      '1.00',
      '进',
      '李四',
      `S${day}`,
    ]
    const fileId = give(
      '分表.xlsx',
      book(
        { name: '明细', rows: [['账号：', a ?? ''], own, of(1), of(2)] },
        { name: '明细2', rows: [of(3), of(4), ['合计', '2.00']] },
        { name: '明细3', rows: [of(5)] },
        {
          name: '别的',
          rows: [
            ['甲', '乙'],
            ['1', '2'],
          ],
        },
      ),
    )
    const { sheets } = await engine.call('import.inspect', { fileId })
    expect(
      sheets.map(({ kind, headerRow, skip, reasons }) => [kind, headerRow, skip, reasons[0]?.code]),
    ).toEqual([
      ['transfer', 2, null, 'headers-hit'],
      ['transfer', null, null, 'continues'],
      ['transfer', null, null, 'continues'],
      [null, 1, 'no-header', undefined],
    ])
    expect(sheets[1]?.columns.map(({ field, reason }) => [field, reason])).toContainEqual([
      'amount',
      'continued',
    ])
    const batch = await engine.call('import.run', { fileId })
    expect(
      batch.sheets.map(({ reconciliation: { accepted, skipped, rejected } }) => [
        accepted,
        skipped,
        rejected,
      ]),
    ).toEqual([
      [2, 1, 0],
      [2, 1, 0],
      [1, 0, 0],
      [1, 0, 0],
    ])
    expect(
      (await engine.call('records.facet', { scope: { kind: 'transfer' }, field: 'ownCard', limit: 9 }))
        .values,
    ).toEqual([{ value: a, count: 5 }])
    await engine.call('import.undo', { batchId: batch.batchId })
    await engine.call('import.redo', { batchId: batch.batchId })
    expect(
      (await engine.call('records.facet', { scope: { kind: 'transfer' }, field: 'ownCard', limit: 9 }))
        .values,
    ).toEqual([{ value: a, count: 5 }])
  })
  test('a sheet whose columns hold something else does not go on', async () => {
    const { engine, give } = await importCase()
    const { sheets } = await engine.call('import.inspect', {
      fileId: give(
        '混.xlsx',
        book(
          { name: '明细', rows: [statement, line(1, '1.00')] },
          {
            name: '备注',
            rows: [
              ['2022年1月', '张三', '去过', '仓库', '一次', '无'],
              ['2022年2月', '李四', '去过', '仓库', '两次', '无'],
            ],
          },
        ),
      ),
    })
    expect(sheets[1]).toMatchObject({ kind: null })
  })
})

test('a sheet without any header is proposed by its values and never taken for it by itself', async () => {
  const { engine, give } = await importCase()
  const rows = [1, 2, 3].map((day) => [
    `2022-01-0${day} 10:00:00`,
    a ?? '',
    `${day}.00`,
    day === 2 ? '出' : '进',
    b ?? '',
    '某某',
  ])
  const fileId = give('无表头.xlsx', book({ name: 'S', rows }))
  const { sheets } = await engine.call('import.inspect', { fileId })
  expect(sheets[0]).toMatchObject({ kind: 'transfer', skip: 'no-header', headerRow: null })
  expect(sheets[0]?.columns.map(({ field }) => field)).toEqual([
    'time',
    'ownCard',
    'amount',
    'direction',
    'counterAccount',
    null,
  ])
  const kept = await engine.call('import.run', { fileId })
  expect(kept.sheets[0]).toMatchObject({ kind: 'other', skip: 'no-header', reconciliation: { accepted: 3 } })
  await engine.call('import.undo', { batchId: kept.batchId })
  const batch = await engine.call('import.run', {
    fileId,
    sheets: [
      {
        index: 0,
        kind: 'transfer',
        headerRow: null,
        columns: (sheets[0]?.columns ?? []).map(({ column, header, field }) => ({ column, header, field })),
      },
    ],
  })
  expect(batch.reconciliation).toMatchObject({ accepted: 3 })
})

describe('answers that there is nothing', () => {
  const answers = async (engine: Awaited<ReturnType<typeof importCase>>['engine']) => {
    const found = (await engine.call('quality.list', {})).find(({ code }) => code === 'no-result')
    return found === undefined
      ? []
      : (await engine.call('quality.rows', { finding: 'no-result', offset: 0, limit: 99 })).rows.map(
          ({ file, row, raw }) => [file, row, raw],
        )
  }
  test('a file that holds nothing else is kept with its words', async () => {
    const made = await importCase()
    const { engine, give } = made
    const before = await made.facts()
    const batch = await engine.call('import.run', {
      fileId: give('6222.txt', '账号6222021234567890123不存在\r\n'),
    })
    expect(batch.reconciliation).toEqual({ read: 1, accepted: 0, duplicate: 0, rejected: 0, skipped: 1 })
    expect(await answers(engine)).toEqual([['6222.txt', 1, '账号6222021234567890123不存在']])
    expect(
      (await engine.call('records.original', { sheetId: batch.sheets[0]?.sheetId ?? 0, row: 1 })).rows,
    ).toMatchObject([{ outcome: 'skipped', reason: 'noResult' }])
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    await engine.call('import.undo', { batchId: batch.batchId })
    expect(await made.facts()).toEqual(before)
    const words = await engine.call('import.run', {
      fileId: give('说明.txt', '以上为本次反馈的全部材料\r\n'),
    })
    expect(words.sheets[0]).toMatchObject({ kind: 'other', skip: 'note-only', reconciliation: { read: 1 } })
  })
  test('a row of a statement that says so is no transfer without an amount; one that only lacks it is rejected', async () => {
    const { engine, give } = await importCase()
    const batch = await engine.call('import.run', {
      fileId: give(
        '反馈.csv',
        '交易卡号,交易时间,交易金额,收付标志,查询反馈结果原因\r\n6217000000000000007,2022-01-01 10:00:00,1.00,进,成功\r\n6217000000000000015,,,,查无此账户\r\n6217000000000000023,,,,成功\r\n查无结果\r\n',
      ),
    })
    expect(batch.reconciliation).toEqual({ read: 4, accepted: 1, duplicate: 0, rejected: 1, skipped: 2 })
    expect(await answers(engine)).toEqual([
      ['反馈.csv', 3, '查无此账户'],
      ['反馈.csv', 5, '查无结果'],
    ])
  })
  test('a task of a query that found nothing is a row, and told', async () => {
    const { engine, give } = await importCase()
    await engine.call('import.run', {
      fileId: give(
        '任务信息.csv',
        '任务流水号,银行名称,主体类别,证账号码,反馈结果,发送时间,反馈时间\r\nT1,甲银行,个人,6217000000000000007,查询成功,2022-01-01,2022-01-02\r\nT2,乙银行,个人,6217000000000000007,查无结果,2022-01-01,2022-01-02\r\n',
      ),
    })
    expect([
      await answers(engine),
      (await engine.call('records.window', { scope: { kind: 'other' }, offset: 0, limit: 9 })).total,
    ]).toEqual([[['任务信息.csv', 3, '查无结果']], 2])
  })
})
