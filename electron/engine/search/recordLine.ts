/** What a row that was found says in one line: when, who with whom, how much, and how it stands. Which fields these are follows from the kind. */
import type { RecordLine } from '../../../shared/contract/search.ts'
import type { Scalar } from '../../../shared/contract/records.ts'
import { yuan } from '../../../shared/model/currency.ts'
import type { LinkRule, RecordKind } from '../../../shared/model/define.ts'
import { recordKind } from '../../../shared/model/recordKinds/index.ts'
import { columnOf, standingSql } from '../records/evidence.ts'
import type { Db } from '../store/db.ts'
import { recordTable } from '../store/recordTables.ts'
import { statement } from '../store/statements.ts'

/** One way of the kind to join two, with the fields that name each: names before numbers. */
interface Side {
  readonly rule: LinkRule
  readonly from: readonly string[]
  readonly to: readonly string[]
}
interface LineFields {
  readonly sides: readonly Side[]
  readonly figures: readonly string[]
  /** Everything that is read of a row, each once. */
  readonly all: readonly string[]
}
const known = new Map<string, LineFields>()

/** The fields that name who stands in a role: the name of whoever holds it, its own name, its number. */
function namesOf(kind: RecordKind, role: string): readonly string[] {
  const stated = kind.byHand?.names[role]
  if (stated !== undefined) return [stated.name, stated.key]
  const found = kind.roles.find((candidate) => candidate.role === role)
  const holders = kind.links.filter((rule) => rule.linkKind === 'holds' && rule.to === role)
  return [
    ...holders.flatMap(({ from }) => kind.roles.find((holder) => holder.role === from)?.label ?? []),
    ...(found?.label === undefined ? [] : [found.label]),
    ...(found?.keys ?? []).flatMap(({ fields }) => fields),
  ]
}
/** Which fields of a kind make its line. Dealings of the kind come before what merely holds or uses; a figure is its amount, or else a money column, or else a quantity. */
export function lineFields(kind: RecordKind): LineFields {
  const before = known.get(kind.id)
  if (before !== undefined) return before
  const [first] = kind.links
  // A kind may say two things of the same two: what was paid in, and what was paid out.
  const sides = kind.links
    .filter(
      (rule) =>
        kind.byHand !== undefined ||
        rule.linkKind === first?.linkKind ||
        (rule.from === first?.from && rule.to === first.to),
    )
    .map((rule) => ({ rule, from: namesOf(kind, rule.from), to: namesOf(kind, rule.to) }))
  const money = kind.fields.filter(({ type, multi }) => type === 'money' && multi !== true)
  const shown = money.filter((field) => field.shown === true)
  const figures = [
    ...(kind.amountField === undefined
      ? (shown.length > 0 ? shown : money).map(({ id }) => id)
      : [kind.amountField]),
    ...(first?.quantity === undefined ? [] : [first.quantity]),
  ]
  const all = [
    ...(kind.timeField === undefined ? [] : [kind.timeField]),
    ...(kind.currency === undefined ? [] : [kind.currency.field]),
    ...figures,
    ...sides.flatMap(({ rule, from, to }) => [
      ...(rule.direction === undefined ? [] : [rule.direction]),
      ...(rule.where === undefined ? [] : [rule.where.field]),
      ...from,
      ...to,
    ]),
  ]
  const fields = { sides, figures, all: [...new Set(all)] }
  known.set(kind.id, fields)
  return fields
}

/** What was found, with the line of its record; undefined where the place is no record. By its place in a sheet, or by its number where it stands in none. */
export function recordLines(
  db: Db,
  kindId: string,
  by: 'place' | 'record',
): (...place: number[]) => { readonly recordId: number; readonly line: RecordLine } | undefined {
  const kind = recordKind(kindId)
  if (kind === undefined) return () => undefined
  const { all } = lineFields(kind)
  const columns = all.map((id, index) => `${columnOf('r', id)} AS f${index}`)
  const read = statement<number[], Readonly<Record<string, Scalar>>>(
    db,
    `SELECT r.record_id AS id, ${standingSql(kind, 'r')} AS standing${columns.map((column) => `, ${column}`).join('')} FROM ${recordTable(kind.id)} r
    WHERE ${by === 'place' ? 'r.sheet_id = ? AND r.row = ?' : 'r.record_id = ?'}`,
  )
  return (...place) => {
    const row = read.get(...place)
    if (row === undefined) return undefined
    const value = (id: string): Scalar => row[`f${all.indexOf(id)}`] ?? null
    // The statement names one of the standings.
    const standing = row['standing'] as RecordLine['standing']
    return { recordId: Number(row['id']), line: lineOf(kind, value, standing) }
  }
}
function lineOf(
  kind: RecordKind,
  value: (id: string) => Scalar,
  standing: RecordLine['standing'],
): RecordLine {
  const { sides, figures } = lineFields(kind)
  const said = (ids: readonly string[]): string | null => {
    const filled = ids.map(value).find((candidate) => candidate !== null && candidate !== '')
    return filled === undefined ? null : String(filled).split('\n').join('、')
  }
  const taken = sides
    .filter(({ rule: { where } }) => where === undefined || where.values.includes(String(value(where.field))))
    .map(({ rule, from, to }) => ({ rule, from: said(from), to: said(to) }))
  const ends =
    taken.find(({ from, to }) => from !== null && to !== null) ??
    taken.find(({ from, to }) => from !== null || to !== null)
  const way = ends?.rule.direction === undefined ? 'out' : value(ends.rule.direction)
  const figure = figures.find((id) => value(id) !== null)
  const time = kind.timeField === undefined ? null : value(kind.timeField)
  const currency =
    figure !== undefined && kind.currency?.amounts.includes(figure) === true
      ? value(kind.currency.field)
      : null
  return {
    time: time === null ? null : String(time),
    from: (way === 'in' ? ends?.to : ends?.from) ?? null,
    to: (way === 'in' ? ends?.from : ends?.to) ?? null,
    directed: way === 'in' || way === 'out',
    figure:
      figure === undefined
        ? null
        : {
            field: figure,
            value: value(figure) ?? '',
            currency: currency === null || currency === '' ? yuan : String(currency),
          },
    standing,
  }
}
