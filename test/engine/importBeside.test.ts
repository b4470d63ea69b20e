/** Tables beside each other on the same rows of a sheet, and wide tables that only look so. */
import { describe, expect, test } from 'vitest'
import { importCase } from './importCase.ts'
import { makeXlsx, type TestCell } from './importFiles.ts'

type Row = readonly (string | null)[]
const [sun, li] = ['6228480011223344554', '6225887777888899992']
const head = ['日期', '户名', '账号', '金额']
/** Blocks laid beside each other, with so many blank columns between. */
function laid(blocks: readonly (readonly Row[])[], gap = 1): TestCell[][] {
  const height = Math.max(...blocks.map((rows) => rows.length))
  return Array.from({ length: height }, (_, row) =>
    blocks.flatMap((rows, at) => {
      const width = Math.max(...rows.map((cells) => cells.length))
      const cells = Array.from({ length: width }, (__, column) => rows[row]?.[column] ?? null)
      return at === 0 ? cells : [...new Array<null>(gap).fill(null), ...cells]
    }),
  )
}
const came = (title: string | null, count = 2): Row[] => [
  [title],
  head,
  ...Array.from({ length: count }, (_, at) => [
    `2022-11-0${3 + at}`,
    '孙三',
    sun ?? '',
    String(1_000 + at * 500),
  ]),
]
const went = (title: string | null, count = 2): Row[] => [
  [title],
  head,
  ...Array.from({ length: count }, (_, at) => [
    `2022-11-0${4 + at}`,
    '李四',
    li ?? '',
    String(2_000 + at * 500),
  ]),
]
const people: Row[] = [
  ['人员名单'],
  ['姓名', '身份证号', '手机号码'],
  ['张三', '11010519491231002X', '13812345678'],
  ['李四', '', '13812345679'],
]
const transfers =
  'SELECT row, direction, amount, ownName AS own, ownCard AS card, counterName AS name, counterAccount AS number FROM r_transfer ORDER BY sheet_id, row'

async function taken(rows: readonly (readonly TestCell[])[], name = '汇总') {
  const made = await importCase()
  const fileId = made.give('材料.xlsx', makeXlsx([{ name, rows }]))
  const { sheets } = await made.engine.call('import.inspect', { fileId })
  return { ...made, fileId, sheets }
}
const shape = (sheets: readonly { name: string; kind: string | null; skip: string | null }[]) =>
  sheets.map(({ name, kind, skip }) => [name, kind, skip])

