import { command, count, id, list, literal, nullable, object, optional, query, returns, text } from './define.ts'
import type { Provenance } from './records.ts'

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
export interface EntityIdentifier { readonly kind: string; readonly value: string; readonly raws: readonly string[]; readonly checkFailed: boolean; readonly records: number }
export interface EntityAttribute { readonly field: string; readonly kind: string; readonly value: string; readonly records: number }
export interface LinkSummary {
  readonly linkId: number
  readonly linkKind: string
  readonly fromId: number
  readonly toId: number
  /** False when the rows do not tell the direction. */
  readonly directed: boolean
  /** Facts behind it, each counted once (no repeats, no second sides, no failed transfers). */
  readonly count: number
  /** Minor units, or null where the link has no amount. */
  readonly amount: number | null
  readonly quantity: number | null
  readonly firstTime: string | null
  readonly lastTime: string | null
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
  readonly linkTotals: readonly { readonly linkKind: string; readonly direction: 'out' | 'in' | 'none'; readonly neighbours: number; readonly count: number; readonly amount: number | null }[]
  readonly records: readonly { readonly kind: string; readonly count: number }[]
  readonly sources: readonly (Provenance & { readonly kind: string; readonly recordId: number })[]
  readonly charts: readonly { readonly chartId: number; readonly name: string }[]
  readonly note: string
}
export interface PathResult {
  /** Entity ids from first to last; empty when there is no path. */
  readonly nodes: readonly number[]
  readonly entities: readonly EntitySummary[]
  readonly links: readonly LinkSummary[]
}

const linkFilter = object({ linkKinds: optional(list(text)), minAmount: optional(count), maxHops: optional(count) })

export const entityContract = {
  'entities.kinds': query(object({}), returns<readonly { readonly kind: string; readonly count: number }[]>()),
  'entities.list': query(
    object({ kind: optional(text), text: optional(text), sort: optional(literal(['label', 'records', 'links']), 'links'), offset: count, limit: count }),
    returns<{ readonly total: number; readonly rows: readonly EntitySummary[] }>(),
  ),
  'entities.read': query(object({ entityId: id }), returns<EntityDetail>()),
  'entities.note': command(object({ entityId: id, note: text }), returns<null>()),
  'links.list': query(
    object({ linkKind: optional(text), entityId: optional(id), sort: optional(literal(['count', 'amount']), 'amount'), offset: count, limit: count }),
    returns<{ readonly total: number; readonly rows: readonly (LinkSummary & { readonly from: EntitySummary; readonly to: EntitySummary })[] }>(),
  ),
  /** The whole relation the link belongs to: same kind and direction between the same two, whichever tables say so. */
  'links.read': query(object({ linkId: id }), returns<LinkSummary & { readonly from: EntitySummary; readonly to: EntitySummary; readonly recordKinds: readonly { readonly kind: string; readonly count: number }[] }>()),
  /** Fewest links between two entities, direction ignored; ties go to the path with more facts behind it. */
  'paths.find': query(object({ from: id, to: id, within: optional(linkFilter), chartId: optional(nullable(id)) }), returns<PathResult>()),
} as const
