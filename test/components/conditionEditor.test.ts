/** A condition in words becomes a condition in stored units, or is said to be no value. */
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { useTables } from '../../renderer/stores/tables.ts'
import ConditionEditor from '../../renderer/views/tables/ConditionEditor.vue'
import { button, byLabel, choose, click, emptyPage, settled, type } from './page.ts'

async function editor() {
  const { mounting } = emptyPage()
  useTables().scope = { kind: 'transfer', filter: [] }
  const wrapper = mount(ConditionEditor, { props: { open: false }, ...mounting })
  await wrapper.setProps({ open: true })
  await settled()
  const field = async (id: string, op?: string) => {
    await choose(byLabel<HTMLSelectElement>('字段'), id)
    if (op !== undefined) await choose(byLabel<HTMLSelectElement>('关系'), op)
  }
  const ops = () => [...byLabel<HTMLSelectElement>('关系').options].map((option) => option.value)
  const added = () => wrapper.emitted('add')?.map(([condition]) => condition) ?? []
  return { wrapper, field, ops, added }
}

test('it begins with the time of the table, and offers of each field what can be asked of it', async () => {
  const { field, ops } = await editor()
  const found = [byLabel<HTMLSelectElement>('字段').value, ops()]
  await field('direction')
  const stored = ops()
  await field('counterName')
  expect([found, stored, ops()]).toEqual([
    ['time', ['between', 'is', 'isNot', 'empty', 'notEmpty']],
    ['is', 'isNot', 'empty', 'notEmpty'],
    ['contains', 'notContains', 'is', 'isNot', 'oneOf', 'noneOf', 'empty', 'notEmpty'],
  ])
})

test('yuan are asked for in cents, with an open end where nothing is written', async () => {
  const { field, added } = await editor()
  await field('amount', 'between')
  await type(byLabel('不小于'), '5,000')
  await click(button('确定'))
  expect(added()).toEqual([{ field: 'amount', op: 'between', values: [500_000, null] }])
})

test('what is no value of the field is said, asks for nothing, and is taken back by the next key', async () => {
  const { field, added } = await editor()
  await field('amount', 'is')
  await type(byLabel('值'), '五千')
  await click(button('确定'))
  const said = [added(), document.body.textContent.includes('这不是该字段的值')]
  await type(byLabel('值'), '5000')
  expect([said, document.body.textContent.includes('这不是该字段的值')]).toEqual([[[], true], false])
})

test('several values stand one a line; blank lines are none, and no line at all is said', async () => {
  const { field, added } = await editor()
  await field('counterName', 'oneOf')
  await click(button('确定'))
  const said = [added(), document.querySelector('[role=alert]')?.textContent]
  await type(byLabel<HTMLTextAreaElement>('多个值，每行一个'), '张三\n\n李四\n')
  await click(button('确定'))
  expect([said, added()]).toEqual([
    [[], '这不是该字段的值'],
    [{ field: 'counterName', op: 'oneOf', values: ['张三', '李四'] }],
  ])
})

test('a stored word is chosen and never typed; what is empty needs no value', async () => {
  const { wrapper, field, added } = await editor()
  await field('direction', 'is')
  await choose(byLabel<HTMLSelectElement>('值'), 'out')
  await click(button('确定'))
  await wrapper.setProps({ open: false })
  await wrapper.setProps({ open: true })
  await settled()
  await field('counterName', 'empty')
  await click(button('确定'))
  expect(added()).toEqual([
    { field: 'direction', op: 'is', values: ['out'] },
    { field: 'counterName', op: 'empty', values: [] },
  ])
})

test('fields that no row has a value in wait behind a box, the chosen one never does, and all are there until it is known', async () => {
  const { mounting, answer } = emptyPage()
  useTables().scope = { kind: 'transfer', filter: [] }
  const wrapper = mount(ConditionEditor, { props: { open: false }, ...mounting })
  await wrapper.setProps({ open: true })
  await settled()
  const listed = () => [...byLabel<HTMLSelectElement>('字段').options].map((option) => option.value)
  const all = listed()
  answer('tables.filled', ['amount', 'counterName'])
  await settled()
  const few = listed()
  const box = document.querySelector<HTMLInputElement>('.condition-panel .all input')
  box?.click()
  await settled()
  expect([all.length > 20, few, listed()]).toEqual([true, ['time', 'amount', 'counterName'], all])
})
test('a day is chosen from a calendar beside what is typed; fields that hold no days have none', async () => {
  const { wrapper, field, added } = await editor()
  const [low] = [...document.querySelectorAll<HTMLInputElement>('.condition-panel input[type=date]')]
  if (low === undefined) throw new Error('no calendar')
  low.value = '2021-03-05'
  low.dispatchEvent(new Event('change', { bubbles: true }))
  await settled()
  await click(button('确定'))
  await wrapper.setProps({ open: false })
  await wrapper.setProps({ open: true })
  await settled()
  await field('amount', 'between')
  expect([added(), document.querySelectorAll('.condition-panel input[type=date]').length]).toEqual([
    [{ field: 'time', op: 'between', values: ['2021-03-05', null] }],
    0,
  ])
})
