/** An attached picture that stands for its entity in charts: chosen, in every picture, left out and told where something is masked, undone. */
import { deflateSync, crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { bytesOf } from '../helpers/engine.ts'
import { importCase } from './importCase.ts'

/** A PNG of one colour with transparent corners left away: small, and read by every reader. */
function png(side: number, colour: readonly [number, number, number]): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    length.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc32(body) >>> 0)
    return Buffer.concat([length, body, sum])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, 6], 8)
  const row = Buffer.concat([
    Buffer.from([0]),
    ...Array.from({ length: side }, () => Buffer.from([...colour, 255])),
  ])
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('a picture is chosen for one entity, stands in all that leaves, is left out and told where something is masked, and is undone', async () => {
  const { engine, give } = await importCase()
  const { fromId } = await engine.call('statements.save', {
    from: { kind: 'person', name: '王小明' },
    text: '见照片',
  })
  const entityId = fromId
  const { chartId } = await engine.call('charts.create', { name: '图', entityIds: [entityId] })
  const file = png(64, [10, 200, 90])
  const attach = async (name: string, bytes: Buffer | string, holder: 'entity' | 'case' = 'entity') =>
    (
      await engine.call('attachments.add', {
        fileId: give(name, bytes),
        holder,
        holderId: holder === 'case' ? 0 : entityId,
      })
    ).attachmentId
  const first = await attach('正面.png', file)
  const second = await attach('侧面.png', png(32, [1, 2, 3]))
  const text = await attach('说明.txt', '不是图片')
  const ofCase = await attach('现场.png', file, 'case')
  expect(await engine.call('attachments.picture', { attachmentId: first })).toEqual({
    type: 'image/png',
    bytes: file.toString('base64'),
  })
  const small = png(8, [10, 200, 90]).toString('base64')
  for (const [attachmentId, given] of [
    [text, small],
    [ofCase, small],
    [first, Buffer.from('<svg/>').toString('base64')],
  ] as const)
    await expect(engine.call('attachments.icon', { attachmentId, small: given })).rejects.toMatchObject({
      code: 'invalid-arguments',
    })
  await expect(engine.call('attachments.picture', { attachmentId: text })).rejects.toMatchObject({
    code: 'invalid-arguments',
  })
  const picture = async () => (await engine.call('chart.read', { chartId })).nodes[0]?.picture
  expect(await picture()).toBeUndefined()
  await engine.call('attachments.icon', { attachmentId: first, small })
  expect(await picture()).toBe(small)
  const other = png(8, [1, 2, 3]).toString('base64')
  await engine.call('attachments.icon', { attachmentId: second, small: other })
  expect(await picture()).toBe(other)
  const icons = async () =>
    (await engine.call('attachments.list', { holder: 'entity', holderId: entityId })).map(({ icon }) => icon)
  expect(await icons()).toEqual([false, true, false])
  await engine.call('history.undo', {})
  expect(await picture()).toBe(small)
  const exported = async (redact: 'none' | 'numbers' | 'all', format: 'svg' | 'png' | 'pdf') => {
    const { fileId } = await engine.call('chart.export', {
      chartId,
      format,
      paper: 'a4',
      look: 'colour',
      redact,
      language: 'zh-CN',
    })
    return bytesOf(engine, fileId)
  }
  expect((await exported('none', 'svg')).toString()).toContain(`href="data:image/png;base64,${small}"`)
  for (const redact of ['numbers', 'all'] as const) {
    const masked = (await exported(redact, 'svg')).toString()
    expect(masked).not.toContain('<image')
    expect(masked).toContain('已随遮盖略去 1 个照片图标')
  }
  expect((await exported('none', 'pdf')).includes('/Subtype /Image')).toBe(true)
  expect((await exported('all', 'pdf')).includes('/Subtype /Image')).toBe(false)
  const drawn = await exported('none', 'png')
  await engine.call('attachments.icon', { attachmentId: first, small: null })
  expect(await picture()).toBeUndefined()
  expect(drawn.equals(await exported('none', 'png'))).toBe(false)
  await engine.call('history.undo', {})
  await engine.call('attachments.remove', { attachmentId: first })
  expect(await picture()).toBeUndefined()
  await engine.call('history.undo', {})
  expect(await picture()).toBe(small)
  await engine.call('history.undo', {})
  expect(await picture()).toBeUndefined()
  expect(await engine.call('case.verify', {})).toMatchObject({ ok: true })
})
