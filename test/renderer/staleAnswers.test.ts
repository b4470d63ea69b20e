/** An answer of an older question, or of the case before a change, is never shown as the one of now. */
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useConnection } from '../../renderer/api/index.ts'
import { sortedRows } from '../../renderer/components/answerOrder.ts'
import { useAnalyses } from '../../renderer/stores/analyses.ts'
import { useAnswers } from '../../renderer/stores/answers.ts'
import { question } from '../../renderer/stores/asking.ts'
import { caseChanged } from '../../renderer/stores/caseBound.ts'
import { useChanges } from '../../renderer/stores/changes.ts'
import { createCollisionJob } from '../../renderer/stores/collision/collisionJob.ts'
import { useSeries } from '../../renderer/stores/collision/series.ts'
import { useMoney } from '../../renderer/stores/money.ts'
import type { AnalysisCell, AnalysisColumn, AnalysisResult } from '../../shared/contract/index.ts'
import { AppError } from '../../shared/errors.ts'
import { type FakeCall, fakeConnection, settled } from './fakeConnection.ts'

let calls: FakeCall[] = []
beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  setActivePinia(createPinia())
  const fake = fakeConnection()
  useConnection(fake.connection)
  calls = fake.calls
})
afterEach(() => {
  vi.unstubAllGlobals()
})
const entity = (entityId: number) => ({
  entityId,
  kind: 'person',
  label: `p${entityId}`,
  key: `p${entityId}`,
})
const column = (id: string, sort: AnalysisColumn['sort']): AnalysisColumn => ({
  id,
  sort,
  title: { zh: id, en: id },
})
function result(tables: Readonly<Record<string, readonly (readonly AnalysisCell[])[]>> = {}): AnalysisResult {
  return {
    figures: [],
    notes: [],
    entities: [],
    tables: Object.entries(tables).map(([id, rows]) => ({
      id,
      title: { zh: id, en: id },
      columns: [column('entity', 'entity'), column('out', 'money')],
      rows: rows.map((cells, place) => ({ key: String(place), cells })),
      total: rows.length,
    })),
  } as unknown as AnalysisResult
}
type Asked = { readonly analysis: string; readonly params: Readonly<Record<string, unknown>> }
const askedOf = (call: FakeCall): Asked => call.args as Asked
/** Answers what waits, by what is asked. */
async function answer(give: (asked: Asked) => AnalysisResult = () => result()): Promise<readonly Asked[]> {
  const done: Asked[] = []
  for (let round = 0; round < 6; round += 1) {
    for (const call of calls.splice(0)) {
      done.push(askedOf(call))
      call.answer({ result: give(askedOf(call)) })
    }
    await settled()
  }
  return done
}

describe('one answer at a time', () => {
  it.each([
    ['another parameter', 'moneyOf', { of: 2 }, false],
    ['another question', 'flows', { of: 1 }, false],
    ['a parameter more', 'moneyOf', { of: 1, by: 'account' }, false],
    ['the same again', 'moneyOf', { of: 1 }, true],
  ] as const)('goes at once for %s', async (_, analysis, params, stays) => {
    const one = question()
    void one.ask('moneyOf', { of: 1 })
    await answer()
    expect(one.answer.value).not.toBeNull()
    void one.ask(analysis, params)
    expect(one.answer.value !== null).toBe(stays)
    await answer()
    expect(one.answer.value).not.toBeNull()
  })
  it('does not stay when asking the same again fails', async () => {
    const one = question()
    void one.ask('moneyOf', { of: 1 })
    await answer()
    const again = one.ask('moneyOf', { of: 1 })
    calls.pop()?.refuse(new AppError('internal', 'broken'))
    await expect(again).rejects.toMatchObject({ code: 'internal' })
    expect([one.answer.value, one.busy.value]).toEqual([null, false])
  })
})

