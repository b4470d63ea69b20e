/** The analysis `agents`: the tree of a betting ring, what stands below each account, and where the material disagrees. */
import type {
  AnalysisFigure,
  AnalysisNote,
  AnalysisResult,
  AnalysisRow,
  AnalysisTable,
} from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { readEntity, readUnmergedEntities } from '../entities/entityRows.ts'
import { column, cutNote, EntityNames, moneyCell, note } from '../entities/answers.ts'
import { hasMaterial } from '../law/measure.ts'
import { settledSlips, slipNumber } from '../law/slips.ts'
import { membersOf } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { accountEntities } from './accounts.ts'
import {
  agentScope,
  agentsTable,
  inYuan,
  levelNamesTable,
  levelsTable,
  lineTable,
  membersTable,
  personsTable,
  slipsTable,
} from './agentTables.ts'
import { pointsCell } from './cells.ts'
import { ringConflicts, type RingConflict } from './conflicts.ts'
import { bettingRing, type AgentFigures, type Ring, type Sum } from './figures.ts'
import { isAgent, lineAbove, type TreeAccount } from './tree.ts'
import { conflictSortWords, conflictWords } from './words.ts'

const nothing: Omit<AnalysisResult, 'notes'> = { figures: [], tables: [], entities: [], links: [] }
/** Errors: `entity-not-found`. */
export const runAgents: AnalysisRunner<'agents'> = ({ db, checkCancelled, progress }, { of }) => {
  if (!['agentAccount', 'memberAccount', 'betSlip'].some((kind) => hasMaterial(db, kind)))
    return {
      ...nothing,
      notes: [
        note('withheld', 'no-material', {
          zh: '没有代理列表、会员信息或注单。',
          en: 'There is no agent list, member list or bet slip.',
        }),
      ],
    }
  progress('tree', 0, null)
  const ring = bettingRing(db)
  checkCancelled()
  const top = of === null ? null : accountOf(db, ring, of)
  if (top === undefined)
    return {
      ...nothing,
      notes: [
        note('withheld', 'no-account', {
          zh: '所选不是代理列表、会员信息或注单中的账号。',
          en: 'What was chosen is no account of the agent list, the member list or the slips.',
        }),
      ],
    }
  const shown = top === null ? ring.tree.order : ring.tree.order.slice(top.from, top.to)
  const line = top === null ? [] : lineAbove(ring.tree, top)
  const names = new EntityNames(db, [...ring.tree.accounts.keys()], readUnmergedEntities)
  const agents = shown.flatMap(({ id }) => ring.agents.get(id) ?? [])
  const within = new Set(shown.map(({ id }) => id))
  const conflicts = ringConflicts(db).filter(({ account }) => within.has(account.id))
  checkCancelled()
  const sum = ring.sumOf(shown)
  const lineFigures = line.flatMap(({ id }) => ring.agents.get(id) ?? [])
  const tables = [
    agentsTable(ring, agents, names),
    membersTable(ring, shown, names),
    levelsTable(ring, shown),
    levelNamesTable(ring, shown),
    slipsTable(db, ring, 'day', top === null ? null : shown, top?.id ?? null),
    slipsTable(db, ring, 'match', top === null ? null : shown, top?.id ?? null),
    personsTable(db, ring, shown, names),
    ...(top === null ? [] : [lineTable(ring, top, line, names)]),
    conflictsTable(ring, conflicts, names),
  ]
  return {
    figures: withRows(figuresOf(ring, shown, agents, conflicts, sum), top?.id ?? null),
    tables,
    notes: [...notesOf(db, ring, sum, conflicts, names), ...tables.flatMap((table) => cutNote(table) ?? [])],
    entities: [...lineFigures, ...agents].map(({ account }) => account.id),
    links: [],
  }
}
/** The account as the tree knows it; undefined where it is none. */
function accountOf(db: Db, ring: Ring, of: number): TreeAccount | undefined {
  const seen = readEntity(db, of).entityId
  const wholes = [...accountEntities(db)]
  for (const id of [of, ...membersOf(db, seen)]) {
    const whole = wholes.find(([, { parts }]) => parts.includes(id))?.[0] ?? id
    const account = ring.tree.accounts.get(whole)
    if (account !== undefined) return account
  }
  return undefined
}

