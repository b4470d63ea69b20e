/** Which rows of an evidence table are asked for: those that meet a filter and stand behind everything that is named. */
import type * as v from 'valibot'
import { flag, list, literal, object, optional, scalar, text } from './define.ts'
import { scopeSorts } from './scopes/index.ts'
import type { BothLanguages } from './scopes/define.ts'

export const conditionOps = [
  'is',
  'isNot',
  'contains',
  'notContains',
  'between',
  'oneOf',
  'noneOf',
  'empty',
  'notEmpty',
] as const
export type ConditionOp = (typeof conditionOps)[number]
/** One condition; all of a filter must hold. Values are in stored units (money in minor units, time as text). */
export interface Condition {
  readonly field: string
  readonly op: ConditionOp
  readonly values: readonly (string | number | null)[]
}
export interface SortKey {
  readonly field: string
  readonly descending: boolean
}
export const condition = object({ field: text, op: literal(conditionOps), values: list(scalar) })
export const sortKey = object({ field: text, descending: optional(flag, false) })
export const filter = list(condition)

type Sort = (typeof scopeSorts)[number]
type SortOf<Id extends ScopeId> = Extract<Sort, { readonly id: Id }>
export type ScopeId = Sort['id']
/** The value of one sort of scope, which selects its rows. */
export type ScopeValue<Id extends ScopeId> = v.InferOutput<SortOf<Id>['value']>
export type ScopeValues = { readonly [Id in ScopeId]?: ScopeValue<Id> | undefined }
/** Rows of one evidence table: all of it, or what the filter and the rows behind something leave of it. */
export interface TableScope extends ScopeValues {
  readonly kind: string
  readonly filter: readonly Condition[]
}
/** The same as it may be written: without a filter nothing is left out. */
export type ScopeInput = Omit<TableScope, 'filter'> & { readonly filter?: readonly Condition[] | undefined }
/** A part of a scope in words, for a chip and for a file; the hint says more about it. */
export interface ScopePhrase {
  readonly id: ScopeId
  readonly text: BothLanguages
  readonly hint: BothLanguages | null
}

// Object.fromEntries forgets which key has which schema.
const scopeValues = Object.fromEntries(scopeSorts.map(({ id, value }) => [id, optional(value)])) as {
  readonly [Id in ScopeId]: v.OptionalSchema<SortOf<Id>['value'], undefined>
}
export const scope = object({ kind: text, filter: optional(filter, []), ...scopeValues })
