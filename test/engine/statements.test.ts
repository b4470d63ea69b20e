/** What people enter by hand: it is in the case like any row, and no figure of what files say moves by it. */
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { Input } from '../../shared/contract/index.ts'
import type { AppError } from '../../shared/errors.ts'
import { sampleEngine, type SampleName } from '../helpers/sampleEngine.ts'
import { bytesOf, temporaryEngine } from '../helpers/engine.ts'
import { importCase, lookInto } from './importCase.ts'
import { tablesOf } from '../helpers/tables.ts'

type Draft = Input<'statements.save'>
const interview = {
  document: '孙某第二次讯问笔录',
  documentKind: 'interrogation',
  page: '第3页',
  saidBy: '孙志强',
  saidAt: '2022-05-01',
} as const
const person = (name: string) => ({ kind: 'person', name }) as const
const entityNamed = async (engine: Engine, text: string, kind?: string) => {
  const { rows } = await engine.call('entities.list', {
    text,
    ...(kind === undefined ? {} : { kind }),
    offset: 0,
    limit: 1,
  })
  const [entity] = rows
  if (entity === undefined) throw new Error(`nobody called ${text}`)
  return entity
}

/** Everything that is counted or summed of what files say. */
async function figures(engine: Engine) {
  const scopeSums = []
  for (const { kind } of await engine.call('tables.list', {}))
    if (kind !== 'statement') scopeSums.push([kind, await engine.call('records.totals', { scope: { kind } })])
  const overview = await engine.call('overview.read', {})
  const links = []
  for (let offset = 0; ; offset += 5_000) {
    const { rows, total } = await engine.call('links.list', { offset, limit: 5_000, sort: 'count' })
    links.push(
      ...rows
        .filter(({ linkKind }) => !linkKind.startsWith('stated'))
        .map(({ from, to, ...link }) => ({
          ...link,
          from: from.label,
          to: to.label,
          records: [from.records, to.records],
        })),
    )
    if (offset + 5_000 >= total) break
  }
  return {
    measures: await engine.call('measures.list', {}),
    overview: { ...overview, tables: overview.tables.filter(({ kind }) => kind !== 'statement') },
    tables: (await engine.call('tables.list', {})).filter(({ kind }) => kind !== 'statement'),
    accounts: await engine.call('accounts.list', { offset: 0, limit: 1_000 }),
    findings: await engine.call('quality.list', {}),
    batches: await engine.call('import.batches', {}),
    info: { ...(await engine.call('workspace.read', {})).openCase, auditSeq: 0 },
    links: links.sort((one, other) => one.linkId - other.linkId),
    scopeSums,
  }
}
/** Numbers that are the same in every run. */
function* dice(seed: number): Generator<number, never> {
  for (let state = seed; ; state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff) yield state
}
function randomDraft(next: () => number, known: readonly number[]): Draft {
  const end = () => {
    const which = next() % 4
    if (which < 2) return { entityId: known[next() % known.length] ?? 1 }
    return which === 2
      ? person(['罗志华', '老王', '孙志强', '阿强'][next() % 4] ?? '')
      : ({ kind: 'phone', sort: 'phone', number: `1390013${1000 + (next() % 9000)}` } as const)
  }
  return {
    from: end(),
    ...(next() % 5 === 0 ? {} : { to: end() }),
    way: next() % 2 === 0 ? 'out' : 'neutral',
    says: ['上线', '给付现金', '同学', '送货'][next() % 4] ?? '',
    strength: (['confirmed', 'probable', 'disputed'] as const)[next() % 3] ?? 'probable',
    amount: next() % 2 === 0 ? '5万元' : '',
    time: next() % 2 === 0 ? `2022-01-${10 + (next() % 20)}` : '',
    ...interview,
  }
}

