/** How a filter grows and shrinks by clicks. Values are in stored units; a null value means an empty cell. */
import type {
  Args,
  Condition,
  GroupKey,
  Scalar,
  ScopeId,
  SortKey,
  TableScope,
} from '../../shared/contract/index.ts'
import { scopeSorts } from '../../shared/contract/scopes/index.ts'

export type Filter = readonly Condition[]

/** The scope as a call takes it. */
export function plainScope(scope: TableScope): Args<'records.window'>['scope'] {
  return {
    ...scope,
    filter: scope.filter.map((condition) => ({ ...condition, values: [...condition.values] })),
  }
}
export function wholeTable(kind: string): TableScope {
  return { kind, filter: [] }
}
/** The same scope without one of its parts. */
export function withoutPart(scope: TableScope, part: ScopeId): TableScope {
  return { ...scope, [part]: undefined }
}
/** Whether rows behind something are meant, not only those that meet a filter. */
export function isBehind(scope: TableScope): boolean {
  return scopeSorts.some(({ id }) => scope[id] !== undefined)
}
export function isWhole(scope: TableScope): boolean {
  return scope.filter.length === 0 && !isBehind(scope)
}

/** The values a facet of the field has chosen. */
export function chosenValues(filter: Filter, field: string): readonly Scalar[] {
  return filter.flatMap((condition) =>
    condition.field !== field
      ? []
      : condition.op === 'is' || condition.op === 'oneOf'
        ? condition.values
        : condition.op === 'empty'
          ? [null]
          : [],
  )
}
function choosing(field: string, values: readonly Scalar[]): Condition {
  const [only] = values
  if (values.length !== 1 || only === undefined) return { field, op: 'oneOf', values }
  return only === null ? { field, op: 'empty', values: [] } : { field, op: 'is', values: [only] }
}
const chooses = (condition: Condition, field: string) =>
  condition.field === field && (condition.op === 'is' || condition.op === 'oneOf' || condition.op === 'empty')

/** The filter with a value of the field added to those chosen, or taken away when it was one of them. */
export function withValueTurned(filter: Filter, field: string, value: Scalar): Filter {
  const chosen = chosenValues(filter, field)
  const next = chosen.includes(value) ? chosen.filter((candidate) => candidate !== value) : [...chosen, value]
  const at = filter.findIndex((condition) => chooses(condition, field))
  const rest = filter.filter((condition) => !chooses(condition, field))
  return next.length === 0
    ? rest
    : rest.toSpliced(at === -1 ? rest.length : Math.min(at, rest.length), 0, choosing(field, next))
}
/** The filter with only this value of the field. */
export function withOnlyValue(filter: Filter, field: string, value: Scalar): Filter {
  return [...filter.filter((condition) => condition.field !== field), choosing(field, [value])]
}
/** The filter without rows that have this value. */
export function withoutValue(filter: Filter, field: string, value: Scalar): Filter {
  return withCondition(
    filter,
    value === null ? { field, op: 'notEmpty', values: [] } : { field, op: 'isNot', values: [value] },
  )
}
/** The filter with a range of the field instead of the range it had; both ends null takes it away. */
export function withRange(filter: Filter, field: string, low: Scalar, high: Scalar): Filter {
  const rest = filter.filter((condition) => condition.field !== field || condition.op !== 'between')
  return low === null && high === null ? rest : [...rest, { field, op: 'between', values: [low, high] }]
}
/** The range of the field, or null. */
export function rangeOf(filter: Filter, field: string): readonly [Scalar, Scalar] | null {
  const found = filter.find((condition) => condition.field === field && condition.op === 'between')
  return found === undefined ? null : [found.values[0] ?? null, found.values[1] ?? null]
}
/** The filter with a condition, once. */
export function withCondition(filter: Filter, condition: Condition): Filter {
  const same = JSON.stringify(condition)
  return filter.some((candidate) => JSON.stringify(candidate) === same) ? filter : [...filter, condition]
}

/** The grouping of a table as an address holds it: fields joined by dots, a unit of time behind a colon. */
export function groupText(group: readonly GroupKey[]): string {
  return group.map(({ field, unit }) => (unit === undefined ? field : `${field}:${unit}`)).join('.')
}
/** The grouping out of an address; none for anything that is no text. */
export function groupFrom(text: unknown): readonly GroupKey[] {
  if (typeof text !== 'string' || text === '') return []
  return text.split('.').flatMap((part): GroupKey[] => {
    const [field = '', unit] = part.split(':')
    if (field === '') return []
    return [unit === 'day' || unit === 'month' || unit === 'year' ? { field, unit } : { field }]
  })
}
/** The key of an order that is of groups alone: by how many rows they have. Rows themselves cannot be ordered by it. */
export const groupCount = '·rows'
/** The order of a table as an address holds it: fields joined by dots, a minus before those that go down. */
export function orderText(sort: readonly SortKey[]): string {
  return sort.map((key) => `${key.descending ? '-' : ''}${key.field}`).join('.')
}
/** The order out of an address; none for anything that is no text. */
export function orderOf(text: unknown): readonly SortKey[] {
  if (typeof text !== 'string' || text === '') return []
  return text
    .split('.')
    .map((key) => ({ field: key.replace(/^-/, ''), descending: key.startsWith('-') }))
    .filter((key) => key.field !== '')
}