function figuresOf(
  ring: Ring,
  shown: readonly TreeAccount[],
  agents: readonly AgentFigures[],
  conflicts: readonly RingConflict[],
  sum: Sum,
): readonly AnalysisFigure[] {
  const count = (id: string, zh: string, en: string, value: number, unit: AnalysisFigure['unit']) =>
    ({ id, title: { zh, en }, sort: 'count', value, ...(unit === undefined ? {} : { unit }) }) as const
  const above = agents.filter(({ account }) => isAgent(account))
  const alone = new Set(ring.tree.alone)
  const inTree = shown.filter((account) => !alone.has(account))
  const deepest = inTree.reduce((most, { level }) => Math.max(most, level), 0)
  const highest = inTree.reduce((least, { level }) => Math.min(least, level), deepest)
  const result = sum.points === null || sum.tally.withoutResult > 0 ? null : sum.tally.result
  return [
    count(
      'listed',
      '代理列表账号',
      'Agents listed',
      shown.filter((one) => one.inAgentList).length,
      'account',
    ),
    count('withSubordinates', '有下级的账号', 'Accounts with accounts below', above.length, 'account'),
    count(
      'listedWithout',
      '名单代理无下级',
      'Listed agents with nobody below',
      conflicts.filter(({ sort }) => sort === 'nobodyBelow').length,
      'account',
    ),
    count(
      'membersWithSubordinates',
      '会员有下级',
      'Members with accounts below',
      conflicts.filter(({ sort }) => sort === 'called').length,
      'account',
    ),
    count('levels', '层数', 'Levels', deepest === 0 ? 0 : deepest - highest + 1, 'level'),
    count('accounts', '账号', 'Accounts', shown.length, 'account'),
    count(
      'members',
      '会员账号',
      'Member accounts',
      shown.filter((one) => !isAgent(one) && !one.inAgentList).length,
      'account',
    ),
    count(
      'outside',
      '不在树上的账号',
      'Accounts outside of the tree',
      shown.length - inTree.length,
      'account',
    ),
    count('bettors', '有投注账号', 'Accounts that bet', sum.bettors, 'account'),
    count('persons', '参赌人数', 'Persons that bet', sum.persons, 'person'),
    count('settled', '已结算注单', 'Settled slips', sum.tally.settled, 'slip'),
    {
      id: 'validPoints',
      title: { zh: '有效投注', en: 'Valid points' },
      sort: 'number',
      unit: 'point',
      value: pointsCell(sum.points),
    },
    {
      id: 'stakes',
      title: { zh: '赌资', en: 'Stakes' },
      sort: 'money',
      unit: 'yuan',
      value: moneyCell(sum.stakes),
    },
    {
      id: 'result',
      title: { zh: '会员输赢', en: 'Members’ result' },
      sort: 'money',
      unit: 'yuan',
      value: moneyCell(inYuan(result, ring.worth)),
    },
    count('conflicts', '不一致', 'Conflicts', conflicts.length, undefined),
  ]
}

/** Figures of slips and accounts open the rows they are made of, of the whole case by its measures. */
function withRows(figures: readonly AnalysisFigure[], top: number | null): readonly AnalysisFigure[] {
  const slips: ScopeInput =
    top === null ? { kind: 'betSlip', measure: 'bets.settled' } : agentScope('betSlip', top, 'line')
  const rows: Readonly<Record<string, ScopeInput>> = {
    listed:
      top === null
        ? { kind: 'agentAccount', measure: 'agents.listed' }
        : agentScope('agentAccount', top, 'line'),
    // Those of the list that have accounts below are agents here and members there: no one scope of the case holds the others.
    ...(top === null ? {} : { members: agentScope('memberAccount', top, 'members') }),
    settled: slips,
    validPoints: slips,
    stakes: slips,
    result: slips,
  }
  return figures.map((figure) => {
    const scope = rows[figure.id]
    return scope === undefined ? figure : { ...figure, rows: [scope] }
  })
}

