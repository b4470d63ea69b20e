import type { EntityKey, EntityKindId, EntityRole, FieldType, RecordKind } from './define.ts'
import { boundKey, entityIdOf, hash53, isNameKey, keyLabel } from './entityId.ts'
import { storedAsToday } from './identifiers.ts'
import { callsMany } from './identityKeys.ts'
import { type SaidOf, saidToTell, useOf } from './numberClaims.ts'
import { siteKey } from './siteName.ts'

/** An entity that a row names in one of its roles. */
export interface RoleEntity {
  readonly role: string
  readonly entityKind: EntityKindId
  /** `<identifier>:<value>`, with what the value is bound to (`entityId.ts`); what the entity is resolved by, the input of `entityIdOf`. */
  readonly key: string
  readonly label: string
  /** Known by a name alone: never joined with anybody else of that name. */
  readonly nameOnly: boolean
}
/** Where a row stands: the mark of its sheet, the same in every case that has the file, and its row. */
export interface RowPlace {
  readonly sheet: string
  readonly row: number
}
/** The mark of a sheet: a name that is mentioned there is not the same name in another sheet. */
export function sheetMark(sha256: string, sheet: number): string {
  return `${sha256.slice(0, 12)}.${sheet}`
}
type Values = Readonly<Record<string, string | number | null | undefined>>

const patterns = new Map<string, RegExp>()
function matches(pattern: string, text: string): boolean {
  let compiled = patterns.get(pattern)
  if (compiled === undefined) {
    compiled = new RegExp(pattern, 'u')
    patterns.set(pattern, compiled)
  }
  return compiled.test(text)
}

/**
 * The entities of one converted row: for each role the first key that has a value which tells its thing (`identityKeys.ts`); several for a role with
 * `multi`, one per line of its field. `values` are stored values by field id. Roles without any key in the row are left out.
 */
export function rolesOf(kind: RecordKind, values: Values, place: RowPlace): readonly RoleEntity[] {
  const fields = Object.keys(values)
  return resolverOf(kind, fields)(
    fields.map((field) => values[field] ?? null),
    place,
  ).map(({ role, entityKind, key, label, nameOnly }) => ({ role, entityKind, key, label, nameOnly }))
}

/** An entity as `resolverOf` finds it, with the number of its role in the kind. */
export interface NumberedEntity extends RoleEntity {
  readonly number: number
  readonly entityId: number
  /** Set by the code that passes entities on: this one has been passed on already. */
  told: boolean
}
const knownLimit = 100_000
interface PreparedKey {
  readonly key: EntityKey
  readonly types: readonly FieldType[]
  readonly at: readonly number[]
  readonly siteAt: number
  readonly said: { readonly at: readonly number[]; readonly needs: readonly (readonly SaidField[])[] } | null
  /** By value (and site); null for a value that is no key. */
  readonly known: Map<string, NumberedEntity | null>
}
interface SaidField {
  readonly at: number
  readonly type: FieldType
}
/** A role whose entities are told by what stands in cells. */
type TableRole = EntityRole & { readonly kind: EntityKindId }
interface PreparedRole {
  readonly role: TableRole
  readonly number: number
  readonly keys: readonly PreparedKey[]
  /** `each`: of a role with several entries, each is asked by itself, where the condition is on the field they stand in. */
  readonly only: {
    readonly at: number
    readonly pattern: string
    readonly not: boolean
    readonly each: boolean
  } | null
  readonly label: number
  readonly holds: PatternMemory
}
/** Whether texts match a pattern; roles that ask the same of a field share it, and the text of a row is looked up once for all of them. */
class PatternMemory {
  private readonly pattern: string
  private readonly known = new Map<string, boolean>()
  private last = ''
  private lastHeld: boolean | null = null
  constructor(pattern: string) {
    this.pattern = pattern
  }
  test(text: string): boolean {
    if (this.lastHeld !== null && text === this.last) return this.lastHeld
    let held = this.known.get(text)
    if (held === undefined) {
      if (this.known.size > knownLimit) this.known.clear()
      this.known.set(text, (held = matches(this.pattern, text)))
    }
    this.last = text
    this.lastHeld = held
    return held
  }
}
type NumberedValues = readonly (string | number | null)[]

