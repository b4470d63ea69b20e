/** Findings are looked for slice by slice: what is found is what one question over the whole table finds, and others get their turn meanwhile. */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { accountFindings } from '../../electron/engine/analysis/findings/accountFindings.ts'
import {
  contradictoryRows,
  identicalRows,
  overlaps,
} from '../../electron/engine/analysis/findings/rowFindings.ts'
import { countRows, turns } from '../../electron/engine/analysis/findings/slices.ts'
import { gatherFindings, qualityFindings } from '../../electron/engine/analysis/quality.ts'
import type { JobContext } from '../../electron/engine/core/context.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { removeBatchFacts } from '../../electron/engine/entities/derive.ts'
import { atOnce } from '../../electron/engine/store/steps.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { addBatch, emptyCase, kindIn, type Values } from './factsCase.ts'

const usual = { ...turns }
afterEach(() => {
  Object.assign(turns, usual)
})
const [transfer, slip, work] = [
  kindIn(recordKinds, 'transfer'),
  kindIn(recordKinds, 'betSlip'),
  kindIn(recordKinds, 'work'),
]
const card = (number: number): string => `621700000000000000${number}`
const transfers = fc.array(
  fc.record({
    ownCard: fc.constantFrom(card(1), card(2), null),
    ownPayment: fc.constantFrom('2088', null),
    time: fc.constantFrom(
      '2022-01-01 10:00:00',
      '2022-01-01 10:00:01',
      '2022-03-05 08:00:00',
      '2022-07-01',
      null,
    ),
    amount: fc.constantFrom(10, 20, null),
    direction: fc.constantFrom('in', 'out', null),
    balance: fc.constantFrom(100, 110, 130, null),
    currency: fc.constantFrom('CNY', 'USD', null),
    result: fc.constantFrom('failed', 'success', null),
    serial: fc.constantFrom('S1', 'S2', null),
    counterAccount: fc.constantFrom(card(2), card(3), null),
  }),
  { minLength: 1, maxLength: 9 },
)
const slips = fc.array(
  fc.record({
    number: fc.constantFrom('n1', 'n2', '𠀀', '﨎', null),
    account: fc.constantFrom('a1', 'a2'),
    time: fc.constantFrom('2022-01-01 00:00:00', null),
    stake: fc.constantFrom(100, 200),
    valid: fc.constantFrom(1, 2, null),
    status: fc.constantFrom('settled', 'void'),
  }),
  { minLength: 1, maxLength: 9 },
)
const works = fc.array(
  fc.record({ title: fc.constantFrom('雾港', '来信', null), owner: fc.constantFrom('甲', null) }),
  { maxLength: 6 },
)
const files = fc.array(fc.tuple(transfers, slips, works), { minLength: 1, maxLength: 3 })
function filled(given: readonly (readonly [Values[], Values[], Values[]])[]): WriteDb {
  const db = emptyCase()
  for (const [one, two, three] of given)
    addBatch(db, [
      { kind: 'transfer', rows: one },
      { kind: 'betSlip', rows: two },
      ...(three.length === 0 ? [] : [{ kind: 'work', rows: three }]),
    ])
  return db
}
const column = (name: string): string => `r."${name}"`
/** One question over the whole table, by SQLite's own grouping. */
function askedAtOnce(
  db: WriteDb,
  kind: typeof transfer,
): { readonly contradictory: unknown; readonly identical: unknown } {
  const named = new Set([
    'serial',
    'number',
    'account',
    'idNumber',
    'title',
    'ownNumber',
    'counterNumber',
    'time',
  ])
  const rule = kind.contradicts
  const key = (rule?.key ?? []).map(column).join(', ')
  const from = `FROM r_${kind.id} r WHERE ${['r.duplicate_of IS NULL', ...(rule?.key ?? []).filter((field) => named.has(field)).map((field) => `${column(field)} IS NOT NULL`)].join(' AND ')}`
  const groups =
    rule === undefined
      ? []
      : db
          .prepare<[], string>(
            `SELECT json_group_array(id) FROM (SELECT r.record_id AS id, ${rule.key.map((field, index) => `${column(field)} AS k${index}`).join(', ')} ${from} ORDER BY r.record_id) JOIN (
    SELECT ${rule.key.map((field, index) => `${column(field)} AS g${index}`).join(', ')} ${from} GROUP BY ${key} HAVING COUNT(*) > 1 AND (${rule.differ.map((field) => `MIN(${column(field)}) <> MAX(${column(field)})`).join(' OR ')})${rule.acrossSheets === true ? ' AND MIN(r.sheet_id) <> MAX(r.sheet_id)' : ''})
    ON ${rule.key.map((_, index) => `k${index} IS g${index}`).join(' AND ')} GROUP BY ${rule.key.map((_, index) => `g${index}`).join(', ')} ORDER BY ${rule.key.map((_, index) => `g${index}`).join(', ')}`,
          )
          .pluck()
          .all()
          .map((ids) => JSON.parse(ids) as number[])
  const fields = (
    kind.sameFact ?? kind.fields.filter(({ id }) => !['number', 'remark'].includes(id)).map(({ id }) => id)
  )
    .map(column)
    .join(', ')
  const identical = db
    .prepare<[], [number, number]>(
      `SELECT id, n FROM (SELECT r.record_id AS id, COUNT(*) OVER (PARTITION BY ${fields}) AS n, MIN(r.record_id) OVER (PARTITION BY ${fields}) AS first FROM r_${kind.id} r
    WHERE r.duplicate_of IS NULL AND ${kind.sameFact === undefined ? '1' : 'r.fact IS NOT NULL'}) WHERE n > 1 ORDER BY first, id`,
    )
    .raw()
    .all()
  return { contradictory: groups.flatMap((ids) => ids.map((id) => [id, ids.length])), identical }
}

