/** Communities, removal, parts, parts played and likeness of contacts, as analyses over a case. */
import { describe, expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import type { AnalysisId } from '../../shared/contract/analyses/index.ts'
import type { EntityCell } from '../../shared/contract/analyses/result.ts'
import { knownNetwork } from '../helpers/networks.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { seedEntities, seedLinks, type SeedLink } from './chartsCase.ts'
import { emptyCase } from './factsCase.ts'

function caseWith(labels: readonly string[], links: readonly SeedLink[]) {
  const db = emptyCase()
  seedEntities(db, 'person', labels, 1)
  seedLinks(db, links)
  return { db, checkCancelled: () => undefined, progress: () => undefined }
}
type Context = ReturnType<typeof caseWith>
const ask = (context: Context, id: AnalysisId, params: Record<string, unknown> = {}) =>
  runAnalysis(context, id, params).result
const label = (cell: unknown): unknown =>
  Array.isArray(cell) ? cell.map(label) : ((cell as EntityCell | null)?.label ?? cell)
const lines = (
  context: Context,
  id: AnalysisId,
  table: string,
  params: Record<string, unknown> = {},
): unknown[][] =>
  ask(context, id, params)
    .tables.find((one) => one.id === table)
    ?.rows.map(({ cells }) =>
      cells.map((cell) =>
        typeof cell === 'object' && cell !== null && !('minor' in cell) ? label(cell) : cell,
      ),
    ) ?? []
const karate = (): Context => {
  const known = knownNetwork('karate')
  return caseWith(
    known.names,
    known.edges.map(([from, to]) => ({ from: from + 1, to: to + 1 })),
  )
}
/** Two triangles with one way between: a b c – d – e f g. */
const barbell = (): Context =>
  caseWith(
    [...'abcdefg'],
    (
      [
        [1, 2],
        [2, 3],
        [1, 3],
        [3, 4],
        [4, 5],
        [5, 6],
        [6, 7],
        [5, 7],
      ] as const
    ).map(([from, to]) => ({ from, to })),
  )

test('communities of the karate club reach the best modularity there is, 0.4198', () => {
  const answer = ask(karate(), 'communities', { orders: 50 })
  expect(answer.figures.find(({ id }) => id === 'modularity')?.value).toBeCloseTo(0.4198, 4)
  expect(answer.tables[1]?.rows.length).toBe(34)
  expect(ask(karate(), 'communities', { orders: 50 })).toEqual(answer)
  expect(lines(barbell(), 'communities', 'groups', { least: 4 }).length).toBeLessThan(2)
})
describe('removal', () => {
  test('by betweenness the middle goes first, given ones in their order, shares of all', () => {
    expect(lines(barbell(), 'removal', 'steps', { order: 'betweenness', steps: 1 })).toEqual([
      [1, 'd', 3, 3 / 7, 0.5, 2, 0],
    ])
    const given = ask(barbell(), 'removal', { order: 'given', of: [5, 3, 5] })
    expect(given.tables[0]?.rows.map(({ cells }) => [label(cells[1]), cells[2]])).toEqual([
      ['e', 4],
      ['c', 2],
    ])
    expect(given.notes[0]).toMatchObject({ id: 'not-in-network' })
    expect(ask(barbell(), 'removal', { order: 'given' }).notes[0]).toMatchObject({
      tone: 'withheld',
      id: 'choose-some',
    })
  })
  test('the karate club without its two heads', () => {
    const steps = lines(karate(), 'removal', 'steps', { order: 'degree', steps: 2 })
    expect(steps.map((cells) => [cells[1], cells[2]])).toEqual([
      ['33', 33],
      ['0', 26],
    ])
  })
})
test('parts, cut points with their pieces, and bridges, each with its rows', () => {
  const context = barbell()
  expect(lines(context, 'structure', 'cutPoints').map((cells) => [cells[0], cells[2], cells[3]])).toEqual([
    ['c', 2, 2],
    ['e', 2, 2],
    ['d', 2, 3],
  ])
  expect(lines(context, 'structure', 'bridges')).toEqual([
    ['c', 'd'],
    ['d', 'e'],
  ])
  expect(ask(context, 'structure').tables[2]?.rows[0]?.rows?.[0]).toMatchObject({ kind: 'test' })
  const { figures } = ask(karate(), 'structure')
  expect(figures.find(({ id }) => id === 'bridges')?.value).toBe(1)
})
test('parts played follow the stated rules at their limits', () => {
  // 1 to 5 pay c (6); c pays d (7), nearly all of it; d pays 8 to 12 and keeps a tenth.
  const pay = (from: number, to: number, amount: number | null): SeedLink => ({ from, to, amount, count: 1 })
  const links = [
    ...[1, 2, 3, 4, 5].map((from) => pay(from, 6, 1_000)),
    pay(6, 7, 4_500),
    ...[8, 9, 10, 11, 12].map((to) => pay(7, to, 810)),
  ]
  const names = ['p1', 'p2', 'p3', 'p4', 'p5', 'c', 'd', 'q1', 'q2', 'q3', 'q4', 'q5']
  const parts = (params: Record<string, unknown> = {}, given = links): unknown[] =>
    lines(caseWith(names, given), 'roles', 'roles', params).map((cells) => [cells[1], cells[2], cells[3]])
  const roleOf = (params: Record<string, unknown> = {}, given = links): unknown[] =>
    ask(caseWith(names, given), 'roles', params).tables[0]?.rows.map(({ key }) => key) ?? []
  expect(roleOf({ piece: 5 })).toEqual([
    'collects person:id:6',
    'handsOut person:id:7',
    'passesOn person:id:6',
    'passesOn person:id:7',
  ])
  expect(parts({ piece: 5 })[0]).toEqual(['c', 5, 1])
  // One payer fewer, a hair more kept, and nothing left of the rules.
  expect(roleOf({ least: 6, kept: 0.0999 })).toEqual([])
  expect(roleOf({ least: 6, kept: 0 }, [...links, pay(12, 1, null)])).toEqual([])
  expect(ask(caseWith(names, [...links, pay(12, 1, null)]), 'roles').notes.map(({ id }) => id)).toContain(
    'weightless',
  )
  expect(lines(barbell(), 'roles', 'roles', { piece: 3 }).filter(([role]) => role !== undefined).length).toBe(
    1,
  )
})
test('who has the same contacts', () => {
  const context = caseWith(
    [...'abxyz'],
    (
      [
        [1, 3],
        [1, 4],
        [2, 3],
        [2, 4],
        [2, 5],
      ] as const
    ).map(([from, to]) => ({ from, to })),
  )
  expect(lines(context, 'alike', 'pairs')).toEqual([
    ['x', 'y', 2, 1, 1, 1 / Math.log(2) + 1 / Math.log(3)],
    ['a', 'b', 2, 2 / 3, 2 / Math.sqrt(6), 2 / Math.log(2)],
  ])
  expect(lines(context, 'alike', 'pairs', { of: [1] }).length).toBe(1)
  expect(lines(context, 'alike', 'pairs', { least: 3 })).toEqual([])
})
test('the piracy sample by person: the organiser stands between the others in calls and money', async () => {
  const { engine } = await sampleEngine('piracy')
  const { result } = await engine.call('analyses.run', {
    analysis: 'network',
    params: { measure: 'betweenness', links: ['calls', 'transfer'], by: 'person', top: 3 },
  })
  expect(label(result.tables[0]?.rows[0]?.cells[1])).toBe('罗志华')
  // No account of a person stands beside them.
  expect(result.notes.map(({ id }) => id)).toContain('folded')
  await engine.shutdown()
})
