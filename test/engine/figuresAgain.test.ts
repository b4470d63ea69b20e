/** Figures of the inspector, the timeline, the grid of hours and the tables counted once more, from the bare rows and without the program's own SQL. */
import { describe, expect, test } from 'vitest'
import type { DealingSums, Totals } from '../../shared/contract/index.ts'
import { sampleEngine, type SampleName } from '../helpers/sampleEngine.ts'
import { lookInto } from './importCase.ts'

type Row = Readonly<Record<string, string | number | null>>
interface Transfer {
  readonly id: number
  readonly from: number
  readonly to: number
  readonly sum: number
  readonly time: string
}
const numberOf = (value: string | number | null | undefined): number => Number(value ?? 0)
/** Rows that are a fact of their own and took effect. */
const counts = (row: Row): boolean =>
  row['duplicate_of'] === null &&
  row['mirror_of'] === null &&
  row['result'] !== 'failed' &&
  (row['reversal_of'] === null || row['reversal_of'] === undefined || row['taken_back'] !== row['amount'])
const factOf = (row: Row): number =>
  Number(row['first_mirror'] ?? row['duplicate_of'] ?? row['mirror_of'] ?? row['record_id'])
const net = (row: Row): number => numberOf(row['amount']) - numberOf(row['taken_back'])
const firstOf = (...ids: readonly (string | number | null | undefined)[]): number =>
  Number(ids.find((id) => id !== null && id !== undefined) ?? 0)

async function bareRows(made: Awaited<ReturnType<typeof sampleEngine>>) {
  return lookInto(made, (db) => {
    const seen = new Map(
      db
        .prepare<[], { id: number; as: number }>(
          'SELECT entity_id AS id, resolved_id AS "as" FROM entity_merges',
        )
        .all()
        .map(({ id, as }) => [id, as]),
    )
    // A repeat of a second side is of the fact of that side.
    const rows = db
      .prepare<[], Row>(
        'SELECT r.*, (SELECT p.mirror_of FROM r_transfer p WHERE p.record_id = r.duplicate_of) AS first_mirror FROM r_transfer r ORDER BY r.record_id',
      )
      .all()
    return { rows, seenAs: (id: number) => seen.get(id) ?? id }
  })
}
function transfersOf(rows: readonly Row[], seenAs: (id: number) => number): readonly Transfer[] {
  return rows.filter(counts).flatMap((row) => {
    const own = seenAs(firstOf(row['e_own'], row['e_ownPay']))
    const other = seenAs(firstOf(row['e_counter'], row['e_counterPay'], row['e_counterLogin']))
    const way = row['direction']
    if (own === 0 || other === 0 || own === other || (way !== 'in' && way !== 'out')) return []
    if (row['currency'] !== null && row['currency'] !== 'CNY') return []
    const [from, to] = way === 'out' ? [own, other] : [other, own]
    return [{ id: Number(row['record_id']), from, to, sum: net(row), time: String(row['time'] ?? '') }]
  })
}
const told = (sums: DealingSums | undefined) => [sums?.count ?? 0, sums?.amount ?? 0]
const added = (transfers: readonly Transfer[]) => [
  transfers.length,
  transfers.reduce((sum, { sum: each }) => sum + each, 0),
]

/** Facts of a choice of rows: each once, by its own row or, where that was not chosen, by the first that says it again. */
function again(
  chosen: readonly Row[],
): readonly [count: number, sum: number, ways: readonly [number, number]] {
  const own = chosen.filter(counts)
  const byId = new Map(chosen.map((row) => [Number(row['record_id']), row]))
  const standIns = new Map<number, Row>()
  for (const row of chosen.toSorted((one, other) => Number(one['record_id']) - Number(other['record_id']))) {
    const fact = factOf(row)
    if (fact === row['record_id'] || byId.has(fact) || standIns.has(fact)) continue
    if (counts({ ...row, duplicate_of: null, mirror_of: null })) standIns.set(fact, row)
  }
  const all = [...own, ...standIns.values()]
  const way = (direction: string): number =>
    all.filter((row) => row['direction'] === direction).reduce((sum, row) => sum + net(row), 0)
  return [all.length, all.reduce((sum, row) => sum + net(row), 0), [way('in'), way('out')]]
}
const figures = ({ counted, sums, byDirection }: Totals) => [
  counted,
  sums.find(({ field }) => field === 'amount')?.sum,
  (['in', 'out'] as const).map((way) => byDirection.find(({ direction }) => direction === way)?.sum ?? 0),
]

