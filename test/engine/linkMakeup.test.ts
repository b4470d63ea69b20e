/** What a link is made of is the link: its rows less those set aside are its count, what was taken back lies between its two sums, and every part opens its rows. */
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { Result } from '../../shared/contract/index.ts'
import { type CurrencySum, sumsByCurrency } from '../../shared/model/currency.ts'
import { bigOf } from '../../shared/model/minor.ts'
import { sumsOfLink } from '../../shared/words/doubts.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { tangledEngine } from '../helpers/tangledCase.ts'
import { importCase } from './importCase.ts'

const long = process.env['LZ_LONG'] === '1'
type Read = Result<'links.read'>
const plain = (sums: readonly CurrencySum[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    sumsByCurrency(sums)
      .filter(({ sum }) => bigOf(sum) !== 0n)
      .map(({ currency, sum }) => [currency, String(sum)]),
  )
/** How many rows the table of a part shows. */
async function opened(
  engine: Engine,
  linkId: number,
  kind: string,
  filter: Read['recordKinds'][number]['conditions'],
): Promise<number> {
  const { total } = await engine.call('records.window', {
    scope: { kind, link: linkId, filter: filter.map((each) => ({ ...each, values: [...each.values] })) },
    offset: 0,
    limit: 1,
  })
  return total
}
/** Asks every link of the case, the parts of up to `most` of those that have any, and counts what was seen. */
async function checkAll(engine: Engine, most: number) {
  const seen = {
    links: 0,
    repeat: 0,
    'second-side': 0,
    failed: 0,
    unsettled: 0,
    reversal: 0,
    again: 0,
    reversed: 0,
    red: 0,
  }
  const { rows: links } = await engine.call('links.list', { offset: 0, limit: 1_000_000 })
  const ways = new Map<string, number>()
  for (const { linkId, linkKind } of links) {
    // A chosen number of links a kind; all of them where something is set aside would cost minutes in a sample.
    const asked = ways.get(linkKind) ?? 0
    if (asked >= most) continue
    ways.set(linkKind, asked + 1)
    const link = await engine.call('links.read', { linkId })
    seen.links += 1
    const { recordKinds: kinds } = link
    const all = (of: (kind: (typeof kinds)[number]) => number) =>
      kinds.reduce((sum, kind) => sum + of(kind), 0)
    expect(
      all(({ counted, again }) => counted + again),
      `count of ${linkId}`,
    ).toBe(link.count)
    for (const made of kinds) {
      expect(made.count - made.aside.reduce((sum, { count }) => sum + count, 0), `rows of ${linkId}`).toBe(
        made.counted,
      )
      expect(await opened(engine, linkId, made.kind, [])).toBe(made.count)
      expect(await opened(engine, linkId, made.kind, made.conditions), `counted of ${linkId}`).toBe(
        made.counted,
      )
      for (const { standing, count, conditions } of made.aside) {
        seen[standing] += 1
        expect(await opened(engine, linkId, made.kind, conditions), `${standing} of ${linkId}`).toBe(count)
      }
      if (made.again > 0) seen.again += 1
      const back = made.takenBack
      if (back === undefined) continue
      for (const name of ['reversed', 'red'] as const) {
        const part = back[name]
        if (part === undefined) continue
        seen[name] += 1
        expect(await opened(engine, linkId, made.kind, part.conditions), `${name} of ${linkId}`).toBe(
          part.rows,
        )
      }
      const less = (sums: readonly CurrencySum[] = []) =>
        sums.map(({ currency, sum }) => ({ currency, sum: -Number(sum) }))
      expect(
        plain([...back.gross, ...less(back.reversed?.sums), ...(back.red?.sums ?? [])]),
        `net of ${linkId}`,
      ).toEqual(plain(back.net))
      if (kinds.length === 1) expect(plain(back.net), `sum of ${linkId}`).toEqual(plain(sumsOfLink(link)))
    }
  }
  return seen
}

test('a case full of repeats, second sides, reversals and states', async () => {
  const { engine } = await tangledEngine()
  const seen = await checkAll(engine, 100)
  expect(seen.links).toBeGreaterThan(80)
  for (const name of ['repeat', 'second-side', 'failed', 'unsettled', 'reversal', 'reversed', 'red'] as const)
    expect(seen[name], name).toBeGreaterThan(2)
}, 120_000)
test.each(['piracy', 'betting'] as const)(
  'the sample %s',
  async (name) => {
    const { engine } = await sampleEngine(name)
    // A sample's links of one kind are alike; a long run asks more of them.
    const seen = await checkAll(engine, long ? 40 : 12)
    expect(seen.links).toBeGreaterThan(60)
    if (name === 'betting') expect(seen['second-side'] + seen.repeat).toBeGreaterThan(0)
  },
  300_000,
)

describe('made by hand', () => {
  const [a, b] = ['6222021234567890128', '6217000314159268803']
  const head =
    '交易卡号,交易户名,交易证件号码,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,对手身份证号,摘要说明,交易流水号,交易结果'
  const one = '甲方,110101199001010015'
  const other = '乙方,110101198003078032'
  const row = (
    own: string,
    time: string,
    amount: string,
    way: string,
    to: string,
    words: string,
    serial: string,
    result = '成功',
  ) =>
    `${own},${own === a ? one : other},2023-05-${time},${amount},${way},${to},${to === a ? one : other},${words},${serial},${result}`
  const made = async (files: Readonly<Record<string, readonly string[]>>): Promise<Engine> => {
    const { engine, give } = await importCase()
    for (const [name, lines] of Object.entries(files))
      await engine.call('import.run', { fileId: give(name, `${[head, ...lines].join('\r\n')}\r\n`) })
    return engine
  }
  const linkOf = async (engine: Engine, linkKind: string, from: string, to: string): Promise<Read> => {
    const { rows } = await engine.call('links.list', { linkKind, offset: 0, limit: 100 })
    const found = rows.find((link) => link.from.key.endsWith(from) && link.to.key.endsWith(to))
    if (found === undefined) throw new Error(`no link of ${linkKind}`)
    return engine.call('links.read', { linkId: found.linkId })
  }
  const statement = [
    row(a, '01 10:00:00', '100', '出', b, '转账', 'S0000001'),
    row(a, '02 10:00:00', '200', '出', b, '消费', 'S0000002'),
    row(a, '03 10:00:00', '300', '出', b, '消费', 'S0000003'),
    row(a, '04 10:00:00', '50', '出', b, '转账', 'S0000004', '失败'),
    row(a, '05 10:00:00', '200', '进', b, '退款', 'S0000002_1'),
    row(a, '06 10:00:00', '30', '进', b, '退款', 'S0000003_1'),
    row(a, '07 10:00:00', '-7', '出', b, '红字', 'S0000009'),
  ]
  test('every sort of row set aside, and both figures', async () => {
    const engine = await made({
      'a.csv': statement,
      'a 再次导出.csv': statement.slice(0, 3),
      'b.csv': [row(b, '01 10:00:01', '100', '进', a, '转账', 'R0000001')],
    })
    const link = await linkOf(engine, 'transfer', a, b)
    expect([link.count, link.amount]).toEqual([4, 10_000 + 27_000 - 700])
    expect(
      link.recordKinds.map(({ count, counted, again, aside }) => [
        count,
        counted,
        again,
        aside.map((part) => [part.standing, part.count]),
      ]),
    ).toEqual([
      [
        9,
        4,
        0,
        [
          ['repeat', 3],
          ['second-side', 1],
          ['failed', 1],
        ],
      ],
    ])
    expect(link.recordKinds[0]?.takenBack).toMatchObject({
      gross: [{ currency: 'CNY', sum: 60_000 }],
      net: [{ currency: 'CNY', sum: 36_300 }],
      reversed: { rows: 2, sums: [{ currency: 'CNY', sum: 23_000 }] },
      red: { rows: 1, sums: [{ currency: 'CNY', sum: -700 }] },
    })
  })
  test('a refund that is more than its purchase counts with the rest; the others only take back', async () => {
    const engine = await made({
      'a.csv': [
        ...statement.slice(0, 3),
        row(a, '05 10:00:00', '250', '进', b, '退款', 'S0000002_1'),
        row(a, '06 10:00:00', '300', '进', b, '退款', 'S0000003_1'),
      ],
    })
    const back = await linkOf(engine, 'transfer', b, a)
    expect([back.count, back.amount]).toEqual([1, 5_000])
    expect(back.recordKinds[0]).toMatchObject({
      count: 2,
      counted: 1,
      aside: [{ standing: 'reversal', count: 1 }],
      takenBack: {
        gross: [{ sum: 25_000 }],
        net: [{ sum: 5_000 }],
        reversed: { rows: 1, sums: [{ sum: 20_000 }] },
      },
    })
  })
  test('nothing set aside, nothing said', async () => {
    const engine = await made({ 'a.csv': statement.slice(0, 1) })
    const [only] = (await linkOf(engine, 'transfer', a, b)).recordKinds
    expect(only).toMatchObject({ count: 1, counted: 1, again: 0, aside: [] })
    expect(only).not.toHaveProperty('takenBack')
  })
  test('who holds an account: a failed transfer shows it too, and a row that says it in both columns counts twice', async () => {
    const engine = await made({
      'a.csv': [
        row(a, '01 10:00:00', '50', '出', b, '转账', 'S0000001', '失败'),
        row(a, '02 10:00:00', '60', '出', a, '转存', 'S0000002'),
        row(a, '03 10:00:00', '60', '出', a, '转存', 'S0000003'),
      ],
      'b.csv': [row(a, '02 10:00:00', '60', '出', a, '转存', 'S0000002')],
    })
    const link = await linkOf(engine, 'holds', '110101199001010015', a)
    expect(link.count).toBe(5)
    expect(link.recordKinds).toMatchObject([
      { count: 4, counted: 3, again: 2, aside: [{ standing: 'repeat', count: 1 }] },
    ])
    await checkAll(engine, 10)
  })
  test('two members of a merged entity in one row', async () => {
    const { engine, give } = await importCase()
    await engine.call('import.run', {
      fileId: give(
        '登记表.csv',
        '姓名,身份证号码,手机号码\r\n甲方,110101199001010015,13800138001、13900139002\r\n乙方,110101198003078032,13800138001\r\n',
      ),
    })
    const { rows } = await engine.call('entities.list', { kind: 'phone', offset: 0, limit: 10 })
    const before = await linkOf(engine, 'uses', '110101199001010015', '13800138001')
    expect([before.count, before.recordKinds[0]?.again]).toEqual([1, 0])
    await engine.call('identity.merge', {
      entityIds: rows.map(({ entityId }) => entityId),
      note: '同一部双卡手机',
    })
    const { rows: links } = await engine.call('links.list', { linkKind: 'uses', offset: 0, limit: 10 })
    const merged = links.find(({ from }) => from.key.endsWith('110101199001010015'))
    const link = await engine.call('links.read', { linkId: merged?.linkId ?? 0 })
    expect([
      link.count,
      link.recordKinds.map(({ count, counted, again }) => [count, counted, again]),
    ]).toEqual([2, [[1, 1, 1]]])
    await checkAll(engine, 10)
  })
})
