import type { Migration } from './index.ts'

/** What people mark by hand: the colour and the flag of a node of a chart, tags of entities, and a small picture of an attached one that stands for an entity. */
export const marks: Migration = {
  version: 13,
  name: 'marks',
  up: `
    -- Empty: none. Colours and flags are those of shared/model/chart/nodeColours.ts.
    ALTER TABLE chart_nodes ADD COLUMN colour TEXT NOT NULL DEFAULT '';
    ALTER TABLE chart_nodes ADD COLUMN flag TEXT NOT NULL DEFAULT '';
    CREATE TABLE entity_tags (
      entity_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL, PRIMARY KEY (entity_id, tag_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX entity_tags_by_tag ON entity_tags (tag_id, entity_id);
    -- PNG in base64, drawn small by the page when the picture was chosen as icon; empty where it was not.
    ALTER TABLE attachments ADD COLUMN small TEXT NOT NULL DEFAULT '';
  `,
}
