/** Which way an amount went: the column, the words of the row, the balance, the sign; and amounts in every spelling people use. */
import { describe, expect, test } from 'vitest'
import { shownByCode, shownText } from '../../electron/engine/import/formats/numberFormat.ts'
import { convertCell } from '../../shared/model/convert.ts'
import type { Field } from '../../shared/model/define.ts'
import { parseMoney } from '../../shared/model/money.ts'
import { wayOfWords } from '../../shared/model/wayWords.ts'
import { makeXlsx } from '../engine/importFiles.ts'
import { readSheet } from '../helpers/readSheet.ts'
import { readTable } from './importRead.ts'

const ways = (lines: readonly string[], name = 'x.xlsx'): readonly string[] =>
  readSheet(lines, { fileName: name }).rows.map(
    ({ values }) => `${values['direction'] ?? ''} ${Number(values['amount']) / 100}`,
  )
const plain = '交易日期,交易金额,摘要'

describe('which way it went', () => {
  test('a card that counts what was spent: 消费 out, 还款 and 退款 in, whatever their signs', () => {
    const header = '交易日期,入账日期,卡末四位,交易描述,交易金额'
    const rows = (spent: string, back: string): readonly string[] => [
      header,
      `2022-11-03,2022-11-04,1234,消费 某超市,${spent}15.90`,
      `2022-11-05,2022-11-05,1234,还款 支付宝,${back}1130.68`,
      `2022-11-06,2022-11-06,1234,退款 某超市,${back}5.00`,
    ]
    for (const [spent, back] of [
      ['', '-'],
      ['-', ''],
      ['', ''],
    ] as const)
      expect(ways(rows(spent, back))).toEqual(['out 15.9', 'in 1130.68', 'in 5'])
  })
  test('words tell it where no amount has a sign; what they leave open is unknown and said to be', () => {
    const { rows } = readSheet([
      plain,
      '2022-11-01,12.00,POS消费',
      '2022-11-02,3000.00,代发工资',
      '2022-11-03,500.00,ATM支取',
      '2022-11-04,77.00,转账',
      '2022-11-05,5.00,消费退款',
      '2022-11-06,8.00,消费冲正',
      '2022-11-07,9.00,支付宝-张三',
    ])
    expect(rows.map(({ values }) => values['direction'])).toEqual([
      'out',
      'in',
      'out',
      'unknown',
      'in',
      'unknown',
      'unknown',
    ])
    expect(rows[3]?.remarks).toContain('unknown-direction direction «»')
  })
  test('one minus among many turns nothing into income; three do, or a third of all', () => {
    const many = (minus: number): readonly string[] => [
      '交易日期,交易金额,交易说明',
      ...Array.from({ length: 17 }, (_, at) => `2022-11-${at + 10},10.00,商户${at}`),
      ...Array.from({ length: minus }, (_, at) => `2022-11-${at + 27},-3.00,商户`),
    ]
    expect(new Set(ways(many(1)))).toEqual(new Set(['unknown 10', 'unknown -3']))
    expect(new Set(ways(many(2)))).toEqual(new Set(['unknown 10', 'unknown -3']))
    expect(new Set(ways(many(3)))).toEqual(new Set(['in 10', 'out 3']))
    expect(ways([plain, '2022-11-01,5,转账', '2022-11-02,-3,转账'])).toEqual(['in 5', 'out 3'])
  })
  test('balances say what a sign means, also the other way round', () => {
    const header = '交易日期,交易金额,账户余额,摘要'
    expect(ways([header, '2022-11-01,5,995,甲', '2022-11-02,6,989,乙', '2022-11-03,-7,996,丙'])).toEqual([
      'out 5',
      'out 6',
      'in 7',
    ])
    expect(ways([header, '2022-11-01,-5,995,甲', '2022-11-02,-6,989,乙', '2022-11-03,7,996,丙'])).toEqual([
      'out 5',
      'out 6',
      'in 7',
    ])
  })
  test('without any sign a row goes the way its balance went, in either order of the rows', () => {
    const header = '交易日期,交易金额,账户余额,摘要'
    const rows = ['2022-11-01,100,900,转账', '2022-11-02,50,950,转账', '2022-11-03,30,920,转账']
    expect(ways([header, ...rows])).toEqual(['unknown 100', 'in 50', 'out 30'])
    expect(ways([header, ...rows.toReversed()])).toEqual(['out 30', 'in 50', 'unknown 100'])
  })
  test('where word and sign contradict each other the row is open, and its amount as it was written', () => {
    expect(
      ways([
        plain,
        '2022-11-01,-12,消费',
        '2022-11-02,3000,工资',
        '2022-11-03,-500,支取',
        '2022-11-04,77,转账',
        '2022-11-05,15,消费',
      ]),
    ).toEqual(['out 12', 'in 3000', 'out 500', 'in 77', 'unknown 15'])
  })
  test('CR and DR behind an amount are its direction, behind a balance its sign; an empty direction is filled by words', () => {
    expect(ways([plain, '2022-11-01,300.00CR,转账', '2022-11-02,20.00DR,转账'])).toEqual(['in 300', 'out 20'])
    const { rows } = readSheet([
      '交易日期,交易金额,收付标志,账户余额,摘要',
      '2022-11-01,5,,10.00DR,消费',
      '2022-11-02,5,进,3CR,消费',
    ])
    expect(rows.map(({ values }) => [values['direction'], values['balance']])).toEqual([
      ['out', -1_000],
      ['in', 300],
    ])
  })
  test('a sheet of an older program keeps its rule', () => {
    const { rows } = readSheet(
      [plain, '2022-11-01,12.00,消费', '2022-11-02,-5.00,退款'],
      {},
      ({ rules: _, positive: __, ...basis }) => ({ ...basis, signed: true }),
    )
    expect(rows.map(({ values }) => values['direction'])).toEqual(['in', 'out'])
  })
  test.each([
    ['消费退款', false, 'in'],
    ['网上购物', false, 'out'],
    ['ATM取款', false, 'out'],
    ['现金存入', false, 'in'],
    ['结息', false, 'in'],
    ['还款', true, 'in'],
    ['还款', false, null],
    ['信用卡还款', true, null],
    ['微信支付', false, null],
    ['支付宝', false, null],
    ['快捷支付', false, 'out'],
    ['扫码付款', false, 'out'],
    ['二维码收款', false, 'in'],
    ['消费撤销', false, null],
    ['工资支出', false, null],
    ['提现', false, null],
    ['\u200b工 资', false, 'in'],
  ] as const)('%s (card %s): %s', (text, card, way) => {
    expect(wayOfWords(text, card)).toBe(way)
  })
})
describe('word and sign that say the same are not applied twice', () => {
  const stock = '日期,单号,出入库,仓库,品名,数量,金额'
  const moved = (lines: readonly string[]) =>
    readSheet([stock, ...lines], { name: '出入库' }).rows.map(({ values }) => [
      values['direction'],
      values['quantity'],
      values['amount'],
    ])
  test('quantities and sums that went out', () => {
    expect(
      moved([
        '2022-11-01,CK1,出库,1号仓,甲,-20,1000',
        '2022-11-02,CK2,出库,1号仓,甲,-10,-500',
        '2022-11-03,TH1,退货入库,1号仓,甲,5,250',
      ]),
    ).toEqual([
      ['out', 20, 100_000],
      ['out', 10, 50_000],
      ['in', 5, 25_000],
    ])
  })
  test('where others that went out have no sign, a minus takes one back', () => {
    expect(moved(['2022-11-01,CK1,出库,1号仓,甲,20,1000', '2022-11-02,CK2,出库,1号仓,甲,-10,-500'])).toEqual([
      ['out', 20, 100_000],
      ['out', -10, -50_000],
    ])
  })
  test('withdrawals of a site', () => {
    const read = (second: string) =>
      readSheet([
        '订单号,会员账号,类型,金额,时间,状态',
        '1,a1,充值,100,2022-01-01 10:00:00,成功',
        `2,a1,提现,${second},2022-01-02 10:00:00,成功`,
        '3,a1,提现,-30,2022-01-03 10:00:00,成功',
      ]).rows.map(({ values }) => values['amount'])
    expect(read('-50')).toEqual([10_000, 5_000, 3_000])
    expect(read('50')).toEqual([10_000, 5_000, -3_000])
  })
})