describe('two tables beside each other', () => {
  test('are two: each title tells the way of its rows, whose name and number are the other side', async () => {
    const { engine, fileId, sheets, look } = await taken(laid([came('进账明细'), went('出账明细')]))
    expect(
      sheets.map(({ name, firstRow, firstColumn, headerRow }) => [name, firstRow, firstColumn, headerRow]),
    ).toEqual([
      ['汇总 · A–D', 1, 0, 2],
      ['汇总 · F–I', 1, 5, 2],
    ])
    const batch = await engine.call('import.run', { fileId })
    expect(batch.sheets.map(({ name, reconciliation }) => [name, reconciliation])).toEqual([
      ['汇总 · A–D', { read: 3, accepted: 2, duplicate: 0, rejected: 0, skipped: 1 }],
      ['汇总 · F–I', { read: 3, accepted: 2, duplicate: 0, rejected: 0, skipped: 1 }],
    ])
    expect(await look((db) => db.prepare(transfers).all())).toEqual([
      { row: 3, direction: 'in', amount: 100_000, own: null, card: null, name: '孙三', number: sun },
      { row: 4, direction: 'in', amount: 150_000, own: null, card: null, name: '孙三', number: sun },
      { row: 3, direction: 'out', amount: 200_000, own: null, card: null, name: '李四', number: li },
      { row: 4, direction: 'out', amount: 250_000, own: null, card: null, name: '李四', number: li },
    ])
  })

  test.each<[string, readonly (readonly TestCell[])[], readonly (readonly [string, string])[]]>([
    [
      'of one header without titles',
      laid([came(null), went(null)]),
      [
        ['A–D', 'transfer'],
        ['F–I', 'transfer'],
      ],
    ],
    [
      'with two blank columns and other lengths',
      laid([came('收入', 5), went('支出', 1)], 2),
      [
        ['A–D', 'transfer'],
        ['G–J', 'transfer'],
      ],
    ],
    [
      'three of them',
      laid([came('转入'), went('转出'), people]),
      [
        ['A–D', 'transfer'],
        ['F–I', 'transfer'],
        ['K–M', 'personRegister'],
      ],
    ],
    [
      'of different kinds',
      laid([people, went('转出明细', 4)]),
      [
        ['A–C', 'personRegister'],
        ['E–H', 'transfer'],
      ],
    ],
    [
      'without a column between, each with its title',
      laid([came('一、存入明细'), went('二、支取明细')], 0),
      [
        ['A–D', 'transfer'],
        ['E–H', 'transfer'],
      ],
    ],
    [
      'a list of people printed in two columns, the second shorter',
      laid([people.slice(1), [...people.slice(1, 2), ['王五', '', '13812345670']]], 0),
      [
        ['A–C', 'personRegister'],
        ['D–F', 'personRegister'],
      ],
    ],
    [
      'whose headers stand in other rows',
      laid([came('进账明细'), [[], [], ...went('出账明细')]]),
      [
        ['A–D', 'transfer'],
        ['F–I', 'transfer'],
      ],
    ],
    [
      'with a further column of the second',
      laid([
        came('进账'),
        went('出账').map((row, at) => [...row, at === 1 ? '摘要' : at > 1 ? '货款' : null]),
      ]),
      [
        ['A–D', 'transfer'],
        ['F–J', 'transfer'],
      ],
    ],
  ])('%s', async (_name, rows, expected) => {
    const { sheets } = await taken(rows)
    expect(sheets.map(({ name, kind, skip }) => [name, kind, skip])).toEqual(
      expected.map(([columns, kind]) => [`汇总 · ${columns}`, kind, null]),
    )
  })

  test('a title over the sheet is about both: its owner and unit hold for each', async () => {
    const rows = [
      ['赵一6222021001112223331往来'],
      ['单位：万元'],
      ...laid([came('进账明细'), went('出账明细')]),
    ]
    const { engine, fileId, look } = await taken(rows)
    await engine.call('import.run', { fileId })
    expect(await look((db) => db.prepare(transfers).all())).toMatchObject([
      {
        row: 5,
        direction: 'in',
        amount: 1_000_000_000,
        own: '赵一',
        card: '6222021001112223331',
        name: '孙三',
      },
      { row: 6, direction: 'in', amount: 1_500_000_000, own: '赵一' },
      {
        row: 5,
        direction: 'out',
        amount: 2_000_000_000,
        own: '赵一',
        card: '6222021001112223331',
        name: '李四',
      },
      { row: 6, direction: 'out', own: '赵一' },
    ])
  })
  test('each row is shown in its own columns; undo, redo and a plan for one of them keep them apart', async () => {
    const made = await taken(laid([came('进账明细', 3), went('出账明细', 1)]))
    const { engine, fileId, sheets, facts } = made
    const plans = sheets.map(({ index, firstRow, firstColumn = -1, kind, headerRow, columns }) => ({
      index,
      firstRow,
      ...(firstColumn < 0 ? {} : { firstColumn }),
      kind: kind ?? '',
      headerRow,
      columns: columns.map(({ column, header, field }) => ({ column, header, field })),
    }))
    const [, second] = plans
    if (second === undefined) throw new Error('two tables')
    const preview = await engine.call('import.preview', { fileId, sheet: second })
    expect(
      preview.rows.map(({ row, cells, values }) => [row, cells, values['direction'], values['counterName']]),
    ).toEqual([[3, ['', '', '', '', '', '2022-11-04', '李四', li, '2000'], 'out', '李四']])
    const batch = await engine.call('import.run', { fileId, sheets: plans })
    expect(batch.reconciliation).toEqual({ read: 6, accepted: 4, duplicate: 0, rejected: 0, skipped: 2 })
    const before = await facts()
    const { rows } = await engine.call('records.window', { scope: { kind: 'transfer' }, offset: 0, limit: 9 })
    const right = rows.find(({ source }) => source.sheet === '汇总 · F–I')
    expect(right?.source.row).toBe(3)
    const original = await engine.call('records.original', { sheetId: right?.source.sheetId ?? 0, row: 3 })
    expect(original.rows.find(({ row }) => row === 3)?.cells).toEqual([
      '',
      '',
      '',
      '',
      '',
      '2022-11-04',
      '李四',
      li,
      '2000',
    ])
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    await engine.call('history.undo', {})
    await engine.call('history.redo', {})
    expect(await facts()).toEqual(before)
  })
  test('one may be left out', async () => {
    const { engine, fileId, sheets } = await taken(laid([came('进账明细'), went('出账明细')]))
    const [first] = sheets
    if (first?.kind == null) throw new Error('a table')
    const { index, firstRow, firstColumn, kind, headerRow, columns } = first
    const batch = await engine.call('import.run', {
      fileId,
      sheets: [
        {
          index,
          firstRow,
          ...(firstColumn === undefined ? {} : { firstColumn }),
          kind,
          headerRow,
          columns: columns.map(({ column, header, field }) => ({ column, header, field })),
        },
      ],
    })
    expect(
      batch.sheets.map(({ name, skip, reconciliation }) => [name, skip, reconciliation.accepted]),
    ).toEqual([
      ['汇总 · A–D', null, 2],
      ['汇总 · F–I', 'not-chosen', 0],
    ])
  })
  test('tables below each other in the columns of one, and a wide one below both', async () => {
    const left = [...came('进账明细'), [], ...people]
    const wide: Row[] = [
      [],
      ['通话清单'],
      ['序号', '本机号码', '对方号码', '通话开始时间', '通话时长', '呼叫类型'],
      ['1', '13812345678', '13812345679', '2022-01-03 00:00:00', '61', '主叫'],
    ]
    const { engine, fileId, sheets } = await taken([...laid([left, went('出账明细', 3)]), ...wide])
    expect(shape(sheets)).toEqual([
      ['汇总 · A–D', 'transfer', null],
      ['汇总 · A–D', 'personRegister', null],
      ['汇总 · F–I', 'transfer', null],
      ['汇总', 'call', null],
    ])
    const batch = await engine.call('import.run', { fileId })
    expect(batch.sheets.map(({ reconciliation }) => reconciliation.accepted)).toEqual([2, 2, 3, 1])
  })
  test('in a long sheet, and in a text', async () => {
    const count = 5_000
    const line = (at: number, name: string): string[] => [
      `2022-11-03 10:${String(Math.floor(at / 60) % 60).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`,
      name,
      name === '孙三' ? (sun ?? '') : (li ?? ''),
      String(at + 1),
    ]
    const long = (name: string, length: number): Row[] => [
      head,
      ...Array.from({ length }, (_, at) => line(at, name)),
    ]
    const { engine, fileId, sheets, give } = await taken(laid([long('孙三', count), long('李四', 7)]))
    expect(sheets.map(({ name, lastRow }) => [name, lastRow])).toEqual([
      ['汇总 · A–D', null],
      ['汇总 · F–I', null],
    ])
    const batch = await engine.call('import.run', { fileId })
    expect(batch.sheets.map(({ reconciliation }) => [reconciliation.read, reconciliation.accepted])).toEqual([
      [count, count],
      [7, 7],
    ])
    const text = laid([came('进账明细'), went('出账明细')])
      .map((row) => row.map((cell) => (typeof cell === 'string' ? cell : '')).join(','))
      .join('\n')
    const second = await engine.call('import.run', { fileId: give('明细.csv', text) })
    expect(second.sheets.map(({ name, reconciliation }) => [name, reconciliation.accepted])).toEqual([
      ['明细 · A–D', 2],
      ['明细 · F–I', 2],
    ])
  })
})

