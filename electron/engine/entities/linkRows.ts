/** Links are sums over rows, made by the rules of the record kinds. This file alone says which rows a link is made of. */
import { linkKinds, type LinkKind, type LinkRule, type RecordKind } from '../../../shared/model/define.ts'
import { othersOf, othersText, yuan } from '../../../shared/model/currency.ts'
import type { Span } from '../../../shared/contract/span.ts'
import { isAllTime } from '../../../shared/model/time/span.ts'
import { hash53 } from '../../../shared/model/entityId.ts'
import type { Db, WriteDb } from '../store/db.ts'
import type { Steps } from '../store/steps.ts'
import {
  columnOf,
  countedCondition,
  foreignCondition,
  literalText,
  netColumn,
  roleColumnOf,
  roleInUse,
  roleOf,
  tookEffectCondition,
  yuanColumn,
} from '../records/evidence.ts'
import { type SpanTest, spanSql } from '../records/during.ts'
import type { RowSelection } from '../records/selection.ts'
import { recordTable } from '../store/recordTables.ts'
import { halvesOf, isOverflow, wholeOf } from '../store/exactSum.ts'
import { type ColumnValue, rowsInsert } from '../store/rowsInsert.ts'
import { liftMerges } from './mergeLifter.ts'
import { ascending } from './ascending.ts'
import type { LinkSums } from './linkSums.ts'

export interface LinkKey {
  readonly fromId: number
  readonly toId: number
  readonly directed: 0 | 1
}
export interface KindRule {
  readonly kind: RecordKind
  readonly rule: LinkRule
}

/** The id of a rule in the links table. */
export function ruleId({ kind, rule }: KindRule): string {
  return `${kind.id}.${rule.id}`
}
/** Every rule of some kinds. */
export function rulesOf(kinds: readonly RecordKind[]): readonly KindRule[] {
  return kinds.flatMap((kind) => kind.links.map((rule): KindRule => ({ kind, rule })))
}
/** The link's id: a hash of what it is, so that it is the same after undo, redo and re-import. */
export function linkIdOf(
  rule: string,
  fromId: number | string,
  toId: number | string,
  directed: number,
): number {
  return hash53(`${rule}|${fromId}|${toId}|${directed}`)
}

const standing: ReadonlySet<string> = new Set(
  (linkKinds as readonly LinkKind[]).filter((kind) => kind.standing === true).map((kind) => kind.id),
)
/** Whether links of the rule hold even when the transfer that shows them failed. */
export function isStanding(rule: LinkRule): boolean {
  return standing.has(rule.linkKind)
}
/** SQL: the row counts for the rule. */
export function countsForRule({ kind, rule }: KindRule, alias: string): string {
  return `${isStanding(rule) ? `${alias}.duplicate_of IS NULL` : countedCondition(kind, alias)} AND ${whereOf(rule, alias)}`
}
/** SQL: the row would count for the rule if it were the row of its fact that stands. */
export function wouldCountForRule({ kind, rule }: KindRule, alias: string): string {
  return `${tookEffectCondition(kind, alias)} AND ${whereOf(rule, alias)}`
}
/** SQL that is true for rows of a rule within a span, and its parameters; a rule that tells no time has none. */
export function duringOfRule(rule: LinkRule, span: Span): SpanTest {
  if (isAllTime(span)) return { where: '1', params: {} }
  return rule.time === undefined ? { where: '0', params: {} } : spanSql(columnOf('r', rule.time), span)
}
function whereOf(rule: LinkRule, alias: string): string {
  const conditions = [
    ...(rule.where === undefined
      ? []
      : [`${columnOf(alias, rule.where.field)} IN (${rule.where.values.map(literalText).join(', ')})`]),
    ...(rule.positive === undefined ? [] : [`${columnOf(alias, rule.positive)} > 0`]),
  ]
  return conditions.length === 0 ? '1' : conditions.join(' AND ')
}

