import type { Migration } from './index.ts'

/** What the case is filed under: its number, matter, unit, officers. */
export const caseDetails: Migration = {
  version: 15,
  name: 'case-details',
  up: `
    -- A row a field that somebody has said (shared/model/caseDetails.ts).
    CREATE TABLE case_details (field TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
}
