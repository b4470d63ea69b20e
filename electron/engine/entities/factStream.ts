/**
 * What new rows say of entities and links, counted while they are written, so that a million rows are not read again for it. The same
 * counts and sums that going over the table gives (entityFacts.ts, linkRows.ts); marks that come later are put right link by link.
 */
import type { LinkRule, RecordKind } from '../../../shared/model/define.ts'
import { yuan } from '../../../shared/model/currency.ts'
import { roleOf } from '../records/evidence.ts'
import { fieldColumnType, roleColumn } from '../store/recordTables.ts'
import { singleRoleCounter, type RowCounter } from './entityFacts.ts'
import { isStanding, ruleId } from './linkRows.ts'
import { LinkSums } from './linkSums.ts'
import { Tally } from './tally.ts'

type CellValue = string | number | null
/** Adds one row, given by the numbers of its roles' entities, by its values and where it begins among them. */
type AddRow = (row: readonly CellValue[], values: readonly CellValue[], start: number) => void
interface Layout {
  readonly columns: string
  readonly count: RowCounter
  /** Where the columns of the roles stand, and those of the fields. */
  readonly roles: readonly number[]
  readonly fields: readonly number[]
  readonly rules: readonly AddRow[]
}

export class FactStream {
  readonly tally = new Tally()
  /** By rule id; null when a rule of the kind cannot be counted this way (ends that may be several): then all links are made over the table. */
  readonly links: ReadonlyMap<string, LinkSums> | null
  private readonly kind: RecordKind
  private layout: Layout | null = null
  constructor(kind: RecordKind) {
    this.kind = kind
    this.links = kind.links.every((rule) => isStreamable(kind, rule))
      ? new Map(kind.links.map((rule) => [ruleId({ kind, rule }), new LinkSums()]))
      : null
  }

  /** Rows one after the other: `head` values that are no columns of `columns`, then one value a column. */
  add(columns: readonly string[], head: number, values: readonly CellValue[]): void {
    const wanted = columns.join()
    if (this.layout?.columns !== wanted) this.layout = this.layoutOf(wanted, columns, head)
    const { count, roles, fields, rules } = this.layout
    const width = head + columns.length
    const row: CellValue[] = [...roles, ...fields].map(() => null)
    // An account's rows stand together as a rule: the entity of the row before is known.
    const [lastIds, lastNumbers] = [roles.map(() => -1), roles.map(() => -1)]
    for (let start = 0; start < values.length; start += width) {
      for (let role = 0; role < roles.length; role += 1) {
        const entityId = values[start + (roles[role] as number)]
        if (typeof entityId !== 'number') {
          row[role] = null
          continue
        }
        if (entityId !== lastIds[role]) {
          lastIds[role] = entityId
          lastNumbers[role] = this.tally.numberOf(entityId)
        }
        row[role] = lastNumbers[role] as number
      }
      for (let field = 0; field < fields.length; field += 1)
        row[roles.length + field] = values[start + (fields[field] as number)] ?? null
      count(row)
      for (const add of rules) add(row, values, start)
    }
  }

  private layoutOf(wanted: string, columns: readonly string[], head: number): Layout {
    const placeOf = (name: string): number => {
      const at = columns.indexOf(name)
      return at < 0 ? -1 : at + head
    }
    const used = this.kind.roles.filter((role) => role.multi !== true && placeOf(roleColumn(role.role)) >= 0)
    const counter = singleRoleCounter(this.kind, used, this.tally, (field) => placeOf(field) >= 0)
    const roleOfRow = (role: string): number => used.findIndex((candidate) => candidate.role === role)
    const rules =
      this.links === null
        ? []
        : this.kind.links.flatMap((rule) => this.streamed(rule, roleOfRow, placeOf) ?? [])
    return {
      columns: wanted,
      count: counter.count,
      roles: used.map((role) => placeOf(roleColumn(role.role))),
      fields: counter.fields.map(placeOf),
      rules,
    }
  }
  private streamed(
    rule: LinkRule,
    roleOfRow: (role: string) => number,
    placeOf: (name: string) => number,
  ): AddRow | null {
    const sums = this.links?.get(ruleId({ kind: this.kind, rule }))
    const from = roleOfRow(rule.from)
    const to = roleOfRow(rule.to)
    if (sums === undefined || from < 0 || to < 0) return null
    const result =
      isStanding(rule) || this.kind.resultField === undefined ? -1 : placeOf(this.kind.resultField)
    const [direction, amount, quantity, time, positive, where] = [
      rule.direction,
      rule.amount,
      rule.quantity,
      rule.time,
      rule.positive,
      rule.where?.field,
    ].map((field) => (field === undefined ? -1 : placeOf(field)))
    const currency = this.kind.currency === undefined ? -1 : placeOf(this.kind.currency.field)
    const allowed = new Set<CellValue>(rule.where?.values)
    const at = (values: readonly CellValue[], start: number, place: number | undefined): CellValue =>
      place === undefined || place < 0 ? null : (values[start + place] ?? null)
    const numberAt = (
      values: readonly CellValue[],
      start: number,
      place: number | undefined,
    ): number | null => {
      const value = at(values, start, place)
      return typeof value === 'number' ? value : null
    }
    const idOf = (number: number): number => this.tally.entityIds[number] ?? 0
    return (row, values, start) => {
      const one = row[from]
      const other = row[to]
      if (typeof one !== 'number' || typeof other !== 'number' || one === other) return
      if (result >= 0 && values[start + result] === 'failed') return
      if (rule.where !== undefined && !allowed.has(at(values, start, where))) return
      if (rule.positive !== undefined && !((numberAt(values, start, positive) ?? 0) > 0)) return
      const way = rule.direction === undefined ? 'out' : at(values, start, direction)
      const directed = way === 'in' || way === 'out'
      // Without a direction the lesser id stands first, as it does in SQL.
      const turned = directed ? way === 'in' : idOf(other) < idOf(one)
      const moment = at(values, start, time)
      sums.add(
        turned ? other : one,
        turned ? one : other,
        directed ? 1 : 0,
        numberAt(values, start, amount),
        numberAt(values, start, quantity),
        typeof moment === 'string' ? moment : null,
        currency < 0 ? yuan : String(at(values, start, currency) ?? yuan),
      )
    }
  }
}

/** Single ends, whole numbers to sum, texts to choose by: what is added here as SQL adds it. */
function isStreamable(kind: RecordKind, rule: LinkRule): boolean {
  const isWhole = (field: string | undefined): boolean =>
    field === undefined ||
    kind.fields.some((candidate) => candidate.id === field && fieldColumnType(candidate) === 'INTEGER')
  const isText = (field: string | undefined): boolean =>
    field === undefined ||
    kind.fields.some((candidate) => candidate.id === field && fieldColumnType(candidate) === 'TEXT')
  return (
    roleOf(kind, rule.from).multi !== true &&
    roleOf(kind, rule.to).multi !== true &&
    isWhole(rule.amount) &&
    isWhole(rule.quantity) &&
    isWhole(rule.positive) &&
    isText(rule.time) &&
    isText(rule.direction) &&
    isText(rule.where?.field)
  )
}
