/** What reports put into tables, read once and in stored units; the same reads as the measures, so that the figures cannot differ. */
import type { Db } from '../store/db.ts'
import { seenAs } from '../records/seenAs.ts'
import { measureScope } from '../law/measures.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { recordTable } from '../store/recordTables.ts'

export interface PersonLine {
  readonly name: string
  readonly sex: string
  readonly idNumber: string
  readonly phone: string
  readonly role: string
  readonly superior: string
  readonly arrivedAt: string
  readonly restraint: string
}
/** People of the register, each once, those that claims have made one too, in the order of the register. */
export function readPeople(db: Db): readonly PersonLine[] {
  const sexes = recordKind('personRegister')?.fields.find((field) => field.id === 'sex')?.choices ?? {}
  return db
    .prepare<[], Record<keyof PersonLine, string | null>>(
      `
    SELECT r."name" AS name, r."sex" AS sex, r."idNumber" AS idNumber, r."phone" AS phone, r."role" AS role, r."superior" AS superior, r."arrivedAt" AS arrivedAt, r."restraint" AS restraint
    FROM ${recordTable('personRegister')} r WHERE r.record_id IN (
      SELECT min(o.record_id) FROM ${recordTable('personRegister')} o WHERE o.duplicate_of IS NULL GROUP BY coalesce(${seenAs(db, 'o.e_person')}, -o.record_id))
    ORDER BY r.record_id`,
    )
    .all()
    .map((row) => ({
      name: row.name ?? '',
      sex: row.sex === null ? '' : (sexes[row.sex]?.[0] ?? row.sex),
      idNumber: row.idNumber ?? '',
      phone: lines(row.phone),
      role: row.role ?? '',
      superior: lines(row.superior),
      arrivedAt: (row.arrivedAt ?? '').slice(0, 10),
      restraint: row.restraint ?? '',
    }))
}
const lines = (text: string | null): string => (text ?? '').replaceAll('\n', '、')

export interface SeizureLine {
  readonly label: string
  readonly items: number
  readonly boxes: number
  readonly volume: number
  readonly weight: number
}
/** What was seized, by site or by title; boxes as the measure counts them, volume and weight in thousandths. Rows without the label stand under an empty one. */
export function readSeizure(db: Db, by: 'site' | 'title'): readonly SeizureLine[] {
  const boxes = measureScope(db, 'seizure.boxes')
  const label =
    by === 'site'
      ? `coalesce((SELECT label FROM entities WHERE entity_id = ${seenAs(db, 'r.e_place')}), '')`
      : `coalesce(r."title", '')`
  return db
    .prepare<[object], SeizureLine>(
      `
    SELECT ${label} AS label, count(*) AS items, coalesce(sum(CASE WHEN ${boxes?.where ?? '0'} THEN r."quantity" END), 0) AS boxes, coalesce(sum(r."volume"), 0) AS volume, coalesce(sum(r."weight"), 0) AS weight
    FROM ${recordTable('seizure')} r WHERE r.duplicate_of IS NULL GROUP BY 1 ORDER BY label = '', boxes DESC, label`,
    )
    .all(boxes?.params ?? {})
}

export interface SourceLine {
  readonly batchId: number
  readonly at: string
  readonly operator: string
  readonly status: 'active' | 'undone'
  readonly fileName: string
  readonly sha256: string
  readonly size: number
  readonly sheet: string
  readonly kind: string | null
  readonly hidden: number
  readonly skip: string | null
  readonly read: number
  readonly accepted: number
  readonly duplicate: number
  readonly rejected: number
  readonly skipped: number
}
/** Every sheet of every imported file with its counts, oldest import first. */
export function readSources(db: Db): readonly SourceLine[] {
  return db
    .prepare<[], SourceLine>(
      `
    SELECT b.batch_id AS batchId, b.at, b.operator, b.status, o.file_name AS fileName, o.sha256, o.size, s.name AS sheet, s.kind, s.hidden, s.skip, s.read, s.accepted, s.duplicate, s.rejected, s.skipped
    FROM batches b JOIN originals o USING (original_id) JOIN sheets s USING (batch_id) ORDER BY b.batch_id, s.idx`,
    )
    .all()
}
