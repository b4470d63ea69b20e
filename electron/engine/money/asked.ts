/** What analyses of money share: the ledger as it is asked about, names, rows behind figures, and what is to be said beside them. */
import type {
  AnalysisCell,
  AnalysisNote,
  AnalysisResult,
  EntityCell,
  MoneyCell,
} from '../../../shared/contract/analyses/result.ts'
import type { ParamSpan } from '../../../shared/contract/analyses/params.ts'
import type { EntitySummary } from '../../../shared/contract/entities.ts'
import type { ScopeInput, ScopeValue } from '../../../shared/contract/scope.ts'
import type { Words } from '../../../shared/language.ts'
import type { Minor } from '../../../shared/model/minor.ts'
import { moneyText } from '../../../shared/model/numberText.ts'
import { entityCell, entityKey } from '../entities/analysisCells.ts'
import { readEntities } from '../entities/entityRows.ts'
import { holderNames } from '../entities/holderNames.ts'
import { membersOf, resolvedId } from '../records/seenAs.ts'
import type { ReadDb } from '../store/db.ts'
import { byPerson, eachAlone, type Groups } from './holders.ts'
import { type Ledger, type OutsideKind, outsideOf } from './ledger.ts'
import { grainLength, grainOf, momentText, startOf } from './moments.ts'
import { readLedger } from './readLedger.ts'

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
/** Groups of entities, whoever of a person's or a merged one's is named; those without a transfer are left out. */
export function groupsOf({ db, ledger, groups }: Asked, entityIds: readonly number[]): readonly number[] {
  const wanted = new Set(entityIds.flatMap((id) => [resolvedId(db, id), id, ...membersOf(db, id)]))
  const found = new Set<number>()
  for (let node = 0; node < ledger.accounts; node += 1) {
    const group = groups.of[node] as number
    if (wanted.has(ledger.entityIds[node] as number) || wanted.has(groups.entityIds[group] as number))
      found.add(group)
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
/** The scope of listed transfers; none where they are more than a scope lists. */
export function placesScope(ledger: Ledger, places: readonly number[]): readonly ScopeInput[] {
  return places.length === 0 || places.length > mostPicked
    ? []
    : [{ kind: 'transfer', picked: places.map((place) => ledger.records[place] as number) }]
}
export const mostPicked = 5_000
/** A moment as fine as the transfers tell it. */
export function timeText(at: number | null, grain: number): string | null {
  return at === null || !Number.isFinite(at) ? null : momentText(at, grain)
}

/** What could not stand in the ledger, and what is assumed; for every analysis of money. */
export function ledgerNotes(asked: Asked): AnalysisNote[] {
  const { ledger, currencyName } = asked
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
/** The answer where there is nothing in the currency. */
export function withheld(id: string, words: Words): AnalysisResult {
  return { figures: [], tables: [], notes: [{ tone: 'withheld', id, words }], entities: [], links: [] }
}
export function noTransfers({ ledger, currencyName }: Asked): AnalysisResult {
  const known = ledger.currencyNames.join('、')
  return withheld('no-transfers', {
    zh: `没有币种为 ${currencyName} 的转账${known === '' ? '' : `；材料中有：${known}`}。`,
    en: `There is no transfer in ${currencyName}${known === '' ? '' : `; the material has ${ledger.currencyNames.join(', ')}`}.`,
  })
}
