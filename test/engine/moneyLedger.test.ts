/** The ledger of a case: each transfer once, its sums those of links and of account totals, whatever stands twice, failed or was taken back. */
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sumAccounts } from '../../electron/engine/analysis/accountSums.ts'
import { byPerson, eachAlone } from '../../electron/engine/money/holders.ts'
import { flowKinds, type Ledger, mark, outsideOf } from '../../electron/engine/money/ledger.ts'
import { months, rank } from '../../electron/engine/money/ranking.ts'
import { readLedger } from '../../electron/engine/money/readLedger.ts'
import { trace } from '../../electron/engine/money/trace/landings.ts'
import type { ReadDb } from '../../electron/engine/store/db.ts'
import { addMinor, bigOf, type Minor } from '../../shared/model/minor.ts'
import { moneyCards, moneyFiles, moneyHeader } from '../helpers/moneyFiles.ts'
import { type ImportCase, importCase, sample } from './importCase.ts'

async function caseOf(given: Record<string, string>): Promise<ImportCase> {
  const made = await importCase()
  for (const [name, text] of Object.entries(given)) await made.run(pathOf(made, name, text))
  return made
}
function pathOf(made: ImportCase, name: string, text: string): string {
  made.give(name, text)
  return `${made.folder}/${name}`
}

/** Sums by pair, currency and direction, from the ledger and from the links. */
function bothWays(db: ReadDb): {
  readonly ledger: Record<string, Minor>
  readonly links: Record<string, Minor>
} {
  const found = readLedger(db)
  const ledger: Record<string, Minor> = {}
  const add = (into: Record<string, Minor>, key: string, sum: Minor): void => {
    into[key] = addMinor(into[key] ?? 0, sum)
  }
  for (let place = 0; place < found.count; place += 1) {
    const [from, to] = [found.from[place] as number, found.to[place] as number]
    const marks = found.marks[place] as number
    if (
      from >= found.accounts ||
      to >= found.accounts ||
      from === to ||
      (marks & (mark.failed | mark.sideless)) !== 0
    )
      continue
    add(
      ledger,
      `${found.entityIds[from]} ${found.entityIds[to]} ${found.currencyNames[found.currencies[place] as number]}`,
      found.amounts[place] as number,
    )
  }
  const links: Record<string, Minor> = {}
  for (const [from, to, amount, others] of db
    .prepare<[], [number, number, number | null, string | null]>(
      "SELECT from_id, to_id, amount, others FROM links WHERE kind = 'transfer' AND directed = 1 AND rule LIKE 'transfer.%'",
    )
    .raw()
    .all()) {
    if (amount !== null) add(links, `${from} ${to} CNY`, amount)
    for (const [currency, sum] of Object.entries(JSON.parse(others ?? '{}') as Record<string, string>))
      add(links, `${from} ${to} ${currency}`, sum)
  }
  return { ledger, links }
}
/** In and out of each account, by its own rows and those of others together. */
function byAccount(db: ReadDb, currency: string): Record<string, readonly string[]> {
  const sums: Record<string, readonly string[]> = {}
  for (const [entityId, account] of sumAccounts(db)) {
    const money = [...account.money, ...account.besides].filter((each) => each.currency === currency)
    const self = money.flatMap(({ uses }) => uses.filter(({ use }) => use === 'self'))
    const sum = (
      of: readonly { readonly inSum: Minor; readonly outSum: Minor }[],
      way: 'inSum' | 'outSum',
    ): bigint => of.reduce((total, each) => total + bigOf(each[way]), 0n)
    sums[entityId] = (['inSum', 'outSum'] as const).map((way) => String(sum(money, way) - sum(self, way)))
  }
  return sums
}
function ranked(db: ReadDb, currency: string): Record<string, readonly string[]> {
  const ledger = readLedger(db)
  const place = ledger.currencyNames.indexOf(currency)
  const groups = eachAlone(ledger)
  return Object.fromEntries(
    (place < 0 ? [] : rank(ledger, groups, { currency: place, days: 7 })).map((each) => [
      groups.entityIds[each.group],
      [String(each.in.sum), String(each.out.sum)],
    ]),
  )
}
function check(db: ReadDb): Ledger {
  const { ledger, links } = bothWays(db)
  expect(ledger).toEqual(links)
  for (const currency of ['CNY', 'USD']) {
    const expected = Object.fromEntries(
      Object.entries(byAccount(db, currency)).filter(([, sums]) => sums.some((sum) => sum !== '0')),
    )
    const found = Object.fromEntries(
      Object.entries(ranked(db, currency)).filter(([, sums]) => sums.some((sum) => sum !== '0')),
    )
    expect(found, currency).toEqual(expected)
  }
  return readLedger(db)
}

