/** Protected .xls workbooks as [MS-OFFCRYPTO] and [MS-XLS] describe them: RC4, RC4 of the CryptoAPI, and the XOR of the oldest. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Rc4 } from './rc4.ts'
import { findKey, unknownEncryption, type Unlocking } from './unlocking.ts'

const filePass = 0x2f
/** Printer settings: a record every reader passes over. */
const ignoredRecord = 0x4d
/** Records that stay in the clear: BOF, FILEPASS, INTERFACEHDR, and those of shared workbooks. */
const clear = new Set([0x09, 0x209, 0x409, 0x809, filePass, 0xe1, 0x138, 0x194, 0x195, 0x196])
const boundSheet = 0x85

interface Rec {
  readonly type: number
  readonly at: number
  readonly length: number
}
function* recordsOf(stream: Buffer): Generator<Rec> {
  for (let at = 0; at + 4 <= stream.length;) {
    const length = stream.readUInt16LE(at + 2)
    if (at + 4 + length > stream.length) return
    yield { type: stream.readUInt16LE(at), at: at + 4, length }
    at += 4 + length
  }
}

/** Whether the first records of a workbook stream hold FILEPASS, with which the encrypted part begins. */
export function isProtected(stream: Buffer): boolean {
  let seen = 0
  for (const { type } of recordsOf(stream)) {
    if (type === filePass) return true
    if ((seen += 1) > 32) return false
  }
  return false
}

/** Decrypts the workbook stream in place and gives its key. Errors: those of `findKey`, `file-unreadable` for an unknown scheme. */
export function decryptBiff(stream: Buffer, unlocking: Unlocking): Buffer {
  const pass = [...recordsOf(stream)].find(({ type }) => type === filePass)
  if (pass === undefined) throw unknownEncryption('xls')
  const body = stream.subarray(pass.at, pass.at + pass.length)
  const scheme = schemeOf(body)
  const key = findKey(unlocking, 'xls', (password) => scheme.derive(password))
  scheme.decrypt(stream, key)
  stream.writeUInt16LE(ignoredRecord, pass.at - 4)
  return key
}
interface Scheme {
  derive(password: string): Buffer | null
  decrypt(stream: Buffer, key: Buffer): void
}
function schemeOf(body: Buffer): Scheme {
  // BIFF5 has the two words of the XOR and nothing else.
  if (body.length === 4) return xorScheme(body.readUInt16LE(0), body.readUInt16LE(2))
  if (body.length < 6) throw unknownEncryption('xls')
  if (body.readUInt16LE(0) === 0) return xorScheme(body.readUInt16LE(2), body.readUInt16LE(4))
  const [major, minor] = [body.readUInt16LE(2), body.readUInt16LE(4)]
  if (major === 1 && minor === 1 && body.length >= 54) return rc4Scheme(body.subarray(6))
  if (minor === 2 && major >= 2 && major <= 4) return cryptoApiScheme(body.subarray(6))
  throw unknownEncryption(`xls ${major}.${minor}`)
}

