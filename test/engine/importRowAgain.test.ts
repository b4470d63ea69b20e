/** A row converted again under its kept plan: unchanged it says what it said, changed only what hangs on the change says something else. */
import { describe, expect, test } from 'vitest'
import { convertRowAgain } from '../../electron/engine/import/rowAgain.ts'
import { eachOriginalRow } from '../../electron/engine/records/originalRows.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { importCase, sample } from './importCase.ts'
import { makeXlsx } from './importFiles.ts'
import { join } from 'node:path'
import { readdirSync } from 'node:fs'

const transfer = recordKind('transfer')
const values = (row: { readonly values: Readonly<Record<string, unknown>> | null }, ...fields: readonly string[]) => fields.map((field) => row.values?.[field] ?? null)

describe('a statement', () => {
  const header = ['交易卡号', '交易时间', '交易金额', '交易余额', '对手户名', '交易对手账卡号']
  const give = async () => {
    const made = await importCase()
    const rows = [header,
      ['6222021234567890123', '2022-01-01 00:00:00', { n: '3.3660000000000001' }, '100.00', '李四', { n: '6.2220298888888888E+18' }],
      ['6222021234567890123', '昨天', '-2.00', '98.00', '王五', '6222029999999999999'],
      ['6222021234567890123', '2022-01-03 00:00:00', '-2.00', '96.00', '王五', '6222029999999999999']]
    await made.engine.call('import.run', { fileId: made.give('流水.xlsx', makeXlsx([{ name: '流水', rows }])) })
    return made
  }
  test('unchanged rows come out as they are stored', async () => {
    const { look } = await give()
    await look((db) => {
      for (const row of [2, 4]) {
        const again = convertRowAgain(db, 1, row, new Map())
        const stored = db.prepare<[number], Record<string, unknown>>('SELECT * FROM r_transfer WHERE row = ?').get(row)
        expect([again.outcome, ...(transfer?.fields ?? []).map(({ id }) => again.values?.[id] ?? null)]).toEqual(['accepted', ...(transfer?.fields ?? []).map(({ id }) => stored?.[id] ?? null)])
        expect(again.entities.find(({ role }) => role === 'own')?.entityId).toBe(stored?.['e_own'])
      }
      expect(convertRowAgain(db, 1, 3, new Map())).toMatchObject({ outcome: 'rejected', reason: 'not-a-date' })
    })
  })
  test('a rejected row becomes a record when its time is mended; signs go on telling the direction', async () => {
    const { look } = await give()
    await look((db) => {
      const mended = convertRowAgain(db, 1, 3, new Map([[1, '2022-01-02 08:00:00']]))
      expect([mended.outcome, ...values(mended, 'time', 'amount', 'direction')]).toEqual(['accepted', '2022-01-02 08:00:00', 200, 'out'])
    })
  })
  test('a destroyed account stays destroyed until it is written anew; then its entity follows', async () => {
    const { look } = await give()
    await look((db) => {
      const kept = convertRowAgain(db, 1, 2, new Map([[4, '李五']]))
      expect(values(kept, 'counterName', 'counterAccount', 'amount', 'direction')).toEqual(['李五', null, 337, 'in'])
      expect(kept.remarks.map(({ code }) => code)).toContain('damaged-number')
      const mended = convertRowAgain(db, 1, 2, new Map([[5, '6222029999999999999']]))
      expect([mended.entities.find(({ role }) => role === 'counter')?.key, mended.remarks.map(({ code }) => code).includes('damaged-number')]).toEqual(['account:6222029999999999999', false])
    })
  })
  test('a change beyond the last filled cell, of several cells, and one that empties what is needed', async () => {
    const { look } = await give()
    await look((db) => {
      expect(values(convertRowAgain(db, 1, 4, new Map([[2, '1,000.50'], [3, '']])), 'amount', 'direction', 'balance')).toEqual([100050, 'in', null])
      expect(convertRowAgain(db, 1, 4, new Map([[1, '']]))).toMatchObject({ outcome: 'rejected', reason: 'required-empty' })
      expect(() => convertRowAgain(db, 1, 99, new Map())).toThrow(expect.objectContaining({ code: 'record-not-found' }))
      expect(() => convertRowAgain(db, 9, 1, new Map())).toThrow(expect.objectContaining({ code: 'sheet-not-found' }))
    })
  })
})

test('every row of a sample case, converted again, is the row it was', async () => {
  const made = await importCase()
  const folder = sample('betting')
  for (const name of readdirSync(folder).filter((file) => /\.(?:xlsx|csv)$/.test(file))) await made.run(join(folder, name))
  await made.look((db) => {
    const sheets = db.prepare<[], { sheetId: number; kind: string }>('SELECT sheet_id AS sheetId, kind FROM sheets WHERE kind IS NOT NULL').all()
    const rows = sheets.flatMap((sheet) => [...eachOriginalRow(db, sheet.sheetId)].filter(({ row, outcome }) => row % 37 === 5 && outcome !== 'header' && outcome !== 'skipped').map((row) => ({ ...sheet, ...row })))
    expect(rows.length).toBeGreaterThan(300)
    for (const { sheetId, row, kind, outcome, reason } of rows) {
      const again = convertRowAgain(db, sheetId, row, new Map())
      if (outcome === 'rejected') { expect([again.outcome, again.reason]).toEqual([outcome, reason]); continue }
      const stored = db.prepare<[number, number], Record<string, unknown>>(`SELECT * FROM "r_${kind}" WHERE sheet_id = ? AND row = ?`).get(sheetId, row)
      const fields = (recordKind(kind)?.fields ?? []).map(({ id }) => id)
      expect([again.outcome, fields.map((id) => again.values?.[id] ?? null)]).toEqual(['accepted', fields.map((id) => stored?.[id] ?? null)])
    }
  })
}, 120_000)
