/** RAR and 7z: their files are imported from where they lie, by the process without rights; passwords, hidden names, archives in archives, hostile ones. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test, vi } from 'vitest'
import type { AppError } from '../../shared/errors.ts'
import { writeRar4, writeRar5 } from '../helpers/rarWriter.ts'
import { temporaryFolder } from '../helpers/engine.ts'
import { importCase } from './importCase.ts'

const file = (name: string): Buffer => readFileSync(new URL(`../fixtures/archives/${name}`, import.meta.url))
const table =
  '交易卡号,交易户名,交易时间,交易金额,收付标志,交易对手账卡号\n6222021234567890123,张三,2022-01-02 03:04:05,12.50,出,6222021234567890131\n'
const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')
const failure = (call: Promise<unknown>): Promise<Pick<AppError, 'code' | 'details'> | null> =>
  call.then(
    () => null,
    (error: AppError) => ({ code: error.code, details: error.details }),
  )

test('files of RAR and 7z archives are imported where they lie; undo and redo need no archive, nothing is written beside', async () => {
  const { engine, give, facts } = await importCase()
  // A place of this test's own: other files of the run use the common one at the same time.
  const beside = temporaryFolder()
  vi.stubEnv('TMPDIR', beside)
  const unpack = (name: string, bytes: Buffer, password?: string) =>
    engine.call('import.unpack', {
      fileId: give(name, bytes),
      ...(password === undefined ? {} : { password }),
    })

  const plain = await unpack('调证.7z', file('7zip-plain.7z'))
  expect(plain).toMatchObject({
    format: '7z',
    sha256: sha256(file('7zip-plain.7z')),
    refused: [],
    ignored: [],
  })
  expect(plain.members.map(({ fileName, path, size }) => [fileName, path, size])).toEqual([
    ['扣押清单.docx', '调证.7z/扣押清单.docx', 6_107],
    ['说明.txt', '调证.7z/说明.txt', 3],
    ['流水.csv', '调证.7z/银行/流水.csv', Buffer.byteLength(table)],
  ])
  const batch = await engine.call('import.run', { fileId: plain.members[2]?.fileId ?? '' })
  expect(batch).toMatchObject({
    archive: { fileName: '调证.7z', path: '银行/流水.csv' },
    sha256: sha256(table),
    reconciliation: { accepted: 1 },
  })
  expect(
    (await engine.call('import.run', { fileId: plain.members[0]?.fileId ?? '' })).reconciliation.accepted,
  ).toBe(7)
  const held = await facts()
  await engine.call('import.undo', { batchId: batch.batchId })
  await engine.call('import.redo', { batchId: batch.batchId })
  expect((await engine.call('import.batches', {})).map(({ status }) => status)).toEqual(['active', 'active'])
  expect(Object.keys(await facts())).toEqual(Object.keys(held))

  for (const [name, bytes] of [
    ['旧.rar', writeRar4([{ name: 'bank/a.csv', data: table }])],
    ['新.rar', writeRar5([{ name: '银行/a.csv', data: table }])],
  ] as const) {
    const archive = await unpack(name, bytes)
    expect([archive.format, archive.members.map(({ size }) => size)], name).toEqual([
      'rar',
      [Buffer.byteLength(table)],
    ])
    expect(
      (await engine.call('import.inspect', { fileId: archive.members[0]?.fileId ?? '' })).sha256,
      name,
    ).toBe(sha256(table))
  }
  // An archive in an archive, of both kinds.
  const nested = await unpack('外.rar', writeRar5([{ name: '里.7z', data: file('7zip-plain.7z') }]))
  const inner = await engine.call('import.unpack', { fileId: nested.members[0]?.fileId ?? '' })
  expect(inner.members[2]).toMatchObject({ path: '外.rar/里.7z/银行/流水.csv' })
  expect(
    (await engine.call('import.inspect', { fileId: inner.members[2]?.fileId ?? '' })).archive,
  ).toMatchObject({ fileName: '外.rar', path: '里.7z/银行/流水.csv' })
  expect(tmpdir()).toBe(beside)
  expect(readdirSync(beside)).toEqual([])
  vi.unstubAllEnvs()
})

test('passwords are asked for, a wrong one is told, also where the names are hidden; hostile archives end with a name', async () => {
  const { engine, give } = await importCase()
  const locked = [
    ['a.7z', file('7zip-locked.7z'), '密码Abc1'],
    ['b.7z', file('7zip-names-hidden.7z'), 'abc123'],
    // 7-Zip calls this one broken, not locked, when it is opened without its password.
    ['noise.7z', file('7zip-names-hidden-noise.7z'), 'abc'],
    ['c.rar', writeRar5([{ name: '流水.csv', data: table, password: '密码Abc1' }]), '密码Abc1'],
  ] as const
  for (const [name, bytes, password] of locked) {
    const fileId = give(name, bytes)
    expect(await failure(engine.call('import.unpack', { fileId })), name).toMatchObject({
      code: 'file-encrypted',
      details: { file: name },
    })
    for (const wrong of ['x', 'ABC123', '密码', 'abcd'])
      expect(await failure(engine.call('import.unpack', { fileId, password: wrong })), name).toMatchObject({
        code: 'file-password-wrong',
      })
    const { members } = await engine.call('import.unpack', { fileId, password })
    const member = members.find(({ fileName }) => fileName === '流水.csv')
    expect((await engine.call('import.inspect', { fileId: member?.fileId ?? '' })).sha256, name).toBe(
      sha256(table),
    )
  }

  const hostile: readonly (readonly [string, Buffer, string, string?])[] = [
    ['up.rar', writeRar5([{ name: '../../etc/a.csv', data: table }]), 'file-hostile', 'entry-name'],
    ['up.7z', file('7zip-climbing.7z'), 'file-hostile', 'entry-name'],
    ['root.7z', file('7zip-absolute.7z'), 'file-hostile', 'entry-name'],
    ['root.rar', writeRar5([{ name: '/etc/a.csv', data: table }]), 'file-hostile', 'entry-name'],
    [
      'twice.rar',
      writeRar5([
        { name: 'a', data: '1' },
        { name: 'a', data: '2' },
      ]),
      'file-hostile',
      'entry-twice',
    ],
    ['volume.rar', writeRar5([{ name: 'a', data: '1' }], { volume: true }), 'file-unreadable', 'volumes'],
    ['bomb.7z', file('7zip-bomb.7z'), 'file-hostile', 'inflated-size'],
    ['cut.7z', file('7zip-plain.7z').subarray(0, 3_000), 'file-truncated'],
    ['head.7z', Buffer.from('377abcaf271c0004', 'hex'), 'file-unreadable'],
    ['head.rar', Buffer.from('526172211a0700cf', 'hex'), 'file-unreadable'],
  ]
  for (const [name, bytes, code, what] of hostile) {
    const found = await failure(engine.call('import.unpack', { fileId: give(name, bytes) }))
    expect([found?.code, found?.details['what']], name).toEqual([code, what ?? found?.details['what']])
  }
  // What cannot be read of an archive is named, the rest is read.
  const mixed = await engine.call('import.unpack', {
    fileId: give(
      'mixed.rar',
      writeRar5([
        { name: 'link.csv', data: '', link: '/etc/passwd' },
        { name: 'broken.csv', data: table, lie: { crc: 1 } },
        { name: 'good.csv', data: table },
      ]),
    ),
  })
  expect(mixed.refused.map(({ path, error }) => [path, error.details['what']])).toEqual([
    ['mixed.rar/link.csv', 'link'],
  ])
  expect(
    (await failure(engine.call('import.inspect', { fileId: mixed.members[0]?.fileId ?? '' })))?.code,
  ).toBe('file-unreadable')
})