const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest()
const sha1 = (...parts: readonly Buffer[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha1')).digest()
const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function rc4Scheme(body: Buffer): Scheme {
  const [salt, verifier, verifierHash] = [body.subarray(0, 16), body.subarray(16, 32), body.subarray(32, 48)]
  const blockKey = (key: Buffer, block: number): Buffer => md5(Buffer.concat([key, word(block)]))
  return {
    derive(password) {
      const part = Buffer.concat([md5(Buffer.from(password, 'utf16le')).subarray(0, 5), salt])
      const key = md5(Buffer.concat(Array.from({ length: 16 }, () => part))).subarray(0, 5)
      const cipher = new Rc4(blockKey(key, 0))
      const plain = cipher.apply(verifier)
      return timingSafeEqual(md5(plain), cipher.apply(verifierHash)) ? key : null
    },
    decrypt: (stream, key) => {
      decryptBlocks(stream, (block) => blockKey(key, block))
    },
  }
}

function cryptoApiScheme(body: Buffer): Scheme {
  const headerSize = body.length < 8 ? 0 : body.readUInt32LE(4)
  const at = 8 + headerSize
  if (
    headerSize < 32 ||
    at + 60 > body.length ||
    body.readUInt32LE(8 + 8) !== 0x6801 ||
    body.readUInt32LE(at) !== 16
  )
    throw unknownEncryption('xls CryptoAPI')
  const bits = body.readUInt32LE(8 + 16) || 40
  if (bits % 8 !== 0 || bits > 128) throw unknownEncryption(`RC4 ${bits}`)
  const salt = body.subarray(at + 4, at + 20)
  const blockKey = (key: Buffer, block: number): Buffer => {
    const cut = sha1(key, word(block)).subarray(0, bits / 8)
    // Keys of 40 bits are filled up with zeros.
    return bits === 40 ? Buffer.concat([cut, Buffer.alloc(11)]) : cut
  }
  return {
    derive(password) {
      const key = sha1(salt, Buffer.from(password, 'utf16le'))
      const cipher = new Rc4(blockKey(key, 0))
      const plain = cipher.apply(body.subarray(at + 20, at + 36))
      return timingSafeEqual(sha1(plain), cipher.apply(body.subarray(at + 40, at + 60))) ? key : null
    },
    decrypt: (stream, key) => {
      decryptBlocks(stream, (block) => blockKey(key, block))
    },
  }
}

/** RC4 runs over the whole stream, again every 1,024 bytes; what stays in the clear takes its share of the key stream all the same. */
function decryptBlocks(stream: Buffer, keyOf: (block: number) => Buffer): void {
  let block = -1
  let cipher: Rc4 | null = null
  let at = 0
  const skipTo = (end: number, apply: boolean): void => {
    for (; at < end; at += 1) {
      if (cipher === null || at >> 10 !== block) {
        block = at >> 10
        cipher = new Rc4(keyOf(block))
      }
      const mask = cipher.next()
      if (apply) stream[at] = (stream[at] ?? 0) ^ mask
    }
  }
  for (const record of [...recordsOf(stream)]) {
    skipTo(record.at, false)
    if (clear.has(record.type)) skipTo(record.at + record.length, false)
    else {
      // The place of a sheet's stream stays readable.
      if (record.type === boundSheet) skipTo(record.at + Math.min(4, record.length), false)
      skipTo(record.at + record.length, true)
    }
  }
}

const padding = [0xbb, 0xff, 0xff, 0xba, 0xff, 0xff, 0xb9, 0x80, 0x00, 0xbe, 0x0f, 0x00, 0xbf, 0x0f, 0x00]
const initialCodes = [
  0xe1f0, 0x1d0f, 0xcc9c, 0x84c0, 0x110c, 0x0e10, 0xf1ce, 0x313e, 0x1872, 0xe139, 0xd40f, 0x84f9, 0x280c,
  0xa96a, 0x4ec3,
]
/** Seven words a character, from the last character's lowest bit. */
const xorMatrix = [
  0xaefc, 0x4dd9, 0x9bb2, 0x2745, 0x4e8a, 0x9d14, 0x2a09, 0x7b61, 0xf6c2, 0xfda5, 0xeb6b, 0xc6f7, 0x9dcf,
  0x2bbf, 0x4563, 0x8ac6, 0x05ad, 0x0b5a, 0x16b4, 0x2d68, 0x5ad0, 0x0375, 0x06ea, 0x0dd4, 0x1ba8, 0x3750,
  0x6ea0, 0xdd40, 0xd849, 0xa0b3, 0x5147, 0xa28e, 0x553d, 0xaa7a, 0x44d5, 0x6f45, 0xde8a, 0xad35, 0x4a4b,
  0x9496, 0x390d, 0x721a, 0xeb23, 0xc667, 0x9cef, 0x29ff, 0x53fe, 0xa7fc, 0x5fd9, 0x47d3, 0x8fa6, 0x0f6d,
  0x1eda, 0x3db4, 0x7b68, 0xf6d0, 0xb861, 0x60e3, 0xc1c6, 0x93ad, 0x377b, 0x6ef6, 0xddec, 0x45a0, 0x8b40,
  0x06a1, 0x0d42, 0x1a84, 0x3508, 0x6a10, 0xaa51, 0x4483, 0x8906, 0x022d, 0x045a, 0x08b4, 0x1168, 0x76b4,
  0xed68, 0xcaf1, 0x85c3, 0x1ba7, 0x374e, 0x6e9c, 0x3730, 0x6e60, 0xdcc0, 0xa9a1, 0x4363, 0x86c6, 0x1dad,
  0x3331, 0x6662, 0xccc4, 0x89a9, 0x0373, 0x06e6, 0x0dcc, 0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462,
  0x48c4,
]
const rotated = (byte: number, by: number): number => ((byte << by) | (byte >> (8 - by))) & 0xff

function xorScheme(keyWord: number, verifier: number): Scheme {
  return {
    derive(password) {
      const bytes = Buffer.from(
        [...password].slice(0, 15).map((character) => {
          const unit = character.charCodeAt(0)
          return (unit & 0xff) === 0 ? unit >> 8 : unit & 0xff
        }),
      )
      if (bytes.length === 0 || xorKey(bytes) !== keyWord || xorVerifier(bytes) !== verifier) return null
      const filled = Buffer.concat([bytes, Buffer.from(padding)]).subarray(0, 16)
      return Buffer.from(
        filled.map((byte, at) => rotated(byte ^ ((at & 1) === 0 ? keyWord & 0xff : keyWord >> 8), 2)),
      )
    },
    decrypt(stream, key) {
      for (const { type, at, length } of [...recordsOf(stream)]) {
        if (clear.has(type)) continue
        for (let index = type === boundSheet ? 4 : 0; index < length; index += 1)
          stream[at + index] = rotated(stream[at + index] ?? 0, 3) ^ (key[(at + length + index) & 15] ?? 0)
      }
    },
  }
}
function xorKey(password: Buffer): number {
  let key = initialCodes[password.length - 1] ?? 0
  let element = xorMatrix.length - 1
  for (const byte of [...password].reverse())
    for (let bit = 0; bit < 7; bit += 1, element -= 1)
      if (((byte << bit) & 0x40) !== 0) key ^= xorMatrix[element] ?? 0
  return key
}
function xorVerifier(password: Buffer): number {
  let verifier = 0
  for (const byte of [...password].reverse().concat(password.length))
    verifier = (((verifier >> 14) & 1) | ((verifier << 1) & 0x7fff)) ^ byte
  return verifier ^ 0xce4b
}
