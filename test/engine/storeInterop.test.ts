/**
 * A court's expert must be able to read a case without this program. The pages are those of SQLCipher 4 under a raw key
 * (https://www.zetetic.net/sqlcipher/design/), so they are taken apart here by that text with nothing but node:crypto.
 */
import { createDecipheriv, createHmac, pbkdf2Sync, scryptSync } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3-multiple-ciphers'
import { expect, test } from 'vitest'
import { temporaryEngine } from '../helpers/engine.ts'

const pageSize = 4096
/** IV of 16 bytes and HMAC-SHA512 of 64 at the end of each page. */
const reserved = 80

function decrypted(file: Buffer, passphrase: string): Buffer {
  const salt = file.subarray(0, 16)
  const key = scryptSync(Buffer.from(passphrase.normalize('NFC'), 'utf8'), salt, 32, {
    N: 131072,
    r: 8,
    p: 1,
    maxmem: 300 * 1024 * 1024,
  })
  const hmacKey = pbkdf2Sync(
    key,
    salt.map((byte) => byte ^ 0x3a),
    2,
    32,
    'sha512',
  )
  const pages = []
  for (let number = 1; number <= file.length / pageSize; number += 1) {
    const page = file.subarray((number - 1) * pageSize, number * pageSize)
    // The salt takes the place of the first 16 bytes of the first page and is not part of what is encrypted.
    const body = page.subarray(number === 1 ? 16 : 0, pageSize - reserved)
    const iv = page.subarray(pageSize - reserved, pageSize - reserved + 16)
    const count = Buffer.alloc(4)
    count.writeUInt32LE(number)
    const mac = createHmac('sha512', hmacKey).update(body).update(iv).update(count).digest()
    expect(mac.equals(page.subarray(pageSize - 64)), `HMAC of page ${number}`).toBe(true)
    const cipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
    const head = number === 1 ? [Buffer.from('SQLite format 3\0', 'latin1')] : []
    pages.push(Buffer.concat([...head, cipher.update(body), cipher.final(), Buffer.alloc(reserved)]))
  }
  return Buffer.concat(pages)
}

test('an encrypted case is read by the published scheme alone, with every row in it', async () => {
  const { engine, folder } = await temporaryEngine({ withoutCase: true })
  await engine.call('workspace.create', { name: '案件', passphrase: 'Zo\u0308llner-口令-\u00e9' })
  const names = Array.from({ length: 40 }, (_, number) => `图 ${number} 張三𠮷`)
  for (const name of names) await engine.call('charts.create', { name })
  await engine.call('workspace.close', {})
  const clear = join(folder, 'clear.sqlite')
  writeFileSync(
    clear,
    decrypted(readFileSync(join(folder, 'cases', '案件.lzcase')), 'Z\u00f6llner-口令-e\u0301'),
  )
  const db = new Database(clear, { readonly: true })
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(db.prepare('SELECT name FROM charts ORDER BY chart_id').pluck().all()).toEqual(names)
  db.close()
})