describe('the money desk', () => {
  const paid: Readonly<Record<number, number>> = { 1: 9, 2: 8, 3: 7 }
  const tell = ({ analysis, params }: Asked): AnalysisResult => {
    if (analysis === 'money') return result({ ranking: [1, 2, 3].map((id) => [entity(id), null]) })
    if (analysis !== 'moneyOf') return result()
    const to = paid[params['of'] as number] ?? 0
    return result({ counterparts: [[entity(to), { minor: 100, currency: 'CNY' }]] })
  }
  async function opened() {
    const money = useMoney()
    void money.refreshIfOld()
    await answer(tell)
    expect([money.selected, money.start?.payees]).toEqual([1, [9]])
    return money
  }
  it('shows nothing of the one before under the one that is chosen', async () => {
    const money = await opened()
    void money.select(2)
    expect([money.one, money.held, money.flows]).toEqual([null, null, null])
    await answer(tell)
    expect([money.one === null, money.start?.payers, money.start?.payees]).toEqual([false, [2], [8]])
  })
  it('begins no tracing with whom another one paid, however quickly they are chosen', async () => {
    const money = await opened()
    void money.select(2)
    void money.select(3)
    await answer(tell)
    expect([money.selected, money.start?.payers, money.start?.payees]).toEqual([3, [3], [7]])
  })
  it.each([
    ['currency', 'USD'],
    ['from', '2024-01-01'],
    ['to', '2024-02-01'],
    ['by', 'account'],
    ['beyond', true],
  ] as const)(
    'leaves no sum in sight when its %s changes, and traces the same beginning by it',
    async (what, to) => {
      const money = await opened()
      const begun = money.start
      money.$patch({ [what]: to })
      void money.refresh()
      expect([money.one, money.held, money.flows]).toEqual([null, null, null])
      // The fold of the ranking is none of a tracing.
      expect(money.traced === null).toBe(what !== 'by')
      const asked = await answer(tell)
      expect(money.start).toBe(begun)
      expect(asked.filter(({ analysis }) => analysis === 'trace')).toHaveLength(1)
      expect([money.one, money.flows, money.traced].every((one) => one !== null)).toBe(true)
    },
  )
  it('keeps who is chosen while it is asked otherwise twice in a row', async () => {
    const money = await opened()
    void money.select(2)
    await answer(tell)
    money.from = '2024-01-01'
    void money.refresh()
    money.to = '2024-02-01'
    void money.refresh()
    await answer(tell)
    expect([money.selected, money.one === null, money.start?.payers]).toEqual([2, false, [2]])
  })
  it('asks again when it is come back to after a change, and in its other half', async () => {
    const money = await opened()
    const asks = async () => {
      void money.refreshIfOld()
      return (await answer(tell)).map(({ analysis }) => analysis)
    }
    expect(await asks()).toEqual([])
    for (const topic of ['records', 'entities', 'batches'] as const) {
      useChanges().bump([topic])
      expect(await asks()).toEqual(
        expect.arrayContaining(['money', 'moneyOf', 'reconcile', 'flows', 'trace']),
      )
    }
    useChanges().bump(['charts'])
    expect(await asks()).toEqual([])
    money.tab = 'pass'
    expect(await asks()).toEqual(['passThrough'])
    expect(await asks()).toEqual([])
    money.currency = 'USD'
    expect(await asks()).toEqual(['passThrough'])
    money.tab = 'desk'
    expect(await asks()).toContain('money')
    money.tab = 'pass'
    expect(await asks()).toEqual([])
  })
})

it.each(['records', 'entities', 'batches', 'case'] as const)(
  'answers of closed screens are forgotten when %s change',
  async (topic) => {
    const answers = useAnswers()
    void answers.ask('goods')
    await answer()
    expect(answers.of('goods')).not.toBeNull()
    useChanges().bump(['charts'])
    await settled()
    expect(answers.of('goods')).not.toBeNull()
    useChanges().bump([topic])
    await settled()
    expect(answers.of('goods')).toBeNull()
  },
)

it('what a kept answer was held against is of the case before a change', async () => {
  const store = useAnalyses()
  const ask = async (during: () => void = () => undefined) => {
    const asked = store.askAgain(1)
    during()
    calls.pop()?.answer({ kept: { keptId: 1 } })
    await asked
    return store.againOutdated
  }
  expect(await ask()).toBe(false)
  useChanges().bump(['results', 'charts'])
  expect(store.againOutdated).toBe(false)
  for (const topic of ['records', 'entities', 'batches'] as const) {
    useChanges().bump([topic])
    expect([store.againOutdated, store.again]).toEqual([true, { kept: { keptId: 1 } }])
    expect(await ask()).toBe(false)
  }
  expect(await ask(() => useChanges().bump(['records']))).toBe(true)
})

