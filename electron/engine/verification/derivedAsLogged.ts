/** Whether what is derived is as the audit log says, without deriving it again. */
import type { ThreadJobContext } from '../core/context.ts'
import { yieldToOthers } from '../core/stepByStep.ts'
import type { Db } from '../store/db.ts'
import { derivedRoot, digestedNames, emptyRoot } from '../store/derivedDigests.ts'
import type { FactRulesOf } from './checkDerived.ts'
import { type LogState, readLog } from './logState.ts'

/**
 * Whether the log can say what is derived: each of its rows follows from the one before it, and the rules are those of this program, so that whom the
 * rows name can be found again (`checkRows`). Not where a person gave rows of an entity to a part of it, which no rule tells.
 */
export function logTellsDerived(db: Db, { derived }: LogState, { ofCase, ofProgram }: FactRulesOf): boolean {
  return (
    derived !== null &&
    ofCase === ofProgram &&
    db.prepare('SELECT 1 FROM main.entity_parts LIMIT 1').get() === undefined
  )
}
/**
 * Null unless every table that is derived has the digest that the log ends with; otherwise how many tables. Which rows repeat others, entities, links
 * and their sums have not been derived then.
 */
export async function tablesAsLogged(context: ThreadJobContext): Promise<number | null> {
  const { derived } = readLog(context.db())
  if (derived === null) return null
  for (const [at, name] of digestedNames.entries()) {
    context.progress('derived', at, digestedNames.length)
    if (derivedRoot(context.db(), name) !== (derived.get(name) ?? emptyRoot)) return null
    await yieldToOthers(context)
  }
  return digestedNames.length
}
