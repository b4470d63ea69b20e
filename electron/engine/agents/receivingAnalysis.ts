/** The analysis `receiving`: the accounts that bettors paid into and were paid from. */
import type {
  AnalysisFigure,
  AnalysisNote,
  AnalysisResult,
  AnalysisRow,
  AnalysisTable,
} from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import type { ReceivingPart } from '../../../shared/contract/scopes/ring.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { holderNames } from '../entities/holderNames.ts'
import { readEntity, readUnmergedEntities } from '../entities/entityRows.ts'
import { column, cutNote, EntityNames, moneyCell, note } from '../entities/answers.ts'
import { hasMaterial } from '../law/measure.ts'
import { membersOf } from '../records/seenAs.ts'
import {
  type CounterpartSum,
  counterpartsOf,
  type Paid,
  type Receiving,
  type ReceivingAccount,
  receivingAccounts,
} from './receiving.ts'

function scope(kind: string, account: number, part: ReceivingPart, other?: number): ScopeInput {
  return { kind, receiving: { account, part, ...(other === undefined ? {} : { other }) } }
}
/** Errors: `entity-not-found`. */
export const runReceiving: AnalysisRunner<'receiving'> = ({ db }, { of }) => {
  if (!hasMaterial(db, 'deposit'))
    return {
      figures: [],
      tables: [],
      notes: [
        note('withheld', 'no-material', {
          zh: '没有充值提现记录。',
          en: 'There are no deposits and withdrawals.',
        }),
      ],
      entities: [],
      links: [],
    }
  const receiving = receivingAccounts(db)
  const chosen = of === null ? null : new Set([of, ...membersOf(db, readEntity(db, of).entityId)])
  const shown = chosen === null ? receiving.accounts : receiving.accounts.filter(({ id }) => chosen.has(id))
  const counterparts =
    chosen === null
      ? []
      : shown.flatMap(({ id }) => counterpartsOf(db, id).map((one) => ({ of: id, ...one })))
  const ids = new Set(
    shown.flatMap(({ id, passedTo, agents }) => [id, ...passedTo.map(({ account }) => account), ...agents]),
  )
  const charted = [...ids]
  for (const { account } of counterparts) ids.add(account)
  const names = new EntityNames(db, ids, readUnmergedEntities)
  const holders = holderNames(db, [...ids])
  const tables = [
    accountsTable(shown, names, holders),
    passedTable(shown, names, holders),
    ...(chosen === null ? [] : [counterpartsTable(counterparts, names, holders)]),
  ]
  return {
    figures: figuresOf(receiving, shown, chosen === null),
    tables,
    notes: [
      ...(chosen !== null && shown.length === 0
        ? [
            note('withheld', 'no-receiving-account', {
              zh: '所选不是收款账户：没有成功的充值或提现记在其上。',
              en: 'What was chosen is no receiving account: no deposit or withdrawal took effect on it.',
            }),
          ]
        : []),
      ...notesOf(receiving, shown, chosen === null),
      ...tables.flatMap((table) => cutNote(table) ?? []),
    ],
    entities: charted,
    links: [],
  } satisfies AnalysisResult
}
const passedOn = ({ toReceiving, toOthers }: ReceivingAccount): bigint => toReceiving.sum + toOthers.sum

