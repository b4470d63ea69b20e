/** Stakes, agents, members, receiving accounts and sites of a betting ring. */
import type { Db } from '../store/db.ts'
import { wholeOf } from '../records/seenAs.ts'
import { recordTable } from '../store/recordTables.ts'
import { countValue, moneyValue } from '../../../shared/model/figureValue.ts'
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import {
  aggregate,
  counted,
  countedAccounts,
  countedRole,
  countedSeen,
  hasMaterial,
  missingValues,
  ofMinor,
  oneNumber,
  rowsOf,
  rowsWithin,
  summed,
  told,
  untold,
  type Figure,
  type MeasureDefinition,
} from './measure.ts'

const slips = rowsOf('betSlip')
const slipRows = rowsOf('betSlip', '1', { repeats: true })
const settled = rowsOf('betSlip', `r."status" = 'settled' OR (r."status" IS NULL AND r."valid" > 0)`)
/** SQL over `r` of the slips that stakes are made of. */
export const settledSlips = settled.where
const agents = rowsOf('agentAccount')
const members = rowsOf('memberAccount')
const tookEffect = `(r."result" = 'success' OR r."result" IS NULL)`
const deposits = rowsOf('deposit', `r."type" = 'deposit' AND ${tookEffect}`)
const withdrawals = rowsOf('deposit', `r."type" = 'withdraw' AND ${tookEffect}`)
const websites = rowsOf('website')

/** Every account that stands as the account above in the agent list or the member list. */
const parents = ['agentAccount', 'memberAccount']
  .map(
    (kind) => `SELECT e_parent FROM ${recordTable(kind)} WHERE e_parent IS NOT NULL AND duplicate_of IS NULL`,
  )
  .join(' UNION ')
const isParent = `r.e_account IN (${parents})`
const agentParents = rowsOf('agentAccount', isParent)
const memberParents = rowsOf('memberAccount', isParent)

/** Yuan a point: amount over points (both with two decimals) of every deposit and withdrawal, when it is one and the same. */
export type PointValue =
  { readonly amount: bigint; readonly points: bigint } | 'point-value-unknown' | 'point-value-differs'
export function pointValue(db: Db): PointValue {
  const pairs = db
    .prepare(
      `SELECT DISTINCT r."amount" AS amount, r."points" AS points FROM ${recordTable('deposit')} r WHERE r.duplicate_of IS NULL AND r."amount" > 0 AND r."points" > 0`,
    )
    .safeIntegers(true)
    .all() as readonly { readonly amount: bigint; readonly points: bigint }[]
  const [first] = pairs
  if (first === undefined) return 'point-value-unknown'
  return pairs.every(({ amount, points }) => amount * first.points === first.amount * points)
    ? first
    : 'point-value-differs'
}

/** Valid points of settled slips, each slip number once; null total when one number carries different points. */
function validPoints(db: Db, within: Subject): { readonly total: bigint | null; readonly found: boolean } {
  const rows = rowsWithin(db, settled, within)
  const row = db
    .prepare<[object]>(
      `SELECT SUM(low) AS total, SUM(low <> high) AS conflicts, COUNT(low) AS filled FROM
    (SELECT MIN(r."valid") AS low, MAX(r."valid") AS high FROM ${recordTable('betSlip')} r WHERE ${rows.where} GROUP BY r."number")`,
    )
    .safeIntegers(true)
    .get(rows.params) as {
    readonly total: bigint | null
    readonly conflicts: bigint | null
    readonly filled: bigint
  }
  return {
    total: row.conflicts !== null && row.conflicts > 0n ? null : (row.total ?? 0n),
    found: row.filled > 0n,
  }
}
/** Settled slips that tell neither points nor yuan are in no stake; that is said. */
const missingSlips = (db: Db, within: Subject) =>
  missingValues(db, [
    { scope: rowsWithin(db, settled, within), value: 'COALESCE(r."valid", r."validAmount")' },
  ])
function points(db: Db, within: Subject): Figure {
  if (!hasMaterial(db, 'betSlip')) return untold('no-material')
  const { total, found } = validPoints(db, within)
  if (total === null) return untold('conflicting-rows')
  return found ? told(countValue(total, 2), [missingSlips(db, within)]) : untold('no-value')
}
function stakes(db: Db, within: Subject): Figure {
  if (!hasMaterial(db, 'betSlip')) return untold('no-material')
  const { total, found } = validPoints(db, within)
  if (total === null) return untold('conflicting-rows')
  const inYuan = aggregate(
    db,
    rowsWithin(db, settled, within),
    'SUM(CASE WHEN r."valid" IS NULL THEN r."validAmount" END)',
  )
  if (!found)
    return inYuan === null ? untold('no-value') : told(moneyValue(inYuan), [missingSlips(db, within)])
  const worth = pointValue(db)
  if (typeof worth === 'string') return untold(worth)
  // Points × (yuan / points), in 分, half up; exact whenever a point is worth a whole number of 分.
  const yuan = dividedHalfUp(total * worth.amount, worth.points) + (inYuan ?? 0n)
  return told(moneyValue(yuan), [missingSlips(db, within)])
}
function accountsAbove(db: Db): Figure {
  if (!hasMaterial(db, 'agentAccount') && !hasMaterial(db, 'memberAccount')) return untold('no-material')
  return told(
    countValue(oneNumber(db, `SELECT COUNT(DISTINCT ${wholeOf(db, 'e_parent')}) FROM (${parents})`) ?? 0n),
  )
}
function counterparts(db: Db, within: Subject): Figure {
  if (!hasMaterial(db, 'deposit')) return untold('no-material')
  const table = recordTable('deposit')
  const [paidIn, paidOut] = [rowsWithin(db, deposits, within), rowsWithin(db, withdrawals, within)]
  return told(
    countValue(
      oneNumber(
        db,
        `SELECT COUNT(DISTINCT ${wholeOf(db, 'account')}) FROM (SELECT r.e_payer AS account FROM ${table} r WHERE ${paidIn.where} AND r.e_payer IS NOT NULL
    UNION SELECT r.e_payee FROM ${table} r WHERE ${paidOut.where} AND r.e_payee IS NOT NULL)`,
        { ...paidIn.params, ...paidOut.params },
      ) ?? 0n,
    ),
  )
}

