import type { Migration } from './index.ts'

/** Collisions that people keep: the question with its list, what came out, by which program; of other cases only names and hashes. */
export const collisionsSchema: Migration = {
  version: 4,
  name: 'collisions',
  up: `
    CREATE TABLE collisions (
      collision_id INTEGER PRIMARY KEY, name TEXT NOT NULL, what TEXT NOT NULL CHECK (what IN ('list', 'tables', 'cases')), at TEXT NOT NULL, operator TEXT NOT NULL,
      program TEXT NOT NULL, digest TEXT NOT NULL, question TEXT NOT NULL, counts TEXT NOT NULL, cases TEXT NOT NULL
    ) STRICT;
  `,
}
