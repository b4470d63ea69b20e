import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { mostPageBytes } from '../../shared/model/pageFiles.ts'
import { importCase } from './importCase.ts'
import { bytesOf } from '../helpers/engine.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

test('what the page made leaves as it was made, hashed and told in the exports and the log', async () => {
  const { engine } = await importCase()
  const made = [
    {
      what: 'difference',
      name: '资金 差异',
      ending: 'csv',
      bytes: Buffer.from('\ufeff收入,支出\r\n', 'utf8'),
    },
    { what: 'overlaps', name: 'a/b:c?', ending: 'png', bytes: Buffer.from([137, 80, 78, 71, 0, 255]) },
    { what: 'difference', name: 'empty', ending: 'csv', bytes: Buffer.alloc(0) },
    { what: 'overlaps', name: 'largest', ending: 'png', bytes: Buffer.alloc(mostPageBytes, 251) },
  ] as const
  for (const { bytes, ...file } of made) {
    const kept = await engine.call('report.page', { ...file, bytes: bytes.toString('base64') })
    expect(kept.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    const stored = bytesOf(engine, kept.fileId)
    expect(stored.length === bytes.length && (bytes.length > 1_000 || hex(stored) === hex(bytes))).toBe(true)
    expect(kept.fileName).toMatch(new RegExp(`_${file.name.replaceAll(/[/:?]/g, '_')}_.*\\.${file.ending}$`))
    const [listed] = await engine.call('report.list', {})
    expect(listed).toMatchObject({ sha256: kept.sha256, size: bytes.length, fileName: kept.fileName })
    const { entries } = await engine.call('audit.list', { offset: 0, limit: 1 })
    expect(entries[0]).toMatchObject({ action: 'report.page' })
    expect(JSON.stringify(entries[0])).toContain(kept.sha256)
  }
  expect(await engine.call('report.list', {})).toHaveLength(made.length)
})

test('what is no bytes, or more than a message carries, is refused and leaves nothing', async () => {
  const { engine } = await importCase()
  for (const bytes of ['not base64!', Buffer.alloc(mostPageBytes + 3).toString('base64')])
    await expect(
      engine.call('report.page', { what: 'overlaps', name: 'x', ending: 'png', bytes }),
    ).rejects.toMatchObject({ code: 'invalid-arguments' })
  expect(await engine.call('report.list', {})).toEqual([])
})
