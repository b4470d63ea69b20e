/** The plans of what every question of the search asks are pinned: pages of the index by their number, rows by sheet and row, nothing walked through. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { findInCase } from '../../electron/engine/search/find.ts'
import { forgetSheets } from '../../electron/engine/search/indexStore.ts'
import { caseOfSheets, indexAll } from './searchCase.ts'

let db: WriteDb
beforeAll(async () => {
  db = caseOfSheets(
    [
      Array.from({ length: 600 }, (_, row) => [
        row % 3 === 0 ? '罗志华' : '张伟',
        `6222${row * 7_919}00831`,
        `第 ${row} 箱`,
      ]),
    ],
    [3, 5],
  )
  await indexAll(db, { partRows: 300, partPlaces: 1_000_000, sampleRows: 100 })
})
afterAll(() => {
  db.close()
})

/** Steps of the plans of every statement the work prepares on tables that grow with the rows. */
function stepsOf(work: () => unknown): readonly string[] {
  const spy = vi.spyOn(db, 'prepare')
  work()
  const statements = [...new Set(spy.mock.calls.map(([sql]) => sql))]
  spy.mockRestore()
  const large = /original_blocks|unrecorded_rows|search_pages|search_parts|r_seizure/
  return [
    ...new Set(
      statements
        .filter((sql) => large.test(sql))
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

test('a question reads pages of the index by their number and rows by their place', () => {
  const steps = stepsOf(() =>
    ['罗志', '罗志华', '008316', 'lzh', '6222', '箱', '罗志华 箱'].map((text) =>
      findInCase(db, { text, limit: 50 }),
    ),
  )
  expect(steps.filter((step) => /^SCAN/.test(step))).toEqual([])
  expect(steps).toContain('SEARCH search_pages USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)')
  expect(steps).toContain('SEARCH search_parts USING INDEX search_parts_by_sheet (sheet_id=?)')
  // The line of a hit is read with it.
  expect(steps).toContain('SEARCH r USING INDEX r_seizure_by_source (sheet_id=? AND row=?)')
  expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
})
test('taking a sheet out touches its own pages only', () => {
  const steps = stepsOf(() => {
    forgetSheets(db, [99])
  })
  expect(steps.filter((step) => /^SCAN (?!json_each)/.test(step))).toEqual([])
  expect(steps).toContain('SEARCH search_pages USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)')
})
