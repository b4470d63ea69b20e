/** Everything about an entity on one page, and a link with what stands behind it. */
import type { Result } from '../../../shared/contract/index.ts'
import { holdersOf, nobodyKnown } from './holderNames.ts'
import { monthsTogether } from './linksTogether.ts'
import { keyValueSql } from '../../../shared/model/entityId.ts'
import type {
  EntityDetail,
  EntityIdentifier,
  LinkSummary,
  LinkWithEnds,
} from '../../../shared/contract/entities.ts'
import { othersOf, toldSums } from '../../../shared/model/currency.ts'
import { type Minor, minorOf } from '../../../shared/model/minor.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { AppError } from '../../../shared/errors.ts'
import { joinedEdges } from '../../../shared/model/chart/joinedLines.ts'
import { mayStandIn, type RecordKind } from '../../../shared/model/define.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Db } from '../store/db.ts'
import { literalText, roleColumnOf } from '../records/evidence.ts'
import { escapedLike, folded } from '../records/filter.ts'
import { originalCells } from '../records/originalRows.ts'
import { rowSources } from '../records/rows.ts'
import { quotedName, recordTable } from '../store/recordTables.ts'
import { linksOfEntity, readEntities, readEntity, readLinks, withEnds } from './entityRows.ts'
import { doubtsOfNeighbours, type RelationDoubts, withDoubts } from './doubtfulLinks.ts'
import { tagsOfEntity } from './entityTags.ts'
import { linkMakeup } from './linkMakeup.ts'
import { entityScope, linksOfRelation, standingFor } from './factScopes.ts'
import { membersOf } from '../records/seenAs.ts'

const shownLinks = 500
const shownSources = 50
const shownRaws = 5
const sourcesWithTexts = 16

/** A row that names an entity. */
export interface Source {
  readonly kind: RecordKind
  readonly recordId: number
  readonly sheetId: number
  readonly row: number
}
/** The inspector's page of an entity: its strongest 500 links, its first 50 rows. Errors: `entity-not-found`. */
export function entityDetail(
  db: Db,
  given: number,
  model: readonly RecordKind[] = recordKinds,
): EntityDetail {
  const entity = readEntity(db, given)
  const { entityId } = entity
  const kinds = model.filter((kind) => kind.roles.some((role) => mayStandIn(role, entity.kind)))
  const sources = firstSources(db, kinds, entityId, entity.kind)
  const sourceOf = rowSources(db)
  const roles = rolesOf(db, kinds, entityId, entity.kind)
  return {
    entity,
    identifiers: identifiersOf(db, entityId, sources),
    attributes: db
      .prepare<[number], EntityDetail['attributes'][number]>(
        'SELECT field, kind, value, records FROM identifiers WHERE entity_id = ? AND attribute = 1 ORDER BY kind, field, records DESC, value LIMIT 1000',
      )
      .all(entityId),
    links: seenFrom(
      db,
      entityId,
      joinedEdges(withDoubts(db, linksOfEntity(db, entityId, shownLinks))).map(
        ({ parts: _parts, ...relation }) => relation,
      ),
    ),
    linkTotals: linkTotals(db, entityId),
    records: kinds
      .map((kind) => ({
        kind: kind.id,
        count: countRows(
          db,
          kind,
          entityId,
          roles.filter((role) => role.kind === kind.id),
        ),
      }))
      .filter(({ count }) => count > 0),
    roles,
    sources: sources.map(({ kind, recordId, sheetId, row }) => {
      const { originalId, fileName, sha256, sheet } = sourceOf({ kind, recordId, sheetId })
      return { kind: kind.id, recordId, originalId, fileName, sha256, sheetId, sheet, row }
    }),
    charts: db
      .prepare<[string], { chartId: number; name: string }>(
        'SELECT DISTINCT c.chart_id AS chartId, c.name FROM chart_nodes n JOIN charts c ON c.chart_id = n.chart_id WHERE n.entity_id IN (SELECT value FROM json_each(?)) ORDER BY c.chart_id',
      )
      .all(JSON.stringify(membersOf(db, entityId))),
    note: noteOf(db, entityId),
    tags: tagsOfEntity(db, entityId),
  }
}