describe.each<SampleName>(['piracy', 'betting'])('in the %s case', (name) => {
  test('accounts: own rows, dealings by side, by month and by counterpart are those of the bare rows', async () => {
    const made = await sampleEngine(name)
    const { engine } = made
    const { rows, seenAs } = await bareRows(made)
    const transfers = transfersOf(rows, seenAs)
    const { rows: accounts } = await engine.call('accounts.list', { offset: 0, limit: 6 })
    for (const { entityId, basis, money } of accounts) {
      const { kinds } = await engine.call('entities.dealings', { entityId })
      const dealing = kinds.find(({ linkKind }) => linkKind === 'transfer')
      const out = transfers.filter(({ from }) => from === entityId)
      const back = transfers.filter(({ to }) => to === entityId)
      expect(out.length + back.length).toBeGreaterThan(0)
      expect([told(dealing?.out), told(dealing?.in)]).toEqual([added(out), added(back)])
      // Of each counterpart what went either way, however it is called.
      const paid = Map.groupBy(out, ({ to }) => to)
      for (const { entity, throughAll, out: sums } of dealing?.partners ?? [])
        if (throughAll === 0 && sums !== undefined)
          expect(told(sums)).toEqual(added(paid.get(entity.entityId) ?? []))
      for (const [side, own] of [
        ['out', out],
        ['in', back],
      ] as const) {
        const months = Map.groupBy(own, ({ time }) => time.slice(0, 7))
        expect(
          dealing?.months[side].map(({ month, count, sums }) => [month, count, sums[0]?.sum ?? 0]).toSorted(),
        ).toEqual([...months].map(([month, group]) => [month, ...added(group)]).toSorted())
      }
      // Of its own statement every row once, whatever other statements show it too.
      const mine = rows.filter(
        (row) =>
          seenAs(firstOf(row['e_own'], row['e_ownPay'])) === entityId &&
          row['duplicate_of'] === null &&
          row['result'] !== 'failed' &&
          (row['reversal_of'] === null || row['taken_back'] !== row['amount']),
      )
      if (basis === 'own') {
        const ways = (['in', 'out'] as const).map((way) => {
          const of = mine.filter((row) => row['direction'] === way && row['amount'] !== null)
          return [of.length, of.reduce((sum, row) => sum + net(row), 0)]
        })
        const [yuan] = money
        expect([
          [yuan?.inCount, yuan?.inSum],
          [yuan?.outCount, yuan?.outSum],
        ]).toEqual(ways)
      }
    }
    expect(accounts.filter(({ basis }) => basis === 'own').length).toBeGreaterThan(2)
  })

  test('the timeline of an account and its grid of hours are those of the bare rows', async () => {
    const made = await sampleEngine(name)
    const { engine } = made
    const { rows, seenAs } = await bareRows(made)
    const { rows: accounts } = await engine.call('accounts.list', { offset: 0, limit: 4 })
    const roles = ['own', 'counter', 'ownPay', 'counterPay', 'counterLogin', 'fromChain', 'toChain']
    const byId = new Map(rows.map((row) => [Number(row['record_id']), row]))
    for (const { entityId } of accounts) {
      const facts = new Set(
        rows
          .filter((row) => roles.some((role) => seenAs(Number(row[`e_${role}`] ?? 0)) === entityId))
          .map(factOf),
      )
      const found = await engine.call('timeline.read', {
        lanes: [[entityId]],
        kinds: ['transfer'],
        cells: 30,
        limit: 1,
      })
      const dated = [...facts].filter((id) => (byId.get(id)?.['time'] ?? null) !== null)
      expect(dated.length).toBeGreaterThan(10)
      expect(found.within).toBe(dated.length)
      expect(found.lanes[0]?.heat.reduce((sum, { count }) => sum + count, 0)).toBe(dated.length)
    }
    const transfers = transfersOf(rows, seenAs)
    const ids = new Set(accounts.map(({ entityId }) => entityId))
    const { chartId } = await engine.call('charts.create', { name: '账户', entityIds: [...ids] })
    const among = transfers.filter(({ from, to }) => ids.has(from) && ids.has(to))
    const grid = await engine.call('chart.hours', { chartId })
    const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0))
    let withoutHour = 0
    for (const { time } of among) {
      if (time.length < 13) {
        withoutHour += 1
        continue
      }
      const day = (new Date(`${time.slice(0, 10)}T00:00:00Z`).getUTCDay() + 6) % 7
      const of = cells[day] as number[]
      of[Number(time.slice(11, 13))] = (of[Number(time.slice(11, 13))] ?? 0) + 1
    }
    expect(among.length).toBeGreaterThan(0)
    expect(grid.cells).toEqual(cells)
    expect([grid.rows, grid.withoutHour]).toEqual([among.length, withoutHour])
  })

  test('totals, sums of a selection and groups of transfers are those of the bare rows', async () => {
    const made = await sampleEngine(name)
    const { engine } = made
    const { rows } = await bareRows(made)
    const whole = await engine.call('records.totals', { scope: { kind: 'transfer' } })
    expect([whole.count, ...figures(whole)]).toEqual([rows.length, ...again(rows)])
    let standIns = 0
    // Every row, every third, and one in two hundred: the fewer, the more facts are there by a second row only.
    for (const [turn, step] of [1, 3, 7, 40, 200].entries()) {
      const chosen = rows.filter((_row, place) => (place * 7_919) % step === turn % step).slice(0, 20_000)
      const totals = await engine.call('records.totals', {
        scope: {
          kind: 'transfer',
          filter: [{ field: 'recordId', op: 'oneOf', values: chosen.map((row) => Number(row['record_id'])) }],
        },
      })
      expect([totals.count, ...figures(totals)]).toEqual([chosen.length, ...again(chosen)])
      standIns += again(chosen)[0] - chosen.filter(counts).length
    }
    expect(standIns).toBeGreaterThan(0)
    for (const [key, of] of [
      [{ field: 'direction' }, (row: Row) => row['direction']],
      [{ field: 'ownCard' }, (row: Row) => row['ownCard']],
      [{ field: 'time', unit: 'month' }, (row: Row) => String(row['time']).slice(0, 7)],
      [{ field: 'time', unit: 'day' }, (row: Row) => String(row['time']).slice(0, 10)],
    ] as const) {
      const groups = await engine.call('records.groups', {
        scope: { kind: 'transfer' },
        by: [key],
        offset: 0,
        limit: 5_000,
      })
      const expected = Map.groupBy(rows, of)
      expect(groups.total).toBe(expected.size)
      expect(groups.total).toBeGreaterThan(1)
      for (const { value, count, counted, sums, flow } of groups.rows) {
        const group = expected.get(value) ?? []
        const [facts, sum, [back, out]] = again(group)
        expect([value, count, counted, sums.find(({ field }) => field === 'amount')?.sum]).toEqual([
          value,
          group.length,
          facts,
          sum,
        ])
        // In and out are told of one account, and of no mixture of several.
        const several = new Set(group.flatMap((row) => row['e_own'] ?? row['e_ownPay'] ?? [])).size > 1
        expect(flow === null).toBe(several)
        if (flow !== null) expect([flow.in, flow.out]).toEqual([back, out])
      }
    }
  })
})
