/** Kept answers: asked again they say the same, or line by line what differs and what was done in between; nothing of it is a fact. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { holdAnswer } from '../../electron/engine/analyses/answered.ts'
import { answersDifference, type Answered } from '../../electron/engine/analyses/difference.ts'
import { factActions } from '../../electron/engine/analyses/stepsBetween.ts'
import type { AnalysisResult, AnalysisRow } from '../../shared/contract/analyses/result.ts'
import type { Method } from '../../shared/contract/define.ts'
import { contract } from '../../shared/contract/index.ts'
import { bytesOf, type TemporaryEngine, temporaryEngine } from '../helpers/engine.ts'

const head = '交易时间,本方账号,本方户名,收付标志,交易金额,对方账号,对方户名,流水号'
const accounts = {
  甲: '6222020200012345678,张三',
  乙: '6217000010087654321,李四',
  丙: '6228480402564890018,王五',
  丁: '6222020200012345686,赵六',
}
type Account = keyof typeof accounts
async function give(
  bench: TemporaryEngine,
  name: string,
  rows: readonly (readonly [Account, Account, string, string])[],
) {
  const path = join(bench.folder, name)
  const lines = rows.map(
    ([from, to, at, sum], index) => `${at},${accounts[from]},付,${sum},${accounts[to]},${name}${index}`,
  )
  writeFileSync(path, [head, ...lines].join('\n'))
  await bench.engine.call('import.run', { fileId: bench.engine.files.grant(path), accept: true })
}
/** 甲 and 乙 both paid 丙. */
async function caseOfThree() {
  const bench = await temporaryEngine()
  await give(bench, '一.csv', [
    ['甲', '丙', '2024-03-01 10:00:00', '1000.00'],
    ['乙', '丙', '2024-03-02 10:00:00', '2000.00'],
  ])
  const id = async (account: Account): Promise<number> => {
    const number = accounts[account].split(',')[0] ?? ''
    const { rows } = await bench.engine.call('entities.list', {
      text: number,
      kind: 'bankAccount',
      offset: 0,
      limit: 1,
    })
    return rows[0]?.entityId ?? 0
  }
  const keep = async () =>
    bench.engine.call('results.keep', {
      analysis: 'common',
      params: { of: [await id('甲'), await id('乙')] },
      name: '共同收款',
      note: '第一次',
    })
  return { ...bench, id, keep, give: give.bind(null, bench) }
}

test('asked again with nothing done it is the same, and nothing of it is a fact', async () => {
  const { engine, keep } = await caseOfThree()
  const before = (await engine.call('workspace.read', {})).openCase?.counts
  const kept = await keep()
  expect(kept).toMatchObject({
    name: '共同收款',
    analysis: 'common',
    lines: 1,
    note: '第一次',
    current: true,
  })
  expect(kept.params).toMatchObject({ least: 2, links: [] })
  expect(kept.named).toHaveLength(2)
  const again = await engine.call('results.again', { keptId: kept.keptId })
  expect(again.difference).toEqual({
    same: true,
    notCompared: 0,
    versions: null,
    params: [],
    figures: [],
    tables: [],
    notesAdded: [],
    notesGone: [],
    sameInput: true,
    steps: [],
    stepsInAll: 0,
  })
  expect((await engine.call('workspace.read', {})).openCase?.counts).toEqual(before)
  expect((await engine.call('results.read', { keptId: kept.keptId })).run.result).toEqual(again.run.result)
})

