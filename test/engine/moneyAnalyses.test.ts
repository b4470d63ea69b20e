/** Analyses of money through the engine: every figure is that of the rows it opens. */
import { describe, expect, test } from 'vitest'
import type {
  AnalysisResult,
  AnalysisTable,
  EntityCell,
  MoneyCell,
} from '../../shared/contract/analyses/result.ts'
import type { ScopeInput } from '../../shared/contract/index.ts'
import { moneyCards, moneyFiles, moneyHeader } from '../helpers/moneyFiles.ts'
import { type ImportCase, importCase } from './importCase.ts'

async function caseOf(files: Readonly<Record<string, string>>): Promise<ImportCase> {
  const made = await importCase()
  for (const [name, text] of Object.entries(files))
    await made.engine.call('import.run', { fileId: made.give(name, text) })
  return made
}
async function run(
  made: ImportCase,
  analysis: Parameters<typeof made.engine.call<'analyses.run'>>[1]['analysis'],
  params: Record<string, unknown>,
): Promise<AnalysisResult> {
  return (await made.engine.call('analyses.run', { analysis, params })).result
}
const table = (result: AnalysisResult, id: string): AnalysisTable =>
  result.tables.find((one) => one.id === id) ?? expect.fail(`no table ${id}`)
function cells(of: AnalysisTable): readonly Readonly<Record<string, unknown>>[] {
  return of.rows.map((row) => Object.fromEntries(of.columns.map(({ id }, place) => [id, row.cells[place]])))
}
const minor = (cell: unknown): string => (cell === null ? '0' : String((cell as MoneyCell).minor))
const idOf = (cell: unknown): number => (cell as EntityCell).entityId
/** How many transfers the rows of a scope are. */
async function countedIn(made: ImportCase, scope: ScopeInput): Promise<number> {
  return (await made.engine.call('records.totals', { scope: structuredClone(scope) as never })).counted
}

