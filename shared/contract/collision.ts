import {
  command,
  count,
  fileId,
  flag,
  id,
  job,
  list,
  literal,
  name,
  nothing,
  nullable,
  object,
  optional,
  passphrase,
  query,
  returns,
  text,
} from './define.ts'
import type { EntitySummary } from './entities.ts'
import { redactions } from '../model/redactions.ts'
import { reading } from './imports.ts'
import { scope } from './scope.ts'
import * as v from 'valibot'

/** Most numbers or names of one list. */
export const mostListed = 100_000
/** Most case files beside the open one. */
export const mostCases = 12

/** As what a listed value was taken; `text` for names and everything else that is written in words. */
export type ValueReading =
  | 'phone'
  | 'idNumber'
  | 'card'
  | 'account'
  | 'imei'
  | 'email'
  | 'ip'
  | 'domain'
  | 'mac'
  | 'plate'
  | 'word'
  | 'text'
/** found: an identifier or attribute of an entity. cells: not among those, but in some cell. absent: nowhere looked at. unread: nothing usable (why is told by `flaw`). */
export type LineState = 'found' | 'cells' | 'absent' | 'unread'
export interface ListCounts {
  readonly given: number
  /** Different values among the readable ones. */
  readonly distinct: number
  /** Lines by state; they add up to `given`. */
  readonly found: number
  readonly cells: number
  readonly absent: number
  readonly unread: number
  /** Lines whose value stands on an earlier line too. */
  readonly repeated: number
  /** Different entities that have one of the values. */
  readonly entities: number
}
export interface CollisionHead {
  /** Names the result while the case is open and until newer ones push it out. */
  readonly resultId: string
  readonly at: string
  readonly operator: string
  readonly program: string
  /** SHA-256 of what was put in: the same input and the same case give the same result. */
  readonly digest: string
  /** The case has changed since: the same question may have another answer now. */
  readonly stale: boolean
  /** The kept entry it was run from, or null. */
  readonly keptId: number | null
}
export interface ListCollision extends CollisionHead {
  readonly what: 'list'
  /** File and sheet the list came from; null for a pasted one. */
  readonly source: { readonly fileName: string; readonly sheet: string; readonly column: number } | null
  readonly readAs: ListReadAs
  /** Whether every cell was looked at, or only identifiers and attributes. */
  readonly everywhere: boolean
  /** Statements that people entered; what only they name was not looked for. */
  readonly statements: number
  readonly counts: ListCounts
}
export const listReadings = [
  'auto',
  'phone',
  'idNumber',
  'card',
  'account',
  'imei',
  'email',
  'ip',
  'domain',
  'mac',
  'plate',
  'name',
] as const
export type ListReadAs = (typeof listReadings)[number]
/** One whose value it is. */
export interface ValueOwner {
  /** Null where only rows give the name, and in other case files. */
  readonly entityId: number | null
  readonly kind: string
  readonly name: string
  /** The number by which the case knows them; empty for none. */
  readonly number: string
  readonly nameOnly: boolean
}
/** Whose a value is: people themselves, and whoever holds (where nobody does, uses) the accounts, numbers and things that have it. */
export interface Owners {
  readonly people: readonly ValueOwner[]
  /** Some account, number or thing among them has no known holder, and no row names one. */
  readonly unknown: boolean
  /** More entities have the value than were asked whose they are. */
  readonly more: boolean
}
export interface ListLine {
  /** Place in the list, from 1. */
  readonly line: number
  readonly raw: string
  readonly reading: ValueReading | null
  /** As it was compared; null when unread. */
  readonly value: string | null
  readonly state: LineState
  /** Why it could not be read, or what is wrong with it (a check digit that fails). */
  readonly flaw: string | null
  /** How often the value is given in the whole list, and on which line first. */
  readonly times: number
  readonly first: number
  readonly entities: number
  /** The entities with most records, at most three. */
  readonly top: readonly EntitySummary[]
  readonly owners: Owners
  /** Records that name the entity with most of them. */
  readonly records: number
  /** Cells in which it stands; null until every cell was looked at. */
  readonly cells: number | null
}
/** Cells of one column in which a value stands, alone or within other text. */
export interface ValuePlace {
  /** Null for a sheet that became no table. */
  readonly kind: string | null
  /** Null for an unmapped column. */
  readonly field: string | null
  readonly header: string
  readonly rows: number
  /** The first of the rows, in the order of sheets. */
  readonly samples: readonly {
    readonly sheetId: number
    readonly row: number
    readonly recordId: number | null
  }[]
}
export interface ListLineDetail {
  readonly line: ListLine
  readonly entities: readonly {
    readonly entity: EntitySummary
    readonly owners: Owners
    /** As what it has the value: identifier kind or field. */ readonly as: string
    readonly records: number
    /** `oneOf` the stored values in the field of the entity's rows opens them. */ readonly tables: readonly {
      readonly kind: string
      readonly field: string
      readonly rows: number
    }[]
  }[]
  /** The forms in which it stands in the case. */
  readonly stored: readonly string[]
  readonly places: readonly ValuePlace[]
}

