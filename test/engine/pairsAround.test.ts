/** Pairs followed row by row are those of pairing everything anew, whatever was decided, taken out and brought. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { rebuildFacts, removeBatchFacts, repairMirrors } from '../../electron/engine/entities/derive.ts'
import { rowsThatSay, whatRowSays } from '../../electron/engine/records/pairDecisions.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { addBatch, derivedFacts, emptyCase, kindIn, type Values } from './factsCase.ts'

const kind = kindIn(recordKinds, 'transfer')
const model = [kind]
const cards = ['6217000000000000001', '6217000000000000002']
// Among so many others every batch is a small part: it is followed by itself and not with the whole table.
const others = Array.from({ length: 100 }, (_, at): Values => ({
  ownCard: '6217000000000000009',
  counterAccount: 'X1',
  time: '2023-01-01',
  amount: at + 1,
  direction: 'out',
}))
const row: fc.Arbitrary<Values> = fc.record({
  ownCard: fc.constantFrom(...cards),
  counterAccount: fc.constantFrom(...cards, null),
  time: fc.constantFrom(
    '2024-03-01 10:00:00',
    '2024-03-01 10:00:02',
    '2024-03-01 10:00:04',
    '2024-03-01 11:00:00',
  ),
  amount: fc.constantFrom(100, 100, 100, 200),
  direction: fc.constantFrom('in', 'out'),
  serial: fc.constantFrom('A', 'B', null),
  result: fc.constantFrom('success', null, 'failed'),
})
const rows = fc.array(row, { minLength: 1, maxLength: 4 })
const step = fc.record({
  do: fc.constantFrom('import', 'import', 'remove', 'together', 'together', 'apart'),
  rows,
  one: fc.nat(30),
  other: fc.nat(30),
})
const state = (db: WriteDb): unknown => [
  db.prepare('SELECT record_id, duplicate_of, mirror_of FROM r_transfer ORDER BY 1').raw().all(),
  derivedFacts(db, model),
]
function decide(db: WriteDb, decision: string, one: number, other: number): void {
  const ids = db
    .prepare<[number], number>(
      'SELECT record_id FROM r_transfer WHERE record_id > ? AND duplicate_of IS NULL ORDER BY 1',
    )
    .pluck()
    .all(others.length)
  const [payer = 0, payee = 0] = [ids[one % Math.max(1, ids.length)], ids[other % Math.max(1, ids.length)]]
  const [said, answered] = [whatRowSays(db, kind, payer), whatRowSays(db, kind, payee)]
  if (payer === payee || said === null || answered === null) return
  db.prepare('DELETE FROM pair_decisions WHERE payer = ? AND payee = ?').run(answered, said)
  db.prepare(
    "INSERT INTO pair_decisions (kind, payer, payee, decision, at, operator) VALUES ('transfer', ?, ?, ?, '', '') ON CONFLICT DO UPDATE SET decision = excluded.decision",
  ).run(said, answered, decision)
  repairMirrors(db, 'transfer', [...rowsThatSay(db, kind, said), ...rowsThatSay(db, kind, answered)], model)
}
test('after any steps', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(rows, fc.array(step, { minLength: 1, maxLength: 9 }), (first, steps) => {
      const db = emptyCase(model)
      addBatch(db, [{ kind: 'transfer', rows: others }], model)
      const batches = [addBatch(db, [{ kind: 'transfer', rows: first }], model)]
      for (const { do: what, rows: more, one, other } of steps) {
        if (what === 'import') batches.push(addBatch(db, [{ kind: 'transfer', rows: more }], model))
        else
          db.transaction(() => {
            if (what === 'remove')
              removeBatchFacts(db, { batchId: batches[one % batches.length] ?? 0 }, model)
            else decide(db, what, one, other)
          })()
      }
      const followed = state(db)
      db.transaction(() => {
        rebuildFacts(db, model)
      })()
      expect(state(db)).toEqual(followed)
      db.close()
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 20) },
  )
})
