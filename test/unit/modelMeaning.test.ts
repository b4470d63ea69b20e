/** What cells mean: every spelling of the format list, each beside one that is not meant. The raw text stays in the row; here is what is made of it. */
import { describe, expect, test } from 'vitest'
import { completeRow, type RowValues } from '../../shared/model/complete.ts'
import { convertCell } from '../../shared/model/convert.ts'
import type { Field } from '../../shared/model/define.ts'
import { cleanHeader } from '../../shared/model/headers.ts'
import { field } from '../../shared/model/recordKinds/build.ts'
import { fieldOf, recordKind } from '../../shared/model/recordKinds/index.ts'

const of = (type: Field['type'], more: Partial<Field> = {}): Field => ({
  ...field('x', 'x', 'x', type, ''),
  ...more,
})
const made = (target: Field, text: string, header = '', type: 'text' | 'number' = 'text') =>
  convertCell(target, { text, type }, cleanHeader(header))
const value = (...given: Parameters<typeof made>) => made(...given).value

describe('times', () => {
  test.each([
    ['20230101123000', '2023-01-01 12:30:00'],
    ['202301011230', '2023-01-01 12:30'],
    ['2023010112', '2023-01-01 12'],
    ['20230101', '2023-01-01'],
    ['2023-01-01 12:30:00', '2023-01-01 12:30:00'],
    ['2023-01-01-12.30.00.000000', '2023-01-01 12:30:00'],
    ['2023/1/1 9:5', '2023-01-01 09:05'],
    ['2023.1.1', '2023-01-01'],
    ['2023年1月1日', '2023-01-01'],
    ['2023年1月1日 9时5分6秒', '2023-01-01 09:05:06'],
    ['2025/12/03  14:06:51', '2025-12-03 14:06:51'],
    ['2019-08-20 17:16:50 星期二', '2019-08-20 17:16:50'],
    ['2026-01-27 11:53:50 +0800 CST', '2026-01-27 11:53:50'],
    ['2023-01-01T12:30:00Z', '2023-01-01 20:30:00'],
    ['1672547400', '2023-01-01 12:30:00'],
    ['1672547400000', '2023-01-01 12:30:00'],
    ['2023-01-01 下午1:05', '2023-01-01 13:05'],
    ['２０２３－０１－０１', '2023-01-01'],
    ['="2023-01-01 12:30:00"', '2023-01-01 12:30:00'],
    ["'2023-01-01", '2023-01-01'],
    ['2024-02-29', '2024-02-29'],
  ])('%s', (text, wanted) => {
    expect(made(of('time'), text)).toEqual({
      value: wanted === '2023-01-01 12' ? (expect.stringMatching(/^2023-01-01 12/) as string) : wanted,
      issues: [],
    })
  })
  test.each(['00000000', '000000', '0000-00-00', '-', '--', '/', '无', 'null', '\\N', ''])(
    '%s says nothing',
    (text) => {
      expect(made(of('time'), text)).toEqual({ value: null, issues: [] })
    },
  )
  test.each(['2023-02-29', '2023-13-01', '20231301', '2023-01-01 25:00:00', '昨天', '99999999999'])(
    '%s is told to be no time',
    (text) => {
      expect(made(of('time'), text)).toMatchObject({ value: null, issues: [{ code: 'not-a-date' }] })
    },
  )
  test('a serial number of a spreadsheet is a date, with its clock when it has a fraction', () => {
    expect([value(of('time'), '45000', '', 'number'), value(of('time'), '45000.5', '', 'number')]).toEqual([
      '2023-03-15',
      '2023-03-15 12:00:00',
    ])
  })
  test('a clock of its own column joins the date, whatever either is written like', () => {
    const transfer = recordKind('transfer')
    if (transfer === undefined) throw new Error('a kind')
    const joined = (date: string, clock: string): unknown => {
      const values: RowValues = {
        date: value(fieldOf('transfer', 'date') ?? of('time'), date),
        time: value(fieldOf('transfer', 'time') ?? of('time'), clock),
        amount: 1,
      }
      return completeRow(transfer, values, { signed: false }).values['time']
    }
    expect([
      joined('20230101', '093000'),
      joined('2023-01-01', '21:49:51'),
      joined('2023年1月1日', '上午9:05'),
      joined('20230101', '000000'),
      joined('20230101', ''),
    ]).toEqual([
      '2023-01-01 09:30:00',
      '2023-01-01 21:49:51',
      '2023-01-01 09:05:00',
      '2023-01-01',
      '2023-01-01',
    ])
  })
})

