/** How sheets are read, on the command line: shown with its evidence, settled after it was previewed, taken back; errors say what to do. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SettingPreview, SheetReadingNow } from '../../shared/contract/index.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { jsonHere as json, lianzhengHere } from './commandLine.ts'

const statement = [
  '交易卡号,交易时间,交易金额,收付标志,对手户名,交易对手账卡号,交易结果',
  '6217000000000000007,04/05/2023 10:00:00,1.00,出,王五,6217000000000000015,2',
  '6217000000000000007,07/08/2023 10:00:00,2.00,出,王五,6217000000000000015,成功',
].join('\r\n')
async function caseOf(): Promise<string> {
  const folder = temporaryFolder()
  const path = join(folder, 'a.lzcase')
  await json(['new', path, '--name', 'a', '--open'])
  writeFileSync(join(folder, 't.csv'), statement)
  await json(['import', path, join(folder, 't.csv')])
  return path
}

test('a sheet is shown, previewed, settled with a reason, and taken back', async () => {
  const path = await caseOf()
  const reading = await json<SheetReadingNow>(['sheet', 'show', path, '1'])
  expect(reading.dates).toMatchObject([{ field: 'time', either: 2, decided: null }])
  const settings = ['--dates', 'dmy', '--result', '2=revoked', '--own', 'ownName=赵一']
  const preview = await json<SettingPreview & { done: boolean }>(['sheet', 'set', path, '1', ...settings])
  expect(preview).toMatchObject({ done: false, changed: 2, after: { outcomes: { accepted: 2 } } })
  const listed = () =>
    json<readonly { sheetId: number; rejected: number; settings: readonly object[] }[]>([
      'sheet',
      'list',
      path,
    ])
  expect(await listed()).toMatchObject([{ sheetId: 1, rejected: 2, settings: [] }])
  await json(['sheet', 'set', path, '1', ...settings, '--reason', '银行答复', '--yes'])
  expect(await listed()).toMatchObject([
    { rejected: 0, settings: [{ about: 'dates' }, { about: 'own' }, { about: 'result', value: 'revoked' }] },
  ])
  await json(['sheet', 'set', path, '1', '--dates', 'time=', '--reason', '弄错了', '--yes'])
  expect(await listed()).toMatchObject([{ rejected: 2, settings: [{ about: 'own' }, { about: 'result' }] }])
  await json(['undo', path])
  expect(await listed()).toMatchObject([{ rejected: 0 }])
})
test.each([
  ['nothing to settle', ['1'], 2, '--dates, --year, --wechat, --result, --currency, --own or --read-again'],
  ['no reason', ['1', '--dates', 'dmy', '--yes'], 2, '--reason'],
  ['no number', ['t.csv', '--dates', 'dmy'], 2, 'sheet list'],
  ['no order', ['1', '--dates', 'dym'], 1, 'dmy、mdy、ymd'],
  ['no such sheet', ['9', '--currency', 'USD'], 1, 'sheet list'],
  ['read by today’s rules', ['1', '--read-again'], 1, '不需要重新读取'],
])('%s', async (_, words, code, said) => {
  const path = await caseOf()
  const result = await lianzhengHere(['sheet', 'set', path, ...words])
  expect(result.code).toBe(code)
  expect(result.stderr).toContain(said)
})
