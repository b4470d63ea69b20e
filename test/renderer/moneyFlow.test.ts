/** Bars and ribbons of flows: widths by amount, what is beyond the largest stands together, nothing is lost. */
import { expect, test } from 'vitest'
import { AnswerLine, figureOf, linesOf } from '../../renderer/model/answerLines.ts'
import { type FlowEnd, type FlowLink, flowPicture } from '../../renderer/model/moneyFlow.ts'
import type { AnalysisResult } from '../../shared/contract/analyses/result.ts'

const room = { width: 600, height: 400, margin: 100, top: 40, most: 3 }
const link = (from: string, to: string, sum: number, column = 0): FlowLink => ({
  fromColumn: column,
  toColumn: column + 1,
  from,
  to,
  sum,
  count: 1,
  rows: [{ kind: 'transfer', picked: [sum] }],
})
const ends = new Map<string, FlowEnd>(
  [...'abcdefgh'].map((key) => [key, { key, label: key, entityId: 1, look: 'person', note: null }]),
)
const others = (count: number): string => `${count} others`

test('every ribbon lies within its bars and is as wide as its sum', () => {
  const links = [
    link('a', 'b', 600),
    link('a', 'c', 300),
    link('a', 'd', 100),
    link('b', 'e', 500, 1),
    link('c', 'e', 200, 1),
    link('h', 'a', 900, -1),
  ]
  const { bars, ribbons, columns } = flowPicture(links, ends, room, others)
  expect(columns.map(({ column, sum }) => [column, sum])).toEqual([
    [-1, 900],
    [0, 0],
    [1, 1000],
    [2, 700],
  ])
  const [wide, narrow] = [600, 300].map(
    (sum) => ribbons.find((ribbon) => ribbon.sum === sum)?.width ?? 0,
  ) as [number, number]
  expect(wide / narrow).toBeCloseTo(2)
  for (const bar of bars) {
    const into = ribbons.filter(({ to }) => to === bar).reduce((sum, { width }) => sum + width, 0)
    const out = ribbons.filter(({ from }) => from === bar).reduce((sum, { width }) => sum + width, 0)
    expect(Math.max(into, out)).toBeLessThanOrEqual(bar.height + 1e-6)
    expect(bar.y).toBeGreaterThanOrEqual(room.top)
    expect(bar.y + bar.height).toBeLessThanOrEqual(room.height)
  }
  // Bars of a column do not lie over each other.
  for (const column of [1, 2]) {
    const of = bars.filter((bar) => bar.column === column).toSorted((one, other) => one.y - other.y)
    of.forEach((bar, place) => {
      const next = of[place + 1]
      if (next !== undefined) expect(next.y).toBeGreaterThanOrEqual(bar.y + bar.height)
    })
  }
})

test.each([3, 4, 5])(
  'of %i in a column the smallest stand together only where more than one would',
  (count) => {
    const links = [...'bcdefg'].slice(0, count).map((to, place) => link('a', to, 100 - place))
    const { bars, ribbons } = flowPicture(links, ends, room, others)
    const column = bars.filter((bar) => bar.column === 1)
    expect(column.length).toBe(Math.min(count, 4))
    const joined = column.find(({ members }) => members > 1)
    expect(joined?.members).toBe(count > 4 ? count - 3 : undefined)
    if (joined !== undefined) expect(joined.label).toBe(`${count - 3} others`)
    expect(ribbons.reduce((sum, ribbon) => sum + Number(ribbon.sum), 0)).toBe(
      links.reduce((sum, each) => sum + Number(each.sum), 0),
    )
    expect(ribbons.flatMap(({ rows }) => rows).length).toBe(count)
  },
)

test('nothing to draw gives nothing', () => {
  expect(flowPicture([], ends, room, others)).toEqual({ bars: [], ribbons: [], columns: [] })
})

test('cells are read by the names of their columns, and what is not of a sort is none', () => {
  const result = {
    figures: [
      {
        id: 'sum',
        title: { zh: '', en: '' },
        sort: 'money',
        value: { minor: '9007199254740993', currency: 'CNY' },
        rows: [{ kind: 'transfer' }],
      },
    ],
    tables: [
      {
        id: 'lines',
        title: { zh: '', en: '' },
        columns: [
          { id: 'who', title: { zh: '', en: '' }, sort: 'entity' },
          { id: 'count', title: { zh: '', en: '' }, sort: 'count' },
        ],
        rows: [{ key: 'k', cells: [{ entityId: 7, kind: 'person', label: '甲' }, 3] }],
        total: 1,
      },
    ],
    notes: [],
    entities: [],
    links: [],
  } as unknown as AnalysisResult
  const [line] = linesOf(result, 'lines')
  expect(line).toBeInstanceOf(AnswerLine)
  expect([
    line?.entity('who')?.entityId,
    line?.number('count'),
    line?.minor('who'),
    line?.text('count'),
    line?.cell('none'),
  ]).toEqual([7, 3, null, null, null])
  expect(figureOf(result, 'sum')?.minor('value')).toBe('9007199254740993')
  expect([linesOf(null, 'lines'), linesOf(result, 'other'), figureOf(result, 'other')]).toEqual([
    [],
    [],
    null,
  ])
})
