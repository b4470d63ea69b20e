/** Figures with and without what nobody has decided: adding up doubts, and the range a sum lies in. */
import { doubtReasons, type Doubt, type DoubtReason, type Doubts, type Swing } from '../contract/doubts.ts'
import { placeOf, type CurrencySum } from './currency.ts'
import { addMinor, bigOf, minorOf, type Minor } from './minor.ts'

interface Sum {
  less: Minor
  more: Minor
}
/** Gathers doubts behind one figure. */
export class DoubtSum {
  private readonly reasons = new Map<DoubtReason, { count: number; readonly by: Map<string, Sum> }>()
  private readonly all = new Map<string, Sum>()
  private fewer = 0

  /**
   * One thing in doubt, or several. `alone`: nothing that was added before takes the same rows away; otherwise it is told, but moves the whole no further.
   * `gone`: how many facts fewer.
   */
  add(
    reason: DoubtReason,
    what: { readonly currency: string; readonly less: Minor; readonly more?: Minor },
    { count = 1, gone = 0, alone = true }: { count?: number; gone?: number; alone?: boolean } = {},
  ): void {
    let told = this.reasons.get(reason)
    if (told === undefined) this.reasons.set(reason, (told = { count: 0, by: new Map() }))
    told.count += count
    put(told.by, what.currency, what.less, what.more ?? 0)
    if (!alone) return
    put(this.all, what.currency, what.less, what.more ?? 0)
    this.fewer += gone
  }
  /** What was gathered; undefined for nothing. */
  told(): Doubts | undefined {
    if (this.reasons.size === 0) return undefined
    return {
      each: doubtReasons.flatMap((reason): Doubt[] => {
        const found = this.reasons.get(reason)
        return found === undefined ? [] : [{ reason, count: found.count, swings: swingsOf(found.by) }]
      }),
      swings: swingsOf(this.all),
      fewer: this.fewer,
    }
  }
}
function put(by: Map<string, Sum>, currency: string, less: Minor, more: Minor): void {
  const sum = by.get(currency)
  if (sum === undefined) by.set(currency, { less, more })
  else {
    sum.less = addMinor(sum.less, less)
    sum.more = addMinor(sum.more, more)
  }
}
function swingsOf(by: ReadonlyMap<string, Sum>): readonly Swing[] {
  return [...by]
    .filter(([, { less, more }]) => bigOf(less) !== 0n || bigOf(more) !== 0n)
    .map(([currency, { less, more }]) => ({ currency, less, more }))
    .toSorted(
      (one, other) =>
        placeOf(one.currency) - placeOf(other.currency) || (one.currency < other.currency ? -1 : 1),
    )
}
/** Doubts of several figures whose sum is one figure. */
export function joinedDoubts(several: readonly (Doubts | undefined)[]): Doubts | undefined {
  const present = several.filter((doubts) => doubts !== undefined)
  if (present.length < 2) return present[0]
  const joined = (lists: readonly (readonly Swing[])[]): readonly Swing[] => {
    const by = new Map<string, Sum>()
    for (const { currency, less, more } of lists.flat()) put(by, currency, less, more)
    return swingsOf(by)
  }
  return {
    each: doubtReasons.flatMap((reason): Doubt[] => {
      const found = present.flatMap(({ each }) => each.filter((doubt) => doubt.reason === reason))
      return found.length === 0
        ? []
        : [
            {
              reason,
              count: found.reduce((sum, { count }) => sum + count, 0),
              swings: joined(found.map(({ swings }) => swings)),
            },
          ]
    }),
    swings: joined(present.map(({ swings }) => swings)),
    fewer: present.reduce((sum, { fewer }) => sum + fewer, 0),
  }
}

export interface SumRange {
  readonly currency: string
  readonly low: Minor
  readonly high: Minor
}
/** Between what the sums of a figure lie, a currency at a time; only those that move. */
export function rangesOf(sums: readonly CurrencySum[], doubts: Doubts): readonly SumRange[] {
  return doubts.swings.map(({ currency, less, more }) => {
    const sum = bigOf(sums.find((candidate) => candidate.currency === currency)?.sum ?? 0)
    return { currency, low: minorOf(sum - bigOf(less)), high: minorOf(sum + bigOf(more)) }
  })
}
