/** Protected workbooks in a case: imported with a password, done again without it; the password is nowhere in the case file. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { AppError } from '../../shared/errors.ts'
import { encryptPackage } from '../helpers/encryptPackage.ts'
import { importCase } from './importCase.ts'
import { makeXlsx } from './importFiles.ts'

const rows = [
  ['交易卡号', '交易户名', '交易时间', '交易金额', '收付标志', '交易对手账卡号'],
  ['6222021234567890123', '张三', '2022-01-02 03:04:05', '12.50', '出', '6222021234567890131'],
]
const password = '只有嫌疑人知道的口令9'

test('the original stays as it was seized, the key of the file is kept, the password is not', async () => {
  const { engine, give, facts, folder } = await importCase()
  const bytes = encryptPackage(makeXlsx([{ name: '明细', rows }]), password)
  const fileId = give('流水.xlsx', bytes)
  const code = (call: Promise<unknown>) =>
    call.then(
      () => null,
      (error: AppError) => [error.code, error.details['file']],
    )
  expect(await code(engine.call('import.inspect', { fileId }))).toEqual(['file-encrypted', '流水.xlsx'])
  expect(await code(engine.call('import.run', { fileId }))).toEqual(['file-encrypted', '流水.xlsx'])
  expect(await code(engine.call('import.run', { fileId, password: 'x' }))).toEqual([
    'file-password-wrong',
    '流水.xlsx',
  ])
  expect(await engine.call('import.batches', {})).toEqual([])
  const inspection = await engine.call('import.inspect', { fileId, password })
  expect([inspection.container, inspection.encrypted, inspection.size]).toEqual(['xlsx', true, bytes.length])
  const [sheet] = inspection.sheets
  const plan = {
    index: 0,
    kind: sheet?.kind ?? '',
    headerRow: 1,
    columns: sheet?.columns.map(({ column, header, field }) => ({ column, header, field })) ?? [],
  }
  expect((await engine.call('import.preview', { fileId, password, sheet: plan })).counts.accepted).toBe(1)
  const batch = await engine.call('import.run', { fileId, password })
  expect([batch.sha256, batch.size, batch.reconciliation.accepted]).toEqual([
    inspection.sha256,
    bytes.length,
    1,
  ])
  const before = await facts()
  await engine.call('import.undo', { batchId: batch.batchId })
  await engine.call('import.redo', { batchId: batch.batchId })
  expect(await facts()).toEqual(before)
  await engine.call('workspace.close', {})
  const secrets = [Buffer.from(password), Buffer.from(password, 'utf16le')]
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((entry) =>
    /lzcase|json|log/.test(entry),
  )) {
    const content = readFileSync(join(folder, name))
    for (const secret of secrets) expect(content.includes(secret), name).toBe(false)
  }
})
