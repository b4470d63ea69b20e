/** The places of a finding: known one by one, or a question to the database; narrowed by file and by account, and counted by both. */
import type { QualityFacets, QualityFinding, QualityRow } from '../../../../shared/contract/quality.ts'
import { recordKind } from '../../../../shared/model/recordKinds/index.ts'
import type { Db } from '../../store/db.ts'
import { recordTable } from '../../store/recordTables.ts'
import { ownEntity } from './accountFindings.ts'

/** A place as it is kept: read on to a whole row only when it is shown. */
export interface KeptPlace {
  readonly recordId?: number | null
  readonly sheetId?: number | null
  readonly row?: number | null
  readonly batchId?: number | null
  readonly entityId?: number | null
  readonly field?: string | null
  readonly raw?: string
  readonly values?: QualityRow['values']
}
/** Only places of this import, only of this account (or whatever else the finding is about). */
export interface PlaceFilter {
  readonly batchId: number | null
  readonly entityId: number | null
}
export interface Places {
  count(filter: PlaceFilter): number
  read(filter: PlaceFilter, offset: number, limit: number): readonly KeptPlace[]
  facets(): QualityFacets
}
const mostAccounts = 200

/** SQL of the account a record is about, over its table `r`; null for kinds whose rows belong to no statement. */
export function accountOf(db: Db, kindId: string | null): string | null {
  const kind = kindId === null ? undefined : recordKind(kindId)
  return kind === undefined ? null : ownEntity(db, kind)
}

/** Places that are known one by one; in which import and about whom each is, is asked when it is first wanted. */
export function listedPlaces(db: Db, kindId: string | null, places: readonly KeptPlace[]): Places {
  const plain = (filter: PlaceFilter): boolean => filter.batchId === null && filter.entityId === null
  let known: readonly AboutPlace[] | null = null
  const about = (): readonly AboutPlace[] => (known ??= aboutPlaces(db, kindId, places))
  const of = (filter: PlaceFilter) =>
    about().filter(
      ({ batchId, entityId }) =>
        (filter.batchId === null || batchId === filter.batchId) &&
        (filter.entityId === null || entityId === filter.entityId),
    )
  return {
    count: (filter) => (plain(filter) ? places.length : of(filter).length),
    read: (filter, offset, limit) =>
      plain(filter)
        ? places.slice(offset, offset + limit)
        : of(filter)
            .slice(offset, offset + limit)
            .map(({ place }) => place),
    facets: () =>
      named(
        db,
        counted(about().map(({ batchId }) => batchId)),
        counted(about().map(({ entityId }) => entityId)),
      ),
  }
}
interface AboutPlace {
  readonly place: KeptPlace
  readonly batchId: number | null
  readonly entityId: number | null
}
function aboutPlaces(db: Db, kindId: string | null, places: readonly KeptPlace[]): readonly AboutPlace[] {
  const account = accountOf(db, kindId)
  const ids = places.flatMap(({ recordId }) => recordId ?? [])
  const records =
    kindId === null || kindId === 'person'
      ? new Map<number, SourceOfRecord>()
      : sourcesOf(db, recordTable(kindId), account ?? 'NULL', ids)
  const batchOf = new Map(
    db.prepare<[], [number, number]>('SELECT sheet_id, batch_id FROM sheets').raw().all(),
  )
  return places.map((place) => {
    const record = place.recordId == null ? undefined : records.get(place.recordId)
    const sheetId = place.sheetId ?? record?.sheetId ?? null
    return {
      place,
      batchId: place.batchId ?? (sheetId === null ? null : (batchOf.get(sheetId) ?? null)),
      entityId: place.entityId ?? record?.entityId ?? null,
    }
  })
}
interface SourceOfRecord {
  readonly sheetId: number
  readonly entityId: number | null
}
/** Sheet and account of records; where they are most of the table it is walked once, as it lies. */
function sourcesOf(
  db: Db,
  table: string,
  account: string,
  ids: readonly number[],
): ReadonlyMap<number, SourceOfRecord> {
  const rows = db.prepare<[], number>(`SELECT COUNT(*) FROM ${table}`).pluck().get() ?? 0
  const [from, params] =
    ids.length * 4 > rows
      ? [`${table} r`, []]
      : [`json_each(?) w CROSS JOIN ${table} r ON r.record_id = w.value`, [JSON.stringify(ids)]]
  const sources = new Map<number, SourceOfRecord>()
  for (const [recordId, sheetId, entityId] of db
    .prepare<string[], [number, number, number | null]>(
      `SELECT r.record_id, r.sheet_id, ${account} FROM ${from}`,
    )
    .raw()
    .iterate(...params))
    sources.set(recordId, { sheetId, entityId })
  return sources
}
function counted(ids: readonly (number | null)[]): readonly (readonly [id: number, count: number])[] {
  const found = new Map<number, number>()
  for (const id of ids) if (id !== null) found.set(id, (found.get(id) ?? 0) + 1)
  return [...found]
}

