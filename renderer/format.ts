/** How figures and times are written on the page. Values come in stored units; nothing here rounds a figure that is counted. */

const grouping = /\B(?=(\d{3})+(?!\d))/g

function grouped(digits: string): string {
  return digits.replace(grouping, ',')
}

/** `12,345`; a dash for a figure that is not there. */
export function countText(value: number | null): string {
  if (value === null) return '—'
  const [whole = '0', fraction] = String(Math.abs(value)).split('.')
  return `${value < 0 ? '-' : ''}${grouped(whole)}${fraction === undefined ? '' : `.${fraction}`}`
}

/** Minor units (分) as `10,855.15`, always two decimals, digit by digit so that nothing is rounded; a dash for null. */
export function moneyText(minor: number | null): string {
  if (minor === null) return '—'
  const digits = String(Math.abs(minor)).padStart(3, '0')
  return `${minor < 0 ? '-' : ''}${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`
}

/** A stored integer with `scale` decimals: `decimalText(3366, 3)` is `3.366`; trailing zeros are kept out. */
export function decimalText(scaled: number | null, scale: number): string {
  if (scaled === null) return '—'
  const digits = String(Math.abs(scaled)).padStart(scale + 1, '0')
  const whole = scale === 0 ? digits : digits.slice(0, -scale)
  const fraction = scale === 0 ? '' : digits.slice(-scale).replace(/0+$/, '')
  return `${scaled < 0 ? '-' : ''}${grouped(whole)}${fraction === '' ? '' : `.${fraction}`}`
}

/** A value in plain units (yuan, m³, kg) with the decimals it needs, at most three; figures of measures. */
export function plainNumberText(value: number | null, digits?: number): string {
  if (value === null) return '—'
  const text =
    digits === undefined ? String(Number(Math.abs(value).toFixed(3))) : Math.abs(value).toFixed(digits)
  const [whole = '0', fraction] = text.split('.')
  return `${value < 0 ? '-' : ''}${grouped(whole)}${fraction === undefined ? '' : `.${fraction}`}`
}

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
