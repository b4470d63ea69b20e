/** Masks for files that go to people who must not see whole numbers. Head and tail stay, so that two numbers can be told apart. */

/** Blanks, dashes and signs that nobody sees. */
const gapSign =
  '[ \\t\\u00a0\\u00ad\\u2002-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u3000\\ufeff\\u2010-\\u2015-]'
const runOfFigures = new RegExp(`(?<![0-9A-Za-z])\\d(?:${gapSign}{0,2}\\d){10,20}[Xx]?(?![0-9A-Za-z])`, 'g')
/** Groups of three to six figures parted by another sign, one of them longer than any part of an IP address or an amount. */
const otherGroups = /(?<![0-9A-Za-z.])(?=[\d._/·]*\d{4})\d{3,6}(?:[._/·]\d{3,6}){2,5}(?![0-9A-Za-z.])/g
const gaps = new RegExp(gapSign, 'g')
const idNumber = /^(?:\d{17}[\dXx]|\d{15})$/
const birth = /^\d{6}(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/
const fullWidth = /[\uff01-\uff5e]/g
/** Words and numbers in Latin letters, as accounts are written. */
const latinWord = /[0-9A-Za-z_@.+-]{5,}/g
const figuresInside = /\d{5,}[Xx]?(?![0-9])/g
/** Figures that stand for a person also where letters stand against them: a mobile phone, a bank card, an ID number, or several of them in one run. */
const personal = String.raw`(?:1[3-9]\d{9}|62\d{14,17}|[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])`
const personalFigures = new RegExp(`^${personal}+$`)
/** A digest in hexadecimal figures. */
const digest = /^(?=.*[a-f])[0-9a-f]{32,}$/i

/** Full-width letters and figures as plain ones, character by character: places in the text stay. */
export function plainWidth(text: string): string {
  return text.replace(fullWidth, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
}

/** One whole identifier, masked. The same identifier gives the same mask wherever it stands. */
export function maskedIdentifier(identifier: string): string {
  const plain = plainWidth(identifier).trim()
  const at = plain.indexOf('@')
  if (at > 0) return `${maskedIdentifier(plain.slice(0, at))}${plain.slice(at)}`
  const figures = plain.replaceAll(gaps, '')
  if (/^\d{11}$/.test(figures) && /^1[3-9]/.test(figures))
    return `${figures.slice(0, 3)}****${figures.slice(-4)}`
  if (idNumber.test(figures) && birth.test(figures))
    return `${figures.slice(0, 6)}********${figures.slice(-4)}`
  if (/^\d{11,}$/.test(figures)) return `${figures.slice(0, 4)} **** ${figures.slice(-4)}`
  const kept = plain.length >= 11 ? 4 : plain.length >= 8 ? 2 : plain.length >= 5 ? 1 : 0
  return `${plain.slice(0, kept)}****${kept === 0 ? '' : plain.slice(-kept)}`
}
function maskedRun(found: string): string {
  const figures = found.replaceAll(gaps, '')
  return figures.length === 11 && !/^1[3-9]/.test(figures) ? found : maskedIdentifier(figures)
}
function maskedGroups(found: string): string {
  const figures = found.replaceAll(/\D/g, '')
  return figures.length < 11 || figures.length > 21
    ? found
    : maskedRun(figures) === figures
      ? found
      : maskedIdentifier(figures)
}

/**
 * The text with ID numbers, mobile phones, cards and other long numbers masked, also where they are written in groups, in full width or
 * against letters, and with every identifier that `isKnown` knows (asked in plain width, as written and in small letters).
 */
export function maskedNumbers(text: string, isKnown: (identifier: string) => boolean = () => false): string {
  const plain = plainWidth(text)
  const byPattern = plain.replace(runOfFigures, maskedRun).replace(otherGroups, maskedGroups)
  const known = (word: string): boolean => isKnown(word) || isKnown(word.toLowerCase())
  const masked = byPattern.replace(latinWord, (word) => {
    const bare = word.replace(/^[.+-]+|[.+-]+$/g, '')
    if (bare.length >= 5 && known(bare)) return word.replace(bare, () => maskedIdentifier(bare))
    const whole = digest.test(bare)
    return word.replace(figuresInside, (found) => {
      const figures = known(found) || personalFigures.test(found) ? found : found.replace(/[Xx]$/, '')
      const personal = known(figures) || (!whole && personalFigures.test(figures))
      return personal ? maskedIdentifier(figures) + found.slice(figures.length) : found
    })
  })
  return masked === plain ? text : masked
}
