/**
 * Rows that people have edited, converted again: the row as read with the edited texts in its cells goes through the same converter under
 * what its sheet was imported by, so that record, entities, links, remarks and outcome are those the file itself would have given. The
 * row as read is never written to.
 */
import type { RecordKind } from '../../../../shared/model/define.ts'
import { resolverOf, sheetMark } from '../../../../shared/model/resolve.ts'
import { recordKind } from '../../../../shared/model/recordKinds/index.ts'
import type { Db, WriteDb } from '../../store/db.ts'
import { rewriteRows } from '../../entities/derive.ts'
import { entityInserter } from '../../entities/insertEntities.ts'
import { saidNumbers } from '../../entities/numberClaims.ts'
import { marks, marksOf, marksText, type RawRow } from '../formats/cells.ts'
import { formRow, inForm, isForm } from '../recognise/forms.ts'
import { RowConverter, type RowResult } from '../convert/convertRows.ts'
import { type ConversionBasis } from '../convert/conversionBasis.ts'
import type { PlannedSheet } from '../recognise/plannedSheet.ts'
import { quotedName, recordTable, roleColumn } from '../../store/recordTables.ts'
import { statement } from '../../store/statements.ts'
import { factHash } from '../../records/factHash.ts'
import { noteRewritten } from '../../records/sheetDigests.ts'
import {
  eachMarkedBlock,
  originalCells,
  originalMarks,
  type OriginalOutcome,
  originalRow,
} from '../../records/originalRows.ts'

/** How the rows of a sheet are converted. */
export interface SheetConversion {
  readonly sheetId: number
  readonly kind: RecordKind
  /** Where the cells of a converted row stand; of a form its cells are one row, in the order of its names. */
  readonly columns: PlannedSheet['columns']
  /** The columns as they stand in the sheet. */
  readonly mapping: PlannedSheet['columns']
  /** Of a form the row at which its record stands. */
  readonly formRow: number | null
  readonly basis: ConversionBasis
  readonly converter: RowConverter
  /** What the sheet is known by where a name of it stands for somebody (`resolve.ts`). */
  readonly mark: string
}
interface SheetRow {
  readonly kind: string | null
  readonly columns: string
  readonly basis: string | null
  readonly status: string
  readonly idx: number
  readonly sha256: string
}
/** The conversion of a sheet; null when its rows cannot be converted again: taken out, not imported as a table, or by a program that kept no basis. */
export function sheetConversion(db: Db, sheetId: number): SheetConversion | null {
  const sheet = db
    .prepare<[number], SheetRow>(
      'SELECT kind, columns, basis, status, idx, sha256 FROM sheets JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE sheet_id = ?',
    )
    .get(sheetId)
  const kind = sheet?.kind == null ? undefined : recordKind(sheet.kind)
  if (sheet === undefined || kind === undefined || sheet.basis === null || sheet.status !== 'active')
    return null
  // Both were written by the import.
  const mapping = JSON.parse(sheet.columns) as PlannedSheet['columns']
  const basis = JSON.parse(sheet.basis) as ConversionBasis
  const mark = sheetMark(sheet.sha256, sheet.idx)
  const form = isForm(mapping) ? formRow([], mapping) : null
  const columns = form?.columns ?? mapping
  return {
    sheetId,
    kind,
    columns,
    mapping,
    formRow: form?.row.row ?? null,
    basis,
    mark,
    converter: new RowConverter(kind, columns, basis, mark),
  }
}
/** A row as it is kept, with the kinds of its cells. */
export interface KeptLine {
  readonly row: number
  readonly cells: readonly string[]
  readonly marks: string
}
/** The cells of a form as the one row that is converted. */
function formLine(db: Db, { sheetId, mapping }: Pick<SheetConversion, 'sheetId' | 'mapping'>): KeptLine {
  const wanted = [...new Set(mapping.flatMap(({ row }) => row ?? []))]
  const { row } = formRow(
    wanted.map((at) => ({
      row: at,
      cells: originalCells(db, sheetId, at) ?? [],
      marks: marksOf(originalMarks(db, sheetId, at)),
    })),
    mapping,
  )
  return { row: row.row, cells: row.cells, marks: marksText(row.marks) }
}
/** The rows of a sheet as they are converted, a block at a time: of a form the one row that its cells make. */
export function* convertedLines(
  db: Db,
  conversion: Pick<SheetConversion, 'sheetId' | 'mapping' | 'formRow'>,
): Generator<readonly KeptLine[]> {
  if (conversion.formRow === null) yield* eachMarkedBlock(db, conversion.sheetId)
  else yield [formLine(db, conversion)]
}

