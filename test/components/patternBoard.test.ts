/** A pattern is drawn by mouse and by keyboard alone, and both give the same text; what is wrong is told at its part and is not asked. */
import { mount } from '@vue/test-utils'
import axe from 'axe-core'
import { TooltipProvider } from 'reka-ui'
import { beforeEach, expect, test } from 'vitest'
import { h, ref } from 'vue'
import { pattern } from '../../shared/contract/analyses/pattern.ts'
import { setLanguage } from '../../renderer/i18n/index.ts'
import { type Draft, draftOf } from '../../renderer/model/analysisDraft.ts'
import AnalysisForm from '../../renderer/views/analyses/AnalysisForm.vue'
import { button, byLabel, choose, click, emptyPage, settled, type } from './page.ts'

let asked: unknown[]
const draft = ref<Draft>({})
function form(drawn = '', ready = 'own') {
  const { mounting } = emptyPage()
  asked = []
  draft.value = draftOf(pattern.params, { ready, drawn })
  return mount(TooltipProvider, {
    ...mounting,
    slots: {
      default: () =>
        h(AnalysisForm, {
          params: pattern.params,
          draft: draft.value,
          busy: false,
          onChange: (next: Draft) => (draft.value = next),
          onAsk: (values: unknown) => asked.push(values),
        }),
    },
  })
}
beforeEach(() => (draft.value = {}))
const text = (): string => draft.value['drawn'] as string
const drawn = (): { nodes: Record<string, object>; steps: object[] } => JSON.parse(text()) as never
const node = (id: string): HTMLElement => document.querySelector(`[data-node="${id}"]`) as HTMLElement
const step = (place: number): HTMLElement => document.querySelector(`[data-step="${place}"]`) as HTMLElement
async function key(name: string, more: KeyboardEventInit = {}): Promise<void> {
  const at = document.activeElement ?? document.body
  const press = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more })
  // A button that is not told otherwise is pressed by Enter and the space bar.
  if (at.dispatchEvent(press) && at instanceof HTMLButtonElement && ['Enter', ' '].includes(name)) at.click()
  await settled()
}
const pointer = (name: string, x: number, y: number) =>
  new MouseEvent(name, { bubbles: true, button: 0, clientX: x, clientY: y })
async function drag(from: Element, to: Element): Promise<void> {
  from.dispatchEvent(pointer('pointerdown', 10, 10))
  to.dispatchEvent(pointer('pointermove', 90, 40))
  to.dispatchEvent(pointer('pointerup', 120, 60))
  // As browsers do: on what holds both.
  from.parentElement?.click()
  await settled()
}
const bare = () => ({
  ...drawn(),
  nodes: Object.values(drawn().nodes).map((one) => ({ ...one, at: undefined })),
})
const holdsAndPays = {
  nodes: [
    { kind: 'person', name: '甲' },
    { kind: 'bankAccount', name: '乙' },
    { kind: 'bankAccount', name: '丙' },
    { kind: 'bankAccount', name: '丁' },
  ],
  steps: [
    { from: 'n1', to: 'n2', link: 'holds' },
    { from: 'n4', to: 'n2', link: 'transfer' },
    { from: 'n2', to: 'n3', link: 'transfer', least: 10_000, after: 2, within: 1_440 },
  ],
}