describe('amounts', () => {
  const money = of('money')
  test.each([
    ['12,345.67', '', 1_234_567],
    ['¥28.16', '', 2_816],
    ['￥1,020.00', '', 102_000],
    ['100元', '', 10_000],
    ['+10000.00', '', 1_000_000],
    ['-3.5', '', -350],
    ['(123.45)', '', -12_345],
    ['（123.45）', '', -12_345],
    ['131.77(已退款89.84)', '', 13_177],
    ['1.5万', '', 1_500_000],
    ['3万元', '', 3_000_000],
    ['50分', '', 50],
    ['１２３．４５', '', 12_345],
    ['人民币100', '', 10_000],
    ['100 CNY', '', 10_000],
    ['12', '金额(万元)', 12_000_000],
    ['12.345678', '金额（万元）', 12_345_678],
    ['1234', '交易金额(分)', 1_234],
    ['12.5', '金额(元)', 1_250],
    ['3元', '交易金额(分)', 300],
    ['−5.00', '', -500],
    ['="12.50"', '', 1_250],
    ['12.50\t', '', 1_250],
    ['-0.00', '', 0],
  ])('%s under "%s"', (text, header, wanted) => {
    expect(made(money, text, header)).toMatchObject({ value: wanted, issues: [] })
  })
  test('more than 分 is rounded and told, 分 is not', () => {
    expect([made(money, '1.005'), made(money, '1.05')]).toEqual([
      { value: 101, issues: [{ code: 'precision', severity: 'warn' }] },
      { value: 105, issues: [] },
    ])
    // What a binary number is shown as.
    expect(made(money, '3.3660000000000001', '', 'number').value).toBe(337)
  })
  test.each(['1,5', '12.3.4', '约100', '1.000,00', '一百多'])('%s is told to be no amount', (text) => {
    expect(made(money, text)).toMatchObject({ value: null, issues: [{ code: 'not-a-number' }] })
  })
})

describe('directions', () => {
  test.each([
    ...['进', '入', '收', '收入', '贷', '贷方', 'C', '存', '转入', '入账', '+', '贷 Cr', 'c', ' 贷 '].map(
      (text) => [text, 'in'],
    ),
    ...['出', '付', '支', '支出', '借', '借方', 'D', '取', '转出', '出账', '-', 'O', '借 Dr'].map((text) => [
      text,
      'out',
    ]),
    ...['不计收支', '中性交易', '/'].map((text) => [text, 'neutral']),
    ...['冲正', '9', '其', '贷借'].map((text) => [text, 'unknown']),
  ])('%s is %s', (text, wanted) => {
    expect(value(of('direction'), text ?? '')).toBe(wanted)
  })
  test('an empty cell says nothing, and the row then stays unknown', () => {
    expect(made(of('direction'), ' ')).toEqual({ value: null, issues: [] })
    expect(made(of('direction'), '冲正').issues).toEqual([{ code: 'unknown-direction', severity: 'warn' }])
  })
  test('a code means what its header says', () => {
    expect(
      ['1', '2', '3', '收入'].map((text) => value(of('direction'), text, '类型(1:收入 2:支出)')),
    ).toEqual(['in', 'out', 'unknown', 'in'])
    expect(
      ['1', '2'].map((text) =>
        value(
          fieldOf('deposit', 'type') ?? of('choice'),
          text,
          '1:充值 2:提现 3:用户接单 4:接单返佣 5:下级返佣 6:后台扣款',
        ),
      ),
    ).toEqual(['deposit', 'withdraw'])
    expect([value(of('text'), '0', '状态(0:正常 1:停用)'), value(of('text'), '0', '状态')]).toEqual([
      '正常',
      '0',
    ])
  })
})

