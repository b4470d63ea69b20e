/** Who says who stands above whom: the agent list, the member list, and the column of the agent in slips. */
import { isHouseName } from '../../../shared/model/siteAccounts.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { wholeOf } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'

/** In the order in which they are believed. */
export const aboveSources = ['agentAccount', 'memberAccount', 'betSlip'] as const
export type AboveSource = (typeof aboveSources)[number]
/** The field that names the account above. */
export const aboveField: Readonly<Record<AboveSource, 'parent' | 'agent'>> = {
  agentAccount: 'parent',
  memberAccount: 'parent',
  betSlip: 'agent',
}
/** One source's word on who is above an account. */
export interface Said {
  readonly source: AboveSource
  readonly account: number
  /** Null: the house, so nobody. */
  readonly above: number | null
  readonly name: string
  readonly rows: number
}
export interface Statements {
  readonly said: readonly Said[]
  /** By account, whole where it was split: the word of the files for it. */
  readonly names: ReadonlyMap<number, string>
  /** Accounts with a row of their own in the list. */
  readonly inAgentList: ReadonlySet<number>
  readonly inMemberList: ReadonlySet<number>
  /** Words in place of an account above that are neither an account nor the house. */
  readonly unread: readonly { readonly source: AboveSource; readonly word: string; readonly rows: number }[]
  /** Words for the house that stand in place of an account above. */
  readonly houses: readonly string[]
  /** Rows that name an account as above itself, which says nothing. */
  readonly themselves: number
}
type Line = readonly [
  account: number | null,
  above: number | null,
  name: string | null,
  word: string | null,
  rows: number,
]
/** Every statement once, repeated rows left out. Cost: one walk over the slips. */
export const aboveStatements: (db: Db) => Statements = oncePerState((db) => {
  const said: Said[] = []
  const names = new Map<number, string>()
  const own = { agentAccount: new Set<number>(), memberAccount: new Set<number>() }
  const unread = new Map<string, { source: AboveSource; word: string; rows: number }>()
  const houses = new Set<string>()
  let themselves = 0
  const name = (id: number, word: string): void => {
    const known = names.get(id)
    if (known === undefined || word < known) names.set(id, word)
  }
  for (const source of aboveSources)
    for (const [account, above, accountName, word, rows] of linesOf(db, source)) {
      if (account !== null) {
        name(account, accountName ?? '')
        if (source === 'agentAccount' || source === 'memberAccount') own[source].add(account)
      }
      if (word === null) continue
      if (isHouseName(word)) {
        houses.add(word)
        if (account !== null) said.push({ source, account, above: null, name: word, rows })
      } else if (above === null) {
        const key = `${source}/${word}`
        unread.set(key, { source, word, rows: (unread.get(key)?.rows ?? 0) + rows })
      } else {
        name(above, word)
        if (above === account) themselves += rows
        else if (account !== null) said.push({ source, account, above, name: word, rows })
      }
    }
  return {
    said: joined(said),
    names,
    inAgentList: own.agentAccount,
    inMemberList: own.memberAccount,
    unread: [...unread.values()],
    houses: [...houses].sort(),
    themselves,
  }
})
function linesOf(db: Db, source: AboveSource): readonly Line[] {
  const field = aboveField[source]
  return db
    .prepare<[], Line>(
      `SELECT ${wholeOf(db, 'l.account')}, ${wholeOf(db, 'l.above')}, l.name, l.word, l.rows FROM
      (SELECT r.e_account AS account, r.e_${field} AS above, MIN(r."account") AS name, MIN(r."${field}") AS word, COUNT(*) AS rows
      FROM ${recordTable(source)} r NOT INDEXED WHERE r.duplicate_of IS NULL GROUP BY r.e_account, r.e_${field}, CASE WHEN r.e_${field} IS NULL THEN r."${field}" END) l`,
    )
    .raw()
    .all()
}
/** One line for each word of a source, however it is written. */
function joined(said: readonly Said[]): readonly Said[] {
  const found = new Map<string, Said>()
  for (const one of said) {
    const key = `${one.source}/${one.account}/${one.above ?? ''}`
    const known = found.get(key)
    found.set(key, known === undefined ? one : { ...known, rows: known.rows + one.rows })
  }
  return [...found.values()]
}