test.each<SampleName>(['piracy', 'betting'])(
  'no measure, total, link, finding or count of the %s case moves by statements, and after undo the case is what it was',
  async (name) => {
    const made = await sampleEngine(name)
    const { engine } = made
    const facts = () =>
      lookInto(made, (db) => tablesOf(db, ['kept_figures', 'history', 'history_rows', 'audit', 'meta']))
    const [before, tables] = [await figures(engine), await facts()]
    const dicing = dice(name.length)
    const next = () => dicing.next().value >> 8
    const known = (await engine.call('entities.list', { sort: 'records', offset: 0, limit: 200 })).rows.map(
      ({ entityId }) => entityId,
    )
    let entered = 0
    for (let at = 0; at < 40; at += 1) {
      const failed = await engine.call('statements.save', randomDraft(next, known)).then(
        () => null,
        (error: unknown) => error as AppError,
      )
      // Both ends may have come out as one.
      if (failed !== null) expect(failed.code).toBe('statement-empty')
      else entered += 1
    }
    expect(entered).toBeGreaterThan(25)
    expect((await engine.call('tables.list', {})).find(({ kind }) => kind === 'statement')?.count).toBe(
      entered,
    )
    expect(await figures(engine)).toEqual(before)
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    for (let at = 0; at < entered; at += 1) await engine.call('history.undo', {})
    expect(await facts()).toEqual(tables)
    for (let at = 0; at < entered; at += 1) await engine.call('history.redo', {})
    expect(await figures(engine)).toEqual(before)
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  },
  // It imports a sample and reads every figure of it four times.
  240_000,
)

