/** Dates without a year, from a file to the record: the year by title, names and neighbours, and nothing where nothing says it. */
import { describe, expect, test } from 'vitest'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { type ImportCase, importCase } from './importCase.ts'
import { makeXlsx } from './importFiles.ts'

const [own, other] = ['6217000000000000007', '6217000000000000015']
const header = ['交易卡号', '交易日期', '交易金额', '收付标志', '对手户名', '交易对手账卡号', '摘要']
const kind = recordKind('transfer')
const at = (field: string): number => kind?.fields.findIndex(({ id }) => id === field) ?? -1

interface Sheet {
  readonly title?: string
  readonly sheet?: string
  readonly file?: string
  readonly head?: string
}
async function imported(dates: readonly string[], { title, sheet, file, head }: Sheet): Promise<ImportCase> {
  const made = await importCase()
  const rows = [
    ...(title === undefined ? [] : [[title]]),
    header.map((cell) => (cell === '交易日期' && head !== undefined ? head : cell)),
    ...dates.map((date, index) => [own, date, `${index + 1}.00`, '出', '王五', other, '货款']),
  ]
  const name = `${file ?? '流水'}.xlsx`
  const bytes = makeXlsx([{ name: sheet ?? 'Sheet1', rows }])
  await made.engine.call('import.run', { fileId: made.give(name, bytes) })
  return made
}
/** Times by row; null for a row that is rejected. */
async function times({ engine }: ImportCase): Promise<readonly unknown[]> {
  const { rows } = await engine.call('records.window', { scope: { kind: 'transfer' }, offset: 0, limit: 50 })
  return rows.toSorted((one, two) => one.source.row - two.source.row).map(({ values }) => values[at('time')])
}
async function rejected({ engine }: ImportCase): Promise<readonly unknown[]> {
  const [batch] = await engine.call('import.batches', {})
  const groups = await engine.call('import.issueGroups', { batchId: batch?.batchId ?? 0 })
  return groups.filter(({ outcome }) => outcome === 'rejected').map(({ reason, count }) => [reason, count])
}
async function told({ engine }: ImportCase): Promise<readonly unknown[]> {
  const { rows } = await engine
    .call('quality.rows', { finding: 'year-assumed', offset: 0, limit: 9 })
    .catch(() => ({ rows: [] }))
  return rows.map(({ values }) => [values['rows'], values['years'], values['where'], values['source']])
}

describe('the year by what stands around the table', () => {
  test.each([
    ['a title', ['03-15', '3月16日', '3.17 10:20'], { title: '赵一2024年3月流水' }, 'above'],
    ['a year in the sheet name', ['03-15', '3月16日', '3.17 10:20'], { sheet: '2024年度' }, 'sheet'],
    ['the file name', ['03-15', '3月16日', '3.17 10:20'], { file: '赵一202403' }, 'file'],
    ['the header', ['03-15', '3月16日', '3.17 10:20'], { head: '交易日期(2024年)' }, 'header'],
    [
      'start and end',
      ['03-15', '3月16日', '3.17 10:20'],
      { title: '起止日期：2024-01-01 至 2024-12-31' },
      'above',
    ],
    ['a title over rows in no order', ['3月16日', '03-15', '3.17 10:20'], { title: '2024年度对账' }, 'above'],
  ] as const)('%s', async (_, dates, around, where) => {
    const made = await imported(dates, around)
    const days = dates.map(
      (date) => `2024-03-${/1[567]/.exec(date)?.[0] ?? ''}${date.includes(':') ? ' 10:20' : ''}`,
    )
    expect(await times(made)).toEqual(days)
    expect(await told(made)).toMatchObject([[3, '2024', where, expect.stringContaining('2024')]])
  })
  test('four digits in a column of days, and not in one of times', async () => {
    expect(await times(await imported(['0315', '1231'], { sheet: '2024年' }))).toEqual([
      '2024-03-15',
      '2024-12-31',
    ])
    expect(await times(await imported(['0315', '1231'], { sheet: '2024年', head: '交易时间' }))).toEqual([])
  })
  test('a period over a new year gives each its own', async () => {
    const made = await imported(['12-30', '12-31', '01-01', '01-02'], {
      title: '查询期间：2023-11-01至2024-02-28',
    })
    expect(await times(made)).toEqual(['2023-12-30', '2023-12-31', '2024-01-01', '2024-01-02'])
    expect(await told(made)).toMatchObject([[4, '2023–2024', 'above', expect.any(String)]])
  })
  test.each([
    ['nothing', {}],
    ['the day something was printed', { title: '打印日期：2024-05-03' }],
    ['the name of a case', { title: '2024年“9·12”侵犯著作权案资金明细' }],
    ['two that contradict each other', { title: '2024年3月流水', file: '2023年流水' }],
    ['two years', { title: '2023-2024年流水' }],
    ['a month that they do not lie in', { title: '2024年7月流水' }],
  ])('no year by %s: told with its text', async (_, around) => {
    const made = await imported(['03-15', '03-16', '3月17日'], around)
    expect(await times(made)).toEqual([])
    expect(await rejected(made)).toEqual([['date-without-year', 3]])
    expect(await told(made)).toEqual([])
    const { rows } = await made.engine.call('quality.rows', { finding: 'rejected', offset: 0, limit: 9 })
    expect(rows.map(({ raw }) => raw)).toEqual(['03-15', '03-16', '3月17日'])
  })
  test('one title year over rows that pass a new year is none', async () => {
    const made = await imported(['12-30', '12-31', '01-01', '01-02'], { title: '2024年度' })
    expect(await times(made)).toEqual([])
  })
  test('15/03 shows that two numbers are day and month', async () => {
    const made = await imported(['03-04', '15-03'], { title: '2024年度' })
    expect(await times(made)).toEqual([])
  })
})