describe('the ledger', () => {
  test.each([1, 2, 3])('holds each transfer once, with the sums of links and accounts (%i)', async (seed) => {
    const made = await caseOf(moneyFiles(seed, 300))
    await made.look((db) => {
      const ledger = check(db)
      expect(ledger.count).toBeGreaterThan(200)
      const paired = [...ledger.marks].filter((marks) => (marks & mark.paired) !== 0).length
      expect(paired).toBeGreaterThan(10)
      expect(
        ledger.times.every((time, place) => place === 0 || time >= (ledger.times[place - 1] as number)),
      ).toBe(true)
      const kinds = new Set([...ledger.kinds].map((kind) => flowKinds[kind]))
      for (const kind of ['transfer', 'cash', 'fee', 'channel', 'self'] as const)
        expect(kinds.has(kind), kind).toBe(true)
    })
  })

  test.each([['piracy'], ['betting']])(
    'has the sums of links and accounts on the sample %s',
    async (name) => {
      const made = await importCase()
      const paths = readdirSync(sample(name))
        .filter((file) => /银行|收款/.test(file))
        .map((file) => sample(`${name}/${file}`))
      for (const path of paths) await made.run(path)
      await made.look((db) => {
        const ledger = check(db)
        const people = byPerson(db, ledger)
        // Folding moves money between no one: what came in is what went out.
        const all = rank(ledger, people, { currency: 0, days: 7 })
        const [into, out] = (['in', 'out'] as const).map((way) =>
          all.reduce((sum, each) => sum + bigOf(each[way].sum), 0n),
        )
        const outside = new Map<string, bigint>()
        for (let place = 0; place < ledger.count; place += 1) {
          if (
            ledger.currencies[place] !== 0 ||
            ((ledger.marks[place] as number) & (mark.failed | mark.sideless)) !== 0
          )
            continue
          for (const way of ['from', 'to'] as const)
            if (outsideOf(ledger, ledger[way][place] as number) !== null)
              outside.set(way, (outside.get(way) ?? 0n) + BigInt(ledger.amounts[place] as number))
        }
        if (into !== undefined && out !== undefined)
          expect(into + (outside.get('to') ?? 0n)).toBe(out + (outside.get('from') ?? 0n))
        for (const { group, in: came } of all.slice(0, 20))
          expect(
            months(ledger, people, group, { currency: 0, days: 7 }).reduce(
              (sum, each) => sum + bigOf(each.in),
              0n,
            ),
          ).toBe(bigOf(came.sum))
      })
    },
  )

  test('a refund is no transfer, and gives the money back when it came', async () => {
    const [a = '', b = ''] = moneyCards
    const row = (time: string, amount: string, way: string, memo: string, serial: string): string =>
      [a, '户一', time, amount, way, '', b, '户二', memo, '人民币', '成功', serial].join()
    const made = await caseOf({
      '流水.csv': `${[
        moneyHeader,
        row('2023-01-01 10:00:00', '1000.00', '出', '货款', 'PAY0000001'),
        row('2023-01-02 10:00:00', '300.00', '进', '退款 PAY0000001', 'BACK000001'),
        row('2023-01-03 10:00:00', '50.00', '出', '货款', 'PAY0000002'),
      ].join('\r\n')}\r\n`,
    })
    await made.look((db) => {
      const ledger = check(db)
      expect([...ledger.amounts]).toEqual([70_000, 5_000])
      expect(ledger.takenBack).toMatchObject([{ of: 0, amount: 30_000 }])
      const traced = trace(ledger, {
        currency: 0,
        seeds: [{ place: 0 }],
        rule: 'fifo',
        ties: 'stated',
        beyond: true,
      })
      expect(traced.seeded).toBe(100_000)
      expect(traced.landings.map(({ state, amount }) => [state, amount])).toEqual([
        ['rests', 70_000],
        ['returned', 30_000],
      ])
    })
  })
})
