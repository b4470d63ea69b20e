/** Claims through the whole engine: lists, charts, paths, tables, verification, undo, redo and another import. */
import { numberOf } from '../helpers/figures.ts'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import { temporaryEngine } from '../helpers/engine.ts'

async function importCsv(
  engine: Engine,
  folder: string,
  name: string,
  lines: readonly string[],
): Promise<number> {
  const path = join(folder, name)
  writeFileSync(path, `${lines.join('\r\n')}\r\n`)
  const batch = await engine.call('import.run', { fileId: engine.files.grant(path) })
  expect(batch.reconciliation).toMatchObject({ read: lines.length - 1, rejected: 0 })
  return batch.batchId
}
const header = '会员账号,真实姓名,上级代理,手机号,银行卡号,微信,余额(点),注册时间'
const member = (account: string, name: string, phone: string, more = ',,0') =>
  `${account},${name},dl1,${phone}${more},2022-10-01 10:00:00`
const idOf = async (engine: Engine, text: string, kind = 'siteAccount') => {
  const { rows } = await engine.call('entities.list', { kind, text, sort: 'label', offset: 0, limit: 10 })
  return rows[0]?.entityId ?? 0
}

test(
  'a merge is seen everywhere as one, comes apart again, and outlives undo, redo and a later import',
  { timeout: 120_000 },
  async () => {
    const { engine, folder } = await temporaryEngine()
    const members = [
      member('m1', '张伟', '13800000001'),
      member('m2', '张伟', '13800000001'),
      member('m3', '李强', '13800000003'),
    ]
    await importCsv(engine, folder, '会员列表.csv', [header, ...members])
    await importCsv(engine, folder, '注单明细.csv', [
      '注单号,会员账号,上级代理,下注时间,赛事,玩法,下注金额(点),有效投注(点),状态',
      ...['m1', 'm2', 'm3'].map(
        (account, index) => `N${index},${account},dl1,2022-11-20 10:00:0${index},甲-乙,独赢,100,100,已结算`,
      ),
    ])
    const [m1, m2, m3, agent] = [
      await idOf(engine, 'm1'),
      await idOf(engine, 'm2'),
      await idOf(engine, 'm3'),
      await idOf(engine, 'dl1'),
    ]
    const { chartId } = await engine.call('charts.create', { name: '图', entityIds: [m1, m2, m3, agent] })
    await engine.call('chart.place', {
      chartId,
      by: 'hand',
      positions: [
        { entityId: m1, x: 10, y: 10 },
        { entityId: m2, x: 200, y: 20 },
      ],
    })
    const chartBefore = await engine.call('chart.read', { chartId })
    const linksBefore = await engine.call('links.list', { offset: 0, limit: 100 })
    const { claimId } = await engine.call('identity.merge', { entityIds: [m1, m2], note: '同一手机' })
    const { members: seen, claims } = await engine.call('identity.members', { entityId: m2 })
    expect([seen.map(({ entity }) => entity.label), claims.map((claim) => claim.note)]).toEqual([
      ['m1', 'm2'],
      ['同一手机'],
    ])
    const detail = await engine.call('entities.read', { entityId: m2 })
    expect(detail.entity).toMatchObject({ entityId: m1, members: 2, records: 4 })
    expect(detail.linkTotals.find(({ linkKind }) => linkKind === 'bets')).toMatchObject({
      neighbours: 1,
      count: 2,
    })
    const chart = await engine.call('chart.read', { chartId })
    const before = new Map(chartBefore.nodes.map(({ label, x }) => [label, x]))
    expect(chart.nodes.map(({ label, members: count, x }) => [label, count, x]).sort()).toEqual([
      ['dl1', undefined, before.get('dl1')],
      ['m1', 2, 10],
      ['m3', undefined, before.get('m3')],
    ])
    // What rows bring to a chart are the entities as they are seen now, each once.
    const fromRows = await engine.call('charts.create', { name: '由行而来' })
    expect(
      (
        await engine.call('chart.addFromRecords', {
          chartId: fromRows.chartId,
          scope: { kind: 'betSlip' },
          limit: 10,
        })
      ).nodes
        .map(({ label }) => label)
        .sort(),
    ).toEqual(['dl1', 'm1', 'm3'])
    await engine.call('charts.remove', { chartId: fromRows.chartId })
    expect((await engine.call('charts.list', {}))[0]?.nodes).toBe(3)
    expect((await engine.call('paths.find', { from: m2, to: m3 })).nodes).toHaveLength(3)
    expect((await engine.call('chart.add', { chartId, entityIds: [m2] })).nodes).toEqual([])
    expect(await engine.call('records.totals', { scope: { kind: 'betSlip', entity: m2 } })).toMatchObject({
      count: 2,
    })
    expect(
      (await engine.call('records.read', { kind: 'betSlip', recordId: 2 })).entities.find(
        ({ role }) => role === 'account',
      ),
    ).toMatchObject({ entityId: m1 })
    const bets = (await engine.call('links.list', { linkKind: 'bets', offset: 0, limit: 10 })).rows.find(
      ({ from }) => from.entityId === m1,
    )
    expect(bets).toMatchObject({ count: 2, quantity: 20_000 })
    expect(
      await engine.call('records.totals', { scope: { kind: 'betSlip', link: bets?.linkId ?? 0 } }),
    ).toMatchObject({ count: 2 })
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
    expect(
      (await engine.call('measures.list', {}))
        .filter(({ id }) => ['bets.accounts', 'bets.participants'].includes(id))
        .map(({ value }) => numberOf(value)),
    ).toEqual([3, 2])
    // A later import adds to the same person; the chart keeps both places; the claim is taken back years later.
    const later = await importCsv(engine, folder, '会员列表2.csv', [
      header,
      member('m2', '张伟', '13800000001', ',6222021874681335219,wxid_zhang2,0'),
      member('m4', '张伟', '13800000001'),
    ])
    expect(
      (await engine.call('entities.read', { entityId: m1 })).identifiers.map(
        ({ kind, value }) => `${kind}:${value}`,
      ),
    ).toContain('wechat:wxid_zhang2')
    expect(await engine.call('identity.withdraw', { claimIds: [claimId] })).toEqual({ withdrawn: 1 })
    await engine.call('import.undo', { batchId: later })
    expect({ ...(await engine.call('chart.read', { chartId })) }).toEqual(chartBefore)
    expect(await engine.call('links.list', { offset: 0, limit: 100 })).toEqual(linksBefore)
    await engine.call('identity.restore', { claimIds: [claimId] })
    expect((await engine.call('entities.read', { entityId: m2 })).entity.members).toBe(2)
    await engine.call('history.undo', {})
    expect((await engine.call('entities.read', { entityId: m2 })).entity).not.toHaveProperty('members')
    await engine.call('history.redo', {})
    expect((await engine.call('entities.read', { entityId: m2 })).entity.members).toBe(2)
    expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  },
)

