/** Tracing of sums: nothing made, nothing lost, and the answers of an oracle that moves single cents one by one. */
import { describe, expect, test } from 'vitest'
import { type Ledger, ledgerOf, type TakenBack } from '../../electron/engine/money/ledger.ts'
import { difference, trace, type Traced } from '../../electron/engine/money/trace/landings.ts'
import { shareOf } from '../../electron/engine/money/trace/shares.ts'
import {
  eventsOf,
  openingsOf,
  type TieOrder,
  type TraceQuestion,
  traceRules,
} from '../../electron/engine/money/trace/question.ts'
import { type MadeLedger, randomLedger } from '../helpers/randomLedgers.ts'

const ties: readonly TieOrder[] = ['stated', 'turned']
const ask = (ledger: Ledger, more: Partial<TraceQuestion>): Traced =>
  trace(ledger, { currency: 0, seeds: [], rule: 'fifo', ties: 'stated', beyond: true, ...more })
const landed = (traced: Traced): bigint =>
  traced.landings.reduce((sum, { amount }) => sum + BigInt(amount), 0n)
const told = (traced: Traced): Record<string, number> =>
  Object.fromEntries(traced.landings.map(({ node, state, amount }) => [`${node} ${state}`, Number(amount)]))

const made = (seed: number): MadeLedger => randomLedger(seed)

/** A cent: whether it is traced, and by which transfer it came last. */
interface Cent {
  traced: boolean
  by: number
  root: boolean
}
/** First or last in, first out, with single cents: where the traced ones are at the end. */
function oracle(
  ledger: Ledger,
  accounts: number,
  seeds: ReadonlySet<number>,
  rule: 'fifo' | 'lifo',
  order: TieOrder,
): Record<string, number> {
  const question: TraceQuestion = { currency: 0, seeds: [], rule, ties: order, beyond: true }
  const events = eventsOf(ledger, question)
  const openings = openingsOf(ledger, events)
  const held: Cent[][] = Array.from({ length: accounts + 6 }, (_, node) =>
    Array.from({ length: openings[node] as number }, () => ({ traced: false, by: -1, root: false })),
  )
  const outside = (node: number): boolean => node >= accounts
  const gone = new Map<string, number>()
  const take = (node: number, amount: number): Cent[] => {
    if (outside(node)) return Array.from({ length: amount }, () => ({ traced: false, by: -1, root: false }))
    const own = held[node] as Cent[]
    const cents: Cent[] = []
    while (cents.length < amount) {
      const cent = rule === 'fifo' ? own.shift() : own.pop()
      if (cent === undefined) throw new Error('an account pays more than it has')
      cents.push(cent)
    }
    return cents
  }
  const returned = new Map<number, number>()
  for (const event of events) {
    if (event >= 0) {
      const [from, to] = [ledger.from[event] as number, ledger.to[event] as number]
      const gross =
        (ledger.amounts[event] as number) +
        ledger.takenBack.filter(({ of }) => of === event).reduce((sum, { amount }) => sum + amount, 0)
      for (const cent of take(from, gross)) {
        const root = seeds.has(event) && !cent.traced
        ;(held[to] as Cent[]).push({ traced: cent.traced || root, by: event, root })
      }
      continue
    }
    const taken = ledger.takenBack[-1 - event] as TakenBack
    const [from, to] = [ledger.from[taken.of] as number, ledger.to[taken.of] as number]
    const own = held[to] as Cent[]
    const cents: Cent[] = []
    // What is still there of it, the oldest first.
    const wanted = own.filter(({ by }) => by === taken.of).slice(0, taken.amount)
    for (const cent of wanted) {
      own.splice(own.indexOf(cent), 1)
      cents.push(cent)
    }
    if (cents.length < taken.amount) cents.push(...take(to, taken.amount - cents.length))
    const back: Cent[] = []
    for (const cent of cents)
      if (cent.root && cent.by === taken.of) {
        returned.set(from, (returned.get(from) ?? 0) + 1)
        back.push({ traced: false, by: -1, root: false })
      } else back.push({ ...cent, by: -1, root: false })
    const payer = held[from] as Cent[]
    if (rule === 'lifo') payer.push(...back)
    // One after the other to the front, as they were taken.
    else for (const cent of back) payer.unshift(cent)
  }
  held.forEach((cents, node) => {
    const count = cents.filter(({ traced }) => traced).length
    if (count > 0) gone.set(String(node), count)
  })
  for (const [node, count] of returned) gone.set(`${node} returned`, count)
  return Object.fromEntries(gone)
}
const byNode = (traced: Traced): Record<string, number> => {
  const sums: Record<string, number> = {}
  for (const { node, state, amount } of traced.landings) {
    const key = state === 'returned' ? `${node} returned` : String(node)
    sums[key] = (sums[key] ?? 0) + Number(amount)
  }
  return sums
}

