/** A sheet read otherwise than before: by what people settled, or by later rules. Only rows that become something else are written again. */
import { resolverOf } from '../../../../shared/model/resolve.ts'
import type { SheetSettings } from '../../../../shared/model/sheetSettings.ts'
import type { Db, WriteDb } from '../../store/db.ts'
import { recordTable } from '../../store/recordTables.ts'
import type { Steps } from '../../store/steps.ts'
import type { ConversionBasis } from '../convert/conversionBasis.ts'
import { RowConverter, type RowResult } from '../convert/convertRows.ts'
import {
  convertedLines,
  convertEdited,
  rewriteResults,
  type Rewritten,
  type SheetConversion,
  sheetConversion,
} from './reconvert.ts'
import { rereadBasis } from './rereadBasis.ts'
import { type FormerReading, type MovedRules, settingsInForce } from './sheetSettings.ts'
import { standsAs, type StoredResult, storedResults } from './storedResults.ts'

/** A row that another reading changes. */
export interface ChangedRow {
  readonly stored: StoredResult
  readonly result: RowResult
}

/** The same sheet read by another basis. */
export function conversionBy(conversion: SheetConversion, basis: ConversionBasis): SheetConversion {
  const { kind, columns, mark } = conversion
  return { ...conversion, basis, converter: new RowConverter(kind, columns, basis, mark) }
}
/** A basis with these settings instead of its own. */
export function withSettings(basis: ConversionBasis, settings: SheetSettings | null): ConversionBasis {
  const { settings: _, ...rest } = basis
  return settings === null ? rest : { ...rest, settings }
}

/** Every row of the sheet with what it becomes, and whether that is something else than it is. Each step tells how many rows were looked at. */
export function* compareRows(
  db: Db,
  conversion: SheetConversion,
  take: (row: ChangedRow, changes: boolean) => void,
): Steps<void, number> {
  const { sheetId } = conversion
  const edits = editsOfSheet(db, sheetId)
  const none = new Map<string, string>()
  for (const block of convertedLines(db, conversion)) {
    const [first, last] = [block[0], block.at(-1)]
    if (first === undefined || last === undefined) continue
    const standing = storedResults(db, conversion, first.row, last.row)
    for (const line of block) {
      const stored = standing.get(line.row)
      if (stored === undefined || stored.outcome === 'header') continue
      const result = convertEdited(conversion, line, edits.get(line.row) ?? none)
      if (result.outcome !== 'header') take({ stored, result }, !standsAs(stored, result))
    }
    yield block.length
  }
}
function editsOfSheet(db: Db, sheetId: number): ReadonlyMap<number, ReadonlyMap<string, string>> {
  const edits = new Map<number, Map<string, string>>()
  const lines = db
    .prepare<[number], { row: number; field: string; text: string }>(
      'SELECT row, field, text FROM row_edits WHERE sheet_id = ? AND row > 0',
    )
    .all(sheetId)
  for (const { row, field, text } of lines)
    edits.set(row, (edits.get(row) ?? new Map<string, string>()).set(field, text))
  return edits
}

/** Reads a sheet by the settings that are there now. */
export function renewSettings(db: WriteDb, sheetId: number): void {
  const conversion = sheetConversion(db, sheetId)
  if (conversion === null) return
  rewriteBy(db, conversion, withSettings(conversion.basis, settingsInForce(db, sheetId)))
}
/** Reads a sheet by later rules, or puts it back as it was before that. */
export function readAgain(db: WriteDb, sheetId: number, moved: MovedRules): void {
  const conversion = sheetConversion(db, sheetId)
  if (conversion === null) return
  const settings = settingsInForce(db, sheetId)
  if (moved.to === 'later') rewriteBy(db, conversion, withSettings(rereadBasis(db, conversion), settings))
  else putBack(db, conversion, moved.former)
}

/** What a sheet is before it is read by later rules: its basis, and the rows that these change. */
export function formerReading(db: Db, conversion: SheetConversion): FormerReading {
  const { sheetId, basis } = conversion
  const under = conversionBy(
    conversion,
    withSettings(rereadBasis(db, conversion), settingsInForce(db, sheetId)),
  )
  const rows: StoredResult[] = []
  const restated = rowsOfExport(db, conversion, under.basis)
  for (const _ of compareRows(db, under, ({ stored }, changes) => {
    if (changes || restated.has(stored.row)) rows.push(stored)
  }));
  return { basis, rows }
}
/** Rows that may stand or not by when the sheet was exported, where another basis says it otherwise: those that repeat others or are repeated. */
function rowsOfExport(
  db: Db,
  { sheetId, kind, basis }: SheetConversion,
  { exported }: ConversionBasis,
): ReadonlySet<number> {
  if (exported?.at === basis.exported?.at) return new Set()
  const table = recordTable(kind.id)
  return new Set(
    db
      .prepare<[number], number>(
        `SELECT r.row FROM ${table} r WHERE r.sheet_id = ? AND (r.duplicate_of IS NOT NULL OR r.record_id IN (SELECT duplicate_of FROM ${table} WHERE duplicate_of IS NOT NULL))`,
      )
      .pluck()
      .all(sheetId),
  )
}
function rewriteBy(db: WriteDb, conversion: SheetConversion, basis: ConversionBasis): void {
  const { sheetId } = conversion
  const changed: Rewritten[] = []
  const restated = rowsOfExport(db, conversion, basis)
  for (const _ of compareRows(db, conversionBy(conversion, basis), (row, changes) => {
    if (changes || restated.has(row.stored.row)) changed.push(row)
  }));
  db.prepare('UPDATE sheets SET basis = ? WHERE sheet_id = ?').run(JSON.stringify(basis), sheetId)
  rewriteResults(db, conversion, changed)
}
function putBack(db: WriteDb, conversion: SheetConversion, { basis, rows }: FormerReading): void {
  const { sheetId, kind, mark } = conversion
  const fields = kind.fields.map(({ id }) => id)
  const entitiesOf = resolverOf(kind, fields)
  const now = new Map<number, StoredResult>()
  for (const { row } of rows)
    for (const [at, stored] of storedResults(db, conversion, row, row)) now.set(at, stored)
  const changed = rows.flatMap(({ row, outcome, reason, values, remarks }): Rewritten[] => {
    const stored = now.get(row)
    if (stored === undefined || outcome === 'header') return []
    const numbered = fields.map((field) => values?.[field] ?? null)
    return [
      {
        stored,
        result: {
          raw: { row, cells: [], marks: null },
          outcome: outcome === 'duplicate' ? 'accepted' : outcome,
          reason: outcome === 'duplicate' ? null : reason,
          values,
          entities: values === null ? [] : entitiesOf(numbered, { sheet: mark, row }),
          remarks,
        },
      },
    ]
  })
  db.prepare('UPDATE sheets SET basis = ? WHERE sheet_id = ?').run(JSON.stringify(basis), sheetId)
  rewriteResults(db, conversion, changed)
}
