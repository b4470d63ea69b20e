import type { Migration } from './index.ts'

/**
 * What is kept of charts beside what stands on them, all journaled: states with their picture, places under a name, which chart was copied from which,
 * links that somebody assumes on one chart only, and groups made by hand.
 */
export const keptCharts: Migration = {
  version: 11,
  name: 'kept-charts',
  up: `
    -- audit_seq: the last audit row before it; after_step: the last step of the history before it.
    CREATE TABLE chart_snapshots (
      snapshot_id INTEGER PRIMARY KEY, chart_id INTEGER NOT NULL, name TEXT NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL, audit_seq INTEGER NOT NULL,
      after_step INTEGER NOT NULL, nodes INTEGER NOT NULL, lines INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX chart_snapshots_by_chart ON chart_snapshots (chart_id, snapshot_id);
    -- By itself, so that another name does not write it again. state: JSON of ChartReading (shared/model/chart/reading.ts); picture: SVG, empty where it would be too
    -- large. Both are deflated and in base64: the journal holds texts.
    CREATE TABLE chart_snapshot_states (snapshot_id INTEGER PRIMARY KEY, state TEXT NOT NULL, picture TEXT NOT NULL) STRICT;
    -- places: JSON list of [entity, x, y].
    CREATE TABLE chart_layouts (
      layout_id INTEGER PRIMARY KEY, chart_id INTEGER NOT NULL, name TEXT NOT NULL, places TEXT NOT NULL, nodes INTEGER NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL
    ) STRICT;
    CREATE INDEX chart_layouts_by_chart ON chart_layouts (chart_id, layout_id);
    CREATE TABLE chart_origins (
      chart_id INTEGER PRIMARY KEY, origin_id INTEGER NOT NULL, origin_name TEXT NOT NULL, hypothesis INTEGER NOT NULL DEFAULT 0, audit_seq INTEGER NOT NULL,
      after_step INTEGER NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL
    ) STRICT;
    CREATE TABLE chart_assumptions (
      assumption_id INTEGER PRIMARY KEY, chart_id INTEGER NOT NULL, from_id INTEGER NOT NULL, to_id INTEGER NOT NULL, directed INTEGER NOT NULL, label TEXT NOT NULL,
      note TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, operator TEXT NOT NULL
    ) STRICT;
    CREATE INDEX chart_assumptions_by_chart ON chart_assumptions (chart_id, assumption_id);
    CREATE TABLE chart_groups (group_id INTEGER PRIMARY KEY, chart_id INTEGER NOT NULL, title TEXT NOT NULL, at TEXT NOT NULL, operator TEXT NOT NULL) STRICT;
    CREATE INDEX chart_groups_by_chart ON chart_groups (chart_id, group_id);
    CREATE TABLE chart_group_members (chart_id INTEGER NOT NULL, entity_id INTEGER NOT NULL, group_id INTEGER NOT NULL, PRIMARY KEY (chart_id, entity_id)) STRICT, WITHOUT ROWID;
  `,
}
