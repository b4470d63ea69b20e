/** The bytes of a file as the import takes them: all of them, in pieces no larger than the file needs. */
import { appendFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fileSource } from '../../electron/engine/import/write/originals.ts'
import { temporaryFolder } from '../helpers/engine.ts'

const piece = 4 * 1024 ** 2
test.each([0, 1, 700, 64 * 1024, piece - 1, piece, piece + 1, 2 * piece + 5])(
  'a file of %d bytes is given whole, and no piece lies in more memory than it needs',
  async (size) => {
    const path = join(temporaryFolder(), 'file')
    const bytes = Buffer.alloc(size, 'Zeile ')
    writeFileSync(path, bytes)
    const source = await fileSource(path)
    const pieces: Uint8Array[] = []
    for (let next = await source.next(); next !== null; next = await source.next()) pieces.push(next)
    expect(Buffer.concat(pieces).equals(bytes)).toBe(true)
    expect(source.sha256()).toBe(createHash('sha256').update(bytes).digest('hex'))
    await source.close()
    expect(pieces).toHaveLength(Math.ceil(size / piece))
    // What is sent to another process goes with all the memory it lies in.
    for (const { buffer, length } of pieces) expect(buffer.byteLength - length).toBeLessThan(512)
  },
)
test('what a file gained while it was read is given too, so that its hash tells', async () => {
  const path = join(temporaryFolder(), 'file')
  writeFileSync(path, 'a'.repeat(1_000))
  const source = await fileSource(path)
  let got = (await source.next())?.length ?? 0
  appendFileSync(path, 'b'.repeat(5_000))
  for (let next = await source.next(); next !== null; next = await source.next()) got += next.length
  expect(got).toBe(6_000)
  await source.close()
})
