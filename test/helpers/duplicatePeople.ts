/**
 * People with duplicates and known answers, of the kind of FEBRL dataset 3 (Christen 2005: originals with up to five duplicates each, at most
 * two changes a field and ten a record) with Chinese names. The changes are those of registers typed by hand: characters that sound or look
 * alike, traditional forms, order, a character lost or another, digits swapped or wrong, fields left empty, addresses cut short, disguises of numbers.
 */
import { idCheckCharacter, normaliseIdentifier, normaliseName } from '../../shared/model/identifiers.ts'
import { random } from './statements.ts'

export interface DuplicateRecord {
  readonly person: number
  readonly values: Readonly<Record<string, string | null>>
}
export interface DuplicateOptions {
  readonly originals: number
  readonly duplicates: number
  readonly seed: number
}

const surnames = [
  ...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤',
]
const givens = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红玲建国志海波宁新文辉力永健世广义兴良山仁东峰飞林鹏宇浩凯俊博晨子轩泽思雨欣怡佳雪晓梅兰云凤春燕莉倩颖琳瑶婷慧珍琴',
]
const sounds: Readonly<Record<string, string>> = {
  伟: '玮',
  芳: '方',
  静: '婧',
  丽: '莉',
  军: '君',
  洋: '阳',
  杰: '捷',
  涛: '滔',
  明: '铭',
  华: '桦',
  玲: '灵',
  志: '智',
  海: '亥',
  宁: '柠',
  文: '雯',
  辉: '晖',
  峰: '锋',
  林: '琳',
  宇: '雨',
  浩: '皓',
  晨: '辰',
  欣: '新',
  佳: '嘉',
  晓: '小',
  燕: '艳',
  颖: '影',
  慧: '惠',
  张: '章',
  余: '于',
  肖: '萧',
  付: '傅',
}
const shapes: Readonly<Record<string, string>> = {
  伟: '纬',
  明: '朋',
  涛: '淘',
  静: '净',
  林: '材',
  海: '梅',
  晨: '辰',
  宁: '宇',
  博: '搏',
  红: '江',
  余: '佘',
  志: '忐',
  秦: '奉',
  建: '健',
  娟: '捐',
  婷: '停',
}
const traditional: Readonly<Record<string, string>> = {
  张: '張',
  刘: '劉',
  陈: '陳',
  杨: '楊',
  黄: '黃',
  赵: '趙',
  吴: '吳',
  孙: '孫',
  马: '馬',
  郑: '鄭',
  谢: '謝',
  许: '許',
  韩: '韓',
  冯: '馮',
  邓: '鄧',
  伟: '偉',
  丽: '麗',
  强: '強',
  军: '軍',
  涛: '濤',
  华: '華',
  国: '國',
  义: '義',
  东: '東',
  飞: '飛',
  鹏: '鵬',
  晓: '曉',
  兰: '蘭',
  云: '雲',
  凤: '鳳',
  颖: '穎',
  红: '紅',
}
const cities = [
  '上海市浦东新区',
  '上海市闵行区',
  '北京市朝阳区',
  '广州市天河区',
  '深圳市南山区',
  '杭州市西湖区',
  '成都市武侯区',
  '武汉市洪山区',
  '西安市雁塔区',
  '南京市鼓楼区',
  '苏州市姑苏区',
  '重庆市渝中区',
]
const roads = [
  '人民路',
  '中山路',
  '解放路',
  '建设路',
  '和平路',
  '长江路',
  '黄河路',
  '文化路',
  '新华路',
  '胜利路',
  '迎宾大道',
  '科技路',
  '滨河路',
  '学府路',
]

export class Dice {
  readonly next: () => number
  constructor(seed: number) {
    this.next = random(seed)
  }
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }
  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T
  }
  chance(probability: number): boolean {
    return this.next() < probability
  }
  digits(count: number): string {
    return Array.from({ length: count }, () => this.whole(0, 9)).join('')
  }
}
type Person = Record<'name' | 'idNumber' | 'phone' | 'address' | 'wechat' | 'cards', string>

