/** Accounts that stand on slips: who among them bet, who only has slips that were cancelled or void, who is an agent or an account of the site's own. */
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { countValue } from '../../../shared/model/figureValue.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { isHouseName, isOwnUse } from '../../../shared/model/siteAccounts.ts'
import { conflictsOf } from '../records/conflicts.ts'
import { oncePerState } from '../records/keptPerState.ts'
import { seenAs, wholeOf } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { agentsAbove } from './agentTree.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import {
  countedSeen,
  hasMaterial,
  remark,
  told,
  untold,
  type Figure,
  type MeasureDefinition,
} from './measure.ts'
import { liveSlips, slipAccounts } from './slipAccounts.ts'

interface Bettor {
  /** The account whole, when it was split; the person or account it is seen as. */
  readonly whole: number
  readonly seen: number
  readonly name: string
}
interface Bettors {
  readonly live: readonly Bettor[]
  /** Accounts all of whose slips were cancelled or void. */
  readonly voidOnly: number
  readonly agents: readonly Bettor[]
  readonly ownUse: readonly Bettor[]
}
const bettors: (db: Db) => Bettors = oncePerState(readBettors)
function readBettors(db: Db): Bettors {
  const accounts = slipAccounts(db)
  const seenOf = new Map(
    db
      .prepare<[string], [number, number, number]>(
        `SELECT b.value, ${wholeOf(db, 'b.value')}, ${seenAs(db, 'b.value')} FROM json_each(?) b`,
      )
      .raw()
      .all(JSON.stringify([...accounts.keys()]))
      .map(([id, whole, seen]) => [id, { whole, seen }] as const),
  )
  const live = [...accounts]
    .filter(([, account]) => account.live > 0)
    .map(([id, { name }]) => ({ id, name, ...(seenOf.get(id) ?? { whole: id, seen: id }) }))
    .toSorted((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0))
  const all = new Set([...accounts.keys()].map((id) => seenOf.get(id)?.whole ?? id)).size
  const listed = new Set(
    db
      .prepare<[], number>(
        `SELECT DISTINCT r.e_account FROM ${recordTable('agentAccount')} r WHERE r.duplicate_of IS NULL AND r.e_account IS NOT NULL`,
      )
      .pluck()
      .all(),
  )
  const above = new Set(agentsAbove(db).agents.map(({ accountId }) => accountId))
  const noted = notedAsOwn(db)
  return {
    live,
    voidOnly: all - new Set(live.map(({ whole }) => whole)).size,
    agents: live.filter(({ id }) => listed.has(id) || above.has(id)),
    ownUse: live.filter(({ id, name }) => noted.has(id) || isOwnUse(name) || isHouseName(name)),
  }
}
/** Accounts of which the member list says that the site uses them itself. */
function notedAsOwn(db: Db): ReadonlySet<number> {
  const fields = ['nickname', 'name', 'memberType', 'level', 'group', 'status', 'remark'] as const
  const words = ['测试', '试玩', '体验', '机器人', '客服', '演示', '内部', '陪玩', '托号']
  const said = fields.map((field) => `coalesce(r."${field}", '')`).join(` || ' ' || `)
  return new Set(
    db
      .prepare<[], { id: number; said: string }>(
        `SELECT id, said FROM (SELECT r.e_account AS id, ${said} AS said FROM ${recordTable('memberAccount')} r WHERE r.duplicate_of IS NULL AND r.e_account IS NOT NULL)
      WHERE ${words.map((word) => `instr(said, '${word}') > 0`).join(' OR ')}`,
      )
      .all()
      .filter(({ said: text }) => isOwnUse(text))
      .map(({ id }) => id),
  )
}

const distinct = (accounts: readonly Bettor[], by: 'whole' | 'seen'): number =>
  new Set(accounts.map((account) => account[by])).size
/** Agents and accounts of the site's own among those counted: how many, which, and the figure without them. They stay in the figure, since words alone do not decide it. */
function amongThem(
  { live, agents, ownUse }: Bettors,
  by: 'whole' | 'seen',
  unit: 'account' | 'person',
): readonly (MeasureRemark | null)[] {
  const said = (reason: 'agents-among' | 'own-use-among', some: readonly Bettor[]): MeasureRemark | null => {
    if (some.length === 0) return null
    const out = new Set(some.map((account) => account[by]))
    return remark(reason, {
      count: distinct(some, 'whole'),
      figures: [{ value: countValue(BigInt(distinct(live, by) - out.size)), unit }],
      names: some.map(({ name }) => name),
    })
  }
  return [said('own-use-among', ownUse), said('agents-among', agents)]
}
/**
 * Between what the number lies whichever rows stand of the slips in conflict: at least those who have another slip, at most those who have one if theirs stands.
 * Null where everybody has another one.
 */
