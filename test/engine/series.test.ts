/** Many case files by what they share: clusters, copies, files that do not open, sums by month; nothing is written into any of them. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { AnalysisResult } from '../../shared/contract/analyses/result.ts'
import { temporaryEngine, temporaryFolder, type TemporaryEngine } from '../helpers/engine.ts'
import { linesOf, noteOf } from './analysisLines.ts'

let bench: TemporaryEngine
let folder: string
const paths: Record<string, string> = {}
const register = (rows: readonly (readonly string[])[]): string =>
  ['姓名,身份证号,手机号,银行卡号', ...rows.map((row) => row.join(','))].join('\n')
const statement = (
  card: string,
  rows: readonly (readonly [time: string, yuan: string, other: string])[],
): string =>
  [
    '交易卡号,交易时间,借贷标志,交易金额,对手账号,交易流水号',
    ...rows.map(
      ([time, yuan, other], place) => `${card},${time},出,${yuan},${other},${card.slice(-4)}S${place}`,
    ),
  ].join('\n')

/** Makes a case of some tables and puts its file into the folder. */
async function makeCase(name: string, tables: Readonly<Record<string, string>>): Promise<void> {
  const { engine, casesFolder } = bench
  const before = new Set(readdirSync(casesFolder))
  await engine.call('workspace.create', { name, passphrase: null })
  for (const [file, text] of Object.entries(tables)) {
    const path = join(folder, file)
    writeFileSync(path, text)
    await engine.call('import.run', { fileId: engine.files.grant(path) })
  }
  await engine.call('workspace.close', {})
  const made = readdirSync(casesFolder).find((file) => file.endsWith('.lzcase') && !before.has(file)) ?? ''
  paths[name] = join(casesFolder, made)
}
const read = (names: readonly string[], more: Record<string, unknown> = {}): Promise<AnalysisResult> =>
  bench.engine.call('series.read', {
    cases: names.map((name) => ({ place: bench.engine.files.grant(paths[name] ?? name) })),
    ...more,
  })
beforeAll(async () => {
  bench = await temporaryEngine()
  folder = temporaryFolder()
  await bench.engine.call('workspace.close', {})
  // A and B share a person and a card; B and C a phone; D has only a service number and a placeholder in common.
  await makeCase('甲案', {
    'a1.csv': register([['张三', '11010519491231002X', '13912340001', '6228481234567890123']]),
    'a2.csv': statement('6217001234567890128', [
      ['2024-01-05 10:00:00', '100.10', '6222021234567890128'],
      ['2024-02-05 10:00:00', '200', '6222021234567890128'],
    ]),
  })
  await makeCase('乙案', {
    'b1.csv': register([['张三', '11010519491231002X', '13912340002', '6228489999999999999']]),
    'b2.csv': statement('6217009999999999998', [['2024-01-06 10:00:00', '50.05', '6222021234567890128']]),
  })
  await makeCase('丙案', { 'c1.csv': register([['李四', '440524188001010014', '13912340002', '']]) })
  await makeCase('丁案', {
    'd1.csv': register([
      ['王五', '', '95588', ''],
      ['赵六', '', '13800000000', ''],
    ]),
  })
})

test('cases that share a number are one cluster, through one another too; sums by month are exact', async () => {
  const before = Object.values(paths).map((path) => readFileSync(path))
  const result = await read(['甲案', '乙案', '丙案', '丁案'])
  expect(linesOf(result, 'clusters')).toMatchObject([{ count: 3, cases: '甲案、乙案、丙案', shared: 3 }])
  expect(
    linesOf(result, 'shared')
      .map(({ value, count }) => [value, count])
      .toSorted(),
  ).toEqual([
    ['11010519491231002X', 2],
    ['13912340002', 2],
    ['6222021234567890128', 2],
  ])
  expect(linesOf(result, 'pairs').map(({ one, other, shared }) => [one, other, shared])).toEqual([
    ['甲案', '乙案', 2],
    ['乙案', '丙案', 1],
  ])
  const phone = linesOf(result, 'shared').find(({ value }) => value === '13912340002')
  expect(phone?.['cases']).toBe('乙案：张三（11010519491231002X）；丙案：李四（440524188001010014）')
  const months = linesOf(result, 'months').filter(({ kind }) => (kind as { en: string }).en === 'Transfers')
  expect(
    months.map(({ month, cases, rows, sum }) => [month, cases, rows, (sum as { minor: number }).minor]),
  ).toEqual([
    ['2024-01', 2, 2, 15_015],
    ['2024-02', 1, 1, 20_000],
  ])
  // Read-only: not a byte has changed.
  expect(Object.values(paths).map((path) => readFileSync(path))).toEqual(before)
})
test('a copy is told and not compared, a file that is none is told, and the others are read', async () => {
  const copy = join(folder, '副本.lzcase')
  copyFileSync(paths['甲案'] ?? '', copy)
  const broken = join(folder, '坏.lzcase')
  writeFileSync(broken, 'not a case')
  const result = await read(['甲案', copy, broken, '乙案'])
  expect(linesOf(result, 'cases').map(({ file, problem }) => [file, problem === null])).toEqual([
    [expect.any(String), true],
    ['副本.lzcase', false],
    ['坏.lzcase', false],
    [expect.any(String), true],
  ])
  expect(noteOf(result, 'copies')).toContain('1 个')
  expect(noteOf(result, 'not-read')).toContain('1 个')
  expect(linesOf(result, 'shared').length).toBe(2)
})
test('only what is asked for joins, and nothing without files', async () => {
  expect(linesOf(await read(['甲案', '乙案'], { families: ['phone'] }), 'shared')).toEqual([])
  expect(linesOf(await read(['甲案', '乙案'], { families: ['name'] }), 'shared')).toMatchObject([
    { value: '张三' },
  ])
  await expect(read([])).rejects.toMatchObject({ code: 'invalid-arguments' })
})
