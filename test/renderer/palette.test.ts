import { expect, test } from 'vitest'
import { paletteGroups } from '../../renderer/views/search/paletteOptions.ts'
import { hitLine } from '../../renderer/views/search/hits.ts'
import type { SearchAnswer, SearchHit } from '../../shared/contract/index.ts'

const entity = (entityId: number, kind: string, label: string): SearchHit => ({
  type: 'entity',
  entityId,
  kind,
  label,
  matched: label,
  records: 1,
  nameOnly: false,
})
const row: SearchHit = {
  type: 'record',
  kind: 'transfer',
  recordId: 5,
  field: null,
  sheetId: 1,
  row: 9,
  part: 'cell',
  column: 3,
  header: '附言',
  excerpt: '雾港货款',
  file: '流水.xlsx',
  sheet: '明细',
  line: {
    time: '2021-03-02 10:15:00',
    from: '罗志华',
    to: '闫秀玉',
    directed: true,
    figure: { field: 'amount', value: 120_000, currency: 'CNY' },
    standing: 'counted',
  },
}
const answer: SearchAnswer = {
  total: 40,
  hits: [],
  counts: { entity: 12, chart: 0, sheet: 0, note: 0, record: 28, original: 0 },
  entityKinds: [
    { kind: 'person', count: 3 },
    { kind: 'phone', count: 9 },
  ],
  tables: [],
  files: [],
  unindexed: 0,
}
const rest = {
  commands: [
    { id: 'settings', label: '设置', icon: 'settings', run: () => undefined } as const,
    { id: 'tables', label: '证据表', icon: 'table-2', run: () => undefined } as const,
  ],
  tables: [{ kind: 'transfer', label: '资金往来', count: 9 }],
  recent: [entity(7, 'person', '甲')],
  recentWords: ['罗志华'],
  line: (hit: SearchHit) => hitLine(hit, 'zh-CN', (key) => key),
}
const shape = (groups: ReturnType<typeof paletteGroups>) =>
  groups.map(({ id, total, options }) => [id, total, options.map(({ key }) => key)])

test('without words there are what was used last and every command', () => {
  expect(shape(paletteGroups('', { answer: null, hits: [] }, rest))).toEqual([
    ['recent', null, ['entity:7']],
    ['asked', null, ['words:罗志华']],
    ['commands', null, ['command:settings', 'command:tables']],
  ])
})
test('what is found comes by what it is, people first, with how many more there are', () => {
  const hits = [entity(1, 'phone', '138'), entity(2, 'person', '雾'), row]
  expect(shape(paletteGroups('雾', { answer, hits }, rest))).toEqual([
    ['people', 3, ['entity:2']],
    ['numbers', 9, ['entity:1']],
    ['rows', 28, ['record:transfer:5']],
    ['all', null, ['all']],
  ])
})
test('tables and commands are found by name, pinyin and first letters', () => {
  const none = { answer: { ...answer, total: 0 }, hits: [] }
  expect(
    ['资金', 'zjwl', 'zijin', 'sz', 'shezhi', 'zhengju', 'xyz'].map((words) =>
      shape(paletteGroups(words, none, rest))
        .map(([, , keys]) => keys)
        .flat(),
    ),
  ).toEqual([
    ['table:transfer'],
    ['table:transfer'],
    ['table:transfer'],
    ['command:settings'],
    ['command:settings'],
    ['command:tables'],
    [],
  ])
})
test('a row says in which column the words stand, also where the column has no field', () => {
  const line = hitLine(row, 'zh-CN', (key) => key)
  expect([line.lead, line.heading, line.line, line.detail]).toEqual([
    '附言：',
    '雾港货款',
    '2021-03-02 10:15:00 · 罗志华 → 闫秀玉 · 交易金额 1,200.00',
    '资金往来 · 流水.xlsx · 明细 · search.row',
  ])
})