/** The entity's note; of a merged one that of the entity it is seen as, or the first there is among its members. */
function noteOf(db: Db, entityId: number): string {
  return (
    db
      .prepare<[string, number], string>(
        'SELECT n.note FROM entity_notes n WHERE n.entity_id IN (SELECT value FROM json_each(?)) ORDER BY n.entity_id <> ?, n.entity_id LIMIT 1',
      )
      .pluck()
      .get(JSON.stringify(membersOf(db, entityId)), entityId) ?? ''
  )
}
/** The first rows of the entity, each role asked by its own index. */
export function firstSources(
  db: Db,
  kinds: readonly RecordKind[],
  entityId: number,
  entityKind: string,
  unmerged?: boolean,
): readonly Source[] {
  const found: Source[] = []
  const { test, value } =
    unmerged === true ? { test: '= @entityId', value: entityId } : standingFor(db, entityId, 'entityId')
  for (const kind of kinds) {
    const rows = new Map<number, Source>()
    for (const role of kind.roles.filter((candidate) => mayStandIn(candidate, entityKind))) {
      const from =
        role.multi === true
          ? `record_entities m CROSS JOIN ${recordTable(kind.id)} r ON r.record_id = m.record_id WHERE m.entity_id ${test} AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)}`
          : `${recordTable(kind.id)} r WHERE ${roleColumnOf('r', role.role)} ${test}`
      for (const row of db
        .prepare<[object], { recordId: number; sheetId: number; row: number }>(
          `SELECT r.record_id AS recordId, r.sheet_id AS sheetId, r.row FROM ${from} ORDER BY r.record_id LIMIT ${shownSources}`,
        )
        .all({ entityId: value }))
        rows.set(row.recordId, { kind, ...row })
    }
    found.push(...[...rows.values()].sort((left, right) => left.recordId - right.recordId))
  }
  return found.slice(0, shownSources)
}
/** Rows by table and role; a row that names the entity twice stands in both. */
function rolesOf(
  db: Db,
  kinds: readonly RecordKind[],
  entityId: number,
  entityKind: string,
): EntityDetail['roles'] {
  const { test, value } = standingFor(db, entityId, 'entityId')
  return kinds
    .flatMap((kind) =>
      kind.roles
        .filter((role) => mayStandIn(role, entityKind))
        .map((role) => ({
          kind: kind.id,
          role: role.role,
          count:
            db
              .prepare<[object], number>(
                role.multi === true
                  ? `SELECT COUNT(DISTINCT m.record_id) FROM record_entities m WHERE m.entity_id ${test} AND m.kind = ${literalText(kind.id)} AND m.role = ${literalText(role.role)}`
                  : `SELECT COUNT(*) FROM ${recordTable(kind.id)} r WHERE ${roleColumnOf('r', role.role)} ${test}`,
              )
              .pluck()
              .get({ entityId: value }) ?? 0,
        })),
    )
    .filter(({ count }) => count > 0)
}
/** Rows of a kind that name the entity, each once in however many roles. */
function countRows(db: Db, kind: RecordKind, entityId: number, roles: EntityDetail['roles']): number {
  const [only] = roles
  if (roles.length <= 1) return only?.count ?? 0
  const { where, params } = entityScope(db, kind, entityId)
  return (
    db
      .prepare<[object], number>(`SELECT COUNT(*) FROM ${recordTable(kind.id)} r WHERE ${where}`)
      .pluck()
      .get(params) ?? 0
  )
}

