/** The tree of agents as agent list and member list tell it: which accounts stand above others, on how many levels, and whether those below bet. */
import { isHouseName } from '../../../shared/model/siteAccounts.ts'
import { countValue } from '../../../shared/model/figureValue.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { wholeOf } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { hasMaterial, remark, rowsOf, told, untold, type Figure, type MeasureScope } from './measure.ts'
import { slipAccounts } from './slipAccounts.ts'

const lists = ['agentAccount', 'memberAccount'] as const
type List = (typeof lists)[number]
export interface AgentAbove {
  /** The account, whole when it was split. */
  readonly accountId: number
  readonly name: string
  /** The row that stands for it: its own in the agent list, else in the member list, else the first that names it as the one above. */
  readonly row: { readonly kind: List; readonly recordId: number }
  /** Whether it has a row of its own. */
  readonly listed: boolean
}
export interface AgentsAbove {
  readonly agents: readonly AgentAbove[]
  /** Words that stand in place of an account above and mean the house. */
  readonly houses: readonly string[]
}
/** Accounts that stand above another one; the house itself is none, nor is an account above itself. */
export const agentsAbove: (db: Db) => AgentsAbove = oncePerState(readAgents)
function readAgents(db: Db): AgentsAbove {
  const named = db
    .prepare<[], { id: number; name: string }>(
      `SELECT id, MIN(name) AS name FROM (${lists
        .map(
          (kind) =>
            `SELECT ${wholeOf(db, 'r.e_parent')} AS id, r."parent" AS name FROM ${recordTable(kind)} r WHERE r.duplicate_of IS NULL AND r.e_parent IS NOT NULL AND r.e_parent IS NOT r.e_account`,
        )
        .join(' UNION ALL ')}) GROUP BY id ORDER BY name`,
    )
    .all()
  const agents = named.filter(({ name }) => !isHouseName(name))
  const ids = JSON.stringify(agents.map(({ id }) => id))
  const rowsBy = (kind: List, column: 'e_account' | 'e_parent'): ReadonlyMap<number, number> =>
    new Map(
      db
        .prepare<[string], [number, number]>(
          `SELECT ${wholeOf(db, `r.${column}`)} AS id, MIN(r.record_id) FROM ${recordTable(kind)} r
        WHERE r.duplicate_of IS NULL AND id IN (SELECT value FROM json_each(?)) GROUP BY 1`,
        )
        .raw()
        .all(ids),
    )
  const own = lists.map((kind) => ({ kind, rows: rowsBy(kind, 'e_account') }))
  const naming = lists.map((kind) => ({ kind, rows: rowsBy(kind, 'e_parent') }))
  const rowOf = (from: typeof own, id: number): AgentAbove['row'] | null => {
    for (const { kind, rows } of from) {
      const recordId = rows.get(id)
      if (recordId !== undefined) return { kind, recordId }
    }
    return null
  }
  return {
    agents: agents.flatMap(({ id, name }): AgentAbove[] => {
      const [mine, other] = [rowOf(own, id), rowOf(naming, id)]
      const row = mine ?? other
      return row === null ? [] : [{ accountId: id, name, row, listed: mine !== null }]
    }),
    houses: housesAbove(db),
  }
}
/** Words for the house in the columns of the account above; as a rule they have become no account. */
function housesAbove(db: Db): readonly string[] {
  return db
    .prepare<[], string>(
      lists
        .map(
          (kind) =>
            `SELECT r."parent" FROM ${recordTable(kind)} r WHERE r.duplicate_of IS NULL AND r."parent" IS NOT NULL`,
        )
        .join(' UNION ') + ' ORDER BY 1',
    )
    .pluck()
    .all()
    .filter(isHouseName)
}
/** The rows that stand for the accounts above others, one each. */
export const agentScopes: readonly MeasureScope[] = lists.map((kind) => ({
  ...rowsOf(kind),
  picked: {
    name: `above_${kind}`,
    ids: (db) => agentsAbove(db).agents.flatMap(({ row }) => (row.kind === kind ? [row.recordId] : [])),
  },
}))

