/** Several links as one line of a chart: what they add up to with each row counted once, and the rows behind all of them. */
import type { DealingMonth } from '../../../shared/contract/dealings.ts'
import type { LinkSums, LinksTogether } from '../../../shared/contract/entities.ts'
import { type CurrencySum, sumsByCurrency, toldSums, yuan } from '../../../shared/model/currency.ts'
import type { RecordKind } from '../../../shared/model/define.ts'
import type { Span } from '../../../shared/contract/span.ts'
import type { Doubts } from '../../../shared/contract/doubts.ts'
import { allTime } from '../../../shared/model/time/span.ts'
import { joinedDoubts } from '../../../shared/model/doubts.ts'
import { type Minor, minorOf } from '../../../shared/model/minor.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { columnOf, currencyColumn, netColumn } from '../records/evidence.ts'
import { doubtsAmong } from '../records/doubts.ts'
import { membersOf } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import { doubtfulDuring } from './doubtfulLinks.ts'
import { readLinks, withEnds } from './entityRows.ts'
import type { FactScope } from './factScopes.ts'
import {
  countsForRule,
  duringOfRule,
  isStanding,
  type KindRule,
  ruleId,
  rulesOf,
  rowsOfLink,
} from './linkRows.ts'

/** Links made by one rule, all with a direction or all without, as pairs of the entities that rows name. */
interface RulePairs extends KindRule {
  readonly directed: 0 | 1
  readonly pairs: readonly (readonly [from: number, to: number])[]
}
/** Ids that are gone (their rows were undone) are left out. */
function pairsByRule(db: Db, linkIds: readonly number[], model: readonly RecordKind[]): readonly RulePairs[] {
  const rules = new Map(rulesOf(model).map((entry) => [ruleId(entry), entry]))
  const rows = db
    .prepare<[string], { rule: string; from_id: number; to_id: number; directed: 0 | 1 }>(
      'SELECT l.rule, l.from_id, l.to_id, l.directed FROM json_each(?) w CROSS JOIN links l ON l.link_id = w.value',
    )
    .all(JSON.stringify(linkIds))
  return [...Map.groupBy(rows, ({ rule, directed }) => `${rule} ${directed}`).values()].flatMap((group) => {
    const [first] = group
    const entry = first === undefined ? undefined : rules.get(first.rule)
    if (first === undefined || entry === undefined) return []
    const pairs = group.flatMap(({ from_id, to_id }) =>
      membersOf(db, from_id).flatMap((from) =>
        membersOf(db, to_id).flatMap((to) => (from === to ? [] : [[from, to] as const])),
      ),
    )
    return [{ ...entry, directed: first.directed, pairs }]
  })
}
/** SQL from the pairs to the rows of the rule's table, as alias `r`; and the parameter that holds the pairs. */
function rowsOfPairs(
  { kind, rule, directed, pairs }: RulePairs,
  index: number,
): { readonly from: string; readonly params: FactScope['params'] } {
  const name = `links${index}`
  const ends = { from: '= (pair.value ->> 0)', to: '= (pair.value ->> 1)', inner: false }
  return {
    from: `json_each(@${name}) pair CROSS JOIN ${recordTable(kind.id)} r WHERE (${rowsOfLink({ kind, rule }, directed, 'r', ends)})`,
    params: { [name]: JSON.stringify(pairs) },
  }
}

/** The rows behind several links, by the kind of their table; those that do not count are among them. */
export function togetherScopes(
  db: Db,
  linkIds: readonly number[],
  model: readonly RecordKind[] = recordKinds,
): readonly FactScope[] {
  const groups = Map.groupBy(pairsByRule(db, linkIds, model), ({ kind }) => kind)
  return [...groups].map(([kind, entries]) => {
    const parts = entries.map((entry, index) => rowsOfPairs(entry, index))
    return {
      kind,
      where: `r.record_id IN (${parts.map(({ from }) => `SELECT r.record_id FROM ${from}`).join(' UNION ')})`,
      params: Object.assign({}, ...parts.map(({ params }) => params)) as FactScope['params'],
    }
  })
}

