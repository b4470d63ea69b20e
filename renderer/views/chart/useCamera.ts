/** Where the chart lies on the canvas, for what is drawn over it. */
import { onBeforeUnmount, shallowRef, watch } from 'vue'
import type { ChartHandle } from '../../chart/mountChart.ts'

export function useCamera(handle: () => ChartHandle | null) {
  const camera = shallowRef<ReturnType<ChartHandle['camera']>>({ zoom: 1, x: 0, y: 0 })
  let stop: () => void = () => undefined
  watch(
    handle,
    (now) => {
      stop()
      const look = (): void => {
        if (now !== null) camera.value = now.camera()
      }
      look()
      stop = now?.onView(look) ?? (() => undefined)
    },
    { immediate: true },
  )
  onBeforeUnmount(() => stop())
  return camera
}
