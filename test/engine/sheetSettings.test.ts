/** What a person settles about how a sheet is read: each setting at its limits, one undoable step, the same in any order of imports. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { describe, expect, test } from 'vitest'
import { readingRules } from '../../shared/model/readingRules.ts'
import { bytesOf, temporaryEngine } from '../helpers/engine.ts'
import { tablesOf } from '../helpers/tables.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { type ImportCase, importCase, lookInto, untouchedTables as keptTables } from './importCase.ts'
import { makeXlsx } from './importFiles.ts'

const [own, other] = ['6217000000000000007', '6217000000000000015']
const header = '交易卡号,交易时间,交易金额,收付标志,交易余额,对手户名,交易对手账卡号,摘要说明'
/** A statement with these texts as times; amounts 1.00, 2.00 … went out. */
function statement(times: readonly string[]): string {
  return `${header}\r\n${times.map((time, index) => `${own},${time},${index + 1}.00,出,,王五,${other},货款`).join('\r\n')}\r\n`
}
async function imported(text: string, name = 't.csv'): Promise<ImportCase> {
  const made = await importCase()
  await made.engine.call('import.run', { fileId: made.give(name, text) })
  return made
}
type Setting = {
  readonly about: 'dates' | 'result' | 'currency' | 'own' | 'rules'
  readonly field?: string
  readonly code?: string
  readonly value: string | null
}
const settle = ({ engine }: ImportCase, settings: readonly Setting[], sheetIds: readonly number[] = [1]) =>
  engine.call('sheets.settle', { sheetIds: [...sheetIds], settings: [...settings], reason: '与持卡人核对' })
const kind = recordKind('transfer')
async function column({ engine }: ImportCase, ...fields: readonly string[]): Promise<readonly unknown[]> {
  const { rows } = await engine.call('records.window', { scope: { kind: 'transfer' }, offset: 0, limit: 50 })
  const told = rows
    .toSorted((one, other) => one.source.sheetId - other.source.sheetId || one.source.row - other.source.row)
    .map(({ values }) =>
      fields.map((field) => values[kind?.fields.findIndex(({ id }) => id === field) ?? -1] ?? null),
    )
  return fields.length === 1 ? told.map(([value]) => value) : told
}
async function counts({ engine }: ImportCase): Promise<readonly number[]> {
  const [batch] = await engine.call('import.batches', {})
  const { accepted = 0, duplicate = 0, rejected = 0, skipped = 0 } = batch?.reconciliation ?? {}
  return [accepted, duplicate, rejected, skipped]
}

describe('the order of day and month', () => {
  test.each([
    [
      'open: every cell can be both',
      ['04/05/2023 10:00:00', '07-08-2023'],
      'dmy',
      ['2023-05-04 10:00:00', '2023-08-07'],
    ],
    [
      'the other way round',
      ['04/05/2023 10:00:00', '07-08-2023'],
      'mdy',
      ['2023-04-05 10:00:00', '2023-07-08'],
    ],
    ['years of two figures', ['04/05/23 10:00:00', '07.08.69'], 'dmy', ['2023-05-04 10:00:00', '1969-08-07']],
    ['years first', ['23/05/04 10:00:00', '68-08-07'], 'ymd', ['2023-05-04 10:00:00', '2068-08-07']],
  ] as const)('%s', async (_, times, value, read) => {
    const made = await imported(statement(times))
    expect(await counts(made)).toEqual([0, 0, 2, 0])
    await settle(made, [{ about: 'dates', field: 'time', value }])
    expect(await column(made, 'time')).toEqual(read)
    expect(await counts(made)).toEqual([2, 0, 0, 0])
  })
  test('a cell that the order cannot be is rejected and says so; what needs no order stays', async () => {
    const made = await imported(statement(['13/04/2023', '04/05/2023', '2023-06-01 08:00:00']))
    expect(await column(made, 'time')).toEqual(['2023-04-13', '2023-05-04', '2023-06-01 08:00:00'])
    await settle(made, [{ about: 'dates', field: 'time', value: 'mdy' }])
    expect(await column(made, 'time')).toEqual(['2023-04-05', '2023-06-01 08:00:00'])
    const [batch] = await made.engine.call('import.batches', {})
    const groups = await made.engine.call('import.issueGroups', { batchId: batch?.batchId ?? 0 })
    expect(groups.filter(({ outcome }) => outcome === 'rejected')).toMatchObject([
      { reason: 'not-a-date', count: 1 },
    ])
  })
  test('the sheet says what proves which order', async () => {
    const made = await imported(
      statement(['13/04/2023', '04/13/2023', '04/05/2023', '04/05/23', '2023-06-01']),
    )
    const { dates } = await made.engine.call('sheets.reading', { sheetId: 1 })
    expect(dates).toMatchObject([
      { field: 'time', dayFirst: 1, monthFirst: 1, either: 2, plain: 1, decided: null, settled: null },
    ])
  })
})

