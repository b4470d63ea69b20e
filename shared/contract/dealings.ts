/** What somebody dealt with whom, by the people at both ends. */
import type { EntitySummary, LinkSums } from './entities.ts'
import type { CurrencySum } from '../model/currency.ts'
import type { Doubts } from './doubts.ts'

/** Who a thing belongs to. */
export interface Held {
  /** Who holds it; where nobody does, who uses it. */
  readonly holders: readonly EntitySummary[]
  /** The name rows give it: of an account the name it runs under; null for none. */
  readonly name: string | null
}
/** Figures over links, each row counted once; the links open their rows. */
export interface DealingSums extends LinkSums {
  readonly doubts?: Doubts
  readonly linkIds: readonly number[]
}
/** One at the other end: a person, or an account or number that nobody is known to hold. */
export interface DealingPartner {
  readonly entity: EntitySummary
  /** The name rows give it, where it is no person and is not called so. */
  readonly name?: string
  /** Nobody is known to hold it. */
  readonly unheld?: true
  /** What of theirs it went through, the first few, and how many in all; none where it was they themselves. */
  readonly through: readonly EntitySummary[]
  readonly throughAll: number
  readonly out?: DealingSums
  readonly in?: DealingSums
  /** Where the rows do not tell the direction. */
  readonly both?: DealingSums
}
/** Facts of a month with their sums, a currency at a time; '' for rows without a time. */
export interface DealingMonth {
  readonly month: string
  readonly count: number
  readonly sums: readonly CurrencySum[]
}
/** Everything of one kind of link. */
export interface Dealing {
  readonly linkKind: string
  readonly out?: DealingSums
  readonly in?: DealingSums
  readonly both?: DealingSums
  /** Between things of their own; in none of the others. */
  readonly own?: DealingSums
  readonly months: Readonly<Record<'out' | 'in' | 'both', readonly DealingMonth[]>>
  /** The largest first. */
  readonly partners: readonly DealingPartner[]
}
export interface Dealings {
  /** Of an account or number: whose it is. */
  readonly held: Held
  /** What is held or used by them alone: what went through it is theirs. */
  readonly holdings: readonly EntitySummary[]
  /** Held or used by others too; what went through it is not counted here. */
  readonly shared: readonly EntitySummary[]
  readonly kinds: readonly Dealing[]
}
