/** The grid as a person works it: keys, clicks, pages that come and go. */
import { mount } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { h } from 'vue'
import DataGrid from '../../renderer/components/grid/DataGrid.vue'
import { emptyPage, settled } from './page.ts'

interface Row {
  readonly id: number
  readonly group?: { readonly level: number; readonly open: boolean }
}
const rowHeight = 28
/** Ten rows are in sight; the head takes 30 pixels. */
const seen = 10
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(30 + seen * rowHeight)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600)
})

function grid(
  total: number,
  more: Record<string, unknown> = {},
  rowAt: (index: number) => Row = (id) => ({ id }),
) {
  const asked: [number, number][] = []
  const load = vi.fn((offset: number, limit: number) => {
    asked.push([offset, limit])
    return Promise.resolve(
      Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => rowAt(offset + at)),
    )
  })
  const wrapper = mount(DataGrid<Row>, {
    props: {
      label: '流水',
      columns: [
        { id: 'a', label: '甲', width: 100, sortable: true },
        { id: 'b', label: '乙', width: 100 },
      ],
      total,
      load,
      text: (row: Row, column: string) => `${column}${row.id}`,
      groupOf: (row: Row) => row.group ?? null,
      ...more,
    },
    ...emptyPage().mounting,
  })
  const press = async (key: string, keys: Partial<KeyboardEventInit> = {}) => {
    await wrapper.trigger('keydown', { key, ...keys })
    await settled()
  }
  /** Row and column of the cell that is active, counted as screen readers count: the head is row 1, the numbers column 1. */
  const active = () => {
    const id = wrapper.attributes('aria-activedescendant')
    const cell = id === undefined ? null : document.getElementById(id)
    return cell === null
      ? null
      : [
          Number(cell.parentElement?.ariaRowIndex ?? cell.parentElement?.getAttribute('aria-rowindex')),
          Number(cell.getAttribute('aria-colindex')),
        ]
  }
  const selection = () =>
    (wrapper.emitted('select')?.at(-1)?.[0] ?? []) as readonly { from: number; to: number }[]
  const cell = (row: number, column: number) =>
    wrapper.get(`[aria-rowindex="${row + 2}"] [aria-colindex="${column + 2}"]`)
  return { wrapper, asked, load, press, active, selection, cell }
}

test('keys move the active cell and stop at the edges of the table', async () => {
  const { press, active } = grid(25)
  await settled()
  const trail: unknown[] = []
  for (const [key, keys] of [
    ['ArrowUp', {}],
    ['ArrowDown', {}],
    ['ArrowRight', {}],
    ['ArrowRight', {}],
    ['PageDown', {}],
    ['End', { ctrlKey: true }],
    ['ArrowDown', {}],
    ['Home', { ctrlKey: true }],
  ] as const) {
    await press(key, keys)
    trail.push(active())
  }
  expect(trail).toEqual([
    [2, 2],
    [3, 2],
    [3, 3],
    [3, 3],
    [12, 3],
    [26, 3],
    [26, 3],
    [2, 2],
  ])
})

test('shift extends the selection from where it began, space turns one row, Ctrl+A takes all', async () => {
  const { press, selection } = grid(25)
  await settled()
  const trail: unknown[] = []
  for (const [key, keys] of [
    ['ArrowDown', {}],
    ['ArrowDown', { shiftKey: true }],
    ['ArrowDown', { shiftKey: true }],
    ['ArrowUp', { shiftKey: true }],
    [' ', {}],
    ['a', { ctrlKey: true }],
  ] as const) {
    await press(key, keys)
    trail.push(selection().map(({ from, to }) => [from, to]))
  }
  expect(trail).toEqual([[[1, 2]], [[1, 3]], [[1, 4]], [[1, 3]], [[1, 2]], [[0, 25]]])
})

test('a click selects, with Ctrl one more, with Shift everything up to it', async () => {
  const { cell, selection } = grid(25)
  await settled()
  await cell(2, 0).trigger('click')
  await cell(5, 1).trigger('click', { ctrlKey: true })
  const apart = selection()
  await cell(8, 1).trigger('click', { shiftKey: true })
  expect([apart, selection()]).toEqual([
    [
      { from: 2, to: 3 },
      { from: 5, to: 6 },
    ],
    [{ from: 5, to: 9 }],
  ])
})

test('only pages in sight are fetched, and a jump to the end fetches the last one alone', async () => {
  const { asked, press, wrapper } = grid(1_000)
  await settled()
  await press('End', { ctrlKey: true })
  await wrapper.trigger('scroll')
  await settled()
  expect(asked).toEqual([
    [0, 200],
    [800, 200],
  ])
  expect(wrapper.text()).toContain('a999')
})

