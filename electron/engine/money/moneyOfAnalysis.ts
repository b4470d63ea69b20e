/** The money of one person or account: counterparts, months, and what the statements tell of balances. */
import { type AnalysisNote, type AnalysisRow, mostRows } from '../../../shared/contract/analyses/result.ts'
import { foldedKinds } from '../../../shared/model/chart/fold.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { readEntities, readEntity } from '../entities/entityRows.ts'
import { column, entityCell, entityKey, note, pickedScopes, withheld } from '../entities/answers.ts'
import {
  ask,
  type Asked,
  grainsAt,
  groupsOf,
  ledgerNotes,
  momentsOf,
  money,
  moneyOrNone,
  moneyScope,
  Names,
  noTransfers,
  outsideWords,
  timeText,
} from './asked.ts'
import { endsOfDays, type Statement, statementOf } from './balances.ts'
import { doubtsByGroup } from './doubtsOf.ts'
import { moves } from './ledger.ts'
import { momentText, monthText } from './moments.ts'
import { months, placesOf, rank } from './ranking.ts'
import { statementWords } from './rankingAnalysis.ts'
import { statedBy } from './readLedger.ts'
import { Sums } from './sums.ts'

export const runMoneyOf: AnalysisRunner<'moneyOf'> = ({ db }, params) => {
  if (params.of === null)
    return withheld(
      note('withheld', 'choose-one', { zh: '请选择一个人员或账户。', en: 'Choose a person or an account.' }),
    )
  const entity = readEntity(db, params.of)
  // An account is looked at by itself, not as what its holder has; a person always with all of his.
  const isAccount = foldedKinds.some((kind) => kind === entity.kind)
  const asked = ask(db, { ...params, by: isAccount ? 'account' : 'person' })
  if (asked.currency < 0) return noTransfers(asked)
  const [group] = groupsOf(asked, [entity.entityId])
  if (group === undefined)
    return withheld(
      note('withheld', 'no-money', { zh: '没有与之有关的转账。', en: 'No transfer is linked with it.' }),
    )
  const choice = { ...asked, days: 7 }
  const self = rank(asked.ledger, asked.groups, choice).find((each) => each.group === group)
  const accounts = accountsOf(asked, group)
  // A table of payers and payees is nobody's statement.
  const statements = accountsOf(asked, group, statedBy.statement).flatMap(
    (id) => statementOf(db, id, asked.currencyName) ?? [],
  )
  const doubts = doubtsByGroup(asked).get(group)
  const swing = (side: 'in' | 'out', way: 'less' | 'more') => {
    const sum = doubts?.[side]?.swings[0]?.[way]
    return sum === undefined || String(sum) === '0' ? null : money(asked, sum)
  }
  const scope = (way: 'in' | 'out' | 'internal' | 'failed' | 'sideless') => [
    moneyScope(asked, { of: [entity.entityId], way }),
  ]
  const { stated } = statementWords(asked, group)
  const monthLines = months(asked.ledger, asked.groups, group, choice)
  return {
    figures: [
      {
        id: 'in',
        title: { zh: '转入', en: 'In' },
        sort: 'money',
        // Without a statement what others do not tell of is not known.
        value: self === undefined || (self.in.count === 0 && !stated) ? null : money(asked, self.in.sum),
        rows: scope('in'),
      },
      {
        id: 'inCount',
        title: { zh: '转入笔数', en: 'Times in' },
        sort: 'count',
        unit: 'transfer',
        value: self?.in.count ?? 0,
        rows: scope('in'),
      },
      {
        id: 'inLess',
        title: { zh: '转入可能少', en: 'In may be less by' },
        sort: 'money',
        value: swing('in', 'less'),
      },
      {
        id: 'inMore',
        title: { zh: '转入可能多', en: 'In may be more by' },
        sort: 'money',
        value: swing('in', 'more'),
      },
      {
        id: 'out',
        title: { zh: '转出', en: 'Out' },
        sort: 'money',
        value: self === undefined || (self.out.count === 0 && !stated) ? null : money(asked, self.out.sum),
        rows: scope('out'),
      },
      {
        id: 'outCount',
        title: { zh: '转出笔数', en: 'Times out' },
        sort: 'count',
        unit: 'transfer',
        value: self?.out.count ?? 0,
        rows: scope('out'),
      },
      {
        id: 'outLess',
        title: { zh: '转出可能少', en: 'Out may be less by' },
        sort: 'money',
        value: swing('out', 'less'),
      },
      {
        id: 'outMore',
        title: { zh: '转出可能多', en: 'Out may be more by' },
        sort: 'money',
        value: swing('out', 'more'),
      },
      {
        id: 'net',
        title: { zh: '净额', en: 'Net' },
        sort: 'money',
        value: self === undefined || !stated ? null : money(asked, self.net),
      },
      {
        id: 'kept',
        title: { zh: '留存率', en: 'Kept' },
        sort: 'share',
        value: stated ? (self?.kept ?? null) : null,
      },
      {
        id: 'internal',
        title: { zh: '本人账户之间', en: 'Between own accounts' },
        sort: 'money',
        value: self === undefined || self.internal.count === 0 ? null : money(asked, self.internal.sum),
        rows: scope('internal'),
      },
      {
        id: 'failed',
        title: { zh: '失败', en: 'Failed' },
        sort: 'money',
        value: self === undefined || self.failed.count === 0 ? null : money(asked, self.failed.sum),
        rows: scope('failed'),
      },
      {
        id: 'sideless',
        title: { zh: '收付不明', en: 'Direction not known' },
        sort: 'money',
        value: self === undefined || self.sideless.count === 0 ? null : money(asked, self.sideless.sum),
        rows: scope('sideless'),
      },
    ],
    tables: [
      counterparts(asked, group, entity.entityId),
      {
        id: 'months',
        title: { zh: '按月', en: 'By month' },
        columns: [
          column('month', 'text', '月', 'Month'),
          column('in', 'money', '转入', 'In'),
          column('out', 'money', '转出', 'Out'),
          column('inCount', 'count', '转入笔数', 'Times in', 'transfer'),
          column('outCount', 'count', '转出笔数', 'Times out', 'transfer'),
        ],
        rows: monthLines.map((line) => ({
          key: monthText(line.month),
          cells: [
            monthText(line.month),
            money(asked, line.in),
            money(asked, line.out),
            line.inCount,
            line.outCount,
          ],
          rows: [moneyScope(asked, { of: [entity.entityId], way: 'both', ...monthSpan(asked, line.month) })],
        })),
        total: monthLines.length,
      },
      balancesTable(asked, statements),
      pointsTable(asked, statements),
    ],
    notes: [...ledgerNotes(asked), ...balanceNotes(accounts, statements, stated)],
    entities: [entity.entityId],
    links: [],
  }
}
function monthSpan(asked: Asked, month: number): { readonly from: string; readonly to: string } {
  const last = momentText(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0), 0)
  const [from, to] = [`${monthText(month)}-01`, last]
  const { span } = asked
  return {
    from: span.from !== null && span.from > from ? span.from : from,
    // By what they cover: a moment of the last day ends before the day does.
    to: span.to !== null && endOf(span.to) < endOf(to) ? span.to : to,
  }
}
const endOf = (to: string): number => momentsOf({ from: null, to }).to ?? Number.POSITIVE_INFINITY
/** Accounts of a group of which at least so much is known. */
function accountsOf({ ledger, groups }: Asked, group: number, least = 0): readonly number[] {
  return [...groups.nodes.subarray(groups.starts[group], groups.starts[group + 1])]
    .filter((node) => (ledger.stated[node] as number) >= least)
    .map((node) => ledger.entityIds[node] as number)
    .filter((id) => id > 0)
}

