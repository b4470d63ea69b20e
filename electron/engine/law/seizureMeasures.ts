/** People of the register and what was seized. */
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import {
  counted,
  countedSeen,
  ofThousandths,
  ofWhole,
  ofYuan,
  rowsOf,
  summed,
  type HeadlinePart,
  type MeasureDefinition,
} from './measure.ts'

const people = rowsOf('personRegister')
const items = rowsOf('seizure')
/** Item words; things that only belong to a phone are no phones. */
const isPhone = `(r."name" LIKE '%手机%' OR r."name" LIKE '%移动电话%' OR r."name" LIKE '%iPhone%')
  AND r."name" NOT LIKE '%手机卡%' AND r."name" NOT LIKE '%手机壳%' AND r."name" NOT LIKE '%手机盒%' AND r."name" NOT LIKE '%手机套%' AND r."name" NOT LIKE '%手机支架%' AND r."name" NOT LIKE '%手机充电%' AND r."name" NOT LIKE '%手机号%'`
const isCash = `r."name" LIKE '%现金%' AND (r."unit" IS NULL OR r."unit" IN ('元', '人民币', '人民币元', '元人民币'))`
const boxes = rowsOf('seizure', `r."unit" = '盒'`)
const phones = rowsOf('seizure', isPhone)
const cash = rowsOf('seizure', isCash)

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
      zh: '人员登记表中的人员,按身份证号码去重;没有身份证号码的按姓名去重;已认定为同一人的只计一次。',
      en: 'Persons in the register, each ID number once; persons without one, each name once; persons claimed to be one count once.',
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
      zh: '扣押清单中的不同场所数(以工作表名或“场所”列为准)。',
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
      zh: '扣押清单的物品行数;标题、合计、签名行不计,重复行只计一次。',
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
    figure: summed(boxes, 'quantity', ofWhole),
    rule: { zh: '单位为“盒”的物品数量之和。', en: 'Sum of the quantities of items whose unit is 盒 (box).' },
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
    rule: { zh: '各物品行“体积(立方米)”之和。', en: 'Sum of the volumes (m³) of the item rows.' },
  },
  {
    id: 'seizure.weight_kg',
    nameZh: '扣押物品重量',
    nameEn: 'Weight seized',
    unit: 'kg',
    scopes: [rowsOf('seizure', 'r."weight" IS NOT NULL')],
    adds: 'weight',
    figure: summed(items, 'weight', ofThousandths, { emptyIsFine: true }),
    rule: { zh: '各物品行“重量(公斤)”之和。', en: 'Sum of the weights (kg) of the item rows.' },
  },
  {
    id: 'seizure.phones',
    nameZh: '扣押手机',
    nameEn: 'Phones seized',
    unit: 'phone',
    scopes: [phones],
    figure: summed(phones, 'quantity', ofWhole),
    rule: {
      zh: '名称含“手机”的物品数量之和(手机卡、手机壳等配件不计)。',
      en: 'Sum of the quantities of items named 手机 (phone); cards, cases and other accessories are left out.',
    },
  },
  {
    id: 'seizure.cash',
    nameZh: '扣押现金',
    nameEn: 'Cash seized',
    unit: 'yuan',
    scopes: [cash],
    figure: summed(cash, 'quantity', ofYuan),
    rule: {
      zh: '名称含“现金”且单位为元的物品数量之和。',
      en: 'Sum of the quantities of items named 现金 (cash) in yuan.',
    },
  },
]
