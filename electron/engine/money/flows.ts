/** Where money went from chosen accounts, level by level, or where it came from. Whole transfers, no shares: what of a sum went which way is asked by tracing. Pure. */
import { addMinor, type Minor } from '../../../shared/model/minor.ts'
import type { Groups } from './holders.ts'
import { indexOf, type Ledger, moves, outsideOf } from './ledger.ts'
import { grainLength } from './moments.ts'
import { Sums } from './sums.ts'

export interface FlowChoice {
  readonly currency: number
  /** Groups it starts from. */
  readonly start: readonly number[]
  readonly direction: 'down' | 'up'
  readonly levels: number
  /** Milliseconds between what came and what left again; null: any time after. */
  readonly gap: number | null
  readonly from?: number
  readonly to?: number
  /** Transfers below this are not followed. */
  readonly least?: number
  /** Whether money is followed through accounts that only rows of others tell of. */
  readonly beyond: boolean
}
/** Money between two groups on one level; level 1 touches the start. */
export interface FlowEdge {
  readonly level: number
  readonly from: number
  readonly to: number
  readonly count: number
  readonly sum: Minor
  readonly first: number
  readonly last: number
  /** To (upwards: from) a group of this or an earlier level. */
  readonly back: boolean
  readonly places: readonly number[]
}
export interface FlowNode {
  readonly group: number
  /** 0 for the start; the least level it is reached on. */
  readonly level: number
  /** Why it is not followed: outside of the material, a third-party payer, no statement, or the last level. */
  readonly stop: 'outside' | 'channel' | 'no-statement' | 'last-level' | null
}
export interface Flows {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  /** Transfers of those on the way that were not followed because they came too early, too late, or in no time that is told. */
  readonly outOfTime: { readonly count: number; readonly sum: Minor }
}

/**
 * Levels of money. On each level the transfers of those reached on the one before are taken that lie after (upwards: before) a transfer by which they were reached, at most `gap` apart; times that are
 * told coarsely may lie anywhere in what they cover. A group has the least level it is reached on; transfers to those of earlier levels are marked as going back.
 */
export function flowsOf(ledger: Ledger, groups: Groups, choice: FlowChoice): Flows {
  const { outStarts, outs, inStarts, ins } = indexOf(ledger)
  const down = choice.direction === 'down'
  const [starts, list] = down ? [outStarts, outs] : [inStarts, ins]
  const far = down ? ledger.to : ledger.from
  const level = new Map<number, number>(choice.start.map((group) => [group, 0]))
  const levelOf = new Int16Array(groups.count).fill(-1)
  for (const group of choice.start) levelOf[group] = 0
  const edges: Growing[] = []
  const early = { count: 0, sums: new Sums(1) }
  const used = new Uint8Array(ledger.count)
  /** Group → places of the transfers that reached it on the level before. */
  let reached = new Map<number, number[]>(choice.start.map((group) => [group, []]))
  for (let depth = 1; depth <= choice.levels && reached.size > 0; depth += 1) {
    const next = new Map<number, number[]>()
    const ofLevel = new Map<number, Growing>()
    for (const [group, arrivals] of reached) {
      if (depth > 1 && stopOf(ledger, groups, group, choice) !== null) continue
      const windows = depth === 1 ? null : windowsOf(ledger, arrivals, choice)
      for (let at = groups.starts[group] as number; at < (groups.starts[group + 1] as number); at += 1) {
        const node = groups.nodes[at] as number
        for (let half = starts[node] as number; half < (starts[node + 1] as number); half += 1) {
          const place = list[half] as number
          if (!isFollowed(ledger, place, choice) || used[place] === 1) continue
          const other = groups.of[far[place] as number] as number
          if (other === group) continue
          if (windows !== null && !windows.holds(ledger, place)) {
            early.count += 1
            early.sums.add(0, ledger.amounts[place] as number)
            continue
          }
          used[place] = 1
          const known = levelOf[other] as number
          // What leaves the material or goes to a third-party payer comes back to nobody, on whatever level.
          const back = known >= 0 && known < depth && !isBeyond(ledger, far[place] as number)
          if (known < 0) {
            levelOf[other] = depth
            level.set(other, depth)
          }
          grow(ofLevel, depth, down ? group : other, down ? other : group, back, ledger, place)
          if (!back) {
            const arrived = next.get(other)
            if (arrived === undefined) next.set(other, [place])
            else arrived.push(place)
          }
        }
      }
    }
    for (const edge of ofLevel.values()) edges.push(edge)
    reached = next
  }
  return {
    nodes: [...level].map(([group, depth]) => ({
      group,
      level: depth,
      stop:
        depth === 0
          ? null
          : (stopOf(ledger, groups, group, choice) ?? (depth === choice.levels ? 'last-level' : null)),
    })),
    edges,
    outOfTime: { count: early.count, sum: early.sums.at(0) },
  }
}
function isFollowed(ledger: Ledger, place: number, { currency, from, to, least = 0 }: FlowChoice): boolean {
  if (!moves(ledger, place, currency)) return false
  const amount = ledger.amounts[place] as number
  if (amount <= 0 || amount < least) return false
  const time = ledger.times[place] as number
  return (from === undefined || time >= from) && (to === undefined || time < to)
}
/** Whether a node is nobody who could have paid before: outside of the material, or a third-party payer. */
function isBeyond(ledger: Ledger, node: number): boolean {
  return outsideOf(ledger, node) !== null || ledger.channels[node] === 1
}
/** Why money is not followed beyond a group. */
function stopOf(
  ledger: Ledger,
  groups: Groups,
  group: number,
  { beyond }: Pick<FlowChoice, 'beyond'>,
): 'outside' | 'channel' | 'no-statement' | null {
  let stated = false
  for (let at = groups.starts[group] as number; at < (groups.starts[group + 1] as number); at += 1) {
    const node = groups.nodes[at] as number
    if (outsideOf(ledger, node) !== null) return 'outside'
    if (ledger.channels[node] === 1) return 'channel'
    if ((ledger.stated[node] as number) > 0) stated = true
  }
  return stated || beyond ? null : 'no-statement'
}

