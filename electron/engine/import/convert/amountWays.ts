/**
 * Which way the amounts of a sheet went: decided once for the sheet from the words of its rows and from how its balances run on, and for a row from its
 * words, its balance, and only then from the sign of its amount. What stays open is unknown.
 */
import type { SheetTraits } from '../../../../shared/model/complete.ts'
import type { DeriveRule, Field, RecordKind } from '../../../../shared/model/define.ts'
import { type Way, wayOfTexts } from '../../../../shared/model/wayWords.ts'
import type { RawRow } from '../formats/cells.ts'
import type { ConversionBasis } from './conversionBasis.ts'

/** A column with the field it fills, as far as this is concerned. */
export interface WayColumn {
  readonly column: number
  readonly field: Field
}
type Value = string | number | null
export interface RowReading {
  /** What a column's cell of the row holds, before anything is completed. */
  read(row: RawRow, column: WayColumn): Value
  isData(row: RawRow): boolean
}
interface Votes {
  /** Rows in which a positive amount came in, and in which it went out. */
  in: number
  out: number
}
interface Balanced {
  readonly row: number
  readonly time: string
  readonly amount: number
  readonly balance: number
}
/** After so many rows that agree no further ones are asked. */
const enough = 200
/** Whether rows that say one thing outweigh those that say the other: nine of ten, or three and more against a single one. */
function agree(these: number, those: number): boolean {
  return these > 0 && (these >= 9 * those || (these >= 3 && those <= 1))
}

export class AmountWays {
  /** The amount's column where its sign or its row tells the direction, because no column does. */
  private readonly amount: WayColumn | null
  private readonly directed: { readonly direction: WayColumn; readonly amount: WayColumn } | null
  /** The amount's column where the title says that all rows went out. */
  private readonly titledOut: WayColumn | null
  /** Columns of what went out, where both ways have columns of their own. */
  private readonly outgoing: readonly WayColumn[]
  private readonly texts: readonly WayColumn[]
  private readonly balance: WayColumn | null
  private readonly account: readonly WayColumn[]
  private readonly times: readonly WayColumn[]
  private readonly outWord: string
  private readonly reading: RowReading
  private readonly given: ConversionBasis
  private readonly byWords: Votes = { in: 0, out: 0 }
  private readonly byBalance: Votes = { in: 0, out: 0 }
  private negatives = 0
  private positives = 0
  private reversed: boolean
  private readonly last = new Map<string, Balanced>()
  private readonly rowWays = new Map<number, Way | null>()
  private ways: ReadonlyMap<number, Way> | null = null
  private looked = false

  constructor(
    kind: RecordKind,
    columns: ReadonlyMap<string, WayColumn>,
    given: ConversionBasis,
    reading: RowReading,
  ) {
    this.given = given
    this.reading = reading
    this.reversed = given.reversals === true
    const at = (id: string | undefined): WayColumn | null => columns.get(id ?? '') ?? null
    const rule = (kind.derive ?? []).find(({ how }) => how === 'signed') as
      Extract<DeriveRule, { how: 'signed' }> | undefined
    const [amount, direction] = [at(rule?.amount), at(rule?.direction)]
    const derives = rule?.out === undefined
    this.outWord = rule?.out ?? 'out'
    this.amount = direction === null && derives ? amount : null
    this.directed = amount === null || direction === null ? null : { amount, direction }
    this.titledOut =
      direction === null && given.constants[rule?.direction ?? ''] === this.outWord ? amount : null
    this.outgoing = (kind.derive ?? [])
      .flatMap((step) => (step.how === 'pair' ? step.out : []))
      .flatMap((id) => columns.get(id) ?? [])
    // Who paid whom is said by the columns of both sides; words would only be taken for the wrong one's.
    const sides = (kind.derive ?? []).some(
      (step) => step.how === 'sides' && [...step.payer, ...step.payee].some((field) => columns.has(field)),
    )
    this.texts =
      amount === null || !derives || sides ? [] : (rule?.words ?? []).flatMap((id) => columns.get(id) ?? [])
    this.balance = this.amount === null || given.creditCard === true ? null : at(rule?.balance)
    this.account = ['ownCard', 'ownAccount', 'currency'].flatMap((id) => columns.get(id) ?? [])
    this.times = ['time', 'date'].flatMap((id) => columns.get(id) ?? [])
  }

