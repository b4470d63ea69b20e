/** Accounts that pass on, gather or give out, as an analysis. */
import { type AnalysisNote, type AnalysisRow, mostRows } from '../../../shared/contract/analyses/result.ts'
import type { Words } from '../../../shared/language.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { ask, type Asked, ledgerNotes, money, moneyScope, Names, noTransfers } from './asked.ts'
import { endsOfDays, type Statement, statementOf } from './balances.ts'
import { moves } from './ledger.ts'
import { dayOf } from './moments.ts'
import {
  judge,
  type Judged,
  type Known,
  type PassRule,
  passRules,
  roleOf,
  type Unknown,
  type Verdict,
} from './passRules.ts'
import { placesOf } from './ranking.ts'
import { statementWords } from './rankingAnalysis.ts'
import { rowsOfPlaces } from './moneyScope.ts'
import { statedBy } from './readLedger.ts'
import { column } from '../entities/answers.ts'

/** Rules by their words; numbers are those of the list of patterns. */
export const passRuleWords: Readonly<Record<PassRule, Words>> = {
  pass: { zh: '过渡（M1）', en: 'Passes on (M1)' },
  source: { zh: '来源（M2）', en: 'Source (M2)' },
  gather: { zh: '汇聚（M2）', en: 'Gathers (M2)' },
  fast: { zh: '快进快出（M4）', en: 'In and straight out (M4)' },
  shortStay: { zh: '短停留（M5）', en: 'Short stay (M5)' },
  manyFew: { zh: '分散转入集中转出（M6）', en: 'Many in, few out (M6)' },
  fewMany: { zh: '集中转入分散转出（M7）', en: 'Few in, many out (M7)' },
  both: { zh: '聚散两者都有（M8）', en: 'Gathers and scatters (M8)' },
  settle: { zh: '沉淀（M9）', en: 'Settles (M9)' },
  role: { zh: '无流水账户角色（M3）', en: 'Role without statement (M3)' },
}
const whyWords: Readonly<Record<Unknown, Words>> = {
  'no-statement': { zh: '无流水', en: 'no statement' },
  'no-balance': { zh: '无余额（或多户合并）', en: 'no balance (or several accounts)' },
  'no-clock': { zh: '有的行只有日期', en: 'some rows tell only a day' },
  'few-days': { zh: '覆盖天数不足', en: 'too few days covered' },
}
const roleWords = {
  source: { zh: '来源', en: 'source' },
  pass: { zh: '中转', en: 'passes on' },
  rest: { zh: '沉淀', en: 'rests' },
} as const

