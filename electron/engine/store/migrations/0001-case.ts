import type { Migration } from './index.ts'

/**
 * The case file. Facts (originals, rows as read, records) are never rewritten; entities and links are derived from the records by the
 * definitions and can be derived again; charts, notes and claims are what people add and what the journal can undo.
 * Evidence tables `r_<kind>` are made from the record kinds by store/recordTables.ts, not here.
 */
export const caseSchema: Migration = {
  version: 1,
  name: 'case',
  up: `
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

    -- Original files, byte for byte, in chunks so that gigabytes fit.
    CREATE TABLE originals (
      original_id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, file_name TEXT NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL, added_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE original_chunks (
      original_id INTEGER NOT NULL REFERENCES originals ON DELETE CASCADE, seq INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (original_id, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE batches (
      batch_id INTEGER PRIMARY KEY, original_id INTEGER NOT NULL REFERENCES originals, status TEXT NOT NULL CHECK (status IN ('active', 'undone')),
      at TEXT NOT NULL, operator TEXT NOT NULL, encoding TEXT, plan TEXT NOT NULL, program TEXT NOT NULL, warnings INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE sheets (
      sheet_id INTEGER PRIMARY KEY, batch_id INTEGER NOT NULL REFERENCES batches, idx INTEGER NOT NULL, name TEXT NOT NULL, hidden INTEGER NOT NULL,
      kind TEXT, format TEXT, skip TEXT, header_row INTEGER, header_rows INTEGER NOT NULL DEFAULT 1, columns TEXT NOT NULL,
      row_count INTEGER NOT NULL DEFAULT 0, read INTEGER NOT NULL DEFAULT 0, accepted INTEGER NOT NULL DEFAULT 0, duplicate INTEGER NOT NULL DEFAULT 0,
      rejected INTEGER NOT NULL DEFAULT 0, skipped INTEGER NOT NULL DEFAULT 0,
      CHECK (read = accepted + duplicate + rejected + skipped)
    ) STRICT;
    CREATE INDEX sheets_by_batch ON sheets (batch_id);
    -- Every row of every imported sheet as it was read (cells: JSON array of raw texts), and what became of it.
    CREATE TABLE original_rows (
      sheet_id INTEGER NOT NULL, row INTEGER NOT NULL, outcome TEXT NOT NULL CHECK (outcome IN ('accepted', 'duplicate', 'rejected', 'skipped', 'header')),
      reason TEXT, record_id INTEGER, cells TEXT NOT NULL, PRIMARY KEY (sheet_id, row)
    ) STRICT, WITHOUT ROWID;
    -- Remarks on single cells: damaged numbers, bad check digits, unreadable dates …
    CREATE TABLE row_issues (
      issue_id INTEGER PRIMARY KEY, sheet_id INTEGER NOT NULL, row INTEGER NOT NULL, record_id INTEGER, kind TEXT, field TEXT, col INTEGER,
      code TEXT NOT NULL, severity TEXT NOT NULL, raw TEXT NOT NULL
    ) STRICT;
    CREATE INDEX row_issues_by_sheet ON row_issues (sheet_id, row);
    CREATE INDEX row_issues_by_record ON row_issues (kind, record_id) WHERE record_id IS NOT NULL;
    CREATE INDEX row_issues_by_code ON row_issues (code, kind);

    -- Entities and links: derived from records. Ids are hashes of (kind, key), so they are the same after undo, redo and re-import.
    CREATE TABLE entities (
      entity_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, name_only INTEGER NOT NULL DEFAULT 0,
      records INTEGER NOT NULL DEFAULT 0, links INTEGER NOT NULL DEFAULT 0, UNIQUE (kind, key)
    ) STRICT;
    CREATE INDEX entities_by_links ON entities (kind, links DESC, entity_id);
    -- Identifiers and plain attributes of entities with how many records say so.
    CREATE TABLE identifiers (
      entity_id INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, attribute INTEGER NOT NULL, field TEXT NOT NULL, records INTEGER NOT NULL,
      PRIMARY KEY (entity_id, attribute, kind, field, value)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX identifiers_by_value ON identifiers (value, kind);
    -- Roles that may hold several entities (cards of a person); single roles are columns of the evidence table.
    CREATE TABLE record_entities (
      kind TEXT NOT NULL, role TEXT NOT NULL, record_id INTEGER NOT NULL, entity_id INTEGER NOT NULL, PRIMARY KEY (kind, role, record_id, entity_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX record_entities_by_entity ON record_entities (entity_id, kind, role);
    -- rule: '<record kind>.<link rule>'. quantity and amount in stored units. link_id is a hash of rule, ends and directed.
    CREATE TABLE links (
      link_id INTEGER PRIMARY KEY, rule TEXT NOT NULL, kind TEXT NOT NULL, from_id INTEGER NOT NULL, to_id INTEGER NOT NULL, directed INTEGER NOT NULL,
      count INTEGER NOT NULL, amount INTEGER, quantity INTEGER, first_time TEXT, last_time TEXT
    ) STRICT;
    CREATE INDEX links_from ON links (from_id, to_id);
    CREATE INDEX links_to ON links (to_id, from_id);
    CREATE INDEX links_by_kind ON links (kind, amount DESC);

    -- What people add. Journaled: every change can be undone.
    CREATE TABLE entity_notes (entity_id INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
    CREATE TABLE charts (
      chart_id INTEGER PRIMARY KEY, name TEXT NOT NULL, settings TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
    ) STRICT;
    CREATE TABLE chart_nodes (
      chart_id INTEGER NOT NULL, entity_id INTEGER NOT NULL, x REAL, y REAL, pinned INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0,
      note TEXT NOT NULL DEFAULT '', PRIMARY KEY (chart_id, entity_id)
    ) STRICT;
    CREATE INDEX chart_nodes_by_entity ON chart_nodes (entity_id);

    CREATE TABLE reports (report_id INTEGER PRIMARY KEY, at TEXT NOT NULL, operator TEXT NOT NULL, file_name TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL) STRICT;

    -- Undo. Row images for commands; imports are undone by their batch.
    CREATE TABLE history (
      history_id INTEGER PRIMARY KEY, at TEXT NOT NULL, operator TEXT NOT NULL, action TEXT NOT NULL, params TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('done', 'undone')), batch_id INTEGER
    ) STRICT;
    CREATE TABLE history_rows (
      history_id INTEGER NOT NULL REFERENCES history ON DELETE CASCADE, seq INTEGER NOT NULL, tbl TEXT NOT NULL, before TEXT, after TEXT,
      PRIMARY KEY (history_id, seq)
    ) STRICT, WITHOUT ROWID;

    -- Append-only, chained: hash = SHA-256 of the previous hash and the canonical record.
    CREATE TABLE audit (
      seq INTEGER PRIMARY KEY, at TEXT NOT NULL, operator TEXT NOT NULL, action TEXT NOT NULL, params TEXT NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END;
    CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit log is append-only'); END;
  `,
}
