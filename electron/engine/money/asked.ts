/** What analyses of money share: the ledger as it is asked about, names, rows behind figures, and what is to be said beside them. */
import type {
  AnalysisCell,
  AnalysisNote,
  AnalysisResult,
  AnalysisTable,
  EntityCell,
  MoneyCell,
} from '../../../shared/contract/analyses/result.ts'
import type { ParamSpan } from '../../../shared/contract/analyses/params.ts'
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import type { ScopeInput, ScopeValue } from '../../../shared/contract/scope.ts'
import type { Words } from '../../../shared/language.ts'
import type { Minor } from '../../../shared/model/minor.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import { column, entityCell, entityKey, note, pickedScopes, tableOf, withheld } from '../entities/answers.ts'
import { readEntities } from '../entities/entityRows.ts'
import { holderNames } from '../entities/holderNames.ts'
import { membersOf, resolvedId } from '../records/seenAs.ts'
import type { ReadDb } from '../store/db.ts'
import { byPerson, eachAlone, type Groups } from './holders.ts'
import { type Ledger, mark, moves, type OutsideKind, outsideOf } from './ledger.ts'
import { grainLength, grainOf, momentText, startOf } from './moments.ts'
import { readLedger } from './readLedger.ts'
import { Sums } from './sums.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

export interface Asked {
  readonly db: ReadDb
  readonly ledger: Ledger
  readonly groups: Groups
  readonly by: 'person' | 'account'
  /** The number of the currency; -1 where no transfer is in it. */
  readonly currency: number
  readonly currencyName: string
  readonly span: ParamSpan
  readonly from?: number
  readonly to?: number
}
interface AskedFor {
  readonly currency: string
  readonly by: 'person' | 'account'
  readonly span: ParamSpan
}
/** The ledger with what is asked about it. */
export function ask(db: ReadDb, { currency, by, span }: AskedFor): Asked {
  const ledger = readLedger(db)
  const name = currency.trim().toUpperCase()
  return {
    db,
    ledger,
    groups: by === 'person' ? byPerson(db, ledger) : eachAlone(ledger),
    by,
    currency: ledger.currencyNames.indexOf(name),
    currencyName: name,
    span,
    ...momentsOf(span),
  }
}
/** A span as moments, the end left out. */
export function momentsOf({ from, to }: ParamSpan): { readonly from?: number; readonly to?: number } {
  return {
    ...(from === null ? {} : { from: startOf(from) }),
    ...(to === null ? {} : { to: startOf(to) + (grainLength[grainOf(to)] as number) }),
  }
}
/** Groups of entities, whoever of a person's or a merged one's is named (by account: all accounts of a person); those without a transfer are left out. */
export function groupsOf({ db, ledger, groups, by }: Asked, entityIds: readonly number[]): readonly number[] {
  const wanted = new Set(entityIds.flatMap((id) => [resolvedId(db, id), id, ...membersOf(db, id)]))
  const people = by === 'account' ? byPerson(db, ledger) : groups
  const found = new Set<number>()
  for (let node = 0; node < ledger.accounts; node += 1) {
    const group = groups.of[node] as number
    const holder = people.entityIds[people.of[node] as number] as number
    if (wanted.has(ledger.entityIds[node] as number) || wanted.has(holder)) found.add(group)
  }
  return [...found]
}

export const outsideWords: Readonly<Record<OutsideKind, Words>> = {
  channel: { zh: '通道户（第三方支付）', en: 'Third-party payer' },
  cash: { zh: '现金', en: 'Cash' },
  fee: { zh: '手续费', en: 'Fees' },
  interest: { zh: '利息', en: 'Interest' },
  pos: { zh: '消费', en: 'Card payments' },
  unknown: { zh: '对方无账号', en: 'No account told' },
}
/** Names of groups, read together. */
export class Names {
  private readonly entities: ReadonlyMap<number, EntitySummary>
  private readonly holders: ReadonlyMap<number, string>
  private readonly asked: Asked
  constructor(asked: Asked, groups: Iterable<number>) {
    const ids = [...new Set([...groups].map((group) => asked.groups.entityIds[group] as number))].filter(
      (id) => id > 0,
    )
    this.asked = asked
    this.entities = readEntities(asked.db, ids)
    this.holders = holderNames(asked.db, ids)
  }
  cell(group: number): EntityCell | null {
    const entity = this.entities.get(this.asked.groups.entityIds[group] as number)
    return entity === undefined ? null : entityCell(entity)
  }
  /** The name rows give the holder of an account; null for people and where none does. */
  holder(group: number): string | null {
    const id = this.asked.groups.entityIds[group] as number
    const name = this.holders.get(id)
    return name === undefined || name === this.entities.get(id)?.label ? null : name
  }
  /** The outside kind of a group in words; null for an account or a person. */
  outside(group: number): Words | null {
    const kind = this.outsideKind(group)
    return kind === null ? null : outsideWords[kind]
  }
  outsideKind(group: number): OutsideKind | null {
    const { groups, ledger } = this.asked
    return outsideOf(ledger, groups.nodes[groups.starts[group] as number] as number)
  }
  key(group: number): string {
    const entity = this.entities.get(this.asked.groups.entityIds[group] as number)
    return entity === undefined ? `outside:${this.outsideKind(group) ?? group}` : entityKey(entity)
  }
  entityId(group: number): number | null {
    const id = this.asked.groups.entityIds[group] as number
    return this.entities.has(id) ? id : null
  }
}

