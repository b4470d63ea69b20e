/** Tracing back: what a balance or a payment takes from each source is what tracing from that source brings there. */
import { describe, expect, test } from 'vitest'
import { type Ledger, ledgerOf } from '../../electron/engine/money/ledger.ts'
import type { BackQuestion } from '../../electron/engine/money/trace/backQuestion.ts'
import { trace, traceBack, type Traced, type TracedBack } from '../../electron/engine/money/trace/landings.ts'
import {
  eventsOf,
  openingsOf,
  type TieOrder,
  type TraceQuestion,
  traceRules,
} from '../../electron/engine/money/trace/question.ts'
import { randomLedger } from '../helpers/randomLedgers.ts'

const ties: readonly TieOrder[] = ['stated', 'turned']
const back = (ledger: Ledger, more: Partial<BackQuestion>): TracedBack =>
  traceBack(ledger, { currency: 0, seeds: [], rule: 'fifo', ties: 'stated', beyond: true, ...more })
const forward = (ledger: Ledger, more: Partial<TraceQuestion>): Traced =>
  trace(ledger, { currency: 0, seeds: [], rule: 'fifo', ties: 'stated', beyond: true, ...more })
const told = (traced: Traced): Record<string, number> =>
  Object.fromEntries(traced.landings.map(({ node, state, amount }) => [`${node} ${state}`, Number(amount)]))
const sum = (traced: Traced): number =>
  traced.landings.reduce((total, { amount }) => total + Number(amount), 0)
/** What each account holds at the end. */
function endings(ledger: Ledger, order: TieOrder): Float64Array {
  const question: TraceQuestion = { currency: 0, seeds: [], rule: 'fifo', ties: order, beyond: true }
  const balance = openingsOf(ledger, eventsOf(ledger, question))
  for (let place = 0; place < ledger.count; place += 1) {
    const amount = ledger.amounts[place] as number
    balance[ledger.from[place] as number] = (balance[ledger.from[place] as number] as number) - amount
    balance[ledger.to[place] as number] = (balance[ledger.to[place] as number] as number) + amount
  }
  return balance
}
/** Transfers by which money enters the material, by who pays. */
const entries = (ledger: Ledger, isSource: (node: number) => boolean): ReadonlyMap<number, number[]> => {
  const found = new Map<number, number[]>()
  for (let place = 0; place < ledger.count; place += 1) {
    const from = ledger.from[place] as number
    if (isSource(from)) found.set(from, [...(found.get(from) ?? []), place])
  }
  return found
}

