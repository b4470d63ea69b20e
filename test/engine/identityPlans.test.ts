/** How SQLite answers the hot questions about who is who: by index, with merges and without. */
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { allEdges } from '../../electron/engine/charts/chartEdges.ts'
import { wholeChart } from '../../electron/engine/charts/chartRows.ts'
import { linksOfEntity, readUnmergedEntities, readEntity } from '../../electron/engine/entities/entityRows.ts'
import { refreshMerges } from '../../electron/engine/entities/merges.ts'
import { listClaims, mergeEntities } from '../../electron/engine/identity/claims.ts'
import { listSuggestions } from '../../electron/engine/identity/suggest/decide.ts'
import { keepSuggestions } from '../../electron/engine/identity/suggest/kept.ts'
import { entityIdOf } from '../../shared/model/entityId.ts'
import { addBatch, emptyCase } from './factsCase.ts'

/** Every statement that `work` prepares, with the lines of its plan. */
function plansOf(db: WriteDb, work: (db: WriteDb) => void): readonly string[] {
  const plans: string[] = []
  const watched = new Proxy(db, {
    get(target, name) {
      if (name !== 'prepare') {
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      }
      return (sql: string) => {
        // Whether there is any merge at all is told by the first row.
        if (sql !== 'SELECT 1 FROM entity_merges LIMIT 1')
          for (const { detail } of target
            .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql.replaceAll(/@\w+|\?/g, 'NULL')}`)
            .all())
            plans.push(detail)
        return target.prepare(sql)
      }
    },
  })
  work(watched)
  return plans
}
const site = (name: string) => entityIdOf('siteAccount', `siteAccount:${name}`)
function filled(merged: boolean): WriteDb {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'memberAccount',
      rows: Array.from({ length: 40 }, (_, index) => ({
        account: `m${index}`,
        parent: `dl${index % 3}`,
        phone: `1380000000${index % 9}`,
      })),
    },
  ])
  db.exec(
    "INSERT INTO charts VALUES (1, '图', '{}', '2026', '2026'); INSERT INTO chart_nodes (chart_id, entity_id) SELECT 1, entity_id FROM entities LIMIT 20",
  )
  db.transaction(() => {
    if (merged) {
      mergeEntities({ db, at: '2026', operator: '' }, [site('m1'), site('m2'), site('m3')], ['by-hand'], '')
      refreshMerges(db)
    }
    keepSuggestions(
      db,
      [
        {
          kind: 'siteAccount',
          members: [site('m4'), site('m13')],
          reasons: [{ code: 'same-phone', value: '13800000004', against: false }],
          score: 0.8,
          cluster: 1,
        },
      ],
      { at: '2026', version: 1 },
    )
  })()
  return db
}
/** Walks of tables that grow with the case. */
const walks = (plans: readonly string[]) =>
  plans.filter(
    (line) =>
      /^SCAN (?!w\b|json_each|shown|a\b|\(subquery|n\b|CONSTANT)/.test(line) &&
      !/^SCAN \d+ CONSTANT/.test(line),
  )

test.each([false, true])('with merges: %s: an entity, its links and a chart are read by index', (merged) => {
  const db = filled(merged)
  for (const work of [
    (of: WriteDb) => readEntity(of, site('m2')),
    (of: WriteDb) => linksOfEntity(of, readEntity(db, site('m2')).entityId, 10),
    (of: WriteDb) => allEdges(of, 1),
    (of: WriteDb) => wholeChart(of, 1),
    (of: WriteDb) => readUnmergedEntities(of, [site('m1'), site('m4')]),
  ]) {
    const plans = plansOf(db, work)
    expect(walks(plans)).toEqual([])
  }
  db.close()
})
test('the list of suggestions is walked in the order of its index, strongest first, and claims newest first', () => {
  const db = filled(false)
  const list = plansOf(db, (of) => listSuggestions(of, { state: 'open', offset: 0, limit: 100 }))
  expect(list).toEqual(
    expect.arrayContaining([expect.stringContaining('USING INDEX identity_suggestions_by_score (state=?)')]),
  )
  expect(list.filter((line) => line.includes('TEMP B-TREE'))).toEqual([])
  const claims = plansOf(db, (of) => listClaims(of, { entityId: site('m1'), offset: 0, limit: 100 }))
  expect(claims).toEqual(
    expect.arrayContaining([expect.stringContaining('identity_members_by_entity (entity_id=?')]),
  )
  db.close()
})
