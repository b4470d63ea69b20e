/** A figure on undecided rows is told with and without them, wherever it stands: link, rows behind it, totals, account, measure, chart. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Doubts } from '../../shared/contract/doubts.ts'
import { measureWhyText } from '../../shared/words/measureReasons.ts'
import { doubtsText, sumsOfLink } from '../../shared/words/doubts.ts'
import { importCase, type ImportCase } from './importCase.ts'

const [a, b, c] = ['6217000000000000007', '6217000000000000015', '6217000000000000023']
const head = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易流水号'
const file = (header: string, ...lines: readonly string[]): string => `${[header, ...lines].join('\r\n')}\r\n`
async function caseOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<ImportCase> {
  const made = await importCase()
  for (const [name, text] of Object.entries(files))
    await made.engine.call('import.run', { fileId: made.give(name, text) })
  return made
}
/** Everything a person sees of one pair of accounts, in words. */
async function told({ engine }: ImportCase, from: string, to: string) {
  const { rows } = await engine.call('links.list', { linkKind: 'transfer', offset: 0, limit: 50 })
  const link = rows.find((each) => each.from.key.endsWith(from) && each.to.key.endsWith(to))
  if (link === undefined) throw new Error('no link')
  const say = (sums: Parameters<typeof doubtsText>[0], doubts: Doubts | undefined) =>
    doubtsText(sums, doubts, 'zh-CN')
  const read = await engine.call('links.read', { linkId: link.linkId })
  const totals = await engine.call('records.totals', { scope: { kind: 'transfer', link: link.linkId } })
  const detail = await engine.call('entities.read', { entityId: link.fromId })
  const group = detail.linkTotals.find(
    ({ direction, linkKind }) => direction === 'out' && linkKind === 'transfer',
  )
  const { rows: neighbours } = await engine.call('entities.links', {
    entityId: link.fromId,
    linkKind: 'transfer',
    direction: 'out',
    offset: 0,
    limit: 9,
  })
  const { chartId } = await engine.call('charts.create', { name: '图', entityIds: [link.fromId, link.toId] })
  const { links: undecided } = await engine.call('chart.undecided', { chartId })
  const { svg } = await engine.call('chart.svg', { chartId, theme: 'light', language: 'zh-CN' })
  const account = async (entityId: number) => {
    const found = await engine.call('accounts.read', { entityId })
    const [money] = found?.money ?? []
    const [beside] = found?.beside ?? []
    const sides = (each: typeof money) =>
      each === undefined
        ? []
        : [
            say([{ currency: 'CNY', sum: each.inSum }], each.doubts?.in),
            say([{ currency: 'CNY', sum: each.outSum }], each.doubts?.out),
          ]
    return [...sides(money), ...sides(beside)]
  }
  const ofEdge = undecided.find(({ linkId }) => linkId === link.linkId)
  return {
    list: say(sumsOfLink(link), link.doubts),
    everywhere: [
      say(sumsOfLink(read), read.doubts),
      say(
        [{ currency: 'CNY', sum: totals.sums.find(({ field }) => field === 'amount')?.sum ?? 0 }],
        totals.sums[0]?.doubts,
      ),
      say(sumsOfLink(group ?? { amount: null }), group?.doubts),
      say(sumsOfLink(neighbours[0] ?? { amount: null }), neighbours[0]?.doubts),
      say(sumsOfLink(link), ofEdge?.doubts),
    ],
    caption: /[^>]*–[^<]*(?=<\/text>)/.exec(svg)?.[0] ?? null,
    payer: await account(link.fromId),
    payee: await account(link.toId),
  }
}
const why = async ({ engine }: ImportCase, id: string): Promise<string> => {
  const measure = (await engine.call('measures.list', {})).find((each) => each.id === id)
  return measureWhyText(measure?.why ?? [], 'zh-CN')
}
const same = (text: string | null): readonly (string | null)[] => [text, text, text, text, text]

describe('possible counter-entries', () => {
  test('stand with their sum at link, rows, totals, account, chart and measure, until somebody decides', async () => {
    const made = await caseOf(
      Object.fromEntries(
        ['t-23-both-sides-own.csv', 't-23-both-sides-other.csv'].map((name) => [
          name,
          readFileSync(new URL(`../fixtures/bounds/${name}`, import.meta.url)),
        ]),
      ),
    )
    const text = '可能的对方流水 2 笔，金额 8,000.00：21,000.00–29,000.00'
    const before = await told(made, '6222021234567890128', '6217000314159268803')
    expect(before.list).toBe(text)
    expect(before.everywhere).toEqual(same(text))
    expect(before.caption).toContain('2.1 万')
    // Each account's own statement counts its own rows; only what another statement says beside may be one of them.
    expect(before.payer).toEqual([null, null, null, '可能的对方流水 2 笔，金额 8,000.00：0.00–8,000.00'])
    expect(await why(made, 'bank.distinct_transfers')).toContain('可能的对方流水 2 笔')
    expect(await why(made, 'bank.distinct_transfers')).toContain('计与不计为 6 笔 至 8 笔')
    expect(await why(made, 'bank.mirrored')).toContain('4 笔 至 6 笔')
    await made.engine.call('pairs.acceptCandidates', { kind: 'transfer', minutes: 1440 })
    const after = await told(made, '6222021234567890128', '6217000314159268803')
    expect([after.list, after.caption, await why(made, 'bank.distinct_transfers')]).toEqual([null, null, ''])
  })
})

