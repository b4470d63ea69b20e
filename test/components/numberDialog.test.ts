/** What a person says of a number: shown before it is done, done as it was shown, never without a reason. */
import { mount } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { expect, test } from 'vitest'
import { h } from 'vue'
import { useIdentity } from '../../renderer/stores/identity.ts'
import { useNotices } from '../../renderer/stores/notices.ts'
import NumberDialog from '../../renderer/views/identity/NumberDialog.vue'
import { AppError } from '../../shared/errors.ts'
import type { NumberClaim, NumberSaying } from '../../shared/model/numberClaims.ts'
import { button, byLabel, click, emptyPage, settled, type } from './page.ts'

const phone: NumberClaim = { sort: 'phone', value: '13800138000', says: 'nobody' }
const group = (entityId: number, named: number) => ({
  kind: 'person',
  label: `实体${entityId}`,
  entityId,
  rows: 4,
  size: 3,
  members: [],
  nobody: 1,
  named,
  names: ['罗志华', '罗志明'].slice(0, named),
})
const preview = (number: NumberClaim, more: object = {}) => ({
  number,
  now: { says: number.says === 'nobody' ? 'number' : 'nobody', claimId: null },
  found: 12,
  rows: 7,
  kinds: [{ kind: 'transfer', rows: 7 }],
  groups: [group(1, 2), group(2, 1)],
  groupsInAll: 4,
  ...more,
})
async function ask(number: NumberClaim) {
  const page = emptyPage()
  mount(TooltipProvider, { slots: { default: () => h(NumberDialog) }, ...page.mounting })
  const identity = useIdentity()
  identity.askNumber(number)
  await settled()
  return { identity, ...page }
}
const choose = async (words: string) => {
  const radio = [...document.querySelectorAll('[role=radio]')].find((each) =>
    each.textContent.includes(words),
  )
  if (radio === undefined) throw new Error(`no choice says ${words}`)
  await click(radio)
}
const decide = () => button('认定')
const text = () => document.body.textContent

test('it asks what the proposed saying would do, shows whom it touches, and does it with a reason alone', async () => {
  const { identity, calls, answer } = await ask(phone)
  const asked = calls.map(({ name, args }) => [name, args])
  const before = decide().disabled
  answer('identity.foreseeNumber', preview(phone))
  await settled()
  for (const words of [
    '电话号码',
    '13800138000',
    '12 行含此号码，目前是有效号码；认定后 7 行指向的对象改变。',
    '4 行离开此对象：分为 3 个对象，1 行不再指向任何对象',
    '材料中的姓名：罗志华、罗志明',
  ])
    expect(text()).toContain(words)
  const shown = decide().disabled
  await type(byLabel('说明'), '   ')
  const blank = decide().disabled
  await type(byLabel('说明'), ' 店铺客服电话 ')
  await click(decide())
  const done = calls.map(({ name, args }) => [name, args])
  answer('identity.number', { claimId: 3, rows: 7, withdrawn: 0 })
  await settled()
  expect([asked, before, shown, blank, done]).toEqual([
    [['identity.foreseeNumber', phone]],
    true,
    true,
    true,
    [['identity.number', { ...phone, note: '店铺客服电话', expected: 7 }]],
  ])
  expect([
    identity.numberAsked,
    useNotices().notices.map(({ heading, action }) => [heading, action]),
  ]).toEqual([null, [['已认定，7 行指向的对象改变', '撤销']]])
})

test('with the other saying chosen, nothing of the first is shown or done, whichever answer comes first', async () => {
  const { calls, answer } = await ask(phone)
  answer('identity.foreseeNumber', preview(phone))
  await settled()
  await type(byLabel('说明'), '核实')
  const ready = !decide().disabled
  await choose('这是有效号码')
  const waiting = [decide().disabled, text().includes('12 行含此号码')]
  await choose('不属于任何人')
  const [first, second] = calls.splice(0)
  second?.answer(preview(phone, { rows: 5 }))
  await settled()
  first?.answer(preview({ ...phone, says: 'number' }, { rows: 99 }))
  await settled()
  expect([ready, waiting, first?.args, text().includes('认定后 5 行'), text().includes('99')]).toEqual([
    true,
    [true, false],
    { ...phone, says: 'number' },
    true,
    false,
  ])
  await click(decide())
  expect(calls.map(({ args }) => args)).toEqual([{ ...phone, note: '核实', expected: 5 }])
})

test.each<[string, NumberSaying, object, boolean]>([
  ['no row holds it', 'nobody', { found: 0, rows: 0, kinds: [], groups: [], groupsInAll: 0 }, false],
  ['one row holds it', 'nobody', { found: 1, rows: 1 }, true],
  ['it holds already, by a claim', 'nobody', { now: { says: 'nobody', claimId: 8 } }, false],
  [
    'the rules hold it for one thing within its sheet',
    'nobody',
    { now: { says: null, claimId: null } },
    true,
  ],
  [
    'rows hold it and none would name another',
    'number',
    { rows: 0, kinds: [], groups: [], groupsInAll: 0 },
    true,
  ],
])('%s: can it be decided', async (_, says, more, can) => {
  const { answer } = await ask({ ...phone, says })
  answer('identity.foreseeNumber', preview({ ...phone, says }, more))
  await settled()
  await type(byLabel('说明'), '核实')
  expect([!decide().disabled, text().includes('无需认定')]).toEqual([
    can,
    (more as { now?: { says: unknown } }).now?.says === says,
  ])
})

test.each<[NumberSaying, readonly string[]]>([
  ['number', ['材料中的姓名：罗志华、罗志明']],
  ['nobody', []],
])('%s: making one of what bears several names is warned of, taking apart is not', async (says, warned) => {
  const { answer } = await ask({ ...phone, says })
  answer('identity.foreseeNumber', preview({ ...phone, says }))
  await settled()
  expect([...document.querySelectorAll('.groups .warn')].map((each) => each.textContent)).toEqual(warned)
})

test('refused, it stays open with the reason that was written, and another number begins anew', async () => {
  const { identity, calls, answer } = await ask(phone)
  answer('identity.foreseeNumber', preview(phone))
  await settled()
  await type(byLabel('说明'), '核实')
  await click(decide())
  await click(decide())
  const asked = calls.splice(0)
  asked[0]?.refuse(new AppError('suggestions-changed', 'others would change'))
  await settled()
  expect([asked.length, identity.numberAsked, byLabel('说明').value, useNotices().notices[0]?.tone]).toEqual([
    1,
    phone,
    '核实',
    'bad',
  ])
  identity.askNumber({ ...phone, value: '13900139000' })
  await settled()
  expect([byLabel('说明').value, decide().disabled, calls.map(({ args }) => args)]).toEqual([
    '',
    true,
    [{ ...phone, value: '13900139000' }],
  ])
})
