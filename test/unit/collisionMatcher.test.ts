/** Looking through cells for many values at once finds what looking for each finds, and nothing that is not there. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCellMatcher } from '../../electron/engine/collision/cellMatcher.ts'
import type { ListedGroup } from '../../electron/engine/collision/list.ts'
import { foldedWords, listedParts, readListed } from '../../electron/engine/collision/values.ts'

const groupsOf = (values: readonly string[]): readonly ListedGroup[] =>
  values.map((value, first) => ({ read: readListed(value), stored: [], times: 1, first, hits: [] }))
const found = (values: readonly string[], cell: string): readonly string[] =>
  createCellMatcher(groupsOf(values))
    .match(cell)
    .map((group) => values[group] ?? '')
    .sort()

test.each([
  ['和 13911112222 联系', ['13911112222']],
  ['手机1391111 2222', ['13911112222']],
  ['139 1111 2222', ['13911112222']],
  ['+86-13911112222', ['13911112222']],
  ['电话：8613911112222，备用', ['13911112222']],
  ['113911112222', []],
  ['1391111222', []],
  ['wxid_LuoZH（已注销）', ['wxid_luozh']],
  ['wxid_luozh2', []],
  ['http://www.bet365x.com/login', ['bet365x.com']],
  ['登录IP 101.4.2.9:8080', ['101.4.2.9']],
  ['101.4.2.90', []],
  ['车牌沪A·12345 灰色', ['沪A12345']],
  ['羅志華（老罗）', ['罗志华']],
  ['罗志', []],
  ['买买提•吐尔逊', ['买买提·吐尔逊']],
  ['a@b.com;', ['a@b.com']],
])('in “%s” stand %j', (cell, expected) => {
  expect(
    found(
      [
        '13911112222',
        'wxid_luozh',
        'bet365x.com',
        '101.4.2.9',
        '沪A12345',
        '罗志华',
        '买买提·吐尔逊',
        'a@b.com',
      ],
      cell,
    ),
  ).toEqual(expected)
})
test('every number that stands alone in a cell is found, none that is only a part of one', () => {
  const number = fc.stringMatching(/^[1-9]\d{6,18}$/)
  const around = fc.constantFrom('', ' ', '，', '电话', '(', '元；', '号\n')
  fc.assert(
    fc.property(
      fc.uniqueArray(number, { minLength: 1, maxLength: 6 }),
      fc.array(fc.tuple(around, number), { maxLength: 4 }),
      fc.nat(),
      around,
      around,
      (values, others, pick, before, after) => {
        const value = values[pick % values.length] ?? ''
        const cell = `${others.map(([gap, other]) => `${other}${gap === '' || gap === ' ' ? '、' : gap}`).join('')}${before}${value}${after}`
        const reads = groupsOf(values).filter(({ read }) => read.value !== null)
        fc.pre(readListed(value).value !== null && (others.length === 0 || before !== ''))
        const hits = createCellMatcher(reads)
          .match(cell)
          .map((group) => reads[group])
        const runs = cell.match(/\d+/g) ?? []
        expect(hits.some((hit) => hit?.read.forms.includes(readListed(value).value ?? '') ?? false)).toBe(
          true,
        )
        for (const hit of hits)
          expect(hit?.read.forms.some((form) => runs.some((run) => run === form || run.endsWith(form)))).toBe(
            true,
          )
      },
    ),
  )
})
test('reading is the same for every way of writing one value, and the folded form does not change once more', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (phone) => {
      const ways = [
        phone,
        `+86${phone}`,
        `86 ${phone}`,
        `0086-${phone}`,
        phone.replace(/(\d{3})(\d{4})(\d{4})/, '$1 $2 $3'),
        phone.replace(/(\d{3})(\d{4})(\d{4})/, '$1-$2-$3'),
        [...phone].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(''),
        `'${phone}`,
        `="${phone}"`,
        `0${phone}`,
      ]
      expect(new Set(ways.map((way) => readListed(way).value))).toEqual(new Set([phone]))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
      expect(foldedWords(foldedWords(text))).toBe(foldedWords(text))
    }),
  )
})
test.each([
  ['6.22E+18', 'damaged-number'],
  ['6222021001116250000', 'damaged-number'],
  ['1380013****', 'masked'],
  ['无', 'empty'],
  ['   ', 'empty'],
])('“%s” is not used: %s', (raw, flaw) => {
  expect(readListed(raw)).toMatchObject({ value: null, flaw })
})
test('a number cell whose last figures are gone is not used, one within fifteen is', () => {
  expect([
    readListed('6222021001116250000', 'auto', true).flaw,
    readListed('13800138000.0', 'auto', true).value,
  ]).toEqual(['damaged-number', '13800138000'])
})
test('a pasted text falls into its parts', () => {
  expect([...listedParts('甲、乙，丙;丁\n\n戊 己\t庚', true)]).toEqual([
    '甲',
    '乙',
    '丙',
    '丁',
    '戊 己',
    '庚',
  ])
  expect([...listedParts('甲、乙\r\n丙', false)]).toEqual(['甲、乙', '丙'])
})
