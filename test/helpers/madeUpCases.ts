/**
 * Made-up cases of the two shapes, new for every seed, with the right answers counted while they are made and never by the program
 * under test. What the files hide on purpose: disguised numbers, amounts as text, totals and signatures among the rows, both sides of a
 * transfer 0–3 s apart, supplement sheets, overlapping slip sheets, cancelled orders, hidden sheets.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as XLSX from 'xlsx'
import { random } from './statements.ts'

export interface MadeUpCase {
  readonly files: readonly string[]
  /** Measure id → right value. */
  readonly truth: Readonly<Record<string, number>>
}
type Cell = string | number | null
type Rows = Cell[][]

class Dice {
  readonly next: () => number
  constructor(seed: number) {
    this.next = random(seed)
  }
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }
  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T
  }
  chance(probability: number): boolean {
    return this.next() < probability
  }
  digits(count: number): string {
    return Array.from({ length: count }, () => this.whole(0, 9)).join('')
  }
}

function idNumber(dice: Dice): string {
  const first = `${dice.pick(['310112', '440106', '610113', '350206'])}${dice.whole(1965, 2003)}${String(dice.whole(1, 12)).padStart(2, '0')}${String(dice.whole(1, 28)).padStart(2, '0')}${String(dice.whole(0, 999)).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return (
    first +
    '10X98765432'[
      [...first].reduce((sum, digit, index) => sum + Number(digit) * (weights[index] as number), 0) % 11
    ]
  )
}
function cardNumber(dice: Dice): string {
  const body = `6222${dice.digits(14)}`
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}
const phoneNumber = (dice: Dice) => `1${dice.pick(['31', '36', '58', '77', '81', '89'])}${dice.digits(8)}`
const fullWidth = (text: string) =>
  [...text]
    .map((character) =>
      /[0-9A-Z]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character,
    )
    .join('')
const disguiseId = (dice: Dice, value: string): string =>
  dice.pick([
    value,
    `'${value}`,
    ` ${value} `,
    fullWidth(value),
    `${value.slice(0, 6)} ${value.slice(6, 14)} ${value.slice(14)}`,
    value.toLowerCase(),
  ])
const disguisePhone = (dice: Dice, value: string): string =>
  dice.pick([
    value,
    `+86${value}`,
    `86-${value}`,
    fullWidth(value),
    `${value.slice(0, 3)} ${value.slice(3, 7)} ${value.slice(7)}`,
    `'${value}`,
  ])
const disguiseCard = (dice: Dice, value: string): string =>
  dice.pick([value, value.replace(/(\d{4})(?=\d)/g, '$1 '), `${value}\t`])
