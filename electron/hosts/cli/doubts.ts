/** What nobody has decided about a sum, for machines: ranges and sums with their points. */
import type { Doubts } from '../../../shared/contract/index.ts'
import type { CurrencySum } from '../../../shared/model/currency.ts'
import { rangesOf } from '../../../shared/model/doubts.ts'
import { addMinor, type Minor } from '../../../shared/model/minor.ts'
import { moneyText } from '../../../shared/model/numberText.ts'

export interface WrittenDoubts {
  readonly each: readonly {
    readonly reason: string
    readonly count: number
    /** By currency: how much hangs on it. */
    readonly sums: Readonly<Record<string, string>>
  }[]
  /** By currency: the sum without and with all of it. */
  readonly between: Readonly<Record<string, readonly [low: string, high: string]>>
}
const written = (sum: Minor): string => moneyText(sum).replaceAll(',', '')
/** Under a name; nothing where nothing is undecided. */
export function writtenDoubts<Name extends string>(
  name: Name,
  sums: readonly CurrencySum[],
  doubts: Doubts | undefined,
): { readonly [key in Name]?: WrittenDoubts } {
  if (doubts === undefined) return {}
  const told: WrittenDoubts = {
    each: doubts.each.map(({ reason, count, swings }) => ({
      reason,
      count,
      sums: Object.fromEntries(
        swings.map(({ currency, less, more }) => [currency, written(addMinor(less, more))]),
      ),
    })),
    between: Object.fromEntries(
      rangesOf(sums, doubts).map(({ currency, low, high }) => [currency, [written(low), written(high)]]),
    ),
  }
  return { [name]: told } as { readonly [key in Name]?: WrittenDoubts }
}
