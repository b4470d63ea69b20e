/** Phones, addresses, shops, payers and missing lists as the list of evidence to be produced has them. */
import type { AnalysisTable } from '../../../shared/contract/analyses/result.ts'
import type { Words } from '../../../shared/language.ts'
import type { ScopeInput } from '../../../shared/contract/scope.ts'
import { column, EntityNames, namesOnce, pickedScopes, tableOf } from '../entities/answers.ts'
import { readEntities } from '../entities/entityRows.ts'
import type { Db } from '../store/db.ts'
import type { WantedAccount } from './accountsWanted.ts'
import { institutionText, ofPhone } from './institutions.ts'
import { lastDayOf, type MissingPeriod } from './periodsWanted.ts'
import { phonesWithoutList } from './phonesWanted.ts'
import { placesWanted } from './placesWanted.ts'
import { compareTexts } from '../../../shared/model/textOrder.ts'

export interface EvidenceLine {
  /** Order among the sorts: what most hangs on first. */
  readonly sort: number
  readonly weight: number
  readonly entityId: number
  readonly key: string
  readonly institution: string
  readonly basis: Words
  readonly name: Words
  readonly features: Words
  readonly remark: Words
  readonly rows: readonly ScopeInput[]
}
interface Question {
  readonly connects: number
  readonly contacts: number
  readonly periods: readonly MissingPeriod[]
  readonly channels: readonly WantedAccount[]
}
const period = (first: string | null, last: string | null): Words =>
  first === null
    ? { zh: '起止：材料未见', en: 'Period: not in the material' }
    : {
        zh: `材料所见 ${first.slice(0, 10)} 至 ${(last ?? first).slice(0, 10)}`,
        en: `Seen ${first.slice(0, 10)} to ${(last ?? first).slice(0, 10)}`,
      }