describe('amounts in words', () => {
  test.each([
    ['5千元', 500_000],
    ['肆仟元整', 400_000],
    ['1.2万', 1_200_000],
    ['1万2千', 1_200_000],
    ['1万2', 1_200_000],
    ['1万2000', 1_200_000],
    ['0.8亿', 8_000_000_000],
    ['1亿2000万', 12_000_000_000],
    ['6w', 6_000_000],
    ['1w5', 1_500_000],
    ['一万二', 1_200_000],
    ['一万零二元', 1_000_200],
    ['壹万贰仟叁佰肆拾伍元陆角柒分', 1_234_567],
    ['人民币壹佰万元整', 100_000_000],
    ['拾万元', 10_000_000],
    ['三块五', 350],
    ['12元5角3分', 1_253],
    ['1,234万元', 1_234_000_000],
    ['-5千元', -500_000],
    ['负100元', -10_000],
    ['(5万)', -5_000_000],
    ['300-', -30_000],
    ['￥300.00-', -30_000],
    ['300.00+', 30_000],
    ['十五', 1_500],
  ] as const)('%s', (text, minor) => {
    expect(parseMoney(text)).toMatchObject({ minor, exact: true })
    // Its own unit stands, whatever the column's is.
    if (/[千万亿wW元角分仟拾]/.test(text))
      expect(parseMoney(text, { unit: 'wanYuan' })).toMatchObject({ minor })
  })
  test.each([
    '约5万',
    '5万多',
    '一万二元',
    '一二三',
    '5万-6万',
    '100-200',
    // So much and more.
    '300+',
    '10万+',
    '万',
    '元',
    '1万3万',
    '2千3万元',
    '--5',
  ])('%s is no amount', (text) => {
    expect(parseMoney(text)).toBeNull()
  })
  test('every whole number is read back from its capitals', () => {
    // GB/T 15835: the capitals of accounts.
    const digits = '零壹贰叁肆伍陆柒捌玖'
    const capitals = (value: number): string => {
      const group = (part: number): string => {
        let text = ''
        let zero = false
        for (const [at, unit] of ['仟', '佰', '拾', ''].entries()) {
          const digit = Math.floor(part / 10 ** (3 - at)) % 10
          if (digit === 0) zero = text !== '' || zero
          else {
            text += `${zero ? '零' : ''}${digits[digit] ?? ''}${unit}`
            zero = false
          }
        }
        return text
      }
      const [high, low] = [Math.floor(value / 10_000), value % 10_000]
      return `${high > 0 ? `${group(high)}万` : ''}${high > 0 && low > 0 && low < 1_000 ? '零' : ''}${low > 0 ? group(low) : ''}元整`
    }
    for (let value = 1; value < 99_999_999; value = Math.ceil(value * 1.7) + 1)
      expect([capitals(value), parseMoney(capitals(value))?.minor]).toEqual([capitals(value), value * 100])
  })
  test('counts in words', () => {
    const integer: Field = { id: 'x', nameZh: '', nameEn: '', type: 'integer', headers: [] }
    expect(
      ['壹部', '十二本', '两千册', '5万', '3台'].map(
        (text) => convertCell(integer, { text, type: 'text' }, '').value,
      ),
    ).toEqual([1, 12, 2_000, 50_000, 3])
  })
})