test('by mouse: person holds account, which is paid and pays 10,000 and more within 24 hours', async () => {
  form()
  for (const kind of ['person', 'bankAccount', 'bankAccount', 'bankAccount']) {
    await choose(byLabel<HTMLSelectElement>('新点的种类'), kind)
    await click(button('加点'))
  }
  await drag(node('n1'), node('n2'))
  await drag(node('n2'), node('n3'))
  await drag(node('n4'), node('n2'))
  await click(step(1))
  await type(byLabel('每笔不低于'), '10000')
  await choose(byLabel<HTMLSelectElement>('先后'), 'after 3')
  // Timed by another it stands behind that one, and stays chosen.
  await type(byLabel('间隔至多'), '24')
  expect(bare()).toEqual(holdsAndPays)
  expect(document.querySelector('.sentence')?.textContent).toContain(
    '3）乙 → 丙（银行账户）：转账，≥ 10,000 元，第 2 步后 24 小时内。',
  )
  await click(button('运行'))
  expect(asked).toMatchObject([{ ready: 'own', drawn: text() }])
})
test('by keyboard alone: the same text', async () => {
  form()
  for (const kind of ['person', 'bankAccount', 'bankAccount', 'bankAccount']) {
    await choose(byLabel<HTMLSelectElement>('新点的种类'), kind)
    button('加点').focus()
    await key('Enter')
  }
  const link = async (from: string, to: string) => {
    node(from).focus()
    await key('l')
    expect(document.querySelector('.linking')?.textContent).toContain('Enter')
    node(to).focus()
    await key('Enter')
  }
  await link('n1', 'n2')
  await link('n2', 'n3')
  await link('n4', 'n2')
  step(1).focus()
  await key('Enter')
  expect((document.activeElement as HTMLSelectElement).value).toBe('transfer')
  await type(byLabel('每笔不低于'), '1万')
  await choose(byLabel<HTMLSelectElement>('先后'), 'after 3')
  await type(byLabel('间隔至多'), '24')
  expect(bare()).toEqual(holdsAndPays)
  await key('Escape')
  expect(document.activeElement).toBe(step(2))
  // Arrows go from part to part, with Shift they move a node; Delete takes off, Ctrl+Z brings back.
  node('n1').focus()
  await key('ArrowRight')
  expect(document.activeElement).not.toBe(node('n1'))
  node('n1').focus()
  const before = drawn().nodes['n1'] as { at: number[] }
  await key('ArrowRight', { shiftKey: true })
  expect((drawn().nodes['n1'] as { at: number[] }).at).toEqual([(before.at[0] ?? 0) + 5, before.at[1]])
  await key('Delete')
  expect([Object.keys(drawn().nodes), drawn().steps.length, document.activeElement]).toEqual([
    ['n2', 'n3', 'n4'],
    2,
    node('n2'),
  ])
  await key('z', { ctrlKey: true })
  await key('z', { ctrlKey: true })
  expect(bare()).toEqual(holdsAndPays)
  await key('y', { ctrlKey: true })
  expect((drawn().nodes['n1'] as { at: number[] }).at).not.toEqual(before.at)
})
test('Ctrl+Z on the board never reaches the case, also when nothing is left to be undone or drawn', async () => {
  form()
  const heard: string[] = []
  const hear = ({ key: name }: KeyboardEvent) => heard.push(name)
  addEventListener('keydown', hear)
  await click(button('加点'))
  expect(document.activeElement).toBe(node('n1'))
  await click(byLabel<HTMLButtonElement>('撤销图形的改动'))
  for (const _ of [1, 2]) await key('z', { ctrlKey: true })
  await key('y', { ctrlKey: true })
  removeEventListener('keydown', hear)
  expect([heard, Object.keys(drawn().nodes)]).toEqual([[], ['n1']])
})
test('a ready pattern is shown, and becomes ones own when it is changed; back again with undo', async () => {
  form('', 'relayCalls')
  expect(document.querySelectorAll('[data-node]')).toHaveLength(3)
  await click(step(1))
  await type(byLabel('间隔至多'), '10')
  expect([draft.value['ready'], drawn().steps[1]]).toEqual([
    'own',
    { from: 'b', to: 'c', link: 'calls', after: 1, within: 10 },
  ])
  await click(byLabel<HTMLButtonElement>('撤销图形的改动'))
  expect([draft.value['ready'], text()]).toEqual(['relayCalls', ''])
})
test('what is wrong stands at its part and keeps it from being asked; figures that are none too', async () => {
  form(JSON.stringify({ nodes: { a: {}, b: {}, c: {} }, steps: [{ from: 'a', to: 'b', link: 'transfer' }] }))
  expect(node('c').textContent).toContain('有误')
  await click(button('运行'))
  await click(node('c'))
  expect([asked, [...document.querySelectorAll('[role=alert]')].map((one) => one.textContent)]).toEqual([
    [],
    ['点 c 不在任何一步里。', '图形还不能提问：改好标红的部分'],
  ])
  await click(button('删除'))
  await click(step(0))
  for (const [label, words] of [
    ['每笔不低于', '一些'],
    ['至少几笔', '1'],
    ['合计不低于', '500美元'],
  ] as const) {
    const before = text()
    await type(byLabel(label), words)
    await click(button('运行'))
    expect([asked, text()]).toEqual([[], before])
    await type(byLabel(label), '')
  }
  await click(button('运行'))
  expect(asked).toHaveLength(1)
})
test('text goes out and comes in; what is no pattern says so', async () => {
  form('', 'sharedPhone')
  const field = byLabel<HTMLTextAreaElement>('图形的 JSON')
  expect(JSON.parse(field.value)).toMatchObject({ alike: [['one', 'other']] })
  await type(field, '{"nodes":{}')
  await click(button('用这段文本'))
  expect(document.querySelector('[role=alert]')?.textContent).toContain('JSON')
  await type(field, '{"nodes":{"x":{},"y":{}},"steps":[{"from":"x","to":"y","link":"calls","none":true}]}')
  await click(button('用这段文本'))
  expect([step(0).textContent, step(0).className]).toEqual([
    '1x 到 y没有通话（有误）',
    expect.stringContaining('wrong'),
  ])
})
test.each(['zh-CN', 'en'] as const)(
  'nothing is without a name for those who do not see it, %s',
  async (language) => {
    form('', 'paysWithoutCalls')
    setLanguage(language)
    await settled()
    for (const part of [node('payer'), step(0), step(5)]) {
      await click(part)
      const { violations } = await axe.run(document.querySelector('.pattern') as HTMLElement, {
        rules: { 'color-contrast': { enabled: false } },
      })
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    }
  },
)
