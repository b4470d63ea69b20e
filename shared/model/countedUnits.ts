/** What a figure of points or of things says it counts, by the unit in its own cell: 100元 is no number of points, 10箱 no number of boxes. */
import { plainSigns } from './signs.ts'

/** What a field counts. */
export type Counted = 'points' | 'things'
type Sort = Counted | 'money' | 'weight' | 'time'

const things = '盒本套件部台张个册份箱把枚支条包捆袋只块颗根双桶卷瓶盏辆'
const ends: readonly (readonly [sort: Sort, pattern: RegExp])[] = [
  [
    'money',
    /[¥$€£]$|^[+-]?(?:[¥$€£]|US\$|HK\$|RMB|CNY|USD|HKD|EUR|人民币|美元|港币)|(?:元|圆|角|美金|港币|人民币|RMB|CNY|USD|HKD|EUR|块钱)整?$/u,
  ],
  ['time', /[\d.](?:秒钟?|分钟|小时|HOURS?|MIN)$/u],
  ['points', /(?:积分|点数?|分|PTS?|POINTS?)$/u],
  ['weight', /(?:KGS?|公斤|千克|[市公]?斤|公?吨|[\d.]克|[\d.][TG])$/u],
  ['things', new RegExp(`[${things}]$`, 'u')],
]
const plain = (text: string): string =>
  plainSigns(text)
    .normalize('NFKC')
    .replace(/[\s'"=]/g, '')
    .toUpperCase()
function sortOf(text: string): Sort | null {
  return ends.find(([, pattern]) => pattern.test(text))?.[0] ?? null
}
/** The word for things behind a figure (10箱), or that a header has in brackets (数量(套)); null for none. */
export function thingIn(text: string): string | null {
  const word = new RegExp(`(?:^|[\\d.零〇一二三四五六七八九十百千万两(])([${things}])\\)?$`, 'u').exec(
    plain(text),
  )?.[1]
  return word ?? null
}
/** Words that count the same: a work comes in a box, a booklet is a book. */
const alike = ['套盒部', '本册', '个只件']
export function sameThings(one: string, other: string): boolean {
  return one === other || alike.some((words) => words.includes(one) && words.includes(other))
}
/** Whether a cell counts something else than its column: yuan among points, points or kilograms among copies, cases under (盒). */
export function countsOtherwise(counts: Counted, cell: string, header: string): boolean {
  const text = plain(cell)
  if (/^[+-]?[\d.,]*$/.test(text)) return false
  const sort = sortOf(text)
  if (sort === null) return false
  if (counts === 'points') return sort !== 'points' && !(sort === 'things' && text.endsWith('个'))
  if (sort !== 'things') return true
  const [own, named] = [thingIn(text), thingIn(/\([^()]*\)$/.exec(header)?.[0] ?? '')]
  return own !== null && named !== null && !sameThings(own, named)
}
/** A figure without the word for points behind it. */
export function withoutPoints(text: string): string {
  return text.trim().replace(/(?:积分|点数|PTS?|POINTS?)$/iu, '')
}
