/** The charts kept in the case, each as it stands. */
import { chartRow, listCharts, wholeChart } from '../../charts/chartRows.ts'
import { readSettings } from '../../charts/settings.ts'
import { text } from '../model/documentModel.ts'
import type { Block } from '../model/documentModel.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    line: '位置、筛选和标注与案件中保存的链图一致；未摆放的实体由程序排布。',
    none: '没有保存的链图。',
  },
  en: {
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
        .filter(({ nodes }) => nodes > 0)
        .map(({ chartId }) => chartId)
    if (ids.length === 0) return [{ kind: 'paragraph', text: words[language].none }]
    return ids.flatMap((chartId): readonly Block[] => {
      const { name, settings } = chartRow(db, chartId)
      return [
        { kind: 'heading', level: 2, text: [text(name)] },
        { kind: 'chart', chart: { ...wholeChart(db, chartId), name, settings: readSettings(settings) } },
        { kind: 'paragraph', text: words[language].line, look: 'faint' },
      ]
    })
  },
}
