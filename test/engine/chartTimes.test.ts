/** A brush over a chart: what its lines, bars and grid of hours say is what the tables say under the same span, whatever is folded or filtered. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { ChartSettings, Span } from '../../shared/contract/index.ts'
import { contentOf } from '../../shared/model/chart/content.ts'
import { isDealing, linesByLink } from '../../shared/model/chart/during.ts'
import { partsKey } from '../../shared/model/chart/joinedLines.ts'
import { visibleChart } from '../../shared/model/chart/visible.ts'
import { type CurrencySum, sumsByCurrency } from '../../shared/model/currency.ts'
import { bigOf } from '../../shared/model/minor.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { momentAt, textAt } from '../../shared/model/time/moments.ts'
import { allTime } from '../../shared/model/time/span.ts'
import { sumsOfLink } from '../../shared/words/doubts.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { tangledEngine } from '../helpers/tangledCase.ts'
import { importCase } from './importCase.ts'

const plain = (sums: readonly CurrencySum[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    sumsByCurrency(sums)
      .filter(({ sum }) => bigOf(sum) !== 0n)
      .map(({ currency, sum }) => [currency, String(sum)]),
  )
async function wholeChart(engine: Engine) {
  const { rows } = await engine.call('entities.list', { sort: 'links', offset: 0, limit: 3_000 })
  const { chartId } = await engine.call('charts.create', {
    name: '全部',
    entityIds: rows.map(({ entityId }) => entityId),
  })
  return engine.call('chart.read', { chartId })
}
const asked = (span: Span) => ({ ...span, hours: [...span.hours], weekdays: [...span.weekdays] })
/** As the page does it: lines within the span, then those whose parts may share rows counted. */
async function visibleDuring(
  engine: Engine,
  chart: Awaited<ReturnType<typeof wholeChart>>,
  span: Span,
  change: Partial<ChartSettings>,
) {
  const settings = { ...chart.settings, ...change, ...span }
  const { lines } = await engine.call('chart.during', { chartId: chart.chartId, span: asked(span) })
  const during = linesByLink(lines)
  const content = contentOf(chart)
  const open = visibleChart(content, settings, undefined, during).edges.filter(
    ({ atMost }) => atMost === true,
  )
  const sums = await engine.call('links.sums', {
    lines: open.map(({ parts }) => [...parts]),
    span: asked(span),
  })
  return visibleChart(
    content,
    settings,
    new Map(open.flatMap((line, index) => [[partsKey(line), sums[index] as (typeof sums)[number]]])),
    during,
  )
}
/** The counting rows of the tables behind links, within the span. */
async function tables(engine: Engine, linkKind: string, parts: readonly number[], span: Span) {
  const { recordKinds } = await engine.call('links.together', { linkIds: [...parts] })
  const sums: CurrencySum[] = []
  let counted = 0
  for (const { kind } of recordKinds) {
    const totals = await engine.call('records.totals', {
      scope: { kind, links: [...parts], filter: [], during: asked(span) },
    })
    counted += totals.counted
    const field = recordKind(kind)?.links.find((rule) => rule.linkKind === linkKind)?.amount
    const sum = totals.sums.find((each) => each.field === field)
    if (sum !== undefined) sums.push({ currency: 'CNY', sum: sum.sum }, ...(sum.others ?? []))
  }
  return { counted, sums: plain(sums) }
}
const fineness = fc.constantFrom('year', 'month', 'day', 'hour', 'minute', 'second')
/** Spans within two moments, cut at anything, with and without hours and days of the week. */
const spansBetween = (first: number, last: number): fc.Arbitrary<Span> =>
  fc
    .record({
      ends: fc.tuple(fc.integer({ min: first, max: last }), fc.integer({ min: first, max: last })),
      fine: fc.tuple(fineness, fineness),
      open: fc.constantFrom('none', 'none', 'none', 'from', 'to', 'both'),
      hours: fc.oneof(fc.constant([]), fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { maxLength: 12 })),
      weekdays: fc.oneof(fc.constant([]), fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 4 })),
    })
    .map(({ ends: [one, other], fine, open, hours, weekdays }) => ({
      from: open === 'from' || open === 'both' ? null : textAt(Math.min(one, other), fine[0]),
      to: open === 'to' || open === 'both' ? null : textAt(Math.max(one, other), fine[1]),
      hours,
      weekdays,
    }))

