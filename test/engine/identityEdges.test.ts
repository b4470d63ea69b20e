/** At the edge of who is who: what many are called, hotlines, flawed numbers on two rows, brothers, nicknames, one number under two names. */
import { expect, test } from 'vitest'
import { qualityFindings, qualityRows } from '../../electron/engine/analysis/quality.ts'
import { compareAll } from '../../electron/engine/identity/suggest/compare.ts'
import { readFacts } from '../../electron/engine/identity/suggest/facts.ts'
import { addBatch, emptyCase, type Values } from './factsCase.ts'

function caseOf(...sheets: readonly (readonly [string, readonly Values[]])[]) {
  const db = emptyCase()
  for (const [kind, rows] of sheets) addBatch(db, [{ kind, rows }])
  return db
}
const people = (...rows: readonly Values[]) => caseOf(['personRegister', rows])
const personsIn = (db: ReturnType<typeof caseOf>) =>
  db.prepare<[], number>("SELECT COUNT(*) FROM entities WHERE kind = 'person'").pluck().get()

test.each(['老板', '李某', '张*', '父亲', '张三等3人', '一男子'])(
  '%s held two things and stands above two people: each time another may be meant, and nothing joins them at once',
  (name) => {
    const held = caseOf([
      'seizure',
      [
        { name: '手机', quantity: 1, holder: name },
        { name: '电脑', quantity: 1, holder: name },
      ],
    ])
    expect(personsIn(held)).toBe(2)
    for (const { reasons } of compareAll(readFacts(held)).found)
      expect(reasons.map(({ code }) => code)).toContain('called-many')
    expect(
      personsIn(
        people(
          { name: '王强', phone: '13671234567', superior: name },
          { name: '赵敏', phone: '13681234567', superior: name },
        ),
      ),
    ).toBe(4)
  },
)
test('two accounts of one phone whose names are masked are told by the phone', () => {
  const row = { name: '李某', phone: '13671234567', site: '甲' }
  const found = compareAll(
    readFacts(
      caseOf([
        'memberAccount',
        [
          { ...row, account: 'a1' },
          { ...row, account: 'a2' },
        ],
      ]),
    ),
  ).found
  expect(found.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([['same-phone', 'same-name']])
})
test('a name that two rows of a sheet mention stays one mention', () => {
  const row = (thing: string) => ({ name: thing, quantity: 1, holder: '罗志华' })
  expect(personsIn(caseOf(['seizure', [row('手机'), row('电脑')]]))).toBe(1)
})
test.each(['95588', '10086', '4008123123', '13800138000'])(
  'two 王伟 of whom nothing is known but %s stay two',
  (phone) => {
    const row = { name: '王伟', phone }
    expect(personsIn(people(row, row))).toBe(2)
    const mine = { name: '王伟', phone: '13671234567' }
    expect(personsIn(people(mine, mine))).toBe(1)
  },
)
test.each(['110105194912310021', '不详', '111111111111111', '12345'])(
  'two rows that say %s for an ID number are no repeats of each other',
  (idNumber) => {
    const repeats = (number: string) =>
      people({ name: '李四', idNumber: number }, { name: '李四', idNumber: number })
        .prepare('SELECT COUNT(*) FROM r_personRegister WHERE duplicate_of IS NOT NULL')
        .pluck()
        .get()
    expect(repeats(idNumber)).toBe(0)
    expect(repeats('11010519491231002X')).toBe(1)
  },
)
const family = {
  phone: '13671234567',
  birth: '1990-05-05',
  address: '上海市人民路1号3室',
  cards: '6222021001116245702',
}
test.each([
  ['王大军', '王小军', true],
  ['张伟', '张小伟', true],
  ['李文龙', '李文凤', true],
  ['夏涛宁', '夏信宇', true],
  ['张国伟', '张国玮', false],
  ['王大军', '王大军', false],
])('%s and %s share phone, birth, address and card', (one, other, apart) => {
  const db = people({ ...family, name: one }, { ...family, name: other, idNumber: '外籍' })
  const [found] = compareAll(readFacts(db)).found
  expect(found?.score).toBeGreaterThan(0.9)
  expect(found?.reasons.some(({ code, against }) => code === 'names-apart' && against)).toBe(apart)
})
test.each([
  ['王五（店主）', '王五', false],
  ['王五（另案处理）', '王五', false],
  ['王伟（大）', '王伟（小）', true],
])('%s is suggested to be %s by the name', (one, other, apart) => {
  const [found] = compareAll(readFacts(people({ name: one }, { name: other }))).found
  expect(found?.reasons[0]?.code).toBe('name-only')
  expect(found?.reasons.some(({ code }) => code === 'names-apart')).toBe(apart)
})
test('a nickname that two bear does not hide that their names are quite different; a name that is the other’s nickname is one', () => {
  const reasons = (one: Values, other: Values) =>
    compareAll(
      readFacts(people({ phone: '13671234567', ...one }, { phone: '13671234567\n13681234567', ...other })),
    ).found.flatMap(({ reasons: all }) => all.map(({ code }) => code))
  expect(reasons({ name: '张三丰', alias: '老三' }, { name: '李思明', alias: '老三' })).toContain(
    'different-name',
  )
  expect(reasons({ name: '张三丰', alias: '李思明' }, { name: '李思明' })).not.toContain('different-name')
  expect(reasons({ name: '张三丰' }, { name: '张三丰', alias: '老三' })).not.toContain('different-name')
})
test.each([
  ['张建国', '李小丽', 1],
  ['罗志华', '李志强', 1],
  ['罗志华', '罗志桦', 0],
  ['张建国', '张某', 0],
  ['PARK JI', 'IVAN PETROV', 1],
  ['IVAN PETROV', 'PETROV I.', 0],
  ['NGUYEN VAN HUNG', '阮文雄', 0],
])('one ID number under %s in a register and %s at a bank: %i told', (one, other, told) => {
  const idNumber = '11010519491231002X'
  const db = caseOf(
    ['personRegister', [{ name: one, idNumber }]],
    ['accountHolder', [{ name: other, idNumber, card: '6222021001116245702' }]],
  )
  expect(personsIn(db)).toBe(1)
  expect(
    qualityFindings(db)
      .filter(({ code }) => code === 'names-differ')
      .map(({ count }) => count),
  ).toEqual(told === 0 ? [] : [told])
  if (told === 1)
    expect(qualityRows(db, 'names-differ', 0, 10).rows[0]?.values).toEqual({
      number: idNumber,
      names: [one, other].toSorted().join('、'),
    })
})
