/** Many case files by what they share: clusters, copies, files that do not open, sums by month; nothing is written into any of them. */
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { AnalysisResult } from '../../shared/contract/analyses/result.ts'
import { bytesOf, temporaryEngine, temporaryFolder, type TemporaryEngine } from '../helpers/engine.ts'
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

test('what a file is asked for is known before it is opened', async () => {
  const { engine, casesFolder } = bench
  const before = new Set(readdirSync(casesFolder))
  await engine.call('workspace.create', { name: '密案', passphrase: '够长的口令-2026-串并' })
  const encrypted = readdirSync(casesFolder).find((file) => file.endsWith('.lzcase') && !before.has(file))
  const place = (path: string) => ({ place: engine.files.grant(path) })
  const path = join(casesFolder, encrypted ?? '')
  const looks = () =>
    engine.call('series.look', { cases: [paths['甲案'] ?? '', path].map((each) => place(each)) })
  // Open here, it needs no passphrase.
  expect(await looks()).toMatchObject([
    { encrypted: false, isOpenHere: false, problem: null },
    { fileName: encrypted, encrypted: false, isOpenHere: true, problem: null },
  ])
  const open = await engine.call('series.read', { cases: [place(path), place(paths['甲案'] ?? '')] })
  expect(open.files.map(({ name, problem }) => [name, problem])).toEqual([
    ['密案', null],
    ['甲案', null],
  ])
  await engine.call('workspace.close', {})
  expect((await looks()).map((one) => one.encrypted)).toEqual([false, true])
  const asked = async (passphrase?: string) =>
    (
      await engine.call('series.read', {
        cases: [{ ...place(path), ...(passphrase === undefined ? {} : { passphrase }) }],
      })
    ).files[0]?.problem
  expect([await asked(), await asked('一个不对的口令'), await asked('够长的口令-2026-串并')]).toEqual([
    'passphrase-needed',
    'wrong-passphrase',
    null,
  ])
})
test('the picture names the cluster of each file; sums stand by sort, month and currency, and by matter', async () => {
  const { engine } = bench
  await engine.call('workspace.open', { place: engine.files.grant(paths['甲案'] ?? '', { writable: true }) })
  await engine.call('case.describe', { cause: '诈骗', filed: '2024-03-05' })
  // The case that is open here is read where it is.
  const result = await read(['丁案', '甲案', '乙案', '丙案'])
  await engine.call('workspace.close', {})
  const answer = result as Awaited<ReturnType<typeof bench.engine.call<'series.read'>>>
  expect(answer.files.map(({ cluster }) => cluster)).toEqual([null, 1, 1, 1])
  expect(answer.drawn).toMatchObject({ omitted: 0 })
  expect(answer.drawn.values.map(({ cases }) => cases.toSorted().join()).toSorted()).toEqual([
    '1,2',
    '1,2',
    '2,3',
  ])
  expect(linesOf(result, 'causes').map(({ cause, filed, cases }) => [cause, filed, cases])).toEqual([
    [null, null, 3],
    ['诈骗', '2024-03', 1],
  ])
  const transfers = linesOf(result, 'kinds').filter(({ kind }) => (kind as { en: string }).en === 'Transfers')
  expect(transfers.map(({ cases, rows, sum }) => [cases, rows, (sum as { minor: number }).minor])).toEqual([
    [2, 3, 35_015],
  ])
  expect(noteOf(result, 'sums')).toContain('未跨案去重')
})
test('an answer leaves as Excel and CSV, and nothing of it stays in a case', async () => {
  const { engine } = bench
  const before = Object.values(paths).map((path) => readFileSync(path))
  const { seriesId } = await engine.call('series.read', {
    cases: ['甲案', '乙案', '丙案'].map((name) => ({ place: engine.files.grant(paths[name] ?? '') })),
  })
  const told = async (more: { readonly format: 'xlsx' | 'csv'; readonly table?: string }) => {
    const file = await engine.call('series.export', { seriesId, language: 'zh-CN', ...more })
    return { rows: file.rows, bytes: bytesOf(engine, file.fileId) }
  }
  const csv = await told({ format: 'csv', table: 'shared' })
  expect(csv.rows).toBe(3)
  for (const words of ['未脱敏', '13912340002', '共同号码只是线索'])
    expect(csv.bytes.toString('utf8')).toContain(words)
  expect((await told({ format: 'xlsx' })).bytes.subarray(0, 2).toString()).toBe('PK')
  await expect(
    engine.call('series.export', { seriesId: '0', language: 'en', format: 'csv' }),
  ).rejects.toMatchObject({ code: 'collision-not-found' })
  expect(Object.values(paths).map((path) => readFileSync(path))).toEqual(before)
})
test('an answer goes with the case that was open, and stays until then where none is', async () => {
  const { engine } = bench
  const asked = async (): Promise<() => Promise<unknown>> => {
    const { seriesId } = await engine.call('series.read', {
      cases: ['甲案', '乙案'].map((name) => ({ place: engine.files.grant(paths[name] ?? '') })),
    })
    return () => engine.call('series.export', { seriesId, language: 'en', format: 'csv', table: 'shared' })
  }
  const without = await asked()
  await without()
  await without()
  await engine.call('workspace.open', { place: engine.files.grant(paths['甲案'] ?? '', { writable: true }) })
  const within = await asked()
  await within()
  await engine.call('workspace.close', {})
  for (const save of [without, within])
    await expect(save()).rejects.toMatchObject({ code: 'collision-not-found' })
})
