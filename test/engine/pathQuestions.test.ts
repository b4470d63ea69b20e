/** Paths of every sort as an analysis over a case: sets, through and never, money, order of time. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runAnalysis } from '../../electron/engine/analyses/runAnalysis.ts'
import type { EntityCell } from '../../shared/contract/analyses/result.ts'
import { temporaryEngine } from '../helpers/engine.ts'
import { seedEntities, seedLinks, type SeedLink } from './chartsCase.ts'
import { addBatch, emptyCase } from './factsCase.ts'

function caseWith(labels: readonly string[], links: readonly SeedLink[]) {
  const db = emptyCase()
  seedEntities(db, 'bankAccount', labels, 1)
  seedLinks(db, links)
  return { db, checkCancelled: () => undefined, progress: () => undefined }
}
const pay = (from: number, to: number, amount: number | null, count = 1): SeedLink => ({
  from,
  to,
  amount,
  count,
})
/** a pays b and c, both pay d; c pays e, e pays d; f is alone with g. */
const diamond = () =>
  caseWith(
    [...'abcdefg'],
    [
      pay(1, 2, 1_000),
      pay(1, 3, 600),
      pay(2, 4, 300, 3),
      pay(3, 4, 100),
      pay(3, 5, 500),
      pay(5, 4, 450),
      pay(6, 7, 5),
    ],
  )
type Context = ReturnType<typeof caseWith>
const ask = (context: Context, params: Record<string, unknown>) =>
  runAnalysis(context, 'paths', params).result
const ways = (context: Context, params: Record<string, unknown>): string[] =>
  ask(context, params).tables[0]?.rows.map(({ cells }) =>
    (cells[2] as EntityCell[]).map(({ label }) => label).join(''),
  ) ?? []

