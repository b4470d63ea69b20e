import { readyPatterns, type ReadyPattern } from '../../model/readyPatterns.ts'
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
    zh: '图形由点（可限定种类、名称所含的字）和步（关系种类、方向、金额与币种、笔数、合计、与另一步的先后和间隔分钟、可选、不得有）组成；不同的点须是不同的对象，同一行不作两步。转账、通话等按行匹配，只取计入合计的行（重复、双方各一行的只一次）；持有、使用等关系按对象对匹配，不论先后。有先后要求的步只匹配精确到分的行；金额按所写币种的元（不写为人民币），其他币种与没有金额的行不匹配有金额要求的步。写了笔数或合计的步，是两个对象之间（所问时间与先后之内）符合该步的全部行合在一起，达到笔数与合计才算；其他步不能以它定先后。可选步取最早的一个，没有则留空；“不得有”是这一步在其位置上一行（或达到笔数、合计的若干行）也没有。搜索有上限，到限即停并说明。命中只是线索，不作结论。图形写法：{"nodes":{"a":{"kind":"phone"},…},"steps":[{"from":"a","to":"b","link":"calls","after":1,"within":5},…]}；字段：点 name、kind、like（名称含）、at（画在哪里），步 either 不论方向，least/most 元，currency 币种，count 笔数，sum 合计元，after/before 第几步之后、之前，soonest/within 分钟，optional，none，alike 可互换的点。',
    en: 'A pattern has nodes (of a kind, with words in their name) and steps (kind of link, direction, amount and currency, count, sum, after or before another step by so many minutes, optional, none). Different nodes are different things, no row is two steps. Transfers, calls and the like match by row, those that count only; holdings and the like by pair, at any time. Steps in time order match rows known to the minute; amounts are in the currency written (yuan where none is); rows in others or without an amount match no step with one. A step with a count or a sum is all rows between the two that fit it (within the time asked about and its order), where they are so many and so much; no other step is timed by it. An optional step takes the earliest row; none: not one row (or not so many, so much) at its place. The search is bounded and says where it stopped. A hit is a lead. Written {"nodes":{"a":{"kind":"phone"},…},"steps":[{"from":"a","to":"b","link":"calls","after":1,"within":5},…]}; also of nodes name, like, at; of steps either, least, most, currency, count, sum, before, soonest, optional, none; alike.',
  },
  version: 2,
  params: [
    {
      id: 'ready',
      sort: 'choice',
      title: { zh: '现成图形', en: 'Ready pattern' },
      choices: [...ready, { id: 'own', title: { zh: '自画', en: 'My own' } }],
      default: 'relayCalls',
    },
    {
      id: 'drawn',
      sort: 'text',
      look: 'pattern',
      title: { zh: '自画图形（JSON）', en: 'My own pattern (JSON)' },
      default: '',
    },
    {
      id: 'of',
      sort: 'entities',
      title: { zh: '须含对象', en: 'With one of' },
      hint: { zh: '不选则不限', en: 'None chosen: any' },
    },
    { id: 'span', sort: 'span', title: { zh: '时间', en: 'Time' } },
  ],
})
