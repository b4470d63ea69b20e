/** How times, sizes and long numbers are written on the page; figures and amounts are written by `shared/model/numberText.ts`. */

export { countText, decimalText, moneyText } from '../shared/model/numberText.ts'

/** Local time text without its seconds: `2022-08-30 09:15`; a dash for null. */
export function timeText(time: string | null): string {
  return time === null || time === '' ? '—' : time.replace('T', ' ').slice(0, 16)
}
export function dateText(time: string | null): string {
  return time === null || time === '' ? '—' : time.slice(0, 10)
}

/** `1.2 MB`; sizes of files. */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return `${unit === 0 ? String(value) : value.toFixed(value < 10 ? 1 : 0)} ${units[unit] ?? 'B'}`
}

/** First sixteen figures of a hash in groups, for the eye; the whole stands in the title. */
export function shortHash(hash: string): string {
  return (hash.slice(0, 16).match(/.{4}/g) ?? []).join(' ')
}

/** A long number in groups of four, for the eye; anything that is not 12 to 21 figures stays as it is. */
export function groupedNumber(text: string): string {
  return /^\d{12,21}$/.test(text) && !/^\d{17}[\dXx]$/.test(text)
    ? text.replace(/(\d{4})(?=\d)/g, '$1 ')
    : text
}