describe('what codes mean', () => {
  const coded = (codes: readonly string[], title = '交易结果'): string =>
    `交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号,${title}\r\n${codes.map((code, index) => `${own},2023-01-${String(index + 10)} 10:00:00,100.00,出,${other},S${index},${code}`).join('\r\n')}\r\n`
  test('each word stands with its rows and what it is taken for; a person says otherwise', async () => {
    const made = await imported(coded(['2', '2', 'Ｙ', '成功', '已撤单(部分)', '']))
    const before = await made.engine.call('sheets.reading', { sheetId: 1 })
    expect(before.results).toMatchObject([
      { field: 'result', meanings: ['success', 'failed', 'revoked', 'unknown'] },
    ])
    expect(before.results[0]?.words.map(({ code, rows, means, by }) => [code, rows, means, by])).toEqual([
      ['2', 2, 'unknown', 'open'],
      ['Y', 1, 'unknown', 'open'],
      ['已撤单(部分)', 1, 'unknown', 'open'],
      ['成功', 1, 'success', 'word'],
    ])
    await settle(made, [
      { about: 'result', field: 'result', code: '2', value: 'success' },
      { about: 'result', field: 'result', code: 'y', value: 'failed' },
      { about: 'result', field: 'result', code: '已撤单（部分）', value: 'revoked' },
      { about: 'result', field: 'result', code: '成功', value: 'unknown' },
    ])
    expect(await column(made, 'result')).toEqual(['success', 'success', 'failed', 'unknown', 'failed', null])
    const after = await made.engine.call('sheets.reading', { sheetId: 1 })
    expect(after.results[0]?.words.map(({ settled }) => settled?.value)).toEqual([
      'success',
      'failed',
      'revoked',
      'unknown',
    ])
    expect(after.results[0]?.words[0]?.settled?.reason).toBe('与持卡人核对')
  })
  test('the balances stand as evidence beside a code', async () => {
    let balance = 1_000
    const lines = ['00', '00', '02', '00', '02', '00', '02', '02'].map((code, index) => {
      if (code === '00') balance -= 1
      return `${own},2023-01-${String(index + 10)} 10:00:00,1.00,出,${balance}.00,${other},S${index},${code}`
    })
    const made = await imported(
      `交易卡号,交易时间,交易金额,收付标志,交易余额,交易对手账卡号,交易流水号,交易结果\r\n${lines.join('\r\n')}\r\n`,
    )
    const { results } = await made.engine.call('sheets.reading', { sheetId: 1 })
    expect(results[0]?.words).toMatchObject([
      { code: '00', rows: 4, moved: 3, stood: 0, means: 'success', by: 'balances' },
      { code: '02', rows: 4, moved: 0, stood: 4, means: 'failed', by: 'balances' },
    ])
    // A person knows better than the balances.
    await settle(made, [{ about: 'result', field: 'result', code: '02', value: 'success' }])
    expect(new Set(await column(made, 'result'))).toEqual(new Set(['success']))
  })
  test('the state of an order is one of its own states', async () => {
    const made = await importCase()
    await made.engine.call('import.run', {
      fileId: made.give(
        '订单.csv',
        '订单编号,买家会员名,实付款,订单状态,订单付款时间,宝贝标题\r\n1001,甲乙,10.00,9,2023-01-01 10:00:00,书\r\n1002,丙丁,10.00,9,2023-01-02 10:00:00,书\r\n1003,丙丁,10.00,交易成功,2023-01-02 10:00:00,书\r\n',
      ),
    })
    const { results, kind: found } = await made.engine.call('sheets.reading', { sheetId: 1 })
    expect(found).toBe('saleOrder')
    const meaning = results[0]?.words.find(({ text }) => text === '交易成功')?.means ?? ''
    await settle(made, [{ about: 'result', field: 'status', code: '9', value: meaning }])
    const { values } = await made.engine.call('records.facet', {
      scope: { kind: 'saleOrder' },
      field: 'status',
      limit: 9,
    })
    expect(values).toMatchObject([{ value: meaning, count: 3 }])
    await expect(
      settle(made, [{ about: 'result', field: 'status', code: '9', value: 'revoked' }]),
    ).rejects.toMatchObject({ code: 'setting-not-possible' })
  })
})