/** SQL pieces for going over the rows of a rule: joins of multi roles, the two entities, and the link they give. */
export function rowLinks({ kind, rule }: KindRule): {
  readonly joins: string
  readonly fromId: string
  readonly toId: string
  readonly directed: string
  readonly linked: string
  /** The two roles' entities as the row has them, and the column that turns them round. */
  readonly ends: { readonly from: string; readonly to: string; readonly direction: string | null }
} {
  const joins: string[] = []
  const end = (role: string, alias: string): string => {
    if (roleOf(kind, role).multi !== true) return roleColumnOf('r', role)
    joins.push(
      `JOIN record_entities ${alias} ON ${alias}.kind = ${literalText(kind.id)} AND ${alias}.role = ${literalText(role)} AND ${alias}.record_id = r.record_id`,
    )
    return `${alias}.entity_id`
  }
  const from = end(rule.from, 'f')
  const to = end(rule.to, 't')
  const linked = `${from} IS NOT NULL AND ${to} IS NOT NULL AND ${from} <> ${to}`
  if (rule.direction === undefined)
    return {
      joins: joins.join(' '),
      fromId: from,
      toId: to,
      directed: '1',
      linked,
      ends: { from, to, direction: null },
    }
  const direction = columnOf('r', rule.direction)
  return {
    joins: joins.join(' '),
    linked,
    ends: { from, to, direction },
    fromId: `CASE ${direction} WHEN 'out' THEN ${from} WHEN 'in' THEN ${to} ELSE min(${from}, ${to}) END`,
    toId: `CASE ${direction} WHEN 'out' THEN ${to} WHEN 'in' THEN ${from} ELSE max(${from}, ${to}) END`,
    directed: `CASE WHEN ${direction} IN ('in', 'out') THEN 1 ELSE 0 END`,
  }
}
/** SQL of what a link adds up to, a name each. `large`: sums that need more than 64 bits are kept as texts (`boundedSum`). */
function sumsOf({ kind, rule }: KindRule, large: boolean): string {
  const field = (name: string | undefined, aggregate: string): string =>
    name === undefined ? 'NULL' : `${aggregate}(${yuanColumn(kind, name, 'r')})`
  const amount = rule.amount === undefined ? null : yuanColumn(kind, rule.amount, 'r')
  const quantity =
    large && rule.quantity !== undefined
      ? boundedSum(yuanColumn(kind, rule.quantity, 'r')).amount
      : field(rule.quantity, 'SUM')
  const sum =
    large && amount !== null ? boundedSum(amount) : { amount: field(rule.amount, 'SUM'), beyond: 'NULL' }
  return `COUNT(*) AS n, ${sum.amount} AS amount, ${quantity} AS quantity, ${field(rule.time, 'MIN')} AS first_time, ${field(rule.time, 'MAX')} AS last_time, ${sum.beyond} AS beyond`
}
/** SQL of a sum of yuan as `amount` while it holds in 62 bits; what is larger stands as text with the sums in other currencies (`beyond`). */
export function boundedSum(value: string): { readonly amount: string; readonly beyond: string } {
  const { high, low } = halvesOf(value)
  const holds = `abs(${high}) < 1073741824`
  return {
    amount: `CASE WHEN ${holds} THEN (${high} << 32) + ${low} END`,
    beyond: `CASE WHEN NOT (${holds}) THEN json_object(${literalText(yuan)}, lz_whole(CAST(${high} AS TEXT), CAST(${low} AS TEXT))) END`,
  }
}
/** Runs a statement that sums links, and again with bounded sums where one leaves 64 bits. */
export function withBoundedSums<T>(run: (large: boolean) => T): T {
  try {
    return run(false)
  } catch (error) {
    if (!isOverflow(error)) throw error
    return run(true)
  }
}

const prepared = new WeakSet<Db>()
/** Makes `lz_link_id` and `lz_whole` (the text of two halves of a sum) known to the connection. */
export function registerLinkId(db: Db): void {
  if (prepared.has(db)) return
  db.function('lz_link_id', { deterministic: true }, (rule, fromId, toId, directed) =>
    linkIdOf(String(rule), Number(fromId), Number(toId), Number(directed)),
  )
  db.function('lz_whole', { deterministic: true }, (high, low) =>
    String(wholeOf(BigInt(String(high)), BigInt(String(low)))),
  )
  prepared.add(db)
}
/** Every column of the links table. */
export const linkColumnNames =
  'link_id, rule, kind, from_id, to_id, directed, count, amount, quantity, first_time, last_time, others'

