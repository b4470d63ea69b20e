/** The rows of every sheet against the digests in the audit log: as read, how the sheet was read, and what became of them. */
import { setImmediate as turn } from 'node:timers/promises'
import type { ThreadJobContext } from '../core/context.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { EntitiesByRule } from '../entities/rowsAnew.ts'
import { sheetConversion } from '../import/write/reconvert.ts'
import { compareRows } from '../import/write/settleSheet.ts'
import {
  aboutSheet,
  type BesideDigests,
  noRows,
  portionOf,
  readDigest,
  rowsDigests,
  rowsOfPortion,
  type SheetDigests,
} from '../records/sheetDigests.ts'
import type { Db } from '../store/db.ts'
import type { Findings } from './findings.ts'
import type { LogState } from './logState.ts'

interface SheetRow {
  readonly sheetId: number
  readonly file: string
  readonly sheet: string
  readonly kind: string | null
  readonly rows: number
  readonly last: number
}
/** So many portions are read at once; in between other calls are answered. */
const portionsAtOnce = 16

/** `named`: also finds again whom each row names, and its hash as a fact. */
export async function checkRows(
  context: ThreadJobContext,
  log: LogState,
  found: Findings,
  named: boolean,
): Promise<void> {
  const sheets = context
    .db()
    .prepare<[], SheetRow>(
      `SELECT sheet_id AS sheetId, file_name AS file, name AS sheet, kind, read AS rows, coalesce((SELECT max(last_row) FROM original_blocks b WHERE b.sheet_id = s.sheet_id), 0) AS last
      FROM sheets s JOIN batches USING (batch_id) JOIN originals USING (original_id) WHERE status = 'active' ORDER BY sheet_id`,
    )
    .all()
  const total = sheets.reduce((sum, { rows }) => sum + rows, 0)
  let done = 0
  const older = { sheets: 0, rows: 0 }
  for (const sheet of sheets) {
    const logged = log.sheets.get(sheet.sheetId)
    if (logged?.digests.read === undefined) {
      older.sheets += 1
      older.rows += sheet.rows
    } else checkSheet(context.db(), sheet, logged.digests, found)
    if (logged !== undefined || named)
      await checkPortions(context, sheet, logged?.digests ?? { rows: {} }, found, named, (rows) => {
        context.progress('rows', Math.min(total, done + rows), total)
      })
    done += sheet.rows
  }
  if (older.sheets > 0) found.note('rows-older', older)
}
function checkSheet(
  db: Db,
  { sheetId, file, sheet }: SheetRow,
  digests: SheetDigests,
  found: Findings,
): void {
  const now = aboutSheet(db, sheetId)
  if (now.about !== digests.about) found.add('sheet-about', { file, sheet })
  if (now.basis !== digests.basis) found.add('sheet-basis', { file, sheet })
  if (readDigest(db, sheetId) !== digests.read) found.add('sheet-read', { file, sheet })
}
async function checkPortions(
  context: ThreadJobContext,
  about: SheetRow,
  { rows: said, read }: SheetDigests,
  found: Findings,
  named: boolean,
  looked: (rows: number) => void,
): Promise<void> {
  const { sheetId, kind, last, file, sheet } = about
  const wanted = Object.keys(said).map(Number)
  const soFar = { names: null }
  const beside = named ? entitiesOfRows(context.db(), about, found) : null
  const end =
    read === undefined && beside === null ? Math.max(-1, ...wanted) : Math.max(portionOf(last), ...wanted)
  for (let from = 0; from <= end; from += portionsAtOnce) {
    await turn()
    context.checkCancelled()
    const to = Math.min(end, from + portionsAtOnce - 1)
    const now = rowsDigests(context.db(), sheetId, kind, from, to, soFar, beside)
    for (let portion = from; portion <= to; portion += 1) {
      // Of a sheet that an older program imported only what was written again since has a digest.
      if (read === undefined && said[portion] === undefined) continue
      const [first, final] = rowsOfPortion(portion)
      found.looked += Math.max(0, Math.min(final, last) - Math.max(first, 1) + 1)
      if ((now[portion] ?? noRows) === (said[portion] ?? noRows)) continue
      const rows = rowsThatDiffer(context.db(), sheetId, portion)
      const place = { file, sheet, from: Math.max(first, 1), to: Math.min(final, last) }
      if (rows.length === 0) found.add('rows-differ', place, `${file} / ${sheet}`)
      else found.add('rows-differ-at', { ...place, rows: rows.slice(0, 10).join(', ') }, `${file} / ${sheet}`)
    }
    looked(Math.min(last, rowsOfPortion(to)[1]))
  }
}
/** Looks, while rows are read, whether each names the entities that the rules give it. */
function entitiesOfRows(
  db: Db,
  { sheetId, kind, file, sheet }: SheetRow,
  found: Findings,
): BesideDigests | null {
  const model = kind === null ? undefined : recordKind(kind)
  // What was entered by hand names its entities itself.
  if (model === undefined || model.byHand !== undefined) return null
  const rule = new EntitiesByRule(db, model)
  const { kept, fields } = rule
  let known: readonly string[] = []
  let places: readonly number[] = []
  const told = new Set<number>()
  return {
    columns: kept,
    take(names, record) {
      if (names !== known) {
        known = names
        places = fields.map((field) => names.indexOf(field))
      }
      const row = Number(record[0])
      const values = places.map((place) => (place < 0 ? null : (record[place + 2] ?? null)))
      const { now } = rule.of(values, sheetId, row)
      const begin = names.length + 2
      for (let at = 0; at < now.length; at += 1) {
        if (now[at] === record[begin + at] || told.has(row)) continue
        told.add(row)
        found.add(
          'record-mark',
          { kind: model.id, file, sheet, row, column: kept[at] ?? '' },
          `${file} / ${sheet}`,
        )
      }
    },
  }
}
/** Rows of a portion that are not what this program makes of the rows as read; they tell where to look. */
function rowsThatDiffer(db: Db, sheetId: number, portion: number): readonly number[] {
  const [from, to] = rowsOfPortion(portion)
  const rows: number[] = []
  try {
    const conversion = sheetConversion(db, sheetId)
    if (conversion === null) return []
    for (const _ of compareRows(db, conversion, ({ stored }, changes) => {
      if (changes && stored.row >= from && stored.row <= to) rows.push(stored.row)
    }));
  } catch {
    // What cannot be converted any more is told by the digest.
  }
  return rows
}
