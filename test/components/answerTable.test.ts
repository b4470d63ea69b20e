/** The table of an answer: keys and clicks down to rows and entities, orders that compare only what can be compared, nothing left out unsaid. */
import { mount } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import type { AnalysisColumn, AnalysisRow, AnalysisTable } from '../../shared/contract/index.ts'
import { minorOf } from '../../shared/model/minor.ts'
import AnswerTable from '../../renderer/components/AnswerTable.vue'
import { columnWidth, emptyColumns, entitiesDrawn } from '../../renderer/components/answerColumns.ts'
import { emptyPage, settled } from './page.ts'

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900)
})
const column = (id: string, sort: AnalysisColumn['sort']): AnalysisColumn => ({
  id,
  sort,
  title: { zh: id, en: id },
})
const phone = (entityId: number, label = `1380000000${entityId}`) => ({
  entityId,
  kind: 'phone',
  label,
  key: `phone:${label}`,
})
const money = (minor: number, currency = 'CNY') => ({ minor: minorOf(BigInt(minor)), currency })
const row = (key: string, cells: AnalysisRow['cells'], rows?: AnalysisRow['rows']): AnalysisRow => ({
  key,
  cells,
  ...(rows === undefined ? {} : { rows }),
})
const scopes = [
  { kind: 'call', picked: [1] },
  { kind: 'transfer', picked: [2] },
  { kind: 'transfer', picked: [3] },
]
const table = (rows: readonly AnalysisRow[], columns = [column('谁', 'entity'), column('多少', 'money')]) =>
  ({ id: 't', title: { zh: '表', en: 'Table' }, columns, rows, total: rows.length }) as AnalysisTable
async function shown(given: AnalysisTable, hidden: readonly string[] = []) {
  const wrapper = mount(AnswerTable, { props: { table: given, hidden }, ...emptyPage().mounting })
  await settled()
  const grid = wrapper.find('[role=grid]')
  const press = async (key: string, keys: Partial<KeyboardEventInit> = {}) => {
    await grid.trigger('keydown', { key, ...keys })
    await settled()
  }
  const firsts = () =>
    wrapper
      .findAll('[role=row]')
      .slice(1)
      .map((line) => line.findAll('[role=gridcell]')[0]?.text())
  return { wrapper, grid, press, firsts }
}

test('Enter opens the entity of a cell, elsewhere the rows; a figure key the rows of that place; Shift+Enter the entity', async () => {
  const { wrapper, press } = await shown(
    table([row('a', [phone(1), money(5)], scopes), row('b', [phone(2), money(4)])]),
  )
  await press('Enter')
  expect(wrapper.emitted('entity')).toEqual([[1]])
  await press('ArrowRight')
  await press('Enter')
  expect(wrapper.emitted('rows')).toEqual([[scopes[0]]])
  await press('3')
  expect(wrapper.emitted('rows')?.at(-1)).toEqual([scopes[2]])
  await press('4')
  expect(wrapper.emitted('rows')).toHaveLength(2)
  await press('ArrowDown')
  await press('Enter', { shiftKey: true })
  expect(wrapper.emitted('entity')?.at(-1)).toEqual([2])
  // A line without rows opens whom it is about.
  await press('Enter')
  expect(wrapper.emitted('entity')).toHaveLength(3)
})
test('few sorts of rows stand side by side, more in a menu, several of one table are told apart', async () => {
  const { wrapper } = await shown(
    table([
      row('a', [phone(1), money(5)], scopes.slice(0, 1)),
      row('b', [phone(2), money(4)], scopes.slice(1)),
      row('c', [phone(3), money(3)], scopes),
    ]),
  )
  const cells = wrapper.findAll('.scopes').map((one) => one.findAll('button').map((button) => button.text()))
  expect(cells).toEqual([['通话记录'], ['资金往来 1', '资金往来 2'], ['3 种']])
  await wrapper.findAll('.scopes button')[0]?.trigger('click')
  expect(wrapper.emitted('rows')).toEqual([[scopes[0]]])
})
test('sums of two currencies are not put among each other, great sums are compared to the cent, what is not known stands last', async () => {
  const great = 9_007_199_254_740_993n
  const { wrapper, firsts } = await shown(
    table([
      row('a', [phone(1), { minor: minorOf(great), currency: 'CNY' }]),
      row('b', [phone(2), money(1, 'USD')]),
      row('c', [phone(3), { minor: minorOf(great - 1n), currency: 'CNY' }]),
      row('d', [phone(4), null]),
      row('e', [phone(5), money(7, 'HKD')]),
    ]),
  )
  const header = wrapper.findAll('[role=columnheader] button')[1]
  await header?.trigger('click')
  await settled()
  expect(firsts().map((text) => text?.at(-1))).toEqual(['3', '1', '5', '2', '4'])
  await header?.trigger('click')
  await settled()
  expect(firsts().map((text) => text?.at(-1))).toEqual(['2', '5', '1', '3', '4'])
})
test('of a crowd the first are drawn and the others counted; a path is drawn whole', async () => {
  const many = (count: number) => Array.from({ length: count }, (_, place) => phone(place + 1))
  expect([1, 8, 9, 20].map((count) => entitiesDrawn(many(count)).length)).toEqual([1, 8, 3, 3])
  const { wrapper } = await shown(
    table([row('a', [many(20)]), row('b', [many(4)]), row('c', [[]])], [column('成员', 'entities')]),
  )
  expect(wrapper.findAll('.more').map((one) => one.text())).toEqual(['等另 17 个'])
  expect(wrapper.text()).toContain('—')
})
test('columns without any value are named below and can be drawn; few columns, and a zero, are always drawn', async () => {
  const columns = Array.from({ length: 10 }, (_, place) => column(`第${place}列`, 'count'))
  const line = (cells: readonly (string | null)[]) => row(cells.join(), cells)
  const wide = table(
    [line(['1', '0', ...Array<null>(8).fill(null)]), line(['2', ...Array<null>(9).fill(null)])],
    columns,
  )
  expect(emptyColumns(wide).map(({ id }) => id)).toEqual(columns.slice(2).map(({ id }) => id))
  expect(emptyColumns({ ...wide, columns: columns.slice(0, 8) })).toEqual([])
  expect(emptyColumns({ ...wide, rows: [] })).toEqual([])
  const { wrapper } = await shown(wide, ['第9列'])
  expect(wrapper.findAll('[role=columnheader]')).toHaveLength(3)
  expect(wrapper.find('.empty').text()).toContain('每行都没有数值的 7 列未画出：第2列、第3列')
  await wrapper.find('.empty button').trigger('click')
  expect(wrapper.findAll('[role=columnheader]')).toHaveLength(10)
})
test('a column is as wide as what stands in it, within limits', () => {
  const width = (sort: AnalysisColumn['sort'], cell: unknown) =>
    columnWidth(column('列', sort), [cell] as never, 'zh-CN')
  expect(width('rank', 1)).toBeLessThan(60)
  expect(width('text', '2024-03-04 07:08:40')).toBeGreaterThan(150)
  expect(width('words', { zh: '长'.repeat(400), en: '' })).toBe(380)
  expect(
    width(
      'entities',
      [1, 2, 3, 4].map((id) => phone(id)),
    ),
  ).toBeGreaterThan(440)
})
