/** Archives: their files are imported from where they lie, with the path and the archive's hash, and nothing is written beside. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { gzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { AppError } from '../../shared/errors.ts'
import type { UnpackedArchive } from '../../shared/contract/imports.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { writeTar, writeZip, type ZipPart } from '../helpers/zipWriter.ts'
import { importCase, type ImportCase } from './importCase.ts'
import { gb18030, makeXlsx } from './importFiles.ts'

const table =
  '交易卡号,交易户名,交易时间,交易金额,收付标志,交易对手账卡号\n6222021234567890123,张三,2022-01-02 03:04:05,12.50,出,6222021234567890131\n'
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const failure = (call: Promise<unknown>): Promise<Pick<AppError, 'code' | 'details'> | null> =>
  call.then(
    () => null,
    (error: AppError) => ({ code: error.code, details: error.details }),
  )

async function unpacked(
  parts: readonly ZipPart[] | Uint8Array,
  options: { readonly password?: string; readonly name?: string } = {},
): Promise<ImportCase & { readonly archive: UnpackedArchive; readonly bytes: Uint8Array }> {
  const made = await importCase()
  const bytes = parts instanceof Uint8Array ? parts : writeZip(parts)
  const fileId = made.give(options.name ?? '调证.zip', bytes)
  return {
    ...made,
    bytes,
    archive: await made.engine.call('import.unpack', {
      fileId,
      ...(options.password === undefined ? {} : { password: options.password }),
    }),
  }
}
/** Text of a file that was unpacked, by importing it: its hash is then the one of the unpacked bytes. */
const hashOf = async ({ engine }: ImportCase, fileId: string): Promise<string | null> =>
  (await engine.call('import.inspect', { fileId })).sha256

test('files of a zip are imported where they lie: path, archive and its hash stay with the batch; undo and redo need no archive', async () => {
  // A place of this test's own: other files of the run, and others on the machine, use the common one at the same time.
  const beside = temporaryFolder()
  vi.stubEnv('TMPDIR', beside)
  onTestFinished(() => void vi.unstubAllEnvs())
  expect(tmpdir()).toBe(beside)
  const made = await unpacked([
    { name: '银行/', data: '', stored: true },
    { name: '银行/流水.csv', data: table, unicode: true },
    { name: '说明.txt', data: '无', unicode: true },
    { name: '__MACOSX/._流水.csv', data: 'x', unicode: true },
  ])
  const { archive, engine, bytes } = made
  expect(archive).toMatchObject({
    format: 'zip',
    fileName: '调证.zip',
    size: bytes.length,
    sha256: sha256(bytes),
    refused: [],
    ignored: ['调证.zip/__MACOSX/._流水.csv'],
  })
  expect(archive.members.map(({ fileName, path, size }) => [fileName, path, size])).toEqual([
    ['流水.csv', '调证.zip/银行/流水.csv', Buffer.byteLength(table)],
    ['说明.txt', '调证.zip/说明.txt', 3],
  ])
  const fileId = archive.members[0]?.fileId ?? ''
  const origin = { fileName: '调证.zip', sha256: sha256(bytes), path: '银行/流水.csv' }
  expect(await engine.call('import.inspect', { fileId })).toMatchObject({
    fileName: '流水.csv',
    sha256: sha256(Buffer.from(table)),
    archive: origin,
    container: 'text',
  })
  const batch = await engine.call('import.run', { fileId })
  expect(batch).toMatchObject({
    archive: origin,
    sha256: sha256(Buffer.from(table)),
    size: Buffer.byteLength(table),
    reconciliation: { accepted: 1 },
  })
  const facts = await made.facts()
  await engine.call('import.undo', { batchId: batch.batchId })
  await engine.call('import.redo', { batchId: batch.batchId })
  expect(await made.facts()).toEqual(facts)
  expect(await made.look((db) => db.prepare('SELECT path, file_name FROM originals').get())).toEqual({
    path: '调证.zip/银行/流水.csv',
    file_name: '流水.csv',
  })
  expect(readdirSync(beside).filter((name) => !name.startsWith('lianzheng-test-'))).toEqual([])
})

