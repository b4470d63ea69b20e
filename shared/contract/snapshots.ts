import { command, id, name, nullable, object, query, returns } from './define.ts'
import type { ReadingDifference } from '../model/chart/difference.ts'
import type { ChartReading } from '../model/chart/reading.ts'

/** A state of a chart that was kept. */
export interface SnapshotInfo {
  readonly snapshotId: number
  readonly chartId: number
  readonly name: string
  readonly at: string
  readonly operator: string
  /** What stood on the chart, and how many links were among it. */
  readonly nodes: number
  readonly lines: number
}
export interface Snapshot extends SnapshotInfo {
  readonly reading: ChartReading
  /** SVG as it was drawn then; empty where it would have been too large to keep. */
  readonly picture: string
}
/** Places under a name. */
export interface NamedLayoutInfo {
  readonly layoutId: number
  readonly chartId: number
  readonly name: string
  readonly at: string
  readonly operator: string
  readonly nodes: number
}
/** What became of a kept state on the chart as it is. */
export interface Applied {
  /** What stands there now. */
  readonly nodes: number
  /** Kept there and not in the case or not on the chart now. */
  readonly gone: number
  /** On the chart and not kept there: placed beside its neighbours, or taken off. */
  readonly extra: number
  /** Of a named layout: drawings by hand that were kept with it and are on the chart no more; left out for none. */
  readonly drawnGone?: number
  /** The audit row of the command; null when nothing changed. */
  readonly seq: number | null
}
/** What happened to the case between two moments, as far as it can have changed a chart. */
export interface WhyStep {
  readonly at: string
  readonly operator: string
  readonly action: string
  readonly params: Readonly<Record<string, string | number | null>>
}
/** An import whose rows make a difference. */
export interface WhyImport {
  readonly batchId: number
  readonly fileName: string
  readonly at: string
  /** It is undone now. */
  readonly undone: boolean
}
export interface ChartDifference extends ReadingDifference {
  /** When the earlier of the two was kept, or copied. */
  readonly since: string
  /** The imports that `imports` of a line name. */
  readonly imports: readonly WhyImport[]
  /** By node id of the difference: the steps that changed it, the newest first. */
  readonly why: readonly { readonly id: number; readonly steps: readonly WhyStep[] }[]
  /** Everything that was done in between, the newest first; cut at a number, of `stepsInAll`. */
  readonly steps: readonly WhyStep[]
  readonly stepsInAll: number
}

export const snapshotContract = {
  /** Kept states of a chart, the newest first. Errors: chart-not-found. */
  'snapshots.list': query(object({ chartId: id }), returns<readonly SnapshotInfo[]>()),
  /** Keeps the chart as it is now, with its picture and what its lines say. Errors: chart-not-found. */
  'snapshots.take': command(object({ chartId: id, name }), returns<SnapshotInfo>()),
  /** A kept state. Errors: snapshot-not-found. */
  'snapshots.read': query(object({ snapshotId: id }), returns<Snapshot>()),
  /** The picture of a kept state, and empty where there is none. Errors: snapshot-not-found. */
  'snapshots.picture': query(object({ snapshotId: id }), returns<{ readonly picture: string }>()),
  /** Gives it another name. Errors: snapshot-not-found. */
  'snapshots.rename': command(object({ snapshotId: id, name }), returns<SnapshotInfo>()),
  /** Takes it out of the case; undo brings it back. Errors: snapshot-not-found. */
  'snapshots.remove': command(object({ snapshotId: id }), returns<null>()),
  /** Puts on the chart what stood there, where and how it stood; what has come since is taken off. The filters are not touched. Errors: snapshot-not-found. */
  'snapshots.restore': command(object({ snapshotId: id }), returns<Applied>()),
  /** What differs: of a kept state and the chart now, of two kept states, or of a chart and the one it was copied from. Errors: snapshot-not-found, chart-not-found. */
  'chart.difference': query(
    object({ chartId: id, before: nullable(id), after: nullable(id) }),
    returns<ChartDifference>(),
  ),
  /** Places under a name, the newest first. Errors: chart-not-found. */
  'layouts.list': query(object({ chartId: id }), returns<readonly NamedLayoutInfo[]>()),
  /** Keeps where everything stands now. Errors: chart-not-found. */
  'layouts.keep': command(object({ chartId: id, name }), returns<NamedLayoutInfo>()),
  /** Gives it another name. Errors: layout-not-found. */
  'layouts.rename': command(object({ layoutId: id, name }), returns<NamedLayoutInfo>()),
  /** Takes it out of the case. Errors: layout-not-found. */
  'layouts.remove': command(object({ layoutId: id }), returns<null>()),
  /** Puts everything where it was kept; what is new since is placed beside its neighbours. Errors: layout-not-found. */
  'layouts.apply': command(object({ layoutId: id }), returns<Applied>()),
} as const