describe('the currency of amounts that carry none', () => {
  const head = '交易卡号,交易时间,交易金额,收付标志,对手户名,交易对手账卡号'
  const row = (amount: string, day: number, more = ''): string =>
    `${own},2023-01-${day} 10:00:00,${amount},出,王五,${other}${more}`
  test.each([
    [
      'no column',
      `${head}\r\n${row('1.00', 10)}\r\n${row('2.00', 11)}\r\n`,
      [null, null],
      ['USD', 'USD'],
      { rows: 2, named: 0 },
    ],
    [
      'a mark in a cell stands',
      `${head}\r\n${row('€1.00', 10)}\r\n${row('2.00', 11)}\r\n`,
      ['EUR', null],
      ['EUR', 'USD'],
      { rows: 1, named: 1 },
    ],
    [
      'a column that is empty in a row',
      `${head},交易币种\r\n${row('1.00', 10, ',人民币')}\r\n${row('2.00', 11, ',')}\r\n`,
      ['CNY', 'XXX'],
      ['CNY', 'USD'],
      { rows: 1, named: 1 },
    ],
  ] as const)('%s', async (_, text, before, after, open) => {
    const made = await imported(text)
    expect(await column(made, 'currency')).toEqual(before)
    expect((await made.engine.call('sheets.reading', { sheetId: 1 })).currency).toMatchObject(open)
    await settle(made, [{ about: 'currency', value: '美元' }])
    expect(await column(made, 'currency')).toEqual(after)
    await settle(made, [{ about: 'currency', value: null }])
    expect(await column(made, 'currency')).toEqual(before)
  })
  test('what names no currency, and a kind of yuan only, are refused', async () => {
    const made = await imported(`${head}\r\n${row('1.00', 10)}\r\n`)
    for (const value of ['筹码', '不明', ''])
      await expect(settle(made, [{ about: 'currency', value }])).rejects.toMatchObject({
        code: 'setting-not-possible',
      })
  })
})

describe('whose sheet it is', () => {
  const lines = (card: string): string =>
    `交易卡号,交易时间,交易金额,收付标志,对手户名,交易对手账卡号\r\n${card},2023-01-10 10:00:00,1.00,出,王五,${other}\r\n,2023-01-11 10:00:00,2.00,出,王五,${other}\r\n`
  test('fills rows that say nothing, and no others; account and name', async () => {
    const made = await imported(lines('6217000000000000023'))
    const { own: fields } = await made.engine.call('sheets.reading', { sheetId: 1 })
    expect(fields.find(({ field }) => field === 'ownCard')).toMatchObject({
      empty: 1,
      sample: '6217000000000000023',
    })
    await settle(made, [
      { about: 'own', field: 'ownCard', value: ` ${own} ` },
      { about: 'own', field: 'ownName', value: '赵一' },
    ])
    expect(await column(made, 'ownCard', 'ownName')).toEqual([
      ['6217000000000000023', '赵一'],
      [own, '赵一'],
    ])
    const { rows } = await made.engine.call('links.list', { linkKind: 'transfer', offset: 0, limit: 9 })
    expect(rows.map(({ amount }) => amount).toSorted()).toEqual([100, 200])
  })
  test('a text that is no number, and a field of the other side, are refused', async () => {
    const made = await imported(lines(''))
    for (const [field, value] of [
      ['ownCard', '不详'],
      ['counterAccount', own],
      ['ownCard', '  '],
    ] as const)
      await expect(settle(made, [{ about: 'own', field, value }])).rejects.toMatchObject({
        code: 'setting-not-possible',
      })
  })
})

