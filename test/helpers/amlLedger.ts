/**
 * A ledger in the shape of AMLSim's: accounts with fixed counterparts of heavy-tailed number, background transfers along them, and planted cycles, fan-ins and
 * accounts that pass on. Which transfers were planted is told.
 */
import { flowKinds, type Ledger, LedgerBuilder, mark } from '../../electron/engine/money/ledger.ts'
import { random } from './statements.ts'

const hour = 3_600_000
const start = Date.UTC(2023, 0, 1)
export interface Planted {
  readonly accounts: readonly number[]
  readonly records: readonly number[]
}
export interface AmlLedger {
  readonly ledger: Ledger
  readonly cycles: readonly Planted[]
  /** The payee first. */
  readonly fanIns: readonly Planted[]
  /** The one who passes on first. */
  readonly passers: readonly Planted[]
}
export interface AmlShape {
  readonly seed: number
  readonly accounts: number
  readonly background: number
  readonly days: number
  readonly planted: number
}
/** The same for the same shape. */
export function amlLedger({ seed, accounts, background, days, planted }: AmlShape): AmlLedger {
  const next = random(seed)
  const builder = new LedgerBuilder(accounts, background + planted * 60)
  const kind = flowKinds.indexOf('transfer')
  let record = 0
  const put = (from: number, to: number, amount: number, time: number): number => {
    builder.put(
      from,
      to,
      amount,
      start + Math.floor(time / 1_000) * 1_000,
      2,
      'CNY',
      kind,
      mark.byPayer,
      ++record,
    )
    return record
  }
  // Few accounts have very many counterparts: the place of an account is a power of an even number.
  const heavy = (): number => Math.min(accounts - 1, Math.floor(accounts * next() ** 2.5))
  // Every fifth counterpart pays back as much now and then.
  const relations = Array.from({ length: accounts * 5 }, () => {
    const from = heavy()
    const to = (from + 1 + Math.floor((accounts - 1) * next() ** 2.5)) % accounts
    return { from, to, usual: Math.exp(6 + 4 * next() + 2 * next()) * 100 }
  })
  relations.push(
    ...relations
      .filter((_, at) => at % 5 === 0)
      .map(({ from, to, usual }) => ({ from: to, to: from, usual })),
  )
  const length = days * 24 * hour
  for (let at = 0; at < background; at += 1) {
    const { from, to, usual } = relations[Math.floor(next() * relations.length)] as (typeof relations)[number]
    put(from, to, Math.round(usual * (0.5 + next())), next() * length)
  }
  const anyone = (): number => Math.floor(next() * accounts)
  const different = (count: number): readonly number[] => {
    const found = new Set<number>()
    while (found.size < count) found.add(anyone())
    return [...found]
  }
  const moment = (): number => next() * (length - 100 * hour)
  const cycles = Array.from({ length: planted }, (): Planted => {
    const those = different(3 + Math.floor(next() * 3))
    let [amount, time] = [1_000_000 + Math.floor(next() * 20_000_000), moment()]
    const records = those.map((from, at) => {
      const record = put(from, those[(at + 1) % those.length] as number, Math.round(amount), time)
      // Each keeps up to 5 %; all of it within 60 hours.
      amount *= 1 - 0.05 * next()
      time += (0.1 + 0.9 * next()) * 12 * hour
      return record
    })
    return { accounts: those, records }
  })
  const fanIns = Array.from({ length: planted }, (): Planted => {
    const those = different(11 + Math.floor(next() * 15))
    const [payee, ...payers] = those as readonly [number, ...number[]]
    const begin = moment()
    return {
      accounts: those,
      records: payers.map((payer) =>
        put(payer, payee, 200_000 + Math.floor(next() * 3_000_000), begin + next() * 71 * hour),
      ),
    }
  })
  // New accounts would be easy; these have background transfers of their own where chance gives them some.
  const passers = Array.from({ length: planted }, (): Planted => {
    const [own, ...others] = different(8) as readonly [number, ...number[]]
    const records: number[] = []
    for (let round = 0; round < 12; round += 1) {
      const [time, amount] = [moment(), 1_000_000 + Math.floor(next() * 5_000_000)]
      records.push(put(others[round % 5] as number, own, amount, time))
      records.push(
        put(
          own,
          others[5 + (round % 2)] as number,
          Math.round(amount * (0.93 + 0.06 * next())),
          time + (1 + 50 * next()) * 60_000,
        ),
      )
    }
    return { accounts: [own, ...others], records }
  })
  return { ledger: builder.build(), cycles, fanIns, passers }
}
