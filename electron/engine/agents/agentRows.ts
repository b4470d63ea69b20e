/** The rows behind a figure of an agent or of a receiving account. */
import type { AgentPart, ReceivingPart } from '../../../shared/contract/scopes/ring.ts'
import { agentParts, receivingParts } from '../../../shared/contract/scopes/ring.ts'
import { readUnmergedEntities } from '../entities/entityRows.ts'
import { standingOnly } from '../law/measure.ts'
import { tookEffect } from '../law/slips.ts'
import { countedCondition } from '../records/evidence.ts'
import type { RowSource, RowTest } from '../records/scope.ts'
import { wholeOf } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { accountEntities } from './accounts.ts'
import { bettingRing } from './figures.ts'
import { bettorSide, houseSide, receivingAccounts } from './receiving.ts'
import { slipState } from './slipSums.ts'
import { allBelow, isAgent, type TreeAccount } from './tree.ts'

export interface AgentRowsValue {
  readonly account: number
  readonly part: AgentPart
}
/** What an account did, what stands below it, and who says where it stands. */
export const agentRows: RowSource<AgentRowsValue> = {
  where(db, { account, part }, kind) {
    const ids = (accounts: readonly TreeAccount[]): RowTest['params'] => ({
      agentIds: JSON.stringify(accounts.flatMap(({ id }) => accountEntities(db).get(id)?.parts ?? [id])),
    })
    const within = (column: string): string => `${column} IN (SELECT value FROM json_each(@agentIds))`
    const { tree } = bettingRing(db)
    const own = tree.accounts.get(wholeId(db, account))
    if (own === undefined) return null
    if (part === 'said') {
      const above = kind.id === 'betSlip' ? 'r.e_agent' : 'r.e_parent'
      return ['agentAccount', 'memberAccount', 'betSlip'].includes(kind.id)
        ? {
            where: `${standingOnly}${within('r.e_account')} AND (${above} IS NOT NULL OR '${kind.id}' <> 'betSlip')`,
            params: ids([own]),
          }
        : null
    }
    const accounts = accountsOf(part, own, allBelow(tree, own), tree.accounts)
    if (kind.id === 'agentAccount' || kind.id === 'memberAccount')
      return { where: `${standingOnly}${within('r.e_account')}`, params: ids(accounts) }
    if (kind.id !== 'betSlip') return null
    const state = part === 'open' || part === 'dead' || part === 'unknown' ? part : 'settled'
    return {
      where: `${standingOnly}${within('r.e_account')} AND ${slipState} = '${state}'`,
      params: ids(accounts),
    }
  },
  name(db, { account, part }) {
    const label = labelOf(db, account)
    const { zh, en } = agentParts[part]
    return { zh: zh.replace('{}', label), en: en.replace('{}', label) }
  },
}
function accountsOf(
  part: Exclude<AgentPart, 'said'>,
  own: TreeAccount,
  below: readonly TreeAccount[],
  accounts: ReadonlyMap<number, TreeAccount>,
): readonly TreeAccount[] {
  const direct = own.below.flatMap((id) => accounts.get(id) ?? [])
  switch (part) {
    case 'own':
      return [own]
    case 'line':
      return [own, ...below]
    case 'direct':
      return direct
    case 'directMembers':
      return direct.filter((one) => !isAgent(one))
    case 'members':
      return below.filter((one) => !isAgent(one))
    case 'agents':
      return below.filter(isAgent)
    default:
      return below
  }
}
function wholeId(db: Db, id: number): number {
  return (
    db
      .prepare<[number], number>(`SELECT ${wholeOf(db, 'w.id')} FROM (SELECT ? AS id) w`)
      .pluck()
      .get(id) ?? id
  )
}
function labelOf(db: Db, id: number): string {
  return readUnmergedEntities(db, [id]).get(id)?.label ?? `#${id}`
}

export interface ReceivingRowsValue {
  readonly account: number
  readonly part: ReceivingPart
  /** Only what passed between it and this account. */
  readonly other?: number | undefined
}
/** What came in and went out of a receiving account. */
export const receivingRows: RowSource<ReceivingRowsValue> = {
  where(db, { account, part, other }, kind) {
    const whole = wholeId(db, account)
    const params = {
      receivingAccount: whole,
      receivingOther: other === undefined ? null : wholeId(db, other),
    }
    const isHere = (column: string): string => `${wholeOf(db, column)} = @receivingAccount`
    if (kind.id === 'deposit') {
      const where = officeParts[part as keyof typeof officeParts] as string | undefined
      return where === undefined
        ? null
        : {
            where: `${standingOnly}${where} AND ${isHere(`(${houseSide})`)} AND (@receivingOther IS NULL OR ${wholeOf(db, `(${bettorSide})`)} = @receivingOther)`,
            params,
          }
    }
    if (kind.id !== 'transfer' || !(part in transferParts)) return null
    const { way, to } = transferParts[part as keyof typeof transferParts]
    const { accounts, counterparts } = receivingAccounts(db)
    const receiving = accounts.map(({ id }) => id)
    const among = (column: string): string => {
      const one = wholeOf(db, column)
      const inReceiving = `${one} IN (SELECT value FROM json_each(@receivingIds))`
      const inBettors = `${one} IN (SELECT value FROM json_each(@receivingBettors))`
      const which =
        to === 'receiving'
          ? inReceiving
          : to === 'bettors'
            ? `(${inBettors} AND NOT ${inReceiving})`
            : to === 'others'
              ? `(${column} IS NULL OR NOT (${inBettors} OR ${inReceiving}))`
              : `(${column} IS NULL OR ${inReceiving} OR NOT ${inBettors})`
      return `${which} AND (@receivingOther IS NULL OR ${one} = @receivingOther)`
    }
    const opposite = way === 'out' ? 'in' : 'out'
    return {
      where: `${countedCondition(kind, 'r')} AND ((${isHere('r.e_own')} AND r."direction" = '${way}' AND ${among('r.e_counter')}) OR (${isHere('r.e_counter')} AND r."direction" = '${opposite}' AND ${among('r.e_own')}))`,
      params: {
        ...params,
        receivingIds: JSON.stringify(receiving),
        receivingBettors: JSON.stringify([...counterparts]),
      },
    }
  },
  name(db, { account, part, other }) {
    const label = labelOf(db, account)
    const { zh, en } = receivingParts[part]
    const to = other === undefined ? '' : ` — ${labelOf(db, other)}`
    return { zh: zh.replace('{}', label) + to, en: en.replace('{}', label) + to }
  },
}
const officeParts = {
  deposits: `r."type" = 'deposit' AND ${tookEffect}`,
  withdrawals: `r."type" = 'withdraw' AND ${tookEffect}`,
  both: `r."type" IN ('deposit', 'withdraw') AND ${tookEffect}`,
  failed: `r."type" IN ('deposit', 'withdraw') AND r."result" = 'failed'`,
  unknown: `r."type" IN ('deposit', 'withdraw') AND r."result" NOT IN ('success', 'failed')`,
} as const
const transferParts = {
  passedOn: { way: 'out', to: 'notBettors' },
  fromBettors: { way: 'in', to: 'bettors' },
  toBettors: { way: 'out', to: 'bettors' },
  fromReceiving: { way: 'in', to: 'receiving' },
  toReceiving: { way: 'out', to: 'receiving' },
  fromOthers: { way: 'in', to: 'others' },
  toOthers: { way: 'out', to: 'others' },
} as const
