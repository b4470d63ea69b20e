/** A column that a kind needs, under a name nobody knows: found by its values, when only one can be it. */
import type { Field, RecordKind } from '../../../../shared/model/define.ts'
import { speaksOf } from '../../../../shared/model/headerMeaning.ts'
import { readPhrase } from '../../../../shared/model/headerPhrase.ts'
import { supports } from './columnProfile.ts'
import type { ColumnMatch, HeaderCells, Profiles } from './sheetHeader.ts'

/** A column found by its values counts less than one that is named. */
const valueWeight = 0.3
/** So much of the table has to be understood before anything is told by values. */
const understood = 0.5

/**
 * The columns that fill what is missing of a kind's needs. One at most: with two unknown columns which is which would be guessed. A header that is
 * understood and speaks of something else is none of them.
 */
export function columnsByValues(
  kind: RecordKind,
  header: HeaderCells,
  matches: readonly ColumnMatch[],
  given: ReadonlySet<string>,
  profiles: Profiles,
): readonly ColumnMatch[] {
  const filled = new Set([...matches.map(({ field }) => field.id), ...given])
  const missing = kind.needs.filter((group) => !group.some((id) => filled.has(id)))
  const [group] = missing
  const columns = header.variants.filter((variants) => variants.length > 0).length
  if (group === undefined || missing.length > 1) return []
  if (matches.length < 3 || matches.length < columns * understood) return []
  const taken = new Set(matches.map(({ column }) => column))
  const free = header.variants.flatMap((variants, column) => {
    const [name] = variants
    return name === undefined || taken.has(column) ? [] : [{ column, name }]
  })
  const fields = group.flatMap((id) => kind.fields.find((field) => field.id === id) ?? [])
  const found = free.flatMap(({ column, name }) => {
    const open = readPhrase(name).readings.length === 0
    const field = fields.find(
      (candidate) => (open || speaksOf(kind, candidate, name)) && supports(candidate, profiles(column)),
    )
    return field === undefined ? [] : [{ column, field }]
  })
  const [only] = found
  return only === undefined || found.length > 1 ? [] : [byValues(only.column, only.field, header)]
}
function byValues(column: number, field: Field, header: HeaderCells): ColumnMatch {
  return { column, field, how: 'values', weight: valueWeight, evidence: header.shown[column] ?? '' }
}
