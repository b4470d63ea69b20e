/** Words of the agent tree that stand in its answers. */
import type { Words } from '../../../shared/language.ts'
import type { RingConflict } from './conflicts.ts'
import type { Unsettled } from './settlement.ts'
import type { AboveSource } from './statements.ts'

export const aboveSourceWords: Readonly<Record<AboveSource, Words>> = {
  agentAccount: { zh: '代理列表', en: 'agent list' },
  memberAccount: { zh: '会员信息', en: 'member list' },
  betSlip: { zh: '注单', en: 'slips' },
}
export const unsettledWords: Readonly<Record<Unsettled, Words>> = {
  'no-rates': { zh: '占成或返水未载', en: 'share or rebate not told' },
  'rates-differ': { zh: '各行占成或返水不同', en: 'rows give different rates' },
  'rates-out-of-range': { zh: '占成或返水不在 0～100%', en: 'a rate is not between 0 and 100%' },
  'conflicting-slips': { zh: '有注单各行不一致', en: 'rows of a slip contradict each other' },
  'results-missing': { zh: '有注单未载输赢', en: 'slips tell no result' },
  'points-missing': { zh: '有注单未载点数', en: 'slips tell no points' },
  'point-value': { zh: '每点金额不明', en: 'nobody knows what a point is worth' },
  'in-circle': { zh: '上下级成循环', en: 'stands above itself by way of others' },
}
const rates = { share: { zh: '占成', en: 'share' }, rebate: { zh: '返水', en: 'rebate' } } as const
const perCent = (rate: number | null): string => (rate === null ? '—' : `${rate / 100}%`)
/** What a conflict says, in one sentence; `name` tells an account (null: the house). */
export function conflictWords(
  { sort, account, others, says, found, rate, sameLine }: RingConflict,
  name: (id: number | null) => string,
): Words {
  const answers = (language: 'zh' | 'en'): string =>
    others
      .map((id) => {
        const by = [
          ...new Set(
            account.said
              .filter((one) => one.above === id)
              .map(({ source, rows }) => `${aboveSourceWords[source][language]} ${rows}`),
          ),
        ]
        const who = id === null ? (language === 'zh' ? '公司' : 'the house') : name(id)
        return language === 'zh' ? `${who}（${by.join('、')} 行）` : `${who} (rows: ${by.join(', ')})`
      })
      .join(language === 'zh' ? '；' : '; ')
  switch (sort) {
    case 'above':
      return {
        zh: `上级有不同记载：${answers('zh')}${sameLine ? '；同在一条线上' : ''}`,
        en: `Different answers to who is above: ${answers('en')}${sameLine ? '; all on one line' : ''}`,
      }
    case 'circle':
      return {
        zh: `上下级成循环：${others.map(name).join(' → ')} → ${name(others[0] ?? null)}，谁在上不明，暂在名称最先的账号处断开`,
        en: `A circle: ${others.map(name).join(' → ')} → ${name(others[0] ?? null)}, nobody knows who is on top; cut at the first name for the time being`,
      }
    case 'rates':
      return { zh: '各行所载占成或返水不同', en: 'Rows give different shares or rebates' }
    case 'rateAbove': {
      const { zh, en } = rates[rate ?? 'share']
      return {
        zh: `${zh} ${perCent(says)} 高于上级的 ${perCent(found)}`,
        en: `The ${en} of ${perCent(says)} is above the ${perCent(found)} of the one above`,
      }
    }
    case 'members':
      return {
        zh: `名单写会员 ${says ?? '—'} 个，实有直属会员账号 ${found ?? '—'} 个`,
        en: `The list says ${says ?? '—'} members, there are ${found ?? '—'} directly below`,
      }
    case 'agents':
      return {
        zh: `名单写下级代理 ${says ?? '—'} 个，实有直属代理账号 ${found ?? '—'} 个`,
        en: `The list says ${says ?? '—'} agents, there are ${found ?? '—'} directly below`,
      }
    case 'called':
      return {
        zh: `会员表写作会员，其下有 ${others.length} 个账号`,
        en: `Called a member, with ${others.length} directly below`,
      }
    case 'unlisted':
      return {
        zh: `不在任何名单中，只被写作 ${others.length} 个账号的上级`,
        en: `In no list, only named as above ${others.length}`,
      }
    case 'nobodyBelow':
      return { zh: '在代理列表中，其下没有账号', en: 'In the agent list, with nobody below' }
  }
}
/** Short names of the sorts of conflict. */
export const conflictSortWords: Readonly<Record<RingConflict['sort'], Words>> = {
  above: { zh: '上级记载不同', en: 'different above' },
  circle: { zh: '循环', en: 'circle' },
  rates: { zh: '占成返水不同', en: 'different rates' },
  rateAbove: { zh: '高于上级', en: 'above its superior' },
  members: { zh: '会员数不符', en: 'members do not match' },
  agents: { zh: '代理数不符', en: 'agents do not match' },
  called: { zh: '会员有下级', en: 'member with accounts below' },
  unlisted: { zh: '名单没有', en: 'in no list' },
  nobodyBelow: { zh: '代理无下级', en: 'agent with nobody below' },
}
