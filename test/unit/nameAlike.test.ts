/** How names agree, each way at its limit and beside it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  comparedName,
  nameRelation,
  numbersOneSlipApart,
  quiteDifferent,
} from '../../shared/model/nameAlike.ts'
import { compareAll, type EntityFacts } from '../../electron/engine/identity/suggest/compare.ts'

test.each([
  ['张伟', '张伟', 'same-name'],
  ['張偉', '张伟', 'name-script'],
  ['张 伟', '张伟', 'name-script'],
  ['ZHANG Wei', 'zhang wei', 'name-script'],
  ['阿卜杜拉·买买提', '阿卜杜拉买买提', 'name-script'],
  ['张伟', '伟张', 'name-order'],
  ['张伟', '章玮', 'name-sound'],
  ['曾丽', '增丽', 'name-sound'],
  ['罗志华', '罗智华', 'name-sound'],
  ['余海', '佘海', 'name-shape'],
  ['王日明', '王曰明', 'name-shape'],
  ['罗志华', '罗志强', 'name-one-off'],
  ['欧阳志', '欧阳志芳', 'name-one-off'],
  ['张伟', '张强', null],
  ['张伟', '李伟', null],
  ['罗志华', '罗大强', null],
  ['张伟', '', null],
  ['luo zhihua', '罗志华', 'name-sound'],
  ['Zhihua Luo', '罗志华', 'name-sound'],
  ['Luo Zhi', '罗志华', null],
  ['michaela neumann', 'neumann, michaela', 'name-order'],
  ['michaela neumann', 'michaella neumann', 'name-one-off'],
  ['catherine philips', 'katherine filips', 'name-sound'],
  ['Robert Alan', 'Rob Allen', 'name-alike'],
  ['jonathon smythe', 'jonathan smith', 'name-sound'],
  ['matthew donaldson', 'donaldson', 'name-part'],
  ['m donaldson', 'matthew donaldson', 'name-part'],
  ['matthew donaldson', 'matthew', 'name-part'],
  ['may', 'amy', null],
  ['Amy Chen', 'May Chen', 'name-one-off'],
  ['sharon smith', 'peter smith', null],
] as const)('%s and %s: %s', (one, other, relation) => {
  expect(nameRelation(one, other)).toBe(relation)
  expect(nameRelation(other, one)).toBe(relation)
})
test.each([
  ['许雪怡', '董峰梅', true],
  ['张伟', '张磊', true],
  ['sharon smith', 'peter smith', true],
  // Alike in sound, shape or a character of the given name; a nickname; masked; in two scripts; a woman of another surname.
  ['张伟', '章玮', false],
  ['罗志华', '李志强', false],
  ['余海', '佘梅', false],
  ['小李', '王建国', false],
  ['张某', '王建国', false],
  ['张*', '王建国', false],
  ['sunny', '王建国', false],
  ['sarah behnke', 'sarah coffey', false],
  ['张伟', '张伟', false],
])('%s and %s are quite different: %s', (one, other, holds) => {
  expect(quiteDifferent(comparedName(one), comparedName(other))).toBe(holds)
  expect(quiteDifferent(comparedName(other), comparedName(one))).toBe(holds)
})
test.each([
  ['110101199001011234', '110101199001011235', true],
  ['110101199001011234', '110101199001012134', true],
  ['110101199001011234', '110101199001011243', true],
  ['110101199001011234', '210101199001011235', false],
  ['110101199001011234', '110101199001011234', false],
  ['123', '1234', false],
])('%s and %s are one slip apart: %s', (one, other, holds) => {
  expect(numbersOneSlipApart(one, other)).toBe(holds)
})

const person = (entityId: number, facts: EntityFacts['facts'], nameOnly = false): EntityFacts => ({
  entityId,
  kind: 'person',
  nameOnly,
  facts,
})
const told = (entities: readonly EntityFacts[]) =>
  compareAll(entities).found.map(({ members, reasons }) => [
    members,
    reasons.map(({ code, against }) => (against ? `-${code}` : code)),
  ])

test('what is suggested, and what is not', () => {
  expect(
    told([
      person(1, [
        ['name', '张伟'],
        ['phone', '13800000001'],
      ]),
      person(2, [
        ['name', '李强'],
        ['phone', '13800000001'],
      ]),
      person(3, [
        ['name', '王芳'],
        ['phone', '13800000001'],
      ]),
    ]),
  ).toEqual([
    [
      [1, 2, 3],
      ['same-phone', '-different-name'],
    ],
  ])
  expect(
    told([
      person(1, [
        ['name', '张伟'],
        ['phone', '13800000001'],
      ]),
      person(2, [
        ['name', '章玮'],
        ['phone', '13800009999'],
      ]),
    ]),
  ).toEqual([
    [
      [1, 2],
      ['name-sound', 'phone-prefix'],
    ],
  ])
  // A name that is alike, and nothing beside it; a service number; two valid ID numbers that differ.
  expect(told([person(1, [['name', '张伟']]), person(2, [['name', '章玮']])])).toEqual([])
  expect(
    told([
      person(1, [
        ['name', '张伟'],
        ['phone', '95588'],
      ]),
      person(2, [
        ['name', '李强'],
        ['phone', '95588'],
      ]),
    ]),
  ).toEqual([])
  expect(
    told([
      person(1, [
        ['name', '张伟'],
        ['id', '610113197109171114'],
      ]),
      person(2, [
        ['name', '张伟'],
        ['id', '310112197807277031'],
      ]),
    ]),
  ).toEqual([])
  expect(
    told([
      person(1, [
        ['name', '张伟'],
        ['id', '610113197109171114'],
        ['phone', '13800000001'],
      ]),
      person(2, [
        ['name', '张伟'],
        ['id', '310112197807277031'],
        ['phone', '13800000001'],
      ]),
    ])[0]?.[1],
  ).toContain('-different-id')
  expect(
    told([
      person(1, [['name', '张伟']], true),
      person(2, [
        ['name', '张伟'],
        ['id', '310112197807277031'],
      ]),
    ]),
  ).toEqual([[[1, 2], ['name-only']]])
})
const couple = (more: EntityFacts['facts'] = []) =>
  [
    person(1, [
      ['name', '许雪怡'],
      ['card', '6222021234567890123'],
      ['phone', '13800000001'],
      ['address', '杭州市西湖区文化路261号62幢101室'],
    ]),
    person(2, [
      ['name', '董峰梅'],
      ['card', '6222021234567890123'],
      ['phone', '13800000001'],
      ['address', '杭州市西湖区文化路261号62幢101室'],
      ...more,
    ]),
  ] as const
test('a couple with one card, phone and address is told to have quite different names, and stays below what is accepted', () => {
  const [found] = compareAll(couple()).found
  expect(found?.reasons.map(({ code, against }) => (against ? `-${code}` : code))).toEqual([
    'same-card',
    'same-phone',
    'same-address',
    '-different-name',
  ])
  expect(found?.score).toBeLessThan(0.4)
  // With a nickname that is the other's name they are no strangers any more.
  const [known] = compareAll(couple([['alias', '许雪怡']])).found
  expect(known?.reasons.some(({ against }) => against)).toBe(false)
})
test.each([
  ['sex', 'male', 'female', '-different-sex'],
  ['birth', '1988-01-02', '1979-05-06', '-different-birth'],
  ['id', '610113197109171114', '310112197807277031', '-different-id'],
] as const)('of one name and phone, another %s speaks against', (of, one, other, against) => {
  const both = (value: string, entityId: number) =>
    person(entityId, [
      ['name', '张伟'],
      ['phone', '13800000001'],
      [of, value],
    ])
  expect(told([both(one, 1), both(other, 2)])[0]?.[1]).toContain(against)
  expect(told([both(one, 1), both(one, 2)])[0]?.[1]).not.toContain(against)
  expect(
    told([
      both(one, 1),
      person(2, [
        ['name', '张伟'],
        ['phone', '13800000001'],
      ]),
    ])[0]?.[1],
  ).not.toContain(against)
})
test('a slip of the hand in a birth date, or a date that says less, speaks for and not against', () => {
  for (const other of ['1988-01-20', '1988-02-01', '1988-01', '1988', '1989-01-02'])
    expect(
      told([
        person(1, [
          ['name', '张伟'],
          ['birth', '1988-01-02'],
        ]),
        person(2, [
          ['name', '张伟'],
          ['birth', other],
        ]),
      ]),
      other,
    ).toEqual([
      [
        [1, 2],
        ['same-name', 'birth-alike'],
      ],
    ])
})
test('of several with one number, those whose names agree are told for themselves', () => {
  const on = (entityId: number, name: string) =>
    person(entityId, [
      ['name', name],
      ['wechat', 'wxid_1234567890'],
    ])
  expect(told([on(1, '罗志华'), on(2, '羅志華'), on(3, '董峰梅'), on(4, '罗智华')])).toEqual([
    [[1, 2, 4], ['same-wechat']],
    [
      [1, 2, 3, 4],
      ['same-wechat', '-different-name'],
    ],
  ])
})
test('without any identifier a name needs something beside it: birth, address, a number one slip apart; homonyms are not told', () => {
  const at = (entityId: number, name: string, birth: string, address: string) =>
    person(entityId, [
      ['name', name],
      ['birth', birth],
      ['address', address],
    ])
  expect(
    told([
      at(1, '王芳', '1988-01-02', '南京市鼓楼区和平路963号24幢1561室'),
      at(2, '王芳', '1979-05-06', '西安市雁塔区科技路743号81幢202室'),
      at(3, '王方', '1988-01-02', '鼓楼区和平路963号24幢'),
      at(4, '王芳', '1990-11-23', '成都市武侯区人民路12号3幢405室'),
    ]),
  ).toEqual([
    [
      [1, 3],
      ['same-birth', 'address-alike', 'name-sound'],
    ],
  ])
  expect(
    told([
      at(1, 'michaela neumann', '1956-04-09', '8 stanley street miami winston hills 4223'),
      at(2, 'neumann', '1956-04-09', '8 stanley street winston hils 4223'),
      at(3, 'peter neumann', '1987-12-30', '55 pearson street broombie 2209'),
    ]),
  ).toEqual([
    [
      [1, 2],
      ['same-birth', 'address-alike', 'name-part'],
    ],
  ])
})
test('a mention is told of the one who is registered by its name, once; of two less surely; of many not at all', () => {
  const registered = (entityId: number, number: number) =>
    person(entityId, [
      ['name', '罗志华'],
      ['phone', ['13800000001', '15912345678', '18688887777'][number - 1] ?? ''],
    ])
  const mention = (entityId: number) => person(entityId, [['name', '罗志华']], true)
  expect(told([registered(1, 1), mention(2), mention(3)])).toEqual([
    [[1, 2], ['name-only']],
    [[1, 3], ['name-only']],
  ])
  expect(
    compareAll([registered(1, 1), registered(2, 2), mention(3)]).found.map(({ score }) => score),
  ).toEqual([0.3, 0.3])
  expect(told([registered(1, 1), registered(2, 2), registered(3, 3), mention(4)])).toEqual([])
  expect(told([mention(1), mention(2), mention(3)])).toEqual([[[1, 2, 3], ['name-only']]])
})
test('who is first plays no part', () => {
  const facts = fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('name', 'phone', 'card', 'address', 'birth', 'wechat'),
      fc.constantFrom('张伟', '章玮', '13800000001', '13800000002', '某某市某某路一号', '1990-01-01'),
    ),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(fc.array(facts, { minLength: 2, maxLength: 6 }), (all) => {
      const entities = all.map((each, index) =>
        person(index + 1, each as unknown as EntityFacts['facts'], index % 3 === 0),
      )
      const plain = (of: readonly EntityFacts[]) =>
        compareAll(of)
          .found.map(({ members, score, cluster }) => ({ members: [...members].sort(), score, cluster }))
          .sort((left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1))
      expect(plain([...entities].reverse())).toEqual(plain(entities))
    }),
  )
})
