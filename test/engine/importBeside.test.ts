/** Tables beside each other on the same rows of a sheet, and wide tables that only look so. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { describe, expect, test } from 'vitest'
import { temporaryEngine } from '../helpers/engine.ts'
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

  test('in a text that is longer than what is kept of it, no row is lost; one longer still waits for a person', async () => {
    const { engine, give } = await importCase()
    const text = (count: number, memo: string): string => {
      const line = (at: number, name: string, number = ''): string =>
        `2022-11-03 10:${String(Math.floor(at / 60) % 60).padStart(2, '0')}:${String(at % 60).padStart(2, '0')},${name},${number},${at + 1},${memo}`
      const names = [...head, '摘要'].join(',')
      return [
        '进账明细,,,,,,出账明细',
        `${names},,${names}`,
        ...Array.from({ length: count }, (_, at) => `${line(at, '孙三', sun)},,${line(at, '李四', li)}`),
      ].join('\n')
    }
    const count = 6_000
    const batch = await engine.call('import.run', { fileId: give('长.csv', text(count, '货'.repeat(300))) })
    expect(batch.sheets.map(({ name, reconciliation }) => [name, reconciliation.accepted])).toEqual([
      ['长 · A–E', count],
      ['长 · G–K', count],
    ])
    const { sheets } = await engine.call('import.inspect', { fileId: give('很长.csv', text(104_000, '')) })
    expect(sheets.map(({ skip, firstColumn, reasons }) => [skip, firstColumn, reasons.at(-1)?.code])).toEqual(
      [['undecided', undefined, 'beside']],
    )
  })
})

describe('a redo of an import from before tables beside each other were known', () => {
  const edited = '6217000000000000015'
  test.each([
    ['two tables', laid([came('进账明细'), went('出账明细')])],
    ['three', laid([came('转入'), went('转出'), people])],
    ['one table, which was left out too', went('出账明细')],
  ])(
    '%s left out as one count as one: the sheet behind keeps its rows, edits and number',
    async (_, rows) => {
      const { engine, folder, casesFolder } = await temporaryEngine()
      const path = join(folder, '材料.xlsx')
      writeFileSync(
        path,
        makeXlsx([
          { name: '汇总', rows: rows },
          { name: '流水', rows: went('出账明细') },
        ]),
      )
      const fileId = engine.files.grant(path)
      const { sheets } = await engine.call('import.inspect', { fileId })
      const wanted = sheets.filter(({ name }) => name === '流水')
      const batch = await engine.call('import.run', {
        fileId,
        sheets: wanted.map(({ index, kind, headerRow, headerRows, columns }) => ({
          index,
          kind: kind ?? '',
          headerRow,
          headerRows,
          columns: columns.map(({ column, header, field }) => ({ column, header, field })),
        })),
      })
      const sheetId = batch.sheets.find(({ name }) => name === '流水')?.sheetId ?? 0
      await engine.call('records.edit', {
        sheetId,
        row: 3,
        field: 'counterAccount',
        text: edited,
        reason: '核对',
      })
      await engine.call('import.undo', { batchId: batch.batchId })
      // As an older program left it: one sheet, not chosen.
      const { cases } = await engine.call('workspace.read', {})
      await engine.call('workspace.close', {})
      const file = readdirSync(casesFolder).find((name) => name.endsWith('.lzcase')) ?? ''
      const db = new Database(join(casesFolder, file))
      db.exec(
        "DELETE FROM sheets WHERE name LIKE '汇总%' AND idx > 0; UPDATE sheets SET name = '汇总' WHERE idx = 0; UPDATE sheets SET idx = 1 WHERE name = '流水'",
      )
      db.close()
      await engine.call('workspace.open', { caseRef: cases[0]?.caseRef ?? '' })
      const redone = await engine.call('import.redo', { batchId: batch.batchId })
      expect(redone.sheets.map(({ sheetId: own, name }) => [own, name])).toEqual([
        [batch.sheets[0]?.sheetId, '汇总'],
        [sheetId, '流水'],
      ])
      const { rows: edits } = await engine.call('records.edits', { offset: 0, limit: 9 })
      expect(edits.map(({ row, sheet, text }) => [row, sheet, text])).toEqual([[3, '流水', edited]])
      expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    },
  )
})