/** Identifiers with how they stand in the first rows, and whether a check digit failed there. */
function identifiersOf(db: Db, entityId: number, sources: readonly Source[]): readonly EntityIdentifier[] {
  const stated = db
    .prepare<[number], { kind: string; value: string; field: string; records: number }>(
      'SELECT kind, value, field, records FROM identifiers WHERE entity_id = ? AND attribute = 0 ORDER BY kind, records DESC, value',
    )
    .all(entityId)
  const seen = statedIn(db, sources, new Set(stated.map(({ field }) => field)))
  const merged = new Map<
    string,
    { kind: string; value: string; raws: Set<string>; checkFailed: boolean; records: number }
  >()
  for (const { kind, value, field, records } of stated) {
    const key = `${kind}/${value}`
    const entry = merged.get(key) ?? { kind, value, raws: new Set<string>(), checkFailed: false, records: 0 }
    merged.set(key, entry)
    entry.records += records
    const found = seen.get(`${field}\n${value}`)
    for (const raw of found?.raws ?? []) if (entry.raws.size < shownRaws) entry.raws.add(raw)
    if (found?.checkFailed === true) entry.checkFailed = true
  }
  return [...merged.values()].map((entry) => ({ ...entry, raws: [...entry.raws] }))
}
interface StatedIn {
  readonly raws: Set<string>
  checkFailed: boolean
}
/** What the first rows say in these fields, by field and value, each row read once. The texts of the originals are read for the first few: their rows lie far apart, and each is in a block of its own. */
function statedIn(
  db: Db,
  sources: readonly Source[],
  fields: ReadonlySet<string>,
): ReadonlyMap<string, StatedIn> {
  const found = new Map<string, StatedIn>()
  const failed = db
    .prepare<[string, number], string>(
      "SELECT field FROM row_issues INDEXED BY row_issues_by_record WHERE kind = ? AND record_id = ? AND code = 'bad-check-digit'",
    )
    .pluck()
  const mappings = new Map<
    number,
    readonly { readonly column: number | null; readonly field: string | null }[]
  >()
  for (const [place, { kind, recordId, sheetId, row }] of sources.entries()) {
    const asked = kind.fields.filter((field) => fields.has(field.id))
    if (asked.length === 0) continue
    const values =
      db
        .prepare<[number], (string | number | null)[]>(
          `SELECT ${asked.map((field) => quotedName(field.id)).join(', ')} FROM ${recordTable(kind.id)} WHERE record_id = ?`,
        )
        .raw()
        .get(recordId) ?? []
    const flawed = new Set(failed.all(kind.id, recordId))
    const mapping = mappings.get(sheetId) ?? mappingOf(db, sheetId)
    mappings.set(sheetId, mapping)
    const cells = place < sourcesWithTexts ? originalCells(db, sheetId, row) : null
    for (const [index, field] of asked.entries()) {
      const stored = values[index]
      if (stored === null || stored === undefined) continue
      const column =
        mapping.find((entry) => entry.field === field.id && entry.column !== null)?.column ?? null
      const raw = column === null ? '' : (cells?.[column] ?? '')
      for (const value of String(stored).split('\n')) {
        const entry = found.get(`${field.id}\n${value}`) ?? { raws: new Set<string>(), checkFailed: false }
        found.set(`${field.id}\n${value}`, entry)
        if (raw !== '') entry.raws.add(raw)
        if (flawed.has(field.id)) entry.checkFailed = true
      }
    }
  }
  return found
}
function mappingOf(
  db: Db,
  sheetId: number,
): readonly { readonly column: number | null; readonly field: string | null }[] {
  return JSON.parse(
    db.prepare<[number], string>('SELECT columns FROM sheets WHERE sheet_id = ?').pluck().get(sheetId) ??
      '[]',
  ) as readonly { readonly column: number | null; readonly field: string | null }[]
}

function directionFrom(entityId: number, link: LinkSummary): LinkWithEnds['direction'] {
  if (!link.directed) return 'none'
  return link.fromId === entityId ? 'out' : 'in'
}
function seenFrom(db: Db, entityId: number, links: readonly LinkSummary[]): readonly LinkWithEnds[] {
  const others = readEntities(
    db,
    new Set(links.map((link) => (link.fromId === entityId ? link.toId : link.fromId))),
  )
  return links.flatMap((link) => {
    const other = others.get(link.fromId === entityId ? link.toId : link.fromId)
    return other === undefined ? [] : [{ ...link, other, direction: directionFrom(entityId, link) }]
  })
}
function linkTotals(db: Db, entityId: number): EntityDetail['linkTotals'] {
  const doubts = doubtsOfNeighbours(db, entityId)
  return exactly((sum) =>
    db
      .prepare<[object], Omit<EntityDetail['linkTotals'][number], 'others' | 'amount'> & StoredSums>(
        `SELECT kind AS linkKind, direction, COUNT(DISTINCT other) AS neighbours, SUM(count) AS count, ${sum('amount')} AS amount, group_concat(others, char(10)) AS others FROM (
       SELECT kind, CASE directed WHEN 1 THEN 'out' ELSE 'none' END AS direction, to_id AS other, count, amount, others FROM links WHERE from_id = @entityId
       UNION ALL SELECT kind, CASE directed WHEN 1 THEN 'in' ELSE 'none' END, from_id, count, amount, others FROM links WHERE to_id = @entityId AND from_id <> @entityId)
     GROUP BY kind, direction ORDER BY kind, direction`,
      )
      .all({ entityId }),
  ).map(({ amount, others, ...total }) => ({
    ...total,
    ...summed({ amount, others }),
    ...doubts.ofGroup(total),
  }))
}
/** Sums as a query gives them: of yuan as a text of `exactly`, of other currencies as links keep them. */
interface StoredSums {
  readonly amount: string | null
  readonly others: string | null
}
function summed({ amount, others }: StoredSums): ReturnType<typeof toldSums> {
  return toldSums(minorOrNull(amount), othersOf(others))
}
function minorOrNull(text: string | null): Minor | null {
  const sum = readSum(text)
  return sum === null ? null : minorOf(sum)
}

