import { describe, expect, it } from 'vitest'
import type { RecordKind } from '../../shared/model/define.ts'
import { entityKinds, linkKinds } from '../../shared/model/define.ts'
import { headerStem } from '../../shared/model/headerPhrase.ts'
import { cleanHeader } from '../../shared/model/headers.ts'
import {
  fieldOf,
  quantityScale,
  recordKind,
  recordKinds,
  scaleOf,
} from '../../shared/model/recordKinds/index.ts'
// Header spellings of the 45 published layouts, collected from public importers; not written by us.
import layouts from '../fixtures/formatHeaders.json'

const each = recordKinds.map((kind) => [kind.id, kind] as const)

/** Every name of a field that the definition uses somewhere. */
function usedFields(kind: RecordKind): readonly string[] {
  return [
    ...kind.needs.flat(),
    ...(kind.rowNeeds ?? []).flat(),
    ...(kind.sameFact ?? []),
    ...(kind.sameFactNeeds ?? []),
    ...[kind.timeField, kind.amountField, kind.directionField, kind.resultField].filter(
      (id) => id !== undefined,
    ),
    ...kind.roles.flatMap((role) => [
      ...role.keys.flatMap(({ fields }) => fields),
      ...(role.attributes ?? []),
      ...(role.identifiers ?? []).map(({ field }) => field),
      ...(role.label === undefined ? [] : [role.label]),
      ...(role.only === undefined ? [] : [role.only.field]),
    ]),
    ...kind.links.flatMap((rule) =>
      [rule.direction, rule.amount, rule.quantity, rule.time, rule.where?.field, rule.positive].filter(
        (id) => id !== undefined,
      ),
    ),
    ...(kind.derive ?? []).flatMap((rule) =>
      Object.entries(rule)
        // What a choice says of what went out is a value, no field.
        .filter(
          ([name, value]) =>
            !['how', 'product', 'value', 'subjectFirst'].includes(name) &&
            !(name === 'out' && typeof value === 'string'),
        )
        .flatMap(([, value]): readonly string[] =>
          typeof value === 'string'
            ? [value]
            : Array.isArray(value)
              ? (value as readonly string[])
              : [(value as { readonly field: string }).field],
        ),
    ),
  ]
}

