import type { Migration } from './index.ts'

/**
 * Figures that take long to make, kept for the next opening. They are derived: each says which state of the facts and which program it was made
 * from, and counts only while both are the same; none of it is undone or audited.
 */
export const keptFigures: Migration = {
  version: 8,
  name: 'kept-figures',
  up: `
    CREATE TABLE kept_figures (name TEXT PRIMARY KEY, state TEXT NOT NULL, program TEXT NOT NULL, value TEXT NOT NULL) STRICT;
  `,
}
