import type { Migration } from './index.ts'

/** A claim may also be about a number: that it is one, or that it is nobody's. The table is made anew, because its rule on types cannot be widened in place. */
export const numberClaims: Migration = {
  version: 10,
  name: 'number-claims',
  up: `
    CREATE TABLE identity_claims_wider (
      claim_id INTEGER PRIMARY KEY, type TEXT NOT NULL CHECK (type IN ('merge', 'split', 'apart', 'later', 'number')), kind TEXT NOT NULL, reasons TEXT NOT NULL,
      note TEXT NOT NULL, detail TEXT NOT NULL DEFAULT '{}', at TEXT NOT NULL, operator TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('active', 'withdrawn')), ended_at TEXT, ended_by TEXT
    ) STRICT;
    INSERT INTO identity_claims_wider (claim_id, type, kind, reasons, note, detail, at, operator, status, ended_at, ended_by)
      SELECT claim_id, type, kind, reasons, note, detail, at, operator, status, ended_at, ended_by FROM identity_claims;
    DROP TABLE identity_claims;
    ALTER TABLE identity_claims_wider RENAME TO identity_claims;
    CREATE INDEX identity_claims_by_type ON identity_claims (status, type, claim_id);
  `,
}
