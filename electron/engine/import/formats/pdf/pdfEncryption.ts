/**
 * PDFs under a password, as ISO 32000 describes them. The key of the file is derived here, since it is what is kept; the library, which
 * takes passwords only, is given the same objects in the clear.
 */
import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import { AppError } from '../../../../../shared/errors.ts'
import { Rc4 } from '../protection/rc4.ts'
import { unknownEncryption, type Unlocking } from '../protection/unlocking.ts'
import { inTheClear } from './pdfObjects.ts'
import { dictionaryNear, type PdfDictionary, type PdfValue, valueAt } from './pdfValues.ts'

export interface Encryption {
  readonly version: number
  readonly revision: number
  /** Bytes of the key. */
  readonly length: number
  readonly owner: Buffer
  readonly user: Buffer
  readonly ownerKey: Buffer
  readonly userKey: Buffer
  readonly permissions: number
  readonly metadata: boolean
  /** How streams and strings are encrypted. */
  readonly streams: string
  readonly strings: string
}
interface Trailer {
  /** `12 0`: the object the document begins with, and the one that says how it is encrypted; '' when that stands in the trailer itself. */
  readonly root: string
  readonly described: string
  readonly id: Buffer
  readonly encryption: Encryption
}

/** The file so that it opens without a password, and its key. Errors: `file-password-wrong`, `file-unreadable` for a scheme that is not known. */
export function unlockPdf(
  bytes: Buffer,
  { password, fileKey }: Unlocking,
): { readonly bytes: Buffer; readonly key: Buffer } {
  const trailer = readTrailer(bytes)
  const key = fileKey === null ? keyOf(trailer, password ?? '') : Buffer.from(fileKey, 'hex')
  if (key === null)
    throw new AppError('file-password-wrong', 'the password does not open the document', { container: 'pdf' })
  const { encryption, root, described } = trailer
  return { bytes: inTheClear(bytes, { encryption, key, root, described }), key }
}

function readTrailer(bytes: Buffer): Trailer {
  const text = bytes.toString('latin1')
  const at = text.lastIndexOf('/Encrypt')
  const dictionary = at < 0 ? null : dictionaryNear(text, at)
  if (dictionary === null) throw unknownEncryption('pdf trailer')
  const held = dictionary.get('Encrypt')
  const body = referenced(text, held)
  const root = dictionary.get('Root')
  const id = dictionary.get('ID')
  if (body === null || refOf(root) === '') throw unknownEncryption('pdf trailer')
  const first = Array.isArray(id) ? id[0] : undefined
  return {
    root: refOf(root),
    described: refOf(held),
    id: Buffer.isBuffer(first) ? first : Buffer.alloc(0),
    encryption: encryptionOf(body),
  }
}
function referenced(text: string, value: PdfValue | undefined): PdfDictionary | null {
  if (value instanceof Map) return value
  const [number, generation] = refOf(value).split(' ')
  if (generation === undefined) return null
  const pattern = new RegExp(`(?:^|[\\s>])${number}\\s+${generation}\\s+obj\\b`, 'g')
  let found: PdfDictionary | null = null
  for (const match of text.matchAll(pattern)) {
    const { value: body } = valueAt(text, match.index + match[0].length)
    if (body instanceof Map && body.has('O')) found = body
  }
  return found
}
const refOf = (value: PdfValue | undefined): string =>
  typeof value === 'object' && value !== null && 'ref' in value ? value.ref : ''
const numberOf = (value: PdfValue | undefined, other: number): number =>
  typeof value === 'number' ? value : other
const bytesOf = (value: PdfValue | undefined): Buffer => (Buffer.isBuffer(value) ? value : Buffer.alloc(0))
const nameOf = (value: PdfValue | undefined): string =>
  typeof value === 'object' && value !== null && 'name' in value ? value.name : ''

function encryptionOf(body: PdfDictionary): Encryption {
  if (nameOf(body.get('Filter')) !== 'Standard') throw unknownEncryption('pdf handler')
  const version = numberOf(body.get('V'), 0)
  const filters = body.get('CF')
  const method = (name: string): string => {
    if (version < 4) return 'V2'
    const filter = filters instanceof Map ? filters.get(name) : undefined
    return filter instanceof Map ? nameOf(filter.get('CFM')) : 'None'
  }
  const bits = numberOf(body.get('Length'), version < 4 ? 40 : 128)
  return {
    version,
    revision: numberOf(body.get('R'), 0),
    length: version === 5 ? 32 : version === 4 ? 16 : version === 1 ? 5 : Math.floor(bits / 8),
    owner: bytesOf(body.get('O')),
    user: bytesOf(body.get('U')),
    ownerKey: bytesOf(body.get('OE')),
    userKey: bytesOf(body.get('UE')),
    permissions: numberOf(body.get('P'), 0) | 0,
    metadata: body.get('EncryptMetadata') !== false,
    streams: method(nameOf(body.get('StmF'))),
    strings: method(nameOf(body.get('StrF'))),
  }
}

