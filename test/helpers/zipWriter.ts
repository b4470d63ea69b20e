/** Zip archives written byte by byte, so that each oddity can be put in on purpose: passwords, names in other encodings, headers that lie. */
import { createCipheriv, createHmac, pbkdf2Sync } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  readonly name: string | Uint8Array
  readonly data: string | Uint8Array
  readonly stored?: boolean
  /** Says that the name is UTF-8 (flag bit 11). */
  readonly unicode?: boolean
  readonly password?: string | Uint8Array
  readonly cipher?: 'pkware' | 'aes128' | 'aes256'
  /** Sizes stand behind the data. */
  readonly streamed?: boolean
  readonly extra?: Uint8Array
  /** What the directory says instead of the truth. */
  readonly lie?: {
    readonly inflated?: number
    readonly stored?: number
    readonly crc?: number
    readonly offset?: number
    readonly method?: number
    readonly localInflated?: number
  }
}
const bytesOf = (content: string | Uint8Array): Buffer =>
  typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content)

/** A zip of the parts; `count` is what the end record says, when it is not the truth. */
export function writeZip(
  parts: readonly ZipPart[],
  {
    count = parts.length,
    comment = '',
    gap = 0,
  }: { readonly count?: number; readonly comment?: string; readonly gap?: number } = {},
): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const part of parts) {
    const name = bytesOf(part.name)
    const data = bytesOf(part.data)
    const checksum = crc32(data)
    const inner = part.stored === true ? 0 : 8
    const packed = inner === 0 ? data : deflateRawSync(data, { level: 9 })
    const time = 0x5a21
    const cipher = part.password === undefined ? null : (part.cipher ?? 'pkware')
    const stored =
      part.password === undefined || cipher === null
        ? packed
        : cipher === 'pkware'
          ? pkware(packed, bytesOf(part.password), part.streamed === true ? time >> 8 : checksum >>> 24)
          : winZipAes(packed, bytesOf(part.password), cipher === 'aes128' ? 1 : 3)
    const isAes = cipher !== null && cipher !== 'pkware'
    const extra = Buffer.concat([
      part.extra ?? Buffer.alloc(0),
      isAes
        ? Buffer.from([0x01, 0x99, 7, 0, 2, 0, 0x41, 0x45, cipher === 'aes128' ? 1 : 3, inner, 0])
        : Buffer.alloc(0),
    ])
    const flags =
      (cipher === null ? 0 : 1) | (part.streamed === true ? 8 : 0) | (part.unicode === true ? 0x800 : 0)
    const method = isAes ? 99 : inner
    const crc = isAes ? 0 : checksum
    const head = Buffer.alloc(30)
    head.writeUInt32LE(0x04034b50, 0)
    head.writeUInt16LE(20, 4)
    head.writeUInt16LE(flags, 6)
    head.writeUInt16LE(method, 8)
    head.writeUInt16LE(time, 10)
    head.writeUInt32LE(part.streamed === true ? 0 : crc, 14)
    head.writeUInt32LE(part.streamed === true ? 0 : stored.length, 18)
    head.writeUInt32LE(part.lie?.localInflated ?? (part.streamed === true ? 0 : data.length), 22)
    head.writeUInt16LE(name.length, 26)
    head.writeUInt16LE(extra.length, 28)
    const trailer = Buffer.alloc(part.streamed === true ? 16 : 0)
    if (part.streamed === true) {
      trailer.writeUInt32LE(0x08074b50, 0)
      trailer.writeUInt32LE(crc, 4)
      trailer.writeUInt32LE(stored.length, 8)
      trailer.writeUInt32LE(data.length, 12)
    }
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(20, 6)
    entry.writeUInt16LE(flags, 8)
    entry.writeUInt16LE(part.lie?.method ?? method, 10)
    entry.writeUInt16LE(time, 12)
    entry.writeUInt32LE(part.lie?.crc ?? crc, 16)
    entry.writeUInt32LE(part.lie?.stored ?? stored.length, 20)
    entry.writeUInt32LE(part.lie?.inflated ?? data.length, 24)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt16LE(extra.length, 30)
    entry.writeUInt32LE(part.lie?.offset ?? offset, 42)
    local.push(head, name, extra, stored, trailer)
    central.push(entry, name, extra)
    offset += head.length + name.length + extra.length + stored.length + trailer.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset + gap, 16)
  end.writeUInt16LE(Buffer.byteLength(comment), 20)
  return Buffer.concat([...local, Buffer.alloc(gap), directory, end, Buffer.from(comment)])
}

