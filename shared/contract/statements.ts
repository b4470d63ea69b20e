import * as v from 'valibot'
import { entityKinds } from '../model/define.ts'
import { command, id, list, literal, number, object, optional, query, returns, text } from './define.ts'
import type { EntitySummary } from './entities.ts'

/** How sure a statement is held to be: drawn solid, dashed, dotted. */
export const strengths = ['confirmed', 'probable', 'disputed'] as const
export type Strength = (typeof strengths)[number]
export const documentKinds = [
  'interrogation',
  'interview',
  'observation',
  'report',
  'exhibit',
  'other',
] as const
export const sourceGrades = ['A', 'B', 'C', 'D', 'E', 'F'] as const
export const contentGrades = ['1', '2', '3', '4', '5', '6'] as const

/** Whom a statement is about: an entity of the case, or one that is named here, by a number (`sort`: one of `shared/model/statedNumbers.ts`) or by a name alone. */
const end = v.union([
  object({ entityId: id }),
  object({
    kind: literal(entityKinds.map(({ id: kind }) => kind)),
    sort: optional(text),
    number: optional(text),
    name: optional(text),
  }),
])
export type StatementEnd = v.InferInput<typeof end>
const words = optional(v.pipe(v.string(), v.trim(), v.maxLength(4_000)), '')
const said = {
  from: end,
  to: optional(end),
  /** `out`: from the one to the other; `neutral`: between them. */
  way: optional(literal(['out', 'neutral']), 'neutral'),
  /** What is between them, or what happened, in a few words. */
  says: words,
  strength: optional(literal(strengths), 'probable'),
  /** Times and the amount as a person writes them. */
  time: words,
  until: words,
  place: words,
  amount: words,
  text: words,
  document: words,
  documentKind: optional(literal(documentKinds)),
  page: words,
  saidBy: words,
  saidAt: words,
  sourceGrade: optional(literal(sourceGrades)),
  contentGrade: optional(literal(contentGrades)),
}

/** A statement as it is entered, for changing it. Texts that say nothing are empty. */
export interface Statement {
  readonly statementId: number
  readonly from: EntitySummary
  readonly to: EntitySummary | null
  readonly way: 'out' | 'neutral'
  readonly strength: Strength
  readonly says: string
  readonly time: string
  readonly until: string
  readonly place: string
  readonly amount: string
  readonly text: string
  readonly document: string
  readonly documentKind: string
  readonly page: string
  readonly saidBy: string
  readonly saidAt: string
  readonly sourceGrade: string
  readonly contentGrade: string
  readonly enteredBy: string
  readonly enteredAt: string
}
/** A document statements stand in, as it was entered last. */
export interface StatedDocument {
  readonly document: string
  readonly documentKind: string
  readonly saidBy: string
  readonly saidAt: string
  readonly statements: number
}

export const statementContract = {
  /**
   * Enters a statement, or changes the one with `statementId`. With `chart` whom it is about is put on that chart too, where it is not yet, at the places given.
   * Errors: `entity-not-found`, `chart-not-found`, `statement-not-found`, `statement-empty` (it says nothing, or one side is nobody), `statement-not-stated`
   * (`field`: a time, an amount or a number that is none).
   */
  'statements.save': command(
    object({
      statementId: optional(id),
      ...said,
      chart: optional(
        object({ chartId: id, at: v.pipe(list(object({ x: number, y: number })), v.maxLength(2)) }),
      ),
    }),
    returns<{ readonly statementId: number; readonly fromId: number; readonly toId: number | null }>(),
  ),
  /** Takes statements away. Errors: `statement-not-found`. */
  'statements.remove': command(
    object({ statementIds: v.pipe(list(id), v.minLength(1), v.maxLength(1_000)) }),
    returns<null>(),
  ),
  /** One statement. Errors: `statement-not-found`. */
  'statements.read': query(object({ statementId: id }), returns<Statement>()),
  /** All statements behind links, about an entity (any member of a merged one), or with these numbers, newest first. Errors: `link-not-found`. */
  'statements.about': query(
    object({ linkIds: optional(list(id)), entityId: optional(id), statementIds: optional(list(id)) }),
    returns<readonly Statement[]>(),
  ),
  /** Documents that statements stand in, the one used last first. */
  'statements.documents': query(object({}), returns<readonly StatedDocument[]>()),
} as const
