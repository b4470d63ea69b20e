/** What a family of identifiers is: which identifiers, fields and attributes say it, and how its values compare between cases. */
import type { CaseFamily } from '../../../shared/contract/collision.ts'
import type { FieldType, RecordKind } from '../../../shared/model/define.ts'
import { normaliseName } from '../../../shared/model/identifiers.ts'
import { statementsOf } from '../entities/entityFacts.ts'
import { foldedWords } from './values.ts'

interface Family {
  /** Kinds of identifiers, as entities have them. */
  readonly identifiers: readonly string[]
  /** Types of fields that say it without any entity: a network address beside a transfer, a card beside a name. */
  readonly types: readonly FieldType[]
  /** Fields whose words say it. */
  readonly fields?: readonly string[]
}
export const families: Readonly<Record<CaseFamily, Family>> = {
  phone: { identifiers: ['phone'], types: ['phone'] },
  account: { identifiers: ['card', 'account'], types: ['card', 'account'] },
  idNumber: { identifiers: ['id', 'idNumber'], types: ['idNumber'] },
  organisation: { identifiers: ['creditCode'], types: ['creditCode'] },
  ip: { identifiers: ['ip'], types: ['ip'] },
  address: {
    identifiers: ['place'],
    types: [],
    fields: [
      'address',
      'workAddress',
      'home',
      'senderAddress',
      'receiverAddress',
      'place',
      'site',
      'delivery',
    ],
  },
  wechat: { identifiers: ['wechat'], types: ['wechat'] },
  qq: { identifiers: ['qq'], types: ['qq'] },
  alipay: { identifiers: ['payment', 'alipay'], types: ['alipay'] },
  device: { identifiers: ['imei', 'imsi', 'mac', 'device'], types: ['imei', 'imsi', 'mac'] },
  vehicle: { identifiers: ['plate'], types: ['plate'] },
  email: { identifiers: ['email'], types: ['email'] },
  siteAccount: { identifiers: ['siteAccount'], types: ['siteAccount'] },
  domain: { identifiers: ['domain'], types: ['domain'] },
  wallet: { identifiers: ['wallet'], types: ['wallet'] },
  name: { identifiers: ['name'], types: ['name'] },
}
/** What cases are collided by when nothing is said: everything but names, which are weak. */
export const strongFamilies: readonly CaseFamily[] = (Object.keys(families) as CaseFamily[]).filter(
  (family) => family !== 'name',
)

/** The least an address must say to be one: a house number or enough words; a district alone is shared by everybody. */
const addressTells = /\d|[号室栋幢座层单元]/
/**
 * The form in which a value of the family is compared between cases; null for one that tells nothing. A payment account that is a phone
 * number or an address of mail stays one of its family.
 */
export function comparedForm(family: CaseFamily, value: string): string | null {
  if (family === 'address') {
    const words = foldedWords(value).replace(/[，,。.、；;:：()（）【】[\]"“”'’·#-]/g, '')
    return words.length >= 6 && addressTells.test(words) ? words : null
  }
  if (family === 'name') {
    const name = normaliseName(value)
    return name === null || [...name].length < 2 ? null : foldedWords(name)
  }
  return value.length < 4 ? null : value.toLowerCase()
}

export interface FieldSource {
  readonly family: CaseFamily
  readonly kind: string
  readonly field: string
  readonly multi: boolean
}
/** Fields of the kinds that say a family and are not among the identifiers of an entity. */
export function fieldSources(
  model: readonly RecordKind[],
  asked: readonly CaseFamily[],
): readonly FieldSource[] {
  return model.flatMap((kind) => {
    const stated = new Set(
      kind.roles.flatMap((role) =>
        statementsOf(kind, role)
          .filter(({ attribute }) => attribute === 0)
          .map(({ field }) => field),
      ),
    )
    return kind.fields.flatMap((field): readonly FieldSource[] => {
      if (stated.has(field.id)) return []
      const family = asked.find(
        (candidate) =>
          families[candidate].types.includes(field.type) ||
          (families[candidate].fields?.includes(field.id) === true && field.type === 'text'),
      )
      return family === undefined
        ? []
        : [{ family, kind: kind.id, field: field.id, multi: field.multi === true }]
    })
  })
}
