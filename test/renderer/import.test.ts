/** The queue of files on the engine itself: looked at, corrected by hand, imported, taken back. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, expect, test, vi } from 'vitest'
import { AppError, api, useConnection } from '../../renderer/api/index.ts'
import { setLanguage } from '../../renderer/i18n/index.ts'
import { useImports } from '../../renderer/stores/import/imports.ts'
import {
  fileSummary,
  missingText,
  progressText,
  reasonsText,
} from '../../renderer/views/import/importWords.ts'
import { shownRows } from '../../renderer/views/import/previewRows.ts'
import { columnLetters, outcomeText } from '../../renderer/words/outcomes.ts'
import { engineAt, temporaryFolder } from '../helpers/engine.ts'
import { fakeConnection, settled } from './fakeConnection.ts'

beforeEach(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } })
  setLanguage('zh-CN')
  setActivePinia(createPinia())
})

// A typed list: a title, an amount in words, a total. The last column has a header nobody knows.
const typed = [
  '扣押清单,,,,',
  '编号,物品名称,数量,单位,特征,谁记的',
  '1,盗版剧本杀《孤岛回声》,99,盒,盒装,小王',
  '2,盗版剧本杀《末班电车》,约二百,盒,盒装,小王',
  '3,手机,2,部,华为牌,小李',
  '合计,,101,,,',
].join('\n')

async function engineWith(files: Readonly<Record<string, string | Buffer>>) {
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

test('a list is recognised, previewed with its problem by row, corrected by hand, imported, undone and imported again', async () => {
  const granted = await engineWith({ '扣押清单.csv': typed })
  const imports = useImports()
  imports.addGranted(granted)
  await looked(imports)
  const [file] = imports.files
  if (file === undefined) throw new Error('the file is in the queue')
  expect([file.state, imports.plan?.kind, imports.plan?.headerRow]).toEqual(['ready', 'seizure', 2])
  await vi.waitFor(
    () => {
      expect(imports.lookOf(file, 0)?.preview).not.toBeNull()
    },
    { timeout: 30_000 },
  )
  const preview = imports.lookOf(file, 0)?.preview
  const bad = preview?.issues.find((issue) => issue.code === 'not-a-number')
  expect([bad?.field, bad?.firstRow, bad?.sample]).toEqual(['quantity', 4, '约二百'])
  expect(fileSummary(file, (index) => imports.lookOf(file, index))).toBe('扣押物品 · 3 行 · UTF-8')
  if (imports.sheet === null || imports.plan === null || preview === undefined || preview === null)
    throw new Error('the sheet is previewed')
  expect(
    shownRows(imports.sheet, imports.plan, preview).map((row) => [row.row, row.role, row.issues.size]),
  ).toEqual([
    [1, 'title', 0],
    [2, 'header', 0],
    [3, 'data', 0],
    [4, 'data', 1],
    [5, 'data', 0],
    [6, 'total', 0],
  ])

  // The feature column is left out, the unknown one becomes the remark.
  const position = (header: string) =>
    imports.plan?.columns.findIndex((column) => column.header === header) ?? -1
  imports.setField(position('特征'), null)
  imports.setField(position('谁记的'), 'remark')
  await imports.run(file.key)
  const batch = imports.files[0]?.batch
  expect([imports.files[0]?.state, batch?.reconciliation]).toEqual([
    'done',
    { read: 5, accepted: 3, duplicate: 0, rejected: 0, skipped: 2 },
  ])
  const table = await api.call('records.window', { scope: { kind: 'seizure' }, offset: 0, limit: 10 })
  const stored = table.rows.map((row) =>
    row.values.filter((value) => value === '小王' || value === '小李' || value === '盒装'),
  )
  expect(stored).toEqual([['小王'], ['小王'], ['小李']])

  await imports.move(batch?.batchId ?? 0, 'undone')
  expect([imports.files[0]?.batch?.status, (await api.call('tables.list', {})).length]).toEqual(['undone', 0])
  await imports.move(batch?.batchId ?? 0, 'active')
  const again = await api.call('records.window', { scope: { kind: 'seizure' }, offset: 0, limit: 10 })
  expect(again.rows.map((row) => row.values)).toEqual(table.rows.map((row) => row.values))
})
test('the values of a form stand beside the cells they come from, and so do its faults', async () => {
  const granted = await engineWith({
    '基本情况.csv': [
      '犯罪嫌疑人基本情况,,,',
      '姓名,赵一,性别,男',
      '身份证号,310115199003071230,出生日期,1990-03-07',
      '户籍地,上海市浦东新区人民路1号,联系电话,13800138001',
      '涉嫌罪名,侵犯著作权罪,强制措施,刑事拘留',
    ].join('\n'),
    '清单.csv': typed,
  })
  const imports = useImports()
  imports.addGranted(granted)
  await looked(imports)
  const rowsOf = async (place: number) => {
    const file = imports.files[place]
    if (file === undefined) throw new Error('both files are there')
    imports.select(file.key)
    await vi.waitFor(() => expect(imports.lookOf(file, 0)?.preview ?? null).not.toBeNull(), {
      timeout: 30_000,
    })
    const preview = imports.lookOf(file, 0)?.preview ?? null
    if (imports.sheet === null || imports.plan === null) throw new Error('the sheet is previewed')
    return shownRows(imports.sheet, imports.plan, preview)
  }
  const form = await rowsOf(0)
  expect(
    form.map((row) =>
      [...(row.form?.fields ?? [])].map(([column, field]) => [column, row.form?.record?.values[field]]),
    ),
  ).toEqual([
    [],
    [
      [1, '赵一'],
      [3, 'male'],
    ],
    [
      [1, '310115199003071230'],
      [3, '1990-03-07'],
    ],
    [
      [1, '上海市浦东新区人民路1号'],
      [3, '13800138001'],
    ],
    [
      [1, '侵犯著作权罪'],
      [3, '刑事拘留'],
    ],
  ])
  expect(form.map(({ issues }) => [...issues].map(([column, { code }]) => [column, code]))).toEqual([
    [],
    [],
    [[1, 'bad-check-digit']],
    [],
    [],
  ])
  expect((await rowsOf(1)).every((row) => row.form === null)).toBe(true)
})
test('everything at once: what is ready goes in, the picture says why not, the same bytes are not taken twice', async () => {
  const granted = await engineWith({
    '清单.csv': typed,
    '副本.csv': typed,
    '现场照片.xlsx': Buffer.from('ffd8ffe000104a46494600010100', 'hex'),
  })
  const imports = useImports()
  imports.addGranted(granted)
  await looked(imports)
  const result = await imports.runSure()
  const states = Object.fromEntries(imports.files.map((file) => [file.fileName, file.state]))
  const photo = imports.files.find((file) => file.fileName === '现场照片.xlsx')?.error
  expect([result, states, photo instanceof AppError ? photo.code : null]).toEqual([
    { done: 1, failed: 0 },
    { '清单.csv': 'done', '副本.csv': 'already', '现场照片.xlsx': 'failed' },
    'file-not-table',
  ])
})
test('what systems leave behind in folders is not queued, and every file knows the folders it stood in', async () => {
  const { connection } = fakeConnection({ take: () => Promise.reject(new AppError('io-error', 'not here')) })
  useConnection(connection)
  const imports = useImports()
  imports.addDropped(
    ['.DS_Store', '~$流水.xlsx', 'Thumbs.db', '流水.xlsx'].map((name) => ({
      file: new File(['x'], name),
      path: '卷宗/银行',
    })),
  )
  await vi.waitFor(() => {
    expect(imports.files[0]?.state).toBe('failed')
  })
  expect(imports.files.map((file) => [file.fileName, file.path])).toEqual([['流水.xlsx', '卷宗/银行']])
})
test('a file taken out of the queue while it is read cancels the reading', async () => {
  const { connection, calls } = fakeConnection()
  useConnection(connection)
  const imports = useImports()
  imports.addGranted([{ fileId: 'a'.repeat(32), fileName: '流水.xlsx', size: 1 }])
  await settled()
  imports.remove(imports.files[0]?.key ?? 0)
  expect([imports.files.length, calls[0]?.name, calls[0]?.aborted()]).toEqual([0, 'import.inspect', true])
})
test('one row is told as one in English', async () => {
  const imports = useImports()
  imports.addGranted(
    await engineWith({
      '一.csv': typed.split('\n').slice(1, 3).join('\n'),
      '二.csv': typed.split('\n').slice(1, 4).join('\n'),
    }),
  )
  await looked(imports)
  const told = () => imports.files.map((file) => fileSummary(file, (sheet) => imports.lookOf(file, sheet)))
  imports.select(imports.files[1]?.key ?? 0)
  setLanguage('en')
  await vi.waitFor(
    () => expect(told().map((text) => /\d+ rows?/.exec(text)?.[0])).toEqual(['1 row', '2 rows']),
    { timeout: 30_000 },
  )
  expect(progressText({ stage: 'rows', done: 1, total: null, about: false, rate: null })).toBe('1 row')
})
test('sentences are made of codes: reasons, progress, what is missing, outcomes, columns', () => {
  expect([
    reasonsText([
      { code: 'headers-hit', values: [8, 9] },
      { code: 'title', values: ['扣押清单', '扣 押 清 单'] },
    ]),
    progressText({ stage: 'rows', done: 4_810, total: 7_756, about: false, rate: 52_000 }),
    progressText({ stage: 'hash', done: 0, total: null, about: false, rate: null }),
    missingText({
      index: 0,
      name: 'a',
      kind: 'seizure',
      headerRow: 1,
      headerRows: 1,
      columns: [],
      chosen: true,
      place: 0,
      firstRow: 1,
    }),
    outcomeText('skipped', 'total'),
    outcomeText('rejected', 'required-empty'),
    outcomeText('accepted', null),
    [0, 25, 26, 701, 702].map(columnLetters),
  ]).toEqual([
    '依据：表头命中 8 项（共 9 列），标题含“扣押清单”。',
    '4,810 / 7,756 行 · 每秒 5.2 万行 · 余 1 秒',
    '校验原件',
    '缺少必需的列：物品名称；数量；特征 或 持有人 或 体积 或 重量 或 单位 或 物品性质',
    '跳过 · 合计',
    '退回 · 必填内容为空',
    '接收',
    ['A', 'Z', 'AA', 'ZZ', 'AAA'],
  ])
})