describe('the year by rows of the column', () => {
  test.each([
    [
      'from the first row on',
      ['2023-12-30', '12-31', '01-01', '01-02'],
      ['2023-12-30', '2023-12-31', '2024-01-01', '2024-01-02'],
    ],
    [
      'backwards',
      ['01-02', '01-01', '12-31', '2023-12-30'],
      ['2024-01-02', '2024-01-01', '2023-12-31', '2023-12-30'],
    ],
    ['between two', ['2024-03-01', '03-05', '2024-03-10'], ['2024-03-01', '2024-03-05', '2024-03-10']],
    [
      'of two years with a gap nobody can fill',
      ['2022-03-01', '03-05', '2024-03-10', '03-12'],
      ['2022-03-01', '2024-03-10', '2024-03-12'],
    ],
    ['in no order', ['2024-03-10', '03-05', '03-12', '03-01'], ['2024-03-10']],
  ] as const)('%s', async (_, dates, read) => {
    expect(await times(await imported(dates, {}))).toEqual(read)
  })
  test('the source is told', async () => {
    expect(await told(await imported(['2023-12-30', '12-31', '01-01'], {}))).toEqual([
      [2, '2023–2024', 'rows', ''],
    ])
  })
})

test('a birthday takes no year from a title', async () => {
  const made = await importCase()
  const rows = [
    ['2024年度人员登记'],
    ['姓名', '身份证号', '出生日期', '联系电话'],
    ['赵一', '310115199003071239', '3月7日', '13800138001'],
  ]
  await made.engine.call('import.run', {
    fileId: made.give('人员.xlsx', makeXlsx([{ name: 'Sheet1', rows }])),
  })
  const { rows: people } = await made.engine.call('records.window', {
    scope: { kind: 'personRegister' },
    offset: 0,
    limit: 9,
  })
  const birth = recordKind('personRegister')?.fields.findIndex(({ id }) => id === 'birth') ?? -1
  expect(people.map(({ values }) => values[birth] ?? null)).toEqual([null])
})

test('a person says the year of the first row, takes it back, and the rows follow; an edit keeps its row’s year', async () => {
  const made = await imported(['12-30', '12-31', '01-01'], {})
  const { engine } = made
  expect(await times(made)).toEqual([])
  const reading = await engine.call('sheets.reading', { sheetId: 1 })
  expect(reading.years).toMatchObject([
    { field: 'date', cells: 3, open: 3, from: null, years: null, samples: ['12-30', '12-31', '01-01'] },
  ])
  const settle = (value: string | null) =>
    engine.call('sheets.settle', {
      sheetIds: [1],
      settings: [{ about: 'year', field: 'date', value }],
      reason: '与持卡人核对',
    })
  await settle('2022')
  expect(await times(made)).toEqual(['2022-12-30', '2022-12-31', '2023-01-01'])
  expect(await told(made)).toEqual([[3, '2022–2023', 'person', '']])
  await engine.call('records.edit', { sheetId: 1, row: 4, field: 'date', text: '01-03', reason: '核对' })
  expect(await times(made)).toEqual(['2022-12-30', '2022-12-31', '2023-01-03'])
  await settle(null)
  expect(await times(made)).toEqual([])
})