function keyOf(trailer: Trailer, password: string): Buffer | null {
  const { version, revision, length } = trailer.encryption
  if (version === 5 && (revision === 5 || revision === 6)) return newKey(trailer.encryption, password)
  if (
    (version === 1 || version === 2 || version === 4) &&
    revision >= 2 &&
    revision <= 4 &&
    length >= 5 &&
    length <= 16
  ) {
    for (const candidate of [Buffer.from(password, 'latin1'), Buffer.from(password, 'utf8')]) {
      const key = oldKey(trailer, candidate) ?? oldKey(trailer, userPassword(trailer.encryption, candidate))
      if (key !== null) return key
    }
    return null
  }
  throw unknownEncryption(`pdf ${version}.${revision} ${length * 8}`)
}

const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex')
const padded = (password: Buffer): Buffer => Buffer.concat([password, padding]).subarray(0, 32)
const md5 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('md5')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
/** RC4 twenty times over, each with the key changed by its number. */
function twenty(content: Buffer, key: Buffer, numbers: readonly number[]): Buffer {
  return numbers.reduce((held, number) => {
    const cipher = new Rc4(key.map((byte) => byte ^ number) as Buffer)
    return held.map((byte) => byte ^ cipher.next()) as Buffer
  }, content)
}
const upwards = Array.from({ length: 20 }, (_, number) => number)

function oldKey({ encryption, id }: Trailer, password: Buffer): Buffer | null {
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(encryption.permissions)
  let key = md5(
    padded(password),
    encryption.owner.subarray(0, 32),
    permissions,
    id,
    encryption.revision >= 4 && !encryption.metadata ? Buffer.alloc(4, 0xff) : Buffer.alloc(0),
  )
  const old = encryption.revision === 2
  for (let round = 0; round < (old ? 0 : 50); round += 1) key = md5(key.subarray(0, encryption.length))
  key = key.subarray(0, encryption.length)
  const check = old ? twenty(padding, key, [0]) : twenty(md5(padding, id), key, upwards)
  return check.equals(encryption.user.subarray(0, check.length)) ? key : null
}
/** The password of the reader, which the one of the owner opens. */
function userPassword({ owner, length, revision }: Encryption, password: Buffer): Buffer {
  let key = md5(padded(password))
  for (let round = 0; round < (revision === 2 ? 0 : 50); round += 1) key = md5(key)
  return twenty(owner.subarray(0, 32), key.subarray(0, length), revision === 2 ? [0] : upwards.toReversed())
}

function newKey(encryption: Encryption, password: string): Buffer | null {
  const given = Buffer.from(password.normalize('NFKC'), 'utf8').subarray(0, 127)
  const { user, owner, userKey, ownerKey, revision } = encryption
  const hash = (salt: Buffer, more: Buffer): Buffer =>
    revision === 6 ? hardened(given, salt, more) : sha(256, given, salt, more)
  const none = Buffer.alloc(0)
  const open = (wrapped: Buffer, key: Buffer): Buffer => {
    const cipher = createDecipheriv('aes-256-cbc', key, Buffer.alloc(16)).setAutoPadding(false)
    return Buffer.concat([cipher.update(wrapped.subarray(0, 32)), cipher.final()])
  }
  if (hash(user.subarray(32, 40), none).equals(user.subarray(0, 32)))
    return open(userKey, hash(user.subarray(40, 48), none))
  const known = user.subarray(0, 48)
  if (hash(owner.subarray(32, 40), known).equals(owner.subarray(0, 32)))
    return open(ownerKey, hash(owner.subarray(40, 48), known))
  return null
}
function sha(bits: 256 | 384 | 512, ...parts: readonly Buffer[]): Buffer {
  const hash = createHash(`sha${bits}`)
  for (const part of parts) hash.update(part)
  return hash.digest()
}
/** The hash of PDF 2.0: rounds of AES whose own output says which hash comes next and when to stop. */
function hardened(password: Buffer, salt: Buffer, more: Buffer): Buffer {
  let key = sha(256, password, salt, more)
  for (let round = 0, last = 0; round < 64 || last > round - 32; round += 1) {
    const once = Buffer.concat([password, key, more])
    const content = Buffer.concat(Array.from({ length: 64 }, () => once))
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(
      false,
    )
    const encrypted = cipher.update(content)
    last = encrypted.at(-1) ?? 0
    const rest = encrypted.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3
    key = sha(([256, 384, 512] as const)[rest] ?? 256, encrypted)
  }
  return key.subarray(0, 32)
}
