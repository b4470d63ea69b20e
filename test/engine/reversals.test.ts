/** What refunds and reversals take back stands in no figure: tied by numbers, told where it stands, decided by a person where it is only likely. */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3-multiple-ciphers'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { jsonHere } from '../hosts/commandLine.ts'
import { importCase, type ImportCase } from './importCase.ts'
import { bytesOf } from '../helpers/engine.ts'

const fixture = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../fixtures/reversals/${name}`, import.meta.url)))
type File = readonly string[] | Buffer
async function give(made: ImportCase, name: string, lines: File): Promise<void> {
  const bytes = Buffer.isBuffer(lines) ? lines : `${lines.join('\r\n')}\r\n`
  await made.engine.call('import.run', { fileId: made.give(name, bytes) })
}
async function imported(files: Readonly<Record<string, File>>): Promise<ImportCase> {
  const made = await importCase()
  for (const [name, lines] of Object.entries(files)) await give(made, name, lines)
  return made
}
/** In and out over every row, and what was taken back of them. */
async function flow({ engine }: ImportCase) {
  const { byDirection, counted, takenBack } = await engine.call('records.totals', {
    scope: { kind: 'transfer' },
  })
  const sum = (way: string) => byDirection.find(({ direction }) => direction === way)?.sum ?? 0
  return { in: sum('in'), out: sum('out'), counted, back: takenBack?.sum ?? 0 }
}
const finding = async ({ engine }: ImportCase, id: string) =>
  (await engine.call('quality.list', {})).find((found) => found.id === `${id}.transfer`)
const places = async ({ engine }: ImportCase, id: string) =>
  (await engine.call('quality.rows', { finding: `${id}.transfer`, offset: 0, limit: 50 })).rows
/** Row → what it takes back (the other's row) and how much was taken back. */
async function marks({ engine }: ImportCase) {
  const { rows } = await engine.call('records.window', {
    scope: { kind: 'transfer' },
    sort: [{ field: 'row', descending: false }],
    offset: 0,
    limit: 100,
  })
  const rowOf = new Map(rows.map(({ recordId, source }) => [recordId, source.row]))
  return Object.fromEntries(
    rows.flatMap(({ source, reversalOf, takenBack }) =>
      takenBack === null ? [] : [[source.row, [rowOf.get(reversalOf ?? -1) ?? null, takenBack]]],
    ),
  )
}
const [a, b, c] = ['6222021234567890128', '6217000314159268803', '6228480011223344554']
const header =
  '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,摘要说明,交易流水号,商户订单号,交易币种'
const row = (
  own: string | undefined,
  time: string,
  amount: string,
  way: string,
  other: string | undefined,
  words: string,
  serial = '',
  order = '',
  currency = '人民币',
): string => `${own},2023-05-${time},${amount},${way},${other},店铺,${words},${serial},${order},${currency}`

test.each(['红冲', '错账冲回', '退款-旗舰店 七天无理由退货 手机壳', '退押金', '沖 正'])(
  '%s, without a number of what it takes back, is told as possible',
  async (words) => {
    const made = await imported({
      'a.csv': [
        header,
        row(a, '01 10:00:00', '100', '出', b, '消费', 'S1'),
        row(a, '03 10:00:00', '100', '进', b, words, 'S2'),
      ],
    })
    expect((await places(made, 'possible-reversal')).length).toBe(1)
  },
)
test.each([
  ['人民币', '美元'],
  ['港币', '人民币'],
  ['美元', '欧元'],
])('one serial in %s and in %s is a conflict', async (one, other) => {
  const made = await imported({
    'a.csv': [header, row(a, '01 10:00:00', '100', '出', b, '转账', 'S0000001', '', one)],
    'b.csv': [header, row(a, '01 10:00:00', '100', '出', b, '转账', 'S0000001', '', other)],
  })
  expect((await finding(made, 'conflict'))?.count).toBe(2)
  expect((await made.engine.call('records.totals', { scope: { kind: 'transfer' } })).counted).toBe(1)
})

test('an Alipay bill: a refund that counts as nothing and the refund of a closed purchase leave nothing spent, and are told', async () => {
  const made = await imported({ 'a.csv': fixture('alipay-refund-not-counted.csv') })
  expect(await flow(made)).toEqual({ in: 2_850, out: 0, counted: 3, back: 1_790_000 })
  const found = await places(made, 'reversed')
  expect(found.map(({ values }) => [values['takenBack'], values['gross'], values['net']])).toEqual([
    [1_790_000, 1_790_000, 0],
    [9_900, 9_900, 0],
  ])
})

describe('by numbers', () => {
  test.each<[string, string, string]>([
    [
      'its own serial',
      row(a, '01 10:00:00', '100', '出', b, '转账', 'S0000001'),
      row(a, '01 10:05:00', '100', '进', b, '冲正', 'S0000001'),
    ],
    [
      'a serial with an addition',
      row(a, '01 10:00:00', '100', '出', b, '消费', 'S00000012'),
      row(a, '09 10:00:00', '100', '进', b, '退款', 'S00000012_1'),
    ],
    [
      'its order',
      row(a, '01 10:00:00', '100', '出', b, '消费', 'S1', 'ORDER0001'),
      row(a, '09 10:00:00', '100', '进', b, '退款', 'S2', 'ORDER0001'),
    ],
    [
      'a number in its words',
      row(a, '01 10:00:00', '100', '出', b, '转账', '202305010001'),
      row(a, '02 09:00:00', '100', '进', b, '退汇 原流水202305010001', 'S2'),
    ],
    [
      'a minus',
      row(a, '01 10:00:00', '100', '出', b, '转账', 'S0000001'),
      row(a, '01 10:05:00', '-100', '出', b, '转账', 'S0000001'),
    ],
    [
      'the other way round',
      row(a, '01 10:00:00', '100', '进', b, '收款', 'S0000001'),
      row(a, '03 10:05:00', '100', '出', b, '退款', 'S0000001'),
    ],
  ])('%s', async (_, purchase, refund) => {
    // A row beside it keeps the sheet from being one of negative amounts only.
    const made = await imported({
      'a.csv': [header, purchase, refund, row(a, '20 10:00:00', '7', '出', c, '转账', 'S9')],
    })
    expect([await flow(made), await marks(made)]).toEqual([
      { in: 0, out: 700, counted: 2, back: 10_000 },
      { 2: [null, 10_000], 3: [2, refund.includes('-100') ? -10_000 : 10_000] },
    ])
  })
  test('parts, several refunds, more than there was, another statement, currency, day, and words that fail', async () => {
    const made = await imported({
      'a.csv': [
        header,
        row(a, '01 10:00:00', '100', '出', b, '消费', 'P0000001'),
        row(a, '02 10:00:00', '30', '进', b, '退款', 'P0000001_1'),
        row(a, '03 10:00:00', '20', '进', b, '退款', 'P0000001_2'),
        row(a, '01 11:00:00', '50', '出', b, '消费', 'P0000002'),
        row(a, '04 10:00:00', '80', '进', b, '退款', 'P0000002_1'),
        // Another account's, another currency, before the purchase, and not a refund at all.
        row(a, '01 12:00:00', '40', '出', b, '消费', 'P0000003'),
        row(c, '05 10:00:00', '40', '进', b, '退款', 'P0000003_1'),
        row(a, '01 13:00:00', '60', '出', b, '消费', 'P0000004'),
        row(a, '05 10:00:00', '60', '进', b, '退款', 'P0000004_1', '', '美元'),
        row(a, '05 13:00:00', '70', '出', b, '消费', 'P0000005'),
        row(a, '04 23:00:00', '70', '进', b, '退款', 'P0000005_1'),
        row(a, '06 13:00:00', '90', '出', b, '消费', 'P0000006'),
        row(a, '07 23:00:00', '90', '进', b, '退款失败', 'P0000006_1'),
      ],
    })
    expect(await marks(made)).toEqual({
      2: [null, 5_000],
      3: [2, 3_000],
      4: [2, 2_000],
      5: [null, 5_000],
      6: [5, 5_000],
    })
    const { rows } = await made.engine.call('accounts.list', { limit: 10 })
    expect(rows.find(({ account }) => account === a)?.money).toMatchObject([
      {
        currency: 'CNY',
        inSum: 19_000,
        outSum: 31_000,
        takenBack: { count: 2, sum: 10_000 },
        doubts: {
          in: {
            each: [
              { reason: 'open-reversal', count: 2, swings: [{ currency: 'CNY', less: 10_000, more: 0 }] },
            ],
          },
        },
      },
      { currency: 'USD', inSum: 6_000, doubts: { in: { swings: [{ currency: 'USD', less: 6_000 }] } } },
    ])
    // 50 of the first, the others whole; of the refund of 80 what is more than its purchase.
    expect(await flow(made)).toMatchObject({
      out: 5_000 + 4_000 + 6_000 + 7_000 + 9_000,
      in: 3_000 + 4_000 + 7_000 + 9_000,
    })
    expect(
      (await places(made, 'open-reversal')).map(({ row: at, values }) => [at, values['takenBack']]),
    ).toEqual([
      [6, 3_000],
      [8, 4_000],
      [10, 6_000],
      [12, 7_000],
    ])
  })
})

test('cells that say themselves what was given back: an amount, a state, and the refund that fits it', async () => {
  const wallet = '交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号'
  const made = await imported({
    'w.csv': [
      wallet,
      '2023-05-01 10:00:00,商户消费,甲店,杯,支出,100.00,零钱,已退款(￥40.00),T0001',
      '2023-05-03 10:00:00,甲店-退款,甲店,/,收入,40.00,零钱,已全额退款,T0002',
      '2023-05-04 10:00:00,转账,乙,转账,支出,200.00,零钱,对方已退还,T0003',
      '2023-05-05 10:00:00,商户消费,丙店,碗,支出,131.77(已退款89.84),零钱,支付成功,T0004',
      '2023-05-06 10:00:00,商户消费,丁店,盘,支出,10.00,零钱,支付成功,T0005',
    ],
  })
  expect([await flow(made), await marks(made)]).toEqual([
    { in: 0, out: 6_000 + 0 + 4_193 + 1_000, counted: 4, back: 4_000 + 20_000 + 8_984 },
    { 2: [null, 4_000], 3: [2, 4_000], 4: [null, 20_000], 5: [null, 8_984] },
  ])
  expect((await finding(made, 'reversed'))?.count).toBe(3)
})

describe('what is only likely', () => {
  const likely = [
    header,
    row(a, '01 10:00:00', '100', '出', b, '转账', 'S1'),
    row(a, '02 10:00:00', '100', '进', b, '退汇', 'S2'),
    row(a, '03 10:00:00', '500', '出', c, '消费', 'S3'),
    row(a, '09 10:00:00', '120', '进', c, '退款', 'S4'),
    row(a, '10 10:00:00', '33', '进', c, '退款', 'S5'),
    row(a, '11 10:00:00', '900', '进', b, '退款', 'S6'),
    row(a, '12 10:00:00', '77', '出', b, '转账', 'S700001'),
    row(a, '12 10:00:09', '77', '进', b, '转账', 'S700001'),
  ]
  const before = {
    in: 10_000 + 12_000 + 3_300 + 90_000 + 7_700,
    out: 10_000 + 50_000 + 7_700,
    counted: 8,
    back: 0,
  }

  test('is counted both, told with the sum that hangs on it, taken off when a person says so, and all back after undo', async () => {
    const made = await imported({ 'a.csv': likely })
    const { engine } = made
    expect(await flow(made)).toEqual(before)
    expect(await finding(made, 'possible-reversal')).toMatchObject({
      count: 4,
      tone: 'warn',
      hangs: [{ field: 'amount', value: 10_000 + 12_000 + 3_300 + 7_700 }],
    })
    expect(
      (await places(made, 'possible-reversal')).map(({ row: at, values }) => [
        at,
        values['otherRow'],
        values['by'],
      ]),
    ).toEqual([
      [3, 2, 'amount-and-side'],
      [5, 4, 'part'],
      [6, 4, 'part'],
      [9, 8, 'serial'],
    ])
    expect((await places(made, 'open-reversal')).map(({ row: at }) => at)).toEqual([7])
    // With and without: in the foot of the table, of the account, of the link.
    const both = [
      { reason: 'possible-reversal', count: 4, swings: [{ currency: 'CNY', less: 33_000, more: 0 }] },
      { reason: 'open-reversal', count: 1, swings: [{ currency: 'CNY', less: 90_000, more: 0 }] },
    ]
    const { byDirection } = await engine.call('records.totals', { scope: { kind: 'transfer' } })
    const { rows: accounts } = await engine.call('accounts.list', { limit: 5 })
    const own = accounts.find(({ account }) => account === a)?.money[0]?.doubts
    expect(byDirection.find(({ direction }) => direction === 'in')?.doubts?.each).toEqual(both)
    expect(own?.in?.each).toEqual(both)
    expect(own?.out?.each).toEqual([{ ...both[0], count: 4 }])
    const shown = await engine.call('links.list', { sort: 'amount', offset: 0, limit: 10 })
    expect(shown.rows.map(({ amount, doubts }) => [amount, doubts?.swings[0]?.less])).toEqual([
      [107_700, 107_700],
      [50_000, 15_300],
      [17_700, 17_700],
      [15_300, 15_300],
    ])
    const facts = await made.facts()
    const links = await engine.call('links.list', { sort: 'amount', offset: 0, limit: 10 })
    expect(
      await engine.call('facts.decideAll', { kind: 'transfer', finding: 'possible-reversal', days: 1 }),
    ).toEqual({ decisions: 2 })
    expect(await flow(made)).toEqual({
      in: before.in - 17_700,
      out: before.out - 17_700,
      counted: 6,
      back: 17_700,
    })
    await engine.call('history.undo', {})
    expect([
      await made.facts(),
      await flow(made),
      await engine.call('links.list', { sort: 'amount', offset: 0, limit: 10 }),
    ]).toEqual([facts, before, links])
    expect(await engine.call('facts.decideAll', { kind: 'transfer', finding: 'possible-reversal' })).toEqual({
      decisions: 4,
    })
    expect(await flow(made)).toEqual({ in: 90_000, out: 50_000 - 15_300, counted: 4, back: 33_000 })
    const after = await engine.call('links.list', { sort: 'amount', offset: 0, limit: 10 })
    expect(after.rows.reduce((sum, { amount }) => sum + Number(amount), 0)).toBe(90_000 + 34_700)
    // Forgotten for one row, it is proposed again.
    const [first] = await places(made, 'reversed')
    await engine.call('facts.forget', { kind: 'transfer', recordId: first?.recordId ?? 0 })
    expect((await finding(made, 'possible-reversal'))?.count).toBe(1)
  })
  test('or two rows: it is proposed no more; and what a number tied is taken apart the same way', async () => {
    const made = await imported({
      'a.csv': [
        ...likely.slice(0, 3),
        row(a, '20 10:00:00', '9', '出', c, '消费', 'N0000001'),
        row(a, '21 10:00:00', '9', '进', c, '退款', 'N0000001'),
      ],
    })
    const { engine } = made
    expect(await flow(made)).toMatchObject({ in: 10_000, out: 10_000, back: 900 })
    for (const id of ['possible-reversal', 'reversed']) {
      const [place] = await places(made, id)
      await engine.call('facts.decide', {
        kind: 'transfer',
        recordId: place?.recordId ?? 0,
        otherId: Number(place?.values['otherRecordId']),
        decision: 'no-reversal',
      })
    }
    expect(await flow(made)).toMatchObject({ in: 10_900, out: 10_900, back: 0 })
    expect([await finding(made, 'possible-reversal'), await finding(made, 'reversed')]).toEqual([
      undefined,
      undefined,
    ])
    expect((await finding(made, 'open-reversal'))?.count).toBe(2)
  })
})

test('in any order of files, with a copy, with both statements and after a file is taken out: the same', async () => {
  const files: Readonly<Record<string, readonly string[]>> = {
    'bought.csv': [
      header,
      row(a, '01 10:00:00', '100', '出', b, '转账', 'S0000001'),
      row(a, '02 10:00:00', '50', '出', b, '转账', 'S0000002'),
    ],
    'back.csv': [
      header,
      row(a, '03 10:00:00', '100', '进', b, '冲正', 'S0000001'),
      row(a, '04 10:00:00', '8', '进', c, '转账', 'S0000003'),
    ],
    // The other side's statement says it without a word.
    'other.csv': [
      header,
      row(b, '01 10:00:00', '100', '进', a, '转账', 'T1'),
      row(b, '03 10:00:00', '100', '出', a, '转账', 'T2'),
      row(b, '02 10:00:00', '50', '进', a, '转账', 'T3'),
    ],
    'unrelated.csv': [header, row(c, '01 10:00:00', '100', '进', '6228480000000000018', '退款', 'X1')],
    // The same rows as a spreadsheet saved them, with a line above.
    'copy.csv': [
      '交易明细',
      header,
      row(a, '01 10:00:00', '100', '出', b, '转账', 'S0000001'),
      row(a, '03 10:00:00', '100', '进', b, '冲正', 'S0000001'),
    ],
  }
  const asked = async (made: ImportCase) => ({
    flow: await flow(made),
    links: (await made.engine.call('links.list', { sort: 'amount', offset: 0, limit: 20 })).rows.map(
      ({ from, to, count, amount }) => [from.label, to.label, count, amount],
    ),
    accounts: (await made.engine.call('accounts.list', { limit: 20 })).rows.map(({ account, money }) => [
      account,
      money,
    ]),
  })
  const names = Object.keys(files)
  const made = await imported(files)
  const expected = await asked(made)
  expect(expected.flow).toEqual({ in: 800 + 10_000, out: 5_000, counted: 4, back: 10_000 })
  const turned = await imported(
    Object.fromEntries(names.toReversed().map((name) => [name, files[name] ?? []])),
  )
  expect(await asked(turned)).toEqual(expected)
  // A file taken out and put back again; what hung on it comes back.
  const batches = await made.engine.call('import.batches', {})
  const bought = batches.find(({ fileName }) => fileName === 'bought.csv')
  await made.engine.call('import.undo', { batchId: bought?.batchId ?? 0 })
  await made.engine.call('import.redo', { batchId: bought?.batchId ?? 0 })
  expect(await asked(made)).toEqual(expected)
})

test('command line, workbook and Word say the net sums, and a case of older rules is brought to them when it is opened', async () => {
  const made = await imported({
    'a.csv': [
      header,
      row(a, '01 10:00:00', '100', '出', b, '消费', 'P0000001'),
      row(a, '02 10:00:00', '30', '进', b, '退款', 'P0000001_1'),
      row(a, '03 10:00:00', '12', '出', c, '转账', 'P0000002'),
      row(a, '04 10:00:00', '12', '进', c, '退汇', 'P0000003'),
    ],
  })
  const { engine, folder } = made
  const { cases } = await engine.call('workspace.read', {})
  const fileOf = async (given: Promise<{ readonly fileId: string }>) => bytesOf(engine, (await given).fileId)
  const book = read(await fileOf(engine.call('report.workbook', {})), { type: 'buffer' })
  const sheet = utils.sheet_to_json<(string | number | null)[]>(book.Sheets['账户合计'] ?? {}, { header: 1 })
  const own = sheet.find((cells) => cells[1] === a) ?? []
  expect(own.slice(3, 7)).toEqual([1, 12, 2, 82])
  expect(own.join(' ')).toContain('冲正、退款（已扣除） 1 笔 30.00')
  expect(own.join(' ')).toContain('可能的冲正退款')
  const word = strFromU8(
    unzipSync(await fileOf(engine.call('report.document', { charts: [] })))['word/document.xml'] ??
      new Uint8Array(),
  )
  expect([word.includes('82.00'), word.includes('冲正、退款（已扣除） 1 笔 30.00')]).toEqual([true, true])
  const facts = await made.facts()
  await engine.call('workspace.close', {})
  const path = join(folder, 'old.lzcase')
  const kept = cases[0]?.caseRef ?? ''
  const file = readdirSync(join(folder, 'cases')).find((name) => name.endsWith('.lzcase')) ?? ''
  copyFileSync(join(folder, 'cases', file), path)
  const account = async () =>
    (await jsonHere<{ rows: { account: string; money: object[] }[] }>(['accounts', path])).rows.find(
      (each) => each.account === a,
    )?.money[0]
  const net = {
    inSum: '12.00',
    outSum: '82.00',
    takenBack: { count: 1, sum: '30.00' },
    doubts: { in: {}, out: {} },
  }
  expect(await account()).toMatchObject(net)
  expect(await jsonHere(['decide', path, 'possible-reversal.transfer'])).toEqual({ decided: 1 })
  expect(await account()).toMatchObject({
    inSum: '0.00',
    outSum: '70.00',
    takenBack: { count: 2, sum: '42.00' },
  })
  const links = await jsonHere<{ rows: { amount: string }[] }>(['links', path])
  expect(links.rows.map(({ amount }) => amount).toSorted()).toEqual(['0.00', '70.00'])
  // As a program that knew nothing of it left the file.
  const db: WriteDb = new Database(join(folder, 'cases', file))
  db.exec(
    "UPDATE meta SET value = '8' WHERE key = 'factRules'; UPDATE r_transfer SET reversal = NULL, reversal_of = NULL, taken_back = NULL; UPDATE links SET amount = amount + 1",
  )
  db.close()
  await engine.call('workspace.open', { caseRef: kept })
  expect(await made.facts()).toEqual(facts)
})
