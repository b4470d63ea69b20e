import fc from 'fast-check'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test } from 'vitest'
import { readTableQuery, tableQuery, useNavigation } from '../../renderer/stores/navigation.ts'
import type { Destination } from '../../renderer/stores/navigation.ts'
import type { TableScope } from '../../shared/contract/index.ts'
import {
  agentParts,
  type AgentPart,
  receivingParts,
  type ReceivingPart,
} from '../../shared/contract/scopes/ring.ts'
import { scopeSorts } from '../../shared/contract/scopes/index.ts'

beforeEach(() => {
  setActivePinia(createPinia())
})
const condition = fc.record({
  field: fc.string(),
  op: fc.constantFrom('is', 'oneOf', 'between', 'notEmpty'),
  values: fc.array(fc.oneof(fc.string(), fc.integer(), fc.constant(null))),
})
const rowNumbers = fc.array(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }))
/** A value of each sort; a new sort needs one here only where its schema is no text and no id. */
const valueOf: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  string: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
  number: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  links: rowNumbers,
  picked: rowNumbers,
  collision: fc.record({
    resultId: fc.stringMatching(/^[0-9a-f]{32}$/),
    side: fc.constantFrom('left', 'right'),
    value: fc.string(),
  }),
  agent: fc.record({
    account: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    part: fc.constantFrom(...(Object.keys(agentParts) as AgentPart[])),
  }),
  receiving: fc.record(
    {
      account: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      part: fc.constantFrom(...(Object.keys(receivingParts) as ReceivingPart[])),
      other: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    },
    { requiredKeys: ['account', 'part'] },
  ),
  money: fc.record(
    {
      of: rowNumbers,
      way: fc.constantFrom('in', 'out', 'both', 'internal', 'failed', 'sideless'),
      with: rowNumbers,
      outside: fc.constantFrom('channel', 'cash', 'fee', 'interest', 'pos', 'unknown'),
      currency: fc.constantFrom('CNY', 'USD', 'XXX'),
      by: fc.constantFrom('person', 'account'),
      from: fc.constantFrom(null, '2021-03-01', '2021-03-01 08:00'),
      to: fc.constantFrom(null, '2022-12-31'),
    },
    { requiredKeys: ['of', 'way', 'currency', 'by'] },
  ),
  during: fc.record({
    from: fc.constantFrom(null, '2021', '2021-03', '2021-03-01', '2021-03-01 08'),
    to: fc.constantFrom(null, '2022-12-31', '2022-12-31 23:59', '2022-12-31 23:59:59'),
    hours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })),
  }),
}
const values = fc.record(
  Object.fromEntries(
    scopeSorts.map(({ id, value }) => {
      const arbitrary = valueOf[id] ?? valueOf[value.type]
      if (arbitrary === undefined) throw new Error(`no values to try the address of ${id} with`)
      return [id, arbitrary]
    }),
  ),
  { requiredKeys: [] },
)

test('a scope of every sort survives its address: back, forward and reload find the same rows', () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1 }),
      fc.array(condition),
      values,
      fc.option(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })),
      (kind, filter, behind, recordId) => {
        const scope = { kind, filter, ...behind } as TableScope
        const address = new URLSearchParams(tableQuery(scope, recordId ?? undefined))
        expect(readTableQuery(Object.fromEntries(address))).toEqual({ scope, recordId })
      },
    ),
  )
})

test('an address that is no request is left alone', () => {
  expect([
    readTableQuery({}),
    readTableQuery({ kind: 'transfer', filter: '{broken', link: '-1', record: '1.5', entity: 'abc' }),
  ]).toEqual([null, { scope: { kind: 'transfer', filter: [] }, recordId: null }])
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
  navigation.openTable({ kind: 'call', measure: 'calls.rows' })
  expect(went).toEqual([
    { name: 'chart', params: { chartId: 7 } },
    { name: 'tables', query: { kind: 'call', measure: 'calls.rows' } },
  ])
})
