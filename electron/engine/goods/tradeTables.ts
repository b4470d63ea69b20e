/** The tables of supply, printing and prices. */
import type { AnalysisRow, AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { Words } from '../../../shared/language.ts'
import { dividedHalfUp } from '../../../shared/model/exactDecimal.ts'
import { column, moneyCell } from '../entities/answers.ts'
import { copiesCell, type GoodsTablesOf, partyKey, partyText, titleText } from './goodsTables.ts'
import { inRows, outRows, partyIs, printRows, soldRows, titleIs, wholesaleRows } from './goodsScopes.ts'
import { type Price, priceBands, type SellerPrices } from './prices.ts'
import { printingLines, supplies, type Supply, type SupplyWay } from './supply.ts'

const wayWords: Readonly<Record<SupplyWay, Words>> = {
  printed: { zh: '印刷订单', en: 'print orders' },
  takenIn: { zh: '入库台账', en: 'taken in' },
  takenOut: { zh: '出库台账', en: 'taken out' },
}
/** Who supplied whom. */
export function supplyTable(of: GoodsTablesOf): AnalysisTable {
  const { facts } = of
  const lines = supplies(facts)
  return {
    id: 'supply',
    title: { zh: '谁供货给谁', en: 'Who supplied whom' },
    columns: [
      column('from', 'text', '供货方', 'From'),
      column('to', 'text', '收货方', 'To'),
      column('by', 'words', '依据', 'By'),
      column('rows', 'count', '笔数', 'Rows', 'row'),
      column('titles', 'count', '作品数', 'Titles', 'work'),
      column('copies', 'count', '份数', 'Copies', 'copy'),
      column('amount', 'money', '金额', 'Amount', 'yuan'),
      column('first', 'time', '最早', 'First'),
      column('last', 'time', '最晚', 'Last'),
    ],
    rows: lines
      .slice(0, mostRows)
      .map((line): AnalysisRow => ({
        key: `${line.way}:${partyKey(of, line.from)} > ${partyKey(of, line.to)}`,
        cells: [
          partyText(facts, line.from),
          partyText(facts, line.to),
          wayWords[line.way],
          line.rows,
          line.titles,
          copiesCell(line.copies),
          moneyCell(line.amount),
          line.first,
          line.last,
        ],
        rows: [supplyRows(of, line)],
      })),
    total: lines.length,
  }
}
function supplyRows({ facts }: GoodsTablesOf, { way, from, to }: Supply) {
  switch (way) {
    case 'printed':
      return printRows(partyIs(facts, 'printer', from), partyIs(facts, 'delivery', to))
    case 'takenIn':
      return inRows(partyIs(facts, 'party', from), partyIs(facts, 'place', to))
    case 'takenOut':
      return outRows(partyIs(facts, 'place', from), partyIs(facts, 'party', to))
  }
}
const partOf = (part: bigint, whole: bigint): number | null =>
  whole === 0n ? null : Number((part * 1_000_000n) / whole) / 1_000_000
/** The part of each printer in what was printed, and of each store in what was taken in. */
export function sharesTable(of: GoodsTablesOf): AnalysisTable {
  const { facts } = of
  const sums = (
    rows: readonly {
      readonly party: string | null
      readonly copies: bigint | null
      readonly amount: bigint | null
    }[],
  ) => {
    const found = new Map<string | null, { copies: bigint; amount: bigint | null }>()
    for (const { party, copies, amount } of rows) {
      const own = found.get(party) ?? { copies: 0n, amount: null }
      found.set(party, own)
      own.copies += copies ?? 0n
      if (amount !== null) own.amount = (own.amount ?? 0n) + amount
    }
    const all = [...found.values()].reduce((sum, { copies }) => sum + copies, 0n)
    return [...found]
      .map(([party, own]) => ({ party, ...own, part: partOf(own.copies, all) }))
      .toSorted((one, other) => (one.copies === other.copies ? 0 : one.copies < other.copies ? 1 : -1))
  }
  const lines = [
    ...sums(facts.prints.map(({ printer, copies, amount }) => ({ party: printer, copies, amount }))).map(
      (line) => ({ ...line, sort: 'printer' as const }),
    ),
    ...sums(
      facts.moves.flatMap(({ direction, place, copies }) =>
        direction === 'in' ? [{ party: place, copies, amount: null }] : [],
      ),
    ).map((line) => ({ ...line, sort: 'store' as const })),
  ]
  return {
    id: 'shares',
    title: { zh: '各印厂、仓库所占', en: 'Parts of printers and stores' },
    columns: [
      column('place', 'text', '场所', 'Place'),
      column('sort', 'words', '种类', 'Sort'),
      column('copies', 'count', '份数', 'Copies', 'copy'),
      column('part', 'share', '所占', 'Part'),
      column('amount', 'money', '金额', 'Amount', 'yuan'),
    ],
    rows: lines
      .slice(0, mostRows)
      .map(({ party, sort, copies, amount, part }): AnalysisRow => ({
        key: `${sort}:${partyKey(of, party)}`,
        cells: [
          partyText(facts, party),
          sort === 'printer'
            ? { zh: '印厂（印数）', en: 'printer (printed)' }
            : { zh: '仓库（入库）', en: 'store (taken in)' },
          copiesCell(copies),
          part,
          moneyCell(amount),
        ],
        rows: [
          sort === 'printer'
            ? printRows(partyIs(facts, 'printer', party))
            : inRows(partyIs(facts, 'place', party)),
        ],
      })),
    total: lines.length,
  }
}
/** Orders of printing beside goods taken in and payments. */
export function printingTable(of: GoodsTablesOf): AnalysisTable {
  const { facts } = of
  const lines = printingLines(facts)
  return {
    id: 'printing',
    title: { zh: '印刷订单、到货、付款', en: 'Print orders, goods, payments' },
    columns: [
      column('printer', 'text', '承印方', 'Printer'),
      column('delivery', 'text', '交货地点', 'Delivered to'),
      column('orders', 'count', '订单', 'Orders', 'order'),
      column('ordered', 'count', '订购份数', 'Copies ordered', 'copy'),
      column('takenIn', 'count', '该处入库', 'Taken in there', 'copy'),
      column('difference', 'count', '订购−入库', 'Ordered − taken in', 'copy'),
      column('amount', 'money', '金额', 'Amount', 'yuan'),
      column('paidLow', 'money', '已付至少', 'Paid, at least', 'yuan'),
      column('paidHigh', 'money', '已付至多', 'Paid, at most', 'yuan'),
      column('withoutAmount', 'count', '未载金额的订单', 'Orders without amount', 'order'),
    ],
    rows: lines
      .slice(0, mostRows)
      .map((line): AnalysisRow => ({
        key: `${partyKey(of, line.printer)} > ${partyKey(of, line.delivery)}`,
        cells: [
          partyText(facts, line.printer),
          partyText(facts, line.delivery),
          line.orders,
          copiesCell(line.ordered),
          line.takenIn === null ? null : copiesCell(line.takenIn),
          line.takenIn === null ? null : copiesCell(line.ordered - line.takenIn),
          moneyCell(line.amount),
          moneyCell(line.paidLow),
          moneyCell(line.paidHigh),
          line.withoutAmount,
        ],
        rows: [
          printRows(partyIs(facts, 'printer', line.printer), partyIs(facts, 'delivery', line.delivery)),
          inRows(partyIs(facts, 'party', line.printer), partyIs(facts, 'place', line.delivery)),
        ],
      })),
    total: lines.length,
  }
}
const each = ({ amount, copies }: Price): bigint => dividedHalfUp(amount, copies)
/** Who sold at what price. */
export function pricesTable({ facts }: GoodsTablesOf, prices: readonly SellerPrices[]): AnalysisTable {
  const ends = [0, ...priceBands]
  return {
    id: 'prices',
    title: { zh: '价格带', en: 'Prices' },
    columns: [
      column('seller', 'text', '卖方（批发为买方）', 'Seller (wholesale: buyer)'),
      column('way', 'words', '方式', 'Way'),
      column('title', 'text', '作品', 'Title'),
      column('sales', 'count', '笔数', 'Sales', 'order'),
      column('copies', 'count', '份数', 'Copies', 'copy'),
      column('amount', 'money', '金额', 'Amount', 'yuan'),
      column('average', 'money', '均价', 'Average', 'yuan'),
      column('lowest', 'money', '最低', 'Lowest', 'yuan'),
      column('highest', 'money', '最高', 'Highest', 'yuan'),
      column('listPrice', 'money', '正版零售价', 'List price', 'yuan'),
      column('part', 'share', '均价占零售价', 'Average, part of list price'),
      column('below', 'count', '低于低价线', 'Below the line', 'copy'),
      ...ends.map((end, place) => {
        const next = ends[place + 1]
        return next === undefined
          ? column(`from${end}`, 'count', `${end}% 以上`, `${end}% and above`, 'copy')
          : column(`from${end}`, 'count', `${end}–${next}%`, `${end}–${next}%`, 'copy')
      }),
    ],
    rows: prices
      .slice(0, mostRows)
      .map((one): AnalysisRow => ({
        key: `${one.way}:${one.seller}/${one.title}`,
        cells: [
          one.seller === '' ? null : one.seller,
          one.way === 'online' ? { zh: '网店', en: 'online' } : { zh: '批发', en: 'wholesale' },
          titleText(facts, one.title),
          one.sales,
          copiesCell(one.copies),
          moneyCell(one.amount),
          moneyCell(each(one)),
          moneyCell(each(one.lowest)),
          moneyCell(each(one.highest)),
          moneyCell(one.list),
          one.list === null ? null : partOf(one.amount, one.list * one.copies),
          one.list === null ? null : copiesCell(one.below),
          ...ends.map((_, place) => (one.list === null ? null : copiesCell(one.bands[place] ?? 0n))),
        ],
        rows: [
          one.way === 'online'
            ? soldRows(
                { field: 'shop', op: 'is', values: [one.seller === '' ? null : one.seller] },
                titleIs(facts, one.title),
              )
            : wholesaleRows(
                { field: 'party', op: 'is', values: [one.seller === '' ? null : one.seller] },
                titleIs(facts, one.title),
              ),
        ],
      })),
    total: prices.length,
  }
}
