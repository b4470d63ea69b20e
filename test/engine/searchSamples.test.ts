/** Over both sample cases, after imports, undos, redos and edits: pieces of their own texts are found as a scan finds them. */
import { expect, test } from 'vitest'
import { findInCase } from '../../electron/engine/search/find.ts'
import { eachOriginalLine } from '../../electron/engine/records/originalRows.ts'
import { random } from '../helpers/statements.ts'
import { sampleEngine } from '../helpers/sampleEngine.ts'
import { lookInto } from './importCase.ts'
import { found, scannedEach } from './searchCase.ts'

test.each([
  ['piracy', 5],
  ['betting', 9],
] as const)(
  'the %s case',
  async (name, seed) => {
    const next = random(seed)
    const { engine, casesFolder } = await sampleEngine(name)
    const batches = (await engine.call('import.batches', {})).map(({ batchId }) => batchId)
    const [first = 0, second = 0, third = 0] = batches.sort((a, b) => a - b)
    for (const batchId of [first, second, third]) await engine.call('import.undo', { batchId })
    for (const batchId of [third, first]) await engine.call('import.redo', { batchId })
    await lookInto({ engine, casesFolder }, (db) => {
      expect(
        db
          .prepare(
            'SELECT count(*) FROM search_parts p WHERE NOT EXISTS (SELECT 1 FROM sheets s JOIN batches b USING (batch_id) WHERE s.sheet_id = p.sheet_id AND b.status = ?)',
          )
          .pluck()
          .get('active'),
      ).toBe(0)
      const sheets = db
        .prepare<[], number>(
          "SELECT sheet_id FROM sheets JOIN batches USING (batch_id) WHERE status = 'active' AND kind IS NOT NULL",
        )
        .pluck()
        .all()
      // Some rows of each sheet are enough to take words from.
      const cells = [
        ...new Set(
          sheets.flatMap((sheetId) =>
            [...eachOriginalLine(db, sheetId)].slice(0, 400).flatMap(([, ...texts]) => texts),
          ),
        ),
      ].filter((text) => text !== '')
      expect(cells.length).toBeGreaterThan(500)
      const asked = Array.from({ length: 40 }, () => {
        const characters = [...(cells[Math.floor(next() * cells.length)] ?? '')]
        const from = Math.floor(next() * characters.length)
        return { query: characters.slice(from, from + 2 + Math.floor(next() * 5)).join(''), page: next() }
      })
      const scans = scannedEach(
        db,
        asked.map(({ query }) => query),
      )
      let hits = 0
      for (const [round, { query, page }] of asked.entries()) {
        const places = scans[round] ?? []
        const skip = Math.max(0, Math.floor(page * (places.length - 20)))
        expect([query, found(db, query, skip, 20)]).toEqual([query, places.slice(skip, skip + 20)])
        const answer = findInCase(db, { text: query, limit: 0 })
        expect([query, answer.counts.record + answer.counts.original, answer.unindexed]).toEqual([
          query,
          places.length,
          0,
        ])
        hits += places.length
      }
      expect(hits).toBeGreaterThan(40)
    })
  },
  300_000,
)
