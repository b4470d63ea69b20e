/**
 * Units as headers, lines above a table, rows below a header and columns of units name them: how many of what one figure stands for (万元, 千册, 亿日元,
 * 百元, 吨, 斤).
 */
import { currencyChoices } from './currency.ts'

const powers: Readonly<Record<string, number>> = {
  十: 1,
  百: 2,
  佰: 2,
  千: 3,
  仟: 3,
  万: 4,
  萬: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  億: 8,
  十亿: 9,
}
const longestFirst = (words: readonly string[]): string =>
  words
    .toSorted((one, other) => other.length - one.length)
    .map((word) => word.replace(/[$.]/g, '\\$&'))
    .join('|')
const scales = longestFirst(Object.keys(powers))
/** Names and codes of currencies; signs and numbers are none here. */
const currencies = longestFirst(
  Object.entries(currencyChoices)
    .filter(([code]) => code !== 'XXX')
    .flatMap(([, words]) => words.filter((word) => /^(?:\p{Script=Han}{2,}|[A-Z]{3,})$/u.test(word))),
)
const counted = '[元圆点盒本套件部台张个册份箱把枚支条笔次人辆瓶包捆袋只块颗根双卷字页印股]'
/** In brackets, behind a stroke or behind 单位: (万册), (USD万), _万元, 单位:千美元. */
const bracketed = new RegExp(
  `(?:^|[(/:_-])(?:单位:?)?(?:${currencies})?(${scales})(?:${currencies}|${counted})?(?=$|[)/,])`,
  'u',
)
/** Without a bracket only beside money: 金额万美元; 百元大钞 are notes. */
const beside = new RegExp(
  `(${longestFirst(Object.keys(powers).filter((word) => !/^[十百佰]$/u.test(word)))})(?:元|圆|${currencies})`,
  'u',
)
const thousands = /\((?:K|K元|千位)\)$/u

const known = new Map<string, number>()
/** The power of ten that a cleaned header names for its figures: 4 of 金额(万美元) and 印数(万册); 0 where it names none. */
export function headerScale(header: string): number {
  let power = known.get(header)
  if (power === undefined) {
    const word = (bracketed.exec(header) ?? beside.exec(header))?.[1]
    power = word === undefined ? (thousands.test(header) ? 3 : 0) : (powers[word] ?? 0)
    if (known.size > 4_000) known.clear()
    known.set(header, power)
  }
  return power
}

const unitOfMoney = `(?:${scales})?(?:${currencies}|元|圆)|角|分|${scales}`
const moneyUnit = new RegExp(`^(?:${unitOfMoney})$`, 'u')
const anyUnit = new RegExp(
  `^(?:${unitOfMoney}|(?:${scales})?${counted}|公斤|千克|吨|克|斤|KG|立方米|M3|%)$`,
  'u',
)
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .toUpperCase()
    .replace(/^\((.*)\)$/u, '$1')
    .replace(/^(?:金额|货币|计价|计量)?单位:?/u, '')
/** The unit a cell holds and nothing else: （单位：万元）, 万元, 美元; null for anything else. `money`: of money alone. */
export function unitCell(text: string, money: boolean): string | null {
  if (text.length > 16) return null
  const unit = bare(text)
  return (money ? moneyUnit : anyUnit).test(unit) ? unit : null
}
/** The unit of money that a line above a table gives for its amounts (单位：万元, 金额单位：万美元); null for none, and for 元. */
export function unitInLine(line: string): string | null {
  const found = lineUnit.exec(line)?.[1]?.replace(/^(?:人民币|RMB)(?=.)/u, '')
  return found === undefined || /^(?:元|圆|人民币)$/u.test(found) ? null : found
}
const lineUnit = new RegExp(
  `(?<!\\p{Script=Han})(?:金额|货币|计价)?单位:?((?:人民币|RMB)?(?:${scales})?(?:${currencies}|元|圆)|角|分)(?=$|[^\\p{Script=Han}])`,
  'u',
)

/** What one of a unit of weight or room is in kilograms and cubic metres, as decimal text. */
const sizes: Readonly<Record<'kilogram' | 'cubicMetre', Readonly<Record<string, string>>>> = {
  kilogram: {
    吨: '1000',
    公吨: '1000',
    T: '1000',
    公斤: '1',
    千克: '1',
    KG: '1',
    KGS: '1',
    斤: '0.5',
    市斤: '0.5',
    两: '0.05',
    克: '0.001',
    G: '0.001',
    毫克: '0.000001',
    MG: '0.000001',
  },
  cubicMetre: {
    立方米: '1',
    立方: '1',
    方: '1',
    M3: '1',
    'M³': '1',
    CBM: '1',
    升: '0.001',
    L: '0.001',
    立方分米: '0.001',
    立方厘米: '0.000001',
    CM3: '0.000001',
    毫升: '0.000001',
    ML: '0.000001',
  },
}
export type Measured = keyof typeof sizes
/** What a figure of weight or room is measured in: the unit behind the figure in its cell, else the one its header names in brackets. Null: the unit is not known. */
export function sizeOfOne(
  measured: Measured,
  cell: string,
  header: string,
): { readonly text: string; readonly size: string } | null {
  const [, figure, behind = ''] =
    /^(.*?[\d.零〇一二三四五六七八九十百千万两])((?:[A-Z]{1,3}3?|\p{Script=Han}{1,4}))?$/u.exec(
      cell.normalize('NFKC').replace(/\s+/g, '').toUpperCase(),
    ) ?? []
  const named = /[(/]([^()/]+)\)?$/.exec(header)?.[1] ?? ''
  const words = sizes[measured]
  if (figure === undefined) return { text: cell, size: words[named] ?? '1' }
  if (behind === '')
    return words[named] === undefined && isUnit(named) ? null : { text: figure, size: words[named] ?? '1' }
  const size = words[behind]
  return size === undefined ? null : { text: figure, size }
}
/** A unit, but none of this measure or one whose size is not told here. */
const isUnit = (text: string): boolean =>
  /^(?:磅|LBS?|盎司|OZ|担|石|钱|立方英尺|加仑)$/u.test(text) ||
  Object.values(sizes).some((words) => Object.hasOwn(words, text))
