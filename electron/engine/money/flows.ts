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
  const levelOf = new Int16Array(groups.count).fill(-1)
  const order: number[] = []
  for (const group of choice.start) {
    if (levelOf[group] === 0) continue
    levelOf[group] = 0
    order.push(group)
  }
  const edges: Growing[] = []
  const early = { count: 0, sums: new Sums(1) }
  const used = new Uint8Array(ledger.count)
  const arrivals = new Arrivals(ledger.count, groups.count)
  // The edge of the group that is gone through to another: all edges of a group and a level are made one after the other.
  const edgeTo = new Int32Array(groups.count).fill(-1)
  const before = new Int32Array(ledger.count)
  let reached: readonly number[] = order.slice()
  for (let depth = 1; depth <= choice.levels && reached.length > 0; depth += 1) {
    const next: number[] = []
    for (const group of reached) {
      if (depth > 1 && stopOf(ledger, groups, group, choice) !== null) continue
      const windows = depth === 1 ? null : windowsOf(ledger, arrivals, group, choice)
      const firstEdge = edges.length
      for (let at = groups.starts[group] as number; at < (groups.starts[group + 1] as number); at += 1) {
        const node = groups.nodes[at] as number
        const end = starts[node + 1] as number
        for (let half = starts[node] as number; half < end; half += 1) {
          const place = list[half] as number
          if (used[place] === 1 || !isFollowed(ledger, place, choice)) continue
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
            order.push(other)
          }
          const edgeAt = edgeTo[other] as number
          if (edgeAt >= firstEdge) (edges[edgeAt] as Growing).add(ledger, place)
          else
            edgeTo[other] =
              edges.push(
                new Growing(depth, down ? group : other, down ? other : group, back, ledger, place, before),
              ) - 1
          if (!back && arrivals.add(other, place, depth)) next.push(other)
        }
      }
    }
    reached = next
  }
  return {
    nodes: order.map((group) => {
      const depth = levelOf[group] as number
      return {
        group,
        level: depth,
        stop:
          depth === 0
            ? null
            : (stopOf(ledger, groups, group, choice) ?? (depth === choice.levels ? 'last-level' : null)),
      }
    }),
    edges,
    outOfTime: { count: early.count, sum: early.sums.at(0) },
  }
}
/** By group the transfers that reached it on the level before, each naming the one put in before it. */
class Arrivals {
  private readonly before: Int32Array
  private readonly last: Int32Array
  private readonly levels: Int16Array
  constructor(transfers: number, groups: number) {
    this.before = new Int32Array(transfers)
    this.last = new Int32Array(groups)
    this.levels = new Int16Array(groups).fill(-1)
  }
  /** Whether it is the first that reached the group on this level. */
  add(group: number, place: number, level: number): boolean {
    const isFirst = this.levels[group] !== level
    this.levels[group] = level
    this.before[place] = isFirst ? -1 : (this.last[group] as number)
    this.last[group] = place
    return isFirst
  }
  /** Goes over them, whichever order they came in. */
  each(group: number, work: (place: number) => void): void {
    for (let place = this.last[group] as number; place !== -1; place = this.before[place] as number)
      work(place)
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

/** An edge while transfers are added to it. */
class Growing implements FlowEdge {
  readonly level: number
  readonly from: number
  readonly to: number
  readonly back: boolean
  count = 1
  sum: Minor
  first: number
  last: number
  /** Its last transfer, and by transfer the one before it: a list for each of a million edges would fill some hundred megabytes. */
  private place: number
  private readonly before: Int32Array
  constructor(
    level: number,
    from: number,
    to: number,
    back: boolean,
    ledger: Ledger,
    place: number,
    before: Int32Array,
  ) {
    this.level = level
    this.from = from
    this.to = to
    this.back = back
    this.sum = ledger.amounts[place] as number
    this.first = this.last = ledger.times[place] as number
    this.place = place
    this.before = before
  }
  add(ledger: Ledger, place: number): void {
    const time = ledger.times[place] as number
    this.count += 1
    this.sum = addMinor(this.sum, ledger.amounts[place] as number)
    this.before[place] = this.place
    this.place = place
    // Accounts of one person follow one another: the first of them may tell no time.
    if (time < this.first || Number.isNaN(this.first)) this.first = time
    if (time > this.last || Number.isNaN(this.last)) this.last = time
  }
  get places(): readonly number[] {
    const places = Array.from({ length: this.count }, () => 0)
    let place = this.place
    for (let at = this.count - 1; at >= 0; at -= 1) {
      places[at] = place
      place = this.before[place] as number
    }
    return places
  }
}

/** The time in which what came may go on. */
interface Windows {
  holds(ledger: Ledger, place: number): boolean
}
function windowsOf(
  ledger: Ledger,
  arrivals: Arrivals,
  group: number,
  { gap, direction }: FlowChoice,
): Windows {
  const down = direction === 'down'
  if (gap === null) {
    // Any time after the earliest (upwards: before the latest); what came in no time that is told is followed no further.
    let bound = down ? Infinity : -Infinity
    arrivals.each(group, (place) => {
      const time = boundOf(ledger, place, !down)
      if (down ? time < bound : time > bound) bound = time
    })
    return {
      holds: (of, place) => {
        const at = boundOf(of, place, down)
        return down ? at >= bound : at <= bound
      },
    }
  }
  // By the moment from which on (upwards: up to which) each may have come; of those the one that may have come nearest.
  const told: number[] = []
  arrivals.each(group, (place) => {
    if (!Number.isNaN(ledger.times[place])) told.push(place)
  })
  told.sort((one, other) => boundOf(ledger, one, !down) - boundOf(ledger, other, !down))
  const bounds = Float64Array.from(told, (place) => boundOf(ledger, place, !down))
  const nearest = Float64Array.from(told, (place) => boundOf(ledger, place, down))
  if (down)
    for (let at = 1; at < nearest.length; at += 1)
      nearest[at] = Math.max(nearest[at] as number, nearest[at - 1] as number)
  else
    for (let at = nearest.length - 2; at >= 0; at -= 1)
      nearest[at] = Math.min(nearest[at] as number, nearest[at + 1] as number)
  return {
    holds(of, place) {
      const at = boundOf(of, place, down)
      if (Number.isNaN(at)) return false
      if (down) {
        const before = lastUpTo(bounds, at)
        return before >= 0 && boundOf(of, place, false) - (nearest[before] as number) <= gap
      }
      const after = lastUpTo(bounds, at - 1) + 1
      return after < bounds.length && (nearest[after] as number) - boundOf(of, place, true) <= gap
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
