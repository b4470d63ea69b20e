/** The analyses `agents` and `receiving` on the shipped betting sample against its truth, and their rows against their figures. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { AnalysisResult, EntityCell, MoneyCell } from '../../shared/contract/analyses/result.ts'
import type { AnalysisId } from '../../shared/contract/analyses/index.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'

interface Truth {
  readonly bets: { readonly stakesYuan: number; readonly validPoints: number; readonly settled: number }
  readonly participants: { readonly memberAccounts: number; readonly accountsThatBet: number }
  readonly agents: {
    readonly listed: number
    readonly withSubordinates: number
    readonly listedWithout: readonly string[]
    readonly membersWithSubordinates: readonly string[]
    readonly byLevel: Readonly<Record<string, number>>
  }
  readonly stakesBelow: Readonly<Record<string, number>>
  readonly root: string
  readonly depth: { readonly levelsFromRoot: number }
  readonly receiving: {
    readonly accounts: number
    readonly depositsYuan: number
    readonly withdrawalsYuan: number
    readonly counterpartAccounts: number
    readonly passedUpYuan: number
    readonly byAccount: Readonly<
      Record<
        string,
        { readonly deposits: number; readonly withdrawals: number; readonly counterparts: number }
      >
    >
  }
}
const truth = JSON.parse(
  readFileSync(new URL('../fixtures/truth/betting.json', import.meta.url), 'utf8'),
) as Truth
let engine: Engine
beforeAll(async () => {
  ;({ engine } = await sampleEngine('betting'))
})
const ask = async (analysis: AnalysisId, params: Record<string, unknown> = {}): Promise<AnalysisResult> =>
  (await engine.call('analyses.run', { analysis, params })).result
const yuan = (cell: unknown): number | null =>
  cell === null ? null : Number((cell as MoneyCell).minor) / 100
const label = (cell: unknown): string => (cell as EntityCell).label
function tableOf({ tables }: AnalysisResult, id: string) {
  const table = tables.find((one) => one.id === id)
  if (table === undefined) throw new Error(`no table ${id}`)
  const places = new Map(table.columns.map((column, place) => [column.id, place]))
  return table.rows.map((row) => ({ ...row, at: (column: string) => row.cells[places.get(column) ?? -1] }))
}
const figureOf = ({ figures }: AnalysisResult, id: string): unknown =>
  figures.find((figure) => figure.id === id)?.value
const rowsIn = async (scope: Parameters<Engine['call']>[1] | object | undefined): Promise<number> =>
  (await engine.call('records.window', { scope: scope as { kind: string }, offset: 0, limit: 1 })).total

test('agents, levels and stakes below every account are those of the truth', async () => {
  const result = await ask('agents')
  const agents = tableOf(result, 'agents')
  const below = Object.fromEntries(
    agents.map((row) => [label(row.at('account')), yuan(row.at('stakesBelow'))]),
  )
  for (const [account, stakes] of Object.entries(truth.stakesBelow))
    expect([account, below[account]]).toEqual([account, stakes])
  expect(figureOf(result, 'listed')).toBe(truth.agents.listed)
  expect(figureOf(result, 'withSubordinates')).toBe(truth.agents.withSubordinates)
  expect(figureOf(result, 'listedWithout')).toBe(truth.agents.listedWithout.length)
  expect(figureOf(result, 'levels')).toBe(truth.depth.levelsFromRoot)
  expect(figureOf(result, 'outside')).toBe(0)
  expect(yuan(figureOf(result, 'stakes'))).toBe(truth.bets.stakesYuan)
  expect(figureOf(result, 'validPoints')).toBe(truth.bets.validPoints)
  expect(figureOf(result, 'settled')).toBe(truth.bets.settled)
  expect(figureOf(result, 'bettors')).toBe(truth.participants.accountsThatBet)
  expect(agents.filter((row) => row.at('level') === 1).map((row) => label(row.at('account')))).toEqual([
    truth.root,
  ])
  const conflicts = tableOf(result, 'conflicts')
  expect(
    conflicts
      .filter(({ key }) => key.startsWith('called/'))
      .map((row) => label(row.at('account')))
      .sort(),
  ).toEqual(truth.agents.membersWithSubordinates.toSorted())
  const names = tableOf(result, 'levelNames')
  expect(Object.fromEntries(names.map((row) => [row.at('levelName'), row.at('accounts')]))).toEqual(
    truth.agents.byLevel,
  )
  for (const table of ['days', 'matches', 'levels'])
    expect(tableOf(result, table).reduce((sum, row) => sum + (yuan(row.at('stakes')) ?? 0), 0)).toBe(
      truth.bets.stakesYuan,
    )
  const members = tableOf(result, 'members')
  expect(members.length + truth.agents.membersWithSubordinates.length).toBe(truth.participants.memberAccounts)
  expect(new Set(result.tables.flatMap(({ id, rows }) => rows.map(({ key }) => `${id} ${key}`))).size).toBe(
    result.tables.reduce((sum, { rows }) => sum + rows.length, 0),
  )
})

test('one agent: its line adds up, and every figure opens as many rows as it counts', async () => {
  const whole = tableOf(await ask('agents'), 'agents')
  const chosen = whole.find((row) => row.at('level') === 3)
  const of = (chosen?.at('account') as EntityCell).entityId
  const result = await ask('agents', { of })
  const [row] = tableOf(result, 'agents')
  expect(row?.cells).toEqual(chosen?.cells)
  expect(await rowsIn(row?.rows?.[0])).toBe(row?.at('settled'))
  expect(await rowsIn(row?.rows?.[1])).toBe(row?.at('members'))
  const days = tableOf(result, 'days')
  expect(days.reduce((sum, day) => sum + (yuan(day.at('stakes')) ?? 0), 0)).toBe(
    yuan(figureOf(result, 'stakes')),
  )
  for (const group of [days[0], days.at(-1), tableOf(result, 'matches')[0]])
    expect(await rowsIn(group?.rows?.[0])).toBe(group?.at('settled'))
  for (const agent of whole.filter((one) => one.at('settlement') !== null))
    // Lost less share less rebate; each is rounded by itself.
    expect(
      Math.abs(
        -(yuan(agent.at('resultYuan')) ?? 0) -
          (yuan(agent.at('shareAmount')) ?? 0) -
          (yuan(agent.at('rebateAmount')) ?? 0) -
          (yuan(agent.at('settlement')) ?? 0),
      ),
    ).toBeLessThanOrEqual(0.02)
  const line = tableOf(result, 'line')
  expect(line.length).toBe(4)
  expect(line[1]?.at('amount')).toEqual(row?.at('settlement'))
  for (const conflict of tableOf(await ask('agents'), 'conflicts').slice(0, 3)) {
    let rows = 0
    for (const scope of conflict.rows ?? []) rows += await rowsIn(scope)
    expect([conflict.key, rows > 0]).toEqual([conflict.key, true])
  }
})

test('receiving accounts are those of the truth, to the last account', async () => {
  const result = await ask('receiving')
  const accounts = tableOf(result, 'accounts')
  expect(
    Object.fromEntries(
      accounts.map((row) => [
        label(row.at('account')),
        {
          deposits: yuan(row.at('deposits')),
          withdrawals: yuan(row.at('withdrawals')),
          counterparts: row.at('counterparts'),
        },
      ]),
    ),
  ).toEqual(truth.receiving.byAccount)
  expect(figureOf(result, 'accounts')).toBe(truth.receiving.accounts)
  expect(yuan(figureOf(result, 'deposits'))).toBe(truth.receiving.depositsYuan)
  expect(yuan(figureOf(result, 'withdrawals'))).toBe(truth.receiving.withdrawalsYuan)
  expect(figureOf(result, 'counterpartAccounts')).toBe(truth.receiving.counterpartAccounts)
  expect(yuan(figureOf(result, 'passedUp'))).toBe(truth.receiving.passedUpYuan)
  for (const row of accounts.slice(0, 2)) {
    expect(await rowsIn(row.rows?.[0])).toBe(Number(row.at('depositRows')) + Number(row.at('withdrawalRows')))
    expect(yuan(row.at('fromBettors'))).toBe(yuan(row.at('deposits')))
    expect(yuan(row.at('toBettors'))).toBe(yuan(row.at('withdrawals')))
  }
  for (const row of tableOf(result, 'passedOn')) expect(await rowsIn(row.rows?.[0])).toBe(row.at('transfers'))
})

test('one receiving account lists its counterparts, each with its rows', async () => {
  const [first] = tableOf(await ask('receiving'), 'accounts')
  const of = (first?.at('account') as EntityCell).entityId
  const counterparts = tableOf(await ask('receiving', { of }), 'counterparts')
  expect(counterparts.length).toBe(first?.at('counterparts'))
  expect(counterparts.reduce((sum, row) => sum + (yuan(row.at('deposits')) ?? 0), 0)).toBe(
    yuan(first?.at('deposits')),
  )
  for (const row of counterparts.slice(0, 3))
    expect(await rowsIn(row.rows?.[0])).toBe(Number(row.at('depositRows')) + Number(row.at('withdrawalRows')))
})

test('without material, and of what is no account, it says why there is no answer', async () => {
  const { engine: other } = await sampleEngine('piracy')
  for (const analysis of ['agents', 'receiving'] as const)
    expect((await other.call('analyses.run', { analysis, params: {} })).result).toMatchObject({
      tables: [],
      notes: [{ tone: 'withheld', id: 'no-material' }],
    })
  const card = (tableOf(await ask('receiving'), 'accounts')[0]?.at('account') as EntityCell).entityId
  expect((await ask('agents', { of: card })).notes).toMatchObject([{ tone: 'withheld', id: 'no-account' }])
})
