/** A line of a folded chart says what the tables say of its rows: over the samples, the tangled case, and rows that name several numbers of one holder. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { ChartSettings } from '../../shared/contract/index.ts'
import { contentOf } from '../../shared/model/chart/content.ts'
import { partsKey } from '../../shared/model/chart/joinedLines.ts'
import { visibleChart } from '../../shared/model/chart/visible.ts'
import { type CurrencySum, sumsByCurrency } from '../../shared/model/currency.ts'
import { linkKinds, type LinkKind } from '../../shared/model/define.ts'
import { bigOf } from '../../shared/model/minor.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
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
const lasting = (linkKind: string): boolean =>
  (linkKinds as readonly LinkKind[]).find(({ id }) => id === linkKind)?.standing === true

/** A chart of everything, folded, with the sums of its lines counted where parts may share rows. */
async function foldedChart(engine: Engine, foldBy: ChartSettings['foldBy'] = 'people', grouped = 0) {
  const { rows } = await engine.call('entities.list', { sort: 'links', offset: 0, limit: 3_000 })
  const { chartId } = await engine.call('charts.create', {
    name: '全部',
    entityIds: rows.map(({ entityId }) => entityId),
  })
  // Groups of whoever comes next in an order that has nothing to do with them.
  const mixed = rows
    .map(({ entityId }) => entityId)
    .toSorted((one, other) => ((one * 7_919) % 101) - ((other * 7_919) % 101))
  for (let group = 0; group < grouped; group++)
    await engine.call('groups.make', {
      chartId,
      title: `组${group}`,
      entityIds: mixed.slice(group * 6, (group + 1) * 6),
    })
  const chart = await engine.call('chart.read', { chartId })
  const closedGroups = (chart.groups ?? []).map(({ groupId }) => groupId)
  const settings = { ...chart.settings, foldBy, closedGroups }
  const content = contentOf(chart)
  const open = visibleChart(content, settings).edges.filter(({ atMost }) => atMost === true)
  const sums = await engine.call('links.sums', { lines: open.map(({ parts }) => [...parts]) })
  return visibleChart(
    content,
    settings,
    new Map(open.flatMap((line, index) => [[partsKey(line), sums[index] as (typeof sums)[number]]])),
  )
}
/** The counting rows of the line's tables, and their sums in the field the line sums. */
async function tables(engine: Engine, linkKind: string, parts: readonly number[]) {
  const { recordKinds, parts: links } = await engine.call('links.together', { linkIds: [...parts] })
  const sums: CurrencySum[] = []
  let counted = 0
  for (const { kind, count } of recordKinds) {
    const scope = { kind, links: [...parts], filter: [] }
    expect((await engine.call('records.window', { scope, offset: 0, limit: 1 })).total).toBe(count)
    const totals = await engine.call('records.totals', { scope })
    counted += totals.counted
    const field = recordKind(kind)?.links.find((rule) => rule.linkKind === linkKind)?.amount
    const sum = totals.sums.find((each) => each.field === field)
    if (sum !== undefined) sums.push({ currency: 'CNY', sum: sum.sum }, ...(sum.others ?? []))
  }
  expect(links).toHaveLength(parts.length)
  return { counted, sums: plain(sums) }
}

/** The tangled case, and a register of who holds its accounts: every other one. */
async function heldTangledEngine() {
  const made = await tangledEngine()
  const { rows } = await made.engine.call('entities.list', {
    kind: 'bankAccount',
    sort: 'links',
    offset: 0,
    limit: 100,
  })
  const path = join(made.folder, '开户.csv')
  writeFileSync(
    path,
    `户名,证件号码,卡号\r\n${rows.map(({ key }, place) => `${place % 2 === 0 ? '户主甲,110101199003070011' : '户主乙,110101199003070038'},${key.replace(/^\w+:/, '')}`).join('\r\n')}\r\n`,
  )
  await made.engine.call('import.run', { fileId: made.engine.files.grant(path) })
  return made
}

describe('a folded line and the tables', () => {
  test.each([
    ['the pirated games', () => sampleEngine('piracy')],
    ['the betting ring', () => sampleEngine('betting')],
    ['a tangled case of which two persons hold all accounts', () => heldTangledEngine()],
  ] as const)('the same number and sum of rows: %s', async (_name, made) => {
    const { engine } = await made()
    const { edges } = await foldedChart(engine)
    const lines = edges
      .filter(({ folded, linkKind }) => folded === true && !lasting(linkKind))
      .toSorted((one, other) => other.parts.length - one.parts.length || one.linkId - other.linkId)
    // The largest of each kind and some of the others.
    const asked = lines.filter((_line, place) => place < 12 || place % Math.ceil(lines.length / 8) === 0)
    expect(asked.length).toBeGreaterThan(0)
    for (const line of asked) {
      const found = await tables(engine, line.linkKind, line.parts)
      expect({ line: line.linkId, counted: found.counted, sums: found.sums }).toEqual({
        line: line.linkId,
        counted: line.count,
        sums: plain(sumsOfLink(line)),
      })
    }
  })

  test.each([
    ['place', 0],
    ['branch', 0],
    ['community', 0],
    ['kind', 0],
    ['none', 3],
    ['people', 3],
    ['community', 2],
  ] as const)(
    'folded by %s with %i groups closed: a line adds up to what the tables say of its rows',
    async (foldBy, grouped) => {
      const { engine } = await (grouped > 0 ? heldTangledEngine() : tangledEngine())
      const { edges } = await foldedChart(engine, foldBy, grouped)
      const lines = edges
        .filter(({ folded, linkKind }) => folded === true && !lasting(linkKind))
        .toSorted((one, other) => other.parts.length - one.parts.length || one.linkId - other.linkId)
      // Every line by its rows, each once, and a few of each kind by their tables.
      const sums = await engine.call('links.sums', { lines: lines.map(({ parts }) => [...parts]) })
      expect(sums.map(({ count, amount }) => [count, amount])).toEqual(
        lines.map(({ count, amount }) => [count, amount]),
      )
      const told = [...Map.groupBy(lines, ({ linkKind }) => linkKind).values()].flatMap((each) =>
        each.slice(0, 4),
      )
      for (const line of told) {
        const found = await tables(engine, line.linkKind, line.parts)
        expect({ line: line.linkId, counted: found.counted, sums: found.sums }).toEqual({
          line: line.linkId,
          counted: line.count,
          sums: plain(sumsOfLink(line)),
        })
      }
    },
  )

  test('a row that names card and wallet of the same two people is counted once', async () => {
    const { engine, give } = await importCase()
    const fileId = give(
      '转账.csv',
      '交易卡号,本方支付账号,交易户名,交易证件号码,交易时间,交易金额,收付标志,交易对手账卡号,对方支付账号,对手户名,对手身份证号\n' +
        '6217000000000000007,a1@x.com,户主甲,110101199003070011,2024-01-01 10:00:00,100.00,出,6217000000000000015,b1@x.com,户主乙,110101199003070038\n' +
        '6217000000000000007,a1@x.com,户主甲,110101199003070011,2024-01-02 10:00:00,7.00,出,6217000000000000015,,户主乙,110101199003070038\n',
    )
    await engine.call('import.run', { fileId })
    const { edges } = await foldedChart(engine)
    const line = edges.find(({ linkKind }) => linkKind === 'transfer')
    expect(line?.parts.length).toBeGreaterThan(1)
    expect(line).toMatchObject({ count: 2, amount: 10_700 })
    expect(await tables(engine, 'transfer', line?.parts ?? [])).toEqual({
      counted: 2,
      sums: { CNY: '10700' },
    })
  })
})
