/** Who could come onto a chart: the neighbours of what stands there, or the entities of rows. Which of them come is asked the same way of both. */
import type { ChartCandidates, ChartChoice } from '../../../shared/contract/charts.ts'
import type { ScopedRows, SqlParameters } from '../core/scopedRows.ts'
import type { Db } from '../store/db.ts'
import { roleColumnOf } from '../records/evidence.ts'
import { seenAs } from '../records/seenAs.ts'
import { standsOnChart } from './shownNodes.ts'
import { sublabelsOf } from './sublabel.ts'

/** Candidates as SQL: who they are, and the links by which they are ordered and narrowed. */
export interface CandidateSource {
  /** Common table expressions ending in `found (entity_id)` and `ties (entity_id, kind, count, amount, first_time, last_time)`. */
  readonly sql: string
  readonly params: SqlParameters
}
/** Most that come onto a chart at once; whoever asks is told. */
export const mostAtOnce = 5_000
/** How many of those who would come are named. */
const named = 12

const narrowed = (column: string, list: string): string =>
  ` AND ${column} IN (SELECT value FROM json_each(@${list}))`

/** Those linked with an entity, by its own links in the two link indexes. */
export function neighbourSource(entityId: number, linkKinds: readonly string[] | null): CandidateSource {
  const kinds = linkKinds === null ? '' : narrowed('l.kind', 'linkKinds')
  const side = (here: 'from' | 'to', there: 'from' | 'to'): string =>
    `SELECT l.${there}_id AS entity_id, l.kind, l.count, l.amount, l.first_time, l.last_time FROM links l INDEXED BY links_${here} WHERE l.${here}_id = @entityId AND l.${there}_id <> @entityId${kinds}`
  return {
    sql: `ties AS MATERIALIZED (${side('from', 'to')} UNION ALL ${side('to', 'from')}), found AS (SELECT DISTINCT entity_id FROM ties)`,
    params: { entityId, linkKinds: JSON.stringify(linkKinds ?? []) },
  }
}
/** The entities that rows speak of, ordered by all links they have. Of the rows only the given ids where there are some. */
export function rowSource(
  db: Db,
  { kind, table, where, params, whole }: ScopedRows,
  recordIds: readonly number[] | null,
): CandidateSource {
  const columns = kind.roles.filter((role) => role.multi !== true).map((role) => roleColumnOf('r', role.role))
  const side = (here: 'from' | 'to', loops: string): string =>
    `SELECT f.entity_id, l.kind, l.count, l.amount, l.first_time, l.last_time FROM found f CROSS JOIN links l INDEXED BY links_${here} ON l.${here}_id = f.entity_id${loops}`
  const seen = `found AS MATERIALIZED (SELECT DISTINCT ${seenAs(db, 'said.entity_id')} AS entity_id FROM said),
    ties AS MATERIALIZED (${side('from', '')} UNION ALL ${side('to', ' AND l.from_id <> l.to_id')})`
  // Of a whole table the indexes of its roles know who is in it, without a look at a row.
  if (whole && recordIds === null)
    return {
      sql: `said AS (
      ${[
        ...columns.map(
          (column) => `SELECT DISTINCT ${column} AS entity_id FROM ${table} r WHERE ${column} IS NOT NULL`,
        ),
        ...(kind.roles.length > columns.length
          ? ['SELECT m.entity_id FROM record_entities m WHERE m.kind = @kindId']
          : []),
      ].join('\n UNION ALL ')}
    ),
    ${seen}`,
      params: { ...params, kindId: kind.id, recordIds: '[]' },
    }
  // The rows are gone through once, whatever the number of their roles.
  return {
    sql: `chosen_rows AS MATERIALIZED (SELECT r.record_id${columns.map((column, at) => `, ${column} AS role_${at}`).join('')} FROM ${table} r WHERE ${where}${recordIds === null ? '' : narrowed('r.record_id', 'recordIds')}),
    said AS (
      ${[
        ...columns.map(
          (_, at) => `SELECT role_${at} AS entity_id FROM chosen_rows WHERE role_${at} IS NOT NULL`,
        ),
        ...(kind.roles.length > columns.length
          ? [
              'SELECT m.entity_id FROM chosen_rows w CROSS JOIN record_entities m ON m.kind = @kindId AND m.record_id = w.record_id',
            ]
          : []),
      ].join('\n UNION ')}
    ),
    ${seen}`,
    params: { ...params, kindId: kind.id, recordIds: JSON.stringify(recordIds ?? []) },
  }
}

const orders: Readonly<Record<NonNullable<ChartChoice['by']>, string>> = {
  amount: 'total(abs(t.amount)) DESC, total(t.count) DESC',
  count: 'total(t.count) DESC, total(abs(t.amount)) DESC',
  links: 'e.links DESC, e.records DESC',
}
// As a chart's own filter reads them: a time as fine as its source, a bound as fine as it was given.
const inTime = `(t.last_time IS NOT NULL AND (@from IS NULL OR t.last_time >= substr(@from, 1, length(t.last_time))) AND (@to IS NULL OR substr(t.first_time, 1, length(@to)) <= @to))`

