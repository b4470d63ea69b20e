/** What the case knows of persons, so that it is found in free text too. */
import type { ReportRedaction } from '../../../../shared/contract/reports.ts'
import type { EntityKindId, Field } from '../../../../shared/model/define.ts'
import { keyUse } from '../../../../shared/model/identityKeys.ts'
import { recordKinds } from '../../../../shared/model/recordKinds/index.ts'
import { oncePerState } from '../../records/keptPerState.ts'
import type { Db } from '../../store/db.ts'
import { quotedName, recordTable } from '../../store/recordTables.ts'
import type { Sort } from './documentModel.ts'
import { type NameMasks, nameMasks } from './maskNames.ts'
import type { RedactionPolicy } from './redact.ts'

/** Whether a field names persons: columns of names, and texts that hold nicknames. */
function isNameLike({ type, nameZh }: Field): boolean {
  return type === 'name' || (type === 'text' && /昵称|会员名|网名|绰号/.test(nameZh))
}
/** The sort of a field's values. Numbers with decimals and whole ones are figures; serials and addresses are free text. */
export function sortOfField(field: Field): Sort {
  // Several figures in one cell are a text.
  if (field.multi === true && ['money', 'integer', 'decimal', 'percent'].includes(field.type)) return 'text'
  if (isNameLike(field)) return 'name'
  switch (field.type) {
    case 'name':
      return 'name'
    case 'idNumber':
      return 'idNumber'
    case 'phone':
      return 'phone'
    case 'card':
    case 'account':
    case 'wechat':
    case 'qq':
    case 'alipay':
    case 'email':
    case 'siteAccount':
    case 'wallet':
    case 'imei':
    case 'imsi':
    case 'mac':
      return 'account'
    case 'money':
      return 'money'
    case 'integer':
    case 'decimal':
    case 'percent':
      return 'number'
    case 'time':
    case 'date':
    case 'clock':
      return 'time'
    case 'direction':
    case 'result':
      return 'fixed'
    case 'text':
    case 'title':
    case 'creditCode':
    case 'domain':
    case 'ip':
    case 'plate':
    case 'serial':
    case 'choice':
      return 'text'
  }
}

/** The sort of the labels of a kind of entity. */
export function sortOfLabel(kind: string): Sort {
  return labelSorts[kind as EntityKindId] ?? 'text'
}
const labelSorts: Readonly<Partial<Record<EntityKindId, Sort>>> = {
  person: 'name',
  bankAccount: 'account',
  paymentAccount: 'account',
  socialAccount: 'account',
  siteAccount: 'account',
  phone: 'phone',
}

/** Kinds of identifiers that stand for a person. */
const identifierKinds = [
  'idNumber',
  'card',
  'account',
  'phone',
  'wechat',
  'qq',
  'alipay',
  'payment',
  'email',
  'siteAccount',
  'wallet',
  'imei',
  'imsi',
  'mac',
]
/** Kinds of entities whose names are no names of persons. */
const otherKinds = ['organisation', 'place', 'shop', 'website', 'work', 'item']

/** What a file of this redaction masks; null for none. Names are read once per state of the case. */
export function redactionPolicy(db: Db, redaction: ReportRedaction): RedactionPolicy | null {
  if (redaction === 'none') return null
  const find = db
    .prepare<[object], number>(
      // A number that was entered by hand stands in the key of what it tells.
      `SELECT 1 FROM identifiers WHERE value = @word AND attribute = 0 AND kind IN (${identifierKinds.map((kind) => `'${kind}'`).join(', ')})
      UNION ALL SELECT 1 FROM ${recordTable('statement')} WHERE @word IN (substr(fromKey, instr(fromKey, ':') + 1), substr(toKey, instr(toKey, ':') + 1)) LIMIT 1`,
    )
    .pluck()
  const known = new Map<string, boolean>()
  return {
    isIdentifier(word) {
      const present = known.get(word)
      if (present !== undefined) return present
      const found = find.get({ word }) !== undefined
      if (known.size >= 100_000) known.clear()
      known.set(word, found)
      return found
    },
    names: redaction === 'all' ? knownNames(db) : null,
  }
}

const knownNames = oncePerState((db: Db): NameMasks => {
  const list = (sql: string): readonly string[] => db.prepare<[], string>(sql).pluck().all()
  const others = new Set(
    list(
      `SELECT DISTINCT label FROM entities WHERE kind IN (${otherKinds.map((kind) => `'${kind}'`).join(', ')})`,
    ),
  )
  const names = new Set(list("SELECT DISTINCT label FROM entities WHERE kind = 'person'"))
  const labels = new Set(names)
  for (const kind of recordKinds)
    for (const field of kind.fields.filter((one) => isNameLike(one) || one.type === 'wechat')) {
      const column = quotedName(field.id)
      for (const value of list(
        `SELECT DISTINCT ${column} FROM ${recordTable(kind.id)} WHERE ${column} IS NOT NULL`,
      ))
        for (const name of value.split('\n'))
          // What stands in a column of WeChat ids and is none is a nickname.
          if (field.type !== 'wechat' || keyUse('wechat', name).flaw === 'not-of-kind') names.add(name)
    }
  // A person may be named like a place; the person counts.
  for (const label of labels) others.delete(label)
  return nameMasks(names, others)
})
