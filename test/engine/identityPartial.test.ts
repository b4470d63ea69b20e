/** Merges lie over what others are not touched: after any import, edit or removal, all is as if every merge had been taken off and put on again over facts made anew. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { rebuildFacts, removeBatchFacts, rewriteRows } from '../../electron/engine/entities/derive.ts'
import { refreshClaims } from '../../electron/engine/entities/splits.ts'
import { endClaims, mergeEntities, reviveClaims, takeOutOf } from '../../electron/engine/identity/claims.ts'
import { factHash } from '../../electron/engine/records/factHash.ts'
import { splitEntity } from '../../electron/engine/identity/split.ts'
import { entityIdOf } from '../../shared/model/entityId.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { rolesOf } from '../../shared/model/resolve.ts'
import { addBatch, emptyCase, kindIn, type SheetRows, type Values } from './factsCase.ts'

const by = (db: WriteDb) => ({ db, at: '2026-11-26 02:00:00', operator: '承办人' })
const account = (card: string) => entityIdOf('bankAccount', `account:${card}`)
const person = (idNumber: string) => entityIdOf('person', `id:${idNumber}`)
const cards = ['A', 'B', 'C', 'D', 'E', 'F']
const people = [
  ['320102198001010016', '甲'],
  ['320102198001010024', '乙'],
  ['320102198001010032', '丙'],
] as const
const [transfers, register] = [kindIn(recordKinds, 'transfer'), kindIn(recordKinds, 'personRegister')]

/** All that is derived and seen; how many neighbours a member has by itself is counted when it is shown by itself and read nowhere. */
function state(db: WriteDb): unknown {
  const rows = (sql: string) => db.prepare(sql).raw().all()
  return {
    entities: rows('SELECT * FROM entities ORDER BY 1'),
    identifiers: rows('SELECT * FROM identifiers ORDER BY 1, 2, 3, 4, 5'),
    links: rows('SELECT * FROM links ORDER BY 1'),
    merges: rows('SELECT * FROM entity_merges ORDER BY 1'),
    members: rows('SELECT entity_id, kind, key, label, name_only, records FROM merged_entities ORDER BY 1'),
    theirs: rows('SELECT * FROM merged_identifiers ORDER BY 1, 2, 3, 4, 5'),
    between: rows('SELECT * FROM merged_links ORDER BY 1'),
  }
}

const who = fc.constantFrom(...people)
const transfer = fc
  .record({
    own: fc.constantFrom(...cards),
    counter: fc.constantFrom(...cards),
    holder: fc.option(who, { nil: null }),
    amount: fc.integer({ min: 1, max: 3 }),
    direction: fc.constantFrom('in', 'out', 'unknown'),
    second: fc.integer({ min: 10, max: 13 }),
    serial: fc.constantFrom('S1', 'S2', null),
  })
  .map(({ own, counter, holder, amount, direction, second, serial }): Values => ({
    ownCard: own,
    counterAccount: counter,
    ownIdNumber: holder?.[0] ?? null,
    ownName: holder?.[1] ?? null,
    amount,
    direction,
    serial,
    time: `2024-03-01 10:00:${second}`,
  }))
const listed = fc
  .record({
    one: who,
    phone: fc.constantFrom('13800000001', '13800000002', null),
    held: fc.uniqueArray(fc.constantFrom(...cards), { maxLength: 3 }),
    above: fc.option(fc.constantFrom('甲', '丁'), { nil: null }),
  })
  .map(({ one, phone, held, above }): Values => ({
    idNumber: one[0],
    name: one[1],
    phone,
    cards: held.length === 0 ? null : held.join('\n'),
    superior: above,
  }))
const sheets: fc.Arbitrary<SheetRows[]> = fc.oneof(
  fc.array(transfer, { minLength: 1, maxLength: 3 }).map((rows) => [{ kind: 'transfer', rows }]),
  fc.array(listed, { minLength: 1, maxLength: 2 }).map((rows) => [{ kind: 'personRegister', rows }]),
)
const acts = fc.array(
  fc.record({
    do: fc.constantFrom(
      'import' as const,
      'import' as const,
      'remove' as const,
      'edit' as const,
      'edit' as const,
      'edit' as const,
      'merge' as const,
      'merge' as const,
      'people' as const,
      'takeOut' as const,
      'withdraw' as const,
      'restore' as const,
      'split' as const,
    ),
    sheets,
    which: fc.nat(30),
    who: fc.uniqueArray(fc.constantFrom(...cards), { minLength: 2, maxLength: 3 }),
    persons: fc.uniqueArray(who, { minLength: 2, maxLength: 2, selector: ([id]) => id }),
    row: transfer,
    line: listed,
  }),
  { minLength: 1, maxLength: 12 },
)

