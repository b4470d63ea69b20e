/** The tree of a betting ring from accounts alone: places, circles, conflicts, sums below and settlement, each against a case made by hand. */
import { describe, expect, it } from 'vitest'
import { ringConflicts } from '../../electron/engine/agents/conflicts.ts'
import { bettingRing, type AgentFigures } from '../../electron/engine/agents/figures.ts'
import { settledUp } from '../../electron/engine/agents/settlement.ts'
import { slipsBy } from '../../electron/engine/agents/slipSums.ts'
import { allBelow, belowBetween, lineAbove, makeTree } from '../../electron/engine/agents/tree.ts'
import type { Said, Statements } from '../../electron/engine/agents/statements.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'

function caseWith(...sheets: readonly (readonly [string, readonly Values[]])[]): WriteDb {
  const db = emptyCase()
  for (const [kind, rows] of sheets) addBatch(db, [{ kind, rows }])
  return db
}
const deposit = {
  number: 'D1',
  type: 'deposit',
  account: '甲',
  amount: 1000,
  points: 100,
  time: '2022-11-20',
  result: 'success',
}
let slip = 0
const bet = (account: string, valid: number, more: Values = {}): Values => ({
  number: `S${(slip += 1)}`,
  account,
  valid,
  winLoss: -valid,
  status: 'settled',
  time: '2022-11-20 12:00:00',
  event: '卡塔尔 VS 厄瓜多尔',
  ...more,
})
const agentsOf = (db: WriteDb): ReadonlyMap<string, AgentFigures> =>
  new Map([...bettingRing(db).agents.values()].map((agent) => [agent.account.name, agent]))
const named = (db: WriteDb) => {
  const { tree } = bettingRing(db)
  const nameOf = (id: number | null) => (id === null ? null : (tree.accounts.get(id)?.name ?? '?'))
  return ringConflicts(db).map(({ sort, account, others, says, found }) => [
    sort,
    account.name,
    others.map(nameOf),
    says,
    found,
  ])
}

