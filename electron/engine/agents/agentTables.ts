/** The tables of the agent tree. */
import type { AnalysisRow, AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { AgentPart } from '../../../shared/contract/scopes/ring.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'
import { column, type EntityNames, moneyCell } from '../entities/answers.ts'
import type { PointValue } from '../law/slips.ts'
import type { Db } from '../store/db.ts'
import { accountEntities } from './accounts.ts'
import { pointsCell, rateCell } from './cells.ts'
import { type AgentFigures, type Ring, settlementOf } from './figures.ts'
import { yuanOf } from './settlement.ts'
import { type SlipGroup, slipsBy } from './slipSums.ts'
import { allBelow, isAgent, type TreeAccount } from './tree.ts'
import { aboveSourceWords, unsettledWords } from './words.ts'

/** The rows of a kind behind a part of an account. */
export function agentScope(kind: string, account: number, part: AgentPart): ScopeInput {
  return { kind, agent: { account, part } }
}
/** 分 of points, where a point is worth something known. */
export function inYuan(points: bigint | null, worth: PointValue): bigint | null {
  return points === null || typeof worth === 'string' ? null : yuanOf(points, worth)
}
const agentColumns = [
  column('account', 'entity', '账号', 'Account'),
  column('name', 'text', '姓名', 'Name'),
  column('level', 'count', '层', 'Level', 'level'),
  column('levelName', 'text', '名单级别', 'Level in the list'),
  column('above', 'entity', '上级', 'Above'),
  column('aboveBy', 'words', '上级依据', 'Above, by'),
  column('inAgentList', 'flag', '在代理列表', 'In the agent list'),
  column('directMembers', 'count', '直属会员', 'Members directly below', 'account'),
  column('members', 'count', '其下会员', 'Members below', 'account'),
  column('directAgents', 'count', '直属代理', 'Agents directly below', 'account'),
  column('agents', 'count', '其下代理', 'Agents below', 'account'),
  column('bettors', 'count', '其下有投注账号', 'Accounts below that bet', 'account'),
  column('persons', 'count', '其下参赌人数', 'Persons below that bet', 'person'),
  column('settled', 'count', '其下已结算注单', 'Settled slips below', 'slip'),
  column('validBelow', 'number', '其下有效投注', 'Valid points below', 'point'),
  column('stakesBelow', 'money', '其下赌资', 'Stakes below', 'yuan'),
  column('stakesLow', 'money', '其下赌资下限', 'Stakes below, at least', 'yuan'),
  column('stakesHigh', 'money', '其下赌资上限', 'Stakes below, at most', 'yuan'),
  column('stakesDirect', 'money', '直属会员赌资', 'Stakes of members directly below', 'yuan'),
  column('stakesOwn', 'money', '本人赌资', 'Own stakes', 'yuan'),
  column('resultBelow', 'number', '其下输赢（会员）', 'Result below (members)', 'point'),
  column('resultYuan', 'money', '其下输赢折元', 'Result below in yuan', 'yuan'),
  column('share', 'share', '占成', 'Share'),
  column('rebate', 'share', '返水', 'Rebate'),
  column('shareAbove', 'share', '上级占成', 'Share above'),
  column('rebateAbove', 'share', '上级返水', 'Rebate above'),
  column('shareAmount', 'money', '占成额（推算）', 'Share (worked out)', 'yuan'),
  column('rebateAmount', 'money', '返水额（推算）', 'Rebate (worked out)', 'yuan'),
  column('settlement', 'money', '交收上级（推算）', 'Settled with the one above (worked out)', 'yuan'),
  column('unsettled', 'words', '未能推算', 'Not worked out'),
  column('notSettled', 'count', '其下未结算', 'Open slips below', 'slip'),
  column('dead', 'count', '其下取消或无效', 'Cancelled or void below', 'slip'),
  column('unknownState', 'count', '其下状态不明', 'Of unknown state below', 'slip'),
  column('withoutPoints', 'count', '其下未载点数', 'Without points below', 'slip'),
  column('withoutResult', 'count', '其下未载输赢', 'Without result below', 'slip'),
] as const

/** Accounts with accounts below and those the agent list names, as the tree stands. */
export function agentsTable(ring: Ring, shown: readonly AgentFigures[], names: EntityNames): AnalysisTable {
  return {
    id: 'agents',
    title: { zh: '代理', en: 'Agents' },
    columns: agentColumns,
    rows: shown.slice(0, mostRows).map((figures) => agentRow(ring, figures, names)),
    total: shown.length,
  }
}
function agentRow(ring: Ring, figures: AgentFigures, names: EntityNames): AnalysisRow {
  const { account, below, own, direct, stakesBetween, settlement } = figures
  const profile = ring.profiles.get(account.id)
  const above = account.above === null ? undefined : ring.agents.get(account.above)
  const { tally } = below
  const result = below.points === null ? null : tally.result
  return {
    key: names.key(account.id),
    cells: [
      names.cell(account.id),
      profile?.names.join('、') ?? null,
      account.level,
      profile?.levels.join('、') ?? null,
      names.cell(account.above),
      account.source === null ? null : aboveSourceWords[account.source],
      account.inAgentList,
      figures.directMembers,
      figures.members,
      figures.directAgents,
      figures.agents,
      below.bettors,
      below.persons,
      tally.settled,
      pointsCell(below.points),
      moneyCell(below.stakes),
      moneyCell(stakesBetween?.low ?? null),
      moneyCell(stakesBetween?.high ?? null),
      moneyCell(direct.stakes),
      moneyCell(own.stakes),
      tally.withoutResult > 0 ? null : pointsCell(result),
      tally.withoutResult > 0 ? null : moneyCell(inYuan(result, ring.worth)),
      rateCell(figures.share),
      rateCell(figures.rebate),
      rateCell(above?.share ?? null),
      rateCell(above?.rebate ?? null),
      moneyCell(typeof settlement === 'bigint' ? partOfLine(ring, figures, 'share') : null),
      moneyCell(typeof settlement === 'bigint' ? partOfLine(ring, figures, 'rebate') : null),
      typeof settlement === 'bigint' ? moneyCell(settlement) : null,
      typeof settlement === 'bigint' ? null : unsettledWords[settlement],
      tally.open,
      tally.dead,
      tally.unknown,
      tally.withoutPoints,
      tally.withoutResult,
    ],
    rows: [
      agentScope('betSlip', account.id, 'below'),
      agentScope('memberAccount', account.id, 'members'),
      agentScope('agentAccount', account.id, 'agents'),
    ],
  }
}

/** What share or rebate of an agent comes to over its whole line. */
function partOfLine(
  ring: Ring,
  { account, share, rebate }: AgentFigures,
  part: 'share' | 'rebate',
): bigint | null {
  const rate = part === 'share' ? share : rebate
  const line = ring.sumOf([account, ...allBelow(ring.tree, account)])
  if (rate === null || line.points === null || typeof ring.worth === 'string') return null
  const of = part === 'share' ? -line.tally.result : line.points
  return dividedHalfUp(of * BigInt(rate) * ring.worth.amount, 10_000n * ring.worth.points)
}
/** Accounts without accounts below, as the tree stands. */
export function membersTable(ring: Ring, shown: readonly TreeAccount[], names: EntityNames): AnalysisTable {
  const members = shown.filter((account) => !isAgent(account) && !account.inAgentList)
  return {
    id: 'members',
    title: { zh: '会员', en: 'Members' },
    columns: [
      column('account', 'entity', '账号', 'Account'),
      column('name', 'text', '姓名', 'Name'),
      column('level', 'count', '层', 'Level', 'level'),
      column('above', 'entity', '上级', 'Above'),
      column('aboveBy', 'words', '上级依据', 'Above, by'),
      column('settled', 'count', '已结算注单', 'Settled slips', 'slip'),
      column('valid', 'number', '有效投注', 'Valid points', 'point'),
      column('stakes', 'money', '赌资', 'Stakes', 'yuan'),
      column('result', 'number', '输赢', 'Result', 'point'),
      column('notSettled', 'count', '未结算', 'Open slips', 'slip'),
      column('dead', 'count', '取消或无效', 'Cancelled or void', 'slip'),
      column('unknownState', 'count', '状态不明', 'Of unknown state', 'slip'),
    ],
    rows: members.slice(0, mostRows).map((account): AnalysisRow => {
      const { tally, points, stakes } = ring.sumOf([account])
      return {
        key: names.key(account.id),
        cells: [
          names.cell(account.id),
          ring.profiles.get(account.id)?.names.join('、') ?? null,
          account.level,
          names.cell(account.above),
          account.source === null ? null : aboveSourceWords[account.source],
          tally.settled,
          pointsCell(points),
          moneyCell(stakes),
          points === null || tally.withoutResult > 0 ? null : pointsCell(tally.result),
          tally.open,
          tally.dead,
          tally.unknown,
        ],
        rows: [agentScope('betSlip', account.id, 'own'), agentScope('memberAccount', account.id, 'own')],
      }
    }),
    total: members.length,
  }
}

/** What stands on each level. Accounts outside of the tree are none of them. */
export function levelsTable(ring: Ring, shown: readonly TreeAccount[]): AnalysisTable {
  const alone = new Set(ring.tree.alone)
  const levels = Map.groupBy(
    shown.filter((account) => !alone.has(account)),
    ({ level }) => level,
  )
  return {
    id: 'levels',
    title: { zh: '各层', en: 'Levels' },
    columns: [
      column('level', 'count', '层', 'Level', 'level'),
      column('accounts', 'count', '账号', 'Accounts', 'account'),
      column('agents', 'count', '代理', 'Agents', 'account'),
      column('members', 'count', '会员', 'Members', 'account'),
      column('bettors', 'count', '有投注账号', 'Accounts that bet', 'account'),
      column('stakes', 'money', '本层账号赌资', 'Stakes of accounts of this level', 'yuan'),
    ],
    rows: [...levels]
      .toSorted(([one], [other]) => one - other)
      .map(([level, accounts]): AnalysisRow => {
        const agents = accounts.filter(isAgent).length
        const { bettors, stakes } = ring.sumOf(accounts)
        return {
          key: `level:${level}`,
          cells: [level, accounts.length, agents, accounts.length - agents, bettors, moneyCell(stakes)],
        }
      }),
    total: levels.size,
  }
}
/** How the agent list calls the levels. */
export function levelNamesTable(ring: Ring, shown: readonly TreeAccount[]): AnalysisTable {
  const listed = shown.filter(({ inAgentList }) => inAgentList)
  const byName = Map.groupBy(listed, ({ id }) => ring.profiles.get(id)?.levels.join('、') ?? '')
  return {
    id: 'levelNames',
    title: { zh: '名单级别', en: 'Levels as the list calls them' },
    columns: [
      column('levelName', 'text', '名单级别', 'Level in the list'),
      column('accounts', 'count', '账号', 'Accounts', 'account'),
      column('levels', 'text', '实际所在层', 'Levels they stand on'),
    ],
    rows: [...byName].map(([name, accounts]) => ({
      key: `levelName:${name}`,
      cells: [
        name === '' ? null : name,
        accounts.length,
        [...new Set(accounts.map(({ level }) => level))].toSorted((one, other) => one - other).join(', '),
      ],
    })),
    total: byName.size,
  }
}

/** Settled slips by day or by match. Null accounts: all slips of the case. */
export function slipsTable(
  db: Db,
  ring: Ring,
  by: 'day' | 'match',
  shown: readonly TreeAccount[] | null,
  of: number | null,
): AnalysisTable {
  const entities = accountEntities(db)
  const groups = slipsBy(db, by, shown?.flatMap(({ id }) => entities.get(id)?.parts ?? [id]) ?? null)
  return {
    id: by === 'day' ? 'days' : 'matches',
    title: by === 'day' ? { zh: '按日', en: 'By day' } : { zh: '按比赛', en: 'By match' },
    columns: [
      by === 'day' ? column('day', 'time', '日期', 'Day') : column('match', 'text', '比赛', 'Match'),
      column('settled', 'count', '已结算注单', 'Settled slips', 'slip'),
      column('bettors', 'count', '投注账号', 'Accounts that bet', 'account'),
      column('valid', 'number', '有效投注', 'Valid points', 'point'),
      column('stakes', 'money', '赌资', 'Stakes', 'yuan'),
      column('result', 'number', '会员输赢', 'Members’ result', 'point'),
      column('withoutPoints', 'count', '未载点数', 'Without points', 'slip'),
      column('withoutResult', 'count', '未载输赢', 'Without result', 'slip'),
    ],
    rows: groups
      .slice(0, mostRows)
      .map((group): AnalysisRow => ({
        key: `${by}:${group.name ?? ''}`,
        cells: [
          group.name,
          group.settled,
          group.accounts,
          pointsCell(group.points),
          moneyCell(groupStakes(group, ring.worth)),
          group.withoutResult > 0 ? null : pointsCell(group.result),
          group.withoutPoints,
          group.withoutResult,
        ],
        rows: group.name === null ? [] : [groupScope(group, of)],
      })),
    total: groups.length,
  }
}
function groupStakes(group: SlipGroup, worth: PointValue): bigint | null {
  if (group.points === 0n) return group.yuan
  return typeof worth === 'string'
    ? null
    : dividedHalfUp(group.points * worth.amount + group.yuan * worth.points, worth.points)
}
function groupScope({ fields }: SlipGroup, of: number | null): ScopeInput {
  return {
    kind: 'betSlip',
    ...(of === null ? { measure: 'bets.settled' } : { agent: { account: of, part: 'line' } }),
    filter: fields.map(([field, value]) => ({ field, op: 'is', values: [value] })),
  }
}

/** What passes up the line of a chosen account: from those below to it, and its own line at the rates of each above it. */
export function lineTable(
  ring: Ring,
  top: TreeAccount,
  line: readonly TreeAccount[],
  names: EntityNames,
): AnalysisTable {
  const whole = ring.sumOf([top, ...allBelow(ring.tree, top)])
  const below = top.below.flatMap((id) => ring.agents.get(id) ?? [])
  const parts = below.map(({ settlement }) => settlement)
  const known = parts.filter((part) => typeof part === 'bigint')
  const steps = [top, ...line].map((account, place): AnalysisRow => {
    const settlement = account.inCircle
      ? 'in-circle'
      : settlementOf(whole, ring.profiles.get(account.id), ring.worth)
    return {
      key: `from:${names.key(account.id)}`,
      cells: [
        names.cells([account.id]),
        names.cell([...line, null][place]?.id ?? null),
        typeof settlement === 'bigint' ? moneyCell(settlement) : null,
        typeof settlement === 'bigint' ? null : unsettledWords[settlement],
      ],
      rows: [agentScope('betSlip', top.id, 'line'), agentScope('agentAccount', account.id, 'own')],
    }
  })
  const rows: AnalysisRow[] = [
    ...(below.length === 0
      ? []
      : [
          {
            key: `to:${names.key(top.id)}`,
            cells: [
              names.cells(below.map(({ account }) => account.id)),
              names.cell(top.id),
              known.length === parts.length ? moneyCell(known.reduce((sum, part) => sum + part, 0n)) : null,
              known.length === parts.length
                ? null
                : { zh: '有下级未能推算', en: 'not worked out for some below' },
            ],
            rows: [agentScope('betSlip', top.id, 'below')],
          },
        ]),
    ...steps,
  ]
  return {
    id: 'line',
    title: { zh: '逐级交收（本线部分）', en: 'Settled up the line (this line alone)' },
    columns: [
      column('from', 'entities', '交', 'From'),
      column('to', 'entity', '收（空为公司）', 'To (empty: the house)'),
      column('amount', 'money', '交收（推算）', 'Settled (worked out)', 'yuan'),
      column('unsettled', 'words', '未能推算', 'Not worked out'),
    ],
    rows,
    total: rows.length,
  }
}

/** People (as far as decided) who have several of the accounts. */
export function personsTable(
  db: Db,
  ring: Ring,
  shown: readonly TreeAccount[],
  names: EntityNames,
): AnalysisTable {
  const entities = accountEntities(db)
  const persons = new Map<number, TreeAccount[]>()
  for (const account of shown)
    for (const seen of entities.get(account.id)?.seen ?? [account.id]) {
      const own = persons.get(seen)
      if (own === undefined) persons.set(seen, [account])
      else own.push(account)
    }
  const several = [...persons.values()].filter((accounts) => accounts.length > 1)
  return {
    id: 'persons',
    title: { zh: '一人多号', en: 'People with several accounts' },
    columns: [
      column('accounts', 'entities', '账号', 'Accounts'),
      column('count', 'count', '账号数', 'How many', 'account'),
      column('above', 'entities', '分属上级', 'Above them'),
      column('stakes', 'money', '本人赌资合计', 'Own stakes together', 'yuan'),
    ],
    rows: several.slice(0, mostRows).map((accounts): AnalysisRow => ({
      key: `person:${accounts
        .map(({ id }) => names.key(id))
        .toSorted()
        .join('|')}`,
      cells: [
        names.cells(accounts.map(({ id }) => id)),
        accounts.length,
        names.cells([...new Set(accounts.map(({ above }) => above))]),
        moneyCell(ring.sumOf(accounts).stakes),
      ],
      rows: accounts.map(({ id }) => agentScope('memberAccount', id, 'own')),
    })),
    total: several.length,
  }
}
