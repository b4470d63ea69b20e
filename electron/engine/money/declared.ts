/** What other lists of the case say of an account: balances of its registration, money that back offices and orders book on it, amounts told in interviews. */
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import type { Words } from '../../../shared/language.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { minorOf, type Minor } from '../../../shared/model/minor.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import {
  columnOf,
  countedCondition,
  currencyColumn,
  kindOf,
  literalText,
  netColumn,
  roleColumnOf,
} from '../records/evidence.ts'
import { membersOf } from '../records/seenAs.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import { type Asked, groupsOf, moneyScope, momentsOf } from './asked.ts'
import { byPerson } from './holders.ts'
import { placesOfScope } from './moneyScope.ts'
import { statedBy } from './readLedger.ts'
import { sumOf } from './sums.ts'

/** One thing that is told of an account, and what the material has of the same. */
export interface Declared {
  readonly accountId: number
  readonly what: 'balance' | 'in' | 'out' | 'between'
  readonly kind: RecordKind
  /** Who told it, where somebody did. */
  readonly by: Words | null
  readonly from: string | null
  readonly to: string | null
  readonly told: Minor
  readonly records: readonly number[]
  /** Of them those that tell no time: they are in what is told, and lie in no span of what is held against it. */
  readonly undated?: number
  /** Null where the material has nothing to hold against it. */
  readonly material: Minor | null
  readonly rows: readonly ScopeInput[]
}
const accountKinds: readonly string[] = ['bankAccount', 'paymentAccount']

/** All that is told of these accounts in the currency; `closing`: what their statements end with. */
export function declaredOf(
  asked: Asked,
  accounts: readonly number[],
  closing: ReadonlyMap<number, Minor | null>,
  check: () => void = () => undefined,
): readonly Declared[] {
  return accounts.flatMap((accountId) => {
    check()
    return [
      ...balancesToldOf(asked, accountId, closing.get(accountId) ?? null),
      ...bookedOn(asked, accountId),
    ]
  })
}
/** Balances that registrations tell. */
function balancesToldOf(asked: Asked, accountId: number, closing: Minor | null): readonly Declared[] {
  const kind = kindOf(recordKinds, 'accountHolder')
  const roles = kind.roles.filter((role) => accountKinds.includes(role.kind) && role.multi !== true)
  const own = roles.map(({ role }) => `${roleColumnOf('r', role)} IN (SELECT value FROM json_each(@own))`)
  return asked.db
    .prepare<[object], [number, number, string | null]>(
      `SELECT r.record_id, r."balance", r."lastAt" FROM ${recordTable(kind.id)} r
      WHERE (${own.join(' OR ')}) AND r.duplicate_of IS NULL AND r."balance" IS NOT NULL AND ${currencyColumn(kind, 'r')} = @currency ORDER BY r.record_id`,
    )
    .raw()
    .all({ own: JSON.stringify(membersOf(asked.db, accountId)), currency: asked.currencyName })
    .map(([recordId, told, at]) => ({
      accountId,
      what: 'balance',
      kind,
      by: null,
      from: null,
      to: at,
      told,
      records: [recordId],
      material: closing,
      rows: closing === null ? [] : [moneyScope(asked, { of: [accountId], way: 'both', by: 'account' })],
    }))
}
/** Kinds of record other than transfers that book amounts on accounts, with the roles that pay or receive them and the rows that do. */
const bookings = recordKinds.flatMap((kind) =>
  kind.id === 'transfer' || kind.byHand !== undefined
    ? []
    : kind.roles
        .filter((role) => accountKinds.includes(role.kind) && role.multi !== true)
        .flatMap(({ role }) =>
          (['in', 'out'] as const).flatMap((way) => {
            const rules = kind.links.filter(
              ({ from, to, amount, direction }) =>
                amount !== undefined && direction === undefined && (way === 'in' ? to : from) === role,
            )
            return rules.length === 0
              ? []
              : [{ kind, role, way, rules, amount: rules[0]?.amount ?? '', time: rules[0]?.time ?? '' }]
          }),
        ),
)
function bookedOn(asked: Asked, accountId: number): readonly Declared[] {
  const own = JSON.stringify(membersOf(asked.db, accountId))
  return bookings.flatMap(({ kind, role, way, rules, amount, time }): readonly Declared[] => {
    const value = netColumn(kind, amount, 'r')
    const which = rules.map(({ where }) =>
      where === undefined
        ? '1'
        : `${columnOf('r', where.field)} IN (${where.values.map(literalText).join(', ')})`,
    )
    const found = exactly((total) =>
      asked.db
        .prepare<[object], [number, string | null, string | null, string | null, string, number]>(
          `SELECT count(*), ${total(value)}, min(${columnOf('r', time)}), max(${columnOf('r', time)}), json_group_array(r.record_id), count(*) - count(${columnOf('r', time)}) FROM ${recordTable(kind.id)} r
          WHERE ${roleColumnOf('r', role)} IN (SELECT value FROM json_each(@own)) AND (${which.join(' OR ')}) AND ${value} IS NOT NULL AND ${countedCondition(kind, 'r')} AND ${currencyColumn(kind, 'r')} = @currency`,
        )
        .raw()
        .get({ own, currency: asked.currencyName }),
    )
    if (found === undefined || found[0] === 0) return []
    const [, sum, from, to, ids, undated] = found
    const records = JSON.parse(ids) as number[]
    const scope = { of: [accountId], way, by: 'account' as const, from: dayIn(from), to: dayIn(to) }
    return [
      {
        accountId,
        what: way,
        kind,
        by: null,
        from,
        to,
        told: minorOf(readSum(sum) ?? 0n),
        records,
        undated,
        ...transfersOf(asked, scope, statedLevel(asked, accountId) === statedBy.statement),
      },
    ]
  })
}
/** The day of a time; null where it tells less than a day. */
const dayIn = (time: string | null): string | null =>
  time === null || time.length < 10 ? null : time.slice(0, 10)
