/** Tags and notes on rows: what they are, and which rows have them. */
import type { Tag, TagColour } from '../../../shared/contract/marks.ts'
import { AppError } from '../../../shared/errors.ts'
import type { CommandContext } from '../core/context.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { sheetRows } from './edits.ts'
import type { ScopedRows } from '../core/scopedRows.ts'

/** Follows changes of marks: lists of rows chosen by them, or by a tag's name, are stale. */
export const markConsequence = {
  tables: ['row_tags', 'row_notes', 'row_edits', 'tags'],
  apply(db: WriteDb): readonly [] {
    db.exec(
      "INSERT INTO meta (key, value) VALUES ('marksVersion', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
    )
    return []
  },
}

/** All tags by name, with how many rows of records have each. */
export function listTags(db: Db): readonly Tag[] {
  return db
    .prepare<[], { tagId: number; name: string; colour: TagColour }>(
      'SELECT tag_id AS tagId, name, colour FROM tags ORDER BY name',
    )
    .all()
    .map((tag) => ({ ...tag, rows: rowsWithTag(db, tag.tagId) }))
}
function rowsWithTag(db: Db, tagId: number): number {
  return (
    db
      .prepare<[number], number>(
        `SELECT count(*) FROM row_tags t JOIN sheets s USING (sheet_id) JOIN batches b USING (batch_id) WHERE t.tag_id = ? AND b.status = 'active'
    AND NOT EXISTS (SELECT 1 FROM unrecorded_rows u WHERE u.sheet_id = t.sheet_id AND u.row = t.row)`,
      )
      .pluck()
      .get(tagId) ?? 0
  )
}
function readTag(db: Db, tagId: number): Tag {
  const tag = db
    .prepare<[number], { tagId: number; name: string; colour: TagColour }>(
      'SELECT tag_id AS tagId, name, colour FROM tags WHERE tag_id = ?',
    )
    .get(tagId)
  if (tag === undefined) throw new AppError('tag-not-found', `no tag ${tagId}`, { tagId })
  return { ...tag, rows: rowsWithTag(db, tagId) }
}
export function saveTag(
  { db }: Pick<CommandContext, 'db'>,
  {
    tagId,
    name,
    colour,
  }: { readonly tagId?: number | undefined; readonly name: string; readonly colour: TagColour },
): Tag {
  const named = db.prepare<[string], number>('SELECT tag_id FROM tags WHERE name = ?').pluck().get(name)
  if (named !== undefined && named !== tagId)
    throw new AppError('name-taken', 'there is a tag of this name', { name })
  const id =
    tagId === undefined
      ? 1 + (db.prepare<[], number | null>('SELECT max(tag_id) FROM tags').pluck().get() ?? 0)
      : readTag(db, tagId).tagId
  db.prepare(
    'INSERT INTO tags (tag_id, name, colour) VALUES (?, ?, ?) ON CONFLICT (tag_id) DO UPDATE SET name = excluded.name, colour = excluded.colour WHERE name <> excluded.name OR colour <> excluded.colour',
  ).run(id, name, colour)
  return readTag(db, id)
}
/** Takes a tag away; returns it as it was. */
export function removeTag({ db }: Pick<CommandContext, 'db'>, tagId: number): Tag {
  const tag = readTag(db, tagId)
  db.prepare('DELETE FROM row_tags WHERE tag_id = ?').run(tagId)
  db.prepare('DELETE FROM entity_tags WHERE tag_id = ?').run(tagId)
  db.prepare('DELETE FROM tags WHERE tag_id = ?').run(tagId)
  return tag
}
/** Puts a tag on rows or takes it off; returns the tag and how many rows changed. */
export function tagRows(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  rows: ScopedRows,
  recordIds: readonly number[] | undefined,
  tagId: number,
  on: boolean,
): { readonly tag: Tag; readonly rows: number } {
  return tagSheetRows({ db, at, operator }, sheetRows(db, rows, recordIds), tagId, on)
}
/** The same for rows named by sheet and row. */
export function tagSheetRows(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  chosen: Iterable<{ readonly sheetId: number; readonly row: number }>,
  tagId: number,
  on: boolean,
): { readonly tag: Tag; readonly rows: number } {
  const tag = readTag(db, tagId)
  const put = db.prepare(
    'INSERT OR IGNORE INTO row_tags (sheet_id, row, tag_id, at, operator) VALUES (?, ?, ?, ?, ?)',
  )
  const takeOff = db.prepare('DELETE FROM row_tags WHERE sheet_id = ? AND row = ? AND tag_id = ?')
  let rows = 0
  for (const { sheetId, row } of chosen)
    rows += on ? put.run(sheetId, row, tagId, at, operator).changes : takeOff.run(sheetId, row, tagId).changes
  return { tag, rows }
}
/** Puts a note on rows, or takes it off when it is empty; returns how many rows changed. */
export function noteRows(
  { db, at, operator }: Pick<CommandContext, 'db' | 'at' | 'operator'>,
  asked: ScopedRows,
  recordIds: readonly number[] | undefined,
  note: string,
): number {
  const put = db.prepare(
    'INSERT INTO row_notes (sheet_id, row, note, at, operator) VALUES (?, ?, ?, ?, ?) ON CONFLICT (sheet_id, row) DO UPDATE SET note = excluded.note, at = excluded.at, operator = excluded.operator WHERE note <> excluded.note',
  )
  const takeOff = db.prepare('DELETE FROM row_notes WHERE sheet_id = ? AND row = ?')
  let rows = 0
  for (const { sheetId, row } of sheetRows(db, asked, recordIds))
    rows +=
      note === '' ? takeOff.run(sheetId, row).changes : put.run(sheetId, row, note, at, operator).changes
  return rows
}