it('a kept answer that comes late opens over nothing that was chosen since', async () => {
  const store = useAnalyses()
  const open = (keptId: number) => {
    const opening = store.openKept(keptId)
    const call = calls.pop()
    return async () => {
      call?.answer({ kept: { keptId } })
      await opening
      return store.opened?.kept.keptId ?? null
    }
  }
  const [one, two] = [open(1), open(2)]
  expect([await two(), await one()]).toEqual([2, 2])
  const late = open(3)
  store.choose('flows')
  expect(await late()).toBeNull()
  const again = store.askAgain(2)
  const asked = calls.pop()
  const other = open(4)
  expect(await other()).toBe(4)
  asked?.answer({ kept: { keptId: 2 } })
  await again
  expect(store.again).toBeNull()
})

describe('a series', () => {
  const look = { fileName: 'a', encrypted: true, isOpenHere: false, problem: null }
  async function add(series: ReturnType<typeof useSeries>, place: string): Promise<void> {
    const added = series.add([{ which: { place }, name: place }])
    calls.pop()?.answer([look])
    await added
  }
  it.each([
    ['nothing', () => Promise.resolve(), false],
    ['a file more', (series: ReturnType<typeof useSeries>) => add(series, 'c'), true],
    ['a file less', (series: ReturnType<typeof useSeries>) => Promise.resolve(series.remove(1)), true],
    [
      'other values',
      (series: ReturnType<typeof useSeries>) => Promise.resolve(series.setAsked(['phone'])),
      true,
    ],
  ] as const)('is marked where %s changed while it was read', async (_, change, outdated) => {
    const series = useSeries()
    await add(series, 'a')
    await add(series, 'b')
    for (const { key } of series.chosen) series.setPassphrase(key, 'secret')
    const read = series.read()
    const reading = calls.pop()
    await change(series)
    series.setPassphrase(3, 'typed meanwhile')
    reading?.answer({ seriesId: 's', files: [{ problem: null }, { problem: null }] })
    await read
    expect(series.outdated).toBe(outdated)
    expect(
      series.chosen.map(({ key, passphrase }) => [key, passphrase]).filter(([, one]) => one !== ''),
    ).toEqual(series.chosen.some(({ key }) => key === 3) ? [[3, 'typed meanwhile']] : [])
  })
  it('brings back no file and no answer that was under way when all was forgotten', async () => {
    const series = useSeries()
    const adding = series.add([{ which: { place: 'a' }, name: 'a' }])
    const looking = calls.pop()
    caseChanged()
    expect(series.adding).toBe(false)
    looking?.answer([look])
    await adding
    expect(series.chosen).toEqual([])
    await add(series, 'b')
    const read = series.read()
    const reading = calls.pop()
    caseChanged()
    reading?.answer({ seriesId: 's', files: [{ problem: null }] })
    await read
    expect([series.answer, series.chosen, series.job]).toEqual([null, [], null])
  })
})
it('a job that was forgotten does not end the one after it', async () => {
  const { job, run, clear } = createCollisionJob()
  const [first, second] = [Promise.withResolvers<number>(), Promise.withResolvers<number>()]
  const one = run(() => first.promise)
  clear()
  job.value = null
  const two = run(() => second.promise)
  first.resolve(1)
  await one
  expect(job.value).not.toBeNull()
  second.resolve(2)
  expect([await two, job.value]).toEqual([2, null])
})

it.each([
  ['text', '', 'b', 'a'],
  ['entities', [], [entity(2)], [entity(1)]],
  ['text', null, 'b', 'a'],
] as const)('a cell of %s that says nothing stands last, whichever way', (sort, none, high, low) => {
  const table = {
    id: 't',
    title: { zh: 't', en: 't' },
    columns: [column('c', sort)],
    rows: [none, high, low].map((cell, place) => ({ key: String(place), cells: [cell] })),
    total: 3,
  }
  const keys = (descending: boolean) =>
    sortedRows(table, [{ field: 'c', descending }], 'en').map(({ key }) => key)
  expect([keys(false), keys(true)]).toEqual([
    ['2', '1', '0'],
    ['1', '2', '0'],
  ])
})
