/** What nobody has decided about the transfers behind sums of people and accounts, by the side they stand on. */
import type { DoubtReason, Doubts } from '../../../shared/contract/doubts.ts'
import { DoubtSum } from '../../../shared/model/doubts.ts'
import { doubtfulTransfers, type RowDoubt } from '../records/transferDoubts.ts'
import type { Asked } from './asked.ts'
import { mark, moves } from './ledger.ts'

export interface SideDoubts {
  readonly in?: Doubts | undefined
  readonly out?: Doubts | undefined
}
interface Gathered {
  readonly in: DoubtSum
  readonly out: DoubtSum
}
/** By group; groups without a doubt are left out. */
export function doubtsByGroup(asked: Asked): ReadonlyMap<number, SideDoubts> {
  const { db, ledger, groups, currency, currencyName, from, to } = asked
  const doubtful = doubtfulTransfers(db)
  const gathered = new Map<number, Gathered>()
  const of = (group: number): Gathered => {
    let sums = gathered.get(group)
    if (sums === undefined) gathered.set(group, (sums = { in: new DoubtSum(), out: new DoubtSum() }))
    return sums
  }
  for (let place = 0; place < ledger.count; place += 1) {
    const marks = ledger.marks[place] as number
    const found = doubtful.size === 0 ? undefined : doubtful.get(ledger.records[place] as number)
    const isUnknown = (marks & mark.undecided) !== 0
    if ((found === undefined && !isUnknown) || !moves(ledger, place, currency)) continue
    const time = ledger.times[place] as number
    if ((from !== undefined && !(time >= from)) || (to !== undefined && !(time < to))) continue
    const payer = groups.of[ledger.from[place] as number] as number
    const payee = groups.of[ledger.to[place] as number] as number
    if (payer === payee) continue
    const amount = ledger.amounts[place] as number
    for (const [group, side, own] of [
      [payer, 'out', (marks & mark.byPayer) !== 0],
      [payee, 'in', (marks & mark.byPayee) !== 0],
    ] as const) {
      const sum = of(group)[side]
      if (isUnknown) sum.add('unknown-result', { currency: currencyName, less: amount }, { gone: 1 })
      addAll(sum, (own ? found?.own : found?.named) ?? [], amount, currencyName, !isUnknown)
    }
  }
  return new Map(
    [...gathered].flatMap(([group, sums]) => {
      const [into, out] = [sums.in.told(), sums.out.told()]
      return into === undefined && out === undefined ? [] : [[group, { in: into, out }] as const]
    }),
  )
}
function addAll(
  sum: DoubtSum,
  doubts: readonly RowDoubt[],
  amount: number,
  currency: string,
  alone: boolean,
): void {
  let isAlone = alone
  for (const { reason, less, more } of doubts) {
    sum.add(reason, { currency, less, more }, { alone: isAlone, gone: less === amount ? 1 : 0 })
    isAlone = false
  }
}
/** Reasons in words, for a note. */
export const reasonWords: Readonly<Record<DoubtReason, { readonly zh: string; readonly en: string }>> = {
  conflict: { zh: '同号相矛盾', en: 'numbers in conflict' },
  'possible-mirror': { zh: '可能是同一笔的双方流水', en: 'possible second sides' },
  'possible-repeat': { zh: '可能重复', en: 'possible repeats' },
  'possible-reversal': { zh: '可能冲正或退款', en: 'possible reversals' },
  'open-reversal': { zh: '未找到原交易的冲正或退款', en: 'reversals of nothing found' },
  'unknown-result': { zh: '结果不明', en: 'result not known' },
}
