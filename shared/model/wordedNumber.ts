/** Numbers with words in them: 5千元, 1.2万, 1万2千, 0.8亿, 6w, 肆仟元整, 壹万贰仟叁佰元伍角. Digit by digit, never through a float. */

const figures: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  壹: 1,
  弌: 1,
  二: 2,
  贰: 2,
  貳: 2,
  两: 2,
  兩: 2,
  三: 3,
  叁: 3,
  參: 3,
  参: 3,
  四: 4,
  肆: 4,
  五: 5,
  伍: 5,
  六: 6,
  陆: 6,
  陸: 6,
  七: 7,
  柒: 7,
  八: 8,
  捌: 8,
  九: 9,
  玖: 9,
}
/** Tens within a group, and the ends of groups, as powers of ten. */
const small: Readonly<Record<string, number>> = { 十: 1, 拾: 1, 百: 2, 佰: 2, 千: 3, 仟: 3, k: 3, K: 3 }
const large: Readonly<Record<string, number>> = { 万: 4, 萬: 4, w: 4, W: 4, 亿: 8, 億: 8 }
const coins: Readonly<Record<string, number>> = { 角: 1, 毛: 1, 分: 2 }
const whole = new Set(['元', '圆', '圓', '块', '塊'])
const words = Object.keys({ ...figures, ...small, ...large, ...coins }).join('') + [...whole].join('')
const anyWord = new RegExp(`[${words}]`)
/** Characters a Chinese number may begin or end with, as a part of a character class. */
export const numberWords = words.replace(/[kKwW元圆圓块塊角毛分]/g, '')
const token = new RegExp(`(\\d+(?:\\.\\d+)?)|([${words}])`, 'y')

/** Decimals that a number with words may have. */
const scale = 12
const one = 10n ** BigInt(scale)
const tens = (power: number): bigint => 10n ** BigInt(power)

/**
 * The number a text with such words means, in yuan where it names money, as plain decimal text; null when the text holds none of the words or is no number.
 * A single figure after a large unit is the next smaller one (一万二 is 12,000; 一万零二 is 10,002); before 元 it could be either and is none. Signs, currencies
 * and commas were judged before.
 */
export function wordedNumber(text: string): string | null {
  const bare = text.replace(/[整正钱]$/, '')
  if (!anyWord.test(bare) || !/\d|[零〇一二三四五六七八九十两兩壹弌贰貳叁參参肆伍陆陸柒捌玖拾]/.test(bare))
    return null
  const reader = new Reader()
  token.lastIndex = 0
  let at = 0
  while (at < bare.length) {
    token.lastIndex = at
    const found = token.exec(bare)
    if (found === null || !reader.take(found[1] ?? null, found[2] ?? '')) return null
    at = token.lastIndex
  }
  const value = reader.end()
  if (value === null) return null
  const digits = value.toString().padStart(scale + 1, '0')
  const fraction = digits.slice(-scale).replace(/0+$/, '')
  return digits.slice(0, -scale) + (fraction === '' ? '' : `.${fraction}`)
}

interface Pending {
  readonly value: bigint
  /** A single figure, which may be short for a number of the next smaller unit. */
  readonly single: boolean
}
class Reader {
  private total = 0n
  private group = 0n
  private pending: Pending | null = null
  /** Power of the last unit in the group, of the last unit at all, of the last coin; zero read since. */
  private lastSmall = 99
  private last: number | null = null
  private zero = false
  private bigs = 99
  private part: 'number' | 'coins' | 'done' = 'number'
  private lastCoin = 0
  private any = false

  take(number: string | null, word: string): boolean {
    if (this.part === 'done') return false
    if (number !== null) {
      const [digits = '', fraction = ''] = number.split('.')
      if (fraction.length > scale || digits.length > 16) return false
      return this.number({ value: BigInt(digits + fraction.padEnd(scale, '0')), single: number.length === 1 })
    }
    const figure = figures[word]
    if (figure === 0 && this.any && this.pending === null) {
      this.zero = true
      return true
    }
    if (figure !== undefined) return this.number({ value: BigInt(figure) * one, single: true })
    this.any = true
    if (whole.has(word)) return this.yuan()
    const coin = coins[word]
    if (coin !== undefined) return this.coin(coin)
    if (this.part === 'coins') return false
    const [tenth, big] = [small[word], large[word]]
    return tenth !== undefined ? this.small(tenth) : big !== undefined && this.big(big)
  }
  private number(pending: Pending): boolean {
    if (this.pending !== null) return false
    this.pending = pending
    this.any = true
    return true
  }
  private small(power: number): boolean {
    if (power >= this.lastSmall) return false
    const value = this.pending?.value ?? (power === 1 && this.group === 0n ? one : null)
    if (value === null) return false
    this.group += value * tens(power)
    this.pending = null
    this.lastSmall = power
    this.last = power
    this.zero = false
    return true
  }
  private big(power: number): boolean {
    // 两千三万: 2,003 or 2,300 of them.
    if (this.pending?.single === true && !this.zero && this.lastSmall > 1 && this.lastSmall < 99) return false
    const value = this.group + (this.pending?.value ?? 0n)
    if (value === 0n && !(power === 8 && this.bigs === 4)) return false
    // 万 after 亿, or 亿 that multiplies all before it (1.2万亿).
    if (power > this.bigs) this.total = (this.total + value) * tens(power)
    else if (power < this.bigs) this.total += value * tens(power)
    else return false
    this.group = 0n
    this.pending = null
    this.lastSmall = 99
    this.last = power
    this.bigs = power
    this.zero = false
    return true
  }
  /** Everything before 元 or the end; `closed`: a word follows that leaves nothing to guess. */
  private close(closed: boolean): boolean {
    if (this.pending !== null) {
      const { value, single } = this.pending
      const short = single && !this.zero && this.last !== null && this.last > 1
      if (short && closed) return false
      if (!short && this.last !== null && value >= tens(this.last) * one) return false
      this.group += short ? value * tens((this.last ?? 1) - 1) : value
      this.pending = null
    }
    this.total += this.group
    this.group = 0n
    return true
  }
  private yuan(): boolean {
    if (this.part !== 'number' || (this.pending === null && this.last === null) || !this.close(true))
      return false
    this.part = 'coins'
    this.last = null
    this.zero = false
    return true
  }
  private coin(power: number): boolean {
    if (power <= this.lastCoin) return false
    if (this.part === 'number' && this.last !== null) {
      // 十分, 二十五分: all of it counts coins.
      if (!this.close(true)) return false
      this.pending = { value: this.total, single: false }
      this.total = 0n
    }
    if (this.pending === null) return false
    this.total += this.pending.value / tens(power)
    this.pending = null
    this.lastCoin = power
    this.part = power === 2 ? 'done' : 'coins'
    this.last = null
    return true
  }
  end(): bigint | null {
    if (this.part === 'number') return this.close(false) ? this.total : null
    if (this.pending === null) return this.total
    // 三块五, 12元50: what stands behind 元 without its word is 角, or two figures of 分.
    const { value, single } = this.pending
    if (this.part === 'done' || this.lastCoin > 1 || value >= 100n * one || value % one !== 0n) return null
    if (!single && this.lastCoin === 1) return null
    return this.total + value / tens(single ? this.lastCoin + 1 : 2)
  }
}
