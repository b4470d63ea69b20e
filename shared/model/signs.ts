/**
 * Which signs of a text nobody sees or reads: the one rule for identifiers, names, search, collision and the words of choice columns. What only decorates
 * goes away, what a program could not write itself (private-use characters of GBK) becomes the character it stands for.
 */

/**
 * Code units of signs without a shape of their own, as a part of a character class: controls, soft hyphen, joiners, marks of direction and isolates,
 * Mongolian and other variation selectors, fillers, byte order marks. Blanks are not among them: they separate words.
 */
export const unseenSigns =
  '\\u0000-\\u0008\\u000e-\\u001f\\u007f-\\u0084\\u0086-\\u009f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb'
/** The dots between the parts of a name, as a part of a character class: · • ・ ‧ ∙ ⋅ and the half-width one. */
export const nameDotSigns = '\\u00b7\\u0387\\u2022\\u2027\\u2219\\u22c5\\u30fb\\uff65'
/** The dashes that stand between groups of figures, as a part of a character class; every width, and the minus sign. */
export const dashSigns = '\\-\\u2010-\\u2015\\u2212\\u2043\\ufe58\\ufe63\\uff0d'

const unseen = new RegExp(`[${unseenSigns}]`, 'g')
const anyUnseen = new RegExp(`[${unseenSigns}]`)
/** The text without signs that nobody sees. */
export function withoutUnseen(text: string): string {
  return anyUnseen.test(text) ? text.replace(unseen, '') : text
}
const anyOdd = new RegExp(`[${unseenSigns}\\ue815-\\ue864]`)
const somethingSeen = new RegExp(`[^\\s${unseenSigns}]`)
/** Whether the text has a sign that can be seen. */
export function isSeen(text: string): boolean {
  return somethingSeen.test(text)
}

/**
 * The characters that programs writing GBK had to keep in the private-use area, U+E815 to U+E864 in order (bytes FE50 to FEA0, GB 18030-2022,
 * annex of mappings that changed). 王 with U+E863 is 王䶮.
 */
const privateOfGbk = [
  ...'⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻',
]
const firstPrivate = 0xe815
/** Private-use character → the character it stands for, in pairs. */
export const gbkPrivatePairs: readonly (readonly [from: string, to: string])[] = privateOfGbk.map(
  (character, at) => [String.fromCharCode(firstPrivate + at), character],
)
const anyPrivate = /[\ue815-\ue864]/g
/** The text with the private-use characters of GBK as the characters they stand for. */
export function withoutPrivateUse(text: string): string {
  return text.replace(
    anyPrivate,
    (character) => privateOfGbk[character.charCodeAt(0) - firstPrivate] ?? character,
  )
}

/** As a cell is read before its type is asked: width folded, private-use characters resolved, without signs that nobody sees. */
export function plainSigns(text: string): string {
  const folded = text.normalize('NFKC')
  return anyOdd.test(folded) ? withoutUnseen(withoutPrivateUse(folded)) : folded
}

const anyDot = new RegExp(`[${nameDotSigns}.．]`)
const dotInName = new RegExp(`(?<=\\p{L})\\s*[${nameDotSigns}]+\\s*(?=\\p{L})`, 'gu')
const dotBetweenHan = /(?<=\p{Script=Han})\s*[.．]\s*(?=\p{Script=Han})/gu
/** A name with one spelling of the dot between its parts: 艾力•买买提 and 艾力.买买提 are 艾力·买买提. */
export function withOneDot(name: string): string {
  return !anyDot.test(name) ? name : name.replace(dotInName, '·').replace(dotBetweenHan, '·')
}
