import type { Migration } from './index.ts'

/**
 * What people add to rows while looking at them, all keyed by sheet and row so that it outlives the undo and redo of an import; and what it
 * takes to convert one row again exactly as it was: the kinds of its cells and what its sheet as a whole told.
 */
export const deskSchema: Migration = {
  version: 6,
  name: 'desk',
  up: `
    -- zlib stream of one line a row, in the order of the block's rows: a digit a cell (import/cells.ts: text, number, date …), without texts at the
    -- end; null where all cells of the block are text.
    ALTER TABLE original_blocks ADD COLUMN marks BLOB;
    -- JSON of ConversionBasis (import/convertRows.ts); null in sheets that an older program imported, which kept no marks either.
    ALTER TABLE sheets ADD COLUMN basis TEXT;

    -- Another text for one field of one row. The row as read stays as it is in original_rows.
    CREATE TABLE row_edits (
      sheet_id INTEGER NOT NULL, row INTEGER NOT NULL, field TEXT NOT NULL, text TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
      at TEXT NOT NULL, operator TEXT NOT NULL, PRIMARY KEY (sheet_id, row, field)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tags (tag_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, colour TEXT NOT NULL) STRICT;
    CREATE TABLE row_tags (
      sheet_id INTEGER NOT NULL, row INTEGER NOT NULL, tag_id INTEGER NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL, PRIMARY KEY (sheet_id, row, tag_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX row_tags_by_tag ON row_tags (tag_id, sheet_id, row);
    CREATE TABLE row_notes (
      sheet_id INTEGER NOT NULL, row INTEGER NOT NULL, note TEXT NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL, PRIMARY KEY (sheet_id, row)
    ) STRICT, WITHOUT ROWID;
    -- How a table was looked at: settings is the JSON of shared/contract/views.ts.
    CREATE TABLE saved_views (
      view_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, settings TEXT NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL, UNIQUE (kind, name)
    ) STRICT;
  `,
}
