/** Random ledgers for tracing. */
import {
  flowKinds,
  type Ledger,
  ledgerOf,
  mark,
  type TakenBack,
  type Transfer,
} from '../../electron/engine/money/ledger.ts'
import { random } from './statements.ts'

const second = 1_000
export interface MadeLedger {
  readonly ledger: Ledger
  readonly accounts: number
}
/** Small amounts (times `scale`): some times equal, some of a whole minute, some payments out of the material, some taken back. */
export function randomLedger(
  seed: number,
  { count = 60, accounts = 6, scale = 1, takesBack = true } = {},
): MadeLedger {
  const next = random(seed)
  const of = (size: number): number => Math.floor(next() * size)
  const transfers: Transfer[] = []
  for (let number = 0; number < count; number += 1) {
    const from = of(accounts + 1)
    let to = of(accounts + 6)
    if (to === from) to = (to + 1) % accounts
    transfers.push({
      from: from === accounts ? accounts + 1 + of(5) : from,
      to,
      amount: (1 + of(30)) * scale,
      time: (of(40) * 60 + of(2)) * second,
      grain: of(6) === 0 ? 1 : 2,
      kind: flowKinds[0],
      marks: mark.byPayer,
    })
  }
  const ledger = ledgerOf(accounts, transfers)
  const takenBack: TakenBack[] = []
  for (let place = 0; place < ledger.count; place += 1)
    if (of(8) === 0 && takesBack) {
      const amount = 1 + of(ledger.amounts[place] as number)
      // What stands in the ledger is net of it.
      ledger.amounts[place] = (ledger.amounts[place] as number) - amount
      takenBack.push({
        of: place,
        amount,
        time: (ledger.times[place] as number) + of(600) * second,
        recordId: 900 + place,
      })
    }
  return {
    accounts,
    ledger: { ...ledger, takenBack: takenBack.toSorted((one, other) => one.time - other.time) },
  }
}
