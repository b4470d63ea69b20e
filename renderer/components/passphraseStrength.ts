/** Fewest characters a passphrase has; the engine holds the same. */
export const leastPassphrase = 8

export type Strength = 'short' | 'weak' | 'fair' | 'strong'
const common =
  /^(?:(.)\1+|0?123456789?0?|abcdefgh?i?|qwerty(?:uiop)?|password\d*|admin\d*|iloveyou|woaini\d*|a?123456a?|1qaz2wsx|qazwsx\w*)$/i
const yearOrDate = /(?:19|20)\d{2}(?:0[1-9]|1[0-2])?(?:0[1-9]|[12]\d|3[01])?/g

/** Bits a guesser needs, roughly: signs by class, with runs, repeats and dates counted once. */
function bits(passphrase: string): number {
  if (common.test(passphrase)) return 8
  const shortened = passphrase.replace(yearOrDate, 'D').replace(/(.)\1{2,}/gu, '$1$1')
  const signs = [...shortened]
  const runs = signs.filter(
    (sign, index) =>
      index > 1 &&
      sign.codePointAt(0) === (signs[index - 1]?.codePointAt(0) ?? 0) + 1 &&
      signs[index - 1]?.codePointAt(0) === (signs[index - 2]?.codePointAt(0) ?? 0) + 1,
  ).length
  let pool = 0
  if (/[a-z]/.test(shortened)) pool += 26
  if (/[A-Z]/.test(shortened)) pool += 26
  if (/\d/.test(shortened)) pool += 10
  if (/[^\p{L}\p{N}]/u.test(shortened)) pool += 30
  if (/\p{Script=Han}/u.test(shortened)) pool += 800
  return pool === 0 ? 0 : Math.max(0, signs.length - runs) * Math.log2(pool)
}

/** How hard a passphrase is to guess; only a hint, the engine refuses nothing but a short one. */
export function passphraseStrength(passphrase: string): Strength {
  if ([...passphrase].length < leastPassphrase) return 'short'
  const found = bits(passphrase)
  return found < 45 ? 'weak' : found < 65 ? 'fair' : 'strong'
}