export const runPassThrough: AnalysisRunner<'passThrough'> = ({ db, checkCancelled }, params) => {
  const asked = ask(db, params)
  if (asked.currency < 0) return noTransfers(asked)
  const { ledger, groups, from, to } = asked
  const within = (place: number): boolean => {
    const time = ledger.times[place] as number
    return (from === undefined || time >= from) && (to === undefined || time < to)
  }
  const judged = judge(
    ledger,
    groups,
    asked.currency,
    { ...params, fastLeast: params.fastLeast ?? 0 },
    (group) => knownOf(asked, group, within),
    largestReceipts(asked, params.settleTop, within),
    within,
  )
  checkCancelled()
  const lines = judged
    .flatMap((each) => each.verdicts.map((verdict) => ({ each, verdict })))
    .toSorted(
      (one, other) =>
        Number(one.verdict.verdict === 'undecidable') - Number(other.verdict.verdict === 'undecidable') ||
        passRules.indexOf(one.verdict.rule) - passRules.indexOf(other.verdict.rule) ||
        other.each.in + other.each.out - one.each.in - one.each.out ||
        one.each.group - other.each.group,
    )
  // Of accounts without statement nothing but their shares is known: they stand by themselves.
  const hits = lines.filter(({ verdict }) => verdict.rule !== 'role')
  const roles = lines.filter(({ verdict }) => verdict.rule === 'role')
  const shown = [...hits.slice(0, mostRows), ...roles.slice(0, mostRows)]
  const names = new Names(
    asked,
    shown.map(({ each }) => each.group),
  )
  const rowOf = ({ each, verdict }: (typeof lines)[number]): AnalysisRow =>
    hitRow(asked, names, each, verdict, params.roleShare)
  return {
    figures: [
      {
        id: 'judged',
        title: { zh: '参评账户', en: 'Accounts looked at' },
        sort: 'count',
        value: judged.length,
      },
      {
        id: 'hits',
        title: { zh: '符合特征', en: 'Matches' },
        sort: 'count',
        value: hits.filter(({ verdict }) => verdict.verdict === 'hit').length,
      },
    ],
    tables: [
      {
        id: 'hits',
        title: { zh: '符合特征的账户', en: 'Matches' },
        columns: hitColumns,
        rows: hits.slice(0, mostRows).map(rowOf),
        total: hits.length,
      },
      {
        id: 'roles',
        title: { zh: '无流水账户的角色', en: 'Roles of accounts without statement' },
        columns: hitColumns,
        rows: roles.slice(0, mostRows).map(rowOf),
        total: roles.length,
      },
      rulesTable(judged),
    ],
    notes: [...ledgerNotes(asked), ...lead(judged)],
    entities: [
      ...new Set(hits.filter(({ verdict }) => verdict.verdict === 'hit').map(({ each }) => each.group)),
    ].flatMap((group) => names.entityId(group) ?? []),
    links: [],
  }
}
const hitColumns = [
  column('rule', 'words', '特征', 'Rule'),
  column('verdict', 'words', '结论', 'Verdict'),
  column('entity', 'entity', '人员 / 账户', 'Person / account'),
  column('holder', 'text', '户名', 'Holder'),
  column('measure', 'number', '量', 'Measure'),
  column('times', 'count', '次数', 'Times'),
  column('in', 'money', '转入（不含通道户）', 'In (no third-party payers)'),
  column('out', 'money', '转出（不含通道户）', 'Out (no third-party payers)'),
  column('payers', 'count', '付方', 'Payers'),
  column('payees', 'count', '收方', 'Payees'),
  column('why', 'words', '不可判的原因、角色', 'Why not told, role'),
]
function hitRow(asked: Asked, names: Names, each: Judged, verdict: Verdict, roleShare: number): AnalysisRow {
  const id = names.entityId(each.group)
  const why = verdict.why.map((reason) => whyWords[reason])
  const role = verdict.rule === 'role' ? roleOf(each, roleShare) : null
  const of = id === null ? [] : [id]
  const listed = rowsOfPlaces(
    asked,
    [...new Set(verdict.places)],
    (['both', 'in', 'out'] as const).map((way) => ({ of, way })),
  )
  return {
    key: `${verdict.rule} ${names.key(each.group)}`,
    cells: [
      passRuleWords[verdict.rule],
      verdict.verdict === 'hit' ? { zh: '符合', en: 'matches' } : { zh: '不可判', en: 'cannot be told' },
      names.cell(each.group),
      names.holder(each.group),
      verdict.measure === null ? null : Math.round(verdict.measure * 1e6) / 1e6,
      verdict.times,
      money(asked, each.inSum),
      money(asked, each.outSum),
      each.payers,
      each.payees,
      role !== null
        ? roleWords[role.role]
        : why.length === 0
          ? null
          : { zh: why.map(({ zh }) => zh).join('、'), en: why.map(({ en }) => en).join(', ') },
    ],
    ...(listed.length > 0
      ? { rows: listed }
      : id === null
        ? {}
        : { rows: [moneyScope(asked, { of: [id], way: 'both' })] }),
  }
}
function rulesTable(judged: readonly Judged[]) {
  const count = (test: (each: Judged) => boolean): number => judged.filter(test).length
  return {
    id: 'rules',
    title: { zh: '各特征', en: 'By rule' },
    columns: [
      column('rule', 'words', '特征', 'Rule'),
      column('hits', 'count', '符合', 'Match'),
      column('undecidable', 'count', '不可判', 'Cannot be told'),
      column('not', 'count', '未命中', 'No match'),
    ],
    rows: passRules.map((rule): AnalysisRow => {
      const hits = count(({ verdicts }) =>
        verdicts.some((each) => each.rule === rule && each.verdict === 'hit'),
      )
      const open = count(
        ({ verdicts, unknown }) =>
          verdicts.some((each) => each.rule === rule && each.verdict === 'undecidable') ||
          unknown.some((each) => each.rule === rule),
      )
      return { key: rule, cells: [passRuleWords[rule], hits, open, judged.length - hits - open] }
    }),
    total: passRules.length,
  }
}
function lead(judged: readonly Judged[]): readonly AnalysisNote[] {
  const without = judged.filter(({ unknown }) => unknown.some(({ why }) => why === 'no-statement')).length
  return [
    {
      tone: 'note',
      id: 'lead',
      words: {
        zh: '符合特征只作线索，不作结论；须结合背景与合理解释（工资、货款、代收代付、还贷、收款码等）。门槛非法定，均列在参数中。',
        en: 'A match is a lead, no conclusion: wages, purchases, collecting for others, loans and payment codes look the same. No threshold is one of law; all stand among the parameters.',
      },
    },
    ...(without === 0
      ? []
      : [
          {
            tone: 'warn' as const,
            id: 'no-statement',
            words: {
              zh: `${without} 个账户没有流水，除角色比例外均不可判。`,
              en: `${without} accounts have no statement; but for their shares nothing can be told of them.`,
            },
          },
        ]),
  ]
}
function knownOf(asked: Asked, group: number, within: (place: number) => boolean): Known {
  const { ledger, groups, from, to } = asked
  const nodes = [...groups.nodes.subarray(groups.starts[group], groups.starts[group + 1])]
  const { stated } = statementWords(asked, group)
  const [first, last] = coveredBy(asked, group, within)
  let statement: Statement | null | undefined
  return {
    stated: stated && nodes.every((node) => (ledger.stated[node] as number) > 0),
    days: first === null || last === null ? 0 : dayOf(last) - dayOf(first) + 1,
    balances() {
      const [node] = nodes
      if (nodes.length !== 1 || node === undefined || ledger.stated[node] !== statedBy.statement) return null
      statement ??= statementOf(asked.db, ledger.entityIds[node] as number, asked.currencyName)
      // Of the part of time that is asked about, as sums are.
      const points = (statement?.points ?? []).filter(
        ({ at }) => (from === undefined || at >= from) && (to === undefined || at < to),
      )
      const ends = endsOfDays(points).map(({ balance }) => balance)
      return ends.length === 0 ? null : ends
    },
  }
}
function coveredBy(
  { ledger, groups, currency }: Asked,
  group: number,
  within: (place: number) => boolean,
): readonly [number | null, number | null] {
  let [first, last]: [number | null, number | null] = [null, null]
  for (const place of placesOf(ledger, groups, group)) {
    const time = ledger.times[place] as number
    if (!moves(ledger, place, currency) || Number.isNaN(time) || !within(place)) continue
    first = first === null ? time : Math.min(first, time)
    last = last === null ? time : Math.max(last, time)
  }
  return [first, last]
}
/** From which sum on somebody is among the largest receivers. */
function largestReceipts(
  { ledger, groups, currency }: Asked,
  share: number,
  within: (place: number) => boolean,
): number {
  const sums = new Float64Array(groups.count)
  for (let place = 0; place < ledger.count; place += 1) {
    const [from, to] = [groups.of[ledger.from[place] as number], groups.of[ledger.to[place] as number]] as [
      number,
      number,
    ]
    const amount = ledger.amounts[place] as number
    // Cash, fees and those without an account are nobody among the receivers; red entries are in no sum of these rules.
    const isReceipt = amount > 0 && from !== to && groups.entityIds[to] !== 0
    if (isReceipt && moves(ledger, place, currency) && within(place)) sums[to] = (sums[to] as number) + amount
  }
  const received = [...sums].filter((sum) => sum > 0).sort((one, other) => other - one)
  return received[Math.max(0, Math.ceil(received.length * share) - 1)] ?? Number.POSITIVE_INFINITY
}
