/**
 * Money that comes back: transfers one after the other from somebody through others back to him. A search from each transfer in the order of time, kept small by time, amounts and by
 * who can still pay back in time; bounded. Pure.
 */
import { firstAt, type Steps } from './moneySteps.ts'

export interface CycleChoice {
  /** How many take part, those who begin included. */
  readonly least: number
  readonly most: number
  /** From the beginning of the first transfer to that of the last, in milliseconds. */
  readonly length: number
  /** The smallest is below the largest by at most this share of the largest. */
  readonly share: number
  /** The same for two who pay one another. */
  readonly pairLength: number
  readonly pairShare: number
  /** Only those in which one of these takes part; null: any. */
  readonly of: ReadonlySet<number> | null
  /** Steps looked at, in all and from one transfer on. */
  readonly mostWork: number
  readonly mostWorkEach: number
  readonly mostHits: number
}
export interface Cycle {
  readonly steps: readonly number[]
  /** Whether times tell the order; otherwise several orders are possible and one of them goes round. */
  readonly isCertain: boolean
}
export interface Cycles {
  readonly hits: readonly Cycle[]
  /** Transfers from which the search was cut short. */
  readonly cutStarts: number
  /** Transfers from which no search was begun, as the search as a whole had come to its bound. */
  readonly skippedStarts: number
  readonly work: number
}
/** Whether amounts differ by at most the share of the largest; the last bit of a share does not decide. */
export function isKept(smallest: number, largest: number, share: number): boolean {
  return largest - smallest <= share * largest + 1e-6
}