function between(db: Db, by: 'whole' | 'seen'): ReturnType<NonNullable<MeasureDefinition['span']>> {
  const kind = recordKind('betSlip')
  const conflicts = kind === undefined ? [] : conflictsOf(db, kind)
  if (conflicts.length === 0) return null
  const rows = new Map(
    db
      .prepare<[string], [number, number | null, number]>(
        `SELECT r.record_id, r.e_account, r."status" IS NULL OR r."status" NOT IN ('cancelled', 'void') FROM ${recordTable('betSlip')} r WHERE r.record_id IN (SELECT value FROM json_each(?))`,
      )
      .raw()
      .all(JSON.stringify(conflicts.flatMap((conflict) => conflict.rows)))
      .map(([recordId, account, live]) => [recordId, { account, live: live === 1 }] as const),
  )
  const liveOf = new Map([...slipAccounts(db)].map(([id, { live }]) => [id, live]))
  const [sure, possible] = [new Map(liveOf), new Map(liveOf)]
  const add = (to: Map<number, number>, account: number, more: number): void => {
    to.set(account, (to.get(account) ?? 0) + more)
  }
  let numbers = 0
  for (const { rows: alternatives } of conflicts) {
    const told = alternatives.map((recordId) => rows.get(recordId))
    const [standing] = told
    if (new Set(told.map((row) => (row?.live === true ? row.account : null))).size < 2) continue
    numbers += 1
    if (standing?.live === true && standing.account !== null) add(sure, standing.account, -1)
    for (const row of told) if (row?.live === true && row.account !== null) add(possible, row.account, 1)
  }
  const distinctOf = (live: ReadonlyMap<number, number>): bigint => {
    const ids = [...live].flatMap(([id, slips]) => (slips > 0 ? [id] : []))
    const column = by === 'whole' ? wholeOf(db, 'b.value') : seenAs(db, 'b.value')
    return BigInt(
      db
        .prepare<[string], number>(`SELECT COUNT(DISTINCT ${column}) FROM json_each(?) b`)
        .pluck()
        .get(JSON.stringify(ids)) ?? 0,
    )
  }
  const [low, high] = [distinctOf(sure), distinctOf(possible)]
  return low === high ? null : { numbers, low: countValue(low), high: countValue(high) }
}
/** Between what the accounts that bet lie. */
export const accountsBetween: NonNullable<MeasureDefinition['span']> = (db) => between(db, 'whole')
/** Between what the persons behind them lie. */
export const participantsBetween: NonNullable<MeasureDefinition['span']> = (db) => between(db, 'seen')
/** Slips of which nobody knows who bet: without an account, or with a word (不详, 已注销, 游客) that is none. */
function slipsOfNobody(db: Db): MeasureRemark | null {
  const of = `FROM ${recordTable('betSlip')} r WHERE ${liveSlips.where} AND r.e_account IS NULL`
  const count = db.prepare<[], number>(`SELECT COUNT(*) ${of}`).pluck().get() ?? 0
  if (count === 0) return null
  const names = db
    .prepare<[], string>(
      `SELECT r."account" ${of} AND r."account" IS NOT NULL GROUP BY 1 ORDER BY COUNT(*) DESC, 1 LIMIT 5`,
    )
    .pluck()
    .all()
  return remark('slips-of-nobody', { count, names })
}
const voidOnly = ({ voidOnly: count }: Bettors): MeasureRemark | null =>
  count === 0 ? null : remark('only-void-slips', { count })
/** Accounts with a slip that was neither cancelled nor void. */
export function accountsThatBet(db: Db): Figure {
  if (!hasMaterial(db, 'betSlip')) return untold('no-material')
  const found = bettors(db)
  return told(countValue(BigInt(distinct(found.live, 'whole'))), [
    slipsOfNobody(db),
    ...amongThem(found, 'whole', 'account'),
    voidOnly(found),
  ])
}
/** Persons behind the accounts that have a slip within a part of the case. */
const seenWithin = countedSeen(liveSlips, 'r.e_account')
/** The persons behind them, as far as that was decided. */
export function participants(db: Db, within: Subject): Figure {
  if (!hasMaterial(db, 'betSlip')) return untold('no-material')
  if (within.kind !== 'case') return seenWithin(db, within)
  const found = bettors(db)
  const accounts = distinct(found.live, 'whole')
  const several = [...Map.groupBy(found.live, ({ seen }) => seen).values()].filter(
    (group) => group.length > 1,
  )
  return told(countValue(BigInt(distinct(found.live, 'seen'))), [
    slipsOfNobody(db),
    ...amongThem(found, 'seen', 'person'),
    voidOnly(found),
    several.length === 0
      ? remark('by-account', { count: accounts })
      : remark('identity-decided', {
          count: several.reduce((total, group) => total + group.length, 0),
          figures: [{ value: countValue(BigInt(several.length)), unit: 'person' }],
        }),
  ])
}
