/** Site → agents → members. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  cardNumber,
  type Cell,
  dateText,
  disguiseCard,
  disguisePhone,
  excelDay,
  type MadeUpCase,
  type Making,
  personName,
  phoneNumber,
  type Rows,
  stamp,
  startMaking,
  workbook,
} from './making.ts'

interface Agent {
  readonly account: string
  readonly above: string | null
  readonly level: string
  readonly card: string
}
interface Member {
  readonly account: string
  above: string
}

/** Slips over overlapping sheets, deposits through hired accounts. */
export function makeBettingCase(folder: string, seed: number, scale = 0.1): MadeUpCase {
  const making = startMaking(folder, seed, scale)
  const pointFen = making.dice.pick([100, 500, 1_000, 2_000])
  const { agents, members } = makeAccounts(making)
  makeSlips(making, members, pointFen)
  makeDeposits(making, agents, members, pointFen)
  makeSites(making, agents)
  return making
}

/** Agents above each other and the members below them. */
function makeAccounts({ folder, dice, scale, files, truth }: Making): {
  readonly agents: readonly Agent[]
  readonly members: readonly Member[]
} {
  const agents: Agent[] = [
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
  const members: readonly Member[] = Array.from({ length: Math.round(1_200 * scale) }, (_, index) => ({
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

  return { agents, members }
}

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

/** Slips, cut into sheets that overlap, each with a total. */
function makeSlips(
  { folder, dice, scale, files, truth }: Making,
  members: readonly Member[],
  pointFen: number,
): void {
  let points = 0
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
}

/** Deposits and withdrawals, some of them failed. */
function makeDeposits(
  { folder, dice, scale, files, truth }: Making,
  agents: readonly Agent[],
  members: readonly Member[],
  pointFen: number,
): void {
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
}

/** Addresses of the site and the machines they lead to. */
function makeSites({ folder, dice, files, truth }: Making, agents: readonly Agent[]): void {
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
}
