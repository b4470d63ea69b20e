import type { Migration } from './index.ts'

/** Answers of analyses under a name, with what is needed to ask them again and to say whether they are still the same. */
export const keptResults: Migration = {
  version: 14,
  name: 'kept-results',
  up: `
    -- params: JSON object, complete. named: JSON of the entities it names, as they were called then. state, input, audit_seq: the case it was made
    -- from (facts, digest of what they follow from, last row of the log). answer: SHA-256 of the answer's JSON.
    CREATE TABLE kept_results (
      kept_id INTEGER PRIMARY KEY, name TEXT NOT NULL, analysis TEXT NOT NULL, params TEXT NOT NULL, named TEXT NOT NULL, version INTEGER NOT NULL,
      state TEXT NOT NULL, input TEXT NOT NULL, audit_seq INTEGER NOT NULL, answer TEXT NOT NULL, lines INTEGER NOT NULL, note TEXT NOT NULL DEFAULT '',
      at TEXT NOT NULL, operator TEXT NOT NULL
    ) STRICT;
    -- The answers, once however often they are kept: zlib stream of the JSON. They stay when a result is taken away, so that this can be undone.
    CREATE TABLE kept_answers (sha256 TEXT PRIMARY KEY, answer BLOB NOT NULL) STRICT, WITHOUT ROWID;
  `,
}
