/** What the metrics of the table mean for holding figures against them: whom they are for, what must be met beside them, and what counts as two items of a combination. */
import type { Actor } from '../../../../shared/contract/law.ts'
import type { Metric } from '../thresholdMetrics.ts'

/** Metrics whose number is for one sort of actor only. The others are for both. */
const actorOf: Partial<Readonly<Record<Metric, Actor>>> = {
  illegal_turnover_individual: 'individual',
  illegal_turnover_unit: 'unit',
  illegal_gain_individual: 'individual',
  illegal_gain_unit: 'unit',
  publication_turnover_individual: 'individual',
  // Units have numbers of their own (法释〔1998〕30号 第13条), which are not in the table.
  books: 'individual',
}
/** Whether a number is for this actor. */
export function isFor(metric: Metric, actor: Actor): boolean {
  return (actorOf[metric] ?? actor) === actor
}
/** What is counted, whoever acted: the lines of an answer. */
export function familyOf(metric: Metric): string {
  return metric.replace(/_(?:individual|unit)$/u, '')
}
/** Metrics that only hold for who was punished for the like within two years; each counts what the other metric counts. */
const repeated: Partial<Readonly<Record<Metric, Metric>>> = {
  repeat_2y_illegal_turnover: 'illegal_turnover',
  repeat_2y_illegal_gain: 'illegal_gain',
  repeat_2y_sales_amount: 'sales_amount',
  unsold_goods_value_repeat: 'unsold_goods_value',
  sold_plus_unsold_value_repeat: 'sold_plus_unsold_value',
  prior_admin_penalty_2y: 'prior_admin_penalty_2y',
}
/** Whether a number is for repeat offenders only. */
export function isRepeat(metric: Metric): boolean {
  return repeated[metric] !== undefined
}
/** The metric whose amount is counted: that of repeat offenders is the plain one. */
export function countedMetric(metric: Metric): Metric {
  return repeated[metric] ?? metric
}
/** The same for individuals and units together. */
export function amountOf(metric: Metric): string {
  return familyOf(countedMetric(metric))
}

/** Other ways of counting that the rules for the net allow beside the figure itself; never added to it. */
const ways: Readonly<Record<string, readonly Metric[]>> = {
  participants: ['participants_by_accounts', 'participants_by_bank_accounts'],
}
/** The other ways of counting a metric of an offence. */
export function waysOf(offence: string, family: string): readonly Metric[] {
  return ruleNamesOf(offence).includes('网络赌博') ? (ways[family] ?? []) : []
}

/** What must be reached beside an amount, by offence and metric; the numbers stand in the table. */
const needs: readonly { readonly offence: string; readonly of: readonly Metric[]; readonly need: Metric }[] =
  [
    { offence: '赌博罪', of: ['rake', 'stakes', 'participants'], need: 'organised_min_participants' },
    { offence: '帮助信息网络犯罪活动罪', of: ['card_inflow'], need: 'card_inflow_verified_fraud' },
    { offence: '帮助信息网络犯罪活动罪', of: ['card_inflow_verified_fraud'], need: 'card_inflow' },
    { offence: '帮助信息网络犯罪活动罪', of: ['own_payment_accounts'], need: 'account_inflow' },
  ]
/** The metrics that must be reached beside one. */
export function needsOf(offence: string, metric: Metric): readonly Metric[] {
  return needs.flatMap((entry) =>
    entry.offence === offence && entry.of.includes(metric) ? [entry.need] : [],
  )
}
/** What a needed metric is counted by, where its own figure is that of another metric. */
export const countedAs: Partial<Readonly<Record<Metric, string>>> = {
  organised_min_participants: 'participants',
}

/**
 * Rows whose amount alone never decides: something else must be there that no figure tells. They are reached as far as the amount goes, and
 * count as perhaps.
 */
const moreIsAsked: ReadonlySet<Metric> = new Set([
  'outbound_participants',
  'card_inflow',
  'account_inflow',
  'amount_with_3_times',
  'amount_with_factor',
  'amount_500k_and_loss',
  'amount_high_upstream',
  'settlement_amount_unverified',
  'ad_funding_unverified',
  'illegal_gain_unverified',
])
/** Whether the row's name or note names a condition that only a person can say is met: the numbers for works spread online hold for nothing else. */
export function asksMore(metric: Metric, name: string): boolean {
  return moreIsAsked.has(metric) || name.includes('信息网络传播')
}

/** The items among which a half of two is enough, by the row of the rule: metric → number of the item. Others take no part. */
export const comboItems: Readonly<Record<string, Partial<Readonly<Record<Metric, number>>>>> = {
  // 法发〔2011〕3号 第13条: four numbers, each its own item.
  '217-2011-RULE-half': { illegal_turnover: 1, works_online: 2, clicks: 3, members: 4 },
  // 法释〔2025〕5号 第13条第1款第5项: numbers 1 to 4; the gain of the opening sentence is none of them.
  '217-2025-RULE-half': {
    illegal_turnover: 1,
    repeat_2y_illegal_gain: 2,
    repeat_2y_illegal_turnover: 2,
    copies: 3,
    works_online: 4,
    downloads: 4,
    clicks: 4,
    members: 4,
  },
}

/** Rules of counting that stand in the table under a name of their own, by the offences they belong to. */
const rulesOf: Readonly<Record<string, readonly string[]>> = {
  侵犯著作权罪: ['侵犯知识产权类犯罪'],
  销售侵权复制品罪: ['侵犯知识产权类犯罪'],
  赌博罪: ['网络赌博', '跨境（网络）赌博', '组织参与国（境）外赌博罪', '赌博（治安）'],
  开设赌场罪: ['网络赌博', '跨境（网络）赌博', '跨境开设赌场', '组织参与国（境）外赌博罪'],
  '开设赌场罪（共同犯罪：明知而提供帮助）': ['开设赌场罪（共同犯罪）', '网络赌博', '跨境（网络）赌博'],
}
/** The names under which rules for an offence stand, its own first. */
export function ruleNamesOf(offence: string): readonly string[] {
  return [offence, ...(rulesOf[offence] ?? [])]
}