test('in slices of any size the same rows are found as at once', () => {
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 5 }), (given, size) => {
      const db = filled(given)
      turns.rows = size
      const told = (
        places: readonly {
          readonly recordId: number | null
          readonly values: Readonly<Record<string, unknown>>
        }[],
      ) => places.map(({ recordId, values }) => [recordId, values['rows']])
      for (const kind of [transfer, slip, work]) {
        expect({
          contradictory: told(atOnce(contradictoryRows(db, kind))),
          identical: told(atOnce(identicalRows(db, kind))),
        }).toEqual(askedAtOnce(db, kind))
        expect(atOnce(countRows(db, kind, 'r.duplicate_of IS NOT NULL'))).toBe(
          db.prepare(`SELECT COUNT(*) FROM r_${kind.id} WHERE duplicate_of IS NOT NULL`).pluck().get(),
        )
        expect(
          atOnce(overlaps(db, kind)).map(({ batchId, values }) => [
            batchId,
            values['otherBatchId'],
            values['rows'],
            values['from'],
            values['to'],
          ]),
        ).toEqual(
          db
            .prepare(
              `SELECT l.batch_id, e.batch_id, COUNT(*), MIN(${kind.timeField === undefined ? 'NULL' : column(kind.timeField)}), MAX(${kind.timeField === undefined ? 'NULL' : column(kind.timeField)})
        FROM r_${kind.id} r JOIN r_${kind.id} p ON p.record_id = r.duplicate_of JOIN sheets l ON l.sheet_id = r.sheet_id JOIN sheets e ON e.sheet_id = p.sheet_id WHERE l.batch_id <> e.batch_id GROUP BY 1, 2 ORDER BY 1, 2`,
            )
            .raw()
            .all(),
        )
      }
      // An account is told by its card, by its wallet where it has no card: its months without rows are those of the rows told so.
      const months = db
        .prepare<[], [number, string]>(
          'SELECT DISTINCT COALESCE(e_own, e_ownPay) AS own, substr("time", 1, 7) FROM r_transfer WHERE duplicate_of IS NULL AND own IS NOT NULL AND "time" IS NOT NULL ORDER BY 1, 2',
        )
        .raw()
        .all()
      const number = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7))
      const missing = months.flatMap(([own, month], index) => {
        const next = months[index + 1]
        return next?.[0] === own && number(next[1]) - number(month) > 1
          ? [[own, number(next[1]) - number(month) - 1]]
          : []
      })
      expect(
        atOnce(accountFindings(db, transfer)).missing.map(({ entityId, values }) => [
          entityId,
          values['months'],
        ]),
      ).toEqual(missing)
      db.close()
    }),
    { numRuns: 120 },
  )
})

/** A job that gives everybody a turn after each slice; `between` is what they do with it. */
function job(
  db: WriteDb,
  between: (turn: number) => void,
  cancelled: () => boolean = () => false,
): JobContext {
  let turn = 0
  return {
    db: () => db,
    progress: () => {
      between((turn += 1))
    },
    checkCancelled: () => {
      if (cancelled()) throw new Error('cancelled')
    },
  } as unknown as JobContext
}
const rows = (first: number): Values[] =>
  Array.from({ length: 12 }, (_, index): Values => ({
    ownCard: card(1 + (index % 3)),
    time: `2022-01-0${1 + (index % 9)} 10:00:00`,
    direction: 'in',
    amount: 10,
    balance: first * index,
    serial: `S${first}${index}`,
  }))

test('when the facts change meanwhile it begins again, and tells of the facts as they are', async () => {
  const db = filled([[rows(7), [], []] as never])
  Object.assign(turns, { rows: 2, milliseconds: -1 })
  let changes = 0
  const found = await gatherFindings(
    job(db, (turn) => {
      if (turn === 3) {
        addBatch(db, [{ kind: 'transfer', rows: rows(5) }])
        changes += 1
      }
      if (turn === 9) {
        db.transaction(() => {
          removeBatchFacts(db, { batchId: 1 })
          db.prepare("UPDATE batches SET status = 'undone' WHERE batch_id = 1").run()
        })()
        changes += 1
      }
    }),
  )
  const fresh = db.transaction(() => qualityFindings(db))()
  expect([changes, found]).toEqual([2, fresh])
  expect(found.map(({ id }) => id)).toContain('balance-break.transfer')
})
test('a cancelled look keeps nothing', async () => {
  const db = filled([[rows(7), [], []] as never])
  Object.assign(turns, { rows: 2, milliseconds: -1 })
  let turn = 0
  await expect(
    gatherFindings(
      job(
        db,
        (now) => {
          turn = now
        },
        () => turn === 2,
      ),
    ),
  ).rejects.toThrow('cancelled')
  let asked = 0
  await gatherFindings(
    job(db, () => {
      asked += 1
    }),
  )
  expect(asked).toBeGreaterThan(3)
})
