/** What could come onto a chart, foreseen and as it comes; and what was left out, told as long as it is true. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Input } from '../../shared/contract/index.ts'
import type { Engine } from '../../electron/engine/index.ts'
import { temporaryEngine } from '../helpers/engine.ts'

const hub = '6217008375367000751'
const cardOf = (index: number) => `62220210012345${String(index).padStart(5, '0')}`
/** The hub pays eight accounts: the first the largest sum once, the last the smallest sum most often, each in its own month. */
const partners = Array.from({ length: 8 }, (_, index) => index + 1)
const statement = [
  '交易卡号,交易户名,交易时间,交易金额,收付标志,交易余额,交易对手账卡号,对手户名,交易是否成功,交易流水号',
  ...partners.flatMap((index) =>
    Array.from(
      { length: index },
      (_, turn) =>
        `${hub},罗志华,2021-0${index}-0${turn + 1} 10:00:00,${(9 - index) * 1_000}.00,出,1.00,${cardOf(index)},对手${index},成功,S${index}-${turn}`,
    ),
  ),
  // Two of the partners deal with each other.
  `${cardOf(1)},对手1,2021-12-01 10:00:00,10.00,出,1.00,${cardOf(2)},对手2,成功,T1`,
].join('\n')

async function withStatement() {
  const { engine, folder } = await temporaryEngine()
  const path = join(folder, '流水.csv')
  writeFileSync(path, statement)
  const { batchId } = await engine.call('import.run', { fileId: engine.files.grant(path) })
  const entityId = await accountOf(engine, hub)
  const { chartId } = await engine.call('charts.create', { name: '资金', entityIds: [entityId] })
  return { engine, chartId, entityId, batchId }
}
const accountOf = async (engine: Engine, label: string) =>
  (await engine.call('entities.list', { kind: 'bankAccount', text: label, offset: 0, limit: 1 })).rows[0]
    ?.entityId ?? expect.fail(`no account ${label}`)
type Choice = Omit<Input<'chart.foresee'>, 'chartId' | 'source'>
const choices: readonly Choice[] = [
  { limit: 0 },
  { limit: 3 },
  { limit: 3, by: 'count' },
  { limit: 100, by: 'links' },
  { limit: 100, kinds: ['person'] },
  { limit: 4, kinds: ['bankAccount'] },
  { limit: 100, from: '2021-03', to: '2021-05' },
  { limit: 100, from: '2021-08-09 00:00:00' },
  { limit: 2, kinds: ['bankAccount'], to: '2021-04-01' },
  { limit: 100, kinds: [] },
]

test('what a choice is said to bring is what comes: nodes, lines, and what is left out', async () => {
  const { engine, chartId, entityId } = await withStatement()
  for (const source of [
    { entityId },
    { scope: { kind: 'transfer' } },
  ] as readonly Input<'chart.foresee'>['source'][])
    for (const choice of choices) {
      const before = await engine.call('chart.read', { chartId })
      const told = await engine.call('chart.foresee', { chartId, source, ...choice })
      const delta =
        source.entityId !== undefined
          ? await engine.call('chart.expand', { chartId, entityId, ...choice })
          : await engine.call('chart.addFromRecords', { chartId, scope: { kind: 'transfer' }, ...choice })
      const after = await engine.call('chart.read', { chartId })
      expect({ choice, nodes: told.chosen, lines: told.lines, left: told.found - told.chosen }).toEqual({
        choice,
        nodes: after.nodes.length - before.nodes.length,
        lines: after.edges.length - before.edges.length,
        left: delta.omitted,
      })
      const fresh = new Set(after.nodes.map((node) => node.entityId))
      for (const node of before.nodes) fresh.delete(node.entityId)
      expect(told.first.every((node) => fresh.has(node.entityId))).toBe(true)
      if (delta.seq !== null) await engine.call('history.undo', {})
    }
})