test('a statement is found, listed, opened by its link with document, page and person, changed, undone and redone, also over a restart', async () => {
  const made = await sampleEngine('piracy')
  const { engine } = made
  const boss = await entityNamed(engine, '罗志华', 'person')
  const { chartId } = (await engine.call('charts.list', {}))[0] ?? { chartId: 0 }
  const saved = await engine.call('statements.save', {
    from: { entityId: boss.entityId },
    to: person('老王'),
    way: 'out',
    says: '每月给付现金',
    amount: '5万',
    time: '2021年3月5日',
    strength: 'disputed',
    text: '罗每个月初给老王五万现金，一共给了三次',
    ...interview,
    chart: {
      chartId,
      at: [
        { x: 0, y: 0 },
        { x: 300, y: 40 },
      ],
    },
  })
  expect(saved).toMatchObject({ statementId: 1, fromId: boss.entityId })
  const chart = await engine.call('chart.read', { chartId })
  const node = chart.nodes.find(({ entityId }) => entityId === saved.toId)
  expect(node).toMatchObject({ label: '老王', kind: 'person', nameOnly: true, x: 300, y: 40 })
  const edge = chart.edges.find(({ toId }) => toId === saved.toId)
  expect(edge).toMatchObject({
    linkKind: 'statedDisputed',
    directed: true,
    count: 1,
    amount: null,
    firstTime: '2021-03-05',
  })
  const window = async () =>
    (await engine.call('records.window', { scope: { kind: 'statement' }, offset: 0, limit: 10 })).rows
  expect((await window())[0]?.source).toEqual({
    file: '孙某第二次讯问笔录',
    sheet: '孙志强 · 第3页',
    row: 1,
    sheetId: 0,
  })
  const link = await engine.call('links.read', { linkId: edge?.linkId ?? 0 })
  expect(link.recordKinds).toMatchObject([{ kind: 'statement', count: 1 }])
  const [about] = await engine.call('statements.about', { linkIds: [edge?.linkId ?? 0] })
  expect(about).toMatchObject({
    document: '孙某第二次讯问笔录',
    page: '第3页',
    saidBy: '孙志强',
    amount: '50000.00',
    from: { label: '罗志华' },
    to: { label: '老王' },
  })
  const found = await engine.call('search.find', { text: '五万现金', limit: 10 })
  expect(found.hits).toMatchObject([
    { type: 'record', kind: 'statement', recordId: 1, field: 'text', file: '孙某第二次讯问笔录' },
  ])
  expect(found.unindexed).toBe(0)
  const detail = await engine.call('entities.read', { entityId: boss.entityId })
  expect(detail.entity.records).toBe(boss.records)
  expect(detail.records).toContainEqual({ kind: 'statement', count: 1 })
  expect(detail.sources.find(({ kind }) => kind === 'statement')).toMatchObject({
    fileName: '孙某第二次讯问笔录',
    row: 1,
  })

  const changed = {
    from: { entityId: boss.entityId },
    to: { entityId: saved.toId ?? 0 },
    way: 'out',
    says: '同学',
    strength: 'confirmed',
    ...interview,
  } as const
  await engine.call('statements.save', { statementId: 1, ...changed })
  const kinds = async () =>
    (await engine.call('chart.read', { chartId })).edges.flatMap(({ toId, linkKind }) =>
      toId === saved.toId ? [linkKind] : [],
    )
  expect(await kinds()).toEqual(['statedConfirmed'])
  await engine.call('history.undo', {})
  expect(await kinds()).toEqual(['statedDisputed'])
  await engine.call('workspace.close', {})
  const { cases } = await engine.call('workspace.read', {})
  await engine.call('workspace.open', { caseRef: cases[0]?.caseRef ?? '' })
  await engine.call('history.redo', {})
  expect(await kinds()).toEqual(['statedConfirmed'])
  await engine.call('history.undo', {})
  await engine.call('history.undo', {})
  expect(await window()).toEqual([])
  expect(
    (await engine.call('chart.read', { chartId })).nodes.some(({ entityId }) => entityId === saved.toId),
  ).toBe(false)
  expect((await engine.call('entities.list', { text: '老王', offset: 0, limit: 5 })).total).toBe(0)
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

test('statements that contradict each other stand beside each other; what one of them alone named goes with it', async () => {
  const { engine } = await sampleEngine('piracy')
  const boss = await entityNamed(engine, '罗志华', 'person')
  const first = await engine.call('statements.save', {
    from: { entityId: boss.entityId },
    to: person('老王'),
    way: 'out',
    says: '给了五万',
    ...interview,
  })
  const ends = { from: { entityId: boss.entityId }, to: { entityId: first.toId ?? 0 } }
  await engine.call('statements.save', {
    ...ends,
    way: 'out',
    says: '从未给过钱',
    strength: 'disputed',
    ...interview,
    saidBy: '罗志华',
  })
  await engine.call('statements.save', {
    ...ends,
    says: '给了三万',
    strength: 'probable',
    way: 'out',
    ...interview,
    saidBy: '周凯',
  })
  const { rows } = await engine.call('links.list', { entityId: first.toId ?? 0, offset: 0, limit: 10 })
  expect(rows.map(({ linkKind, count }) => [linkKind, count]).sort()).toEqual([
    ['statedDisputed', 1],
    ['statedProbable', 2],
  ])
  const about = await engine.call('statements.about', { entityId: first.toId ?? 0 })
  expect(about.map(({ says, saidBy }) => [saidBy, says])).toEqual([
    ['周凯', '给了三万'],
    ['罗志华', '从未给过钱'],
    ['孙志强', '给了五万'],
  ])
  await engine.call('statements.remove', { statementIds: [1, 2] })
  expect((await engine.call('entities.read', { entityId: first.toId ?? 0 })).entity.label).toBe('老王')
  await engine.call('statements.remove', { statementIds: [3] })
  expect((await engine.call('entities.list', { text: '老王', offset: 0, limit: 5 })).total).toBe(0)
})

test('identity works on who is known by statements only: a merge joins the lines, its withdrawal parts them, and a statement keeps whom it named', async () => {
  const { engine } = await sampleEngine('piracy')
  const boss = await entityNamed(engine, '罗志华', 'person')
  const other = (
    await engine.call('entities.list', { kind: 'person', sort: 'links', offset: 0, limit: 5 })
  ).rows.find(({ entityId }) => entityId !== boss.entityId)
  const made = await engine.call('statements.save', {
    from: { entityId: boss.entityId },
    to: person('老王'),
    says: '同学',
    ...interview,
  })
  const before = await engine.call('entities.read', { entityId: other?.entityId ?? 0 })
  await engine.call('identity.merge', {
    entityIds: [other?.entityId ?? 0, made.toId ?? 0],
    note: '孙志强辨认',
  })
  const merged = await engine.call('entities.read', { entityId: made.toId ?? 0 })
  expect(merged.entity.records).toBe(other?.records)
  expect(
    merged.links.some(
      ({ linkKind, other: end }) => linkKind === 'statedProbable' && end.entityId === boss.entityId,
    ),
  ).toBe(true)
  // A statement entered and changed while the merge stands.
  await engine.call('statements.save', {
    statementId: 1,
    from: { entityId: boss.entityId },
    to: { entityId: made.toId ?? 0 },
    says: '同乡',
    ...interview,
  })
  await engine.call('statements.save', {
    from: { entityId: made.toId ?? 0 },
    to: { kind: 'phone', sort: 'phone', number: '13900139000' },
    says: '使用',
    ...interview,
  })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  for (const _ of [1, 2, 3]) await engine.call('history.undo', {})
  expect(await engine.call('entities.read', { entityId: other?.entityId ?? 0 })).toEqual(before)
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})

test('what people say makes neighbours, and nothing that two share as files say it', async () => {
  const { engine } = await sampleEngine('piracy')
  const { rows } = await engine.call('entities.list', { kind: 'person', sort: 'links', offset: 0, limit: 9 })
  const [one, other] = [rows[0] ?? expect.fail('nobody'), rows[1] ?? expect.fail('one only')]
  const entityIds = [one.entityId, other.entityId]
  const { chartId } = await engine.call('charts.create', { name: '两人', entityIds })
  const read = async () => ({
    links: await Promise.all(
      entityIds.map(async (entityId) => (await engine.call('entities.read', { entityId })).entity.links),
    ),
    degrees: (await engine.call('chart.read', { chartId })).nodes
      .toSorted((a, b) => entityIds.indexOf(a.entityId) - entityIds.indexOf(b.entityId))
      .map(({ degree }) => degree),
    shared: (await engine.call('identity.compare', { entityIds })).shared,
  })
  const before = await read()
  for (const [place, entityId] of entityIds.entries())
    for (const strength of ['confirmed', 'probable', 'disputed'] as const)
      await engine.call('statements.save', {
        from: { entityId },
        to: { kind: 'phone', sort: 'phone', number: '13900139000' },
        way: place === 0 ? 'out' : 'neutral',
        says: '使用',
        strength,
        ...interview,
      })
  expect(await read()).toEqual({
    links: before.links.map((count) => count + 1),
    degrees: before.degrees.map((count) => count + 1),
    shared: before.shared,
  })
})

test.each<[Partial<Draft>, string]>([
  [{ from: person(' ') }, 'statement-empty'],
  [{ from: person('甲'), to: person('乙') }, 'statement-empty'],
  [{ from: person('甲'), says: '在场', time: '三月初' }, 'statement-not-stated'],
  [{ from: person('甲'), says: '给钱', amount: '一些' }, 'statement-not-stated'],
  [{ from: person('甲'), says: '给钱', amount: '100美元' }, 'statement-not-stated'],
  // A figure that a number of the program cannot hold.
  [{ from: person('甲'), says: '给钱', amount: '100000000000000000元' }, 'statement-not-stated'],
  [
    {
      from: { kind: 'phone', sort: 'phone', number: '13900139000' },
      to: { kind: 'phone', sort: 'phone', number: '139 0013 9000' },
      says: '同一个',
    },
    'statement-empty',
  ],
  [{ from: { kind: 'phone', sort: 'phone', number: '不详' } }, 'statement-not-stated'],
  [{ from: { kind: 'phone', sort: 'qq', number: '13900139000' } }, 'statement-not-stated'],
  [{ from: { entityId: 77 } }, 'entity-not-found'],
  [{ statementId: 9, from: person('甲') }, 'statement-not-found'],
])('%j is refused with %s and leaves nothing', async (draft, code) => {
  const { engine } = await temporaryEngine()
  await expect(engine.call('statements.save', draft as Draft)).rejects.toMatchObject({ code })
  expect((await engine.call('history.list', { limit: 5 })).entries).toEqual([])
})

test('a name alone is somebody of its statement: the same name in another, or at the other side, is somebody else', async () => {
  const { engine } = await temporaryEngine()
  const save = async () =>
    engine.call('statements.save', { from: person('老王'), to: person('老王'), says: '同名', ...interview })
  const [one, two] = [await save(), await save()]
  const ids = [one.fromId, one.toId, two.fromId, two.toId]
  expect(new Set(ids).size).toBe(4)
  const [first = 0, second = 0] = [one.fromId, two.fromId]
  const about = async (entityId: number) =>
    (await engine.call('statements.about', { entityId })).map(({ statementId }) => statementId)
  expect([await about(first), await about(second)]).toEqual([[one.statementId], [two.statementId]])
  // Who are one by a merge are asked for together, by either number.
  await engine.call('identity.merge', { entityIds: [first, second], note: '' })
  expect([await about(first), await about(second)]).toEqual([
    [two.statementId, one.statementId],
    [two.statementId, one.statementId],
  ])
  expect((await engine.call('statements.read', { statementId: 1 })).strength).toBe('probable')
})

test('a number stands for the thing that rows with it name, and what only a statement names outlives the import that named it too', async () => {
  const { engine, give } = await importCase()
  const batch = await engine.call('import.run', {
    fileId: give('a.csv', '姓名,身份证号,手机号\r\n张三,110101199001011237,13900139001\r\n'),
  })
  const phone = await entityNamed(engine, '13900139001', 'phone')
  const said = await engine.call('statements.save', {
    from: { kind: 'phone', sort: 'phone', number: '139 0013 9001' },
    to: person('阿强'),
    says: '阿强在用',
    ...interview,
  })
  expect(said.fromId).toBe(phone.entityId)
  await engine.call('import.undo', { batchId: batch.batchId })
  expect(await entityNamed(engine, '13900139001', 'phone')).toMatchObject({
    entityId: phone.entityId,
    records: 0,
    links: 1,
  })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  await engine.call('history.undo', {})
  expect(await entityNamed(engine, '13900139001', 'phone')).toMatchObject({ records: 1 })
})

test('a report tells statements apart with their source, and masks whom and which numbers only they name', async () => {
  const { engine } = await sampleEngine('piracy')
  const boss = await entityNamed(engine, '罗志华', 'person')
  await engine.call('statements.save', {
    from: { entityId: boss.entityId },
    to: person('欧阳老王'),
    says: '给欧阳老王现金',
    amount: '5万',
    ...interview,
  })
  await engine.call('statements.save', {
    from: { kind: 'socialAccount', sort: 'wechat', number: 'wxid_laowang88' },
    to: person('欧阳老王'),
    says: '使用',
    text: '微信 wxid_laowang88 是他的',
    ...interview,
  })
  const html = async (redact: 'none' | 'all') => {
    const { fileId } = await engine.call('report.document', {
      format: 'html',
      redact,
      sections: ['statements'],
    })
    return bytesOf(engine, fileId).toString('utf8')
  }
  const plain = await html('none')
  for (const word of [
    '罗志华',
    '欧阳老王',
    '给欧阳老王现金',
    '50,000.00',
    '孙某第二次讯问笔录 · 第3页 · 孙志强 · 2022-05-01',
    'wxid_laowang88',
    '据陈述（可能）',
    '均不含这些内容',
  ])
    expect(plain).toContain(word)
  const masked = await html('all')
  for (const word of ['罗志华', '欧阳老王', '孙志强', 'wxid_laowang88']) expect(masked).not.toContain(word)
  const empty = await sampleEngine('betting')
  const { fileId } = await empty.engine.call('report.document', { format: 'html', sections: ['statements'] })
  expect(bytesOf(empty.engine, fileId).toString('utf8')).toContain('没有手工录入的陈述')
})

test('a way between two goes along statements only where a chart shows them or their kind is asked for; the table leaves like every other', async () => {
  const { engine } = await sampleEngine('piracy')
  const boss = await entityNamed(engine, '罗志华', 'person')
  const { toId } = await engine.call('statements.save', {
    from: { entityId: boss.entityId },
    to: person('老王'),
    says: '同学',
    ...interview,
  })
  const way = async (within?: { linkKinds: string[] }) =>
    (
      await engine.call('paths.find', {
        from: boss.entityId,
        to: toId ?? 0,
        ...(within === undefined ? {} : { within }),
      })
    ).nodes.length
  expect([
    await way(),
    await way({ linkKinds: ['statedProbable'] }),
    await way({ linkKinds: ['transfer'] }),
  ]).toEqual([0, 2, 0])
  const { chartId } = await engine.call('charts.create', {
    name: '图',
    entityIds: [boss.entityId, toId ?? 0],
  })
  expect(
    (await engine.call('paths.find', { from: boss.entityId, to: toId ?? 0, chartId })).nodes,
  ).toHaveLength(2)
  const { fileId } = await engine.call('records.export', { scope: { kind: 'statement' }, format: 'csv' })
  const csv = bytesOf(engine, fileId).toString('utf8')
  for (const word of ['同学', '孙某第二次讯问笔录', '孙志强 · 第3页']) expect(csv).toContain(word)
})
