import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawChart } from '../../electron/engine/charts/drawChart.ts'
import { dashAttribute, kindSign } from '../../electron/engine/charts/signs.ts'
import { textWidth } from '../../shared/model/chart/textWidth.ts'
import type { Chart, ChartEdge, ChartNode } from '../../shared/contract/charts.ts'
import { chartColours } from '../../shared/model/chart/colours.ts'
import { defaultSettings } from '../../shared/model/chart/settings.ts'
import { entityKinds, linkKinds } from '../../shared/model/define.ts'
import { entityIcons } from '../../shared/model/entityIcons.ts'

const node = (entityId: number, more: Partial<ChartNode> = {}): ChartNode => ({
  entityId,
  kind: 'person',
  label: `人${entityId}`,
  sublabel: '',
  nameOnly: false,
  x: entityId * 150,
  y: 0,
  pinned: false,
  hidden: false,
  degree: 1,
  shown: 1,
  amount: 0,
  note: '',
  ...more,
})
const edge = (linkId: number, fromId: number, toId: number, more: Partial<ChartEdge> = {}): ChartEdge => ({
  linkId,
  linkKind: 'transfer',
  fromId,
  toId,
  directed: true,
  count: 1,
  amount: null,
  quantity: null,
  firstTime: null,
  lastTime: null,
  ...more,
})
const chart = (
  nodes: readonly ChartNode[],
  edges: readonly ChartEdge[],
  more: Partial<Chart> = {},
): Chart => ({ chartId: 1, name: '全链条关系', settings: defaultSettings, nodes, edges, ...more })
const draw = (what: Chart) => drawChart(what, { theme: 'light', language: 'zh-CN' }).svg

test('any name and label gives a picture that can be drawn, and the same one each time', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('<script>', ']]>&"\'', '\u0000\u000b', '𠮷', '</text>'),
  )
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 8 }), (name, label, count) => {
      const nodes = Array.from({ length: count }, (_, index) =>
        node(index + 1, {
          label,
          sublabel: name,
          kind: entityKinds[index % entityKinds.length]?.id ?? 'person',
          note: label,
          nameOnly: index % 2 === 0,
        }),
      )
      const what = chart(
        nodes,
        nodes.slice(1).map((to, index) => edge(index + 1, 1, to.entityId)),
        { name },
      )
      const { svg, width, height } = drawChart(what, { theme: 'dark', language: 'en' })
      const rendered = new Resvg(svg, { font: { loadSystemFonts: false } })
      expect({ width: rendered.width, height: rendered.height }).toEqual({ width, height })
      expect(drawChart(what, { theme: 'dark', language: 'en' }).svg).toBe(svg)
    }),
    { numRuns: 60 },
  )
})