export const bettingMeasures: readonly MeasureDefinition[] = [
  {
    id: 'bets.rows',
    nameZh: '注单行数',
    nameEn: 'Bet rows',
    unit: 'row',
    scopes: [slipRows],
    figure: counted(slipRows),
    rule: {
      zh: '注单明细各表的全部行数,含重叠时段的重复行;总计行不计。',
      en: 'All rows of the bet sheets, repeats of overlapping periods included; total rows are no slips.',
    },
  },
  {
    id: 'bets.distinct_slips',
    nameZh: '注单',
    nameEn: 'Bet slips',
    headline: { place: 70, beside: ['bets.settled'] },
    unit: 'slip',
    scopes: [slips],
    figure: counted(slips, 'r."number"'),
    rule: {
      zh: '不同注单号的数量;重叠时段重复的注单只计一次,总计行不是注单。',
      en: 'Different slip numbers; slips repeated in overlapping sheets count once, total rows are no slips.',
    },
  },
  {
    id: 'bets.settled',
    nameZh: '已结算注单',
    nameEn: 'Settled slips',
    unit: 'slip',
    scopes: [settled],
    figure: counted(settled, 'r."number"'),
    rule: {
      zh: '状态为已结算的注单数,每个注单号只计一次。',
      en: 'Slips with status settled, each slip number once.',
    },
  },
  {
    id: 'bets.valid_points',
    nameZh: '有效投注点数',
    nameEn: 'Valid points',
    unit: 'point',
    scopes: [settled],
    adds: 'valid',
    figure: points,
    rule: {
      zh: '已结算注单的有效投注点数之和,每个注单号只计一次;取消、无效的不计。',
      en: 'Sum of the valid points of settled slips, each slip once; cancelled and void slips are left out.',
    },
  },
  {
    id: 'bets.stakes',
    nameZh: '赌资',
    nameEn: 'Stakes',
    headline: { place: 60, beside: ['bets.valid_points'] },
    unit: 'yuan',
    scopes: [settled],
    figure: stakes,
    rule: {
      zh: '赌资:有效投注点数 × 每点代表金额;每点金额由充值提现记录的金额与点数之比得出,各笔一致时才计算。',
      en: 'Stakes: valid points × yuan a point; the point’s value is amount over points in the deposit records and must be the same in all of them.',
    },
  },
  {
    id: 'bets.accounts',
    nameZh: '有投注的账号',
    nameEn: 'Accounts that bet',
    unit: 'account',
    scopes: [slips],
    figure: countedAccounts(slips, 'r.e_account'),
    rule: { zh: '有注单的不同会员账号数。', en: 'Different accounts that stand on a slip.' },
  },
  {
    id: 'bets.participants',
    nameZh: '参赌人数',
    nameEn: 'Participants',
    unit: 'person',
    scopes: [slips],
    figure: countedSeen(slips, 'r.e_account'),
    rule: {
      zh: '参赌人数:有注单的账号背后的不同人员;已认定为同一人的账号合计一人,未认定的账号各计一人。',
      en: 'Participants: different persons behind the accounts that stand on a slip; accounts claimed to be one person’s count once, every other account counts as one.',
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
    scopes: [agentParents, memberParents],
    figure: accountsAbove,
    rule: {
      zh: '在代理列表或会员信息中有下级账号的不同账号数,不论其名称是代理还是会员。',
      en: 'Different accounts that have accounts below them in the agent or member list, whatever they are called.',
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
    nameZh: '充值金额',
    nameEn: 'Deposits',
    headline: { place: 100, beside: ['receiving.accounts'] },
    unit: 'yuan',
    scopes: [deposits],
    adds: 'amount',
    figure: summed(deposits, 'amount', ofMinor),
    rule: { zh: '成功的充值金额之和。', en: 'Sum of successful deposits.' },
  },
  {
    id: 'receiving.withdrawals',
    nameZh: '提现金额',
    nameEn: 'Withdrawals',
    headline: { place: 110 },
    unit: 'yuan',
    scopes: [withdrawals],
    adds: 'amount',
    figure: summed(withdrawals, 'amount', ofMinor),
    rule: { zh: '成功的提现金额之和。', en: 'Sum of successful withdrawals.' },
  },
  {
    id: 'receiving.accounts',
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
    nameZh: '参赌银行账户',
    nameEn: 'Bettors’ bank accounts',
    unit: 'account',
    scopes: [rowsOf('deposit', `r."type" IN ('deposit', 'withdraw') AND ${tookEffect}`)],
    figure: counterparts,
    rule: {
      zh: '向收款账户成功充值或从其取得提现的不同银行账户数(账户法计算的参赌人数依据)。',
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
      zh: '域名清单中的不同域名数(去掉协议、www 与大小写差别)。',
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