function conflictsTable(ring: Ring, conflicts: readonly RingConflict[], names: EntityNames): AnalysisTable {
  const name = (id: number | null): string => names.label(id)
  return {
    id: 'conflicts',
    title: { zh: '不一致', en: 'Conflicts' },
    columns: [
      column('sort', 'words', '种类', 'Sort'),
      column('account', 'entity', '账号', 'Account'),
      column('others', 'entities', '涉及账号', 'Accounts concerned'),
      column('says', 'words', '内容', 'What'),
    ],
    rows: conflicts.slice(0, mostRows).map((conflict): AnalysisRow => {
      const { sort, account, others, says, rate } = conflict
      return {
        key: [sort, rate ?? says ?? '', names.key(account.id)].join('/'),
        cells: [
          conflictSortWords[sort],
          names.cell(account.id),
          names.cells(others),
          conflictWords(conflict, name),
        ],
        rows: conflictRows(ring, conflict),
      }
    }),
    total: conflicts.length,
  }
}
function conflictRows({ tree }: Ring, { sort, account, others }: RingConflict): readonly ScopeInput[] {
  const said = (one: TreeAccount): readonly ScopeInput[] => {
    const kinds = new Set<string>(one.said.map(({ source }) => source))
    if (one.inAgentList) kinds.add('agentAccount')
    if (one.inMemberList) kinds.add('memberAccount')
    return [...kinds].map((kind) => agentScope(kind, one.id, 'said'))
  }
  switch (sort) {
    case 'circle':
      return others.flatMap((id) => {
        const one = id === null ? undefined : tree.accounts.get(id)
        return one === undefined ? [] : said(one)
      })
    case 'called':
    case 'unlisted':
      return [agentScope('memberAccount', account.id, 'direct'), ...said(account)]
    default:
      return said(account)
  }
}

