/** The desk's queue on the engine itself: what is sure, what is decided once for many, order, pause, archives, kept mappings. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { api, useConnection } from '../../renderer/api/index.ts'
import { setLanguage } from '../../renderer/i18n/index.ts'
import {
  canImport,
  isSure,
  secondsByFile,
  shareDone,
  standingOf,
  waitingSheets,
  wholeProgress,
} from '../../renderer/stores/import/importFiles.ts'
import type { QueuedFile } from '../../renderer/stores/import/importFiles.ts'
import { useImports } from '../../renderer/stores/import/imports.ts'
import { useMappings } from '../../renderer/stores/import/mappings.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { fakeConnection, settled } from './fakeConnection.ts'

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  setLanguage('zh-CN')
  setActivePinia(createPinia())
})
async function engineWith(files: Readonly<Record<string, string | Uint8Array>>) {
  const folder = temporaryFolder()
  const engine = engineAt(folder)
  useConnection({ ...fakeConnection().connection, client: engine })
  await api.call('workspace.create', { name: '试案', passphrase: null })
  return Object.entries(files).map(([name, content]) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return { fileId: engine.files.grant(path), fileName: name, size: Buffer.byteLength(content) }
  })
}
async function looked(imports: ReturnType<typeof useImports>): Promise<void> {
  await vi.waitFor(
    () => {
      expect(imports.files.every((file) => file.state !== 'waiting' && file.state !== 'reading')).toBe(true)
    },
    { timeout: 30_000 },
  )
}
const keyOf = (imports: ReturnType<typeof useImports>, name: string) =>
  imports.files.find((file) => file.fileName === name)?.key ?? 0

// A ledger nobody knows, in two files; in the second its header stands a row lower.
const ledger = (first: string, rows: readonly string[]) =>
  [...(first === '' ? [] : [first]), '经手,记账日子,钱数,写的啥', ...rows].join('\n')
const one = ledger('', ['小王,2022-05-01,100.00,纸', '小李,2022-05-02,200.50,墨'])
const two = ledger('台账（续）', ['小王,2022-06-01,300.00,纸'])

test('a decision on one file is put to every file with its header, wherever that stands, and not to others', async () => {
  const imports = useImports()
  imports.addGranted(
    await engineWith({ '台账一.csv': one, '台账二.csv': two, '别的.csv': '甲,乙,丙\n1,2,3\n' }),
  )
  await looked(imports)
  expect(imports.files.map((file) => [file.fileName, standingOf(file)])).toEqual([
    ['台账一.csv', 'decide'],
    ['台账二.csv', 'decide'],
    ['别的.csv', 'decide'],
  ])
  imports.select(keyOf(imports, '台账一.csv'))
  imports.setKind('other')
  for (const [header, field] of [
    ['经手', 'name'],
    ['记账日子', 'time'],
    ['钱数', 'amount'],
  ] as const)
    imports.setField(imports.plan?.columns.findIndex((column) => column.header === header) ?? -1, field)
  expect([imports.alikeElsewhere.map(({ key }) => key), imports.applyElsewhere()]).toEqual([
    [keyOf(imports, '台账二.csv')],
    1,
  ])
  expect([
    imports.alikeElsewhere.length,
    imports.files.map((file) => standingOf(file)),
    imports.files[1]?.plans[0]?.headerRow,
  ]).toEqual([0, ['ready', 'ready', 'decide'], 2])
  expect(await imports.runSure()).toEqual({ done: 2, failed: 0 })
  const table = await api.call('records.window', { scope: { kind: 'other' }, offset: 0, limit: 10 })
  expect(table.rows.map((row) => row.values.filter((value) => typeof value === 'number'))).toEqual([
    [10_000],
    [20_050],
    [30_000],
  ])
})
test('a mapping kept for a header is applied to the next file with it; taken out and brought back by its name', async () => {
  const imports = useImports()
  const mappings = useMappings()
  const [first, second] = await engineWith({ '台账一.csv': one, '台账二.csv': two })
  if (first === undefined || second === undefined) throw new Error('two files')
  imports.addGranted([first])
  await looked(imports)
  imports.setKind('other')
  imports.setField(0, 'name')
  imports.setField(2, 'amount')
  imports.setFixed('remark', '从抽屉里来')
  if (imports.plan === null) throw new Error('a sheet is shown')
  await mappings.save('抽屉台账', imports.plan)
  imports.addGranted([second])
  await looked(imports)
  expect(
    imports.files[1]?.plans[0]?.columns.map(({ column, field, reason }) => [
      column,
      field,
      field === null ? 'none' : reason,
    ]),
  ).toEqual([
    [0, 'name', 'saved'],
    [1, null, 'none'],
    [2, 'amount', 'saved'],
    [3, null, 'none'],
  ])
  const [kept] = mappings.list
  if (kept === undefined) throw new Error('it is kept')
  await mappings.rename(kept, '旧台账')
  expect(mappings.list.map(({ name }) => name)).toEqual(['旧台账'])
  await mappings.remove(kept.mappingId)
  expect(mappings.list).toEqual([])
})
test('a value typed for the whole sheet stands in every row', async () => {
  const imports = useImports()
  imports.addGranted(await engineWith({ '台账.csv': one }))
  await looked(imports)
  imports.setKind('other')
  imports.setField(2, 'amount')
  imports.setFixed('name', '某甲')
  await imports.run(imports.files[0]?.key ?? 0)
  const table = await api.call('records.window', {
    scope: { kind: 'other', filter: [{ field: 'name', op: 'is', values: ['某甲'] }] },
    offset: 0,
    limit: 10,
  })
  expect(table.total).toBe(2)
})
test('an archive becomes its files, each with the place it lay in; what systems left behind is counted', async () => {
  const imports = useImports()
  const bytes = (text: string) => new TextEncoder().encode(text)
  const people = bytes('姓名,身份证号\n张三,110101199003074514\n')
  imports.addGranted(
    await engineWith({
      '扣押U盘.zip': zipSync({
        '人员/名单.csv': people,
        '__MACOSX/._名单.csv': bytes('x'),
        '照片.jpg': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46),
      }),
    }),
  )
  await looked(imports)
  expect(imports.files.map((file) => [file.path, file.fileName, standingOf(file)])).toEqual([
    ['扣押U盘.zip/人员', '名单.csv', 'ready'],
    ['扣押U盘.zip', '照片.jpg', 'failed'],
  ])
  expect(imports.takeUnpacked()).toEqual([{ fileName: '扣押U盘.zip', files: 2, refused: 0, ignored: 1 }])
  await imports.run(imports.files[0]?.key ?? 0)
  expect(imports.files[0]?.batch?.archive?.path).toBe('人员/名单.csv')
})

const file = (next: Partial<QueuedFile>): QueuedFile => ({
  key: 1,
  fileName: 'a.csv',
  size: 100,
  path: '',
  fileId: null,
  member: false,
  state: 'queued',
  inspection: null,
  encoding: null,
  separator: null,
  password: null,
  plans: [],
  decided: [],
  progress: null,
  batch: null,
  error: null,
  ...next,
})
test('how far a run is follows from the sizes of its files and the rows of the one under way', () => {
  const half = file({
    state: 'importing',
    size: 300,
    progress: { stage: 'rows', done: 50, total: 100, about: false, rate: null },
  })
  expect([
    shareDone(half),
    wholeProgress([file({ state: 'done' }), half, file({}), file({ state: 'failed' })]),
  ]).toEqual([0.5, { files: 4, finished: 2, bytes: 600, doneBytes: 350 }])
})
test('what is left follows from the speed of the file under way and the sizes that wait', () => {
  const under = file({
    state: 'importing',
    size: 1_000,
    progress: { stage: 'rows', done: 500, total: 1_000, about: true, rate: 100 },
  })
  expect([
    secondsByFile([under]),
    secondsByFile([under, file({ size: 3_000 })]),
    secondsByFile([
      { ...under, progress: { stage: 'hash', done: 0, total: null, about: false, rate: null } },
    ]),
    secondsByFile([file({})]),
  ]).toEqual([5, 35, null, null])
})
test('a file is sure only when every chosen sheet is, and a confirmed one is', async () => {
  const imports = useImports()
  imports.addGranted(await engineWith({ '名单.csv': '姓名,身份证号\n张三,110101199003074514\n' }))
  await looked(imports)
  const [known] = imports.files
  if (known?.inspection === undefined || known.inspection === null) throw new Error('it was looked at')
  const doubtful: QueuedFile = {
    ...known,
    inspection: {
      ...known.inspection,
      sheets: known.inspection.sheets.map((sheet) => ({ ...sheet, confidence: 0.69 })),
    },
  }
  expect([
    isSure(known),
    isSure(doubtful),
    standingOf(doubtful),
    isSure({ ...doubtful, decided: [0] }),
  ]).toEqual([true, false, 'decide', true])
})
test('the queue is imported in its own order, is held between files, and gives back what is cancelled', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const imports = useImports()
  imports.addGranted(
    ['a', 'b', 'c'].map((name) => ({ fileId: name.repeat(32), fileName: `${name}.csv`, size: 10 })),
  )
  const inspection = (name: string) => ({
    fileId: name.repeat(32),
    fileName: `${name}.csv`,
    size: 10,
    sha256: name,
    container: 'text',
    encoding: 'utf-8',
    separator: ',',
    encrypted: false,
    archive: null,
    alreadyImported: null,
    sheets: [
      {
        index: 0,
        name,
        firstRow: 1,
        lastRow: null,
        hidden: false,
        rowCount: 5,
        skip: null,
        headerRow: 1,
        headerRows: 1,
        kind: 'tip',
        format: null,
        confidence: 1,
        reasons: [],
        alternatives: [],
        readings: [],
        preview: [],
        columns: ['time', 'content', 'person', 'place'].map((field, column) => ({
          column,
          header: field,
          field,
          confidence: 1,
          reason: 'exact',
          evidence: '',
        })),
      },
    ],
  })
  for (const name of ['a', 'b', 'c']) {
    await vi.waitFor(() => {
      expect(calls.filter((call) => call.name === 'import.inspect').length).toBe('abc'.indexOf(name) + 1)
    })
    calls.findLast((call) => call.name === 'import.inspect')?.answer(inspection(name))
    await settled()
  }
  const states = () => imports.files.map((queued) => `${queued.fileName[0]}:${queued.state}`).join(' ')
  imports.reorder(keyOf(imports, 'c.csv'), 0)
  expect(imports.files.map(isSure)).toEqual([true, true, true])
  // A sheet in doubt waits for a person, and its file with it.
  const [queued] = imports.files
  const found = queued?.inspection ?? null
  if (queued === undefined || found === null) throw new Error('the file was looked at')
  const doubtful = {
    ...queued,
    inspection: { ...found, sheets: found.sheets.map((one) => ({ ...one, skip: 'undecided' as const })) },
  }
  expect([canImport(doubtful), canImport({ ...doubtful, decided: [0] })]).toEqual([false, true])
  void imports.runSure()
  await settled()
  expect(states()).toBe('c:importing a:queued b:queued')
  await Promise.all([
    imports.pause(),
    (async () => {
      await settled()
      calls.findLast((call) => call.name === 'import.pause')?.answer({ paused: true })
    })(),
  ])
  calls
    .findLast((call) => call.name === 'import.run')
    ?.answer({ batchId: 1, status: 'active', fileName: 'c.csv' })
  await settled()
  expect([states(), imports.paused, imports.whole]).toEqual([
    'c:done a:queued b:queued',
    true,
    { files: 3, finished: 1, bytes: 30, doneBytes: 10 },
  ])
  imports.cancel(keyOf(imports, 'a.csv'))
  void imports.resume()
  await settled()
  expect(states()).toBe('c:done a:ready b:importing')
  imports.cancelAll()
  expect(calls.findLast((call) => call.name === 'import.run')?.aborted()).toBe(true)
})
test('two tables of one sheet are two entries, previewed, decided and imported each for itself', async () => {
  const imports = useImports()
  const sheet = [
    '人员登记表',
    '姓名,身份证号,手机号',
    '张三,110101199003074514,13800138000',
    '李四,110101198807232114,13900139000',
    '',
    '',
    '银行流水',
    '交易卡号,交易时间,交易金额,收付标志,对手户名',
    '6217008375367000751,2022-05-01 10:00:00,100.00,进,甲',
    '6217008375367000751,2022-05-02 10:00:00,200.00,出,乙',
    '6217008375367000751,2022-05-03 10:00:00,300.00,出,丙',
  ]
    .map((line) => line.split(',').join('\t'))
    .join('\n')
  imports.addGranted(await engineWith({ '两张表.txt': sheet }))
  await looked(imports)
  const [file] = imports.files
  expect(
    file?.plans.map(({ place, index, firstRow, kind, chosen }) => [place, index, firstRow, kind, chosen]),
  ).toEqual([
    [0, 0, 1, 'personRegister', true],
    [1, 0, 7, 'transfer', true],
  ])
  imports.showSheet(1)
  await vi.waitFor(
    () => {
      expect(file === undefined ? null : imports.lookOf(file, 1)?.preview?.counts).toEqual({
        accepted: 3,
        duplicate: 0,
        rejected: 0,
        skipped: 1,
      })
    },
    { timeout: 30_000 },
  )
  await imports.run(file?.key ?? 0)
  expect((await api.call('tables.list', {})).map(({ kind, count }) => [kind, count]).toSorted()).toEqual([
    ['personRegister', 2],
    ['transfer', 3],
  ])
})
test('of a sheet that may be one table or two beside each other, what is chosen leaves out what holds the same rows', async () => {
  const imports = useImports()
  const header = '日期,户名,账号,金额'
  const both = [
    `${header},${header}`,
    '2022-11-03,孙三,6228480011223344554,100,2022-11-03,李四,6225887777888899992,300',
    '2022-11-04,孙三,6228480011223344554,200,2022-11-04,李四,6225887777888899992,400',
  ].join('\n')
  imports.addGranted(await engineWith({ '并排.csv': both }))
  await looked(imports)
  const state = () => {
    const [file] = imports.files
    if (file === undefined) throw new Error('a file')
    return [file.plans.map(({ chosen }) => chosen), waitingSheets(file), canImport(file)]
  }
  expect(state()).toEqual([[false, false, false], [0, 1, 2], false])
  imports.showSheet(0)
  imports.chooseReading(0)
  expect(state()).toEqual([[true, false, false], [], true])
  imports.showSheet(1)
  imports.chooseReading(0)
  expect(state()).toEqual([[false, true, false], [], true])
  // All at once are the parts.
  imports.setChosen([0, 1, 2], true)
  expect(state()).toEqual([[false, true, true], [], true])
  imports.showSheet(2)
  expect(imports.plan?.columns.map(({ column }) => column)).toEqual([4, 5, 6, 7])
  imports.setHeaderRow(2)
  imports.setHeaderRow(1)
  imports.setKind('other')
  expect(imports.plan?.columns.map(({ column, header: name }) => [column, name])).toEqual(
    header.split(',').map((name, at) => [4 + at, name]),
  )
  imports.setKind('transfer')
  await imports.run(imports.files[0]?.key ?? 0)
  expect((await api.call('tables.list', {})).map(({ kind, count }) => [kind, count])).toEqual([
    ['transfer', 4],
  ])
})
