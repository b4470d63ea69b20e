import fc from 'fast-check'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { readTableQuery, tableQuery, useNavigation } from '../../renderer/stores/navigation.ts'
import type { Destination } from '../../renderer/stores/navigation.ts'

beforeEach(() => {
  setActivePinia(createPinia())
})
const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
const condition = fc.record({
  field: fc.string({ minLength: 1 }),
  op: fc.constantFrom('is', 'oneOf', 'between', 'notEmpty'),
  values: fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
})

test('a table request survives its address: back, forward and reload find the same rows', () => {
  fc.assert(
    fc.property(
      fc.record(
        {
          kind: fc.string({ minLength: 1 }),
          scope: fc.record(
            {
              filter: fc.array(condition, { minLength: 1 }),
              measure: fc.string({ minLength: 1 }),
              link: id,
              entity: id,
              batch: id,
              finding: fc.string({ minLength: 1 }),
              search: fc.string({ minLength: 1 }).filter((words) => words.trim() !== ''),
            },
            { requiredKeys: [] },
          ),
          recordId: id,
        },
        { requiredKeys: ['kind', 'scope'] },
      ),
      (request) => {
        const address = new URLSearchParams(tableQuery(request))
        expect(readTableQuery(Object.fromEntries(address))).toEqual(request)
      },
    ),
  )
})

test('an address that is no request is left alone', () => {
  expect([
    readTableQuery({}),
    readTableQuery({ kind: 'transfer', filter: '{broken', link: '-1', record: '1.5', entity: 'abc' }),
  ]).toEqual([null, { kind: 'transfer', scope: {} }])
})

test('the inspector goes back through what was looked at, and looking twice at one thing is one step', () => {
  const navigation = useNavigation()
  navigation.openEntity(1)
  navigation.openEntity(1)
  navigation.openRecord('transfer', 2)
  navigation.openOriginal(3, 14)
  expect(navigation.inspected).toEqual({ type: 'original', sheetId: 3, row: 14 })
  navigation.back()
  navigation.back()
  expect(navigation.inspected).toEqual({ type: 'entity', entityId: 1 })
  navigation.back()
  expect(navigation.inspected).toBe(null)
})

test('screens are named to whatever router is attached', () => {
  const went: Destination[] = []
  const navigation = useNavigation()
  navigation.openScreen('reports')
  navigation.attach((to) => went.push(to))
  navigation.openChart(7)
  navigation.openTable({ kind: 'call', scope: { measure: 'calls.rows' } })
  expect(went).toEqual([
    { name: 'chart', params: { chartId: 7 } },
    { name: 'tables', query: { kind: 'call', measure: 'calls.rows' } },
  ])
})