test('an archive says that it is one, whatever its name; a workbook is none', async () => {
  const { engine, give } = await importCase()
  for (const [name, bytes] of [
    ['a.xlsx', writeZip([{ name: 'a.csv', data: table }])],
    ['b.csv', gzipSync(table)],
    ['c.xlsx', writeTar({ 'a.csv': table })],
    ['d.xlsx', writeZip([{ name: 'a.csv', data: table, password: 'x' }])],
  ] as const) {
    expect((await failure(engine.call('import.inspect', { fileId: give(name, bytes) })))?.code, name).toBe(
      'file-is-archive',
    )
    expect((await failure(engine.call('import.run', { fileId: give(name, bytes) })))?.code, name).toBe(
      'file-is-archive',
    )
  }
  expect(
    (
      await engine.call('import.inspect', {
        fileId: give('e.zip', makeXlsx([{ name: 'S', rows: [['卡号'], ['1']] }])),
      })
    ).container,
  ).toBe('xlsx')
  expect(
    await failure(
      engine.call('import.unpack', { fileId: give('f.rar', Buffer.from('526172211a0700cf', 'hex')) }),
    ),
  ).toMatchObject({ code: 'file-unreadable', details: { what: 'archive', file: 'f.rar' } })
  expect(
    await failure(
      engine.call('import.unpack', { fileId: give('g.7z', Buffer.from('377abcaf271c0004', 'hex')) }),
    ),
  ).toMatchObject({ code: 'file-unreadable', details: { what: 'archive' } })
})

test.each([
  ['pkware', 'abc123'],
  ['pkware', '密码一'],
  ['aes128', 'abc123'],
  ['aes256', '密码一'],
] as const)('%s: the password %s is asked for, a wrong one is told', async (cipher, password) => {
  const parts: ZipPart[] = [
    { name: 'a.csv', data: table, password, cipher },
    { name: 'b.csv', data: table.repeat(3_000), password, cipher, streamed: true },
    { name: 'c.csv', data: 'x', password, cipher, stored: true },
  ]
  const { engine, give } = await importCase()
  const fileId = give('支付宝.zip', writeZip(parts))
  expect(await failure(engine.call('import.unpack', { fileId }))).toMatchObject({
    code: 'file-encrypted',
    details: { file: '支付宝.zip', container: 'zip' },
  })
  for (const wrong of ['', 'ABC123', 'x', '密码二'])
    expect(await failure(engine.call('import.unpack', { fileId, password: wrong })), wrong).toMatchObject({
      code: 'file-password-wrong',
    })
  const { members, refused } = await engine.call('import.unpack', { fileId, password })
  expect([members.length, refused]).toEqual([3, []])
  for (const [index, { data }] of parts.entries())
    expect(
      (await engine.call('import.inspect', { fileId: members[index]?.fileId ?? '' })).sha256,
      String(index),
    ).toBe(sha256(Buffer.from(data)))
})
test('a password in the code page of an old packer', async () => {
  const made = await unpacked([{ name: 'a.csv', data: table, password: gb18030('密码一') }], {
    password: '密码一',
  })
  expect(await hashOf(made, made.archive.members[0]?.fileId ?? '')).toBe(sha256(Buffer.from(table)))
})
test('a file under another password than the rest is refused by name, the others are given', async () => {
  const made = await unpacked(
    [
      { name: 'a.csv', data: table, password: 'one', cipher: 'aes256' },
      { name: 'b.csv', data: table, password: 'two', cipher: 'aes256' },
      { name: 'c.csv', data: table },
    ],
    { password: 'one' },
  )
  expect([
    made.archive.members.map(({ fileName }) => fileName),
    made.archive.refused.map(({ path, error }) => [path, error.code]),
  ]).toEqual([['a.csv', 'c.csv'], [['调证.zip/b.csv', 'file-password-wrong']]])
})
test('one flipped bit of an AES entry is found by its authentication code', async () => {
  const data = table.repeat(200)
  const bytes = writeZip([
    { name: 'a.csv', data: 'a', password: 'x', cipher: 'aes256' },
    { name: 'b.csv', data, password: 'x', cipher: 'aes256', stored: true },
  ])
  bytes[bytes.length - 400] = (bytes[bytes.length - 400] ?? 0) ^ 1
  const made = await unpacked(bytes, { password: 'x' })
  expect(
    await failure(made.engine.call('import.inspect', { fileId: made.archive.members[1]?.fileId ?? '' })),
  ).toMatchObject({ code: 'file-unreadable', details: { what: 'checksum' } })
})
test.each([
  ['7zip-aes256.zip', 'zfb123'],
  ['infozip-pkware.zip', 'abc123'],
])('%s, written by another program', async (name, password) => {
  const made = await unpacked(readFileSync(new URL(`../fixtures/archives/${name}`, import.meta.url)), {
    password,
  })
  expect(made.archive.members.map(({ fileName }) => fileName)).toEqual(['流水.csv'])
  expect(
    (await made.engine.call('import.inspect', { fileId: made.archive.members[0]?.fileId ?? '' })).sheets[0]
      ?.preview[1]?.cells,
  ).toEqual(['张三', '6222021234567890123', '12.50'])
})