/** SQL of the facts behind links, a table at a time, each row once: record_id, currency, amount, quantity, time. */
function factsByKind(
  db: Db,
  linkIds: readonly number[],
  span: Span,
  model: readonly RecordKind[],
): readonly { readonly sql: string; readonly params: FactScope['params'] }[] {
  const groups = Map.groupBy(pairsByRule(db, linkIds, model), ({ kind }) => kind)
  return [...groups].map(([kind, entries]) => {
    const parts = entries.map((entry, index) => {
      const { from, params } = rowsOfPairs(entry, index)
      const { amount, quantity, time } = entry.rule
      const during = duringOfRule(entry.rule, isStanding(entry.rule) ? allTime : span)
      const value = (field: string | undefined, sql: (name: string) => string): string =>
        field === undefined ? 'NULL' : sql(field)
      return {
        params: { ...params, ...during.params },
        sql: `SELECT r.record_id, ${currencyColumn(kind, 'r')} AS currency, ${value(amount, (name) => netColumn(kind, name, 'r'))} AS amount,
          ${value(quantity, (name) => columnOf('r', name))} AS quantity, ${value(time, (name) => columnOf('r', name))} AS time
          FROM ${from} AND ${countsForRule(entry, 'r')} AND ${during.where}`,
      }
    })
    return {
      params: Object.assign({}, ...parts.map((part) => part.params)) as FactScope['params'],
      sql: `SELECT record_id, currency, MAX(amount) AS amount, MAX(quantity) AS quantity, MIN(time) AS time FROM (${parts.map(({ sql }) => sql).join(' UNION ALL ')}) GROUP BY record_id`,
    }
  })
}
/** The same by month of their time: together they are what the links add up to. Rows without a time come last, under ''. */
export function monthsTogether(
  db: Db,
  linkIds: readonly number[],
  model: readonly RecordKind[] = recordKinds,
): readonly DealingMonth[] {
  type Row = [month: string, currency: string, facts: number, sum: string | null]
  const rows = factsByKind(db, linkIds, allTime, model).flatMap(({ sql, params }) =>
    exactly((sum) =>
      db
        .prepare<[object], Row>(
          `SELECT COALESCE(substr(time, 1, 7), ''), currency, COUNT(*), ${sum('amount')} FROM (${sql}) GROUP BY 1, 2`,
        )
        .raw()
        .all(params),
    ),
  )
  return [...Map.groupBy(rows, ([month]) => month)]
    .map(([month, group]) => ({
      month,
      count: group.reduce((all, [, , facts]) => all + facts, 0),
      sums: sumsByCurrency(
        group.flatMap(([, currency, , sum]) => {
          const value = readSum(sum)
          return value === null ? [] : [{ currency, sum: minorOf(value) }]
        }),
      ),
    }))
    .toSorted((one, other) =>
      one.month === '' ? 1 : other.month === '' ? -1 : one.month < other.month ? -1 : 1,
    )
}

/**
 * What is undecided about several links, each row once: that of their table. A row that two of the links name is in doubt once, and of a number in conflict only one row stands.
 * Cost: none where no link is in doubt.
 */