/** How many accounts stand above others. */
export function accountsAbove(db: Db): Figure {
  if (!lists.some((kind) => hasMaterial(db, kind))) return untold('no-material')
  const { agents, houses } = agentsAbove(db)
  const unlisted = agents.filter(({ listed }) => !listed)
  const live = hasMaterial(db, 'betSlip') ? aboveBettors(db) : null
  return told(countValue(BigInt(agents.length)), [
    houses.length === 0 ? null : remark('house-names', { count: houses.length, names: houses }),
    unlisted.length === 0
      ? null
      : remark('only-named-above', { count: unlisted.length, names: unlisted.map(({ name }) => name) }),
    live === null ? remark('bets-below-unknown') : remark('bets-below', { count: live }),
  ])
}
/** How many of them have, directly below, an account with a slip that was neither cancelled nor void. */
function aboveBettors(db: Db): number {
  const accounts = slipAccounts(db)
  const above = new Set(agentsAbove(db).agents.map(({ accountId }) => accountId))
  const found = new Set<number>()
  for (const kind of lists)
    for (const [account, parent] of db
      .prepare<[], [number, number]>(
        `SELECT r.e_account, ${wholeOf(db, 'r.e_parent')} FROM ${recordTable(kind)} r NOT INDEXED WHERE r.duplicate_of IS NULL AND r.e_parent IS NOT NULL AND r.e_account IS NOT NULL AND r.e_parent <> r.e_account`,
      )
      .raw()
      .iterate())
      if (above.has(parent) && (accounts.get(account)?.live ?? 0) > 0) found.add(parent)
  return found.size
}

/** Levels of the tree, from an account with nobody above it to the lowest below. A circle of accounts is gone round once. */
export function levels(db: Db): Figure {
  if (!lists.some((kind) => hasMaterial(db, kind))) return untold('no-material')
  const { agents } = agentsAbove(db)
  if (agents.length === 0) return told(countValue(1n))
  const known = new Set(agents.map(({ accountId }) => accountId))
  const above = new Map<number, number[]>()
  for (const [id, parent] of db
    .prepare<[object], [number, number]>(
      lists
        .map(
          (kind) =>
            `SELECT ${wholeOf(db, 'r.e_account')} AS id, ${wholeOf(db, 'r.e_parent')} FROM ${recordTable(kind)} r
      WHERE r.duplicate_of IS NULL AND r.e_parent IS NOT NULL AND id IN (SELECT value FROM json_each(@ids))`,
        )
        .join(' UNION '),
    )
    .raw()
    .all({ ids: JSON.stringify([...known]) }))
    if (known.has(parent) && parent !== id) above.set(id, [...(above.get(id) ?? []), parent])
  const depths = new Map<number, number>()
  const circle = new Set<number>()
  const depthOf = (id: number, path: ReadonlySet<number>): number => {
    const done = depths.get(id)
    if (done !== undefined) return done
    if (path.has(id)) {
      circle.add(id)
      return 0
    }
    const within = new Set([...path, id])
    const depth = 1 + Math.max(0, ...(above.get(id) ?? []).map((parent) => depthOf(parent, within)))
    depths.set(id, depth)
    return depth
  }
  const deepest = Math.max(...agents.map(({ accountId }) => depthOf(accountId, new Set())))
  const namesOf = new Map(agents.map(({ accountId, name }) => [accountId, name]))
  // Below the deepest account that stands above others there is one level more.
  return told(countValue(BigInt(deepest + 1)), [
    circle.size === 0
      ? null
      : remark('circle-of-accounts', {
          count: circle.size,
          names: [...circle].flatMap((id) => namesOf.get(id) ?? []),
        }),
  ])
}
