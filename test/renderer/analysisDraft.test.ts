/** The form of an analysis: what is typed becomes parameters, what cannot be meant is told by its field; lines sort by what they are. */
import { expect, test } from 'vitest'
import { draftOf, paramsOfDraft } from '../../renderer/model/analysisDraft.ts'
import { sortedRows } from '../../renderer/components/answerOrder.ts'
import { analyses } from '../../shared/contract/analyses/index.ts'
import { type AnalysisParam, paramsSchema } from '../../shared/contract/analyses/params.ts'
import type { AnalysisTable } from '../../shared/contract/analyses/result.ts'
import * as v from 'valibot'

const title = { zh: '名', en: 'Name' }
const params: readonly AnalysisParam[] = [
  { id: 'of', sort: 'entities', title, needed: true },
  { id: 'one', sort: 'entity', title },
  { id: 'steps', sort: 'count', title, least: 1, most: 9, default: 3 },
  { id: 'share', sort: 'number', title, least: 0, most: 1, default: 0.5 },
  { id: 'least', sort: 'money', title, default: 1_234_50 },
  { id: 'span', sort: 'span', title },
  { id: 'cash', sort: 'flag', title, default: true },
]
const who = { entityId: 7, kind: 'person', label: '甲', key: 'name:甲' }

test('the form of every analysis begins with parameters that the engine takes, but for what must be chosen', () => {
  for (const { id, params: declared } of analyses) {
    const { values, faults } = paramsOfDraft(declared, draftOf(declared))
    expect(
      Object.values(faults).every((fault) => fault === 'needed'),
      id,
    ).toBe(true)
    expect(v.safeParse(paramsSchema(declared), values).success, id).toBe(true)
  }
})

test('what is typed is read, and a kept question fills the form as it was asked', () => {
  const draft = {
    ...draftOf(params),
    of: [who],
    steps: ' 9 ',
    share: '12.5%',
    least: '1.5万',
    span: { from: '2024-01-01', to: '' },
  }
  const { values, faults } = paramsOfDraft(params, draft)
  expect(faults).toEqual({})
  expect(values).toEqual({
    of: [7],
    one: null,
    steps: 9,
    share: 0.125,
    least: 1_500_000,
    span: { from: '2024-01-01', to: null },
    cash: true,
  })
  expect(paramsOfDraft(params, draftOf(params, values, [who])).values).toEqual(values)
  expect(draftOf(params, values, [who])['of']).toEqual([who])
  expect(paramsOfDraft(params, { ...draft, least: '' }).values['least']).toBeNull()
})

test('a field that cannot be meant is told, at its limits and beside them', () => {
  const fault = (change: object) => paramsOfDraft(params, { ...draftOf(params), of: [who], ...change }).faults
  expect(fault({})).toEqual({})
  expect(fault({ of: [] })).toEqual({ of: 'needed' })
  for (const [text, told] of [
    ['', 'number'],
    ['x', 'number'],
    ['1.5', 'whole'],
    ['0', 'limits'],
    ['10', 'limits'],
  ])
    expect(fault({ steps: text }), text).toEqual({ steps: told })
  expect(fault({ share: '1.01' })).toEqual({ share: 'limits' })
  for (const text of ['-1', '100美元', 'x']) expect(fault({ least: text }), text).toEqual({ least: 'money' })
  expect(fault({ span: { from: '2024', to: '' } })).toEqual({ span: 'moment' })
  expect(fault({ span: { from: '2024-02-01', to: '2024-01-31' } })).toEqual({ span: 'span' })
  expect(fault({ span: { from: '2024-02-01 08:00', to: '2024-02-01' } })).toEqual({})
})

test('lines sort by size and not by text, what is not known stands last either way, ties stay', () => {
  const table: AnalysisTable = {
    id: 't',
    title,
    columns: [
      { id: 'sum', title, sort: 'money' },
      { id: 'count', title, sort: 'count' },
    ],
    rows: [
      { key: 'a', cells: [{ minor: 900, currency: 'CNY' }, '9007199254740993'] },
      { key: 'b', cells: [null, 3] },
      { key: 'c', cells: [{ minor: 10_000, currency: 'CNY' }, '9007199254740994'] },
      { key: 'd', cells: [{ minor: 900, currency: 'CNY' }, null] },
    ],
    total: 4,
  }
  const keys = (field: string, descending: boolean): string =>
    sortedRows(table, [{ field, descending }], 'zh-CN')
      .map(({ key }) => key)
      .join('')
  expect(keys('sum', false)).toBe('adcb')
  expect(keys('sum', true)).toBe('cadb')
  expect(keys('count', true)).toBe('cabd')
  expect(keys('count', false)).toBe('bacd')
})
