/** Tracing of a sum, as an analysis. */
import {
  type AnalysisNote,
  type AnalysisResult,
  type AnalysisRow,
  mostRows,
} from '../../../shared/contract/analyses/result.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import {
  ask,
  type Asked,
  grainsAt,
  ledgerNotes,
  Names,
  noTransfers,
  money,
  placesScope,
  timeText,
} from './asked.ts'
import { Sums } from './sums.ts'
import { difference, trace, traceBack, type Traced, type TracedBack } from './trace/landings.ts'
import { balancesOf, placesNamed, seedsOf, toldOpenings, type TraceParams, unusable } from './traceSeeds.ts'
import type { BackQuestion, Balance } from './trace/backQuestion.ts'
import type { LandingState, Seed, TraceRule } from './trace/question.ts'
import { downwards, ruleWords, stateId, upwards } from './traceWords.ts'
import { statedBy } from './readLedger.ts'
import { column, note, withheld } from '../entities/answers.ts'
import { rowsOfPlaces } from './moneyScope.ts'
import { statementOf } from './balances.ts'
import { minorOf } from '../../../shared/model/minor.ts'

const mostListed = 50_000

const isNothingChosen = ({ payers, payees, rows }: TraceParams): boolean =>
  payers.length + payees.length === 0 && rows.trim() === ''
export const runTrace: AnalysisRunner<'trace'> = ({ db, checkCancelled }, params) => {
  // Money is traced through accounts, whoever holds them; a span only chooses where to begin.
  const asked = ask(db, { ...params, by: 'account' })
  if (asked.currency < 0) return noTransfers(asked)
  const { ledger } = asked
  const total = new Sums(1)
  for (let place = 0; place < ledger.count; place += 1)
    if (ledger.currencies[place] === asked.currency) total.add(0, Math.abs(ledger.amounts[place] as number))
  if (typeof total.at(0) === 'string')
    return withheld(
      note('withheld', 'too-much', {
        zh: '各笔合计超过 90 万亿，账户余额无法精确到分，未穿透。',
        en: 'All transfers add up to more than can be held to the cent; nothing was traced.',
      }),
    )
  const seeds = seedsOf(asked, params)
  const held = balancesOf(asked, params)
  if (seeds.length === 0 && held.length === 0)
    return withheld(
      isNothingChosen(params)
        ? note('withheld', 'choose', {
            zh: '请选择付款人、收款人，或填写起点行（追来源也可选余额所在的账户）。',
            en: 'Choose payers and payees, or rows to begin with (asking where money came from, also accounts with a balance).',
          })
        : note('withheld', 'no-transfer', {
            zh: '所选之间没有本币种的成功转账：请核对付款人与收款人的方向、币种与时间。',
            en: 'Between those chosen there is no successful transfer in this currency: look at who paid whom, at the currency and the time.',
          }),
    )
  const base: BackQuestion = {
    currency: asked.currency,
    seeds,
    held: held.map((each) => (params.amount === null ? each : { ...each, amount: params.amount })),
    rule: params.rule,
    named: new Set(placesNamed(asked, params.named)),
    ties: 'stated',
    beyond: params.beyond,
    openings: toldOpenings(asked),
    // A balance is that at the end of the time asked about.
    ...(held.length === 0 || asked.to === undefined ? {} : { until: asked.to }),
    checkCancelled,
  }
  const run = (question: BackQuestion, behind: boolean): Traced =>
    params.direction === 'up' ? traceBack(ledger, question, behind) : trace(ledger, question, behind)
  const traced = run(base, true)
  checkCancelled()
  const turned = run({ ...base, ties: 'turned' }, false)
  const others = (['fifo', 'lifo', 'proportional', 'specific'] as const)
    .filter((rule) => rule !== params.rule && (rule !== 'specific' || (base.named?.size ?? 0) > 0))
    .map((rule) => ({ rule, traced: run({ ...base, rule }, false) }))
  return answer(asked, params, { seeds, held }, traced, turned, others)
}
interface Begun {
  readonly seeds: readonly Seed[]
  readonly held: readonly Balance[]
}

