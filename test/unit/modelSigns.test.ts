/** Signs that nobody sees, dashes and dots tell no number and no name apart; the one rule holds for identifiers, names, search and collision. */
import { describe, expect, test } from 'vitest'
import { foldedWords, readListed } from '../../electron/engine/collision/values.ts'
import { convertCell } from '../../shared/model/convert.ts'
import { parseDirection } from '../../shared/model/directions.ts'
import { cleanHeader } from '../../shared/model/headers.ts'
import { normaliseIdentifier, normaliseName, storedAsToday } from '../../shared/model/identifiers.ts'
import { nameRelation } from '../../shared/model/nameAlike.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'
import { rolesOf } from '../../shared/model/resolve.ts'
import { parseResult } from '../../shared/model/results.ts'
import { markedParts, standsInCell, wordsOf } from '../../shared/model/searchText.ts'
import { gbkPrivatePairs, isSeen, plainSigns } from '../../shared/model/signs.ts'
import { folded } from '../../shared/model/textFold.ts'

const card = '6222021234567890128'
/** A sign put in front, in the middle and behind. */
const everywhere = (text: string, sign: string): readonly string[] => [
  sign + text,
  text.slice(0, 3) + sign + text.slice(3),
  text + sign,
]
const unseen = [
  ...'\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u061c\u180e\u034f\ufe0f\u0001\u007f',
]

