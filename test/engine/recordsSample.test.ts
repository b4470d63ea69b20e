/** The bank statements of the sample case against the answers its makers gave with it (test/fixtures/truth, made by another program). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as XLSX from 'xlsx'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { rebuildFacts, removeBatchFacts } from '../../electron/engine/entities/derive.ts'
import { linksOfEntity } from '../../electron/engine/entities/entityRows.ts'
import { rowList, windowOf } from '../../electron/engine/records/rowList.ts'
import type { ScopeInput } from '../../shared/contract/scope.ts'
import { listTables, totalsOf } from '../../electron/engine/records/totals.ts'
import { completeRow } from '../../shared/model/complete.ts'
import { convertCell } from '../../shared/model/convert.ts'
import { cleanHeader } from '../../shared/model/headers.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'
import { addBatch, derivedFacts, emptyCase, kindIn, type SheetRows, type Values } from './factsCase.ts'
import { rowsOf } from '../helpers/rows.ts'

const root = join(import.meta.dirname, '..', '..')
const truth = (
  JSON.parse(readFileSync(join(root, 'test/fixtures/truth/piracy.json'), 'utf8')) as {
    bank: {
      rows: number
      exactDuplicateRows: number
      distinctTransfers: number
      mirroredTransfers: number
      failedTransfers: number
      accounts: number
      totals: Record<string, { inCount: number; in: number; outCount: number; out: number }>
    }
  }
).bank
const transfer = kindIn(recordKinds, 'transfer')

/** Sheets of a statement, header in the first row, every column by its exact spelling. */
function statement(file: string): SheetRows[] {
  const book = XLSX.read(readFileSync(join(root, 'resources/samples/piracy', file)), { dense: true })
  return book.SheetNames.map((name) => {
    const [header = [], ...rows] = XLSX.utils.sheet_to_json<(string | number | null)[]>(
      book.Sheets[name] ?? {},
      { header: 1, raw: true, defval: null },
    )
    const fields = header.map((text) =>
      transfer.fields.find((field) => field.headers.includes(cleanHeader(String(text)))),
    )
    return {
      kind: 'transfer',
      rows: rows
        .filter((row) => row.some((cell) => cell !== null))
        .map((row): Values => {
          const converted = Object.fromEntries(
            fields.flatMap((field, column) => {
              const cell = row[column] ?? null
              return field === undefined || cell === null
                ? []
                : [
                    [
                      field.id,
                      convertCell(
                        field,
                        { text: String(cell), type: typeof cell === 'number' ? 'number' : 'text' },
                        field.headers[0] ?? '',
                      ).value,
                    ],
                  ]
            }),
          )
          return completeRow(transfer, converted, { signed: false }).values
        }),
    }
  })
}
const fileA = statement('07_银行交易明细_A.xlsx')
const fileB = statement('07_银行交易明细_B.xlsx')
let db: WriteDb
let batchA: number
beforeAll(() => {
  db = emptyCase()
  batchA = addBatch(db, fileA)
  addBatch(db, fileB)
})
afterAll(() => {
  db.close()
})

test('rows, duplicates and counter-entries are those of the answers', () => {
  const [table] = listTables(db)
  expect(table).toMatchObject({
    kind: 'transfer',
    count: truth.rows,
    duplicates: truth.exactDuplicateRows,
    mirrored: truth.mirroredTransfers,
  })
  expect(truth.rows - truth.exactDuplicateRows - truth.mirroredTransfers).toBe(truth.distinctTransfers)
  const failed = db
    .prepare(
      "SELECT COUNT(*) FROM r_transfer WHERE result = 'failed' AND duplicate_of IS NULL AND mirror_of IS NULL",
    )
    .pluck()
    .get()
  expect(failed).toBe(truth.failedTransfers)
  expect(totalsOf(db, rowsOf(db, { kind: 'transfer' })).counted).toBe(
    truth.distinctTransfers - truth.failedTransfers,
  )
})

test('the first window of a table sorted by names is the beginning of all its rows in that order, wherever it ends', () => {
  for (const field of ['counterName', 'ownName', 'summary'])
    for (const descending of [false, true])
      for (const least of [1, 20_000, 500_000]) {
        const scope: ScopeInput = {
          kind: 'transfer',
          filter: [{ field: 'amount', op: 'between', values: [least, null] }],
        }
        const sort = [
          { field, descending },
          { field: 'amount', descending: !descending },
        ]
        // The windows come first: a list that is there already would be what they are cut from.
        const windows = [
          [0, 100],
          [37, 5],
          [600, 400],
        ].map(
          ([offset = 0, limit = 0]) =>
            [offset, limit, [...windowOf(db, rowsOf(db, scope), sort, offset, limit).ids]] as const,
        )
        const all = [...rowList(db, rowsOf(db, scope), sort)]
        for (const [offset, limit, ids] of windows) expect(ids).toEqual(all.slice(offset, offset + limit))
      }
})

const fen = (yuan: number): number => Math.round(yuan * 100)
const expected = Object.entries(truth.totals)
  .map(([account, total]) => ({
    account,
    inCount: total.inCount,
    in: fen(total.in),
    outCount: total.outCount,
    out: fen(total.out),
  }))
  .sort((left, right) => (left.account < right.account ? -1 : 1))

test('what the table of one account adds up to is that account’s total, for all of them', () => {
  const found = expected.map(({ account }) => {
    const totals = totalsOf(
      db,
      rowsOf(db, { kind: 'transfer', filter: [{ field: 'ownCard', op: 'is', values: [account] }] }),
    )
    const of = (direction: string) =>
      totals.byDirection.find((entry) => entry.direction === direction) ?? { count: 0, sum: 0 }
    return {
      account,
      inCount: of('in').count,
      in: of('in').sum,
      outCount: of('out').count,
      out: of('out').sum,
    }
  })
  expect(found).toHaveLength(truth.accounts)
  expect(found).toEqual(expected)
})

test('what the links of one account add up to is that account’s total, for all of them', () => {
  const found = expected.map(({ account }) => {
    const entityId =
      db
        .prepare<[string], number>("SELECT entity_id FROM entities WHERE kind = 'bankAccount' AND key = ?")
        .pluck()
        .get(`account:${account}`) ?? 0
    const flows = linksOfEntity(db, entityId, null).filter(
      (link) => link.linkKind === 'transfer' && link.directed,
    )
    const into = flows.filter((link) => link.toId === entityId)
    const out = flows.filter((link) => link.fromId === entityId)
    const sum = (links: typeof flows, of: 'count' | 'amount') =>
      links.reduce((total, link) => total + (link[of] ?? 0), 0)
    return {
      account,
      inCount: sum(into, 'count'),
      in: sum(into, 'amount'),
      outCount: sum(out, 'count'),
      out: sum(out, 'amount'),
    }
  })
  expect(found).toEqual(expected)
})

test('deriving anew, the other order of files, and taking a file out and in again give the same facts', () => {
  const before = derivedFacts(db)
  const turned = emptyCase()
  addBatch(turned, fileB)
  addBatch(turned, fileA)
  expect(derivedFacts(turned)).toEqual(before)
  turned.close()
  db.transaction(() => rebuildFacts(db))()
  expect(derivedFacts(db)).toEqual(before)
  db.transaction(() => removeBatchFacts(db, { batchId: batchA }))()
  const alone = emptyCase()
  addBatch(alone, fileB)
  expect(derivedFacts(db)).toEqual(derivedFacts(alone))
  alone.close()
  batchA = addBatch(db, fileA)
  expect(derivedFacts(db)).toEqual(before)
})
