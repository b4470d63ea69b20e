/** The analysis `goods`: the chain from the printer to the buyer and the seizure, its gaps, prices and suppliers. */
import type { AnalysisFigure, AnalysisNote } from '../../../shared/contract/analyses/result.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import { minorOf } from '../../../shared/model/minor.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { titleKey } from '../../../shared/model/seizedThings.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, cutNote, EntityNames, moneyCell, note } from '../entities/answers.ts'
import { hasMaterial } from '../law/measure.ts'
import { byUnit, packedCopies, seizedRows } from '../law/seizedGoods.ts'
import { listPrices, soldOnline } from '../law/unsoldGoods.ts'
import { conflictsOf } from '../records/conflicts.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { exactly, readSum } from '../store/exactSum.ts'
import { recordTable } from '../store/recordTables.ts'
import { type GoodsFacts, goodsFacts } from './facts.ts'
import {
  copiesCell,
  gapsTable,
  monthsTable,
  notStored,
  peopleTable,
  placesTable,
  type SiteMeasures,
  stockTable,
  titlesTable,
} from './goodsTables.ts'
import { printRows, seizedRowsOf, soldRows, titleIs, wholesaleRows } from './goodsScopes.ts'
import { placeBalances, placeSorts, type PlaceGoods } from './places.ts'
import { sellerPrices } from './prices.ts'
import { type MoveRole, moveRoles, type TitleChain, titleChains } from './titles.ts'
import { printingTable, pricesTable, sharesTable, supplyTable } from './tradeTables.ts'
import { readUnmergedEntities } from '../entities/entityRows.ts'

