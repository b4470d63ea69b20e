/**
 * What a case file is before it is opened. An encrypted file begins with its 16-byte salt, of which the first four bytes are a clear
 * mark with the version of the scheme, so that a wrong passphrase and a file of another kind can be told apart for sure.
 */
import { randomBytes, scrypt } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { AppError } from '../../../shared/errors.ts'
import type { WriteDb } from './db.ts'

/** `LZC1` as a number: PRAGMA application_id of every case file, open or encrypted. */
export const applicationId = 0x4c5a4331
const openMark = Buffer.from('SQLite format 3\0', 'latin1')
const saltLength = 16
const pageSize = 4096

/** One way of encrypting, fixed for ever by its mark. A better one gets the next mark; older ones stay readable. */
interface Scheme {
  readonly mark: string
  /** Name shown to people and kept in the case's properties. */
  readonly cipher: string
  readonly scrypt: { readonly N: number; readonly r: number; readonly p: number }
  configure(db: WriteDb): void
}
/** SQLCipher 4 pages (AES-256-CBC, HMAC-SHA512 per page), so that other tools can open the file with the derived key. See docs/decisions.md. */
const sqlcipher4: Scheme = {
  mark: 'LZC1',
  cipher: 'sqlcipher-4',
  scrypt: { N: 2 ** 17, r: 8, p: 1 },
  configure(db) {
    db.pragma("cipher='sqlcipher'")
    db.pragma('legacy=4')
  },
}
const schemes: readonly Scheme[] = [sqlcipher4]

export interface Encryption {
  readonly scheme: Scheme
  readonly salt: Buffer
}

/** A new salt under the scheme that this program writes. */
export function newEncryption(): Encryption {
  return {
    scheme: sqlcipher4,
    salt: Buffer.concat([
      Buffer.from(sqlcipher4.mark, 'latin1'),
      randomBytes(saltLength - sqlcipher4.mark.length),
    ]),
  }
}

/**
 * How a file is protected, from its first bytes; null for a deliberately open one. Reads only.
 * Errors: `not-a-case-file`; `case-newer` for a scheme this program does not know; `case-damaged` for one cut short.
 */
export function readEncryption(path: string): Encryption | null {
  const head = Buffer.alloc(saltLength)
  const file = openSync(path, 'r')
  let size: number
  let read: number
  try {
    size = fstatSync(file).size
    read = readSync(file, head, 0, saltLength, 0)
  } finally {
    closeSync(file)
  }
  if (read === saltLength && head.equals(openMark)) return null
  const mark = head.subarray(0, 4).toString('latin1')
  if (read < 4 || !/^LZC[1-9A-Z]$/u.test(mark))
    throw new AppError('not-a-case-file', 'the file does not begin like a case file')
  const scheme = schemes.find((candidate) => candidate.mark === mark)
  if (scheme === undefined)
    throw new AppError('case-newer', 'the file is encrypted by a scheme of a newer program', {
      found: mark,
      known: sqlcipher4.mark,
    })
  if (size < pageSize || size % pageSize !== 0)
    throw new AppError('case-damaged', 'the file was cut short', { size })
  return { scheme, salt: head }
}

/** The encryption of a file whose first bytes are known. A file that is open must not be opened a second time for them: that would drop its locks. */
export function encryptionOf(salt: Buffer): Encryption {
  const mark = salt.toString('latin1', 0, sqlcipher4.mark.length)
  const scheme = schemes.find((candidate) => candidate.mark === mark)
  if (scheme === undefined)
    throw new AppError('case-newer', 'the file is encrypted by a scheme of a newer program')
  return { scheme, salt }
}

/** The file key, 32 bytes, made off the main thread. The caller zeroes it. */
export function deriveKey(passphrase: string, { scheme, salt }: Encryption): Promise<Buffer> {
  const { N, r, p } = scheme.scrypt
  return new Promise((resolve, reject) => {
    const secret = Buffer.from(passphrase.normalize('NFC'), 'utf8')
    scrypt(secret, salt, 32, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      secret.fill(0)
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

/** Tells the connection its key. The text that SQLite is given is zeroed; `key` stays the caller's. */
export function applyKey(db: WriteDb, { scheme, salt }: Encryption, key: Buffer): void {
  scheme.configure(db)
  const raw = rawKey(key, salt)
  try {
    asKeyed(db).key(raw)
  } finally {
    raw.fill(0)
  }
}
/** Encrypts the pages again under another key, or makes the file open with null. Only ever done to a copy: see caseCopy.ts. */
export function applyRekey(
  db: WriteDb,
  next: { readonly encryption: Encryption; readonly key: Buffer } | null,
): void {
  if (next === null) {
    asKeyed(db).rekey(Buffer.alloc(0))
    return
  }
  next.encryption.scheme.configure(db)
  const raw = rawKey(next.key, next.encryption.salt)
  try {
    asKeyed(db).rekey(raw)
  } finally {
    raw.fill(0)
  }
}

/** `x'<key><salt>'` as bytes, built without making a string of the key. */
function rawKey(key: Buffer, salt: Buffer): Buffer {
  const digits = Buffer.from('0123456789abcdef', 'latin1')
  const raw = Buffer.alloc(3 + (key.length + salt.length) * 2)
  raw.write("x'", 0, 'latin1')
  let at = 2
  for (const bytes of [key, salt]) {
    for (const byte of bytes) {
      raw[at] = digits[byte >> 4] ?? 0
      raw[at + 1] = digits[byte & 15] ?? 0
      at += 2
    }
  }
  raw.write("'", at, 'latin1')
  return raw
}

interface Keyed {
  key(key: Buffer): number
  rekey(key: Buffer): number
}
/** The build with page encryption has two methods more than the plain build, whose types we use. */
function asKeyed(db: WriteDb): Keyed {
  return db as unknown as Keyed
}
