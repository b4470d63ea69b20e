/** Money between parties of whom a row gives nothing but a name: a name alone makes nobody one, so they are no entity and stand on no chart. */
import type { CurrencySum } from '../../../../shared/model/currency.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import { keyUse } from '../../../../shared/model/identityKeys.ts'
import { columnOf, currencyColumn, literalText, roleColumnOf } from '../../records/evidence.ts'
import type { Db } from '../../store/db.ts'
import { addSum, amountsOf } from './identityFindings.ts'
import type { KeptPlace } from './places.ts'
import { slicesOf, type Steps } from './slices.ts'

export interface NamedParties {
  /** One place a sheet, field and name, most rows first. */
  readonly places: readonly KeptPlace[]
  readonly rows: number
  /** Of those, rows that name nobody by a number at all: nothing of them stands on a chart. */
  readonly alone: number
  /** SQL over `r` of the rows. */
  readonly where: string
}
/** Links of money, coins and parcels between two parties; who buys of a shop is told by the shop. */
const between: ReadonlySet<string> = new Set([
  'transfer',
  'deposits',
  'withdraws',
  'paysOrder',
  'buysCoins',
  'ships',
])
interface Naming {
  readonly field: string
  /** SQL: the row gives the name, and nothing that tells whose it is. */
  readonly where: string
}
/** The fields that name an end of such links, each with the roles of which one would have to be known. */
function namings(kind: RecordKind): readonly Naming[] {
  const ends = new Set(
    kind.links.filter(({ linkKind }) => between.has(linkKind)).flatMap(({ from, to }) => [from, to]),
  )
  return kind.fields.flatMap(({ id, type }) => {
    if (type !== 'name' || kind.roles.some(({ keys }) => keys.some(({ fields }) => fields.includes(id))))
      return []
    const roles = kind.roles.filter(({ label, attributes }) => label === id || attributes?.includes(id))
    if (!roles.some(({ role }) => ends.has(role)) || roles.some(({ multi }) => multi === true)) return []
    const unknown = roles.map(({ role }) => `${roleColumnOf('r', role)} IS NULL`)
    return [{ field: id, where: [`${columnOf('r', id)} IS NOT NULL`, ...unknown].join(' AND ') }]
  })
}
interface Party {
  readonly field: string
  readonly raw: string
  readonly first: number
  readonly sheetId: number
  rows: number
  readonly sums: CurrencySum[]
}

/** Null where a kind has no such parties, or none of its rows names one so. A fact counts once, what failed not at all. */
export function* namedParties(db: Db, kind: RecordKind): Steps<NamedParties | null> {
  const asked = namings(kind)
  if (asked.length === 0) return null
  const failed =
    kind.resultField === undefined ? '' : ` AND ${columnOf('r', kind.resultField)} IS NOT 'failed'`
  const counted = `r.duplicate_of IS NULL AND r.mirror_of IS NULL${failed}`
  const amount = kind.amountField === undefined ? 'NULL' : columnOf('r', kind.amountField)
  const known = kind.roles
    .filter(({ multi }) => multi !== true)
    .map(({ role }) => `${roleColumnOf('r', role)} IS NULL`)
  const parties = new Map<string, Party>()
  const words = new Set<string>()
  let rows = 0
  let alone = 0
  yield* slicesOf(
    db,
    kind,
    `${counted} AND (${asked.map(({ where }) => `(${where})`).join(' OR ')})`,
    [
      'r.record_id',
      'r.sheet_id',
      amount,
      currencyColumn(kind, 'r'),
      known.join(' AND '),
      ...asked.map(({ field, where }) => `CASE WHEN ${where} THEN ${columnOf('r', field)} END`),
    ],
    (slice) => {
      for (const [recordId, sheetId, sum, currency, nobody, ...names] of slice) {
        let told = false
        for (const [at, name] of names.entries()) {
          const field = asked[at]?.field ?? ''
          if (name === null) continue
          const raw = String(name)
          // 现金, 不详 … name no party.
          if (words.has(raw) || keyUse('name', raw).flaw === 'placeholder') {
            words.add(raw)
            continue
          }
          told = true
          const key = `${sheetId}\n${field}\n${raw}`
          const party = parties.get(key) ?? {
            field,
            raw,
            first: Number(recordId),
            sheetId: Number(sheetId),
            rows: 0,
            sums: [],
          }
          parties.set(key, party)
          party.rows += 1
          if (typeof sum === 'number') addSum(party.sums, String(currency), sum)
        }
        if (!told) continue
        rows += 1
        if (nobody === 1) alone += 1
      }
    },
  )
  if (rows === 0) return null
  const said = [...words].map(literalText).join(', ')
  const where = asked
    .map(({ field, where: naming }) =>
      words.size === 0 ? `(${naming})` : `(${naming} AND ${columnOf('r', field)} NOT IN (${said}))`,
    )
    .join(' OR ')
  return {
    rows,
    alone,
    where: `${counted} AND (${where})`,
    places: [...parties.values()]
      .toSorted((one, other) => other.rows - one.rows || one.first - other.first)
      .map(({ field, raw, first, sheetId, rows: count, sums }) => ({
        recordId: first,
        sheetId,
        field,
        raw,
        values: { rows: count, ...amountsOf(sums) },
      })),
  }
}
