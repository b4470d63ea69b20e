import {
  command,
  count,
  flag,
  id,
  list,
  literal,
  nullable,
  object,
  optional,
  query,
  returns,
  text,
} from './define.ts'
import type { CurrencySum } from '../model/currency.ts'
import type { Minor } from '../model/minor.ts'
import type { DealingMonth, Dealings, Held } from './dealings.ts'
import type { Doubts } from './doubts.ts'
import type { Tag } from './marks.ts'
import type { Provenance, RecordRow, RowStanding } from './records.ts'
import type { Condition } from './scope.ts'
import { span } from './span.ts'

export interface EntitySummary {
  readonly entityId: number
  readonly kind: string
  readonly label: string
  /** The identifier it is resolved by, e.g. `card:6217…`; name-only people say `name:…`. */
  readonly key: string
  /** Known by a name alone: shown as such, never joined with a person of the same name by itself. */
  readonly nameOnly: boolean
  readonly records: number
  readonly links: number
  /** How many entities claims have made one here (see `identity.members`); left out when it is just itself. */
  readonly members?: number
}
export interface EntityIdentifier {
  readonly kind: string
  readonly value: string
  readonly raws: readonly string[]
  readonly checkFailed: boolean
  readonly records: number
}
export interface EntityAttribute {
  readonly field: string
  readonly kind: string
  readonly value: string
  readonly records: number
}
export interface LinkSummary {
  readonly linkId: number
  readonly linkKind: string
  readonly fromId: number
  readonly toId: number
  /** False when the rows do not tell the direction. */
  readonly directed: boolean
  /** Facts behind it, each counted once (no duplicates, no counter-entries, no failed transfers). */
  readonly count: number
  /** Yuan in minor units, or null where the link has no amount in yuan. */
  readonly amount: number | null
  /** Sums in other currencies, and of unknown ones; never added to `amount`. Left out when there are none. */
  readonly others?: readonly CurrencySum[]
  readonly quantity: Minor | null
  readonly firstTime: string | null
  readonly lastTime: string | null
  /** What nobody has decided about its rows; left out when there is nothing. */
  readonly doubts?: Doubts
}
/** What several links add up to, and what nobody has decided about their rows. */
export type LinkSums = Pick<
  LinkSummary,
  'count' | 'amount' | 'others' | 'quantity' | 'firstTime' | 'lastTime' | 'doubts'
