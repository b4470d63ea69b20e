/** Amounts of money: text of any spelling to minor units (分) and back. */
import { type CurrencyMark, markedAmount } from './currency.ts'
import { parseDecimal, roundSignificant, toScaled } from './exactDecimal.ts'
import { dashSigns, withoutUnseen } from './signs.ts'
import { wordedNumber } from './wordedNumber.ts'

/** What a figure counts: 分, 角, 元 or so many of them, of whatever currency (万元, 万美元). */
export type MoneyUnit = keyof typeof decimalsOf
export interface ParsedMoney {
  /** Minor units, signed as written. */
  readonly minor: number
  /** False when the text has more decimals than 分. */
  readonly exact: boolean
  /** The text carries its own + or -. */
  readonly signed: boolean
  /** The currency that the cell itself names; null when it names none. */
  readonly currency: CurrencyMark | null
  /** Which way the cell itself says it went: 300.00CR came in, 300.00DR went out. Left out where it does not say. */
  readonly way?: 'in' | 'out'
}

const decimalsOf = {
  yuan: 2,
  fen: 0,
  jiao: 1,
  shiYuan: 3,
  baiYuan: 4,
  qianYuan: 5,
  wanYuan: 6,
  shiwanYuan: 7,
  baiwanYuan: 8,
  qianwanYuan: 9,
  yiYuan: 10,
  shiyiYuan: 11,
} as const

export interface NumberText {
  readonly text: string
  /** `yuan` where the cell itself names its unit; the text is in it. */
  readonly unit: 'yuan' | null
  readonly currency: CurrencyMark | null
  readonly way?: 'in' | 'out'
}
const minus = new RegExp(`[${dashSigns}]`, 'g')
/** Behind an amount: came in (CR, 贷) or went out (DR, 借). */
const wayBehind = /^(.*[\d)元整])\(?(CR|DR|贷|借)\.?\)?$/iu
/** Bare number text out of a spelling with currency words, commas, brackets, units and Chinese numerals; null when other words remain. */
export function numberText(raw: string): NumberText | null {
  // 500①, 5²: a note or a power that would become a figure of the number.
  if (/[^\p{ASCII}\p{Script=Han}]/u.test(raw) && /\p{No}/u.test(raw)) return null
  const written = raw.normalize('NFKC').trim()
  // Two numbers in one cell, on two lines or beside each other, are not one long number; spaces stand only where thousands do.
  if (/\d\s+\d/.test(written) && !/^\D*\d{1,3}(?: \d{3})+(?:\.\d*)?\D*$/.test(written)) return null
  let text = withoutUnseen(written)
    .replace(/\s/g, '')
    // ="500" of Excel, '500 as a text, 1'234.50 of Switzerland; 100元=15美元 are two amounts.
    .replace(/^[='"]+|['"]+$/g, '')
    .replace(/(?<=\d)'(?=\d{3}(?!\d))/g, '')
    .replace(minus, '-')
    .replace(/[,，]/g, ',')
  // JD and WeChat: 131.77(已退款89.84) — the amount is what stands before.
  text = text.replace(/\((?:已|全额|部分)[^()]*\)$/u, '')
  let negative = false
  if (/^\(.*\d.*\)$/.test(text)) {
    negative = true
    text = text.slice(1, -1)
  }
  let way: 'in' | 'out' | undefined
  let marked: ReturnType<typeof markedAmount> = null
  // Most amounts are figures, commas and a point: nothing else has to be looked for.
  if (!/^[+-]?[\d.,]*$/.test(text)) {
    const said = wayBehind.exec(text)
    if (said !== null) {
      way = /^(?:CR|贷)$/i.test(said[2] ?? '') ? 'in' : 'out'
      text = said[1] ?? ''
    }
    // 300-, ￥300-: banks and books put the sign behind too.
    const signBehind = /^([^+-]*\d[^+-]*)([+-])$/.exec(text)
    // 500+, 10万+: so much and more; banks write their sign behind decimals.
    if (signBehind?.[2] === '+' && !/\.\d{2}\D*$/.test(signBehind[1] ?? '')) return null
    if (signBehind !== null) text = `${signBehind[2] === '-' ? '-' : ''}${signBehind[1] ?? ''}`
    marked = markedAmount(text)
    if (marked !== null) text = marked.text
    if (text.startsWith('负')) text = `-${text.slice(1)}`
  }
  if (text.includes(',')) {
    // Commas only where thousands stand; 1,5 is not a number we know how to read. Four-digit groups (1,0000) are written in Chinese books.
    if (
      !/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?(?!\d|.*,)/.test(text) &&
      !/^[+-]?\d{1,4}(?:,\d{4})+(?:\.\d*)?(?!\d|.*,)/.test(text)
    )
      return null
    text = text.replaceAll(',', '')
  }
  let unit: 'yuan' | null = null
  if (!/^[+-]?[\d.]*$/.test(text)) {
    const sign = /^[+-]/.exec(text)?.[0] ?? ''
    const worded = wordedNumber(text.slice(sign.length))
    if (worded !== null) {
      unit = 'yuan'
      text = sign + worded
    }
  }
  if (negative) text = text.startsWith('-') ? text : `-${text.replace(/^\+/, '')}`
  return { text, unit, currency: marked?.mark ?? null, ...(way === undefined ? {} : { way }) }
}

/**
 * Minor units of a written amount. `numeric` cells come from a binary number and are rounded at 15 significant digits as Excel shows them;
 * text is taken digit by digit. `unit` is the column's; a unit in the cell itself wins. Null: not an amount.
 */
export function parseMoney(
  raw: string,
  options: { readonly numeric?: boolean; readonly unit?: MoneyUnit | null } = {},
): ParsedMoney | null {
  // The common spelling first: up to twelve digits and two decimals, in yuan; whole numbers all the way.
  const common = (options.unit ?? 'yuan') === 'yuan' ? /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(raw) : null
  if (common !== null) {
    const minor = Number(common[2]) * 100 + Number((common[3] ?? '').padEnd(2, '0'))
    return {
      minor: common[1] === '-' && minor !== 0 ? -minor : minor,
      exact: true,
      signed: common[1] === '-',
      currency: null,
    }
  }
  const found = numberText(raw)
  if (found === null) return null
  const parsed = parseDecimal(found.text)
  if (parsed === null) return null
  const scaled = toScaled(
    options.numeric === true ? roundSignificant(parsed) : parsed,
    decimalsOf[found.unit ?? options.unit ?? 'yuan'],
  )
  return scaled === null
    ? null
    : {
        minor: scaled.value,
        exact: scaled.exact,
        signed: /^[+-]/.test(found.text),
        currency: found.currency,
        ...(found.way === undefined ? {} : { way: found.way }),
      }
}
