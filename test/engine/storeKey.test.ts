/** Keys are handed over as bytes and wiped; sorting never spills clear text into a temporary file. */
import { readdirSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import type * as crypto from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { newEncryption } from '../../electron/engine/store/caseFormat.ts'
import type { ReadDb } from '../../electron/engine/store/db.ts'
import { handlers } from '../../electron/engine/handlers.ts'
import { temporaryEngine } from '../helpers/engine.ts'

/** Every key scrypt has given out, and every secret it was given, as the very buffers the program had in its hands. */
const handed = vi.hoisted(() => ({ keys: [] as Buffer[], secrets: [] as Buffer[], wereSet: 0 }))
vi.mock('node:crypto', async (importOriginal) => {
  const original = await importOriginal<typeof crypto>()
  const spied = (
    secret: Buffer,
    salt: Buffer,
    length: number,
    options: object,
    done: (error: Error | null, key: Buffer) => void,
  ): void => {
    handed.secrets.push(secret)
    original.scrypt(secret, salt, length, options, (error, key) => {
      handed.keys.push(key)
      if (key.some((byte) => byte !== 0)) handed.wereSet += 1
      done(error, key)
    })
  }
  return { ...original, scrypt: spied as typeof crypto.scrypt }
})

test('after making, opening, refusing and changing the passphrase no buffer holds a key or a secret', async () => {
  const { engine } = await temporaryEngine({ withoutCase: true })
  await engine.call('workspace.create', { name: '案件', passphrase: '办案口令一二三四' })
  await expect(
    engine.call('workspace.changePassphrase', { current: '错误口令错误口令', next: '新的办案口令一二' }),
  ).rejects.toMatchObject({ code: 'wrong-passphrase' })
  await engine.call('workspace.changePassphrase', { current: '办案口令一二三四', next: '新的办案口令一二' })
  await engine.call('workspace.close', {})
  const caseRef = (await engine.call('workspace.read', {})).cases[0]?.caseRef
  await expect(
    engine.call('workspace.open', { caseRef, passphrase: '办案口令一二三四' }),
  ).rejects.toMatchObject({ code: 'wrong-passphrase' })
  expect(handed.keys.length).toBeGreaterThanOrEqual(6)
  expect(handed.wereSet).toBe(handed.keys.length)
  for (const bytes of [...handed.keys, ...handed.secrets])
    expect(bytes.every((byte) => byte === 0)).toBe(true)
})

test.runIf(process.platform === 'linux')('a sort that does not fit the cache keeps to memory', async () => {
  const held: ReadDb[] = []
  const { engine } = await temporaryEngine({
    handlers: {
      ...handlers,
      'entities.kinds': ({ db }) => {
        held.push(db)
        return []
      },
    },
  })
  await engine.call('entities.kinds', {})
  const [db] = held
  const sorted = db
    ?.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000)
    SELECT printf('ZZ标记 %d %.300c', i * 7919 % 300007, 'x') AS text FROM n ORDER BY text`,
    )
    .iterate()
  sorted?.next()
  const open = readdirSync('/proc/self/fd').flatMap((descriptor) => {
    try {
      return [readlinkSync(join('/proc/self/fd', descriptor))]
    } catch {
      return []
    }
  })
  sorted?.return?.()
  expect(open.length).toBeGreaterThan(3)
  expect(open.filter((path) => path.includes('etilqs'))).toEqual([])
})

test('each case has a salt of its own behind the clear mark, so that one passphrase makes different keys', () => {
  const salts = Array.from({ length: 20 }, () => newEncryption().salt)
  expect(salts.map((salt) => [salt.length, salt.subarray(0, 4).toString('latin1')])).toEqual(
    salts.map(() => [16, 'LZC1']),
  )
  const random = salts.map((salt) => salt.subarray(4))
  // Any of the twelve bytes that stood still would be the same in all twenty: a chance of 1 in 10^45.
  for (let byte = 0; byte < 12; byte += 1)
    expect(new Set(random.map((bytes) => bytes[byte])).size).toBeGreaterThan(1)
})
