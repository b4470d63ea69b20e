/**
 * What counts as the same text: width, case, traditional and simplified characters never matter, nor do spaces and dots between Chinese characters
 * (张　伟 is 张伟, 艾力·买买提 is 艾力买买提) and signs that nobody sees (`signs.ts`). Search and the comparison of names both use this rule.
 */
import { gbkPrivatePairs, nameDotSigns, withoutUnseen } from './signs.ts'
import { traditionalPairs } from './traditionalTable.ts'

/** Code unit → unit of the simplified character, 0 where there is none; what does not fit one unit stands in `beyond`. */
const simpler = new Uint16Array(0x1_0000)
const beyond = new Map<string, string>()
for (let pair = [...traditionalPairs], at = 0; at + 1 < pair.length; at += 2) {
  const [from = '', to = ''] = [pair[at], pair[at + 1]]
  if (from.length === 1 && to.length === 1) simpler[from.charCodeAt(0)] = to.charCodeAt(0)
  else beyond.set(from, to)
}
for (const [from, to] of gbkPrivatePairs) {
  if (to.length === 1) simpler[from.charCodeAt(0)] = to.charCodeAt(0)
  else beyond.set(from, to)
}
const beyondPattern = new RegExp([...beyond.keys()].join('|'), 'gu')

/** Each traditional or variant character in its simplified form; everything else as it stands. */
export function simplified(text: string): string {
  let changed = ''
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const to = simpler[text.charCodeAt(at)] as number
    if (to === 0) continue
    changed += text.slice(from, at) + String.fromCharCode(to)
    from = at + 1
  }
  const units = from === 0 ? text : changed + text.slice(from)
  return /[\ud800-\udfff\ue815-\ue864㑯-䴉]/.test(units)
    ? units.replace(beyondPattern, (character) => beyond.get(character) ?? character)
    : units
}

const plainAscii = /^[\x21-\x40\x5b-\x7e]*$/
const gapOrDot = new RegExp(`[\\s.${nameDotSigns}]`)
/** Spaces, and the dots of names: 艾力·买买提, 艾力•买买提 and 艾力买买提 are one. */
const betweenHan = new RegExp(`(?<=\\p{Script=Han})[\\s.${nameDotSigns}]+(?=\\p{Script=Han})`, 'gu')
/** The text as it is compared. Idempotent; the number of characters may change. */
export function folded(text: string): string {
  if (plainAscii.test(text)) return text
  let now = text
  // Lower case can uncover what width folding has to see again; settled after a round or two.
  for (let round = 0; round < 4; round += 1) {
    const next = foldedOnce(now)
    if (next === now) break
    now = next
  }
  return now
}
function foldedOnce(text: string): string {
  // A sigma at a word's end is written otherwise; a word looked for does not know where it ends.
  const folds = simplified(withoutUnseen(text.normalize('NFKC').toLowerCase().replaceAll('ς', 'σ')))
  return gapOrDot.test(folds) ? folds.replace(betweenHan, '') : folds
}

const separators = /[\s\-‐‑–—.,'‘’]/g
const separatorBetween = /[\s\-‐‑–—.,'‘’]/
const timeAfterDate = /(\d{4}[-./]\d{1,2}[-./]\d{1,2})\s+(?=\d{1,2}:\d)/g
/** A folded text without what people and programs put between the figures of a number. A date and the time behind it stay two. */
export function withoutSeparators(foldedText: string): string {
  if (!separatorBetween.test(foldedText)) return foldedText
  return (foldedText.includes(':') ? foldedText.replace(timeAfterDate, '$1\u001f') : foldedText).replace(
    separators,
    '',
  )
}
