/** Whether what is derived is as the audit log says, without deriving it again. */
import { recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { ThreadJobContext } from '../core/context.ts'
import { stepByStep, yieldToOthers } from '../core/stepByStep.ts'
import { allRows } from '../records/selection.ts'
import { RowsAnew } from '../entities/rowsAnew.ts'
import { derivedRoot, digestedNames, emptyRoot } from '../store/derivedDigests.ts'
import type { Steps } from '../store/steps.ts'
import type { Findings } from './findings.ts'
import { readLog } from './logState.ts'

/**
 * True when every table that is derived has the digest that the log ends with, each row of the log follows from the one before it, and every row
 * names the entities that the rules give it. Which rows repeat others, entities, links and their sums have not been derived then.
 */
export async function standsAsLogged(context: ThreadJobContext, found: Findings): Promise<boolean> {
  const { derived } = readLog(context.db())
  if (derived === null) return false
  for (const name of digestedNames) {
    if (derivedRoot(context.db(), name) !== (derived.get(name) ?? emptyRoot)) return false
    await yieldToOthers(context)
  }
  const rows = await stepByStep(rowsByRules(context), context, {
    pauseAfterMs: 60,
    onStep: ({ done, total }) => {
      context.progress('derived', done, total)
    },
  })
  if (rows === null) return false
  found.looked += rows
  return true
}
/** How many rows name what the rules give; null when one names something else. */
function* rowsByRules({
  db,
}: ThreadJobContext): Steps<number | null, { readonly done: number; readonly total: number }> {
  // What was entered by hand names its entities itself.
  const kinds = recordKinds.filter((kind) => kind.byHand === undefined)
  const total = kinds.reduce((sum, kind) => sum + allRows(db(), kind).count, 0)
  let done = 0
  for (const kind of kinds) {
    if (allRows(db(), kind).count === 0) continue
    const rows = new RowsAnew(db(), kind)
    let same = true
    for (let count = -1; count !== 0;) {
      count = rows.next(({ kept, now }) => {
        for (let at = 0; at < now.length; at += 1) if (now[at] !== kept[at]) same = false
      })
      if (!same) return null
      done += count
      yield { done, total }
    }
  }
  return total
}