  /** Looks at further rows; false while more of them may still tell something. */
  look(rows: readonly RawRow[]): boolean {
    this.looked = true
    if (!this.reversed) this.reversed = rows.some((row) => this.isPlainOut(row))
    if (this.amount !== null) for (const row of rows) this.lookAt(row, this.amount)
    return this.settled
  }
  private get settled(): boolean {
    const { in: came, out: went } = this.votes
    return (
      (this.amount === null ||
        (this.negatives > 0 && came + went >= enough && (agree(came, went) || agree(went, came)))) &&
      ((this.directed === null && this.titledOut === null && this.outgoing.length === 0) || this.reversed)
    )
  }
  /** Whether the row shows that outgoing amounts stand without a sign. */
  private isPlainOut(row: RawRow): boolean {
    const { read } = this.reading
    if (this.directed !== null && read(row, this.directed.direction) === this.outWord)
      return Number(read(row, this.directed.amount)) > 0
    if (this.titledOut !== null) return Number(read(row, this.titledOut)) > 0 && this.reading.isData(row)
    return this.outgoing.some((column) => Number(read(row, column)) > 0) && this.reading.isData(row)
  }
  private lookAt(row: RawRow, column: WayColumn): void {
    const amount = this.reading.read(row, column)
    if (typeof amount !== 'number' || amount === 0) return
    if (amount < 0) this.negatives += 1
    else this.positives += 1
    const way = this.wordsOf(row)
    if (way !== null) this.vote(this.byWords, way, amount)
    this.follow(row, amount)
  }
  private vote(votes: Votes, way: Way, amount: number): void {
    votes[(way === 'in') === amount > 0 ? 'in' : 'out'] += 1
  }
  private get votes(): Votes {
    return { in: this.byWords.in + this.byBalance.in, out: this.byWords.out + this.byBalance.out }
  }
  /** Of two rows of an account that follow each other the later one moved the balance by its amount, up or down. */
  private follow(row: RawRow, amount: number): void {
    const balance = this.balance === null ? null : this.reading.read(row, this.balance)
    if (typeof balance !== 'number') return
    const account = this.account.map((column) => this.reading.read(row, column)).join(' ')
    const time = this.times
      .map((column) => this.reading.read(row, column))
      .filter((value) => typeof value === 'string')
      .join(' ')
    const now: Balanced = { row: row.row, time, amount, balance }
    const before = this.last.get(account)
    this.last.set(account, now)
    if (before === undefined) return
    // In either order of the sheet; rows of one moment are taken in the order in which they stand, where it fits.
    const upwards = before.time > now.time || (before.time === now.time && !this.fits(before, now))
    const [earlier, later] = upwards ? [now, before] : [before, now]
    if (!this.fits(earlier, later)) return
    const way = later.balance > earlier.balance ? 'in' : 'out'
    if (before.time !== now.time) this.vote(this.byBalance, way, later.amount)
    this.rowWays.set(
      later.row,
      this.rowWays.has(later.row) && this.rowWays.get(later.row) !== way ? null : way,
    )
  }
  private fits(earlier: Balanced, later: Balanced): boolean {
    return Math.abs(later.balance - earlier.balance) === Math.abs(later.amount)
  }

