import type { EntityKindId, RecordKind } from './define.ts'
import { entityIdOf } from './entityId.ts'

/** An entity that a row names in one of its roles. */
export interface RoleEntity {
  readonly role: string
  readonly entityKind: EntityKindId
  /** `<identifier>:<value>`; what the entity is resolved by, the input of `entityIdOf`. */
  readonly key: string
  readonly label: string
  /** Known by a name alone: never joined with anybody else of that name. */
  readonly nameOnly: boolean
}
type Values = Readonly<Record<string, string | number | null | undefined>>

const patterns = new Map<string, RegExp>()
function matches(pattern: string, text: string): boolean {
  let compiled = patterns.get(pattern)
  if (compiled === undefined) { compiled = new RegExp(pattern, 'u'); patterns.set(pattern, compiled) }
  return compiled.test(text)
}
function textOf(values: Values, field: string): string | null {
  const value = values[field]
  return value === null || value === undefined || value === '' ? null : String(value)
}

/**
 * The entities of one converted row: for each role the first key all of whose fields have a value; several for a role with `multi`, one per
 * line of its field. `values` are stored values by field id. Roles without any key in the row are left out.
 */
export function rolesOf(kind: RecordKind, values: Values): readonly RoleEntity[] {
  const found: RoleEntity[] = []
  for (const role of kind.roles) {
    if (role.only !== undefined) {
      const text = textOf(values, role.only.field)
      if (text === null || matches(role.only.pattern, text) === (role.only.not === true)) continue
    }
    for (const { identifier, fields } of role.keys) {
      const parts = fields.map((field) => textOf(values, field))
      if (parts.some((part) => part === null)) continue
      const joined = parts.join('|')
      const entries = role.multi === true ? joined.split('\n') : [joined]
      const label = role.label === undefined ? null : textOf(values, role.label)
      for (const entry of entries) {
        if (entry === '') continue
        found.push({ role: role.role, entityKind: role.kind, key: `${identifier}:${entry}`, label: entries.length === 1 && label !== null ? label : entry, nameOnly: identifier === 'name' })
      }
      break
    }
  }
  return found
}

/** An entity as `resolverOf` finds it, with the number of its role in the kind. */
export interface NumberedEntity extends RoleEntity { readonly number: number; readonly entityId: number }
interface PreparedKey { readonly identifier: string; readonly fields: readonly string[]; known: Map<string, NumberedEntity> }
const knownLimit = 100_000

/**
 * `rolesOf` with entity ids, for many rows in which only the fields `filled` can have a value. Remembers entities by the value they are told
 * by, and roles by whether their condition holds for a value: the same accounts come again and again.
 */
export function resolverOf(kind: RecordKind, filled: ReadonlySet<string>): (values: Values) => readonly NumberedEntity[] {
  const roles = kind.roles.flatMap((role, number) => {
    const keys = role.keys.filter(({ fields }) => fields.every((field) => filled.has(field))).map(({ identifier, fields }): PreparedKey => ({ identifier, fields, known: new Map() }))
    return keys.length === 0 || (role.only !== undefined && !filled.has(role.only.field)) ? [] : [{ role, number, keys, holds: new Map<string, boolean>() }]
  })
  return (values) => {
    const found: NumberedEntity[] = []
    for (const { role, number, keys, holds } of roles) {
      if (role.only !== undefined) {
        const text = textOf(values, role.only.field)
        if (text === null) continue
        let held = holds.get(text)
        if (held === undefined) {
          if (holds.size > knownLimit) holds.clear()
          holds.set(text, held = matches(role.only.pattern, text) !== (role.only.not === true))
        }
        if (!held) continue
      }
      for (const key of keys) {
        const joined = joinedKey(values, key.fields)
        if (joined === null) continue
        const label = role.label === undefined ? null : textOf(values, role.label)
        if (role.multi === true) {
          const entries = joined.split('\n')
          for (const entry of entries) if (entry !== '') found.push(entityOf(role, number, key.identifier, entry, entries.length === 1 && label !== null ? label : entry))
          break
        }
        let entity = key.known.get(joined)
        if (entity === undefined || entity.label !== (label ?? joined)) {
          entity = joined === '' ? undefined : entityOf(role, number, key.identifier, joined, label ?? joined, entity?.entityId)
          if (entity === undefined) break
          if (key.known.size > knownLimit) key.known.clear()
          key.known.set(joined, entity)
        }
        found.push(entity)
        break
      }
    }
    return found
  }
}
function joinedKey(values: Values, fields: readonly string[]): string | null {
  const [only] = fields
  if (fields.length === 1 && only !== undefined) return textOf(values, only)
  const parts = fields.map((field) => textOf(values, field))
  return parts.some((part) => part === null) ? null : parts.join('|')
}
function entityOf(role: RecordKind['roles'][number], number: number, identifier: string, entry: string, label: string, known?: number): NumberedEntity {
  const key = `${identifier}:${entry}`
  return { role: role.role, entityKind: role.kind, key, label, nameOnly: identifier === 'name', number, entityId: known ?? entityIdOf(role.kind, key) }
}
