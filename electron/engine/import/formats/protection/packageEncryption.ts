/** Encrypted OOXML packages as [MS-OFFCRYPTO] describes them: agile (Office 2010 and later, WPS) and standard (Office 2007). */
import { createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../../../../shared/errors.ts'
import { attribute, XmlScanner } from '../xmlText.ts'
import { findKey, unknownEncryption, type Unlocking } from './unlocking.ts'

/** Rounds a file may ask for; Office asks for 100,000, the format allows a hundred times as many. */
const spinLimit = 1_000_000
const segmentBytes = 4096

/** The package (a zip) and its key. `info` and `encrypted` are the streams EncryptionInfo and EncryptedPackage. Errors: those of `findKey`, `file-unreadable` for other schemes or broken data, `file-hostile`, `file-truncated`. */
export function decryptPackage(
  info: Buffer,
  encrypted: Buffer,
  unlocking: Unlocking,
): { readonly bytes: Buffer; readonly key: Buffer } {
  if (info.length < 8 || encrypted.length < 8)
    throw new AppError('file-truncated', 'the encrypted workbook is cut short')
  const [major, minor] = [info.readUInt16LE(0), info.readUInt16LE(2)]
  const size = Number(encrypted.readBigUInt64LE(0))
  if (size > encrypted.length) throw new AppError('file-truncated', 'the encrypted workbook is cut short')
  if (major === 4 && minor === 4)
    return agile(readAgile(info.subarray(8).toString('utf8')), encrypted, size, unlocking)
  if (minor === 2 && major >= 2 && major <= 4) return standard(info, encrypted, size, unlocking)
  throw unknownEncryption(`${major}.${minor}`)
}

interface Scheme {
  readonly salt: Buffer
  readonly blockSize: number
  readonly keyBytes: number
  readonly cipher: string
  readonly hash: string
}
interface Agile {
  readonly data: Scheme
  readonly password: Scheme & {
    readonly spin: number
    readonly verifierInput: Buffer
    readonly verifierValue: Buffer
    readonly keyValue: Buffer
  }
  readonly integrity: { readonly key: Buffer; readonly value: Buffer } | null
}
function readAgile(xml: string): Agile {
  let data: Scheme | null = null
  let password: Agile['password'] | null = null
  let integrity: Agile['integrity'] = null
  const bytes = (inside: string, name: string): Buffer => Buffer.from(attribute(inside, name) ?? '', 'base64')
  const scanner = new XmlScanner({
    open(name, inside) {
      if (name === 'keyData') data = schemeOf(inside)
      else if (name === 'encryptedKey') {
        const spin = Number(attribute(inside, 'spinCount'))
        if (!(spin <= spinLimit))
          throw new AppError('file-hostile', 'more rounds of hashing than any program asks for', {
            what: 'encryption',
            limit: spinLimit,
          })
        password = {
          ...schemeOf(inside),
          spin,
          verifierInput: bytes(inside, 'encryptedVerifierHashInput'),
          verifierValue: bytes(inside, 'encryptedVerifierHashValue'),
          keyValue: bytes(inside, 'encryptedKeyValue'),
        }
      } else if (name === 'dataIntegrity')
        integrity = { key: bytes(inside, 'encryptedHmacKey'), value: bytes(inside, 'encryptedHmacValue') }
    },
    close: () => undefined,
    text: () => undefined,
  })
  scanner.push(xml)
  // The scanner's events are not seen by the compiler.
  const found = { data, password } as {
    readonly data: Scheme | null
    readonly password: Agile['password'] | null
  }
  if (found.data === null || found.password === null) throw unknownEncryption('agile without a password')
  return { data: found.data, password: found.password, integrity }
}
function schemeOf(inside: string): Scheme {
  const keyBits = Number(attribute(inside, 'keyBits'))
  const chaining = attribute(inside, 'cipherChaining')
  const name = (attribute(inside, 'hashAlgorithm') ?? '').replace('-', '').toLowerCase()
  if (
    attribute(inside, 'cipherAlgorithm') !== 'AES' ||
    chaining !== 'ChainingModeCBC' ||
    ![128, 192, 256].includes(keyBits) ||
    !['md5', 'sha1', 'sha256', 'sha384', 'sha512'].includes(name)
  )
    throw unknownEncryption(`${attribute(inside, 'cipherAlgorithm') ?? ''} ${chaining ?? ''} ${name}`)
  return {
    salt: Buffer.from(attribute(inside, 'saltValue') ?? '', 'base64'),
    blockSize: Number(attribute(inside, 'blockSize')) || 16,
    keyBytes: keyBits / 8,
    cipher: `aes-${keyBits}-cbc`,
    hash: name,
  }
}

const hashed = (name: string, ...parts: readonly Buffer[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash(name)).digest()
const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
/** Cut to a length, or filled up as the specification says. */
function sized(bytes: Buffer, length: number, filler: number): Buffer {
  return bytes.length >= length
    ? bytes.subarray(0, length)
    : Buffer.concat([bytes, Buffer.alloc(length - bytes.length, filler)])
}
function decrypted(cipher: string, key: Buffer, iv: Buffer | null, bytes: Buffer): Buffer {
  const decipher = createDecipheriv(cipher, key, iv).setAutoPadding(false)
  return Buffer.concat([
    decipher.update(bytes.subarray(0, bytes.length - (bytes.length % 16))),
    decipher.final(),
  ])
}
const blockKeys = {
  input: 'fea7d2763b4b9e79',
  value: 'd7aa0f6d3061344e',
  key: '146e0be7abacd0d6',
  hmacKey: '5fb2ad010cb9e1f6',
  hmacValue: 'a0677f02b22c8433',
} as const

function agile(
  { data, password: scheme, integrity }: Agile,
  encrypted: Buffer,
  size: number,
  unlocking: Unlocking,
): { readonly bytes: Buffer; readonly key: Buffer } {
  const key = findKey(unlocking, 'xlsx', (password) => {
    let hash = hashed(scheme.hash, scheme.salt, Buffer.from(password, 'utf16le'))
    for (let round = 0; round < scheme.spin; round += 1) hash = hashed(scheme.hash, word(round), hash)
    const open = (block: string, bytes: Buffer): Buffer =>
      decrypted(
        scheme.cipher,
        sized(hashed(scheme.hash, hash, Buffer.from(block, 'hex')), scheme.keyBytes, 0x36),
        sized(scheme.salt, scheme.blockSize, 0x36),
        bytes,
      )
    const expected = hashed(
      scheme.hash,
      open(blockKeys.input, scheme.verifierInput).subarray(0, scheme.salt.length),
    )
    const value = open(blockKeys.value, scheme.verifierValue).subarray(0, expected.length)
    if (value.length !== expected.length || !timingSafeEqual(value, expected)) return null
    return open(blockKeys.key, scheme.keyValue).subarray(0, data.keyBytes)
  })
  if (key.length !== data.keyBytes) throw unknownEncryption('key length')
  const vector = (block: Buffer): Buffer => sized(hashed(data.hash, data.salt, block), data.blockSize, 0x36)
  if (integrity !== null && integrity.key.length > 0) {
    const length = createHash(data.hash).digest().length
    const macKey = decrypted(
      data.cipher,
      key,
      vector(Buffer.from(blockKeys.hmacKey, 'hex')),
      integrity.key,
    ).subarray(0, length)
    const expected = decrypted(
      data.cipher,
      key,
      vector(Buffer.from(blockKeys.hmacValue, 'hex')),
      integrity.value,
    ).subarray(0, length)
    const found = createHmac(data.hash, macKey).update(encrypted).digest()
    if (expected.length !== found.length || !timingSafeEqual(found, expected))
      throw new AppError('file-unreadable', 'the encrypted workbook was changed after it was encrypted', {
        what: 'checksum',
      })
  }
  const parts: Buffer[] = []
  for (let at = 8, segment = 0; at < encrypted.length; at += segmentBytes, segment += 1)
    parts.push(decrypted(data.cipher, key, vector(word(segment)), encrypted.subarray(at, at + segmentBytes)))
  return { bytes: Buffer.concat(parts).subarray(0, size), key }
}

const aes = new Map([
  [0x660e, 128],
  [0x660f, 192],
  [0x6610, 256],
])
function standard(
  info: Buffer,
  encrypted: Buffer,
  size: number,
  unlocking: Unlocking,
): { readonly bytes: Buffer; readonly key: Buffer } {
  const headerSize = info.readUInt32LE(8)
  const verifier = 12 + headerSize
  if (headerSize < 32 || verifier + 72 > info.length)
    throw new AppError('file-truncated', 'the description of the encryption is cut short')
  const bits = aes.get(info.readUInt32LE(12 + 8))
  if (bits === undefined || info.readUInt32LE(verifier) !== 16) throw unknownEncryption('standard')
  const cipher = `aes-${bits}-ecb`
  const salt = info.subarray(verifier + 4, verifier + 20)
  const key = findKey(unlocking, 'xlsx', (password) => {
    let hash = hashed('sha1', salt, Buffer.from(password, 'utf16le'))
    for (let round = 0; round < 50_000; round += 1) hash = hashed('sha1', word(round), hash)
    hash = hashed('sha1', hash, word(0))
    const half = (filler: number): Buffer => {
      const block = Buffer.alloc(64, filler)
      for (const [at, byte] of hash.entries()) block[at] = filler ^ byte
      return hashed('sha1', block)
    }
    const derived = Buffer.concat([half(0x36), half(0x5c)]).subarray(0, bits / 8)
    const input = decrypted(cipher, derived, null, info.subarray(verifier + 20, verifier + 36))
    const value = decrypted(cipher, derived, null, info.subarray(verifier + 40, verifier + 72)).subarray(
      0,
      20,
    )
    return timingSafeEqual(hashed('sha1', input), value) ? derived : null
  })
  if (key.length !== bits / 8) throw unknownEncryption('key length')
  return { bytes: decrypted(cipher, key, null, encrypted.subarray(8)).subarray(0, size), key }
}
