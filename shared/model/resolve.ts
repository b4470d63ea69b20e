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
  if (compiled === undefined) {
    compiled = new RegExp(pattern, 'u')
    patterns.set(pattern, compiled)
  }
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
        found.push({
          role: role.role,
          entityKind: role.kind,
          key: `${identifier}:${entry}`,
          label: entries.length === 1 && label !== null ? label : entry,
          nameOnly: identifier === 'name',
        })
      }
      break
    }
  }
  return found
}

/** An entity as `resolverOf` finds it, with the number of its role in the kind. */
export interface NumberedEntity extends RoleEntity {
  readonly number: number
  readonly entityId: number
  /** Set by the code that passes entities on: this one has been passed on already. */
  told: boolean
}
interface PreparedKey {
  readonly identifier: string
  readonly at: readonly number[]
  known: Map<string, NumberedEntity>
}
const knownLimit = 100_000
type NumberedValues = readonly (string | number | null)[]

/**
 * `rolesOf` with entity ids, for many rows whose values stand in the order of `fields`: only these can have a value. Remembers entities by the
 * value they are told by, and roles by whether their condition holds for a value: the same accounts come again and again.
 */
export function resolverOf(
  kind: RecordKind,
  fields: readonly string[],
): (values: NumberedValues) => readonly NumberedEntity[] {
  const numbers = new Map(fields.map((field, number) => [field, number]))
  const place = (field: string): number => numbers.get(field) ?? -1
  const roles = kind.roles.flatMap((role, number) => {
    const keys = role.keys
      .filter((key) => key.fields.every((field) => numbers.has(field)))
      .map((key): PreparedKey => ({
        identifier: key.identifier,
        at: key.fields.map(place),
        known: new Map(),
      }))
    if (keys.length === 0 || (role.only !== undefined && !numbers.has(role.only.field))) return []
    const only =
      role.only === undefined
        ? null
        : { at: place(role.only.field), pattern: role.only.pattern, not: role.only.not === true }
    return [
      {
        role,
        number,
        keys,
        only,
        label: role.label === undefined ? -1 : place(role.label),
        holds: new Map<string, boolean>(),
      },
    ]
  })
  return (values) => {
    const found: NumberedEntity[] = []
    for (const { role, number, keys, only, label: labelAt, holds } of roles) {
      if (only !== null) {
        const text = textAt(values, only.at)
        if (text === null) continue
        let held = holds.get(text)
        if (held === undefined) {
          if (holds.size > knownLimit) holds.clear()
          holds.set(text, (held = matches(only.pattern, text) !== only.not))
        }
        if (!held) continue
      }
      for (const key of keys) {
        const joined = joinedKey(values, key.at)
        if (joined === null) continue
        const label = textAt(values, labelAt)
        if (role.multi === true) {
          const entries = joined.split('\n')
          for (const entry of entries)
            if (entry !== '')
              found.push(
                entityOf(
                  role,
                  number,
                  key.identifier,
                  entry,
                  entries.length === 1 && label !== null ? label : entry,
                ),
              )
          break
        }
        let entity = key.known.get(joined)
        if (entity === undefined || entity.label !== (label ?? joined)) {
          entity =
            joined === ''
              ? undefined
              : entityOf(role, number, key.identifier, joined, label ?? joined, entity?.entityId)
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
  role: RecordKind['roles'][number],
  number: number,
  identifier: string,
  entry: string,
  label: string,
  known?: number,
): NumberedEntity {
  const key = `${identifier}:${entry}`
  return {
    role: role.role,
    entityKind: role.kind,
    key,
    label,
    nameOnly: identifier === 'name',
    number,
    told: false,
    entityId: known ?? entityIdOf(role.kind, key),
  }
}