describe('random ledgers', () => {
  test.each(traceRules)('%s: nothing is made and nothing lost', (rule) => {
    for (let seed = 1; seed <= 120; seed += 1) {
      const { ledger } = made(seed)
      const seeds = [0, 7, 13, 21].map((place) => ({ place }))
      for (const order of ties)
        for (const beyond of [true, false]) {
          ledger.stated.fill(0)
          ledger.stated.fill(2, 0, 4)
          const traced = ask(ledger, { rule, seeds, ties: order, beyond, named: new Set([9, 14, 22, 30]) })
          expect(landed(traced), `${seed} ${order}`).toBe(BigInt(traced.seeded))
          expect(
            traced.landings.every(({ amount }) => Number(amount) > 0 && Number.isInteger(Number(amount))),
          ).toBe(true)
          // No more rests in an account than it holds at the end.
          const question: TraceQuestion = { currency: 0, seeds, rule, ties: order, beyond }
          const events = eventsOf(ledger, question)
          const balance = openingsOf(ledger, events)
          for (let place = 0; place < ledger.count; place += 1) {
            const [from, to, amount] = [
              ledger.from[place],
              ledger.to[place],
              ledger.amounts[place],
            ] as number[]
            balance[from as number] = (balance[from as number] as number) - (amount as number)
            balance[to as number] = (balance[to as number] as number) + (amount as number)
          }
          for (const { node, state, amount } of traced.landings)
            if (state === 'rests') expect(Number(amount)).toBeLessThanOrEqual(balance[node] as number)
        }
    }
  })

  test.each(['fifo', 'lifo'] as const)('%s: every cent is where single cents are', (rule) => {
    for (let seed = 1; seed <= 150; seed += 1) {
      const { ledger, accounts } = made(seed)
      const seeds = [1, 5, 17]
      for (const order of ties)
        expect(
          byNode(ask(ledger, { rule, seeds: seeds.map((place) => ({ place })), ties: order })),
          `${seed} ${order}`,
        ).toEqual(oracle(ledger, accounts, new Set(seeds), rule, order))
    }
  })

  test('a seed that is asked for in part is marked in part', () => {
    for (let seed = 1; seed <= 40; seed += 1)
      for (const rule of traceRules) {
        const { ledger } = made(seed)
        const whole = Number(ask(ledger, { rule, seeds: [{ place: 3 }] }).seeded)
        const part = ask(ledger, { rule, seeds: [{ place: 3, amount: Math.ceil(whole / 2) }] })
        expect(Number(part.seeded)).toBe(Math.ceil(whole / 2))
        expect(landed(part)).toBe(BigInt(part.seeded))
      }
  })
})