describe('the tree', () => {
  const made = (
    lines: readonly (readonly [string, string | null])[],
    sources: readonly Said['source'][] = [],
  ) => {
    const ids = new Map<string, number>()
    const idOf = (name: string): number => {
      const id = ids.get(name) ?? ids.size + 1
      ids.set(name, id)
      return id
    }
    const said = lines.map(([account, above], place): Said => ({
      source: sources[place] ?? 'memberAccount',
      account: idOf(account),
      above: above === null ? null : idOf(above),
      name: above ?? '公司',
      rows: 1,
    }))
    const statements: Statements = {
      said,
      names: new Map([...ids].map(([name, id]) => [id, name])),
      inAgentList: new Set(),
      inMemberList: new Set(),
      unread: [],
      houses: [],
      themselves: 0,
    }
    const tree = makeTree(statements)
    const at = (name: string) => {
      const found = tree.accounts.get(ids.get(name) ?? 0)
      if (found === undefined) throw new Error(name)
      return found
    }
    return {
      tree,
      at,
      names: (ids: Iterable<number>) => [...ids].map((id) => tree.accounts.get(id)?.name).sort(),
    }
  }
  it('stands by who is above whom, the house is nobody, levels count from the top', () => {
    const { tree, at } = made([
      ['a', null],
      ['b', 'a'],
      ['c', 'b'],
      ['d', 'a'],
      ['e', 'x'],
    ])
    expect(tree.order.map(({ name, level }) => [name, level])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 3],
      ['d', 2],
      ['x', 1],
      ['e', 2],
    ])
    expect(allBelow(tree, at('a')).map(({ name }) => name)).toEqual(['b', 'c', 'd'])
    expect(lineAbove(tree, at('c')).map(({ name }) => name)).toEqual(['b', 'a'])
    expect(tree.roots.map(({ name }) => name)).toEqual(['a', 'x'])
  })
  it.each([
    ['of two', ['a', 'b'], ['a', 'b']],
    ['of three', ['c', 'a', 'b'], ['a', 'b', 'c']],
    ['of itself alone is none', ['a'], []],
  ])('a circle %s is cut at its first name and told downwards', (_, round, expected) => {
    const lines = round.map((name, place): [string, string] => [
      name,
      round[(place - 1 + round.length) % round.length] ?? '',
    ])
    const { tree, names } = made(round.length === 1 ? [['a', null]] : lines)
    expect(tree.circles.map((circle) => names(circle))).toEqual(
      expected.length === 0 ? [] : [expected.toSorted()],
    )
    expect(tree.order.length).toBe(round.length)
    expect(tree.order[0]?.name).toBe('a')
    expect(tree.order.map(({ level }) => level)).toEqual(round.map((__, place) => place + 1))
  })
  it('a line hanging on a circle is no part of it, and a line of 20,000 does not overflow', () => {
    const { tree, names } = made([
      ['a', 'b'],
      ['b', 'a'],
      ['c', 'b'],
    ])
    expect(tree.circles.map((circle) => names(circle))).toEqual([['a', 'b']])
    const long = made(Array.from({ length: 20_000 }, (_, place) => [`n${place + 1}`, `n${place}`] as const))
    expect(long.tree.order.at(-1)?.level).toBe(20_001)
  })
  it('believes the agent list before the member list before slips, then more rows, then the name', () => {
    expect(
      made(
        [
          ['m', 'z'],
          ['m', 'a'],
        ],
        ['agentAccount', 'betSlip'],
      ).at('m').places.length,
    ).toBe(2)
    const two = made(
      [
        ['m', 'z'],
        ['m', 'a'],
      ],
      ['agentAccount', 'betSlip'],
    )
    expect(two.tree.accounts.get(two.at('m').above ?? 0)?.name).toBe('z')
    const same = made(
      [
        ['m', 'z'],
        ['m', 'a'],
      ],
      ['betSlip', 'betSlip'],
    )
    expect(same.tree.accounts.get(same.at('m').above ?? 0)?.name).toBe('a')
  })
  it('tells what is surely and what is perhaps below while a conflict is open', () => {
    const { tree, at, names } = made([
      ['b', 'a'],
      ['c', 'a'],
      ['m', 'b'],
      ['m', 'c'],
      ['n', 'm'],
      ['o', 'c'],
    ])
    const between = belowBetween(tree)
    const sets = (name: string) => {
      const found = between?.(at(name).id) ?? null
      return found === null ? null : [names(found.sure), names(found.possible)]
    }
    expect(sets('b')).toEqual([[], ['m', 'n']])
    expect(sets('c')).toEqual([['o'], ['m', 'n', 'o']])
    expect(sets('a')).toEqual([
      ['b', 'c', 'm', 'n', 'o'],
      ['b', 'c', 'm', 'n', 'o'],
    ])
    expect(sets('m')).toBeNull()
    expect(belowBetween(made([['b', 'a']]).tree)).toBeNull()
  })
  it('of a circle anyone may be on top: sure is only what hangs on an account itself', () => {
    for (const round of [
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
    ]) {
      const lines = round.map((name, place): [string, string] => [name, round[(place + 2) % 3] ?? ''])
      const { tree, at, names } = made([...lines, ['x', 'a'], ['y', 'x'], ['z', 'c']])
      const between = belowBetween(tree)
      const sets = (name: string) => {
        const found = between?.(at(name).id) ?? null
        return found === null ? null : [names(found.sure), names(found.possible)]
      }
      expect(sets('a')).toEqual([
        ['x', 'y'],
        ['b', 'c', 'x', 'y', 'z'],
      ])
      expect(sets('b')).toEqual([[], ['a', 'c', 'x', 'y', 'z']])
      expect(sets('c')).toEqual([['z'], ['a', 'b', 'x', 'y', 'z']])
      // What hangs on a circle is below itself only.
      expect(sets('x')).toBeNull()
    }
  })
})

