import type { snapshotContract } from '../../../shared/contract/snapshots.ts'
import type { CommandContext, HandlersFor } from '../core/context.ts'
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
export const snapshotHandlers = {
  'snapshots.list': ({ db }, { chartId }) => listSnapshots(db, chartId),
  'snapshots.take': (context, { chartId, name }) => {
    const info = snapshotInfo(context.db, takeSnapshot(context, chartId, name))
    describe(context, chartId, { snapshot: name, nodes: info.nodes })
    return info
  },
  'snapshots.read': ({ db }, { snapshotId }) => readSnapshot(db, snapshotId),
  'snapshots.picture': ({ db }, { snapshotId }) => ({ picture: snapshotPicture(db, snapshotId) }),
  'snapshots.rename': (context, { snapshotId, name }) => {
    const before = snapshotInfo(context.db, snapshotId)
    context.db
      .prepare('UPDATE chart_snapshots SET name = ? WHERE snapshot_id = ? AND name <> ?')
      .run(name, snapshotId, name)
    describe(context, before.chartId, { snapshot: name, before: before.name })
    return snapshotInfo(context.db, snapshotId)
  },
  'snapshots.remove': (context, { snapshotId }) => {
    const { chartId, name } = snapshotInfo(context.db, snapshotId)
    context.db.prepare('DELETE FROM chart_snapshot_states WHERE snapshot_id = ?').run(snapshotId)
    context.db.prepare('DELETE FROM chart_snapshots WHERE snapshot_id = ?').run(snapshotId)
    describe(context, chartId, { snapshot: name })
    return null
  },
  'snapshots.restore': (context, { snapshotId }) => {
    const { chartId, name } = snapshotInfo(context.db, snapshotId)
    const applied = changing(context, chartId, () => restoreSnapshot(context.db, snapshotId))
    describe(context, chartId, { snapshot: name, nodes: applied.nodes })
    return applied
  },
  'chart.difference': ({ db }, { chartId, before, after }) => chartDifference(db, chartId, before, after),
  'layouts.list': ({ db }, { chartId }) => listLayouts(db, chartId),
  'layouts.keep': (context, { chartId, name }) => {
    const info = keepLayout(context, chartId, name)
    describe(context, chartId, { layout: name, nodes: info.nodes })
    return info
  },
  'layouts.rename': (context, { layoutId, name }) => {
    const before = layoutInfo(context.db, layoutId)
    context.db
      .prepare('UPDATE chart_layouts SET name = ? WHERE layout_id = ? AND name <> ?')
      .run(name, layoutId, name)
    describe(context, before.chartId, { layout: name, before: before.name })
    return layoutInfo(context.db, layoutId)
  },
  'layouts.remove': (context, { layoutId }) => {
    const { chartId, name } = layoutInfo(context.db, layoutId)
    context.db.prepare('DELETE FROM chart_layouts WHERE layout_id = ?').run(layoutId)
    describe(context, chartId, { layout: name })
    return null
  },
  'layouts.apply': (context, { layoutId }) => {
    const { chartId, name } = layoutInfo(context.db, layoutId)
    const applied = changing(context, chartId, () => applyLayout(context.db, layoutId))
    describe(context, chartId, { layout: name, nodes: applied.nodes })
    return applied
  },
} satisfies HandlersFor<typeof snapshotContract>
