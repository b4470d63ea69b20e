import { expect, test } from 'vitest'
import { IdNumbers, numbersIn } from '../../electron/engine/graph/idNumbers.ts'
import { gathered, rowChunks } from '../../electron/engine/graph/rowChunks.ts'
import { emptyCase } from './factsCase.ts'

const links = { table: 'links', key: 'link_id' }
const idsOf = (condition: string, end: string): string =>
  `SELECT link_id, from_id FROM links WHERE from_id <> 7 AND ${condition} ${end}`

for (const size of [0, 1, 999, 1_000, 1_001, 2_000, 2_500])
  test(`all of ${size} rows come once, in the order of their key`, () => {
    const db = emptyCase()
    const insert = db.prepare(
      "INSERT INTO links (link_id, rule, kind, from_id, to_id, directed, count) VALUES (?, 'transfer.pays', 'transfer', ?, 3, 1, 1)",
    )
    // Ids are hashes: below zero, near to each other and far apart; those from 7 are not asked for.
    const ids = Array.from({ length: size }, (_, at) =>
      at % 3 === 0 ? -at * 9_007_199_254 : at % 3 === 1 ? at : at * 4_503_599_627,
    )
    for (const id of ids) insert.run(id, 2)
    for (let id = 1; id <= 5; id++) insert.run(Number.MAX_SAFE_INTEGER - id, 7)
    const found = [...rowChunks<[number, number]>(db, links, idsOf)].flat()
    expect(found.map(([id]) => id)).toEqual([...new Set(ids)].sort((one, other) => one - other))
    expect([...gathered(found)].flat()).toEqual(found)
    // Nothing stays open: the case can be written to.
    db.prepare('DELETE FROM links').run()
  })
test('whoever stops in the midst leaves nothing open', () => {
  const db = emptyCase()
  const insert = db.prepare(
    "INSERT INTO links (link_id, rule, kind, from_id, to_id, directed, count) VALUES (?, 'transfer.pays', 'transfer', 2, 3, 1, 1)",
  )
  for (let id = 1; id <= 3_000; id++) insert.run(id)
  for (const rows of rowChunks<[number, number]>(db, links, idsOf)) if (rows.length > 0) break
  expect(() => {
    for (const rows of rowChunks<[number, number]>(db, links, idsOf))
      if (rows.length > 0) throw new Error('stop')
  }).toThrow('stop')
  expect(db.prepare('DELETE FROM links').run().changes).toBe(3_000)
})
test('ids are found in their list, and those between and beside them are not', () => {
  const numbers = new IdNumbers()
  const ids = [5, -3, 2 ** 40, 0, Number.MAX_SAFE_INTEGER, -(2 ** 45)]
  for (const id of [...ids, ...ids]) numbers.of(id)
  const { ids: ascending, numberOf } = numbers.ascending()
  expect([...ascending].map((id) => numberOf.get(id))).toEqual([0, 1, 2, 3, 4, 5])
  for (const id of [-(2 ** 46), -4, 1, 6, 2 ** 40 + 1]) expect(numberOf.get(id)).toBeUndefined()
  expect(numbersIn(new Float64Array()).get(0)).toBeUndefined()
})
