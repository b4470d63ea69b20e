/** One question, one number: page, command line, workbook, Word, HTML and chart say of every measure, account and link what the engine says. */
import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { read, utils } from 'xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { AccountTotals, Doubts, LinkSummary, Measure } from '../../shared/contract/index.ts'
import { contentOf } from '../../shared/model/chart/content.ts'
import { edgeCaption } from '../../shared/model/chart/captions.ts'
import { visibleChart } from '../../shared/model/chart/visible.ts'
import { rangesOf } from '../../shared/model/doubts.ts'
import { figureDecimal, figureText, moneyText, noFigure } from '../../shared/model/numberText.ts'
import { doubtsText, sumsOfLink } from '../../shared/words/doubts.ts'
import { measureWhyText } from '../../shared/words/measureReasons.ts'
import { bytesOf, temporaryFolder } from '../helpers/engine.ts'
import { sampleEngine, type SampleName } from '../helpers/sampleEngine.ts'
import { tangledEngine } from '../helpers/tangledCase.ts'
import { jsonHere } from '../hosts/commandLine.ts'

type Cell = string | number | boolean | null
type Table = readonly (readonly string[])[]
type LinkRow = LinkSummary & {
  readonly from: { readonly label: string }
  readonly to: { readonly label: string }
}

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')
/** The rows of every table of a document, a text a cell: `w:tr`/`w:tc` in Word, `tr`/`td` in HTML. */
function rowsIn(markup: string, row: string, cell: string): Table {
  const within = (text: string, tag: string) =>
    [...text.matchAll(new RegExp(`<${tag}(?: [^>]*)?>([\\s\\S]*?)</${tag}>`, 'g'))].map(
      ([, inner = '']) => inner,
    )
  return within(markup, row).map((each) =>
    within(each, cell).map((inner) =>
      unescaped(
        inner.replaceAll(/<\/(?:w:p|p|div|span)>|<br\s*\/?>/g, '\n').replaceAll(/<[^>]+>/g, ''),
      ).trim(),
    ),
  )
}
function sheetRows(bytes: Buffer): ReadonlyMap<string, readonly (readonly Cell[])[]> {
  const book = read(bytes, { type: 'buffer' })
  return new Map(
    book.SheetNames.map((name) => [
      name,
      utils.sheet_to_json<Cell[]>(book.Sheets[name] ?? {}, { header: 1, raw: true, defval: null }),
    ]),
  )
}
/** A cell of the workbook as the exact decimal it stands for; a number of a cell has no zeros at its end. */
const decimalOf = (cell: Cell | undefined): string | null =>
  cell === null || cell === undefined || cell === '' ? null : String(cell).replaceAll(',', '')
const withoutZeros = (decimal: string | null): string | null =>
  decimal?.includes('.') === true ? decimal.replace(/\.?0+$/, '') : decimal

interface Answers {
  readonly measures: readonly Measure[]
  readonly accounts: readonly AccountTotals[]
  readonly links: readonly LinkRow[]
  readonly book: ReadonlyMap<string, readonly (readonly Cell[])[]>
  readonly word: Table
  readonly html: Table
  readonly overview: Awaited<ReturnType<typeof overviewOf>>
  readonly chart: { readonly edges: readonly LinkSummary[]; readonly drawn: string }
  readonly relations: ReadonlyMap<number, LinkSummary>
  readonly neighbours: ReadonlyMap<number, LinkSummary | undefined>
  readonly undecided: ReadonlyMap<number, Doubts>
  readonly path: string
}
const overviewOf = (engine: Engine) => engine.call('overview.read', {})
/** The 25 links of the largest sums and the 25 of the most facts, and others of them that are sums too. */
async function fiftyLinks(engine: Engine): Promise<readonly LinkRow[]> {
  const largest = await engine.call('links.list', { sort: 'amount', offset: 0, limit: 25 })
  const most = await engine.call('links.list', { sort: 'count', offset: 0, limit: 60 })
  const links = new Map([...largest.rows, ...most.rows].map((link) => [link.linkId, link]))
  return [...links.values()].slice(0, 50)
}

