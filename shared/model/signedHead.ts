/**
 * The signed state of a case as text: what one installation says it saw, short enough to be printed, typed and scanned. 188 bytes in
 * Crockford's base 32 (no I, L, O, U; those of them that are typed are read as 1 and 0) behind `LZ1`.
 */
import { base32crockford } from '@scure/base'

/** The state of a case at one moment. */
export interface CaseHead {
  /** 32 hex digits. */
  readonly caseId: string
  /** Last row of the audit log and its hash (64 hex digits); sequence 0 for an empty log. */
  readonly seq: number
  readonly hash: string
  /** So many original files were in the case, and the SHA-256 over their SHA-256 in the order in which they came in. */
  readonly originals: number
  readonly digest: string
  /** Local time of the signature, `YYYY-MM-DD HH:MM:SS`, by the clock of the machine that signed. */
  readonly at: string
  /** Ed25519 public key of the installation, 64 hex digits. */
  readonly publicKey: string
}
export interface SignedHead extends CaseHead {
  /** Ed25519 over `signedBytes`, 128 hex digits. */
  readonly signature: string
}

const mark = 'LZ1'
const context = 'lianzheng case head 1\0'
const payloadBytes = 16 + 6 + 4 + 5 + 32 + 32 + 32
const signatureBytes = 64
const codeLength = Math.ceil(((1 + payloadBytes + signatureBytes) * 8) / 5)
const format = 1

/** The bytes a signature stands over. */
export function signedBytes(head: CaseHead): Uint8Array {
  return joined([Uint8Array.from(context, (sign) => sign.charCodeAt(0)), payloadOf(head)])
}
/** The code, without spaces; `groupedCode` is for paper. */
export function headCode(head: SignedHead): string {
  return (
    mark + base32crockford.encode(joined([Uint8Array.of(format), payloadOf(head), bytesOf(head.signature)]))
  )
}
/** In groups of six, as it is printed. */
export function groupedCode(code: string): string {
  return code.match(/.{1,6}/g)?.join(' ') ?? ''
}
/** What a code says, however it was broken into groups and lines; null when it is none or is not whole. Says nothing of its signature. */
export function readHeadCode(text: string): SignedHead | null {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, '')
  if (!plain.startsWith(mark) || plain.length !== mark.length + codeLength) return null
  let bytes: Uint8Array
  try {
    bytes = base32crockford.decode(plain.slice(mark.length))
  } catch {
    return null
  }
  if (bytes.length !== 1 + payloadBytes + signatureBytes || bytes[0] !== format) return null
  let at = 1
  const take = (length: number): Uint8Array => bytes.subarray(at, (at += length))
  return {
    caseId: hexOf(take(16)),
    seq: numberOf(take(6)),
    originals: numberOf(take(4)),
    at: timeOf(numberOf(take(5))),
    hash: hexOf(take(32)),
    digest: hexOf(take(32)),
    publicKey: hexOf(take(32)),
    signature: hexOf(take(signatureBytes)),
  }
}
/** The first code within a longer text (a report), with its groups; null when there is none. */
export function findHeadCode(text: string): string | null {
  const found = new RegExp(`\\b${mark}(?:[\\s-]*[0-9A-HJKMNP-TV-Z]){${codeLength}}`).exec(text)
  return found?.[0].replaceAll(/[\s-]/g, '') ?? null
}

function payloadOf({ caseId, seq, originals, at, hash, digest, publicKey }: CaseHead): Uint8Array {
  return joined([
    bytesOf(caseId),
    numberBytes(seq, 6),
    numberBytes(originals, 4),
    numberBytes(secondsOf(at), 5),
    bytesOf(hash),
    bytesOf(digest),
    bytesOf(publicKey),
  ])
}
/** The digits of a local time counted as seconds; no zone is meant by it. */
const secondsOf = (at: string): number => Math.floor(Date.parse(`${at.replace(' ', 'T')}Z`) / 1_000)
const timeOf = (seconds: number): string =>
  new Date(seconds * 1_000).toISOString().slice(0, 19).replace('T', ' ')
function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
function numberBytes(value: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = length - 1, left = value; at >= 0; at -= 1, left = Math.floor(left / 256))
    bytes[at] = left % 256
  return bytes
}
const numberOf = (bytes: Uint8Array): number => bytes.reduce((sum, byte) => sum * 256 + byte, 0)
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
