import { expect, test } from 'vitest'
import { momentAfter, momentAt } from '../../shared/model/time/moments.ts'
import { tangledEngine } from '../helpers/tangledCase.ts'
import { importCase } from './importCase.ts'

test('one transfer is one event of both lanes, its second side and its repeat are told by number', async () => {
  const { engine, give } = await importCase()
  const head = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号\n'
  const a = '6217000000000000007'
  const b = '6217000000000000015'
  for (const [name, rows] of [
    ['甲.csv', `${a},2024-01-01 10:00:00,100.00,出,${b},S1\n${a},2024-01-02,20.00,出,${b},S2\n`],
    [
      '甲又.csv',
      `${a},2024-01-01 10:00:00,100.00,出,${b},S1\n${a},2024-01-03 09:00:00,7.00,进,6217000000000000023,S3\n`,
    ],
    ['乙.csv', `${b},2024-01-01 10:00:02,100.00,进,${a},S1\n`],
  ] as const)
    await engine.call('import.run', { fileId: give(name, head + rows) })
  const { rows } = await engine.call('entities.list', {
    kind: 'bankAccount',
    sort: 'label',
    offset: 0,
    limit: 9,
  })
  const idOf = (label: string): number => rows.find((row) => row.label === label)?.entityId ?? 0
  const lanes = [[idOf(a)], [idOf(b)]]
  const found = await engine.call('timeline.read', { lanes, cells: 10, limit: 100 })
  expect(found.events?.map(({ time, lanes: of, rows: all, amount }) => [time, of, all, amount])).toEqual([
    ['2024-01-01 10:00:00', [0, 1], 3, 100_00],
    ['2024-01-02', [0, 1], 1, 20_00],
    ['2024-01-03 09:00:00', [0], 1, 7_00],
  ])
  expect(found.events?.[2]).toMatchObject({
    from: { label: '6217000000000000023' },
    to: { label: a },
    directed: true,
  })
  expect(found.lanes.map(({ events, within }) => [events, within])).toEqual([
    [3, 3],
    [2, 2],
  ])
  expect(found.within).toBe(3)
  // A fact of both lanes is one in the whole, and no second side or repeat is one without a time.
  expect(found.kinds).toEqual([{ kind: 'transfer', count: 3 }])
  expect(found.lanes.map(({ undated }) => undated)).toEqual([0, 0])
  // The hour before an event, over all lanes.
  const hour = await engine.call('timeline.read', {
    lanes,
    from: '2024-01-03 08:00',
    to: '2024-01-03 09:00',
    cells: 10,
    limit: 100,
  })
  expect(hour.events?.map(({ time }) => time)).toEqual(['2024-01-03 09:00:00'])
  // More than is asked for: cells only, and the number all the same.
  const few = await engine.call('timeline.read', { lanes, cells: 10, limit: 2 })
  expect([few.events, few.within]).toEqual([null, 3])
  const walk = async (at: string, by: 'next' | 'former', recordId?: number) =>
    engine.call('timeline.step', {
      lane: lanes[0] ?? [],
      at,
      by,
      ...(recordId === undefined ? {} : { recordId }),
    })
  const first = found.events?.[0]
  expect((await walk('2024-01-01 10:00:00', 'next', first?.recordId))?.time).toBe('2024-01-02')
  expect((await walk('2024-01-02', 'former'))?.time).toBe('2024-01-01 10:00:00')
  expect(await walk('2024-01-01 10:00:00', 'former', first?.recordId)).toBeNull()
  expect(await walk('2024-01-03 09:00:00', 'next', found.events?.[2]?.recordId)).toBeNull()
})

test('the ends of a transfer are who paid and who was paid, also in a lane of a person with the account', async () => {
  const { engine, give } = await importCase()
  const [own, payer, person] = ['6217000000000000007', '6217000000000000015', '110101199003071233']
  const head = '交易卡号,交易户名,交易证件号码,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号\n'
  await engine.call('import.run', {
    fileId: give(
      '甲.csv',
      `${head}${own},张三,${person},2024-01-01 10:00:00,100.00,进,${payer},S1
${own},张三,${person},2024-01-02 10:00:00,5.00,出,${payer},S2
${own},张三,${person},2024-01-03 10:00:00,3.30,出,,S3\n`,
    ),
  })
  const idOf = async (kind: string, label: string): Promise<number> => {
    const { rows } = await engine.call('entities.list', { kind, sort: 'label', offset: 0, limit: 9 })
    return rows.find((row) => row.label === label)?.entityId ?? 0
  }
  const holder = await idOf('person', '张三')
  expect(holder).not.toBe(0)
  for (const lane of [[holder], [holder, await idOf('bankAccount', own)]]) {
    const { events } = await engine.call('timeline.read', { lanes: [lane], cells: 10, limit: 100 })
    expect(events?.map(({ from, to, amount }) => [from?.label, to?.label, amount])).toEqual([
      [payer, own, 100_00],
      [own, payer, 5_00],
      // Nobody is named on the other side: that the account is 张三's does not make it a payment by him.
      [undefined, undefined, 3_30],
    ])
  }
})

test('what carries no time is counted at its lane and stands nowhere in it', async () => {
  const { engine, give } = await importCase()
  const logins = [
    ['2024-01-06 08:00:00', '203.0.113.7'] as const,
    ['', '203.0.113.7'] as const,
    ['', '203.0.113.8'] as const,
  ]
  await engine.call('import.run', {
    fileId: give(
      '登录日志.csv',
      `登录账号,登录IP,登录时间,登录设备\n${logins.map(([at, ip]) => `laoluo01,${ip},${at},安卓\n`).join('')}`,
    ),
  })
  const { rows } = await engine.call('entities.list', { kind: 'siteAccount', offset: 0, limit: 1 })
  const read = await engine.call('timeline.read', { lanes: [[rows[0]?.entityId ?? 0]], cells: 4, limit: 9 })
  expect(read.lanes.map(({ label, events, undated, within }) => [label, events, undated, within])).toEqual([
    ['laoluo01', 1, 2, 1],
  ])
  expect(read.events?.map(({ time }) => time)).toEqual(['2024-01-06 08:00:00'])
})

test('cells of any window add up to the events of the lane within it, and every event is a row that counts or stands for one', async () => {
  const { engine } = await tangledEngine()
  const { rows } = await engine.call('entities.list', {
    kind: 'bankAccount',
    sort: 'links',
    offset: 0,
    limit: 4,
  })
  const lanes = rows.map(({ entityId }) => [entityId])
  const whole = await engine.call('timeline.read', { lanes, cells: 40, limit: 5_000 })
  const [first, last] = [whole.firstTime ?? '', whole.lastTime ?? '']
  const keys = new Set(whole.events?.map(({ kind, recordId }) => `${kind}/${recordId}`))
  expect(keys.size).toBe(whole.within)
  expect(whole.events?.length).toBe(whole.within)
  for (const [from, to] of [
    [first, last],
    [first, first],
    [first.slice(0, 10), last.slice(0, 7)],
  ] as const) {
    const part = await engine.call('timeline.read', { lanes, from, to, cells: 13, limit: 5_000 })
    for (const [place, lane] of part.lanes.entries()) {
      expect(lane.heat.reduce((sum, { count }) => sum + count, 0)).toBe(lane.within)
      expect(part.events?.filter(({ lanes: of }) => of.includes(place)).length).toBe(lane.within)
    }
    for (const { time } of part.events ?? [])
      expect(momentAt(time) >= momentAt(from) && momentAt(time) < momentAfter(to)).toBe(true)
  }
})