/** The facts without the numbers of remarks, which count on whenever a row is converted again. */
async function factsOf(made: ImportCase): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const { row_issues: issues = [], ...facts } = await made.facts()
  return {
    ...facts,
    row_issues: issues.map((line) => (JSON.parse(line) as unknown[]).slice(1).join(' ')).toSorted(),
  }
}
describe('one step', () => {
  const times = ['04/05/2023 10:00:00', '07/08/2023', '不详']
  test('undo, redo, taking back and the redo of an import give the same facts; who, when and why stand there', async () => {
    const made = await imported(statement(times))
    const bare = await factsOf(made)
    await settle(made, [{ about: 'dates', field: 'time', value: 'dmy' }])
    const settled = await factsOf(made)
    expect(settled['r_transfer']).toHaveLength(2)
    const { engine } = made
    expect((await engine.call('history.list', { limit: 1 })).entries).toMatchObject([
      {
        action: 'sheets.settle',
        params: {
          file: 't.csv',
          said: JSON.stringify([{ about: 'dates', field: 'time', code: '', value: 'dmy' }]),
          reason: '与持卡人核对',
        },
      },
    ])
    expect(await engine.call('sheets.settled', {})).toMatchObject([
      {
        sheetId: 1,
        file: 't.csv',
        settings: [{ about: 'dates', field: 'time', value: 'dmy', reason: '与持卡人核对' }],
      },
    ])
    await engine.call('history.undo', {})
    expect(await factsOf(made)).toEqual(bare)
    await engine.call('history.redo', {})
    expect(await factsOf(made)).toEqual(settled)
    await engine.call('import.undo', { batchId: 1 })
    expect(await engine.call('sheets.settled', {})).toEqual([])
    await engine.call('import.redo', { batchId: 1 })
    expect(await factsOf(made)).toEqual(settled)
    await settle(made, [{ about: 'dates', field: 'time', value: null }])
    expect(await factsOf(made)).toEqual(bare)
    await engine.call('import.undo', { batchId: 1 })
    await engine.call('history.undo', {})
    await engine.call('history.undo', {})
    expect(await factsOf(made)).toEqual(settled)
  })
  test('what people wrote and marked on the rows stays', async () => {
    const made = await imported(statement(times))
    const { engine } = made
    await engine.call('records.edit', { sheetId: 1, row: 4, field: 'time', text: '09/10/2023', reason: '' })
    const { tagId } = await engine.call('tags.save', { name: '待查', colour: 'red' })
    await settle(made, [{ about: 'dates', field: 'time', value: 'dmy' }])
    await engine.call('records.tag', { scope: { kind: 'transfer' }, tagId, on: true })
    expect(await column(made, 'time')).toEqual(['2023-05-04 10:00:00', '2023-08-07', '2023-10-09'])
    await settle(made, [{ about: 'dates', field: 'time', value: 'mdy' }])
    expect(await column(made, 'time')).toEqual(['2023-04-05 10:00:00', '2023-07-08', '2023-09-10'])
    const { rows } = await engine.call('records.window', { scope: { kind: 'transfer' }, offset: 0, limit: 9 })
    expect(rows.every(({ tags }) => tags.length === 1)).toBe(true)
    expect((await engine.call('records.edits', {})).rows.map(({ row }) => row)).toEqual([4])
    // The word of a setting is nothing that stands in a row.
    expect((await engine.call('search.find', { text: 'mdy', limit: 9 })).total).toBe(0)
  })
  test('a reason is needed; nothing is settled of a sheet that is out', async () => {
    const made = await imported(statement(times))
    const { engine } = made
    await expect(
      engine.call('sheets.settle', {
        sheetIds: [1],
        settings: [{ about: 'dates', field: 'time', value: 'dmy' }],
        reason: ' ',
      }),
    ).rejects.toMatchObject({ code: 'invalid-arguments' })
    await expect(settle(made, [{ about: 'rules', value: 'now' }])).rejects.toMatchObject({
      code: 'sheet-reading-current',
    })
    await expect(settle(made, [{ about: 'dates', field: 'summary', value: 'dmy' }])).rejects.toMatchObject({
      code: 'setting-not-possible',
    })
    await expect(settle(made, [{ about: 'dates', field: 'time', value: 'dmy' }], [7])).rejects.toMatchObject({
      code: 'sheet-not-found',
    })
    await engine.call('import.undo', { batchId: 1 })
    await expect(settle(made, [{ about: 'dates', field: 'time', value: 'dmy' }])).rejects.toMatchObject({
      code: 'sheet-not-settable',
      details: { reason: 'undone' },
    })
  })
  test('the preview tells what will be, and writes nothing', async () => {
    const made = await imported(statement(['13/04/2023', '04/05/2023']))
    const before = await factsOf(made)
    const preview = await made.engine.call('sheets.preview', {
      sheetId: 1,
      settings: [{ about: 'dates', field: 'time', value: 'mdy' }],
    })
    expect(preview).toMatchObject({
      changed: 2,
      before: {
        outcomes: { accepted: 2, rejected: 0 },
        from: '2023-04-13',
        to: '2023-05-04',
        sums: [{ field: 'amount', side: 'out', currency: 'CNY', sum: 300 }],
      },
      after: {
        outcomes: { accepted: 1, rejected: 1 },
        from: '2023-04-05',
        to: '2023-04-05',
        sums: [{ sum: 200 }],
      },
      copies: [],
    })
    expect(preview.examples).toMatchObject([
      { row: 2, outcome: 'accepted', becomes: 'rejected' },
      { row: 3, fields: [{ field: 'time', before: '2023-05-04', after: '2023-04-05' }] },
    ])
    expect(await factsOf(made)).toEqual(before)
  })
})