function counterparts(asked: Asked, group: number, entityId: number) {
  const { ledger, groups, from, to } = asked
  const by = new Map<
    number,
    { in: Sums; out: Sums; inCount: number; outCount: number; first: number; last: number; places: number[] }
  >()
  for (const place of placesOf(ledger, groups, group)) {
    if (!moves(ledger, place, asked.currency)) continue
    const time = ledger.times[place] as number
    if ((from !== undefined && !(time >= from)) || (to !== undefined && !(time < to))) continue
    const [payer, payee] = [
      groups.of[ledger.from[place] as number],
      groups.of[ledger.to[place] as number],
    ] as [number, number]
    if (payer === payee) continue
    const other = payer === group ? payee : payer
    let sums = by.get(other)
    if (sums === undefined)
      by.set(
        other,
        (sums = {
          in: new Sums(1),
          out: new Sums(1),
          inCount: 0,
          outCount: 0,
          first: time,
          last: time,
          places: [],
        }),
      )
    sums[payee === group ? 'in' : 'out'].add(0, ledger.amounts[place] as number)
    sums[payee === group ? 'inCount' : 'outCount'] += 1
    sums.places.push(place)
    if (time < sums.first) sums.first = time
    if (time > sums.last) sums.last = time
  }
  const lines = [...by].toSorted(
    ([one, a], [other, b]) => b.in.size(0) + b.out.size(0) - a.in.size(0) - a.out.size(0) || one - other,
  )
  const names = new Names(
    asked,
    lines.slice(0, mostRows).map(([other]) => other),
  )
  const rows = lines.slice(0, mostRows).map(([other, sums]): AnalysisRow => {
    const outside = names.outsideKind(other)
    const id = names.entityId(other)
    const grains = grainsAt(ledger, sums.places, sums.first, sums.last)
    const end = outside === null ? (id === null ? null : { with: [id] }) : { outside }
    return {
      key: names.key(other),
      cells: [
        names.cell(other),
        outside === null ? null : outsideWords[outside],
        names.holder(other),
        outside === null ? wordsOf(asked, other) : null,
        moneyOrNone(asked, sums.inCount === 0 ? null : sums.in.at(0)),
        moneyOrNone(asked, sums.outCount === 0 ? null : sums.out.at(0)),
        sums.inCount,
        sums.outCount,
        timeText(sums.first, grains[0]),
        timeText(sums.last, grains[1]),
      ],
      ...(end === null ? {} : { rows: [moneyScope(asked, { of: [entityId], way: 'both', ...end })] }),
    }
  })
  return {
    id: 'counterparts',
    title: { zh: '对手', en: 'Counterparts' },
    columns: [
      column('entity', 'entity', '对手', 'Counterpart'),
      column('outside', 'words', '无账号的对方', 'Without account'),
      column('holder', 'text', '户名', 'Holder'),
      column('statement', 'words', '流水', 'Statement'),
      column('in', 'money', '转入', 'In'),
      column('out', 'money', '转出', 'Out'),
      column('inCount', 'count', '转入笔数', 'Times in', 'transfer'),
      column('outCount', 'count', '转出笔数', 'Times out', 'transfer'),
      column('first', 'time', '首笔', 'First'),
      column('last', 'time', '末笔', 'Last'),
    ],
    rows,
    total: lines.length,
  }
}
function wordsOf(asked: Asked, group: number) {
  const { zh, en } = statementWords(asked, group)
  return { zh, en }
}

