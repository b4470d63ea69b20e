/** RAR archives written byte by byte, with files stored as they are: the old form and the one of 2013, under a password, with names put in on purpose. */
import { createCipheriv, createHash, pbkdf2Sync } from 'node:crypto'
import { crc32 } from 'node:zlib'

export interface RarPart {
  readonly name: string
  readonly data: string | Uint8Array
  readonly password?: string
  /** A symbolic link to this. */
  readonly link?: string
  /** What the header says instead of the truth. */
  readonly lie?: { readonly size?: number; readonly crc?: number }
}
const uint = (value: number, bytes: number): Buffer => {
  const buffer = Buffer.alloc(bytes)
  buffer.writeUIntLE(value, 0, bytes)
  return buffer
}
function vint(value: number): Buffer {
  const bytes: number[] = []
  let left = value
  do {
    bytes.push((left % 128) | (left >= 128 ? 0x80 : 0))
    left = Math.floor(left / 128)
  } while (left > 0)
  return Buffer.from(bytes)
}
function block(content: Buffer): Buffer {
  const body = Buffer.concat([vint(content.length), content])
  return Buffer.concat([uint(crc32(body), 4), body])
}
const salt = Buffer.from('0123456789abcdef', 'latin1')
const rounds = 8

/** RAR 5. `volume`: says that it is the first of several. */
export function writeRar5(
  parts: readonly RarPart[],
  { volume = false }: { readonly volume?: boolean } = {},
): Buffer {
  const main = block(Buffer.concat([vint(1), vint(0), vint(volume ? 1 : 0)]))
  const files = parts.map(({ name, data, password, link, lie }) => {
    const plain = Buffer.from(data)
    let stored = plain
    const extras: Buffer[] = []
    if (password !== undefined) {
      const derive = (more: number): Buffer => pbkdf2Sync(password, salt, 2 ** rounds + more, 32, 'sha256')
      const cipher = createCipheriv('aes-256-cbc', derive(0), salt).setAutoPadding(false)
      stored = Buffer.concat([
        cipher.update(Buffer.concat([plain, Buffer.alloc((16 - (plain.length % 16)) % 16)])),
        cipher.final(),
      ])
      const check = Buffer.alloc(8)
      derive(32).forEach((byte, at) => {
        check[at % 8] = (check[at % 8] ?? 0) ^ byte
      })
      const sum = createHash('sha256').update(check).digest().subarray(0, 4)
      extras.push(Buffer.concat([vint(1), vint(0), vint(1), Buffer.from([rounds]), salt, salt, check, sum]))
    }
    if (link !== undefined) {
      const target = Buffer.from(link)
      extras.push(Buffer.concat([vint(5), vint(1), vint(0), vint(target.length), target]))
    }
    const extra = Buffer.concat(extras.flatMap((record) => [vint(record.length), record]))
    const bytes = Buffer.from(name)
    const head = Buffer.concat([
      vint(2),
      vint(2 | (extra.length > 0 ? 1 : 0)),
      ...(extra.length > 0 ? [vint(extra.length)] : []),
      vint(stored.length),
      vint(4),
      vint(lie?.size ?? plain.length),
      vint(0x81a4),
      uint(lie?.crc ?? crc32(plain), 4),
      vint(0),
      vint(1),
      vint(bytes.length),
      bytes,
      extra,
    ])
    return Buffer.concat([block(head), stored])
  })
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\x01\0', 'latin1'),
    main,
    ...files,
    block(Buffer.concat([vint(5), vint(0), vint(volume ? 1 : 0)])),
  ])
}

/** RAR 4 and older. */
export function writeRar4(parts: readonly RarPart[]): Buffer {
  const head = (content: Buffer): Buffer => Buffer.concat([uint(crc32(content) & 0xffff, 2), content])
  const files = parts.map(({ name, data }) => {
    const plain = Buffer.from(data)
    const bytes = Buffer.from(name, 'latin1')
    return Buffer.concat([
      head(
        Buffer.concat([
          Buffer.from([0x74]),
          uint(0x8000, 2),
          uint(32 + bytes.length, 2),
          uint(plain.length, 4),
          uint(plain.length, 4),
          Buffer.from([3]),
          uint(crc32(plain), 4),
          uint(0x54210000, 4),
          Buffer.from([20, 0x30]),
          uint(bytes.length, 2),
          uint(0x81a4, 4),
          bytes,
        ]),
      ),
      plain,
    ])
  })
  return Buffer.concat([
    Buffer.from('Rar!\x1a\x07\0', 'latin1'),
    head(Buffer.concat([Buffer.from([0x73]), uint(0, 2), uint(13, 2), Buffer.alloc(6)])),
    ...files,
  ])
}