describe('possible duplicates, numbers in conflict, unknown results', () => {
  test('rows of two sheets that may be one', async () => {
    const plain = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号'
    const made = await caseOf({
      '一.csv': file(
        plain,
        `${a},2022-01-01,100.00,出,${b}`,
        `${a},2022-01-02 11:00:00,50.00,出,${b}`,
        `${a},2022-01-03 11:00:00,1.00,出,${c}`,
      ),
      '二.csv': file(
        plain,
        `${a},2022-01-01,100.00,出,${b}`,
        `${a},2022-02-02 11:00:00,70.00,出,${c}`,
        `${a},2022-02-03 11:00:00,2.00,出,${c}`,
      ),
    })
    const seen = await told(made, a, b)
    const text = '可能的重复 1 行，金额 100.00：150.00–250.00'
    expect([seen.list, ...seen.everywhere.slice(0, 2)]).toEqual([text, text, text])
    // The account's own rows are in the same doubt, with its other link.
    expect(seen.payer).toEqual([null, '可能的重复 1 行，金额 100.00：223.00–323.00'])
    expect(await why(made, 'bank.distinct_transfers')).toContain('可能的重复 1 行')
  })
  test('one serial with two amounts', async () => {
    const made = await caseOf({
      '一.csv': file(
        head,
        `${a},2022-01-01 10:00:00,1000.00,出,${b},S1`,
        `${a},2022-01-02 11:00:00,50.00,出,${b},S2`,
      ),
      '二.csv': file(
        head,
        `${a},2022-01-01 10:00:00,3000.00,出,${b},S1`,
        `${a},2022-01-02 11:00:00,50.00,出,${b},S2`,
      ),
    })
    const seen = await told(made, a, b)
    expect(seen.list).toMatch(/^同号不同值 1 个编号，金额 2,000.00：1,050.00–3,050.00$/)
    expect(new Set(seen.everywhere)).toEqual(new Set([seen.list]))
    expect(seen.payer[1]).toBe(seen.list)
  })
  test('codes that nobody has decided', async () => {
    const coded = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易结果'
    const made = await caseOf({
      '一.csv': file(
        coded,
        `${a},2022-01-01 10:00:00,100.00,出,${b},7Q`,
        `${a},2022-01-02 11:00:00,50.00,出,${b},成功`,
      ),
    })
    const seen = await told(made, a, b)
    expect(seen.list).toBe('结果不明 1 行，金额 100.00：50.00–150.00')
    expect(new Set(seen.everywhere)).toEqual(new Set([seen.list]))
    expect(seen.payer[1]).toBe(seen.list)
    expect(await why(made, 'bank.failed_transfers')).toContain('1 行结果不明')
  })
  test('what may go twice goes once from the sum', async () => {
    const coded = '交易卡号,交易时间,交易金额,收付标志,交易对手账卡号,交易结果'
    const made = await caseOf({
      '付.csv': file(coded, `${a},2022-01-01 10:00:00,100.00,出,${b},7Q`),
      '收.csv': file(coded, `${b},2022-01-01 12:00:00,100.00,进,${a},7Q`),
    })
    expect((await told(made, a, b)).list).toBe(
      '可能的对方流水 1 笔，金额 100.00；结果不明 2 行，金额 200.00：0.00–200.00',
    )
  })
  test.each<[string, readonly string[]]>([
    ['unknown results', [`${a},2022-01-01 10:00:00,100.00,出,${b},S1,7Q`]],
    [
      'unknown results and a number in conflict',
      [`${a},2022-01-01 10:00:00,100.00,出,${b},S1,7Q`, `${a},2022-01-02 10:00:00,70.00,出,${b},S2,成功`],
    ],
    [
      'all of it coming in',
      [`${a},2022-01-01 10:00:00,100.00,进,${b},S1,7Q`, `${a},2022-01-02 10:00:00,70.00,进,${b},S2,成功`],
    ],
  ])('an account says the same however often it is asked: %s', async (_, rows) => {
    const made = await caseOf({
      '一.csv': file(`${head},交易结果`, ...rows),
      '二.csv': file(`${head},交易结果`, ...rows.slice(1).map((row) => row.replace('70.00', '90.00'))),
    })
    const asked = async () => (await made.engine.call('accounts.list', { offset: 0, limit: 10 })).rows
    const first = await asked()
    expect(first[0]?.money[0]?.doubts).toBeDefined()
    await made.engine.call('overview.read', {})
    await made.engine.call('report.document', { charts: [] })
    expect(await asked()).toEqual(first)
  })
  test('nothing undecided, nothing said', async () => {
    const made = await caseOf({ '一.csv': file(head, `${a},2022-01-01 10:00:00,100.00,出,${b},S1`) })
    const seen = await told(made, a, b)
    expect([seen.list, ...seen.everywhere, seen.caption, ...seen.payer]).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ])
  })
})
