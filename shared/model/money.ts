/** Amounts of money: text of any spelling to minor units (分) and back. */
import { type CurrencyMark, markedAmount } from './currency.ts'
import { parseDecimal, roundSignificant, toScaled } from './exactDecimal.ts'

export type MoneyUnit = 'yuan' | 'fen' | 'jiao' | 'qianYuan' | 'wanYuan' | 'baiwanYuan' | 'yiYuan'
export interface ParsedMoney {
  /** Minor units, signed as written. */
  readonly minor: number
  /** False when the text has more decimals than 分. */
  readonly exact: boolean
  /** The text carries its own + or -. */
  readonly signed: boolean
  /** The currency that the cell itself names; null when it names none. */
  readonly currency: CurrencyMark | null
}

const decimalsOf: Readonly<Record<MoneyUnit, number>> = {
  yuan: 2,
  fen: 0,
  jiao: 1,
  qianYuan: 5,
  wanYuan: 6,
  baiwanYuan: 8,
  yiYuan: 10,
}

/** Bare number text out of a spelling with currency words, commas, brackets; null when other words remain. */
export function numberText(
  raw: string,
): { readonly text: string; readonly unit: MoneyUnit | null; readonly currency: CurrencyMark | null } | null {
  const written = raw.normalize('NFKC').trim()
  // Two numbers in one cell, on two lines or beside each other, are not one long number; spaces stand only where thousands do.
  if (/\d\s+\d/.test(written) && !/^\D*\d{1,3}(?: \d{3})+(?:\.\d*)?\D*$/.test(written)) return null
  let text = written
    .replace(/[\s\u200b-\u200f\ufeff'"=]/g, '')
    .replace(/[−–—]/g, '-')
    .replace(/[,，]/g, ',')
  // JD and WeChat: 131.77(已退款89.84) — the amount is what stands before.
  text = text.replace(/\((?:已|全额|部分)[^()]*\)$/u, '')
  let negative = false
  if (/^\(.*\d.*\)$/.test(text)) {
    negative = true
    text = text.slice(1, -1)
  }
  const marked = markedAmount(text)
  if (marked !== null) text = marked.text
  let unit: MoneyUnit | null = null
  if (/万元?整?$/.test(text)) {
    unit = 'wanYuan'
    text = text.replace(/万元?整?$/, '')
  } else if (/元整?$|圆整?$/.test(text)) {
    unit = 'yuan'
    text = text.replace(/[元圆]整?$/, '')
  } else if (/分$/.test(text)) {
    unit = 'fen'
    text = text.slice(0, -1)
  }
  if (text.includes(',')) {
    // Commas only where thousands stand; 1,5 is not a number we know how to read. Four-digit groups (1,0000) are written in Chinese books.
    if (
      !/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(text) &&
      !/^[+-]?\d{1,4}(?:,\d{4})+(?:\.\d*)?$/.test(text)
    )
      return null
    text = text.replaceAll(',', '')
  }
  if (negative) text = text.startsWith('-') ? text : `-${text.replace(/^\+/, '')}`
  return { text, unit, currency: marked?.mark ?? null }
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
    : { minor: scaled.value, exact: scaled.exact, signed: /^[+-]/.test(found.text), currency: found.currency }
}
