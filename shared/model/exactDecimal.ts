/** Decimal text to scaled integers without ever passing through a float. */

/** A number as written: digits without leading zeros, and how many of them stand behind the point. */
export interface ExactDecimal {
  readonly negative: boolean
  readonly digits: string
  readonly scale: number
}

/** Parses `-1234.50`, `1.2E+3`, `.5`; thousands commas must have been judged before. Null when it is no plain number. */
export function parseDecimal(text: string): ExactDecimal | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text)
  if (match === null) return null
  const whole = match[2] ?? ''
  const fraction = match[3] ?? ''
  if (whole === '' && fraction === '') return null
  const exponent = Number(match[4] ?? '0')
  let digits = whole + fraction
  let scale = fraction.length - exponent
  if (scale < 0) {
    digits += '0'.repeat(-scale)
    scale = 0
  }
  digits = digits.replace(/^0+(?=\d)/, '')
  return { negative: match[1] === '-', digits, scale }
}

/**
 * The 15 significant digits a spreadsheet shows of a binary number: 3.3660000000000001 → 3.366. Values that carry no more stay as they are.
 */
export function roundSignificant(value: ExactDecimal, significant = 15): ExactDecimal {
  const surplus = value.digits.length - significant
  if (surplus <= 0) return value
  const digits = halfUp(value.digits, surplus)
  const scale = value.scale - surplus
  return scale >= 0
    ? { negative: value.negative, digits, scale }
    : { negative: value.negative, digits: digits + '0'.repeat(-scale), scale: 0 }
}

function halfUp(digits: string, drop: number): string {
  const padded = digits.padStart(drop + 1, '0')
  const kept = padded.slice(0, padded.length - drop)
  const up = (padded[padded.length - drop] ?? '0') >= '5'
  return up ? (BigInt(kept) + 1n).toString() : kept.replace(/^0+(?=\d)/, '')
}

/** Integer value scaled by 10^scale; `exact` is false when digits behind had to be rounded away (half up). Null beyond safe integers. */
export function toScaled(
  value: ExactDecimal,
  scale: number,
): { readonly value: number; readonly exact: boolean } | null {
  const missing = scale - value.scale
  let digits = value.digits
  let exact = true
  if (missing >= 0) {
    if (digits.length + missing > 40) return digits === '0' ? { value: 0, exact } : null
    digits += '0'.repeat(missing)
  } else {
    const drop = -missing
    exact = /^0*$/.test(digits.padStart(drop, '0').slice(-drop))
    digits = halfUp(digits, drop)
  }
  const integer = BigInt(digits)
  if (integer > BigInt(Number.MAX_SAFE_INTEGER)) return null
  const number = Number(integer)
  return { value: value.negative && number !== 0 ? -number : number, exact }
}

/** `over / under` as a whole number, half up (away from zero). `under` must be above zero. */
export function dividedHalfUp(over: bigint, under: bigint): bigint {
  const size = ((over < 0n ? -over : over) * 2n + under) / (under * 2n)
  return over < 0n ? -size : size
}

/** Text of a scaled integer with all its decimals: (12345, 2) → `123.45`. */
export function scaledText(value: number | string, scale: number): string {
  const text = String(value)
  const sign = text.startsWith('-') ? '-' : ''
  const digits = text.slice(sign.length).padStart(scale + 1, '0')
  return scale === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
