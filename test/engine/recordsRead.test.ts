/** Reading tables: order, windows, filters, facets and bins against a plain re-count in JS. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../shared/errors.ts'
import type { Condition, ScopeInput } from '../../shared/contract/scope.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { removeBatchFacts } from '../../electron/engine/entities/derive.ts'
import { readOriginal, readRecord } from '../../electron/engine/records/detail.ts'
import { recordHandlers } from '../../electron/engine/records/handlers.ts'
import { rowList } from '../../electron/engine/records/rowList.ts'
import { facetOf, histogramOf, listTables, totalsOf } from '../../electron/engine/records/totals.ts'
import { addBatch, emptyCase, kindIn, type Values } from './factsCase.ts'
import { queryContext, rowsOf } from '../helpers/rows.ts'

const model = [kindIn(recordKinds, 'transfer'), kindIn(recordKinds, 'accountHolder')]
const [me, other] = ['6217000000000000001', '6217000000000000002']
let db: WriteDb
beforeEach(() => {
  db = emptyCase()
})
afterEach(() => {
  db.close()
})
const add = (rows: readonly Values[]) => addBatch(db, [{ kind: 'transfer', rows }], model)
const offsets = (
  filter: readonly Condition[] = [],
  sort: readonly { field: string; descending?: boolean }[] = [],
) => [
  ...rowList(
    db,
    rowsOf(db, {
      kind: 'transfer',
      filter: filter.map((condition) => ({ ...condition, values: [...condition.values] })),
    }),
    sort,
  ),
]

const row: fc.Arbitrary<Values> = fc.record({
  ownCard: fc.constantFrom(me, other),
  counterAccount: fc.constantFrom(other, null),
  time: fc.constantFrom('2022-11-20 10:00:00', '2022-11-20', '2022-11-21 08:00', null),
  amount: fc.option(fc.integer({ min: -5, max: 500 }), { freq: 4 }),
  direction: fc.constantFrom('in', 'out', 'unknown'),
  summary: fc.constantFrom('货款', '100%到账', '10%', 'a_b', 'AxB', 'ＡＢ仓租', '房租\\水电', null),
  counterName: fc.constantFrom('王强', '王强强', null),
})
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: fc.constant('summary'),
    op: fc.constantFrom('contains' as const, 'notContains' as const),
    values: fc.constantFrom(['货'], ['0%'], ['_b'], ['%'], ['ab'], ['ＡＢ'], ['\\'], ['']),
  }),
  fc.record({
    field: fc.constant('amount'),
    op: fc.constant('between' as const),
    values: fc.constantFrom([0, 100], [null, 50], [100, null], [null, null]),
  }),
  fc.record({
    field: fc.constant('time'),
    op: fc.constant('between' as const),
    values: fc.constantFrom(['2022-11-20', '2022-11-20'], ['2022-11-20 10', null], [null, '2022-11-21 08']),
  }),
  fc.record({
    field: fc.constantFrom('summary', 'counterName'),
    op: fc.constantFrom('is' as const, 'isNot' as const),
    values: fc.constantFrom(['货款'], ['王强'], [null]),
  }),
  fc.record({
    field: fc.constant('counterName'),
    op: fc.constantFrom('oneOf' as const, 'noneOf' as const),
    values: fc.constantFrom<(string | null)[]>(['王强', '王强强'], ['王强', null], []),
  }),
  fc.record({
    field: fc.constantFrom('summary', 'amount', 'mirrorOf'),
    op: fc.constantFrom('empty' as const, 'notEmpty' as const),
    values: fc.constant([]),
  }),
)

function half(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}
/** The same question answered by hand. */
function holds(values: Values, { field, op, values: asked }: Condition): boolean {
  const value = values[field] ?? null
  const [first = null, second = null] = asked
  // A day belongs to each of its hours.
  const from = (low: string | number): boolean =>
    typeof value === 'string' && typeof low === 'string'
      ? value >= low.slice(0, Math.max(10, value.length))
      : (value ?? 0) >= (low ?? 0)
  const upTo = (limit: string | number) =>
    typeof value === 'number'
      ? value <= Number(limit)
      : value !== null && (value <= String(limit) || value.startsWith(String(limit)))
  switch (op) {
    case 'contains':
      return value !== null && half(String(value)).includes(half(String(first)))
    case 'notContains':
      return value === null || !half(String(value)).includes(half(String(first)))
    case 'between':
      return (
        (first === null && second === null) ||
        (value !== null && (first === null || from(first)) && (second === null || upTo(second)))
      )
    case 'is':
      return value === first
    case 'isNot':
      return value !== first
    case 'oneOf':
      return asked.includes(value)
    case 'noneOf':
      return !asked.includes(value)
    case 'empty':
      return value === null
    case 'notEmpty':
      return value !== null
  }
}