describe('one wide table', () => {
  const parties = ['户名', '账号', '开户行']
  test.each<[string, readonly (readonly TestCell[])[], string]>([
    [
      'with a header twice',
      [
        ['姓名', '身份证号', '联系电话', '联系电话', '地址'],
        ['张三', '11010519491231002X', '13812345678', '13812345679', '某市'],
        ['李四', '', '13812345677', null, '某市'],
      ],
      'personRegister',
    ],
    [
      'with a blank column in it',
      [
        ['交易日期', '交易时间', '交易金额', null, '收付标志', '余额', '对方户名', '对方账号'],
        ['2022-11-03', '10:00:00', '100', null, '进', '300', '孙三', sun ?? ''],
        ['2022-11-04', '10:00:00', '100', null, '出', '200', '孙三', sun ?? ''],
      ],
      'transfer',
    ],
    [
      'of payer and payee',
      [
        [null, null, '付款方', null, null, null, '收款方', null, null],
        ['交易时间', '金额', ...parties, null, ...parties],
        [
          '2022-11-03 10:00:00',
          '100',
          '赵一',
          '6222021001112223331',
          '某行',
          null,
          '孙三',
          sun ?? '',
          '某行',
        ],
        ['2022-11-04 10:00:00', '200', '赵一', '6222021001112223331', '某行', null, '李四', li ?? '', '某行'],
      ],
      'transfer',
    ],
    [
      'of sender and receiver',
      [
        ['运单号', '寄件时间', '寄件人', '寄件电话', '寄件地址', null, '收件人', '收件电话', '收件地址'],
        [
          'SF1000000001',
          '2022-11-03 10:00:00',
          '赵一',
          '13812345678',
          '甲市',
          null,
          '孙三',
          '13812345679',
          '乙市',
        ],
        [
          'SF1000000002',
          '2022-11-04 10:00:00',
          '赵一',
          '13812345678',
          '甲市',
          null,
          '李四',
          '13812345677',
          '乙市',
        ],
      ],
      'waybill',
    ],
    [
      'whose groups have names',
      [
        ['买家信息', null, null, null, '付款情况', null, null, null],
        ['姓名', '身份证号', '手机号码', null, ...head],
        ['张三', '11010519491231002X', '13812345678', null, '2022-11-03', '孙三', sun ?? '', '100'],
        ['李四', '', '13812345679', null, '2022-11-04', '孙三', sun ?? '', '200'],
      ],
      '',
    ],
    [
      'of people with what each paid',
      [
        ['姓名', '身份证号', '手机号码', null, ...head],
        ['张三', '11010519491231002X', '13812345678', null, '2022-11-03', '孙三', sun ?? '', '100'],
        ['李四', '', '13812345679', null, '2022-11-04', '孙三', sun ?? '', '200'],
      ],
      '',
    ],
    [
      'of calls with both places',
      [
        [
          '本机号码',
          '归属地',
          '基站',
          '通话开始时间',
          '通话时长',
          null,
          '对方号码',
          '归属地',
          '基站',
          '呼叫类型',
        ],
        ['13812345678', '甲市', '1', '2022-11-03 10:00:00', '61', null, '13812345679', '乙市', '2', '主叫'],
        ['13812345678', '甲市', '1', '2022-11-04 10:00:00', '61', null, '13812345677', '乙市', '2', '被叫'],
      ],
      'call',
    ],
    [
      'with remarks behind a blank column',
      [...laid([came('进账明细'), [[], ['备注'], ['货款'], ['货款']]])],
      'transfer',
    ],
  ])('%s', async (_name, rows, kind) => {
    const { sheets } = await taken(rows)
    expect(sheets.map(({ firstColumn }) => firstColumn)).toEqual([undefined])
    if (kind !== '') expect(shape(sheets)).toEqual([['汇总', kind, null]])
  })
  test('stays one where a person mapped it as one', async () => {
    const rows = laid([came(null), went(null)])
    const { engine, fileId } = await taken(rows)
    await engine.call('mappings.save', {
      name: '并排',
      kind: 'transfer',
      columns: (rows[1] ?? []).map((cell, column) => ({
        column,
        header: typeof cell === 'string' ? cell : '',
        field: column === 0 ? 'date' : column === 2 ? 'counterAccount' : column === 3 ? 'amount' : null,
      })),
    })
    const { sheets } = await engine.call('import.inspect', { fileId })
    expect(shape(sheets)).toEqual([['汇总', 'transfer', null]])
  })
})

