/** Stakes, agents, members, receiving accounts and sites of a betting ring. */
import type { Db } from '../store/db.ts'
import { wholeOf } from '../records/seenAs.ts'
import { recordTable } from '../store/recordTables.ts'
import { countValue, moneyValue } from '../../../shared/model/figureValue.ts'
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { fieldOf } from '../../../shared/model/recordKinds/index.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import { accountsAbove, agentScopes, levels } from './agentTree.ts'
import { accountsBetween, accountsThatBet, participants, participantsBetween } from './bettors.ts'
import { deadSlips, liveSlips } from './slipAccounts.ts'
import {
  aggregates,
  counted,
  countedAccounts,
  countedRole,
  hasMaterial,
  inYuan,
  ofMinor,
  oneNumber,
  remark,
  rowsOf,
  rowsWithin,
  summed,
  told,
  untold,
  type Figure,
  type MeasureDefinition,
} from './measure.ts'
import { settled, slipNumber, staked, stakes, tookEffect, validPoints } from './slips.ts'

const slips = rowsOf('betSlip')
const slipRows = rowsOf('betSlip', '1', { repeats: true })
const agents = rowsOf('agentAccount')
const members = rowsOf('memberAccount')
const deposits = rowsOf('deposit', `r."type" = 'deposit' AND ${tookEffect}`)
const withdrawals = rowsOf('deposit', `r."type" = 'withdraw' AND ${tookEffect}`)
const websites = rowsOf('website')

/** Bank accounts that paid in or were paid. */
function counterparts(db: Db, within: Subject): Figure {
  if (!hasMaterial(db, 'deposit')) return untold('no-material')
  const table = recordTable('deposit')
  const [paidIn, paidOut] = [rowsWithin(db, deposits, within), rowsWithin(db, withdrawals, within)]
  const accounts = oneNumber(
    db,
    `SELECT COUNT(DISTINCT ${wholeOf(db, 'account')}) FROM (SELECT r.e_payer AS account FROM ${table} r WHERE ${paidIn.where} AND r.e_payer IS NOT NULL
    UNION SELECT r.e_payee FROM ${table} r WHERE ${paidOut.where} AND r.e_payee IS NOT NULL)`,
    { ...paidIn.params, ...paidOut.params },
  )
  return told(countValue(accounts ?? 0n), [remark('by-account', { count: Number(accounts ?? 0n) })])
}
/** A sum of deposits or withdrawals that took effect, with those that failed and those of which it is not known. */
function paidSum(type: 'deposit' | 'withdraw'): MeasureDefinition['figure'] {
  const sum = summed(type === 'deposit' ? deposits : withdrawals, 'amount', ofMinor)
  return (db, within) => {
    const { value, why } = sum(db, within)
    const left = (
      [
        ['failed-rows', `r."result" = 'failed'`],
        ['unknown-result', `r."result" NOT IN ('success', 'failed')`],
      ] as const
    ).flatMap(([reason, condition]) => {
      const rows = rowsWithin(db, rowsOf('deposit', `r."type" = '${type}' AND ${condition}`), within)
      const [count, amount] = aggregates(db, rows, 'COUNT(*)', { sum: inYuan('deposit', 'amount') })
      const figures =
        amount === null || amount === undefined ? [] : [{ value: moneyValue(amount), unit: 'yuan' as const }]
      return count === 0n ? [] : [remark(reason, { count: Number(count), figures })]
    })
    const silent = rowsWithin(
      db,
      rowsOf(
        'deposit',
        `r."type" = '${type}' AND r."result" IS NULL AND EXISTS (SELECT 1 FROM sheets s WHERE s.sheet_id = r.sheet_id AND s.columns LIKE '%"field":"result"%')`,
      ),
      within,
    )
    const [count, amount] = aggregates(db, silent, 'COUNT(*)', { sum: inYuan('deposit', 'amount') })
    if ((count ?? 0n) > 0n && value !== null && 'minor' in value)
      left.push(
        remark('undecided-results', {
          count: Number(count),
          figures: [BigInt(value.minor) - (amount ?? 0n), BigInt(value.minor)].map((sum) => ({
            value: moneyValue(sum),
            unit: 'yuan' as const,
          })),
        }),
      )
    return { value, why: [...why, ...left, ...otherTypes(db, within)] }
  }
}
/** What a type that may be a deposit or a withdrawal speaks of, among words that nobody knows; 返佣, 派彩 and 投注 are neither. */
const maybePaid = /充|存|入款|出款|提[现款取]|取款|上分|下分|加款|扣款|加减款|上下分|代付|代收/u
/** Rows that may be deposits or withdrawals: their type is written in words that nobody knows (人工加款, 充值撤销), or not at all. */
function otherTypes(db: Db, within: Subject): readonly MeasureRemark[] {
  const known = new Set(Object.keys(fieldOf('deposit', 'type')?.choices ?? {}))
  const all = rowsWithin(db, rowsOf('deposit', tookEffect), within)
  const names = db
    .prepare<[object], string>(
      `SELECT r."type" FROM ${recordTable('deposit')} r WHERE (${all.where}) AND r."type" IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC, 1`,
    )
    .pluck()
    .all(all.params)
    .filter((name) => !known.has(name) && maybePaid.test(name))
  const [count, amount] = aggregates(
    db,
    {
      ...all,
      where: `(${all.where}) AND (r."type" IS NULL OR r."type" IN (SELECT value FROM json_each(@unknownTypes)))`,
      params: { ...all.params, unknownTypes: JSON.stringify(names) },
    },
    'COUNT(*)',
    { sum: inYuan('deposit', 'amount') },
  )
  if ((count ?? 0n) === 0n) return []
  const figures =
    amount === null || amount === undefined ? [] : [{ value: moneyValue(amount), unit: 'yuan' as const }]
  return [remark('unknown-type', { count: Number(count), figures, names })]
}

