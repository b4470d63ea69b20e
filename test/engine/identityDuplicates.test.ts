/** Duplicates with known answers: what joins by itself is never wrong, and suggestions find most of the rest. Figures stand in docs/identity.md. */
import { expect, test } from 'vitest'
import { duplicatePeople } from '../helpers/duplicatePeople.ts'
import { duplicateScores, suggestionScores } from '../helpers/duplicateScores.ts'
import { englishPeople, plantedPeople } from '../helpers/plantedPeople.ts'
import { addBatch, emptyCase } from './factsCase.ts'

test.each([1, 2, 3])(
  'seed %i: automatic joins are all right, suggestions from 0.6 on are nearly all right and find most pairs',
  { timeout: 120_000 },
  (seed) => {
    const records = duplicatePeople({ originals: 400, duplicates: 600, seed })
    const db = emptyCase()
    addBatch(db, [{ kind: 'personRegister', rows: records.map(({ values }) => values) }])
    const { automatic, suggested } = duplicateScores(db, records, [0.4, 0.6, 0.8])
    expect(automatic.precision).toBe(1)
    expect(automatic.found).toBeGreaterThan(100)
    for (const { precision } of suggested) expect(precision).toBeGreaterThan(0.98)
    expect(suggested[0]?.recall).toBeGreaterThan(0.9)
    expect(suggested[0]?.recall).toBeGreaterThan(automatic.recall + 0.3)
    db.close()
  },
)

const numbers = ['idNumber', 'phone', 'wechat', 'cards']
test.each([
  ['with ID and phone', [], 0.95],
  ['without ID', ['idNumber'], 0.95],
  ['without ID and card', ['idNumber', 'cards', 'wechat'], 0.9],
  ['without any number', numbers, 0.6],
] as const)(
  'a Chinese list with homonyms, couples, relatives and placeholders, %s: suggestions find most and are nearly all right',
  { timeout: 120_000 },
  (_, without, recall) => {
    for (const seed of [1, 2]) {
      const [shown, sure] = suggestionScores(plantedPeople({ seed, without }), [0.4, 0.9])
      expect(shown?.recall, `seed ${seed}`).toBeGreaterThan(recall)
      expect(shown?.precision, `seed ${seed}`).toBeGreaterThan(0.98)
      // What is accepted in bulk at 0.9.
      expect(sure?.precision, `seed ${seed}`).toBeGreaterThan(0.995)
    }
  },
)
test(
  'a list of English names, birth and address without any number: suggestions find most and are nearly all right',
  { timeout: 120_000 },
  () => {
    for (const seed of [1, 2]) {
      const [shown] = suggestionScores(englishPeople({ originals: 1_500, duplicates: 1_500, seed }), [0.4])
      expect(shown?.recall, `seed ${seed}`).toBeGreaterThan(0.6)
      expect(shown?.precision, `seed ${seed}`).toBeGreaterThan(0.99)
    }
  },
)
test('the work grows with the people and not with their square', { timeout: 120_000 }, () => {
  const time = (originals: number): number => {
    const records = englishPeople({ originals, duplicates: originals, seed: 3 })
    const begin = performance.now()
    suggestionScores(records, [])
    return performance.now() - begin
  }
  time(200)
  const [small, large] = [time(1_000), time(4_000)]
  // Four times the people: 16 would be the square.
  expect(large / small).toBeLessThan(10)
})