describe('several values in one cell', () => {
  const cards = of('card', { multi: true })
  const [one, other] = ['6217000000000000007', '6217000000000000015']
  test.each([
    `${one}、${other}`,
    `${one}；${other}`,
    `${one};${other}`,
    `${one}/${other}`,
    `${one}\n${other}`,
    `${one}，${other}`,
    `张三（${one}）、李四(${other})`,
    `${one}(张三)、${other}(李四)`,
    `张三：${one}；李四 ${other}`,
    `6217 0000 0000 0000 007、${other}`,
  ])('%s', (text) => {
    expect(value(cards, text)).toBe(`${one}\n${other}`)
  })
  test('one value is one, the same twice is one, and spaces inside a number do not part it', () => {
    expect([
      value(cards, one ?? ''),
      value(cards, `${one}、${one}`),
      value(cards, '6217 0000 0000 0000 007'),
    ]).toEqual([one, one, one])
  })
  test('names of a list lose the numbers written behind them, and only those', () => {
    expect([
      value(of('name', { multi: true }), `张三(${one})、李四`),
      value(of('name', { multi: true }), '张三(小张)'),
    ]).toEqual(['张三\n李四', '张三(小张)'])
  })
})

describe('numbers in disguise', () => {
  test.each([
    ['phone', '138l2345678', '13812345678'],
    ['phone', '138OO000000', '13800000000'],
    ['phone', '一三八〇〇〇〇〇〇〇〇', '13800000000'],
    ['phone', '幺三八1234五六七八', '13812345678'],
    ['card', '6217OOOOOOOOOOOOOO4', '6217000000000000004'],
    ['idNumber', '11O1O519491231OO2X', '11010519491231002X'],
  ] as const)('%s %s', (type, text, wanted) => {
    expect(made(of(type), text)).toEqual({ value: wanted, issues: [{ code: 'disguised', severity: 'warn' }] })
  })
  test('what does not prove itself stays as it is written, and plain numbers carry no remark', () => {
    expect([
      made(of('card'), '6217OOOOOOOOOOOOOO5')
        .issues.map(({ code }) => code)
        .includes('disguised'),
      made(of('phone'), 'lO8l2345678').issues[0]?.code,
    ]).toEqual([false, 'bad-phone'])
    expect([made(of('phone'), '138-1234-5678'), made(of('phone'), '１３８１２３４５６７８')]).toEqual([
      { value: '13812345678', issues: [] },
      { value: '13812345678', issues: [] },
    ])
    expect(made(of('phone', { multi: true }), '138l2345678、13900000001')).toEqual({
      value: '13812345678\n13900000001',
      issues: [{ code: 'disguised', severity: 'warn' }],
    })
  })
})

describe('amounts whose sign and direction speak together', () => {
  const transfer = recordKind('transfer')
  const completed = (values: RowValues, reversals?: boolean): readonly unknown[] => {
    if (transfer === undefined) throw new Error('a kind')
    const { values: found } = completeRow(
      transfer,
      { time: '2022-01-01', ...values },
      { signed: false, ...(reversals === undefined ? {} : { reversals }) },
    )
    return [found['direction'], found['amount']]
  }
  test('出 with a minus is a plain out where all of them have one, and takes one back where the others have none', () => {
    expect([
      completed({ direction: 'out', amount: -500 }),
      completed({ direction: 'out', amount: -500 }, true),
      completed({ direction: 'in', amount: -500 }, true),
      completed({ direction: 'out', amount: 500 }, true),
    ]).toEqual([
      ['out', 500],
      ['out', -500],
      ['in', -500],
      ['out', 500],
    ])
  })
  test('a pair of columns gives one amount; both filled give none', () => {
    expect([
      completed({ amountIn: 500, amountOut: 0 }),
      completed({ amountIn: null, amountOut: 300 }),
      completed({ amountIn: 500, amountOut: 300 }),
    ]).toEqual([
      ['in', 500],
      ['out', 300],
      ['unknown', undefined],
    ])
  })
})
test('a refund is the same with and without a minus', () => {
  const sale = recordKind('saleOrder')
  if (sale === undefined) throw new Error('a kind')
  const net = (refund: number | null): readonly unknown[] => {
    const { values } = completeRow(sale, { number: 'n', paid: 10_000, refund }, { signed: false })
    return [values['net'], values['refund']]
  }
  expect([net(2_000), net(-2_000), net(0), net(null)]).toEqual([
    [8_000, 2_000],
    [8_000, 2_000],
    [10_000, 0],
    [10_000, null],
  ])
})
