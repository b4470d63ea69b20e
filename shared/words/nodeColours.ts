/** Colours and flags of nodes in words, on the page and in every picture. */
import { type Language, textIn } from '../language.ts'
import type { HandColour } from '../model/chart/colours.ts'
import type { ColourGroup, NodeColours, NodeFlag } from '../model/chart/nodeColours.ts'
import type { ChartSettings } from '../contract/charts.ts'
import { countText } from '../model/numberText.ts'

const colourNames: Readonly<Record<HandColour, { readonly zh: string; readonly en: string }>> = {
  grey: { zh: '灰', en: 'grey' },
  red: { zh: '红', en: 'red' },
  orange: { zh: '橙', en: 'orange' },
  yellow: { zh: '黄', en: 'yellow' },
  green: { zh: '绿', en: 'green' },
  blue: { zh: '蓝', en: 'blue' },
  purple: { zh: '紫', en: 'purple' },
}
const flagNames: Readonly<Record<NodeFlag, { readonly zh: string; readonly en: string }>> = {
  flag: { zh: '旗标', en: 'Flag' },
  star: { zh: '重点', en: 'Important' },
  target: { zh: '目标', en: 'Target' },
  'triangle-alert': { zh: '注意', en: 'Caution' },
  'circle-question-mark': { zh: '待查', en: 'To be looked into' },
  ban: { zh: '排除', en: 'Ruled out' },
}
export function colourName(colour: HandColour, language: Language): string {
  return textIn(colourNames[colour], language)
}
export function flagName(flag: NodeFlag, language: Language): string {
  return textIn(flagNames[flag], language)
}
/** Of how many that are drawn inside of others a colour, a flag or a note is not seen. */
export function markedInsideText(count: number, language: Language): string {
  return language === 'zh-CN'
    ? `折叠在内的 ${countText(count)} 个另有手工颜色、标记或批注，未画出`
    : `colours, flags or notes of those inside, not drawn: ${countText(count)}`
}
/** Those of one colour: by whom or what, and how many. */
export function colourGroupText(
  { by, colour, name, count }: Pick<ColourGroup, 'by' | 'colour' | 'name' | 'count'>,
  language: Language,
): string {
  const number = countText(count)
  if (by === 'tag') return `${textIn({ zh: '标签：', en: 'tag: ' }, language)}${name} ${number}`
  if (by === 'community') return `${textIn({ zh: '社群', en: 'community' }, language)} ${name} · ${number}`
  return `${textIn({ zh: '手工着色：', en: 'coloured by hand: ' }, language)}${colourName(colour, language)} ${number}`
}
/** By which rule nodes are coloured, and whom it does not tell; empty where only kinds and hands colour. */
export function colouringText(
  { several, others }: Pick<NodeColours, 'several' | 'others'>,
  colourBy: ChartSettings['colourBy'],
  language: Language,
): string {
  if (colourBy === 'kind') return ''
  const zh = language === 'zh-CN'
  const rule =
    colourBy === 'tag'
      ? zh
        ? '颜色 = 标签'
        : 'Colour = tag'
      : zh
        ? '颜色 = 社群（按图上关系的疏密划分，只给最大的几个着色）'
        : 'Colour = community (by how dense links on the chart are; only the largest are coloured)'
  return [
    rule,
    ...(several > 0
      ? [
          zh
            ? `${countText(several)} 个有多个标签，取名称在前的`
            : `${countText(several)} have several tags: the first by name`,
        ]
      : []),
    ...(others > 0
      ? [zh ? `其余 ${countText(others)} 个按类别着色` : `the other ${countText(others)} by kind`]
      : []),
  ].join(zh ? '；' : '; ')
}