export interface StoredRow {
  readonly row: number
  readonly outcome: OriginalOutcome
  readonly recordId: number | null
  readonly cells: readonly string[]
  readonly marks: string
}
/** A row of a sheet as read; null when there is none. */
export function storedRow(db: Db, conversion: SheetConversion, row: number): StoredRow | null {
  const { sheetId } = conversion
  const found = originalRow(db, sheetId, row)
  if (found === null) return null
  return row === conversion.formRow
    ? { ...found, ...formLine(db, conversion) }
    : { ...found, marks: originalMarks(db, sheetId, row) }
}
/** The texts people gave the fields of a row. */
export function editsOfRow(db: Db, sheetId: number, row: number): ReadonlyMap<string, string> {
  return new Map(
    statement<[number, number], { field: string; text: string }>(
      db,
      'SELECT field, text FROM row_edits WHERE sheet_id = ? AND row = ?',
    )
      .all(sheetId, row)
      .map(({ field, text }) => [field, text]),
  )
}
/** The row with the edited texts in its cells. */
export function editedRow(
  { columns }: Pick<SheetConversion, 'columns'>,
  stored: Pick<StoredRow, 'row' | 'cells' | 'marks'>,
  edits: ReadonlyMap<string, string>,
): RawRow {
  const cells = [...stored.cells]
  const found = [...(marksOf(stored.marks) ?? [])]
  const written = new Set<string>()
  for (const { column, field } of columns) {
    const text = field === null ? undefined : edits.get(field)
    if (column === null || field === null || text === undefined) continue
    while (cells.length <= column) cells.push('')
    while (found.length <= column) found.push(marks.text)
    // Where two columns hold one field, the first takes the text and the others count as empty.
    cells[column] = written.has(field) ? '' : text
    found[column] = marks.text
    written.add(field)
  }
  return { row: stored.row, cells, marks: found.every((mark) => mark === marks.text) ? null : found }
}
/** What a row becomes with these edits. */
export function convertEdited(
  conversion: SheetConversion,
  stored: Pick<StoredRow, 'row' | 'cells' | 'marks'>,
  edits: ReadonlyMap<string, string>,
): RowResult {
  const result = conversion.converter.convert(editedRow(conversion, stored, edits), edits)
  return conversion.formRow === null ? result : inForm(conversion.mapping, result)
}

/** A row as it stands and what it becomes. */
export interface Rewritten {
  readonly stored: Pick<StoredRow, 'row' | 'outcome' | 'recordId'>
  readonly result: RowResult
}
/** Converts rows of a sheet again, with the edits as they are now, and derives everything that depends on them. Missing rows and sheets are skipped. */
export function reconvertRows(db: WriteDb, sheetId: number, rows: readonly number[]): void {
  const conversion = sheetConversion(db, sheetId)
  if (conversion === null) return
  const rewritten = rows
    .toSorted((one, other) => one - other)
    .flatMap((row): Rewritten[] => {
      const stored = storedRow(db, conversion, row)
      return stored === null
        ? []
        : [{ stored, result: convertEdited(conversion, stored, editsOfRow(db, sheetId, row)) }]
    })
  rewriteResults(db, conversion, rewritten)
}
/** Puts what rows become in the place of what they are, and derives everything that depends on them. */
export function rewriteResults(
  db: WriteDb,
  conversion: Pick<SheetConversion, 'sheetId' | 'kind' | 'mark'>,
  rewritten: readonly Rewritten[],
): void {
  const gone = rewritten.flatMap(({ stored }) => (stored.recordId === null ? [] : [stored.recordId]))
  rewriteRows(db, conversion.kind, gone, () => writeRows(db, conversion, rewritten))
  noteRewritten(
    db,
    conversion.sheetId,
    rewritten.map(({ stored }) => stored.row),
  )
}

