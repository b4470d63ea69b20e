/** What the threads that read are asked before a step goes to the engine, and that such a step says the same as without threads. */
import { expect, test, vi } from 'vitest'
import { createAskedAhead } from '../../electron/engine/askedAhead.ts'
import { mostHeldAnswers } from '../../electron/engine/analyses/answered.ts'
import type { KeptResult } from '../../shared/contract/index.ts'
import { temporaryEngine } from '../helpers/engine.ts'

const none = () => Promise.resolve([])
const kept = (keptId: number, current: boolean): KeptResult =>
  ({ keptId, current, analysis: 'money', params: { days: keptId } }) as unknown as KeptResult

test('keeping and exporting ask what is not held: not what was answered just now, again after a change', async () => {
  const ahead = createAskedAhead()
  const asked = { analysis: 'money', params: {} }
  for (const name of ['results.keep', 'report.analysis'] as const)
    expect(await ahead.before(name, asked, none)).toEqual([asked])
  ahead.answered(asked, { analysis: 'money', params: { days: 1 } })
  for (const params of [{}, { days: 1 }])
    expect(await ahead.before('results.keep', { analysis: 'money', params }, none)).toEqual([])
  for (const other of [
    { analysis: 'money', params: { days: 2 } },
    { analysis: 'common', params: {} },
  ])
    expect(await ahead.before('results.keep', other, none)).toEqual([other])
  ahead.forget()
  expect(await ahead.before('results.keep', asked, none)).toEqual([asked])
})
test('a report asks the kept answers that stand in it and are no longer known to hold', async () => {
  const list = vi.fn(() => Promise.resolve([kept(1, false), kept(2, true), kept(3, false)]))
  const days = async (args: object) =>
    (await createAskedAhead().before('report.document', args, list)).map(({ params }) => params['days'])
  expect(await days({})).toEqual([1, 3])
  expect(await days({ results: [2, 3] })).toEqual([3])
  expect(await days({ sections: ['measures'] })).toEqual([])
  expect(list).toHaveBeenCalledTimes(2)
  expect(await createAskedAhead().before('records.edit', {}, list)).toEqual([])
  // Not more than the engine holds.
  const many = () =>
    Promise.resolve(Array.from({ length: mostHeldAnswers + 2 }, (_, place) => kept(place, false)))
  expect(await createAskedAhead().before('report.document', {}, many)).toHaveLength(mostHeldAnswers)
})
test('with threads an answer is kept as without them, and a question that is refused is refused', async () => {
  const { engine } = await temporaryEngine({ hosted: true })
  const made = await engine.call('results.keep', { analysis: 'money', name: '留存' })
  expect(made).toMatchObject({ analysis: 'money', current: true })
  expect((await engine.call('results.again', { keptId: made.keptId })).difference.same).toBe(true)
  await expect(
    engine.call('results.keep', { analysis: 'money', params: { 没有: 1 }, name: '留存' }),
  ).rejects.toMatchObject({ code: 'invalid-arguments' })
  expect(await engine.call('results.list', {})).toHaveLength(1)
})
