/** People who are named only in sheets: whose links they are does not hang on which of two equal sheets came first. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rebuildFacts } from '../../electron/engine/entities/derive.ts'
import { addBatch, derivedFacts, emptyCase, type Values } from './factsCase.ts'

const rowsOf: Readonly<Record<string, (at: number) => Values>> = {
  seizure: (at) => ({
    name: `物品${at}`,
    quantity: 1 + at,
    unit: '盒',
    site: '仓库1号',
    holder: ['张三', '李四'][at % 2] ?? null,
  }),
  printOrder: (at) => ({
    date: '2022-01-02',
    customer: ['张三', '李四'][at % 2] ?? null,
    printer: '某印厂',
    title: `书${at}`,
    copies: 100 + at,
  }),
  stockMove: (at) => ({
    direction: 'out',
    date: '2022-01-02',
    place: '仓库1号',
    title: `书${at}`,
    quantity: 5 + at,
    party: ['张三', '李四'][at % 2] ?? null,
  }),
  tip: (at) => ({ date: '2022-01-02', reporter: '张三', content: `线索${at}` }),
}
test.each(Object.keys(rowsOf))(
  'equal rows of %s in several sheets give the same facts in any order',
  (kind) => {
    const row = rowsOf[kind]
    if (row === undefined) throw new Error(kind)
    const sheet = fc.uniqueArray(fc.integer({ min: 0, max: 7 }), { minLength: 3, maxLength: 8 })
    fc.assert(
      fc.property(
        fc
          .array(sheet, { minLength: 2, maxLength: 4 })
          .chain((sheets) =>
            fc.tuple(fc.constant(sheets), fc.shuffledSubarray(sheets, { minLength: sheets.length })),
          ),
        ([sheets, shuffled]) => {
          const [one, other] = [sheets, shuffled].map((files) => {
            const db = emptyCase()
            for (const rows of files) addBatch(db, [{ kind, rows: rows.map(row) }])
            const facts = derivedFacts(db)
            rebuildFacts(db)
            expect(derivedFacts(db)).toEqual(facts)
            db.close()
            return facts
          })
          expect(other).toEqual(one)
        },
      ),
      { numRuns: 25 },
    )
  },
)
