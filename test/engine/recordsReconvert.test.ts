/** A row converted again by what its sheet was imported by: unchanged it says what it said, changed only what hangs on the change says something else. */
import { describe, expect, test } from 'vitest'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import type { RowResult } from '../../electron/engine/import/convert/convertRows.ts'
import { convertEdited, sheetConversion, storedRow } from '../../electron/engine/import/write/reconvert.ts'
import { eachOriginalRow } from '../../electron/engine/records/originalRows.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { importCase, sample } from './importCase.ts'
import { makeXlsx } from './importFiles.ts'
import { join } from 'node:path'
import { readdirSync } from 'node:fs'

const transfer = recordKind('transfer')
const values = (
  row: { readonly values: Readonly<Record<string, unknown>> | null },
  ...fields: readonly string[]
) => fields.map((field) => row.values?.[field] ?? null)

/** What a row becomes with these texts, by field. */
function again(
  db: WriteDb,
  sheetId: number,
  row: number,
  edits: Readonly<Record<string, string>> = {},
): RowResult {
  const conversion = sheetConversion(db, sheetId)
  const stored = conversion === null ? null : storedRow(db, conversion, row)
  if (conversion === null || stored === null) throw new Error('no such row')
  return convertEdited(conversion, stored, new Map(Object.entries(edits)))
}

describe('a statement', () => {
  const header = ['交易卡号', '交易时间', '交易金额', '交易余额', '对手户名', '交易对手账卡号']
  const give = async () => {
    const made = await importCase()
    const rows = [
      header,
      [
        '6222021234567890123',
        '2022-01-01 00:00:00',
        { n: '3.3660000000000001' },
        '100.00',
        '李四',
        { n: '6.2220298888888888E+18' },
      ],
      ['6222021234567890123', '昨天', '-2.00', '98.00', '王五', '6222029999999999999'],
      ['6222021234567890123', '2022-01-03 00:00:00', '-2.00', '96.00', '王五', '6222029999999999999'],
    ]
    await made.engine.call('import.run', {
      fileId: made.give('流水.xlsx', makeXlsx([{ name: '流水', rows }])),
    })
    return made
  }
  test('unchanged rows come out as they are stored', async () => {
    const { look } = await give()
    await look((db) => {
      for (const row of [2, 4]) {
        const same = again(db, 1, row)
        const stored = db
          .prepare<[number], Record<string, unknown>>('SELECT * FROM r_transfer WHERE row = ?')
          .get(row)
        expect([
          same.outcome,
          ...(transfer?.fields ?? []).map(({ id }) => same.values?.[id] ?? null),
        ]).toEqual(['accepted', ...(transfer?.fields ?? []).map(({ id }) => stored?.[id] ?? null)])
        expect(same.entities.find(({ role }) => role === 'own')?.entityId).toBe(stored?.['e_own'])
      }
      expect(again(db, 1, 3)).toMatchObject({ outcome: 'rejected', reason: 'not-a-date' })
    })
  })
  test('a rejected row becomes a record when its time is mended; signs go on telling the direction', async () => {
    const { look } = await give()
    await look((db) => {
      const mended = again(db, 1, 3, { time: '2022-01-02 08:00:00' })
      expect([mended.outcome, ...values(mended, 'time', 'amount', 'direction')]).toEqual([
        'accepted',
        '2022-01-02 08:00:00',
        200,
        'out',
      ])
    })
  })
  test('a destroyed account stays destroyed until it is written anew; then its entity follows', async () => {
    const { look } = await give()
    await look((db) => {
      const kept = again(db, 1, 2, { counterName: '李五' })
      expect(values(kept, 'counterName', 'counterAccount', 'amount', 'direction')).toEqual([
        '李五',
        null,
        337,
        'in',
      ])
      expect(kept.remarks.map(({ code }) => code)).toContain('damaged-number')
      const mended = again(db, 1, 2, { counterAccount: '6222029999999999999' })
      expect([
        mended.entities.find(({ role }) => role === 'counter')?.key,
        mended.remarks.map(({ code }) => code).includes('damaged-number'),
      ]).toEqual(['account:6222029999999999999', false])
    })
  })
  test('a change beyond the last filled cell, of several cells, and one that empties what is needed', async () => {
    const { look } = await give()
    await look((db) => {
      expect(
        values(again(db, 1, 4, { amount: '1,000.50', balance: '' }), 'amount', 'direction', 'balance'),
      ).toEqual([100050, 'in', null])
      expect(again(db, 1, 4, { time: '' })).toMatchObject({ outcome: 'rejected', reason: 'required-empty' })
    })
  })
})

/** The larger case has nothing of its own here; the long run takes it too. */
const samples = process.env['LZ_LONG'] === '1' ? ['betting', 'piracy'] : ['piracy']
test.each(samples)(
  'every row of the sample case %s, converted again, is the row it was',
  async (name) => {
    const made = await importCase()
    const folder = sample(name)
    for (const file of readdirSync(folder).filter((entry) => /\.(?:xlsx|csv)$/.test(entry)))
      await made.run(join(folder, file))
    await made.look((db) => {
      const rows = db
        .prepare<[], { sheetId: number; kind: string }>(
          'SELECT sheet_id AS sheetId, kind FROM sheets WHERE kind IS NOT NULL',
        )
        .all()
        .flatMap(({ sheetId, kind }) =>
          [...eachOriginalRow(db, sheetId)]
            .filter(({ outcome }) => outcome !== 'header' && outcome !== 'skipped')
            .map(({ row, outcome, reason }) => ({ sheetId, row, kind, outcome, reason })),
        )
      expect(rows.length).toBeGreaterThan(10_000)
      const conversions = new Map<number, ReturnType<typeof sheetConversion>>()
      const differing = rows.filter(({ sheetId, row, kind, outcome, reason }) => {
        if (!conversions.has(sheetId)) conversions.set(sheetId, sheetConversion(db, sheetId))
        const conversion = conversions.get(sheetId) ?? null
        const original = conversion === null ? null : storedRow(db, conversion, row)
        if (conversion === null || original === null) return true
        const same = convertEdited(conversion, original, new Map())
        if (outcome === 'rejected') return same.outcome !== outcome || same.reason !== reason
        const stored = db
          .prepare<[number, number], Record<string, unknown>>(
            `SELECT * FROM "r_${kind}" WHERE sheet_id = ? AND row = ?`,
          )
          .get(sheetId, row)
        return (
          same.outcome !== 'accepted' ||
          conversion.kind.fields.some(({ id }) => (same.values?.[id] ?? null) !== (stored?.[id] ?? null))
        )
      })
      expect(differing).toEqual([])
    })
  },
  120_000,
)
