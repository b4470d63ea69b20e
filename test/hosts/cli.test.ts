/** The command line as a process of its own: what stands on stdout and stderr, the exit code, and what is left on the disk. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from '../../electron/hosts/cli.ts'
import { commonOptions } from '../../electron/hosts/cli/command.ts'
import type { ImportBatch } from '../../shared/contract/index.ts'
import { writeZip } from '../helpers/zipWriter.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { json, lianzheng, lianzhengHere } from './commandLine.ts'

const root = resolve(import.meta.dirname, '..', '..')
const sample = (name: string) => join(root, 'resources', 'samples', 'piracy', name)

const digestOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

/** Made once by the command line itself; the tests below only read it. */
const made = { folder: '', path: '', imported: null as unknown }
const statement = [
  '交易卡号,交易户名,交易时间,交易金额,收付标志,对手卡号,对手户名,交易是否成功',
  '6217008375367000751,罗志华,2022-03-01 10:00:00,1234.50,出,6217003700161071325,崔雪,成功',
  '6217008375367000751,罗志华,2022-03-02 11:30:00,80000.00,出,6217003700161071325,崔雪,成功',
  '6217008375367000751,罗志华,2022-03-03 09:15:00,99.99,进,6216610240478867914,崔雪,失败',
].join('\r\n')
beforeAll(async () => {
  made.folder = mkdtempSync(join(tmpdir(), 'lianzheng-cli-test-'))
  made.path = join(made.folder, '九一二.lzcase')
  const seizure = join(made.folder, 'seizure')
  mkdirSync(join(seizure, '银行', '.hidden'), { recursive: true })
  writeFileSync(join(seizure, '银行', '流水.csv'), statement)
  writeFileSync(join(seizure, '银行', '副本.csv'), statement)
  writeFileSync(join(seizure, '银行', '.hidden', '不导入.csv'), statement)
  writeFileSync(
    join(seizure, '照片.jpg'),
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1]),
  )
  copyFileSync(sample('01_涉案人员登记表.xlsx'), join(seizure, '01_涉案人员登记表.xlsx'))
  // From the sources, engine and parser alike; all that follows is asked of the built program.
  const sources = { sources: true }
  await json(['new', made.path, '--name', '“9·12”案', '--open', '--operator', '王警官'], sources)
  made.imported = await json(['import', made.path, seizure, sample('02_扣押清单.xlsx')], sources)
})
afterAll(() => {
  rmSync(made.folder, { recursive: true, force: true })
})

test('the help names every command, and each command’s help every option it takes', async () => {
  const general = await lianzhengHere(['help'])
  expect(general.code).toBe(0)
  for (const command of commands) {
    expect(general.stdout).toContain(`  ${`${command.name} ${command.words}`.trimEnd()}`)
    expect(general.stdout).toContain(command.summary)
    const own = await lianzhengHere([...command.name.split(' '), '--help'])
    expect([own.code, own.stderr]).toEqual([0, ''])
    const listed = [...own.stdout.matchAll(/^ {2}--([a-z-]+)/gm)].map((match) => match[1])
    expect(listed.sort()).toEqual(
      [...new Set([...Object.keys(command.options), ...Object.keys(commonOptions)])].sort(),
    )
  }
})

test('what the issue promises is there: every command by its name', () => {
  const names = commands.map((command) => command.name)
  expect(names).toEqual(
    expect.arrayContaining([
      'new',
      'import',
      'tables',
      'records',
      'entities',
      'links',
      'measures',
      'search',
      'path',
      'collide',
      'report',
      'verify',
      'serve',
      'undo',
      'redo',
      'history',
      'imports',
      'identity suggest',
      'identity list',
      'identity decide',
      'identity merge',
      'identity apart',
      'identity number',
      'accounts',
      'persons',
      'findings',
    ]),
  )
  expect(new Set(names).size).toBe(names.length)
})

