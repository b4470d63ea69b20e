import type { Migration } from './index.ts'

/**
 * Who is who. Claims and their members are what people say, journaled and never removed: one that no longer holds is withdrawn. What
 * follows from them is derived: which entity is seen as which, and the facts of merged entities as they are by themselves (`merged_*`),
 * while `entities`, `identifiers` and `links` show each merged entity as one. Suggestions can be computed again at any time.
 */
export const identitySchema: Migration = {
  version: 3,
  name: 'identity',
  up: `
    CREATE TABLE identity_claims (
      claim_id INTEGER PRIMARY KEY, type TEXT NOT NULL CHECK (type IN ('merge', 'split', 'apart', 'later')), kind TEXT NOT NULL, reasons TEXT NOT NULL,
      note TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '{}', at TEXT NOT NULL, operator TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('active', 'withdrawn')), ended_at TEXT, ended_by TEXT
    ) STRICT;
    CREATE INDEX identity_claims_by_type ON identity_claims (status, type, claim_id);
    CREATE TABLE identity_members (
      claim_id INTEGER NOT NULL, entity_id INTEGER NOT NULL, side INTEGER NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, PRIMARY KEY (claim_id, entity_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX identity_members_by_entity ON identity_members (entity_id, claim_id);

    CREATE TABLE entity_merges (entity_id INTEGER PRIMARY KEY, resolved_id INTEGER NOT NULL) STRICT;
    CREATE INDEX entity_merges_by_resolved ON entity_merges (resolved_id, entity_id);
    CREATE TABLE entity_parts (part_id INTEGER PRIMARY KEY, entity_id INTEGER NOT NULL, claim_id INTEGER NOT NULL) STRICT;
    CREATE TABLE merged_entities (
      entity_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, label TEXT NOT NULL, name_only INTEGER NOT NULL, records INTEGER NOT NULL, links INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE merged_identifiers (
      entity_id INTEGER NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, attribute INTEGER NOT NULL, field TEXT NOT NULL, records INTEGER NOT NULL,
      PRIMARY KEY (entity_id, attribute, kind, field, value)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE merged_links (
      link_id INTEGER PRIMARY KEY, rule TEXT NOT NULL, kind TEXT NOT NULL, from_id INTEGER NOT NULL, to_id INTEGER NOT NULL, directed INTEGER NOT NULL,
      count INTEGER NOT NULL, amount INTEGER, quantity INTEGER, first_time TEXT, last_time TEXT
    ) STRICT;
    CREATE INDEX merged_links_from ON merged_links (from_id, to_id);
    CREATE INDEX merged_links_to ON merged_links (to_id, from_id);

    CREATE TABLE identity_suggestions (
      suggestion_id INTEGER PRIMARY KEY, kind TEXT NOT NULL, score REAL NOT NULL, size INTEGER NOT NULL, cluster INTEGER NOT NULL, reasons TEXT NOT NULL,
      against INTEGER NOT NULL, state TEXT NOT NULL
    ) STRICT;
    CREATE INDEX identity_suggestions_by_score ON identity_suggestions (state, score DESC, suggestion_id);
    CREATE TABLE identity_suggestion_members (suggestion_id INTEGER NOT NULL, entity_id INTEGER NOT NULL, PRIMARY KEY (suggestion_id, entity_id)) STRICT, WITHOUT ROWID;
    CREATE INDEX identity_suggestion_members_by_entity ON identity_suggestion_members (entity_id, suggestion_id);
    CREATE TABLE identity_suggestion_reasons (reason TEXT NOT NULL, suggestion_id INTEGER NOT NULL, PRIMARY KEY (reason, suggestion_id)) STRICT, WITHOUT ROWID;
  `,
}
