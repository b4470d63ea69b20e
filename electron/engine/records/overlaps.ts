/**
 * Whether two sheets of a kind are exports that overlap, so that rows which fit are one fact though no number of their own says so: three rows of one
 * day and one account (or number) fit one to one, or as many as half of the rows of the smaller sheet. It follows from the two sheets alone: a third sheet
 * never changes it, nor does the order of imports.
 */
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import type { factReader } from './factRows.ts'
import { matchFacts } from './matchFacts.ts'
import { type Comparison, factsOfSheet, type JoinsSheets } from './sameFact.ts'

const fewRows = 3

/** Tells overlaps as long as the rows stay as they are; each pair of sheets is looked at once, until it is decided. */
export function overlapTeller(
  db: Db,
  comparison: Comparison,
  read: ReturnType<typeof factReader>,
): JoinsSheets {
  const table = recordTable(comparison.kind.id)
  const known = new Map<string, boolean>()
  const sizes = new Map<number, number>()
  const count = db.prepare<[number], number>(`SELECT COUNT(*) FROM ${table} WHERE sheet_id = ?`).pluck()
  const sizeOf = (sheet: number): number => {
    const size = sizes.get(sheet) ?? count.get(sheet) ?? 0
    sizes.set(sheet, size)
    return size
  }
  const decide = (one: number, other: number): boolean => {
    const [small, large] = sizeOf(one) <= sizeOf(other) ? [one, other] : [other, one]
    const half = sizeOf(small) / 2
    let matched = 0
    let addressed = 0
    const look = (facts: readonly number[]): boolean => {
      for (const group of read(facts)) {
        const [left, right] = [small, large].map((sheet) =>
          factsOfSheet(
            comparison,
            group.filter(({ sheetId }) => sheetId === sheet),
            null,
          ),
        )
        if (left === undefined || right === undefined) continue
        for (const index of matchFacts(comparison, left, right, () => true).values()) {
          matched += 1
          const [first] = left[index]?.rows ?? []
          if (comparison.addressed && first !== undefined && comparison.hasCore(first)) addressed += 1
        }
      }
      return addressed >= fewRows || (matched > 0 && matched >= half)
    }
    // Sheets that overlap mostly show it by their first rows; what is found does not hang on the order.
    for (const facts of portionsOfShared(db, comparison.kind.id, small, large)) if (look(facts)) return true
    return false
  }
  return (one, other) => {
    if (one === other) return false
    const key = one < other ? `${one}/${other}` : `${other}/${one}`
    const present = known.get(key)
    if (present !== undefined) return present
    const decided = decide(one, other)
    known.set(key, decided)
    return decided
  }
}
/** Sheets that have rows of these facts, two by two. */
export function sheetPairs(
  db: Db,
  kindId: string,
  facts: readonly number[],
): readonly (readonly [number, number])[] {
  const rows = db
    .prepare<[string], { fact: number; sheet: number }>(
      `SELECT DISTINCT fact, sheet_id AS sheet FROM ${recordTable(kindId)} WHERE fact IN (SELECT value FROM json_each(?)) ORDER BY 1, 2`,
    )
    .all(JSON.stringify(facts))
  const pairs = new Map<string, readonly [number, number]>()
  const bySheets = new Map<number, number[]>()
  for (const { fact, sheet } of rows) {
    const before = bySheets.get(fact) ?? []
    for (const other of before) pairs.set(`${other}/${sheet}`, [other, sheet])
    bySheets.set(fact, [...before, sheet])
  }
  return [...pairs.values()]
}
/** The facts of which both sheets have rows. */
export function sharedFacts(db: Db, kindId: string, one: number, other: number): readonly number[] {
  return [...portionsOfShared(db, kindId, one, other)].flat()
}
/** The same, a portion at a time, growing; rows are read only as far as portions are asked for. */
function* portionsOfShared(db: Db, kindId: string, one: number, other: number): Generator<readonly number[]> {
  const table = recordTable(kindId)
  const rows = db
    .prepare<[number, number, number], [row: number, fact: number | null]>(
      `SELECT row, fact FROM ${table} WHERE sheet_id = ? AND row > ? ORDER BY row LIMIT ?`,
    )
    .raw()
  // Each fact's rows are gone through once, however many there are.
  const among = db
    .prepare<[string, number], number>(
      `SELECT DISTINCT fact FROM ${table} WHERE fact IN (SELECT value FROM json_each(?)) AND sheet_id = ?`,
    )
    .pluck()
  const seen = new Set<number>()
  let last = Number.MIN_SAFE_INTEGER
  // A fact may have thousands of rows.
  let together = 1
  for (let size = 200; ; size = Math.min(size * 4, 10_000)) {
    const found = rows.all(one, last, size)
    const fresh = new Set(found.flatMap(([, fact]) => (fact === null || seen.has(fact) ? [] : [fact])))
    for (const fact of fresh) seen.add(fact)
    const shared = fresh.size === 0 ? [] : among.all(JSON.stringify([...fresh]), other)
    for (let from = 0; from < shared.length; from += together, together = Math.min(together * 2, 50))
      yield shared.slice(from, from + together)
    last = found.at(-1)?.[0] ?? last
    if (found.length < size) return
  }
}