>
/** Links that a chart draws as one line: from what somebody holds to what somebody else holds. */
export interface LinksTogether extends LinkSums {
  readonly linkKind: string
  readonly directed: boolean
  readonly parts: readonly (LinkSummary & { readonly from: EntitySummary; readonly to: EntitySummary })[]
  /** Rows behind them by the kind of their table; those that do not count are among them. */
  readonly recordKinds: readonly { readonly kind: string; readonly count: number }[]
}
/** What was taken back within a relation: reversals and refunds of rows that count, and red entries that count with a minus. */
export interface LinkTakenBack {
  /** As the rows say it, and with everything taken off; a currency at a time. */
  readonly gross: readonly CurrencySum[]
  readonly net: readonly CurrencySum[]
  readonly reversed?: LinkPart
  /** Their sums are below zero. */
  readonly red?: LinkPart
}
export interface LinkPart {
  readonly rows: number
  readonly sums: readonly CurrencySum[]
  /** With the link they make the scope of these rows. */
  readonly conditions: readonly Condition[]
}
/** What one table says of a relation. `counted` and `again` over all tables are the link's count. */
export interface LinkMakeup {
  readonly kind: string
  /** All rows that say so; `counted` and those set aside. */
  readonly count: number
  readonly counted: number
  /** How many times more they count: a row says it in two columns, or of two members of a merged entity. */
  readonly again: number
  /** With the link they make the scope of the rows that count. */
  readonly conditions: readonly Condition[]
  readonly aside: readonly {
    readonly standing: Exclude<RowStanding, 'counted'>
    readonly count: number
    readonly conditions: readonly Condition[]
  }[]
  /** Left out where nothing was. */
  readonly takenBack?: LinkTakenBack
}
export interface LinkWithEnds extends LinkSummary {
  readonly other: EntitySummary
  /** Seen from the entity asked for. */
  readonly direction: 'out' | 'in' | 'none'
}
export interface EntityDetail {
  readonly entity: EntitySummary
  readonly identifiers: readonly EntityIdentifier[]
  readonly attributes: readonly EntityAttribute[]
  readonly links: readonly LinkWithEnds[]
  readonly linkTotals: readonly {
    readonly linkKind: string
    readonly direction: 'out' | 'in' | 'none'
    readonly neighbours: number
    readonly count: number
    readonly amount: number | null
    readonly others?: readonly CurrencySum[]
    readonly doubts?: Doubts
  }[]
  readonly records: readonly { readonly kind: string; readonly count: number }[]
  /** In which roles it stands in which tables, and in how many rows each. */
  readonly roles: readonly { readonly kind: string; readonly role: string; readonly count: number }[]
  readonly sources: readonly (Provenance & { readonly kind: string; readonly recordId: number })[]
  readonly charts: readonly { readonly chartId: number; readonly name: string }[]
  readonly note: string
  /** Put on it by hand, or on somebody it is one with; by name. */
  readonly tags: readonly Pick<Tag, 'tagId' | 'name' | 'colour'>[]
}
/** Which statement about an entity: an identifier by its kind, or with `recordKind` a field of that table. */
export interface StatedValue {
  readonly kind: string
  readonly recordKind: string | null
  readonly value: string
}
/** A cell of an original sheet in which a value of an entity stands. */
export interface ValueCell {
  readonly kind: string
  readonly recordId: number
  readonly field: string
  readonly sheetId: number
  readonly file: string
  readonly sheet: string
  readonly row: number
  /** Zero-based; null when no column of the sheet holds the field (it was taken from around the table, or worked out). */
  readonly column: number | null
  /** As the file has it. */
  readonly raw: string
}
export interface ValueCells {
  /** Rows that state it, by table and field; `records.window` with entity and `is` (or `oneOf`) opens them. */
  readonly tables: readonly { readonly kind: string; readonly field: string; readonly rows: number }[]
  /** The first of the cells, in the order of tables and rows. */
  readonly cells: readonly ValueCell[]
}
/** Which rows of an entity: of some tables, and whose time begins within. Times as far as they are written; `to` takes in everything that begins with it. */
export interface TimelineFilter {
  readonly kinds?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** One row a fact: second sides and repeats of a row that is among them are left out. */
  readonly events?: boolean | undefined
}
export interface Timeline {
  /** Rows under the filter, those without a time among them (duplicates and counter-entries too: each is a row that names it). */
  readonly total: number
  readonly undated: number
  /** Rows left out since they say again what another says; 0 unless `events` was asked for. */
  readonly again: number
  readonly firstTime: string | null
  readonly lastTime: string | null
  /** How coarse the bars are. */
  readonly unit: 'day' | 'month' | 'year'
  /** Only those with rows, in order: day, month or year with its rows by table. */
  readonly bins: readonly {
    readonly at: string
    readonly count: number
    readonly kinds: readonly { readonly kind: string; readonly count: number }[]
  }[]
  /** Rows by table, whatever the filter says of tables. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[]
}
export interface TimelineRow {
  readonly kind: string
  readonly time: string | null
  /** Roles in which the entity stands in the row. */ readonly roles: readonly string[]
  readonly record: RecordRow
  /** How many rows that name the entity say the same again; left out where none does. */
  readonly repeats?: number
}

export const linkFilter = object({
  linkKinds: optional(list(text)),
  minAmount: optional(count),
  maxHops: optional(count),
})

