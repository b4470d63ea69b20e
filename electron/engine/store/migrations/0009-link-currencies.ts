import type { Migration } from './index.ts'

/**
 * A link's amount is a sum of yuan. What its rows say in other currencies stands beside it, a currency at a time; nothing is there until the facts
 * are derived again, which the program does by its own number of their rules.
 */
export const linkCurrencies: Migration = {
  version: 9,
  name: 'link-currencies',
  up: `
    -- JSON object: currency → sum in hundredths, as text; null where all rows are in yuan.
    ALTER TABLE links ADD COLUMN others TEXT;
    ALTER TABLE merged_links ADD COLUMN others TEXT;
  `,
}