/**
 * `rolesOf` with entity ids, for many rows whose values stand in the order of `fields`: only these can have a value. Remembers entities by the
 * value they are told by, and roles by whether their condition holds for a value: the same accounts come again and again. `told`: what people
 * say of numbers against the rules.
 */
export function resolverOf(
  kind: RecordKind,
  fields: readonly string[],
  told: SaidOf | null = null,
): (values: NumberedValues, place: RowPlace) => readonly NumberedEntity[] {
  const roles = preparedRoles(kind, fields)
  let sheet: string | null = null
  return (values, place) => {
    if (place.sheet !== sheet) {
      // What a sheet mentions is known within the sheet.
      for (const { keys } of roles) for (const { known } of keys) known.clear()
      sheet = place.sheet
    }
    const found: NumberedEntity[] = []
    for (const prepared of roles) if (isThere(prepared, values)) addRole(found, prepared, values, place, told)
    return found
  }
}
function preparedRoles(kind: RecordKind, fields: readonly string[]): readonly PreparedRole[] {
  const numbers = new Map(fields.map((field, number) => [field, number]))
  const memories = new Map<string, PatternMemory>()
  const memoryOf = (pattern: string): PatternMemory => {
    const memory = memories.get(pattern) ?? new PatternMemory(pattern)
    memories.set(pattern, memory)
    return memory
  }
  const place = (field: string): number => numbers.get(field) ?? -1
  const typeOf = (field: string): FieldType => kind.fields.find(({ id }) => id === field)?.type ?? 'text'
  return kind.roles.flatMap((role, number) => {
    const keys = role.keys
      .filter((key) => key.fields.every((field) => numbers.has(field)))
      .map((key): PreparedKey => ({
        key,
        types: key.fields.map(typeOf),
        at: key.fields.map(place),
        siteAt: key.site === undefined ? -1 : place(key.site),
        said:
          key.said === undefined
            ? null
            : {
                at: key.said.fields.map(place),
                needs: key.said.needs.map((needed) =>
                  needed.map((field) => ({ at: place(field), type: typeOf(field) })),
                ),
              },
        known: new Map(),
      }))
    if (!isTableRole(role) || keys.length === 0 || (role.only !== undefined && !numbers.has(role.only.field)))
      return []
    const only =
      role.only === undefined
        ? null
        : {
            at: place(role.only.field),
            pattern: role.only.pattern,
            not: role.only.not === true,
            each:
              role.multi === true && role.keys.some(({ fields }) => fields.includes(role.only?.field ?? '')),
          }
    const label = role.label === undefined ? -1 : place(role.label)
    return [{ role, number, keys, only, label, holds: memoryOf(only?.pattern ?? '') }]
  })
}
function isTableRole(role: EntityRole): role is TableRole {
  return role.kind !== 'any'
}
function isThere(role: PreparedRole, values: NumberedValues): boolean {
  if (role.only === null || role.only.each) return true
  const text = textAt(values, role.only.at)
  return text !== null && holdsFor(role, text)
}
function holdsFor({ only, holds }: PreparedRole, text: string): boolean {
  return only === null || holds.test(text) !== only.not
}
function addRole(
  found: NumberedEntity[],
  prepared: PreparedRole,
  values: NumberedValues,
  place: RowPlace,
  told: SaidOf | null,
): void {
  const { role, number, keys, label: labelAt, only } = prepared
  for (const key of keys) {
    const joined = joinedKey(values, key.at)
    if (joined === null || joined === '') continue
    const label = textAt(values, labelAt)
    let entries = role.multi === true ? joined.split('\n').filter((entry) => entry !== '') : [joined]
    if (only?.each === true) {
      const holds = (entry: string): boolean => holdsFor(prepared, entry)
      if (key.at.includes(only.at)) entries = entries.filter(holds)
      // Which number is whose is not told where some of the names are another's.
      else if (textAt(values, only.at)?.split('\n').every(holds) === false) continue
    }
    let usable = false
    for (const entry of entries) {
      const entity = entityFor(
        role,
        number,
        key,
        entry,
        entries.length === 1 ? label : null,
        values,
        place,
        told,
      )
      if (entity === null) continue
      found.push(entity)
      usable = true
    }
    // A value that is no key leaves the word to the next alternative.
    if (usable) return
  }
}
function entityFor(
  role: TableRole,
  number: number,
  prepared: PreparedKey,
  value: string,
  label: string | null,
  values: NumberedValues,
  place: RowPlace,
  told: SaidOf | null,
): NumberedEntity | null {
  const { key: rule, known, siteAt } = prepared
  const site = siteAt < 0 ? null : siteKey(textAt(values, siteAt))
  // Each row of its own, and what a row says as a whole, does not come again.
  const keeps =
    rule.within !== 'row' &&
    prepared.said === null &&
    !(rule.within === 'sheet' && role.kind === 'person' && callsMany(value))
  const name = site === null ? value : `${site}\u0000${value}`
  const before = keeps ? known.get(name) : undefined
  if (before === null) return null
  if (before !== undefined && (label === null || before.label === label)) return before
  const key = keyFor(role, prepared, value, site, values, place, told)
  const entity = key === null ? null : entityOf(role, number, key, label ?? keyLabel(key), before?.entityId)
  if (keeps) {
    if (known.size > knownLimit) known.clear()
    known.set(name, entity)
  }
  return entity
}
/** The key of a value; null for one that tells nobody. */
function keyFor(
  role: TableRole,
  { key: rule, types, said }: PreparedKey,
  given: string,
  site: string | null,
  values: NumberedValues,
  place: RowPlace,
  told: SaidOf | null,
): string | null {
  const parts = (types.length === 1 ? [given] : given.split('|')).map((part, index) =>
    storedAsToday(types[index] ?? 'text', part),
  )
  const value = parts.join('|')
  const uses = parts.map((part, index) => useOf(told, role.kind, types[index] ?? 'text', part))
  // A person is registered by whatever name; only a mere mention of nobody (不详) is none.
  if (uses.includes('none') && rule.within !== 'row') return null
  if (rule.within === 'row') return boundKey('row', value, `${place.sheet}.${place.row}`)
  if (rule.within === 'sheet')
    // 老板, 李某, 张*: in each row another may be meant.
    return boundKey(
      'mention',
      value,
      role.kind === 'person' && callsMany(value) ? `${place.sheet}.${place.row}` : place.sheet,
    )
  if (said !== null) {
    const says = said.needs.some((needed) =>
      needed.every(({ at, type }) =>
        (textAt(values, at)?.split('\n') ?? []).some((text) => saidToTell(told, type, text)),
      ),
    )
    return says
      ? boundKey('said', value, hash53(said.at.map((at) => saidText(values, at)).join('\u001f')).toString(36))
      : null
  }
  if (uses.includes('sheet')) return sheetBound.has(role.kind) ? boundKey('unsure', value, place.sheet) : null
  return site === null ? `${rule.identifier}:${value}` : boundKey(rule.identifier, value, site)
}
/** Things that a number stands for; an uncertain one is one thing within its sheet. Of a person it says nothing. */
const sheetBound: ReadonlySet<EntityKindId> = new Set<EntityKindId>([
  'bankAccount',
  'paymentAccount',
  'phone',
])
/** Several phones are the same in any order. */
function saidText(values: NumberedValues, at: number): string {
  return (textAt(values, at) ?? '').split('\n').sort().join('\n')
}
function textAt(values: NumberedValues, at: number): string | null {
  const value = at < 0 ? null : values[at]
  return value === null || value === undefined || value === ''
    ? null
    : typeof value === 'string'
      ? value
      : String(value)
}
function joinedKey(values: NumberedValues, at: readonly number[]): string | null {
  const [only] = at
  if (at.length === 1 && only !== undefined) return textAt(values, only)
  const parts = at.map((number) => textAt(values, number))
  return parts.some((part) => part === null) ? null : parts.join('|')
}
function entityOf(
  role: TableRole,
  number: number,
  key: string,
  label: string,
  known: number | undefined,
): NumberedEntity {
  return {
    role: role.role,
    entityKind: role.kind,
    key,
    label,
    nameOnly: isNameKey(key),
    number,
    told: false,
    entityId: known ?? entityIdOf(role.kind, key),
  }
}
