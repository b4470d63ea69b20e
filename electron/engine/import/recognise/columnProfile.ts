/** What the values of a column look like, whatever its header says: a header that they contradict is not believed, a nameless column may be known by them. */
import type { Field } from '../../../../shared/model/define.ts'
import { parseDirection } from '../../../../shared/model/directions.ts'
import { readPhrase } from '../../../../shared/model/headerPhrase.ts'
import { cleanHeader } from '../../../../shared/model/headers.ts'
import { luhnHolds } from '../../../../shared/model/identifiers.ts'
import { parseTime } from '../../../../shared/model/times.ts'
import { marks, type RawRow } from '../formats/cells.ts'

/** Shapes a text may have; one may have several. */
const shapes = {
  /** Written as a moment; a run of digits alone is a `stamp`. */
  time: (text) => /\d\D/.test(text) && !/^\d{1,7}\.\d+$/.test(text) && parseTime(text) !== null,
  /** Eight to fourteen digits that are a moment of our times, which account numbers are not row after row. */
  stamp: (text) => /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{6})?$/.test(text),
  /** Anything that is read as a moment, a run of digits too: what a column of moments may hold, whatever else it looks like. */
  moment: (text) => parseTime(text) !== null,
  clock: (text) => /^\d{1,2}[:.时]\d{1,2}(?:[:.分]\d{1,2}秒?)?$/.test(text),
  number: (text) => /^[-+¥￥$]?\s?[\d,]+(?:\.\d+)?(?:元)?$/.test(text),
  decimal: (text) => /^[-+¥￥$]?\s?[\d,]*\.\d{1,4}(?:元)?$/.test(text),
  small: (text) => /^\d{1,4}$/.test(text),
  digits: (text) => /^[\d*xX][\d*\s-]{10,28}[\dxX*]$/.test(text),
  card: (text) => /^62\d{14,17}$/.test(text) || (/^\d{16,19}$/.test(text) && luhnHolds(text)),
  idNumber: (text) => /^\d{17}[\dXx]$/.test(text) || /^\d{6}[\d*]{8,11}[\dXx]$/.test(text),
  phone: (text) => /^(?:\+?86|0086)?-?1[3-9]\d{9}$/.test(text),
  imei: (text) => /^\d{14,16}$/.test(text),
  ip: (text) =>
    /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(text) || /^(?=.*(?:::|(?:.*:){4}))[\da-f:]+$/i.test(text),
  mac: (text) => /^(?:[\da-f]{2}[-:]?){5}[\da-f]{2}$/i.test(text),
  wallet: (text) => /^(?:0x[\da-f]{40}|T[1-9A-HJ-NP-Za-km-z]{30,35}|[13b][\da-zA-Z]{25,61})$/i.test(text),
  domain: (text) => /^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:[/?:].*)?$/i.test(text) && /[a-z]/i.test(text),
  email: (text) => /^[^@\s]+@[^@\s]+$/.test(text),
  plate: (text) => /^[\u4e00-\u9fa5][A-Z][A-Z0-9·]{5,7}$/i.test(text),
  direction: (text) => text.length <= 6 && ['in', 'out'].includes(parseDirection(text) ?? ''),
  han: (text) => /\p{Script=Han}/u.test(text),
  /** Words only. */
  words: (text) => !/\d/.test(text) && /\p{L}/u.test(text),
  name: (text) =>
    /^[\p{Script=Han}·•]{2,6}$/u.test(text) || /(?:公司|商行|中心|工厂|有限|支付|银行|超市|店)$/u.test(text),
  login: (text) => /^[A-Za-z][\w.@-]{1,30}$/.test(text) || /^[\w]{3,20}$/.test(text),
  /** A name of columns: a word that headers are made of. */
  label: isLabel,
} as const satisfies Readonly<Record<string, (text: string) => boolean>>
export type Shape = keyof typeof shapes

function isLabel(text: string): boolean {
  if (text.length < 2 || text.length > 12 || /\d/.test(text)) return false
  const { readings } = readPhrase(cleanHeader(text))
  return readings.some(({ words }) => words.some((word) => telling.has(word)))
}
/** Words that name a column and are no value of one. */
const telling: ReadonlySet<string> = new Set([
  'idNumber',
  'phone',
  'home',
  'residence',
  'address',
  'birth',
  'sex',
  'charge',
  'restraint',
  'priors',
  'education',
  'nation',
  'fullName',
  'account',
  'card',
  'money',
  'balance',
  'time',
  'date',
  'serial',
  'memo',
  'remark',
  'wechat',
  'qq',
  'email',
  'job',
  'employer',
  'quantity',
  'price',
  'unit',
  'number',
])

