/** What is kept of the open chart: states, places under a name, and what differs from one of them. */
import { ref, shallowRef } from 'vue'
import type {
  Applied,
  ChartDifference,
  NamedLayoutInfo,
  Snapshot,
  SnapshotInfo,
} from '../../../shared/contract/index.ts'
import { caseApi as api } from '../caseBound.ts'
import type { OwnChanges } from '../ownChanges.ts'
import { sendViews } from '../viewWriter.ts'
import type { OpenChart } from './openChart.ts'

/** What is compared: a kept state, or the chart this one was copied from (`origin`), with another kept state or what is there now. */
export interface Comparison {
  readonly before: number | 'origin'
  readonly after: number | null
}
export function createKept({ chartId, take, saveSettings }: OpenChart, own: OwnChanges) {
  const snapshots = shallowRef<readonly SnapshotInfo[]>([])
  const namedLayouts = shallowRef<readonly NamedLayoutInfo[]>([])
  const comparison = ref<Comparison | null>(null)
  const difference = shallowRef<ChartDifference | null>(null)
  /** The pictures that were asked for, by snapshot. */
  const pictures = new Map<number, Promise<string>>()

  /** Of the open chart. */
  async function readKept(): Promise<void> {
    const open = chartId.value
    if (open === null) {
      forgetKept()
      return
    }
    const [states, places] = await Promise.all([
      api.call('snapshots.list', { chartId: open }),
      api.call('layouts.list', { chartId: open }),
    ])
    if (chartId.value !== open) return
    snapshots.value = states
    namedLayouts.value = places
    const gone = (id: number | 'origin' | null | undefined): boolean =>
      typeof id === 'number' && !states.some(({ snapshotId }) => snapshotId === id)
    if (gone(comparison.value?.before) || gone(comparison.value?.after)) stopComparing()
    else if (comparison.value !== null) await compare(comparison.value)
  }
  function forgetKept(): void {
    snapshots.value = []
    namedLayouts.value = []
    pictures.clear()
    stopComparing()
  }
  async function compare(wanted: Comparison): Promise<void> {
    const open = chartId.value
    if (open === null) return
    await sendViews()
    const found = await api.call('chart.difference', {
      chartId: open,
      before: wanted.before === 'origin' ? null : wanted.before,
      after: wanted.after,
    })
    if (chartId.value !== open) return
    comparison.value = { ...wanted }
    difference.value = found
  }
  function stopComparing(): void {
    comparison.value = null
    difference.value = null
  }
  const run = async <T>(work: (open: number) => Promise<T>): Promise<T | null> => {
    const open = chartId.value
    return open === null ? null : own.run(() => work(open))
  }
  async function takeSnapshot(name: string): Promise<void> {
    await sendViews()
    await run((open) => api.call('snapshots.take', { chartId: open, name }))
    await readKept()
  }
  async function keepLayout(name: string): Promise<void> {
    await run((open) => api.call('layouts.keep', { chartId: open, name }))
    await readKept()
  }
  async function renameKept(what: 'snapshot' | 'layout', id: number, name: string): Promise<void> {
    await run<unknown>(() =>
      what === 'snapshot'
        ? api.call('snapshots.rename', { snapshotId: id, name })
        : api.call('layouts.rename', { layoutId: id, name }),
    )
    await readKept()
  }
  async function removeKept(what: 'snapshot' | 'layout', id: number): Promise<void> {
    await run<unknown>(() =>
      what === 'snapshot'
        ? api.call('snapshots.remove', { snapshotId: id })
        : api.call('layouts.remove', { layoutId: id }),
    )
    await readKept()
  }
  /** Reads the chart after a command that may have moved everything. */
  async function applied(work: () => Promise<Applied>): Promise<Applied | null> {
    const open = chartId.value
    if (open === null) return null
    return own.run(async () => {
      const answer = await work()
      const chart = await api.call('chart.read', { chartId: open })
      if (chartId.value === open) take(chart)
      return answer
    })
  }
  async function applyLayout(layoutId: number): Promise<Applied | null> {
    await sendViews()
    return applied(() => api.call('layouts.apply', { layoutId }))
  }
  /** What stood on the chart is put back as one step; how it was looked at comes back as view, which is no step. */
  async function restoreSnapshot(snapshotId: number): Promise<Applied | null> {
    await sendViews()
    const { reading } = await api.call('snapshots.read', { snapshotId })
    const answer = await applied(() => api.call('snapshots.restore', { snapshotId }))
    if (answer !== null) saveSettings(reading.settings)
    return answer
  }
  const readSnapshot = (snapshotId: number): Promise<Snapshot> => api.call('snapshots.read', { snapshotId })
  /** The picture of a kept state, read once; empty where it was too large to keep. */
  function pictureOf(snapshotId: number): Promise<string> {
    const known = pictures.get(snapshotId)
    if (known !== undefined) return known
    const asked = api.call('snapshots.picture', { snapshotId }).then(({ picture }) => picture)
    pictures.set(snapshotId, asked)
    return asked
  }
  return {
    snapshots,
    namedLayouts,
    comparison,
    difference,
    readKept,
    forgetKept,
    compare,
    stopComparing,
    takeSnapshot,
    keepLayout,
    renameKept,
    removeKept,
    applyLayout,
    restoreSnapshot,
    readSnapshot,
    pictureOf,
  }
}
