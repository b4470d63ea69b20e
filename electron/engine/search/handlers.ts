import type { searchContract } from '../../../shared/contract/search.ts'
import type { HandlersFor, JobContext } from '../core/context.ts'
import { readyEntities } from './entityFind.ts'
import { findInCase } from './find.ts'
import { indexSheets, sheetsWithoutIndex } from './indexStore.ts'

export const searchHandlers = {
  'search.find': ({ db }, question) => findInCase(db, question),
  'search.state': ({ db }) => {
    readyEntities(db)
    return { unindexed: sheetsWithoutIndex(db).length }
  },
  'search.index': (context) => indexMissing(context),
} satisfies HandlersFor<typeof searchContract>

/** One sheet a transaction: what is indexed stays so when the job is cancelled. */
async function indexMissing(context: JobContext): Promise<{ readonly sheets: number }> {
  const missing = sheetsWithoutIndex(context.db())
  const total = missing.reduce((sum, { rows }) => sum + rows, 0)
  let before = 0
  for (const { sheetId, rows } of missing) {
    context.checkCancelled()
    await context.transaction(async (db) => {
      await indexSheets(db, [sheetId], async (done) => {
        context.progress('index', before + done, total)
        // Lets questions and a cancel in.
        await new Promise((resolve) => {
          setImmediate(resolve)
        })
        context.checkCancelled()
      })
      return { value: null, entry: { action: 'search.index', params: { sheet: sheetId, rows }, topics: [] } }
    })
    before += rows
    context.progress('index', before, total)
  }
  return { sheets: missing.length }
}
