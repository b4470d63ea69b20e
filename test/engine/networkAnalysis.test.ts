/** Networks of a case: views of its links, and measures through the analysis against known networks. */
import { describe, expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import { caseEvents, eventAmount, eventsByNode } from '../../electron/engine/graph/caseEvents.ts'
import { caseNetwork, type NetworkView } from '../../electron/engine/graph/caseNetwork.ts'
import { linkGraph } from '../../electron/engine/graph/linkGraph.ts'
import type { EntityCell } from '../../shared/contract/analyses/result.ts'
import { knownNetwork } from '../helpers/networks.ts'
import { seedEntities, seedLinks, type SeedLink } from './chartsCase.ts'
import { addBatch, emptyCase } from './factsCase.ts'

function caseWith(labels: readonly string[], links: readonly SeedLink[], kind = 'person') {
  const db = emptyCase()
  seedEntities(db, kind, labels, 1)
  seedLinks(db, links)
  return { db, checkCancelled: () => undefined, progress: () => undefined }
}
const view: NetworkView = {
  by: 'entity',
  links: [],
  statements: false,
  directed: false,
  weight: 'none',
  span: { from: null, to: null },
}
type Context = ReturnType<typeof caseWith>
const ask = (context: Context, params: Record<string, unknown>) =>
  runAnalysis(context, 'network', params).result
const ranked = (context: Context, params: Record<string, unknown>): unknown[] =>
  ask(context, params).tables[0]?.rows.map(({ cells }) => [
    cells[0],
    (cells[1] as EntityCell).label,
    cells[2],
  ]) ?? []

describe('the views of one graph', () => {
  const links: SeedLink[] = [
    // 甲 holds 1 and 2, 乙 holds 3; 4 is held by both and 5 by nobody.
    ...(
      [
        [1, 3],
        [1, 4],
        [2, 5],
        [1, 6],
        [2, 6],
      ] as const
    ).map(([from, to]) => ({ from, to, kind: 'holds' })),
    { from: 3, to: 5, count: 4, amount: 1_000 },
    { from: 4, to: 5, count: 1, amount: 500 },
    { from: 3, to: 4, count: 9, amount: 90 },
    { from: 5, to: 7, count: 2, amount: null, directed: false },
    { from: 6, to: 7, count: 3, amount: 20 },
    { from: 1, to: 2, kind: 'statedProbable', count: 1 },
  ]
  const made = (): Context => {
    const context = caseWith(['甲', '乙'], [])
    seedEntities(context.db, 'bankAccount', ['a', 'b', 'c', 'd', 'e'], 3)
    seedLinks(context.db, links)
    return context
  }
  const edgesOf = ({ db }: Context, more: Partial<NetworkView>): unknown[] => {
    const { graph, entityIds } = caseNetwork(db, { ...view, ...more })
    return [...graph.from].map((from, edge) => [
      entityIds[from],
      entityIds[graph.to[edge] as number],
      graph.weight[edge],
    ])
  }
  test('by entity, some kinds, weights', () => {
    const context = made()
    expect(edgesOf(context, { links: ['transfer'], weight: 'count' })).toEqual([
      [3, 4, 9],
      [3, 5, 4],
      [4, 5, 1],
      [5, 7, 2],
      [6, 7, 3],
    ])
    expect(edgesOf(context, { links: ['holds'] })).toEqual([
      [1, 3, 1],
      [1, 4, 1],
      [1, 6, 1],
      [2, 5, 1],
      [2, 6, 1],
    ])
    const byAmount = caseNetwork(context.db, { ...view, links: ['transfer'], weight: 'amount' })
    expect(byAmount.leftOut.weightless).toBe(1)
    expect([...byAmount.graph.weight]).toEqual([90, 1_000, 500, 20])
  })
  test('by person: own accounts are one, what is held by two or by nobody stands by itself', () => {
    const context = made()
    expect(edgesOf(context, { links: ['transfer'], by: 'person', weight: 'count' })).toEqual([
      [1, 2, 5],
      [2, 7, 2],
      [6, 7, 3],
    ])
    const found = caseNetwork(context.db, { ...view, links: ['transfer'], by: 'person' })
    expect(found.leftOut.within).toBe(1)
    expect([found.folded, found.shared]).toEqual([3, 1])
    expect([3, 4, 1].map((id) => found.place(id))).toEqual([0, 0, 0])
    expect(found.place(99)).toBeUndefined()
  })
  test('with directions what has none is left out and told; statements only where asked for', () => {
    const context = made()
    const directed = caseNetwork(context.db, { ...view, links: ['transfer'], directed: true })
    expect([directed.graph.edges, directed.leftOut.wayless]).toEqual([4, 1])
    expect(caseNetwork(context.db, view).leftOut.byHand).toBe(1)
    const stated = caseNetwork(context.db, { ...view, statements: true })
    expect(stated.leftOut.byHand).toBe(0)
    expect(stated.graph.edges).toBe(caseNetwork(context.db, view).graph.edges + 1)
    expect(edgesOf(context, { links: ['statedProbable'] })).toEqual([[1, 2, 1]])
  })
  test('the answer tells what it left out, gives the rows, and says so when there is nothing', () => {
    const context = made()
    const answer = ask(context, { measure: 'strength', links: ['transfer'], weight: 'amount', by: 'person' })
    expect(answer.notes.map(({ id }) => id)).toEqual([
      'formula',
      'within',
      'weightless',
      'folded',
      'shared',
      'place-only',
    ])
    expect(answer.tables[0]?.rows[0]?.cells[2]).toEqual({ minor: 1_500, currency: 'CNY' })
    expect(ask(context, { links: ['calls'] }).notes[0]).toMatchObject({ tone: 'withheld', id: 'no-links' })
  })
  test('an empty case has no network', () => {
    expect(ask(caseWith([], []), {}).notes[0]?.id).toBe('no-links')
  })
})

describe('measures through the case', () => {
  const asCase = (
    name: string,
  ): { context: Context; names: readonly string[]; of: ReturnType<typeof knownNetwork> } => {
    const of = knownNetwork(name)
    // Labels are the names; a loop gives no link.
    const links = of.edges
      .filter(([from, to]) => from !== to)
      .map(([from, to, weight]) => ({ from: from + 1, to: to + 1, count: weight, directed: of.directed }))
    return { context: caseWith(of.names, links), names: of.names, of }
  }
  test('Les Misérables: Valjean 1624.4688, and every other as NetworkX says', () => {
    const { context, names, of } = asCase('lesMiserables')
    const rows = ranked(context, { measure: 'betweenness', top: 5_000 }) as [number, string, number][]
    expect(rows[0]?.[1]).toBe('Valjean')
    expect(rows[0]?.[2]).toBeCloseTo(1624.4688, 4)
    expect(rows.length).toBe(names.length)
    for (const [, label, value] of rows)
      expect(Math.abs(value - (of.values('betweenness')[names.indexOf(label)] ?? NaN))).toBeLessThan(1e-9)
    const weighted = ranked(context, {
      measure: 'betweenness',
      weight: 'count',
      lengths: 'weight',
      top: 5_000,
    }) as [number, string, number][]
    for (const [, label, value] of weighted)
      expect(Math.abs(value - (of.values('betweennessWeighted')[names.indexOf(label)] ?? NaN))).toBeLessThan(
        1e-9,
      )
  })
  test('a directed one: degrees each way, PageRank by weight', () => {
    const { context, names, of } = asCase('directed')
    for (const [params, figure] of [
      [{ measure: 'degreeIn' }, 'in'],
      [{ measure: 'degreeOut' }, 'out'],
      [{ measure: 'strengthOut', weight: 'count' }, 'strengthOut'],
      [{ measure: 'clustering', directed: true }, 'clustering'],
    ] as const)
      for (const [, label, value] of ranked(context, { ...params, top: 5_000 }) as [number, string, number][])
        expect(value, figure).toBeCloseTo(of.values(figure)[names.indexOf(label)] ?? NaN, 9)
  })
  test('ranks share ties, bands hold, a sample is told', () => {
    const { context } = asCase('karate')
    const rows = ranked(context, { measure: 'degree', top: 40 })
    expect(rows.slice(0, 3).map((row) => (row as unknown[])[0])).toEqual([1, 2, 3])
    const banded = ask(context, { measure: 'betweenness', runs: 5, top: 3 })
    expect(banded.tables[0]?.columns.length).toBe(10)
    for (const { cells } of banded.tables[0]?.rows ?? [])
      expect(cells[6] as number).toBeLessThanOrEqual(cells[7] as number)
    expect(ask(context, { measure: 'betweenness', sources: 10 }).notes.map(({ id }) => id)).toContain(
      'estimated',
    )
    expect(banded.notes.map(({ id }) => id)).not.toContain('estimated')
    // The same parameters, the same answer.
    expect(ask(context, { measure: 'betweenness', runs: 5, top: 3 })).toEqual(banded)
  })
  test('every measure answers on every sort of network', () => {
    for (const name of ['parts', 'scaleFree', 'davis']) {
      const { context, of } = asCase(name)
      const way = ['degreeIn', 'hub', 'authority']
      for (const measure of [
        'degree',
        'degreeIn',
        'strength',
        'closeness',
        'harmonic',
        'eigenvector',
        'pagerank',
        'hub',
        'authority',
        'core',
        'clustering',
      ]) {
        const { tables, notes } = ask(context, { measure })
        if (way.includes(measure) && !of.directed) {
          // Nothing says which way anything went.
          expect(notes.map(({ id }) => id)).toEqual(['no-links', 'wayless'])
          continue
        }
        expect(tables[0]?.rows.length, `${name} ${measure}`).toBeGreaterThan(0)
        expect(notes.every(({ words }) => words.zh !== '' && words.en !== '')).toBe(true)
      }
    }
  })
})

test('events add up to the links: ways, repeats, failures, other currencies, sums beyond safe integers', () => {
  const db = emptyCase()
  const account = (at: number): string => `62170012345678900${10 + at}`
  const rows = Array.from({ length: 60 }, (_, at) => ({
    ownAccount: account(at % 4),
    counterAccount: account(4 + (at % 3)),
    direction: ['in', 'out', 'neutral', 'out'][at % 4] ?? null,
    result: at % 7 === 0 ? 'failed' : null,
    amount: at === 11 ? 9_100_000_000_000_000 : 100 + at,
    currency: at % 5 === 0 ? 'USD' : null,
    time: at % 6 === 0 ? null : `2024-01-${10 + (at % 15)} 10:00:00`,
    serial: `S${at}`,
  }))
  addBatch(db, [{ kind: 'transfer', rows }])
  const events = caseEvents(db, ['transfer'])
  expect(events.count).toBeGreaterThan(40)
  const found = new Map<string, [count: number, yuan: bigint]>()
  for (let event = 0; event < events.count; event++) {
    const ends = [
      events.entityIds[events.from[event] as number],
      events.entityIds[events.to[event] as number],
    ]
    const key = `${ends.join(' ')} ${events.directed[event]}`
    const [count, sum] = found.get(key) ?? [0, 0n]
    const isYuan = events.currencies[events.currency[event] as number] === 'CNY'
    found.set(key, [count + 1, sum + (isYuan ? BigInt(eventAmount(events, event) ?? 0) : 0n)])
  }
  const links = db
    .prepare<[], [number, number, number, number, string | null]>(
      "SELECT from_id, to_id, directed, count, CAST(amount AS TEXT) FROM links WHERE kind = 'transfer'",
    )
    .raw()
    .all()
  expect(
    new Map(
      links.map(([from, to, way, count, amount]) => [`${from} ${to} ${way}`, [count, BigInt(amount ?? 0)]]),
    ),
  ).toEqual(found)
  const { out } = eventsByNode(events)
  for (let node = 0; node < events.entityIds.length; node++) {
    const times = [...out.edges.subarray(out.offsets[node], out.offsets[node + 1])].map(
      (event) => events.at[event] as number,
    )
    expect(times.map((time) => (Number.isNaN(time) ? Infinity : time))).toEqual(
      times.map((time) => (Number.isNaN(time) ? Infinity : time)).sort((one, other) => one - other),
    )
  }
})
test('events of an empty case are none, and the graph of it is empty', () => {
  const { db } = caseWith([], [])
  expect(caseEvents(db, ['transfer']).count).toBe(0)
  expect(linkGraph(db).linkIds.length).toBe(0)
})
