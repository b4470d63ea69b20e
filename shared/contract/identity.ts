/** Identity: what the program suggests, what a person decides, and how a decision is withdrawn. */
import { redactions } from '../model/redactions.ts'
import type { MeasureRemark } from './measures.ts'
import type { Minor } from '../model/minor.ts'
import { numberSayings, numberSorts, type NumberClaim } from '../model/numberClaims.ts'
import {
  command,
  count,
  id,
  job,
  list,
  literal,
  nothing,
  number,
  object,
  optional,
  query,
  returns,
  text,
} from './define.ts'
import type { EntitySummary } from './entities.ts'
import type { Provenance } from './records.ts'

/** Reasons of an identifier that both state. */
const identifierReasons = [
  'same-card',
  'same-account',
  'same-wechat',
  'same-qq',
  'same-phone',
  'same-email',
  'same-payment',
  'same-id',
  'same-device',
  'same-login-ip',
  'same-pay-card',
  'same-wallet',
  'same-plate',
] as const
/**
 * Why two or more may be one. `same-*`: they state the same identifier. `id-alike`: ID numbers of one name one slip of the hand apart.
 * `name-*`: how the names agree. `phone-prefix`, `number-alike`, `same-unsure` (a number that is no sure one), `same-address`, `address-alike`, `same-birth`, `birth-alike`, `same-neighbour` support a name and
 * never stand alone. Against: `different-id` both have ID numbers whose check holds and they differ; `different-name` quite different names; `different-sex`;
 * `different-birth`; `elsewhere` used at one minute in two places; `names-apart` Chinese names that
 * do not agree and are not quite different, as those of a family; `called-many` a name that many are called (张*, 李某, 老板); `told-apart` a person said that some of them are different.
 */
export const suggestionReasons = [
  ...identifierReasons,
  'name-only',
  'same-name',
  'name-script',
  'name-sound',
  'name-shape',
  'name-order',
  'name-one-off',
  'name-alike',
  'name-part',
  'id-alike',
  'number-alike',
  'same-unsure',
  'phone-prefix',
  'same-address',
  'address-alike',
  'same-birth',
  'birth-alike',
  'same-neighbour',
  'different-id',
  'different-name',
  'different-sex',
  'different-birth',
  'elsewhere',
  'names-apart',
  'called-many',
  'told-apart',
] as const
/** Whether no identifier is among the reasons: it is names, and what supports a name, that speak for it. */
export function isByNames(reasons: readonly SuggestionReason[]): boolean {
  const identifiers: readonly SuggestionReason[] = identifierReasons
  return reasons.every((reason) => !identifiers.includes(reason))
}
/** Reasons that speak against. */
export const reasonsAgainst: readonly SuggestionReason[] = [
  'different-id',
  'different-name',
  'different-sex',
  'different-birth',
  'elsewhere',
  'names-apart',
  'called-many',
  'told-apart',
]
export type SuggestionReason = (typeof suggestionReasons)[number]
/** Reasons of a claim a person makes: those of the suggestion it came from, `by-hand`, or `rest-of-split` for those who stay together when others are taken out. */
export const claimReasons = [...suggestionReasons, 'by-hand', 'rest-of-split'] as const
export type ClaimReason = (typeof claimReasons)[number]