test(
  'what was rejected or postponed is not asked again, also after another import and another computation',
  { timeout: 120_000 },
  async () => {
    const { engine, folder } = await temporaryEngine()
    await importCsv(engine, folder, '会员列表.csv', [
      header,
      member('m1', '张伟', '13800000001'),
      member('m2', '张伟', '13800000001'),
      member('m3', '李强', '13800000003'),
      member('m4', '李强', '13800000003'),
      member('m5', '王芳', '13800000005'),
      member('m6', '王芳', '13800000005'),
    ])
    await engine.call('identity.suggest', {})
    const open = async () => (await engine.call('identity.suggestions', { offset: 0, limit: 20 })).rows
    const found = await open()
    expect(
      found.map(({ members, reasons }) => [
        members
          .map(({ label }) => label)
          .sort()
          .join(),
        reasons.map(({ code }) => code).slice(0, 2),
      ]),
    ).toEqual(
      expect.arrayContaining(['m1,m2', 'm3,m4', 'm5,m6'].map((pair) => [pair, ['same-phone', 'same-name']])),
    )
    // About one of them, only what names it.
    expect(
      (
        await engine.call('identity.suggestions', {
          entityId: await idOf(engine, 'm3'),
          offset: 0,
          limit: 20,
        })
      ).rows.map(({ members }) =>
        members
          .map(({ label }) => label)
          .sort()
          .join(),
      ),
    ).toEqual(['m3,m4'])
    const of = (pair: string) =>
      found.find(
        ({ members }) =>
          members
            .map(({ label }) => label)
            .sort()
            .join() === pair,
      )?.suggestionId ?? 0
    expect(
      await engine.call('identity.decide', {
        suggestionIds: [of('m1,m2')],
        decision: 'reject',
        note: '父子',
      }),
    ).toEqual({ decided: 1, claims: 1 })
    await engine.call('identity.decide', { suggestionIds: [of('m3,m4')], decision: 'later' })
    await importCsv(engine, folder, '会员列表2.csv', [
      header,
      member('m1', '张伟', '13800000001', ',6222021874681335219,,0'),
      member('m7', '张伟', '13800000007'),
    ])
    expect((await engine.call('identity.overview', {})).outdated).toBe(true)
    await engine.call('identity.suggest', {})
    expect(
      (await open()).map(({ members }) =>
        members
          .map(({ label }) => label)
          .sort()
          .join(),
      ),
    ).not.toEqual(expect.arrayContaining(['m1,m2']))
    expect(await engine.call('identity.overview', {})).toMatchObject({
      outdated: false,
      later: 1,
      claims: { apart: 1 },
    })
    // In bulk, what is left; undo takes it back; a rejection can be opened again.
    expect(
      await engine.call('identity.decideAll', {
        of: { reason: 'same-phone' },
        decision: 'accept',
        note: '同一手机号',
      }),
    ).toMatchObject({ decided: 1, left: 0 })
    expect(
      await engine.call('identity.decide', { suggestionIds: [of('m1,m2'), of('m3,m4')], decision: 'open' }),
    ).toEqual({ decided: 2, claims: 2 })
    expect(
      (await open()).map(({ members }) =>
        members
          .map(({ label }) => label)
          .sort()
          .join(),
      ),
    ).toEqual(expect.arrayContaining(['m1,m2', 'm3,m4']))
    // Merged by hand although a part was told apart: the person has spoken last.
    await engine.call('identity.decide', { suggestionIds: [of('m1,m2')], decision: 'reject' })
    const [m1, m2] = [await idOf(engine, 'm1'), await idOf(engine, 'm2')]
    await engine.call('identity.merge', { entityIds: [m1, m2] })
    expect(
      (await engine.call('identity.claims', { type: 'apart', status: 'active', offset: 0, limit: 5 })).total,
    ).toBe(0)
    expect(
      (await engine.call('identity.suggestions', { state: 'accepted', offset: 0, limit: 20 })).rows.map(
        ({ members }) =>
          members
            .map(({ label }) => label)
            .sort()
            .join(),
      ),
    ).toEqual(expect.arrayContaining(['m1,m2']))
    await expect(engine.call('identity.merge', { entityIds: [m1, m2] })).rejects.toMatchObject({
      code: 'merge-nothing',
    })
    await expect(
      engine.call('identity.merge', { entityIds: [m1, await idOf(engine, '138', 'phone')] }),
    ).rejects.toMatchObject({ code: 'merge-kinds-differ' })
  },
)

test('the computation can be cancelled and leaves everything as it was', { timeout: 60_000 }, async () => {
  const { engine, folder } = await temporaryEngine()
  await importCsv(engine, folder, '会员列表.csv', [
    header,
    member('m1', '张伟', '13800000001'),
    member('m2', '张伟', '13800000001'),
  ])
  const controller = new AbortController()
  const call = engine.call('identity.suggest', {}, { signal: controller.signal })
  controller.abort()
  await expect(call).rejects.toMatchObject({ code: 'cancelled' })
  expect(await engine.call('identity.overview', {})).toMatchObject({ suggestedAt: null, open: 0 })
})
