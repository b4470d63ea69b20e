/** Many who pay one, one who pays many, and one whose money comes together again at another, within a length of time. Pure. */
import { firstAt, type Steps } from './moneySteps.ts'

export interface FanChoice {
  /** Different counterparts at least. */
  readonly least: number
  /** Their payments together at least, minor units. */
  readonly sum: number
  /** Milliseconds from the beginning of the first to that of the last. */
  readonly length: number
  /** Only windows in which one of these takes part; null: any. */
  readonly of?: ReadonlySet<number> | null
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
      const of = choice.of?.has(group) === true ? null : (choice.of ?? null)
      const fan = fanOf(steps, { ...choice, of }, list.subarray(first, end), far, counts)
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
  let [different, sum, to, times, free, wanted] = [0, 0, 0, 0, 0, 0]
  const { of = null } = choice
  let best = { different: 0, sum: 0, from: 0, to: 0 }
  for (let from = 0; from < list.length; from += 1) {
    const end = (steps.begins[list[from] as number] as number) + choice.length
    while (to < list.length && (steps.begins[list[to] as number] as number) <= end) {
      const step = list[to++] as number
      const group = far[step] as number
      if ((counts[group] as number) === 0) different += 1
      if (of?.has(group) === true) wanted += 1
      counts[group] = (counts[group] as number) + 1
      sum += steps.amounts[step] as number
    }
    if (different >= choice.least && sum >= choice.sum && (of === null || wanted > 0)) {
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
    if (of?.has(group) === true) wanted -= 1
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
  /** Only where one of these takes part; null: any. */
  readonly of?: ReadonlySet<number> | null
  /** Steps looked at in all, and ways kept of one source. */
  readonly mostWork: number
  readonly mostWays?: number
}
/** Some hundred megabytes. */
const mostWaysOfOne = 2_000_000
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
/**
 * One who pays several, who each pay nearly as much on to one and the same, all within the length; a line for each two of them, with the window of most between. Bounded; `skipped`: payers that
 * were not looked at, or not to the end.
 */
export function scattersOf(
  steps: Steps,
  choice: ScatterChoice,
  check: () => void = () => undefined,
): { readonly hits: readonly Scatter[]; readonly skipped: number } {
  const hits: Scatter[] = []
  // Ways from the source to each target; most have too few, so they are counted before any is kept.
  const counts = new Int32Array(steps.groups)
  const paysEnough = (group: number): boolean =>
    (steps.outStarts[group + 1] as number) - (steps.outStarts[group] as number) >= choice.least
  let [work, skipped] = [0, 0]
  for (let source = 0; source < steps.groups; source += 1) {
    if ((source & 0xff) === 0) check()
    if (!paysEnough(source)) continue
    if (work >= choice.mostWork) {
      skipped += 1
      continue
    }
    const counted = countWays(steps, choice, source, counts, choice.mostWork - work, check)
    work += counted.work
    const kept = counted.isEnough ? waysOf(steps, choice, source, counts, check) : noWays
    if (counted.isEnough) work += counted.work
    for (const target of counted.targets) counts[target] = 0
    if (counted.isCut || kept.isCut) {
      skipped += 1
      continue
    }
    for (const [target, those] of kept.ways) {
      const { of = null } = choice
      const best = bestWindow(
        steps,
        { ...choice, of: of?.has(source) === true || of?.has(target) === true ? null : of },
        those,
      )
      work += those.length
      if (best !== null) hits.push({ source, target, ...best })
    }
  }
  return { hits, skipped }
}
interface Kept {
  readonly ways: ReadonlyMap<number, readonly Way[]>
  readonly isCut: boolean
}
const noWays: Kept = { ways: new Map(), isCut: false }
/** Counts the ways from a source by target; who was counted is told, so that it can be put back. */
function countWays(
  steps: Steps,
  choice: ScatterChoice,
  source: number,
  counts: Int32Array,
  mostWork: number,
  check: () => void,
): {
  readonly targets: readonly number[]
  readonly isEnough: boolean
  readonly isCut: boolean
  readonly work: number
} {
  const targets: number[] = []
  let [isEnough, work] = [false, 0]
  const put = (_: number, on: number): void => {
    const target = steps.to[on] as number
    const count = (counts[target] as number) + 1
    counts[target] = count
    if (count === 1) targets.push(target)
    if (count >= choice.least && target !== source) isEnough = true
  }
  const end = steps.outStarts[source + 1] as number
  for (let at = steps.outStarts[source] as number; at < end; at += 1) {
    if ((at & 0xff) === 0) check()
    if (work >= mostWork) return { targets, isEnough: false, isCut: true, work }
    work += eachOn(steps, choice, steps.outs[at] as number, put)
  }
  return { targets, isEnough, isCut: false, work }
}
/** The ways to targets that have enough of them; none where they are too many to be kept. */
function waysOf(
  steps: Steps,
  choice: ScatterChoice,
  source: number,
  counts: Int32Array,
  check: () => void,
): Kept {
  const { mostWays = mostWaysOfOne } = choice
  const byTarget = new Map<number, Way[]>()
  let kept = 0
  const put = (step: number, on: number): void => {
    const target = steps.to[on] as number
    if (target === source || (counts[target] as number) < choice.least) return
    if (++kept > mostWays) return
    const isCertain = (steps.begins[on] as number) >= (steps.ends[step] as number)
    const ways = byTarget.get(target)
    if (ways === undefined) byTarget.set(target, [{ in: step, out: on, isCertain }])
    else ways.push({ in: step, out: on, isCertain })
  }
  const end = steps.outStarts[source + 1] as number
  for (let at = steps.outStarts[source] as number; at < end && kept <= mostWays; at += 1) {
    if ((at & 0xff) === 0) check()
    eachOn(steps, choice, steps.outs[at] as number, put)
  }
  return kept > mostWays ? { ways: new Map(), isCut: true } : { ways: byTarget, isCut: false }
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
/** Of ways by the time of their first transfer: those that lie in one length of time, most between first, then the earliest. */
function bestWindow(
  steps: Steps,
  { least, length, of = null }: Pick<ScatterChoice, 'least' | 'length' | 'of'>,
  ways: readonly Way[],
): Pick<Scatter, 'between' | 'steps' | 'isCertain'> | null {
  const beginOf = (way: Way): number => steps.begins[way.in] as number
  /** From then on both of its transfers have begun. */
  const readyAt = ways.map((way) => Math.max(beginOf(way), steps.begins[way.out] as number))
  const order = Int32Array.from(ways.keys()).sort(
    (one, other) => (readyAt[one] as number) - (readyAt[other] as number) || one - other,
  )
  const betweenOf = (at: number): number => steps.to[(ways[at] as Way).in] as number
  const counts = new Map<number, number>()
  let [next, wanted] = [0, 0]
  let best = { size: least - 1, from: -1, end: 0 }
  for (let from = 0; from < ways.length; from += 1) {
    const end = beginOf(ways[from] as Way) + length
    for (; next < order.length && (readyAt[order[next] as number] as number) <= end; next += 1) {
      const at = order[next] as number
      if (at < from) continue
      const between = betweenOf(at)
      counts.set(between, (counts.get(between) ?? 0) + 1)
      if (of?.has(between) === true) wanted += 1
    }
    if (counts.size > best.size && (of === null || wanted > 0)) best = { size: counts.size, from, end }
    if ((readyAt[from] as number) > end) continue
    const between = betweenOf(from)
    const rest = (counts.get(between) ?? 0) - 1
    if (rest > 0) counts.set(between, rest)
    else counts.delete(between)
    if (of?.has(between) === true) wanted -= 1
  }
  if (best.from < 0) return null
  const here = ways.filter((_, at) => at >= best.from && (readyAt[at] as number) <= best.end)
  return {
    between: [...new Set(here.map((way) => steps.to[way.in] as number))],
    steps: [...new Set(here.flatMap((way) => [way.in, way.out]))].toSorted((one, other) => one - other),
    isCertain: here.every((way) => way.isCertain),
  }
}