describe('answers that are known', () => {
  const chain = [
    { from: 0, to: 1, amount: 100, time: 1 },
    { from: 1, to: 2, amount: 60, time: 2 },
    { from: 1, to: 3, amount: 40, time: 3 },
    { from: 2, to: 4, amount: 60, time: 4 },
  ]
  test('all rules agree where the account held nothing else', () => {
    const ledger = ledgerOf(5, chain)
    for (const rule of traceRules)
      for (const order of ties)
        expect(
          told(ask(ledger, { rule, seeds: [{ place: 0 }], ties: order, named: new Set([1, 2, 3]) })),
        ).toEqual({ '3 rests': 40, '4 rests': 60 })
  })
  test('each rule takes what it says where money is mixed', () => {
    // 1 holds 50 before, gets the traced 100 and 50 after, pays 80.
    const ledger = ledgerOf(5, [
      { from: 2, to: 1, amount: 50, time: 1 },
      { from: 0, to: 1, amount: 100, time: 2 },
      { from: 3, to: 1, amount: 50, time: 3 },
      { from: 1, to: 4, amount: 80, time: 4 },
    ])
    const at4 = (rule: TraceQuestion['rule'], named: readonly number[] = []): number =>
      told(ask(ledger, { rule, seeds: [{ place: 1 }], named: new Set(named) }))['4 rests'] ?? 0
    expect(at4('fifo')).toBe(30)
    expect(at4('lifo')).toBe(30)
    expect(at4('proportional')).toBe(40)
    expect(at4('specific', [3])).toBe(80)
    expect(at4('specific')).toBe(0)
    const [fifo, shares] = [
      ask(ledger, { seeds: [{ place: 1 }] }),
      ask(ledger, { seeds: [{ place: 1 }], rule: 'proportional' }),
    ]
    expect(difference(fifo, shares)).toBe(10)
    expect(difference(fifo, fifo)).toBe(0)
  })
  test('what an account held before stands before all that came, whether told or only needed', () => {
    const transfers = [
      { from: 0, to: 1, amount: 100, time: 1 },
      { from: 1, to: 2, amount: 130, time: 2 },
    ]
    // 30 at least must have been there.
    expect(told(ask(ledgerOf(3, transfers), { seeds: [{ place: 0 }] }))).toEqual({ '2 rests': 100 })
    expect(
      told(ask(ledgerOf(3, transfers), { seeds: [{ place: 0 }], openings: new Map([[1, 90]]) })),
    ).toEqual({ '1 rests': 60, '2 rests': 40 })
  })
  test('a transfer that is taken back takes back what it brought, also after others came', () => {
    const base = ledgerOf(4, [
      { from: 0, to: 1, amount: 100, time: 1 },
      { from: 1, to: 2, amount: 0, time: 2 },
      { from: 3, to: 2, amount: 70, time: 3 },
    ])
    // 1 → 2 was 100 and came back whole.
    const ledger: Ledger = { ...base, takenBack: [{ of: 1, amount: 100, time: 4, recordId: 9 }] }
    for (const rule of traceRules)
      expect(told(ask(ledger, { rule, seeds: [{ place: 0 }], named: new Set([1]) })), rule).toEqual({
        '1 rests': 100,
      })
    // The traced sum itself came back to its payer.
    const own: Ledger = {
      ...ledgerOf(2, [{ from: 0, to: 1, amount: 40, time: 1 }]),
      takenBack: [{ of: 0, amount: 60, time: 2, recordId: 9 }],
    }
    for (const rule of traceRules)
      expect(told(ask(own, { rule, seeds: [{ place: 0 }] })), rule).toEqual({
        '0 returned': 60,
        '1 rests': 40,
      })
  })
  test('of one moment the order is stated, and where it matters both answers differ', () => {
    const ledger = ledgerOf(4, [
      { from: 3, to: 1, amount: 50, time: 1 },
      { from: 0, to: 1, amount: 50, time: 5 },
      { from: 1, to: 2, amount: 60, time: 5 },
    ])
    const [stated, turned] = ties.map((order) => ask(ledger, { seeds: [{ place: 1 }], ties: order })) as [
      Traced,
      Traced,
    ]
    expect(told(stated)).toEqual({ '1 rests': 40, '2 rests': 10 })
    // Paid first: 60 out of 50 and what must have been there before.
    expect(told(turned)).toEqual({ '1 rests': 50 })
    expect(difference(stated, turned)).toBe(10)
  })
  test('money stops where nothing more is known: outside, third-party payer, no statement', () => {
    const transfers = [
      { from: 0, to: 1, amount: 90, time: 1 },
      { from: 1, to: 6, amount: 30, time: 2 },
      { from: 1, to: 2, amount: 20, time: 3 },
      { from: 1, to: 3, amount: 10, time: 4 },
      { from: 2, to: 4, amount: 20, time: 5 },
      { from: 3, to: 4, amount: 10, time: 6 },
    ]
    const stated = new Uint8Array(11).fill(2, 0, 5)
    stated[2] = 0
    const channels = new Uint8Array(11)
    channels[3] = 1
    const ledger = ledgerOf(5, transfers, { stated, channels })
    expect(told(ask(ledger, { seeds: [{ place: 0 }], beyond: false }))).toEqual({
      '1 rests': 30,
      '6 cash': 30,
      '2 no-statement': 20,
      '3 channel': 10,
    })
    expect(told(ask(ledger, { seeds: [{ place: 0 }], beyond: true }))).toEqual({
      '1 rests': 30,
      '6 cash': 30,
      '4 rests': 20,
      '3 channel': 10,
    })
  })
  test('a second seed paid with money of the first is not counted twice', () => {
    const ledger = ledgerOf(5, chain)
    for (const rule of ['fifo', 'lifo', 'proportional'] as const) {
      const traced = ask(ledger, { rule, seeds: [{ place: 0 }, { place: 1 }] })
      expect(Number(traced.seeded), rule).toBe(100)
      expect(landed(traced)).toBe(100n)
    }
  })
  test('shares are whole cents, exact beyond 2^53', () => {
    expect([
      shareOf(10, 1, 3),
      shareOf(10, 2, 3),
      shareOf(5, 1, 2),
      shareOf(0, 1, 3),
      shareOf(7, 9, 9),
    ]).toEqual([3, 7, 2, 0, 7])
    expect(shareOf(9_007_199_254_740_991, 1_000_000_007, 3_000_000_021)).toBe(3_002_399_751_580_330)
  })
})
