import type { EntityKindId, RecordKind } from './define.ts'

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
