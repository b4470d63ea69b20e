/** What a table shows and says: filters by clicks, words for values, bars as ranges, and the store on the engine itself. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { api, useConnection } from '../../renderer/api/index.ts'
import { setLanguage } from '../../renderer/i18n/index.ts'
import {
  chosenValues,
  groupCount,
  orderOf,
  orderText,
  rangeOf,
  withOnlyValue,
  withRange,
  withValueTurned,
  withoutValue,
} from '../../renderer/model/conditions.ts'
import type { Filter } from '../../renderer/model/conditions.ts'
import { isGroup, type TableRow } from '../../renderer/model/groupedRows.ts'
import { useInspector } from '../../renderer/stores/inspector.ts'
import { useOriginal } from '../../renderer/stores/original.ts'
import { useTables } from '../../renderer/stores/tables.ts'
import { binEnds, isInRange } from '../../renderer/views/tables/bins.ts'
import { conditionText, copyText, fieldText, readValue } from '../../renderer/words/cellText.ts'
import type { Field } from '../../shared/model/define.ts'
import { fieldOf } from '../../shared/model/recordKinds/index.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { fakeConnection, settled } from './fakeConnection.ts'

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
})

function field(kind: string, id: string): Field {
  const found = fieldOf(kind, id)
  if (found === undefined) throw new Error(`no field ${kind}.${id}`)
  return found
}
const amount = field('transfer', 'amount')
const time = field('transfer', 'time')
const card = field('transfer', 'ownCard')

describe('filters', () => {
  test('a value turned twice leaves the filter as it was chosen before', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.option(fc.string(), { nil: null }), { maxLength: 5 }),
        fc.option(fc.string(), { nil: null }),
        (chosen, value) => {
          const filter = chosen.reduce<Filter>(
            (all, next) => withValueTurned(all, 'name', next),
            [{ field: 'amount', op: 'between', values: [1, 2] }],
          )
          const twice = withValueTurned(withValueTurned(filter, 'name', value), 'name', value)
          expect(new Set(chosenValues(twice, 'name'))).toEqual(new Set(chosenValues(filter, 'name')))
          expect(rangeOf(twice, 'amount')).toEqual([1, 2])
        },
      ),
    )
  })
  test('one value is asked for as itself, several as a list, an empty cell as empty', () => {
    expect([
      withValueTurned([], 'name', '甲'),
      withValueTurned(withValueTurned([], 'name', '甲'), 'name', null),
      withOnlyValue([], 'name', null),
      withoutValue([], 'name', null),
    ]).toEqual([
      [{ field: 'name', op: 'is', values: ['甲'] }],
      [{ field: 'name', op: 'oneOf', values: ['甲', null] }],
      [{ field: 'name', op: 'empty', values: [] }],
      [{ field: 'name', op: 'notEmpty', values: [] }],
    ])
  })
  test('a range takes the place of the range before it; without ends it is gone', () => {
    const first = withRange([], 'amount', 1, 5)
    expect([withRange(first, 'amount', 2, null), withRange(first, 'amount', null, null)]).toEqual([
      [{ field: 'amount', op: 'between', values: [2, null] }],
      [],
    ])
  })
  test('an order survives the address', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ field: fc.stringMatching(/^[a-z][A-Za-z0-9]{0,9}$/), descending: fc.boolean() }),
        ),
        (sort) => {
          expect(orderOf(orderText(sort))).toEqual(sort)
        },
      ),
    )
  })
})

describe('words for values', () => {
  test('figures have separators, identifiers never do, and both are copied as they can be searched', () => {
    setLanguage('zh-CN')
    expect([
      fieldText(amount, 1085515, 'zh-CN'),
      fieldText(amount, -5, 'zh-CN'),
      fieldText(card, '6217008375367000751', 'zh-CN'),
      copyText(amount, 1085515, 'zh-CN'),
      copyText(card, '6217008375367000751', 'zh-CN'),
    ]).toEqual(['10,855.15', '-0.05', '6217 0083 7536 7000 751', '10855.15', '6217008375367000751'])
  })
  test('a stored word is told in the language of the page', () => {
    const direction = field('transfer', 'direction')
    setLanguage('en')
    const english = fieldText(direction, 'in', 'en')
    setLanguage('zh-CN')
    expect([
      english,
      fieldText(direction, 'in', 'zh-CN'),
      fieldText(field('transfer', 'currency'), 'CNY', 'zh-CN'),
      fieldText(direction, null, 'zh-CN'),
    ]).toEqual(['in', '进', '人民币', ''])
  })
  test('what a person types for an amount comes back as it was typed, digit for digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_007_199_254_740_991, max: 9_007_199_254_740_991 }), (stored) => {
        expect(readValue(amount, fieldText(amount, stored, 'zh-CN'))).toBe(stored)
      }),
    )
  })
  test('what is no value of the field is not read as one', () => {
    expect(['1.234', '约二百', '1e5', '--1'].map((typed) => readValue(amount, typed))).toEqual([
      null,
      null,
      null,
      null,
    ])
    expect(
      ['2021-3-1', '2021/03/01 8:05', '2021-3-1 8:05:09.5', '2021-3-1 8:05:09.', '2021', '昨天'].map(
        (typed) => readValue(time, typed),
      ),
    ).toEqual(['2021-03-01', '2021-03-01 08:05', '2021-03-01 08:05:09.500', null, '2021', null])
  })
  test('a condition is told by its chip', () => {
    setLanguage('zh-CN')
    expect([
      conditionText({ field: 'amount', op: 'between', values: [10000, null] }, amount, 'zh-CN'),
      conditionText({ field: 'time', op: 'between', values: ['2021-03-01', '2021-06-30'] }, time, 'zh-CN'),
      conditionText(
        { field: 'summary', op: 'contains', values: ['货款'] },
        field('transfer', 'summary'),
        'zh-CN',
      ),
      conditionText({ field: 'flag', op: 'is', values: ['masked'] }, undefined, 'zh-CN'),
    ]).toEqual(['交易金额 ≥ 100.00', '交易时间 2021-03-01 至 2021-06-30', '摘要 含“货款”', '标记 带掩码'])
  })
})

describe('bars as ranges', () => {
  // Widths with and without a whole border: the engine puts a value on a border into the upper bar.
  test.each([3, 4])(
    'each whole number falls into the range of exactly one of %i bars, the one the engine counts it in',
    (count) => {
      const width = 100 / count
      const bins = Array.from({ length: count }, (_, index) => ({
        from: index * width,
        to: (index + 1) * width,
        count: 1,
      }))
      const ranges = bins.map((_, index) => binEnds(amount, bins, index, index))
      for (let value = 0; value <= 100; value++) {
        const holding = ranges.flatMap((range, index) =>
          range !== null && value >= Number(range[0]) && value <= Number(range[1]) ? [index] : [],
        )
        expect(holding).toEqual([Math.min(count - 1, Math.floor(value / width))])
      }
    },
  )
  test('bars in time end a second before the next begins', () => {
    const days = [
      { from: '2021-03-01 00:00:00', to: '2021-03-02 00:00:00', count: 1 },
      { from: '2021-03-02 00:00:00', to: '2021-03-03 12:00:00', count: 1 },
    ]
    expect([binEnds(time, days, 0, 0), binEnds(time, days, 0, 1)]).toEqual([
      ['2021-03-01 00:00:00', '2021-03-01 23:59:59'],
      ['2021-03-01 00:00:00', '2021-03-03 12:00:00'],
    ])
  })
  test('a bar is marked when the range touches it, a day meaning all of its hours', () => {
    const day = { from: '2021-06-30 08:00:00', to: '2021-06-30 20:00:00', count: 1 }
    expect([
      isInRange(time, day, false, ['2021-03-01', '2021-06-30']),
      isInRange(time, day, false, ['2021-03-01', '2021-06-29']),
      isInRange(time, day, false, ['2021-07-01', null]),
    ]).toEqual([true, false, false])
  })
})

// One transfer in both statements (rows 2 and 3), one between strangers, one repeated word for word.
const statement = [
  '交易卡号,交易户名,交易时间,交易金额,收付标志,交易对手账卡号,对手户名,摘要说明,交易是否成功,交易流水号',
  '6217008375367000751,罗志华,2021-03-01 03:25:49,10855.15,出,6225884057819298132,许浩鑫,上货款,成功,A1',
  '6225884057819298132,许浩鑫,2021-03-01 03:25:51,10855.15,进,6217008375367000751,罗志华,上货款,成功,B1',
  '6217008375367000751,罗志华,2021-03-02 10:00:00,200.00,进,6222027957492873694,彭梓,还款,成功,A2',
  '6217008375367000751,罗志华,2021-03-02 10:00:00,200.00,进,6222027957492873694,彭梓,还款,成功,A2',
].join('\n')

async function openStatement() {
  setActivePinia(createPinia())
  const folder = temporaryFolder()
  const engine = engineAt(folder)
  const saved: string[] = []
  useConnection({
    ...fakeConnection({
      save: (_fileId, fileName) => {
        saved.push(fileName)
        return Promise.resolve(true)
      },
    }).connection,
    client: engine,
  })
  await api.call('workspace.create', { name: '试案', passphrase: null })
  const file = join(folder, '交易明细.csv')
  writeFileSync(file, statement)
  const batch = await api.call('import.run', { fileId: engine.files.grant(file) })
  return { batch, saved }
}

const records = (rows: readonly TableRow[]) => rows.flatMap((row) => (isGroup(row) ? [] : [row]))

test('the store on the engine: rows, totals, marks, facets, a filter, the place of a record, an export', async () => {
  const { saved } = await openStatement()
  const tables = useTables()
  await tables.refreshList()
  await tables.show({ kind: 'transfer', filter: [] })
  expect([
    tables.total,
    tables.totals?.counted,
    tables.mirrored,
    tables.duplicates,
    tables.totals?.byDirection,
  ]).toEqual([
    4,
    2,
    1,
    1,
    [
      { direction: 'in', count: 1, sum: 20000 },
      { direction: 'out', count: 1, sum: 1085515 },
    ],
  ])
  const rows = records(await tables.load(0, 200, new AbortController().signal))
  expect(rows.map((row) => [row.source.row, row.duplicateOf !== null, row.mirrorOf !== null])).toEqual([
    [2, false, false],
    [3, false, true],
    [4, false, false],
    [5, true, false],
  ])
  const own = tables.facets.find((facet) => facet.field.id === 'ownName')
  expect(own?.type === 'values' ? own.values : null).toEqual([
    { value: '罗志华', count: 3 },
    { value: '许浩鑫', count: 1 },
  ])

  await tables.show({ kind: 'transfer', filter: [{ field: 'ownName', op: 'is', values: ['许浩鑫'] }] })
  // The payer's row lies outside, so the payee's stands for the transfer: it is neither missed nor doubled.
  expect([
    tables.total,
    tables.totals?.byDirection,
    await tables.locate(rows[1]?.recordId ?? 0),
    await tables.locate(rows[0]?.recordId ?? 0),
  ]).toEqual([1, [{ direction: 'in', count: 1, sum: 1085515 }], 0, null])
  const stillAll = tables.facets.find((facet) => facet.field.id === 'ownName')
  expect(stillAll?.type === 'values' ? [stillAll.values.length, stillAll.chosen] : null).toEqual([
    2,
    ['许浩鑫'],
  ])

  expect((await tables.exportShown('csv', 'none'))?.rows).toBe(1)
  expect(saved).toHaveLength(1)
})
test('groups come by how many rows they have or by their sum, and their rows are asked for in no such order', async () => {
  await openStatement()
  const tables = useTables()
  await tables.refreshList()
  const shown = async (field: string, descending: boolean) => {
    const order = field === '' ? [] : [{ field, descending }]
    await tables.show({ kind: 'transfer', filter: [] }, order, [{ field: 'ownName' }])
    return (await tables.load(0, 9, new AbortController().signal)).map((row) =>
      isGroup(row) ? row.group.value : row.source.row,
    )
  }
  expect([
    await shown(groupCount, true),
    await shown(groupCount, false),
    await shown('amount', true),
    await shown('ownName', true),
  ]).toEqual([
    ['罗志华', '许浩鑫'],
    ['许浩鑫', '罗志华'],
    ['罗志华', '许浩鑫'],
    ['许浩鑫', '罗志华'],
  ])
  await shown(groupCount, false)
  const [first] = await tables.load(0, 1, new AbortController().signal)
  if (first === undefined || !isGroup(first)) throw new Error('no group')
  await tables.toggleGroup(first)
  expect(
    records(await tables.load(0, 9, new AbortController().signal)).map(({ source }) => source.row),
  ).toEqual([3])
  expect((await tables.exportShown('csv', 'none'))?.rows).toBe(4)
})
test('a table knows which of its fields any row fills, and those of another table are not taken for them', async () => {
  await openStatement()
  const tables = useTables()
  await tables.show({ kind: 'transfer', filter: [] })
  const asked = ['amount', 'summary', 'counterName', 'blockHeight', 'balance']
  const before = asked.map(tables.isFilled)
  await tables.readFilled()
  const known = asked.map(tables.isFilled)
  await tables.show({ kind: 'call', filter: [] })
  expect([before, known, tables.isFilled('duration')]).toEqual([
    [true, true, true, true, true],
    [true, true, true, false, false],
    true,
  ])
})
test('selected rows are summed as the table is: a second side and a repeat are told and not added', async () => {
  await openStatement()
  const tables = useTables()
  await tables.show({ kind: 'transfer', filter: [] })
  const rows = records(await tables.load(0, 9, new AbortController().signal))
  const sums = async (...places: readonly number[]) => {
    await tables.sumChosen(
      places.map((place) => rows[place]?.recordId ?? 0),
      0,
    )
    const totals = tables.chosen?.totals
    return [totals?.count, totals?.counted, totals?.sums[0]?.sum]
  }
  expect([await sums(0, 1), await sums(1), await sums(0, 1, 2, 3), await sums(2, 3)]).toEqual([
    [2, 1, 1085515],
    [1, 1, 1085515],
    [4, 2, 1105515],
    [2, 1, 20000],
  ])
  tables.forgetChosen()
  expect(tables.chosen).toBe(null)
})
test('a table that is asked for while another is on its way does not show the other', async () => {
  setActivePinia(createPinia())
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const tables = useTables()
  void tables.show({ kind: 'transfer', filter: [] })
  void tables.show({ kind: 'call', filter: [] })
  calls[1]?.answer({ total: 7, rows: [] })
  calls[0]?.answer({ total: 99, rows: [] })
  await settled()
  expect([tables.scope?.kind, tables.total, calls[0]?.aborted()]).toEqual(['call', 7, true])
})
test('rows have their place before the figures over them are known: what is selected meanwhile stays', async () => {
  setActivePinia(createPinia())
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const tables = useTables()
  let placed = 0
  void tables.show({ kind: 'transfer', filter: [] }, [], [], () => {
    placed += 1
  })
  expect(placed).toBe(0)
  calls[0]?.answer({ total: 7, rows: [] })
  await settled()
  expect([placed, tables.total, tables.totals, calls.slice(1).map(({ name }) => name)]).toEqual([
    1,
    7,
    null,
    ['records.totals', 'records.window', 'records.window'],
  ])
  for (const call of calls.slice(1)) call.answer({ total: 0 })
  await settled()
  expect(placed).toBe(1)
})
test('facets are asked for one after the other, shown as they come, and not counted on for rows that are no longer shown', async () => {
  setActivePinia(createPinia())
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const tables = useTables()
  void tables.show({ kind: 'transfer', filter: [] })
  calls[0]?.answer({ total: 7, rows: [] })
  await settled()
  for (const call of calls.slice(1)) call.answer({ total: 0 })
  await settled()
  const asked = () => calls.filter(({ name }) => name === 'records.facet' || name === 'records.histogram')
  expect([asked().length, tables.facets.length, tables.pendingFacets.size > 2]).toEqual([1, 0, true])
  asked()[0]?.answer({ bins: [], empty: 0 })
  await settled()
  expect([
    asked().length,
    tables.facets.map(({ field: { id } }) => id),
    tables.pendingFacets.has(tables.facets[0]?.field.id ?? ''),
  ]).toEqual([2, [tables.facets[0]?.field.id], false])
  void tables.show({ kind: 'transfer', filter: [{ field: 'direction', op: 'is', values: ['in'] }] })
  expect([asked()[1]?.aborted(), tables.pendingFacets.has(tables.facets[0]?.field.id ?? '')]).toEqual([
    true,
    true,
  ])
  asked()[1]?.answer({ bins: [], empty: 9 })
  await settled()
  expect([asked().length, tables.facets.length]).toEqual([2, 1])
})
test('closer looks on the engine: an entity with its links, a record with its raw texts, its original row with what became of it', async () => {
  const { batch } = await openStatement()
  const tables = useTables()
  await tables.show({ kind: 'transfer', filter: [] })
  const [row] = records(await tables.load(0, 1, new AbortController().signal))
  const inspector = useInspector()
  await inspector.show({ type: 'record', kind: 'transfer', recordId: row?.recordId ?? 0 })
  const record = inspector.detail?.type === 'record' ? inspector.detail.record : null
  expect([record?.original.find((cell) => cell.field === 'amount')?.raw, record?.provenance.row]).toEqual([
    '10855.15',
    2,
  ])
  const own = record?.entities.find((entity) => entity.role === 'own')
  await inspector.show({ type: 'entity', entityId: own?.entityId ?? 0 })
  await inspector.saveNote(own?.entityId ?? 0, '主账户')
  expect(
    inspector.detail?.type === 'entity'
      ? [inspector.detail.entity.entity.kind, inspector.detail.entity.note]
      : null,
  ).toEqual(['bankAccount', '主账户'])

  const original = useOriginal()
  const sheetId = batch.sheets[0]?.sheetId ?? 0
  await original.open(sheetId, 5)
  const rows = await original.load(0, 200)
  expect([
    original.about?.rowCount,
    original.headers[0],
    rows.map((entry) => [entry.row, entry.outcome]),
  ]).toEqual([
    5,
    '交易卡号',
    [
      [1, 'header'],
      [2, 'accepted'],
      [3, 'accepted'],
      [4, 'accepted'],
      [5, 'duplicate'],
    ],
  ])
})
test('what is not there is told as an error, and the next look is not hindered by it', async () => {
  await openStatement()
  const inspector = useInspector()
  await inspector.show({ type: 'entity', entityId: 42 })
  const failed = inspector.error
  await inspector.show(null)
  expect([failed !== null, inspector.error, inspector.detail]).toEqual([true, null, null])
})