/** Makes all links of a kind again. */
export function rebuildLinksOfKind(db: WriteDb, kind: RecordKind): void {
  registerLinkId(db)
  const entries = rulesOf([kind])
  // No index leads from a rule to its links: they are looked for once, not once a rule.
  if (entries.length > 0)
    db.exec(
      `DELETE FROM links WHERE rule IN (${entries.map((entry) => literalText(ruleId(entry))).join(', ')})`,
    )
  for (const entry of entries) insertLinks(db, entry)
}
function insertLinks(db: WriteDb, entry: KindRule): void {
  const { joins, fromId, toId, directed, linked } = rowLinks(entry)
  const rule = literalText(ruleId(entry))
  if (!roleInUse(db, entry.kind, entry.rule.from) || !roleInUse(db, entry.kind, entry.rule.to)) return
  withBoundedSums((large) =>
    db.exec(`INSERT INTO links (${linkColumnNames})
    SELECT lz_link_id(${rule}, from_id, to_id, directed), ${rule}, ${literalText(entry.rule.linkKind)}, from_id, to_id, directed, n, amount, quantity, first_time, last_time, beyond FROM (
      SELECT ${fromId} AS from_id, ${toId} AS to_id, ${directed} AS directed, ${sumsOf(entry, large)}
      FROM ${recordTable(entry.kind.id)} r NOT INDEXED ${joins} WHERE ${linked} AND ${countsForRule(entry, 'r')} GROUP BY 1, 2, 3) ORDER BY 1`),
  )
  if (foreignSums(entry, false) === null || !hasForeign(db, entry.kind)) return
  withBoundedSums((large) => {
    const foreign = foreignSums(entry, large)
    if (foreign !== null)
      db.exec(`UPDATE links SET others = coalesce(links.others || char(10), '') || o.others FROM (
    SELECT lz_link_id(${rule}, from_id, to_id, directed) AS id, json_group_object(currency, amount) AS others FROM (
      SELECT ${fromId} AS from_id, ${toId} AS to_id, ${directed} AS directed, ${foreign.columns}
      FROM ${recordTable(entry.kind.id)} r NOT INDEXED ${joins} WHERE ${linked} AND ${countsForRule(entry, 'r')} AND ${foreign.where} GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4)
    GROUP BY from_id, to_id, directed) o WHERE links.link_id = o.id`)
  })
}
/** Whether a table has rows in another currency than yuan; only then anything is summed beside. */
function hasForeign(db: Db, kind: RecordKind): boolean {
  const foreign = foreignCondition(kind, 'r')
  return (
    foreign !== null &&
    db.prepare(`SELECT 1 FROM ${recordTable(kind.id)} r WHERE ${foreign} LIMIT 1`).get() !== undefined
  )
}
/** What is summed a currency at a time, and over which rows; null where the rule sums no money, or its kind has yuan only. */
function foreignSums(
  { kind, rule }: KindRule,
  large: boolean,
): { readonly columns: string; readonly where: string } | null {
  const foreign = foreignCondition(kind, 'r')
  if (foreign === null || kind.currency === undefined || rule.amount === undefined) return null
  const amount = netColumn(kind, rule.amount, 'r')
  const { high, low } = halvesOf(amount)
  const sum = large ? `lz_whole(CAST(${high} AS TEXT), CAST(${low} AS TEXT))` : `CAST(SUM(${amount}) AS TEXT)`
  return {
    columns: `${columnOf('r', kind.currency.field)} AS currency, ${sum} AS amount`,
    where: `${foreign} AND ${columnOf('r', rule.amount)} IS NOT NULL`,
  }
}
/** Adds the summed links of a rule to the existing ones. `idOf` gives the entity of a number. */
export function* addLinks(
  db: WriteDb,
  entry: KindRule,
  sums: LinkSums,
  idOf: (number: number) => number,
): Steps<void> {
  const rule = ruleId(entry)
  const ids = new Float64Array(sums.size)
  // An entity has many links: its id is spelled once.
  const spelled: string[] = []
  const textOf = (number: number): string => (spelled[number] ??= String(idOf(number)))
  for (let pair = 0; pair < ids.length; pair += 1)
    ids[pair] = linkIdOf(rule, textOf(sums.from(pair)), textOf(sums.to(pair)), sums.directed(pair))
  // In the order of the table, which is far quicker for many.
  const order = ascending(ids)
  const added = (column: string): string =>
    `${column} = CASE WHEN ${column} IS NULL THEN excluded.${column} ELSE ${column} + coalesce(excluded.${column}, 0) END`
  const put = rowsInsert(
    db,
    'links',
    linkColumnNames.split(', ').filter((name) => name !== 'rule' && name !== 'kind'),
    { rule: literalText(rule), kind: literalText(entry.rule.linkKind) },
    `ON CONFLICT (link_id) DO UPDATE SET count = count + excluded.count, ${added('amount')}, ${added('quantity')},
    others = coalesce(excluded.others, others), first_time = min(coalesce(first_time, excluded.first_time), coalesce(excluded.first_time, first_time)), last_time = max(coalesce(last_time, excluded.last_time), coalesce(excluded.last_time, last_time))`,
  )
  const before = db.prepare<[number], string>('SELECT others FROM links WHERE link_id = ?').pluck()
  const together = 1_000
  for (let from = 0; from < order.length; from += together) {
    const values: ColumnValue[] = []
    for (let at = from; at < Math.min(from + together, order.length); at += 1) {
      const pair = order[at] as number
      const link = sums.pair(pair)
      const id = ids[pair] as number
      values.push(
        id,
        idOf(link.from),
        idOf(link.to),
        link.directed,
        link.count,
        link.amount,
        link.quantity,
        link.first,
        link.last,
        link.others.length === 0 ? null : othersText([...othersOf(before.get(id) ?? null), ...link.others]),
      )
    }
    put(values)
    yield
  }
}

