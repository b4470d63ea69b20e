/**
 * What the metrics of the table of thresholds are in this program: each one measure, or none and why. One line a metric; a metric of the
 * table that stands here nowhere is refused. A measure stands only where it counts what the rule names, for the offences it says.
 */
import type { Words } from '../../../shared/language.ts'

interface Counted {
  readonly measure: string
  /** The offences whose rule the measure answers; for others of the same metric there is none yet. Left out: for every offence. */
  readonly offences?: readonly string[]
}
interface NotCounted {
  /** Why no measure answers it yet, told to people. */
  readonly none: Words
}
export type MetricMeaning = Counted | NotCounted

const copyright: Pick<Counted, 'offences'> = { offences: ['侵犯著作权罪'] }
const gambling: Pick<Counted, 'offences'> = { offences: ['赌博罪', '开设赌场罪'] }
const noCosts: NotCounted = {
  none: {
    zh: '违法所得要扣除原材料或购进价款，目前没有记录成本的材料种类',
    en: 'gain needs costs and lawful income, which no record kind holds yet',
  },
}
const noRepeat: NotCounted = {
  none: {
    zh: '案件中没有二年内是否受过处罚的信息',
    en: 'whether a person was punished before is not in the case yet',
  },
}
const rule: NotCounted = {
  none: {
    zh: '计数或组合的规则，不是案件数额',
    en: 'a rule of counting or of combination, no amount of a case',
  },
}
const fine: NotCounted = {
  none: { zh: '罚款的限额，不是案件数额', en: 'a limit of a fine, no amount of a case' },
}
const noMaterial: NotCounted = {
  none: { zh: '目前没有记载该项的材料种类', en: 'no record kind tells it yet' },
}
const noSale: NotCounted = {
  none: {
    zh: '网店与批发是两项指标，尚未合为一项',
    en: 'online and wholesale sales are two measures, not yet one',
  },
}
const noFee: NotCounted = {
  none: {
    zh: '材料中尚不能区分帮助者收取的费用',
    en: 'what a helper was paid is not told apart in the records yet',
  },
}
const noFlow: NotCounted = {
  none: {
    zh: '流入金额按账户列出，尚未成为指标',
    en: 'inflow by account and card is shown per account, not yet counted as a measure',
  },
}
const noCards: NotCounted = {
  none: { zh: '卡、线路按所有人的数量尚未统计', en: 'cards and lines by owner are not counted yet' },
}
const noAdverts: NotCounted = {
  none: { zh: '目前没有广告这一材料种类', en: 'adverts are no record kind yet' },
}

