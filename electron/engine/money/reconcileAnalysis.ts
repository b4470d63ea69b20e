/** Statements held against their balances and against what else is told, as an analysis. */
import type { AnalysisNote, AnalysisRow } from '../../../shared/contract/analyses/result.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import type { Words } from '../../../shared/language.ts'
import { addMinor, type Minor, minorOf } from '../../../shared/model/minor.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import type { StatementRow } from '../analysis/findings/balances.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import {
  column,
  countNote,
  cutNote,
  EntityNames,
  note,
  pickedScopes,
  tableOf,
  withheld,
} from '../entities/answers.ts'
import { readEntity } from '../entities/entityRows.ts'
import { holderNames } from '../entities/holderNames.ts'
import {
  ask,
  type Asked,
  groupsOf,
  ledgerNotes,
  money,
  moneyOrNone,
  moneyScope,
  mostPicked,
  noTransfers,
} from './asked.ts'
import { type Statement, statementOf } from './balances.ts'
import { amountsTold, type Declared, declaredOf } from './declared.ts'
import { type Gap, type GapReading, reconciled, type Reconciled } from './reconcile.ts'
import { statedBy } from './readLedger.ts'
import { type ByOthers, levelOf, othersIn, toldInSeveral, undatedRows } from './reconcileOthers.ts'

/** So many accounts are gone through where none is chosen. */
const mostAccounts = 5_000
interface Held {
  readonly statement: Statement
  readonly told: Reconciled
}
const readingWords: Readonly<Record<GapReading, Words>> = {
  missing: { zh: '缺行', en: 'rows missing' },
  'too-many': { zh: '缺行，或本行多列', en: 'rows missing, or this row is one too many' },
  turned: { zh: '缺行，或本行收付写反', en: 'rows missing, or the direction of this row is the wrong way' },
}
const whereWords = {
  within: { zh: '同一表内', en: 'within one sheet' },
  between: { zh: '两表之间', en: 'between two sheets' },
} as const
const whatWords: Readonly<Record<Declared['what'], Words>> = {
  balance: { zh: '账户余额', en: 'balance' },
  in: { zh: '转入', en: 'in' },
  out: { zh: '转出', en: 'out' },
  between: { zh: '双方之间', en: 'between both' },
}

