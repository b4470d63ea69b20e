import type { Migration } from './index.ts'

/**
 * The index of the rows as read. It is derived: a sheet without it is searched row by row, and it can be made again at any time. A part is
 * the index of neighbouring rows; its pages are found by number: (part × 8 + piece) × 2^33 + first key.
 */
export const searchIndex: Migration = {
  version: 7,
  name: 'search-index',
  up: `
    -- A sheet that stands here is indexed whole, in the form of that number.
    CREATE TABLE search_sheets (sheet_id INTEGER PRIMARY KEY, form INTEGER NOT NULL) STRICT;
    -- loose: JSON array of the columns whose texts stand in blocks of rows instead of the dictionary.
    CREATE TABLE search_parts (
      part_id INTEGER PRIMARY KEY, sheet_id INTEGER NOT NULL, first_row INTEGER NOT NULL, last_row INTEGER NOT NULL, loose TEXT NOT NULL, loose_names INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX search_parts_by_sheet ON search_parts (sheet_id, first_row);
    CREATE TABLE search_pages (page_id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  `,
}