test('a command line that is not understood ends with 2 and says on stderr how it is meant', async () => {
  const path = join(temporaryFolder(), 'a.lzcase')
  for (const args of [
    [],
    ['no-such'],
    ['tables'],
    ['tables', 'a', 'b'],
    ['tables', path, '--no-such'],
    ['new', path, '--open'],
    ['new', path, '--name', 'x'],
    ['new', path, '--name', 'x', '--open', '--passphrase-stdin'],
    ['report', path],
    ['records', path, 'transfer', '--where', 'nonsense'],
    ['entities', path, '--limit', 'many'],
    ['measures', path, '--lang', 'fr'],
    ['identity'],
    ['identity', 'nonsense', path],
    ['identity', 'list', path, '--state', 'nonsense'],
    ['identity', 'list', path, '--reason', 'nonsense'],
    ['identity', 'list', path, '--min-score', '2'],
    ['identity', 'decide', path, 'accept'],
    ['identity', 'decide', path, 'perhaps', '1'],
    ['identity', 'decide', path, 'accept', '1', '--all'],
    ['identity', 'decide', path, 'accept', '1', '--kind', 'person'],
    ['identity', 'decide', path, 'accept', '--all', '--yes'],
    ['identity', 'number', path, 'phone', '1'],
    ['identity', 'number', path, 'nonsense', '1', '--right'],
    ['identity', 'number', path, 'phone', '1', '--right', '--nobody'],
    ['identity', 'number', path, 'phone', '1', '--nobody', '--yes'],
    ['identity', 'merge', path, '1'],
    ['persons', path, '--sort', 'nonsense'],
    ['undo', path, '--to', '1', '--import', '1'],
  ]) {
    const ran = await lianzhengHere(args)
    expect([ran.code, ran.stdout], args.join(' ')).toEqual([2, ''])
    expect(ran.stderr).not.toBe('')
    expect(ran.stderr).not.toMatch(/\n\s+at /)
  }
  expect(await lianzheng(['tables'])).toMatchObject({ code: 2, stdout: '' })
  expect(existsSync(path)).toBe(false)
})

test('an expected error ends with 1, its code and words on stderr and nothing on stdout', async () => {
  const folder = temporaryFolder()
  const notACase = join(folder, 'x.lzcase')
  writeFileSync(notACase, 'a letter, not a case')
  const missing = await lianzheng(['measures', join(folder, 'none.lzcase'), '--json'])
  expect(missing).toMatchObject({ code: 1, stdout: '' })
  expect(missing.stderr).toContain('case-not-found: 找不到案件文件')
  const foreign = await lianzheng(['tables', notACase, '--json', '--lang', 'en'])
  expect(foreign).toMatchObject({ code: 1, stdout: '' })
  expect(foreign.stderr).toContain('not-a-case-file: ')
  expect((await lianzheng(['records', made.path, 'no-such'])).stderr).toContain('kind-not-found')
  expect((await lianzheng(['records', made.path, 'transfer', '--where', 'noSuch=1'])).stderr).toContain(
    'field-not-found',
  )
  expect((await lianzheng(['new', notACase, '--name', 'x', '--open'])).stderr).toContain('case-exists')
  expect(readFileSync(notACase, 'utf8')).toBe('a letter, not a case')
})

test('a folder is imported with its paths; what is no table or there already is passed over and told', () => {
  const { files, ...total } = made.imported as {
    readonly files: readonly {
      readonly file: string
      readonly status: string
      readonly batch: ImportBatch | null
      readonly error: { readonly code: string } | null
    }[]
  }
  expect(
    files.map(({ file, status, batch, error }) => [
      file,
      status,
      batch?.reconciliation.accepted ?? error?.code,
    ]),
  ).toEqual([
    ['01_涉案人员登记表.xlsx', 'imported', 39],
    ['照片.jpg', 'passed-over', 'file-not-table'],
    ['银行/副本.csv', 'imported', 3],
    ['银行/流水.csv', 'passed-over', 'original-already-imported'],
    [sample('02_扣押清单.xlsx'), 'imported', 195],
  ])
  expect(total).toEqual({ read: 315, accepted: 237, duplicate: 0, rejected: 0, skipped: 78 })
})

test('archives are unfolded; passwords come from a file, and one that is missing is told', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a.lzcase')
  writeFileSync(
    join(folder, '调证.zip'),
    writeZip([
      { name: '银行/流水.csv', data: statement, unicode: true, password: '密码', cipher: 'aes256' },
      { name: '照片.jpg', data: Buffer.from('ffd8ffe000104a46494600010101', 'hex'), unicode: true },
    ]),
  )
  writeFileSync(join(folder, 'passwords.txt'), 'wrong\n密码\n')
  await json(['new', path, '--name', 'a', '--open'])
  const ran = async (...more: string[]) => {
    const { code, stdout } = await lianzheng(['import', path, '调证.zip', '--json', ...more], { cwd: folder })
    return [
      code,
      (
        JSON.parse(stdout) as {
          readonly files: readonly {
            readonly file: string
            readonly status: string
            readonly error: { readonly code: string } | null
          }[]
        }
      ).files.map(({ file, status, error }) => [file, status, error?.code]),
    ]
  }
  expect(await ran()).toEqual([1, [['调证.zip', 'failed', 'file-encrypted']]])
  expect(await ran('--passwords', 'passwords.txt')).toEqual([
    0,
    [
      ['调证.zip/银行/流水.csv', 'imported', undefined],
      ['调证.zip/照片.jpg', 'passed-over', 'file-not-table'],
    ],
  ])
})

