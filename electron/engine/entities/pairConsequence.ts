/** Applies what people decided about which rows are one transfer, and which take others back. */
import { recordKind, recordKinds } from '../../../shared/model/recordKinds/index.ts'
import type { Consequence } from '../store/consequence.ts'
import { rowsThatSay } from '../records/pairDecisions.ts'
import { factPrefix, rowsDecidedOn } from '../records/decidedFacts.ts'
import { reversalPrefix } from '../records/reversals.ts'
import { repairMirrors, restateRows } from './derive.ts'

/** After decisions were made, forgotten, undone or redone: the rows they name, and all rows that could pair with those, are paired again. */
export const pairConsequence: Consequence = {
  tables: ['pair_decisions'],
  apply(db, changes) {
    const rows = new Map<string, Set<number>>()
    const facts = new Map<string, Set<string>>()
    for (const { before, after } of changes) {
      const {
        kind: kindId,
        payer,
        payee,
      } = (before ?? after) as { readonly kind: string; readonly payer: string; readonly payee: string }
      if (kindId.startsWith(factPrefix)) {
        const names = facts.get(kindId.slice(factPrefix.length)) ?? new Set<string>()
        facts.set(kindId.slice(factPrefix.length), names.add(payer).add(payee))
        continue
      }
      if (kindId.startsWith(reversalPrefix)) {
        const reversed = kindId.slice(reversalPrefix.length)
        if (recordKind(reversed) !== undefined) rows.set(reversed, rows.get(reversed) ?? new Set())
        continue
      }
      const kind = recordKind(kindId)
      if (kind === undefined) continue
      const found = rows.get(kindId) ?? new Set<number>()
      for (const says of [payer, payee]) for (const row of rowsThatSay(db, kind, says)) found.add(row)
      rows.set(kindId, found)
    }
    for (const [kindId, names] of facts) {
      const kind = recordKind(kindId)
      if (kind !== undefined) restateRows(db, kindId, rowsDecidedOn(db, kind, [...names]))
    }
    for (const [kindId, found] of rows) repairMirrors(db, kindId, [...found], recordKinds)
    return ['records', 'entities', 'charts']
  },
}
