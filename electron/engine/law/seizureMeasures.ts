/** People of the register and what was seized. */
import { counted, countedSeen, rowsOf, summed, type MeasureDefinition } from './measure.ts'

const people = rowsOf('personRegister')
const items = rowsOf('seizure')
/** Item words; things that only belong to a phone are no phones. */
const isPhone = `(r."name" LIKE '%手机%' OR r."name" LIKE '%移动电话%' OR r."name" LIKE '%iPhone%')
  AND r."name" NOT LIKE '%手机卡%' AND r."name" NOT LIKE '%手机壳%' AND r."name" NOT LIKE '%手机盒%' AND r."name" NOT LIKE '%手机套%' AND r."name" NOT LIKE '%手机支架%' AND r."name" NOT LIKE '%手机充电%' AND r."name" NOT LIKE '%手机号%'`
const isCash = `r."name" LIKE '%现金%' AND (r."unit" IS NULL OR r."unit" IN ('元', '人民币', '人民币元', '元人民币'))`
const boxes = rowsOf('seizure', `r."unit" = '盒'`)
const phones = rowsOf('seizure', isPhone)
const cash = rowsOf('seizure', isCash)

export const seizureMeasures: readonly MeasureDefinition[] = [
  {
    id: 'people.count',
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
    unit: 'box',
    scopes: [boxes],
    figure: summed(boxes, 'quantity', 0),
    rule: { zh: '单位为“盒”的物品数量之和。', en: 'Sum of the quantities of items whose unit is 盒 (box).' },
  },
  {
    id: 'seizure.volume_m3',
    unit: 'm3',
    scopes: [rowsOf('seizure', 'r."volume" IS NOT NULL')],
    figure: summed(items, 'volume', 3, { emptyIsFine: true }),
    rule: { zh: '各物品行“体积(立方米)”之和。', en: 'Sum of the volumes (m³) of the item rows.' },
  },
  {
    id: 'seizure.weight_kg',
    unit: 'kg',
    scopes: [rowsOf('seizure', 'r."weight" IS NOT NULL')],
    figure: summed(items, 'weight', 3, { emptyIsFine: true }),
    rule: { zh: '各物品行“重量(公斤)”之和。', en: 'Sum of the weights (kg) of the item rows.' },
  },
  {
    id: 'seizure.phones',
    unit: 'phone',
    scopes: [phones],
    figure: summed(phones, 'quantity', 0),
    rule: {
      zh: '名称含“手机”的物品数量之和(手机卡、手机壳等配件不计)。',
      en: 'Sum of the quantities of items named 手机 (phone); cards, cases and other accessories are left out.',
    },
  },
  {
    id: 'seizure.cash',
    unit: 'yuan',
    scopes: [cash],
    figure: summed(cash, 'quantity', 0),
    rule: {
      zh: '名称含“现金”且单位为元的物品数量之和。',
      en: 'Sum of the quantities of items named 现金 (cash) in yuan.',
    },
  },
]