test('a file that was named itself and is no table makes the command end with 1; the others are imported', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a.lzcase')
  writeFileSync(join(folder, 'empty.xlsx'), '')
  writeFileSync(join(folder, 'good.csv'), statement)
  await json(['new', path, '--name', 'a', '--open'])
  const ran = await lianzheng(['import', path, 'empty.xlsx', 'good.csv', '--json'], { cwd: folder })
  const { files } = JSON.parse(ran.stdout) as {
    readonly files: readonly { readonly file: string; readonly status: string }[]
  }
  expect([ran.code, files.map(({ file, status }) => [file, status])]).toEqual([
    1,
    [
      ['empty.xlsx', 'failed'],
      ['good.csv', 'imported'],
    ],
  ])
  expect(ran.stderr).toContain('file-empty')
  expect(await lianzheng(['import', path, 'no-such.csv'], { cwd: folder })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('file-unreadable'),
  })
})

test('a sheet in doubt is kept as it stands, told with the readings that fit, and ends with 4; --accept takes the first', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'a.lzcase')
  // A date and an amount: an account book of any kind.
  writeFileSync(
    join(folder, '账本.csv'),
    '日期,事项,金额,备注\n2023-05-01,买纸,120.00,\n2023-05-02,卖书,80.00,\n',
  )
  await json(['new', path, '--name', 'a', '--open'])
  const told = await lianzheng(['import', path, '账本.csv', '--json'], { cwd: folder })
  const result = JSON.parse(told.stdout) as {
    readonly files: readonly {
      readonly batch: { readonly sheets: readonly { readonly kind: string; readonly skip: string | null }[] }
      readonly waiting: readonly { readonly sheet: string; readonly kinds: readonly string[] }[]
    }[]
  }
  expect([told.code, result.files[0]?.batch.sheets[0]]).toMatchObject([
    4,
    { kind: 'other', skip: 'undecided' },
  ])
  expect(result.files[0]?.waiting).toMatchObject([
    { sheet: '账本', kinds: expect.arrayContaining(['transfer']) },
  ])
  expect(told.stderr).toContain('资金往来')
  expect((await lianzheng(['undo', path, '--import', '1'], { cwd: folder })).code).toBe(0)
  const taken = await lianzheng(['import', path, '账本.csv', '--accept', '--json'], { cwd: folder })
  expect([taken.code, taken.stdout]).toEqual([0, expect.stringContaining('"kind":"transfer"')])
})

test('measures --json prints id, the exact value as text, unit, rule, rows and remark and nothing else', async () => {
  const measures = await json<readonly Readonly<Record<string, unknown>>[]>(['measures', made.path])
  for (const measure of measures)
    expect(Object.keys(measure)).toEqual(['id', 'value', 'unit', 'rule', 'rows', 'why'])
  const figures = Object.fromEntries(measures.map((measure) => [measure['id'], measure['value']]))
  expect(figures).toMatchObject({
    'people.count': '39',
    'sites.count': '15',
    'seizure.items': '195',
    'seizure.boxes': '54801',
    'seizure.volume_m3': '1863.234',
    'seizure.weight_kg': '94257.1',
    'seizure.phones': '31',
    'seizure.cash': '88000.00',
    'bank.rows': '3',
    'bank.failed_transfers': '1',
  })
  const english = await json<readonly { readonly id: string; readonly rule: string }[]>([
    'measures',
    made.path,
    '--lang',
    'en',
  ])
  expect(measures.every((measure) => /\p{Script=Han}/u.test(String(measure['rule'])))).toBe(true)
  expect(english.filter((measure) => /^\p{Script=Han}/u.test(measure.rule))).toEqual([])
})