export interface TablesCollision extends CollisionHead {
  readonly what: 'tables'
  readonly left: SideHead
  readonly right: SideHead
  readonly counts: { readonly both: number; readonly left: number; readonly right: number }
}
export interface SideHead {
  /** Null for a list. */
  readonly kind: string | null
  readonly field: string | null
  /** Rows (lines of a list) looked at, those without a value, and those whose value cannot be used. */
  readonly rows: number
  readonly empty: number
  readonly unread: number
  readonly distinct: number
}
export type TablesState = 'both' | 'left' | 'right'
export interface TablesValue {
  readonly value: string
  readonly state: TablesState
  readonly leftRows: number
  readonly rightRows: number
  /** Stored values on each side; `oneOf` opens the rows. */
  readonly leftStored: readonly (string | number)[]
  readonly rightStored: readonly (string | number)[]
}

/** What several cases are collided by. `name` is weak: the same name may be two people. */
export const caseFamilies = [
  'phone',
  'account',
  'idNumber',
  'ip',
  'address',
  'wechat',
  'qq',
  'alipay',
  'device',
  'vehicle',
  'email',
  'siteAccount',
  'domain',
  'wallet',
  'organisation',
  'name',
] as const
export type CaseFamily = (typeof caseFamilies)[number]
export interface CollidedCase {
  readonly index: number
  readonly name: string
  readonly fileName: string
  readonly caseId: string
  /** SHA-256 of the file; null for the open case, whose state its audit log tells. */
  readonly sha256: string | null
  /** Different values it has of the families asked for. */
  readonly values: number
  readonly shared: number
}
export interface CasesCollision extends CollisionHead {
  readonly what: 'cases'
  readonly families: readonly CaseFamily[]
  /** The open case first. */
  readonly cases: readonly CollidedCase[]
  readonly counts: {
    readonly overlaps: number
    readonly byFamily: readonly { readonly family: CaseFamily; readonly count: number }[]
  }
}
export interface CaseOverlap {
  readonly family: CaseFamily
  readonly value: string
  /** One for each case that has it, in the order of the cases. */
  readonly in: readonly {
    readonly index: number
    readonly records: number
    readonly owners: Owners
    readonly entities: readonly {
      readonly kind: string
      readonly label: string
      /** Only in the open case. */ readonly entityId: number | null
    }[]
  }[]
}
/** Cases and the values they share. It stands beside the case: nothing of it becomes a fact or a chart of the open case. */
export interface OverlapGraph {
  readonly nodes: readonly {
    readonly key: string
    readonly kind: 'case' | CaseFamily
    readonly label: string
    readonly cases: number
  }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly records: number }[]
  readonly omitted: number
}
export type Collision = ListCollision | TablesCollision | CasesCollision

export interface KeptCollision {
  readonly keptId: number
  readonly name: string
  readonly what: Collision['what']
  readonly at: string
  readonly operator: string
  readonly program: string
  readonly digest: string
  /** The counts as they were when it was kept. */
  readonly counts: Readonly<Record<string, number>>
  /** Files of the other cases, for a collision of cases. */
  readonly cases: readonly { readonly name: string; readonly fileName: string; readonly sha256: string }[]
}

const listText = v.pipe(v.string(), v.maxLength(7_000_000))
/** Pasted lines, or a column of a granted file (zero-based sheet and column; rows before `fromRow`, one-based, are left out). */
const listInput = v.union([
  object({
    text: listText,
    /** Commas, semicolons, 、 and bars separate values too, not only lines. */ signs: optional(flag, true),
  }),
  object({ fileId, sheet: count, column: count, fromRow: optional(id, 1), ...reading }),
])
const readAs = optional(literal(listReadings), 'auto')
const side = v.union([object({ scope, field: text }), object({ list: listInput })])
const otherCase = object({
  caseRef: optional(text),
  place: optional(fileId),
  passphrase: optional(passphrase),
})
const resultId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))
const lineFilter = object({
  states: optional(list(literal(['found', 'cells', 'absent', 'unread']))),
  repeated: optional(flag),
  text: optional(text),
})
const valueFilter = object({
  states: optional(list(literal(['both', 'left', 'right']))),
  text: optional(text),
})
const overlapFilter = object({
  families: optional(list(literal(caseFamilies))),
  /** Only values that all of these cases have. */ cases: optional(list(count)),
  text: optional(text),
})
const order = <const S extends readonly string[]>(fields: S, first: S[number]) => ({
  sort: optional(literal(fields), first),
  descending: optional(flag, false),
})