export const money = (asked: Pick<Asked, 'currencyName'>, minor: Minor): MoneyCell => ({
  minor,
  currency: asked.currencyName,
})
export const moneyOrNone = (asked: Asked, minor: Minor | null): AnalysisCell =>
  minor === null ? null : money(asked, minor)
/** The scope of transfers of some entities. */
export function moneyScope(
  asked: Asked,
  value: Pick<ScopeValue<'money'>, 'of' | 'way'> & Partial<ScopeValue<'money'>>,
): ScopeInput {
  const { from, to } = asked.span
  return {
    kind: 'transfer',
    money: {
      currency: asked.currencyName,
      by: asked.by,
      ...(from === null ? {} : { from }),
      ...(to === null ? {} : { to }),
      ...value,
    },
  }
}
/** Transfers by their numbers, in as many scopes as they need. */
export function placesScope(ledger: Ledger, places: readonly number[]): readonly ScopeInput[] {
  return pickedScopes(
    'transfer',
    places.map((place) => ledger.records[place] as number),
  )
}
export const mostPicked = 5_000
/** A moment as fine as the transfers tell it. */
export function timeText(at: number | null, grain: number): string | null {
  return at === null || !Number.isFinite(at) ? null : momentText(at, grain)
}

/** How fine the first and the last of some moments are told, to the second at most; the coarsest where several rows tell one. */
export function grainsAt(
  ledger: Ledger,
  places: Iterable<number>,
  first: number | null,
  last: number | null,
): readonly [first: number, last: number] {
  let [early, late] = [2, 2]
  for (const place of places) {
    const time = ledger.times[place] as number
    const grain = ledger.grains[place] as number
    if (time === first && grain < early) early = grain
    if (time === last && grain < late) late = grain
  }
  return [early, late]
}