/** A record says something else now, as an edit makes it. */
function rewrite(db: WriteDb, kindId: 'transfer' | 'personRegister', which: number, values: Values): void {
  const kind = kindId === 'transfer' ? transfers : register
  const found = db
    .prepare<[], Record<string, number>>(
      `SELECT record_id, sheet_id, row FROM r_${kindId} ORDER BY record_id`,
    )
    .all()
  const record = found[which % Math.max(1, found.length)]
  if (record === undefined) return
  rewriteRows(db, kind, [record['record_id'] ?? 0], () => {
    const named: Record<string, string | number | null> = {
      ...values,
      ...record,
      fact: factHash(kind, (field) => values[field]),
    }
    for (const { role, entityKind, key, label, nameOnly } of rolesOf(kind, values, {
      sheet: `s${record['sheet_id'] ?? 0}`,
      row: record['row'] ?? 0,
    })) {
      const entityId = entityIdOf(entityKind, key)
      db.prepare(
        'INSERT INTO entities (entity_id, kind, key, label, name_only) VALUES (?, ?, ?, ?, ?) ON CONFLICT (entity_id) DO NOTHING',
      ).run(entityId, entityKind, key, label, nameOnly ? 1 : 0)
      if (kind.roles.some((candidate) => candidate.role === role && candidate.multi === true))
        db.prepare(
          'INSERT OR IGNORE INTO record_entities (kind, role, record_id, entity_id) VALUES (?, ?, ?, ?)',
        ).run(kindId, role, record['record_id'], entityId)
      else named[`e_${role}`] = entityId
    }
    db.prepare(
      `INSERT INTO r_${kindId} (${Object.keys(named)
        .map((name) => `"${name}"`)
        .join(', ')}) VALUES (${Object.keys(named)
        .map(() => '?')
        .join(', ')})`,
    ).run(...Object.values(named))
    return [record['record_id'] ?? 0]
  })
}

test('whatever is imported, edited, removed and claimed', { timeout: 300_000 }, () => {
  const base = fc.tuple(
    fc.array(transfer, { minLength: 14, maxLength: 20 }),
    fc.array(listed, { minLength: 9, maxLength: 12 }),
  )
  fc.assert(
    fc.property(base, acts, ([rows, lines], steps) => {
      const db = emptyCase()
      const batches = [
        addBatch(db, [
          { kind: 'transfer', rows },
          { kind: 'personRegister', rows: lines },
        ]),
      ]
      for (const step of steps)
        db.transaction(() => {
          switch (step.do) {
            case 'import':
              batches.push(addBatch(db, step.sheets))
              break
            case 'remove':
              removeBatchFacts(db, {
                batchId: batches[1 + (step.which % Math.max(1, batches.length - 1))] ?? 999,
              })
              break
            case 'edit':
              if (step.which % 2 === 0) rewrite(db, 'transfer', step.which, step.row)
              else rewrite(db, 'personRegister', step.which, step.line)
              break
            case 'withdraw':
              endClaims(by(db), [step.which % 4])
              refreshClaims(db)
              break
            case 'restore':
              reviveClaims(by(db), [step.which % 4])
              refreshClaims(db)
              break
            default:
              try {
                if (step.do === 'merge') mergeEntities(by(db), step.who.map(account), ['by-hand'], '')
                else if (step.do === 'people')
                  mergeEntities(
                    by(db),
                    step.persons.map(([id]) => person(id)),
                    ['by-hand'],
                    '',
                  )
                else if (step.do === 'takeOut')
                  takeOutOf(by(db), account(step.who[0] ?? ''), step.who.map(account), '')
                // Splits take every merge off, so they are few.
                else if (step.which > 26)
                  splitEntity(
                    by(db),
                    account(step.who[0] ?? ''),
                    '乙',
                    [{ kind: 'transfer', field: 'ownName', value: '乙' }],
                    '',
                  )
                refreshClaims(db)
              } catch {
                return
              }
          }
        })()
      const incremental = state(db)
      db.transaction(() => {
        rebuildFacts(db)
      })()
      expect(incremental).toEqual(state(db))
      db.close()
    }),
    { numRuns: Number(process.env['FC_RUNS'] ?? 60) },
  )
})

test('an edit leaves the merges alone that it does not touch', () => {
  const db = emptyCase()
  addBatch(db, [
    {
      kind: 'transfer',
      rows: Array.from({ length: 40 }, (_, index): Values => ({
        ownCard: `P${index}`,
        counterAccount: `Q${index}`,
        amount: 1,
        direction: 'out',
        time: '2024-03-01 10:00:00',
        serial: `S${index}`,
      })),
    },
  ])
  db.transaction(() => {
    for (let index = 0; index < 10; index += 1)
      mergeEntities(by(db), [account(`P${index}`), account(`Q${index}`)], ['by-hand'], '')
    refreshClaims(db)
  })()
  const deleted = (work: () => void): number => {
    let count = 0
    db.function('lz_test_seen', () => {
      count += 1
      return null
    })
    db.exec('CREATE TEMP TRIGGER test_seen DELETE ON entity_merges BEGIN SELECT lz_test_seen(); END')
    db.transaction(work)()
    db.exec('DROP TRIGGER test_seen')
    return count
  }
  const row = (own: string): Values => ({
    ownCard: own,
    counterAccount: 'Q30',
    amount: 2,
    direction: 'out',
    time: '2024-03-01 10:00:00',
    serial: 'S99',
  })
  expect([
    deleted(() => {
      rewrite(db, 'transfer', 30, row('P30'))
    }),
    deleted(() => {
      rewrite(db, 'transfer', 30, row('P3'))
    }),
    deleted(() => {
      addBatchRow(db, row('Q4'))
    }),
  ]).toEqual([0, 2, 2])
  db.close()
})
function addBatchRow(db: WriteDb, row: Values): void {
  addBatch(db, [{ kind: 'transfer', rows: [row] }])
}
