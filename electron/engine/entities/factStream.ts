/**
 * What new rows say of entities and links, counted while they are written, so that a million rows are not read again for it. The same
 * counts and sums that going over the table gives (entityFacts.ts, linkRows.ts); marks that come later are put right link by link.
 */
import type { LinkRule, RecordKind } from '../../../shared/model/define.ts'
import { roleOf } from '../records/evidence.ts'
import { fieldColumnType, roleColumn } from '../store/recordTables.ts'
import { singleRoleCounter, type RowCounter } from './entityFacts.ts'
import { isStanding, ruleId } from './linkRows.ts'
import { LinkSums } from './linkSums.ts'
import { Tally } from './tally.ts'

type CellValue = string | number | null
interface StreamedRule {
  readonly sums: LinkSums
  /** Adds one row, given by its values and where it begins among them. */
  readonly add: (values: readonly CellValue[], start: number) => void
}
interface Layout { readonly columns: string; readonly count: RowCounter; readonly places: readonly number[]; readonly rules: readonly StreamedRule[] }

export class FactStream {
  readonly tally = new Tally()
  /** By rule id; null when a rule of the kind cannot be counted this way (ends that may be several): then all links are made over the table. */
  readonly links: ReadonlyMap<string, LinkSums> | null
  private readonly kind: RecordKind
  private layout: Layout | null = null
  constructor(kind: RecordKind) {
    this.kind = kind
    this.links = kind.links.every((rule) => isStreamable(kind, rule)) ? new Map(kind.links.map((rule) => [ruleId({ kind, rule }), new LinkSums()])) : null
  }

  /** Rows one after the other: `head` values that are no columns of `columns`, then one value a column. */
  add(columns: readonly string[], head: number, values: readonly CellValue[]): void {
    const wanted = columns.join()
    if (this.layout?.columns !== wanted) this.layout = this.layoutOf(wanted, columns, head)
    const { count, places, rules } = this.layout
    const width = head + columns.length
    const row: CellValue[] = places.map(() => null)
    for (let start = 0; start < values.length; start += width) {
      for (let index = 0; index < places.length; index += 1) row[index] = values[start + (places[index] ?? 0)] ?? null
      count(row)
      for (const rule of rules) rule.add(values, start)
    }
  }

  private layoutOf(wanted: string, columns: readonly string[], head: number): Layout {
    const placeOf = (name: string): number => { const at = columns.indexOf(name); return at < 0 ? -1 : at + head }
    const used = this.kind.roles.filter((role) => role.multi !== true && placeOf(roleColumn(role.role)) >= 0)
    const counter = singleRoleCounter(this.kind, used, this.tally, (field) => placeOf(field) >= 0)
    const places = [...used.map((role) => placeOf(roleColumn(role.role))), ...counter.fields.map(placeOf)]
    const rules = this.links === null ? [] : this.kind.links.flatMap((rule) => this.streamed(rule, placeOf) ?? [])
    return { columns: wanted, count: counter.count, places, rules }
  }
  private streamed(rule: LinkRule, placeOf: (name: string) => number): StreamedRule | null {
    const sums = this.links?.get(ruleId({ kind: this.kind, rule }))
    const from = placeOf(roleColumn(rule.from))
    const to = placeOf(roleColumn(rule.to))
    if (sums === undefined || from < 0 || to < 0) return null
    const result = isStanding(rule) || this.kind.resultField === undefined ? -1 : placeOf(this.kind.resultField)
    const [direction, amount, quantity, time, positive, where] = [rule.direction, rule.amount, rule.quantity, rule.time, rule.positive, rule.where?.field].map((field) => (field === undefined ? -1 : placeOf(field)))
    const allowed = new Set<CellValue>(rule.where?.values)
    const at = (values: readonly CellValue[], start: number, place: number | undefined): CellValue => (place === undefined || place < 0 ? null : values[start + place] ?? null)
    const numberAt = (values: readonly CellValue[], start: number, place: number | undefined): number | null => { const value = at(values, start, place); return typeof value === 'number' ? value : null }
    return {
      sums,
      add: (values, start) => {
        const [fromId, toId] = [values[start + from], values[start + to]]
        if (typeof fromId !== 'number' || typeof toId !== 'number' || fromId === toId) return
        if (result >= 0 && values[start + result] === 'failed') return
        if (rule.where !== undefined && !allowed.has(at(values, start, where))) return
        if (rule.positive !== undefined && !((numberAt(values, start, positive) ?? 0) > 0)) return
        const way = rule.direction === undefined ? 'out' : at(values, start, direction)
        const turned = way === 'in' || (way !== 'out' && toId < fromId)
        const moment = at(values, start, time)
        sums.add(this.tally.numberOf(turned ? toId : fromId), this.tally.numberOf(turned ? fromId : toId), way === 'in' || way === 'out' ? 1 : 0,
          numberAt(values, start, amount), numberAt(values, start, quantity), typeof moment === 'string' ? moment : null)
      },
    }
  }
}

/** Single ends, whole numbers to sum, texts to choose by: what is added here as SQL adds it. */
function isStreamable(kind: RecordKind, rule: LinkRule): boolean {
  const isWhole = (field: string | undefined): boolean => field === undefined || kind.fields.some((candidate) => candidate.id === field && fieldColumnType(candidate) === 'INTEGER')
  const isText = (field: string | undefined): boolean => field === undefined || kind.fields.some((candidate) => candidate.id === field && fieldColumnType(candidate) === 'TEXT')
  return roleOf(kind, rule.from).multi !== true && roleOf(kind, rule.to).multi !== true && isWhole(rule.amount) && isWhole(rule.quantity) && isWhole(rule.positive)
    && isText(rule.time) && isText(rule.direction) && isText(rule.where?.field)
}
