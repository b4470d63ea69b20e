/** Files attached to statements, entities and the case: kept byte for byte, given out the same, undone and redone. */
import { randomBytes } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import { mediaType } from '../../electron/engine/attachments/mediaType.ts'
import { bytesOf, temporaryEngine } from '../helpers/engine.ts'
import { importCase } from './importCase.ts'

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(5 * 1024 * 1024)])

test('what is attached comes out byte for byte, is told with hash, sort and size, and is undone and redone, also over a restart', async () => {
  const { engine, give, look } = await importCase()
  const { fromId, statementId } = await engine.call('statements.save', {
    from: { kind: 'person', name: '老王' },
    text: '见照片',
  })
  const seen: number[] = []
  const added = await engine.call(
    'attachments.add',
    { fileId: give('辨认照片.png', png), holder: 'statement', holderId: statementId },
    { onProgress: ({ done }) => seen.push(done) },
  )
  expect(added).toMatchObject({
    name: '辨认照片.png',
    type: 'image/png',
    size: png.length,
    holder: 'statement',
  })
  expect(seen.length).toBeGreaterThan(0)
  await engine.call('attachments.add', {
    fileId: give('同一张.exe', png),
    holder: 'entity',
    holderId: fromId,
    note: '头像',
  })
  await engine.call('attachments.add', { fileId: give('空.txt', ''), holder: 'case', holderId: 0 })
  const names = async () => (await engine.call('attachments.list', {})).map(({ name, type }) => [name, type])
  expect(await names()).toEqual([
    ['辨认照片.png', 'image/png'],
    ['同一张.exe', 'image/png'],
    ['空.txt', 'application/octet-stream'],
  ])
  expect(await engine.call('attachments.list', { holder: 'entity', holderId: fromId })).toHaveLength(1)
  // The bytes stand there once.
  expect(await look((db) => db.prepare('SELECT sum(length(bytes)) FROM attached_bytes').pluck().get())).toBe(
    png.length,
  )
  const out = await engine.call('attachments.export', { attachmentId: added.attachmentId })
  expect(bytesOf(engine, out.fileId).equals(png)).toBe(true)
  expect((await engine.call('report.list', {}))[0]).toMatchObject({ sha256: out.sha256, size: png.length })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  for (const left of [2, 1, 0]) {
    await engine.call('history.undo', {})
    expect(await names()).toHaveLength(left)
  }
  await look(() => null)
  for (const _ of [1, 2, 3]) await engine.call('history.redo', {})
  expect(await names()).toHaveLength(3)
  const again = await engine.call('attachments.export', { attachmentId: added.attachmentId })
  expect(bytesOf(engine, again.fileId).equals(png)).toBe(true)
  await engine.call('attachments.remove', { attachmentId: 3 })
  await engine.call('statements.remove', { statementIds: [statementId] })
  expect(await names()).toEqual([['同一张.exe', 'image/png']])
  await engine.call('history.undo', {})
  expect(await names()).toHaveLength(2)
})

test('what is attached to nothing, or is too large, is refused and leaves nothing', async () => {
  const { engine, give } = await importCase()
  const refused = async (holder: 'statement' | 'entity', code: string) => {
    await expect(
      engine.call('attachments.add', { fileId: give('a.txt', 'x'), holder, holderId: 7 }),
    ).rejects.toMatchObject({ code })
  }
  await refused('statement', 'statement-not-found')
  await refused('entity', 'entity-not-found')
  await expect(engine.call('attachments.remove', { attachmentId: 7 })).rejects.toMatchObject({
    code: 'attachment-not-found',
  })
  const large = give('large.bin', Buffer.alloc(100 * 1024 * 1024 + 1))
  await expect(
    engine.call('attachments.add', { fileId: large, holder: 'case', holderId: 0 }),
  ).rejects.toMatchObject({ code: 'file-too-large', details: { megabytes: 100 } })
  const most = give('most.bin', Buffer.alloc(100 * 1024 * 1024))
  expect((await engine.call('attachments.add', { fileId: most, holder: 'case', holderId: 0 })).size).toBe(
    100 * 1024 * 1024,
  )
  expect((await engine.call('history.list', { limit: 9 })).entries).toHaveLength(1)
})

test('verification finds attached bytes that are not what was attached', async () => {
  const { engine, casesFolder, folder } = await temporaryEngine()
  const path = join(folder, 'a.pdf')
  writeFileSync(path, '%PDF-1.7')
  await engine.call('attachments.add', { fileId: engine.files.grant(path), holder: 'case', holderId: 0 })
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
  const { cases } = await engine.call('workspace.read', {})
  await engine.call('workspace.close', {})
  const db = new Database(
    join(casesFolder, readdirSync(casesFolder).find((file) => file.endsWith('.lzcase')) ?? ''),
  )
  db.exec("UPDATE attached_bytes SET bytes = x'2550444621'")
  db.close()
  await engine.call('workspace.open', { caseRef: cases[0]?.caseRef ?? '' })
  const { checks } = await engine.call('case.verify', {})
  expect(checks.find(({ check }) => check === 'originals')).toMatchObject({ ok: false, detail: 'a.pdf' })
})

test.each([
  ['ffd8ffe0', 'image/jpeg'],
  ['25504446', 'application/pdf'],
  ['504b0304', 'application/zip'],
  ['4d5a9000', 'application/x-msdownload'],
  ['52494646aaaaaaaa57454250', 'image/webp'],
  ['000000186674797069736f6d', 'video/mp4'],
  ['e5bca0e4b889', 'application/octet-stream'],
  ['', 'application/octet-stream'],
])('%s is %s by its bytes', (hex, type) => {
  expect(mediaType(Buffer.from(hex, 'hex'))).toBe(type)
})
