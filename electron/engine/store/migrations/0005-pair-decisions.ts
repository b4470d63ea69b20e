import type { Migration } from './index.ts'

/** What people decide about two sides of one transfer. The rows are named by what they say, so that the decision survives undo and re-import. */
export const pairDecisions: Migration = {
  version: 5,
  name: 'pair-decisions',
  up: `
    -- payer, payee: JSON objects of the fields that tell a row of the kind apart. together: the two are one transfer; apart: they are two.
    CREATE TABLE pair_decisions (
      kind TEXT NOT NULL, payer TEXT NOT NULL, payee TEXT NOT NULL, decision TEXT NOT NULL CHECK (decision IN ('together', 'apart')),
      at TEXT NOT NULL, operator TEXT NOT NULL, PRIMARY KEY (kind, payer, payee)
    ) STRICT, WITHOUT ROWID;
  `,
}