export function makePerson(dice: Dice): Person {
  const first17 = `${dice.pick(['310115', '110105', '440106', '330106', '510107', '420111', '610113', '320106'])}${dice.whole(1955, 2004)}${String(dice.whole(1, 12)).padStart(2, '0')}${String(dice.whole(1, 28)).padStart(2, '0')}${dice.digits(3)}`
  return {
    name: `${dice.pick(surnames)}${dice.pick(givens)}${dice.chance(0.75) ? dice.pick(givens) : ''}`,
    idNumber: first17 + idCheckCharacter(first17),
    phone: `1${dice.pick(['31', '36', '38', '50', '58', '77', '81', '86', '89', '99'])}${dice.digits(8)}`,
    address: `${dice.pick(cities)}${dice.pick(roads)}${dice.whole(1, 999)}号${dice.whole(1, 30)}幢${dice.whole(101, 2804)}室`,
    wechat: `wxid_${dice.digits(10)}`,
    cards: `6222${dice.digits(15)}`,
  }
}
const replaced = (text: string, at: number, by: string): string =>
  `${text.slice(0, at)}${by}${text.slice(at + 1)}`
function changedName(dice: Dice, name: string): string {
  const characters = [...name]
  const at = dice.whole(0, characters.length - 1)
  const table = dice.pick([sounds, shapes, traditional])
  const places = characters.flatMap((character, index) => (table[character] === undefined ? [] : [index]))
  const place = places.length === 0 ? undefined : dice.pick(places)
  if (place !== undefined && dice.chance(0.7))
    return characters.map((character, index) => (index === place ? table[character] : character)).join('')
  const how = dice.whole(0, 4)
  if (how === 0) return characters.join(' ')
  if (how === 1 && characters.length > 2) return [characters[0], ...characters.slice(1).reverse()].join('')
  if (how === 2 && characters.length > 2)
    return characters.filter((_, index) => index !== Math.max(1, at)).join('')
  if (how === 3) return replaced(name, Math.max(1, Math.min(at, name.length - 1)), dice.pick(givens))
  return `${name}${dice.pick(givens)}`
}
function changedNumber(dice: Dice, digits: string): string {
  const at = dice.whole(1, digits.length - 2)
  return dice.chance(0.5)
    ? replaced(digits, at, String((Number.parseInt(digits[at] ?? '0', 10) + dice.whole(1, 9)) % 10))
    : `${digits.slice(0, at)}${digits[at + 1] ?? ''}${digits[at] ?? ''}${digits.slice(at + 2)}`
}
const changedAddress = (dice: Dice, address: string): string =>
  dice.pick([
    address.replace(/^.*?市/, ''),
    address.replace(/\d+室$/, ''),
    address.replace('号', '弄'),
    address.replace(/(\d)(\d)幢/, '$2$1幢'),
    '',
  ])
/** At most two changes a field and ten a record; a field may be left empty. */
export function duplicateOf(dice: Dice, person: Person): Person {
  const copy = { ...person }
  const fields = Object.keys(copy) as (keyof Person)[]
  const changes = Math.min(10, 1 + Math.floor(-Math.log(1 - dice.next()) * 2))
  const counts = new Map<keyof Person, number>()
  for (let change = 0; change < changes; change += 1) {
    const field = dice.pick(fields)
    const done = counts.get(field) ?? 0
    if (done >= 2 || copy[field] === '') continue
    counts.set(field, done + 1)
    if (field !== 'name' && dice.chance(0.35)) copy[field] = ''
    else if (field === 'name') copy.name = changedName(dice, copy.name)
    else if (field === 'address') copy.address = changedAddress(dice, copy.address)
    else if (field === 'phone' && dice.chance(0.4))
      copy.phone = `1${dice.pick(['32', '37', '59', '78', '82'])}${dice.digits(8)}`
    else if (field === 'wechat') copy.wechat = dice.chance(0.5) ? copy.wechat.toUpperCase() : ''
    else copy[field] = changedNumber(dice, copy[field])
  }
  return copy
}
/** A number in one of its disguises; the import takes them off. */
function disguised(dice: Dice, field: keyof Person, value: string): string {
  if (value === '' || field === 'name' || field === 'address' || field === 'wechat') return value
  const wide = (text: string): string =>
    [...text]
      .map((character) =>
        /[0-9X]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character,
      )
      .join('')
  if (field === 'phone')
    return dice.pick([
      value,
      value,
      `+86${value}`,
      `86-${value}`,
      `${value.slice(0, 3)} ${value.slice(3, 7)} ${value.slice(7)}`,
      wide(value),
    ])
  if (field === 'idNumber')
    return dice.pick([
      value,
      value,
      `'${value}`,
      value.toLowerCase(),
      wide(value),
      ...(value.slice(6, 8) === '19' && value.length === 18
        ? [`${value.slice(0, 6)}${value.slice(8, 17)}`]
        : []),
    ])
  return dice.pick([value, value, value.replace(/(\d{4})(?=\d)/g, '$1 ')])
}

