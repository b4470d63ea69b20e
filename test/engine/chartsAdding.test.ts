/** Adding much at once: whoever comes, and the lines that come with them, are the same whichever way the engine finds them. */
import { expect, test } from 'vitest'
import { sampleEngine } from '../helpers/sampleEngine.ts'

type SampleEngine = Awaited<ReturnType<typeof sampleEngine>>['engine']

async function rowIds(engine: SampleEngine, kind: string): Promise<number[]> {
  const ids: number[] = []
  for (let offset = 0; ; offset += 1_000) {
    const { rows } = await engine.call('records.window', {
      scope: { kind, filter: [] },
      offset,
      limit: 1_000,
    })
    if (rows.length === 0) return ids
    ids.push(...rows.map(({ recordId }) => recordId))
  }
}
test.each([
  ['piracy', ['transfer', 'call', 'personRegister']],
  ['betting', ['agentAccount', 'betSlip']],
] as const)('a whole table of %s brings whom its rows bring one by one', async (sample, kinds) => {
  const { engine } = await sampleEngine(sample)
  for (const kind of kinds) {
    const recordIds = await rowIds(engine, kind)
    const asked = { chartId: null, limit: 40, by: 'links' } as const
    const whole = await engine.call('chart.foresee', { ...asked, source: { scope: { kind } } })
    const single = await engine.call('chart.foresee', { ...asked, source: { scope: { kind }, recordIds } })
    expect(whole.found, kind).toBeGreaterThan(0)
    expect(whole, kind).toEqual(single)
  }
})
test('many to few and few to many bring the same lines, each once', async () => {
  const { engine } = await sampleEngine('piracy')
  const { rows } = await engine.call('entities.list', {
    kind: 'bankAccount',
    sort: 'links',
    offset: 0,
    limit: 60,
  })
  const ids = rows.map(({ entityId }) => entityId)
  const lines = async (...parts: readonly (readonly number[])[]): Promise<readonly number[]> => {
    const { chartId } = await engine.call('charts.create', { name: String(parts.length), entityIds: [] })
    const told: number[] = []
    for (const part of parts) {
      const { edges } = await engine.call('chart.add', { chartId, entityIds: [...part] })
      told.push(...edges.map(({ linkId }) => linkId))
    }
    const { edges } = await engine.call('chart.read', { chartId })
    const sorted = (list: readonly number[]) => list.toSorted((one, other) => one - other)
    expect(sorted(told)).toEqual(sorted(edges.map(({ linkId }) => linkId)))
    return sorted(told)
  }
  const atOnce = await lines(ids)
  expect(atOnce.length).toBeGreaterThan(20)
  expect(await lines(ids.slice(0, 3), ids.slice(3))).toEqual(atOnce)
  expect(await lines(ids.slice(0, 57), ids.slice(57))).toEqual(atOnce)
  expect(await lines(ids.slice(0, 30), ids.slice(30))).toEqual(atOnce)
})
