/** The parts of the grid that decide something: where rows are, which are fetched, which are selected, where a key leads. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHtml } from '../../renderer/components/grid/clipboard.ts'
import { movedTo, nextSort, pinnedLefts, toTabbed } from '../../renderer/components/grid/columns.ts'
import { moveBy } from '../../renderer/components/grid/moves.ts'
import { createPages, keptPages, pageSize } from '../../renderer/components/grid/pages.ts'
import {
  furthest,
  isScaled,
  maxScrollHeight,
  rowsInView,
  scrollHeight,
  scrollTopAt,
  topAt,
  topShowing,
} from '../../renderer/components/grid/scrolling.ts'
import { between, isSelected, selectedCount, toggled } from '../../renderer/components/grid/selection.ts'
import type { Selection } from '../../renderer/components/grid/selection.ts'

const geometry = (rows: number, viewport = 560) => ({ rows, rowHeight: 28, viewport })

describe('scrolling', () => {
  test('the last height that needs no scaling and the first that does', () => {
    const most = Math.floor(maxScrollHeight / 28)
    expect([isScaled(geometry(most)), isScaled(geometry(most + 1))]).toEqual([false, true])
  })
  test('two million rows stay under what a browser can scroll, and both ends are reached', () => {
    const table = geometry(2_000_000)
    const track = scrollHeight(table) - table.viewport
    expect(scrollHeight(table)).toBeLessThanOrEqual(8_000_000)
    expect(rowsInView(topAt(0, table), table, 0)).toEqual({ from: 0, to: 20 })
    expect(rowsInView(topAt(track, table), table, 0)).toEqual({ from: 1_999_980, to: 2_000_000 })
  })
  test('a true distance survives the way over the scrollbar', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3_000_000 }),
        fc.integer({ min: 28, max: 2_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, viewport, part) => {
          const table = geometry(rows, viewport)
          const top = furthest(table) * part
          expect(topAt(scrollTopAt(top, table), table)).toBeCloseTo(top, 4)
        },
      ),
    )
  })
  test('showing a row moves only as far as needed and then shows all of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rows, pick, part) => {
          const table = geometry(rows)
          const row = pick % rows
          const top = topShowing(row, furthest(table) * part, table)
          expect(row * 28).toBeGreaterThanOrEqual(top - 1e-6)
          expect((row + 1) * 28).toBeLessThanOrEqual(top + table.viewport + 1e-6)
        },
      ),
    )
  })
  test('a table without rows shows none', () => {
    expect(rowsInView(0, geometry(0), 4)).toEqual({ from: 0, to: 0 })
  })
})

interface Fetch {
  readonly offset: number
  readonly signal: AbortSignal
  resolve(): void
  reject(error: unknown): void
}
function recorded() {
  const fetches: Fetch[] = []
  const told: string[] = []
  const pages = createPages<number>(
    (offset, limit, signal) =>
      new Promise((resolve, reject) => {
        fetches.push({
          offset,
          signal,
          resolve: () => resolve(Array.from({ length: limit }, (_, index) => offset + index)),
          reject,
        })
      }),
    { changed: () => told.push('changed'), failed: () => told.push('failed') },
  )
  return { fetches, told, pages }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('pages', () => {
  test('the pages that touch the rows are fetched, each once', async () => {
    const { fetches, pages } = recorded()
    pages.need(190, 210)
    pages.need(190, 212)
    expect(fetches.map((fetch) => fetch.offset)).toEqual([0, pageSize])
    for (const fetch of fetches) fetch.resolve()
    await settled()
    expect([pages.row(0), pages.row(399), pages.row(400)]).toEqual([0, 399, undefined])
  })
  test('a fetch nobody looks at any more is cancelled and its rows are not taken', async () => {
    const { fetches, pages, told } = recorded()
    pages.need(0, 10)
    pages.need(100_000, 100_010)
    expect(fetches.map((fetch) => fetch.signal.aborted)).toEqual([true, false])
    fetches[0]?.resolve()
    await settled()
    expect([pages.row(0), told]).toEqual([undefined, []])
  })
  test('a failed fetch is told once, and asking again fetches again', async () => {
    const { fetches, pages, told } = recorded()
    pages.need(0, 10)
    fetches[0]?.reject(new Error('broken'))
    await settled()
    expect([told, fetches.length]).toEqual([['failed'], 1])
    pages.need(0, 10)
    expect(fetches.length).toBe(2)
  })
  test('no more pages are kept than are worth keeping, the least recently seen go first', async () => {
    const { fetches, pages } = recorded()
    for (let page = 0; page <= keptPages; page++) {
      pages.need(page * pageSize, page * pageSize + 1)
      fetches.at(-1)?.resolve()
      await settled()
    }
    expect([pages.row(0), pages.row(pageSize)]).toEqual([undefined, pageSize])
  })
  test('rows for copying come in order across pages, whether they are here or not', async () => {
    const { fetches, pages } = recorded()
    pages.need(200, 210)
    fetches[0]?.resolve()
    await settled()
    const read = pages.read(198, 402, new AbortController().signal)
    fetches[1]?.resolve()
    await settled()
    fetches[2]?.resolve()
    expect(await read).toEqual(Array.from({ length: 204 }, (_, index) => 198 + index))
  })
})

describe('selection', () => {
  test('turning a row round twice changes nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 })), fc.nat({ max: 40 }), (rows, row) => {
        const selection = rows.reduce((all, next) => toggled(all, next), between(5, 9))
        expect(toggled(toggled(selection, row), row)).toEqual(selection)
      }),
    )
  })
  test('what is selected is what was turned an odd number of times', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 40 })), (rows) => {
        const selection = rows.reduce<Selection>((all, next) => toggled(all, next), [])
        const odd = new Set<number>()
        for (const row of rows) {
          if (!odd.delete(row)) odd.add(row)
        }
        expect([selectedCount(selection), [...odd].every((row) => isSelected(selection, row))]).toEqual([
          odd.size,
          true,
        ])
      }),
    )
  })
})

describe('keys', () => {
  const extent = { rows: 100, columns: 5, page: 20 }
  const press = (key: string, ctrlKey = false) =>
    moveBy({ key, ctrlKey, metaKey: false }, { row: 50, column: 2 }, extent)
  test('each key leads where a spreadsheet leads', () => {
    expect({
      up: press('ArrowUp'),
      left: press('ArrowLeft'),
      down: press('PageDown'),
      home: press('Home'),
      end: press('End'),
      first: press('Home', true),
      last: press('End', true),
      other: press('a'),
    }).toEqual({
      up: { row: 49, column: 2 },
      left: { row: 50, column: 1 },
      down: { row: 69, column: 2 },
      home: { row: 50, column: 0 },
      end: { row: 50, column: 4 },
      first: { row: 0, column: 0 },
      last: { row: 99, column: 4 },
      other: null,
    })
  })
  test('no key leaves the table', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'ArrowUp',
          'ArrowDown',
          'ArrowLeft',
          'ArrowRight',
          'PageUp',
          'PageDown',
          'Home',
          'End',
        ),
        fc.boolean(),
        fc.nat({ max: 99 }),
        fc.nat({ max: 4 }),
        (key, ctrlKey, row, column) => {
          const to = moveBy({ key, ctrlKey, metaKey: false }, { row, column }, extent)
          expect(to !== null && to.row >= 0 && to.row < 100 && to.column >= 0 && to.column < 5).toBe(true)
        },
      ),
    )
  })
})

describe('order and copying', () => {
  test('a header is sorted up, down, not at all; with shift the other keys stay', () => {
    const up = nextSort([], 'time', false)
    const down = nextSort(up, 'time', false)
    expect([
      up,
      down,
      nextSort(down, 'time', false),
      nextSort(down, 'amount', true),
      nextSort([...down, { field: 'amount', descending: true }], 'amount', true),
    ]).toEqual([
      [{ field: 'time', descending: false }],
      [{ field: 'time', descending: true }],
      [],
      [
        { field: 'time', descending: true },
        { field: 'amount', descending: false },
      ],
      [{ field: 'time', descending: true }],
    ])
  })
  test('a cell with a line break stays one cell of one row', () => {
    expect(
      toTabbed([
        ['甲\n乙', 'a\tb'],
        ['', '1'],
      ]),
    ).toBe('甲 乙\ta b\n\t1')
  })
})

describe('columns', () => {
  const columns = [80, 120, 60].map((width, index) => ({ id: String(index), label: '', width }))
  test('pinned ones stand one after the other; the last column is never pinned', () => {
    expect([pinnedLefts(columns, 0, 50), pinnedLefts(columns, 2, 50), pinnedLefts(columns, 9, 50)]).toEqual([
      [],
      [50, 130],
      [50, 130],
    ])
  })
  test('a column that is moved keeps all others in their order', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.integer({ min: -3, max: 12 }),
        (ids, pick, to) => {
          const id = ids[pick % ids.length] ?? ''
          const moved = movedTo(ids, id, to)
          expect(moved.filter((each) => each !== id)).toEqual(ids.filter((each) => each !== id))
          expect(moved.indexOf(id)).toBe(Math.min(Math.max(to, 0), ids.length - 1))
        },
      ),
    )
  })
})

describe('a copied table', () => {
  const columns = [
    { label: '卡号', figure: false },
    { label: '金额', figure: true },
  ]
  test('says of every cell that is no figure that it is text, and keeps what could be markup as text', () => {
    expect(
      toHtml(
        [
          ['6217008375367000751', '-10855.15'],
          ['<b>&"甲"', '1,2'],
        ],
        columns,
        true,
      ),
    ).toBe(
      '<meta charset="utf-8"><table>' +
        `<tr><td A>卡号</td><td A>金额</td></tr><tr><td A>6217008375367000751</td><td>-10855.15</td></tr><tr><td A>&lt;b&gt;&amp;&quot;甲&quot;</td><td A>1,2</td></tr>`.replaceAll(
          ' A>',
          ` style="mso-number-format:'\\@'" sdnum="1033;0;@">`,
        ) +
        '</table>',
    )
  })
  test('a figure of more digits than a spreadsheet keeps stays text', () => {
    expect(toHtml([['', '1234567890123456']], columns, false)).toContain('sdnum="1033;0;@">1234567890123456<')
  })
})