describe('the same statement in two formats', () => {
  const texts = ['04/05/2023 10:00:00', '07/08/2023 11:00:00', '09/10/2023 12:00:00', '11/12/2023 13:00:00']
  const book = (): Uint8Array =>
    makeXlsx([
      {
        name: '流水',
        rows: statement(texts)
          .trim()
          .split('\r\n')
          .map((line) => line.split(',')),
      },
    ])
  async function both(
    order: readonly ('csv' | 'xlsx')[],
    set: Readonly<Record<'csv' | 'xlsx', string | null>>,
  ): Promise<ImportCase> {
    const made = await importCase()
    for (const format of order) {
      const { sheets } = await made.engine.call('import.run', {
        fileId: made.give(`t.${format}`, format === 'csv' ? statement(texts) : book()),
      })
      const value = set[format]
      if (value !== null)
        await settle(
          made,
          [{ about: 'dates', field: 'time', value }],
          sheets.map(({ sheetId }) => sheetId),
        )
    }
    return made
  }
  const found = async ({ engine }: ImportCase, code: string) =>
    (await engine.call('quality.list', {})).find((finding) => finding.code === code)
  test.each([
    ['csv', 'xlsx'],
    ['xlsx', 'csv'],
  ] as const)('settled alike they are one, in any order (%s first)', async (...order) => {
    const made = await both(order, { csv: 'dmy', xlsx: 'dmy' })
    const totals = await made.engine.call('records.totals', { scope: { kind: 'transfer' } })
    expect(totals).toMatchObject({ count: 8, counted: 4 })
    expect(await found(made, 'read-otherwise')).toBeUndefined()
    expect((await found(made, 'duplicates'))?.count).toBe(4)
  })
  test.each([
    ['csv', 'xlsx'],
    ['xlsx', 'csv'],
  ] as const)('settled otherwise that is told with what hangs on it (%s first)', async (...order) => {
    const made = await both(order, { csv: 'dmy', xlsx: 'mdy' })
    expect(await found(made, 'read-otherwise')).toMatchObject({
      id: 'read-otherwise.transfer',
      tone: 'bad',
      count: 4,
      hangs: [{ field: 'amount', value: 1_000 }],
    })
    const { rows } = await made.engine.call('quality.rows', {
      finding: 'read-otherwise.transfer',
      offset: 0,
      limit: 1,
    })
    expect(rows).toMatchObject([{ values: { twice: 'yes', amount: 100 } }])
  })
  test('the preview names the sheet that would be read otherwise; both are settled in one step', async () => {
    const made = await both(['csv', 'xlsx'], { csv: null, xlsx: null })
    const settings = [{ about: 'dates', field: 'time', value: 'dmy' }] as const
    const preview = await made.engine.call('sheets.preview', { sheetId: 1, settings: [...settings] })
    expect(preview.copies).toMatchObject([{ sheetId: 2, file: 't.xlsx', rows: 4 }])
    await settle(made, settings, [1, 2])
    expect((await found(made, 'duplicates'))?.count).toBe(4)
    expect(
      (await made.engine.call('sheets.preview', { sheetId: 1, settings: [...settings] })).copies,
    ).toEqual([])
    await made.engine.call('history.undo', {})
    expect(await column(made, 'time')).toEqual([])
  })
  test.each([
    ['csv', 'xlsx'],
    ['xlsx', 'csv'],
  ] as const)(
    'a code said to mean two things is in doubt for its whole sum, in any order (%s first)',
    async (...order) => {
      const made = await importCase()
      const lines = [1, 2, 3, 4].map((day) => `${own},2023-05-0${day} 10:00:00,${day}.00,出,王五,${other},2`)
      const rows = ['交易卡号,交易时间,交易金额,收付标志,对手户名,交易对手账卡号,交易结果', ...lines]
      for (const format of order) {
        const bytes =
          format === 'csv'
            ? `${rows.join('\r\n')}\r\n`
            : makeXlsx([{ name: '流水', rows: rows.map((line) => line.split(',')) }])
        const { sheets } = await made.engine.call('import.run', { fileId: made.give(`t.${format}`, bytes) })
        const value = format === 'csv' ? 'success' : 'failed'
        await settle(
          made,
          [{ about: 'result', field: 'result', code: '2', value }],
          sheets.map(({ sheetId }) => sheetId),
        )
      }
      expect(await found(made, 'read-otherwise')).toMatchObject({
        count: 4,
        hangs: [{ field: 'amount', value: 1_000 }],
      })
      const { sums } = await made.engine.call('records.totals', { scope: { kind: 'transfer' } })
      expect(sums[0]).toMatchObject({
        sum: 1_000,
        doubts: { swings: [{ currency: 'CNY', less: 1_000, more: 0 }] },
      })
    },
  )
  test('a currency said of one of them only keeps them apart, and is told', async () => {
    const made = await importCase()
    const plain = texts.map((text) => `2023-${text.slice(3, 5)}-${text.slice(0, 2)}${text.slice(10)}`)
    await made.engine.call('import.run', { fileId: made.give('t.csv', statement(plain)) })
    await made.engine.call('import.run', {
      fileId: made.give(
        't.xlsx',
        makeXlsx([
          {
            name: '流水',
            rows: statement(plain)
              .trim()
              .split('\r\n')
              .map((line) => line.split(',')),
          },
        ]),
      ),
    })
    await settle(made, [{ about: 'currency', value: 'USD' }], [2])
    expect(await found(made, 'read-otherwise')).toMatchObject({
      count: 4,
      hangs: [{ field: 'amount', value: 1_000, currency: 'USD' }],
    })
  })
})

