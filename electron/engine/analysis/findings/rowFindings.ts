/** Findings about rows that speak of one thing: contradictions, rows without a key that say the same, imports that share rows. */
import type { QualityRow } from '../../../../shared/contract/quality.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { Db } from '../../store/db.ts'
import { columnOf, hasSeveralSheets } from '../../records/evidence.ts'
import { recordTable } from '../../store/recordTables.ts'
import type { Place } from './accountFindings.ts'
import { agreeingRows, type AgreeingRows, slicesOf, type Steps } from './slices.ts'

/** Fields by which a thing is called; a key in which one of them is empty joins nothing. */
const naming: ReadonlySet<string> = new Set([
  'serial',
  'number',
  'account',
  'idNumber',
  'title',
  'ownNumber',
  'counterNumber',
  'time',
])

/** Rows of one key whose figures differ, group by group in the order of the keys; each told with how many rows its group has. */
export function* contradictoryRows(db: Db, kind: RecordKind): Steps<readonly Place[]> {
  const rule = kind.contradicts
  if (rule === undefined) return []
  // A single sheet of a million rows is not walked for what it cannot hold.
  if (rule.acrossSheets === true && !hasSeveralSheets(db, kind)) return []
  const where = [
    'r.duplicate_of IS NULL',
    ...rule.key.filter((field) => naming.has(field)).map((field) => `${columnOf('r', field)} IS NOT NULL`),
  ].join(' AND ')
  const groups = yield* agreeingRows(
    db,
    kind,
    where,
    rule.key.map((field) => columnOf('r', field)),
    ['r.sheet_id', ...rule.differ.map((field) => columnOf('r', field))],
  )
  const several = (group: AgreeingRows, besides: number): boolean =>
    new Set(group.rows.map((row) => row.besides[besides] ?? null).filter((value) => value !== null)).size > 1
  return groups
    .filter(
      (group) =>
        rule.differ.some((_, index) => several(group, index + 1)) &&
        (rule.acrossSheets !== true || several(group, 0)),
    )
    .toSorted((one, other) => keyOrder(one.key, other.key))
    .flatMap(({ rows }) =>
      rows.map(({ recordId }): Place => ({ recordId, entityId: null, values: { rows: rows.length } })),
    )
}
/** As SQLite orders them: empty cells, numbers, texts by their bytes. */
function keyOrder(
  one: readonly (string | number | null)[],
  other: readonly (string | number | null)[],
): number {
  for (const [index, left] of one.entries()) {
    const right = other[index] ?? null
    const rank = (value: string | number | null): number =>
      value === null ? 0 : typeof value === 'number' ? 1 : 2
    const order =
      rank(left) - rank(right) ||
      (typeof left === 'number' && typeof right === 'number'
        ? left - right
        : Buffer.compare(Buffer.from(String(left ?? '')), Buffer.from(String(right ?? ''))))
    if (order !== 0) return order
  }
  return 0
}

/** Rows that agree in everything that tells rows of the kind apart and are counted each: they may be one fact or several. */
export function* identicalRows(db: Db, kind: RecordKind): Steps<readonly Place[]> {
  const fields =
    kind.sameFact ?? kind.fields.filter(({ id }) => !['number', 'remark'].includes(id)).map(({ id }) => id)
  // Rows of one hash only: of a million different ones none is read.
  const shared =
    kind.sameFact === undefined
      ? ''
      : ` AND EXISTS (SELECT 1 FROM ${recordTable(kind.id)} x WHERE x.fact = r.fact AND x.record_id <> r.record_id)`
  const groups = yield* agreeingRows(
    db,
    kind,
    `r.duplicate_of IS NULL${shared}`,
    fields.map((field) => columnOf('r', field)),
  )
  return groups.flatMap(({ rows }) =>
    rows.map(({ recordId }): Place => ({ recordId, entityId: null, values: { rows: rows.length } })),
  )
}

export interface Overlap {
  readonly batchId: number
  readonly kind: string
  readonly values: QualityRow['values']
}
/** Pairs of imports of which one has duplicates of rows of the other, with how many and from when to when. */
export function* overlaps(db: Db, kind: RecordKind): Steps<readonly Overlap[]> {
  const table = recordTable(kind.id)
  if (db.prepare(`SELECT 1 FROM ${table} WHERE duplicate_of IS NOT NULL LIMIT 1`).get() === undefined)
    return []
  const time = kind.timeField === undefined ? 'NULL' : columnOf('r', kind.timeField)
  const batchOf = new Map(
    db.prepare<[], [number, number]>('SELECT sheet_id, batch_id FROM sheets').raw().all(),
  )
  const fileOf = db
    .prepare<[number], string>(
      'SELECT file_name FROM batches JOIN originals USING (original_id) WHERE batch_id = ?',
    )
    .pluck()
  const pairs = new Map<
    string,
    { readonly batchId: number; readonly other: number; n: number; from: string | null; to: string | null }
  >()
  const sheetOf = `(SELECT p.sheet_id FROM ${table} p WHERE p.record_id = r.duplicate_of)`
  yield* slicesOf(db, kind, 'r.duplicate_of IS NOT NULL', ['r.sheet_id', sheetOf, time], (rows) => {
    for (const [later, earlier, at] of rows) {
      const [batchId, other] = [batchOf.get(Number(later)), batchOf.get(Number(earlier))]
      if (batchId === undefined || other === undefined || batchId === other) continue
      const key = `${batchId}/${other}`
      const pair = pairs.get(key) ?? { batchId, other, n: 0, from: null, to: null }
      pairs.set(key, pair)
      pair.n += 1
      const moment = at === null || at === undefined ? null : String(at)
      if (moment !== null && (pair.from === null || moment < pair.from)) pair.from = moment
      if (moment !== null && (pair.to === null || moment > pair.to)) pair.to = moment
    }
  })
  return [...pairs.values()]
    .toSorted((one, next) => one.batchId - next.batchId || one.other - next.other)
    .map(({ batchId, other, n, from, to }): Overlap => ({
      batchId,
      kind: kind.id,
      values: { otherBatchId: other, otherFile: fileOf.get(other) ?? '', rows: n, from, to },
    }))
}
