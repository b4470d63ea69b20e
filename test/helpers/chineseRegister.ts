/**
 * A register of some three thousand rows of made-up people as seized lists have them: a handful of names for hundreds of people, couples with one phone, card and
 * address, fathers and sons, words where numbers should stand, and the same people once more in other rows. Each row knows whose it is.
 */
import { idCheckCharacter } from '../../shared/model/identifiers.ts'
import type { DuplicateRecord } from './duplicatePeople.ts'
import { random } from './statements.ts'

const commonNames = ['王芳', '张伟', '王伟', '李娜', '李强', '刘洋', '张敏', '王静', '李军', '陈杰']
const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗']
const givens = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华']
/** What stands in a column of numbers where there is none. */
export const wordsForNumbers = {
  idNumber: [
    '不详',
    '待查',
    '身份不明',
    '外籍',
    '无证',
    '未办理',
    'UNKNOWN',
    '00000',
    '123456',
    '000000000000000000',
    '111111111111111111',
    '护照',
    'N.A',
    '110101199001010000',
  ],
  phone: ['不详', '11111111111', '13800000000', '00000000', '12345678', '无电话', '1234567890', '停机'],
  cards: ['现金', '不详', '000000', '6222000000000000000', '支付宝', '123456789', 'NONE'],
  wechat: ['阳光', '不详', '平安是福', 'none', '无微信', '000000'],
} as const
type Values = Record<
  'name' | 'idNumber' | 'phone' | 'address' | 'wechat' | 'cards' | 'birth' | 'sex',
  string | null
>

export function chineseRegister(people: number, seed: number): readonly DuplicateRecord[] {
  const next = random(seed)
  const whole = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  const pick = <T>(list: readonly T[]): T => list[whole(0, list.length - 1)] as T
  const digits = (count: number): string => Array.from({ length: count }, () => whole(0, 9)).join('')
  const made: Values[] = []
  for (let person = 0; person < people; person += 1) {
    const birth = `${whole(1955, 2004)}-${String(whole(1, 12)).padStart(2, '0')}-${String(whole(1, 28)).padStart(2, '0')}`
    const first17 = `${pick(['310115', '110105', '440106', '330106'])}${birth.replaceAll('-', '')}${String(whole(1, 999)).padStart(3, '0')}`
    const values: Values = {
      name:
        next() < 0.4
          ? pick(commonNames)
          : `${pick(surnames)}${pick(givens)}${next() < 0.6 ? pick(givens) : ''}`,
      idNumber:
        next() < 0.5
          ? first17 + idCheckCharacter(first17)
          : next() < 0.5
            ? null
            : pick(wordsForNumbers.idNumber),
      phone:
        next() < 0.7
          ? `1${pick(['31', '36', '38', '50', '77', '89'])}${digits(8)}`
          : next() < 0.5
            ? null
            : pick(wordsForNumbers.phone),
      address:
        next() < 0.6
          ? `上海市浦东新区${pick(['人民路', '中山路', '建设路'])}${whole(1, 900)}号${whole(1, 40)}室`
          : pick([null, '上海市', '不详']),
      wechat: next() < 0.3 ? `wxid_${digits(10)}` : next() < 0.5 ? null : pick(wordsForNumbers.wechat),
      cards: next() < 0.4 ? `6222${digits(15)}` : next() < 0.5 ? null : pick(wordsForNumbers.cards),
      birth: next() < 0.3 ? birth : null,
      sex: pick(['male', 'female', null]),
    }
    const before = made.at(-1)
    // A couple, or parent and child: all numbers in common but the ID number; their names differ.
    if (person % 2 === 1 && before !== undefined && before.name !== values.name && next() < 0.16)
      Object.assign(values, {
        phone: before.phone,
        address: before.address,
        cards: before.cards,
        wechat: before.wechat,
      })
    made.push(values)
  }
  const rows = made.map((values, person): DuplicateRecord => ({ person, values }))
  // Once more: as it was, with a field less, or with another phone.
  made.forEach((values, person) => {
    if (next() >= 0.25) return
    const copy: Values = { ...values }
    const how = whole(0, 3)
    if (how === 1) copy.phone = `159${digits(8)}`
    if (how === 2) copy.address = null
    if (how === 3) copy.idNumber = null
    rows.push({ person, values: copy })
  })
  return rows
}
