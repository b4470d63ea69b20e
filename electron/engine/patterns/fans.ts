/** Many who pay one, one who pays many, and one whose money comes together again at another, within a length of time. Pure. */
import { firstAt, type Steps } from './moneySteps.ts'

export interface FanChoice {
  /** Different counterparts at least. */
  readonly least: number
  /** Their payments together at least, minor units. */
  readonly sum: number
  /** Milliseconds from the beginning of the first to that of the last. */
  readonly length: number
}
export interface Fan {
  readonly group: number
  readonly way: 'in' | 'out'
  /** The window of most counterparts; of equal ones that of the largest sum, then the earliest. */
  readonly counterparts: number
  readonly steps: readonly number[]
  /** Windows that qualify and share no transfer. */
  readonly times: number
}
/** Everybody who is paid by, or pays, many within the length; each once a way. */
export function fansOf(steps: Steps, choice: FanChoice, check: () => void = () => undefined): readonly Fan[] {
  const found: Fan[] = []
  const counts = new Int32Array(steps.groups)
  for (const way of ['in', 'out'] as const) {
    const [starts, list, far] =
      way === 'in' ? [steps.inStarts, steps.ins, steps.from] : [steps.outStarts, steps.outs, steps.to]
    for (let group = 0; group < steps.groups; group += 1) {
      if ((group & 0x3ff) === 0) check()
      const [first, end] = [starts[group] as number, starts[group + 1] as number]
      if (end - first < choice.least) continue
      const fan = fanOf(steps, choice, list.subarray(first, end), far, counts)
      if (fan !== null) found.push({ group, way, ...fan })
    }
  }
  return found
}
function fanOf(
  steps: Steps,
  choice: FanChoice,
  list: Int32Array,
  far: Int32Array,
  counts: Int32Array,
): Omit<Fan, 'group' | 'way'> | null {
  let [different, sum, to, times, free] = [0, 0, 0, 0, 0]
  let best = { different: 0, sum: 0, from: 0, to: 0 }
  for (let from = 0; from < list.length; from += 1) {
    const end = (steps.begins[list[from] as number] as number) + choice.length
    while (to < list.length && (steps.begins[list[to] as number] as number) <= end) {
      const step = list[to++] as number
      const group = far[step] as number
      if ((counts[group] as number) === 0) different += 1
      counts[group] = (counts[group] as number) + 1
      sum += steps.amounts[step] as number
    }
    if (different >= choice.least && sum >= choice.sum) {
      if (different > best.different || (different === best.different && sum > best.sum))
        best = { different, sum, from, to }
      if (from >= free) {
        times += 1
        free = to
      }
    }
    const step = list[from] as number
    const group = far[step] as number
    const rest = (counts[group] as number) - 1
    counts[group] = rest
    if (rest === 0) different -= 1
    sum -= steps.amounts[step] as number
  }
  return times === 0
    ? null
    : { counterparts: best.different, steps: [...list.subarray(best.from, best.to)], times }
}

