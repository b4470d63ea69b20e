import { onBeforeUnmount, shallowRef, watch } from 'vue'
import { type Arrangement, arranged, placingOf } from '../../../shared/model/chart/layouts/arrange.ts'
import type { LayoutWork } from '../../../shared/model/chart/layouts/together.ts'
import { layoutInput, placesOnChart } from '../../../shared/model/chart/layouts/input.ts'
import type { Places } from '../../../shared/model/chart/layouts/types.ts'
import type { NodePlace } from '../../../shared/model/chart/content.ts'
import { type ChartScene, nodeKey } from '../../../shared/model/chart/scene.ts'
import type { ChartHandle } from '../../chart/mountChart.ts'
import { type LayoutRun, runLayout } from '../../chart/layoutRun.ts'
import { useCharts } from '../../stores/charts.ts'

export interface LayoutUnderWay {
  readonly name: LayoutWork
  /** How many are laid out where it is not the whole chart. */
  readonly part: number | null
  readonly share: number
}
interface Drawn {
  readonly handle: () => ChartHandle | null
  readonly scene: () => ChartScene
  readonly selection: () => readonly number[]
}

/** The same start gives the same picture. */
const seed = 1

/** Layouts and tools that move nodes: each is computed from what is drawn and kept as one step. A layout runs beside the page and can be stopped. */
export function useChartLayout({ handle, scene, selection }: Drawn) {
  const charts = useCharts()
  const underWay = shallowRef<LayoutUnderWay | null>(null)
  const run = shallowRef<LayoutRun | null>(null)

  function stop(): void {
    run.value?.stop()
  }
  onBeforeUnmount(stop)
  watch(() => charts.chartId, stop)

  /** What was laid out and is still on the chart. */
  const kept = (places: Places): readonly NodePlace[] =>
    placesOnChart(places, scene(), charts.visible, charts.nodes)
  async function move(places: readonly NodePlace[], ...how: MoveArguments): Promise<void> {
    const [by, way, fit] = how
    if (places.length === 0) return
    await handle()?.moveTo(places, fit)
    try {
      await charts.place(places, by, way)
    } catch (failure) {
      // What is drawn goes back to where the case has it.
      handle()?.restore()
      throw failure
    }
  }

  /** Lays out what is drawn, or removes its overlaps; with two or more selected only those. */
  async function layOut(name: LayoutWork): Promise<void> {
    stop()
    const chosen = selection().map(nodeKey)
    const part = chosen.length >= 2 ? chosen.length : null
    const { items, links } = layoutInput(charts.visible, scene())
    const options = { aspect: handle()?.aspect() ?? 1.6, seed, chosen }
    underWay.value = { name, part, share: 0 }
    const started = runLayout({ name, items, links, options }, (share) => {
      if (run.value === started) underWay.value = { name, part, share }
    })
    run.value = started
    try {
      const places = await started.places
      if (places === null) return
      const whole = part === null && name !== 'overlaps'
      if (whole && charts.settings?.layout !== name) charts.saveSettings({ layout: name })
      await move(kept(places), 'layout', name, whole)
    } finally {
      if (run.value === started) {
        run.value = null
        underWay.value = null
      }
    }
  }
  /** Removes overlaps, aligns or spaces evenly. */
  async function arrange(name: Arrangement): Promise<void> {
    if (name === 'overlaps') {
      await layOut(name)
      return
    }
    const { items } = layoutInput(charts.visible, scene())
    const places = arranged(name, items, selection().map(nodeKey))
    await move(kept(places), 'hand', placingOf(name), false)
  }
  return { underWay, layOut, arrange, stop }
}
type MoveArguments = [
  by: 'hand' | 'layout',
  way: Parameters<ReturnType<typeof useCharts>['place']>[2],
  fit: boolean,
]