function accountsTable(
  shown: readonly ReceivingAccount[],
  names: EntityNames,
  holders: ReadonlyMap<number, string>,
): AnalysisTable {
  return {
    id: 'accounts',
    title: { zh: '收款账户', en: 'Receiving accounts' },
    columns: [
      column('account', 'entity', '账户', 'Account'),
      column('holder', 'text', '户名', 'Holder'),
      column('deposits', 'money', '充值', 'Deposits', 'yuan'),
      column('depositRows', 'count', '充值笔数', 'Deposits, number', 'row'),
      column('withdrawals', 'money', '提现', 'Withdrawals', 'yuan'),
      column('withdrawalRows', 'count', '提现笔数', 'Withdrawals, number', 'row'),
      column('counterparts', 'count', '对手账户', 'Counterparts', 'account'),
      column('first', 'time', '最早', 'First'),
      column('last', 'time', '最晚', 'Last'),
      column('hasStatement', 'flag', '已有流水', 'Statement at hand'),
      column('fromBettors', 'money', '流水：参赌账户转入', 'Statements: from bettors', 'yuan'),
      column('toBettors', 'money', '流水：转给参赌账户', 'Statements: to bettors', 'yuan'),
      column('fromReceiving', 'money', '其他收款账户转入', 'From other receiving accounts', 'yuan'),
      column('toReceiving', 'money', '转给其他收款账户', 'To other receiving accounts', 'yuan'),
      column('fromOthers', 'money', '其他转入', 'From others', 'yuan'),
      column('toOthers', 'money', '其他转出', 'To others', 'yuan'),
      column('passedOn', 'money', '转出（非提现）', 'Passed on', 'yuan'),
      column('failed', 'money', '未成功', 'Failed', 'yuan'),
      column('unknown', 'money', '结果不明', 'Of unknown result', 'yuan'),
      column('agents', 'entities', '代理名单所载', 'Card of agents'),
    ],
    rows: shown
      .slice(0, mostRows)
      .map((one): AnalysisRow => ({
        key: names.key(one.id),
        cells: [
          names.cell(one.id),
          holders.get(one.id) ?? null,
          paid(one.deposits),
          one.deposits.rows,
          paid(one.withdrawals),
          one.withdrawals.rows,
          one.counterparts.size,
          one.first,
          one.last,
          one.hasStatement,
          byTransfers(one, one.fromBettors),
          byTransfers(one, one.toBettors),
          byTransfers(one, one.fromReceiving),
          byTransfers(one, one.toReceiving),
          byTransfers(one, one.fromOthers),
          byTransfers(one, one.toOthers),
          one.hasStatement || one.toReceiving.rows + one.toOthers.rows > 0 ? moneyCell(passedOn(one)) : null,
          moneyCell(one.failed.sum),
          moneyCell(one.unknown.sum),
          names.cells(one.agents),
        ],
        rows: [scope('deposit', one.id, 'both'), scope('transfer', one.id, 'passedOn')],
      })),
    total: shown.length,
  }
}
/** The sum; null where rows are there and none of them tells an amount in yuan. */
function paid({ rows, sum, withoutAmount, foreign }: Paid) {
  return rows > 0 && rows === withoutAmount + foreign ? null : moneyCell(sum)
}
/** Without a statement of the account nothing says that there was nothing. */
function byTransfers({ hasStatement }: ReceivingAccount, sum: Paid) {
  return !hasStatement && sum.rows === 0 ? null : paid(sum)
}
function passedTable(
  shown: readonly ReceivingAccount[],
  names: EntityNames,
  holders: ReadonlyMap<number, string>,
): AnalysisTable {
  const pairs = shown.flatMap(({ id, passedTo }) => passedTo.map((to) => ({ from: id, ...to })))
  return {
    id: 'passedOn',
    title: { zh: '转出去向', en: 'Where it was passed on' },
    columns: [
      column('from', 'entity', '收款账户', 'Receiving account'),
      column('to', 'entity', '转入账户', 'Passed to'),
      column('holder', 'text', '户名', 'Holder'),
      column('receives', 'flag', '也是收款账户', 'Takes deposits itself'),
      column('transfers', 'count', '笔数', 'Transfers', 'transfer'),
      column('amount', 'money', '金额', 'Amount', 'yuan'),
    ],
    rows: pairs
      .slice(0, mostRows)
      .map(({ from, account, paid: sum, receives }): AnalysisRow => ({
        key: `${names.key(from)} > ${names.key(account)}`,
        cells: [
          names.cell(from),
          names.cell(account),
          holders.get(account) ?? null,
          receives,
          sum.rows,
          paid(sum),
        ],
        rows: [scope('transfer', from, 'passedOn', account)],
      })),
    total: pairs.length,
  }
}
function counterpartsTable(
  counterparts: readonly (CounterpartSum & { readonly of: number })[],
  names: EntityNames,
  holders: ReadonlyMap<number, string>,
): AnalysisTable {
  return {
    id: 'counterparts',
    title: { zh: '对手账户', en: 'Counterparts' },
    columns: [
      column('account', 'entity', '对手账户', 'Counterpart'),
      column('holder', 'text', '户名', 'Holder'),
      column('deposits', 'money', '充值', 'Deposits', 'yuan'),
      column('depositRows', 'count', '充值笔数', 'Deposits, number', 'row'),
      column('withdrawals', 'money', '提现', 'Withdrawals', 'yuan'),
      column('withdrawalRows', 'count', '提现笔数', 'Withdrawals, number', 'row'),
    ],
    rows: counterparts
      .slice(0, mostRows)
      .map(({ of, account, deposits, withdrawals }): AnalysisRow => ({
        key: `${names.key(of)} < ${names.key(account)}`,
        cells: [
          names.cell(account),
          holders.get(account) ?? null,
          paid(deposits),
          deposits.rows,
          paid(withdrawals),
          withdrawals.rows,
        ],
        rows: [scope('deposit', of, 'both', account)],
      })),
    total: counterparts.length,
  }
}
function figuresOf(
  receiving: Receiving,
  shown: readonly ReceivingAccount[],
  isAll: boolean,
): readonly AnalysisFigure[] {
  const sumOf = (of: (account: ReceivingAccount) => bigint): bigint =>
    shown.reduce((sum, account) => sum + of(account), 0n)
  const money = (id: string, zh: string, en: string, value: bigint): AnalysisFigure => ({
    id,
    title: { zh, en },
    sort: 'money',
    unit: 'yuan',
    value: moneyCell(value),
    ...(isAll && (id === 'deposits' || id === 'withdrawals')
      ? { rows: [{ kind: 'deposit', measure: `receiving.${id}` }] }
      : {}),
  })
  const count = (id: string, zh: string, en: string, value: number): AnalysisFigure => ({
    id,
    title: { zh, en },
    sort: 'count',
    unit: 'account',
    value,
  })
  const counterparts =
    shown.length === receiving.accounts.length
      ? receiving.counterparts.size
      : new Set(shown.flatMap((account) => [...account.counterparts])).size
  return [
    count('accounts', '收款账户', 'Receiving accounts', shown.length),
    money(
      'deposits',
      '充值',
      'Deposits',
      sumOf(({ deposits }) => deposits.sum),
    ),
    money(
      'withdrawals',
      '提现',
      'Withdrawals',
      sumOf(({ withdrawals }) => withdrawals.sum),
    ),
    count('counterpartAccounts', '对手账户', 'Counterparts', counterparts),
    money('passedUp', '转出（非提现）', 'Passed on', sumOf(passedOn)),
    money(
      'passedOut',
      '其中转给收款账户以外',
      'Of it to accounts that take no deposits',
      sumOf(({ toOthers }) => toOthers.sum),
    ),
  ]
}
const rowsText = (sum: bigint): string => moneyText(minorOf(sum))
function notesOf(
  receiving: Receiving,
  shown: readonly ReceivingAccount[],
  isAll: boolean,
): readonly AnalysisNote[] {
  const all = (of: (account: ReceivingAccount) => readonly Paid[], elsewhere?: Paid) =>
    [...shown.flatMap(of), ...(isAll && elsewhere !== undefined ? [elsewhere] : [])].reduce(
      (sum, one) => ({
        rows: sum.rows + one.rows,
        sum: sum.sum + one.sum,
        withoutAmount: sum.withoutAmount + one.withoutAmount,
        foreign: sum.foreign + one.foreign,
      }),
      { rows: 0, sum: 0n, withoutAmount: 0, foreign: 0 },
    )
  const failed = all((one) => [one.failed], receiving.failedElsewhere)
  const unknown = all((one) => [one.unknown], receiving.unknownElsewhere)
  const counted = all((one) => [one.deposits, one.withdrawals])
  const moved = all((one) => [
    one.fromBettors,
    one.toBettors,
    one.fromReceiving,
    one.toReceiving,
    one.fromOthers,
    one.toOthers,
  ])
  const without = shown.filter(({ hasStatement }) => !hasStatement).length
  const apart = shown.filter(
    (one) =>
      one.hasStatement &&
      (one.fromBettors.sum !== one.deposits.sum || one.toBettors.sum !== one.withdrawals.sum),
  ).length
  const { range, unnamed, otherTypes, idleCards } = receiving
  const notes: (AnalysisNote | null)[] = [
    range.numbers === 0
      ? null
      : note('warn', 'conflicting-rows', {
          zh: `${range.numbers} 笔充值提现各行不一致且未决定，合计可能少 ${rowsText(range.less)} 元或多 ${rowsText(range.more)} 元。`,
          en: `Rows of ${range.numbers} deposits or withdrawals contradict each other undecided: the sums may be ${rowsText(range.less)} yuan less or ${rowsText(range.more)} more.`,
        }),
    unnamed.rows === 0
      ? null
      : note('warn', 'unnamed', {
          zh: `${unnamed.rows} 笔成功的充值提现未写明收款账户，共 ${rowsText(unnamed.sum)} 元，不在表中。`,
          en: `${unnamed.rows} deposits and withdrawals name no receiving account (${rowsText(unnamed.sum)} yuan); they stand in no line.`,
        }),
    unknown.rows === 0
      ? null
      : note('warn', 'unknown-result', {
          zh: `${unknown.rows} 笔结果不明，共 ${rowsText(unknown.sum)} 元，未计。`,
          en: `${unknown.rows} of unknown result (${rowsText(unknown.sum)} yuan) are left out.`,
        }),
    counted.withoutAmount + counted.foreign + moved.withoutAmount + moved.foreign === 0
      ? null
      : note('warn', 'without-amount', {
          zh: `${counted.withoutAmount + moved.withoutAmount} 行没有金额，${counted.foreign + moved.foreign} 行为其他币种，都不在合计中。`,
          en: `${counted.withoutAmount + moved.withoutAmount} rows tell no amount and ${counted.foreign + moved.foreign} another currency; they are in no sum.`,
        }),
    otherTypes === 0
      ? null
      : note('note', 'other-types', {
          zh: `${otherTypes} 行账变既非充值也非提现（或种类未载），未计。`,
          en: `${otherTypes} rows are neither deposit nor withdrawal, or do not say; they are left out.`,
        }),
    without === 0
      ? null
      : note('warn', 'without-statement', {
          zh: `${without} 个收款账户没有本户流水，其转出只见对方流水所载部分，未见不等于没有。`,
          en: `${without} receiving accounts have no statement of their own: only what other statements show is told, and what is not shown may still be there.`,
        }),
    apart === 0
      ? null
      : note('warn', 'office-and-bank', {
          zh: `${apart} 个收款账户的银行流水与后台充值提现金额不等，见表中两列。`,
          en: `For ${apart} receiving accounts bank statements and back office differ; both columns stand in the table.`,
        }),
    failed.rows === 0
      ? null
      : note('note', 'failed', {
          zh: `${failed.rows} 笔未成功，共 ${rowsText(failed.sum)} 元，未计。`,
          en: `${failed.rows} failed (${rowsText(failed.sum)} yuan) and are left out.`,
        }),
    idleCards === 0
      ? null
      : note('note', 'idle-cards', {
          zh: `代理列表另有 ${idleCards} 张收款卡未见成功的充值提现。`,
          en: `${idleCards} further cards of the agent list show no deposit or withdrawal that took effect.`,
        }),
  ]
  return notes.filter((entry) => entry !== null)
}
