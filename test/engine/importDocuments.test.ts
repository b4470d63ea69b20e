/** Word and PDF in a case: the right records with the right figures, through the process without rights, again without the password. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { AppError } from '../../shared/errors.ts'
import { lineAt, makePdf } from '../helpers/makePdf.ts'
import { importCase } from './importCase.ts'

const file = (name: string): Buffer => readFileSync(new URL(`../fixtures/${name}`, import.meta.url))

test('documents import by recognition alone, all rows are told, hostile ones leave the case as it was', async () => {
  const { engine, give, facts, look } = await importCase()
  const run = (name: string, bytes: Buffer, password?: string) =>
    engine.call('import.run', { fileId: give(name, bytes), ...(password === undefined ? {} : { password }) })

  const list = await run('扣押清单.docx', file('documents/seizure-list.docx'))
  expect(list.sheets.map(({ name, kind, reconciliation }) => [name, kind, reconciliation.accepted])).toEqual([
    ['表1（前4行为表前文字）', 'seizure', 4],
    ['表2（前2行为表前文字）', 'transfer', 3],
  ])
  const form = await run('登记表.docx', file('documents/seizure-form.docx'))
  expect(form.sheets.map(({ kind, reconciliation }) => [kind, reconciliation.accepted])).toEqual([
    ['seizure', 2],
  ])

  for (const name of ['statement-ruled.pdf', 'statement-plain.pdf']) {
    const before = await facts()
    const batch = await run(name, file(`documents/${name}`))
    const { reconciliation } = batch
    expect([
      batch.sheets.map(({ kind }) => kind),
      reconciliation.accepted,
      reconciliation.rejected,
      reconciliation.read,
    ]).toEqual([['transfer'], 96, 0, reconciliation.accepted + reconciliation.skipped])
    const sums = await look((db) =>
      db
        .prepare(
          'SELECT direction, count(*) AS rows, sum(amount) AS cents FROM r_transfer WHERE sheet_id = (SELECT max(sheet_id) FROM sheets) GROUP BY direction ORDER BY direction',
        )
        .all(),
    )
    expect(sums).toEqual([
      { direction: 'in', rows: 32, cents: 7_390_316 },
      { direction: 'out', rows: 64, cents: 14_095_904 },
    ])
    // The place of a row is its line of the document.
    expect(
      await look((db) =>
        db
          .prepare(
            `SELECT row, coalesce("ownCard", "ownAccount") AS own FROM r_transfer WHERE serial = 'A20230019'`,
          )
          .get(),
      ),
    ).toEqual({ row: 25, own: '6222021234567890123' })
    await engine.call('import.undo', { batchId: batch.batchId })
    expect(await facts()).toEqual(before)
  }

  const locked = await run('加密.pdf', file('protected/qpdf-aes256.pdf'), '密码Abc1')
  // The rows of the Word file's second table, met again.
  expect([locked.reconciliation.accepted, locked.reconciliation.duplicate]).toEqual([0, 3])
  const before = await facts()
  await engine.call('import.undo', { batchId: locked.batchId })
  await engine.call('import.redo', { batchId: locked.batchId })
  expect(await facts()).toEqual(before)

  // A page that is a picture, and one whose text was recognised: told as refused, in their own words.
  const xs = [40, 150, 300, 380, 460]
  const table = [
    ...lineAt(60, xs, ['交易时间', '本方卡号', '收入金额', '支出金额', '对方户名']),
    ...lineAt(80, xs, ['2024-01-02 09:10:11', '6222021234567890123', '', '1.50', '李四']),
    ...lineAt(96, xs, ['2024-01-03 09:10:11', '6222021234567890123', '', '2.50', '李四']),
  ]
  const later = table.map((text) => ({
    ...text,
    text: text.text.replace('2024-01', '2024-02'),
    invisible: true,
  }))
  const scan = await run('扫描.pdf', makePdf([{ texts: table }, { texts: [] }, { texts: later }]))
  expect([scan.reconciliation.accepted, scan.reconciliation.rejected]).toEqual([4, 2])
  await engine.call('import.undo', { batchId: scan.batchId })

  const code = (call: Promise<unknown>) =>
    call.then(
      () => null,
      (error: AppError) => error.code,
    )
  expect(await code(run('a.pdf', makePdf([{ texts: [] }], 'q '.repeat(5_000))))).toBe('file-hostile')
  expect(await code(run('b.pdf', Buffer.from('%PDF-1.7 nothing')))).toBe('file-unreadable')
  expect(await code(run('c.pdf', file('protected/qpdf-rc4-40.pdf')))).toBe('file-encrypted')
  expect(await facts()).toEqual(before)
})