test('a number without a value holds no digit: what is looked for in amounts stands only in those that have one', () => {
  add([
    { ownCard: me, amount: null, time: '2022-11-20' },
    { ownCard: me, amount: 100, time: '2022-11-21' },
    { ownCard: me, amount: 1234, time: '2022-11-22' },
  ])
  expect(offsets([{ field: 'amount', op: 'contains', values: ['0'] }])).toEqual([2])
  expect(offsets([{ field: 'amount', op: 'contains', values: ['0.0'] }])).toEqual([])
  expect(offsets([{ field: 'amount', op: 'notContains', values: ['0'] }])).toEqual([1, 3])
  expect(facetOf(db, rowsOf(db, { kind: 'transfer' }), 'amount', 10, '0').values).toEqual([
    { value: 100, count: 1 },
  ])
})

test('filters give exactly the rows that a plain scan gives', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 25 }), fc.array(condition, { maxLength: 3 }), (rows, filter) => {
      db.close()
      db = emptyCase(model)
      add(rows.map((values) => ({ ...values, direction: 'unknown' })))
      const expected = rows.flatMap((values, index) =>
        filter.every((each) => holds({ ...values, direction: 'unknown' }, each)) ? [index + 1] : [],
      )
      expect(offsets(filter).sort((left, right) => left - right)).toEqual(expected)
    }),
    { numRuns: 100 },
  )
})

test('rows are sorted by several columns, empty values last either way, ties by record id; windows are slices', () => {
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 25 }),
      fc.boolean(),
      fc.boolean(),
      fc.nat(20),
      fc.nat(10),
      (rows, down, downToo, offset, limit) => {
        db.close()
        db = emptyCase(model)
        add(rows)
        const by =
          (field: string, descending: boolean) =>
          (left: number, right: number): number => {
            const [a = null, b = null] = [rows[left - 1]?.[field], rows[right - 1]?.[field]]
            if (a === b) return 0
            if (a === null || b === null) return a === null ? 1 : -1
            return (a < b ? -1 : 1) * (descending ? -1 : 1)
          }
        const expected = rows
          .map((_, index) => index + 1)
          .sort(
            (left, right) =>
              by('counterName', down)(left, right) || by('amount', downToo)(left, right) || left - right,
          )
        const sort = [
          { field: 'counterName', descending: down },
          { field: 'amount', descending: downToo },
        ]
        expect(offsets([], sort)).toEqual(expected)
        const window = recordHandlers['records.window'](queryContext(db), {
          scope: { kind: 'transfer', filter: [] },
          sort,
          offset,
          limit,
        })
        expect([window.total, window.rows.map((entry) => entry.recordId)]).toEqual([
          rows.length,
          expected.slice(offset, offset + limit),
        ])
        for (const [place, recordId] of expected.entries())
          expect(
            recordHandlers['records.locate'](queryContext(db), {
              scope: { kind: 'transfer', filter: [] },
              sort,
              recordId,
              by: [],
              orders: [],
            }).offset,
          ).toBe(place)
      },
    ),
    { numRuns: 40 },
  )
})