describe('signs that nobody sees', () => {
  test.each(unseen)('%j stands in no number, name, word or header', (sign) => {
    for (const text of everywhere(card, sign)) {
      expect(normaliseIdentifier('account', text)).toEqual({ value: card, flaw: null })
      expect(readListed(text).value).toBe(card)
      expect(folded(text)).toBe(card)
    }
    for (const text of everywhere('13912340001', sign))
      expect(normaliseIdentifier('phone', text)).toEqual({ value: '13912340001', flaw: null })
    for (const text of everywhere('欧阳娜娜', sign)) {
      expect(normaliseName(text)).toBe('欧阳娜娜')
      expect(foldedWords(text)).toBe('欧阳娜娜')
    }
    for (const text of everywhere('交易卡号', sign)) expect(cleanHeader(text)).toBe('交易卡号')
    expect([parseDirection(`支${sign}出`), parseResult(`${sign}交易成功`)]).toEqual(['out', 'success'])
    expect([isSeen(sign), isSeen(` ${sign}\u00a0`), isSeen(`${sign}1`)]).toEqual([false, false, true])
  })
  test('a cell of nothing else is empty, for every type', () => {
    for (const field of recordKind('transfer')?.fields ?? [])
      expect(convertCell(field, { text: '\u2066\u200b \u00a0\u2069', type: 'text' }, '')).toEqual({
        value: null,
        issues: [],
      })
  })
})
test('characters that GBK programs kept in the private-use area are those the decoder of GB 18030 gives', () => {
  const decoder = new TextDecoder('gb18030')
  const published: string[] = []
  for (let byte = 0x50; byte <= 0xa0; byte += 1)
    if (byte !== 0x7f) published.push(decoder.decode(Uint8Array.of(0xfe, byte)))
  expect(gbkPrivatePairs).toHaveLength(published.length)
  for (const [at, [from, to]] of gbkPrivatePairs.entries()) {
    expect(from.codePointAt(0)).toBe(0xe815 + at)
    // Six of them the decoder itself leaves in the private-use area.
    if (!/[\ue000-\uf8ff]/.test(published[at] ?? '')) expect(to).toBe(published[at])
    else expect(to.codePointAt(0)).toBeGreaterThan(0x1_ffff)
  }
  expect(plainSigns('王\ue863、\ue816')).toBe('王䶮、𠂇')
})
describe('a name', () => {
  const dots = ['·', '•', '・', '‧', '･', '∙', '⋅', '．', '.', ' · ']
  test.each(dots)('with %j between its parts is one with every other dot', (dot) => {
    const name = `艾力${dot}买买提`
    expect(normaliseName(name)).toBe('艾力·买买提')
    expect(folded(name)).toBe('艾力买买提')
    for (const asked of ['艾力·买买提', '艾力•买买提', '艾力买买提', name])
      expect(wordsOf(asked).every((word) => standsInCell(word, folded(name)))).toBe(true)
    expect(nameRelation(name, '艾力·买买提')).not.toBeNull()
    expect(readListed(name).folded).toBe(readListed('艾力・买买提').folded)
    expect(markedParts(name, wordsOf('艾力买买提'))).toEqual([{ text: name, marked: true }])
  })
  test('of Latin letters keeps its points, a number its own', () => {
    expect([normaliseName('J. Smith'), normaliseName('A・B'), folded('3.5'), folded('v1.2')]).toEqual([
      'J. Smith',
      'A·B',
      '3.5',
      'v1.2',
    ])
  })
  test('with a private-use character is the one with the character', () => {
    expect(normaliseName('王\ue863')).toBe('王䶮')
    expect(folded('王\ue863')).toBe('王䶮')
    expect(readListed('王\ue863').folded).toBe(readListed('王䶮').folded)
  })
})
describe('a card', () => {
  test.each([
    `卡号${card}`,
    `银行卡：${card}`,
    `账号:${card}`,
    `CNY${card}`,
    `${card}_CNY_0`,
    `${card}(USD)`,
    `${card}/人民币`,
    '6222-0212-3456-7890-128',
    '6222–0212–3456–7890–128',
    '6222 0212 3456 7890 128',
    `\u202d${card}\u202c`,
  ])('%s', (text) => {
    expect(normaliseIdentifier('card', text).value).toBe(card)
    expect(normaliseIdentifier('account', text).value).toBe(card)
  })
  test('what is part of the number stays', () => {
    expect(
      ['11050160-1', 'nra_cny_1', '1105 0160 3600-0001', 'FTE1234567890'].map(
        (text) => normaliseIdentifier('account', text).value,
      ),
    ).toEqual(['11050160-1', 'nra_cny_1', '110501603600-0001', 'fte1234567890'])
  })
})
describe('a number as it is dialled', () => {
  test.each([
    ['13912340001#', '13912340001'],
    ['13912340001,,1', '13912340001'],
    ['13912340001转8', '13912340001'],
    ['+85291234567', '0085291234567'],
    ['0085291234567', '0085291234567'],
    ['+852 9123-4567', '0085291234567'],
    ['+1 (415) 555-2671', '0014155552671'],
    ['0014155552671', '0014155552671'],
    ['+86 139 1234 0001', '13912340001'],
    ['+86-21-65432109', '02165432109'],
    ['010-12345678-801', '01012345678'],
    ['01012345678转801', '01012345678'],
    ['400-800-1234', '4008001234'],
    ['139—1234—0001', '13912340001'],
  ])('%s is %s', (text, number) => {
    expect(normaliseIdentifier('phone', text)).toEqual({ value: number, flaw: null })
    expect(readListed(text, 'phone').value).toBe(number)
  })
  test('masked is masked', () => {
    expect(normaliseIdentifier('phone', '1391234****')).toEqual({ value: null, flaw: 'masked' })
  })
})
test('what an older program stored is the number it means when its row is resolved again', () => {
  const kind = recordKind('transfer')
  if (kind === undefined) throw new Error('no kind')
  const place = { sheet: 'x.0', row: 1 }
  const keys = [`\u202a${card}\u202c`, card, `卡号${card}`].map((ownCard) =>
    rolesOf(kind, { ownCard }, place).map(({ key }) => key),
  )
  expect(new Set(keys.map(String))).toEqual(new Set([`account:${card}`]))
  expect([storedAsToday('name', '艾力•买买提'), storedAsToday('text', '艾力•买买提')]).toEqual([
    '艾力·买买提',
    '艾力•买买提',
  ])
})
