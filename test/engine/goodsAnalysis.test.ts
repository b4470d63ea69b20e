/** The analysis `goods` on the shipped piracy sample against its truth, and its rows against its figures. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import type { Engine } from '../../electron/engine/index.ts'
import type { AnalysisResult, MoneyCell } from '../../shared/contract/analyses/result.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'

interface Truth {
  readonly printing: {
    readonly copiesByTitle: Readonly<Record<string, number>>
    readonly copies: number
    readonly amount: number
    readonly orders: number
  }
  readonly wholesale: { readonly copies: number; readonly amount: number }
  readonly online: {
    readonly copies: number
    readonly amount: number
    readonly copiesByTitle: Readonly<Record<string, number>>
    readonly amountByTitle: Readonly<Record<string, number>>
  }
  readonly seizure: {
    readonly sites: number
    readonly boxes: number
    readonly boxesByTitle: Readonly<Record<string, number>>
    readonly bySite: Readonly<
      Record<
        string,
        { readonly boxes: number; readonly volume: number; readonly weight: number; readonly items: number }
      >
    >
  }
  readonly titles: Readonly<Record<string, { readonly listPrice: number }>>
  readonly illegalBusinessAmount: { readonly copies: number }
}
const truth = JSON.parse(
  readFileSync(new URL('../fixtures/truth/piracy.json', import.meta.url), 'utf8'),
) as Truth
let engine: Engine
let result: AnalysisResult
beforeAll(async () => {
  ;({ engine } = await sampleEngine('piracy'))
  result = await ask()
})
const ask = async (params: Record<string, unknown> = {}): Promise<AnalysisResult> =>
  (await engine.call('analyses.run', { analysis: 'goods', params })).result
const yuan = (cell: unknown): number | null =>
  cell === null ? null : Number((cell as MoneyCell).minor) / 100
function tableOf({ tables }: AnalysisResult, id: string) {
  const table = tables.find((one) => one.id === id)
  if (table === undefined) throw new Error(`no table ${id}`)
  const places = new Map(table.columns.map((column, place) => [column.id, place]))
  return table.rows.map((row) => ({ ...row, at: (column: string) => row.cells[places.get(column) ?? -1] }))
}
const figure = (id: string): unknown => result.figures.find((one) => one.id === id)?.value
const by = (rows: ReturnType<typeof tableOf>, key: string, value: string, as = (cell: unknown) => cell) =>
  Object.fromEntries(rows.map((row) => [row.at(key) as string, as(row.at(value))]))
async function totalOf(scope: object | undefined, field: string): Promise<number> {
  const { sums } = await engine.call('records.totals', { scope: scope as { kind: string } })
  return Number(sums.find((sum) => sum.field === field)?.sum ?? 0)
}

test('titles: printed, sold, seized and the list price are those of the truth', () => {
  const titles = tableOf(result, 'titles')
  expect(by(titles, 'title', 'printed')).toEqual(truth.printing.copiesByTitle)
  expect(by(titles, 'title', 'online')).toEqual(truth.online.copiesByTitle)
  expect(by(titles, 'title', 'onlineAmount', yuan)).toEqual(truth.online.amountByTitle)
  expect(by(titles, 'title', 'seized')).toEqual(truth.seizure.boxesByTitle)
  expect(by(titles, 'title', 'listPrice', yuan)).toEqual(
    Object.fromEntries(Object.entries(truth.titles).map(([title, { listPrice }]) => [title, listPrice])),
  )
})

test('the chain as a whole is that of the truth, and each title adds up', () => {
  expect(figure('printed')).toBe(truth.printing.copies)
  expect(yuan(figure('printedAmount'))).toBe(truth.printing.amount)
  expect(figure('wholesale')).toBe(truth.wholesale.copies)
  expect(yuan(figure('wholesaleAmount'))).toBe(truth.wholesale.amount)
  expect(figure('online')).toBe(truth.online.copies)
  expect(yuan(figure('onlineAmount'))).toBe(truth.online.amount)
  expect(figure('seized')).toBe(truth.seizure.boxes)
  expect(Number(figure('ends')) + Number(figure('soldAndSeized'))).toBe(truth.illegalBusinessAmount.copies)
  for (const row of tableOf(result, 'titles')) {
    const at = (column: string): number => Number(row.at(column))
    expect(at('ends')).toBe(at('online') + at('wholesale') + at('seized') - at('soldAndSeized'))
    expect(at('printed') + at('unprinted')).toBe(at('ends') + at('whereabouts'))
    expect(Math.min(at('whereabouts'), at('unprinted'))).toBeGreaterThanOrEqual(0)
    expect(at('unprinted')).toBeGreaterThanOrEqual(at('stored') + at('seizedPrinters') - at('printed'))
  }
  expect(tableOf(result, 'printing').reduce((sum, row) => sum + Number(row.at('orders')), 0)).toBe(
    truth.printing.orders,
  )
  for (const table of ['shares', 'supply'])
    expect(
      tableOf(result, table)
        .filter(({ key }) => key.startsWith(table === 'shares' ? 'printer:' : 'printed:'))
        .reduce((sum, row) => sum + Number(row.at('copies')), 0),
    ).toBe(truth.printing.copies)
  const months = tableOf(result, 'months')
  for (const [column, expected] of [
    ['printed', truth.printing.copies],
    ['wholesale', truth.wholesale.copies],
    ['online', truth.online.copies],
  ] as const)
    expect(months.reduce((sum, row) => sum + Number(row.at(column)), 0)).toBe(expected)
})

test('sites: boxes, items, volume and weight are those of the truth', () => {
  const places = tableOf(result, 'places').filter((row) => row.at('items') !== 0)
  expect(places.length).toBe(truth.seizure.sites)
  expect(
    Object.fromEntries(
      places.map((row) => [
        row.at('place'),
        {
          boxes: row.at('seized'),
          volume: row.at('volume'),
          weight: row.at('weight'),
          items: row.at('items'),
        },
      ]),
    ),
  ).toEqual(truth.seizure.bySite)
})

test('every place balances: what came in and is missing is what left, was seized or is not shown', () => {
  for (const table of ['places', 'gaps'])
    for (const row of tableOf(result, table)) {
      const at = (column: string): number => Number(row.at(column))
      expect([row.key, at('cameIn') + at('unshownIn')]).toEqual([
        row.key,
        at('left') + at('seized') + at('unshownOut'),
      ])
      expect(at('unshownIn') >= 0 && at('unshownOut') >= 0).toBe(true)
    }
})

test('figures open the rows they are made of', async () => {
  const [title] = tableOf(result, 'titles')
  const columns = ['printed', null, null, 'online', 'wholesale', null] as const
  const fields = ['copies', 'quantity', 'quantity', 'quantity', 'quantity', 'quantity'] as const
  for (const [place, column] of columns.entries())
    if (column !== null)
      expect([column, await totalOf(title?.rows?.[place], fields[place] ?? '')]).toEqual([
        column,
        title?.at(column),
      ])
  const { rows } = await engine.call('records.window', {
    scope: (title?.rows?.[5] ?? { kind: 'seizure' }) as { kind: string },
    offset: 0,
    limit: 200,
  })
  const quantity = recordKind('seizure')?.fields.findIndex(({ id }) => id === 'quantity') ?? -1
  expect(rows.reduce((sum, { values }) => sum + Number(values[quantity]), 0)).toBe(title?.at('seized'))
  const store = tableOf(result, 'places').find((row) => (row.at('sort') as { zh: string }).zh === '仓库')
  expect(await totalOf(store?.rows?.[0], 'quantity')).toBe(store?.at('cameIn'))
  expect(await totalOf(store?.rows?.[1], 'quantity')).toBe(store?.at('left'))
  const [stock] = tableOf(result, 'stock')
  expect(await totalOf(stock?.rows?.[0], 'quantity')).toBe(stock?.at('cameIn'))
  for (const row of tableOf(result, 'supply').slice(0, 4))
    expect(await totalOf(row.rows?.[0], row.key.startsWith('printed:') ? 'copies' : 'quantity')).toBe(
      row.at('copies'),
    )
  const [price] = tableOf(result, 'prices')
  expect(await totalOf(price?.rows?.[0], 'quantity')).toBe(price?.at('copies'))
  const [month] = tableOf(result, 'months')
  expect(await totalOf(month?.rows?.[0], 'copies')).toBe(month?.at('printed'))
})

test('each figure of the chain opens rows that sum up to it', async () => {
  const fields = {
    printed: 'copies',
    stored: 'quantity',
    moved: 'quantity',
    wholesale: 'quantity',
    online: 'quantity',
    refunded: 'quantity',
  }
  for (const answer of [result, await ask({ title: '雾港来信' })])
    for (const [id, field] of Object.entries(fields)) {
      const found = answer.figures.find((one) => one.id === id)
      expect([id, await totalOf(found?.rows?.[0], field)]).toEqual([id, found?.value])
    }
})

test('one title alone gives the same line, and a title nobody names says so', async () => {
  const [first] = tableOf(result, 'titles')
  const alone = await ask({ title: ` ${first?.at('title') as string} ` })
  expect(tableOf(alone, 'titles').map(({ cells }) => cells)).toEqual([first?.cells])
  expect((await ask({ title: '没有这部' })).notes).toMatchObject([{ tone: 'withheld', id: 'no-title' }])
  const keys = result.tables.flatMap(({ id, rows }) => rows.map(({ key }) => `${id} ${key}`))
  expect(new Set(keys).size).toBe(keys.length)
})
