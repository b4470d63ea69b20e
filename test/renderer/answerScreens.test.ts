/** The pure parts of the screens of agents and goods: folded trees, curves of stock, cells as texts. */
import { describe, expect, it } from 'vitest'
import { agentNodes, lineTo, openAtFirst, shownNodes } from '../../renderer/model/agentTreeRows.ts'
import { answerLines, answerTable } from '../../renderer/model/answerLines.ts'
import { rowPositions, treePositions } from '../../renderer/model/levelPositions.ts'
import { stockCurves } from '../../renderer/model/stockCurves.ts'
import { answerCellText } from '../../renderer/components/answerCells.ts'
import type { AnalysisCell, AnalysisColumn, AnalysisTable } from '../../shared/contract/index.ts'

const column = (id: string, sort: AnalysisColumn['sort']): AnalysisColumn => ({
  id,
  sort,
  title: { zh: id, en: id },
})
function table(
  columns: readonly AnalysisColumn[],
  rows: readonly (readonly AnalysisCell[])[],
): AnalysisTable {
  return {
    id: 't',
    title: { zh: 't', en: 't' },
    columns,
    rows: rows.map((cells, place) => ({ key: String(place), cells })),
    total: rows.length,
  }
}
const entity = (entityId: number) => ({
  entityId,
  kind: 'siteAccount',
  label: `a${entityId}`,
  key: `siteAccount:a${entityId}`,
})
const agents = (pairs: readonly (readonly [number, number | null])[]) =>
  agentNodes(
    answerLines(
      table(
        [column('account', 'entity'), column('above', 'entity'), column('agents', 'count')],
        pairs.map(([id, above]) => [entity(id), above === null ? null : entity(above), 0]),
      ),
    ),
  )

describe('the folded tree', () => {
  const nodes = agents([
    [1, null],
    [2, 1],
    [3, 2],
    [4, 1],
    [9, 77],
  ])
  it('shows what is open, from the top down, one whose superior is not listed at the top', () => {
    const ids = (open: readonly number[]) =>
      shownNodes(nodes, new Set(open)).map(({ id, depth }) => [id, depth])
    expect(ids([])).toEqual([
      [1, 0],
      [9, 0],
    ])
    expect(ids([1])).toEqual([
      [1, 0],
      [2, 1],
      [4, 1],
      [9, 0],
    ])
    expect(ids([1, 2])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
      [4, 1],
      [9, 0],
    ])
    expect(ids([2])).toEqual([
      [1, 0],
      [9, 0],
    ])
    expect(lineTo(nodes, 3)).toEqual([2, 1])
  })
  it.each([
    [1, []],
    [3, []],
    [4, [1]],
    [5, [1, 2]],
    [100, [1, 2]],
  ])('opens levels at first while at most %i lines come into sight', (most, expected) => {
    expect([...openAtFirst(nodes, most)]).toEqual(expected)
  })
})

it('a store that did not move in a month stays where it was, and years go on', () => {
  const lines = answerLines(
    table(
      [column('place', 'text'), column('month', 'time'), column('end', 'count')],
      [
        ['甲', '2021-11', 5],
        ['甲', '2022-02', -3],
        ['乙', '2022-01', 8],
        ['乙', null, 99],
      ],
    ),
  )
  expect(stockCurves(lines)).toEqual({
    months: ['2021-11', '2021-12', '2022-01', '2022-02'],
    curves: [
      { place: '甲', ends: [5, 5, 5, -3] },
      { place: '乙', ends: [0, 0, 8, 8] },
    ],
    lowest: -3,
    highest: 8,
  })
  expect(stockCurves([])).toMatchObject({ months: [], curves: [] })
})

it.each([
  ['money', { minor: -18726500, currency: 'CNY' }, '-187,265.00'],
  ['money', { minor: 100, currency: 'USD' }, '1.00 美元'],
  ['money', null, '—'],
  ['count', 0, '0'],
  ['count', '9007199254740993', '9,007,199,254,740,993'],
  ['number', 120.5, '120.5'],
  ['number', 2.000_01, '2.0000'],
  ['number', 1234.123_46, '1,234.1235'],
  ['share', 0.006, '0.60%'],
  ['share', 0.15, '15.00%'],
  ['share', 0.00125, '0.125%'],
  ['share', 0.000_012_345, '<0.01%'],
  ['share', 0.999_978_9, '>99.99%'],
  ['share', -0.000_012_345, '-<0.01%'],
  ['flag', false, '否'],
  ['words', { zh: '印厂', en: 'printer' }, '印厂'],
  ['entities', [entity(1), entity(2)], 'a1、a2'],
  ['text', '', '—'],
] as const)('a cell of the sort %s', (sort, cell, expected) => {
  expect(answerCellText(cell, { sort }, 'zh-CN')).toBe(expected)
})
it.each([
  ['bankAccount', '6222735655504717452', '6222 7356 5550 4717 452'],
  ['phone', '0085558818551', '0085558818551'],
  ['device', '867654027494111', '867654027494111'],
  ['bankAccount', '张三', '张三'],
])('only numbers of cards stand in fours: %s %s', (kind, label, expected) => {
  const cell = { entityId: 1, kind, label, key: label }
  expect(answerCellText(cell, { sort: 'entity' }, 'zh-CN')).toBe(expected)
})
it('a table that the answer has not is none', () => {
  expect(answerTable(null, 'x')).toBeNull()
  expect(answerLines(null)).toEqual([])
})

describe('places on a new chart', () => {
  const at = (places: ReturnType<typeof treePositions>) =>
    places.map(({ entityId, x, y }) => [entityId, x, y])
  it('each stands above the middle of those below it, levels from the top', () => {
    expect(
      at(
        treePositions(
          [
            { id: 1, above: null },
            { id: 2, above: 1 },
            { id: 3, above: 1 },
            { id: 4, above: 3 },
            { id: 5, above: 9 },
          ],
          [10, 100],
        ),
      ),
    ).toEqual([
      [2, 0, 100],
      [4, 10, 200],
      [3, 10, 100],
      [1, 5, 0],
      [5, 20, 0],
    ])
    expect(treePositions([])).toEqual([])
  })
  it('rows stand below each other in the middle, empty ones are none', () => {
    expect(at(rowPositions([[1, 2], [], [3]], [10, 100]))).toEqual([
      [1, -5, 0],
      [2, 5, 0],
      [3, 0, 100],
    ])
  })
})