/** All candidates that are not on the chart (none is where there is no chart yet), best first; `fits` where kind and time are as asked. */
function candidatesSql(db: Db, { sql }: CandidateSource, choice: ChartChoice): string {
  const timed = choice.from != null || choice.to != null
  const by = choice.by ?? 'amount'
  // Those with most links are told without going through their links.
  const alone = by === 'links' && !timed
  return `WITH ${sql}, candidates AS MATERIALIZED (
    SELECT f.entity_id, e.kind,
      (@kinds IS NULL OR e.kind IN (SELECT value FROM json_each(@kinds)))${timed ? ` AND max(COALESCE(${inTime}, 0))` : ''} AS fits,
      row_number() OVER (ORDER BY ${orders[by]}, f.entity_id) AS place
    FROM found f JOIN entities e ON e.entity_id = f.entity_id${alone ? '' : ' LEFT JOIN ties t ON t.entity_id = f.entity_id'}
    WHERE NOT ${standsOnChart(db, 'f.entity_id')}${alone ? '' : ' GROUP BY f.entity_id'})`
}
const choiceParams = (chartId: number | null, choice: ChartChoice): SqlParameters => ({
  chartId: chartId ?? 0,
  kinds: choice.kinds === undefined ? null : JSON.stringify(choice.kinds),
  from: choice.from ?? null,
  to: choice.to ?? null,
})

/** Who comes onto the chart, best first, at most `limit` and never more than `mostAtOnce`; `omitted` counts everybody else who could. */
export function chosenCandidates(
  db: Db,
  chartId: number,
  source: CandidateSource,
  choice: ChartChoice & { readonly limit: number },
): { readonly entityIds: readonly number[]; readonly omitted: number } {
  const rows = db
    .prepare<[object], { readonly entityId: number; readonly found: number }>(
      `${candidatesSql(db, source, choice)} SELECT entity_id AS entityId, (SELECT count(*) FROM candidates) AS found FROM candidates WHERE fits ORDER BY place LIMIT @limit`,
    )
    .all({ ...source.params, ...choiceParams(chartId, choice), limit: Math.min(choice.limit, mostAtOnce) })
  const found = rows[0]?.found ?? countCandidates(db, chartId, source)
  return { entityIds: rows.map(({ entityId }) => entityId), omitted: found - rows.length }
}
/** How many could come that are not on the chart. */
export function countCandidates(db: Db, chartId: number, { sql, params }: CandidateSource): number {
  return (
    db
      .prepare<[object], number>(
        `WITH ${sql} SELECT count(*) FROM found f JOIN entities e ON e.entity_id = f.entity_id WHERE NOT ${standsOnChart(db, 'f.entity_id')}`,
      )
      .pluck()
      .get({ ...params, chartId }) ?? 0
  )
}

/** What a choice would bring, without bringing it: how many there are by kind, how many would come, and the lines that would be drawn with them. */
export function foreseeCandidates(
  db: Db,
  chartId: number | null,
  source: CandidateSource,
  choice: ChartChoice & { readonly limit: number },
): ChartCandidates {
  const params = { ...source.params, ...choiceParams(chartId, choice) }
  const candidates = db
    .prepare<[object], { readonly entityId: number; readonly kind: string; readonly fits: number }>(
      `${candidatesSql(db, source, choice)} SELECT entity_id AS entityId, kind, fits FROM candidates ORDER BY place`,
    )
    .all(params)
  const about = db
    .prepare<[object], { present: number; firstTime: string | null; lastTime: string | null }>(
      `WITH ${source.sql} SELECT (SELECT count(*) FROM found f WHERE ${standsOnChart(db, 'f.entity_id')}) AS present,
        (SELECT min(first_time) FROM ties) AS firstTime, (SELECT max(last_time) FROM ties) AS lastTime`,
    )
    .get(params)
  const kinds = [...Map.groupBy(candidates, ({ kind }) => kind)].map(([kind, { length: found }]) => ({
    kind,
    found,
  }))
  const fitting = candidates.filter(({ fits }) => fits === 1).map(({ entityId }) => entityId)
  const chosen = fitting.slice(0, Math.min(choice.limit, mostAtOnce))
  return {
    found: candidates.length,
    present: about?.present ?? 0,
    kinds: kinds.toSorted((one, other) => other.found - one.found || (one.kind < other.kind ? -1 : 1)),
    fitting: fitting.length,
    chosen: chosen.length,
    lines: linesWith(db, chartId, chosen),
    first: namesOf(db, chosen.slice(0, named)),
    firstTime: about?.firstTime ?? null,
    lastTime: about?.lastTime ?? null,
    most: mostAtOnce,
  }
}
/** Lines between newcomers, and from them to what stands on the chart; links of one kind and direction are one line. */
function linesWith(db: Db, chartId: number | null, entityIds: readonly number[]): number {
  const side = (here: 'from' | 'to', there: 'from' | 'to'): string =>
    `SELECT l.kind, l.from_id, l.to_id, l.directed FROM come c CROSS JOIN links l INDEXED BY links_${here} ON l.${here}_id = c.entity_id
     WHERE l.${there}_id IN (SELECT entity_id FROM come) OR ${standsOnChart(db, `l.${there}_id`)}`
  return (
    db
      .prepare<[object], number>(
        `WITH come AS MATERIALIZED (SELECT value AS entity_id FROM json_each(@ids)) SELECT count(*) FROM (${side('from', 'to')} UNION ${side('to', 'from')})`,
      )
      .pluck()
      .get({ ids: JSON.stringify(entityIds), chartId: chartId ?? 0 }) ?? 0
  )
}
function namesOf(db: Db, entityIds: readonly number[]): ChartCandidates['first'] {
  const rows = db
    .prepare<[string], { entityId: number; kind: string; key: string; label: string; nameOnly: number }>(
      'SELECT e.entity_id AS entityId, e.kind, e.key, e.label, e.name_only AS nameOnly FROM json_each(?) w JOIN entities e ON e.entity_id = w.value ORDER BY w.key',
    )
    .all(JSON.stringify(entityIds))
  const sublabels = sublabelsOf(db, rows)
  return rows.map(({ key: _key, ...row }) => ({
    ...row,
    sublabel: sublabels.get(row.entityId) ?? '',
    nameOnly: row.nameOnly === 1,
  }))
}
