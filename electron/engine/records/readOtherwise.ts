/**
 * Rows of two sheets that hold the same, but are read otherwise because a person settled one of the sheets and not the other, or settled them differently: the order
 * of day and month, a currency, whose sheet it is, what a code means. What differs then keeps them from being one fact, so both are counted (`twice`); or they are one,
 * and only one of two readings of it stands. Cost: nothing where nothing is settled; else one reading of the sheets of the kind.
 */
import type { RecordKind } from '../../../shared/model/define.ts'
import { happeningFields, isDateField, isStateField, ownFields } from '../../../shared/model/sheetSettings.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, tookEffectCondition } from './evidence.ts'

export interface ReadOtherwise {
  /** The row of the later sheet; where only one of both took effect, that one. */
  readonly recordId: number
  readonly otherId: number
  /** Both are counted. */
  readonly twice: boolean
}
interface Sheet {
  readonly sheetId: number
  readonly settings: Readonly<Record<string, unknown>>
}
type Told = readonly (string | number | null)[]

/** The fields that each sort of setting may change, beyond those that are worked out. */
function affected(kind: RecordKind, about: string): readonly string[] {
  switch (about) {
    case 'dates':
      return kind.fields.filter(isDateField).map(({ id }) => id)
    case 'years':
      return [...happeningFields(kind)]
    case 'weChat':
      return kind.fields.filter(({ type }) => type === 'wechat').map(({ id }) => id)
    case 'results':
      return kind.fields.filter(isStateField).map(({ id }) => id)
    case 'currency':
      return [kind.currency?.field, kind.currency?.booked?.field].filter((id) => id !== undefined)
    case 'own':
      return [
        ...ownFields(kind).map(({ id }) => id),
        ...(kind.directionField === undefined ? [] : [kind.directionField]),
      ]
    default:
      return []
  }
}
/** Such rows, by the later one. */
export function readOtherwise(db: Db, kind: RecordKind): readonly ReadOtherwise[] {
  const sheets = db
    .prepare<[string], { sheetId: number; settings: string | null }>(
      `SELECT sheet_id AS sheetId, json_extract(basis, '$.settings') AS settings FROM sheets JOIN batches USING (batch_id)
      WHERE status = 'active' AND kind = ? AND accepted + duplicate > 0 ORDER BY sheet_id`,
    )
    .all(kind.id)
    .map(({ sheetId, settings }): Sheet => ({
      sheetId,
      settings: settings === null ? {} : (JSON.parse(settings) as Sheet['settings']),
    }))
  if (sheets.every(({ settings }) => Object.keys(settings).length === 0)) return []
  const found = new Map<number, ReadOtherwise>()
  sheets.forEach((later, at) => {
    for (const earlier of sheets.slice(0, at)) {
      const abouts = ['dates', 'years', 'weChat', 'results', 'currency', 'own'].filter(
        (about) => JSON.stringify(later.settings[about]) !== JSON.stringify(earlier.settings[about]),
      )
      if (abouts.length > 0)
        for (const pair of pairsOf(db, kind, [earlier.sheetId, later.sheetId], abouts))
          if (!found.has(pair.recordId)) found.set(pair.recordId, pair)
    }
  })
  return [...found.values()].toSorted((one, other) => one.recordId - other.recordId)
}
function pairsOf(
  db: Db,
  kind: RecordKind,
  [earlier, later]: readonly [number, number],
  abouts: readonly string[],
): readonly ReadOtherwise[] {
  const changing = [...new Set(abouts.flatMap((about) => affected(kind, about)))]
  const same = (
    kind.sameFact ?? kind.fields.flatMap(({ id, derived }) => (derived === true ? [] : [id]))
  ).filter((field) => !changing.includes(field))
  const dated = abouts.includes('dates') ? affected(kind, 'dates') : []
  const columns = [...same, ...changing]
  const rows = (sheetId: number): readonly Told[] =>
    db
      .prepare<[number], Told>(
        `SELECT r.record_id, coalesce(r.duplicate_of, r.record_id), ${tookEffectCondition(kind, 'r')}, ${columns.map((id) => columnOf('r', id)).join(', ')} FROM ${recordTable(kind.id)} r WHERE r.sheet_id = ? ORDER BY r.row`,
      )
      .raw()
      .all(sheetId)
  const keyOf = (told: Told): string | null => {
    const fixed = told.slice(3, 3 + same.length)
    if (fixed.filter((value) => value !== null).length < 2) return null
    return JSON.stringify([
      ...fixed,
      ...dated.map((field) => eitherOrder(told[3 + columns.indexOf(field)] ?? null)),
    ])
  }
  const known = new Map<string, Told[]>()
  for (const told of rows(earlier)) {
    const key = keyOf(told)
    if (key === null) continue
    const alike = known.get(key)
    if (alike === undefined) known.set(key, [told])
    else alike.push(told)
  }
  return rows(later).flatMap((told): ReadOtherwise[] => {
    const other = known.get(keyOf(told) ?? '')?.shift()
    if (
      other === undefined ||
      changing.every((_, at) => told[3 + same.length + at] === other[3 + same.length + at])
    )
      return []
    // Of a row that took effect and one that did not, the former is in doubt, whichever came first.
    const [one, two] = told[2] === 0 && other[2] !== 0 ? [other, told] : [told, other]
    return [{ recordId: Number(one[0]), otherId: Number(two[0]), twice: told[1] !== other[1] }]
  })
}
/** A time with day and month in an order of their own: what both readings of 04/05 have in common. */
function eitherOrder(value: string | number | null): string | null {
  const found = /^(\d{4})-(\d\d)-(\d\d)(.*)$/.exec(String(value ?? ''))
  if (found === null) return value === null ? null : String(value)
  const [, year, one = '', other = '', rest] = found
  return `${year}-${[one, other].toSorted().join('-')}${rest}`
}