interface Growing {
  readonly level: number
  readonly from: number
  readonly to: number
  readonly back: boolean
  sum: Minor
  readonly places: number[]
  count: number
  first: number
  last: number
}
function grow(
  edges: Map<number, Growing>,
  level: number,
  from: number,
  to: number,
  back: boolean,
  ledger: Ledger,
  place: number,
): void {
  const key = from * 2 ** 25 + to
  const time = ledger.times[place] as number
  let edge = edges.get(key)
  if (edge === undefined)
    edges.set(key, (edge = { level, from, to, back, sum: 0, places: [], count: 0, first: time, last: time }))
  edge.count += 1
  edge.sum = addMinor(edge.sum, ledger.amounts[place] as number)
  edge.places.push(place)
  // Accounts of one person follow one another: the first of them may tell no time.
  if (time < edge.first || Number.isNaN(edge.first)) edge.first = time
  if (time > edge.last || Number.isNaN(edge.last)) edge.last = time
}

/** The time in which what came may go on. */
interface Windows {
  holds(ledger: Ledger, place: number): boolean
}
function windowsOf(ledger: Ledger, arrivals: readonly number[], { gap, direction }: FlowChoice): Windows {
  const down = direction === 'down'
  const times = Float64Array.from(arrivals, (place) => boundOf(ledger, place, !down)).sort()
  return {
    holds(of, place) {
      const at = boundOf(of, place, down)
      if (Number.isNaN(at)) return false
      if (down) {
        // The latest arrival that may lie before it.
        const before = lastUpTo(times, at)
        return before >= 0 && (gap === null || boundOf(of, place, false) - (times[before] as number) <= gap)
      }
      const after = lastUpTo(times, at - 1) + 1
      return (
        after < times.length && (gap === null || (times[after] as number) - boundOf(of, place, true) <= gap)
      )
    },
  }
}
/** The earliest or latest moment a transfer may have happened at. */
function boundOf(ledger: Ledger, place: number, latest: boolean): number {
  const start = ledger.times[place] as number
  return latest ? start + (grainLength[ledger.grains[place] as number] as number) - 1 : start
}
function lastUpTo(times: Float64Array, at: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] as number) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
