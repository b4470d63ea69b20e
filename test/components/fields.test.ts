/** Passphrases, totals, replacing: small forms that decide something. */
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import PassphraseFields from '../../renderer/components/PassphraseFields.vue'
import { useTables } from '../../renderer/stores/tables.ts'
import ReplaceDialog from '../../renderer/views/tables/ReplaceDialog.vue'
import TotalsBar from '../../renderer/views/tables/TotalsBar.vue'
import { button, byLabel, choose, click, emptyPage, settled, type } from './page.ts'

test('a passphrase is good when it is long enough and written twice alike, and no longer when one of them changes', async () => {
  const wrapper = mount(PassphraseFields, {
    props: {
      modelValue: '',
      'onUpdate:modelValue': (next: string) => wrapper.setProps({ modelValue: next }),
    },
    ...emptyPage().mounting,
  })
  const good = () => wrapper.emitted('good')?.at(-1)?.[0]
  const trail: unknown[] = [good()]
  for (const [label, words] of [
    ['口令', '短'],
    ['再输一次口令', '短'],
    ['口令', '九月十二日侵权案卷宗'],
    ['再输一次口令', '九月十二日侵权案卷宗'],
    ['再输一次口令', '九月十二日'],
  ] as const) {
    await type(byLabel(label), words)
    trail.push(good())
  }
  expect([trail, wrapper.text().includes('两次输入不一致')]).toEqual([
    [false, false, false, false, true, false],
    true,
  ])
})

const money = (sum: number) => ({ field: 'amount', sum, rows: 3 })
function totals(
  values: Partial<ReturnType<typeof useTables>>,
  scope: Record<string, unknown> = {},
  selected = 0,
) {
  const { mounting } = emptyPage()
  const tables = useTables()
  tables.scope = { kind: 'transfer', filter: [], ...scope }
  Object.assign(tables, values)
  return mount(TotalsBar, { props: { selected }, ...mounting })
}
test('money that went in and money that went out are never added together', () => {
  const wrapper = totals({
    total: 5,
    totals: {
      count: 5,
      counted: 5,
      sums: [money(700_00)],
      byDirection: [
        { direction: 'out', count: 2, sum: 500_00 },
        { direction: 'in', count: 3, sum: 200_00 },
      ],
      distinct: [],
    },
  })
  const figures = wrapper.findAll('b').map((figure) => figure.text())
  expect([
    figures.includes('200.00') && figures.includes('500.00'),
    wrapper.text().includes('700.00'),
  ]).toEqual([true, false])
})
test('a whole table says what was not counted and why; a part of one says only how much', () => {
  const sums = { count: 20, counted: 12, sums: [], byDirection: [], distinct: [] }
  const notes = (wrapper: ReturnType<typeof totals>) => wrapper.text().replace(/\s+/g, ' ')
  const whole = notes(totals({ total: 20, totals: sums, mirrored: 4, duplicates: 3 }))
  const part = notes(
    totals(
      { total: 20, totals: sums, mirrored: 4, duplicates: 3 },
      { filter: [{ field: 'direction', op: 'is', values: ['in'] }] },
    ),
  )
  expect([
    ['双方流水重复 4 对已按一笔计', '重复 3 行不计', '失败不计'].map((note) => whole.includes(note)),
    whole.includes('未计入'),
    part.includes('未计入 8 行（重复、双方流水、冲退、失败）'),
    part.includes('已按一笔计'),
  ]).toEqual([[true, true, true], false, true, false])
})
test('one selected row is not worth saying, two are', () => {
  expect([
    totals({ total: 5 }, {}, 1).text().includes('已选'),
    totals({ total: 5 }, {}, 2).text().includes('已选 2 行'),
  ]).toEqual([false, true])
})
test('the selected rows are summed beside the table: each currency by itself, in and out apart, and what is not in the sum', () => {
  const usd = { currency: 'USD', sum: 20_00 }
  const chosen = (left: number, several: boolean) => ({
    left,
    totals: {
      count: 4,
      counted: 3,
      sums: [{ ...money(700_00), others: [usd] }],
      byDirection: [
        { direction: 'out', count: 2, sum: 500_00 },
        { direction: 'in', count: 1, sum: 200_00, others: [usd] },
      ],
      distinct: [{ field: 'counterAccount', count: 77 }],
      ownAccounts: several ? 2 : 1,
    },
  })
  const said = (left: number, several: boolean) =>
    totals({ total: 9, chosen: chosen(left, several) }, {}, 4)
      .find('.selected')
      .text()
      .replace(/\s+/g, ' ')
  const [one, two, cut] = [said(0, false), said(0, true), said(30, false)]
  expect([
    ['已选 4 行', '计入 3 行', '500.00', '人民币 200.00；美元 20.00'].map((part) => one.includes(part)),
    one.includes('700.00') || one.includes('77'),
    two.includes('人民币 700.00；美元 20.00'),
    cut.includes('已选 34 行') && cut.includes('合计其中前 4 行'),
  ]).toEqual([[true, true, true, true], false, true, true])
})

test('replacing offers no derived field, begins at the column it was asked from, and tells taking back from writing nothing', async () => {
  const { mounting } = emptyPage()
  const tables = useTables()
  tables.scope = { kind: 'transfer', filter: [] }
  const wrapper = mount(ReplaceDialog, {
    props: { open: false, column: 'counterName', count: 3 },
    ...mounting,
  })
  await wrapper.setProps({ open: true })
  await settled()
  const field = byLabel<HTMLSelectElement>('字段')
  const derived = new Set(tables.kind?.fields.filter((each) => each.derived === true).map(({ id }) => id))
  expect([field.value, [...field.options].some((option) => derived.has(option.value))]).toEqual([
    'counterName',
    false,
  ])
  await choose(field, 'summary')
  await type(byLabel('改为'), '货款')
  await type(byLabel('理由'), ' 笔误 ')
  await click(button('修改'))
  await wrapper.setProps({ open: false })
  await wrapper.setProps({ open: true })
  await settled()
  await click(button('恢复原文'))
  expect(wrapper.emitted('replace')).toEqual([
    ['summary', '货款', '笔误'],
    ['counterName', null, ''],
  ])
})
