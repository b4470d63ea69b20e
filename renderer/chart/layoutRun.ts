/** Runs a layout beside the page: in a worker, or in short slices of the page's time where no worker may be started. It can be stopped at any time. */
import { type LayoutWork, workSteps } from '../../shared/model/chart/layouts/together.ts'
import type {
  LayoutItem,
  LayoutLink,
  LayoutOptions,
  Places,
  Point,
} from '../../shared/model/chart/layouts/types.ts'
import workerAddress from './layoutWorker.ts?worker&url'

export interface LayoutJob {
  readonly name: LayoutWork
  readonly items: readonly LayoutItem[]
  readonly links: readonly LayoutLink[]
  readonly options: LayoutOptions
}
export type LayoutAnswer =
  { readonly share: number } | { readonly places: readonly (readonly [string, Point])[] }
export interface LayoutRun {
  /** The places; null when it was stopped. */
  readonly places: Promise<Places | null>
  stop(): void
}

/** Starts the work. `tell` hears how far it is, from 0 to 1. */
export function runLayout(job: LayoutJob, tell: (share: number) => void): LayoutRun {
  const worker = startWorker()
  return worker === null ? inSlices(job, tell) : inWorker(worker, job, tell)
}

function inWorker(worker: Worker, job: LayoutJob, tell: (share: number) => void): LayoutRun {
  let slices: LayoutRun | null = null
  const { promise, resolve, reject } = Promise.withResolvers<Places | null>()
  let heard = false
  worker.onmessage = ({ data }: MessageEvent<LayoutAnswer>) => {
    heard = true
    if ('share' in data) tell(data.share)
    else {
      worker.terminate()
      resolve(new Map(data.places))
    }
  }
  worker.onerror = (event) => {
    worker.terminate()
    // A worker that never began (a page opened from a file) leaves the work to the page.
    if (heard) reject(new Error(event.message))
    else {
      slices = inSlices(job, tell)
      resolve(slices.places)
    }
  }
  worker.postMessage(job)
  return {
    places: promise,
    stop() {
      worker.terminate()
      slices?.stop()
      resolve(null)
    },
  }
}

/** The longest the page is kept from anything else at a time, in milliseconds. */
const slice = 12
function inSlices({ name, items, links, options }: LayoutJob, tell: (share: number) => void): LayoutRun {
  let stopped = false
  async function work(): Promise<Places | null> {
    const steps = workSteps(name, items, links, options)
    for (;;) {
      const began = performance.now()
      while (performance.now() - began < slice) {
        const step = steps.next()
        if (step.done === true) return step.value
        tell(step.value)
      }
      await new Promise((resolve) => setTimeout(resolve))
      if (stopped) return null
    }
  }
  return {
    places: work(),
    stop() {
      stopped = true
    },
  }
}

interface ScriptPolicy {
  createScriptURL(address: string): string
}
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy
}
let policy: ScriptPolicy | null | undefined
/** The page's policy wants every address of a script vouched for: this one address, which the build wrote, and no other. */
function trusted(address: string): string {
  const types = (globalThis as { readonly trustedTypes?: TrustedTypes }).trustedTypes
  policy ??=
    types?.createPolicy('lianzheng-layout', {
      createScriptURL(wanted) {
        if (wanted !== workerAddress) throw new TypeError('not the address of the layout worker')
        return wanted
      },
    }) ?? null
  return policy === null ? address : policy.createScriptURL(address)
}
function startWorker(): Worker | null {
  if (typeof Worker === 'undefined') return null
  try {
    return new Worker(trusted(workerAddress), { type: 'module' })
  } catch {
    return null
  }
}