  /** Which way a positive amount went; null: the sheet does not tell. */
  private get positive(): Way | null {
    if (this.given.positive !== undefined && !this.looked) return this.given.positive
    const { in: came, out: went } = this.votes
    // Where no amount has a minus, being without one says nothing.
    if (this.negatives === 0) return null
    if (came + went > 0) return agree(came, went) ? 'in' : agree(went, came) ? 'out' : null
    // By the signs alone: an account's statement writes a minus before what went out. One of many may be anything.
    const some = (count: number): boolean => count >= 3 || count * 3 >= this.negatives + this.positives
    return some(this.negatives) && (this.positives === 0 || some(this.positives)) ? 'in' : null
  }
  /** What is kept of it with the sheet. */
  get kept(): Pick<ConversionBasis, 'signed' | 'reversals' | 'positive' | 'ways'> {
    const signs = { ...(this.reversed ? { reversals: true } : {}) }
    // A sheet that an older program read keeps its rule.
    if (!this.looked || this.amount === null)
      return {
        signed: this.given.signed,
        ...signs,
        ...(this.given.positive === undefined ? {} : { positive: this.given.positive }),
        ...(this.given.ways === undefined ? {} : { ways: this.given.ways }),
      }
    const { positive } = this
    const ways = positive === null ? waysText(this.rowWays) : ''
    return { signed: positive === 'in', ...signs, positive, ...(ways === '' ? {} : { ways }) }
  }
  get traits(): SheetTraits {
    const kept = this.kept
    const { positive } = kept
    return {
      signed: kept.signed,
      reversals: kept.reversals === true,
      spending: positive === undefined ? this.given.spending === true : positive === 'out',
      ...(positive === null ? { open: true } : {}),
    }
  }

  /**
   * The way of a row that no column tells, where its words, a sign like CR or its balance do: `way`; null where only the sign of the amount is left, `open`
   * where words and sign contradict each other. `said`: what the amount's own cell says.
   */
  wayOf(row: RawRow, amount: number, said: Way | undefined): Way | 'open' | null {
    if (said !== undefined) return said
    // Sheets of older programs: their rows were read without words.
    if (this.given.rules === undefined) return null
    // The column that should say it is empty here.
    if (this.amount === null) return amount > 0 ? this.wordsOf(row) : null
    const { positive } = this
    const signed: Way | null = positive === null ? null : (positive === 'in') === amount > 0 ? 'in' : 'out'
    const words = this.wordsOf(row)
    if (words !== null && (words === signed || signed === null))
      return signed === null && amount < 0 ? 'open' : words
    if (words !== null) return 'open'
    if (positive !== null) return null
    this.ways ??= this.looked
      ? new Map([...this.rowWays].flatMap(([at, way]) => (way === null ? [] : [[at, way] as const])))
      : waysOf(this.given.ways ?? '')
    return this.ways.get(row.row) ?? null
  }
  private wordsOf(row: RawRow): Way | null {
    return this.texts.length === 0
      ? null
      : wayOfTexts(
          this.texts.map(({ column }) => row.cells[column] ?? ''),
          this.given.creditCard === true,
        )
  }
}

/** Rows with their way as a short text: `i2-5,7;o6`. */
function waysText(ways: ReadonlyMap<number, Way | null>): string {
  const ranges = (wanted: Way): string => {
    const found: string[] = []
    let [first, last] = [0, -1]
    const close = (): void => {
      if (last > 0) found.push(first === last ? String(first) : `${first}-${last}`)
    }
    for (const [row, way] of [...ways].toSorted(([one], [other]) => one - other)) {
      if (way !== wanted) continue
      if (row !== last + 1) {
        close()
        first = row
      }
      last = row
    }
    close()
    return found.join()
  }
  const [came, went] = [ranges('in'), ranges('out')]
  return came === '' && went === '' ? '' : `i${came};o${went}`
}
function waysOf(text: string): ReadonlyMap<number, Way> {
  const ways = new Map<number, Way>()
  for (const part of text.split(';'))
    for (const range of part.slice(1).split(',')) {
      const [first = 0, last = first] = range.split('-').map(Number)
      for (let row = first; row > 0 && row <= last; row += 1)
        ways.set(row, part.startsWith('i') ? 'in' : 'out')
    }
  return ways
}
