/** Entities and links as lists show them. */
import { keyValueSql } from '../../../shared/model/entityId.ts'
import type { EntitySummary, LinkSummary } from '../../../shared/contract/entities.ts'
import { othersOf, toldSums } from '../../../shared/model/currency.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Db } from '../store/db.ts'
import { escapedLike, folded } from '../records/filter.ts'
import { statement } from '../store/statements.ts'
import { resolvedId } from '../records/seenAs.ts'
import { withDoubts } from './doubtfulLinks.ts'

interface EntityRow {
  readonly entityId: number
  readonly kind: string
  readonly label: string
  readonly key: string
  readonly nameOnly: number
  readonly records: number
  readonly links: number
  readonly members: number
}
const entityColumns =
  'e.entity_id AS entityId, e.kind, e.label, e.key, e.name_only AS nameOnly, e.records, e.links, (SELECT COUNT(*) FROM entity_merges g WHERE g.resolved_id = e.entity_id) AS members'
function summaryOf(row: EntityRow): EntitySummary {
  const { entityId, kind, label, key, nameOnly, records, links, members } = row
  return {
    entityId,
    kind,
    label,
    key,
    nameOnly: nameOnly === 1,
    records,
    links,
    ...(members > 1 ? { members } : {}),
  }
}
/** One entity; the id of a member gives the merged entity. Errors: `entity-not-found`. */
export function readEntity(db: Db, entityId: number): EntitySummary {
  const row = db
    .prepare<[number], EntityRow>(`SELECT ${entityColumns} FROM entities e WHERE e.entity_id = ?`)
    .get(resolvedId(db, entityId))
  if (row === undefined) throw new AppError('entity-not-found', `no entity ${entityId}`, { entityId })
  return summaryOf(row)
}
/** Entities by id, in no order; unknown ids are left out. */
export function readEntities(db: Db, entityIds: Iterable<number>): ReadonlyMap<number, EntitySummary> {
  const rows = db
    .prepare<[string], EntityRow>(
      `SELECT ${entityColumns} FROM json_each(?) w CROSS JOIN entities e ON e.entity_id = w.value`,
    )
    .all(JSON.stringify([...entityIds]))
  return new Map(rows.map((row) => [row.entityId, summaryOf(row)]))
}
/** Unmerged entities by id; unknown ids are left out. */
export function readUnmergedEntities(
  db: Db,
  entityIds: Iterable<number>,
): ReadonlyMap<number, EntitySummary> {
  const columnsFrom = (table: string): string =>
    `SELECT e.entity_id AS entityId, e.kind, e.label, e.key, e.name_only AS nameOnly, e.records, e.links, 1 AS members FROM json_each(@ids) w CROSS JOIN ${table} e ON e.entity_id = w.value`
  const rows = statement<{ ids: string }, EntityRow>(
    db,
    `${columnsFrom('merged_entities')} UNION ALL ${columnsFrom('entities')} WHERE NOT EXISTS (SELECT 1 FROM merged_entities o WHERE o.entity_id = e.entity_id)`,
  ).all({ ids: JSON.stringify([...entityIds]) })
  return new Map(rows.map((row) => [row.entityId, summaryOf(row)]))
}
/** How many entities there are of each kind, the most first. */
export function countKinds(db: Db): readonly { readonly kind: string; readonly count: number }[] {
  return db
    .prepare<[], { kind: string; count: number }>(
      'SELECT kind, COUNT(*) AS count FROM entities GROUP BY kind ORDER BY count DESC, kind',
    )
    .all()
}

export interface EntityQuestion {
  readonly kind?: string | undefined
  readonly text?: string | undefined
  readonly sort: 'label' | 'records' | 'links'
  readonly offset: number
  readonly limit: number
}
/** Entities of a kind whose label or resolving identifier contains the text; the word for the sort of identifier, which a key begins with, is none of it, unless the whole key is given. */
export function listEntities(
  db: Db,
  { kind, text, sort, offset, limit }: EntityQuestion,
): { readonly total: number; readonly rows: readonly EntitySummary[] } {
  const wanted = folded(text ?? '').trim()
  const conditions = [
    ...(kind === undefined ? [] : ['e.kind = @kind']),
    ...(wanted === ''
      ? []
      : [
          `(e.label LIKE @text ESCAPE '\\' OR ${keyValueSql('e.key')} LIKE @text ESCAPE '\\' OR e.key = @whole)`,
        ]),
  ]
  const where = conditions.length === 0 ? '1' : conditions.join(' AND ')
  const order = {
    label: 'e.label, e.entity_id',
    records: 'e.records DESC, e.entity_id',
    links: 'e.links DESC, e.entity_id',
  }[sort]
  const params = { kind: kind ?? null, text: `%${escapedLike(wanted)}%`, whole: wanted, offset, limit }
  const total =
    db.prepare<[object], number>(`SELECT COUNT(*) FROM entities e WHERE ${where}`).pluck().get(params) ?? 0
  return {
    total,
    rows: db
      .prepare<[object], EntityRow>(
        `SELECT ${entityColumns} FROM entities e WHERE ${where} ORDER BY ${order} LIMIT @limit OFFSET @offset`,
      )
      .all(params)
      .map(summaryOf),
  }
}