test('names in GB18030, in UTF-8 without its flag, and repeated in UTF-8 beside', async () => {
  const named = async (name: Uint8Array, extra?: Uint8Array) =>
    (await unpacked([{ name, data: table, ...(extra === undefined ? {} : { extra }) }])).archive.members[0]
      ?.path
  expect(await named(gb18030('财付通/交易明细㛃.csv'))).toBe('调证.zip/财付通/交易明细㛃.csv')
  expect(await named(Buffer.from('财付通\\交易明细.csv'))).toBe('调证.zip/财付通/交易明细.csv')
  const beside = Buffer.concat([Buffer.from([0x75, 0x70, 0, 0, 1, 0, 0, 0, 0]), Buffer.from('明细.csv')])
  beside.writeUInt16LE(beside.length - 4, 2)
  expect(await named(Buffer.from('_.csv'), beside)).toBe('调证.zip/明细.csv')
})

test('gzip of one file, tar, and tar within gzip', async () => {
  const single = await unpacked(gzipSync(table), { name: '流水.csv.gz' })
  expect(single.archive).toMatchObject({
    format: 'gzip',
    members: [{ fileName: '流水.csv', path: '流水.csv.gz/流水.csv', size: Buffer.byteLength(table) }],
  })
  expect(await hashOf(single, single.archive.members[0]?.fileId ?? '')).toBe(sha256(Buffer.from(table)))
  for (const bytes of [
    writeTar({ '银行/流水.csv': table, 'b.csv': 'x,y\n1,2\n' }),
    gzipSync(writeTar({ '银行/流水.csv': table, 'b.csv': 'x,y\n1,2\n' })),
  ]) {
    const many = await unpacked(bytes, { name: '归档.tgz' })
    expect([many.archive.format, many.archive.members.map(({ path }) => path)]).toEqual([
      'tar',
      ['归档.tgz/银行/流水.csv', '归档.tgz/b.csv'],
    ])
    expect(await hashOf(many, many.archive.members[0]?.fileId ?? '')).toBe(sha256(Buffer.from(table)))
  }
  expect(await failure(unpacked(gzipSync(table).subarray(0, 60), { name: 'a.gz' }))).toMatchObject({
    code: 'file-truncated',
  })
  expect(await failure(unpacked(gzipSync(Buffer.alloc(24 << 20)), { name: 'bomb.gz' }))).toMatchObject({
    code: 'file-hostile',
    details: { what: 'inflated-size' },
  })
})

test('archives in archives, three deep and no deeper; the origin is the outermost one', async () => {
  const first = writeZip([{ name: 'a.csv', data: table }])
  const second = writeZip([{ name: '内层/first.zip', data: first, stored: true, unicode: true }])
  const third = writeZip([{ name: 'second.zip', data: second }])
  const made = await unpacked([{ name: 'third.zip', data: third, password: 'x', cipher: 'aes256' }], {
    password: 'x',
  })
  const inner = async (archive: UnpackedArchive): Promise<UnpackedArchive> =>
    made.engine.call('import.unpack', { fileId: archive.members[0]?.fileId ?? '' })
  const two = await inner(made.archive)
  const three = await inner(two)
  expect(three.members.map(({ path }) => path)).toEqual(['调证.zip/third.zip/second.zip/内层/first.zip'])
  expect(await failure(inner(three))).toMatchObject({ code: 'file-hostile', details: { what: 'nested' } })
  const shallow = await unpacked([{ name: 'second.zip', data: second }])
  const deepest = await shallow.engine.call('import.unpack', {
    fileId:
      (await shallow.engine.call('import.unpack', { fileId: shallow.archive.members[0]?.fileId ?? '' }))
        .members[0]?.fileId ?? '',
  })
  expect(
    (await shallow.engine.call('import.run', { fileId: deepest.members[0]?.fileId ?? '' })).archive,
  ).toEqual({ fileName: '调证.zip', sha256: sha256(shallow.bytes), path: 'second.zip/内层/first.zip/a.csv' })
})

