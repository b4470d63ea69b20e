/** Duplicates with known answers: what joins by itself is never wrong, and suggestions find most of the rest. Figures stand in docs/identity.md. */
import { expect, test } from 'vitest'
import { duplicatePeople } from '../helpers/duplicatePeople.ts'
import { duplicateScores } from '../helpers/duplicateScores.ts'
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
