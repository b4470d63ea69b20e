/** Figures of the case held against the thresholds of the law: the table, what stands beside it, and what is asked. */
import * as v from 'valibot'
import type { Words } from '../language.ts'
import type { FigureValue } from '../model/figureValue.ts'
import type { Unit } from '../words/units.ts'
import { dayText } from './day.ts'
import { literal, nullable, object, query, returns } from './define.ts'
import type { MeasureRemark } from './measures.ts'

/** How far a source of the table was read; everything below `verified-full-text` is shown as to be checked. */
export const confidences = ['verified-full-text', 'verified-excerpt', 'verified-secondary', 'memory'] as const
export type Confidence = (typeof confidences)[number]
/** Who acted: rules that differ for units are taken by it. */
export const actors = ['individual', 'unit'] as const
export type Actor = (typeof actors)[number]
export type HeldTier = 'T1' | 'T2'

/** Where a rule stands. */
export interface RuleSource {
  readonly id: string
  readonly article: string
  readonly source: string
  readonly note: string
  readonly confidence: Confidence
  /** First and last day on which it is in force, both in it; null: to this day. */
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
}
/**
 * reached, not-reached: whatever of the open decisions is taken. perhaps: it hangs on them. unknown: there is no figure.
 */
export type HeldState = 'reached' | 'perhaps' | 'not-reached' | 'unknown'
/** Why a row of the table is held against nothing: its number is for the other sort of actor, or for repeat offenders only. */
export type NotApplied = 'other-actor' | 'repeat-unknown' | 'no-repeat'
/** A condition that must be met beside the amount. */
export interface HeldNeed {
  readonly metric: string
  readonly nameZh: string
  readonly limit: FigureValue | null
  readonly unit: string
  readonly state: HeldState
  /** Something nobody can measure may still turn the state. */
  readonly open: boolean
}
/** One row of the table with what was held against it. */
export interface HeldRow extends RuleSource {
  readonly tier: HeldTier
  readonly metric: string
  readonly nameZh: string
  readonly unit: string
  /** 以上含本数: a figure of just so much reaches it. Multiplied already where `times` says so. */
  readonly limit: FigureValue
  /** The rule by which the limit was multiplied for a unit. */
  readonly times: { readonly multiple: number; readonly rule: string } | null
  readonly notApplied: NotApplied | null
  readonly state: HeldState
  /** Figure less limit; null without a figure. */
  readonly by: FigureValue | null
  /** How many times the limit, two decimals, never rounded up; null without a figure. */
  readonly multiple: FigureValue | null
  readonly needs: readonly HeldNeed[]
  /** The note names a condition that no figure tells: however large the amount, it is perhaps. */
  readonly asksMore: boolean
}
/** An item of a combination: the figure against its part of the limit. */
export interface ComboItem {
  readonly row: string
  readonly metric: string
  readonly nameZh: string
  readonly unit: string
  readonly limit: FigureValue
  readonly state: HeldState
  readonly open: boolean
}
/** Two items that each reach a half of their limits. */
export interface HeldCombo extends RuleSource {
  readonly tier: HeldTier
  /** narrow: two numbers of items of the rule; wide: two amounts, though both stand in one number. */
  readonly reading: 'narrow' | 'wide'
  readonly state: HeldState
  /** Something nobody can measure of its items may still turn the state. */
  readonly open: boolean
  readonly items: readonly ComboItem[]
}
/** A rule of counting or combining that has no amount of its own. */
export interface PlainRule extends RuleSource {
  readonly offence: string
  readonly metric: string
  readonly nameZh: string
  readonly unit: string
  readonly threshold: number | null
}
/** What the article threatened at that time, in words; nothing is judged by it. */
export interface Statute {
  readonly text: Words
  readonly source: string
  readonly confidence: Confidence
}
/** The rules of an offence as they stood between two days. */
export interface RuleSet {
  readonly from: string | null
  readonly to: string | null
  /** Acts of the case lie in it. */
  readonly acts: boolean
  readonly current: boolean
  readonly statute: Statute | null
  readonly rules: readonly PlainRule[]
}
/** A figure and everything that is said beside it. */
export interface HeldFigure {
  readonly value: FigureValue | null
  /** Between what it lies by all that is open; both null without a figure. */
  readonly low: FigureValue | null
  readonly high: FigureValue | null
  /** Something is open of which nobody can tell by how much: the figure may be less, or more. */
  readonly openBelow: boolean
  readonly openAbove: boolean
  readonly rows: number
  readonly why: readonly MeasureRemark[]
}
/** Figures against the rows of one rule set. */
export interface HeldAgainst {
  readonly rows: readonly HeldRow[]
  /** The highest tier that is reached surely, and the highest that may be. */
  readonly reached: HeldTier | null
  readonly perhaps: HeldTier | null
}
export interface HeldLine {
  /** A metric of the table, individual and unit taken together. */
  readonly metric: string
  readonly nameZh: string
  /** The measure whose figure it is; null: none, and `none` says why. */
  readonly measure: {
    readonly id: string
    readonly name: Words
    readonly unit: Unit
    readonly kind: string | null
    readonly rule: Words
  } | null
  readonly none: Words | null
  /** All acts together. */
  readonly whole: HeldFigure | null
  /** In the order of the sets. `own`: only the acts that lie in the set, null where none do or the figure cannot be divided by days. */
  readonly sets: readonly {
    readonly own: { readonly figure: HeldFigure; readonly against: HeldAgainst } | null
    readonly whole: HeldAgainst
  }[]
  /** By tier: the sets (by place) with the highest limit, where the sets differ; `missing`: sets without any limit of it. */
  readonly lighter: readonly {
    readonly tier: HeldTier
    readonly sets: readonly number[]
    readonly missing: readonly number[]
  }[]
}
export interface HeldOffence {
  readonly offence: string
  readonly article: string
  /** First and last day of the acts that say theirs; null where none does. */
  readonly first: string | null
  readonly last: string | null
  /** Rows behind the figures that say no day: in the whole, in no set of their own. */
  readonly undated: number
  /** Acts lie in more than one rule set. */
  readonly straddles: boolean
  readonly sets: readonly RuleSet[]
  readonly lines: readonly HeldLine[]
  /** By set; `own` as in the lines. */
  readonly combos: readonly {
    readonly own: readonly HeldCombo[] | null
    readonly whole: readonly HeldCombo[]
  }[]
}
export interface HeldAmounts {
  readonly actor: Actor
  /** Whether the person was punished before within two years, as somebody said; null: nobody did, and rules for it are not applied. */
  readonly repeat: boolean | null
  readonly date: string | null
  readonly offences: readonly HeldOffence[]
  /** Rows of the table, and how many of them are to be checked. */
  readonly rows: number
  readonly toCheck: number
}

export const lawContract = {
  /**
   * The figures of the whole case against the thresholds: by the rules in force on the days of the acts with those of today beside them, or by
   * those of one day. `repeat`: punished for the like within two years; null is unknown.
   */
  'law.held': query(
    object({ actor: literal(actors), date: nullable(dayText), repeat: nullable(v.boolean()) }),
    returns<HeldAmounts>(),
  ),
} as const
