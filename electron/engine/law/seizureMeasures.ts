/** People of the register and what was seized. */
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import type { MeasureRemark } from '../../../shared/contract/measures.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { countValue, moneyValue } from '../../../shared/model/figureValue.ts'
import { figureText } from '../../../shared/model/numberText.ts'
import { countingOf, titleKey, type Cash, type Counting } from '../../../shared/model/seizedThings.ts'
import type { Subject } from '../../../shared/model/subject.ts'
import type { Unit } from '../../../shared/words/units.ts'
import { converted } from './conversions.ts'
import {
  counted,
  countedSeen,
  hasMaterial,
  ofThousandths,
  ofWhole,
  remark,
  rowsOf,
  summed,
  told,
  untold,
  type Figure,
  type HeadlinePart,
  type MeasureDefinition,
  type MeasureScope,
} from './measure.ts'
import { byUnit, seizedRows, type SeizedRow } from './seizedGoods.ts'

const people = rowsOf('personRegister')
const items = rowsOf('seizure')
const of = (name: string, belongs: (row: SeizedRow) => boolean): MeasureScope => ({
  ...items,
  picked: {
    name,
    ids: (db) =>
      seizedRows(db)
        .filter(belongs)
        .map(({ recordId }) => recordId),
  },
})
/** Lines that are copies of a work in one of these units. */
const copiesIn = (name: string, ...countings: readonly Counting[]): MeasureScope =>
  of(name, ({ copies }) => isDecided(copies) && countings.includes(copies.counting))
const isDecided = <T>(found: T | 'undecided' | null): found is T => found !== null && found !== 'undecided'
const boxes = copiesIn('boxes', 'box')
const sets = copiesIn('sets', 'set')
const booklets = copiesIn('booklets', 'booklet')
const works = of('works', ({ copies }) => isDecided(copies) && copies.title !== null)
const phones = of('phones', ({ phone }) => phone === 'yes')
const cash = of('cash', (row) => isDecided(row.cash) && row.cash.currency === yuan)

/** Lines of which words do not tell whether they belong to a figure: how many, how much of them, which. */
function undecided(rows: readonly SeizedRow[], unit: Unit): MeasureRemark | null {
  if (rows.length === 0) return null
  const sum = rows.reduce((total, { quantity }) => total + BigInt(quantity ?? 0), 0n)
  return remark('undecided-things', {
    count: rows.length,
    figures: unit === 'yuan' || sum === 0n ? [] : [{ value: countValue(sum), unit }],
    names: namesOf(rows),
  })
}
const namesOf = (rows: readonly SeizedRow[]): readonly string[] => [
  ...new Set(rows.map(({ name, quantity, unit }) => `${name} ${quantity ?? ''}${unit ?? ''}`.trim())),
]
function phoneFigure(db: Db, within: Subject): Figure {
  const { value, why } = summed(phones, 'quantity', ofWhole)(db, within)
  const open = seizedRows(db).filter(({ phone }) => phone === 'undecided')
  return { value, why: [...why, ...[undecided(open, 'phone')].filter((entry) => entry !== null)] }
}
function cashFigure(db: Db): Figure {
  if (!hasMaterial(db, 'seizure')) return untold('no-material')
  const rows = seizedRows(db)
  const decided = rows.flatMap(({ cash: found }) => (isDecided(found) ? [found] : []))
  const sums = Map.groupBy(decided, ({ currency }) => currency)
  const sumOf = (found: readonly Cash[]): bigint => found.reduce((total, { sum }) => total + sum, 0n)
  const foreign = [...sums].filter(([currency]) => currency !== yuan)
  return told(moneyValue(sumOf(sums.get(yuan) ?? [])), [
    undecided(
      rows.filter((row) => row.cash === 'undecided'),
      'yuan',
    ),
    foreign.length === 0
      ? null
      : remark('other-currencies', {
          count: foreign.reduce((total, [, found]) => total + found.length, 0),
          names: foreign.map(([currency, found]) => `${currency} ${figureText(moneyValue(sumOf(found)))}`),
        }),
  ])
}
/** Copies of works in some units, with what is left out: other units of the same works, goods that are none, what cannot be told. */
function copiesFigure(
  unit: Unit,
  scope: MeasureScope,
  ...countings: readonly Counting[]
): MeasureDefinition['figure'] {
  return (db) => {
    if (!hasMaterial(db, 'seizure')) return untold('no-material')
    const rows = seizedRows(db)
    const own = rows.filter(({ copies }) => isDecided(copies) && countings.includes(copies.counting))
    const read = own.flatMap(({ copies }) => (isDecided(copies) ? (copies.quantity ?? []) : []))
    if (own.length > 0 && read.length === 0) return untold(remark('no-value', { count: own.length }))
    const sameUnit = (row: SeizedRow): boolean => countings.includes(countingOf(row.unit))
    const goods = rows.filter((row) => row.copies === null && row.unit === '盒' && sameUnit(row))
    return told(countValue(read.reduce((total, quantity) => total + BigInt(quantity), 0n)), [
      read.length < own.length ? remark('rows-without-value', { count: own.length - read.length }) : null,
      undecided(
        rows.filter((row) => row.copies === 'undecided' && sameUnit(row)),
        unit,
      ),
      converted(db, scope),
      // A count that the case does not use is not told of all the others.
      own.length > 0 || unit === 'box' ? otherUnits(rows, countings) : null,
      goods.length === 0
        ? null
        : remark('other-goods', {
            count: goods.length,
            figures: [
              {
                value: countValue(goods.reduce((total, { quantity }) => total + BigInt(quantity ?? 0), 0n)),
                unit,
              },
            ],
            names: namesOf(goods),
          }),
    ])
  }
}
/** Copies of works that stand in units other than these. */
function otherUnits(rows: readonly SeizedRow[], countings: readonly Counting[]): MeasureRemark | null {
  const others = rows.filter(({ copies }) => isDecided(copies) && !countings.includes(copies.counting))
  return others.length === 0 ? null : remark('other-units', { count: others.length, names: byUnit(others) })
}
function worksFigure(db: Db): Figure {
  if (!hasMaterial(db, 'seizure')) return untold('no-material')
  const rows = seizedRows(db)
  const titles = new Set(
    rows.flatMap(({ copies }) =>
      isDecided(copies) && copies.title !== null ? [titleKey(copies.title)] : [],
    ),
  )
  const untitled = rows.filter(({ copies }) => isDecided(copies) && copies.title === null)
  return told(countValue(BigInt(titles.size)), [
    untitled.length === 0 ? null : remark('untitled-copies', { count: untitled.length }),
    undecided(
      rows.filter(({ copies }) => copies === 'undecided'),
      'item',
    ),
  ])
}