describe('a title that tells which way', () => {
  const rows = (
    title: string,
    names: Row = head,
    more: readonly Row[] = [],
  ): readonly (readonly TestCell[])[] => [
    [title],
    names,
    ['2022-11-03', '孙三', sun ?? '', '100'],
    ['2022-11-04', '李四', li ?? '', '200'],
    ...more,
  ]
  const ways = async (content: readonly (readonly TestCell[])[], name?: string) => {
    const { engine, fileId, look } = await taken(content, name)
    await engine.call('import.run', { fileId })
    return (await look((db) => db.prepare(transfers).all())) as readonly Record<string, unknown>[]
  }
  test.each<[string, readonly (readonly TestCell[])[], string | undefined, string, boolean]>([
    ['收入明细表', rows('收入明细表'), undefined, 'in', true],
    ['（二）转出资金明细', rows('（二）转出资金明细'), undefined, 'out', true],
    ['the name of the sheet', rows('某案'), '支取', 'out', true],
    ['both ways', rows('收入支出明细'), undefined, 'unknown', false],
    ['whose account', rows('收款账户流水'), undefined, 'unknown', false],
    ['what people are paid', rows('工资收入明细'), undefined, 'unknown', false],
    ['what is still to come', rows('应收款明细'), undefined, 'unknown', false],
    [
      'a header that says whose',
      rows('收入明细', ['日期', '本方户名', '本方账号', '金额']),
      undefined,
      'in',
      false,
    ],
    [
      'the owner named above',
      rows('收入明细', head).toSpliced(0, 0, ['孙三6228480011223344554']),
      undefined,
      'in',
      false,
    ],
  ])('%s', async (_name, content, sheet, way, turned) => {
    const found = await ways(content, sheet)
    expect(found.map(({ direction }) => direction)).toEqual([way, way])
    expect(found.map(({ name }) => name)).toEqual(turned ? ['孙三', '李四'] : [null, null])
  })
  test('is not asked where columns tell it', async () => {
    const found = await ways([
      ['收入明细'],
      [...head, '收付标志', '对方户名'],
      ['2022-11-03', '赵一', '6222021001112223331', '100', '出', '孙三'],
    ])
    expect(found).toMatchObject([{ direction: 'out', own: '赵一', name: '孙三' }])
  })
  test('a minus among what went out takes back; where all have one it is the sign of the list', async () => {
    const minus = ['2022-11-05', '李四', li ?? '', '-50']
    expect((await ways(rows('支出明细', head, [minus]))).map(({ amount }) => amount)).toEqual([
      10_000, 20_000, -5_000,
    ])
    const all = await ways([['支出明细'], head, ['2022-11-03', '孙三', sun ?? '', '-100'], minus])
    expect(all.map(({ direction, amount }) => [direction, amount])).toEqual([
      ['out', 10_000],
      ['out', 5_000],
    ])
  })
})