/** Records of people, originals and duplicates mixed, each with the person it is of; values as the import would store them. */
export function duplicatePeople({
  originals,
  duplicates,
  seed,
}: DuplicateOptions): readonly DuplicateRecord[] {
  const dice = new Dice(seed)
  const people = Array.from({ length: originals }, () => makePerson(dice))
  // Families: another person with the same phone and address, sometimes the same surname, once in a while the same card. They must not become one.
  people.forEach((person, at) => {
    const relative = people[at - 1]
    if (relative === undefined || !dice.chance(0.08)) return
    Object.assign(
      person,
      { phone: relative.phone, address: relative.address },
      dice.chance(0.5) ? { name: `${relative.name.charAt(0)}${person.name.slice(1)}` } : {},
      dice.chance(0.15) ? { cards: relative.cards } : {},
    )
  })
  const raw = people.map((values, person) => ({ person, values }))
  const counts = new Map<number, number>()
  for (let made = 0; made < duplicates;) {
    const person = dice.whole(0, originals - 1)
    // As in the data set: most have one duplicate, few have five.
    const many = Math.min(
      dice.pick([1, 1, 1, 2, 2, 3, 4, 5]),
      duplicates - made,
      5 - (counts.get(person) ?? 0),
    )
    for (let more = 0; more < many; more += 1)
      raw.push({ person, values: duplicateOf(dice, people[person] as Person) })
    counts.set(person, (counts.get(person) ?? 0) + many)
    made += many
  }
  const types = { idNumber: 'idNumber', phone: 'phone', wechat: 'wechat', cards: 'card' } as const
  return raw
    .map(({ person, values }) => ({
      person,
      values: Object.fromEntries(
        Object.entries(values).map(([field, value]) => {
          const written = disguised(dice, field as keyof Person, value)
          const type = types[field as keyof typeof types]
          return [
            field,
            written === ''
              ? null
              : type === undefined
                ? field === 'name'
                  ? normaliseName(written)
                  : written
                : normaliseIdentifier(type, written).value,
          ]
        }),
      ),
    }))
    .sort(
      (left, right) =>
        (left.values['phone'] ?? '').localeCompare(right.values['phone'] ?? '') || left.person - right.person,
    )
}

export interface Score {
  readonly precision: number
  readonly recall: number
  readonly found: number
}
/** Precision and recall over pairs of records: a pair is right when both are of one person. */
export function scorePairs(records: readonly DuplicateRecord[], pairs: ReadonlySet<string>): Score {
  const sizes = new Map<number, number>()
  for (const { person } of records) sizes.set(person, (sizes.get(person) ?? 0) + 1)
  const wanted = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
  let right = 0
  for (const pair of pairs) {
    const [one = 0, other = 0] = pair.split('/').map(Number)
    if (records[one]?.person === records[other]?.person) right += 1
  }
  return { precision: pairs.size === 0 ? 1 : right / pairs.size, recall: right / wanted, found: pairs.size }
}
