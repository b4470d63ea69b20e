/** The plans of the inspector's and the collision's hot queries are pinned: an index that is not used is the difference between a millisecond and a minute. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type ListResult, lookUpSql } from '../../electron/engine/collision/list.ts'
import { lineDetail } from '../../electron/engine/collision/listRows.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { entityDetail, neighbourLinks } from '../../electron/engine/entities/detail.ts'
import { doubtfulLinks } from '../../electron/engine/entities/doubtfulLinks.ts'
import { entityRows, entityTimeline } from '../../electron/engine/entities/timeline.ts'
import { valueCells } from '../../electron/engine/entities/valueCells.ts'
import { readOriginal } from '../../electron/engine/records/detail.ts'
import { addBatch, emptyCase } from './factsCase.ts'

const [me, other] = ['6217000000000000003', '6217000000000000011']
let db: WriteDb
let entityId: number
beforeAll(() => {
  db = emptyCase()
  const fact = {
    ownCard: me,
    counterAccount: other,
    direction: 'out',
    time: '2022-11-20 10:00:00',
    amount: 700,
    result: 'success',
    ownName: '甲',
  }
  addBatch(db, [
    { kind: 'transfer', rows: Array.from({ length: 40 }, (_, index) => ({ ...fact, serial: `s${index}` })) },
    { kind: 'personRegister', rows: [{ name: '甲', idNumber: '110101199003070038', cards: me }] },
  ])
  entityId =
    db
      .prepare<[string], number>('SELECT entity_id FROM entities WHERE key = ?')
      .pluck()
      .get(`account:${me}`) ?? 0
})
afterAll(() => {
  db.close()
})

/** Steps of the plans of every statement the work prepares. */
function plansOf(work: () => unknown): string[] {
  const spy = vi.spyOn(db, 'prepare')
  work()
  const statements = [...new Set(spy.mock.calls.map(([sql]) => sql))]
  spy.mockRestore()
  return [
    ...new Set(
      statements
        .filter((sql) => /^\s*(SELECT|WITH)/.test(sql))
        .flatMap((sql) => {
          const names = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]))
          const positions = [...sql.matchAll(/\?/g)].map(() => null)
          return db
            .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
            .all(...positions, ...(Object.keys(names).length > 0 ? [names] : []))
            .map(({ detail }) => detail)
        }),
    ),
  ]
}
const scans = (plans: readonly string[]) =>
  plans.filter(
    (step) =>
      /^SCAN (r|r_\w+|x|l|links|n|i|identifiers|m|record_entities|row_issues|original_blocks|unrecorded_rows|entities|e)( |$)/.test(
        step,
      ) && !/COVERING INDEX/.test(step),
  )
const listed: ListResult = {
  what: 'list',
  head: { resultId: '', at: '', operator: '', program: '', digest: '', factsVersion: 0, keptId: null },
  source: null,
  readAs: 'auto',
  raws: [me],
  numeric: new Set(),
  reads: [{ reading: 'card', value: me, forms: [me], folded: null, flaw: null }],
  groupOf: Int32Array.from([0]),
  groups: [],
  places: null,
  orders: new Map(),
}

test('an entity’s page looks remarks up by row, not by their kind', () => {
  // What is undecided is looked for once per state of the facts.
  doubtfulLinks(db)
  const plans = plansOf(() => entityDetail(db, entityId))
  expect(scans(plans)).toEqual([])
  expect(plans.filter((step) => step.includes('row_issues'))).toEqual([
    'SEARCH row_issues USING INDEX row_issues_by_record (kind=? AND record_id=?)',
  ])
})
test('the timeline reads times from the index of the role where it holds them', () => {
  const plans = plansOf(() => [
    entityTimeline(db, entityId, {}, 60),
    entityRows(db, entityId, {}, true, 0, 50),
  ])
  expect(scans(plans)).toEqual([])
  expect(plans).toContain('SEARCH r USING COVERING INDEX r_transfer_by_e_own_e_counter_time (e_own=?)')
})
test('neighbours, cells of a value and a sheet around a row are looked up', () => {
  expect(
    scans(
      plansOf(() =>
        neighbourLinks(db, {
          entityId,
          linkKind: 'transfer',
          direction: 'out',
          sort: 'amount',
          offset: 0,
          limit: 50,
        }),
      ),
    ),
  ).toEqual([])
  expect(
    scans(plansOf(() => valueCells(db, entityId, { kind: 'card', recordKind: null, value: me }, 10))),
  ).toEqual([])
  expect(scans(plansOf(() => readOriginal(db, 1, 5, 2, 2)))).toEqual([])
})
test('listed values are looked up by the index of values, each once', () => {
  const plan = db
    .prepare<[string], { detail: string }>(`EXPLAIN QUERY PLAN ${lookUpSql}`)
    .all(JSON.stringify([me]))
    .map(({ detail }) => detail)
  expect(plan).toEqual([
    'SCAN w VIRTUAL TABLE INDEX 1:',
    'SEARCH i USING INDEX identifiers_by_value (value=?)',
  ])
  const group = {
    read: listed.reads[0] ?? { reading: null, value: null, forms: [], folded: null, flaw: null },
    stored: [me],
    times: 1,
    first: 0,
    hits: [{ entityId, as: 'card', records: 41 }],
  }
  expect(scans(plansOf(() => lineDetail(db, { ...listed, groups: [group] }, 1)))).toEqual([])
})