describe('a sheet that may be one table or two', () => {
  const two: Row[] = [head, ['2022-11-03', '孙三', sun ?? '', '100'], ['2022-11-04', '李四', li ?? '', '200']]
  const other = two.map((cells, at) => (at === 0 ? cells : [...cells.slice(0, 3), `${at}5.00`]))
  test.each<[string, readonly (readonly TestCell[])[]]>([
    ['the same header twice, nothing between, no titles, as many rows', laid([two, two], 0)],
    [
      'both sides of a transfer with a day each',
      laid([
        [['转出方'], ...two],
        [['转入方'], ...two],
      ]),
    ],
    [
      'two kinds, a blank column, no titles, other lengths',
      laid([
        [...people.slice(1), ['王五', '', '13812345670']],
        [
          ['交易卡号', '交易时间', '交易金额', '对方账号'],
          [sun ?? '', '2022-11-04 10:00:00', '100', li ?? ''],
        ],
      ]),
    ],
  ])('%s: waits for a person with both readings', async (_name, rows) => {
    const { engine, fileId, sheets, look } = await taken(rows)
    expect(sheets.map(({ skip, firstColumn }) => [skip, firstColumn === undefined])).toEqual([
      ['undecided', true],
      ['undecided', false],
      ['undecided', false],
    ])
    expect(sheets.map(({ readings }) => readings.length)).toEqual([1, 1, 1])
    expect(sheets[0]?.reasons.some(({ code }) => code === 'beside')).toBe(true)
    // Nobody decided: kept as it stands, once.
    const batch = await engine.call('import.run', { fileId })
    expect(batch.sheets.map(({ name, kind, skip }) => [name, kind, skip])).toEqual([
      ['汇总', 'other', 'undecided'],
    ])
    expect(await look((db) => db.prepare(transfers).all())).toEqual([])
  })
  test('takes what the person chose: the whole, or the parts, and not both', async () => {
    const { engine, fileId, sheets } = await taken(laid([two, other], 0))
    const plans = sheets.map(({ index, firstRow, firstColumn, kind, headerRow, columns }) => ({
      index,
      firstRow,
      ...(firstColumn === undefined ? {} : { firstColumn }),
      kind: kind ?? '',
      headerRow,
      columns: columns.map(({ column, header, field }) => ({ column, header, field })),
    }))
    await expect(engine.call('import.run', { fileId, sheets: plans })).rejects.toMatchObject({
      code: 'tables-overlap',
    })
    const batch = await engine.call('import.run', { fileId, sheets: plans.slice(1) })
    expect(batch.sheets.map(({ name, reconciliation }) => [name, reconciliation.accepted])).toEqual([
      ['汇总 · A–D', 2],
      ['汇总 · E–H', 2],
    ])
  })
  test('the command line takes the whole where it is told to take the first reading', async () => {
    const { engine, fileId } = await taken(laid([two, two], 0))
    const batch = await engine.call('import.run', { fileId, accept: true })
    expect(batch.sheets.map(({ name, kind }) => [name, kind])).toEqual([['汇总', 'transfer']])
  })
})