test('rows of the state before stay in sight, marked as such, until the new ones are here', async () => {
  const { wrapper, load } = grid(25)
  await settled()
  let come: (rows: readonly Row[]) => void = () => undefined
  load.mockImplementationOnce(() => new Promise<Row[]>((resolve) => (come = resolve as never)))
  await wrapper.setProps({ version: 1 })
  const waiting = [wrapper.text().includes('a3'), wrapper.findAll('.is-stale').length > 0]
  come(Array.from({ length: 25 }, (_, at) => ({ id: at + 100 })))
  await settled()
  expect([waiting, wrapper.text().includes('a103'), wrapper.findAll('.is-stale').length]).toEqual([
    [true, true],
    true,
    0,
  ])
})

test('a page that does not come is told once, and asked again on demand', async () => {
  const { wrapper, load } = grid(25)
  load.mockReset()
  load.mockImplementation(() => Promise.reject(new Error('broken disk')))
  await wrapper.setProps({ version: 1 })
  await settled()
  expect(wrapper.emitted('failed')).toHaveLength(1)
  load.mockImplementation(() => Promise.resolve([{ id: 7 }]))
  ;(wrapper.vm as unknown as { retry(): void }).retry()
  await settled()
  expect(wrapper.text()).toContain('a7')
})

test('Enter opens a row at its column; a group is opened and closed by Enter and the arrows, and never opened as a row', async () => {
  const { wrapper, press } = grid(25, {}, (id) =>
    id === 0 ? { id, group: { level: 0, open: false } } : { id },
  )
  await settled()
  await press('Enter')
  await press('ArrowRight')
  await press('ArrowLeft')
  await press('ArrowDown')
  await press('ArrowRight')
  await press('Enter')
  expect([
    wrapper.emitted('toggle')?.map(([row]) => (row as Row).id),
    wrapper.emitted('open')?.map(([row, column]) => [(row as Row).id, column]),
  ]).toEqual([
    // The closed group opens by Enter and by Right; Left leaves a closed group as it is.
    [0, 0],
    [[1, 'b']],
  ])
})

test('rows are handed out without group headings and never more than asked for', async () => {
  const { wrapper, press } = grid(1_000, {}, (id) =>
    id % 3 === 0 ? { id, group: { level: 0, open: true } } : { id },
  )
  await settled()
  await press('a', { ctrlKey: true })
  const handed = await (
    wrapper.vm as unknown as { selectedRows(most: number): Promise<readonly Row[]> }
  ).selectedRows(5)
  expect(handed.every(({ group }) => group === undefined) && handed.length <= 5 && handed.length > 0).toBe(
    true,
  )
})

test('a cell that can be written to opens its editor by F2, and saving moves on down', async () => {
  let done: ((to: 'down' | 'right' | 'stay') => void) | undefined
  const { calls, answer, mounting } = emptyPage()
  void [calls, answer]
  const wrapper = mount(DataGrid<Row>, {
    props: {
      label: '流水',
      columns: [
        { id: 'a', label: '甲', width: 100 },
        { id: 'b', label: '乙', width: 100 },
      ],
      total: 3,
      load: () => Promise.resolve([{ id: 0 }, { id: 1 }, { id: 2 }]),
      text: (row: Row, column: string) => `${column}${row.id}`,
      editable: (_row: Row, column: string) => column === 'b',
    },
    slots: {
      editor: (slot: { readonly done: (to: 'down' | 'right' | 'stay') => void }) => {
        done = slot.done
        return h('input', { class: 'editor' })
      },
    },
    ...mounting,
  })
  await settled()
  await wrapper.trigger('keydown', { key: 'F2' })
  const locked = [wrapper.find('.editor').exists(), wrapper.emitted('open')?.length]
  await wrapper.trigger('keydown', { key: 'ArrowRight' })
  await wrapper.trigger('keydown', { key: 'F2' })
  const writing = wrapper.find('.editor').exists()
  done?.('down')
  await settled()
  expect([locked, writing, wrapper.find('.editor').exists(), wrapper.emitted('select')?.at(-1)?.[2]]).toEqual(
    [[false, 1], true, false, 1],
  )
})

test('a click on a head asks for its order, with Shift for one more; Alt and an arrow widen the column', async () => {
  const { wrapper } = grid(5, { sort: [{ field: 'a', descending: true }] })
  await settled()
  const head = wrapper.get('[role=columnheader] button')
  await head.trigger('click')
  await head.trigger('click', { shiftKey: true })
  await head.trigger('keydown', { key: 'ArrowRight', altKey: true })
  expect([
    wrapper.get('[aria-sort]').attributes('aria-sort'),
    wrapper.emitted('sort'),
    wrapper.emitted('resize'),
  ]).toEqual([
    'descending',
    [
      ['a', false],
      ['a', true],
    ],
    [['a', 116]],
  ])
})
