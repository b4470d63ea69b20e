/** What the rows are made of, and what a click on it narrows them to. */
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { Condition } from '../../shared/contract/index.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { useTableMarks } from '../../renderer/stores/tableMarks.ts'
import { useTables } from '../../renderer/stores/tables.ts'
import FacetPanel from '../../renderer/views/tables/FacetPanel.vue'
import { emptyPage, settled } from './page.ts'

const direction = recordKind('transfer')?.fields.find(({ id }) => id === 'direction')
function panel(filter: readonly Condition[] = [], chosen: readonly string[] = []) {
  if (direction === undefined) throw new Error('transfers have a direction')
  const { mounting, ...rest } = emptyPage()
  const tables = useTables()
  tables.scope = { kind: 'transfer', filter }
  tables.facets = [
    {
      type: 'values',
      field: direction,
      values: [
        { value: 'in', count: 30 },
        { value: null, count: 15 },
      ],
      distinct: 4,
      chosen,
    },
  ]
  const wrapper = mount(FacetPanel, mounting)
  return { wrapper, tables, ...rest }
}
const filters = (wrapper: ReturnType<typeof panel>['wrapper']) =>
  wrapper.emitted('filter')?.map(([filter]) => filter)

test('a value narrows, a chosen one widens again, and an empty cell is asked for as empty', async () => {
  const { wrapper } = panel()
  const [first, second] = wrapper.findAll('.value')
  await first?.trigger('click')
  await second?.trigger('click')
  const { wrapper: again } = panel([{ field: 'direction', op: 'is', values: ['in'] }], ['in'])
  await again.get('.value').trigger('click')
  expect([filters(wrapper), filters(again), again.get('.value').attributes('aria-pressed')]).toEqual([
    [[{ field: 'direction', op: 'is', values: ['in'] }], [{ field: 'direction', op: 'empty', values: [] }]],
    [[]],
    'true',
  ])
})

test('counts are bars by the greatest of the facet', () => {
  const { wrapper } = panel()
  expect(wrapper.findAll('.bar').map((bar) => bar.attributes('style'))).toEqual([
    'width: 100%;',
    'width: 50%;',
  ])
})

test('more values come when asked for, the search shows the last question only, and other rows close it', async () => {
  const { wrapper, tables, calls, answer } = panel()
  await wrapper.get('.more').trigger('click')
  answer('records.facet', { values: [{ value: 'out', count: 1 }], distinct: 4 })
  await settled()
  const opened = wrapper.findAll('.value').length
  const find = wrapper.get('input[type=search]')
  await find.setValue('a')
  await find.setValue('ab')
  const [one, two] = calls.splice(0)
  two?.answer({ values: [{ value: 'neutral', count: 2 }], distinct: 1 })
  await settled()
  one?.answer({ values: [], distinct: 0 })
  await settled()
  const found = wrapper.findAll('.value .count').map((count) => count.text())
  tables.version++
  await settled()
  expect([
    opened,
    found,
    wrapper.find('input[type=search]').exists(),
    wrapper.findAll('.value').length,
  ]).toEqual([1, ['2'], false, 2])
})

test('only tags that are on rows are offered', async () => {
  const { wrapper } = panel()
  useTableMarks().tags = [
    { tagId: 1, name: '重点', colour: 'red', rows: 2 },
    { tagId: 2, name: '没用过', colour: 'blue', rows: 0 },
  ]
  await settled()
  const tag = wrapper.findAll('.value').at(-1)
  await tag?.trigger('click')
  expect([tag?.text().includes('重点'), wrapper.text().includes('没用过'), filters(wrapper)]).toEqual([
    true,
    false,
    [[{ field: 'tag', op: 'is', values: [1] }]],
  ])
})