export const runReconcile: AnalysisRunner<'reconcile'> = ({ db, checkCancelled }, params) => {
  const chosen = params.of.map((id) => readEntity(db, id).entityId)
  const asked = ask(db, { currency: params.currency, by: 'account', span: { from: null, to: null } })
  if (asked.currency < 0) return noTransfers(asked)
  const all = accountsOf(asked, chosen)
  if (all.length === 0)
    return withheld(
      note('withheld', 'no-accounts', {
        zh: '没有可核对的账户：所选人员或账户没有转账，也没有流水。',
        en: 'There is no account to hold anything against: those chosen have neither transfers nor statements.',
      }),
    )
  const accounts = all.slice(0, mostAccounts)
  const held = accounts.flatMap((id): readonly Held[] => {
    checkCancelled()
    // A table of payers and payees is nobody's statement.
    if (levelOf(asked, id) < statedBy.statement) return []
    const statement = statementOf(db, id, asked.currencyName)
    return statement === null ? [] : [{ statement, told: reconciled(statement.lines) }]
  })
  const closing = new Map(held.map(({ statement, told }) => [statement.entityId, told.closing]))
  const declared = [
    ...declaredOf(asked, accounts, closing, checkCancelled),
    ...amountsTold(asked, [...new Set([...accounts, ...chosen])]),
  ]
  const names = new EntityNames(db, [...accounts, ...declared.map(({ accountId }) => accountId)])
  const holders = holderNames(db, accounts)
  const gaps = held.flatMap(({ statement, told }) => {
    checkCancelled()
    return told.gaps.map((gap) => ({ statement, gap, others: othersIn(asked, statement.entityId, gap) }))
  })
  const tables = [
    accountsTable(asked, names, holders, held),
    gapsTable(asked, names, gaps),
    monthsTable(asked, names, held),
    declaredTable(asked, names, declared),
  ]
  const missing = (isIn: boolean): Minor =>
    minorOf(
      gaps.reduce(
        (sum, { gap }) => (gap.missing > 0 === isIn ? sum + BigInt(Math.abs(gap.missing)) : sum),
        0n,
      ),
    )
  const gapRows = pickedScopes(
    'transfer',
    gaps.flatMap(({ gap }) => rowsOf(gap)),
  )
  return {
    figures: [
      {
        id: 'statements',
        title: { zh: '有流水的账户', en: 'Accounts with a statement' },
        sort: 'count',
        value: held.length,
      },
      {
        id: 'held',
        title: { zh: '核对处', en: 'Balances held' },
        sort: 'count',
        value: held.reduce((sum, { told }) => sum + told.steps, 0),
      },
      { id: 'gaps', title: { zh: '缺口', en: 'Gaps' }, sort: 'count', value: gaps.length, rows: gapRows },
      {
        id: 'missingIn',
        title: { zh: '缺口合计：缺转入', en: 'Gaps in all: in missing' },
        sort: 'money',
        value: money(asked, missing(true)),
      },
      {
        id: 'missingOut',
        title: { zh: '缺口合计：缺转出', en: 'Gaps in all: out missing' },
        sort: 'money',
        value: money(asked, missing(false)),
      },
      {
        id: 'declared',
        title: { zh: '可比的申报与他方所载', en: 'Declared or told elsewhere' },
        sort: 'count',
        value: declared.length,
      },
    ],
    tables,
    notes: [
      ...ledgerNotes(asked),
      ...notesOf(asked, accounts, all.length, held, gaps.length, declared),
      ...gapNotes(gaps),
      ...countNote(
        undatedRows(db, accounts, asked.currencyName),
        'undated-rows',
        '本方流水有 {count} 行没有时间，不在核对、转入、转出之内；缺口可能就是这些行。',
        '{count} rows of these statements tell no time and are in neither balances nor in and out here; gaps may be these rows.',
        'warn',
      ),
      ...tables.flatMap((table) => cutNote(table) ?? []),
    ],
    entities: held.filter(({ told }) => told.gaps.length > 0).map(({ statement }) => statement.entityId),
    links: [],
  }
}
/** Accounts of those chosen, or all that have a statement of their own. */
function accountsOf(asked: Asked, chosen: readonly number[]): readonly number[] {
  const { ledger, groups } = asked
  const nodes =
    chosen.length === 0
      ? Array.from({ length: ledger.accounts }, (_, node) => node).filter(
          (node) => ledger.stated[node] === statedBy.statement,
        )
      : groupsOf(asked, chosen).map((group) => groups.nodes[groups.starts[group] as number] as number)
  return nodes.map((node) => ledger.entityIds[node] as number).toSorted((one, other) => one - other)
}
/** Rows of a statement by their numbers; of very many the transfers of the account in the same time. */
function statementRows(asked: Asked, entityId: number, rows: readonly StatementRow[]): readonly ScopeInput[] {
  if (rows.length <= mostPicked)
    return pickedScopes(
      'transfer',
      rows.map(({ recordId }) => recordId),
    )
  const [from, to] = [rows[0]?.time.slice(0, 10) ?? null, rows.at(-1)?.time.slice(0, 10) ?? null]
  return [moneyScope(asked, { of: [entityId], way: 'both', by: 'account', from, to })]
}
const rowsOf = ({ before, row }: Gap): readonly number[] =>
  before === null ? [row.recordId] : [before.recordId, row.recordId]