/** The links the given rows take part in by the rule, whether they count or not. */
export function linkKeysOfRows(db: Db, entry: KindRule, rows: RowSelection | readonly number[]): LinkKey[] {
  // Compiling the question for no rows is most of what a small file costs here.
  if (!('condition' in rows) && rows.length === 0) return []
  const { joins, fromId, toId, directed, linked } = rowLinks(entry)
  const chosen =
    'condition' in rows
      ? { sql: rows.condition('r'), params: rows.params }
      : { sql: 'r.record_id IN (SELECT value FROM json_each(@rows))', params: { rows: JSON.stringify(rows) } }
  return db
    .prepare<[object], LinkKey>(
      `SELECT DISTINCT ${fromId} AS fromId, ${toId} AS toId, ${directed} AS directed FROM ${recordTable(entry.kind.id)} r ${joins} WHERE ${linked} AND ${chosen.sql}`,
    )
    .all(chosen.params)
}

/** How the two ends of a link are asked for: what stands after a column, `= @from` for one entity or `IN (…)` for the members of a merged one. */
export interface LinkEnds {
  readonly from: string
  readonly to: string
  /** Both ends are one merged entity: only rows between two different members are meant. */ readonly inner: boolean
}
const oneEach: LinkEnds = { from: '= @from', to: '= @to', inner: false }
/** SQL that is true for the rows whose roles give the link (`@from`, `@to` are its parameters), whether they count or not. */
export function rowsOfLink(
  { kind, rule }: KindRule,
  directed: 0 | 1,
  alias: string,
  ends: LinkEnds = oneEach,
): string {
  const holds = (role: string, test: string): string => roleIs(kind, role, test, alias)
  const single = [rule.from, rule.to].every((role) => roleOf(kind, role).multi !== true)
  const apart =
    ends.inner && single ? ` AND ${roleColumnOf(alias, rule.from)} <> ${roleColumnOf(alias, rule.to)}` : ''
  const straight = `${holds(rule.from, ends.from)} AND ${holds(rule.to, ends.to)}${apart}`
  if (rule.direction === undefined) return `(${straight}) AND ${whereOf(rule, alias)}`
  const turned = `${holds(rule.from, ends.to)} AND ${holds(rule.to, ends.from)}${apart}`
  const direction = columnOf(alias, rule.direction)
  const either =
    directed === 1
      ? `(${straight} AND ${direction} = 'out') OR (${turned} AND ${direction} = 'in')`
      : `(${straight} AND ${direction} IS NOT 'in' AND ${direction} IS NOT 'out') OR (${turned} AND ${direction} IS NOT 'in' AND ${direction} IS NOT 'out')`
  return `(${either}) AND ${whereOf(rule, alias)}`
}
/** SQL that is true for rows in which the entity of the test (`= @parameter`, or a list) has the role. */
export function roleIs(kind: RecordKind, role: string, test: string, alias: string): string {
  if (roleOf(kind, role).multi !== true) return `${roleColumnOf(alias, role)} ${test}`
  return `${alias}.record_id IN (SELECT m.record_id FROM record_entities m WHERE m.entity_id ${test} AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role)})`
}