export interface ScatterChoice {
  /** Different ones between, at least. */
  readonly least: number
  readonly length: number
  /** What one between pays on differs from what it received by at most this share of what it received. */
  readonly share: number
  readonly mostWork: number
}
export interface Scatter {
  readonly source: number
  readonly target: number
  readonly between: readonly number[]
  readonly steps: readonly number[]
  /** Whether times tell for each between that it paid on after it received. */
  readonly isCertain: boolean
}
interface Way {
  readonly in: number
  readonly out: number
  readonly isCertain: boolean
}
/** One who pays several, who each pay nearly as much on to one and the same, all within the length; a line for each two of them, with the window of most between. */
export function scattersOf(
  steps: Steps,
  choice: ScatterChoice,
  check: () => void = () => undefined,
): { readonly hits: readonly Scatter[]; readonly skipped: number } {
  const hits: Scatter[] = []
  // Ways from the source to each target; most have too few, so they are counted before any is kept.
  const counts = new Int32Array(steps.groups)
  let work = 0
  for (let source = 0; source < steps.groups; source += 1) {
    if ((source & 0xff) === 0) check()
    const [first, end] = [steps.outStarts[source] as number, steps.outStarts[source + 1] as number]
    if (end - first < choice.least) continue
    if (work >= choice.mostWork) return { hits, skipped: steps.groups - source }
    const targets: number[] = []
    let isEnough = false
    for (let at = first; at < end; at += 1)
      work += eachOn(steps, choice, steps.outs[at] as number, (_, on) => {
        const target = steps.to[on] as number
        const count = (counts[target] as number) + 1
        counts[target] = count
        if (count === 1) targets.push(target)
        if (count >= choice.least && target !== source) isEnough = true
      })
    const ways = isEnough ? waysOf(steps, choice, source, counts) : new Map<number, Way[]>()
    for (const target of targets) counts[target] = 0
    for (const [target, those] of ways) {
      const best = bestWindow(steps, choice, those)
      work += those.length
      if (best !== null) hits.push({ source, target, ...best })
    }
  }
  return { hits, skipped: 0 }
}
/** The ways to targets that have enough of them. */
function waysOf(
  steps: Steps,
  choice: ScatterChoice,
  source: number,
  counts: Int32Array,
): ReadonlyMap<number, readonly Way[]> {
  const byTarget = new Map<number, Way[]>()
  for (let at = steps.outStarts[source] as number; at < (steps.outStarts[source + 1] as number); at += 1)
    eachOn(steps, choice, steps.outs[at] as number, (step, on) => {
      const target = steps.to[on] as number
      if (target === source || (counts[target] as number) < choice.least) return
      const way = {
        in: step,
        out: on,
        isCertain: (steps.begins[on] as number) >= (steps.ends[step] as number),
      }
      const ways = byTarget.get(target)
      if (ways === undefined) byTarget.set(target, [way])
      else ways.push(way)
    })
  return byTarget
}
/** What the payee of a transfer paid on after it; how many were looked at. */
function eachOn(
  steps: Steps,
  choice: ScatterChoice,
  step: number,
  put: (step: number, on: number) => void,
): number {
  const between = steps.to[step] as number
  const begin = steps.begins[step] as number
  const high = steps.outStarts[between + 1] as number
  const amount = steps.amounts[step] as number
  const low = firstAt(steps, steps.outs, steps.outStarts[between] as number, high, begin - steps.coarsest + 1)
  let at = low
  for (; at < high; at += 1) {
    const on = steps.outs[at] as number
    if ((steps.begins[on] as number) > begin + choice.length) break
    if ((steps.ends[on] as number) <= begin) continue
    if (Math.abs((steps.amounts[on] as number) - amount) <= choice.share * amount + 1e-6) put(step, on)
  }
  return at - low + 1
}
/** Of ways by the time of their first transfer: those that lie in one length of time, most between first. */
function bestWindow(
  steps: Steps,
  { least, length }: ScatterChoice,
  ways: readonly Way[],
): Pick<Scatter, 'between' | 'steps' | 'isCertain'> | null {
  let best: { readonly between: ReadonlySet<number>; readonly ways: readonly Way[] } | null = null
  // Later windows hold fewer ways; where those left are too few, there is none better.
  for (let from = 0; ways.length - from > (best?.between.size ?? least - 1); from += 1) {
    const end = (steps.begins[(ways[from] as Way).in] as number) + length
    const here: Way[] = []
    for (let to = from; to < ways.length; to += 1) {
      const way = ways[to] as Way
      if ((steps.begins[way.in] as number) > end) break
      if ((steps.begins[way.out] as number) <= end) here.push(way)
    }
    if (here.length <= (best?.between.size ?? least - 1)) continue
    const between = new Set(here.map((way) => steps.to[way.in] as number))
    if (between.size > (best?.between.size ?? least - 1)) best = { between, ways: here }
  }
  return best === null
    ? null
    : {
        between: [...best.between],
        steps: [...new Set(best.ways.flatMap((way) => [way.in, way.out]))].toSorted(
          (one, other) => one - other,
        ),
        isCertain: best.ways.every((way) => way.isCertain),
      }
}
