/** What a contract is made of. One object declares each method; it types both sides and validates arguments at run time. */
import * as v from 'valibot'
import { mostPageBytes } from '../model/pageFiles.ts'

export type MethodKind = 'query' | 'command' | 'view' | 'job'
export type ArgsSchema = v.GenericSchema

/** How a job stands to the calls beside it. Queries and commands have a course of their own, the same for all of them. */
export interface JobCourse {
  /** Only reads the case: it runs beside everything else. Jobs that write run one after the other. */
  readonly reads: boolean
  /** Changes which case is open; such jobs run one after the other. */
  readonly opens?: boolean
  /** No command may come between its steps. */
  readonly undivided?: boolean
}
/**
 * query: reads. command: one synchronous, undoable, audited transaction. view: keeps how something is looked at (filters, brushes, zoom),
 * without undo step and audit row. job: long, reports progress, can be cancelled.
 * `needsCase: false` marks the few jobs about the workspace itself, answered while no case is open.
 */
export interface Method<
  K extends MethodKind = MethodKind,
  A extends ArgsSchema = ArgsSchema,
  R = unknown,
  C extends JobCourse | null = JobCourse | null,
> {
  readonly kind: K
  readonly args: A
  readonly needsCase: boolean
  /** Null for what is no job. */
  readonly course: C
  /** Phantom: carries the result type, never a value. */
  readonly result?: R
}
export type ContractShape = { readonly [name: string]: Method }

export interface Returns<R> {
  readonly result?: R
}
/** Declares a result type without a value. */
export function returns<R>(): Returns<R> {
  return {}
}
export function query<A extends ArgsSchema, R>(args: A, _returns: Returns<R>): Method<'query', A, R, null> {
  return { kind: 'query', args, needsCase: true, course: null }
}
export function command<A extends ArgsSchema, R>(
  args: A,
  _returns: Returns<R>,
): Method<'command', A, R, null> {
  return { kind: 'command', args, needsCase: true, course: null }
}
/** How something is looked at. A page sends it at most once a second; a case that is open read-only refuses it with `case-read-only`. */
export function view<A extends ArgsSchema, R>(args: A, _returns: Returns<R>): Method<'view', A, R, null> {
  return { kind: 'view', args, needsCase: true, course: null }
}
/** A job about the open case. Its course must be said: one that only reads and does not say so would wait behind every import. */
export function job<A extends ArgsSchema, R, const C extends JobCourse>(
  args: A,
  _returns: Returns<R>,
  course: C,
): Method<'job', A, R, C> {
  return { kind: 'job', args, needsCase: true, course }
}
/** A job about the workspace itself (lists, settings), answered with or without an open case. */
export function workspaceJob<A extends ArgsSchema, R>(
  args: A,
  _returns: Returns<R>,
): Method<'job', A, R, { readonly reads: true }> {
  return { kind: 'job', args, needsCase: false, course: { reads: true } }
}
/** A job that changes which case is open: making, opening, closing. */
export function openingJob<A extends ArgsSchema, R, const C extends Omit<JobCourse, 'opens'>>(
  args: A,
  _returns: Returns<R>,
  course: C,
): Method<'job', A, R, C & { readonly opens: true }> {
  return { kind: 'job', args, needsCase: false, course: { ...course, opens: true } }
}

export type ArgsOf<M extends Method> = v.InferOutput<M['args']>
export type InputOf<M extends Method> = v.InferInput<M['args']>
export type ResultOf<M extends Method> = M extends Method<MethodKind, ArgsSchema, infer R> ? R : never

// The handful of schemas that most methods share.
export const nothing = v.strictObject({})
export const object = v.strictObject
export const optional = v.optional
export const list = v.array
export const nullable = v.nullable
export const literal = v.picklist
export const flag = v.boolean()
export const id = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
export const text = v.pipe(v.string(), v.maxLength(4_000))
export const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))
export const passphrase = v.pipe(v.string(), v.maxLength(1_000))
export const separator = v.pipe(v.string(), v.maxLength(8))
export const number = v.pipe(v.number(), v.finite())
export const scalar = v.union([v.string(), v.pipe(v.number(), v.finite()), v.null()])
/** Bytes as base64, as many as a page's own file may have. */
export const base64 = v.pipe(
  v.string(),
  v.maxLength(Math.ceil(mostPageBytes / 3) * 4),
  // One run of characters: a pattern of fours overflows on a text this long.
  v.regex(/^[A-Za-z0-9+/]*={0,2}$/),
  v.check((encoded) => encoded.length % 4 === 0),
)
export const fileId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
