/**
 * Chinese texts in the order of their pinyin, as people look for them. SQLite compares code points; ranks are made by ICU over the different
 * values of a column, so that a million rows cost as many comparisons as they have different texts.
 */
import type { Field, RecordKind } from '../../../shared/model/define.ts'
import type { Scalar } from '../../../shared/contract/records.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { columnOf, fieldOf } from './evidence.ts'
import { factsVersion } from './factsVersion.ts'
import { keptValues } from './keptPerState.ts'

const collator = new Intl.Collator('zh-CN-u-co-pinyin', { numeric: true })
const chinese = /\p{Script=Han}/u
/** Above so many different texts they are compared by code points: ordering them would take longer than the table takes to sort. */
export const mostRanked = 50_000
const rankedTypes: ReadonlySet<Field['type']> = new Set(['name', 'title', 'text'])

/** Places of texts in the order of pinyin; null when code points give the same or there are too many. */
export function ranksOf(values: readonly Scalar[]): ReadonlyMap<string, number> | null {
  const texts = values.filter((value): value is string => typeof value === 'string' && value !== '')
  if (texts.length > mostRanked || !texts.some((text) => chinese.test(text))) return null
  return new Map(
    texts
      .toSorted((one, other) => collator.compare(one, other) || (one < other ? -1 : 1))
      .map((text, rank) => [text, rank]),
  )
}
/** The rank of a text of the field among these values, or null when code points decide. */
export function rankOf(
  kind: RecordKind,
  field: string,
  values: readonly Scalar[],
): ((text: string) => number) | null {
  const ranks = rankedTypes.has(fieldOf(kind, field).type) ? ranksOf(values) : null
  return ranks === null ? null : (text) => ranks.get(text) ?? 0
}

/** Ranks of whole columns, kept until the facts change. */
const knownRanks = keptValues<{ readonly ranks: ReadonlyMap<string, number> | null }>(Infinity)
function ranksOfColumn(db: Db, kind: RecordKind, field: string): ReadonlyMap<string, number> | null {
  return knownRanks.of(db, `${kind.id}.${field}`, factsVersion(db), () => ({
    ranks: ranksOf(
      db
        .prepare<[], Scalar>(
          `SELECT DISTINCT ${columnOf('r', field)} FROM ${recordTable(kind.id)} r LIMIT ${mostRanked + 1}`,
        )
        .pluck()
        .all(),
    ),
  })).ranks
}

/** The different texts of a column in the order of their pinyin; null where code points decide. */
export function rankedTexts(db: Db, kind: RecordKind, field: string): readonly string[] | null {
  const definition = kind.fields.find((candidate) => candidate.id === field)
  if (definition === undefined || !rankedTypes.has(definition.type)) return null
  const ranks = ranksOfColumn(db, kind, field)
  return ranks === null ? null : [...ranks.keys()]
}

const slots = new WeakMap<Db, (ReadonlyMap<string, number> | null)[]>()
/**
 * SQL that orders a text column by pinyin, or null where it is ordered by its own values (no Chinese among them, too many of them, or no text).
 * The ranks hold until the next call with the same slot.
 */
export function rankSql(db: Db, kind: RecordKind, field: string, alias: string, slot: number): string | null {
  const definition = kind.fields.find((candidate) => candidate.id === field)
  if (definition === undefined || !rankedTypes.has(definition.type)) return null
  const ranks = ranksOfColumn(db, kind, field)
  if (ranks === null) return null
  const known = slots.get(db) ?? []
  if (!slots.has(db)) {
    slots.set(db, known)
    db.function('lz_rank', { deterministic: true }, (place, text) =>
      typeof text === 'string' ? (slots.get(db)?.[Number(place)]?.get(text) ?? null) : null,
    )
  }
  known[slot] = ranks
  return `lz_rank(${slot}, ${columnOf(alias, field)})`
}
