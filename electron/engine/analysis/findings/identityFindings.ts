/** What stands where a number should and tells nobody: which words, in how many rows, with the sum that hangs on them. */
import { type CurrencySum, othersText, yuan } from '../../../../shared/model/currency.ts'
import type { Field, RecordKind } from '../../../../shared/model/define.ts'
import { type KeyFlaw, keyUse } from '../../../../shared/model/identityKeys.ts'
import { type SaidOf } from '../../../../shared/model/numberClaims.ts'
import { addMinor, type Minor } from '../../../../shared/model/minor.ts'
import type { Db } from '../../store/db.ts'
import { columnOf, currencyColumn, literalText, roleColumnOf } from '../../records/evidence.ts'
import { saidNumbers } from '../../entities/numberClaims.ts'
import { hasMerges } from '../../records/seenAs.ts'
import type { KeptPlace } from './places.ts'
import { slicesOf, type Steps } from './slices.ts'

export interface NoNumbers {
  /** One place a field and word, most rows first. */
  readonly places: readonly KeptPlace[]
  readonly rows: number
  /** SQL over `r` of the rows. */
  readonly where: string
}
interface Word {
  readonly field: string
  readonly raw: string
  readonly why: KeyFlaw
  readonly first: number
  rows: number
  sums: CurrencySum[]
}
const free: ReadonlySet<Field['type']> = new Set<Field['type']>(['text', 'name', 'title', 'serial'])

/** The words of a kind's columns of numbers that are no key, or one within their sheet only. A fact counts once. */
export function* noNumbers(db: Db, kind: RecordKind): Steps<NoNumbers | null> {
  const fields = keyFields(kind)
  if (fields.length === 0) return null
  const uses = fields.map(() => new Map<string, KeyFlaw | null>())
  const words = new Map<string, Word>()
  // What a person has decided is no question any more.
  const sayings = saidNumbers(db)
  let rows = 0
  const amount = kind.amountField === undefined ? 'NULL' : columnOf('r', kind.amountField)
  const where = `r.duplicate_of IS NULL AND (${conditions(db, kind).join(' OR ')})`
  yield* slicesOf(
    db,
    kind,
    where,
    ['r.record_id', amount, currencyColumn(kind, 'r'), ...fields.map(({ id }) => columnOf('r', id))],
    (slice) => {
      for (const [recordId, sum, currency, ...cells] of slice) {
        let told = false
        for (const [at, cell] of cells.entries()) {
          if (cell === null) continue
          const field = fields[at] as Field
          for (const value of String(cell).split('\n')) {
            const why = flawOf(uses[at] as Map<string, KeyFlaw | null>, field, value, sayings)
            if (why === null) continue
            told = true
            const name = `${field.id}\n${value}`
            const word = words.get(name) ?? {
              field: field.id,
              raw: value,
              why,
              first: Number(recordId),
              rows: 0,
              sums: [],
            }
            words.set(name, word)
            word.rows += 1
            if (typeof sum === 'number') addSum(word.sums, String(currency), sum)
          }
        }
        if (told) rows += 1
      }
    },
  )
  if (words.size === 0) return null
  const found = [...words.values()].toSorted(
    (one, other) => other.rows - one.rows || (one.raw < other.raw ? -1 : 1),
  )
  return {
    rows,
    where: `r.duplicate_of IS NULL AND (${condition(found, kind)})`,
    places: found.map(({ field, raw, why, first, rows: count, sums }) => ({
      recordId: first,
      field,
      raw,
      values: { rows: count, ...amountsOf(sums), why },
    })),
  }
}
/** Adds to the sum of one currency. */
export function addSum(sums: CurrencySum[], currency: string, sum: number): void {
  const at = sums.findIndex((known) => known.currency === currency)
  if (at < 0) sums.push({ currency, sum })
  else sums[at] = { currency, sum: addMinor(sums[at]?.sum ?? 0, sum) }
}
/** Sums as a place tells them: of yuan a number (the text of its figures where that is not exact), of other currencies as links keep them. */
export function amountsOf(sums: readonly CurrencySum[]): {
  readonly amount: Minor | null
  readonly others?: string | null
} {
  const foreign = sums.filter(({ currency }) => currency !== yuan)
  return {
    amount: sums.find(({ currency }) => currency === yuan)?.sum ?? null,
    ...(foreign.length === 0 ? {} : { others: othersText(foreign) }),
  }
}
/** Fields of numbers that a role is told by. */
function keyFields(kind: RecordKind): readonly Field[] {
  const told = new Set(kind.roles.flatMap(({ keys }) => keys.flatMap(({ fields }) => fields)))
  return kind.fields.filter(({ id, type }) => told.has(id) && !free.has(type))
}
/** SQL of the rows that may hold such words: a number without its entity, or with one that holds within its sheet. Cheap where nothing is amiss. */
function conditions(db: Db, kind: RecordKind): readonly string[] {
  const numbers = new Set(keyFields(kind).map(({ id }) => id))
  return kind.roles.flatMap((role) => {
    const own = role.keys.flatMap(({ fields }) => fields).filter((field) => numbers.has(field))
    if (own.length === 0) return []
    const filled = own.map((field) => `${columnOf('r', field)} IS NOT NULL`).join(' OR ')
    // Several in one cell, or a name to fall back on: the entity does not tell whether the number was one.
    if (role.multi === true || role.keys.some(({ within }) => within !== undefined)) return [`(${filled})`]
    const uncertain = (hasMerges(db) ? ['entities', 'merged_entities'] : ['entities']).map(
      (table) =>
        `SELECT entity_id FROM ${table} WHERE kind = ${literalText(role.kind)} AND key >= 'unsure:' AND key < 'unsure;'`,
    )
    return [
      `(${roleColumnOf('r', role.role)} IS NULL AND (${filled}))`,
      `${roleColumnOf('r', role.role)} IN (${uncertain.join(' UNION ALL ')})`,
    ]
  })
}
function flawOf(
  known: Map<string, KeyFlaw | null>,
  field: Field,
  value: string,
  told: SaidOf | null,
): KeyFlaw | null {
  let flaw = known.get(value)
  if (flaw === undefined) {
    if (known.size > 200_000) known.clear()
    known.set(value, (flaw = told?.(field.type, value) === undefined ? keyUse(field.type, value).flaw : null))
  }
  return flaw
}
/** SQL over `r` of the rows with these words; of very many words those in the most rows. */
function condition(words: readonly Word[], kind: RecordKind): string {
  const byField = new Map<string, string[]>()
  for (const { field, raw } of words.slice(0, 500)) byField.set(field, [...(byField.get(field) ?? []), raw])
  return [...byField]
    .map(([field, values]) => {
      const column = columnOf('r', field)
      return kind.fields.find(({ id }) => id === field)?.multi === true
        ? values
            .map(
              (value) =>
                `instr(char(10) || ${column} || char(10), char(10) || ${literalText(value)} || char(10)) > 0`,
            )
            .join(' OR ')
        : `${column} IN (${values.map(literalText).join(', ')})`
    })
    .join(' OR ')
}
