/** The accounts that stand on slips, from one walk over the slips in the order they lie in: an index of accounts would fetch every row from another place. */
import { oncePerState } from '../records/keptPerState.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { rowsOf } from './measure.ts'

/** Slips that were neither cancelled nor void. */
export const liveSlips = rowsOf('betSlip', `r."status" IS NULL OR r."status" NOT IN ('cancelled', 'void')`)
export const deadSlips = rowsOf('betSlip', `r."status" IN ('cancelled', 'void')`)

export interface SlipAccount {
  readonly name: string
  /** Slips that were neither cancelled nor void; rows, each slip that stands. */
  live: number
}
/** By the account's entity. Cost: one walk over the slips (about a second a million). */
export const slipAccounts: (db: Db) => ReadonlyMap<number, SlipAccount> = oncePerState((db) => {
  const accounts = new Map<number, SlipAccount>()
  for (const [id, name, live] of db
    .prepare<[], [number, string | null, number]>(
      `SELECT r.e_account, r."account", r."status" IS NULL OR r."status" NOT IN ('cancelled', 'void') FROM ${recordTable('betSlip')} r NOT INDEXED
      WHERE r.duplicate_of IS NULL AND r.e_account IS NOT NULL`,
    )
    .raw()
    .iterate()) {
    const known = accounts.get(id)
    if (known === undefined) accounts.set(id, { name: name ?? '', live })
    else known.live += live
  }
  return accounts
})
