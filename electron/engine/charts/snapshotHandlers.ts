import type { Applied, snapshotContract } from '../../../shared/contract/snapshots.ts'
import type { CommandContext, HandlersFor } from '../core/context.ts'
import type { Db, WriteDb } from '../store/db.ts'
import { changing } from './changes.ts'
import { chartDifference } from './chartDifference.ts'
import { chartRow } from './chartRows.ts'
import { applyLayout, keepLayout, layoutInfo, listLayouts } from './namedLayouts.ts'
import {
  listSnapshots,
  readSnapshot,
  restoreSnapshot,
  snapshotInfo,
  snapshotPicture,
  takeSnapshot,
} from './snapshots.ts'

/** What a step says of the chart it is about. */
function describe(
  context: CommandContext,
  chartId: number,
  said: Readonly<Record<string, string | number | null>>,
): void {
  context.describe({ chartId, chart: chartRow(context.db, chartId).name, ...said })
}
/** What is kept of a chart under a name, in the last of its tables; the others hold what belongs to it. */
function keptUnderName<I extends { readonly chartId: number; readonly name: string }>(
  word: 'snapshot' | 'layout',
  tables: readonly string[],
  infoOf: (db: Db, keptId: number) => I,
  putBack: (db: WriteDb, keptId: number) => Omit<Applied, 'seq'>,
) {
  const column = `${word}_id`
  return {
    rename(context: CommandContext, keptId: number, name: string): I {
      const before = infoOf(context.db, keptId)
      context.db
        .prepare(`UPDATE ${tables.at(-1) ?? ''} SET name = ? WHERE ${column} = ? AND name <> ?`)
        .run(name, keptId, name)
      describe(context, before.chartId, { [word]: name, before: before.name })
      return infoOf(context.db, keptId)
    },
    remove(context: CommandContext, keptId: number): null {
      const { chartId, name } = infoOf(context.db, keptId)
      for (const table of tables) context.db.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(keptId)
      describe(context, chartId, { [word]: name })
      return null
    },
    apply(context: CommandContext, keptId: number): Applied {
      const { chartId, name } = infoOf(context.db, keptId)
      const applied = changing(context, chartId, () => putBack(context.db, keptId))
      describe(context, chartId, { [word]: name, nodes: applied.nodes })
      return applied
    },
  }
}
const snapshots = keptUnderName(
  'snapshot',
  ['chart_snapshot_states', 'chart_snapshots'],
  snapshotInfo,
  restoreSnapshot,
)
const layouts = keptUnderName('layout', ['chart_layouts'], layoutInfo, applyLayout)

export const snapshotHandlers = {
  'snapshots.list': ({ db }, { chartId }) => listSnapshots(db, chartId),
  'snapshots.take': (context, { chartId, name }) => {
    const info = snapshotInfo(context.db, takeSnapshot(context, chartId, name))
    describe(context, chartId, { snapshot: name, nodes: info.nodes })
    return info
  },
  'snapshots.read': ({ db }, { snapshotId }) => readSnapshot(db, snapshotId),
  'snapshots.picture': ({ db }, { snapshotId }) => ({ picture: snapshotPicture(db, snapshotId) }),
  'snapshots.rename': (context, { snapshotId, name }) => snapshots.rename(context, snapshotId, name),
  'snapshots.remove': (context, { snapshotId }) => snapshots.remove(context, snapshotId),
  'snapshots.restore': (context, { snapshotId }) => snapshots.apply(context, snapshotId),
  'chart.difference': ({ db }, { chartId, before, after }) => chartDifference(db, chartId, before, after),
  'layouts.list': ({ db }, { chartId }) => listLayouts(db, chartId),
  'layouts.keep': (context, { chartId, name }) => {
    const info = keepLayout(context, chartId, name)
    describe(context, chartId, { layout: name, nodes: info.nodes })
    return info
  },
  'layouts.rename': (context, { layoutId, name }) => layouts.rename(context, layoutId, name),
  'layouts.remove': (context, { layoutId }) => layouts.remove(context, layoutId),
  'layouts.apply': (context, { layoutId }) => layouts.apply(context, layoutId),
} satisfies HandlersFor<typeof snapshotContract>