test('tables, records, entities, links, search and path answer from the rows, and leave the case byte for byte as it is', async () => {
  const before = digestOf(made.path)
  const tables = await json<readonly { readonly kind: string; readonly count: number }[]>([
    'tables',
    made.path,
  ])
  expect(tables.filter((table) => table.count > 0).map(({ kind, count }) => [kind, count])).toEqual([
    ['personRegister', 39],
    ['transfer', 3],
    ['seizure', 195],
  ])
  const records = await json<{
    readonly total: number
    readonly rows: readonly {
      readonly file: string
      readonly row: number
      readonly values: Readonly<Record<string, unknown>>
    }[]
  }>(['records', made.path, 'transfer', '--where', 'amount>=1000', '--sort', 'amount', '--descending'])
  expect([records.total, records.rows.map(({ row, values }) => [row, values['amount']])]).toEqual([
    2,
    [
      [3, '80000.00'],
      [2, '1234.50'],
    ],
  ])
  const people = await json<{ readonly total: number }>([
    'entities',
    made.path,
    '--kind',
    'person',
    '--text',
    '罗志华',
  ])
  expect(people.total).toBeGreaterThan(0)
  const links = await json<{
    readonly rows: readonly {
      readonly linkKind: string
      readonly amount: string
      readonly count: number
      readonly from: string
      readonly to: string
    }[]
  }>(['links', made.path, '--kind', 'transfer'])
  expect(links.rows[0]).toMatchObject({ count: 2, amount: '81234.50' })
  const found = await json<{ readonly total: number; readonly hits: readonly { readonly type: string }[] }>([
    'search',
    made.path,
    '6217008375367000751',
  ])
  expect(found.hits.map((hit) => hit.type)).toContain('entity')
  const way = await json<{
    readonly entities: readonly { readonly label: string }[]
    readonly links: readonly unknown[]
  }>(['path', made.path, '6217008375367000751', '6217003700161071325', '--kind', 'transfer'])
  expect([way.entities.length, way.links.length]).toEqual([2, 1])
  expect((await lianzheng(['path', made.path, 'nobody-is-called-so', '罗志华'])).stderr).toContain(
    'entity-not-found',
  )
  expect(digestOf(made.path)).toBe(before)
  expect(readdirSync(made.folder).sort()).toEqual(['seizure', '九一二.lzcase'].sort())
})

test('an encrypted case is made and read with the passphrase from stdin, and refused without it and with another', async () => {
  const path = join(temporaryFolder(), 'secret.lzcase')
  const info = await json<{ readonly encrypted: boolean }>(
    ['new', path, '--name', '机密案件一号', '--passphrase-stdin'],
    { stdin: '正确的口令一二三\r\nrest' },
  )
  expect(info.encrypted).toBe(true)
  expect(readFileSync(path).includes('机密案件一号')).toBe(false)
  expect(await json(['tables', path, '--passphrase-stdin'], { stdin: '正确的口令一二三\n' })).toEqual(
    expect.any(Array),
  )
  expect(await lianzheng(['tables', path])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('passphrase-needed'),
  })
  expect(
    await lianzheng(['tables', path, '--passphrase-stdin'], { stdin: '错误的口令一二三' }),
  ).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('wrong-passphrase') })
  expect(await lianzheng(['tables', path, '--passphrase-stdin'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('passphrase-needed'),
  })
  expect(
    await lianzheng(['new', join(path, '..', 'weak.lzcase'), '--name', 'x', '--passphrase-stdin'], {
      stdin: '1\n',
    }),
  ).toMatchObject({ code: 1, stderr: expect.stringContaining('weak-passphrase') })
  expect(existsSync(join(path, '..', 'weak.lzcase'))).toBe(false)
})

test('values, a column of a spreadsheet, two columns and another case are collided; reading leaves the case as it is', async () => {
  const before = digestOf(made.path)
  const list = await json<{
    counts: Record<string, number>
    lines: { value: string; state: string; top: { label: string }[] }[]
  }>(['collide', made.path, '6217 0083 7536 7000 751', '崔雪', '13012345678'])
  expect(list.lines.map(({ value, state }) => [value, state])).toEqual([
    ['6217008375367000751', 'found'],
    ['崔雪', 'found'],
    ['13012345678', 'absent'],
  ])
  const column = await json<{ counts: Record<string, number> }>([
    'collide',
    made.path,
    '--list',
    join(made.folder, 'seizure', '银行', '流水.csv'),
    '--column',
    'F',
    '--from-row',
    '2',
    '--show',
    'found',
    '--everywhere',
  ])
  expect(column.counts).toMatchObject({ given: 3, distinct: 2, found: 3, repeated: 1 })
  const tables = await json<{ counts: Record<string, number> }>([
    'collide',
    made.path,
    '--left',
    'transfer.ownCard',
    '--right',
    'transfer.counterAccount',
  ])
  expect(tables.counts).toEqual({ both: 0, left: 1, right: 2 })
  expect(digestOf(made.path)).toBe(before)
  const copy = join(temporaryFolder(), '另案.lzcase')
  copyFileSync(made.path, copy)
  const working = join(temporaryFolder(), '本案.lzcase')
  copyFileSync(made.path, working)
  const cases = await json<{
    overlaps: { family: string; value: string }[]
    cases: { sha256: string | null }[]
  }>(['collide', working, '--with', copy, '--by', 'account'])
  expect(cases.overlaps.map(({ value }) => value)).toEqual(
    expect.arrayContaining(['6216610240478867914', '6217003700161071325', '6217008375367000751']),
  )
  expect(new Set(cases.overlaps.map(({ family }) => family))).toEqual(new Set(['account']))
  expect([cases.cases[1]?.sha256, digestOf(copy)]).toEqual([before, before])
  expect((await lianzheng(['collide', made.path])).code).toBe(2)
})

