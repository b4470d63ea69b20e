/** What happened to several people or accounts, on one axis: a lane each, one event a fact. */
import type { Minor } from '../model/minor.ts'
import { count, id, list, literal, nullable, object, optional, query, returns, text } from './define.ts'
import type { RowStanding } from './records.ts'
import { moment } from './span.ts'

export interface LaneHeat {
  /** Place of the cell within the window, from 0. */
  readonly cell: number
  readonly count: number
}
export interface TimelineLane {
  readonly entityId: number
  readonly kind: string
  readonly label: string
  readonly nameOnly: boolean
  /** Everything of the lane, whatever the window: events with a time, and those without, which stand nowhere on the axis. */
  readonly events: number
  readonly undated: number
  /** Within the window. */
  readonly within: number
  /** Only cells with events; a day of which nobody wrote the hour is in the cell in which it begins. */
  readonly heat: readonly LaneHeat[]
}
export interface TimelineEvent {
  readonly kind: string
  /** The row of the fact that counts. */
  readonly recordId: number
  readonly time: string
  /** Places of the lanes it belongs to. */
  readonly lanes: readonly number[]
  /** How many rows say so: second sides and repeats of it are no events of their own. */
  readonly rows: number
  readonly standing: RowStanding
  readonly amount: Minor | null
  readonly currency: string
  /** Its ends as the first link of the row has them; null where it gives none. */
  readonly from: { readonly entityId: number; readonly label: string } | null
  readonly to: { readonly entityId: number; readonly label: string } | null
  readonly directed: boolean
}
export interface Timelines {
  readonly firstTime: string | null
  readonly lastTime: string | null
  readonly lanes: readonly TimelineLane[]
  /** Events by table over all lanes, each once, whatever window and kinds. */
  readonly kinds: readonly { readonly kind: string; readonly count: number }[]
  /** Events within the window, each once. */
  readonly within: number
  /** They themselves in order; null where there are more than were asked for. */
  readonly events: readonly TimelineEvent[] | null
}

const lanes = list(list(id))
export const timelineContract = {
  /** Lanes of a few entities each (a person and what they hold), the first of which names the lane. Errors: entity-not-found. */
  'timeline.read': query(
    object({
      lanes,
      kinds: optional(list(text)),
      from: optional(nullable(moment)),
      to: optional(nullable(moment)),
      /** How many cells of equal length the window is cut into. */
      cells: count,
      /** How many events are told one by one at most. */
      limit: count,
    }),
    returns<Timelines>(),
  ),
  /** The next or former event of a lane, seen from a time and row; null where there is none. Errors: entity-not-found. */
  'timeline.step': query(
    object({
      lane: list(id),
      kinds: optional(list(text)),
      at: text,
      /** The row it is seen from, by table and number. */
      kind: optional(text),
      recordId: optional(id),
      by: literal(['next', 'former']),
    }),
    returns<{ readonly kind: string; readonly recordId: number; readonly time: string } | null>(),
  ),
} as const
