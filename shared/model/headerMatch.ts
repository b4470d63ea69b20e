/** Which columns of a header fill which fields of a kind: known spellings first, then what the header says as a phrase. */
import type { Field, NamedFormat, RecordKind } from './define.ts'
import { fieldsMeant } from './headerMeaning.ts'
import { headerStem, readPhrase } from './headerPhrase.ts'
import { cleanHeader } from './headers.ts'

export interface HeaderField {
  readonly field: Field
  /** `exact`: a known spelling. `phrase`: understood word by word. */
  readonly how: 'exact' | 'phrase'
  /** The spelling it was found by, and its place among the spellings of the column: 0 is the whole header. */
  readonly spelling: string
  readonly rank: number
}
/** How sure a column's field is by how it was found; what lies below `doubtful` asks to be looked at. */
export const matchConfidence = { exact: 1, phrase: 0.85, values: 0.5 } as const
export const doubtful = 0.6
export interface MatchOptions {
  /** Headers that mean another field in the layout at hand. */
  readonly means?: NonNullable<NamedFormat['fields']>
  /** False where the values of a column cannot be what the field holds: then the header is not believed. */
  readonly fits?: (column: number, field: Field) => boolean
}
const always = (): boolean => true

const spellingsOfKind = new WeakMap<RecordKind, ReadonlyMap<string, readonly Field[]>>()
/** The fields of a kind that a known spelling stands for, in the order of the kind. */
function fieldsSpelled(kind: RecordKind): ReadonlyMap<string, readonly Field[]> {
  let spelled = spellingsOfKind.get(kind)
  if (spelled === undefined) {
    const found = new Map<string, Field[]>()
    for (const field of kind.fields)
      for (const header of field.headers) found.set(header, [...(found.get(header) ?? []), field])
    spelled = found
    spellingsOfKind.set(kind, spelled)
  }
  return spelled
}

/** The spellings a header cell may be known by, best first: whole, and without a bracket that holds a unit or a legend. */
export function headerSpellings(cell: string): string[] {
  const cleaned = cleanHeader(cell)
  if (cleaned === '') return []
  const stem = headerStem(cleaned)
  if (stem === cleaned) return [cleaned]
  // 有效投注(万元) is 有效投注(元), not the points that the word alone means.
  const inYuan = cleaned.replace(/\([十百千万亿]+元\)$/u, '(元)')
  return inYuan === cleaned ? [cleaned, stem] : [cleaned, inYuan, stem]
}

/**
 * Fields by the columns of a header. `spelled`: the spellings of each column, best first. Each column once, by position, and each field once
 * unless it may hold several values.
 */
export function matchFields(
  kind: RecordKind,
  spelled: readonly (readonly string[])[],
  { means = {}, fits = always }: MatchOptions = {},
): ReadonlyMap<number, HeaderField> {
  const found = new Map<number, HeaderField>()
  const taken = new Set<string>()
  const take = (column: number, match: HeaderField): void => {
    if (match.field.multi !== true) taken.add(match.field.id)
    found.set(column, match)
  }
  spelled.forEach(([spelling], column) => {
    const id = spelling === undefined ? undefined : means[spelling]
    const field = id === undefined ? undefined : kind.fields.find((candidate) => candidate.id === id)
    if (spelling !== undefined && field !== undefined && !taken.has(field.id) && fits(column, field))
      take(column, { field, how: 'exact', spelling, rank: 0 })
  })
  // The whole header before its stem over all columns, so that 交易金额(分) never takes the place of 交易金额.
  const known = fieldsSpelled(kind)
  for (const rank of [0, 1, 2, 3])
    spelled.forEach((spellings, column) => {
      const spelling = spellings[rank]
      if (spelling === undefined || found.has(column)) return
      const field = known
        .get(spelling)
        ?.find((candidate) => !taken.has(candidate.id) && fits(column, candidate))
      if (field !== undefined) take(column, { field, how: 'exact', spelling, rank })
    })
  spelled.forEach((spellings, column) => {
    if (found.has(column)) return
    // Of a header over two rows the lower one speaks alone only where the upper one is not understood.
    const spelling = spellings.find((candidate) => readPhrase(candidate).readings.length > 0)
    if (spelling === undefined) return
    const field = fieldsMeant(kind, spelling).find(
      (candidate) => !taken.has(candidate.id) && fits(column, candidate),
    )
    if (field !== undefined) take(column, { field, how: 'phrase', spelling, rank: 0 })
  })
  return found
}
