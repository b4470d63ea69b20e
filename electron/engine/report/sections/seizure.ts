/** What was seized, by site and by title. */
import { readSeizure } from '../figures.ts'
import type { SeizureLine } from '../figures.ts'
import { fixed } from '../model/documentModel.ts'
import type { Block, Cell, Row } from '../model/documentModel.ts'
import type { SectionDefinition } from './section.ts'

const words = {
  'zh-CN': {
    headers: ['物品行', '盒数', '体积（立方米）', '重量（公斤）'],
    bySite: '按场所',
    byTitle: '按作品',
    site: '场所',
    title: '作品',
    noLabel: '（未注明）',
    none: '材料中没有扣押清单。',
    total: '合计',
  },
  en: {
    headers: ['Items', 'Boxes', 'Volume (m³)', 'Weight (kg)'],
    bySite: 'By site',
    byTitle: 'By title',
    site: 'Site',
    title: 'Title',
    noLabel: '(not stated)',
    none: 'There is no seizure list in the material.',
    total: 'Total',
  },
} as const

export const seizure: SectionDefinition = {
  id: 'seizure',
  nameZh: '扣押物品',
  nameEn: 'Seized items',
  build({ context, language }) {
    const { headers, bySite, byTitle, site, title, noLabel, none, total } = words[language]
    const db = context.db()
    const sites = readSeizure(db, 'site')
    if (sites.length === 0) return [{ kind: 'paragraph', text: none }]
    const cells = (label: Cell, line: Omit<SeizureLine, 'label'>): Row => [
      label,
      line.items,
      line.boxes,
      { scaled: line.volume, scale: 3 },
      { scaled: line.weight, scale: 3 },
    ]
    const part = (heading: string, first: string, lines: readonly SeizureLine[]): readonly Block[] => [
      { kind: 'heading', level: 2, text: heading },
      {
        kind: 'table',
        columns: [
          { id: 'label', header: first, sort: 'text', paper: { share: 36 } },
          ...['items', 'boxes', 'volume', 'weight'].map((id, index) => ({
            id,
            header: headers[index] ?? '',
            sort: 'number' as const,
            paper: { share: 16 },
          })),
        ],
        rows: lines.map((line) => cells(line.label === '' ? fixed(noLabel) : line.label, line)),
        total: cells(fixed(total), sumOf(lines)),
      },
    ]
    return [...part(bySite, site, sites), ...part(byTitle, title, readSeizure(db, 'title'))]
  },
}
function sumOf(lines: readonly SeizureLine[]): Omit<SeizureLine, 'label'> {
  return lines.reduce(
    (sum, line) => ({
      items: sum.items + line.items,
      boxes: sum.boxes + line.boxes,
      volume: sum.volume + line.volume,
      weight: sum.weight + line.weight,
    }),
    { items: 0, boxes: 0, volume: 0, weight: 0 },
  )
}