const looked = 60
export class ColumnProfile {
  private readonly texts: readonly string[]
  private readonly known = new Map<Shape, number>()
  /** Values of a date or a number cell, which are what they are. */
  readonly dates: number
  constructor(rows: readonly RawRow[], column: number) {
    const texts: string[] = []
    let dates = 0
    for (const row of rows) {
      const text = (row.cells[column] ?? '').trim()
      if (text === '' || text === '-' || text === '--' || text === '/' || text === '无') continue
      texts.push(text.normalize('NFKC'))
      if (row.marks?.[column] === marks.date) dates += 1
      if (texts.length >= looked) break
    }
    this.texts = texts
    this.dates = texts.length === 0 ? 0 : dates / texts.length
  }
  get filled(): number {
    return this.texts.length
  }
  /** Share of the values that have a shape, 0 for an empty column. */
  share(shape: Shape): number {
    let share = this.known.get(shape)
    if (share === undefined) {
      const holds: (text: string) => boolean = shapes[shape]
      share = this.texts.length === 0 ? 0 : this.texts.filter(holds).length / this.texts.length
      this.known.set(shape, share)
    }
    return share
  }
  /** Share of the values that stand once only. */
  get distinct(): number {
    return this.texts.length === 0 ? 0 : new Set(this.texts).size / this.texts.length
  }
  /** Whether it counts its rows: 1, 2, 3 … */
  get counts(): boolean {
    return (
      this.texts.length >= 2 &&
      this.texts.every(
        (text, index) =>
          text.length <= 6 && (index === 0 || Number(text) === Number(this.texts[index - 1]) + 1),
      )
    )
  }
}

const most = 0.8
/** Whether the values cannot be what the field holds. In doubt false: a header is believed unless nearly all its values speak against it. */
export function contradicts(field: Field, profile: ColumnProfile): boolean {
  if (profile.filled === 0) return false
  const are = (...wanted: readonly Shape[]): boolean => wanted.some((shape) => profile.share(shape) >= most)
  const moment = (): boolean => profile.dates >= most || are('time', 'stamp', 'clock')
  switch (field.type) {
    case 'card':
    case 'account':
      return (
        profile.filled > 1 &&
        (moment() || are('decimal', 'ip') || (are('words') && are('han')) || profile.counts)
      )
    case 'phone':
      return (
        profile.filled > 1 &&
        (profile.dates >= most || are('time', 'words', 'decimal', 'ip') || profile.counts)
      )
    case 'idNumber':
    case 'creditCode':
      return (
        profile.filled > 1 &&
        (profile.dates >= most || are('time', 'phone', 'decimal', 'small') || (are('words') && are('han')))
      )
    case 'wallet':
      return profile.share('wallet') < 0.2
    case 'name':
      return (
        profile.filled > 1 &&
        (moment() ||
          are('digits', 'phone', 'decimal', 'ip', 'wallet') ||
          (profile.share('label') >= 0.6 && profile.filled > 2))
      )
    case 'ip':
      return profile.share('ip') < 0.2 && (moment() || are('han', 'small', 'words'))
    case 'mac':
      return profile.share('mac') < 0.2 && (moment() || are('han', 'decimal', 'ip'))
    case 'imei':
    case 'imsi':
      return moment() || are('han', 'decimal', 'ip')
    case 'time':
    case 'date':
      return (
        profile.dates < 0.2 &&
        (are('words') || (are('digits') && !are('time', 'moment')) || are('ip', 'phone'))
      )
    case 'money':
    case 'decimal':
    case 'integer':
    case 'percent':
      return (
        profile.dates >= most ||
        are('ip', 'phone') ||
        (are('time') && !are('number')) ||
        (field.type === 'money' && (are('card') || (are('words') && are('name') && !are('label'))))
      )
    case 'direction':
      return are('digits', 'phone', 'decimal', 'ip') || moment()
    case 'plate':
    case 'email':
    case 'domain':
      return moment() || are('digits', 'phone', 'decimal')
    default:
      return false
  }
}

/** Whether the values alone say that they may be the field's: only what cannot be mistaken. */
export function supports(field: Field, profile: ColumnProfile): boolean {
  if (profile.filled < 2 || contradicts(field, profile)) return false
  const are = (shape: Shape): boolean => profile.share(shape) >= 0.9
  switch (field.type) {
    case 'time':
    case 'date':
      return profile.dates >= 0.9 || are('time') || are('stamp')
    case 'money':
    case 'decimal':
      return (
        are('number') &&
        !are('digits') &&
        !are('stamp') &&
        !profile.counts &&
        (are('decimal') || field.type === 'decimal')
      )
    case 'integer':
      return are('small') && !profile.counts
    case 'phone':
      return are('phone')
    case 'idNumber':
      return are('idNumber')
    case 'card':
    case 'account':
      return are('card')
    case 'ip':
      return are('ip')
    case 'domain':
      return are('domain')
    case 'siteAccount':
      return are('login') && !are('digits') && !are('stamp') && !are('small')
    case 'serial':
      return (
        profile.distinct >= 0.95 &&
        profile.share('han') === 0 &&
        !are('words') &&
        !are('decimal') &&
        !are('stamp') &&
        !are('time') &&
        !are('phone') &&
        !are('small') &&
        !are('card')
      )
    case 'name':
      return are('name') && !are('label')
    case 'title':
    case 'text':
      return are('han') && !are('label') && !are('direction')
    default:
      return false
  }
}

/** Profiles of the columns below a header, each made when it is first asked for. */
export function profilesOf(rows: readonly RawRow[]): (column: number) => ColumnProfile {
  const known = new Map<number, ColumnProfile>()
  return (column) => {
    let profile = known.get(column)
    if (profile === undefined) {
      profile = new ColumnProfile(rows, column)
      known.set(column, profile)
    }
    return profile
  }
}