/** Writes rows, remarks, outcomes and counters; returns the records that are there now. */
function writeRows(
  db: WriteDb,
  { sheetId, kind, mark }: Pick<SheetConversion, 'sheetId' | 'kind' | 'mark'>,
  rewritten: readonly Rewritten[],
): readonly number[] {
  const putEntity = entityInserter(db)
  const told = saidNumbers(db)
  // A converter knows nothing of what people say of numbers.
  const resolve =
    told === null
      ? null
      : resolverOf(
          kind,
          kind.fields.map(({ id }) => id),
          told,
        )
  const role = db.prepare(
    'INSERT OR IGNORE INTO record_entities (kind, role, record_id, entity_id) VALUES (?, ?, ?, ?)',
  )
  const recorded = db.prepare('DELETE FROM unrecorded_rows WHERE sheet_id = ? AND row = ?')
  const unrecorded = db.prepare(
    'INSERT INTO unrecorded_rows (sheet_id, row, outcome, reason) VALUES (?, ?, ?, ?)',
  )
  const forget = db.prepare('DELETE FROM row_issues WHERE sheet_id = ? AND row = ?')
  const issue = db.prepare(
    'INSERT INTO row_issues (sheet_id, row, record_id, kind, field, col, code, severity, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const warned = db
    .prepare<[number, number], number>(
      "SELECT count(*) FROM row_issues WHERE sheet_id = ? AND row = ? AND severity = 'warn'",
    )
    .pluck()
  const several = new Set(
    kind.roles.filter((candidate) => candidate.multi === true).map((candidate) => candidate.role),
  )
  const moved = { accepted: 0, duplicate: 0, rejected: 0, skipped: 0 }
  let warnings = 0
  const present: number[] = []
  // Records first: the place of a row that becomes one is told by those around it.
  const order = [
    ...rewritten.filter(({ stored }) => stored.recordId !== null),
    ...rewritten.filter(({ stored }) => stored.recordId === null),
  ]
  for (const {
    stored: { row, recordId: before, outcome: old },
    result,
  } of order) {
    // A row of the header is none of the table, whatever is written into it.
    if (old === 'header' || result.outcome === 'header') continue
    const recordId =
      result.outcome === 'accepted' && result.values !== null
        ? (before ?? freeRecordId(db, kind, sheetId, row))
        : null
    if (recordId !== null && result.values !== null) {
      const named: Record<string, string | number> = { record_id: recordId, sheet_id: sheetId, row }
      const { values } = result
      const fact = factHash(kind, (field) => values[field])
      if (fact !== null) named['fact'] = fact
      for (const { id } of kind.fields) {
        const value = values[id]
        if (value !== null && value !== undefined) named[id] = value
      }
      const entities =
        resolve?.(
          kind.fields.map(({ id }) => values[id] ?? null),
          { sheet: mark, row },
        ) ?? result.entities
      for (const entity of entities) {
        putEntity(entity.entityId, entity.entityKind, entity.key, entity.label, entity.nameOnly ? 1 : 0)
        if (several.has(entity.role)) role.run(kind.id, entity.role, recordId, entity.entityId)
        else named[roleColumn(entity.role)] = entity.entityId
      }
      const columns = Object.keys(named)
      statement<(string | number)[], unknown>(
        db,
        `INSERT INTO ${recordTable(kind.id)} (${columns.map(quotedName).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      ).run(...Object.values(named))
      present.push(recordId)
    }
    moved[old] -= 1
    moved[result.outcome] += 1
    recorded.run(sheetId, row)
    if (recordId === null) unrecorded.run(sheetId, row, result.outcome, result.reason)
    warnings -= warned.get(sheetId, row) ?? 0
    forget.run(sheetId, row)
    for (const { field, column, code, severity, raw } of result.remarks) {
      issue.run(sheetId, row, recordId, kind.id, field, column, code, severity, raw)
      if (severity === 'warn') warnings += 1
    }
  }
  db.prepare(
    'UPDATE sheets SET accepted = accepted + @accepted, duplicate = duplicate + @duplicate, rejected = rejected + @rejected, skipped = skipped + @skipped WHERE sheet_id = @sheetId',
  ).run({ ...moved, sheetId })
  db.prepare(
    'UPDATE batches SET warnings = warnings + ? WHERE batch_id = (SELECT batch_id FROM sheets WHERE sheet_id = ?)',
  ).run(warnings, sheetId)
  return present
}

/** The id the import left free for the row: records stand in the order of rows, and every row below the header has a number. */
function freeRecordId(db: Db, kind: RecordKind, sheetId: number, row: number): number {
  const table = recordTable(kind.id)
  const beside = (sql: string): { readonly id: number; readonly row: number } | undefined =>
    db
      .prepare<[number, number], { id: number; row: number }>(
        `SELECT record_id AS id, row FROM ${table} WHERE sheet_id = ? AND ${sql} LIMIT 1`,
      )
      .get(sheetId, row)
  const lost = db
    .prepare<[number, number, number], number>(
      "SELECT count(*) FROM unrecorded_rows WHERE sheet_id = ? AND row > ? AND row < ? AND outcome <> 'header'",
    )
    .pluck()
  const lostBetween = (low: number, high: number): number => lost.get(sheetId, low, high) ?? 0
  const [before, after] = [beside('row < ? ORDER BY row DESC'), beside('row > ? ORDER BY row')]
  const next = 1 + (db.prepare<[], number | null>(`SELECT max(record_id) FROM ${table}`).pluck().get() ?? 0)
  const place =
    before !== undefined
      ? before.id + 1 + lostBetween(before.row, row)
      : after !== undefined
        ? after.id - 1 - lostBetween(row, after.row)
        : next + lostBetween(0, row)
  // Taken, where an older program numbered the records without leaving room.
  return place > 0 && db.prepare(`SELECT 1 FROM ${table} WHERE record_id = ?`).get(place) === undefined
    ? place
    : next
}