test('shortest with all ties, all up to so many, k shortest, sets, through and never', () => {
  const context = diamond()
  expect(ways(context, { from: [1], to: [4] })).toEqual(['abd', 'acd'])
  expect(ways(context, { from: [1, 5], to: [4] })).toEqual(['ed'])
  expect(ways(context, { from: [1], to: [4], how: 'all' })).toEqual(['abd', 'acd', 'aced'])
  expect(ways(context, { from: [1], to: [4], how: 'all', hops: 2 })).toEqual(['abd', 'acd'])
  expect(ways(context, { from: [1], to: [4], how: 'all', through: [5] })).toEqual(['aced'])
  expect(ways(context, { from: [1], to: [4], through: [5] })).toEqual(['aced'])
  expect(ways(context, { from: [1], to: [4], never: [2] })).toEqual(['acd'])
  expect(ways(context, { from: [1], to: [4], how: 'kShortest', top: 3 })).toEqual(['abd', 'acd', 'aced'])
  expect(ways(context, { from: [4], to: [1], directed: true })).toEqual([])
  // 3 facts from b to d are nearer than 1 from c.
  const weighed = ask(context, {
    from: [1],
    to: [4],
    how: 'kShortest',
    weight: 'count',
    lengths: 'inverse',
    top: 2,
  })
  expect(weighed.tables[0]?.rows.map(({ cells }) => cells[4])).toEqual([1 + 1 / 3, 2])
})
test('steps tell facts, sums and rows; no path is an answer', () => {
  const context = diamond()
  const { tables, links } = ask(context, { from: [2], to: [4] })
  expect(tables[1]?.rows[0]?.cells.slice(4, 6)).toEqual([3, { minor: 300, currency: 'CNY' }])
  expect(tables[1]?.rows[0]?.rows?.length).toBe(1)
  expect(links.length).toBe(1)
  expect(ask(context, { from: [1], to: [6] })).toMatchObject({
    figures: [{ value: 0 }],
    notes: [{ tone: 'note', id: 'no-path' }],
  })
  expect(ask(context, { from: [], to: [6] }).notes[0]).toMatchObject({ tone: 'withheld', id: 'choose-ends' })
})
test('how much could have come through: one way, and all ways split', () => {
  const context = diamond()
  const widest = ask(context, { from: [1], to: [4], how: 'widest' })
  expect(widest.figures.find(({ id }) => id === 'width')?.value).toEqual({ minor: 450, currency: 'CNY' })
  const flow = ask(context, { from: [1], to: [4], how: 'flow' })
  expect(flow.figures[0]?.value).toEqual({ minor: 300 + 100 + 450, currency: 'CNY' })
  expect(flow.notes[0]?.id).toBe('bound-only')
  const held = flow.tables[0]?.rows
    .filter(({ cells }) => cells[4] === true)
    .map(({ cells }) => (cells[0] as EntityCell).label)
  expect(held?.sort()).toEqual(['b', 'c', 'e'])
  expect(ask(context, { from: [4], to: [1], how: 'flow' }).notes[0]?.id).toBe('no-path')
  expect(ask(context, { from: [1], to: [4], how: 'flow', leastAmount: 400 }).figures[0]?.value).toEqual({
    minor: 450,
    currency: 'CNY',
  })
})
test('what a search does not use is told, and none among the shortest is not none at all', () => {
  const context = diamond()
  const notUsed = (params: Record<string, unknown>): string | undefined =>
    ask(context, { from: [1], to: [4], ...params }).notes.find(({ id }) => id === 'not-used')?.words.en
  expect(notUsed({ how: 'widest', through: [5] })).toMatch(/: through\./u)
  expect(notUsed({ how: 'between', through: [5], leastAmount: 1 })).toMatch(/: through, least amount\./u)
  expect(notUsed({ how: 'shortest', gapHours: 1 })).toMatch(/hours between/u)
  expect(notUsed({ how: 'all', through: [5] })).toBeUndefined()
  expect(notUsed({ how: 'flow', leastAmount: 1 })).toBeUndefined()
  const first = (top: number) =>
    ask(context, { from: [1], to: [4], how: 'kShortest', through: [5], top }).notes.map(({ id }) => id)
  expect(first(2)).toContain('not-among-first')
  expect(first(2)).not.toContain('no-path')
  expect(first(3)).not.toContain('not-among-first')
})
test('everything between two', () => {
  const between = ask(diamond(), { from: [1], to: [4], how: 'between', hops: 2 })
  expect(between.figures.map(({ value }) => value)).toEqual([4, 4])
  expect(
    ask(diamond(), { from: [1], to: [4], how: 'between', hops: 3 }).figures.map(({ value }) => value),
  ).toEqual([5, 6])
})
test('in order of time over rows of a statement: gaps, days only, rows behind each step', async () => {
  const { engine, casesFolder } = await temporaryEngine()
  const accounts = [
    '6217001234567890001',
    '6217001234567890002',
    '6217001234567890003',
    '6217001234567890004',
  ]
  const [a, b, c, d] = accounts as [string, string, string, string]
  const line = (from: string, to: string, time: string, amount: string): string =>
    `${from},张三,${to},李四,${time},出,${amount}`
  const file = join(casesFolder, '流水.csv')
  writeFileSync(
    file,
    [
      '本方账号,本方户名,对方账号,对方户名,交易时间,收付标志,交易金额',
      line(a, b, '2024-01-01 10:00:00', '100.00'),
      line(b, c, '2024-01-01 09:00:00', '90.00'),
      line(b, c, '2024-01-01 12:00:00', '80.00'),
      line(b, c, '2024-01-05 12:00:00', '70.00'),
      line(c, d, '2024-01-01 12:00:00', '60.00'),
      line(c, d, '2024-01-05 11:00:00', '50.00'),
    ].join('\n'),
  )
  await engine.call('import.run', { fileId: engine.files.grant(file) })
  const idOf = async (text: string): Promise<number> =>
    (await engine.call('entities.list', { kind: 'bankAccount', text, offset: 0, limit: 1 })).rows[0]
      ?.entityId ?? 0
  const [from, to] = [await idOf(a), await idOf(d)]
  const inTime = async (params: Record<string, unknown>) =>
    (
      await engine.call('analyses.run', {
        analysis: 'paths',
        params: { from: [from], to: [to], how: 'inTime', links: ['transfer'], ...params },
      })
    ).result
  const told = async (params: Record<string, unknown>) =>
    (await inTime(params)).tables[0]?.rows.map(({ cells }) => [
      cells[3],
      cells[4],
      (cells[5] as { minor: number }).minor,
    ]) ?? []
  expect(await told({})).toEqual([
    ['2024-01-01 10:00:00', '2024-01-01 12:00:00', 6_000],
    ['2024-01-01 10:00:00', '2024-01-05 11:00:00', 5_000],
  ])
  expect(await told({ gapHours: 2 })).toEqual([['2024-01-01 10:00:00', '2024-01-01 12:00:00', 6_000]])
  expect(await told({ gapHours: 1.9 })).toEqual([])
  expect(await told({ leastAmount: 6_000 })).toEqual([['2024-01-01 10:00:00', '2024-01-01 12:00:00', 6_000]])
  expect(await told({ hops: 2 })).toEqual([])
  const steps = async (how: string, span: { from: string | null; to: string | null }) =>
    (
      await engine.call('analyses.run', {
        analysis: 'paths',
        params: { from: [await idOf(b)], to: [await idOf(c)], how, links: ['transfer'], span },
      })
    ).result.tables[1]?.rows.map(({ cells }) => [
      cells[4],
      (cells[5] as { minor: number }).minor,
      cells[6],
      cells[7],
    ])
  // Sums and times of a part of time are those of the part.
  for (const how of ['shortest', 'all', 'kShortest']) {
    expect(await steps(how, { from: null, to: null })).toEqual([
      [3, 24_000, '2024-01-01 09:00:00', '2024-01-05 12:00:00'],
    ])
    expect(await steps(how, { from: '2024-01-01 12:00:00', to: null })).toEqual([
      [2, 15_000, '2024-01-01 12:00:00', '2024-01-05 12:00:00'],
    ])
    expect(await steps(how, { from: null, to: '2024-01-01 11:59:59' })).toEqual([
      [1, 9_000, '2024-01-01 09:00:00', '2024-01-01 09:00:00'],
    ])
  }
  const answer = await inTime({})
  const [scope] = answer.tables[1]?.rows[0]?.rows ?? []
  const opened = await engine.call('records.window', {
    scope: { kind: scope?.kind ?? '', picked: [...(scope?.picked ?? [])] },
    offset: 0,
    limit: 5,
  })
  expect(opened.total).toBe(1)
  await engine.shutdown()
})

test('what tells no time is in no part of it, and that is told', () => {
  const db = emptyCase()
  const row = (counterAccount: string, amount: number, time: string | null) => ({
    ownCard: '6222020000000000007',
    counterAccount,
    direction: 'out',
    amount,
    time,
    serial: `T${amount}`,
    result: 'success',
  })
  addBatch(db, [
    {
      kind: 'transfer',
      rows: [
        row('6222020000000000015', 1, '2024-01-01 10:00:00'),
        row('6222020000000000015', 2, null),
        row('6222020000000000023', 3, null),
      ],
    },
  ])
  const undated = (params: Record<string, unknown>) =>
    runAnalysis({ db, checkCancelled: () => undefined, progress: () => undefined }, 'network', {
      links: ['transfer'],
      ...params,
    }).result.notes.find(({ id }) => id === 'undated')?.words.en
  expect(undated({})).toBeUndefined()
  expect(undated({ span: { from: '2024-01-01', to: null } })).toMatch(/^2 facts/u)
  expect(undated({ span: { from: null, to: '2024-01-01' } })).toMatch(/^2 facts/u)
  expect(undated({ links: ['call'], span: { from: '2024-01-01', to: null } })).toBeUndefined()
})