describe('random ledgers', () => {
  test.each(traceRules)('%s: nothing is made and nothing lost, of balances and of payments', (rule) => {
    for (let seed = 1; seed <= 80; seed += 1) {
      const { ledger, accounts } = randomLedger(seed)
      for (const order of ties)
        for (const beyond of [true, false]) {
          ledger.stated.fill(0)
          ledger.stated.fill(2, 0, 4)
          const given = { rule, ties: order, beyond, named: new Set([2, 9, 14, 22, 30, 41]) }
          const balance = endings(ledger, order)
          for (let node = 0; node < accounts; node += 1) {
            const whole = back(ledger, { ...given, held: [{ node }] })
            expect(Number(whole.seeded)).toBe(beyond || node < 4 ? balance[node] : 0)
            expect(sum(whole), `${seed} ${order} ${node}`).toBe(Number(whole.seeded))
            const half = Math.floor((balance[node] as number) / 2)
            const part = back(ledger, { ...given, held: [{ node, amount: half }] })
            expect([Number(part.seeded), sum(part)]).toEqual(beyond || node < 4 ? [half, half] : [0, 0])
          }
          const payments = back(ledger, { ...given, seeds: [8, 25, 44].map((place) => ({ place })) })
          expect(sum(payments), `${seed} ${order}`).toBe(Number(payments.seeded))
          for (const { amount } of [...payments.landings, ...payments.edges]) {
            expect(Number.isInteger(Number(amount))).toBe(true)
            expect(Number(amount)).toBeGreaterThan(0)
          }
        }
    }
  })

  test.each(['fifo', 'lifo'] as const)(
    '%s: a balance has of each source what tracing from there brings',
    (rule) => {
      let withRefunds = 0
      for (let seed = 1; seed <= 40; seed += 1) {
        const { ledger, accounts } = randomLedger(seed)
        if (ledger.takenBack.length > 0) withRefunds += 1
        for (const order of ties)
          for (const beyond of [true, false]) {
            ledger.stated.fill(0)
            ledger.stated.fill(2, 0, beyond ? 6 : 4)
            const balance = endings(ledger, order)
            const sources = entries(ledger, (node) => node >= (beyond ? accounts : 4))
            for (let node = 0; node < 4; node += 1) {
              const traced = told(back(ledger, { rule, ties: order, beyond, held: [{ node }] }))
              const expected: Record<string, number> = {}
              let known = 0
              for (const [from, places] of sources) {
                // One by one, so that it is told that nothing is brought twice.
                const brought = places.reduce(
                  (total, place) =>
                    total +
                    (told(forward(ledger, { rule, ties: order, beyond, seeds: [{ place }] }))[
                      `${node} rests`
                    ] ?? 0),
                  0,
                )
                known += brought
                if (brought > 0) expected[String(from)] = brought
              }
              const rest = (balance[node] as number) - known
              const others: Record<string, number> = {}
              let openings = 0
              for (const [key, amount] of Object.entries(traced))
                if (key.endsWith(' rests')) openings += amount
                else {
                  const [from = ''] = key.split(' ')
                  others[from] = (others[from] ?? 0) + amount
                }
              expect(others, `${seed} ${order} ${node}`).toEqual(expected)
              expect(openings).toBe(rest)
            }
          }
      }
      expect(withRefunds).toBeGreaterThan(30)
    },
  )

  test('proportional: the same but for the rounding of cents forward', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const { ledger, accounts } = randomLedger(seed, { scale: 1_000_000, takesBack: false })
      for (const order of ties)
        for (let node = 0; node < accounts; node += 1) {
          const given = { rule: 'proportional', ties: order } as const
          const traced = told(back(ledger, { ...given, held: [{ node }] }))
          for (const [from, places] of entries(ledger, (each) => each >= accounts)) {
            const brought = told(forward(ledger, { ...given, seeds: places.map((place) => ({ place })) }))
            const [there = 0] = Object.entries(traced).flatMap(([key, amount]) =>
              key.startsWith(`${from} `) ? [amount] : [],
            )
            expect(
              Math.abs(there - (brought[`${node} rests`] ?? 0)),
              `${seed} ${order} ${node}`,
            ).toBeLessThan(100)
          }
        }
    }
  })

  test.each(['fifo', 'lifo', 'proportional'] as const)(
    '%s: payments out of the material have what tracing brings to where they went',
    (rule) => {
      for (let seed = 1; seed <= 60; seed += 1) {
        const { ledger, accounts } = randomLedger(seed, { takesBack: false, scale: 1_000 })
        const sinks = [0, 1, 2, 3, 4, 5].map((kind) => accounts + kind)
        for (const sink of sinks) {
          const seeds: { place: number }[] = []
          for (let place = 0; place < ledger.count; place += 1)
            if (ledger.to[place] === sink && (ledger.from[place] as number) < accounts) seeds.push({ place })
          if (seeds.length === 0) continue
          const traced = told(back(ledger, { rule, seeds }))
          for (const [from, places] of entries(ledger, (node) => node >= accounts)) {
            if (from === sink) continue
            const inward = places.filter((place) => (ledger.to[place] as number) < accounts)
            const brought = told(forward(ledger, { rule, seeds: inward.map((place) => ({ place })) }))
            const at = (of: Record<string, number>, node: number): number =>
              Object.entries(of).reduce(
                (total, [key, amount]) => (key.startsWith(`${node} `) ? total + amount : total),
                0,
              )
            expect(Math.abs(at(traced, from) - at(brought, sink)), `${seed} ${sink} ${from}`).toBeLessThan(
              rule === 'proportional' ? 100 : 1,
            )
          }
        }
      }
    },
  )
})

