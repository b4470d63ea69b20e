/** How names agree, each way at its limit and beside it. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nameRelation, numbersOneSlipApart } from '../../shared/model/nameAlike.ts'
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
] as const)('%s and %s: %s', (one, other, relation) => {
  expect(nameRelation(one, other)).toBe(relation)
  expect(nameRelation(other, one)).toBe(relation)
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
  ).toEqual([[[1, 2, 3], ['same-phone']]])
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
test('who is first plays no part', () => {
  const facts = fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('name', 'phone', 'card', 'address', 'birth'),
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