describe('record kinds', () => {
  it('are those of the product, each once', () => {
    expect(recordKinds.map((kind) => kind.id)).toEqual([
      'personRegister',
      'accountHolder',
      'transfer',
      'call',
      'login',
      'seizure',
      'work',
      'printOrder',
      'stockMove',
      'saleOrder',
      'waybill',
      'agentAccount',
      'memberAccount',
      'betSlip',
      'deposit',
      'website',
      'relation',
      'message',
      'stay',
      'journey',
      'passage',
      'company',
      'vehicleRegister',
      'property',
      'payOrder',
      'coinTrade',
      'tip',
      'other',
      'statement',
    ])
    for (const [id, kind] of each) expect(recordKind(id)).toBe(kind)
    expect(recordKind('nothing')).toBeUndefined()
    expect(fieldOf('transfer', 'amount')?.type).toBe('money')
    expect(fieldOf('transfer', 'nothing')).toBeUndefined()
  })

  it.each(each)('%s: no header spelling names two fields, and all are cleaned', (_id, kind) => {
    const owner = new Map<string, string>()
    for (const field of kind.fields)
      for (const header of field.headers) {
        expect(
          owner.get(header),
          `${header} names ${owner.get(header) ?? ''} and ${field.id}`,
        ).toBeUndefined()
        owner.set(header, field.id)
        expect(cleanHeader(header)).toBe(header)
      }
  })

  it.each(each)('%s: ids are unique and fit for columns', (_id, kind) => {
    for (const ids of [
      kind.fields.map(({ id }) => id),
      kind.roles.map(({ role }) => role),
      kind.links.map(({ id }) => id),
    ]) {
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]*$/)
    }
    for (const { id } of kind.fields)
      expect(['recordId', 'sheetId', 'row', 'fact', 'duplicateOf', 'mirrorOf']).not.toContain(id)
    const columns = [
      ...kind.fields.map(({ id }) => id.toLowerCase()),
      ...kind.roles.map(({ role }) => `e_${role}`.toLowerCase()),
    ]
    expect(new Set(columns).size).toBe(columns.length)
  })

  it.each(each)('%s: roles, links and rules refer to what is there', (_id, kind) => {
    const fields = new Set(kind.fields.map(({ id }) => id))
    for (const id of usedFields(kind)) expect(fields.has(id), `field ${id}`).toBe(true)
    const roles = new Map(kind.roles.map((role) => [role.role, role]))
    for (const role of kind.roles) {
      expect(
        entityKinds.some(({ id }) => id === role.kind) ||
          (role.kind === 'any' && kind.byHand?.names[role.role] !== undefined),
      ).toBe(true)
      for (const id of role.keys.flatMap((key) => key.fields))
        expect(fieldOf(kind.id, id)?.multi === true, `${role.role} and ${id} hold several`).toBe(
          role.multi === true,
        )
      if (role.only !== undefined) expect(() => new RegExp(role.only?.pattern ?? '', 'u')).not.toThrow()
    }
    for (const rule of kind.links) {
      expect(roles.has(rule.from) && roles.has(rule.to), rule.id).toBe(true)
      expect(linkKinds.some(({ id }) => id === rule.linkKind)).toBe(true)
      if (rule.amount !== undefined) expect(fieldOf(kind.id, rule.amount)?.type).toBe('money')
      if (rule.quantity !== undefined)
        expect(quantityScale(rule.linkKind), `${kind.id}.${rule.id}: one link kind, one scale`).toBe(
          scaleOf(fieldOf(kind.id, rule.quantity) ?? (kind.fields[0] as never)),
        )
      for (const key of rule.where?.values ?? [])
        expect(Object.keys(fieldOf(kind.id, rule.where?.field ?? '')?.choices ?? {})).toContain(key)
    }
    for (const field of kind.fields)
      for (const context of field.context ?? []) {
        if ('owner' in context) {
          for (const id of [...context.unless, ...context.notIn]) expect(fieldOf(kind.id, id)).toBeDefined()
          continue
        }
        expect(() => new RegExp(context.pattern, 'u')).not.toThrow()
        expect(context.pattern).toMatch(/\((?!\?)/)
      }
  })

  it.each(each)('%s: choices have one key a spelling', (_id, kind) => {
    for (const field of kind.fields) {
      expect(field.choices === undefined).toBe(field.type !== 'choice')
      const spellings = Object.values(field.choices ?? {}).flat()
      expect(new Set(spellings).size).toBe(spellings.length)
    }
  })

  it('holds every published layout with its signature', () => {
    const formats = new Map(
      recordKinds.flatMap((kind) => kind.formats.map((format) => [format.id, kind] as const)),
    )
    for (const [id, { signature }] of Object.entries(layouts)) {
      const kind = formats.get(id)
      expect(kind, id).toBeDefined()
      const known = new Set(kind?.fields.flatMap(({ headers }) => headers))
      // 闲鱼 is a word of the file, not a header; everything else must be a spelling of a field.
      for (const header of signature.map(cleanHeader))
        expect(
          header === '闲鱼' || known.has(header) || known.has(headerStem(header)),
          `${id}: ${header}`,
        ).toBe(true)
    }
    expect(new Set(recordKinds.flatMap((kind) => kind.formats.map(({ id }) => id))).size).toBe(
      recordKinds.flatMap((kind) => kind.formats).length,
    )
  })

  it('knows every header spelling of the published layouts', () => {
    // Columns of the WeChat profile text that is no table: its login lines are the login kind's.
    const elsewhere = new Set(['wechat_le_reg 时间', 'wechat_le_reg IP'])
    const unknown: string[] = []
    for (const [id, { headers }] of Object.entries(layouts)) {
      const kind = recordKinds.find(({ formats }) => formats.some((format) => format.id === id))
      const known = new Set(kind?.fields.flatMap((field) => field.headers))
      for (const header of headers)
        if (
          !known.has(cleanHeader(header)) &&
          !known.has(headerStem(cleanHeader(header))) &&
          !elsewhere.has(`${id} ${header}`)
        )
          unknown.push(`${id} ${header}`)
    }
    expect(unknown).toEqual([])
  })

  it('makes no node of a serial number, a slip, an order or a bank’s name', () => {
    for (const kind of recordKinds)
      for (const role of kind.roles)
        for (const id of role.keys.flatMap(({ fields }) => fields)) {
          const field = fieldOf(kind.id, id)
          expect(field?.type === 'serial' && !['shopNumber'].includes(id), `${kind.id}.${role.role}`).toBe(
            false,
          )
          expect(id.endsWith('Bank')).toBe(false)
        }
  })
})

it('the arrow from the account above to the one below says the same in both languages', () => {
  // Chinese names what stands at the head of the arrow, and so does English: the account below.
  expect(linkKinds.find(({ id }) => id === 'agentOf')).toMatchObject({
    nameZh: '下级',
    nameEn: 'Subordinate',
  })
  for (const id of ['agentAccount', 'memberAccount'])
    expect(recordKind(id)?.links.find(({ linkKind }) => linkKind === 'agentOf')).toMatchObject({
      from: 'parent',
      to: 'account',
    })
})