test('the last import is undone and done again by later commands, and history and verification tell of it', async () => {
  const path = join(temporaryFolder(), 'a.lzcase')
  await json(['new', path, '--name', 'a', '--open', '--operator', '李警官'])
  await json(['import', path, sample('06_权利人作品清单.xlsx'), '--operator', '李警官'])
  const count = async (): Promise<number> =>
    (await json<readonly { readonly kind: string; readonly count: number }[]>(['tables', path])).find(
      (table) => table.kind === 'work',
    )?.count ?? 0
  expect(await count()).toBe(24)
  await json(['undo', path])
  expect(await count()).toBe(0)
  await json(['redo', path])
  expect(await count()).toBe(24)
  const history = await json<{
    readonly entries: readonly {
      readonly action: string
      readonly operator: string
      readonly status: string
    }[]
  }>(['history', path])
  expect(history.entries.map(({ action, operator, status }) => [action, operator, status])).toEqual([
    ['import.run', '李警官', 'done'],
  ])
  expect(await lianzheng(['redo', path])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nothing-to-redo'),
  })
  expect(await json(['verify', path])).toMatchObject({ ok: true })
})

test('report writes a Word and an Excel file whose hashes are those it prints', async () => {
  const path = join(temporaryFolder(), 'a.lzcase')
  copyFileSync(made.path, path)
  const out = join(path, '..', '报告')
  const written = await json<
    readonly { readonly path: string; readonly size: number; readonly sha256: string }[]
  >(['report', path, '--out', out])
  expect(
    readdirSync(out)
      .map((name) => name.slice(name.lastIndexOf('.')))
      .sort(),
  ).toEqual(['.docx', '.xlsx'])
  for (const file of written)
    expect([
      digestOf(file.path),
      Object.keys(unzipSync(readFileSync(file.path))).includes('[Content_Types].xml'),
    ]).toEqual([file.sha256, true])
})

test('report writes the forms asked for, masked as asked, and refuses others', async () => {
  const path = join(temporaryFolder(), 'a.lzcase')
  copyFileSync(made.path, path)
  const out = join(path, '..', '报告')
  const [file, ...more] = await json<readonly { readonly path: string }[]>([
    'report',
    path,
    '--out',
    out,
    '--format',
    'html',
    '--redact',
    'numbers',
  ])
  expect(more).toEqual([])
  expect(readFileSync(file?.path ?? '', 'utf8')).toContain('已遮盖部分数字')
  for (const options of [
    ['--format', 'pdf'],
    ['--redact', 'some'],
  ])
    expect(await lianzheng(['report', path, '--out', out, ...options])).toMatchObject({ code: 2 })
})

test('text for people has straight columns, also with Chinese, and notes go to stderr', async () => {
  const ran = await lianzheng(['tables', made.path])
  expect([ran.code, ran.stderr]).toEqual([0, ''])
  const [head = '', rule = '', ...rows] = ran.stdout.trimEnd().split('\n')
  expect(head).toMatch(/^kind/)
  expect(rule).toMatch(/^[─ ]+$/)
  expect(rows.length).toBeGreaterThanOrEqual(3)
})

test('serve prints its address, answers there and ends in order when asked', async () => {
  const child = spawn(
    process.execPath,
    [join(root, 'electron', 'hosts', 'cli.ts'), 'serve', '--json', '--data', temporaryFolder()],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = new Promise<number | null>((done) => {
    child.on('exit', done)
  })
  const printed = await new Promise<string>((done) => {
    child.stdout.setEncoding('utf8').once('data', done)
  })
  const { origin, token } = JSON.parse(printed) as { readonly origin: string; readonly token: string }
  const answer = await fetch(`${origin}/call`, {
    method: 'POST',
    headers: {
      origin,
      authorization: `Bearer ${token}`,
      'x-page': '0'.repeat(32),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ id: 1, name: 'workspace.read', args: {} }),
  })
  expect(await answer.json()).toMatchObject({
    id: 1,
    ok: true,
    value: { openCase: null, samples: [{ id: 'betting' }, { id: 'piracy' }] },
  })
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  await expect(fetch(origin)).rejects.toThrow()
})
