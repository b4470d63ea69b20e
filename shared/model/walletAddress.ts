/**
 * Addresses of wallets and their checks: Bitcoin base58check (BIP 13, BIP 16) and bech32 (BIP 173, BIP 350), Ethereum's mixed-case checksum
 * (EIP-55), TRON base58check. One normalised form each; an address of another chain stays as it is.
 */
import { keccak_256 } from '@noble/hashes/sha3.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { bech32, bech32m, createBase58check } from '@scure/base'

export interface WalletAddress {
  readonly value: string
  /** Null: no chain whose addresses carry a check. */
  readonly holds: boolean | null
}
const base58check = createBase58check(sha256)
/** Version bytes of main net: pay to public key hash, pay to script hash, TRON. */
const versions: Readonly<Record<string, number>> = { 1: 0x00, 3: 0x05, T: 0x41 }

/** The address in its normalised form, and whether its check holds. */
export function walletAddress(text: string): WalletAddress {
  if (/^0x[0-9a-f]{40}$/i.test(text)) return { value: text.toLowerCase(), holds: ethereumHolds(text) }
  if (/^0x[0-9a-f]+$/i.test(text)) return { value: text.toLowerCase(), holds: null }
  if (/^bc1[0-9a-z]{11,87}$/i.test(text)) return { value: text.toLowerCase(), holds: segwitHolds(text) }
  if (/^[13][1-9A-HJ-NP-Za-km-z]{25,34}$/.test(text) || /^T[1-9A-HJ-NP-Za-km-z]{33}$/.test(text))
    return { value: text, holds: base58Holds(text) }
  return { value: text, holds: null }
}
function base58Holds(text: string): boolean {
  try {
    const bytes = base58check.decode(text)
    return bytes.length === 21 && bytes[0] === versions[text.charAt(0)]
  } catch {
    return false
  }
}
/** Version 0 is written in bech32, every later one in bech32m. Mixed case is not allowed. */
function segwitHolds(text: string): boolean {
  for (const [code, later] of [
    [bech32, false],
    [bech32m, true],
  ] as const) {
    try {
      const { words } = code.decode(text as `${string}1${string}`, 90)
      const [version = 0, ...program] = words
      const length = code.fromWords(program).length
      return (
        later === version > 0 &&
        version <= 16 &&
        (version > 0 ? length >= 2 && length <= 40 : length === 20 || length === 32)
      )
    } catch {
      // The other code may fit.
    }
  }
  return false
}
/** An address in one case carries no check. */
function ethereumHolds(text: string): boolean | null {
  const digits = text.slice(2)
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return null
  const hash = bytesToHex(keccak_256(utf8ToBytes(digits.toLowerCase())))
  return [...digits].every(
    (character, index) =>
      !/[a-f]/i.test(character) ||
      (character === character.toUpperCase()) === Number.parseInt(hash.charAt(index), 16) >= 8,
  )
}