function doubtsTogether(
  db: Db,
  linkIds: readonly number[],
  span: Span,
  model: readonly RecordKind[],
): Doubts | undefined {
  const doubtful = doubtfulDuring(db, span)
  const inDoubt = linkIds.filter((linkId) => doubtful.has(linkId))
  if (inDoubt.length === 0) return undefined
  if (linkIds.length === 1) return doubtful.get(inDoubt[0] ?? 0)?.doubts
  const kinds = new Set(pairsByRule(db, inDoubt, model).map(({ kind }) => kind))
  return joinedDoubts(
    togetherScopes(db, linkIds, model)
      .filter(({ kind }) => kinds.has(kind))
      .map(({ kind, where, params }) => {
        const entries = pairsByRule(db, linkIds, model).filter((entry) => entry.kind === kind)
        const during = entries.map(({ rule }) => duringOfRule(rule, isStanding(rule) ? allTime : span))[0]
        const rows = {
          where: `(${where}) AND ${during?.where ?? '1'}`,
          params: { ...params, ...during?.params },
        }
        const field = entries.find(({ rule }) => rule.amount !== undefined)?.rule.amount ?? null
        return doubtsAmong(db, kind, { ...rows, facts: rows.where, field, unknowns: true }).get('')
      }),
  )
}

type Line = [
  currency: string,
  facts: number,
  sum: string | null,
  quantity: string | null,
  first: string | null,
  last: string | null,
]
/**
 * What several links add up to, each row of a table counted once however many of them it gives; of dealings only rows in the span, who holds what is asked
 * whatever the time. Cost: walks the rows of the links.
 */
export function sumsTogether(
  db: Db,
  linkIds: readonly number[],
  span: Span = allTime,
  model: readonly RecordKind[] = recordKinds,
): LinkSums {
  const lines = factsByKind(db, linkIds, span, model).flatMap(({ sql, params }) =>
    exactly((sum) =>
      db
        .prepare<[object], Line>(
          `SELECT currency, COUNT(*), ${sum('amount')}, ${sum('quantity')}, MIN(time), MAX(time) FROM (${sql}) GROUP BY currency`,
        )
        .raw()
        .all(params),
    ),
  )
  const sums: CurrencySum[] = []
  let quantity: bigint | null = null
  for (const [currency, , amount, pieces] of lines) {
    const value = readSum(amount)
    if (value !== null) sums.push({ currency, sum: minorOf(value) })
    const more = readSum(pieces)
    if (more !== null) quantity = (quantity ?? 0n) + more
  }
  const byCurrency = sumsByCurrency(sums)
  const inYuan: Minor | null = byCurrency.find(({ currency }) => currency === yuan)?.sum ?? null
  const times = (place: 4 | 5): readonly string[] =>
    lines
      .flatMap((line) => line[place] ?? [])
      .toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))
  const doubts = doubtsTogether(db, linkIds, span, model)
  return {
    ...(doubts === undefined ? {} : { doubts }),
    count: lines.reduce((all, [, facts]) => all + facts, 0),
    ...toldSums(
      inYuan,
      byCurrency.filter(({ currency }) => currency !== yuan),
    ),
    quantity: quantity === null ? null : minorOf(quantity),
    firstTime: times(4)[0] ?? null,
    lastTime: times(5).at(-1) ?? null,
  }
}
/** The links with their ends, the largest first, and what they add up to. Errors: `link-not-found` when none of them is there. */
export function linksTogether(
  db: Db,
  linkIds: readonly number[],
  model: readonly RecordKind[] = recordKinds,
): LinksTogether {
  const parts = withEnds(db, [...readLinks(db, linkIds).values()]).toSorted(
    (one, other) =>
      (other.amount ?? -1) - (one.amount ?? -1) || other.count - one.count || one.linkId - other.linkId,
  )
  const [first] = parts
  if (first === undefined)
    throw new AppError('link-not-found', 'none of the links is there', { links: linkIds.length })
  return {
    linkKind: first.linkKind,
    directed: first.directed,
    ...sumsTogether(db, linkIds, allTime, model),
    parts,
    recordKinds: togetherScopes(db, linkIds, model).map(({ kind, where, params }) => ({
      kind: kind.id,
      count:
        db
          .prepare<[object], number>(`SELECT COUNT(*) FROM ${recordTable(kind.id)} r WHERE ${where}`)
          .pluck()
          .get(params) ?? 0,
    })),
  }
}
