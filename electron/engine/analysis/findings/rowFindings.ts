/** Findings about rows that speak of one thing: contradictions, rows without a key that say the same, imports that share rows. */
import type { QualityRow } from '../../../../shared/contract/quality.ts'
import type { RecordKind } from '../../../../shared/model/define.ts'
import type { Db } from '../../context.ts'
import { columnOf } from '../../records/evidence.ts'
import { recordTable } from '../../store/recordTables.ts'
import type { Place } from './accountFindings.ts'

/** Fields by which a thing is called; a key in which one of them is empty joins nothing. */
const naming: ReadonlySet<string> = new Set(['serial', 'number', 'account', 'idNumber', 'title', 'ownNumber', 'counterNumber', 'time'])

/** Rows of one key whose figures differ, group by group; each told with how many rows its group has. */
export function contradictoryRows(db: Db, kind: RecordKind): readonly Place[] {
  const rule = kind.contradicts
  if (rule === undefined) return []
  // A single sheet of a million rows is not walked for what it cannot hold.
  if (rule.acrossSheets === true && (db.prepare<[], number>(`SELECT COUNT(*) FROM (SELECT DISTINCT sheet_id FROM ${recordTable(kind.id)} LIMIT 2)`).pluck().get() ?? 0) < 2) return []
  const columns = rule.key.map((field) => columnOf('r', field))
  const from = `FROM ${recordTable(kind.id)} r WHERE ${['r.duplicate_of IS NULL', ...rule.key.filter((field) => naming.has(field)).map((field) => `${columnOf('r', field)} IS NOT NULL`)].join(' AND ')}`
  const differ = rule.differ.map((field) => `MIN(${columnOf('r', field)}) <> MAX(${columnOf('r', field)})`).join(' OR ')
  const groups = db.prepare<[], (string | number | null)[]>(`SELECT ${columns.join(', ')} ${from} GROUP BY ${columns.join(', ')} HAVING COUNT(*) > 1 AND (${differ})${rule.acrossSheets === true ? ' AND MIN(r.sheet_id) <> MAX(r.sheet_id)' : ''} ORDER BY ${columns.join(', ')}`).raw().all()
  if (groups.length === 0) return []
  // No index leads from a key to its rows: they are met in one more pass.
  const members = new Map(groups.map((key) => [JSON.stringify(key), new Array<number>()]))
  for (const [recordId, ...key] of db.prepare<[], (string | number | null)[]>(`SELECT r.record_id, ${columns.join(', ')} ${from} ORDER BY r.record_id`).raw().iterate()) members.get(JSON.stringify(key))?.push(Number(recordId))
  return [...members.values()].flatMap((ids) => ids.map((recordId): Place => ({ recordId, entityId: null, values: { rows: ids.length } })))
}

/** Rows that agree in everything that tells rows of the kind apart and have no key of their own: whether they are one or several cannot be told. */
export function identicalRows(db: Db, kind: RecordKind): readonly Place[] {
  const table = recordTable(kind.id)
  const fields = kind.sameFact ?? kind.fields.filter(({ id }) => !['number', 'remark'].includes(id)).map(({ id }) => id)
  const keyless = kind.sameFact === undefined ? '1' : 'r.fact IS NULL'
  const list = fields.map((field) => columnOf('r', field)).join(', ')
  return db.prepare<[], { recordId: number; n: number }>(`SELECT recordId, n FROM (
    SELECT r.record_id AS recordId, COUNT(*) OVER (PARTITION BY ${list}) AS n, MIN(r.record_id) OVER (PARTITION BY ${list}) AS first FROM ${table} r WHERE r.duplicate_of IS NULL AND ${keyless}) WHERE n > 1 ORDER BY first, recordId`)
    .all().map(({ recordId, n }): Place => ({ recordId, entityId: null, values: { rows: n } }))
}

export interface Overlap { readonly batchId: number; readonly kind: string; readonly values: QualityRow['values'] }
/** Pairs of imports of which one repeats rows of the other, with how many and from when to when. */
export function overlaps(db: Db, kind: RecordKind): readonly Overlap[] {
  const table = recordTable(kind.id)
  if (db.prepare(`SELECT 1 FROM ${table} WHERE duplicate_of IS NOT NULL LIMIT 1`).get() === undefined) return []
  const time = kind.timeField === undefined ? 'NULL' : columnOf('r', kind.timeField)
  return db.prepare<[], { batchId: number; other: number; otherFile: string; n: number; from: string | null; to: string | null }>(`
    SELECT later.batch_id AS batchId, earlier.batch_id AS other, o.file_name AS otherFile, COUNT(*) AS n, MIN(${time}) AS "from", MAX(${time}) AS "to"
    FROM ${table} r JOIN ${table} p ON p.record_id = r.duplicate_of JOIN sheets later ON later.sheet_id = r.sheet_id JOIN sheets earlier ON earlier.sheet_id = p.sheet_id
      JOIN batches b ON b.batch_id = earlier.batch_id JOIN originals o USING (original_id)
    WHERE later.batch_id <> earlier.batch_id GROUP BY 1, 2 ORDER BY 1, 2`)
    .all().map(({ batchId, other, otherFile, n, from, to }): Overlap => ({ batchId, kind: kind.id, values: { otherBatchId: other, otherFile, rows: n, from, to } }))
}