const yuan = (fen: number) => fen / 100
const thousands = (fen: number) =>
  (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const amountCell = (dice: Dice, fen: number): Cell => (dice.chance(0.12) ? thousands(fen) : yuan(fen))
const dateText = (dice: Dice, year: number) =>
  `${year}-${String(dice.whole(1, 12)).padStart(2, '0')}-${String(dice.whole(1, 28)).padStart(2, '0')}`
const stamp = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
const excelDay = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569

function workbook(
  path: string,
  sheets: readonly {
    readonly name: string
    readonly rows: Rows
    readonly hidden?: boolean
    readonly merges?: readonly string[]
  }[],
): string {
  const book = XLSX.utils.book_new()
  for (const { name, rows, merges } of sheets) {
    const sheet = XLSX.utils.aoa_to_sheet(rows)
    if (merges !== undefined) sheet['!merges'] = merges.map((range) => XLSX.utils.decode_range(range))
    XLSX.utils.book_append_sheet(book, sheet, name)
  }
  book.Workbook = { Sheets: sheets.map(({ name, hidden }) => ({ name, Hidden: hidden === true ? 1 : 0 })) }
  writeFileSync(path, XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Uint8Array)
  return path
}
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉萍红建国']
const personName = (dice: Dice) =>
  `${dice.chance(0.05) ? '欧阳' : dice.pick(surnames)}${dice.pick(given)}${dice.chance(0.6) ? dice.pick(given) : ''}`

/** Printing → storage → shops, as seized; half the size of the shipped sample unless `scale` says otherwise. */
export function makePiracyCase(folder: string, seed: number, scale = 0.15): MadeUpCase {
  mkdirSync(folder, { recursive: true })
  const dice = new Dice(seed)
  const truth: Record<string, number> = {}
  const files: string[] = []
  const people = Array.from({ length: dice.whole(12, 30) }, () => ({
    name: personName(dice),
    id: idNumber(dice),
    phone: phoneNumber(dice),
    card: cardNumber(dice),
    other: dice.chance(0.4) ? cardNumber(dice) : null,
  }))
  truth['people.count'] = people.length
  files.push(
    workbook(join(folder, '01_涉案人员登记表.xlsx'), [
      {
        name: '涉案人员',
        merges: ['A1:H1'],
        rows: [
          ['“1·2”案涉案人员登记表'],
          ['序号', '姓名', '性别', '身份证号码', '手机号码', '涉案环节', '上线', '银行卡号'],
          ...people.map((person, index): Cell[] => [
            index + 1,
            dice.chance(0.1) ? person.name.replace(/^(.)/, '$1　') : person.name,
            dice.pick(['男', '女']),
            disguiseId(dice, person.id),
            disguisePhone(dice, person.phone),
            dice.pick(['盗版印刷', '仓储物流', '网络分销']),
            index === 0 ? null : (people[0]?.name ?? null),
            [person.card, person.other]
              .flatMap((card) => (card === null ? [] : [disguiseCard(dice, card)]))
              .join(dice.pick(['、', '；', ' / ', '\n', ','])),
          ]),
          [],
          ['制表人：', null, '审核人：', null, '制表日期：2022年10月8日'],
        ],
      },
      { name: 'Sheet2', rows: [[]] },
    ]),
  )

  const titles = Array.from(
    { length: 8 },
    (_, index) =>
      `${dice.pick(['长夜', '雾港', '孤城', '雪国', '青瓷', '铜雀'])}${dice.pick(['来信', '旧案', '谜局', '回声', '夜宴'])}${index}`,
  )
  const siteCount = dice.whole(4, 9)
  truth['sites.count'] = siteCount
  let items = 0,
    boxes = 0,
    litres = 0,
    hectograms = 0,
    phones = 0,
    cash = 0
  files.push(
    workbook(
      join(folder, '02_扣押清单.xlsx'),
      Array.from({ length: siteCount }, (_, index) => {
        const name = `${dice.pick(['仓库', '印刷厂', '线下门店'])}${index + 1}号`
        const holder = dice.pick(people).name
        const rows: Rows = [
          ['扣　押　清　单'],
          [
            '案件名称：“1·2”侵犯著作权案',
            null,
            null,
            '扣押时间：2022年9月12日',
            null,
            null,
            `扣押地点：上海市奉贤区人民路${index}号`,
          ],
          [
            '编号',
            '物品名称',
            '特征（规格型号）',
            '数量',
            '单位',
            '体积（立方米）',
            '重量（公斤）',
            '持有人',
            '备注',
          ],
        ]
        let total = 0
        for (let item = 1; item <= dice.whole(3, 12); item++) {
          items++
          const word = dice.pick(['书', '书', '书', '手机', '现金人民币', '账本'])
          if (word === '书') {
            const count = dice.whole(1, 900),
              volume = count * 34,
              weight = dice.whole(10, 9_000)
            boxes += count
            litres += volume
            hectograms += weight
            total += count
            rows.push([
              item,
              `盗版剧本杀《${dice.pick(titles)}》`,
              '盒装，无防伪标识',
              dice.chance(0.15) ? String(count) : count,
              '盒',
              volume / 1_000,
              weight / 10,
              holder,
              null,
            ])
          } else if (word === '手机') {
            const count = dice.whole(1, 3)
            phones += count
            rows.push([item, '手机', '苹果牌', count, '部', null, null, holder, 'IMEI见附件'])
          } else if (word === '现金人民币') {
            const count = dice.whole(1, 90) * 100
            cash += count
            rows.push([item, '现金人民币', null, count, '元', null, null, holder, null])
          } else rows.push([item, '账本', '旧', dice.whole(1, 3), '本', null, null, holder, null])
        }
        rows.push(
          ['合计', null, null, total, '盒', null, null, null, null],
          [],
          [`持有人：${holder}`, null, '见证人：', null, null, '办案民警：', null, null, '2022年9月12日'],
        )
        return { name, rows, merges: ['A1:I1', 'A2:C2', 'D2:F2', 'G2:I2'] }
      }),
    ),
  )
  Object.assign(truth, {
    'seizure.items': items,
    'seizure.boxes': boxes,
    'seizure.volume_m3': litres / 1_000,
    'seizure.weight_kg': hectograms / 10,
    'seizure.phones': phones,
    'seizure.cash': cash,
  })

  let copies = 0,
    printed = 0
  const prints: Rows = Array.from({ length: Math.round(240 * scale) }, (_, index) => {
    const count = dice.whole(2, 40) * 100,
      price = dice.whole(2_000, 8_000)
    copies += count
    printed += count * price
    return [
      excelDay(dateText(dice, 2021)),
      `YS${String(index).padStart(6, '0')}`,
      people[0]?.name ?? null,
      `印刷厂${dice.whole(1, 2)}号`,
      dice.pick(titles),
      count,
      '套',
      yuan(price),
      amountCell(dice, count * price),
      `仓库${dice.whole(1, 5)}号`,
      dice.pick(['已付', '未付', '已付50%']),
    ]
  })
  files.push(
    workbook(join(folder, '03_印刷订单台账.xlsx'), [
      {
        name: '台账',
        rows: [
          ['盗版印刷订单台账（电子数据提取）'],
          [
            '日期',
            '单号',
            '委托方',
            '承印方',
            '品名',
            '印数',
            '单位',
            '单价(元)',
            '金额(元)',
            '交货地点',
            '付款情况',
          ],
          ...prints,
          ['合计', null, null, null, null, copies, null, null, yuan(printed), null, null],
        ],
      },
    ]),
  )
  Object.assign(truth, { 'printing.copies': copies, 'printing.amount': printed / 100 })

  let wholesale = 0,
    wholesaleFen = 0
  const moves: Rows = Array.from({ length: Math.round(900 * scale) }, (_, index) => {
    const kind = dice.pick(['in', 'shop', 'store'])
    const count = dice.whole(1, 60) * 5,
      price = dice.whole(6_000, 14_000)
    const date = excelDay(dateText(dice, 2022))
    if (kind === 'in')
      return [
        '入库',
        date,
        `RK${index}`,
        `仓库${dice.whole(1, 5)}号`,
        dice.pick(titles),
        count,
        `印刷厂${dice.whole(1, 2)}号`,
        null,
        null,
        dice.pick(people).name,
      ]
    if (kind === 'shop')
      return [
        '出库',
        date,
        `CK${index}`,
        `仓库${dice.whole(1, 5)}号`,
        dice.pick(titles),
        count,
        '迷雾桌游专营店',
        null,
        null,
        dice.pick(people).name,
      ]
    wholesale += count
    wholesaleFen += count * price
    return [
      '出库',
      date,
      `CK${index}`,
      `仓库${dice.whole(1, 5)}号`,
      dice.pick(titles),
      count,
      `线下门店${dice.whole(1, 4)}号`,
      yuan(price),
      yuan(count * price),
      dice.pick(people).name,
    ]
  })
  files.push(
    workbook(join(folder, '04_仓库出入库.xlsx'), [
      {
        name: '出入库',
        rows: [
          ['出入库', '日期', '单据号', '仓库', '品名', '数量(套)', '往来单位', '单价', '金额', '经手人'],
          ...moves,
        ],
      },
      { name: '透视', rows: [['内部草稿']], hidden: true },
    ]),
  )
  Object.assign(truth, { 'wholesale.copies': wholesale, 'wholesale.amount': wholesaleFen / 100 })

  let sold = 0,
    soldFen = 0
  const orders = Math.round(6_000 * scale)
  const lines = [
    '订单编号,买家会员名,买家实际支付金额,退款金额,订单状态,收货人姓名,收货地址,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝总数量,物流单号,物流公司,店铺名称,卖家支付宝',
  ]
  for (let index = 0; index < orders; index++) {
    const status = dice.pick([
      '交易成功',
      '交易成功',
      '交易成功',
      '卖家已发货，等待买家确认',
      '交易关闭',
      '等待买家付款',
    ])
    const count = dice.whole(1, 3),
      paid = count * dice.whole(9_000, 20_000)
    const refund = dice.chance(0.85) ? 0 : dice.chance(0.5) ? paid : dice.whole(100, paid - 1)
    if (['交易成功', '卖家已发货，等待买家确认'].includes(status)) {
      soldFen += paid - refund
      if (paid > refund) sold += count
    }
    const quote = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
    lines.push(
      [
        quote(`="${7}${String(index).padStart(5, '0')}${dice.digits(13)}"`),
        `buyer${index}`,
        (paid / 100).toFixed(2),
        (refund / 100).toFixed(2),
        quote(status),
        personName(dice),
        '上海市松江区人民路1号',
        `'${phoneNumber(dice)}`,
        stamp(Date.UTC(2021, 5, 1) + index * 600_000),
        '',
        quote(`${dice.pick(titles)} 盒装剧本杀 情感还原 ${dice.whole(5, 8)}人本`),
        String(count),
        '',
        '',
        '迷雾桌游专营店',
        people[0]?.phone ?? '',
      ].join(','),
    )
  }
  files.push(join(folder, '05_网店订单导出.csv'))
  // The platform's bytes do not matter to the figures: UTF-16 here, where the shipped sample is GB18030.
  writeFileSync(files.at(-1) as string, Buffer.from(`\uFEFF${lines.join('\r\n')}\r\n`, 'utf16le'))
  Object.assign(truth, { 'online.orders': orders, 'online.copies': sold, 'online.amount': soldFen / 100 })

  const header = [
    '交易卡号',
    '交易账号',
    '交易户名',
    '交易证件号码',
    '交易时间',
    '交易金额',
    '交易余额',
    '收付标志',
    '交易对手账卡号',
    '对手户名',
    '对手身份证号',
    '对手开户银行',
    '摘要说明',
    '交易币种',
    '交易网点名称',
    '交易是否成功',
    '交易流水号',
    'IP地址',
    'MAC地址',
    '备注',
  ]
  const holders = people.slice(0, 6)
  const sides: [Rows, Rows] = [[], []]
  let failed = 0
  const side = (
    serial: string,
    own: { name: string; id: string; card: string },
    other: { name: string; card: string },
    time: number,
    fen: number,
    direction: string,
    result: string,
  ): Cell[] => [
    own.card,
    null,
    own.name,
    own.id,
    stamp(time),
    amountCell(dice, fen),
    dice.whole(-90_000_000, 90_000_000) / 100,
    direction,
    other.card,
    dice.chance(0.05) ? null : other.name,
    '-',
    '招商银行',
    dice.pick(['货款', '还款', null]),
    dice.pick(['CNY', '人民币', 'RMB']),
    null,
    result,
    serial,
    null,
    null,
    null,
  ]
  for (let index = 0; index < Math.round(8_000 * scale); index++) {
    const payer = dice.pick(holders)
    const inside = dice.chance(0.35)
    const payee = inside
      ? dice.pick(holders.filter((person) => person !== payer))
      : { name: personName(dice), id: '', card: cardNumber(dice) }
    const time = Date.UTC(2021, 2, 1) + index * 61_000 + dice.whole(0, 30_000)
    const fen = dice.whole(100, 15_000_000)
    const result = dice.chance(0.02) ? '失败' : '成功'
    if (result === '失败') failed++
    const book = dice.pick(sides)
    if (inside) {
      book.push(side(`${index}P`, payer, payee, time, fen, '出', result))
      dice
        .pick(sides)
        .push(side(`${index}R`, payee, payer, time + dice.whole(0, 3) * 1_000, fen, '进', result))
    } else if (dice.chance(0.5)) book.push(side(`${index}P`, payer, payee, time, fen, '出', result))
    else book.push(side(`${index}R`, payer, payee, time, fen, '进', result))
  }
  let bankRows = 0
  for (const [index, rows] of sides.entries()) {
    const supplement = rows.filter((_, row) => row % 37 === 5)
    bankRows += rows.length + supplement.length
    files.push(
      workbook(join(folder, `07_银行交易明细_${'AB'[index]}.xlsx`), [
        { name: '交易明细', rows: [header, ...rows] },
        { name: '交易明细(补)', rows: [header, ...supplement] },
      ]),
    )
  }
  Object.assign(truth, { 'bank.rows': bankRows, 'bank.failed_transfers': failed })

  const calls = Math.round(4_000 * scale)
  files.push(join(folder, '08_通话详单.csv'))
  writeFileSync(
    files.at(-1) as string,
    `本机号码,呼叫类型,对方号码,通话开始时间,通话时长(秒),通话地,LAC,CI,业务类型\n${Array.from({ length: calls }, (_, index) => [dice.pick(people).phone, dice.pick(['主叫', '被叫']), phoneNumber(dice), stamp(Date.UTC(2022, 0, 1) + index * 300_000), dice.whole(0, 900), '上海市松江区', dice.whole(1_000, 9_999), dice.whole(10_000, 60_000), dice.pick(['语音', '短信'])].join(',')).join('\n')}\n`,
  )
  truth['calls.rows'] = calls
  return { files, truth }
}

/** Site → agents → members; slips over overlapping sheets, deposits through hired accounts. */
export function makeBettingCase(folder: string, seed: number, scale = 0.1): MadeUpCase {
  mkdirSync(folder, { recursive: true })
  const dice = new Dice(seed)
  const truth: Record<string, number> = {}
  const files: string[] = []
  const pointFen = dice.pick([100, 500, 1_000, 2_000])
  const agents: { account: string; above: string | null; level: string; card: string }[] = [
    { account: `sh${dice.digits(5)}`, above: null, level: '股东', card: cardNumber(dice) },
  ]
  while (agents.length < 24) {
    const above = agents[dice.whole(0, Math.min(agents.length - 1, 5))] as (typeof agents)[number]
    agents.push({
      account: `dl${agents.length}${dice.digits(4)}`,
      above: above.account,
      level: '代理',
      card: cardNumber(dice),
    })
  }
  const members = Array.from({ length: Math.round(1_200 * scale) }, (_, index) => ({
    account: `m${index}${dice.digits(4)}`,
    above: '',
  }))
  for (const [index, member] of members.entries())
    member.above =
      index > 20 && dice.chance(0.05)
        ? (members[dice.whole(0, 9)] as { account: string }).account
        : dice.pick(agents).account
  truth['agents.listed'] = agents.length
  truth['agents.with_subordinates'] = new Set([
    ...agents.flatMap((agent) => (agent.above === null ? [] : [agent.above])),
    ...members.map((member) => member.above),
  ]).size
  truth['members.accounts'] = members.length
  files.push(
    workbook(join(folder, '01_代理列表.xlsx'), [
      {
        name: '代理列表',
        rows: [
          [
            '代理账号',
            '姓名',
            '上级账号',
            '级别',
            '占成(%)',
            '返水(%)',
            '手机号',
            '收款卡号',
            '注册时间',
            '状态',
          ],
          ...agents.map((agent): Cell[] => [
            dice.chance(0.2) ? agent.account.toUpperCase() : agent.account,
            personName(dice),
            agent.above,
            agent.level,
            dice.chance(0.3) ? '15%' : 15,
            0.5,
            disguisePhone(dice, phoneNumber(dice)),
            disguiseCard(dice, agent.card),
            excelDay(dateText(dice, 2022)),
            '正常',
          ]),
        ],
      },
    ]),
  )
  files.push(join(folder, '02_会员信息.csv'))
  writeFileSync(
    files.at(-1) as string,
    `会员账号,真实姓名,上级代理,手机号,银行卡号,微信,注册IP,注册时间,余额(点),状态\n${members.map((member) => [member.account, dice.chance(0.1) ? '' : personName(dice), member.above, dice.chance(0.3) ? '' : phoneNumber(dice), `${cardNumber(dice)}\t`, '', '101.1.2.3', '2022/10/29 04:56', dice.whole(0, 3_000), '正常'].join(',')).join('\n')}\n`,
  )

  let points = 0
  const slipHeader = [
    '注单号',
    '会员账号',
    '上级代理',
    '下注时间',
    '联赛',
    '赛事',
    '玩法',
    '投注项',
    '赔率',
    '下注金额(点)',
    '有效投注(点)',
    '输赢(点)',
    '状态',
    '下注IP',
    '赛果',
  ]
  const slips: Rows = Array.from({ length: Math.round(30_000 * scale) }, (_, index) => {
    const member = dice.pick(members)
    const stake = dice.pick([10, 20, 50, 100, 200, 500])
    const status = dice.chance(0.96) ? '已结算' : dice.pick(['已取消', '无效'])
    if (status === '已结算') points += stake
    return [
      `BT${String(index).padStart(8, '0')}`,
      dice.chance(0.1) ? member.account.toUpperCase() : member.account,
      member.above,
      44_885 + index / 1_000,
      '2022世界杯',
      '卡塔尔 VS 厄瓜多尔',
      '全场独赢',
      dice.pick(['主胜', '平局', '客胜']),
      1.9,
      stake,
      status === '已结算' ? stake : 0,
      -stake,
      status,
      '220.147.36.168',
      '0-2',
    ]
  })
  const third = Math.floor(slips.length / 3)
  const overlap = Math.floor(third / 5)
  const cut = [
    slips.slice(0, third + overlap),
    slips.slice(third, 2 * third + overlap),
    slips.slice(2 * third),
  ]
  files.push(
    workbook(
      join(folder, '03_注单明细.xlsx'),
      cut.map((rows, index) => ({
        name: `第${index + 1}周`,
        rows: [
          slipHeader,
          ...rows,
          [
            '总计',
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            rows.reduce((sum, row) => sum + Number(row[9]), 0),
            null,
            null,
            null,
            null,
            null,
          ],
        ],
      })),
    ),
  )
  Object.assign(truth, {
    'bets.distinct_slips': slips.length,
    'bets.valid_points': points,
    'bets.stakes': (points * pointFen) / 100,
  })

  const receiving = agents.slice(0, 5).map((agent) => agent.card)
  let depositFen = 0,
    withdrawFen = 0
  const lines = ['流水号,类型,会员账号,金额(元),点数,付款卡号,收款卡号,时间,状态']
  for (let index = 0; index < Math.round(5_000 * scale); index++) {
    const deposit = dice.chance(0.7),
      ok = dice.chance(0.95),
      count = dice.whole(1, 100) * 10,
      fen = count * pointFen
    if (ok && deposit) depositFen += fen
    if (ok && !deposit) withdrawFen += fen
    const [from, to] = deposit
      ? [cardNumber(dice), dice.pick(receiving)]
      : [dice.pick(receiving), cardNumber(dice)]
    lines.push(
      [
        `DW${String(index).padStart(7, '0')}`,
        deposit ? '充值' : '提现',
        dice.pick(members).account,
        fen % 100 === 0 ? fen / 100 : (fen / 100).toFixed(2),
        count,
        from,
        to,
        stamp(Date.UTC(2022, 10, 20) + index * 90_000),
        ok ? '成功' : '失败',
      ].join(','),
    )
  }
  files.push(join(folder, '04_充值提现记录.csv'))
  writeFileSync(files.at(-1) as string, `\uFEFF${lines.join('\n')}\n`)
  Object.assign(truth, { 'receiving.deposits': depositFen / 100, 'receiving.withdrawals': withdrawFen / 100 })

  const domains = Array.from(
    { length: dice.whole(5, 20) },
    (_, index) => `bet${index}${dice.digits(3)}.${dice.pick(['net', 'com', 'vip'])}`,
  )
  const ips = Array.from({ length: dice.whole(2, 6) }, (_, index) => `101.4.${index}.${dice.whole(2, 250)}`)
  const used = new Set<string>()
  const sites: Rows = domains.map((domain) => {
    const ip = dice.pick(ips)
    used.add(ip)
    return [
      '世杯体育',
      dice.pick([domain, `https://www.${domain}/`, `www.${domain.toUpperCase()}`]),
      ip,
      '境外机房',
      excelDay(dateText(dice, 2022)),
      null,
      dice.pick(agents).account,
    ]
  })
  files.push(
    workbook(join(folder, '06_域名服务器.xlsx'), [
      {
        name: '域名服务器',
        rows: [['网站名称', '域名', 'IP地址', '服务商', '启用时间', '停用时间', '管理账号'], ...sites],
      },
    ]),
  )
  Object.assign(truth, { 'domains.count': domains.length, 'ips.count': used.size })
  return { files, truth }
}