/** Places that are a question to the database: `sql` gives the columns of a place in their order. */
export function askedPlaces(db: Db, finding: QualityFinding, sql: string): Places {
  const kindId = finding.kind === 'person' ? null : finding.kind
  const account = accountOf(db, kindId)
  const columns = db
    .prepare(sql)
    .columns()
    .map(({ name }) => name)
  const batch = columns.includes('sheetId')
    ? '(SELECT s.batch_id FROM sheets s WHERE s.sheet_id = p.sheetId)'
    : 'NULL'
  const entity = columns.includes('entityId')
    ? 'p.entityId'
    : account !== null && kindId !== null && columns.includes('recordId')
      ? `(SELECT ${account} FROM ${recordTable(kindId)} r WHERE r.record_id = p.recordId)`
      : 'NULL'
  const plain = (filter: PlaceFilter) => filter.batchId === null && filter.entityId === null
  const where = (filter: PlaceFilter) =>
    `${filter.batchId === null ? '1' : `${batch} = @batchId`} AND ${filter.entityId === null ? '1' : `${entity} = @entityId`}`
  return {
    count: (filter) =>
      plain(filter)
        ? finding.count
        : (db
            .prepare<[object], number>(`SELECT COUNT(*) FROM (${sql}) p WHERE ${where(filter)}`)
            .pluck()
            .get(filter) ?? 0),
    read: (filter, offset, limit) =>
      db
        .prepare<[object], KeptPlace>(
          plain(filter)
            ? `${sql} LIMIT @limit OFFSET @offset`
            : `SELECT * FROM (${sql}) p WHERE ${where(filter)} LIMIT @limit OFFSET @offset`,
        )
        .all({ ...filter, offset, limit }),
    facets() {
      const by = (id: string) =>
        id === 'NULL'
          ? []
          : db
              .prepare<[], [number, number]>(
                `SELECT id, COUNT(*) FROM (SELECT ${id} AS id FROM (${sql}) p) WHERE id IS NOT NULL GROUP BY id`,
              )
              .raw()
              .all()
      return named(db, by(batch), by(entity))
    },
  }
}

function named(
  db: Db,
  batches: readonly (readonly [number, number])[],
  entities: readonly (readonly [number, number])[],
): QualityFacets {
  const file = db
    .prepare<[number], string>(
      'SELECT file_name FROM batches JOIN originals USING (original_id) WHERE batch_id = ?',
    )
    .pluck()
  const label = db.prepare<[number], { kind: string; label: string }>(
    'SELECT kind, label FROM entities WHERE entity_id = ?',
  )
  const most = (counts: readonly (readonly [number, number])[]) =>
    counts.toSorted((one, other) => other[1] - one[1] || one[0] - other[0])
  return {
    files: most(batches).map(([batchId, count]) => ({ batchId, file: file.get(batchId) ?? '', count })),
    accounts: most(entities)
      .slice(0, mostAccounts)
      .map(([entityId, count]) => ({
        entityId,
        kind: label.get(entityId)?.kind ?? '',
        label: label.get(entityId)?.label ?? '',
        count,
      })),
    accountsInAll: entities.length,
  }
}
