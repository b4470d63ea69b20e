/** The legend says what sizes tell, and how many of them hold rows nobody has decided about. */
import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { ChartNode } from '../../shared/contract/index.ts'
import type { Swing } from '../../shared/contract/doubts.ts'
import { defaultSettings } from '../../shared/model/chart/settings.ts'
import ChartLegend from '../../renderer/views/chart/ChartLegend.vue'
import { emptyPage } from './page.ts'

const node = (entityId: number, swings: readonly Swing[] = []): ChartNode => ({
  entityId,
  kind: 'bankAccount',
  label: `账户${entityId}`,
  sublabel: '',
  nameOnly: false,
  x: 0,
  y: 0,
  pinned: false,
  hidden: false,
  degree: 1,
  shown: 1,
  amount: 500,
  note: '',
  ...(swings.length === 0 ? {} : { doubts: { fewer: 0, swings, each: [] } }),
})
const inYuan: readonly Swing[] = [{ currency: 'CNY', less: 100, more: 0 }]
const inDollars: readonly Swing[] = [{ currency: 'USD', less: 100, more: 0 }]

test.each([
  ['amount', [node(1, inYuan), node(2, inYuan), node(3)], ['大小 = 金额', '2 个的大小含未认定的行']],
  ['amount', [node(1, inDollars), node(2)], ['大小 = 金额']],
  ['degree', [node(1, inYuan)], []],
  ['none', [node(1, inYuan)], []],
] as const)('sizes by %s', (sizeBy, nodes, said) => {
  const { mounting } = emptyPage()
  const legend = mount(ChartLegend, {
    ...mounting,
    props: { nodes, visible: nodes, settings: { ...defaultSettings, sizeBy } },
  })
  const lines = legend.findAll('p').map((line) => line.text())
  expect(lines.slice(1)).toEqual(said)
})
