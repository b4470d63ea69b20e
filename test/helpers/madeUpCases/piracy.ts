/** Printing → storage → shops, as seized. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  amountCell,
  cardNumber,
  type Cell,
  dateText,
  type Dice,
  disguiseCard,
  disguiseId,
  disguisePhone,
  excelDay,
  idNumber,
  type MadeUpCase,
  type Making,
  personName,
  phoneNumber,
  type Rows,
  stamp,
  startMaking,
  workbook,
  yuan,
} from './making.ts'

interface Person {
  readonly name: string
  readonly id: string
  readonly phone: string
  readonly card: string
  readonly other: string | null
}

/** As seized; half the size of the shipped sample unless `scale` says otherwise. */
export function makePiracyCase(folder: string, seed: number, scale = 0.15): MadeUpCase {
  const making = startMaking(folder, seed, scale)
  const people = makePeople(making)
  const titles = makeTitles(making)
  makeSeizureLists(making, people, titles)
  makePrintOrders(making, people, titles)
  makeStockMoves(making, people, titles)
  makeShopOrders(making, people, titles)
  makeBankStatements(making, people)
  makeCalls(making, people)
  return making
}

/** The register of people, with numbers in disguise and several cards in one cell. */
function makePeople({ folder, dice, files, truth }: Making): readonly Person[] {
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

  return people
}

/** Titles of the goods. */
function makeTitles({ dice }: Making): readonly string[] {
  return Array.from(
    { length: 8 },
    (_, index) =>
      `${dice.pick(['长夜', '雾港', '孤城', '雪国', '青瓷', '铜雀'])}${dice.pick(['来信', '旧案', '谜局', '回声', '夜宴'])}${index}`,
  )
}

/** A list of what was seized for each site, with a total and signatures below. */
function makeSeizureLists(
  { folder, dice, files, truth }: Making,
  people: readonly Person[],
  titles: readonly string[],
): void {
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
}

/** The ledger of the printer, with a total. */
function makePrintOrders(
  { folder, dice, scale, files, truth }: Making,
  people: readonly Person[],
  titles: readonly string[],
): void {
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
}

/** What went into the stores and out of them; a hidden sheet beside. */
function makeStockMoves(
  { folder, dice, scale, files, truth }: Making,
  people: readonly Person[],
  titles: readonly string[],
): void {
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
}

/** Orders of the shop on the net, some of them cancelled or refunded. */
function makeShopOrders(
  { folder, dice, scale, files, truth }: Making,
  people: readonly Person[],
  titles: readonly string[],
): void {
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
}

const bankHeader = [
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
/** One side of a transfer as its bank tells it. */
const side = (
  dice: Dice,
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

/** Both sides of transfers 0–3 s apart in two books, each with a sheet of supplements. */
function makeBankStatements({ folder, dice, scale, files, truth }: Making, people: readonly Person[]): void {
  const holders = people.slice(0, 6)
  const sides: [Rows, Rows] = [[], []]
  let failed = 0
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
      book.push(side(dice, `${index}P`, payer, payee, time, fen, '出', result))
      dice
        .pick(sides)
        .push(side(dice, `${index}R`, payee, payer, time + dice.whole(0, 3) * 1_000, fen, '进', result))
    } else if (dice.chance(0.5)) book.push(side(dice, `${index}P`, payer, payee, time, fen, '出', result))
    else book.push(side(dice, `${index}R`, payer, payee, time, fen, '进', result))
  }
  let bankRows = 0
  for (const [index, rows] of sides.entries()) {
    const supplement = rows.filter((_, row) => row % 37 === 5)
    bankRows += rows.length + supplement.length
    files.push(
      workbook(join(folder, `07_银行交易明细_${'AB'[index]}.xlsx`), [
        { name: '交易明细', rows: [bankHeader, ...rows] },
        { name: '交易明细(补)', rows: [bankHeader, ...supplement] },
      ]),
    )
  }
  Object.assign(truth, { 'bank.rows': bankRows, 'bank.failed_transfers': failed })
}

/** A list of calls. */
function makeCalls({ folder, dice, scale, files, truth }: Making, people: readonly Person[]): void {
  const calls = Math.round(4_000 * scale)
  files.push(join(folder, '08_通话详单.csv'))
  writeFileSync(
    files.at(-1) as string,
    `本机号码,呼叫类型,对方号码,通话开始时间,通话时长(秒),通话地,LAC,CI,业务类型\n${Array.from({ length: calls }, (_, index) => [dice.pick(people).phone, dice.pick(['主叫', '被叫']), phoneNumber(dice), stamp(Date.UTC(2022, 0, 1) + index * 300_000), dice.whole(0, 900), '上海市松江区', dice.whole(1_000, 9_999), dice.whole(10_000, 60_000), dice.pick(['语音', '短信'])].join(',')).join('\n')}\n`,
  )
  truth['calls.rows'] = calls
}
