/** A scope as the query of an address, so that back, forward and reload find the same rows. */
import * as v from 'valibot'
import { filter, type ScopeInput, type TableScope } from './scope.ts'
import { scopeSorts } from './scopes/index.ts'

/** The query of a scope: its kind, and what it has of a filter and of each sort. */
export function scopeQuery(scope: ScopeInput): Readonly<Record<string, string>> {
  const query: Record<string, string> = { kind: scope.kind }
  if (scope.filter !== undefined && scope.filter.length > 0) query['filter'] = JSON.stringify(scope.filter)
  for (const { id } of scopeSorts) {
    const value = scope[id]
    if (value !== undefined) query[id] = typeof value === 'string' ? value : JSON.stringify(value)
  }
  return query
}
/** The scope of a query; null when it names no kind. What is not understood is left out. */
export function scopeOfQuery(query: Readonly<Record<string, unknown>>): TableScope | null {
  const kind = query['kind']
  if (typeof kind !== 'string' || kind === '') return null
  const values = scopeSorts.flatMap(({ id, value }) => {
    const read = valueOf(value, query[id])
    return read === undefined ? [] : [[id, read] as const]
  })
  return { kind, filter: valueOf(filter, query['filter']) ?? [], ...Object.fromEntries(values) }
}
/** A value out of an address; undefined for what the schema does not take. */
function valueOf<S extends v.GenericSchema>(schema: S, written: unknown): v.InferOutput<S> | undefined {
  if (typeof written !== 'string') return undefined
  const parsed = v.safeParse(schema, schema.type === 'string' ? written : jsonOf(written))
  return parsed.success ? parsed.output : undefined
}
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
