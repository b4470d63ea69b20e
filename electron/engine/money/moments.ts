/** Times of rows as milliseconds, with how fine they are: a day covers all of it, a minute all its seconds. */

/** How fine a time is: 0 a day, 1 a minute, 2 a second, 3 finer. */
export type Grain = 0 | 1 | 2 | 3
export const grainLength: readonly number[] = [86_400_000, 60_000, 1_000, 1]

/** The beginning of what a time covers, NaN for a text that is no time as rows keep it. */
export function startOf(text: string): number {
  const { length } = text
  if (length < 10) return Number.NaN
  const year = figures(text, 0, 4)
  const month = figures(text, 5, 7)
  const date = figures(text, 8, 10)
  const hour = length >= 16 ? figures(text, 11, 13) : 0
  const minute = length >= 16 ? figures(text, 14, 16) : 0
  const second = length >= 19 ? figures(text, 17, 19) : 0
  const rest = length >= 23 ? figures(text, 20, 23) : 0
  return daysBefore(year, month, date) * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1_000 + rest
}
export function grainOf(text: string): Grain {
  return text.length >= 23 ? 3 : text.length >= 19 ? 2 : text.length >= 16 ? 1 : 0
}
function figures(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) {
    const figure = text.charCodeAt(at) - 48
    if (!(figure >= 0 && figure <= 9)) return Number.NaN
    value = value * 10 + figure
  }
  return value
}
/** Days since 1970-01-01 (the calendar of our days, counted by years that begin in March). */
function daysBefore(year: number, month: number, date: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + date - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}
/** The text of a moment as fine as it is. */
export function momentText(at: number, grain: number): string {
  const text = new Date(at).toISOString().replace('T', ' ')
  return text.slice(0, [10, 16, 19, 23][grain] ?? 19)
}
/** The day a moment lies in, counted from 1970-01-01. */
export function dayOf(at: number): number {
  return Math.floor(at / 86_400_000)
}
/** Months counted from year 0. */
export function monthOf(at: number): number {
  const date = new Date(at)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}
export function monthText(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}