test('the first to come are those with the largest sum, the most facts, the most links, or of the time', async () => {
  const { engine, chartId, entityId } = await withStatement()
  const firstOf = async (choice: Choice) =>
    (
      await engine.call('chart.foresee', { chartId, source: { entityId }, kinds: ['bankAccount'], ...choice })
    ).first.map(({ label }) => label)
  // 4 × 5,000 and 5 × 4,000 are both 20,000: the more facts the better.
  expect(await firstOf({ limit: 2 })).toEqual([cardOf(5), cardOf(4)])
  expect(await firstOf({ limit: 2, by: 'count' })).toEqual([cardOf(8), cardOf(7)])
  expect(await firstOf({ limit: 8, from: '2021-08' })).toEqual([cardOf(8)])
  expect(await firstOf({ limit: 8, from: '2021-07-07', to: '2021-07-07' })).toEqual([cardOf(7)])
  expect(await firstOf({ limit: 8, from: '2021-07-08', to: '2021-07-30' })).toEqual([])
  const whole = await engine.call('chart.foresee', { chartId: null, source: { entityId }, limit: 3 })
  expect([whole.found, whole.present, whole.firstTime, whole.lastTime]).toEqual([
    8,
    0,
    '2021-01-01 10:00:00',
    '2021-08-08 10:00:00',
  ])
})

test('what an expansion left out is told until it is true no more, by undo, by more, and with the node', async () => {
  const { engine, chartId, entityId } = await withStatement()
  const told = async () => {
    const left = await engine.call('chart.leftOut', { chartId })
    return left.map(({ entityId: of, hidden }) => [of, hidden])
  }
  const expand = async (limit: number, linkKinds?: readonly string[]) => {
    const source = { entityId, ...(linkKinds === undefined ? {} : { linkKinds: [...linkKinds] }) }
    await engine.call('chart.expand', { chartId, limit, ...source })
    await engine.call('chart.cut', { chartId, source })
    return told()
  }
  expect(await told()).toEqual([])
  expect(await expand(3, ['transfer'])).toEqual([[entityId, 5]])
  expect(await expand(3, ['transfer'])).toEqual([[entityId, 2]])
  expect(await expand(1, ['holds'])).toEqual([[entityId, 2]])
  expect(await expand(1)).toEqual([[entityId, 1]])
  expect(await expand(100)).toEqual([])
  await engine.call('history.undo', {})
  expect(await told()).toEqual([[entityId, 1]])
  await engine.call('chart.remove', { chartId, entityIds: [entityId] })
  expect(await told()).toEqual([])
})

test('what rows left out is told, with the rows, and goes with them', async () => {
  const { engine, chartId, batchId } = await withStatement()
  const one = { kind: 'transfer', filter: [{ field: 'amount', op: 'is' as const, values: [800_000] }] }
  const all = { kind: 'transfer', batch: batchId }
  for (const scope of [one, all]) await engine.call('chart.cut', { chartId, source: { scope } })
  const left = await engine.call('chart.leftOut', { chartId })
  const { found } = await engine.call('chart.foresee', { chartId, source: { scope: all }, limit: 0 })
  expect(left.map(({ scope: rows, hidden }) => [rows?.filter?.length ?? 0, rows?.batch, hidden])).toEqual([
    [0, batchId, found],
    [1, undefined, 1],
  ])
  expect(found).toBe(8)
  const copy = await engine.call('charts.duplicate', { chartId, name: '副本' })
  expect(await engine.call('chart.leftOut', { chartId: copy.chartId })).toEqual(left)
  await engine.call('import.undo', { batchId })
  expect(await engine.call('chart.leftOut', { chartId })).toEqual([])
})

test('accounts that are one by a merge are one candidate and none of those left out', async () => {
  const { engine, chartId, entityId } = await withStatement()
  const [one, other] = [await accountOf(engine, cardOf(1)), await accountOf(engine, cardOf(2))]
  const foresee = () =>
    engine.call('chart.foresee', { chartId, source: { entityId, linkKinds: ['transfer'] }, limit: 3 })
  expect((await foresee()).found).toBe(8)
  await engine.call('identity.merge', { entityIds: [one, other], reasons: ['by-hand'], note: '同一人控制' })
  expect((await foresee()).found).toBe(7)
  await engine.call('chart.expand', { chartId, entityId, linkKinds: ['transfer'], limit: 3 })
  await engine.call('chart.cut', { chartId, source: { entityId, linkKinds: ['transfer'] } })
  expect((await engine.call('chart.leftOut', { chartId }))[0]?.hidden).toBe(4)
})
