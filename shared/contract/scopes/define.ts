/** What a sort of scope is: a way of asking for the rows behind something. One definition a file; the list of them is `index.ts`. */
import type * as v from 'valibot'

/** A text in both languages of the program. */
export interface BothLanguages {
  readonly zh: string
  readonly en: string
}
export interface ScopeSort<Id extends string = string, Value extends v.GenericSchema = v.GenericSchema> {
  /** Its name in a scope and in an address. */
  readonly id: Id
  /** What tells which rows are meant. An address holds texts as they are and everything else as JSON. */
  readonly value: Value
  /** What tables, chips and files call such a scope; `{text}` stands for what the engine calls the value. */
  readonly phrase: BothLanguages
}
/** Declares a sort of scope, keeping the types of its id and value. */
export function scopeSort<const Id extends string, Value extends v.GenericSchema>(
  sort: ScopeSort<Id, Value>,
): ScopeSort<Id, Value> {
  return sort
}
