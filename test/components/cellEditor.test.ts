/** Another text for a cell: what is saved, what is not, and where the cursor goes. */
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { RecordRow } from '../../shared/contract/index.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { useNotices } from '../../renderer/stores/notices.ts'
import CellEditor from '../../renderer/views/tables/CellEditor.vue'
import { emptyPage, settled } from './page.ts'

const field = recordKind('transfer')?.fields.find(({ id }) => id === 'counterName')
const detail = { original: [{ column: 3, header: '对方户名', raw: '王某', field: 'counterName' }], edits: [] }
function editor(edited: readonly { readonly field: string; readonly raw: string }[] = []) {
  const { mounting, ...rest } = emptyPage()
  const moves: string[] = []
  // Only what the editor reads of a row.
  const row = { recordId: 9, edited, source: { sheetId: 4, row: 17 } } as unknown as RecordRow
  if (field === undefined) throw new Error('transfers have a counter name')
  const wrapper = mount(CellEditor, {
    props: { kind: 'transfer', row, field, done: (to: string) => moves.push(to) },
    ...mounting,
  })
  return { wrapper, moves, ...rest }
}
const asked = (calls: ReturnType<typeof editor>['calls']) => calls.map(({ name, args }) => [name, args])

test('the text of the cell comes into the field; Enter saves another one under the cell it stands in and goes down', async () => {
  const { wrapper, moves, calls, answer } = editor()
  answer('records.read', detail)
  await settled()
  const before = wrapper.get('input').element.value
  await wrapper.get('input').setValue('王小明')
  await wrapper.get('input').trigger('keydown', { key: 'Enter' })
  await settled()
  expect([before, moves, asked(calls)]).toEqual([
    '王某',
    ['down'],
    [['records.edit', { sheetId: 4, row: 17, field: 'counterName', text: '王小明', reason: '' }]],
  ])
})

test('what is typed before the text has come takes its place and is not overwritten', async () => {
  const { wrapper, answer } = editor()
  await wrapper.get('input').setValue('李四')
  answer('records.read', detail)
  await settled()
  expect(wrapper.get('input').element.value).toBe('李四')
})

test('nothing is saved by Escape, nor when the text is what it was; the blur that follows saves nothing twice', async () => {
  const one = editor()
  one.answer('records.read', detail)
  await settled()
  await one.wrapper.get('input').setValue('别的')
  await one.wrapper.get('input').trigger('keydown', { key: 'Escape' })
  await one.wrapper.get('input').trigger('blur')
  const other = editor()
  other.answer('records.read', detail)
  await settled()
  await other.wrapper.get('input').setValue('王某')
  await other.wrapper.get('input').trigger('keydown', { key: 'Tab' })
  await other.wrapper.get('input').trigger('blur')
  await settled()
  expect([one.moves, asked(one.calls), other.moves, asked(other.calls)]).toEqual([
    ['stay'],
    [],
    ['right'],
    [],
  ])
})

test('a row that is no record any more after the edit is said so, with its reason', async () => {
  const { wrapper, answer } = editor()
  answer('records.read', detail)
  await settled()
  await wrapper.get('input').setValue('x')
  await wrapper.get('input').trigger('keydown', { key: 'Enter' })
  await settled()
  answer('records.edit', { sheetId: 4, row: 17, outcome: 'rejected', reason: null, issues: [] })
  await settled()
  expect(useNotices().notices.map(({ tone, heading }) => [tone, heading])).toEqual([
    ['warn', '第 17 行修改后不再成为记录'],
  ])
})

test('an edited cell is taken back to what the file says', async () => {
  const { wrapper, moves, calls, answer } = editor([{ field: 'counterName', raw: '王某' }])
  answer('records.read', detail)
  await settled()
  await wrapper.get('.back').trigger('click')
  await settled()
  expect([moves, asked(calls)]).toEqual([
    ['stay'],
    [['records.edit', { sheetId: 4, row: 17, field: 'counterName', text: null, reason: '' }]],
  ])
})