export const collisionContract = {
  /** Looks a list up among identifiers and attributes. Errors: `list-empty`, `list-too-long`, those of the parser for a file. */
  'collision.list': job(object({ input: listInput, readAs }), returns<ListCollision>(), { reads: true }),
  /** Looks through every cell of every imported row for the values of a list too: remarks, unmapped columns, rejected rows. Errors: `collision-not-found`, `cancelled`. */
  'collision.everywhere': job(object({ resultId }), returns<ListCollision>(), { reads: true }),
  /** The lines of a list comparison from `offset`, by state. */
  'collision.lines': query(
    object({
      resultId,
      filter: optional(lineFilter, {}),
      ...order(['line', 'value', 'state', 'times', 'entities', 'records', 'cells'], 'line'),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly ListLine[] }>(),
  ),
  /** One line of a list comparison with everything it was found in. */
  'collision.line': query(object({ resultId, line: id }), returns<ListLineDetail>()),
  /** Entities of the found values under a filter, most records first. */
  'collision.entities': query(
    object({ resultId, filter: optional(lineFilter, {}), lines: optional(list(id)), limit: count }),
    returns<{ readonly total: number; readonly entityIds: readonly number[] }>(),
  ),
  /** Puts a tag on every row that states a found value, or takes it off; of all lines under a filter or of some. Errors: `tag-not-found`, `selection-too-large`, `collision-not-found`. */
  'collision.tag': command(
    object({ resultId, filter: optional(lineFilter, {}), lines: optional(list(id)), tagId: id, on: flag }),
    returns<{ readonly rows: number }>(),
  ),
  /** Compares the values of two columns. Errors: those of scopes, `field-not-found`, `list-empty`, `list-too-long`. */
  'collision.tables': job(object({ left: side, right: side }), returns<TablesCollision>(), { reads: true }),
  /** The values of two compared columns, in both or in one of them by the filter, from `offset`. */
  'collision.values': query(
    object({
      resultId,
      filter: optional(valueFilter, {}),
      ...order(['value', 'state', 'leftRows', 'rightRows'], 'value'),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly TablesValue[] }>(),
  ),
  /** What stands in the way of reading a case file, without opening it. */
  'collision.lookAtCase': job(
    object({ caseRef: optional(text), place: optional(fileId) }),
    returns<{ readonly fileName: string; readonly size: number; readonly encrypted: boolean }>(),
    { reads: true },
  ),
  /**
   * Values that the open case shares with other case files, or these among each other. The files are opened read-only and let go before
   * the answer. Errors: those of `workspace.open`, with `place` (the number in `cases`) in the details.
   */
  'collision.cases': job(
    object({ cases: list(otherCase), families: optional(list(literal(caseFamilies))) }),
    returns<CasesCollision>(),
    { reads: false },
  ),
  /** The values that compared cases share, each with the cases it stands in, from `offset`. */
  'collision.overlaps': query(
    object({
      resultId,
      filter: optional(overlapFilter, {}),
      ...order(['cases', 'family', 'value', 'records'], 'cases'),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly CaseOverlap[] }>(),
  ),
  /** Cases and the values they share, as nodes and edges; nothing of it becomes a fact or a chart of the open case. */
  'collision.graph': query(
    object({ resultId, filter: optional(overlapFilter, {}), limit: count }),
    returns<OverlapGraph>(),
  ),
  /** What a comparison found in all: its counts and how it was asked. */
  'collision.read': query(object({ resultId }), returns<Collision>()),
  /** What is shown of a result, with filter, input and program written into the file. */
  'collision.export': job(
    object({
      resultId,
      format: literal(['xlsx', 'csv']),
      redact: optional(literal(redactions), 'none'),
      lines: optional(lineFilter),
      values: optional(valueFilter),
      overlaps: optional(overlapFilter),
    }),
    returns<{ readonly fileId: string; readonly fileName: string; readonly rows: number }>(),
    { reads: false },
  ),
  /** Keeps what was asked and what came out, so that it can be run again; undoable. Of other cases only names and hashes are kept. */
  'collision.keep': command(object({ resultId, name }), returns<KeptCollision>()),
  /** The comparisons kept in the case, the newest first. */
  'collision.kept': query(nothing, returns<readonly KeptCollision[]>()),
  /** Takes a kept comparison out of the case. */
  'collision.forget': command(object({ keptId: id }), returns<null>()),
  /** Runs a kept collision again on the case as it is now; `cases` names the other case files again. Errors: `collision-not-found`. */
  'collision.again': job(
    object({ keptId: id, cases: optional(nullable(list(otherCase)), null) }),
    returns<{
      readonly result: Collision
      /** Counts that differ from the kept ones. */ readonly differs: readonly {
        readonly count: string
        readonly was: number
        readonly is: number
      }[]
      /** Files of other cases that are no longer as they were. */ readonly changed: readonly string[]
    }>(),
    { reads: false },
  ),
} as const