/** Every line, in order. */
export function evidenceLines(
  db: Db,
  { connects, contacts, periods, channels }: Question,
): readonly EvidenceLine[] {
  const phones = phonesWithoutList(db, { connects, contacts })
  const places = placesWanted(db, connects)
  const entities = readEntities(db, [
    ...phones.flatMap(({ entityId, registered }) => [entityId, ...registered]),
    ...places.map(({ entityId }) => entityId),
    ...periods.map(({ entityId }) => entityId),
    ...channels.map(({ entityId }) => entityId),
  ])
  const label = (id: number): string => entities.get(id)?.label ?? ''
  const key = (id: number): string => entities.get(id)?.key ?? ''
  const lines = [
    ...phones.map((phone): EvidenceLine => {
      const number = label(phone.entityId)
      const institution = ofPhone(number)
      const people = phone.registered.length === 0 ? null : namesOnce(phone.registered.map(label))
      return {
        sort: 0,
        weight: phone.contacts,
        entityId: phone.entityId,
        key: `phone|${key(phone.entityId)}`,
        institution: institutionText(institution),
        basis: institution.basis,
        name: {
          zh: `号码 ${number} 的机主登记资料与通话详单`,
          en: `Subscriber and list of calls of ${number}`,
        },
        features: period(phone.first, phone.last),
        remark: {
          zh: [
            ...(phone.phones.size > 0
              ? [`与 ${phone.phones.size} 个有话单的号码联系 ${phone.contacts} 次`]
              : []),
            ...(people === null ? [] : [`登记由${people.zh}使用`]),
            '本机话单未调取',
          ].join('；'),
          en: [
            ...(phone.phones.size > 0
              ? [`in touch with ${phone.phones.size} listed phones, ${phone.contacts} times`]
              : []),
            ...(people === null ? [] : [`registered of ${people.en}`]),
            'its own list is missing',
          ].join('; '),
        },
        rows: pickedScopes('call', phone.recordIds),
      }
    }),
    ...periods.map(({ entityId, from, to, months }): EvidenceLine => {
      const institution = ofPhone(label(entityId))
      return {
        sort: 1,
        weight: months,
        entityId,
        key: `period|${key(entityId)}|${from}`,
        institution: institutionText(institution),
        basis: institution.basis,
        name: {
          zh: `号码 ${label(entityId)} 的通话详单（补调）`,
          en: `List of calls of ${label(entityId)}, missing part`,
        },
        features: { zh: `${from}-01 至 ${lastDayOf(to)}`, en: `${from}-01 to ${lastDayOf(to)}` },
        remark: {
          zh: `已调取的话单在首末月之间有 ${months} 个月没有行`,
          en: `the list at hand has ${months} months without a row between its first and last`,
        },
        rows: [{ kind: 'call', entity: entityId }],
      }
    }),
    ...channels.map((channel): EvidenceLine => ({
      sort: 2,
      weight: channel.in.count + channel.out.count,
      entityId: channel.entityId,
      key: `channel|${key(channel.entityId)}`,
      institution: channel.holder === '' ? label(channel.entityId) : channel.holder,
      basis: { zh: '对手户名', en: 'name of the other side' },
      name: {
        zh: `经“${channel.holder === '' ? label(channel.entityId) : channel.holder}”收付的真实对手与订单明细`,
        en: `Who stands behind payments through ${label(channel.entityId)}`,
      },
      features: period(channel.first, channel.last),
      remark: {
        zh: `通道户，材料中与其往来 ${channel.in.count + channel.out.count} 笔，真实对手不在银行流水内`,
        en: `third-party payer, ${channel.in.count + channel.out.count} rows; who is behind it no statement tells`,
      },
      rows: [...channel.kinds].toSorted().map((kind) => ({ kind, entity: channel.entityId })),
    })),
    ...places.map((place): EvidenceLine => ({
      sort: 3,
      weight: place.kind === 'ip' ? place.accounts.length : place.count,
      entityId: place.entityId,
      key: `${place.kind}|${key(place.entityId)}`,
      institution: '不明',
      basis:
        place.kind === 'ip'
          ? { zh: '以 IP 归属查询确定接入商', en: 'by a look-up of the address' }
          : { zh: '以订单所在平台确定', en: 'by the platform of the orders' },
      name:
        place.kind === 'ip'
          ? {
              zh: `IP ${label(place.entityId)} 的用户登记与上网日志`,
              en: `Subscriber behind ${label(place.entityId)}`,
            }
          : {
              zh: `网店“${label(place.entityId)}”的经营人登记、绑定账户与结算流水`,
              en: `Who runs the shop ${label(place.entityId)}, its accounts and settlements`,
            },
      features: period(place.first, place.last),
      remark:
        place.kind === 'ip'
          ? {
              zh: `${place.accounts.length} 个账号由此登录 ${place.count} 次；查询须附精确到秒的时间（移动网络另附端口）`,
              en: `${place.accounts.length} accounts logged in from it, ${place.count} times; give seconds, and ports of mobile networks`,
            }
          : {
              zh: `销售 ${place.count} 单，材料中没有经营人`,
              en: `${place.count} orders, nobody is known behind it`,
            },
      rows: place.kinds.map((kind) => ({ kind, entity: place.entityId })),
    })),
  ]
  return lines.toSorted(
    (one, other) =>
      one.sort - other.sort ||
      compareTexts(one.institution, other.institution) ||
      other.weight - one.weight ||
      compareTexts(one.key, other.key),
  )
}
/** In the columns of the list of evidence to be produced, with whom to ask beside it. */
export function evidenceTable(db: Db, lines: readonly EvidenceLine[]): AnalysisTable {
  const named = new EntityNames(
    db,
    lines.map(({ entityId }) => entityId),
  )
  return tableOf(
    {
      id: 'evidence',
      title: { zh: '调取证据清单', en: 'Evidence to be produced' },
      columns: [
        column('number', 'count', '编号', 'No.'),
        column('name', 'words', '名称', 'Name'),
        column('quantity', 'words', '数量', 'Quantity'),
        column('features', 'words', '特征', 'Features'),
        column('remark', 'words', '备注', 'Remark'),
        column('institution', 'text', '持有单位', 'Held by'),
        column('basis', 'words', '单位识别依据', 'How it is known'),
        column('entity', 'entity', '对象', 'Of'),
      ],
    },
    lines,
    ({ key, name, features, remark, institution, basis, entityId, rows }, place) => ({
      key,
      cells: [
        place + 1,
        name,
        { zh: '壹份', en: 'one' },
        features,
        remark,
        institution,
        basis,
        named.cell(entityId),
      ],
      rows,
    }),
  )
}
