/** The plans of hot queries are pinned: at a million rows an index that is not used is the difference between a millisecond and a minute. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { entityDetail, linkDetail } from '../../electron/engine/entities/detail.ts'
import { linksOfEntity, listEntities } from '../../electron/engine/entities/entityRows.ts'
import { linkKeysOfRows, rebuildLinks, rulesOf } from '../../electron/engine/entities/linkRows.ts'
import { markMirrorsAround } from '../../electron/engine/records/mirrors.ts'
import { markDuplicates } from '../../electron/engine/records/duplicates.ts'
import { rewriteRows } from '../../electron/engine/entities/derive.ts'
import { rowList, windowOf } from '../../electron/engine/records/rowList.ts'
import { readRows } from '../../electron/engine/records/rows.ts'
import { rowsOfSheets } from '../../electron/engine/records/selection.ts'
import { totalsOf } from '../../electron/engine/records/totals.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { addBatch, emptyCase, kindIn } from './factsCase.ts'
import { rowsOf } from '../helpers/rows.ts'

const transfer = kindIn(recordKinds, 'transfer')
const [me, other] = ['6217000000000000001', '6217000000000000002']
let db: WriteDb
let entityId: number
let linkId: number
beforeAll(() => {
  db = emptyCase()
  const fact = {
    ownCard: me,
    counterAccount: other,
    direction: 'out',
    time: '2022-11-20 10:00:00',
    amount: 700,
    serial: 's1',
    result: 'success',
    ownIdNumber: '110101199001010015',
  }
  addBatch(db, [
    { kind: 'transfer', rows: Array.from({ length: 30 }, (_, index) => ({ ...fact, serial: `s${index}` })) },
  ])
  entityId =
    db
      .prepare<[string], number>('SELECT entity_id FROM entities WHERE key = ?')
      .pluck()
      .get(`account:${me}`) ?? 0
  linkId = db.prepare<[], number>("SELECT link_id FROM links WHERE kind = 'transfer'").pluck().get() ?? 0
})
afterAll(() => {
  db.close()
})

/** Steps of the plans of every statement the work prepares, those over small tables and lists left out. */
function plansOf(work: () => unknown): string[] {
  const spy = vi.spyOn(db, 'prepare')
  work()
  const statements = [...new Set(spy.mock.calls.map(([sql]) => sql))]
  spy.mockRestore()
  return [
    ...new Set(
      statements
        .filter((sql) => /^\s*(SELECT|WITH|UPDATE|DELETE|INSERT)/.test(sql))
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
/** Steps that go through a whole large table. */
const scans = (plans: readonly string[]) =>
  plans.filter(
    (step) =>
      /^SCAN (r|r_transfer|n|o|p|q|x|links|l|identifiers|i|original_blocks|unrecorded_rows|record_entities|m)( |$)/.test(
        step,
      ) && !/COVERING INDEX|json_each/.test(step),
  )

test('the whole table is listed by its time index', () => {
  expect(
    plansOf(() => rowList(db, rowsOf(db, { kind: 'transfer' }), [])).filter(
      (step) => /r_transfer|^SCAN r|TEMP/.test(step) || /USING.*time/.test(step),
    ),
  ).toContain('SCAN r USING COVERING INDEX r_transfer_by_time')
})
test('any window of the whole table in the order of time comes from the index, and is not sorted', () => {
  for (const sort of [[{ field: 'time' }], [{ field: 'time', descending: true }]]) {
    const plans = plansOf(() => windowOf(db, rowsOf(db, { kind: 'transfer' }), sort, 20, 5))
    expect(plans.filter((step) => step.startsWith('SCAN r'))).toEqual(
      expect.arrayContaining(['SCAN r USING COVERING INDEX r_transfer_by_time']),
    )
    expect(plans.filter((step) => step === 'USE TEMP B-TREE FOR ORDER BY')).toEqual([])
  }
})
test('rows chosen by tags, notes and edits are looked up from the marks', () => {
  db.exec(
    "INSERT INTO tags VALUES (1, '重点', 'red'); INSERT INTO row_tags VALUES (1, 2, 1, '', ''); INSERT INTO row_notes VALUES (1, 2, '注', '', ''); INSERT INTO row_edits VALUES (1, 2, 'summary', '货款', '', '', '')",
  )
  const chosen = [
    { field: 'tag', op: 'is' as const, values: [1] },
    { field: 'note', op: 'notEmpty' as const, values: [] },
    { field: 'flag', op: 'is' as const, values: ['edited'] },
  ]
  for (const condition of chosen) {
    const plans = plansOf(() => windowOf(db, rowsOf(db, { kind: 'transfer', filter: [condition] }), [], 0, 5))
    expect(plans.filter((step) => step.includes('r_transfer_by_source (sheet_id=? AND row=?)'))).not.toEqual(
      [],
    )
    expect(plans.filter((step) => /^SEARCH r USING INTEGER PRIMARY KEY/.test(step))).not.toEqual([])
  }
})
test('the rows an edit touches are looked up', () => {
  const plans = plansOf(() => rewriteRows(db, transfer, [3], () => []))
  // `p` is also how the parts of split entities are called, of which there are a handful.
  expect(scans(plans).filter((step) => step !== 'SCAN p')).toEqual([])
  expect(plans).toContain('SEARCH p USING INTEGER PRIMARY KEY (rowid=?)')
})
test('a filter is not answered by walking the order’s index', () => {
  const plans = plansOf(() =>
    rowList(
      db,
      rowsOf(db, { kind: 'transfer', filter: [{ field: 'ownName', op: 'is', values: ['甲'] }] }),
      [],
    ),
  )
  expect(plans.filter((step) => step.includes('r_transfer_by_time'))).toEqual([])
  expect(plans).toContain('USE TEMP B-TREE FOR ORDER BY')
})
test('a range of time is found by the time index', () => {
  expect(
    plansOf(() =>
      rowList(
        db,
        rowsOf(db, {
          kind: 'transfer',
          filter: [{ field: 'time', op: 'between', values: ['2022-11-20', '2022-11-20'] }],
        }),
        [],
      ),
    ),
  ).toContain('SEARCH r USING COVERING INDEX r_transfer_by_time (time>? AND time<?)')
})
test('rows of a window, of a link, of an entity and of a batch are looked up, never scanned for', () => {
  expect(
    scans([
      ...plansOf(() => readRows(db, transfer, [1])),
      ...plansOf(() => rowList(db, rowsOf(db, { kind: 'transfer', link: linkId }), [])),
      ...plansOf(() => rowList(db, rowsOf(db, { kind: 'transfer', entity: entityId }), [])),
      ...plansOf(() => rowList(db, rowsOf(db, { kind: 'transfer', batch: 1 }), [])),
      ...plansOf(() => totalsOf(db, rowsOf(db, { kind: 'transfer', link: linkId }))),
      ...plansOf(() => totalsOf(db, rowsOf(db, { kind: 'transfer', entity: entityId }))),
    ]),
  ).toEqual([])
  expect(
    plansOf(() => rowList(db, rowsOf(db, { kind: 'transfer', link: linkId }), [{ field: 'amount' }])).filter(
      (step) => step.includes('e_own_e_counter'),
    ),
  ).not.toEqual([])
})
test('an entity’s page, its links and a link are looked up', () => {
  expect(
    scans([
      ...plansOf(() => entityDetail(db, entityId)),
      ...plansOf(() => linksOfEntity(db, entityId, 10)),
      ...plansOf(() => linkDetail(db, linkId)),
    ]),
  ).toEqual([])
})
test('entities of a kind come in the order of their index', () => {
  expect(plansOf(() => listEntities(db, { kind: 'person', sort: 'links', offset: 0, limit: 10 }))).toContain(
    'SEARCH e USING INDEX entities_by_links (kind=?)',
  )
})
test('a small import looks its rows’ duplicates, counter-entries and links up', () => {
  const selection = rowsOfSheets(db, transfer, [1])
  const few = { ...selection, count: 1 }
  expect(scans(plansOf(() => markDuplicates(db, transfer, few)))).toEqual([])
  const mirrors = plansOf(() => markMirrorsAround(db, transfer, [1, 2]))
  expect(scans(mirrors)).toEqual([])
  expect(
    mirrors.filter((step) =>
      step.includes('e_own_e_counter_time (e_own=? AND e_counter=? AND time>? AND time<?)'),
    ),
  ).not.toEqual([])
  const [entry] = rulesOf([transfer])
  if (entry === undefined) throw new Error('the kind has no rule')
  const relink = plansOf(() => rebuildLinks(db, entry, linkKeysOfRows(db, entry, [1, 2])))
  expect(scans(relink)).toEqual([])
  expect(
    relink.filter((step) =>
      /^SEARCH r USING INDEX r_transfer_by_e_own_e_counter_time \(e_own=\? AND e_counter=\?\)$/.test(step),
    ),
  ).not.toEqual([])
})