test('without a sort rows stand by time, or as in their sheets where the kind has none', () => {
  add([
    { time: '2022-11-21', amount: 1, direction: 'in' },
    { time: null, amount: 2, direction: 'in' },
    { time: '2022-11-20', amount: 3, direction: 'in' },
  ])
  expect(offsets()).toEqual([3, 1, 2])
})

test('a kept list is not shown after rows came or went', () => {
  const first = add([{ ownCard: me, amount: 1, direction: 'in', time: '2022-01-01' }])
  expect(offsets()).toEqual([1])
  add([{ ownCard: me, amount: 2, direction: 'in', time: '2021-01-01' }])
  expect(offsets()).toEqual([2, 1])
  db.transaction(() => removeBatchFacts(db, { batchId: first }))()
  expect(offsets()).toEqual([2])
})

test('a transfer of which one account shows the counter-entry counts once there, and once where both sides are shown', () => {
  const pair = { time: '2022-11-20 10:00:00', amount: 700, result: 'success' }
  add([
    { ...pair, ownCard: me, counterAccount: other, direction: 'out' },
    { ...pair, ownCard: other, counterAccount: me, direction: 'in' },
    {
      ...pair,
      ownCard: other,
      counterAccount: me,
      direction: 'in',
      result: 'failed',
      time: '2022-11-22 10:00:00',
    },
  ])
  const of = (filter: Condition[]) =>
    totalsOf(
      db,
      rowsOf(db, { kind: 'transfer', filter: filter.map((each) => ({ ...each, values: [...each.values] })) }),
    )
  expect(of([]).sums[0]).toEqual({ field: 'amount', sum: 700, rows: 1 })
  expect(of([])).toMatchObject({
    count: 3,
    counted: 1,
    byDirection: [{ direction: 'out', count: 1, sum: 700 }],
  })
  expect(of([{ field: 'ownCard', op: 'is', values: [other] }])).toMatchObject({
    count: 2,
    counted: 1,
    byDirection: [{ direction: 'in', count: 1, sum: 700 }],
  })
  expect(of([{ field: 'mirrorOf', op: 'notEmpty', values: [] }])).toMatchObject({ count: 1, counted: 1 })
  expect(listTables(db)).toEqual([
    {
      kind: 'transfer',
      count: 3,
      duplicates: 0,
      mirrored: 1,
      firstTime: '2022-11-20 10:00:00',
      lastTime: '2022-11-22 10:00:00',
    },
  ])
})

test('the duplicates of one file count once when only that file is shown', () => {
  const fact = {
    ownCard: me,
    counterAccount: other,
    direction: 'out',
    time: '2022-11-20 10:00:00',
    amount: 700,
    serial: 's1',
  }
  add([fact])
  const batch = add([fact, fact])
  expect(totalsOf(db, rowsOf(db, { kind: 'transfer' }))).toMatchObject({ count: 3, counted: 1 })
  expect(totalsOf(db, rowsOf(db, { kind: 'transfer', batch }))).toMatchObject({
    count: 2,
    counted: 1,
    byDirection: [{ direction: 'out', count: 1, sum: 700 }],
  })
})

test('facets count all rows and each of several values of a cell', () => {
  addBatch(db, [
    {
      kind: 'accountHolder',
      rows: [
        { name: '甲', phone: '13800000001\n13800000002' },
        { name: '甲', phone: '13800000001' },
        { name: null, phone: null },
      ],
    },
  ])
  expect(facetOf(db, rowsOf(db, { kind: 'accountHolder' }), 'phone', 10)).toEqual({
    values: [
      { value: '13800000001', count: 2 },
      { value: '13800000002', count: 1 },
      { value: null, count: 1 },
    ],
    distinct: 2,
  })
  expect(facetOf(db, rowsOf(db, { kind: 'accountHolder' }), 'name', 1)).toEqual({
    values: [{ value: '甲', count: 2 }],
    distinct: 1,
  })
  expect([
    ...rowList(
      db,
      rowsOf(db, { kind: 'accountHolder', filter: [{ field: 'phone', op: 'is', values: ['13800000002'] }] }),
      [],
    ),
  ]).toEqual([1])
})

