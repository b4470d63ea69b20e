/** What both made-up cases are made with: chance, numbers and their disguises, workbooks. */
import { mkdirSync, writeFileSync } from 'node:fs'
import * as XLSX from 'xlsx'
import { random } from '../statements.ts'

export interface MadeUpCase {
  readonly files: readonly string[]
  /** Measure id → right value. */
  readonly truth: Readonly<Record<string, number>>
}
/** A cell as it is written. */
export type Cell = string | number | null
export type Rows = Cell[][]

/** Chance that comes out the same for the same seed. */
export class Dice {
  readonly next: () => number
  constructor(seed: number) {
    this.next = random(seed)
  }
  whole(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1))
  }
  pick<T>(list: readonly T[]): T {
    return list[this.whole(0, list.length - 1)] as T
  }
  chance(probability: number): boolean {
    return this.next() < probability
  }
  digits(count: number): string {
    return Array.from({ length: count }, () => this.whole(0, 9)).join('')
  }
}

export function idNumber(dice: Dice): string {
  const first = `${dice.pick(['310112', '440106', '610113', '350206'])}${dice.whole(1965, 2003)}${String(dice.whole(1, 12)).padStart(2, '0')}${String(dice.whole(1, 28)).padStart(2, '0')}${String(dice.whole(0, 999)).padStart(3, '0')}`
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  return (
    first +
    '10X98765432'[
      [...first].reduce((sum, digit, index) => sum + Number(digit) * (weights[index] as number), 0) % 11
    ]
  )
}
export function cardNumber(dice: Dice): string {
  const body = `6222${dice.digits(14)}`
  const sum = [...body].reverse().reduce((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return body + String((10 - (sum % 10)) % 10)
}
export const phoneNumber = (dice: Dice) =>
  `1${dice.pick(['31', '36', '58', '77', '81', '89'])}${dice.digits(8)}`
const fullWidth = (text: string) =>
  [...text]
    .map((character) =>
      /[0-9A-Z]/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character,
    )
    .join('')
export const disguiseId = (dice: Dice, value: string): string =>
  dice.pick([
    value,
    `'${value}`,
    ` ${value} `,
    fullWidth(value),
    `${value.slice(0, 6)} ${value.slice(6, 14)} ${value.slice(14)}`,
    value.toLowerCase(),
  ])
export const disguisePhone = (dice: Dice, value: string): string =>
  dice.pick([
    value,
    `+86${value}`,
    `86-${value}`,
    fullWidth(value),
    `${value.slice(0, 3)} ${value.slice(3, 7)} ${value.slice(7)}`,
    `'${value}`,
  ])
export const disguiseCard = (dice: Dice, value: string): string =>
  dice.pick([value, value.replace(/(\d{4})(?=\d)/g, '$1 '), `${value}\t`])
export const yuan = (fen: number) => fen / 100
const thousands = (fen: number) =>
  (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
export const amountCell = (dice: Dice, fen: number): Cell => (dice.chance(0.12) ? thousands(fen) : yuan(fen))
export const dateText = (dice: Dice, year: number) =>
  `${year}-${String(dice.whole(1, 12)).padStart(2, '0')}-${String(dice.whole(1, 28)).padStart(2, '0')}`
export const stamp = (milliseconds: number) =>
  new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')
export const excelDay = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000 + 25_569

/** Writes a workbook and returns its path. */
export function workbook(
  path: string,
  sheets: readonly {
    readonly name: string
    readonly rows: Rows
    readonly hidden?: boolean
    readonly merges?: readonly string[]
  }[],
): string {
  const book = XLSX.utils.book_new()
  for (const { name, rows, merges } of sheets) {
    const sheet = XLSX.utils.aoa_to_sheet(rows)
    if (merges !== undefined) sheet['!merges'] = merges.map((range) => XLSX.utils.decode_range(range))
    XLSX.utils.book_append_sheet(book, sheet, name)
  }
  book.Workbook = { Sheets: sheets.map(({ name, hidden }) => ({ name, Hidden: hidden === true ? 1 : 0 })) }
  writeFileSync(path, XLSX.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Uint8Array)
  return path
}
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏']
const given = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉萍红建国']
export const personName = (dice: Dice) =>
  `${dice.chance(0.05) ? '欧阳' : dice.pick(surnames)}${dice.pick(given)}${dice.chance(0.6) ? dice.pick(given) : ''}`

/** A case under the making: files are added as they are written, right values as they are counted. */
export interface Making {
  readonly folder: string
  readonly dice: Dice
  /** How much of everything. */
  readonly scale: number
  readonly files: string[]
  readonly truth: Record<string, number>
}
export function startMaking(folder: string, seed: number, scale: number): Making {
  mkdirSync(folder, { recursive: true })
  return { folder, dice: new Dice(seed), scale, files: [], truth: {} }
}
