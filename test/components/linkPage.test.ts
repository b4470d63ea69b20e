/** A link's page: what its number and its sum are made of can be added up, and every part opens its rows. */
import { mount } from '@vue/test-utils'
import { TooltipProvider } from 'reka-ui'
import { expect, test } from 'vitest'
import { h } from 'vue'
import type { LinkMakeup as Made } from '../../shared/contract/index.ts'
import { setLanguage } from '../../renderer/i18n/index.ts'
import { useNavigation } from '../../renderer/stores/navigation.ts'
import LinkMakeup from '../../renderer/views/inspector/LinkMakeup.vue'
import { emptyPage } from './page.ts'

const standing = (value: string) => [{ field: 'standing', op: 'is' as const, values: [value] }]
const plain: Made = {
  kind: 'transfer',
  count: 513,
  counted: 513,
  again: 0,
  conditions: standing('counted'),
  aside: [],
}
const page = (made: Made, language: 'zh-CN' | 'en' = 'zh-CN') => {
  const { mounting } = emptyPage()
  setLanguage(language)
  const went: unknown[] = []
  useNavigation().attach((to) => went.push(to.query))
  const shown = mount(TooltipProvider, {
    ...mounting,
    slots: { default: () => h(LinkMakeup, { linkId: 7, made }) },
  })
  const lines = () =>
    shown
      .findAll('dt')
      .map((name, place) => [name.text().replace(/^[−+=]/, '$& '), shown.findAll('dd').at(place)?.text()])
  return { shown, lines, went }
}

test('a link without anything set aside says only how many rows it has', () => {
  const { shown, lines } = page(plain)
  expect(lines()).toEqual([])
  expect(shown.text()).toContain('513')
})
test('rows less those set aside are the count, in both languages, each part with its rows', async () => {
  const made: Made = {
    ...plain,
    count: 1_055,
    aside: [
      { standing: 'repeat', count: 400, conditions: standing('repeat') },
      { standing: 'second-side', count: 142, conditions: standing('second-side') },
    ],
  }
  expect(page(made, 'en').lines()).toEqual([
    ['− duplicates', '400'],
    ['− second sides', '142'],
    ['= counted', '513'],
  ])
  const { shown, lines, went } = page(made)
  expect(lines()).toEqual([
    ['− 重复', '400'],
    ['− 对方流水', '142'],
    ['= 计入', '513'],
  ])
  for (const button of shown.findAll('button')) await button.trigger('click')
  expect(went).toEqual([
    { kind: 'transfer', link: '7' },
    ...['repeat', 'second-side', 'counted'].map((value): unknown => ({
      kind: 'transfer',
      link: '7',
      filter: JSON.stringify([{ field: 'standing', op: 'is', values: [value] }]),
    })),
  ])
})
test('what was taken back stands between both figures, a currency at a time', () => {
  const { lines } = page({
    ...plain,
    takenBack: {
      gross: [
        { currency: 'CNY', sum: 60_000 },
        { currency: 'USD', sum: 500 },
      ],
      net: [
        { currency: 'CNY', sum: 36_300 },
        { currency: 'USD', sum: 500 },
      ],
      reversed: { rows: 2, sums: [{ currency: 'CNY', sum: 23_000 }], conditions: [] },
      red: { rows: 1, sums: [{ currency: 'CNY', sum: -700 }], conditions: [] },
    },
  })
  expect(lines()).toEqual([
    ['账面合计', '600.00；5.00 美元'],
    ['− 已冲正退款 2 行', '230.00'],
    ['+ 红字 1 行', '-7.00'],
    ['= 净额', '363.00；5.00 美元'],
  ])
})
test('a row that says it twice is told', () => {
  expect(page({ ...plain, again: 2 }).lines()).toEqual([
    ['+ 同一行再计（两列或两个成员都述及）', '2'],
    ['= 计入', '515'],
  ])
})