function accountsTable(
  asked: Asked,
  names: EntityNames,
  holders: ReadonlyMap<number, string>,
  held: readonly Held[],
) {
  return tableOf(
    {
      id: 'accounts',
      title: { zh: '逐户核对', en: 'By account' },
      columns: [
        column('account', 'entity', '账户', 'Account'),
        column('holder', 'text', '户名', 'Holder'),
        column('rows', 'count', '流水行数', 'Rows', 'row'),
        column('first', 'time', '首行', 'First row'),
        column('last', 'time', '末行', 'Last row'),
        column('opening', 'money', '期初余额', 'Balance before'),
        column('in', 'money', '流水转入', 'In by statement'),
        column('out', 'money', '流水转出', 'Out by statement'),
        column('net', 'money', '流水净额', 'Net of the statement'),
        column('missing', 'money', '缺失净额', 'Missing, net'),
        column('closing', 'money', '期末余额', 'Balance at the end'),
        column('gaps', 'count', '缺口', 'Gaps'),
        column('steps', 'count', '核对处', 'Balances held'),
        column('withoutBalance', 'count', '无余额的行', 'Rows without balance', 'row'),
      ],
    },
    held,
    ({ statement, told }): AnalysisRow => {
      const { entityId } = statement
      return {
        key: names.key(entityId),
        cells: [
          names.cell(entityId),
          holders.get(entityId) ?? null,
          statement.rows,
          statement.first,
          statement.last,
          moneyOrNone(asked, told.opening),
          money(asked, told.in),
          money(asked, told.out),
          money(asked, told.net),
          // Where no balance could be held against another nothing is known to be missing or not.
          moneyOrNone(asked, told.steps === 0 ? null : told.missing),
          moneyOrNone(asked, told.closing),
          told.steps === 0 ? null : told.gaps.length,
          told.steps,
          told.withoutBalance,
        ],
        rows: statementRows(asked, entityId, statement.lines),
      }
    },
  )
}
function gapsTable(
  asked: Asked,
  names: EntityNames,
  gaps: readonly { readonly statement: Statement; readonly gap: Gap; readonly others: ByOthers | null }[],
) {
  return tableOf(
    {
      id: 'gaps',
      title: { zh: '缺口', en: 'Gaps' },
      columns: [
        column('account', 'entity', '账户', 'Account'),
        column('after', 'time', '前一行', 'Row before'),
        column('balanceBefore', 'money', '前一余额', 'Its balance'),
        column('at', 'time', '本行', 'Row'),
        column('direction', 'words', '收付', 'Direction'),
        column('amount', 'money', '本行金额', 'Its amount'),
        column('expected', 'money', '应有余额', 'Balance it should show'),
        column('found', 'money', '本行余额', 'Balance it shows'),
        column('missing', 'money', '缺失净额', 'Missing, net'),
        column('others', 'money', '他方所载净额', 'Told by others, net'),
        column('rest', 'money', '仍缺', 'Still missing'),
        column('othersCount', 'count', '他方所载笔数', 'Told by others', 'transfer'),
        column('where', 'words', '位置', 'Where'),
        column('reading', 'words', '可能', 'May be'),
      ],
    },
    gaps,
    ({ statement, gap, others }, place): AnalysisRow => {
      const { before, row } = gap
      const isWithin =
        before !== null && statement.sheets.get(before.recordId) === statement.sheets.get(row.recordId)
      return {
        key: `${names.key(statement.entityId)} ${row.time} ${gap.found} ${place}`,
        cells: [
          names.cell(statement.entityId),
          before?.time ?? null,
          moneyOrNone(asked, before?.balance ?? null),
          row.time,
          row.direction === 'in' ? whatWords.in : row.direction === 'out' ? whatWords.out : null,
          moneyOrNone(asked, row.amount),
          money(asked, gap.expected),
          money(asked, gap.found),
          money(asked, gap.missing),
          moneyOrNone(asked, others?.net ?? null),
          moneyOrNone(asked, others === null ? null : minorOf(BigInt(gap.missing) - BigInt(others.net))),
          others?.records.length ?? null,
          before === null ? null : isWithin ? whereWords.within : whereWords.between,
          readingWords[gap.reading],
        ],
        rows: pickedScopes('transfer', [...rowsOf(gap), ...(others?.records ?? [])]),
      }
    },
  )
}
/** What is not told of gaps: which month they are of, and whether one transfer was held against several. */
function gapNotes(
  gaps: readonly { readonly statement: Statement; readonly gap: Gap; readonly others: ByOthers | null }[],
): readonly AnalysisNote[] {
  const between = gaps.filter(
    ({ gap: { before, row } }) => before !== null && before.time.slice(0, 7) !== row.time.slice(0, 7),
  ).length
  return [
    ...countNote(
      between,
      'gap-over-months',
      '有 {count} 处缺口跨月：缺失计在后一行所在月，前几月的“月末余额”只是该月末行的余额，真实月末余额不可知。',
      '{count} gaps lie between rows of different months: what is missing counts in the month of the later row; the balance at the end of the months before is only that of their last row.',
      'warn',
    ),
    ...countNote(
      toldInSeveral(gaps.map(({ statement, others }) => ({ accountId: statement.entityId, others }))),
      'others-in-several',
      '“他方所载”中有 {count} 笔可能落在同一户的几处缺口内（时间只写到日或同一时刻），各处都列出，不可相加。',
      '{count} transfers told by others may lie in several gaps of one account (a day only, or the same moment); they stand at each and must not be added up.',
      'warn',
    ),
  ]
}
function monthsTable(asked: Asked, names: EntityNames, held: readonly Held[]) {
  const lines = held.flatMap(({ statement, told }) => {
    const byMonth = Map.groupBy(statement.lines, ({ time }) => time.slice(0, 7))
    return told.months.map((month) => ({ statement, told, month, rows: byMonth.get(month.month) ?? [] }))
  })
  return tableOf(
    {
      id: 'months',
      title: { zh: '按月核对', en: 'By month' },
      columns: [
        column('account', 'entity', '账户', 'Account'),
        column('month', 'text', '月', 'Month'),
        column('rows', 'count', '行数', 'Rows', 'row'),
        column('opening', 'money', '月初余额', 'Balance before'),
        column('in', 'money', '转入', 'In'),
        column('out', 'money', '转出', 'Out'),
        column('missing', 'money', '缺失净额', 'Missing, net'),
        column('closing', 'money', '月末余额', 'Balance at the end'),
        column('gaps', 'count', '缺口', 'Gaps'),
      ],
    },
    lines,
    ({ statement, told, month, rows }): AnalysisRow => ({
      key: `${names.key(statement.entityId)} ${month.month}`,
      cells: [
        names.cell(statement.entityId),
        month.month,
        month.rows,
        moneyOrNone(asked, month.opening),
        money(asked, month.in),
        money(asked, month.out),
        moneyOrNone(asked, told.steps === 0 ? null : month.missing),
        moneyOrNone(asked, month.closing),
        told.steps === 0 ? null : month.gaps,
      ],
      rows: statementRows(asked, statement.entityId, rows),
    }),
  )
}
function declaredTable(asked: Asked, names: EntityNames, declared: readonly Declared[]) {
  return tableOf(
    {
      id: 'declared',
      title: { zh: '申报与他方所载', en: 'Declared and told elsewhere' },
      columns: [
        column('account', 'entity', '账户', 'Account'),
        column('source', 'words', '出处', 'Where it is told'),
        column('by', 'words', '陈述人', 'Told by'),
        column('what', 'words', '所载', 'What'),
        column('from', 'time', '自', 'From'),
        column('to', 'time', '至', 'To'),
        column('told', 'money', '所载数额', 'Told'),
        column('material', 'money', '材料数额', 'In the material'),
        column('difference', 'money', '差额（所载－材料）', 'Difference (told − material)'),
        column('rows', 'count', '所载行数', 'Rows', 'row'),
      ],
    },
    declared,
    ({ accountId, kind, by, what, from, to, told, material, records, rows }, place): AnalysisRow => ({
      key: `${names.key(accountId)} ${kind.id} ${what} ${place}`,
      cells: [
        names.cell(accountId),
        { zh: kind.nameZh, en: kind.nameEn },
        by,
        whatWords[what],
        from,
        to,
        money(asked, told),
        moneyOrNone(asked, material),
        moneyOrNone(asked, material === null ? null : minorOf(BigInt(told) - BigInt(material))),
        records.length,
      ],
      rows: [...pickedScopes(kind.id, records), ...rows],
    }),
  )
}
function notesOf(
  asked: Asked,
  accounts: readonly number[],
  all: number,
  held: readonly Held[],
  gaps: number,
  declared: readonly Declared[],
): readonly AnalysisNote[] {
  const notes: AnalysisNote[] = []
  const say = (tone: AnalysisNote['tone'], id: string, zh: string, en: string): void => {
    notes.push({ tone, id, words: { zh, en } })
  }
  if (all > accounts.length)
    say(
      'warn',
      'accounts-cut',
      `共 ${all} 户，只核对前 ${accounts.length} 户；请选择账户分别核对。`,
      `Of ${all} accounts only the first ${accounts.length} were gone through; choose accounts for the others.`,
    )
  const without = accounts.length - held.length
  if (without > 0)
    say(
      'warn',
      'no-statement',
      `${without} 户没有本币种的本方流水，余额无从核对。`,
      `${without} accounts have no statement of their own in this currency; no balance can be held against anything.`,
    )
  const blind = held.filter(({ told }) => told.steps === 0 && !told.reversed).length
  if (blind > 0)
    say(
      'warn',
      'no-balances',
      `${blind} 户的流水没有（足够的）余额，是否缺行不可判。`,
      `The statements of ${blind} accounts tell no balances (or only one): whether rows are missing cannot be told.`,
    )
  const reversed = held.filter(({ told }) => told.reversed).length
  if (reversed > 0)
    say(
      'warn',
      'reversed',
      `${reversed} 户的余额只有把收付对调才接得上，请先核对该表的收付方向；未列缺口。`,
      `The balances of ${reversed} accounts fit only with in and out exchanged: check the direction of that sheet first; no gaps are listed.`,
    )
  const open = held.reduce((sum, { told }) => sum + told.withoutEffect, 0)
  if (open > 0)
    say(
      'warn',
      'without-effect',
      `有 ${open} 行没有金额或收付方向，其后的期初、月末余额不可判。`,
      `${open} rows tell no amount or direction; balances before and by month cannot be told of those accounts.`,
    )
  if (gaps > 0) {
    const total = held.reduce<Minor>((sum, { told }) => addMinor(sum, told.missing), 0)
    say(
      'warn',
      'gaps',
      `余额有 ${gaps} 处接不上，净缺 ${moneyText(total)}：可能缺行，也可能该行金额、方向或余额有误；每处缺的笔数不可知，只知净额。`,
      `Balances break at ${gaps} places, ${moneyText(total)} net: rows may be missing, or the amount, direction or balance of the row is wrong; of each only the net is known, not how many rows.`,
    )
  } else if (held.some(({ told }) => told.steps > 0))
    say(
      'note',
      'no-gaps',
      '余额逐行相符；但一进一出恰好相抵的缺失、首行之前与末行之后的缺失看不出来。',
      'Balances follow row by row; what is missing in and out alike, before the first row or after the last, cannot be seen.',
    )
  const undated = declared.reduce((sum, one) => sum + (one.undated ?? 0), 0)
  if (undated > 0)
    say(
      'warn',
      'declared-undated',
      `后台或订单有 ${undated} 行没有时间：计入其所载合计，而转账只按其余各行的时间段相比，差额可能由此而来。`,
      `${undated} rows of back offices or orders tell no time: they are in what is told, while transfers are of the span of the others only; a difference may come of it.`,
    )
  if (declared.length === 0)
    say(
      'note',
      'nothing-declared',
      '案件材料中没有关于这些账户的申报余额、后台收付或笔录所述金额可以对照。',
      'The case holds no declared balance, no bookings of a back office and no amount told in an interview to hold against these accounts.',
    )
  else
    say(
      'note',
      'declared-doubt',
      '所载与材料不一致，哪一边有误不能由此判定；账户信息的余额多为查询时点的余额，与流水末行时点不同属正常；相矛盾、可能重复的行按现有认定计。',
      'Where what is told differs from the material, this does not say which is wrong. A registration’s balance is mostly that of the day it was asked for, which need not be that of the last row. Rows in conflict or that may be repeats count as they are decided now.',
    )
  if (asked.currencyName !== 'CNY')
    say(
      'note',
      'told-in-yuan',
      '笔录所述金额没有币种，只与人民币对照。',
      'Amounts told in interviews have no currency and are held against yuan only.',
    )
  return notes
}