describe('number formats', () => {
  // The last column is what LibreOffice 25.2 shows, rounded as the format says; null: it shows nothing beside the digits.
  test.each([
    ['0%', '0.45', '45%', '45%'],
    ['0.00%', '0.005', '0.5%', '0.50%'],
    ['0.0,', '12345', '12.345千', '12.3'],
    ['#,##0,', '12345678', '12345.678千', '12,346'],
    ['0.0,,', '12345678', '12.345678百万', '12.3'],
    ['0\\.0,"万"', '12345', '1.2345万', '1.2万'],
    ['0"."0,"万元"', '12345', '1.2345万', '1.2万元'],
    ['0\\.0000"万"', '12345', '1.2345万', '1.2345万'],
    ['#,##0.00"万"', '1.5', '1.5万', '1.50万'],
    ['0.0"%"', '45', '45%', '45.0%'],
    ['[$USD] #,##0.0,', '12345', 'USD 12.345千', 'USD 12.3'],
    ['0\\.0,', '-12345', '-1.2345万', '-1.2'],
  ])('%s shows %s', (code, digits, text, shown) => {
    const found = shownByCode(code)
    expect(found === null ? digits : shownText(digits, found)).toBe(text)
    // Figure by figure what a person sees: ours rounded to the decimals of the format.
    const numeric = (value: string): number => Number(value.replace(/[^\d.-]/g, ''))
    const decimals = /\.(\d+)/.exec(shown)?.[1]?.length ?? 0
    expect(numeric(text).toFixed(decimals)).toBe(numeric(shown).toFixed(decimals))
  })
  test.each([
    'General',
    '#,##0.00',
    '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    '0.00"元"',
    '0"本"',
    '# ?/?',
  ])('%s shows nothing beside the digits', (code) => {
    expect(shownByCode(code)).toBeNull()
  })
  test('a workbook: shares and scaled sums are what is seen, and a unit of the header is not put on top', async () => {
    const styles =
      '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="0!.0,&quot;万&quot;"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/></cellXfs></styleSheet>'
    const { sheets } = await readTable(
      makeXlsx(
        [
          {
            name: 'a',
            rows: [
              [
                { n: '0.45', s: 1 },
                { n: '12345', s: 2 },
                { n: '30', s: 0 },
              ],
            ],
          },
        ],
        { parts: { 'xl/styles.xml': styles } },
      ),
      { fileName: 'x.xlsx' },
    )
    expect(sheets[0]?.rows[0]?.cells).toEqual(['45%', '1.2345万', '30'])
    const percent: Field = { id: 'x', nameZh: '', nameEn: '', type: 'percent', headers: [] }
    const money: Field = { ...percent, type: 'money' }
    expect(convertCell(percent, { text: '45%', type: 'number' }, '').value).toBe(4_500)
    expect(convertCell(money, { text: '1.2345万', type: 'number' }, '金额(万元)').value).toBe(1_234_500)
  })
})

