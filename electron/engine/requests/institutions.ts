/** Whom to ask about an account or number, and how that is known. */
import { bankOfBranch, banksOfCard } from '../../../shared/model/cardBanks.ts'
import { bankPrefixSource } from '../../../shared/model/bankPrefixes.ts'
import { isNameKey, keyValue } from '../../../shared/model/entityId.ts'
import { isResold, operatorOf, operators } from '../../../shared/model/phoneOperators.ts'
import type { Words } from '../../../shared/language.ts'
import type { Db } from '../store/db.ts'

export interface Institution {
  /** Its name; several candidates where one cannot be told. Empty: unknown. */
  readonly names: readonly string[]
  readonly basis: Words
}
const said: Words = { zh: '材料写明的开户行', en: 'as the material says' }
const alike: Words = { zh: '本案同卡段已知开户行', en: 'same prefix in this case' }
const shape: Words = { zh: '账号形状', en: 'form of the number' }
const range: Words = { zh: '号段归属（非现网）', en: 'range of the number, not who serves it now' }
const unknown: Words = { zh: '不明', en: 'unknown' }

/** Banks as the material and the table of prefixes tell them. */
export class Institutions {
  private readonly told: ReadonlyMap<number, readonly string[]>
  private readonly learnt = new Map<string, Set<string>>()
  constructor(db: Db) {
    this.told = bankNames(db)
    const keys = db
      .prepare<[string], { entityId: number; key: string }>(
        'SELECT e.entity_id AS entityId, e.key FROM json_each(?) w CROSS JOIN entities e ON e.entity_id = w.value',
      )
      .all(JSON.stringify([...this.told.keys()]))
    for (const { entityId, key } of keys) {
      const range = rangeOf(keyValue(key))
      const banks = this.told.get(entityId) ?? []
      if (range === null || banks.length !== 1) continue
      const known = this.learnt.get(range) ?? new Set()
      this.learnt.set(range, known)
      for (const bank of banks) known.add(bank)
    }
  }
  /** Whom to ask about a bank account or a payment account. */
  ofAccount({
    entityId,
    kind,
    key,
  }: {
    readonly entityId: number
    readonly kind: string
    readonly key: string
  }): Institution {
    const names = this.told.get(entityId) ?? []
    if (names.length > 0) return { names, basis: said }
    if (isNameKey(key)) return { names: [], basis: unknown }
    const number = keyValue(key)
    if (kind === 'paymentAccount') {
      const payer = payerOf(number)
      return payer === null ? { names: [], basis: unknown } : { names: [payer], basis: shape }
    }
    const range = rangeOf(number)
    const learnt = range === null ? undefined : this.learnt.get(range)
    if (learnt?.size === 1) return { names: [...learnt], basis: alike }
    const table = banksOfCard(number)
    if (table.length > 0) return { names: table, basis: bankPrefixSource }
    return { names: [...(learnt ?? [])].toSorted(), basis: learnt === undefined ? unknown : alike }
  }
}
/** First six digits and length of a card; null for what is none. */
function rangeOf(number: string): string | null {
  return /^\d{13,19}$/.test(number) ? `${number.length}:${number.slice(0, 6)}` : null
}
/** The bank most rows name for each account; several where as many say another. */
function bankNames(db: Db): ReadonlyMap<number, readonly string[]> {
  const counts = new Map<number, Map<string, number>>()
  const rows = db
    .prepare<[], [number, string, number]>(
      "SELECT entity_id, value, records FROM identifiers WHERE attribute = 1 AND field IN ('ownBank', 'counterBank', 'payerBank', 'payeeBank', 'bank') AND value <> ''",
    )
    .raw()
  for (const [entityId, value, records] of rows.iterate()) {
    const banks = counts.get(entityId) ?? new Map<string, number>()
    counts.set(entityId, banks)
    const bank = bankOfBranch(value)
    banks.set(bank, (banks.get(bank) ?? 0) + records)
  }
  return new Map(
    [...counts].map(([entityId, banks]) => {
      const most = Math.max(...banks.values())
      return [
        entityId,
        [...banks]
          .filter(([, count]) => count === most)
          .map(([bank]) => bank)
          .toSorted(),
      ]
    }),
  )
}
/** Who keeps a payment account, by the form of its number. Logins (a phone, a mail address) may be of any of them. */
function payerOf(number: string): string | null {
  if (/^2088\d{12}$/.test(number)) return '支付宝（中国）网络技术有限公司'
  if (/@wx\.tenpay\.com$/i.test(number)) return '财付通支付科技有限公司'
  if (/^T[1-9A-HJ-NP-Za-km-z]{33}$/.test(number)) return '波场（TRON）地址：交易所或钱包服务商待查'
  if (/^0x[0-9a-f]{40}$/i.test(number)) return '以太坊系地址：交易所或钱包服务商待查'
  return /^(?:bc1|[13])[1-9A-HJ-NP-Za-z]{25,61}$/.test(number) && /[A-Za-z]/.test(number)
    ? '比特币地址：交易所或钱包服务商待查'
    : null
}
/** Whom to ask about a number. */
export function ofPhone(number: string): Institution {
  if (/^00\d/.test(number))
    return {
      names: [],
      basis: { zh: '境外号码，须经国际协作或关口局', en: 'abroad: by cooperation or the gateway' },
    }
  if (/^0\d{9,11}$/.test(number))
    return { names: [], basis: { zh: '固定电话，按区号向当地运营商查询', en: 'landline: by its area code' } }
  const operator = operatorOf(number)
  if (operator === null) return { names: [], basis: unknown }
  return {
    names: [operators[operator].zh],
    basis: isResold(number) ? { zh: `${range.zh}，转售号段`, en: `${range.en}; resold range` } : range,
  }
}
/** The name as a list writes it. */
export function institutionText({ names }: Institution): string {
  return names.length === 0 ? '不明' : names.join(' / ')
}