export const metricMeanings = {
  // copyright and infringing copies
  illegal_turnover: { measure: 'business.amount', ...copyright },
  illegal_turnover_individual: { measure: 'business.amount', ...copyright },
  illegal_turnover_unit: { measure: 'business.amount', ...copyright },
  repeat_2y_illegal_turnover: noRepeat,
  illegal_gain: noCosts,
  illegal_gain_individual: noCosts,
  illegal_gain_unit: noCosts,
  repeat_2y_illegal_gain: noRepeat,
  copies: { measure: 'business.copies', ...copyright },
  works_online: noMaterial,
  clicks: noMaterial,
  downloads: noMaterial,
  members: {
    none: {
      zh: '作品网站的注册会员没有材料种类；会员账号指标是投注会员',
      en: 'registered members of a site of works are no record kind; members.accounts are bettors',
    },
  },
  circumvention_help: noMaterial,
  unsold_goods_value: { measure: 'business.unsold_amount' },
  unsold_goods_value_repeat: noRepeat,
  sold_plus_unsold_value: { measure: 'business.amount' },
  sold_plus_unsold_value_repeat: noRepeat,
  sold_plus_unsold_copies: { measure: 'business.copies' },
  sales_amount: noSale,
  repeat_2y_sales_amount: noRepeat,
  copies_sold: noSale,
  unsold_copies: {
    none: {
      zh: '扣押盒数也含没有作品名称的；扣押作品数尚未成为指标',
      en: 'seizure.boxes also counts boxes without a title; works seized are not yet a measure',
    },
  },
  publication_turnover_individual: {
    none: {
      zh: '尚不能区分非法出版物与侵权复制品',
      en: 'illegal publications are not told apart from infringing copies yet',
    },
  },
  books: {
    none: {
      zh: '盒、册、本等计数单位尚未分开',
      en: 'counting units (book, booklet, box) are not told apart yet',
    },
  },
  // gambling
  stakes: { measure: 'bets.stakes', ...gambling },
  stakes_by_points: { measure: 'bets.stakes' },
  stakes_by_virtual_items: noMaterial,
  stakes_by_receiving_account: noFlow,
  stakes_2020: rule,
  stakes_collected: {
    none: {
      zh: '尚不能区分帮助者收取的赌资；赌资指标是全部赌资',
      en: 'which stakes a helper collected is not told yet; bets.stakes are all stakes',
    },
  },
  participants: { measure: 'bets.participants', ...gambling },
  participants_by_accounts: { measure: 'members.accounts' },
  participants_by_bank_accounts: { measure: 'receiving.counterparts' },
  outbound_participants: noMaterial,
  organised_min_participants: rule,
  rake: noMaterial,
  online_casino_act: rule,
  provide_site_illegal_gain: noCosts,
  profit_share_illegal_gain: noCosts,
  sub_agents: {
    none: {
      zh: '有下级的账号是账号数，不是招募的且由其接受投注的下级代理数',
      en: 'agents.with_subordinates counts accounts above others, not agents recruited whose bets were taken',
    },
  },
  minors: noMaterial,
  service_fee: noFee,
  settlement_fee: noFee,
  ad_sites: noAdverts,
  ad_items: noAdverts,
  ad_funding: noAdverts,
  ad_funding_unverified: noAdverts,
  // help, information networks, concealment
  helped_targets: noMaterial,
  settlement_amount: noFlow,
  settlement_amount_unverified: noFlow,
  illegal_gain_unverified: noCosts,
  payment_accounts: noCards,
  own_payment_accounts: noCards,
  sim_cards_others: noCards,
  sim_cards_any: noCards,
  card_inflow: noFlow,
  card_inflow_verified_fraud: noFlow,
  account_inflow: noFlow,
  sites: {
    none: {
      zh: '域名指标按域名计，几个域名可能是一个网站',
      en: 'domains.count counts domain names; several may be one site',
    },
  },
  site_accounts: noMaterial,
  groups: noMaterial,
  group_members: noMaterial,
  posts: noMaterial,
  sent_accounts: noMaterial,
  sent_group_members: noMaterial,
  followers: noMaterial,
  amount: noFlow,
  amount_with_3_times: noFlow,
  amount_with_factor: noFlow,
  amount_500k_and_loss: noFlow,
  amount_high_upstream: noFlow,
  times: { none: { zh: '何为一次由办案人认定', en: 'what one act is, is for a person to say' } },
  prior_admin_penalty_2y: noRepeat,
  // rules and fines
  unit_multiple: rule,
  half_of_two_ratio: rule,
  tier2_multiple: rule,
  unsold_multiple: rule,
  accumulate_years: rule,
  accumulate: rule,
  scale_reference: rule,
  no_quantified_standard: rule,
  no_entry_amount: rule,
  fine_multiple_max: fine,
  fine_max: fine,
  fine_max_serious: fine,
  fine_min: fine,
  fine_cap: fine,
  low_gain_limit: fine,
  person_fine_max: fine,
} as const satisfies Readonly<Record<string, MetricMeaning>>
export type Metric = keyof typeof metricMeanings

/** Why no measure answers a metric for an offence; null where one does. */
export function whyNotCounted(metric: Metric, offence: string): Words | null {
  if (measureOfMetric(metric, offence) !== null) return null
  const meaning: MetricMeaning = metricMeanings[metric]
  return 'none' in meaning
    ? meaning.none
    : {
        zh: '材料中尚不能区分属于本罪的数额',
        en: 'what belongs to this offence is not told apart in the material yet',
      }
}
/** The measure that answers a metric for an offence, or null. */
export function measureOfMetric(metric: Metric, offence: string): string | null {
  const meaning: MetricMeaning = metricMeanings[metric]
  if (!('measure' in meaning)) return null
  return meaning.offences === undefined || meaning.offences.includes(offence) ? meaning.measure : null
}