const kinds = ['printOrder', 'stockMove', 'saleOrder', 'seizure'] as const
const kindWords = {
  printOrder: { zh: '印刷订单', en: 'print orders' },
  stockMove: { zh: '出入库台账', en: 'stock moves' },
  saleOrder: { zh: '网店订单', en: 'shop orders' },
  seizure: { zh: '扣押清单', en: 'seizure lists' },
} as const
export const runGoods: AnalysisRunner<'goods'> = ({ db, checkCancelled, progress }, { title, below }) => {
  if (!kinds.some((kind) => hasMaterial(db, kind))) return nothing('no-material', noMaterial)
  progress('rows', 0, null)
  const all = goodsFacts(db)
  const chosen = title.trim() === '' ? null : titleKey(title)
  if (chosen !== null && !all.titles.has(chosen)) return nothing('no-title', noTitle)
  checkCancelled()
  const facts = chosen === null ? all : only(all, chosen)
  const name = (key: string): string => facts.parties.get(key)?.name ?? ''
  const places = placeBalances(facts).toSorted(
    (one, other) =>
      placeSorts.indexOf(one.sort) - placeSorts.indexOf(other.sort) ||
      (name(one.key) < name(other.key) ? -1 : 1),
  )
  const chains = titleChains(facts, places).toSorted((one, other) =>
    one.printed === other.printed ? (one.title < other.title ? -1 : 1) : one.printed < other.printed ? 1 : -1,
  )
  const entityIds = [...all.titles.values(), ...all.parties.values()].flatMap(
    ({ entityId }) => entityId ?? [],
  )
  const of = { facts, names: new EntityNames(db, entityIds, readUnmergedEntities) }
  checkCancelled()
  const prices = sellerPrices(db, Math.round(below * 10_000)).filter(
    (one) => chosen === null || one.title === chosen,
  )
  const tables = [
    titlesTable(of, chains, { list: listPrices(db), online: soldOnline(db) }),
    placesTable(of, places, siteMeasures(db)),
    gapsTable(of, places),
    stockTable(of, chosen),
    monthsTable(of),
    peopleTable(of),
    supplyTable(of),
    sharesTable(of),
    printingTable(of),
    pricesTable(of, prices),
  ]
  return {
    figures: withRows(figuresOf(chains), facts, places, chosen),
    tables,
    notes: [...notesOf(db, facts, chains), ...tables.flatMap((table) => cutNote(table) ?? [])],
    entities: [
      ...new Set([
        ...places.flatMap(({ key }) => facts.parties.get(key)?.entityId ?? []),
        // Every place deals with every title: only one that was asked about tells something beside the places.
        ...(chosen === null ? [] : [all.titles.get(chosen)?.entityId ?? []].flat()),
      ]),
    ],
    links: [],
  }
}
const noMaterial = {
  zh: '没有印刷订单、出入库台账、网店订单或扣押清单。',
  en: 'There are no print orders, stock moves, shop orders or seizure lists.',
}
const noTitle = { zh: '材料中没有这部作品。', en: 'No row names this title.' }
function nothing(id: string, words: AnalysisNote['words']) {
  return { figures: [], tables: [], notes: [note('withheld', id, words)], entities: [], links: [] } as const
}
/** The rows of one title. */
function only(facts: GoodsFacts, title: string): GoodsFacts {
  const its = (row: { readonly title: string | null }): boolean => row.title === title
  return {
    ...facts,
    prints: facts.prints.filter(its),
    moves: facts.moves.filter(its),
    orders: facts.orders.filter(its),
    seized: facts.seized.filter(its),
  }
}
/** What was seized at each place, whatever it is: lines, volume and weight as the lists tell them. */
function siteMeasures(db: Db): ReadonlyMap<string, SiteMeasures> {
  const rows = exactly((sum) =>
    db
      .prepare<[], [number, number, string | null, string | null]>(
        `SELECT ${seenAs(db, 'r.e_place')}, COUNT(*), ${sum('r."volume"')}, ${sum('r."weight"')} FROM ${recordTable('seizure')} r WHERE r.duplicate_of IS NULL AND r.e_place IS NOT NULL GROUP BY 1`,
      )
      .raw()
      .all(),
  )
  const measured = (text: string | null): number | null => {
    const sum = readSum(text)
    return sum === null ? null : Number(sum) / 1000
  }
  return new Map(
    rows.map(([place, items, volume, weight]) => [
      `entity:${place}`,
      { items, volume: measured(volume), weight: measured(weight) },
    ]),
  )
}
function figuresOf(chains: readonly TitleChain[]): readonly AnalysisFigure[] {
  const sum = (of: (chain: TitleChain) => bigint): bigint =>
    chains.reduce((all, chain) => all + of(chain), 0n)
  const copies = (id: string, zh: string, en: string, of: (chain: TitleChain) => bigint): AnalysisFigure => ({
    ...column(id, 'count', zh, en, 'copy'),
    value: copiesCell(sum(of)),
  })
  const money = (id: string, zh: string, en: string, of: (chain: TitleChain) => bigint): AnalysisFigure => ({
    ...column(id, 'money', zh, en, 'yuan'),
    value: moneyCell(sum(of)),
  })
  return [
    {
      ...column('titles', 'count', '作品', 'Titles', 'work'),
      value: chains.filter(({ title }) => title !== '').length,
    },
    copies('printed', '印刷', 'Printed', (chain) => chain.printed),
    money('printedAmount', '印刷金额', 'Printing amount', (chain) => chain.printedAmount),
    copies('stored', '入库（自印厂）', 'Stored from printers', (chain) => chain.stored),
    copies('notStored', '印而未见入库', 'Printed, not shown stored', notStored),
    copies('moved', '发往自有', 'Moved to the own', (chain) => chain.moved),
    copies('wholesale', '批发', 'Wholesale', (chain) => chain.wholesale),
    money('wholesaleAmount', '批发金额', 'Wholesale amount', (chain) => chain.wholesaleAmount),
    copies('online', '网店售出', 'Sold online', (chain) => chain.online),
    money('onlineAmount', '网店金额', 'Online amount', (chain) => chain.onlineAmount),
    copies('refunded', '发货后全额退款', 'Shipped and refunded', (chain) => chain.returned),
    copies('seized', '扣押', 'Seized', (chain) => chain.seized),
    copies('soldAndSeized', '批发后又扣押', 'Sold and seized', (chain) => chain.soldAndSeized),
    copies('ends', '去向已明', 'Known ends', (chain) => chain.ends),
    copies('whereabouts', '去向不明', 'Whereabouts unknown', (chain) => chain.whereabouts),
    copies('unprinted', '至少另有印制', 'Printed besides, at least', (chain) => chain.unprinted),
  ]
}
/** The most single rows that a scope names. */
const mostPicked = 5_000
/** Figures open the rows they are made of; those that are worked out of others have none. */
function withRows(
  figures: readonly AnalysisFigure[],
  facts: GoodsFacts,
  places: readonly PlaceGoods[],
  chosen: string | null,
): readonly AnalysisFigure[] {
  const is = chosen === null ? [] : [titleIs(facts, chosen)]
  const roleOf = moveRoles(places)
  const picked = (role: MoveRole): readonly ScopeInput[] => {
    const ids = facts.moves.flatMap((move) => (roleOf(move) === role ? [move.recordId] : []))
    return ids.length === 0 || ids.length > mostPicked ? [] : [{ kind: 'stockMove', picked: ids }]
  }
  const rows: Readonly<Record<string, readonly ScopeInput[]>> = {
    printed: [printRows(...is)],
    printedAmount: [printRows(...is)],
    stored: picked('stored'),
    moved: picked('moved'),
    wholesale: [wholesaleRows(...is)],
    wholesaleAmount: [wholesaleRows(...is)],
    online: [soldRows(...is)],
    onlineAmount: [soldRows(...is)],
    refunded: [
      {
        kind: 'saleOrder',
        measure: 'online.amount',
        filter: [...is, { field: 'net', op: 'between', values: [null, 0] }],
      },
    ],
    seized: [seizedRowsOf(...is)],
  }
  return figures.map((figure) => {
    const its = rows[figure.id] ?? []
    return its.length === 0 ? figure : { ...figure, rows: its }
  })
}
function notesOf(db: Db, facts: GoodsFacts, chains: readonly TitleChain[]): readonly AnalysisNote[] {
  const missing = kinds.filter((kind) => !hasMaterial(db, kind))
  const withoutCopies = chains.reduce((sum, one) => sum + one.withoutCopies, 0)
  const unknownOrders = chains.reduce((sum, one) => sum + one.unknownOrders, 0)
  const unknownCopies = chains.reduce((sum, one) => sum + one.unknownCopies, 0n)
  const untitled = chains.find(({ title }) => title === '')
  const untold = facts.moves.filter(({ direction }) => direction === null).length
  const undated = facts.moves.filter(({ date }) => date === null).length
  const perhaps = facts.moves.filter(({ use }) => use === 'perhapsReturned').length
  const others = seizedRows(db).filter(
    (row) => row.copies !== null && row.copies !== 'undecided' && packedCopies(row) === null,
  )
  const open = seizedRows(db).filter(({ copies }) => copies === 'undecided')
  const conflicts = kinds.flatMap((id) => {
    const kind = recordKind(id)
    const count = kind === undefined ? 0 : conflictsOf(db, kind).length
    return count === 0 ? [] : [{ id, count }]
  })
  const notes: (AnalysisNote | null)[] = [
    missing.length === 0
      ? null
      : note('warn', 'part-without-material', {
          zh: `没有${missing.map((kind) => kindWords[kind].zh).join('、')}，相应环节不是零而是不知。`,
          en: `There are no ${missing.map((kind) => kindWords[kind].en).join(', ')}: that part is not zero but unknown.`,
        }),
    conflicts.length === 0
      ? null
      : note('warn', 'conflicting-rows', {
          zh: `有未决定的互相矛盾的行（${conflicts.map(({ id, count }) => `${kindWords[id].zh} ${count} 处`).join('、')}），按暂定成立的行计；认定指标给出其上下限。`,
          en: `Rows contradict each other undecided (${conflicts.map(({ id, count }) => `${kindWords[id].en}: ${count}`).join(', ')}); those that stand for now are counted, the measures say between what that lies.`,
        }),
    withoutCopies === 0
      ? null
      : note('warn', 'without-copies', {
          zh: `${withoutCopies} 行没有数量，不在任何份数中，缺口可能更小或更大。`,
          en: `${withoutCopies} rows tell no quantity and are in no count: gaps may be smaller or larger.`,
        }),
    unknownOrders === 0
      ? null
      : note('warn', 'unknown-orders', {
          zh: `${unknownOrders} 个订单状态、实付或数量不明（所载 ${minorOf(unknownCopies)} 份），未计为售出。`,
          en: `${unknownOrders} orders of unknown state, payment or quantity (${minorOf(unknownCopies)} copies as far as told) do not count as sold.`,
        }),
    untitled === undefined
      ? null
      : note('warn', 'untitled', {
          zh: `有的行未载作品，列为空名一行（印刷 ${minorOf(untitled.printed)}、售出 ${minorOf(untitled.online)} 份），各作品的缺口可能因此偏大。`,
          en: `Some rows name no title and stand in a line without one (printed ${minorOf(untitled.printed)}, sold ${minorOf(untitled.online)}): gaps of titles may be smaller for it.`,
        }),
    untold === 0
      ? null
      : note('warn', 'no-direction', {
          zh: `${untold} 行出入库未载方向，未计。`,
          en: `${untold} stock moves do not say whether in or out and are left out.`,
        }),
    undated === 0
      ? null
      : note('warn', 'undated', {
          zh: `${undated} 行出入库没有日期，推算时放在对缺口最有利的位置，不在曲线中。`,
          en: `${undated} stock moves have no date: they stand where they make no gap, and in no curve.`,
        }),
    perhaps === 0
      ? null
      : note('warn', 'perhaps-returned', {
          zh: `${perhaps} 行有金额的入库可能是买方退货，未从批发中扣除。`,
          en: `${perhaps} paid arrivals may be returns of buyers; they are not taken off wholesale.`,
        }),
    others.length === 0
      ? null
      : note('warn', 'other-units', {
          zh: `扣押中另有按其他单位计的：${byUnit(others).join('、')}，未折算，不在份数中。`,
          en: `Seized in other units and in no count: ${byUnit(others).join(', ')}.`,
        }),
    open.length === 0
      ? null
      : note('warn', 'undecided-things', {
          zh: `${open.length} 项扣押物是否为作品不明，未计。`,
          en: `Of ${open.length} seized items it is undecided whether they are copies of a work; they are left out.`,
        }),
    note('note', 'places-apart', {
      zh: '扣押场所与网店、往来方未认定为同一处的，各自计算；“至少另有来货”“未见去处”逐处推算，不可跨处相加为总缺口。',
      en: 'Sites of seizure that are not known to be a shop or another party stand by themselves; what came in or left unshown is told place by place and must not be added up over places.',
    }),
    note('note', 'payments', {
      zh: '付款只据印刷台账的文字，未与银行流水核对。',
      en: 'Payments are what the print list says; they were not compared with bank statements.',
    }),
  ]
  return notes.filter((entry) => entry !== null)
}