/** Every cycle, by its first transfer. */
export function cyclesOf(steps: Steps, choice: CycleChoice, check: () => void = () => undefined): Cycles {
  return new CycleSearch(steps, choice).run(check)
}
class CycleSearch {
  private readonly steps: Steps
  private readonly choice: CycleChoice
  private readonly hits: Cycle[] = []
  private readonly seen = new Set<string>()
  /** Group → the transfer for which it was found to pay the beginner directly (near) or through one other (far). */
  private readonly near: Int32Array
  private readonly far: Int32Array
  private readonly path: number[] = []
  private readonly through: number[] = []
  private work = 0
  private start = 0
  private beginner = 0
  private stopAt = 0
  private limit = 0
  private last = 0
  constructor(steps: Steps, choice: CycleChoice) {
    this.steps = steps
    this.choice = choice
    this.near = new Int32Array(steps.groups).fill(-1)
    this.far = new Int32Array(steps.groups).fill(-1)
  }
  run(check: () => void): Cycles {
    const { steps, choice } = this
    let cutStarts = 0
    for (this.start = 0; this.start < steps.count; this.start += 1) {
      if ((this.start & 0xff) === 0) check()
      if (this.work >= choice.mostWork || this.hits.length >= choice.mostHits)
        return { hits: this.hits, cutStarts, skippedStarts: steps.count - this.start, work: this.work }
      this.stopAt = Math.min(choice.mostWork, this.work + choice.mostWorkEach)
      if (!this.searchFromStart()) cutStarts += 1
    }
    return { hits: this.hits, cutStarts, skippedStarts: 0, work: this.work }
  }
  /** False where it was cut short. */
  private searchFromStart(): boolean {
    const { steps, choice, start } = this
    this.beginner = steps.from[start] as number
    const second = steps.to[start] as number
    this.limit = (steps.begins[start] as number) + choice.length
    if (!this.goesOn(second)) return true
    const isComplete = this.markBack()
    if (isComplete === null) return true
    const amount = steps.amounts[start] as number
    this.path[0] = start
    this.through[0] = this.beginner
    return this.extend(second, 1, steps.begins[start] as number, amount, amount, true) && isComplete
  }
  /** Whether somebody pays anything on in time; cheap, and no for most. */
  private goesOn(group: number): boolean {
    const { steps, start } = this
    const [low, high] = [steps.outStarts[group] as number, steps.outStarts[group + 1] as number]
    const earliest = (steps.begins[start] as number) - steps.coarsest + 1
    const at = firstAt(steps, steps.outs, low, high, earliest)
    return at < high && (steps.begins[steps.outs[at] as number] as number) <= this.limit
  }
  /** Marks who can pay the beginner back in time, directly or through one other. Null: nobody; false: the marking was cut short, so that the search is too. */
  private markBack(): boolean | null {
    const { near, far, start, choice } = this
    const direct: number[] = []
    const isWhole = this.eachInto(this.beginner, (from) => {
      if (near[from] !== start) {
        near[from] = start
        direct.push(from)
      }
    })
    if (direct.length === 0) return isWhole ? null : false
    if (choice.most < 3) return isWhole
    return (
      direct.every((group) =>
        this.eachInto(group, (from) => {
          far[from] = start
        }),
      ) && isWhole
    )
  }
  /** Goes over who paid a group in time and in the amounts that can still stand beside the first; false where the bound was met. */
  private eachInto(group: number, put: (from: number) => void): boolean {
    const { steps, start, choice, limit } = this
    const high = steps.inStarts[group + 1] as number
    const [first, begin] = [steps.amounts[start] as number, steps.begins[start] as number]
    for (
      let at = firstAt(steps, steps.ins, steps.inStarts[group] as number, high, begin - steps.coarsest + 1);
      at < high;
      at += 1
    ) {
      const step = steps.ins[at] as number
      if ((steps.begins[step] as number) > limit) break
      if (this.work++ >= this.stopAt) return false
      const amount = steps.amounts[step] as number
      if ((steps.ends[step] as number) <= begin) continue
      if (isKept(Math.min(first, amount), Math.max(first, amount), choice.share))
        put(steps.from[step] as number)
    }
    return true
  }
  /** Who was reached by `taken` transfers can still come back: through those marked, where only one or two transfers are left. */
  private canReturn(group: number, taken: number): boolean {
    const left = this.choice.most - taken
    if (left > 2) return true
    return this.near[group] === this.start || (left === 2 && this.far[group] === this.start)
  }
  private extend(
    group: number,
    taken: number,
    earliest: number,
    smallest: number,
    largest: number,
    isCertain: boolean,
  ): boolean {
    if (!this.canReturn(group, taken)) return true
    const { steps, choice, limit, path, through } = this
    through[taken] = group
    const high = steps.outStarts[group + 1] as number
    const before = steps.ends[path[taken - 1] as number] as number
    for (
      let at = firstAt(
        steps,
        steps.outs,
        steps.outStarts[group] as number,
        high,
        earliest - steps.coarsest + 1,
      );
      at < high;
      at += 1
    ) {
      const step = steps.outs[at] as number
      const begin = steps.begins[step] as number
      if (begin > limit) break
      if (this.work++ >= this.stopAt) return false
      // It can have come after all before it.
      if ((steps.ends[step] as number) <= earliest) continue
      const amount = steps.amounts[step] as number
      const [least, most] = [Math.min(smallest, amount), Math.max(largest, amount)]
      if (!isKept(least, most, choice.share)) continue
      const next = steps.to[step] as number
      path[taken] = step
      const isTold = isCertain && begin >= before
      this.last = Math.max(earliest, begin)
      if (next === this.beginner) this.put(taken + 1, least, most, isTold)
      else if (
        taken + 1 < choice.most &&
        !this.isThrough(next, taken) &&
        !this.extend(next, taken + 1, Math.max(earliest, begin), least, most, isTold)
      )
        return false
      if (this.hits.length >= choice.mostHits) return false
    }
    return true
  }
  private isThrough(group: number, taken: number): boolean {
    for (let at = 1; at <= taken; at += 1) if (this.through[at] === group) return true
    return false
  }
  private put(size: number, least: number, most: number, isCertain: boolean): void {
    const { choice, steps, path, through } = this
    if (size < choice.least) return
    if (size === 2) {
      const span = this.last - (steps.begins[this.start] as number)
      if (span > choice.pairLength || !isKept(least, most, choice.pairShare)) return
    }
    const { of } = choice
    if (of !== null && !through.slice(0, size).some((group) => of.has(group))) return
    const found = path.slice(0, size)
    // Where times do not tell which came first, the same transfers can be met from several of them.
    if (!isCertain) {
      const key = found.toSorted((one, other) => one - other).join()
      if (this.seen.has(key)) return
      this.seen.add(key)
    }
    this.hits.push({ steps: found, isCertain })
  }
}
