/** Identity decisions of a person: only what can be one may be made one, and the last question alone is answered. */
import { mount } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { expect, test } from 'vitest'
import { h } from 'vue'
import { useIdentity } from '../../renderer/stores/identity.ts'
import BulkDialog from '../../renderer/views/identity/BulkDialog.vue'
import MergeDialog from '../../renderer/views/identity/MergeDialog.vue'
import SplitDialog from '../../renderer/views/identity/SplitDialog.vue'
import { button, byLabel, click, emptyPage, settled, type } from './page.ts'

const entity = (entityId: number, kind = 'person') => ({
  entityId,
  kind,
  label: `实体${entityId}`,
  key: `id:${entityId}`,
  nameOnly: false,
  records: 1,
  links: 0,
})
const comparison = (...entities: ReturnType<typeof entity>[]) => ({
  members: entities.map((one) => ({ entity: one, note: '', records: [], sources: [] })),
  fields: [],
  reasons: [],
  shared: [],
})
async function merge(...entityIds: number[]) {
  const { mounting, ...rest } = emptyPage()
  mount(TooltipProvider, { slots: { default: () => h(MergeDialog) }, ...mounting })
  const identity = useIdentity()
  identity.askMerge(entityIds)
  await settled()
  return { identity, ...rest }
}
const locked = (words: string) => button(words).disabled

test('two of one kind can be made one; one alone, or two kinds, cannot', async () => {
  const { identity, answer } = await merge(1, 2)
  const before = [locked('认定为同一'), locked('不是同一')]
  answer('identity.compare', comparison(entity(1), entity(2)))
  await settled()
  const alike = [locked('认定为同一'), locked('不是同一')]
  identity.askMerge([1, 3])
  await settled()
  answer('identity.compare', comparison(entity(1), entity(3, 'bankAccount')))
  await settled()
  const mixed = locked('认定为同一')
  identity.askMerge([1])
  await settled()
  answer('identity.compare', comparison(entity(1)))
  await settled()
  expect([before, alike, mixed, locked('认定为同一')]).toEqual([[true, true], [false, false], true, true])
})

test('the comparison shown is of those chosen last, whichever answer comes first', async () => {
  const { identity, calls } = await merge(1, 2)
  identity.askMerge([1, 2, 3])
  await settled()
  const [first, second] = calls.splice(0)
  second?.answer(comparison(entity(1), entity(2), entity(3)))
  await settled()
  first?.answer(comparison(entity(1), entity(2)))
  await settled()
  expect(document.querySelectorAll('.chosen li')).toHaveLength(3)
})

test('what is found does not offer those already chosen, and is made one with the note', async () => {
  const { calls, answer } = await merge(1, 2)
  answer('identity.compare', comparison(entity(1), entity(2)))
  await settled()
  await type(byLabel('添加要比较的实体'), '实体')
  answer('entities.list', { total: 2, rows: [entity(2), entity(5)] })
  await settled()
  const offered = [...document.querySelectorAll('.found button')].map((each) =>
    each.textContent.includes('实体5'),
  )
  await type(byLabel('添加要比较的实体'), '')
  await type(byLabel('说明'), ' 同一身份证 ')
  await click(button('认定为同一'))
  expect([offered, calls.map(({ name, args }) => [name, args])]).toEqual([
    [true],
    [['identity.merge', { entityIds: [1, 2], note: '同一身份证' }]],
  ])
})

test('words typed before the chosen ones have come are looked for again among their kind', async () => {
  const { calls, answer } = await merge(1, 2)
  await type(byLabel('添加要比较的实体'), '实体')
  const [compare, ofAnyKind] = calls.splice(0)
  compare?.answer(comparison(entity(1), entity(2)))
  await settled()
  const asked = calls.map(({ args }) => args)
  answer('entities.list', { total: 1, rows: [entity(5)] })
  await settled()
  ofAnyKind?.answer({ total: 1, rows: [entity(9, 'bankAccount')] })
  await settled()
  const offered = [...document.querySelectorAll('.found button')].map((each) => each.textContent)
  expect([asked, offered.length, offered[0]]).toEqual([
    [expect.objectContaining({ kind: 'person', text: '实体' })],
    1,
    expect.stringContaining('实体5'),
  ])
})

test('taking apart: never all of its members, rows by what they say, and nothing of an entity that is no longer asked about', async () => {
  const { mounting, calls } = emptyPage()
  mount(TooltipProvider, { slots: { default: () => h(SplitDialog) }, ...mounting })
  const identity = useIdentity()
  identity.askSplit(7)
  await settled()
  const late = calls.splice(0)
  identity.askSplit(8)
  await settled()
  const value = { kind: 'transfer', field: 'ownName', value: '王某', records: 4 }
  for (const call of calls.splice(0))
    call.answer(
      call.name === 'identity.members' ? { members: comparison(entity(1), entity(2)).members } : [value],
    )
  await settled()
  for (const call of late) call.answer(call.name === 'identity.members' ? { members: [] } : [])
  await settled()
  const boxes = [...document.querySelectorAll<HTMLInputElement>('.box input[type=checkbox]')]
  expect(boxes).toHaveLength(3)
  const take = () =>
    [...document.querySelectorAll('button')].find((each) => each.textContent.includes('移出'))?.disabled
  const trail = [take(), locked('拆分')]
  if (boxes[0] !== undefined) await click(boxes[0])
  trail.push(take())
  if (boxes[1] !== undefined) await click(boxes[1])
  trail.push(take())
  if (boxes[2] !== undefined) await click(boxes[2])
  await click(button('拆分'))
  expect([trail, calls.map(({ name, args }) => [name, args])]).toEqual([
    [true, true, false, true],
    [
      [
        'identity.split',
        {
          entityId: 8,
          label: '',
          conditions: [{ kind: 'transfer', field: 'ownName', value: '王某' }],
          note: '',
        },
      ],
    ],
  ])
})

test('accepting all: what it will do is shown, and it is not done without a reason', async () => {
  const { mounting, answer } = emptyPage()
  const accepted: string[] = []
  mount(TooltipProvider, {
    slots: { default: () => h(BulkDialog, { onAccept: (note: string) => accepted.push(note) }) },
    ...mounting,
  })
  const identity = useIdentity()
  void identity.askAcceptAll()
  await settled()
  answer('identity.foreseeAll', {
    suggestions: 7,
    nameOnly: 2,
    entities: 15,
    becomes: 5,
    against: 3,
    contested: 1,
    groupsInAll: 5,
    groups: [
      {
        kind: 'person',
        size: 4,
        members: [entity(1), entity(2)],
        labels: 2,
        names: ['罗志华', '罗志明'],
        nameOnly: false,
      },
      { kind: 'person', size: 2, members: [entity(3), entity(4)], labels: 1, names: [], nameOnly: true },
    ],
  })
  await settled()
  const text = document.body.textContent
  for (const words of [
    '认定 7 条建议：15 个实体合为 5 个',
    '2 条仅凭姓名',
    '3 条另有相反的情况',
    '1 条合起来',
    '2 / 5 组',
    '实体1、实体2 …',
    '2 种名称',
    '材料中的姓名：罗志华、罗志明',
  ])
    expect(text).toContain(words)
  const before = locked('全部认定（7）')
  await type(byLabel('依据'), '   ')
  const blank = locked('全部认定（7）')
  await type(byLabel('依据'), ' 同一手机号 ')
  await click(button('全部认定（7）'))
  expect([before, blank, accepted]).toEqual([true, true, ['同一手机号']])
})
