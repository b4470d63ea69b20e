/** Who received and paid how much, as an analysis. */
import { currencyText } from '../../../shared/words/money.ts'
import type { AnalysisColumn, AnalysisRow, AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { Swing } from '../../../shared/contract/doubts.ts'
import { bigOf, minorOf, type Minor } from '../../../shared/model/minor.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import {
  ask,
  type Asked,
  currenciesTable,
  grainsAt,
  ledgerNotes,
  money,
  moneyScope,
  Names,
  noTransfers,
  timeText,
} from './asked.ts'
import { doubtsByGroup, reasonWords, type SideDoubts } from './doubtsOf.ts'
import { monthText } from './moments.ts'
import { monthCount, months, placesOf, rank, type Ranked } from './ranking.ts'
import { statedBy } from './readLedger.ts'
import { column } from '../entities/answers.ts'

export const runMoney: AnalysisRunner<'money'> = ({ db, checkCancelled }, params) => {
  const asked = ask(db, params)
  if (asked.currency < 0) return noTransfers(asked)
  checkCancelled()
  const choice = { ...asked, days: params.days }
  const ranked = rank(asked.ledger, asked.groups, choice)
  checkCancelled()
  const shown = ranked.slice(0, mostRows)
  const names = new Names(
    asked,
    shown.map(({ group }) => group),
  )
  const doubts = doubtsByGroup(asked)
  const rows: AnalysisRow[] = []
  let place = 0
  for (const [at, each] of shown.entries()) {
    if (String(shown[at - 1]?.turnover) !== String(each.turnover)) place = at + 1
    rows.push(lineOf(asked, names, each, place, doubts.get(each.group)))
  }
  const monthRows: AnalysisRow[] = []
  for (const { group } of shown) {
    const lines = months(asked.ledger, asked.groups, group, choice)
    if (monthRows.length + lines.length > mostRows) break
    for (const { month, in: came, out, inCount, outCount } of lines)
      monthRows.push({
        key: `${names.key(group)} ${monthText(month)}`,
        cells: [
          names.cell(group),
          monthText(month),
          money(asked, came),
          money(asked, out),
          inCount,
          outCount,
        ],
      })
  }
  const told = ranked.reduce((sum, each) => sum + each.in.count, 0)
  return {
    figures: [
      {
        id: 'listed',
        title: { zh: '人（户）数', en: 'People and accounts' },
        sort: 'count',
        value: ranked.length,
      },
      {
        id: 'received',
        title: { zh: '转入笔数合计', en: 'Transfers received' },
        sort: 'count',
        unit: 'transfer',
        value: told,
      },
    ],
    tables: [
      {
        id: 'ranking',
        title: { zh: '排名', en: 'Ranking' },
        columns: rankingColumns,
        rows,
        total: ranked.length,
      },
      {
        ...monthTable,
        rows: monthRows,
        total: ranked.reduce((sum, each) => sum + monthCount(asked.ledger, asked.groups, each, choice), 0),
      },
      currenciesTable(asked),
    ],
    notes: [...ledgerNotes(asked), ...notesOf(asked, ranked, doubts)],
    entities: shown.slice(0, 50).flatMap(({ group }) => names.entityId(group) ?? []),
    links: [],
  }
}
/** Columns of the ranking; page and command line read them by id. */
export const rankingColumns: readonly AnalysisColumn[] = [
  column('rank', 'rank', '名次', 'Rank'),
  column('entity', 'entity', '人员 / 账户', 'Person / account'),
  column('holder', 'text', '户名', 'Holder'),
  column('accounts', 'count', '账户数', 'Accounts'),
  column('statement', 'words', '流水', 'Statement'),
  column('in', 'money', '转入', 'In'),
  column('out', 'money', '转出', 'Out'),
  column('net', 'money', '净额', 'Net'),
  column('turnover', 'money', '收付合计', 'Turnover'),
  column('inCount', 'count', '转入笔数', 'Times in', 'transfer'),
  column('outCount', 'count', '转出笔数', 'Times out', 'transfer'),
  column('counterparts', 'count', '对手', 'Counterparts'),
  column('activeDays', 'count', '活跃天数', 'Active days'),
  column('first', 'time', '首笔', 'First'),
  column('last', 'time', '末笔', 'Last'),
  column('kept', 'share', '留存率', 'Kept'),
  column('keptDays', 'share', 'n 日留存率', 'Kept after n days'),
  column('inLess', 'money', '转入可能少', 'In may be less by'),
  column('inMore', 'money', '转入可能多', 'In may be more by'),
  column('outLess', 'money', '转出可能少', 'Out may be less by'),
  column('outMore', 'money', '转出可能多', 'Out may be more by'),
  column('byOthersIn', 'money', '转入：仅对方流水载明', 'In, told by others only'),
  column('byOthersOut', 'money', '转出：仅对方流水载明', 'Out, told by others only'),
  column('cashIn', 'money', '现金存入', 'Cash in'),
  column('cashOut', 'money', '现金支取', 'Cash out'),
  column('channelIn', 'money', '通道户转入', 'From third-party payers'),
  column('channelOut', 'money', '通道户转出', 'To third-party payers'),
  column('fees', 'money', '手续费', 'Fees'),
  column('interest', 'money', '利息', 'Interest'),
  column('pos', 'money', '消费', 'Card payments'),
  column('unknownIn', 'money', '对方无账号转入', 'In, no account told'),
  column('unknownOut', 'money', '对方无账号转出', 'Out, no account told'),
  column('internal', 'money', '本人账户之间', 'Between own accounts'),
  column('failed', 'money', '失败', 'Failed'),
  column('takenBack', 'money', '冲正退款', 'Taken back'),
  column('sideless', 'money', '收付不明', 'Direction not known'),
]
const monthTable: Omit<AnalysisTable, 'rows' | 'total'> = {
  id: 'months',
  title: { zh: '按月', en: 'By month' },
  columns: [
    column('entity', 'entity', '人员 / 账户', 'Person / account'),
    column('month', 'text', '月', 'Month'),
    column('in', 'money', '转入', 'In'),
    column('out', 'money', '转出', 'Out'),
    column('inCount', 'count', '转入笔数', 'Times in', 'transfer'),
    column('outCount', 'count', '转出笔数', 'Times out', 'transfer'),
  ],
}
/** How much is known of the accounts of a group. */
export function statementWords(
  asked: Asked,
  group: number,
): { readonly zh: string; readonly en: string; readonly stated: boolean } {
  const { ledger, groups } = asked
  const levels = [...groups.nodes.subarray(groups.starts[group], groups.starts[group + 1])].map(
    (node) => ledger.stated[node] as number,
  )
  const own = levels.filter((level) => level === statedBy.statement).length
  const tables = levels.filter((level) => level === statedBy.table).length
  if (own === levels.length) return { zh: '有流水', en: 'own statement', stated: true }
  if (own > 0)
    return {
      zh: `${own}/${levels.length} 户有流水`,
      en: `statements of ${own} of ${levels.length}`,
      stated: true,
    }
  return tables > 0
    ? { zh: '收付款表', en: 'table of payers and payees', stated: true }
    : { zh: '无流水', en: 'no statement', stated: false }
}
function lineOf(
  asked: Asked,
  names: Names,
  each: Ranked,
  place: number,
  doubts: SideDoubts | undefined,
): AnalysisRow {
  const { group } = each
  const id = names.entityId(group)
  const { stated, ...words } = statementWords(asked, group)
  const grains = grainsAt(asked.ledger, placesOf(asked.ledger, asked.groups, group), each.first, each.last)
  const apart = (kind: Parameters<typeof each.apart.get>[0], way: 'in' | 'out') => {
    const side = each.apart.get(kind)?.[way]
    return side === undefined || side.count === 0 ? null : money(asked, side.sum)
  }
  const some = ({ count, sum }: { readonly count: number; readonly sum: Minor }) =>
    count === 0 ? null : money(asked, sum)
  const swing = (side: 'in' | 'out', way: 'less' | 'more') => {
    const found: Swing | undefined = doubts?.[side]?.swings.find(
      ({ currency }) => currency === asked.currencyName,
    )
    return found === undefined || String(found[way]) === '0' ? null : money(asked, found[way])
  }
  return {
    key: names.key(group),
    cells: [
      place,
      names.cell(group),
      names.holder(group),
      (asked.groups.starts[group + 1] as number) - (asked.groups.starts[group] as number),
      words,
      // Without a statement what others do not tell of is not known.
      each.in.count === 0 && !stated ? null : money(asked, each.in.sum),
      each.out.count === 0 && !stated ? null : money(asked, each.out.sum),
      stated ? money(asked, each.net) : null,
      money(asked, each.turnover),
      each.in.count,
      each.out.count,
      each.counterparts,
      each.activeDays,
      timeText(each.first, grains[0]),
      timeText(each.last, grains[1]),
      stated ? each.kept : null,
      stated ? each.keptDays : null,
      swing('in', 'less'),
      swing('in', 'more'),
      swing('out', 'less'),
      swing('out', 'more'),
      some(each.byOthers.in),
      some(each.byOthers.out),
      apart('cash', 'in'),
      apart('cash', 'out'),
      apart('channel', 'in'),
      apart('channel', 'out'),
      apart('fee', 'out'),
      apart('interest', 'in'),
      apart('pos', 'out'),
      apart('unknown', 'in'),
      apart('unknown', 'out'),
      some(each.internal),
      some(each.failed),
      some(each.takenBack),
      some(each.sideless),
    ],
    ...(id === null ? {} : { rows: [moneyScope(asked, { of: [id], way: 'both' })] }),
  }
}
function notesOf(asked: Asked, ranked: readonly Ranked[], doubts: ReadonlyMap<number, SideDoubts>) {
  const without = ranked.filter(({ group }) => !statementWords(asked, group).stated)
  const reasons = new Map<string, number>()
  for (const { in: into, out } of doubts.values())
    for (const { reason, count } of [...(into?.each ?? []), ...(out?.each ?? [])])
      reasons.set(reason, (reasons.get(reason) ?? 0) + count)
  const told = [...reasons.keys()].map((reason) => reasonWords[reason as keyof typeof reasonWords])
  const sum = minorOf(without.reduce((total, each) => total + bigOf(each.turnover), 0n))
  return [
    ...(without.length === 0
      ? []
      : [
          {
            tone: 'warn' as const,
            id: 'no-statement',
            words: {
              zh: `${without.length} 个人（户）没有自己的流水，只见他人流水所载，涉及 ${currencyText(asked.currencyName, 'zh-CN')} ${moneyText(sum)}；其转入、转出可能不全，净额与留存率不可判。`,
              en: `${without.length} people or accounts have no statement of their own; only what others tell is seen, ${currencyText(asked.currencyName, 'en')} ${moneyText(sum)} in all. Their in and out may be incomplete, net and kept cannot be told.`,
            },
          },
        ]),
    ...(told.length === 0
      ? []
      : [
          {
            tone: 'warn' as const,
            id: 'undecided',
            words: {
              zh: `${doubts.size} 个人（户）的数额有待定的行（${told.map(({ zh }) => zh).join('、')}），可能的增减列在“可能少”“可能多”。`,
              en: `Sums of ${doubts.size} people or accounts hang on rows nobody has decided about (${told.map(({ en }) => en).join(', ')}); by how much they may change stands in “may be less” and “may be more”.`,
            },
          },
        ]),
  ]
}