/** Told of a period too. */
const byDay = ['period'] as const
export const bettingMeasures: readonly MeasureDefinition[] = [
  {
    id: 'bets.rows',
    nameZh: '注单行数',
    nameEn: 'Bet rows',
    unit: 'row',
    scopes: [slipRows],
    figure: counted(slipRows),
    rule: {
      zh: '注单明细各表的全部行数，含重叠时段的重复行；总计行不计。',
      en: 'All rows of the bet sheets, repeats of overlapping periods included; total rows are no slips.',
    },
  },
  {
    id: 'bets.distinct_slips',
    subjects: byDay,
    nameZh: '注单',
    nameEn: 'Bet slips',
    headline: { place: 70, beside: ['bets.settled'] },
    unit: 'slip',
    scopes: [slips],
    each: true,
    figure: counted(slips, slipNumber),
    rule: {
      zh: '不同注单号的数量；重叠时段重复的注单只计一次，总计行不是注单。',
      en: 'Different slip numbers; slips repeated in overlapping sheets count once, total rows are no slips.',
    },
  },
  {
    id: 'bets.settled',
    subjects: byDay,
    nameZh: '已结算注单',
    nameEn: 'Settled slips',
    unit: 'slip',
    scopes: [settled],
    each: true,
    figure: counted(settled, slipNumber),
    rule: {
      zh: '状态为已结算的注单数，每个注单号只计一次。',
      en: 'Slips with status settled, each slip number once.',
    },
  },
  {
    id: 'bets.valid_points',
    subjects: byDay,
    nameZh: '有效投注点数',
    nameEn: 'Valid points',
    unit: 'point',
    scopes: [settled],
    adds: 'valid',
    figure: validPoints,
    rule: {
      zh: '已结算注单的有效投注点数之和，每个注单号只计一次；取消、无效的不计。',
      en: 'Sum of the valid points of settled slips, each slip once; cancelled and void slips are left out.',
    },
  },
  {
    id: 'bets.stakes',
    subjects: byDay,
    nameZh: '赌资',
    nameEn: 'Stakes',
    headline: { place: 60, beside: ['bets.valid_points'] },
    unit: 'yuan',
    scopes: [staked],
    figure: stakes,
    rule: {
      zh: '赌资：已结算注单的有效投注点数 × 每点代表金额，每个注单号只计一次；每点金额由成功的充值提现的金额与点数之比得出，各笔一致时才计算，没有点数而余额按元增减的 1 点为 1 元；注单自带元的按其金额。法释〔2005〕3号第8条：以投注点数乘以每点代表金额认定。',
      en: 'Stakes: valid points of settled slips × yuan a point, each slip once; the point’s value is amount over points in the deposits and withdrawals that took effect and must be the same in all, or 1 yuan where no points are told and balances move by yuan; slips in yuan count as they say. Fa Shi [2005] No. 3 art. 8: points bet × what a point stands for.',
    },
  },
  {
    id: 'bets.cancelled_or_void',
    nameZh: '取消或无效的注单',
    nameEn: 'Cancelled or void slips',
    unit: 'slip',
    scopes: [deadSlips],
    each: true,
    figure: counted(deadSlips, slipNumber),
    rule: {
      zh: '状态为取消或无效的注单数，每个注单号只计一次；不计入赌资与参赌人数。',
      en: 'Slips that were cancelled or void, each number once; they are in no stake and make nobody a participant.',
    },
  },
  {
    id: 'bets.accounts',
    nameZh: '有投注的账号',
    nameEn: 'Accounts that bet',
    unit: 'account',
    scopes: [liveSlips],
    span: accountsBetween,
    figure: accountsThatBet,
    rule: {
      zh: '有未取消、未作废注单的不同会员账号数；其中的代理、站点自用账号另行列明，不自动剔除。',
      en: 'Different accounts with a slip that was neither cancelled nor void; agents and accounts of the site’s own among them are named apart and not taken out by themselves.',
    },
  },
  {
    id: 'bets.participants',
    subjects: byDay,
    nameZh: '参赌人数',
    nameEn: 'Participants',
    unit: 'person',
    scopes: [liveSlips],
    span: participantsBetween,
    figure: participants,
    rule: {
      zh: '参赌人数：有未取消、未作废注单的账号背后的不同人员；已认定为同一人的账号合计一人，未认定的账号各计一人。公通字〔2010〕40号第三条（待核）：会员账号数可作人数，查实一人多号、一号多人的按实际使用人数；剔除代理号、测试号系推断，由办案人决定。',
      en: 'Different persons behind the accounts with a slip that was neither cancelled nor void; accounts claimed to be one person’s count once, every other account as one. Gong Tong Zi [2010] No. 40, III (to be checked): accounts may stand for persons, corrected where the real users are known; leaving out agents and tests is inferred and for the case officer.',
    },
  },
  {
    id: 'agents.listed',
    nameZh: '代理列表账号',
    nameEn: 'Agents listed',
    unit: 'account',
    scopes: [agents],
    figure: countedAccounts(agents, 'r.e_account'),
    rule: { zh: '代理列表中的不同账号数。', en: 'Different accounts in the agent list.' },
  },
  {
    id: 'agents.with_subordinates',
    nameZh: '有下级的账号',
    nameEn: 'Accounts with accounts below',
    headline: { place: 80, beside: ['agents.listed'] },
    unit: 'account',
    scopes: agentScopes,
    figure: accountsAbove,
    rule: {
      zh: '在代理列表或会员信息中有下级账号的不同账号数，不论其名称是代理还是会员；公司、系统、顶级等字样不是账号。依据行：每个账号一行。公通字〔2010〕40号第三条（待核）：设有下级账号的认定为代理。',
      en: 'Different accounts that have accounts below them in the agent or member list, whatever they are called; words for the house (公司, 系统, 顶级) are none. One row stands for each. Gong Tong Zi [2010] No. 40, III (to be checked): an account with accounts below is an agent.',
    },
  },
  {
    id: 'agents.levels',
    nameZh: '代理与会员层级',
    nameEn: 'Levels of agents and members',
    unit: 'level',
    scopes: agentScopes,
    figure: levels,
    rule: {
      zh: '由代理列表与会员信息的上级关系得出的层数，自没有上级的账号至最下一级；公司、系统等字样不算一级。',
      en: 'Levels told by who stands above whom in the agent and member lists, from an account without one above to the lowest; words for the house are no level.',
    },
  },
  {
    id: 'members.accounts',
    nameZh: '会员账号',
    nameEn: 'Member accounts',
    headline: { place: 90, beside: ['bets.accounts', 'bets.participants'] },
    unit: 'account',
    scopes: [members],
    figure: countedAccounts(members, 'r.e_account'),
    rule: { zh: '会员信息中的不同会员账号数。', en: 'Different accounts in the member list.' },
  },
  {
    id: 'receiving.deposits',
    subjects: byDay,
    nameZh: '充值金额',
    nameEn: 'Deposits',
    headline: { place: 100, beside: ['receiving.accounts'] },
    unit: 'yuan',
    scopes: [deposits],
    adds: 'amount',
    figure: paidSum('deposit'),
    rule: { zh: '成功的充值金额之和。', en: 'Sum of successful deposits.' },
  },
  {
    id: 'receiving.withdrawals',
    subjects: byDay,
    nameZh: '提现金额',
    nameEn: 'Withdrawals',
    headline: { place: 110 },
    unit: 'yuan',
    scopes: [withdrawals],
    adds: 'amount',
    figure: paidSum('withdraw'),
    rule: { zh: '成功的提现金额之和。', en: 'Sum of successful withdrawals.' },
  },
  {
    id: 'receiving.accounts',
    subjects: byDay,
    nameZh: '收款账户',
    nameEn: 'Receiving accounts',
    unit: 'account',
    scopes: [deposits],
    figure: countedAccounts(deposits, 'r.e_payee'),
    rule: {
      zh: '收取成功充值的不同收款账户数。',
      en: 'Different accounts that received a successful deposit.',
    },
  },
  {
    id: 'receiving.counterparts',
    subjects: byDay,
    nameZh: '参赌银行账户',
    nameEn: 'Bettors’ bank accounts',
    unit: 'account',
    scopes: [rowsOf('deposit', `r."type" IN ('deposit', 'withdraw') AND ${tookEffect}`)],
    figure: counterparts,
    rule: {
      zh: '向收款账户成功充值或从其取得提现的不同银行账户数（账户法计算的参赌人数依据）。',
      en: 'Different bank accounts that paid into the receiving accounts or were paid from them, in successful deposits and withdrawals.',
    },
  },
  {
    id: 'domains.count',
    nameZh: '域名',
    nameEn: 'Domains',
    headline: { place: 140, beside: ['ips.count'] },
    unit: 'domain',
    scopes: [websites],
    figure: countedRole(websites, 'website'),
    rule: {
      zh: '域名清单中的不同域名数（去掉协议、www 与大小写差别）。',
      en: 'Different domains in the list (scheme, www and case set aside).',
    },
  },
  {
    id: 'ips.count',
    nameZh: '服务器 IP',
    nameEn: 'Server IPs',
    unit: 'ip',
    scopes: [
      rowsOf(
        'website',
        "r.record_id IN (SELECT record_id FROM record_entities WHERE kind = 'website' AND role = 'ip')",
      ),
    ],
    figure: countedRole(websites, 'ip'),
    rule: { zh: '域名清单中的不同服务器 IP 数。', en: 'Different server IP addresses in the list.' },
  },
]