describe('analyses of money', () => {
  test('every line of the ranking opens as many transfers as it counts', async () => {
    const made = await caseOf(moneyFiles(4, 200))
    for (const by of ['person', 'account'] as const)
      for (const currency of ['CNY', 'USD']) {
        const ranking = table(await run(made, 'money', { by, currency }), 'ranking')
        expect(ranking.rows.length).toBeGreaterThan(3)
        for (const [place, line] of cells(ranking).entries()) {
          const scope = ranking.rows[place]?.rows?.[0] ?? expect.fail('no rows')
          expect(await countedIn(made, scope), `${by} ${currency} ${place}`).toBe(
            Number(line.inCount) + Number(line.outCount),
          )
        }
      }
  })

  test('which currencies there are is told whatever is asked for, also where there is nothing of it', async () => {
    const made = await caseOf(moneyFiles(4, 200))
    const told: unknown[] = []
    for (const currency of ['CNY', 'USD', 'EUR']) {
      const answer = await run(made, 'money', { by: 'account', currency })
      told.push(cells(table(answer, 'currencies')))
      if (currency === 'EUR') expect(answer.notes).toMatchObject([{ tone: 'withheld', id: 'no-transfers' }])
      else
        expect(
          Number(cells(table(answer, 'currencies')).find((line) => line.currency === currency)?.transfers),
        ).toBeGreaterThanOrEqual(Number(answer.figures.find(({ id }) => id === 'received')?.value))
    }
    expect(told[1]).toEqual(told[0])
    expect(told[2]).toEqual(told[0])
    expect((told[0] as { currency: string }[]).map(({ currency }) => currency).sort()).toEqual(['CNY', 'USD'])
  })

  test('months and counterparts of one add up to what came in and went out', async () => {
    const made = await caseOf(moneyFiles(5, 200))
    const ranking = cells(table(await run(made, 'money', {}), 'ranking'))
    for (const line of ranking.slice(0, 3)) {
      const one = await run(made, 'moneyOf', { of: idOf(line.entity) })
      for (const id of ['months', 'counterparts'])
        for (const way of ['in', 'out'] as const)
          expect(
            String(cells(table(one, id)).reduce((sum, each) => sum + BigInt(minor(each[way])), 0n)),
            `${id} ${way}`,
          ).toBe(minor(line[way]))
      for (const each of table(one, 'counterparts').rows) {
        const scope = each.rows?.[0] ?? expect.fail('no rows')
        const line = Object.fromEntries(
          table(one, 'counterparts').columns.map(({ id }, place) => [id, each.cells[place]]),
        )
        expect(await countedIn(made, scope)).toBe(Number(line.inCount) + Number(line.outCount))
      }
    }
  })

  test('a sum is traced from chosen people, with its rows, and asks for what it lacks', async () => {
    const [a = '', b = ''] = moneyCards
    const row = (
      own: string,
      time: string,
      amount: string,
      way: string,
      other: string,
      memo: string,
      serial: string,
      balance = '',
    ): string =>
      [
        own,
        `户${own.slice(-2)}`,
        time,
        amount,
        way,
        balance,
        other,
        '',
        memo,
        '人民币',
        '成功',
        serial,
      ].join()
    const made = await caseOf({
      'a.csv': [
        moneyHeader,
        row(a, '2023-01-01 10:00:00', '500.00', '进', moneyCards[3] ?? '', '转账', 'A1', '700.00'),
        row(a, '2023-01-01 11:00:00', '600.00', '出', b, '转账', 'A2', '100.00'),
      ].join('\r\n'),
      'b.csv': [
        moneyHeader,
        row(b, '2023-01-01 11:00:01', '600.00', '进', a, '转账', 'B1', '600.00'),
        row(b, '2023-01-02 09:00:00', '250.00', '出', '', 'ATM取款', 'B2', '350.00'),
        row(b, '2023-01-03 09:00:00', '100.00', '出', moneyCards[4] ?? '', '转账', 'B3', '250.00'),
      ].join('\r\n'),
    })
    const entity = async (text: string): Promise<number> =>
      (await made.engine.call('entities.list', { kind: 'bankAccount', text, offset: 0, limit: 1 })).rows[0]
        ?.entityId ?? expect.fail(text)
    expect((await run(made, 'trace', {})).notes).toMatchObject([{ tone: 'withheld', id: 'choose' }])
    const result = await run(made, 'trace', {
      payers: [await entity(moneyCards[3] ?? '')],
      payees: [await entity(a)],
    })
    // 200 were there before (balance 700 after 500 came) and leave first: 400 of the traced 500 go on.
    expect(
      cells(table(result, 'landings'))
        .map((line) => `${String(line.stateId)} ${minor(line.amount)}`)
        .toSorted(),
    ).toEqual(['cash 5000', 'no-statement 10000', 'rests 10000', 'rests 25000'])
    const sum = cells(table(result, 'landings')).reduce(
      (total, line) => total + BigInt(minor(line.amount)),
      0n,
    )
    expect(String(sum)).toBe('50000')
    const figure = (id: string) => result.figures.find((one) => one.id === id)?.value
    expect(minor(figure('unaccounted') ?? null)).toBe('0')
    for (const each of table(result, 'landings').rows) expect(each.rows?.length).toBe(1)

    // The other way round: the same cents from where they came.
    const sources = async (params: Record<string, unknown>): Promise<readonly string[]> => {
      const back = await run(made, 'trace', { direction: 'up', ...params })
      expect(minor(back.figures.find(({ id }) => id === 'unaccounted')?.value ?? null)).toBe('0')
      for (const each of table(back, 'landings').rows) expect(each.rows?.length).toBe(1)
      return cells(table(back, 'landings')).map((line) => `${String(line.stateId)} ${minor(line.amount)}`)
    }
    const [own, mule] = [await entity(a), await entity(b)]
    expect(await sources({ payers: [own], payees: [mule] })).toEqual(['no-statement 40000', 'opening 20000'])
    expect(await sources({ payers: [mule], payees: [await entity(moneyCards[4] ?? '')] })).toEqual([
      'no-statement 10000',
    ])
    expect(await sources({ payers: [mule], span: { from: null, to: '2023-01-02' } })).toEqual([
      'opening 20000',
      'no-statement 5000',
    ])
    expect(await sources({ holding: [mule] })).toEqual(['no-statement 25000'])
    expect(await sources({ holding: [mule], span: { from: null, to: '2023-01-01' } })).toEqual([
      'no-statement 40000',
      'opening 20000',
    ])
    expect(await sources({ holding: [mule], amount: 15_000 })).toEqual(['no-statement 15000'])
    // Of a, whose statement tells all there is, nothing is to be said; with a payment asked about as well there is.
    const notesOf = async (params: Record<string, unknown>): Promise<readonly string[]> =>
      (await run(made, 'trace', { direction: 'up', ...params })).notes.map(({ id }) => id)
    expect(await notesOf({ holding: [own] })).not.toContain('balance-differs')
    expect(await notesOf({ holding: [mule], span: { from: null, to: '2023-01-02' } })).not.toContain(
      'balance-differs',
    )
    expect(await notesOf({ holding: [mule], payers: [own], payees: [mule] })).toContain('balance-differs')
    const unused = await run(made, 'trace', { payers: [own], holding: [mule] })
    expect(unused.notes.map(({ id }) => id)).toContain('holding-unused')
  })
})
