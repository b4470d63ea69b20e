/** Devices, addresses and phones that several accounts or people share. */
import type { AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import type { Words } from '../../../shared/language.ts'
import { isPattern, keyUse } from '../../../shared/model/identityKeys.ts'
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import { holdersOf } from '../analysis/accounts.ts'
import { isDuring } from '../calls/phonesAsked.ts'
import type { AnalysisRunner } from '../core/analysis.ts'
import { column, countNote, EntityNames, pickedScopes, tableOf, toldNote } from '../entities/answers.ts'
import { columnOf, kindOf, roleColumnOf } from '../records/evidence.ts'
import { seenAs } from '../records/seenAs.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

type Sort = 'mac' | 'imei' | 'ip'
const sorts: readonly Sort[] = ['mac', 'imei', 'ip']
const sortWords: Readonly<Record<Sort, Words>> = {
  mac: { zh: 'MAC', en: 'MAC' },
  imei: { zh: '设备（IMEI）', en: 'Device (IMEI)' },
  ip: { zh: 'IP', en: 'IP' },
}
/** Where rows say from what an account was run: whose account it is, and the fields. */
const sources = [
  { kind: 'transfer', roles: ['own', 'ownPay'], fields: { mac: 'mac', ip: 'ip' } },
  { kind: 'login', roles: ['account', 'pay'], fields: { mac: 'mac', imei: 'deviceNumber', ip: 'ip' } },
  { kind: 'betSlip', roles: ['account'], fields: { ip: 'ip' } },
] as const satisfies readonly {
  readonly kind: string
  readonly roles: readonly string[]
  readonly fields: Partial<Record<Sort, string>>
}[]

interface Shared {
  readonly sort: Sort
  readonly value: string
  readonly accounts: Set<number>
  readonly byDay: Map<string, Set<number>>
  readonly records: Map<string, number[]>
  first: string | null
  last: string | null
}
/** Things several accounts share. */
export const runShared: AnalysisRunner<'shared'> = ({ db, checkCancelled }, { least, sameDay, span }) => {
  const { things, left, undated, considered } = gathered(db, span, checkCancelled)
  const most = ({ byDay }: Shared): number => Math.max(0, ...[...byDay.values()].map(({ size }) => size))
  const found = [...things.values()].filter((thing) => (sameDay ? most(thing) : thing.accounts.size) >= least)
  const named = new EntityNames(
    db,
    found.flatMap(({ accounts }) => [...accounts]),
  )
  const holders = holdersOf(db, [...new Set(found.flatMap(({ accounts }) => [...accounts]))])
  const lines = found.toSorted(
    (one, other) =>
      sorts.indexOf(one.sort) - sorts.indexOf(other.sort) ||
      most(other) - most(one) ||
      other.accounts.size - one.accounts.size ||
      compareTexts(one.value, other.value),
  )
  const { table: phones, alike } = phoneTable(db)
  return {
    figures: [],
    tables: [
      tableOf(
        {
          id: 'things',
          title: { zh: '同设备、同 IP 的账户', en: 'Accounts of one device or address' },
          columns: [
            column('sort', 'words', '种类', 'Sort'),
            column('value', 'text', '值', 'Value'),
            column('accounts', 'count', '账户数', 'Accounts'),
            column('most', 'count', '一天最多', 'Most on a day'),
            column('days', 'count', '达到个数的天数', 'Such days'),
            column('holders', 'count', '已知户主人数', 'Known holders'),
            column('withoutHolder', 'count', '户主不明账户', 'Accounts of unknown holder'),
            column('of', 'entities', '账户', 'Accounts'),
            column('first', 'time', '首次', 'First'),
            column('last', 'time', '末次', 'Last'),
          ],
        },
        lines,
        (thing) => {
          const names = [...thing.accounts].map((account) => holders.get(account) ?? '')
          return {
            key: `${thing.sort}:${thing.value}`,
            cells: [
              sortWords[thing.sort],
              thing.value,
              thing.accounts.size,
              most(thing),
              [...thing.byDay.values()].filter(({ size }) => size >= least).length,
              new Set(names.filter((name) => name !== '')).size,
              names.filter((name) => name === '').length,
              named.sortedCells(thing.accounts).slice(0, 50),
              thing.first,
              thing.last,
            ],
            rows: [...thing.records].flatMap(([kind, ids]) => pickedScopes(kind, ids)),
          }
        },
      ),
      phones,
    ],
    notes: [
      considered === 0
        ? toldNote(
            'warn',
            'no-marks',
            '没有一行流水、登录日志、注单写明 MAC、IMEI 或 IP：是否由同一设备、同一 IP 操作无从判断。',
            'No row of a statement, login or slip tells a MAC, an IMEI or an IP: whether accounts were run from one device or address cannot be told.',
          )
        : toldNote(
            'note',
            'considered',
            `写明 MAC、IMEI 或 IP 的 ${considered} 行参与比较。`,
            `${considered} ${considered === 1 ? 'row tells' : 'rows tell'} a MAC, an IMEI or an IP and ${considered === 1 ? 'takes' : 'take'} part.`,
          ),
      ...countNote(
        alike,
        'one-name',
        '{count} 个号码的几处登记是同一姓名，可能是同一人，未列为多人共用。',
        'Of {count} phones all entries have one name and may be one person; they are not listed as shared.',
      ),
      ...countNote(
        left,
        'no-value',
        '{count} 行的内网地址、默认 MAC、号码样式不用。',
        '{count} rows with inner addresses, default MACs or patterns are left out.',
      ),
      ...countNote(
        sameDay ? undated : 0,
        'no-day',
        '{count} 行没有日期，不能判断同一天，只在不限同一天时参与。',
        '{count} rows have no date and take part only without “on one day”.',
        'warn',
      ),
    ],
    entities: [...new Set(lines.slice(0, 50).flatMap(({ accounts }) => [...accounts]))],
    links: [],
  }
}
function gathered(
  db: Db,
  span: Parameters<typeof isDuring>[0],
  check: () => void,
): {
  readonly things: ReadonlyMap<string, Shared>
  readonly left: number
  readonly undated: number
  readonly considered: number
} {
  const things = new Map<string, Shared>()
  let [left, undated, rows, considered] = [0, 0, 0, 0]
  for (const { kind: kindId, roles, fields } of sources) {
    const kind = kindOf(recordKinds, kindId)
    const account = `COALESCE(${roles.map((role) => seenAs(db, roleColumnOf('r', role))).join(', ')}, NULL)`
    const told = Object.entries(fields) as [Sort, string][]
    const read = db
      .prepare<[], [recordId: number, account: number, time: string | null, ...values: (string | null)[]]>(
        `SELECT r.record_id, ${account}, ${kind.timeField === undefined ? 'NULL' : columnOf('r', kind.timeField)}, ${told.map(([, field]) => columnOf('r', field)).join(', ')}
         FROM ${recordTable(kindId)} r WHERE r.duplicate_of IS NULL AND ${account} IS NOT NULL AND (${told.map(([, field]) => `${columnOf('r', field)} IS NOT NULL`).join(' OR ')})`,
      )
      .raw()
    for (const [recordId, id, time, ...values] of read.iterate()) {
      if ((rows++ & 8191) === 0) check()
      if (!isDuring(span, time)) continue
      considered += 1
      if (time === null || time.length < 10) undated += 1
      told.forEach(([sort], place) => {
        const raw = values[place]
        if (raw === null || raw === undefined) return
        const value = usable(sort, raw)
        if (value === null) {
          left += 1
          return
        }
        addTo(things, { sort, value, id, time, kind: kindId, recordId })
      })
    }
  }
  return { things, left, undated, considered }
}
/** The value that tells one device or line, or null. */
function usable(sort: Sort, raw: string): string | null {
  if (sort === 'ip') return keyUse('ip', raw).use === 'case' ? raw : null
  if (sort === 'imei') {
    const body = raw.slice(0, 14)
    return /^\d{14}$/.test(body) && !isPattern(body) ? body : null
  }
  const digits = raw.toLowerCase().replace(/[^0-9a-f]/g, '')
  return digits.length !== 12 || /^(?:(.)\1{11}|020000000000)$/.test(digits) ? null : raw
}
interface Seen {
  readonly sort: Sort
  readonly value: string
  readonly id: number
  readonly time: string | null
  readonly kind: string
  readonly recordId: number
}
function addTo(things: Map<string, Shared>, { sort, value, id, time, kind, recordId }: Seen): void {
  const key = `${sort}:${value}`
  const thing = things.get(key) ?? {
    sort,
    value,
    accounts: new Set(),
    byDay: new Map<string, Set<number>>(),
    records: new Map<string, number[]>(),
    first: null,
    last: null,
  }
  things.set(key, thing)
  thing.accounts.add(id)
  const records = thing.records.get(kind)
  if (records === undefined) thing.records.set(kind, [recordId])
  else records.push(recordId)
  if (time === null) return
  if (time.length >= 10) {
    const day = time.slice(0, 10)
    const accounts = thing.byDay.get(day)
    if (accounts === undefined) thing.byDay.set(day, new Set([id]))
    else accounts.add(id)
  }
  if (thing.first === null || time < thing.first) thing.first = time
  if (thing.last === null || time > thing.last) thing.last = time
}
/** Phones that two or more people use or hold. */
function phoneTable(db: Db): { readonly table: AnalysisTable; readonly alike: number } {
  const rows = db
    .prepare<[], [phone: number, person: number, rule: string]>(
      `SELECT l.to_id, l.from_id, l.rule FROM links l JOIN entities p ON p.entity_id = l.to_id AND p.kind = 'phone' JOIN entities e ON e.entity_id = l.from_id AND e.kind = 'person' WHERE l.kind IN ('uses', 'holds') ORDER BY 1, 2`,
    )
    .raw()
  const phones = new Map<number, { readonly people: Set<number>; readonly kinds: Set<string> }>()
  for (const [phone, person, rule] of rows.iterate()) {
    const known = phones.get(phone) ?? { people: new Set(), kinds: new Set() }
    phones.set(phone, known)
    known.people.add(person)
    known.kinds.add(rule.slice(0, rule.indexOf('.')))
  }
  const several = [...phones].filter(([, { people }]) => people.size >= 2)
  const named = new EntityNames(
    db,
    several.flatMap(([phone, { people }]) => [phone, ...people]),
  )
  // A name alone makes nobody one, and nobody two either: people of one name count once here.
  const namesOf = (people: ReadonlySet<number>): number =>
    new Set([...people].map((person) => named.get(person)?.label ?? '')).size
  const shared = several.filter(([, { people }]) => namesOf(people) >= 2)
  const lines = shared.toSorted(
    ([one, left], [other, right]) =>
      namesOf(right.people) - namesOf(left.people) || compareTexts(named.key(one), named.key(other)),
  )
  const table = tableOf(
    {
      id: 'phones',
      title: { zh: '多人共用的号码', en: 'Phones of several people' },
      columns: [
        column('phone', 'entity', '号码', 'Phone'),
        column('people', 'count', '不同姓名', 'Names'),
        column('of', 'entities', '人员', 'People'),
      ],
    },
    lines,
    ([phone, { people, kinds }]) => ({
      key: named.key(phone),
      cells: [named.cell(phone), namesOf(people), named.sortedCells(people).slice(0, 50)],
      rows: [...kinds].toSorted().map((kind) => ({ kind, entity: phone })),
    }),
  )
  return { table, alike: several.length - shared.length }
}
