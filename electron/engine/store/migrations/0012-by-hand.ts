import type { Migration } from './index.ts'

/**
 * What people bring in by hand: statements with where they stand on paper, files attached to things of the case, what is drawn on a chart beside its
 * nodes. The rows of `r_statement`, their entities and links follow from the statements.
 */
export const byHand: Migration = {
  version: 12,
  name: 'by-hand',
  up: `
    -- said: JSON object, field of the record kind 'statement' → its value as stored there.
    CREATE TABLE statements (
      statement_id INTEGER PRIMARY KEY, said TEXT NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL
    ) STRICT;
    -- holder: 'statement', 'entity' or 'case', with its id (0 for the case).
    CREATE TABLE attachments (
      attachment_id INTEGER PRIMARY KEY, holder TEXT NOT NULL, holder_id INTEGER NOT NULL, sha256 TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL,
      size INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '', icon INTEGER NOT NULL DEFAULT 0, at TEXT NOT NULL, operator TEXT NOT NULL
    ) STRICT;
    CREATE INDEX attachments_by_holder ON attachments (holder, holder_id, attachment_id);
    -- The bytes, once however many things they are attached to. They stay when an attachment is taken away, so that this can be undone.
    CREATE TABLE attached_bytes (
      sha256 TEXT NOT NULL, seq INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (sha256, seq)
    ) STRICT, WITHOUT ROWID;
    -- shape: JSON of shared/model/chart/annotations.ts.
    CREATE TABLE chart_annotations (
      annotation_id INTEGER PRIMARY KEY, chart_id INTEGER NOT NULL, shape TEXT NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL
    ) STRICT;
    CREATE INDEX chart_annotations_by_chart ON chart_annotations (chart_id, annotation_id);
  `,
}
