/** Persons behind site accounts: accounts that claims have made one are one person's; what each of them bet is counted slip by slip. */
import type { Args, Result } from '../../../shared/contract/index.ts'
import type { AccountPerson } from '../../../shared/contract/identity.ts'
import { type Minor, sizeOf } from '../../../shared/model/minor.ts'
import type { Db } from '../store/db.ts'
import { membersOf, wholeOf } from '../records/seenAs.ts'
import { readUnmergedEntities } from '../entities/entityRows.ts'
import { betsByAccount, betSums } from '../law/accountBets.ts'
import { escapedLike, folded } from '../records/filter.ts'

/** Site accounts as they are seen with those behind them; each seen entity is one person. */
export function personsBehindAccounts(
  db: Db,
  { sort, several, text, offset, limit }: Args<'identity.persons'>,
): Result<'identity.persons'> {
  const sumOf = betSums(db)
  const wanted = folded(text ?? '').trim()
  const like =
    wanted === ''
      ? ''
      : ` AND (e.label LIKE @text ESCAPE '\\' OR EXISTS (SELECT 1 FROM identifiers i WHERE i.entity_id = e.entity_id AND i.value LIKE @text ESCAPE '\\'))`
  const seen = db
    .prepare<[object], [number, string, number]>(
      `SELECT e.entity_id, e.label, (SELECT COUNT(*) FROM entity_merges g WHERE g.resolved_id = e.entity_id) FROM entities e WHERE e.kind = 'siteAccount'${like}`,
    )
    .raw()
    .all(wanted === '' ? {} : { text: `%${escapedLike(wanted)}%` })
  const merges = new Map<number, number[]>()
  for (const [entityId, resolved] of db
    .prepare<[], [number, number]>('SELECT entity_id, resolved_id FROM entity_merges ORDER BY entity_id')
    .raw()
    .iterate())
    merges.set(resolved, [...(merges.get(resolved) ?? []), entityId])
  const persons = seen
    .map(([entityId, label, count]) => {
      const members = merges.get(entityId) ?? [entityId]
      return { entityId, label, accounts: Math.max(1, count), ...sumOf(members) }
    })
    .filter(({ accounts }) => several === 'all' || accounts > 1)
  // What is withheld stands first: it may be more than any other.
  const size = (points: Minor | null): number => (points === null ? Infinity : sizeOf(points))
  const bySize = (left: Minor | null, right: Minor | null): number =>
    left === right ? 0 : size(left) < size(right) ? 1 : -1
  const byLabel = (left: { readonly label: string }, right: { readonly label: string }): number =>
    left.label < right.label ? -1 : left.label > right.label ? 1 : 0
  persons.sort(
    (left, right) =>
      (sort === 'accounts'
        ? right.accounts - left.accounts || bySize(left.points, right.points)
        : sort === 'stakes'
          ? bySize(left.points, right.points) || right.accounts - left.accounts
          : 0) || byLabel(left, right),
  )
  const all = countAll(db, merges)
  return {
    total: persons.length,
    ...all,
    rows: persons
      .slice(offset, offset + limit)
      .map(({ entityId, label, slips, points, stakes, why }) => ({
        entityId,
        label,
        slips,
        points,
        stakes,
        why,
        ...detailsOf(db, merges.get(entityId) ?? [entityId]),
      })),
  }
}
function countAll(
  db: Db,
  merges: ReadonlyMap<number, readonly number[]>,
): Pick<Result<'identity.persons'>, 'accounts' | 'persons' | 'accountsThatBet' | 'personsThatBet'> {
  const bettors = [...betsByAccount(db)].flatMap(([account, { slips }]) => (slips > 0 ? [account] : []))
  const persons =
    db.prepare<[], number>("SELECT COUNT(*) FROM entities WHERE kind = 'siteAccount'").pluck().get() ?? 0
  // A split account is one account of several persons.
  const accounts =
    db
      .prepare<[], number>(
        `SELECT COUNT(DISTINCT ${wholeOf(db, 'id')}) FROM (SELECT entity_id AS id FROM merged_entities WHERE kind = 'siteAccount'
    UNION SELECT e.entity_id FROM entities e WHERE e.kind = 'siteAccount' AND NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.resolved_id = e.entity_id))`,
      )
      .pluck()
      .get() ?? 0
  const accountsThatBet =
    db
      .prepare<[string], number>(`SELECT COUNT(DISTINCT ${wholeOf(db, 'w.value')}) FROM json_each(?) w`)
      .pluck()
      .get(JSON.stringify(bettors)) ?? 0
  const resolved = new Map(
    [...merges].flatMap(([seen, members]) => members.map((member) => [member, seen] as const)),
  )
  return {
    accounts,
    persons,
    accountsThatBet,
    personsThatBet: new Set(bettors.map((account) => resolved.get(account) ?? account)).size,
  }
}
const shownAccounts = 50
function detailsOf(db: Db, members: readonly number[]): Pick<AccountPerson, 'accounts' | 'shared' | 'names'> {
  const statements = statementsOf(db, members)
  const nameOf = new Map<number, string>()
  const values = new Map<
    string,
    { readonly kind: string; readonly value: string; readonly accounts: Set<number> }
  >()
  for (const { entityId, attribute, kind, field, value } of statements) {
    if (attribute === 1) {
      if (field === 'name' && !nameOf.has(entityId)) nameOf.set(entityId, value)
      continue
    }
    if (kind === 'siteAccount') continue
    const known = values.get(`${kind}/${value}`) ?? { kind, value, accounts: new Set<number>() }
    values.set(`${kind}/${value}`, known)
    known.accounts.add(entityId)
  }
  const labels = readUnmergedEntities(db, members.slice(0, shownAccounts))
  return {
    accounts: [...labels.values()]
      .map(({ entityId, label }) => ({ entityId, label, name: nameOf.get(entityId) ?? '' }))
      .sort((left, right) => (left.label < right.label ? -1 : 1)),
    shared: [...values.values()]
      .filter(({ accounts }) => accounts.size > 1)
      .map(({ kind, value, accounts }) => ({ kind, value, accounts: accounts.size }))
      .sort((left, right) => right.accounts - left.accounts || (left.value < right.value ? -1 : 1)),
    names: [...new Set(nameOf.values())],
  }
}
interface Stated {
  readonly entityId: number
  readonly attribute: number
  readonly kind: string
  readonly field: string
  readonly value: string
}
/** The values of each unmerged account. */
export function statementsOf(db: Db, entityIds: readonly number[]): readonly Stated[] {
  return db
    .prepare<{ ids: string }, Stated>(
      `
    SELECT i.entity_id AS entityId, i.attribute, i.kind, i.field, i.value FROM json_each(@ids) w CROSS JOIN merged_identifiers i ON i.entity_id = w.value
    UNION ALL SELECT i.entity_id, i.attribute, i.kind, i.field, i.value FROM json_each(@ids) w CROSS JOIN identifiers i ON i.entity_id = w.value WHERE NOT EXISTS (SELECT 1 FROM entity_merges g WHERE g.entity_id = i.entity_id)
    ORDER BY 1, 2, 3, 5`,
    )
    .all({ ids: JSON.stringify(entityIds) })
}
/** Every account of every person with what it bet, persons with most accounts first; for the exported list. */
export function* accountLines(
  db: Db,
  persons: readonly AccountPerson[],
): Generator<{
  readonly person: AccountPerson
  readonly account: string
  readonly name: string
  readonly phone: string
  readonly card: string
  readonly wechat: string
  readonly slips: number
  readonly points: Minor | null
  readonly stakes: Minor | null
}> {
  const sumOf = betSums(db)
  for (const person of persons) {
    const members = membersOf(db, person.entityId)
    const statements = Map.groupBy(statementsOf(db, members), ({ entityId }) => entityId)
    const labels = readUnmergedEntities(db, members)
    for (const entityId of [...members].sort((left, right) =>
      (labels.get(left)?.label ?? '') < (labels.get(right)?.label ?? '') ? -1 : 1,
    )) {
      const own = statements.get(entityId) ?? []
      const all = (kind: string): string =>
        [
          ...new Set(
            own
              .filter((statement) => statement.attribute === 0 && statement.kind === kind)
              .map(({ value }) => value),
          ),
        ].join('、')
      yield {
        person,
        account: labels.get(entityId)?.label ?? '',
        name: [
          ...new Set(
            own
              .filter(({ attribute, field }) => attribute === 1 && field === 'name')
              .map(({ value }) => value),
          ),
        ].join('、'),
        phone: all('phone'),
        card: all('card'),
        wechat: all('wechat'),
        ...sumOf([entityId]),
      }
    }
  }
}
