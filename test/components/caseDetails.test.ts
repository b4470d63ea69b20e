/** What a case is filed under, as it is filled in: what may not be kept is said at its field and cannot be saved; saved is what stands there. */
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { noDetails } from '../../shared/model/caseDetails.ts'
import { useCaseDetails } from '../../renderer/stores/caseDetails.ts'
import DetailsDialog from '../../renderer/views/overview/DetailsDialog.vue'
import { button, byLabel, click, emptyPage, settled, type } from './page.ts'

test('a day that is none keeps the dialog from saving until it is one; the rest stays as it was', async () => {
  const { calls, answer, mounting } = emptyPage()
  mount(DetailsDialog, mounting)
  const store = useCaseDetails()
  store.ask()
  await settled()
  answer('case.details', { ...noDetails, unit: '某某市公安局' })
  await settled()
  const trail: (readonly [string, boolean, boolean])[] = []
  for (const day of ['2024-2-3', '2023-02-29', '2024-02-29', '']) {
    await type(byLabel('立案日期'), day)
    trail.push([day, button('保存').disabled, document.body.textContent.includes('应为日历上有的日期')])
  }
  expect(trail).toEqual([
    ['2024-2-3', true, true],
    ['2023-02-29', true, true],
    ['2024-02-29', false, false],
    ['', false, false],
  ])
  await type(byLabel('案号'), '沪公（经）立字〔2024〕8号')
  await click(button('保存'))
  const said = { ...noDetails, unit: '某某市公安局', number: '沪公（经）立字〔2024〕8号' }
  // Only what was typed is said.
  expect(calls.find(({ name }) => name === 'case.describe')?.args).toEqual({ number: said.number })
  answer('case.describe', said)
  await settled()
  expect([store.asking, store.details]).toEqual([false, said])
})

test.each([
  ['answered late', true],
  ['refused', false],
])(
  'what is typed while the details are asked stays, and what was not read is not taken away: %s',
  async (_, good) => {
    const { calls, answer, mounting } = emptyPage()
    mount(DetailsDialog, mounting)
    const store = useCaseDetails()
    store.ask({ cause: '侵犯著作权案' })
    await settled()
    await type(byLabel('案号'), '8号')
    if (good) answer('case.details', { ...noDetails, unit: '某某市公安局', number: '7号' })
    else calls.find(({ name }) => name === 'case.details')?.refuse(new Error('busy'))
    await settled()
    expect([byLabel('案号').value, byLabel('案由').value, byLabel('办案单位').value]).toEqual([
      '8号',
      '侵犯著作权案',
      good ? '某某市公安局' : '',
    ])
    await click(button('保存'))
    expect(calls.find(({ name }) => name === 'case.describe')?.args).toEqual({
      number: '8号',
      cause: '侵犯著作权案',
    })
  },
)
test('saved as it was, nothing is said anew', async () => {
  const { calls, answer, mounting } = emptyPage()
  mount(DetailsDialog, mounting)
  const store = useCaseDetails()
  store.ask()
  await settled()
  answer('case.details', { ...noDetails, unit: '某某市公安局' })
  await settled()
  await click(button('保存'))
  expect([store.asking, calls.some(({ name }) => name === 'case.describe')]).toEqual([false, false])
})