const timelineFilter = {
  kinds: optional(list(text)),
  from: optional(text),
  to: optional(text),
  events: optional(flag),
}

export const entityContract = {
  /** How many entities of each kind the case has. */
  'entities.kinds': query(
    object({}),
    returns<readonly { readonly kind: string; readonly count: number }[]>(),
  ),
  /** Entities by kind and text, from `offset`, at most `limit`, and how many there are. */
  'entities.list': query(
    object({
      kind: optional(text),
      text: optional(text),
      sort: optional(literal(['label', 'records', 'links']), 'links'),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly EntitySummary[] }>(),
  ),
  /** One entity with its identifiers, its relations and the tables it stands in. Errors: entity-not-found. */
  'entities.read': query(object({ entityId: id }), returns<EntityDetail>()),
  /** What it dealt with whom, folded into people: sums, months and counterparts by kind of link. Errors: entity-not-found. */
  'entities.dealings': query(object({ entityId: id }), returns<Dealings>()),
  /** What several links add up to by month, each row counted once; rows without a time last, under ''. */
  'links.months': query(object({ linkIds: list(id) }), returns<readonly DealingMonth[]>()),
  /** Writes a note on an entity; an empty one takes it away. Errors: entity-not-found. */
  'entities.note': command(object({ entityId: id, note: text }), returns<null>()),
  /** Neighbours of an entity by one kind of link, each once with what all its tables say; strongest or most recent first. */
  'entities.links': query(
    object({
      entityId: id,
      linkKind: text,
      direction: literal(['out', 'in', 'none']),
      sort: optional(literal(['amount', 'count', 'time']), 'amount'),
      text: optional(text),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly LinkWithEnds[] }>(),
  ),
  /** Where a value of an entity stands: rows by table and field, and the first cells. Errors: `entity-not-found`. */
  'entities.cells': query(
    object({
      entityId: id,
      stated: object({ kind: text, recordKind: nullable(text), value: text }),
      limit: count,
    }),
    returns<ValueCells>(),
  ),
  /** When the entity is named, over all tables: bars by day, month or year (the finest that gives at most `bins`). */
  'entities.timeline': query(
    object({ entityId: id, ...timelineFilter, bins: optional(count, 60) }),
    returns<Timeline>(),
  ),
  /** The rows behind it in their order, rows without a time last. */
  'entities.rows': query(
    object({
      entityId: id,
      ...timelineFilter,
      descending: optional(flag, false),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly TimelineRow[] }>(),
  ),
  /** Links by kind, entity and order, from `offset`, at most `limit`, and how many there are. */
  'links.list': query(
    object({
      linkKind: optional(text),
      entityId: optional(id),
      sort: optional(literal(['count', 'amount']), 'amount'),
      offset: count,
      limit: count,
    }),
    returns<{
      readonly total: number
      readonly rows: readonly (LinkSummary & { readonly from: EntitySummary; readonly to: EntitySummary })[]
    }>(),
  ),
  /** The whole relation the link belongs to: same kind and direction between the same two, whichever tables say so. */
  'links.read': query(
    object({ linkId: id }),
    returns<
      LinkSummary & {
        readonly from: EntitySummary
        readonly to: EntitySummary
        readonly recordKinds: readonly LinkMakeup[]
        /** Whose its ends are, and its facts by month. */
        readonly fromHeld: Held
        readonly toHeld: Held
        readonly months: readonly DealingMonth[]
      }
    >(),
  ),
  /** Several links as one line, each row counted once. Links that are gone are left out. Errors: link-not-found when none is there. */
  'links.together': query(object({ linkIds: list(id) }), returns<LinksTogether>()),
  /** What each of several lines adds up to, each row of a line counted once, of rows in the span where one is given; a line is a list of links. */
  'links.sums': query(
    object({ lines: list(list(id)), span: optional(span) }),
    returns<readonly LinkSums[]>(),
  ),
} as const