/** PKWARE's stream cipher as APPNOTE 6.1 writes it down. */
function pkware(plain: Buffer, password: Buffer, check: number): Buffer {
  const step = (value: bigint, byte: number): bigint => {
    let low = (value ^ BigInt(byte)) & 0xffn
    for (let bit = 0; bit < 8; bit += 1) low = (low & 1n) === 1n ? (low >> 1n) ^ 0xedb88320n : low >> 1n
    return (value >> 8n) ^ low
  }
  let [first, second, third] = [0x12345678n, 0x23456789n, 0x34567890n]
  const mix = (byte: number): void => {
    first = step(first, byte)
    second = ((second + (first & 0xffn)) * 134775813n + 1n) & 0xffffffffn
    third = step(third, Number(second >> 24n))
  }
  for (const byte of password) mix(byte)
  const header = Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, check & 0xff])
  return Buffer.from(
    [...header, ...plain].map((byte) => {
      const mask = Number((third | 2n) & 0xffffn)
      const out = byte ^ (((mask * (mask ^ 1)) >>> 8) & 0xff)
      mix(byte)
      return out
    }),
  )
}

/** WinZip's AE-2: PBKDF2, AES in counter mode (little-endian, from 1), HMAC-SHA1 over the encrypted bytes. */
function winZipAes(plain: Buffer, password: Buffer, strength: 1 | 3): Buffer {
  const salt = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex').subarray(0, 4 + 4 * strength)
  const length = 8 + 8 * strength
  const derived = pbkdf2Sync(password, salt, 1_000, length * 2 + 2, 'sha1')
  const encrypted = Buffer.alloc(plain.length)
  for (let at = 0, block = 1; at < plain.length; at += 16, block += 1) {
    const counter = Buffer.alloc(16)
    counter.writeUInt32LE(block)
    const mask = createCipheriv(`aes-${length * 8}-ecb`, derived.subarray(0, length), null)
      .setAutoPadding(false)
      .update(counter)
    for (let index = at; index < Math.min(at + 16, plain.length); index += 1)
      encrypted[index] = (plain[index] ?? 0) ^ (mask[index - at] ?? 0)
  }
  return Buffer.concat([
    salt,
    derived.subarray(length * 2),
    encrypted,
    createHmac('sha1', derived.subarray(length, length * 2))
      .update(encrypted)
      .digest()
      .subarray(0, 10),
  ])
}

/** A tar of files, as plain ustar. */
export function writeTar(files: Readonly<Record<string, string | Uint8Array>>): Buffer {
  const blocks: Buffer[] = []
  for (const [name, content] of Object.entries(files)) {
    const data = bytesOf(content)
    const header = Buffer.alloc(512)
    header.write(name, 0, 100, 'utf8')
    header.write('0000644\0', 100)
    header.write(data.length.toString(8).padStart(11, '0') + '\0', 124)
    header.write('00000000000\0', 136)
    header.write('        ', 148)
    header.write('0', 156)
    header.write('ustar\0' + '00', 257)
    header.write(
      header
        .reduce((sum, byte) => sum + byte, 0)
        .toString(8)
        .padStart(6, '0') + '\0 ',
      148,
    )
    blocks.push(header, data, Buffer.alloc((512 - (data.length % 512)) % 512))
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)])
}
