/** The field a column fills: found by name, pinyin or header spelling, from the keyboard alone. */
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import FieldPicker from '../../renderer/views/import/FieldPicker.vue'
import { emptyPage, settled } from './page.ts'

function picker(field: string | null, taken: ReadonlyMap<string, string> = new Map()) {
  const kind = recordKind('transfer')
  if (kind === undefined) throw new Error('there are transfers')
  const wrapper = mount(FieldPicker, {
    props: { kind, field, label: '交易户名', taken },
    ...emptyPage().mounting,
  })
  const options = () =>
    [...document.querySelectorAll('.field-option')].map((option) => option.textContent.trim())
  return { wrapper, options, kind }
}

test('a word typed on the closed field opens it and narrows it at once', async () => {
  const { wrapper, options, kind } = picker(null)
  await wrapper.get('.picker').trigger('keydown', { key: '户' })
  await settled()
  const filter = document.querySelector<HTMLInputElement>('.field-filter')
  expect([filter?.value, options().length > 0, options().length < kind.fields.length]).toEqual([
    '户',
    true,
    true,
  ])
})

test('nothing derived is offered, what another column fills says so, and choosing tells the field', async () => {
  const { wrapper, options, kind } = picker(null, new Map([['counterName', '对手户名']]))
  await wrapper.get('.picker').trigger('keydown', { key: 'ArrowDown' })
  await settled()
  const offered = options()
  const derived = kind.fields.filter(({ derived: made }) => made === true).map(({ nameZh }) => nameZh)
  const taken = offered.filter((option) => option.includes('现为“对手户名”'))
  const counter = [...document.querySelectorAll<HTMLElement>('.field-option')].find((option) =>
    option.textContent.includes('现为'),
  )
  counter?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await settled()
  expect([
    offered.length,
    derived.some((name) => offered.includes(name)),
    taken.length,
    wrapper.emitted('choose'),
  ]).toEqual([kind.fields.length - derived.length + 1, false, 1, [['counterName']]])
})

test('a field is taken away again by the first line, and its own column is no warning', async () => {
  const { wrapper, options } = picker('counterName', new Map([['counterName', '交易户名']]))
  await wrapper.get('.picker').trigger('keydown', { key: 'ArrowDown' })
  await settled()
  const warned = options().some((option) => option.includes('现为'))
  document.querySelector('.field-option')?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await settled()
  expect([warned, wrapper.emitted('choose')]).toEqual([false, [[null]]])
})
