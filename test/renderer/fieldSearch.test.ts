/** The field a column fills is found as people look for it: by name, header spelling, pinyin and first letters. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsNamed } from '../../renderer/views/import/fieldSearch.ts'
import { readingsOf } from '../../shared/model/pinyin.ts'
import { recordKind, recordKinds } from '../../shared/model/recordKinds/index.ts'

const fields = recordKind('transfer')?.fields ?? []
const first = (typed: string, language: 'zh-CN' | 'en' = 'zh-CN') =>
  fieldsNamed(fields, typed, language)[0]?.id

test('a field is found by its name, its full pinyin, an unfinished one and the first letters', () => {
  expect(
    ['交易金额', 'jiaoyijine', 'jiaoyijin', 'jyje', 'JYJE', '交易 金额'].map((typed) => first(typed)),
  ).toEqual(Array.from({ length: 6 }, () => 'amount'))
})
test('a header spelling finds its field, in letters too', () => {
  expect([first('查询账号'), first('chaxunzhanghao'), first('cxzh')]).toEqual([
    'ownAccount',
    'ownAccount',
    'ownAccount',
  ])
})
test('a field whose own name begins with what was typed stands before one that is only spelled so', () => {
  expect([first('交易时间'), first('time', 'en')]).toEqual(['time', 'time'])
})
test('nothing typed leaves every field in its order, and what no field is called leaves none', () => {
  expect([fieldsNamed(fields, '  ', 'zh-CN'), fieldsNamed(fields, 'qqqq', 'zh-CN')]).toEqual([fields, []])
})
test('every field of every kind is found by the first letters of its name', () => {
  const named = recordKinds.flatMap((kind) =>
    kind.fields
      .filter(({ nameZh }) => /^\p{Script=Han}{2,}$/u.test(nameZh))
      .map((field) => ({ kind, field })),
  )
  expect(named.length).toBeGreaterThan(100)
  fc.assert(
    fc.property(fc.constantFrom(...named), fc.nat(3), ({ kind, field }, reading) => {
      const letters = [...field.nameZh]
        .map((character) => {
          const readings = readingsOf(character)
          return readings[reading % readings.length]?.charAt(0) ?? ''
        })
        .join('')
      expect(fieldsNamed(kind.fields, letters, 'zh-CN')).toContain(field)
    }),
    { numRuns: 300 },
  )
})