function statedLevel({ ledger, ...asked }: Asked, accountId: number): number {
  const groups = groupsOf({ ledger, ...asked }, [accountId])
  return Math.max(
    0,
    ...groups.flatMap((group) =>
      [...asked.groups.nodes.subarray(asked.groups.starts[group], asked.groups.starts[group + 1])].map(
        (node) => ledger.stated[node] as number,
      ),
    ),
  )
}
/** What the ledger has of a scope; nothing to compare with where there is no statement and no transfer. */
function transfersOf(
  asked: Asked,
  scope: Parameters<typeof moneyScope>[1],
  stated: boolean,
): Pick<Declared, 'material' | 'rows'> {
  const span = { from: scope.from ?? null, to: scope.to ?? null }
  const places = placesOfScope(
    { ...asked, ...momentsOf(span) },
    { ...scope, currency: asked.currencyName, by: scope.by ?? 'account' },
  )
  return {
    material:
      places.length === 0 && !stated ? null : sumOf(places.map((at) => asked.ledger.amounts[at] as number)),
    rows: places.length === 0 ? [] : [moneyScope(asked, scope)],
  }
}
/** Amounts told in interviews between one of these (accounts, and who holds them) and others, each by itself: they are never added up. */
export function amountsTold(asked: Asked, ids: readonly number[]): readonly Declared[] {
  // An amount that is told has no currency of its own.
  if (ids.length === 0 || asked.currencyName !== yuan) return []
  const kind = kindOf(recordKinds, 'statement')
  const own = new Set(ids.flatMap((id) => membersOf(asked.db, id)))
  return asked.db
    .prepare<
      [object],
      [number, number, number, string | null, number, string | null, string | null, string | null]
    >(
      `SELECT r.record_id, r.e_from, r.e_to, r."way", r."amount", r."time", r."until", r."saidBy" FROM ${recordTable(kind.id)} r
      WHERE (r.e_from IN (SELECT value FROM json_each(@own)) OR r.e_to IN (SELECT value FROM json_each(@own))) AND r."amount" IS NOT NULL AND r.e_from IS NOT NULL AND r.e_to IS NOT NULL AND r.duplicate_of IS NULL ORDER BY r.record_id`,
    )
    .raw()
    .all({ own: JSON.stringify([...own]) })
    .map(([recordId, from, to, way, told, time, until, by]) => {
      const [self, other] = own.has(from) ? [from, to] : [to, from]
      const direction: 'in' | 'out' | 'both' = way === 'out' ? (self === from ? 'out' : 'in') : 'both'
      const scope = {
        of: [self],
        with: [other],
        way: direction,
        by: 'person' as const,
        from: dayIn(time),
        to: dayIn(until ?? time),
      } satisfies Parameters<typeof moneyScope>[1]
      return {
        accountId: self,
        what: 'between',
        kind,
        by: by === null ? null : { zh: by, en: by },
        from: time,
        to: until,
        told,
        records: [recordId],
        ...transfersOf({ ...asked, by: 'person', groups: byPerson(asked.db, asked.ledger) }, scope, false),
      }
    })
}
