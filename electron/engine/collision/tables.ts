/** Two columns against each other: what stands in both, what only in one. Values are compared in their normal form, however they were written. */
import { createHash } from 'node:crypto'
import type * as v from 'valibot'
import type {
  collisionContract,
  SideHead,
  TablesCollision,
  TablesState,
  TablesValue,
} from '../../../shared/contract/collision.ts'
import type { Field, FieldType } from '../../../shared/model/define.ts'
import { parseDecimal, scaledText } from '../../../shared/model/exactDecimal.ts'
import { isIdentifierType, normaliseIdentifier, storedAsToday } from '../../../shared/model/identifiers.ts'
import { recordKinds, scaleOf } from '../../../shared/model/recordKinds/index.ts'
import { canonicalJson } from '../store/canonicalJson.ts'
import type { ReadingJobContext } from '../core/context.ts'
import type { Db } from '../store/db.ts'
import { columnOf, fieldOf, kindOf } from '../records/evidence.ts'
import { yieldToOthers } from '../core/stepByStep.ts'
import { digestOf, keptList, type KeptList, listedValues, type ListInput } from './listInput.ts'
import { holdResult, newHead, type ResultHead, toldHead } from './results.ts'
import { foldedWords, readListed } from './values.ts'

type GivenSide = v.InferOutput<(typeof collisionContract)['collision.tables']['args']>['left']
export type ColumnSide = Extract<GivenSide, { readonly scope: unknown }>
export type SideInput = ColumnSide | { readonly list: ListInput }
/** A side as it can be run again: a list with its values. */
export type KeptSide = ColumnSide | { readonly list: { readonly kept: KeptList } }
export interface TablesResult {
  readonly what: 'tables'
  readonly head: ResultHead
  readonly input: { readonly left: KeptSide; readonly right: KeptSide }
  readonly left: SideHead
  readonly right: SideHead
  readonly values: readonly TablesValue[]
  readonly orders: Map<string, Int32Array>
}
type Stored = string | number
interface Counted {
  readonly shown: string
  rows: number
  readonly stored: Stored[]
}
interface Side {
  readonly kept: KeptSide
  readonly head: SideHead
  readonly values: ReadonlyMap<string, Counted>
  readonly digest: string
}

const numberTypes: ReadonlySet<FieldType> = new Set<FieldType>(['money', 'decimal', 'integer', 'percent'])

/** Compares two sides and holds the result. Errors: those of the scopes and of `listedValues`. */
export async function collideTables(
  context: ReadingJobContext,
  input: { readonly left: SideInput; readonly right: SideInput },
  keptId: number | null = null,
): Promise<TablesResult> {
  const types = { left: typeOf(input.left), right: typeOf(input.right) }
  const left = await readSide(context, input.left, types.right)
  context.progress('compare', 1, 3)
  const right = await readSide(context, input.right, types.left)
  context.progress('compare', 2, 3)
  await yieldToOthers(context)
  const values: TablesValue[] = []
  for (const [key, one] of left.values) {
    const other = right.values.get(key)
    values.push({
      value: one.shown,
      state: other === undefined ? 'left' : 'both',
      leftRows: one.rows,
      rightRows: other?.rows ?? 0,
      leftStored: one.stored,
      rightStored: other?.stored ?? [],
    })
  }
  for (const [key, other] of right.values) {
    if (!left.values.has(key))
      values.push({
        value: other.shown,
        state: 'right',
        leftRows: 0,
        rightRows: other.rows,
        leftStored: [],
        rightStored: other.stored,
      })
  }
  const result: TablesResult = {
    what: 'tables',
    head: newHead(context, digestOf([left.digest, right.digest]), keptId),
    input: { left: left.kept, right: right.kept },
    left: left.head,
    right: right.head,
    values,
    orders: new Map(),
  }
  holdResult(context, result)
  return result
}
function typeOf(side: SideInput): FieldType | null {
  return 'list' in side ? null : fieldOf(kindOf(recordKinds, side.scope.kind), side.field).type
}

