/** Figures on the first screen: none stands alone when something is to be said of it, and a person can say what a unit holds. */
import { mount } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { expect, test } from 'vitest'
import { h } from 'vue'
import type { Measure, MeasureRemark, OverviewHighlight } from '../../shared/contract/index.ts'
import ConversionDialog from '../../renderer/views/overview/ConversionDialog.vue'
import HeadlineTiles from '../../renderer/views/overview/HeadlineTiles.vue'
import MeasuresCard from '../../renderer/views/overview/MeasuresCard.vue'
import { button, byLabel, click, emptyPage, settled, type } from './page.ts'

const remark = (reason: MeasureRemark['reason'], more: Partial<MeasureRemark> = {}): MeasureRemark => ({
  reason,
  count: null,
  figures: [],
  names: [],
  kinds: [],
  ...more,
})
const measure = (id: string, more: Partial<Measure> = {}): Measure => ({
  id,
  nameZh: id,
  nameEn: id,
  unit: 'yuan',
  rule: { zh: '规则', en: 'rule' },
  value: { minor: 100_000, currency: 'CNY' },
  rows: 3,
  kind: 'deposit',
  why: [],
  ...more,
})
const tileOf = ({ id, nameZh, nameEn, unit, value, why }: Measure): OverviewHighlight => ({
  measure: id,
  nameZh,
  nameEn,
  unit,
  value,
  why,
  parts: [],
})

test.each([
  ['nothing to say', [], null, false],
  ['a flaw', [remark('rejected-rows', { count: 2 })], '导入时退回 2 行，未计入', true],
  ['a note', [remark('by-account', { count: 5 })], '按账号计，未作身份认定（5 个账号）', false],
  [
    'several',
    [remark('rejected-rows', { count: 2 }), remark('failed-rows', { count: 1 })],
    '导入时退回 2 行，未计入（另有 1 项说明）',
    true,
  ],
] as const)('a tile with %s', (...given) => {
  const [, why, words, graver] = given
  const shown = measure('receiving.deposits', { why })
  const { mounting } = emptyPage()
  const page = mount(HeadlineTiles, {
    props: { highlights: [tileOf(shown)], measures: [shown] },
    ...mounting,
  })
  const note = page.find('.note')
  expect(note.exists() ? [note.text(), note.classes().includes('graver')] : [null, false]).toEqual([
    words,
    graver,
  ])
})

test('a figure that is withheld keeps its tile and says why', () => {
  const shown = measure('bets.stakes', { value: null, why: [remark('point-value-unknown')] })
  const { mounting } = emptyPage()
  const page = mount(HeadlineTiles, {
    props: { highlights: [tileOf(shown)], measures: [shown] },
    ...mounting,
  })
  expect(page.find('b').text()).toBe('—')
  expect(page.find('.note').text()).toBe('没有充值提现记录说明每点代表的金额')
})

test('the list shows every remark, and other units can be converted from it', async () => {
  const shown = measure('seizure.boxes', {
    why: [remark('other-units', { count: 1, names: ['5 箱'] }), remark('other-goods', { count: 1 })],
  })
  const { mounting } = emptyPage()
  const page = mount(MeasuresCard, { props: { measures: [shown] }, ...mounting })
  expect(page.findAll('.why').map((each) => each.text().replace(/\s+/g, ' '))).toEqual([
    '同类作品另有 1 项以其他单位计，未计入：5 箱 换算…',
    '另有 1 项不是作品，未计入',
  ])
  await page.find('.why button').trigger('click')
  expect(page.emitted('convert')).toHaveLength(1)
})

test('a conversion needs a number and its ground, and is one step over the rows whose quantity can be read', async () => {
  const { calls, answer, mounting } = emptyPage()
  mount(TooltipProvider, { slots: { default: () => h(ConversionDialog, { open: true }) }, ...mounting })
  await settled()
  expect(calls.map(({ name }) => name)).toEqual(['measures.otherUnits'])
  answer('measures.otherUnits', [
    {
      unit: '箱',
      title: '云梦泽',
      file: '清单.xlsx',
      sheet: '表1',
      rows: [
        { sheetId: 1, row: 3, quantity: 5 },
        { sheetId: 1, row: 4, quantity: null },
      ],
    },
  ])
  await settled()
  const ready: boolean[] = [button('换算').disabled]
  await type(byLabel('1 箱 等于多少盒'), '12')
  ready.push(button('换算').disabled)
  await type(byLabel('依据'), '勘验笔录')
  ready.push(button('换算').disabled)
  await type(byLabel('1 箱 等于多少盒'), '1.5')
  ready.push(button('换算').disabled)
  await type(byLabel('1 箱 等于多少盒'), '12')
  expect(ready).toEqual([true, true, false, true])
  expect(document.body.textContent).toContain('5 箱 换算为 60 盒')
  expect(document.body.textContent).toContain('数量无法读出的 1 行不换算')
  await click(button('换算'))
  expect(calls.map(({ name, args }) => [name, args])).toEqual([
    [
      'records.editMany',
      {
        edits: [
          { sheetId: 1, row: 3, field: 'quantity', text: '60' },
          { sheetId: 1, row: 3, field: 'unit', text: '盒' },
        ],
        reason: '1 箱 = 12 盒；勘验笔录',
      },
    ],
  ])
})
