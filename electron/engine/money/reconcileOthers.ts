/** What other statements tell of an account within a gap of its own, and rows of a statement that stand in no time. */
import type { Minor } from '../../../shared/model/minor.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { StatementRow } from '../analysis/findings/balances.ts'
import { currencyColumn, kindOf, roleColumnOf, tookEffectCondition } from '../records/evidence.ts'
import { membersOf } from '../records/seenAs.ts'
import type { ReadDb } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import type { Asked } from './asked.ts'
import { indexOf, type Ledger, mark, moves } from './ledger.ts'
import { grainLength, grainOf, startOf } from './moments.ts'
import type { Gap } from './reconcile.ts'

/** Transfers that only others tell, within a gap. */
export interface ByOthers {
  readonly net: Minor
  readonly records: readonly number[]
}
const nodesById = new WeakMap<Ledger, ReadonlyMap<number, number>>()
function nodeOf({ ledger }: Asked, entityId: number): number {
  let nodes = nodesById.get(ledger)
  if (nodes === undefined)
    nodesById.set(
      ledger,
      (nodes = new Map([...ledger.entityIds.subarray(0, ledger.accounts)].map((id, node) => [id, node]))),
    )
  return nodes.get(entityId) ?? -1
}
/** Who tells of an account (`statedBy`); 0 where only rows of others do. */
export function levelOf(asked: Asked, entityId: number): number {
  const node = nodeOf(asked, entityId)
  return node < 0 ? 0 : (asked.ledger.stated[node] as number)
}
const longest = Math.max(...grainLength)

/** What only the other party's statement tells of an account between the two rows of a gap; null where it cannot be told where the gap begins. */
export function othersIn(asked: Asked, entityId: number, { before, row }: Gap): ByOthers | null {
  const { ledger } = asked
  const node = nodeOf(asked, entityId)
  if (before === null) return null
  if (node < 0) return { net: 0, records: [] }
  const index = indexOf(ledger)
  const [from, to] = [startOf(before.time), endOf(row)]
  let net = 0n
  const records: number[] = []
  for (const [starts, list, own, sign] of [
    [index.inStarts, index.ins, mark.byPayee, 1n],
    [index.outStarts, index.outs, mark.byPayer, -1n],
  ] as const) {
    const end = starts[node + 1] as number
    for (
      let half = firstFrom(ledger, list, starts[node] as number, end, from - longest);
      half < end;
      half += 1
    ) {
      const place = list[half] as number
      const time = ledger.times[place] as number
      // Those that tell no time stand last.
      if (!(time < to)) break
      // A row that tells only a day may lie anywhere in it.
      const last = time + (grainLength[ledger.grains[place] as number] as number)
      if (!moves(ledger, place, asked.currency) || !(last > from)) continue
      if (((ledger.marks[place] as number) & own) !== 0) continue
      net += sign * BigInt(ledger.amounts[place] as number)
      records.push(ledger.records[place] as number)
    }
  }
  return { net: minorOf(net), records }
}
const endOf = ({ time }: StatementRow): number => startOf(time) + (grainLength[grainOf(time)] as number)
/** Where in a part of a list by time the first stands that begins at a moment or later. */
function firstFrom(ledger: Ledger, list: Int32Array, from: number, to: number, moment: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ledger.times[list[middle] as number] as number) < moment) low = middle + 1
    else high = middle
  }
  return low
}
/** How many transfers stand in several gaps of one account. */
export function toldInSeveral(
  gaps: readonly { readonly accountId: number; readonly others: ByOthers | null }[],
): number {
  let found = 0
  for (const own of Map.groupBy(gaps, ({ accountId }) => accountId).values()) {
    const [once, again] = [new Set<number>(), new Set<number>()]
    for (const record of own.flatMap(({ others }) => others?.records ?? []))
      (once.has(record) ? again : once).add(record)
    found += again.size
  }
  return found
}
const transfer = kindOf(recordKinds, 'transfer')
/** Rows of the accounts' own statements in a currency that tell no time. */
export function undatedRows(db: ReadDb, accounts: readonly number[], currency: string): number {
  const own = ['own', 'ownPay'].map(
    (role) => `${roleColumnOf('r', role)} IN (SELECT value FROM json_each(@own))`,
  )
  return (
    db
      .prepare<[object], number>(
        `SELECT count(*) FROM ${recordTable('transfer')} r
        WHERE r."time" IS NULL AND r.duplicate_of IS NULL AND (${own.join(' OR ')}) AND ${currencyColumn(transfer, 'r')} = @currency AND ${tookEffectCondition(transfer, 'r')}`,
      )
      .pluck()
      .get({ own: JSON.stringify(accounts.flatMap((id) => membersOf(db, id))), currency }) ?? 0
  )
}