describe('figures', () => {
  const ring = (more: readonly (readonly [string, readonly Values[]])[] = []) =>
    caseWith(
      [
        'agentAccount',
        [
          { account: '顶', parent: '公司', level: '股东', share: 7000, rebate: 100 },
          { account: '中', parent: '顶', level: '代理', share: 3000, rebate: 80 },
          { account: '闲', parent: '顶', level: '代理' },
        ],
      ],
      [
        'memberAccount',
        [
          { account: '甲', parent: '中' },
          { account: '乙', parent: '甲' },
          { account: '丙', parent: '顶' },
        ],
      ],
      ['deposit', [deposit]],
      ...more,
    )
  it('an account with accounts below is an agent whatever it is called; stakes below add up', () => {
    const db = ring([['betSlip', [bet('甲', 10_000), bet('乙', 20_000), bet('丙', 40_000), bet('外', 100)]]])
    const agents = agentsOf(db)
    expect(
      [...agents].map(([name, { below, own, account }]) => [name, account.level, below.stakes, own.stakes]),
    ).toEqual([
      ['顶', 1, 700_000n, 0n],
      ['中', 2, 300_000n, 0n],
      ['甲', 3, 200_000n, 100_000n],
      ['闲', 2, 0n, 0n],
    ])
    expect(named(db)).toEqual([
      ['called', '甲', ['乙'], null, null],
      ['nobodyBelow', '闲', [], null, null],
    ])
    expect(bettingRing(db).tree.alone.map(({ name }) => name)).toEqual(['外'])
  })
  it('settles a line at its rates, exact, and says why where it cannot', () => {
    const db = ring([
      [
        'betSlip',
        [
          bet('甲', 679_250_00 - 100, { winLoss: -34_515_00 }),
          bet('乙', 100, { winLoss: 0 }),
          bet('丙', 1, { winLoss: null }),
        ],
      ],
    ])
    const agents = agentsOf(db)
    // (34,515 × 70 % − 679,250 × 0.8 %) × 10 yuan a point.
    expect(agents.get('中')?.settlement).toBe(187_265_00n)
    expect(agents.get('顶')?.settlement).toBe('results-missing')
    expect(agents.get('闲')?.settlement).toBe('no-rates')
    expect(agents.get('甲')?.settlement).toBe('no-rates')
  })
  it.each([
    [
      'half up',
      { result: -1n, points: 0n },
      { share: 5000, rebate: 0 },
      { amount: 100n, points: 100n, basis: 'points' },
      1n,
    ],
    [
      'half up below zero',
      { result: 1n, points: 0n },
      { share: 5000, rebate: 0 },
      { amount: 100n, points: 100n, basis: 'points' },
      -1n,
    ],
    [
      'all kept',
      { result: -100n, points: 0n },
      { share: 10_000, rebate: 0 },
      { amount: 100n, points: 100n, basis: 'points' },
      0n,
    ],
    [
      'rebate alone',
      { result: 0n, points: 10_000n },
      { share: 0, rebate: 50 },
      { amount: 1000n, points: 100n, basis: 'points' },
      -500n,
    ],
  ] as const)('a settlement %s', (_, line, rates, worth, expected) => {
    expect(settledUp(line, rates, worth)).toBe(expected)
  })
  it('slips that are open, dead or of no known state count for nothing and are told', () => {
    const db = ring([
      [
        'betSlip',
        [
          bet('甲', 100),
          bet('甲', 100, { status: 'open' }),
          bet('甲', 100, { status: 'void' }),
          bet('甲', 100, { status: 'cancelled' }),
          bet('甲', 100, { status: '待查' }),
          bet('甲', 0, { valid: null, winLoss: null }),
        ],
      ],
    ])
    expect(agentsOf(db).get('中')?.below.tally).toEqual({
      settled: 2,
      open: 1,
      dead: 2,
      unknown: 1,
      withoutPoints: 1,
      withoutResult: 0,
      result: -100n,
    })
    expect(agentsOf(db).get('中')?.settlement).toBe('points-missing')
  })
  it('names two answers to who is above, with between what the stakes below lie', () => {
    const db = ring([
      [
        'betSlip',
        [
          bet('甲', 10_000, { agent: '中' }),
          bet('丙', 100, { agent: '中' }),
          bet('丙', 100, { agent: '顶' }),
        ],
      ],
    ])
    expect(named(db)).toContainEqual(['above', '丙', ['顶', '中'], null, null])
    const { below, stakesBetween } = agentsOf(db).get('中') ?? {}
    expect([below?.stakes, stakesBetween]).toEqual([100_000n, { low: 100_000n, high: 102_000n }])
    expect(agentsOf(db).get('顶')?.stakesBetween).toBeNull()
  })
  it('of accounts in a circle stakes say between what they lie and settlements are withheld, whatever they are called', () => {
    for (const names of [
      ['甲', '乙', '丙'],
      ['丙', '甲', '乙'],
      ['乙', '丙', '甲'],
    ]) {
      const [one = '', two = '', three = ''] = names
      const db = caseWith(
        [
          'agentAccount',
          [
            { account: one, parent: three, share: 3000, rebate: 80 },
            { account: two, parent: one, share: 3000, rebate: 80 },
            { account: three, parent: two, share: 3000, rebate: 80 },
            { account: '挂', parent: two, share: 1000, rebate: 80 },
          ],
        ],
        ['memberAccount', [{ account: '客一', parent: '挂' }]],
        ['deposit', [{ ...deposit, account: '客一' }]],
        ['betSlip', [bet('客一', 10_000), bet(one, 500)]],
      )
      const agents = agentsOf(db)
      expect(names.map((name) => agents.get(name)?.settlement)).toEqual([
        'in-circle',
        'in-circle',
        'in-circle',
      ])
      expect(agents.get(one)?.stakesBetween).toEqual({ low: 0n, high: 100_000n })
      expect(agents.get(two)?.stakesBetween).toEqual({ low: 100_000n, high: 105_000n })
      expect(agents.get(three)?.stakesBetween).toEqual({ low: 0n, high: 105_000n })
      expect(agents.get('挂')?.stakesBetween).toBeNull()
      expect(typeof agents.get('挂')?.settlement).toBe('bigint')
    }
  })
  it('names rates above those of the one above, rates that differ, and counts the list has otherwise', () => {
    const db = caseWith(
      [
        'agentAccount',
        [
          { account: '顶', share: 3000, rebate: 80, members: 3, subAgents: 1 },
          { account: '中', parent: '顶', share: 3500, rebate: 80, members: 2, subAgents: 0 },
          { account: '旁', parent: '顶', share: 3000, rebate: 80 },
          { account: '旁', parent: '顶', share: 2000, rebate: 80 },
        ],
      ],
      [
        'memberAccount',
        [
          { account: '甲', parent: '中' },
          { account: '乙', parent: '中' },
          { account: '丙', parent: '旁' },
        ],
      ],
    )
    expect(named(db)).toEqual([
      ['rates', '旁', [], null, null],
      ['rateAbove', '中', ['顶'], 3500, 3000],
      ['agents', '顶', [], 1, 2],
    ])
  })
  it.each([
    [0, ['agents']],
    [1, ['agents']],
    [2, []],
    [3, []],
    // Neither twice those directly below nor twice all.
    [4, ['agents']],
    [6, ['agents']],
  ])('a list that says %i agents beside two directly below and three in all', (subAgents, expected) => {
    const db = caseWith(
      [
        'agentAccount',
        [
          { account: '顶', subAgents },
          { account: '中', parent: '顶' },
          { account: '旁', parent: '顶' },
          { account: '下', parent: '中' },
        ],
      ],
      [
        'memberAccount',
        [
          { account: '甲', parent: '下' },
          { account: '乙', parent: '旁' },
        ],
      ],
    )
    expect(named(db).map(([sort]) => sort)).toEqual(expected)
  })
  it('rows of an account above itself are told, a circle opens the rows that say it, slips of nobody count once', () => {
    const db = caseWith(
      [
        'memberAccount',
        [
          { account: '甲', parent: '甲' },
          { account: '乙', parent: '丙' },
          { account: '丙', parent: '乙' },
        ],
      ],
      [
        'betSlip',
        [
          { ...bet('甲', 100), number: 'X1', account: null },
          { ...bet('甲', 100), number: 'X1', account: null, winLoss: 5 },
          { ...bet('甲', 100), number: 'X2', account: null, status: null },
        ],
      ],
    )
    const { notes, tables } = runAnalysis(
      { db, checkCancelled: () => undefined, progress: () => undefined },
      'agents',
      {},
    ).result
    const said = (id: string) => notes.find((one) => one.id === id)?.words.zh
    expect(said('above-themselves')).toMatch(/^1 行/u)
    expect(said('slips-of-nobody')).toMatch(/^2 笔/u)
    const circle = tables
      .find(({ id }) => id === 'conflicts')
      ?.rows.find(({ key }) => key.startsWith('circle'))
    expect([...new Set(circle?.rows?.map(({ kind }) => kind))]).toEqual(['memberAccount'])
    expect(circle?.rows?.length).toBe(2)
  })
  it('days and matches hold every settled slip once and name what tells none', () => {
    const db = ring([
      [
        'betSlip',
        [
          bet('甲', 100),
          bet('甲', 200, { time: '2022-11-21 00:30:00' }),
          bet('乙', 300, { event: null, time: null }),
          bet('丙', 400, { status: 'void' }),
        ],
      ],
    ])
    expect(slipsBy(db, 'day', null).map(({ name, points }) => [name, points])).toEqual([
      ['2022-11-20', 100n],
      ['2022-11-21', 200n],
      [null, 300n],
    ])
    const some = bettingRing(db)
      .tree.order.filter(({ name }) => name === '甲')
      .map(({ id }) => id)
    expect(slipsBy(db, 'match', some).map(({ name, settled, points }) => [name, settled, points])).toEqual([
      ['卡塔尔 VS 厄瓜多尔', 2, 300n],
    ])
  })
})
