/** Chinese numerals as headings are counted: 一, 十, 十一, 二十, 一百零一, 一万零二十. */
const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const
const places = ['', '十', '百', '千'] as const
const groups = ['', '万', '亿', '万亿'] as const

/** The numeral of a whole number from 0 to the largest safe integer. Throws `RangeError` for anything else. */
export function chineseNumeral(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not a whole number from zero up')
  if (value === 0) return digits[0]
  let text = ''
  let gap = false
  for (let group = groups.length - 1; group >= 0; group -= 1) {
    const part = Math.floor(value / 10_000 ** group) % 10_000
    if (part === 0) {
      gap = text !== ''
      continue
    }
    if (text !== '' && (gap || part < 1_000)) text += digits[0]
    // 万亿 stands before 亿: its 亿 is said once, by the group that ends it.
    const unit = group === 3 && Math.floor(value / 10_000 ** 2) % 10_000 !== 0 ? '万' : (groups[group] ?? '')
    text += groupText(part) + unit
    gap = false
  }
  return text.startsWith('一十') ? text.slice(1) : text
}

function groupText(value: number): string {
  let text = ''
  let gap = false
  for (let place = places.length - 1; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      gap = text !== ''
      continue
    }
    text += (gap ? digits[0] : '') + (digits[digit] ?? '') + (places[place] ?? '')
    gap = false
  }
  return text
}