describe('answers that are known', () => {
  // 1 holds 50 before, gets 100 from 0 and 50 from 3, pays 80 to 4.
  const transfers = [
    { from: 2, to: 1, amount: 50, time: 1 },
    { from: 0, to: 1, amount: 100, time: 2 },
    { from: 3, to: 1, amount: 50, time: 3 },
    { from: 1, to: 4, amount: 80, time: 4 },
  ]
  const stated = new Uint8Array(11).fill(2, 1, 2)
  const ledger = ledgerOf(5, transfers, { stated })
  test.each([
    ['fifo', [], { '2 no-statement': 50, '0 no-statement': 30 }],
    ['lifo', [], { '3 no-statement': 50, '0 no-statement': 30 }],
    ['proportional', [], { '0 no-statement': 40, '2 no-statement': 20, '3 no-statement': 20 }],
    ['specific', [1], { '0 no-statement': 80 }],
    ['specific', [0, 2], { '2 no-statement': 30, '3 no-statement': 50 }],
  ] as const)('%s takes what it says where money is mixed', (rule, named, expected) => {
    const traced = back(ledger, { rule, beyond: false, seeds: [{ place: 3 }], named: new Set(named) })
    expect(told(traced)).toEqual(expected)
    // The rows behind each: the payment asked about and the one by which the money came.
    for (const { places, arrivals } of traced.landings) {
      expect(arrivals.length).toBe(1)
      expect(places).toEqual([arrivals[0], 3])
    }
    for (const { from, to } of traced.edges) expect([from === 1 && to === 4, to === 1]).toContain(true)
  })
  test('a part of a payment, of a balance at a moment, and what was there before', () => {
    expect(told(back(ledger, { beyond: false, seeds: [{ place: 3, amount: 60 }] }))).toEqual({
      '2 no-statement': 50,
      '0 no-statement': 10,
    })
    // Before the third came.
    expect(told(back(ledger, { beyond: false, held: [{ node: 1 }], until: 3 }))).toEqual({
      '2 no-statement': 50,
      '0 no-statement': 100,
    })
    expect(told(back(ledger, { beyond: false, held: [{ node: 1, amount: 60 }], until: 3 }))).toEqual({
      '2 no-statement': 50,
      '0 no-statement': 10,
    })
    expect(
      told(back(ledger, { beyond: false, seeds: [{ place: 3 }], openings: new Map([[1, 70]]) })),
    ).toEqual({ '1 rests': 70, '2 no-statement': 10 })
    // A balance that was there before and never moved.
    expect(
      told(
        back(ledgerOf(2, [{ from: 0, to: 1, amount: 5, time: 1 }]), {
          held: [{ node: 0 }],
          openings: new Map([[0, 9]]),
        }),
      ),
    ).toEqual({ '0 rests': 4 })
  })
  test('what is taken back comes from where the transfer came from, also after others came', () => {
    // 1 has 40 of 0 and 60 of 3, pays 50 to 2, which gets 70 of 4 as well and gives the 50 back.
    const base = ledgerOf(
      5,
      [
        { from: 0, to: 1, amount: 40, time: 1 },
        { from: 3, to: 1, amount: 60, time: 2 },
        { from: 1, to: 2, amount: 0, time: 3 },
        { from: 4, to: 2, amount: 70, time: 4 },
        { from: 1, to: 4, amount: 50, time: 6 },
      ],
      { stated: new Uint8Array(11).fill(2, 1, 3) },
    )
    const refunded: Ledger = { ...base, takenBack: [{ of: 2, amount: 50, time: 5, recordId: 9 }] }
    const at = (rule: BackQuestion['rule']) =>
      told(back(refunded, { rule, beyond: false, seeds: [{ place: 4 }] }))
    expect(at('proportional')).toEqual({ '0 no-statement': 20, '3 no-statement': 30 })
    expect(at('fifo')).toEqual({ '0 no-statement': 40, '3 no-statement': 10 })
    expect(at('lifo')).toEqual({ '3 no-statement': 50 })
  })
  test('a way is told from the source on, and one sum asked about twice counts once', () => {
    const chain = ledgerOf(
      5,
      [
        { from: 0, to: 1, amount: 100, time: 1 },
        { from: 1, to: 2, amount: 60, time: 2 },
        { from: 2, to: 3, amount: 60, time: 3 },
      ],
      { stated: new Uint8Array(11).fill(2, 1, 5) },
    )
    for (const rule of ['fifo', 'lifo', 'proportional'] as const) {
      const traced = back(chain, { rule, beyond: false, seeds: [{ place: 2 }, { place: 1 }] })
      expect(Number(traced.seeded)).toBe(60)
      expect(traced.landings).toMatchObject([{ node: 0, state: 'no-statement', amount: 60, via: [1, 2] }])
    }
  })
})