test('hostile archives are refused by name', async () => {
  const what = async (bytes: Uint8Array): Promise<unknown> =>
    (await failure(unpacked(bytes)))?.details['what']
  expect(await what(writeZip([{ name: '../a.csv', data: table }]))).toBe('entry-name')
  expect(
    await what(
      writeZip([
        { name: 'a.csv', data: table },
        { name: 'A.csv', data: table },
      ]),
    ),
  ).toBe('entry-twice')
  expect(
    await what(
      writeZip([
        { name: 'a.csv', data: table },
        { name: 'b.csv', data: table, lie: { offset: 0 } },
      ]),
    ),
  ).toBe('entries-overlap')
  expect(await what(writeZip([{ name: 'a.csv', data: table }], { count: 0 }))).toBe('entry-count')
  expect((await failure(unpacked(writeZip([{ name: 'a.csv', data: table }], { count: 2 }))))?.code).toBe(
    'file-truncated',
  )
  expect((await failure(unpacked(writeZip([{ name: 'a.csv', data: table }]).subarray(0, 100))))?.code).toBe(
    'file-truncated',
  )
  const bomb = await unpacked([
    { name: 'zeros.csv', data: Buffer.alloc(24 << 20) },
    {
      name: 'lie.csv',
      data: Buffer.alloc(24 << 20, 'a,b\n'),
      lie: { inflated: 1_000, localInflated: 1_000 },
    },
    { name: 'method.csv', data: table, lie: { method: 12 } },
    { name: 'good.csv', data: table },
  ])
  expect(bomb.archive.refused.map(({ path, error }) => [path, error.code, error.details['what']])).toEqual([
    ['调证.zip/zeros.csv', 'file-hostile', 'inflated-size'],
    ['调证.zip/method.csv', 'file-unreadable', 'zip-method'],
  ])
  expect(bomb.archive.members.map(({ fileName }) => fileName)).toEqual(['lie.csv', 'good.csv'])
  expect(
    (await failure(bomb.engine.call('import.run', { fileId: bomb.archive.members[0]?.fileId ?? '' })))?.code,
  ).toBe('file-hostile')
})
test('20,000 files are given, 20,001 are not', async () => {
  const parts = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `f${index}`, data: '', stored: true }))
  expect((await unpacked(parts(20_000))).archive.members.length).toBe(20_000)
  expect(await failure(unpacked(parts(20_001)))).toMatchObject({
    code: 'file-hostile',
    details: { what: 'entries' },
  })
})

test('of a large file the hash waits for the import; whether it is imported already is told all the same', async () => {
  const { engine, give } = await importCase()
  const parts = unzipSync(
    makeXlsx([
      {
        name: 'S',
        rows: table
          .trim()
          .split('\n')
          .map((line) => line.split(',')),
      },
    ]),
  )
  // A workbook is made large by a picture in it.
  const large = (picture: number): Buffer =>
    writeZip([
      ...Object.entries(parts).map(([name, data]) => ({ name, data })),
      { name: 'xl/media/image1.png', data: new Uint8Array(picture), stored: true },
    ])
  const limit = (64 << 20) - large(0).length
  expect((await engine.call('import.inspect', { fileId: give('at.xlsx', large(limit)) })).sha256).toBe(
    sha256(large(limit)),
  )
  const fileId = give('beyond.xlsx', large(limit + 1))
  expect(await engine.call('import.inspect', { fileId })).toMatchObject({
    sha256: null,
    alreadyImported: null,
  })
  const batch = await engine.call('import.run', { fileId })
  expect([batch.sha256, batch.reconciliation.accepted]).toEqual([sha256(large(limit + 1)), 1])
  expect(await engine.call('import.inspect', { fileId })).toMatchObject({
    sha256: batch.sha256,
    alreadyImported: { batchId: batch.batchId },
  })
})

test('when the case is closed the files of its archives are let go, and what opened them is wiped', async () => {
  const { engine, archive, give } = await unpacked(
    [
      { name: 'a.csv', data: table, password: 'abc123', cipher: 'aes256' },
      {
        name: '内.zip',
        data: writeZip([{ name: 'b.csv', data: table }]),
        password: 'abc123',
        cipher: 'pkware',
        unicode: true,
      },
    ],
    { password: 'abc123' },
  )
  const [first, nested] = archive.members
  const {
    members: [inner],
  } = await engine.call('import.unpack', { fileId: nested?.fileId ?? '' })
  const kept = [first, nested, inner].map((member) => engine.files.get(member?.fileId ?? '').member)
  const readAll = async (member: (typeof kept)[number]) => {
    let size = 0
    for await (const piece of member?.pieces() ?? []) size += piece.length
    return size
  }
  // One file is let go; those that need the same password can still be read, also the one within the archive within.
  engine.files.revoke(first?.fileId ?? '')
  expect(await readAll(kept[2] ?? null)).toBe(Buffer.byteLength(table))
  const plain = give('开放.csv', Buffer.from(table))
  await engine.call('workspace.close', {})
  expect(
    [nested, inner].map((member) => {
      try {
        return engine.files.get(member?.fileId ?? '').fileName
      } catch (error) {
        return (error as AppError).code
      }
    }),
  ).toEqual(['file-not-granted', 'file-not-granted'])
  expect(engine.files.get(plain).fileName).toBe('开放.csv')
  // Whoever still holds a reader has nothing to read with; the check bytes let one wrong key in many pass, and the content then gives it away.
  for (const member of kept.slice(0, 2))
    expect(['file-password-wrong', 'file-unreadable']).toContain((await failure(readAll(member)))?.code)
})
