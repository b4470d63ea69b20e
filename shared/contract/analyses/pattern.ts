import { readyPatterns, type ReadyPattern } from '../../model/drawnPattern.ts'
import { analysis } from './define.ts'

const ready = (Object.keys(readyPatterns) as ReadyPattern[]).map((id) => ({
  id,
  title: readyPatterns[id].title,
}))

/** A drawn pattern: things, steps between them, time between steps. */
export const pattern = analysis({
  id: 'pattern',
  group: 'network',
  title: { zh: '图形匹配', en: 'Pattern' },
  question: {
    zh: '案件里哪些人、账户、号码之间有这样的一串联系？',
    en: 'Where in the case do people, accounts and phones stand to one another like this?',
  },
  rule: {
    zh: '图形由点（可限定种类）和步（关系种类、方向、金额、与另一步的先后和间隔分钟、可选、不得有）组成；不同的点须是不同的对象，同一行不作两步。转账、通话等按行匹配，只取计入合计的行（重复、双方各一行的只一次）；持有、使用等关系按对象对匹配，不论先后。有先后要求的步只匹配精确到分的行；金额按人民币元，其他币种与没有金额的行不匹配有金额要求的步。可选步取最早的一个，没有则留空。搜索有上限，到限即停并说明。命中只是线索，不作结论。图形写法：{"nodes":{"a":{"kind":"phone"},…},"steps":[{"from":"a","to":"b","link":"calls","after":1,"within":5},…]}；字段：either 不论方向，least/most 元，after/before 第几步之后、之前，soonest/within 分钟，optional，none，alike 可互换的点。',
    en: 'A pattern has nodes (of a kind) and steps (kind of link, direction, amount, after or before another step by so many minutes, optional, none). Different nodes are different things, no row is two steps. Transfers, calls and the like match by row, those that count only; holdings and the like by pair, at any time. Steps in time order match rows known to the minute; amounts are yuan, other currencies match no step with an amount. An optional step takes the earliest row. The search is bounded and says where it stopped. A hit is a lead. Written {"nodes":{"a":{"kind":"phone"},…},"steps":[{"from":"a","to":"b","link":"calls","after":1,"within":5},…]}; also either, least, most, before, soonest, optional, none, alike.',
  },
  version: 1,
  params: [
    {
      id: 'ready',
      sort: 'choice',
      title: { zh: '现成图形', en: 'Ready pattern' },
      choices: [...ready, { id: 'own', title: { zh: '自定（下栏）', en: 'Own (below)' } }],
      default: 'relayCalls',
    },
    { id: 'drawn', sort: 'text', title: { zh: '自定图形（JSON）', en: 'Own pattern (JSON)' }, default: '' },
    {
      id: 'of',
      sort: 'entities',
      title: { zh: '须含对象', en: 'With one of' },
      hint: { zh: '不选则不限', en: 'None chosen: any' },
    },
    { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } },
  ],
})