describe('a sheet of older rules', () => {
  /** As a program of older rules left it: an amount was not read, a text was read otherwise. */
  async function older(): Promise<{ made: ImportCase; today: Awaited<ReturnType<typeof factsOf>> }> {
    const { engine, folder, casesFolder } = await temporaryEngine()
    const bound = { engine, casesFolder }
    const made: ImportCase = {
      engine,
      folder,
      give: (name, bytes) => {
        writeFileSync(join(folder, name), bytes)
        return engine.files.grant(join(folder, name))
      },
      run: (path) => engine.call('import.run', { fileId: engine.files.grant(path) }),
      look: (question) => lookInto(bound, question),
      facts: () => lookInto(bound, (db) => tablesOf(db, keptTables)),
    }
    const lines = ['2023-05-04 10:00:00,1.00', '2023-05-05 10:00:00,5千元', '2023-05-06 10:00:00,3.00']
    await engine.call('import.run', {
      fileId: made.give(
        't.csv',
        `${header}\r\n${lines.map((line) => `${own},${line},出,,王五,${other},货款`).join('\r\n')}\r\n`,
      ),
    })
    const today = await factsOf(made)
    const { cases } = await engine.call('workspace.read', {})
    await engine.call('workspace.close', {})
    const db = new Database(
      join(casesFolder, readdirSync(casesFolder).find((file) => file.endsWith('.lzcase')) ?? ''),
    )
    const basis = JSON.parse(
      db.prepare<[], string>('SELECT basis FROM sheets').pluck().get() ?? '{}',
    ) as object
    db.prepare('UPDATE sheets SET basis = ?').run(JSON.stringify({ ...basis, rules: 1 }))
    db.exec(`UPDATE r_transfer SET summary = '旧读' WHERE row = 4; DELETE FROM r_transfer WHERE row = 3; DELETE FROM row_issues WHERE row = 3;
      INSERT INTO unrecorded_rows VALUES (1, 3, 'rejected', 'not-a-number'); UPDATE sheets SET accepted = 2, rejected = 1;
      INSERT INTO row_issues (sheet_id, row, kind, field, col, code, severity, raw) VALUES (1, 3, 'transfer', 'amount', 2, 'not-a-number', 'reject', '5千元');
      UPDATE links SET count = 2, amount = 400; UPDATE entities SET records = 2; UPDATE identifiers SET records = 2`)
    db.close()
    await engine.call('workspace.open', { caseRef: cases[0]?.caseRef ?? '' })
    return { made, today }
  }
  test('is read again as an import of today would; undone it is what it was, to the cell', async () => {
    const { made, today } = await older()
    const { engine } = made
    const before = await factsOf(made)
    expect((await engine.call('sheets.reading', { sheetId: 1 })).older).toBe(readingRules - 1)
    await expect(settle(made, [{ about: 'own', field: 'ownName', value: '赵一' }])).rejects.toMatchObject({
      code: 'sheet-reading-older',
    })
    const preview = await engine.call('sheets.preview', {
      sheetId: 1,
      settings: [{ about: 'rules', value: 'now' }],
    })
    expect(preview).toMatchObject({
      changed: 2,
      before: { sums: [{ sum: 400 }] },
      after: { sums: [{ sum: 500_400 }] },
    })
    await settle(made, [{ about: 'rules', value: 'now' }])
    const after = await factsOf(made)
    expect({ ...after, row_edits: [] }).toEqual({ ...today, row_edits: [] })
    expect((await engine.call('quality.list', {})).some(({ code }) => code === 'older-reading')).toBe(false)
    await engine.call('history.undo', {})
    expect(await factsOf(made)).toEqual(before)
    expect((await engine.call('quality.list', {})).some(({ code }) => code === 'older-reading')).toBe(true)
    await engine.call('history.redo', {})
    expect(await factsOf(made)).toEqual(after)
    // What came later would be lost if it were taken back from under it.
    await settle(made, [{ about: 'own', field: 'ownName', value: '赵一' }])
    await expect(settle(made, [{ about: 'rules', value: null }])).rejects.toMatchObject({
      code: 'sheet-settled-since',
    })
    await settle(made, [{ about: 'own', field: 'ownName', value: null }])
    await settle(made, [{ about: 'rules', value: null }])
    expect(await factsOf(made)).toEqual(before)
  })
})

test('the report says what people settled, when and why, and masks whom it names', async () => {
  const made = await imported(statement(['04/05/2023', '07/08/2023']))
  await settle(made, [
    { about: 'dates', field: 'time', value: 'dmy' },
    { about: 'own', field: 'ownName', value: '欧阳芷若' },
  ])
  const html = async (redact: 'none' | 'all'): Promise<string> => {
    const { fileId } = await made.engine.call('report.document', { redact, format: 'html' })
    return bytesOf(made.engine, fileId)
      .toString('utf8')
      .replaceAll(/<[^>]+>/g, '')
  }
  const plain = await html('none')
  expect(plain.includes('由人设定的读法')).toBe(true)
  expect(/t\.csv · t · “交易时间”的日期顺序：日-月-年 · .* · 理由：与持卡人核对/.test(plain)).toBe(true)
  expect(plain.includes('表中未写“本方户名”的行：欧阳芷若')).toBe(true)
  const masked = await html('all')
  expect(masked.includes('由人设定的读法')).toBe(true)
  expect(masked.includes('欧阳芷若')).toBe(false)
})