test('edges carry sums and counts, arrows only where the direction is known', () => {
  const svg = draw(
    chart(
      [node(1, { x: 0, y: 0 }), node(2, { x: 200, y: 0 }), node(3, { x: 0, y: 200 })],
      [
        edge(1, 1, 2, { amount: 4_132_036_003, count: 486 }),
        edge(2, 1, 3, { linkKind: 'calls', count: 45, directed: false }),
      ],
    ),
  )
  expect(svg).toContain('4,132.0 万 · 486 笔')
  expect(svg).toContain('通话 45')
  expect(svg.match(/<path d="M[^"]*z" fill=/g)?.length).toBe(1)
})

test('what a filter or a hand took away is not drawn, and the picture says how many', () => {
  const what = chart(
    [
      node(1),
      node(2, { label: '被隐藏', hidden: true }),
      node(3, { kind: 'phone', label: '18149058065' }),
      node(4, { label: '留下' }),
    ],
    [edge(1, 1, 4, { amount: 100 })],
    { settings: { ...defaultSettings, hiddenKinds: ['phone'] } },
  )
  const drawn = draw(what)
  expect(drawn).toContain('2 实体 · 1 关系 · 不看手机号 · 按筛选或手工隐去 2 个')
  // The rule of the filter names the kind; the legend does not.
  const svg = drawn.replaceAll('不看手机号', '')
  expect(['被隐藏', '181…8065', '留下', '手机号'].map((word) => svg.includes(word))).toEqual([
    false,
    false,
    true,
    false,
  ])
})

test('an empty chart says so', () => {
  expect(draw(chart([], []))).toContain('图上没有实体')
})

test('every entity kind has an icon, and wide characters count as wide', () => {
  expect(entityKinds.filter(({ icon }) => entityIcons[icon] === undefined)).toEqual([])
  expect([textWidth('雾港', 10), textWidth('ab', 10)]).toEqual([20, 11.6])
})

test('every entity kind has a colour in every theme', () => {
  for (const { kinds } of Object.values(chartColours))
    expect(entityKinds.filter(({ colour }) => kinds[colour] === undefined)).toEqual([])
})

test.each([
  [
    'amount',
    'yuan in doubt',
    [{ currency: 'CNY', less: 100, more: 0 }],
    '圆的大小 = 金额，其中 2 个含未认定的行',
  ],
  [
    'amount',
    'only dollars in doubt, which size does not tell',
    [{ currency: 'USD', less: 100, more: 0 }],
    '圆的大小 = 金额<',
  ],
  ['amount', 'nothing in doubt', null, '圆的大小 = 金额<'],
  ['degree', 'size by links', [{ currency: 'CNY', less: 100, more: 0 }], null],
] as const)('sizes by %s, %s', (sizeBy, _name, swings, said) => {
  const told = swings === null ? {} : { doubts: { fewer: 0, swings, each: [] } }
  const svg = draw(
    chart(
      [node(1, { amount: 500, ...told }), node(2, { amount: 900, ...told }), node(3, { amount: 700 })],
      [edge(1, 1, 2, { amount: 500 })],
      { settings: { ...defaultSettings, sizeBy } },
    ),
  )
  if (said === null) expect(svg).not.toContain('圆的大小')
  else expect(svg).toContain(said)
})

test('in black and white every kind has a sign of its own, and nothing is coloured or grey but the faces of some', () => {
  const signs = entityKinds.map(({ id }) => kindSign(id, 8, chartColours.print).split('<g ')[0])
  expect(new Set(signs).size).toBe(entityKinds.length)
  const { svg } = drawChart(
    chart(
      entityKinds.map(({ id }, index) => node(index + 1, { kind: id, nameOnly: index === 0, note: 'x' })),
      linkKinds.map(({ id }, index) =>
        edge(index + 1, 1 + (index % entityKinds.length), 1 + ((index + 1) % entityKinds.length), {
          linkKind: id,
          amount: 100,
        }),
      ),
    ),
    { theme: 'print', language: 'zh-CN' },
  )
  expect([...new Set(svg.match(/#[0-9a-f]{3,6}\b/gi))].toSorted()).toEqual(['#000000', '#d9d9d9', '#ffffff'])
  expect(new Resvg(svg, { font: { loadSystemFonts: false } }).width).toBeGreaterThan(0)
})

test.each([
  ['transfer', ''],
  ['calls', ' stroke-dasharray="2 3"'],
  ['holds', ' stroke-dasharray="6 4"'],
  ['a kind of a later version', ' stroke-dasharray="10 3 2 3 2 3"'],
])('a line of %s has its dash in black and white, and none in colour', (linkKind, dash) => {
  expect([dashAttribute(linkKind, 'print'), dashAttribute(linkKind, 'paper')]).toEqual([dash, ''])
})

test('title and legend of a large picture grow with it, and those of a small one are as they are', () => {
  /** How large the words of the legend are by the width of the picture, in thousandths, and how much of it all must be on the picture. */
  const wordsOf = (count: number) => {
    const nodes = Array.from({ length: count }, (_, index) => node(index + 1, { note: '待核' }))
    const { svg, width, height } = drawChart(chart(nodes, []), { theme: 'light', language: 'zh-CN' })
    const [, y = '', scale = ''] =
      /<g transform="translate\(18 ([\d.]+)\) scale\(([\d.]+)\)">/.exec(svg) ?? []
    expect(Number(y)).toBeLessThan(height)
    expect(svg).toContain('外圈 = 有批注')
    expect(svg).toContain(`<g transform="scale(${scale})"><text x="18" y="28" font-size="15"`)
    return { scale: Number(scale), share: (Number(scale) * 12 * 1_000) / width }
  }
  expect(wordsOf(3).scale).toBe(1)
  expect(wordsOf(12).scale).toBe(1)
  for (const count of [20, 60, 130]) {
    const { scale, share } = wordsOf(count)
    expect(scale, String(count)).toBeGreaterThan(1)
    expect(share, String(count)).toBeGreaterThan(5.5)
  }
})