test('after an import, a merge, an edit and a statement each is named, with the lines that differ', async () => {
  const { engine, keep, id, give } = await caseOfThree()
  const { keptId } = await keep()
  await give('二.csv', [
    ['甲', '丁', '2024-03-03 10:00:00', '300.00'],
    ['乙', '丁', '2024-03-04 10:00:00', '400.00'],
    ['甲', '丙', '2024-03-05 10:00:00', '500.00'],
  ])
  // What changes no fact is no reason.
  await engine.call('charts.create', { name: '图' })
  const imported = await engine.call('results.again', { keptId })
  expect(imported.difference).toMatchObject({
    same: false,
    sameInput: false,
    tables: [{ id: 'common', added: 1, gone: 0, changed: 1, cut: false }],
    steps: [{ action: 'import.run', params: { file: '二.csv' } }],
  })
  expect(imported.difference.tables[0]?.lines).toMatchObject([
    { what: 'changed', cells: [{ id: 'facts', before: 2, after: 3 }] },
    { what: 'added', key: expect.stringContaining('6222020200012345686') as string },
  ])
  expect((await engine.call('results.list', {}))[0]).toMatchObject({ current: false })
  await engine.call('identity.merge', { entityIds: [await id('丙'), await id('丁')], note: '同一人所持' })
  await engine.call('records.edit', {
    sheetId: 1,
    row: 2,
    field: 'counterAccount',
    text: '6222020200012345694',
    reason: '核对',
  })
  await engine.call('statements.save', {
    from: { entityId: await id('甲') },
    to: { entityId: await id('乙') },
    way: 'out',
    says: '给付现金',
    document: '讯问笔录',
    documentKind: 'interrogation',
    page: '3',
    saidBy: '孙某',
  })
  const last = await engine.call('results.again', { keptId })
  expect(last.difference.same).toBe(false)
  expect(last.difference.steps.map(({ action }) => action)).toEqual([
    'statements.save',
    'records.edit',
    'identity.merge',
    'import.run',
  ])
  // Everything taken back: the state has another number, the answer is the same, and it says that all of it was done and undone.
  for (let step = 0; step < 5; step += 1) await engine.call('history.undo', {})
  const back = await engine.call('results.again', { keptId })
  expect(back.difference).toMatchObject({ same: true, sameInput: true, stepsInAll: 8 })
  expect((await engine.call('results.list', {}))[0]).toMatchObject({ current: true })
})