test('14.05.09 beside a column of dates is a time of day; alone it is no time and told with its text', () => {
  const { rows } = readSheet([
    '交易卡号,交易日期,交易时间,交易金额,收付标志',
    '6222021001112223331,2022-11-03,14.05.09,5,进',
  ])
  expect(rows[0]?.values['time']).toBe('2022-11-03 14:05:09')
  const alone = readSheet(['交易卡号,交易时间,交易金额,收付标志', '6222021001112223331,14.05.09,5,进'])
    .rows[0]
  expect([alone?.reason, alone?.remarks]).toEqual(['not-a-date', ['not-a-date time «14.05.09»']])
})
test('a row without a usable date, amount or number is told by the text that could not be read', () => {
  const told = (lines: readonly string[]) =>
    readSheet(lines).rows.map(({ reason, remarks }) => [reason, remarks[0]])
  expect(told(['交易卡号,交易日期,交易金额,收付标志', '6222021001112223331,12/29,5,进'])).toEqual([
    ['date-without-year', 'date-without-year date «12/29»'],
  ])
  expect(told(['交易卡号,交易日期,收入金额,支出金额', '6222021001112223331,2022-11-03,约5万,'])).toEqual([
    ['not-a-number', 'not-a-number amountIn «约5万»'],
  ])
  expect(
    told([
      '本机号码,对方号码,呼叫类型,通话开始时间,通话时长',
      '13800008888,1391234****,主叫,2023-05-21 10:00:00,60',
    ]),
  ).toEqual([['masked', 'masked counterNumber «1391234****»']])
})
