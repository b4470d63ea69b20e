/** The charts kept in the case, each as it stands. */
import { listCharts } from '../../charts/chartRows.ts'
import { leftOutWords } from '../../charts/captions.ts'
import { chartToDraw } from '../../charts/chartToDraw.ts'
import { undecidedOnChart } from '../../charts/undecided.ts'
import { count, text } from '../model/documentModel.ts'
import type { Block, Line, Typed } from '../model/documentModel.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    line: '位置、筛选和标注与案件中保存的链图一致；未摆放的实体由程序排布。',
    doubtful: (lines: Typed): Line => [
      '其中 ',
      lines,
      ' 条关系的金额或笔数含尚未认定的行（可能的对方流水、可能的重复、同号不同值、结果不明），图上以区间标注。',
    ],
    mentions: (people: Typed, links: Typed): Line => [
      '另有 ',
      people,
      ' 处仅按姓名的提及可能是图上已登记的人，尚未认定，其 ',
      links,
      ' 条关系不在图上。',
    ],
    none: '没有保存的链图。',
  },
  en: {
    doubtful: (lines: Typed): Line => [
      'The sum or number of ',
      lines,
      ' links holds rows that nobody has decided about (possible counter-entries, possible duplicates, numbers in conflict, unknown results); their captions give the range.',
    ],
    mentions: (people: Typed, links: Typed): Line => [
      people,
      ' mentions by name only may be people registered on the chart; nobody has decided, and their ',
      links,
      ' links are not on it.',
    ],
    line: 'Places, filters and labels are those of the chart kept in the case; entities nobody placed are laid out by the program.',
    none: 'No chart is kept in the case.',
  },
} as const

export const charts: SectionDefinition = {
  id: 'charts',
  nameZh: '链图',
  nameEn: 'Charts',
  build({ context, language, charts: wanted }) {
    const db = context.db()
    const ids =
      wanted ??
      listCharts(db)
        .filter(({ nodes, drawn = 0 }) => nodes + drawn > 0)
        .map(({ chartId }) => chartId)
    if (ids.length === 0) return [{ kind: 'paragraph', text: words[language].none }]
    return ids.flatMap((chartId): readonly Block[] => {
      const chart = chartToDraw(db, chartId, (scope) => context.rows(scope))
      const { links, mentions } = undecidedOnChart(db, chartId)
      return [
        { kind: 'heading', level: 2, text: [text(chart.name)] },
        { kind: 'chart', chart },
        { kind: 'paragraph', text: words[language].line, look: 'faint' },
        ...leftOutWords(chart.leftOut ?? [], language).map((line) => ({
          kind: 'paragraph' as const,
          text: `${line}${language === 'en' ? '.' : '。'}`,
        })),
        ...(links.length === 0
          ? []
          : [{ kind: 'paragraph' as const, text: words[language].doubtful(count(links.length)) }]),
        ...(mentions.count === 0
          ? []
          : [
              {
                kind: 'paragraph' as const,
                text: words[language].mentions(count(mentions.count), count(mentions.links)),
              },
            ]),
      ]
    })
  },
}
