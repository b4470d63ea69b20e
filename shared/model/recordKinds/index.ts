/** Every kind of evidence table. Adding one is a file here, a line below and its test. */
import type { Field, LinkKindId, RecordKind } from '../define.ts'
import { accountHolder } from './accountHolder.ts'
import { agentAccount } from './agentAccount.ts'
import { betSlip } from './betSlip.ts'
import { call } from './call.ts'
import { coinTrade } from './coinTrade.ts'
import { company } from './company.ts'
import { deposit } from './deposit.ts'
import { journey } from './journey.ts'
import { login } from './login.ts'
import { memberAccount } from './memberAccount.ts'
import { message } from './message.ts'
import { other } from './other.ts'
import { passage } from './passage.ts'
import { payOrder } from './payOrder.ts'
import { personRegister } from './personRegister.ts'
import { printOrder } from './printOrder.ts'
import { property } from './property.ts'
import { relation } from './relation.ts'
import { saleOrder } from './saleOrder.ts'
import { seizure } from './seizure.ts'
import { statement } from './statement.ts'
import { stay } from './stay.ts'
import { stockMove } from './stockMove.ts'
import { tip } from './tip.ts'
import { transfer } from './transfer.ts'
import { vehicleRegister } from './vehicleRegister.ts'
import { waybill } from './waybill.ts'
import { website } from './website.ts'
import { work } from './work.ts'

/** In the order in which tables are listed. */
export const recordKinds: readonly RecordKind[] = [
  personRegister, accountHolder, transfer, call, login, seizure, work, printOrder, stockMove, saleOrder, waybill,
  agentAccount, memberAccount, betSlip, deposit, website, relation, message, stay, journey, passage, company, vehicleRegister, property,
  payOrder, coinTrade, tip, other, statement,
]
/** Kinds that a table of a file may be. */
export const tableKinds: readonly RecordKind[] = recordKinds.filter(({ byHand }) => byHand === undefined)
const byId: ReadonlyMap<string, RecordKind> = new Map(recordKinds.map((kind) => [kind.id, kind]))
const fieldsById: ReadonlyMap<string, ReadonlyMap<string, Field>> = new Map(recordKinds.map((kind) => [kind.id, new Map(kind.fields.map((entry) => [entry.id, entry]))]))

/** The definition of a kind; undefined for an id that is none. */
export function recordKind(id: string): RecordKind | undefined {
  return byId.get(id)
}
/** A field of a kind; undefined when either is unknown. */
export function fieldOf(kindId: string, fieldId: string): Field | undefined {
  return fieldsById.get(kindId)?.get(fieldId)
}
/** How many decimals a stored value of the field carries: money 2, decimals and percents their scale, everything else 0. */
export function scaleOf(field: Field): number {
  return field.type === 'money' ? 2 : field.type === 'decimal' || field.type === 'percent' ? field.scale ?? 2 : 0
}
/** How many decimals the stored `quantity` of links of this kind carries (points of bets have 2, copies 0). All rules of one link kind agree. */
export function quantityScale(linkKind: LinkKindId | string): number {
  for (const kind of recordKinds) for (const rule of kind.links) {
    if (rule.linkKind !== linkKind || rule.quantity === undefined) continue
    const field = fieldOf(kind.id, rule.quantity)
    if (field !== undefined) return scaleOf(field)
  }
  return 0
}