/** Transfers told more coarsely than an end of the span, which may lie on either side of it. */
interface AtEnd {
  readonly places: number[]
  readonly sum: Sums
}
/** Transfers of the currency that tell no time, those whose currency is assumed, and those at the ends of the span that may lie within or without. */
function untold({ ledger, currency, from, to }: Asked) {
  const timeless = { count: 0, sum: new Sums(1) }
  let assumed = 0
  const edges = { begin: atEnd(), end: atEnd() }
  const put = (at: AtEnd, place: number): void => {
    at.places.push(place)
    at.sum.add(0, ledger.amounts[place] as number)
  }
  for (let place = 0; place < ledger.count; place += 1) {
    if (!moves(ledger, place, currency)) continue
    if (((ledger.marks[place] as number) & mark.assumed) !== 0) assumed += 1
    const time = ledger.times[place] as number
    if (!Number.isNaN(time)) {
      const last = time + (grainLength[ledger.grains[place] as number] as number)
      if (from !== undefined && time < from && last > from) put(edges.begin, place)
      if (to !== undefined && time < to && last > to && !(from !== undefined && time < from))
        put(edges.end, place)
      continue
    }
    timeless.count += 1
    timeless.sum.add(0, ledger.amounts[place] as number)
  }
  return { timeless: timeless.count, timelessSum: timeless.sum.at(0), assumed, edges }
}
const atEnd = (): AtEnd => ({ places: [], sum: new Sums(1) })
/** A span with a clock cuts through days of which only the date is told: those at its beginning are left out, those at its end counted, and both may be otherwise. */
function edgeNotes(
  ledger: Ledger,
  { begin, end }: { readonly begin: AtEnd; readonly end: AtEnd },
): AnalysisNote[] {
  const notes: AnalysisNote[] = []
  if (begin.places.length > 0)
    notes.push({
      tone: 'warn',
      id: 'span-begin-coarse',
      words: {
        zh: `全案有 ${begin.places.length} 笔（${moneyText(begin.sum.at(0))}）只写到日（或分），可能在起始时刻之后，未计入。`,
        en: `${begin.places.length} transfers of the case (${moneyText(begin.sum.at(0))}) tell only a day (or a minute) and may lie after the beginning of the time; they are left out.`,
      },
      rows: placesScope(ledger, begin.places),
    })
  if (end.places.length > 0)
    notes.push({
      tone: 'warn',
      id: 'span-end-coarse',
      words: {
        zh: `全案有 ${end.places.length} 笔（${moneyText(end.sum.at(0))}）只写到日（或分），可能在截止时刻之后，已计入。`,
        en: `${end.places.length} transfers of the case (${moneyText(end.sum.at(0))}) tell only a day (or a minute) and may lie after the end of the time; they are counted.`,
      },
      rows: placesScope(ledger, end.places),
    })
  return notes
}
/** What could not stand in the ledger, and what is assumed; for every analysis of money. */
export function ledgerNotes(asked: Asked): AnalysisNote[] {
  const { ledger, currencyName } = asked
  const { timeless, timelessSum, assumed, edges } = untold(asked)
  const { withoutAmount, withoutAccounts, withoutAccountsSum, twoOnOneSide } = ledger.leftOut
  const notes: AnalysisNote[] = []
  const others = ledger.currencyNames.filter((name) => name !== currencyName)
  if (others.length > 0)
    notes.push({
      tone: 'note',
      id: 'other-currencies',
      words: {
        zh: `另有其他币种（${others.join('、')}），不在此列，需分别查询。`,
        en: `There are other currencies (${others.join(', ')}), each to be asked for by itself.`,
      },
    })
  if (withoutAmount > 0)
    notes.push({
      tone: 'warn',
      id: 'without-amount',
      words: {
        zh: `资金往来表有 ${withoutAmount} 行没有金额（如链上代币），未计入。`,
        en: `${withoutAmount} rows of transfers have no amount (such as tokens of a chain) and are left out.`,
      },
      rows: [{ kind: 'transfer', filter: [{ field: 'amount', op: 'empty', values: [] }] }],
    })
  if (withoutAccounts > 0) {
    const sums = withoutAccountsSum.map(({ currency, sum }) => `${moneyText(sum)} ${currency}`).join('、')
    notes.push({
      tone: 'warn',
      id: 'without-accounts',
      words: {
        zh: `有 ${withoutAccounts} 行双方均无账号，合计 ${sums}，未计入。`,
        en: `${withoutAccounts} rows name no account on either side, ${sums} in all; they are left out.`,
      },
    })
  }
  if (timeless > 0)
    notes.push({
      tone: 'warn',
      id: 'without-time',
      words: {
        zh: `全案有 ${timeless} 笔转账没有时间，合计 ${moneyText(timelessSum)}：不限时间的合计含之，限定时间、按月、先后与穿透均不含。`,
        en: `${timeless} transfers of the case tell no time, ${moneyText(timelessSum)} in all: in sums over all time, in none of a part of time, of a month, of an order or of tracing.`,
      },
    })
  notes.push(...edgeNotes(ledger, edges))
  if (assumed > 0)
    notes.push({
      tone: 'note',
      id: 'currency-assumed',
      words: {
        zh: `全案有 ${assumed} 笔没有写明币种，按人民币计。`,
        en: `${assumed} transfers of the case name no currency and are taken for yuan.`,
      },
    })
  if (twoOnOneSide > 0)
    notes.push({
      tone: 'note',
      id: 'two-on-one-side',
      words: {
        zh: `有 ${twoOnOneSide} 处一方写明两个账号，按银行账号计一次。`,
        en: `${twoOnOneSide} times a row names two accounts on one side; it counts once, by the bank account.`,
      },
    })
  return notes
}
/** Which currencies the case has transfers in, the most transfers first: what there is to be asked for. */
export function currenciesTable({ ledger }: Asked): AnalysisTable {
  const size = ledger.currencyNames.length
  const [counts, sums] = [new Float64Array(size), new Sums(size)]
  for (let place = 0; place < ledger.count; place += 1) {
    const currency = ledger.currencies[place] as number
    if (!moves(ledger, place, currency)) continue
    counts[currency] = (counts[currency] as number) + 1
    sums.add(currency, ledger.amounts[place] as number)
  }
  const lines = ledger.currencyNames
    .map((name, currency) => ({ name, count: counts[currency] as number, sum: sums.at(currency) }))
    .toSorted((one, other) => other.count - one.count || compareTexts(one.name, other.name))
  return tableOf(
    {
      id: 'currencies',
      title: { zh: '币种', en: 'Currencies' },
      columns: [
        column('currency', 'text', '币种', 'Currency'),
        column('transfers', 'count', '转账笔数', 'Transfers', 'transfer'),
        column('sum', 'money', '合计', 'Sum'),
      ],
    },
    lines,
    ({ name, count, sum }) => ({
      key: `currency:${name}`,
      cells: [name, count, money({ currencyName: name }, sum)],
    }),
  )
}
/** The answer where there is nothing in the currency. */
export function noTransfers(asked: Asked): AnalysisResult {
  const { ledger, currencyName } = asked
  const known = ledger.currencyNames.join('、')
  const answer = withheld(
    note('withheld', 'no-transfers', {
      zh: `没有币种为 ${currencyName} 的转账${known === '' ? '' : `；材料中有：${known}`}。`,
      en: `There is no transfer in ${currencyName}${known === '' ? '' : `; the material has ${ledger.currencyNames.join(', ')}`}.`,
    }),
  )
  return known === '' ? answer : { ...answer, tables: [currenciesTable(asked)] }
}