const cases: readonly (SampleName | 'tangled')[] = ['piracy', 'betting', 'tangled']
describe.each(cases)('the case %s', (name) => {
  let answers: Answers
  beforeAll(async () => {
    const { engine, casesFolder } = await (name === 'tangled' ? tangledEngine() : sampleEngine(name))
    const measures = await engine.call('measures.list', {})
    const { rows: accounts } = await engine.call('accounts.list', { offset: 0, limit: 100_000 })
    const links = await fiftyLinks(engine)
    const relations = new Map<number, LinkSummary>()
    const neighbours = new Map<number, LinkSummary | undefined>()
    for (const { linkId, linkKind, fromId, toId, directed } of links) {
      relations.set(linkId, await engine.call('links.read', { linkId }))
      const near = await engine.call('entities.links', {
        entityId: fromId,
        linkKind,
        direction: directed ? 'out' : 'none',
        offset: 0,
        limit: 100_000,
      })
      neighbours.set(
        linkId,
        near.rows.find(({ other }) => other.entityId === toId),
      )
    }
    const { chartId } = await engine.call('charts.create', {
      name: '五十条关系',
      entityIds: [...new Set(links.flatMap(({ fromId, toId }) => [fromId, toId]))],
    })
    await engine.call('chart.settings', { chartId, settings: { edgeLabels: 'amount' } })
    const chart = await engine.call('chart.read', { chartId })
    const undecided = await engine.call('chart.undecided', { chartId })
    const { edges } = visibleChart(contentOf(chart), { ...chart.settings, edgeLabels: 'amount' })
    const fileOf = async (made: Promise<{ readonly fileId: string }>) => bytesOf(engine, (await made).fileId)
    const word = unzipSync(await fileOf(engine.call('report.document', { charts: [] })))
    const html = (
      await fileOf(engine.call('report.document', { format: 'html', charts: [chartId] }))
    ).toString('utf8')
    const book = sheetRows(await fileOf(engine.call('report.workbook', {})))
    const overview = await overviewOf(engine)
    await engine.call('workspace.close', {})
    const file = readdirSync(casesFolder).find((each) => each.endsWith('.lzcase')) ?? ''
    const path = join(temporaryFolder(), file)
    copyFileSync(join(casesFolder, file), path)
    answers = {
      measures,
      accounts,
      links,
      relations,
      neighbours,
      undecided: new Map(undecided.links.map(({ linkId, doubts }) => [linkId, doubts])),
      book,
      word: rowsIn(strFromU8(word['word/document.xml'] ?? new Uint8Array()), 'w:tr', 'w:tc'),
      html: rowsIn(html, 'tr', 't[dh]'),
      overview,
      chart: { edges, drawn: unescaped(html) },
      path,
    }
  }, 300_000)

  test('every measure: command line, workbook, Word, HTML and overview', async () => {
    const { measures, book, word, html, overview, path } = answers
    expect(measures.length).toBeGreaterThan(30)
    const printed = new Map(
      (await jsonHere<readonly { id: string; value: string | null }[]>(['measures', path])).map((each) => [
        each.id,
        each.value,
      ]),
    )
    const sheet = new Map((book.get('认定指标') ?? []).map((row) => [String(row[0]), row]))
    const onPaper = (table: Table, id: string) =>
      table.find(
        ([name = '']) =>
          name.replaceAll('\n', '').endsWith(id) && /^[^a-z]/.test(name.at(-id.length - 1) ?? ''),
      )?.[1]
    const shown = new Map(
      [
        ...overview.highlights,
        ...overview.chain,
        ...overview.highlights.flatMap(({ parts }) => parts),
        ...overview.chain.flatMap(({ parts }) => parts),
      ].flatMap((each) => (each.measure === null ? [] : [[each.measure, each.value] as const])),
    )
    const told = measures.map(({ id, value }) => {
      const decimal = value === null ? null : figureDecimal(value)
      const text = value === null ? noFigure : figureText(value)
      return {
        id,
        line: printed.get(id),
        workbook: withoutZeros(decimalOf(sheet.get(id)?.[2])),
        word: onPaper(word, id) ?? text,
        html: onPaper(html, id) ?? text,
        overview: shown.has(id) ? shown.get(id) : value,
        expected: { decimal, text },
      }
    })
    expect(told.map(({ expected: _, ...each }) => each)).toEqual(
      measures.map(({ id, value }, place) => ({
        id,
        line: told[place]?.expected.decimal,
        workbook: withoutZeros(told[place]?.expected.decimal ?? null),
        word: told[place]?.expected.text,
        html: told[place]?.expected.text,
        overview: value,
      })),
    )
    // Those without material stand in one line on paper; every other one has its row.
    const rows = measures.filter(({ value }) => value !== null)
    expect(
      rows.filter(({ id }) => onPaper(word, id) === undefined || onPaper(html, id) === undefined),
    ).toEqual([])
    expect(rows.filter(({ id }) => !sheet.has(id))).toEqual([])
  })

  test('every measure: why it is withheld or what is said beside it, in the same words', async () => {
    const { measures, book, word, html, path } = answers
    const printed = await jsonHere<readonly { id: string; why: readonly { text: string }[] }[]>([
      'measures',
      path,
    ])
    const words = new Map(printed.map(({ id, why }) => [id, why.map(({ text }) => text)]))
    const inTable = (table: readonly (readonly Cell[])[], id: string, text: string) =>
      table.some(
        (row) =>
          row.some((cell) => String(cell).replaceAll('\n', '').endsWith(id)) &&
          row.some((cell) => String(cell).replaceAll('\n', '').includes(text.replaceAll('\n', ''))),
      )
    const told = measures.filter(
      ({ value, why }) =>
        why.length > 0 && !(value === null && why.every(({ reason }) => reason === 'no-material')),
    )
    if (name === 'tangled') expect(told.length).toBeGreaterThan(15)
    for (const { id, why } of told) {
      for (const remark of why) expect(words.get(id), id).toContain(measureWhyText([remark], 'zh-CN'))
      const text = measureWhyText(why, 'zh-CN')
      for (const table of [book.get('认定指标') ?? [], word, html])
        expect(inTable(table, id, text), `${id}: ${text}`).toBe(true)
    }
  })

  test('every account and currency: command line, workbook, Word and overview', async () => {
    const { accounts, book, word, overview, path } = answers
    interface Printed {
      readonly total: number
      readonly rows: readonly {
        readonly account: string
        readonly money: readonly Readonly<Record<string, unknown>>[]
      }[]
    }
    const printed = await jsonHere<Printed>(['accounts', path, '--limit', '100000'])
    const flows = (list: readonly AccountTotals[]) =>
      list.flatMap(({ account, money }) =>
        money.map(({ currency, inCount, inSum, outCount, outSum }) => [
          account,
          currency,
          inCount,
          moneyText(inSum).replaceAll(',', ''),
          outCount,
          moneyText(outSum).replaceAll(',', ''),
        ]),
      )
    expect(
      printed.rows.flatMap(({ account, money }) =>
        money.map((each) => [
          account,
          each['currency'],
          each['inCount'],
          each['inSum'],
          each['outCount'],
          each['outSum'],
        ]),
      ),
    ).toEqual(flows(accounts))
    const sheet = (book.get('账户合计') ?? []).filter((row) => typeof row[3] === 'number')
    expect(
      sheet.map((row) => [
        row[1],
        row[3],
        withoutZeros(decimalOf(row[4])),
        row[5],
        withoutZeros(decimalOf(row[6])),
      ]),
    ).toEqual(
      flows(accounts).map(([account, , inCount, inSum, outCount, outSum]) => [
        account,
        inCount,
        withoutZeros(String(inSum)),
        outCount,
        withoutZeros(String(outSum)),
      ]),
    )
    // What is undecided about them, as the command line has it, and on paper.
    const wordText = word.flat().join('\n')
    for (const { account, money } of accounts)
      for (const { currency, inSum, outSum, doubts } of money)
        for (const [side, sum] of [
          ['in', inSum],
          ['out', outSum],
        ] as const) {
          const lines = printed.rows.find((row) => row.account === account)?.money ?? []
          const line = lines.find((each) => each['currency'] === currency)
          const between = (line?.['doubts'] as Readonly<Record<string, { between: unknown }>> | undefined)?.[
            side
          ]?.between
          const ranges = doubts?.[side] === undefined ? [] : rangesOf([{ currency, sum }], doubts[side])
          expect(between ?? {}, `${account} ${side}`).toEqual(
            Object.fromEntries(
              ranges.map((range) => [
                range.currency,
                [range.low, range.high].map((end) => moneyText(end).replaceAll(',', '')),
              ]),
            ),
          )
          const text = doubtsText([{ currency, sum }], doubts?.[side], 'zh-CN')
          if (text !== null) expect(wordText.replaceAll('\n', ''), `${account} ${side}`).toContain(text)
        }
    expect(flows(overview.accounts)).toEqual(flows(accounts.slice(0, overview.accounts.length)))
    for (const { account, money } of accounts.slice(0, 30))
      for (const { inSum, outSum } of money)
        expect(
          word.some(
            (row) => row[1] === account && row.includes(moneyText(inSum)) && row.includes(moneyText(outSum)),
          ),
          account,
        ).toBe(true)
  })

  test('fifty links: the list, the whole relation, the neighbour beside it, the command line and the line on a chart with its words', async () => {
    const { links, relations, neighbours, undecided, chart, path } = answers
    expect(links.length).toBe(50)
    if (name === 'tangled')
      expect(links.filter(({ doubts }) => doubts !== undefined).length).toBeGreaterThan(15)
    const all = await jsonHere<{
      total: number
      rows: readonly {
        linkId: number
        count: number
        amount: string | null
        doubts?: { between: Readonly<Record<string, readonly string[]>> }
      }[]
    }>(['links', path, '--limit', '1000000'])
    const printed = new Map(all.rows.map((row) => [row.linkId, row]))
    for (const link of links) {
      const { linkId, linkKind, fromId, toId, directed } = link
      const line = printed.get(linkId)
      expect({ count: line?.count, amount: line?.amount }, `link ${linkId}`).toEqual({
        count: link.count,
        amount: link.amount === null ? null : moneyText(link.amount).replaceAll(',', ''),
      })
      const relation = relations.get(linkId)
      const figures = (of: LinkSummary | undefined) => [of?.count, of?.amount, of?.quantity]
      expect(figures(neighbours.get(linkId)), `neighbour ${linkId}`).toEqual(figures(relation))
      const edge = chart.edges.find(
        (each) =>
          each.linkKind === linkKind &&
          each.fromId === fromId &&
          each.toId === toId &&
          each.directed === directed,
      )
      expect(figures(edge), `edge ${linkId}`).toEqual(figures(relation))
      const range = (doubts: Doubts | undefined) =>
        Object.fromEntries(
          rangesOf(sumsOfLink(link), doubts ?? { each: [], swings: [], fewer: 0 }).map(
            ({ currency, low, high }) => [
              currency,
              [low, high].map((end) => moneyText(end).replaceAll(',', '')),
            ],
          ),
        )
      expect(
        [
          line?.doubts?.between ?? {},
          range(relation?.doubts),
          range(neighbours.get(linkId)?.doubts),
          range(undecided.get(linkId)),
        ],
        `range ${linkId}`,
      ).toEqual([1, 2, 3, 4].map(() => range(link.doubts)))
      if (relation !== undefined) expect(chart.drawn).toContain(edgeCaption(relation, 'amount', 'zh-CN'))
    }
  })
})