export interface ReasonInCase {
  readonly code: SuggestionReason
  /** What they have in common (a number, an address), or how the names stand against each other; empty where the code says all. */
  readonly value: string
  /** It speaks against. */
  readonly against: boolean
}
export type SuggestionState = 'open' | 'later' | 'accepted' | 'rejected'
export interface Suggestion {
  readonly suggestionId: number
  /** Entity kind. */
  readonly kind: string
  /** 0 to 1: how strongly the reasons speak for one and the same. */
  readonly score: number
  readonly state: SuggestionState
  readonly reasons: readonly ReasonInCase[]
  /** How many it is about; `members` shows the first 20. */
  readonly size: number
  readonly members: readonly EntitySummary[]
  /** Suggestions with one cluster hang together: they share entities. */
  readonly cluster: number
}
export interface ReasonCount {
  readonly reason: SuggestionReason
  readonly open: number
  readonly later: number
  readonly decided: number
  /** Entities the open ones are about. */ readonly entities: number
}
export interface IdentityOverview {
  /** When the suggestions were last computed; null: never. */
  readonly suggestedAt: string | null
  /** Facts have come or gone since then. */
  readonly outdated: boolean
  readonly open: number
  readonly later: number
  readonly byReason: readonly ReasonCount[]
  readonly claims: {
    readonly merge: number
    readonly split: number
    readonly apart: number
    readonly number: number
    readonly withdrawn: number
  }
  /** How many entities are merged by claims, and into how many. */
  readonly merged: { readonly members: number; readonly clusters: number }
}
/** What accepting many suggestions at once would do. Suggestions with a reason against, and those that would join what something speaks against, are left. */
export interface BulkPreview {
  /** Would be accepted. */
  readonly suggestions: number
  /** Of these, standing on names (and what supports a name) without a shared identifier. */
  readonly nameOnly: number
  /** How many entities are seen now, and how many they would become. */
  readonly entities: number
  readonly becomes: number
  /** Left alone because something speaks against. */
  readonly against: number
  /** Left alone because together they would join two whom something speaks against, though no single one does. */
  readonly contested: number
  readonly groupsInAll: number
  /** Whom it makes one, the largest ten. */
  readonly groups: readonly {
    readonly kind: string
    readonly size: number
    /** The first eight. */
    readonly members: readonly { readonly entityId: number; readonly label: string }[]
    /** Different names (labels) in it. */
    readonly labels: number
    /** Different names that rows give its members, the first eight: the holders of accounts whose labels are logins. */
    readonly names: readonly string[]
    readonly nameOnly: boolean
  }[]
}
/** number: that a number is one, or is nobody's, against the rules. */
export type ClaimType = 'merge' | 'split' | 'apart' | 'later' | 'number'
export interface ClaimMember {
  readonly entityId: number
  readonly key: string
  readonly label: string
  /** Members of one side are not told apart by an `apart` claim; 1 is the part of a split. */ readonly side: number
  /** In the case now; false after its import was undone. */ readonly present: boolean
  /** The entity it is seen as today. */ readonly resolvedId: number
}
export interface Claim {
  readonly claimId: number
  readonly type: ClaimType
  readonly kind: string
  readonly reasons: readonly ClaimReason[]
  readonly note: string
  readonly at: string
  readonly operator: string
  readonly status: 'active' | 'withdrawn'
  readonly endedAt: string | null
  readonly endedBy: string | null
  readonly size: number
  /** The first 20. Of a claim about a number: whom it made (or had been) told by it when it was made. */
  readonly members: readonly ClaimMember[]
  /** What a claim about a number says; null for others. */
  readonly number: NumberClaim | null
}
/** What saying something of a number would do: whom the rows that hold it would name. */
export interface NumberPreview {
  readonly number: NumberClaim
  /** What is said of it now: by a claim in force, or by the rules alone (null: one thing within each sheet). */
  readonly now: { readonly says: NumberClaim['says'] | null; readonly claimId: number | null }
  /** Rows that hold it where it tells who they name; of these, those that would name somebody else. */
  readonly found: number
  readonly rows: number
  readonly kinds: readonly { readonly kind: string; readonly rows: number }[]
  /** Whom it makes one (`number`), or who comes apart (`nobody`): most rows first, the first ten. */
  readonly groups: readonly {
    readonly kind: string
    readonly label: string
    readonly entityId: number
    readonly rows: number
    /** Entities of today that become it, or entities that it becomes, with the first eight of them. */
    readonly size: number
    readonly members: readonly { readonly entityId: number; readonly label: string; readonly rows: number }[]
    /** Rows that name nobody today, or would name nobody. */
    readonly nobody: number
    /** Different names in its rows, and the first eight of them. */
    readonly named: number
    readonly names: readonly string[]
  }[]
  readonly groupsInAll: number
}
/** One unmerged entity: a column of a comparison, or a member of a merged entity. */
export interface IdentityMember {
  readonly entity: EntitySummary
  readonly note: string
  /** How many of its rows count towards which table. */
  readonly records: readonly { readonly kind: string; readonly count: number }[]
  readonly sources: readonly (Provenance & { readonly kind: string; readonly recordId: number })[]
}
/** One identifier or attribute over all compared: the values of each, in their order. `agree`: all who state it state one common value; `differ`: two state values and none is common. */
export interface ComparedField {
  /** Identifier kind, or with `recordKind` the field of that record kind. */
  readonly field: string
  readonly recordKind: string | null
  readonly values: readonly (readonly string[])[]
  readonly verdict: 'agree' | 'differ' | 'partly' | 'one'
}
export interface Comparison {
  readonly members: readonly IdentityMember[]
  readonly fields: readonly ComparedField[]
  readonly reasons: readonly ReasonInCase[]
  /** Entities linked with two or more of them: who stands between. */
  readonly shared: readonly { readonly entity: EntitySummary; readonly members: readonly number[] }[]
}
/** A condition on rows: those in which the field says the value. */
const rowCondition = object({ kind: text, field: text, value: text })
export interface SplitChoice {
  readonly kind: string
  readonly field: string
  readonly value: string
  readonly records: number
}
/** A person behind one or several site accounts, as far as identifiers and claims tell. */
export interface AccountPerson {
  readonly entityId: number
  readonly label: string
  readonly accounts: readonly { readonly entityId: number; readonly label: string; readonly name: string }[]
  /** Identifiers stated by two or more of the accounts. */
  readonly shared: readonly { readonly kind: string; readonly value: string; readonly accounts: number }[]
  readonly names: readonly string[]
  /** Slips that were neither cancelled nor void, each once. */
  readonly slips: number
  /** Valid points of settled slips, each slip once, scaled by 100; null while rows of a slip contradict each other, as the total is withheld then. */
  readonly points: Minor | null
  /** Minor units, by the rule of the measure; null while the point's value is not known or the points are withheld. */
  readonly stakes: Minor | null
  /** Why points and stakes are withheld, as the measure says it of the whole case, with between what the points lie. */
  readonly why: readonly MeasureRemark[]
}
const decision = literal(['accept', 'reject', 'later', 'open'])
const note = optional(text, '')
const ofNumber = { sort: literal(numberSorts), value: text, says: literal(numberSayings) }
const state = literal(['open', 'later', 'accepted', 'rejected'])
const reason = literal(suggestionReasons)
const several = object({
  reason: optional(reason),
  kind: optional(text),
  minScore: optional(number),
  text: optional(text),
})

