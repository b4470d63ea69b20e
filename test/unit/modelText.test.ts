import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pinyinStandsIn, readingsOf, readsLikeName } from '../../shared/model/pinyin.ts'
import { excerptOf, markedParts, standsInCell, wordsOf } from '../../shared/model/searchText.ts'
import { folded, simplified, withoutSeparators } from '../../shared/model/textFold.ts'
import { pinyinTable, tableFiles, traditionalTable } from '../helpers/textTables.ts'

test('the character tables are what the published data gives', () => {
  expect(readFileSync(tableFiles.traditional, 'utf8')).toBe(traditionalTable())
  expect(readFileSync(tableFiles.pinyin, 'utf8')).toBe(pinyinTable())
})

test('width, case, traditional characters and spaces between Chinese characters are the same text', () => {
  expect(
    [
      '羅志華',
      '張　偉',
      'ＷＸＩＤ_Ａ',
      '歐陽  娜娜',
      '裏裡里',
      'ΣΟΦΟΣ',
      '张\u200b伟',
      'Ж ё',
      '𠮷野',
      '王 Wei',
    ].map(folded),
  ).toEqual(['罗志华', '张伟', 'wxid_a', '欧阳娜娜', '里里里', 'σοφοσ', '张伟', 'ж ё', '𠮷野', '王 wei'])
  expect(simplified('臺灣 is 臺灣')).toBe('台湾 is 台湾')
})
test('folding twice is folding once', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
        fc.string({
          unit: fc.constantFrom('張', ' ', '　', 'ﬁ', 'Σ', 'İ', 'ŉ', '\u200b', '乾', 'ｱ', '\u3099', '1', '-'),
        }),
      ),
      (text) => {
        expect(folded(folded(text))).toBe(folded(text))
      },
    ),
    { numRuns: 3_000 },
  )
})
test('a number loses what is written between its figures; a date and its time stay two', () => {
  expect(
    ['6217 0083-75', '1,234.56', '2021-03-15 12:34:56', '2021-03-15 1234', 'a b'].map(withoutSeparators),
  ).toEqual(['6217008375', '123456', '20210315\u001f12:34:56', '202103151234', 'ab'])
})

test('a name is found by its syllables, by an unfinished one and by its first letters, in every reading', () => {
  const found: readonly (readonly [string, string])[] = [
    ['zhangwei', '张伟'],
    ['zhangw', '张伟'],
    ['zw', '张伟'],
    ['wei', '张伟'],
    ['zengli', '曾丽'],
    ['shan', '单雄信'],
    ['dan', '单雄信'],
    ['qiuying', '仇英'],
    ['xiez', '解珍'],
    ['ou', '区丽'],
    ['zha', '查良镛'],
    ['piao', '朴志'],
    ['yue', '乐毅'],
    ['ge', '盖文'],
    ['yuchi', '尉迟恭'],
    ['moqi', '万俟卨'],
    ['lvb', '吕布'],
    ['lub', '吕布'],
    ['lyubu', '吕布'],
  ]
  expect(found.filter(([word, name]) => !pinyinStandsIn(word, name))).toEqual([])
  const not: readonly (readonly [string, string])[] = [
    ['zhw', '张伟'],
    ['hangwei', '张伟'],
    ['weizhang', '张伟'],
    ['zwx', '张伟'],
    ['zhangweia', '张伟'],
    ['zh', 'zh'],
    ['bu', 'ab'],
  ]
  expect(not.filter(([word, name]) => pinyinStandsIn(word, name))).toEqual([])
  expect([readingsOf('曾'), readingsOf('a'), readingsOf('女')]).toEqual([
    ['ceng', 'zeng'],
    [],
    ['nv', 'nu', 'nyu', 'ru'],
  ])
})
test('only what reads like a name is listened to', () => {
  expect(
    [
      '张伟',
      '欧阳娜娜',
      '阿卜杜·买买提',
      '单于',
      '张',
      '张伟明华强',
      '转账',
      '货款',
      '手续费',
      '张伟1',
      'zhang',
      '王·',
    ].map(readsLikeName),
  ).toEqual([true, true, true, true, false, false, false, false, false, false, false, false])
})

test('a query is cut into words at spaces, a number in groups is one word', () => {
  expect(wordsOf(' 羅志華　ZW ').map(({ text, number, pinyin }) => [text, number, pinyin])).toEqual([
    ['罗志华', false, null],
    ['zw', false, 'zw'],
  ])
  expect(wordsOf('6217 0083 7536-7000').map(({ text, number }) => [text, number])).toEqual([
    ['6217008375367000', true],
  ])
  expect(wordsOf("xi'an 123 1234x").map(({ text, number, pinyin }) => [text, number, pinyin])).toEqual([
    ["xi'an", false, 'xian'],
    ['123', false, null],
    ['1234x', true, null],
  ])
})
test('pinyin finds a cell that is a name, not a text that holds one', () => {
  const [word] = wordsOf('zw')
  if (word === undefined) throw new Error('no word')
  expect(
    ['张伟', '张 伟', '張偉', '张伟的货款', '转为'].map((cell) => standsInCell(word, folded(cell))),
  ).toEqual([true, true, true, false, false])
})

test('what stands in a text is marked where it stands, whatever its width, spaces or script', () => {
  const marks = (text: string, query: string) =>
    markedParts(text, wordsOf(query))
      .map(({ text: part, marked }) => (marked ? `[${part}]` : part))
      .join('')
  expect([
    marks('卡号 6217 0083 75', '62170083'),
    marks('羅志華（ＡＢ）', '罗志 ab'),
    marks('张　伟', '张伟'),
    marks('曾 丽', 'zl'),
    marks('无', '有'),
    marks('ﬁn', 'fi'),
    marks('', 'a'),
  ]).toEqual(['卡号 [6217 0083] 75', '[羅志]華（[ＡＢ]）', '[张　伟]', '[曾 丽]', '无', '[ﬁ]n', ''])
})
test('an excerpt shows the word inside a long text', () => {
  const excerpt = excerptOf(`${'前'.repeat(200)}雾港来信${'后'.repeat(200)}`, wordsOf('雾港'))
  expect({
    holds: excerpt.includes('雾港来信'),
    length: [...excerpt].length,
    ends: [excerpt[0], excerpt.at(-1)],
  }).toEqual({ holds: true, length: 66, ends: ['…', '…'] })
})