/** Makes some links of a rule again; a link without counting rows is deleted. */
export function rebuildLinks(db: WriteDb, entry: KindRule, keys: readonly LinkKey[]): void {
  if (keys.length === 0) return
  registerLinkId(db)
  liftMerges(
    db,
    keys.flatMap(({ fromId, toId }) => [fromId, toId]),
  )
  const rule = ruleId(entry)
  const remove = db.prepare('DELETE FROM links WHERE link_id = ?')
  const insert = db.prepare(
    `INSERT INTO links (${linkColumnNames}) VALUES (@id, @rule, @kind, @fromId, @toId, @directed, @count, @amount, @quantity, @firstTime, @lastTime, @others)`,
  )
  // Read as integers: a sum beyond 2^53 is written back to the last figure.
  const statement = memo((directed: 0 | 1, large: boolean) => {
    const foreign = foreignSums(entry, large)
    return db
      .prepare<[object], SummedRow>(
        `SELECT ${sumsOf(entry, large)}, ${foreign === null ? '0' : `MAX(${foreign.where})`} FROM ${recordTable(entry.kind.id)} r WHERE ${rowsOfLink(entry, directed, 'r')} AND ${countsForRule(entry, 'r')}`,
      )
      .safeIntegers(true)
      .raw()
  })
  const otherStatement = memo((directed: 0 | 1, large: boolean) => {
    const foreign = foreignSums(entry, large)
    return foreign === null
      ? null
      : db
          .prepare<[object], [string, string]>(
            `SELECT ${foreign.columns} FROM ${recordTable(entry.kind.id)} r WHERE ${rowsOfLink(entry, directed, 'r')} AND ${countsForRule(entry, 'r')} AND ${foreign.where} GROUP BY 1 ORDER BY 1`,
          )
          .raw()
  })
  for (const { fromId, toId, directed } of keys) {
    const id = linkIdOf(rule, fromId, toId, directed)
    remove.run(id)
    const ends = { from: fromId, to: toId }
    const row = withBoundedSums((large) => statement(directed, large).get(ends))
    if (row === undefined || row[0] === 0n) continue
    const [count, amount, quantity, firstTime, lastTime, beyond, isForeign] = row
    const others =
      isForeign === 1n ? withBoundedSums((large) => otherStatement(directed, large)?.all(ends) ?? []) : []
    insert.run({
      id,
      rule,
      kind: entry.rule.linkKind,
      fromId,
      toId,
      directed,
      count,
      amount,
      quantity,
      firstTime,
      lastTime,
      others: othersText([...othersOf(beyond), ...others.map(([currency, sum]) => ({ currency, sum }))]),
    })
  }
}
type SummedRow = [
  count: bigint,
  amount: bigint | null,
  quantity: bigint | null,
  first: string | null,
  last: string | null,
  beyond: string | null,
  isForeign: bigint | null,
]
/** A statement for each direction, prepared when it is first needed. */
function memo<T>(prepare: (directed: 0 | 1, large: boolean) => T): (directed: 0 | 1, large: boolean) => T {
  const prepared = new Map<string, T>()
  return (directed, large) => {
    const key = `${directed}${large}`
    const known = prepared.get(key) ?? prepare(directed, large)
    prepared.set(key, known)
    return known
  }
}