export const identityContract = {
  /** Compares all entities that could be the same, in a separate thread. Earlier decisions stay. */
  'identity.suggest': job(
    nothing,
    returns<{
      readonly entities: number
      readonly suggestions: number
      readonly open: number
      /** Values shared by so many that they tell nothing. */ readonly tooCommon: number
      readonly milliseconds: number
    }>(),
    { reads: false },
  ),
  /** How far the identities are worked through: suggestions open and decided, merges and splits in force. */
  'identity.overview': query(nothing, returns<IdentityOverview>()),
  /** Strongest first. */
  'identity.suggestions': query(
    object({
      state: optional(state, 'open'),
      reason: optional(reason),
      kind: optional(text),
      minScore: optional(number),
      text: optional(text),
      /** Only those about this entity, or a member of it. */ entityId: optional(id),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly Suggestion[] }>(),
  ),
  /** Two to twelve unmerged entities side by side. */
  'identity.compare': query(object({ entityIds: list(id) }), returns<Comparison>()),
  /** Decides suggestions; `open` takes a rejection or a postponement back. Returns how many it changed. */
  'identity.decide': command(
    object({ suggestionIds: list(id), decision, note }),
    returns<{ readonly decided: number; readonly claims: number }>(),
  ),
  /** What accepting all open suggestions of a reason, kind or least score at once would do; changes nothing. */
  'identity.foreseeAll': query(object({ of: several }), returns<BulkPreview>()),
  /**
   * Decides all open suggestions of a reason, kind or least score at once, as one step. Accepting needs a note and leaves what something speaks against
   * to be looked at one by one. `expected`: how many were shown to be accepted. Errors: `note-missing`, `suggestions-changed` when they are not as many.
   */
  'identity.decideAll': command(
    object({ of: several, decision, note, expected: optional(count) }),
    returns<{
      readonly decided: number
      readonly claims: number
      /** Left alone because something speaks against. */ readonly left: number
    }>(),
  ),
  /** Claims that two or more entities of one kind are the same. Errors: `entity-not-found`, `merge-kinds-differ`, `merge-nothing`. */
  'identity.merge': command(
    object({ entityIds: list(id), note, reasons: optional(list(literal(claimReasons)), ['by-hand']) }),
    returns<{ readonly claimId: number; readonly entityId: number }>(),
  ),
  /** Claims that they are not the same. */
  'identity.apart': command(object({ entityIds: list(id), note }), returns<{ readonly claimId: number }>()),
  /** What saying that a number is one, or is nobody's, would do; changes nothing. */
  'identity.foreseeNumber': query(object(ofNumber), returns<NumberPreview>()),
  /**
   * Says that a number is one although the rules hold it for none, or that it is nobody's although it looks like one. Rows with it name whom they
   * name then by the ordinary rules, also those imported later. `expected`: how many rows were shown to change. Errors: `note-missing`;
   * `number-nothing` when no row holds it or it is so already; `suggestions-changed` when others would change than were shown.
   */
  'identity.number': command(
    object({ ...ofNumber, note, expected: optional(count) }),
    returns<{ readonly claimId: number; readonly rows: number; readonly withdrawn: number }>(),
  ),
  /** Takes members out of a merged entity; the others stay together. Errors: `merge-nothing` when none of them is in it. */
  'identity.takeOut': command(
    object({ entityId: id, memberIds: list(id), note }),
    returns<{ readonly withdrawn: number; readonly entityId: number }>(),
  ),
  /** Who a merged entity is made of (itself alone when it is not merged), with the claims that say so. */
  'identity.members': query(
    object({ entityId: id }),
    returns<{ readonly members: readonly IdentityMember[]; readonly claims: readonly Claim[] }>(),
  ),
  /** By which values the rows of an entity can be told apart: names, banks, places beside one card. Most rows first. */
  'identity.splitChoices': query(object({ entityId: id }), returns<readonly SplitChoice[]>()),
  /** Gives the rows that meet one of the conditions to an entity of their own. Errors: `entity-not-found`, `split-nothing` when no row or every row meets them. */
  'identity.split': command(
    object({ entityId: id, label: text, conditions: list(rowCondition), note }),
    returns<{ readonly claimId: number; readonly partId: number; readonly rows: number }>(),
  ),
  /** Withdraws claims; later work stays. */
  'identity.withdraw': command(object({ claimIds: list(id) }), returns<{ readonly withdrawn: number }>()),
  /** Makes withdrawn claims count again. */
  'identity.restore': command(object({ claimIds: list(id) }), returns<{ readonly restored: number }>()),
  /** Newest first. */
  'identity.claims': query(
    object({
      type: optional(literal(['merge', 'split', 'apart', 'later', 'number'])),
      status: optional(literal(['active', 'withdrawn'])),
      text: optional(text),
      entityId: optional(id),
      offset: count,
      limit: count,
    }),
    returns<{ readonly total: number; readonly rows: readonly Claim[] }>(),
  ),
  /** Persons behind site accounts. `accounts` in all and those that bet; `persons` the same after claims. */
  'identity.persons': query(
    object({
      sort: optional(literal(['accounts', 'stakes', 'label']), 'accounts'),
      several: optional(literal(['all', 'several']), 'all'),
      text: optional(text),
      offset: count,
      limit: count,
    }),
    returns<{
      readonly total: number
      readonly accounts: number
      readonly persons: number
      readonly accountsThatBet: number
      readonly personsThatBet: number
      readonly rows: readonly AccountPerson[]
    }>(),
  ),
  /** The same list whole, one row an account, as Excel or CSV. */
  'identity.exportPersons': job(
    object({
      format: literal(['xlsx', 'csv']),
      redact: optional(literal(redactions), 'none'),
      language: optional(literal(['zh-CN', 'en']), 'zh-CN'),
    }),
    returns<{ readonly fileId: string; readonly fileName: string; readonly rows: number }>(),
    { reads: false },
  ),
} as const
