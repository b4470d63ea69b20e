/** A group's figures are the totals of the table narrowed to it, whatever is grouped by and filtered. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { groupsOf, rowsOfGroup } from '../../electron/engine/records/groups.ts'
import { locateRecord } from '../../electron/engine/records/locate.ts'
import { rowList } from '../../electron/engine/records/rowList.ts'
import { totalsOf } from '../../electron/engine/records/totals.ts'
import type { GroupKey, Scalar, Totals } from '../../shared/contract/records.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { addBatch, emptyCase, kindIn, type Values } from './factsCase.ts'
import { rowsOf } from '../helpers/rows.ts'

const model = [kindIn(recordKinds, 'transfer')]
const accounts = ['6217000000000000001', '6217000000000000002', '6217000000000000003']
// Few values, so that duplicates and counter-entries lie across groups.
const row: fc.Arbitrary<Values> = fc.record({
  ownCard: fc.constantFrom(...accounts),
  counterAccount: fc.constantFrom(...accounts, null),
  counterName: fc.constantFrom('许浩鑫', '罗志华', '', null),
  time: fc.constantFrom('2021-03-01 08:00:00', '2021-03-01 08:00:02', '2021-04-02 09:00:00', '2022-04-02'),
  amount: fc.constantFrom(100, 200, null),
  direction: fc.constantFrom('in', 'out', 'unknown'),
  result: fc.constantFrom('success', 'failed', null),
  serial: fc.constantFrom('A', 'B', null),
  balance: fc.constantFrom(1, 2),
})
const key: fc.Arbitrary<GroupKey> = fc.constantFrom<GroupKey>(
  { field: 'ownCard' },
  { field: 'counterName' },
  { field: 'amount' },
  { field: 'direction' },
  { field: 'time', unit: 'day' },
  { field: 'time', unit: 'month' },
  { field: 'time', unit: 'year' },
)
const filters = fc.constantFrom<{ field: string; op: 'is' | 'between'; values: Scalar[] }[]>(
  [],
  [{ field: 'direction', op: 'is', values: ['in'] }],
  [{ field: 'time', op: 'between', values: ['2021-03', '2021-03'] }],
)

const sumOf = ({ byDirection }: Totals, direction: string) =>
  byDirection.find((side) => side.direction === direction)?.sum ?? 0
/** What is undecided about each side, where anything is. */
function doubtsOf({ byDirection }: Totals) {
  const sides = byDirection.flatMap(({ direction, doubts }) =>
    (direction === 'in' || direction === 'out') && doubts !== undefined ? [[direction, doubts] as const] : [],
  )
  return sides.length === 0 ? {} : { doubts: Object.fromEntries(sides) }
}
function checkLevel(
  db: WriteDb,
  by: readonly GroupKey[],
  path: readonly Scalar[],
  filter: { field: string; op: 'is' | 'between'; values: Scalar[] }[],
): void {
  const rows = rowsOf(db, { kind: 'transfer', filter }, model)
  const groups = groupsOf(db, { rows, by, path, order: 'value', descending: false })
  const whole = totalsOf(db, rowsOfGroup(rows, by, path))
  expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(whole.count)
  for (const group of groups) {
    const told = totalsOf(db, rowsOfGroup(rows, by, [...path, group.value]))
    expect({
      value: group.value,
      count: group.count,
      counted: group.counted,
      sums: group.sums,
      flow: group.flow,
    }).toEqual({
      value: group.value,
      count: told.count,
      counted: told.counted,
      sums: told.sums.map(({ field, sum, doubts }) => ({
        field,
        sum,
        ...(doubts === undefined ? {} : { doubts }),
      })),
      // Over several accounts what came in of one went out of another.
      flow:
        (told.ownAccounts ?? 0) > 1
          ? null
          : { in: sumOf(told, 'in'), out: sumOf(told, 'out'), ...doubtsOf(told) },
    })
    if (path.length + 1 < by.length) checkLevel(db, by, [...path, group.value], filter)
  }
}
test('of one level and of several', () => {
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 14 }),
      fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: ({ field }) => field }),
      filters,
      (rows, by, filter) => {
        const db = emptyCase(model)
        addBatch(db, [{ kind: 'transfer', rows }], model)
        checkLevel(db, by, [], filter)
        db.close()
      },
    ),
    { numRuns: 80 },
  )
})

test('groups come by value with the empty one last, by count, by sum; names in the order of pinyin', () => {
  const db = emptyCase(model)
  const named = (counterName: string | null, amount: number): Values => ({
    ownCard: '6217000000000000001',
    counterName,
    amount,
    direction: 'out',
    time: '2021-03-01 08:00:00',
  })
  addBatch(
    db,
    [
      {
        kind: 'transfer',
        rows: [
          named('罗志华', 5),
          named('闫秀玉', 100),
          named('崔雪', 1),
          named('崔雪', 2),
          named(null, 9),
          named('方晓超', 7),
        ],
      },
    ],
    model,
  )
  const values = (order: 'value' | 'count' | 'sum', descending = false): readonly Scalar[] =>
    groupsOf(db, {
      rows: rowsOf(db, { kind: 'transfer' }, model),
      by: [{ field: 'counterName' }],
      path: [],
      order,
      descending,
    }).map(({ value }) => value)
  expect(values('value')).toEqual(['崔雪', '方晓超', '罗志华', '闫秀玉', null])
  expect(values('value', true)).toEqual(['闫秀玉', '罗志华', '方晓超', '崔雪', null])
  expect(values('count', true)[0]).toBe('崔雪')
  expect(values('sum', true).slice(0, 2)).toEqual(['闫秀玉', null])
  db.close()
})

test('a record is found by the places of its groups and its own in the innermost', () => {
  const orders = fc.array(
    fc.record({
      order: fc.constantFrom('value' as const, 'count' as const, 'sum' as const),
      descending: fc.boolean(),
    }),
    { minLength: 3, maxLength: 3 },
  )
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 1, maxLength: 14 }),
      fc.uniqueArray(key, { minLength: 1, maxLength: 3, selector: ({ field }) => field }),
      filters,
      orders,
      fc.boolean(),
      (rows, by, filter, ordered, descending) => {
        const db = emptyCase(model)
        addBatch(db, [{ kind: 'transfer', rows }], model)
        const asked = rowsOf(db, { kind: 'transfer', filter }, model)
        const sort = [{ field: 'amount', descending }]
        const shown = new Set(rowList(db, asked, sort))
        for (const recordId of rowList(db, rowsOf(db, { kind: 'transfer' }, model), [])) {
          const { offset, groups } = locateRecord(db, { rows: asked, sort, recordId, by, orders: ordered })
          if (!shown.has(recordId)) {
            expect([offset, groups]).toEqual([null, []])
            continue
          }
          // By the very lists the table shows: each level's groups, then the rows of the innermost.
          const path: Scalar[] = []
          for (const [level, { value, place, count }] of groups.entries()) {
            const siblings = groupsOf(db, {
              rows: asked,
              by,
              path,
              order: ordered[level]?.order ?? 'value',
              descending: ordered[level]?.descending ?? false,
            })
            expect([siblings[place]?.value, siblings[place]?.count]).toEqual([value, count])
            path.push(value)
          }
          expect(groups).toHaveLength(by.length)
          expect(rowList(db, rowsOfGroup(asked, by, path), sort)[offset ?? -1]).toBe(recordId)
        }
        db.close()
      },
    ),
    { numRuns: 60 },
  )
})