function notesOf(
  db: Db,
  ring: Ring,
  sum: Sum,
  conflicts: readonly RingConflict[],
  names: EntityNames,
): readonly AnalysisNote[] {
  const { statements, tree, worth } = ring
  const { tally } = sum
  const notes: (AnalysisNote | null)[] = [
    typeof worth === 'string' && sum.points !== 0n
      ? note('withheld', worth, {
          zh: '每点代表多少元不明（充值提现记录没有或各笔不同），赌资与交收不计算，只有点数。',
          en: 'What a point is worth is unknown or differs between deposits: stakes and settlements are not told, only points.',
        })
      : null,
    sum.points === null
      ? note('withheld', 'conflicting-slips', {
          zh: '有注单各行互相矛盾且未决定，涉及账号及其上级的点数与赌资不计算；见“数据质量”。',
          en: 'Rows of some slips contradict each other undecided: points and stakes of their accounts and of those above are withheld; see the quality list.',
        })
      : null,
    said('warn', 'different-above', conflicts.filter(({ sort }) => sort === 'above').length, (count) => ({
      zh: `${count} 个账号的上级有不同记载，按“代理列表、会员信息、注单”的先后暂定；其上各级的赌资给出上下限，人数、输赢与交收只按暂定位置计。`,
      en: `For ${count} accounts the material gives different accounts above; they stand by the order agent list, member list, slips; stakes above them say between what they lie, persons, results and settlements only hold if they stand there.`,
    })),
    said('warn', 'circles', tree.circles.length, (count) => ({
      zh: `${count} 处上下级成循环，材料不能说明谁在上，暂在名称最先的账号处断开：循环内各账号其下的赌资给出上下限，交收不计算，级别、人数、输赢只按断开后的位置计：${tree.circles.map((circle) => circle.map((id) => names.label(id)).join('→')).join('；')}`,
      en: `${count} circles, of which the material does not say who is on top, were cut at the first name for the time being; of their accounts stakes below say between what they lie, settlements are withheld, levels, people and results only hold for that cut: ${tree.circles.map((circle) => circle.map((id) => names.label(id)).join('→')).join('; ')}`,
    })),
    said('warn', 'above-themselves', statements.themselves, (count) => ({
      zh: `${count} 行把账号自己写作自己的上级，视为未载。`,
      en: `${count} rows name an account as above itself and count as not told.`,
    })),
    said(
      'warn',
      'unread-above',
      statements.unread.reduce((all, { rows }) => all + rows, 0),
      (count) => ({
        zh: `${count} 行的上级不是账号，视为未载：${statements.unread
          .map(({ word }) => word)
          .slice(0, 5)
          .join('、')}`,
        en: `In ${count} rows the one above is no account and counts as not told: ${statements.unread
          .map(({ word }) => word)
          .slice(0, 5)
          .join(', ')}`,
      }),
    ),
    said('warn', 'slips-of-nobody', slipsOfNobody(db), (count) => ({
      zh: `${count} 笔已结算注单没有账号，不在任何账号的数字中；按日、按比赛的合计含之。`,
      en: `${count} settled slips name no account and are in no figure of an account; totals by day and match hold them.`,
    })),
    said('warn', 'unknown-state', tally.unknown, (count) => ({
      zh: `${count} 笔注单状态不明，未计。`,
      en: `${count} slips of unknown state are left out.`,
    })),
    said('warn', 'without-points', tally.withoutPoints, (count) => ({
      zh: `${count} 笔已结算注单没有有效点数；自带人民币金额的按其金额计入赌资，否则未计。`,
      en: `${count} settled slips tell no valid points; those that tell yuan count by that, others not at all.`,
    })),
    said('warn', 'without-result', tally.withoutResult, (count) => ({
      zh: `${count} 笔已结算注单没有输赢，所在各线的输赢与交收不计算。`,
      en: `${count} settled slips tell no result: results and settlements of their lines are not told.`,
    })),
    said('note', 'open-slips', tally.open, (count) => ({
      zh: `${count} 笔注单未结算，未计。`,
      en: `${count} slips are not settled and left out.`,
    })),
    said('note', 'dead-slips', tally.dead, (count) => ({
      zh: `${count} 笔注单已取消或无效，未计。`,
      en: `${count} slips were cancelled or void and are left out.`,
    })),
    said('note', 'houses', statements.houses.length, () => ({
      zh: `上级写作“${statements.houses.join('”“')}”的视为没有上级账号。`,
      en: `Accounts below “${statements.houses.join('”, “')}” are taken to have no account above.`,
    })),
    said('note', 'outside', tree.alone.length, (count) => ({
      zh: `${count} 个账号既无上级也无下级记载，不在树上。`,
      en: `${count} accounts have nobody above and nobody below and stand outside of the tree.`,
    })),
    note('note', 'persons', {
      zh: '人数只合并已认定为同一人的账号；共用手机号、银行卡、微信而未认定的见“身份”。',
      en: 'Persons are joined only where decided; accounts that share a phone, a card or a WeChat id undecided stand under identity.',
    }),
    note('note', 'settlement', {
      zh: '交收系按占成、返水推算，不是实际付款；与往来账核对后方可采用。输赢以会员计，负数为会员输。',
      en: 'Settlements are worked out from share and rebate, they are no payments; check them against the accounts. Results are the members’: below zero they lost.',
    }),
  ]
  return notes.filter((entry) => entry !== null)
}
function said(
  tone: AnalysisNote['tone'],
  id: string,
  count: number,
  words: (count: number) => AnalysisNote['words'],
): AnalysisNote | null {
  return count === 0 ? null : note(tone, id, words(count))
}
function slipsOfNobody(db: Db): number {
  return (
    db
      .prepare<[], number>(
        `SELECT COUNT(DISTINCT ${slipNumber}) FROM ${recordTable('betSlip')} r WHERE ${settledSlips} AND r.e_account IS NULL`,
      )
      .pluck()
      .get() ?? 0
  )
}