function balancesTable(asked: Asked, statements: readonly Statement[]) {
  const entities = readEntities(
    asked.db,
    statements.map(({ entityId }) => entityId),
  )
  return {
    id: 'balances',
    title: { zh: '流水与余额', en: 'Statements and balances' },
    columns: [
      column('account', 'entity', '账户', 'Account'),
      column('rows', 'count', '流水行数', 'Rows', 'row'),
      column('first', 'time', '首行', 'First row'),
      column('last', 'time', '末行', 'Last row'),
      column('opening', 'money', '期初余额', 'Balance before'),
      column('net', 'money', '流水净额', 'Net of the statement'),
      column('closing', 'money', '末余额', 'Last balance'),
      column('difference', 'money', '差额', 'Difference'),
      column('steps', 'count', '核对处', 'Balances held'),
      column('breaks', 'count', '断点', 'Breaks'),
    ],
    rows: statements.flatMap((each): readonly AnalysisRow[] => {
      const entity = entities.get(each.entityId)
      if (entity === undefined) return []
      const known = each.opening !== null && each.closing !== null
      const difference = known
        ? minorOf(BigInt(each.closing ?? 0) - BigInt(each.opening ?? 0) - each.net)
        : null
      const breaks = each.continuity.breaks.map(({ recordId }) => recordId)
      return [
        {
          key: entityKey(entity),
          cells: [
            entityCell(entity),
            each.rows,
            each.first,
            each.last,
            moneyOrNone(asked, each.opening),
            money(asked, minorOf(each.net)),
            moneyOrNone(asked, each.closing),
            moneyOrNone(asked, difference),
            each.continuity.steps,
            breaks.length,
          ],
          rows:
            breaks.length > 0
              ? pickedScopes('transfer', breaks)
              : [moneyScope(asked, { of: [each.entityId], way: 'both', by: 'account' })],
        },
      ]
    }),
    total: statements.length,
  }
}
/** End-of-day balances, as many as a curve needs. */
const mostPoints = 2_000
function pointsTable(asked: Asked, statements: readonly Statement[]) {
  const entities = readEntities(
    asked.db,
    statements.map(({ entityId }) => entityId),
  )
  const points = statements.flatMap((each) =>
    endsOfDays(each.points).map((point) => ({ ...point, entityId: each.entityId })),
  )
  const step = Math.max(1, Math.ceil(points.length / mostPoints))
  const rows = points
    .filter((_, place) => place % step === 0 || place === points.length - 1)
    .flatMap(({ at, balance, entityId, recordId }): readonly AnalysisRow[] => {
      const entity = entities.get(entityId)
      return entity === undefined
        ? []
        : [
            {
              key: `${entityKey(entity)} ${momentText(at, 0)}`,
              cells: [entityCell(entity), momentText(at, 0), money(asked, balance)],
              rows: [{ kind: 'transfer', picked: [recordId] }],
            },
          ]
    })
  return {
    id: 'points',
    title: { zh: '日终余额', en: 'Balances at the end of days' },
    columns: [
      column('account', 'entity', '账户', 'Account'),
      column('day', 'time', '日', 'Day'),
      column('balance', 'money', '余额', 'Balance'),
    ],
    rows,
    total: points.length,
  }
}
function balanceNotes(
  accounts: readonly number[],
  statements: readonly Statement[],
  stated: boolean,
): readonly AnalysisNote[] {
  const notes: AnalysisNote[] = []
  if (!stated)
    notes.push({
      tone: 'warn',
      id: 'no-statement',
      words: {
        zh: '没有本人（户）的流水，只见他人流水所载，收付可能不全，净额、留存率、余额不可判。',
        en: 'No own statement is in the case: only what others tell is seen. In and out may be incomplete; net, kept and balances cannot be told.',
      },
    })
  else if (statements.length < accounts.length)
    notes.push({
      tone: 'note',
      id: 'some-statements',
      words: {
        zh: `名下 ${accounts.length} 户，其中 ${statements.length} 户有本币种的流水。`,
        en: `${accounts.length} accounts, of which ${statements.length} have a statement in this currency.`,
      },
    })
  const without = statements.filter(({ points }) => points.length === 0).length
  if (without > 0)
    notes.push({
      tone: 'note',
      id: 'no-balances',
      words: {
        zh: `${without} 户的流水没有余额，无从核对。`,
        en: `The statements of ${without} accounts tell no balance; nothing can be held against them.`,
      },
    })
  const broken = statements.filter(({ continuity }) => continuity.breaks.length > 0)
  if (broken.length > 0)
    notes.push({
      tone: 'warn',
      id: 'breaks',
      words: {
        zh: `${broken.length} 户的余额有断点：流水可能缺行或次序不可靠，穿透结果相应存疑。`,
        en: `The balances of ${broken.length} accounts break: rows may be missing or their order is not reliable, and so is tracing through them.`,
      },
      rows: placesScopeOf(broken),
    })
  notes.push({
    tone: 'note',
    id: 'declared',
    words: {
      zh: '余额缺口，以及账户信息、后台、笔录所载数额的对照，见“流水核对”。',
      en: 'Gaps of balances, and what registrations, back offices and interviews tell, are held against the statement in “Statements held against balances”.',
    },
  })
  return notes
}
function placesScopeOf(broken: readonly Statement[]) {
  return pickedScopes(
    'transfer',
    broken.flatMap(({ continuity }) => continuity.breaks.map(({ recordId }) => recordId)),
  )
}
