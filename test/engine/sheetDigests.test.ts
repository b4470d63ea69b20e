/** The digests that the audit log keeps of rows are those that the rows have, after an import and after whatever writes rows again. */
import { expect, test } from 'vitest'
import type { SheetDigests } from '../../electron/engine/records/sheetDigests.ts'
import {
  aboutSheet,
  noRows,
  portionOf,
  readDigest,
  rowsDigests,
} from '../../electron/engine/records/sheetDigests.ts'
import type { WriteDb } from '../../electron/engine/store/db.ts'
import { importCase, type ImportCase, layout, sample } from './importCase.ts'

/** What the log says of each sheet in the end, and what its rows say. */
function saidAndFound(db: WriteDb): { readonly said: unknown; readonly found: unknown } {
  const said = new Map<
    string,
    { read?: string; about?: string; basis?: string; rows: Record<string, string> }
  >()
  for (const text of db
    .prepare<[], string>(
      "SELECT json_extract(params, '$.sheetDigests') FROM audit WHERE params LIKE '%sheetDigests%' ORDER BY seq",
    )
    .pluck()
    .all())
    for (const [sheetId, digests] of Object.entries(
      JSON.parse(text) as Readonly<Record<string, SheetDigests>>,
    )) {
      const before = digests.read === undefined ? said.get(sheetId) : undefined
      said.set(sheetId, { ...before, ...digests, rows: { ...before?.rows, ...digests.rows } })
    }
  const found = new Map(
    db
      .prepare<[], { sheetId: number; last: number }>(
        "SELECT sheet_id AS sheetId, (SELECT max(last_row) FROM original_blocks b WHERE b.sheet_id = s.sheet_id) AS last FROM sheets s JOIN batches USING (batch_id) WHERE status = 'active' ORDER BY 1",
      )
      .all()
      .map(({ sheetId, last }) => {
        const { about, basis, kind } = aboutSheet(db, sheetId)
        return [
          String(sheetId),
          {
            read: readDigest(db, sheetId),
            about,
            basis,
            rows: rowsDigests(db, sheetId, kind, 0, portionOf(last ?? 0)),
          },
        ] as const
      }),
  )
  for (const [sheetId, digests] of said) {
    if (!found.has(sheetId)) said.delete(sheetId)
    digests.rows = Object.fromEntries(Object.entries(digests.rows).filter(([, digest]) => digest !== noRows))
  }
  return { said: Object.fromEntries(said), found: Object.fromEntries(found) }
}
const agree = async (given: ImportCase): Promise<void> => {
  const { said, found } = await given.look(saidAndFound)
  expect(said).toEqual(found)
}

test.each([
  'piracy/01_涉案人员登记表.xlsx',
  'piracy/03_印刷订单台账.xlsx',
  'piracy/07_银行交易明细_A.xlsx',
  'betting/03_注单明细.xlsx',
])('what an import of %s says of its rows is what they are', async (name) => {
  const given = await importCase()
  await given.run(sample(name))
  await agree(given)
})
test('a text file with remarks, and rows in many portions', async () => {
  const given = await importCase()
  await given.run(layout('example-alipay-records.csv'))
  const lines = Array.from(
    { length: 5_000 },
    (_, at) =>
      `2024-01-${String((at % 28) + 1).padStart(2, '0')} 10:00:00,6222020000000${1000 + (at % 50)},6217000000000${2000 + (at % 70)},${at % 97 === 0 ? '不详' : at + 1}.00`,
  )
  await engineRun(given, ['交易时间,付款卡号,收款卡号,交易金额', ...lines].join('\n'))
  await agree(given)
  const digests = await given.look((db) =>
    db.prepare<[], string>('SELECT max(length(params)) FROM audit').pluck().get(),
  )
  expect(Number(digests)).toBeLessThan(2_000)
})
const engineRun = async (given: ImportCase, text: string): Promise<void> => {
  await given.engine.call('import.run', { fileId: given.give('大表.csv', text), accept: true })
}

test('edits, their undo, redo, and an import that is taken out and brought again', async () => {
  const given = await importCase()
  await given.run(sample('piracy/01_涉案人员登记表.xlsx'))
  const { engine } = given
  const row = { sheetId: 1, row: 5 }
  await engine.call('records.edit', { ...row, field: 'name', text: '改名', reason: '核对原件' })
  await agree(given)
  expect(
    await given.look((db) => db.prepare('SELECT name FROM r_personRegister WHERE row = 5').pluck().get()),
  ).toBe('改名')
  await engine.call('history.undo', {})
  await agree(given)
  await engine.call('history.redo', {})
  await agree(given)
  await engine.call('import.undo', { batchId: 1 })
  await agree(given)
  await engine.call('history.undo', {})
  await agree(given)
})