test('a kept result is renamed, noted, removed, and each is undone; two of one question are compared', async () => {
  const { engine, keep, give } = await caseOfThree()
  const first = await keep()
  await engine.call('results.change', { keptId: first.keptId, name: '收款', note: '核过' })
  await give('二.csv', [['甲', '丙', '2024-03-05 10:00:00', '500.00']])
  const second = await keep()
  const { before, after, difference } = await engine.call('results.compare', {
    keptId: first.keptId,
    withId: second.keptId,
  })
  expect([before.name, after.name, difference.same]).toEqual(['收款', '共同收款', false])
  expect(difference.steps.map(({ action }) => action)).toEqual(['import.run'])
  await engine.call('results.remove', { keptId: second.keptId })
  expect((await engine.call('results.list', {})).map(({ name }) => name)).toEqual(['收款'])
  await expect(engine.call('results.read', { keptId: second.keptId })).rejects.toMatchObject({
    code: 'result-not-found',
  })
  await engine.call('history.undo', {})
  expect((await engine.call('results.read', { keptId: second.keptId })).run.result.tables).toHaveLength(1)
  for (const name of ['keep', 'change'] as const)
    expect((await engine.call('audit.list', { offset: 0, limit: 100 })).entries).toContainEqual(
      expect.objectContaining({ action: `results.${name}` }),
    )
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

const row = (key: string, ...cells: AnalysisRow['cells']): AnalysisRow => ({ key, cells })
function answered(
  rows: readonly AnalysisRow[],
  change: Partial<AnalysisResult> = {},
  total = rows.length,
): Answered {
  const title = { zh: '表', en: 'Table' }
  return {
    version: 1,
    params: {},
    input: '',
    result: {
      figures: [],
      tables: [
        {
          id: 'table',
          title,
          columns: [
            { id: 'who', title, sort: 'entity' },
            { id: 'share', title, sort: 'share' },
          ],
          rows,
          total,
        },
      ],
      notes: [],
      entities: [],
      links: [],
      ...change,
    },
  }
}
const who = (label: string) => ({ entityId: 1, kind: 'person', label, key: 'name:1' })

test('cells are compared by what they say, lines by their keys and not by their places', () => {
  const one = answered([row('a', who('甲'), 0.1), row('b', who('乙'), null)])
  expect(answersDifference(one, answered([row('b', who('乙'), null), row('a', who('甲'), 0.1)])).same).toBe(
    true,
  )
  // A figure far behind the point, another name, nothing where there was something.
  for (const [label, share, id] of [
    ['甲', 0.1 + 1e-15, 'share'],
    ['甲方', 0.1, 'who'],
    ['甲', null, 'share'],
  ] as const)
    expect(
      answersDifference(one, answered([row('a', who(label), share), row('b', who('乙'), null)])).tables[0],
    ).toMatchObject({ changed: 1, lines: [{ key: 'a', cells: [{ id }] }] })
  expect(
    answersDifference(answered([row('a', who('甲'), 0)]), answered([row('a', who('甲'), null)])).same,
  ).toBe(false)
})

test('several lines of one key are as many lines: one more, one less and one that changed are each told', () => {
  const a = (label: string, share: number) => row('k', who(label), share)
  const compare = (one: readonly AnalysisRow[], other: readonly AnalysisRow[]) =>
    answersDifference(answered(one), answered(other)).tables[0]
  expect(compare([a('甲', 0.1), a('乙', 0.2)], [a('乙', 0.2), a('甲', 0.1)])).toBeUndefined()
  // The one that went is the one before; it is not told as a change of the other.
  expect(compare([a('甲', 0.1), a('乙', 0.2)], [a('乙', 0.2)])).toMatchObject({
    gone: 1,
    changed: 0,
    added: 0,
    lines: [{ what: 'gone', row: { cells: [{ label: '甲' }, 0.1] } }],
  })
  expect(compare([a('乙', 0.2)], [a('甲', 0.1), a('乙', 0.2), a('乙', 0.2)])).toMatchObject({
    gone: 0,
    changed: 0,
    added: 2,
  })
  const changed = compare(
    [a('甲', 0.1), a('乙', 0.2), a('丙', 0.3)],
    [a('丙', 0.3), a('甲', 0.1), a('乙', 0.25)],
  )
  expect(changed).toMatchObject({ gone: 0, changed: 1, added: 0 })
  expect(changed?.lines).toMatchObject([{ cells: [{ id: 'share', before: 0.2, after: 0.25 }] }])
  // Alone on both sides it keeps its key.
  expect(compare([a('甲', 0.1)], [a('甲', 0.2)])?.lines).toMatchObject([{ key: 'k', what: 'changed' }])
})
test.each([
  [
    'links',
    'common',
    async (id: (account: Account) => Promise<number>) => ({ of: [await id('甲'), await id('乙')] }),
  ],
  ['money', 'money', () => Promise.resolve({})],
  ['tracing', 'flows', async (id: (account: Account) => Promise<number>) => ({ of: [await id('甲')] })],
] as const)(
  'a kept answer about %s names the import, the edit and the merge that changed it, one after the other, and no fact is written',
  async (_group, analysis, params) => {
    const { engine, id, give } = await caseOfThree()
    const counts = async () => (await engine.call('workspace.read', {})).openCase?.counts
    const facts = await counts()
    const { keptId } = await engine.call('results.keep', { analysis, params: await params(id), name: '留存' })
    expect(await counts()).toEqual(facts)
    const again = async (): Promise<{ readonly same: boolean; readonly steps: readonly string[] }> => {
      const before = await counts()
      const { difference } = await engine.call('results.again', { keptId })
      expect(await counts()).toEqual(before)
      return { same: difference.same, steps: difference.steps.map(({ action }) => action) }
    }
    expect(await again()).toEqual({ same: true, steps: [] })
    await give('二.csv', [
      ['甲', '丁', '2024-03-03 10:00:00', '300.00'],
      ['乙', '丁', '2024-03-04 10:00:00', '400.00'],
      ['甲', '丙', '2024-03-05 10:00:00', '500.00'],
    ])
    expect(await again()).toEqual({ same: false, steps: ['import.run'] })
    await engine.call('records.edit', {
      sheetId: 1,
      row: 2,
      field: 'amount',
      text: '1001.00',
      reason: '核对',
    })
    expect(await again()).toEqual({ same: false, steps: ['records.edit', 'import.run'] })
    await engine.call('identity.merge', { entityIds: [await id('丙'), await id('丁')], note: '同一人所持' })
    expect(await again()).toEqual({ same: false, steps: ['identity.merge', 'records.edit', 'import.run'] })
    for (let step = 0; step < 3; step += 1) await engine.call('history.undo', {})
    expect((await again()).same).toBe(true)
    // The bytes of an import that was undone stay.
    expect(await counts()).toEqual({ ...facts, originals: 2 })
  },
)

test('what is beyond the lines of an answer is told as not compared, and another count of them is a difference', () => {
  const rows = [row('a', who('甲'), 1)]
  const found = answersDifference(answered(rows, {}, 9), answered(rows, {}, 10))
  expect(found).toMatchObject({ same: false, tables: [{ added: 0, gone: 0, changed: 0, cut: true }] })
  for (const [total, notCompared] of [
    [9, 8],
    [2, 1],
    [1, 0],
  ])
    expect(answersDifference(answered(rows, {}, total), answered(rows, {}, total))).toMatchObject({
      same: true,
      notCompared,
    })
  const figure = (value: number | null) => [
    { id: 'sum', title: { zh: '和', en: 'Sum' }, sort: 'count', value } as const,
  ]
  expect(
    answersDifference(answered(rows, { figures: figure(0) }), answered(rows, { figures: figure(null) }))
      .figures,
  ).toMatchObject([{ id: 'sum', before: 0, after: null }])
})

test('of every method that writes it is known whether it can change an answer', () => {
  const others =
    /^(?:workspace|case|lists|search|charts?|groups|annotations|assumptions|snapshots|layouts|tags|views|collision|report|exchange|attachments|history|results|entities)\.|^records\.(?:tag|note|export)$|^identity\.(?:suggest|exportPersons)$/
  for (const [name, { kind, course }] of Object.entries<Method>(contract))
    if (kind === 'command' || course?.reads === false)
      expect([name, factActions.has(name) !== others.test(name)]).toEqual([name, true])
})

test('a report holds what is kept: question, parameters, lines, and whether it is still so; masked where it is masked', async () => {
  const { engine, keep, give } = await caseOfThree()
  const { keptId } = await keep()
  const report = async (args: object = {}) => {
    const { fileId } = await engine.call('report.document', {
      format: 'html',
      sections: ['analyses'],
      ...args,
    })
    return bytesOf(engine, fileId).toString('utf8')
  }
  const first = await report()
  for (const told of [
    '共同收款',
    '谁',
    '至少相连 = ',
    '6228480402564890018',
    '第一次',
    '材料与算法未变',
    '算法：',
  ])
    expect(first).toContain(told)
  await give('二.csv', [['甲', '丙', '2024-03-05 10:00:00', '500.00']])
  expect(await report()).toContain('结果已与留存的不同（1 处），其间有 1 项')
  await engine.call('history.undo', {})
  expect(await report()).toContain('材料与算法未变')
  expect(await report({ redact: 'all' })).not.toContain('6228480402564890018')
  expect(await report({ results: [] })).toContain('没有留存的分析结果')
  await expect(report({ results: [keptId + 1] })).rejects.toMatchObject({ code: 'result-not-found' })
})

test('an answer leaves as Excel and CSV with what was asked and its rule above, masked where it is masked, and stands in the log', async () => {
  const { engine, id } = await caseOfThree()
  const params = { of: [await id('甲'), await id('乙')] }
  const save = async (args: object) => {
    const file = await engine.call('report.analysis', { analysis: 'common', params, format: 'csv', ...args })
    expect(file.rows).toBe(1)
    return bytesOf(engine, file.fileId)
  }
  const plain = (await save({ table: 'common' })).toString('utf8')
  for (const told of ['共同联系着谁', '6228480402564890018', '名次,对象', '方向不计'])
    expect(plain).toContain(told)
  const masked = (await save({ redact: 'all' })).toString('utf8')
  for (const number of ['6228480402564890018', '6222020200012345678', '6217000010087654321'])
    expect(masked).not.toContain(number)
  expect((await save({ format: 'xlsx' })).subarray(0, 2).toString()).toBe('PK')
  expect((await engine.call('report.list', {})).map(({ fileName }) => fileName)).toHaveLength(3)
})

test('what a reading thread answered is kept as it was shown, and not one of other facts', async () => {
  const { engine, keep, give, casesFolder } = await caseOfThree()
  const path = join(casesFolder, '测试案件.lzcase')
  const { keptId } = await keep()
  const { run } = await engine.call('results.read', { keptId })
  const shown = { ...run, analysis: 'common', result: { ...run.result, notes: [] } } as const
  const ask = { analysis: 'common' as const, params: { ...run.params } }
  holdAnswer(path, { ...shown, version: 77 })
  expect((await engine.call('results.keep', { ...ask, name: '二' })).version).toBe(77)
  holdAnswer('elsewhere', { ...shown, version: 78 })
  expect((await engine.call('results.keep', { ...ask, name: '三' })).version).toBe(77)
  await give('二.csv', [['甲', '丙', '2024-03-05 10:00:00', '500.00']])
  expect((await engine.call('results.keep', { ...ask, name: '四' })).version).toBe(1)
})

test('answers that were held for keeping are forgotten with their case', async () => {
  const { engine, keep, casesFolder } = await caseOfThree()
  const path = join(casesFolder, '测试案件.lzcase')
  const { keptId } = await keep()
  const { run } = await engine.call('results.read', { keptId })
  const ask = { analysis: 'common' as const, params: { ...run.params } }
  // What a host tells the engine of its readers.
  const hosted = engine as unknown as { keep(figure: object): void }
  const hold = (): void => {
    hosted.keep({ name: 'analyses.run', path, value: { ...run, version: 77 } })
  }
  hold()
  expect((await engine.call('results.keep', { ...ask, name: '二' })).version).toBe(77)
  hold()
  await engine.call('workspace.close', {})
  // A reader that answers late.
  hold()
  await engine.call('workspace.open', { place: engine.files.grant(path) })
  expect((await engine.call('results.keep', { ...ask, name: '三' })).version).toBe(1)
})