export interface LinkRow extends Omit<LinkSummary, 'directed' | 'others'> {
  readonly directed: number
  /** As the links table keeps them. */
  readonly others: string | null
  /** The sum of yuan where it is no safe integer. */
  readonly large: string | null
}
export const linkColumns =
  'l.link_id AS linkId, l.kind AS linkKind, l.from_id AS fromId, l.to_id AS toId, l.directed, l.count, l.amount, CASE WHEN abs(l.quantity) > 9007199254740991 THEN CAST(l.quantity AS TEXT) ELSE l.quantity END AS quantity, l.first_time AS firstTime, l.last_time AS lastTime, l.others, CASE WHEN abs(l.amount) > 9007199254740991 THEN CAST(l.amount AS TEXT) END AS large'
/** A row of `linkColumns` as the contract tells it. */
export function linkSummaryOf({ others, large, ...row }: LinkRow): LinkSummary {
  return { ...row, directed: row.directed === 1, ...toldSums(large ?? row.amount, othersOf(others)) }
}
/** Links by id, in no order. */
export function readLinks(db: Db, linkIds: readonly number[]): ReadonlyMap<number, LinkSummary> {
  const rows = db
    .prepare<[string], LinkRow>(
      `SELECT ${linkColumns} FROM json_each(?) w CROSS JOIN links l ON l.link_id = w.value`,
    )
    .all(JSON.stringify(linkIds))
  return new Map(withDoubts(db, rows.map(linkSummaryOf)).map((link) => [link.linkId, link]))
}
/** An entity's links, strongest first: amount, then count. Null limit: all. */
export function linksOfEntity(db: Db, entityId: number, limit: number | null): readonly LinkSummary[] {
  return db
    .prepare<[object], LinkRow>(
      `SELECT * FROM (
      SELECT ${linkColumns} FROM links l INDEXED BY links_from WHERE l.from_id = @entityId
      UNION ALL SELECT ${linkColumns} FROM links l INDEXED BY links_to WHERE l.to_id = @entityId AND l.from_id <> @entityId)
    ORDER BY amount DESC NULLS LAST, count DESC, linkId LIMIT @limit`,
    )
    .all({ entityId, limit: limit ?? -1 })
    .map(linkSummaryOf)
}

export interface LinkQuestion {
  readonly linkKind?: string | undefined
  readonly entityId?: number | undefined
  readonly sort: 'count' | 'amount'
  readonly offset: number
  readonly limit: number
}
export type LinkBetween = LinkSummary & { readonly from: EntitySummary; readonly to: EntitySummary }
/** Links with both their ends; of an entity as it is seen, whichever of its members is named. */
export function listLinks(
  db: Db,
  { linkKind, entityId, sort, offset, limit }: LinkQuestion,
): { readonly total: number; readonly rows: readonly LinkBetween[] } {
  const conditions = [
    ...(linkKind === undefined ? [] : ['l.kind = @linkKind']),
    ...(entityId === undefined ? [] : ['(l.from_id = @entityId OR l.to_id = @entityId)']),
  ]
  const where = conditions.length === 0 ? '1' : conditions.join(' AND ')
  const order =
    sort === 'amount' ? 'l.amount DESC, l.count DESC, l.link_id' : 'l.count DESC, l.amount DESC, l.link_id'
  const params = {
    linkKind: linkKind ?? null,
    entityId: entityId === undefined ? null : resolvedId(db, entityId),
    offset,
    limit,
  }
  const total =
    db.prepare<[object], number>(`SELECT COUNT(*) FROM links l WHERE ${where}`).pluck().get(params) ?? 0
  return {
    total,
    rows: withEnds(
      db,
      withDoubts(
        db,
        db
          .prepare<[object], LinkRow>(
            `SELECT ${linkColumns} FROM links l WHERE ${where} ORDER BY ${order} LIMIT @limit OFFSET @offset`,
          )
          .all(params)
          .map(linkSummaryOf),
      ),
    ),
  }
}
/** Adds the summaries of both ends. */
export function withEnds(db: Db, links: readonly LinkSummary[]): readonly LinkBetween[] {
  const entities = readEntities(db, new Set(links.flatMap((link) => [link.fromId, link.toId])))
  return links.flatMap((link) => {
    const from = entities.get(link.fromId)
    const to = entities.get(link.toId)
    return from === undefined || to === undefined ? [] : [{ ...link, from, to }]
  })
}
