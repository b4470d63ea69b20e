/** Protected OpenDocument files: each part on its own, AES under a key of PBKDF2, deflated before it was encrypted. */
import { createDecipheriv, createHash, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import { AppError } from '../../../../../shared/errors.ts'
import { attribute, XmlScanner } from '../xmlText.ts'
import { findKey, unknownEncryption, type Unlocking } from './unlocking.ts'

/** Rounds a file may ask for; LibreOffice asks for 100,000. */
const roundLimit = 2_000_000

/** How one part is encrypted, as the manifest says. */
export interface PartEncryption {
  readonly checksum: Buffer
  readonly checksumType: string
  readonly algorithm: string
  readonly vector: Buffer
  readonly startKey: string
  readonly derivation: string
  readonly keyBytes: number
  readonly rounds: number
  readonly salt: Buffer
}
/** The encryption of a part; null when it is in the clear. `part` is its full path. Errors: `file-unreadable` for a package that is encrypted as a whole. */
export function partEncryption(manifest: string, part: string): PartEncryption | null {
  let path = ''
  let found: Partial<PartEncryption> | null = null
  let whole = false
  const scanner = new XmlScanner({
    open(name, inside) {
      const text = (key: string): string => attribute(inside, key) ?? ''
      const bytes = (key: string): Buffer => Buffer.from(text(key), 'base64')
      if (name === 'file-entry') {
        path = text('full-path')
        whole ||= path === 'encrypted-package'
      }
      if (path !== part) return
      if (name === 'encryption-data')
        found = { checksum: bytes('checksum'), checksumType: text('checksum-type') }
      else if (name === 'algorithm')
        found = { ...found, algorithm: text('algorithm-name'), vector: bytes('initialisation-vector') }
      else if (name === 'start-key-generation')
        found = { ...found, startKey: text('start-key-generation-name') }
      else if (name === 'key-derivation')
        found = {
          ...found,
          derivation: text('key-derivation-name'),
          keyBytes: Number(attribute(inside, 'key-size') ?? '16'),
          rounds: Number(text('iteration-count')),
          salt: bytes('salt'),
        }
    },
    close: () => undefined,
    text: () => undefined,
  })
  scanner.push(manifest)
  if (whole) throw unknownEncryption('Argon2id')
  // The scanner's events are not seen by the compiler.
  const entry = found as Partial<PartEncryption> | null
  if (entry === null) return null
  return {
    checksum: Buffer.alloc(0),
    checksumType: '',
    algorithm: '',
    vector: Buffer.alloc(0),
    startKey: 'SHA1',
    derivation: '',
    keyBytes: 16,
    rounds: 0,
    salt: Buffer.alloc(0),
    ...entry,
  }
}

/** The part in the clear and its key; `limit` bounds what it inflates to. Errors: those of `findKey`, `file-unreadable`, `file-hostile`, `file-too-large`. */
export function decryptPart(
  stored: Buffer,
  how: PartEncryption,
  unlocking: Unlocking,
  limit: number,
): { readonly bytes: Buffer; readonly key: Buffer } {
  const cipher = /aes(128|192|256)-cbc$/.exec(how.algorithm)?.[1]
  if (
    cipher === undefined ||
    !/pbkdf2$/i.test(how.derivation) ||
    ![16, 24, 32].includes(how.keyBytes) ||
    Number(cipher) !== how.keyBytes * 8
  )
    throw unknownEncryption(how.algorithm.split('#').at(-1) ?? '')
  if (!(how.rounds <= roundLimit))
    throw new AppError('file-hostile', 'more rounds of hashing than any program asks for', {
      what: 'encryption',
      limit: roundLimit,
    })
  const startHash = /sha256$/i.test(how.startKey) ? 'sha256' : 'sha1'
  const plain = (key: Buffer): Buffer => {
    const decipher = createDecipheriv(`aes-${cipher}-cbc`, key, how.vector).setAutoPadding(false)
    return Buffer.concat([
      decipher.update(stored.subarray(0, stored.length - (stored.length % 16))),
      decipher.final(),
    ])
  }
  const checksumHash = /sha256/i.test(how.checksumType) ? 'sha256' : 'sha1'
  const fits = (bytes: Buffer): boolean => {
    const padding = bytes.at(-1) ?? 0
    const content = bytes.subarray(0, bytes.length - (padding >= 1 && padding <= 16 ? padding : 0))
    const found = createHash(checksumHash)
      .update(/1k/i.test(how.checksumType) ? content.subarray(0, 1024) : content)
      .digest()
    return found.length === how.checksum.length && timingSafeEqual(found, how.checksum)
  }
  const key = findKey(unlocking, 'ods', (password) => {
    const start = createHash(startHash).update(password, 'utf8').digest()
    const derived = pbkdf2Sync(start, how.salt, how.rounds, how.keyBytes, 'sha1')
    return fits(plain(derived)) ? derived : null
  })
  try {
    return { bytes: inflateRawSync(plain(key), { maxOutputLength: limit }), key }
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ERR_BUFFER_TOO_LARGE')
      throw new AppError('file-too-large', 'inflates to more than this format is read in', { limit })
    throw new AppError('file-unreadable', 'an encrypted part cannot be inflated', {
      what: 'inflate',
      part: 'content.xml',
    })
  }
}