describe('a brush', () => {
  test.each([
    ['the pirated games', () => sampleEngine('piracy')],
    ['the betting ring', () => sampleEngine('betting')],
    ['a tangled case', () => tangledEngine()],
  ] as const)('lines and tables say the same under random spans: %s', async (_name, made) => {
    const { engine } = await made()
    const chart = await wholeChart(engine)
    const { chartId } = chart
    const whole = await engine.call('chart.times', { chartId, most: 60 })
    expect(whole.bars.reduce((sum, { rows }) => sum + rows, 0)).toBe(whole.all.rows - whole.undated.rows)
    const spans = fc.sample(
      spansBetween(momentAt(whole.firstTime ?? ''), momentAt(whole.lastTime ?? '') + 1_000),
      { numRuns: 4, seed: 20_261_130 },
    )
    let compared = 0
    for (const [turn, span] of [allTime, ...spans].entries()) {
      const { edges } = await visibleDuring(engine, chart, span, {
        foldBy: turn % 2 === 0 ? 'people' : 'none',
        hiddenKinds: turn % 3 === 2 ? ['place'] : [],
        minAmount: turn % 4 === 3 ? 100_00 : null,
      })
      const lines = edges
        .filter(isDealing)
        .toSorted((a, b) => b.parts.length - a.parts.length || a.linkId - b.linkId)
      for (const line of lines.filter(
        (_line, place) => place < 5 || place % Math.ceil(lines.length / 5) === 0,
      )) {
        const found = await tables(engine, line.linkKind, line.parts, span)
        // A line that was not counted row by row says a row in two columns twice.
        if (line.folded !== true && found.counted !== line.count) {
          const [sums] = await engine.call('links.sums', { lines: [[...line.parts]], span: asked(span) })
          expect(found.counted).toBe(sums?.count)
          continue
        }
        compared += 1
        expect({ line: line.linkId, span, ...found }).toEqual({
          line: line.linkId,
          span,
          counted: line.count,
          sums: plain(sumsOfLink(line)),
        })
      }
      // All of them together, each row once: the heading of the bar.
      const linkIds = lines.flatMap(({ parts }) => [...parts])
      const all = await engine.call('chart.rowsDuring', {
        chartId,
        lines: { which: 'only', linkIds },
        span: asked(span),
      })
      const [sums] = await engine.call('links.sums', { lines: [linkIds], span: asked(span) })
      expect([all.rows, plain(all.sums)]).toEqual([
        sums?.count,
        plain(sumsOfLink(sums as { amount: number | null })),
      ])
    }
    expect(compared).toBeGreaterThan(10)
  })

  test('without a span that cuts, every dealing is its link; bars of any unit add up to the rows within the window', async () => {
    const { engine } = await tangledEngine()
    const chart = await wholeChart(engine)
    const { chartId } = chart
    const { lines } = await engine.call('chart.during', { chartId, span: asked(allTime) })
    const dealings = chart.edges.filter(isDealing)
    expect(lines).toHaveLength(dealings.length)
    for (const { linkId, ...line } of lines)
      expect(dealings.find((edge) => edge.linkId === linkId)).toMatchObject(line)
    const whole = await engine.call('chart.times', { chartId, most: 1 })
    for (const unit of ['minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const) {
      const window = { from: whole.firstTime?.slice(0, 7) ?? null, to: whole.firstTime?.slice(0, 7) ?? null }
      const bars = await engine.call('chart.times', { chartId, unit, most: 1, window })
      const rows = await engine.call('chart.rowsDuring', {
        chartId,
        span: { ...window, hours: [], weekdays: [] },
      })
      expect(bars.bars.reduce((sum, bar) => sum + bar.rows, 0)).toBe(rows.rows)
      expect(plain(bars.bars.flatMap(({ sums }) => sums))).toEqual(plain(rows.sums))
    }
  })

  test('what carries no time, or no hour, is told and stands in no bar of an hour and in no cell', async () => {
    const { engine, give } = await importCase()
    const fileId = give(
      '转账.csv',
      '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号\n' +
        '6217000000000000007,2024-01-01 10:00:00,100.00,出,6217000000000000015\n' +
        '6217000000000000007,2024-01-01,20.00,出,6217000000000000015\n' +
        '6217000000000000007,2024-01-06 23:30:00,3.00,出,6217000000000000015\n',
    )
    await engine.call('import.run', { fileId })
    const logins = give(
      '登录日志.csv',
      '登录账号,登录IP,登录时间,登录设备\nlaoluo01,203.0.113.7,2024-01-06 08:00:00,安卓\nlaoluo01,203.0.113.7,,安卓\n',
    )
    await engine.call('import.run', { fileId: logins })
    const chart = await wholeChart(engine)
    const { chartId } = chart
    const hours = await engine.call('chart.times', { chartId, unit: 'hour', most: 60 })
    expect(hours.bars.map(({ at, rows, wholeDay }) => [at, rows, wholeDay])).toEqual([
      ['2024-01-01', 1, true],
      ['2024-01-01 10', 1, undefined],
      ['2024-01-06 08', 1, undefined],
      ['2024-01-06 23', 1, undefined],
    ])
    expect([hours.undated, hours.all.rows, hours.daysOnly]).toEqual([{ rows: 1, sums: [] }, 5, 1])
    const days = await engine.call('chart.times', { chartId, unit: 'day', most: 60 })
    expect(days.bars.map(({ at, rows }) => [at, rows])).toEqual([
      ['2024-01-01', 2],
      ['2024-01-06', 2],
    ])
    const grid = await engine.call('chart.hours', { chartId })
    expect([grid.cells[0]?.[10], grid.cells[5]?.[23], grid.rows, grid.withoutHour]).toEqual([1, 1, 3, 2])
    const during = async (change: Partial<Span>) =>
      engine.call('chart.during', { chartId, span: asked({ ...allTime, ...change }) })
    expect(await during({ from: '2024-01-01 09', to: '2024-01-01 11' })).toMatchObject({
      lines: [{ count: 2, amount: 120_00, firstTime: '2024-01-01', lastTime: '2024-01-01 10:00:00' }],
      undated: 1,
      daysOnly: 1,
    })
    expect((await during({ hours: [10] })).lines).toMatchObject([{ count: 1, amount: 100_00 }])
    const weekend = (await during({ weekdays: [6, 7] })).lines
    expect(weekend.map(({ count, amount }) => [count, amount]).toSorted()).toEqual([
      [1, null],
      [1, 3_00],
    ])
    expect((await during({ from: '2025' })).lines).toEqual([])
    // The picture says the span and its sums.
    await engine.call('chart.settings', { chartId, settings: { weekdays: [6, 7], edgeLabels: 'amount' } })
    const { svg } = await engine.call('chart.svg', {
      chartId,
      theme: 'light',
      language: 'zh-CN',
      redact: 'none',
    })
    expect(svg).toContain('周末')
    expect(svg).toContain('3 元 · 1 笔')
    expect(svg).not.toContain('123')
  })

  test('what people entered by hand is cut by the span where it says a time, stays where it does not, and is counted with no row', async () => {
    const { engine, give } = await importCase()
    const fileId = give(
      '转账.csv',
      '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号\n' +
        '6217000000000000007,2024-01-01 10:00:00,100.00,出,6217000000000000015\n',
    )
    await engine.call('import.run', { fileId })
    const one = { kind: 'person', name: '甲某' } as const
    const other = { kind: 'person', name: '乙某' } as const
    for (const [says, time] of [
      ['付款', '2024-01-01'],
      ['见面', '2024-05-01'],
      ['同乡', ''],
    ] as const)
      await engine.call('statements.save', {
        from: says === '见面' ? other : one,
        to: says === '见面' ? one : other,
        way: 'out',
        says,
        time,
        strength: 'probable',
        document: '笔录',
      } as never)
    const chart = await wholeChart(engine)
    const { chartId } = chart
    const stated = chart.edges.filter(({ linkKind }) => linkKind.startsWith('stated'))
    expect(stated.length).toBeGreaterThan(0)
    const times = await engine.call('chart.times', { chartId, most: 10 })
    expect([times.all.rows, times.lastTime]).toEqual([1, '2024-01-01 10:00:00'])
    const span = { ...allTime, from: '2024-01', to: '2024-01' }
    const during = await engine.call('chart.during', { chartId, span: asked(span) })
    expect([during.undated, during.daysOnly]).toEqual([0, 0])
    const { edges } = visibleChart(
      contentOf(chart),
      { ...chart.settings, ...span, dropIdle: false },
      undefined,
      linesByLink(during.lines),
    )
    const left = edges.filter(({ linkKind }) => linkKind.startsWith('stated'))
    const whenOf = (edge: { readonly firstTime: string | null }) => edge.firstTime ?? 'never said'
    expect(stated.map(whenOf).toSorted()).toEqual(['2024-01-01', '2024-05-01', 'never said'])
    expect(left.map(whenOf).toSorted()).toEqual(['2024-01-01', 'never said'])
    const all = await engine.call('chart.rowsDuring', { chartId, span: asked(span) })
    expect(all.rows).toBe(1)
  })
})
