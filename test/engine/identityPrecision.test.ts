/** What joins by itself is never wrong: lists with known answers, with and without ID numbers, with namesakes, couples and words for numbers. */
import { expect, test } from 'vitest'
import { chineseRegister, wordsForNumbers } from '../helpers/chineseRegister.ts'
import { duplicatePeople, type DuplicateRecord, scorePairs } from '../helpers/duplicatePeople.ts'
import { addBatch, emptyCase } from './factsCase.ts'

/** All pairs of rows that the case takes for one person, over one sheet and over two. */
function joined(records: readonly DuplicateRecord[], sheets: number): ReturnType<typeof scorePairs> {
  const db = emptyCase()
  const size = Math.ceil(records.length / sheets)
  for (let sheet = 0; sheet < sheets; sheet += 1)
    addBatch(db, [
      {
        kind: 'personRegister',
        rows: records.slice(sheet * size, (sheet + 1) * size).map(({ values }) => values),
      },
    ])
  const members = new Map<number, number[]>()
  db.prepare<[], number>('SELECT e_person FROM r_personRegister ORDER BY record_id')
    .pluck()
    .all()
    .forEach((entity, at) => members.set(entity, [...(members.get(entity) ?? []), at]))
  const pairs = new Set(
    [...members.values()].flatMap((rows) =>
      rows.flatMap((one, place) => rows.slice(place + 1).map((other) => `${one}/${other}`)),
    ),
  )
  db.close()
  return scorePairs(records, pairs)
}

test.each([1, 2])(
  'a list of the kind of FEBRL 3, seed %i: precise with ID numbers and without',
  { timeout: 60_000 },
  (seed) => {
    const records = duplicatePeople({ originals: 800, duplicates: 1_200, seed })
    const [withId, without] = [
      records,
      records.map(({ person, values }) => ({ person, values: { ...values, idNumber: null } })),
    ].map((list) => joined(list, 1))
    expect(withId?.precision).toBe(1)
    expect(withId?.found).toBeGreaterThan(300)
    expect(without?.precision).toBe(1)
    expect(without?.found).toBeGreaterThan(20)
  },
)
test.each([1, 2, 3])(
  'a Chinese list of about three thousand rows, seed %i: precise over one sheet and over several',
  { timeout: 60_000 },
  (seed) => {
    const records = chineseRegister(2_400, seed)
    expect(records.length).toBeGreaterThan(2_800)
    for (const sheets of [1, 3]) {
      const score = joined(records, sheets)
      expect(score.precision).toBe(1)
      expect(score.found).toBeGreaterThan(150)
    }
  },
)
test.each(wordsForNumbers.idNumber)(
  'two strangers with %s for an ID number stay two, in one register and in two',
  (word) => {
    const rows = ['张三', '李四', '张三'].map((name, at): DuplicateRecord => ({
      person: at,
      values: { name, idNumber: word },
    }))
    for (const sheets of [1, 3]) expect(joined(rows, sheets).found).toBe(0)
  },
)
test('a registered person without a number is one over two rows that say the same of a phone, and two when anything differs', () => {
  const row = (more: Readonly<Record<string, string>>): DuplicateRecord => ({
    person: 0,
    values: { name: '李四', phone: '13671234567', ...more },
  })
  const found = (...rows: readonly DuplicateRecord[]) => joined(rows, rows.length).found
  expect(found(row({}), row({}))).toBe(1)
  expect(found(row({ role: '经理' }), row({ role: '印刷' }))).toBe(1)
  expect(found(row({ phone: '13671234567\n13681234567' }), row({ phone: '13681234567\n13671234567' }))).toBe(
    1,
  )
  for (const other of [
    { phone: '13671234568' },
    { birth: '1990-01-01' },
    { address: '人民路1号' },
    { sex: 'male' },
    { idNumber: '不详' },
    { name: '李五' },
  ])
    expect(found(row({}), row(other)), JSON.stringify(other)).toBe(0)
  const bare: DuplicateRecord = { person: 0, values: { name: '李四', sex: 'male', address: '上海市' } }
  expect(found(bare, bare)).toBe(0)
  const born: DuplicateRecord = {
    person: 0,
    values: { name: '李四', birth: '1990-01-01', address: '人民路1号3室' },
  }
  expect(found(born, born)).toBe(1)
})
