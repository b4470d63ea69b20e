/** What the signs at a node of a chart mean, below it on the page and on paper: only those that are drawn. */
import { type Language, textIn } from '../language.ts'
import type { ChartNode } from '../contract/charts.ts'

/** What of a node its signs tell. */
export type SignedNode = Pick<ChartNode, 'note' | 'members'> & {
  readonly inside?: readonly unknown[]
  readonly groupId?: number
  readonly omitted?: number
  readonly doubles?: unknown
}
const meanings: readonly {
  readonly isOn: (node: SignedNode) => boolean
  readonly zh: string
  readonly en: string
}[] = [
  {
    isOn: ({ inside = [], groupId }) => inside.length > 0 || groupId !== undefined,
    zh: '右上数字 = 内含几个',
    en: 'number at the top = how many are inside',
  },
  {
    isOn: ({ omitted }) => omitted !== undefined,
    zh: '右下 +n = 展开时未加入几个',
    en: '+n at the foot = how many were left out when it was expanded',
  },
  {
    isOn: ({ doubles }) => doubles !== undefined,
    zh: '左下人形 = 可能与他人同一',
    en: 'two heads at the foot = may be one with somebody else',
  },
  { isOn: ({ note }) => note !== '', zh: '外圈 = 有批注', en: 'ring = has a note' },
  {
    isOn: ({ members = 1 }) => members > 1,
    zh: '×2 = 由 2 个实体认定为同一',
    en: '×2 = claims make 2 entities one',
  },
]
/** One text for each sign that any of these nodes has. */
export function badgeTexts(nodes: readonly SignedNode[], language: Language): readonly string[] {
  return meanings.filter(({ isOn }) => nodes.some(isOn)).map((meaning) => textIn(meaning, language))
}
