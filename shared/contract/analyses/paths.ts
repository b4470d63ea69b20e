import { analysis } from './define.ts'
import { networkViewParams, viewRule } from './networkParams.ts'

/** How some are linked with others. */
export const paths = analysis({
  id: 'paths',
  group: 'network',
  title: { zh: '路径', en: 'Paths' },
  question: {
    zh: '这几个对象经过谁联系到那几个？钱、电话能按时间先后走通吗？最多可能走了多少？',
    en: 'Through whom are these linked with those? Does money, do calls run in order of time? How much could have come through?',
  },
  rule: {
    zh: `路径从起点出发，到第一个终点为止，不重复经过同一对象，也不经过其他起点。最短：全部最短的；所有：不超过所定条数的全部；k 条最短：按长度（每条一步，或 1 ÷ 轻重）从短到长；按时间先后：逐笔，后一笔不早于前一笔，间隔不超过所定小时；只写到日的时间视为当日任何时刻，因此才成立的标明“可能”。单条最大：各条路径中最小一笔关系金额最大的一条（瓶颈）。合计上限：各关系不超过其金额（人民币）、分路走时最多能到达的数额（最大流，Dinic），不计时间先后，是上限而非事实。其间全部：处在不超过所定条数的走法上的一切。相同者按对象编号。${viewRule.zh}`,
    en: `A path leads from a start to the first end it comes to, passes nobody twice and no other start. Shortest: all that are. All: of at most so many links. k shortest: by length (a step each, or 1 / weight). In order of time: fact by fact, each not before the one before it, no further apart than the hours set; a time known to the day only may be any moment of it, and what holds only so is marked possible. Widest: the path whose smallest link is largest (bottleneck). Upper bound: the most that could arrive split over all ways, no link carrying more than its amount in yuan (maximum flow, Dinic), whatever the times; a bound, no fact. Between: all that lies on a walk of at most so many links. Ties by the number of the entity. ${viewRule.en}`,
  },
  version: 1,
  params: [
    { id: 'from', sort: 'entities', title: { zh: '起点', en: 'From' }, needed: true },
    { id: 'to', sort: 'entities', title: { zh: '终点', en: 'To' }, needed: true },
    {
      id: 'how',
      sort: 'choice',
      title: { zh: '找什么', en: 'What' },
      choices: [
        { id: 'shortest', title: { zh: '最短的', en: 'shortest' } },
        { id: 'all', title: { zh: '所有（不超过几条关系）', en: 'all, of at most so many links' } },
        { id: 'kShortest', title: { zh: 'k 条最短', en: 'k shortest' } },
        { id: 'inTime', title: { zh: '按时间先后', en: 'in order of time' } },
        { id: 'widest', title: { zh: '单条最大（瓶颈）', en: 'widest' } },
        { id: 'flow', title: { zh: '合计上限（最大流）', en: 'upper bound of all (maximum flow)' } },
        { id: 'between', title: { zh: '其间全部', en: 'everything between' } },
      ],
      default: 'shortest',
    },
    {
      id: 'hops',
      sort: 'count',
      title: { zh: '至多几条关系', en: 'Links at most' },
      least: 1,
      most: 8,
      default: 4,
    },
    {
      id: 'top',
      sort: 'count',
      title: { zh: '列出几条', en: 'Show so many' },
      least: 1,
      most: 500,
      default: 50,
    },
    { id: 'through', sort: 'entities', title: { zh: '必须经过', en: 'Through' } },
    { id: 'never', sort: 'entities', title: { zh: '不经过', en: 'Never through' } },
    ...networkViewParams,
    {
      id: 'lengths',
      sort: 'choice',
      title: { zh: '路径的长短（k 条最短）', en: 'Length of a link (k shortest)' },
      choices: [
        { id: 'steps', title: { zh: '每条关系为一步', en: 'each link one step' } },
        { id: 'inverse', title: { zh: '1 ÷ 轻重', en: '1 / weight' } },
      ],
      default: 'steps',
    },
    {
      id: 'gapHours',
      sort: 'number',
      title: { zh: '前后两笔至多相隔（小时，0 为不限）', en: 'Hours between two facts at most (0: any)' },
      least: 0,
      most: 100_000,
      default: 0,
    },
    {
      id: 'leastAmount',
      sort: 'money',
      title: { zh: '每笔（每条关系）至少（人民币）', en: 'Each fact (link) at least, yuan' },
      default: null,
    },
  ],
})
