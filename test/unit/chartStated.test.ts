/** Lines that people entered by hand: apart from what files say and from each other by how sure they are, side by side, with what they say. */
import { expect, test } from 'vitest'
import type { ChartTheme } from '../../shared/model/chart/colours.ts'
import { edgeCaption } from '../../shared/model/chart/captions.ts'
import { bundlesOf } from '../../shared/model/chart/bundles.ts'
import { lineShape } from '../../shared/model/chart/lineShape.ts'
import { joinedEdges } from '../../shared/model/chart/joinedLines.ts'
import { drawChart } from '../../electron/engine/charts/drawChart.ts'
import { defaultSettings } from '../../shared/model/chart/settings.ts'
import type { ChartEdge, ChartNode } from '../../shared/contract/index.ts'

const edge = (linkId: number, linkKind: string, more: Partial<ChartEdge> = {}): ChartEdge => ({
  linkId,
  linkKind,
  fromId: 1,
  toId: 2,
  directed: true,
  count: 1,
  amount: null,
  quantity: null,
  firstTime: null,
  lastTime: null,
  ...more,
})
const node = (entityId: number): ChartNode => ({
  entityId,
  kind: 'person',
  label: `人${entityId}`,
  sublabel: '',
  nameOnly: false,
  x: entityId * 400,
  y: 0,
  pinned: false,
  hidden: false,
  degree: 1,
  shown: 1,
  amount: 0,
  note: '',
})
const edges = [
  edge(1, 'transfer', { amount: 500 }),
  edge(2, 'calls'),
  edge(3, 'statedConfirmed', { says: ['上线'] }),
  edge(4, 'statedDisputed', { says: ['从未见过'], fromId: 2, toId: 1 }),
  edge(5, 'statedDisputed', { says: ['同学'], directed: false }),
]

test('what files say is one line, and each strength of what people say another', () => {
  expect(bundlesOf(joinedEdges(edges)).map(({ parts }) => parts.map(({ linkId }) => linkId).sort())).toEqual([
    [1, 2],
    [3],
    [4, 5],
  ])
})
test('a caption says what is said, contradictions beside each other, and never a sum', () => {
  const said = edge(9, 'statedDisputed', { count: 4, says: ['给了五万', '从未给过钱', '同乡', '记不清'] })
  expect(edgeCaption(said, 'amount', 'zh-CN')).toBe('据陈述（有争议）：给了五万 / 从未给过钱 / 同乡 / +1')
  expect(edgeCaption(edge(9, 'statedProbable'), 'count', 'en')).toBe('Stated, probable')
  expect(edgeCaption(said, 'none', 'zh-CN')).toBe('')
  const folded = joinedEdges([
    { ...said, folded: true },
    { ...edge(10, 'statedDisputed', { says: ['同乡', '表亲'] }), folded: true },
  ])
  expect(folded[0]?.says).toEqual(['给了五万', '从未给过钱', '同乡', '记不清', '表亲'])
})
test('lines side by side keep their length and lie on the side they say, whichever way they go', () => {
  const [one, other] = [
    { x: 0, y: 0, size: 20 },
    { x: 200, y: 0, size: 20 },
  ]
  const ways = { directed: false, back: false }
  expect(lineShape(one, other, { ...ways, side: 8 })).toMatchObject({
    start: { y: -8 },
    end: { y: -8 },
    length: lineShape(one, other, ways)?.length,
  })
  expect(lineShape(other, one, { ...ways, side: -8 })?.start.y).toBe(-8)
})
test.each<[ChartTheme, string]>([
  ['light', '#8a3d99'],
  ['dark', '#cb8fdd'],
  ['print', '#000000'],
])(
  'a picture in %s draws them in a colour of their own, dashed by strength, and tells it in the legend',
  (theme, colour) => {
    const chart = {
      chartId: 1,
      name: '图',
      settings: defaultSettings,
      nodes: [node(1), node(2)],
      edges: [...edges, edge(6, 'statedProbable')],
      sums: new Map(),
    }
    const { svg } = drawChart(chart, { theme, language: 'zh-CN' } as never)
    expect(svg).toContain(`stroke="${colour}"`)
    for (const dash of ['stroke-dasharray="9 6"', 'stroke-dasharray="2 4"'])
      expect(svg.split(dash).length).toBeGreaterThanOrEqual(3)
    for (const word of ['据陈述（已证实）', '据陈述（可能）', '据陈述（有争议）'])
      expect(svg.split(word).length).toBeGreaterThanOrEqual(2)
    expect(
      drawChart({ ...chart, edges: edges.slice(0, 2) }, { theme, language: 'zh-CN' } as never).svg,
    ).not.toContain('据陈述')
  },
)
