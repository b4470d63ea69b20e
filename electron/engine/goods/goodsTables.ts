/** The tables of the chain of goods: titles, places, stock, months, people. */
import type { AnalysisCell, AnalysisRow, AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import { mostRows } from '../../../shared/contract/analyses/result.ts'
import type { Words } from '../../../shared/language.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import { column, type EntityNames, moneyCell } from '../entities/answers.ts'
import { type Fraction, priceOf, rounded } from '../law/unsoldGoods.ts'
import type { ByTitle } from '../law/unsoldGoods.ts'
import type { GoodsFacts } from './facts.ts'
import {
  inRows,
  monthIs,
  outRows,
  partyIs,
  printRows,
  seizedRowsOf,
  soldRows,
  titleIs,
  wholesaleRows,
} from './goodsScopes.ts'
import { type PlaceGoods, type PlaceSort, stockMonths } from './places.ts'
import { goodsMonths, personGoods, type PersonGoods } from './supply.ts'
import type { TitleChain } from './titles.ts'

/** What tables are made with. */
export interface GoodsTablesOf {
  readonly facts: GoodsFacts
  readonly names: EntityNames
}
/** A count of copies. */
export const copiesCell = (copies: bigint): AnalysisCell => minorOf(copies)
/** How a title is written; null for rows without one. */
export function titleText(facts: GoodsFacts, title: string): string | null {
  return title === '' ? null : (facts.titles.get(title)?.spellings[0] ?? title)
}
/** How a party is written; null without one. */
export function partyText(facts: GoodsFacts, party: string | null): string | null {
  return party === null ? null : (facts.parties.get(party)?.name ?? null)
}
/** The key of a party that is the same in every run. */
export function partyKey({ facts, names }: GoodsTablesOf, party: string | null): string {
  const found = party === null ? undefined : facts.parties.get(party)
  if (found === undefined) return ''
  return found.entityId === null ? found.key : names.key(found.entityId)
}

const titleColumns = [
  column('title', 'text', '作品', 'Title'),
  column('work', 'entity', '作品实体', 'Work'),
  column('listPrice', 'money', '正版零售价', 'List price', 'yuan'),
  column('printed', 'count', '印刷', 'Printed', 'copy'),
  column('printedAmount', 'money', '印刷金额', 'Printing amount', 'yuan'),
  column('stored', 'count', '入库（自印厂）', 'Stored from printers', 'copy'),
  column('storedOther', 'count', '入库（其他、退回）', 'Stored from others', 'copy'),
  column('moved', 'count', '发往自有', 'Moved to the own', 'copy'),
  column('wholesale', 'count', '批发', 'Wholesale', 'copy'),
  column('wholesaleAmount', 'money', '批发金额', 'Wholesale amount', 'yuan'),
  column('otherOut', 'count', '出库（未载用途）', 'Taken out, use not told', 'copy'),
  column('online', 'count', '网店售出', 'Sold online', 'copy'),
  column('onlineAmount', 'money', '网店金额', 'Online amount', 'yuan'),
  column('averagePrice', 'money', '网店均价', 'Online average', 'yuan'),
  column('refunded', 'count', '发货后全额退款', 'Shipped and refunded', 'copy'),
  column('unknownOrders', 'count', '状态不明订单', 'Orders of unknown state', 'order'),
  column('seized', 'count', '扣押', 'Seized', 'copy'),
  column('seizedPrinters', 'count', '其中印厂', 'At printers', 'copy'),
  column('seizedStores', 'count', '其中仓库', 'At stores', 'copy'),
  column('seizedOthers', 'count', '其中其他', 'Elsewhere', 'copy'),
  column('soldAndSeized', 'count', '批发后又扣押', 'Sold and seized', 'copy'),
  column('ends', 'count', '去向已明', 'Known ends', 'copy'),
  column('notStored', 'count', '印而未见入库', 'Printed, not shown stored', 'copy'),
  column('whereabouts', 'count', '去向不明', 'Whereabouts unknown', 'copy'),
  column('unprinted', 'count', '至少另有印制', 'Printed besides, at least', 'copy'),
  column('withoutCopies', 'count', '未载数量的行', 'Rows without quantity', 'row'),
] as const
/** Every title over the whole chain. */
export function titlesTable(
  of: GoodsTablesOf,
  chains: readonly TitleChain[],
  prices: { readonly list: ReadonlyMap<string, bigint>; readonly online: ByTitle },
): AnalysisTable {
  const { facts, names } = of
  const rows = chains.slice(0, mostRows).map((chain): AnalysisRow => {
    const { title, seizedAt } = chain
    const entityId = facts.titles.get(title)?.entityId ?? null
    const is = titleIs(facts, title)
    const list = prices.list.get(title) ?? null
    const average = onlineAverage(prices.online.get(title))
    return {
      key: `title:${title}`,
      cells: [
        titleText(facts, title),
        names.cell(entityId),
        moneyCell(list),
        copiesCell(chain.printed),
        moneyCell(chain.printedAmount),
        copiesCell(chain.stored),
        copiesCell(chain.storedOther),
        copiesCell(chain.moved),
        copiesCell(chain.wholesale),
        moneyCell(chain.wholesaleAmount),
        copiesCell(chain.otherOut),
        copiesCell(chain.online),
        moneyCell(chain.onlineAmount),
        moneyCell(average === null ? null : rounded(average)),
        copiesCell(chain.returned),
        chain.unknownOrders,
        copiesCell(chain.seized),
        copiesCell(seizedAt.printer),
        copiesCell(seizedAt.store),
        copiesCell(seizedAt.shop + seizedAt.outlet + seizedAt.site),
        copiesCell(chain.soldAndSeized),
        copiesCell(chain.ends),
        copiesCell(notStored(chain)),
        copiesCell(chain.whereabouts),
        copiesCell(chain.unprinted),
        chain.withoutCopies,
      ],
      rows: [printRows(is), inRows(is), outRows(is), soldRows(is), wholesaleRows(is), seizedRowsOf(is)],
    }
  })
  return {
    id: 'titles',
    title: { zh: '各作品', en: 'Titles' },
    columns: titleColumns,
    rows,
    total: chains.length,
  }
}
function onlineAverage(sold: Parameters<typeof priceOf>[0]): Fraction | null {
  return sold === undefined || sold.copies <= 0n
    ? null
    : (priceOf(sold, undefined, undefined)?.online ?? null)
}
/** Printed, neither taken in from a printer nor seized at one. */
export function notStored({ printed, stored, seizedAt }: TitleChain): bigint {
  const rest = printed - stored - seizedAt.printer
  return rest > 0n ? rest : 0n
}

export const placeSortWords: Readonly<Record<PlaceSort, Words>> = {
  printer: { zh: '印厂', en: 'printer' },
  store: { zh: '仓库', en: 'store' },
  shop: { zh: '网店', en: 'shop' },
  outlet: { zh: '往来方', en: 'other party' },
  site: { zh: '仅见扣押', en: 'seizure only' },
}
/** What was seized at a place, as its list measures it. */
export interface SiteMeasures {
  readonly items: number
  readonly volume: number | null
  readonly weight: number | null
}
/** Every place with what came in, left and was seized there. */
export function placesTable(
  of: GoodsTablesOf,
  places: readonly PlaceGoods[],
  sites: ReadonlyMap<string, SiteMeasures>,
): AnalysisTable {
  const { facts, names } = of
  return {
    id: 'places',
    title: { zh: '各场所', en: 'Places' },
    columns: [
      column('place', 'text', '场所', 'Place'),
      column('entity', 'entity', '场所实体', 'Entity'),
      column('sort', 'words', '种类', 'Sort'),
      column('titles', 'count', '作品数', 'Titles', 'work'),
      column('cameIn', 'count', '来', 'Came in', 'copy'),
      column('left', 'count', '去', 'Left', 'copy'),
      column('book', 'count', '账面', 'Book', 'copy'),
      column('seized', 'count', '扣押', 'Seized', 'copy'),
      column('unshownIn', 'count', '至少另有来货', 'Came in besides, at least', 'copy'),
      column('unshownOut', 'count', '未见去处', 'Left unshown', 'copy'),
      column('items', 'count', '扣押项数', 'Items seized', 'item'),
      column('volume', 'number', '体积', 'Volume', 'm3'),
      column('weight', 'number', '重量', 'Weight', 'kg'),
      column('withoutCopies', 'count', '未载数量的行', 'Rows without quantity', 'row'),
    ],
    rows: places.slice(0, mostRows).map((place): AnalysisRow => {
      const site = sites.get(place.key)
      return {
        key: `${place.sort}:${partyKey(of, place.key)}`,
        cells: [
          partyText(facts, place.key),
          names.cell(facts.parties.get(place.key)?.entityId ?? null),
          placeSortWords[place.sort],
          place.byTitle.size,
          copiesCell(place.cameIn),
          copiesCell(place.left),
          copiesCell(place.book),
          copiesCell(place.seized),
          copiesCell(place.unshownIn),
          copiesCell(place.unshownOut),
          site?.items ?? 0,
          site?.volume ?? null,
          site?.weight ?? null,
          place.withoutCopies,
        ],
        rows: placeRows(facts, place),
      }
    }),
    total: places.length,
  }
}
function placeRows(facts: GoodsFacts, { key, sort }: PlaceGoods) {
  const is = (field: string) => partyIs(facts, field, key)
  const seized = seizedRowsOf(is('site'))
  switch (sort) {
    case 'store':
      return [inRows(is('place')), outRows(is('place')), seized]
    case 'printer':
      return [printRows(is('printer')), inRows(is('party')), seized]
    case 'shop':
      return [outRows(is('party')), soldRows(is('shop')), seized]
    case 'outlet':
      return [outRows(is('party')), inRows(is('party')), seized]
    case 'site':
      return [seized]
  }
}
/** Each title at each place where something is missing. */
export function gapsTable(of: GoodsTablesOf, places: readonly PlaceGoods[]): AnalysisTable {
  const { facts } = of
  const gaps = places
    .flatMap((place) =>
      [...place.byTitle].flatMap(([title, balance]) =>
        balance.unshownIn > 0n || balance.unshownOut > 0n ? [{ place, title, balance }] : [],
      ),
    )
    .toSorted((one, other) => {
      const size = ({ balance }: (typeof gaps)[number]): bigint => balance.unshownIn + balance.unshownOut
      return size(one) === size(other) ? 0 : size(one) < size(other) ? 1 : -1
    })
  return {
    id: 'gaps',
    title: { zh: '各处各作品的缺口', en: 'Gaps by place and title' },
    columns: [
      column('place', 'text', '场所', 'Place'),
      column('sort', 'words', '种类', 'Sort'),
      column('title', 'text', '作品', 'Title'),
      column('cameIn', 'count', '来', 'Came in', 'copy'),
      column('left', 'count', '去', 'Left', 'copy'),
      column('seized', 'count', '扣押', 'Seized', 'copy'),
      column('unshownIn', 'count', '至少另有来货', 'Came in besides, at least', 'copy'),
      column('unshownOut', 'count', '未见去处', 'Left unshown', 'copy'),
    ],
    rows: gaps
      .slice(0, mostRows)
      .map(({ place, title, balance }): AnalysisRow => ({
        key: `gap:${partyKey(of, place.key)}/${title}`,
        cells: [
          partyText(facts, place.key),
          placeSortWords[place.sort],
          titleText(facts, title),
          copiesCell(balance.cameIn),
          copiesCell(balance.left),
          copiesCell(balance.seized),
          copiesCell(balance.unshownIn),
          copiesCell(balance.unshownOut),
        ],
        rows: placeRows(facts, place).map((scope) => ({
          ...scope,
          filter: [...(scope.filter ?? []), titleIs(facts, title)],
        })),
      })),
    total: gaps.length,
  }
}

/** The book of each store by month. */
export function stockTable(of: GoodsTablesOf, title: string | null): AnalysisTable {
  const { facts } = of
  const months = stockMonths(facts, title)
  const more = title === null ? [] : [titleIs(facts, title)]
  return {
    id: 'stock',
    title: { zh: '库存曲线（账面，按月）', en: 'Stock by the book, by month' },
    columns: [
      column('place', 'text', '仓库', 'Store'),
      column('month', 'time', '月份', 'Month'),
      column('cameIn', 'count', '入库', 'Taken in', 'copy'),
      column('left', 'count', '出库', 'Taken out', 'copy'),
      column('end', 'count', '月末账面', 'Book at the end', 'copy'),
    ],
    rows: months
      .slice(0, mostRows)
      .map(({ place, month, cameIn, left, end }): AnalysisRow => ({
        key: `stock:${partyKey(of, place)}/${month ?? ''}`,
        cells: [partyText(facts, place), month, copiesCell(cameIn), copiesCell(left), copiesCell(end)],
        rows: [inRows, outRows].map((rows) =>
          rows(partyIs(facts, 'place', place), monthIs('date', month), ...more),
        ),
      })),
    total: months.length,
  }
}
/** The chain by month. */
export function monthsTable({ facts }: GoodsTablesOf): AnalysisTable {
  const months = goodsMonths(facts)
  return {
    id: 'months',
    title: { zh: '按月', en: 'By month' },
    columns: [
      column('month', 'time', '月份', 'Month'),
      column('printed', 'count', '印刷', 'Printed', 'copy'),
      column('stored', 'count', '入库', 'Taken in', 'copy'),
      column('takenOut', 'count', '出库', 'Taken out', 'copy'),
      column('wholesale', 'count', '批发', 'Wholesale', 'copy'),
      column('wholesaleAmount', 'money', '批发金额', 'Wholesale amount', 'yuan'),
      column('online', 'count', '网店售出', 'Sold online', 'copy'),
      column('onlineAmount', 'money', '网店金额', 'Online amount', 'yuan'),
    ],
    rows: months
      .slice(0, mostRows)
      .map((one): AnalysisRow => ({
        key: `month:${one.month ?? ''}`,
        cells: [
          one.month,
          copiesCell(one.printed),
          copiesCell(one.stored),
          copiesCell(one.takenOut),
          copiesCell(one.wholesale),
          moneyCell(one.wholesaleAmount),
          copiesCell(one.online),
          moneyCell(one.onlineAmount),
        ],
        rows: [
          printRows(monthIs('date', one.month)),
          inRows(monthIs('date', one.month)),
          outRows(monthIs('date', one.month)),
          soldRows(monthIs('createdAt', one.month)),
        ],
      })),
    total: months.length,
  }
}
const roleWords: Readonly<Record<PersonGoods['role'], Words>> = {
  customer: { zh: '委托印刷', en: 'ordered printing' },
  handler: { zh: '经手出入库', en: 'handled stock' },
  holder: { zh: '扣押时持有', en: 'held when seized' },
}
/** Who ordered, handled and held. */
export function peopleTable(of: GoodsTablesOf): AnalysisTable {
  const { facts, names } = of
  const people = personGoods(facts)
  return {
    id: 'people',
    title: { zh: '经手人员', en: 'People' },
    columns: [
      column('person', 'text', '人员', 'Person'),
      column('entity', 'entity', '实体', 'Entity'),
      column('role', 'words', '环节', 'Part'),
      column('rows', 'count', '行数', 'Rows', 'row'),
      column('copies', 'count', '份数', 'Copies', 'copy'),
      column('cameIn', 'count', '其中入库', 'Of it taken in', 'copy'),
      column('left', 'count', '其中出库', 'Of it taken out', 'copy'),
      column('amount', 'money', '金额', 'Amount', 'yuan'),
    ],
    rows: people.slice(0, mostRows).map((one): AnalysisRow => {
      const is = (field: string) => partyIs(facts, field, one.person)
      return {
        key: `${one.role}:${partyKey(of, one.person)}`,
        cells: [
          partyText(facts, one.person),
          names.cell(facts.parties.get(one.person)?.entityId ?? null),
          roleWords[one.role],
          one.rows,
          copiesCell(one.copies),
          one.role === 'handler' ? copiesCell(one.cameIn) : null,
          one.role === 'handler' ? copiesCell(one.left) : null,
          moneyCell(one.amount),
        ],
        rows:
          one.role === 'customer'
            ? [printRows(is('customer'))]
            : one.role === 'handler'
              ? [inRows(is('handler')), outRows(is('handler'))]
              : [seizedRowsOf(is('holder'))],
      }
    }),
    total: people.length,
  }
}
