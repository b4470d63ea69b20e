/** Passwords of zip archives: the old PKWARE cipher and WinZip AES. A wrong password is told by the entry's own check bytes. */
import { createCipheriv, createHmac, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { AppError } from '../../../../../shared/errors.ts'
import { streamedFlag, truncatedZip, type ZipEntry } from '../zipEntries.ts'

/** Decrypts the stored bytes of one entry; `end` throws when they are not what was encrypted. */
export interface EntryCipher {
  /** Bytes before and after the encrypted ones that belong to the cipher. */
  readonly lead: number
  readonly trail: number
  /** Decrypts in place, piece after piece. */
  update(piece: Buffer): Buffer
  end(trail: Buffer): void
}

const table = new Int32Array(256).map((_, index) => {
  let value = index
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})

/** PKWARE's stream cipher of 1989, with its three keys. */
class PkwareKeys {
  private first = 0x12345678
  private second = 0x23456789
  private third = 0x34567890
  constructor(password: Buffer) {
    for (const byte of password) this.mix(byte)
  }

  private mix(byte: number): void {
    this.first = (this.first >>> 8) ^ (table[(this.first ^ byte) & 0xff] ?? 0)
    this.second = (Math.imul(this.second + (this.first & 0xff), 134_775_813) + 1) | 0
    this.third = (this.third >>> 8) ^ (table[(this.third ^ (this.second >>> 24)) & 0xff] ?? 0)
  }

  decrypt(bytes: Buffer): Buffer {
    const plain = Buffer.allocUnsafe(bytes.length)
    for (let at = 0; at < bytes.length; at += 1) {
      const mask = (this.third | 2) & 0xffff
      const byte = (bytes[at] ?? 0) ^ ((Math.imul(mask, mask ^ 1) >>> 8) & 0xff)
      plain[at] = byte
      this.mix(byte)
    }
    return plain
  }
}

/** The bytes a password may stand for: packers took it in UTF-8 or in the code page of the system, here GBK. */
export function passwordBytes(password: string): readonly Buffer[] {
  const utf8 = Buffer.from(password, 'utf8')
  const local = utf8.length === password.length ? null : gbkBytes(password)
  return local === null ? [utf8] : [utf8, local]
}
/** GBK bytes of a short text, by the decoder's own table; null when it has other characters. */
function gbkBytes(text: string): Buffer | null {
  const wanted = new Set(text)
  const found = new Map<string, readonly number[]>()
  const decoder = new TextDecoder('gbk')
  for (let byte = 0; byte < 0x80; byte += 1) found.set(String.fromCharCode(byte), [byte])
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail))
      if (wanted.has(character)) found.set(character, [lead, trail])
    }
  const bytes: number[] = []
  for (const character of text) {
    const codes = found.get(character)
    if (codes === undefined) return null
    bytes.push(...codes)
  }
  return Buffer.from(bytes)
}

/** Number of bytes that begin an encrypted entry, before its data. */
export function cipherLead(entry: ZipEntry): number {
  return entry.aes === null ? 12 : saltLength(entry.aes.strength) + 2
}
function saltLength(strength: number): number {
  if (strength < 1 || strength > 3)
    throw new AppError('file-unreadable', 'an AES strength that does not exist', { what: 'encryption' })
  return 4 + 4 * strength
}

/** The cipher of an entry whose `lead` bytes are given, or null when the password is not the one. Errors: `file-unreadable` for a cipher that is not known. */
export function openCipher(entry: ZipEntry, lead: Buffer, password: Buffer): EntryCipher | null {
  if (lead.length < cipherLead(entry)) throw truncatedZip()
  // 99: AES; 0x40: PKWARE's own strong encryption, which its makers keep to themselves.
  if (entry.aes === null && (entry.method === 99 || (entry.flags & 0x40) !== 0))
    throw new AppError('file-unreadable', 'an encryption that is not known', { what: 'encryption' })
  return entry.aes === null ? pkware(entry, lead, password) : winZipAes(entry.aes.strength, lead, password)
}

function pkware(entry: ZipEntry, lead: Buffer, password: Buffer): EntryCipher | null {
  const keys = new PkwareKeys(password)
  const head = keys.decrypt(lead)
  const expected = (entry.flags & streamedFlag) === 0 ? entry.crc >>> 24 : entry.dosTime >>> 8
  // Some packers check by the checksum whatever the flag says.
  if (head[11] !== expected && head[11] !== entry.crc >>> 24) return null
  return { lead: 12, trail: 0, update: (piece) => keys.decrypt(piece), end: () => undefined }
}

function winZipAes(strength: number, lead: Buffer, password: Buffer): EntryCipher | null {
  const salt = lead.subarray(0, saltLength(strength))
  const keyLength = 8 + 8 * strength
  const derived = pbkdf2Sync(password, salt, 1_000, keyLength * 2 + 2, 'sha1')
  if (!timingSafeEqual(derived.subarray(keyLength * 2), lead.subarray(salt.length, salt.length + 2)))
    return null
  const mac = createHmac('sha1', derived.subarray(keyLength, keyLength * 2))
  // CTR with a counter that counts from its first byte, so the key stream is made block by block.
  const cipher = createCipheriv(
    `aes-${keyLength * 8}-ecb`,
    derived.subarray(0, keyLength),
    null,
  ).setAutoPadding(false)
  let counter = 0
  let left: Buffer = Buffer.alloc(0)
  const stream = (length: number): Buffer => {
    const blocks = Math.ceil(Math.max(0, length - left.length) / 16)
    const counters = Buffer.alloc(blocks * 16)
    for (let block = 0; block < blocks; block += 1) {
      counter += 1
      counters.writeUInt32LE(counter >>> 0, block * 16)
      counters.writeUInt32LE(Math.floor(counter / 2 ** 32), block * 16 + 4)
    }
    return Buffer.concat([left, cipher.update(counters)])
  }
  return {
    lead: salt.length + 2,
    trail: 10,
    update(piece) {
      mac.update(piece)
      const keys = stream(piece.length)
      left = keys.subarray(piece.length)
      const plain = Buffer.allocUnsafe(piece.length)
      for (let at = 0; at < piece.length; at += 1) plain[at] = (piece[at] ?? 0) ^ (keys[at] ?? 0)
      return plain
    },
    end(trail) {
      if (trail.length !== 10 || !timingSafeEqual(mac.digest().subarray(0, 10), trail))
        throw new AppError(
          'file-unreadable',
          'the encrypted part was changed, or the password only seemed to fit',
          { what: 'checksum' },
        )
    },
  }
}