test('bins hold their lower end, the last one both; what has no value is told apart', () => {
  add(
    [0, 1, 4, 5, 10, null].map((amount) => ({
      amount,
      direction: 'in',
      time: amount === null ? '2022-11-21' : '2022-11-20 12:00:00',
    })),
  )
  expect(histogramOf(db, rowsOf(db, { kind: 'transfer' }), 'amount', 2)).toEqual({
    bins: [
      { from: 0, to: 5, count: 3 },
      { from: 5, to: 10, count: 2 },
    ],
    empty: 1,
  })
  expect(histogramOf(db, rowsOf(db, { kind: 'transfer' }), 'time', 2)).toEqual({
    bins: [
      { from: '2022-11-20 12:00:00', to: '2022-11-20 18:00:00', count: 5 },
      { from: '2022-11-20 18:00:00', to: '2022-11-21 00:00:00', count: 1 },
    ],
    empty: 0,
  })
  expect(
    histogramOf(
      db,
      rowsOf(db, { kind: 'transfer', filter: [{ field: 'amount', op: 'is', values: [4] }] }),
      'amount',
      5,
    ),
  ).toEqual({ bins: [{ from: 4, to: 4, count: 1 }], empty: 0 })
  expect(
    histogramOf(
      db,
      rowsOf(db, { kind: 'transfer', filter: [{ field: 'amount', op: 'is', values: [99] }] }),
      'amount',
      5,
    ),
  ).toEqual({ bins: [], empty: 0 })
})

test('a record opens its original cells, its sheet and its entities', () => {
  add([{ ownCard: me, counterAccount: other, amount: 5, direction: 'out', time: '2022-01-01' }])
  const record = readRecord(db, 'transfer', 1)
  expect(record.provenance).toEqual({
    originalId: 1,
    fileName: '文件1.xlsx',
    sha256: db.prepare<[], string>('SELECT sha256 FROM originals').pluck().get(),
    sheetId: 1,
    sheet: '表1',
    row: 2,
  })
  expect(record.original.find((cell) => cell.field === 'ownCard')).toMatchObject({
    header: '本方卡号',
    raw: me,
  })
  expect(record.entities.map(({ role, kind, label }) => [role, kind, label])).toEqual([
    ['own', 'bankAccount', me],
    ['counter', 'bankAccount', other],
  ])
  expect(readOriginal(db, 1, 2, 5, 5)).toMatchObject({
    headerRow: 1,
    rowCount: 2,
    rows: [{ row: 2, outcome: 'accepted', recordId: 1 }],
  })
})

test('what is not there is said by its code', () => {
  const code = (work: () => unknown): string => {
    try {
      work()
      return 'none'
    } catch (error) {
      return error instanceof AppError ? error.code : 'other'
    }
  }
  const ask = (scope: ScopeInput) => code(() => totalsOf(db, rowsOf(db, scope)))
  expect([
    ask({ kind: 'nothing' }),
    ask({ kind: 'transfer', filter: [{ field: 'x"; DROP TABLE entities; --', op: 'is', values: [1] }] }),
    ask({ kind: 'transfer', link: 1 }),
    ask({ kind: 'transfer', entity: 1 }),
    ask({ kind: 'transfer', batch: 1 }),
    ask({ kind: 'transfer', measure: 'x' }),
    ask({ kind: 'transfer', filter: [{ field: 'amount', op: 'is', values: ['viel'] }] }),
    code(() => readRecord(db, 'transfer', 1)),
    code(() => readOriginal(db, 9, 1, 1, 1)),
  ]).toEqual([
    'kind-not-found',
    'field-not-found',
    'link-not-found',
    'entity-not-found',
    'batch-not-found',
    'measure-not-found',
    'invalid-arguments',
    'record-not-found',
    'sheet-not-found',
  ])
})