async function readSide(
  context: ReadingJobContext,
  side: SideInput,
  otherType: FieldType | null,
): Promise<Side> {
  return 'list' in side
    ? readListSide(context, side.list, otherType)
    : readColumnSide(context, side, otherType)
}
async function readListSide(
  context: ReadingJobContext,
  list: ListInput,
  otherType: FieldType | null,
): Promise<Side> {
  const listed = await listedValues(context, list)
  const values = new Map<string, Counted>()
  let unread = 0
  for (const [place, raw] of listed.values.entries()) {
    const key =
      otherType !== null && (isIdentifierType(otherType) || numberTypes.has(otherType))
        ? typedKey(raw, otherType, listed.numeric.has(place))
        : readListed(raw, otherType === 'name' ? 'name' : 'auto', listed.numeric.has(place)).value
    if (key === null) {
      unread += 1
      continue
    }
    count(values, foldedKey(key), key, raw, 1)
  }
  return {
    kept: { list: { kept: keptList(listed) } },
    head: { kind: null, field: null, rows: listed.values.length, empty: 0, unread, distinct: values.size },
    values,
    digest: listed.digest,
  }
}
async function readColumnSide(
  context: ReadingJobContext,
  { scope, field: fieldId }: ColumnSide,
  otherType: FieldType | null,
): Promise<Side> {
  const db = context.db()
  const { kind, table, where, params } = context.rows(scope)
  const field = fieldOf(kind, fieldId)
  const rows = db
    .prepare<[object], [Stored | null, number]>(
      `SELECT ${columnOf('r', field.id)} AS value, COUNT(*) FROM ${table} r WHERE ${where} GROUP BY 1`,
    )
    .raw()
    .all(params)
  const values = new Map<string, Counted>()
  const head = { rows: 0, empty: 0, unread: 0 }
  const hash = createHash('sha256').update(`${canonicalScope(scope)}\n${fieldId}\n`)
  for (const [index, [stored, times]] of rows.entries()) {
    head.rows += times
    hash.update(`${String(stored).length}:${String(stored)}*${times}`)
    if (stored === null || stored === '') {
      head.empty += times
      continue
    }
    let used = false
    for (const part of field.multi === true ? new Set(String(stored).split('\n')) : [stored]) {
      const shown = comparedText(field, part, otherType)
      if (shown === null) continue
      used = true
      count(values, foldedKey(shown), shown, part, times)
    }
    if (!used) head.unread += times
    if (index % 50_000 === 49_999) await yieldToOthers(context)
  }
  return {
    kept: { scope, field: fieldId },
    head: { kind: kind.id, field: field.id, ...head, distinct: values.size },
    values,
    digest: hash.digest('hex'),
  }
}
function count(values: Map<string, Counted>, key: string, shown: string, stored: Stored, rows: number): void {
  const present = values.get(key)
  if (present === undefined) {
    values.set(key, { shown, rows, stored: [stored] })
    return
  }
  present.rows += rows
  if (!present.stored.includes(stored)) present.stored.push(stored)
}
function canonicalScope(scope: object): string {
  return canonicalJson(JSON.parse(JSON.stringify(scope)) as Parameters<typeof canonicalJson>[0])
}

/** A stored value as it is compared and shown. Numbers are written out; text that meets an identifier is read as that identifier. */
function comparedText(field: Field, stored: Stored, otherType: FieldType | null): string | null {
  if (typeof stored === 'number') return numberText(scaledText(stored, scaleOf(field)))
  if (isIdentifierType(field.type)) return storedAsToday(field.type, stored)
  if (otherType !== null && (isIdentifierType(otherType) || numberTypes.has(otherType)))
    return typedKey(stored, otherType, false)
  return stored
}
function typedKey(raw: string, type: FieldType, numeric: boolean): string | null {
  if (isIdentifierType(type)) return normaliseIdentifier(type, raw, numeric).value
  const number = parseDecimal(raw.normalize('NFKC').replace(/[,\s￥¥元]/g, ''))
  if (number === null) return null
  const digits = number.digits.padStart(number.scale + 1, '0')
  const whole = digits.slice(0, digits.length - number.scale)
  return numberText(
    `${number.negative && /[1-9]/.test(digits) ? '-' : ''}${whole}${number.scale === 0 ? '' : `.${digits.slice(-number.scale)}`}`,
  )
}
/** One spelling for one number: no zeros behind the point, no plus. */
function numberText(text: string): string {
  const plain = text.replace(/^\+/, '')
  return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain
}
/** Width, case and spaces never make two values of one. */
function foldedKey(text: string): string {
  return foldedWords(text)
}

/** The summary of a result. */
export function toldTables(db: Db, result: TablesResult): TablesCollision {
  const counts = { both: 0, left: 0, right: 0 }
  for (const { state } of result.values) counts[state] += 1
  return { ...toldHead(db, result.head), what: 'tables', left: result.left, right: result.right, counts }
}
export interface ValueFilter {
  readonly states?: readonly TablesState[] | undefined
  readonly text?: string | undefined
}
export interface ValueOrder {
  readonly sort: 'value' | 'state' | 'leftRows' | 'rightRows'
  readonly descending: boolean
}
const ranks: Readonly<Record<TablesState, number>> = { both: 0, left: 1, right: 2 }

/** The values that pass the filter, in order; kept, so that a window is a slice. */
export function orderedValues(
  result: TablesResult,
  filter: ValueFilter,
  { sort, descending }: ValueOrder,
): Int32Array {
  const key = JSON.stringify([filter, sort, descending])
  const present = result.orders.get(key)
  if (present !== undefined) return present
  const states = filter.states === undefined ? null : new Set(filter.states)
  const words = foldedWords(filter.text ?? '')
  const chosen = result.values.flatMap(({ state, value }, index) =>
    (states === null || states.has(state)) && (words === '' || foldedWords(value).includes(words))
      ? [index]
      : [],
  )
  const at = (index: number): TablesValue | undefined => result.values[index]
  const weight = (index: number): number => {
    const value = at(index)
    return value === undefined
      ? 0
      : sort === 'state'
        ? ranks[value.state]
        : sort === 'leftRows'
          ? value.leftRows
          : value.rightRows
  }
  const byValue = (one: number, other: number): number => {
    const [left, right] = [at(one)?.value ?? '', at(other)?.value ?? '']
    return left < right ? -1 : left > right ? 1 : 0
  }
  chosen.sort(sort === 'value' ? byValue : (one, other) => weight(one) - weight(other) || byValue(one, other))
  const ordered = Int32Array.from(descending ? chosen.reverse() : chosen)
  if (result.orders.size >= 6) result.orders.clear()
  result.orders.set(key, ordered)
  return ordered
}