const mostParts = 5

/** People of the register by their part in the case, most first; the same people `people.count` counts. */
function peopleByRole(db: Db): readonly HeadlinePart[] {
  return db
    .prepare<[number], HeadlinePart>(
      `
    SELECT role AS label, count(*) AS count FROM (
      SELECT ${seenAs(db, 'r.e_person')} AS person, min(r."role") AS role FROM ${recordTable('personRegister')} r WHERE r.duplicate_of IS NULL AND r.e_person IS NOT NULL GROUP BY 1)
    WHERE role IS NOT NULL GROUP BY role ORDER BY count DESC, label LIMIT ?`,
    )
    .all(mostParts)
}

/** Sites by sort: the name up to its number, 印刷厂 of 印刷厂1号. */
function sitesBySort(db: Db): readonly HeadlinePart[] {
  const names = db
    .prepare<[], string>(
      `SELECT e.label FROM entities e WHERE e.entity_id IN (SELECT ${seenAs(db, 'r.e_place')} FROM ${recordTable('seizure')} r WHERE r.duplicate_of IS NULL AND r.e_place IS NOT NULL)`,
    )
    .pluck()
    .all()
  const counts = new Map<string, number>()
  for (const name of names) {
    const sort = /^(.*?\D)\s*[(（]?\d+\s*[号#]?[)）]?$/u.exec(name)?.[1] ?? name
    counts.set(sort, (counts.get(sort) ?? 0) + 1)
  }
  return [...counts]
    .map(([label, count]) => ({ label, count }))
    .toSorted((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
    .slice(0, mostParts)
}

const threeUnits = {
  zh: '盒（套）、册、部三种计数并列，以何者为准由办案人选定：法释〔2025〕5号第13条以“份（张）”“件（部）”计，盒装作品按盒还是按册无明文（推断，待核）。',
  en: 'Boxes (sets), booklets and works stand side by side for the case officer to choose: Fa Shi [2025] No. 5 art. 13 counts 份(张) and 件(部) and does not say how boxed works are counted (inferred, to be checked).',
} as const

export const seizureMeasures: readonly MeasureDefinition[] = [
  {
    id: 'people.count',
    nameZh: '涉案人员',
    nameEn: 'People',
    headline: { place: 10, parts: peopleByRole },
    unit: 'person',
    scopes: [people],
    figure: countedSeen(people, 'r.e_person'),
    rule: {
      zh: '人员登记表中的人员，有效证件号码相同的为一人；没有的，姓名与其他各项所述全部相同且其中有号码（或出生日期与住址）的为一人，否则每行各计一人；已认定为同一人的只计一次。',
      en: 'Persons in the register: rows of one valid ID number are one; without it, rows that agree in name and all that is said, a number (or birth and address) among it; every other row is one of its own; persons claimed to be one count once.',
    },
  },
  {
    id: 'sites.count',
    nameZh: '扣押场所',
    nameEn: 'Sites',
    headline: { place: 20, parts: sitesBySort },
    unit: 'site',
    scopes: [rowsOf('seizure', 'r.e_place IS NOT NULL')],
    figure: countedSeen(items, 'r.e_place'),
    rule: {
      zh: '扣押清单中的不同场所数（以工作表名或“场所”列为准）。',
      en: 'Different sites in the seizure lists (sheet name or site column).',
    },
  },
  {
    id: 'seizure.items',
    nameZh: '扣押物品行',
    nameEn: 'Seized items',
    headline: { place: 170 },
    unit: 'item',
    scopes: [items],
    figure: counted(items),
    rule: {
      zh: '扣押清单的物品行数；标题、合计、签名行不计，重复行只计一次。',
      en: 'Item rows of the seizure lists; titles, totals and signatures are no items, a repeated row counts once.',
    },
  },
  {
    id: 'seizure.boxes',
    nameZh: '扣押盒数',
    nameEn: 'Boxes seized',
    headline: { place: 30, beside: ['seizure.items'] },
    unit: 'box',
    scopes: [boxes],
    figure: copiesFigure('box', boxes, 'box'),
    rule: {
      zh: '单位为“盒”（含写在数量格内的“50盒”）的作品复制品数量之和。作品按《》内或案内已知的作品名、货品用语（剧本、图书、光盘等）认定；茶叶等其他盒装物品不计，无法判断的列明。',
      en: 'Copies of works in boxes (盒, also where it stands in the cell of the quantity). A work is told by 《》, a title the case knows, or words of such goods; tea in boxes is none, what cannot be told is named.',
    },
  },
  {
    id: 'seizure.sets',
    nameZh: '扣押套数',
    nameEn: 'Sets seized',
    unit: 'set',
    scopes: [sets],
    figure: copiesFigure('set', sets, 'set'),
    rule: {
      zh: `单位为“套”“份”“部”的作品复制品数量之和。${threeUnits.zh}`,
      en: `Copies of works in sets (套, 份, 部). ${threeUnits.en}`,
    },
  },
  {
    id: 'seizure.booklets',
    nameZh: '扣押册数',
    nameEn: 'Booklets seized',
    unit: 'booklet',
    scopes: [booklets],
    figure: copiesFigure('booklet', booklets, 'booklet'),
    rule: {
      zh: `单位为“册”“本”的作品复制品数量之和；账本、笔记本不是作品。${threeUnits.zh}`,
      en: `Copies of works in booklets (册, 本); account books are no works. ${threeUnits.en}`,
    },
  },
  {
    id: 'seizure.works',
    nameZh: '扣押作品部数',
    nameEn: 'Works seized',
    unit: 'work',
    scopes: [works],
    figure: worksFigure,
    rule: {
      zh: `扣押清单中不同作品的数量（件、部），同名作品计一部。${threeUnits.zh}`,
      en: `Different works in the seizure lists, each title once. ${threeUnits.en}`,
    },
  },
  {
    id: 'seizure.volume_m3',
    nameZh: '扣押物品体积',
    nameEn: 'Volume seized',
    headline: { place: 40, beside: ['seizure.weight_kg'] },
    unit: 'm3',
    scopes: [rowsOf('seizure', 'r."volume" IS NOT NULL')],
    adds: 'volume',
    figure: summed(items, 'volume', ofThousandths, { emptyIsFine: true }),
    rule: { zh: '各物品行“体积（立方米）”之和。', en: 'Sum of the volumes (m³) of the item rows.' },
  },
  {
    id: 'seizure.weight_kg',
    nameZh: '扣押物品重量',
    nameEn: 'Weight seized',
    unit: 'kg',
    scopes: [rowsOf('seizure', 'r."weight" IS NOT NULL')],
    adds: 'weight',
    figure: summed(items, 'weight', ofThousandths, { emptyIsFine: true }),
    rule: { zh: '各物品行“重量（公斤）”之和。', en: 'Sum of the weights (kg) of the item rows.' },
  },
  {
    id: 'seizure.phones',
    nameZh: '扣押手机',
    nameEn: 'Phones seized',
    unit: 'phone',
    scopes: [phones],
    figure: phoneFigure,
    rule: {
      zh: '按物品本身判断：手机及各品牌型号（OPPO R11、苹果14 等）的数量之和，括号内的说明不影响；充值卡、SIM 卡、数据线、电池、屏幕、充电器、壳、照片等不是手机。无法判断的不计，列明项数。',
      en: 'Sum of the quantities of what is itself a phone (手机, makes with a model); what stands in brackets does not matter. Cards, cables, batteries, screens, chargers, cases and photos of phones are none; what cannot be told is left out and named.',
    },
  },
  {
    id: 'seizure.cash',
    nameZh: '扣押现金',
    nameEn: 'Cash seized',
    unit: 'yuan',
    scopes: [cash],
    figure: cashFigure,
    rule: {
      zh: '人民币现金金额之和，单位元、万元、角、分及写在名称、数量格内的金额都读；外币按币种另列，不折算；缴款单、支票、账册、账户与钱包余额、存款、冻结款、数字人民币、假币不是现金，金额或币种无法判断的列明。',
      en: 'Sum of the cash in yuan, whether the amount stands in quantity and unit, in the cell or in the name; other currencies are named apart and not converted; slips, cheques, balances, deposits, frozen sums and counterfeits are no cash, what cannot be told is named.',
    },
  },
]
