/** Lays out in a thread of its own, so that the page answers meanwhile. One message in; messages out: how far it is, then the places. */
import { workSteps } from '../../shared/model/chart/layouts/together.ts'
import type { LayoutAnswer, LayoutJob } from './layoutRun.ts'

interface Port {
  onmessage: ((event: { readonly data: LayoutJob }) => void) | null
  postMessage(answer: LayoutAnswer): void
}
// The page's types know a window here; in a worker it is the port to the page.
const port = globalThis as unknown as Port

/** Milliseconds between two words of how far it is. */
const pause = 50

port.onmessage = ({ data: { name, items, links, options } }) => {
  const steps = workSteps(name, items, links, options)
  let told = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done === true) {
      port.postMessage({ places: [...step.value] })
      return
    }
    const now = performance.now()
    if (now - told < pause) continue
    told = now
    port.postMessage({ share: step.value })
  }
}
