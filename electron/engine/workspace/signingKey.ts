/**
 * The Ed25519 key of this installation (RFC 8032), made at first use: a file of the settings folder that only its owner may read, under a
 * passphrase if a person wants one. It says "this installation saw this state"; who sat before it, it does not say.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  scryptSync,
  sign,
  verify,
} from 'node:crypto'
import { linkSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import type { SigningKeyInfo } from '../../../shared/contract/signing.ts'
import { AppError } from '../../../shared/errors.ts'
import { type CaseHead, type SignedHead, signedBytes } from '../../../shared/model/signedHead.ts'
import { readJson, writeAtomically } from '../store/atomicFile.ts'

const base64 = v.string()
const stored = v.object({
  publicKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  madeAt: v.string(),
  secret: v.union([
    v.object({ pkcs8: base64 }),
    // AES-256-GCM under scrypt of the passphrase (RFC 7914), 128 MB of memory.
    v.object({ salt: base64, iv: base64, tag: base64, sealed: base64 }),
  ]),
})
type StoredKey = v.InferOutput<typeof stored>
const leastPassphrase = 8

export interface SigningKey {
  /** Makes the key when there is none. Throws what the file system throws; `io-error` for a key file that is not understood. */
  info(): SigningKeyInfo
  /** Null while the key is under a passphrase that was not given since the program started. */
  sign(head: Omit<CaseHead, 'publicKey'>): SignedHead | null
  /** Errors: `wrong-passphrase`. */
  unlock(passphrase: string): SigningKeyInfo
  /** Puts the key under another passphrase, or under none. Errors: `wrong-passphrase`, `weak-passphrase`. */
  protect(current: string | null, next: string | null): SigningKeyInfo
}

/** The key of the installation whose settings lie in this folder. */
export function openSigningKey(folder: string, now: () => string): SigningKey {
  const path = join(folder, 'signing-key.json')
  let unlocked: KeyObject | null = null
  const read = (): StoredKey => {
    const raw = readJson(path)
    if (raw === null) return make(path, now())
    const parsed = v.safeParse(stored, raw)
    if (!parsed.success)
      throw new AppError('io-error', 'the signing key of this installation cannot be read', {
        file: 'signing-key.json',
      })
    return parsed.output
  }
  const infoOf = ({ publicKey, madeAt, secret }: StoredKey): SigningKeyInfo => ({
    publicKey,
    fingerprint: fingerprintOf(publicKey),
    madeAt,
    protected: !('pkcs8' in secret),
    unlocked: 'pkcs8' in secret || unlocked !== null,
  })
  return {
    info: () => infoOf(read()),
    sign(head) {
      const key = read()
      const secret = 'pkcs8' in key.secret ? privateKey(Buffer.from(key.secret.pkcs8, 'base64')) : unlocked
      if (secret === null) return null
      const whole = { ...head, publicKey: key.publicKey }
      return { ...whole, signature: sign(null, signedBytes(whole), secret).toString('hex') }
    },
    unlock(passphrase) {
      const key = read()
      unlocked = privateKey(opened(key, passphrase))
      return infoOf(key)
    },
    protect(current, next) {
      if (next !== null && [...next.normalize('NFC')].length < leastPassphrase)
        throw new AppError('weak-passphrase', 'the passphrase is too short', {
          least: leastPassphrase,
          found: [...next.normalize('NFC')].length,
        })
      const key = read()
      const pkcs8 = opened(key, current)
      const changed = {
        ...key,
        secret: next === null ? { pkcs8: pkcs8.toString('base64') } : sealed(pkcs8, next),
      }
      writeAtomically(path, `${JSON.stringify(changed, null, 2)}\n`)
      unlocked = next === null ? null : privateKey(pkcs8)
      return infoOf(changed)
    },
  }
}

/** Whether the signature of a head is that of the key it names. */
export function isSignedByItsKey(head: SignedHead): boolean {
  const key = createPublicKey({
    key: Buffer.concat([ed25519Spki, Buffer.from(head.publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  })
  return verify(null, signedBytes(head), key, Buffer.from(head.signature, 'hex'))
}
/** The beginning of the key's SHA-256, 32 hex digits in groups of four: for comparing by eye. */
export function fingerprintOf(publicKey: string): string {
  const hash = createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 32)
  return hash.match(/.{4}/g)?.join(' ') ?? ''
}

/** What stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo (RFC 8410). */
const ed25519Spki = Buffer.from('302a300506032b6570032100', 'hex')
const privateKey = (pkcs8: Buffer): KeyObject =>
  createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })

/** Two programs that start at once make one key: the second finds that of the first. */
function make(path: string, at: string): StoredKey {
  const pair = generateKeyPairSync('ed25519')
  const key: StoredKey = {
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
    madeAt: at,
    secret: { pkcs8: pair.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') },
  }
  const draft = `${path}.${randomBytes(6).toString('hex')}.key`
  try {
    writeAtomically(draft, `${JSON.stringify(key, null, 2)}\n`)
    linkSync(draft, path)
    return key
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const other = v.safeParse(stored, readJson(path))
    if (!other.success) throw error
    return other.output
  } finally {
    rmSync(draft, { force: true })
  }
}
const wrappingKey = (passphrase: string, salt: Buffer): Buffer =>
  scryptSync(passphrase.normalize('NFC'), salt, 32, { N: 2 ** 17, r: 8, p: 1, maxmem: 2 ** 28 })
function sealed(pkcs8: Buffer, passphrase: string): StoredKey['secret'] {
  const [salt, iv] = [randomBytes(16), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', wrappingKey(passphrase, salt), iv)
  const data = Buffer.concat([cipher.update(pkcs8), cipher.final()])
  return {
    salt: salt.toString('base64'),
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: data.toString('base64'),
  }
}
/** The secret in PKCS #8; a passphrase given for a key without one is not asked about. */
function opened({ secret }: StoredKey, passphrase: string | null): Buffer {
  if ('pkcs8' in secret) return Buffer.from(secret.pkcs8, 'base64')
  const wrong = (): AppError => new AppError('wrong-passphrase', 'the passphrase of the signing key is wrong')
  if (passphrase === null) throw wrong()
  const bytes = (text: string): Buffer => Buffer.from(text, 'base64')
  try {
    const cipher = createDecipheriv(
      'aes-256-gcm',
      wrappingKey(passphrase, bytes(secret.salt)),
      bytes(secret.iv),
    )
    cipher.setAuthTag(bytes(secret.tag))
    return Buffer.concat([cipher.update(bytes(secret.sealed)), cipher.final()])
  } catch {
    throw wrong()
  }
}