interface NeighbourQuestion {
  readonly entityId: number
  readonly linkKind: string
  readonly direction: LinkWithEnds['direction']
  readonly sort: 'amount' | 'count' | 'time'
  readonly text?: string | undefined
  readonly offset: number
  readonly limit: number
}
/** Relations of an entity by kind and direction, each with all its tables say; `text` narrows to neighbours whose name or key holds it. */
export function neighbourLinks(
  db: Db,
  { entityId: given, linkKind, direction, sort, text, offset, limit }: NeighbourQuestion,
): { readonly total: number; readonly rows: readonly LinkWithEnds[] } {
  const { entityId } = readEntity(db, given)
  const out = 'SELECT l.*, l.to_id AS other FROM links l INDEXED BY links_from WHERE l.from_id = @entityId'
  const back =
    'SELECT l.*, l.from_id AS other FROM links l INDEXED BY links_to WHERE l.to_id = @entityId AND l.from_id <> @entityId'
  const from =
    direction === 'out'
      ? `${out} AND l.directed = 1`
      : direction === 'in'
        ? `${back} AND l.directed = 1`
        : `${out} AND l.directed = 0 UNION ALL ${back} AND l.directed = 0`
  const words = escapedLike(folded(text ?? '').trim())
  const named =
    words === ''
      ? ''
      : `AND EXISTS (SELECT 1 FROM entities e WHERE e.entity_id = n.other AND (e.label LIKE @text ESCAPE '\\' OR ${keyValueSql('e.key')} LIKE @text ESCAPE '\\'))`
  const params = { entityId, linkKind, text: `%${words}%`, limit, offset }
  const order = {
    amount: 'size DESC NULLS LAST, count DESC',
    count: 'count DESC, size DESC NULLS LAST',
    time: 'lastTime DESC NULLS LAST, count DESC',
  }[sort]
  const found = exactly((sum) =>
    db
      .prepare<
        [object],
        Omit<LinkSummary, 'directed' | 'others' | 'amount' | 'quantity'> &
          StoredSums & {
            readonly total: number
            readonly size: number | null
            readonly quantity: string | null
          }
      >(
        `SELECT *, COUNT(*) OVER () AS total FROM (
      SELECT n.link_id AS linkId, n.kind AS linkKind, n.from_id AS fromId, n.to_id AS toId, SUM(n.count) AS count, ${sum('n.amount')} AS amount, CASE WHEN COUNT(n.amount) > 0 THEN TOTAL(n.amount) END AS size, ${sum('n.quantity')} AS quantity, MIN(n.first_time) AS firstTime, MAX(n.last_time) AS lastTime, group_concat(n.others, char(10)) AS others
      FROM (${from}) n WHERE n.kind = @linkKind ${named} GROUP BY n.from_id, n.to_id) ORDER BY ${order}, linkId LIMIT @limit OFFSET @offset`,
      )
      .all(params),
  )
  const doubts: RelationDoubts = doubtsOfNeighbours(db, entityId)
  const rows = found.map(
    ({ total: _total, size: _size, amount, quantity, others, ...link }): LinkSummary => ({
      ...link,
      quantity: minorOrNull(quantity),
      directed: direction !== 'none',
      ...summed({ amount, others }),
      ...doubts.ofRelation({ ...link, directed: direction !== 'none' }),
    }),
  )
  return { total: found[0]?.total ?? 0, rows: seenFrom(db, entityId, rows) }
}

/** A relation with its ends, its sums over every table that says so, and what they are made of. Errors: `link-not-found`. */
export function linkDetail(
  db: Db,
  linkId: number,
  model: readonly RecordKind[] = recordKinds,
): Result<'links.read'> {
  const linkIds = linksOfRelation(db, linkId)
  const [link] = withEnds(
    db,
    joinedEdges([...readLinks(db, linkIds).values()]).map(({ parts: _parts, ...relation }) => relation),
  )
  if (link === undefined) throw new AppError('link-not-found', `no link ${linkId}`, { linkId })
  const held = holdersOf(db, [link.fromId, link.toId])
  return {
    ...link,
    linkId,
    recordKinds: linkMakeup(db, linkId, model),
    fromHeld: held.get(link.fromId) ?? nobodyKnown,
    toHeld: held.get(link.toId) ?? nobodyKnown,
    months: monthsTogether(db, linkIds, model),
  }
}