function answer(
  asked: Asked,
  params: TraceParams,
  begun: Begun,
  traced: Traced,
  turned: Traced,
  others: readonly { readonly rule: TraceRule; readonly traced: Traced }[],
): AnalysisResult {
  const { ledger, groups } = asked
  // By account each node is a group of its own.
  const groupOf = (node: number): number => groups.of[node] as number
  const shown = traced.landings.slice(0, mostRows)
  const edges = traced.edges.slice(0, mostRows)
  const names = new Names(asked, [
    ...shown.flatMap(({ node, via }) => [node, ...via]).map(groupOf),
    ...edges.flatMap(({ from, to }) => [from, to]).map(groupOf),
  ])
  const seedPlaces = begun.seeds.map(({ place }) => place)
  const { words, titles } = params.direction === 'up' ? upwards : downwards
  const present = [...new Set(traced.landings.map(({ state }) => state))]
  const amountOf = (state: LandingState): bigint =>
    traced.landings.reduce((sum, each) => (each.state === state ? sum + BigInt(each.amount) : sum), 0n)
  /** So many rows are listed in all; behind that only those by which the money came last. */
  let [listed, cut] = [0, 0]
  const rowsOf = ({ places, placesCut, arrivals }: Traced['landings'][number]) => {
    const isWhole = !placesCut && places.length <= 2_000 && listed + places.length <= mostListed
    const shownPlaces = isWhole ? places : arrivals.slice(-2_000)
    listed += shownPlaces.length
    if (!isWhole) cut += 1
    return placesScope(ledger, shownPlaces)
  }
  const byRule = new Map(
    others.map((other) => [
      other.rule,
      new Map(other.traced.landings.map((each) => [`${each.node} ${each.state}`, each.amount])),
    ]),
  )
  const small = (value: bigint) =>
    money(asked, Number.isSafeInteger(Number(value)) ? Number(value) : String(value))
  const apart = (other: Traced) => money(asked, Math.round(difference(traced, other)))
  const landed = traced.landings.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
  return {
    figures: [
      {
        id: 'traced',
        title: titles.traced,
        sort: 'money',
        value: money(asked, traced.seeded),
        rows: rowsOfPlaces(asked, seedPlaces, waysOfSeeds(params)),
      },
      { id: 'landings', title: titles.count, sort: 'count', value: traced.landings.length },
      {
        id: 'unaccounted',
        title: titles.unaccounted,
        sort: 'money',
        value: small(BigInt(traced.seeded) - landed),
      },
      {
        id: 'order',
        title: { zh: '同一时刻次序反过来的差异', en: 'Difference if rows of one moment are turned' },
        sort: 'money',
        value: apart(turned),
      },
      ...others.map((other) => ({
        id: `other-${other.rule}`,
        title: titles.otherRule(ruleWords[other.rule]),
        sort: 'money' as const,
        value: apart(other.traced),
      })),
    ],
    tables: [
      {
        id: 'states',
        title: titles.states,
        columns: [
          column('state', 'words', '状态', 'State'),
          column('amount', 'money', '金额', 'Amount'),
          column('share', 'share', '占比', 'Share'),
          column('landings', 'count', titles.count.zh, titles.count.en),
        ],
        rows: present
          .map((state) => ({ state, amount: amountOf(state) }))
          .toSorted((one, other) => Number(other.amount - one.amount))
          .map(({ state, amount }) => ({
            key: stateId(params, state),
            cells: [
              words[state],
              small(amount),
              Number(traced.seeded) === 0 ? null : Number(amount) / Number(traced.seeded),
              traced.landings.filter((each) => each.state === state).length,
            ],
          })),
        total: present.length,
      },
      {
        id: 'landings',
        title: titles.landings,
        columns: [
          column('entity', 'entity', titles.account.zh, titles.account.en),
          column('outside', 'words', '无账号的对方', 'Without account'),
          column('holder', 'text', '户名', 'Holder'),
          column('state', 'words', '状态', 'State'),
          column('stateId', 'text', '状态代码', 'State code'),
          column('amount', 'money', '金额', 'Amount'),
          column('via', 'entities', '途经（最大一路）', 'By way of (largest)'),
          column('ways', 'count', '路数', 'Ways'),
          column('first', 'time', '最早', 'First'),
          column('last', 'time', '最晚', 'Last'),
          column('transfers', 'count', '依据笔数', 'Transfers behind', 'transfer'),
          ...others.map(({ rule }) =>
            column(`by_${rule}`, 'money', `按${ruleWords[rule].zh}`, ruleWords[rule].en),
          ),
        ],
        rows: shown.map((each): AnalysisRow => {
          const group = groupOf(each.node)
          const rows = rowsOf(each)
          const grains = grainsAt(ledger, each.arrivals, each.first, each.last)
          return {
            key: `${names.key(group)} ${stateId(params, each.state)}`,
            cells: [
              names.cell(group),
              names.outside(group),
              names.holder(group),
              words[each.state],
              stateId(params, each.state),
              money(asked, each.amount),
              each.via.slice(0, 12).flatMap((node) => names.cell(groupOf(node)) ?? []),
              each.ways,
              timeText(each.first, grains[0]),
              timeText(each.last, grains[1]),
              each.placesCut ? null : each.places.length,
              ...others.map(({ rule }) =>
                money(asked, byRule.get(rule)?.get(`${each.node} ${each.state}`) ?? 0),
              ),
            ],
            ...(rows.length === 0 ? {} : { rows }),
          }
        }),
        total: traced.landings.length,
      },
      {
        id: 'edges',
        title: { zh: '经过的往来', en: 'On the way' },
        columns: [
          column('from', 'entity', '付款方', 'From'),
          column('fromHolder', 'text', '付款户名', 'Holder, from'),
          column('to', 'entity', '收款方', 'To'),
          column('toOutside', 'words', '无账号收款方', 'To without account'),
          column('toHolder', 'text', '收款户名', 'Holder, to'),
          column('amount', 'money', '其中追踪金额', 'Traced of it'),
          column('transfers', 'count', '笔数', 'Transfers', 'transfer'),
        ],
        rows: edges.map((edge): AnalysisRow => {
          const rows = edge.placesCut ? [] : rowsOfPlaces(asked, edge.places, [])
          return {
            key: `${names.key(groupOf(edge.from))} → ${names.key(groupOf(edge.to))}`,
            cells: [
              names.cell(groupOf(edge.from)),
              names.holder(groupOf(edge.from)),
              names.cell(groupOf(edge.to)),
              names.outside(groupOf(edge.to)),
              names.holder(groupOf(edge.to)),
              money(asked, edge.amount),
              edge.placesCut ? null : edge.places.length,
            ],
            ...(rows.length === 0 ? {} : { rows }),
          }
        }),
        total: traced.edges.length,
      },
    ],
    notes: [...ledgerNotes(asked), ...traceNotes(asked, params, begun, traced, turned, cut)],
    entities: [...new Set(edges.flatMap(({ from, to }) => [from, to]))].flatMap(
      (node) => names.entityId(groupOf(node)) ?? [],
    ),
    links: [],
  }
}
/** What payments chosen by who pays and who receives have in common. */
function waysOfSeeds({ payers, payees, rows }: TraceParams) {
  if (rows.trim() !== '') return []
  const [of, others] = [[...payers], [...payees]]
  return [
    { of, ...(others.length === 0 ? {} : { with: others }), way: 'out' as const },
    { of: others, ...(of.length === 0 ? {} : { with: of }), way: 'in' as const },
  ]
}
/** Where statements tell another balance than the one reckoned, whose sources would be those of other money. */
function toldBalanceNotes(
  asked: Asked,
  params: TraceParams,
  held: readonly Balance[],
  traced: Traced,
): readonly AnalysisNote[] {
  if (held.length === 0 || params.amount !== null || params.direction !== 'up') return []
  const told = held.map(({ node }) => {
    const id = asked.ledger.entityIds[node] as number
    const points = statementOf(asked.db, id, asked.currencyName)?.points ?? []
    return points.findLast(({ at }) => asked.to === undefined || at < asked.to)?.balance ?? null
  })
  const untold = told.filter((balance) => balance === null).length
  if (untold > 0)
    return [
      note('warn', 'balance-untold', {
        zh: `${held.length} 户中有 ${untold} 户的流水没有余额，推得的余额未能与流水所载核对。`,
        en: `Of ${held.length} accounts ${untold} have no balance in their statements: what was reckoned could not be held against what they tell.`,
      }),
    ]
  const sum = told.reduce<bigint>((total, balance) => total + BigInt(balance ?? 0), 0n)
  const reckoned = BigInt(traced.seeded)
  return sum === reckoned
    ? []
    : [
        note('warn', 'balance-differs', {
          zh: `流水所载余额为 ${moneyText(minorOf(sum))}，推得并追溯的为 ${moneyText(traced.seeded)}：流水缺行、透支，或另选了付款；来源只对推得的数额成立。`,
          en: `The statements tell a balance of ${moneyText(minorOf(sum))}, reckoned and traced are ${moneyText(traced.seeded)}: rows are missing, the account was overdrawn, or payments are asked about as well. Sources hold for what was reckoned only.`,
        }),
      ]
}
/** What is to be said of tracing back. */
function backNotes(params: TraceParams, held: number, traced: Traced): readonly AnalysisNote[] {
  const notes: AnalysisNote[] = []
  const end = params.span.to
  if (params.direction === 'down' && params.holding.length > 0)
    notes.push(
      note('warn', 'holding-unused', {
        zh: '“余额所在”只用于追来源，本次未用。',
        en: 'Accounts with a balance are only looked at when asking where money came from; they were not used.',
      }),
    )
  if (held > 0)
    notes.push(
      note('note', 'balance-reckoned', {
        zh: `余额取${end === null ? '材料末' : `${end} 末`}，由期初余额与转账推得；流水缺行时与实际余额不同（见“流水核对”）。没有本方流水的账户不追（勾选“穿过无流水账户”者除外）。`,
        en: `The balance is that at the end of ${end ?? 'the material'}, reckoned from the balance before and the transfers; where rows are missing the account held something else (see “Statements held against balances”). Accounts without a statement of their own are not traced (unless going through them).`,
      }),
    )
  if ((traced as Partial<TracedBack>).mixed === true)
    notes.push(
      note('warn', 'refunds-mixed', {
        zh: '有冲正、退款时原来的钱已转走：这些退回按当时账上的比例计。',
        en: 'Some of what was taken back had been paid on before: such refunds are of all the account held then, in proportion.',
      }),
    )
  return notes
}
function traceNotes(
  asked: Asked,
  params: TraceParams,
  { seeds, held }: Begun,
  traced: Traced,
  turned: Traced,
  cut: number,
): readonly AnalysisNote[] {
  const { ledger } = asked
  const notes: AnalysisNote[] = [
    {
      tone: 'note',
      id: 'rule',
      words: {
        zh: `规则：${ruleWords[params.rule].zh}。系计算口径，不是法律认定。`,
        en: `Rule: ${ruleWords[params.rule].en}. A way of computing, no finding of law.`,
      },
    },
  ]
  for (const [id, text, zh, en] of [
    ['rows-unusable', params.rows, '起点行', 'rows to begin with'],
    ['named-unusable', params.rule === 'specific' ? params.named : '', '指定的转出行', 'payments named'],
  ] as const) {
    const left = unusable(asked, text)
    if (left > 0)
      notes.push({
        tone: 'warn',
        id,
        words: {
          zh: `${zh}中有 ${left} 个记录号未用：没有此号，或是重复行、对方流水行、失败、方向不明、红字、没有时间、其他币种。`,
          en: `${left} of the ${en} are not used: no such number, or a repeat, the other side’s row, failed, without direction or time, a red entry, or another currency.`,
        },
      })
  }
  const isBack = params.direction === 'up'
  notes.push(...backNotes(params, held.length, traced), ...toldBalanceNotes(asked, params, held, traced))
  const wanted = params.amount ?? seeds.reduce((sum, { place }) => sum + (ledger.amounts[place] as number), 0)
  const begun = new Set(seeds.map(({ place }) => place))
  const given = ledger.takenBack
    .filter(({ of }) => begun.has(of))
    .reduce((sum, { amount }) => sum + amount, 0)
  const wantedInAll = params.amount === null ? wanted + given : wanted
  if (held.length === 0 && Number(traced.seeded) < wantedInAll)
    notes.push({
      tone: 'warn',
      id: 'seeds-overlap',
      words: {
        zh: `起点合计 ${moneyText(wantedInAll)}，实际追踪 ${moneyText(traced.seeded)}：其余部分用的是前面起点的同一笔钱（不重复追），或超过所列行的金额。`,
        en: `The rows to begin with add up to ${moneyText(wantedInAll)}, traced are ${moneyText(traced.seeded)}: the rest is the same money again, or more than these rows hold.`,
      },
    })
  const apart = difference(traced, turned)
  notes.push(
    apart === 0
      ? {
          tone: 'note',
          id: 'order-same',
          words: {
            zh: '同一时刻的行两种次序结果相同。',
            en: 'Rows of one moment give the same answer in either order.',
          },
        }
      : {
          tone: 'warn',
          id: 'order-differs',
          words: {
            zh: `同一时刻（或只有日期）的行次序不定：反过来算，有 ${moneyText(Math.round(apart))} ${isBack ? '来自别处' : '落到别处'}。`,
            en: `The order of rows of one moment (or of one day) is not told: turned round, ${moneyText(Math.round(apart))} ${isBack ? 'comes from' : 'lands'} elsewhere.`,
          },
        },
  )
  if (traced.forced > 0)
    notes.push({
      tone: 'warn',
      id: 'forced',
      words: {
        zh: isBack
          ? `其中 ${moneyText(traced.forced)} 只能由未指定的转入带来。`
          : `未指定的转出中有 ${moneyText(traced.forced)} 因账上没有别的钱，仍用了被追的钱。`,
        en: isBack
          ? `${moneyText(traced.forced)} of it can only have been brought by payments that were not named.`
          : `Payments that were not named took ${moneyText(traced.forced)} of the traced money, since there was no other.`,
      },
    })
  if (cut > 0)
    notes.push({
      tone: 'note',
      id: 'rows-cut',
      words: {
        zh: isBack
          ? `${cut} 个来源的依据过多，只列从来源付出的行（最多 2000 笔）。`
          : `${cut} 个落点的依据过多，只列最后到账的行（最多 2000 笔）。`,
        en: isBack
          ? `Too many transfers stand behind ${cut} sources; only those by which the money left them are listed (2000 at most).`
          : `Too many transfers stand behind ${cut} landings; only those by which the money came last are listed (2000 at most).`,
      },
    })
  const tables = ledger.stated.some((level) => level === statedBy.table)
  if (tables)
    notes.push({
      tone: 'note',
      id: 'tables',
      words: {
        zh: '有账户只见于收付款双方列表（不是谁的流水），按列表继续追，可能不全。',
        en: 'Some accounts stand only in tables of payers and payees, which are nobody’s statement; money is followed by them and may be incomplete.',
      },
    })
  return notes
}
