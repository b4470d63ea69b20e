/** The program's consequences; what one is stands in `store/consequence.ts`. */
import type { Consequence } from './store/consequence.ts'
import { pairConsequence } from './entities/pairConsequence.ts'
import { identityConsequence } from './identity/consequence.ts'
import { statementConsequence } from './statements/consequence.ts'
import { markConsequence } from './desk/marks.ts'
import { editConsequence } from './import/write/followEdits.ts'
import { numberConsequence } from './import/write/followNumbers.ts'

/** In the order they are applied. */
export const consequences: readonly Consequence[] = [
  editConsequence,
  numberConsequence,
  markConsequence,
  statementConsequence,
  pairConsequence,
  identityConsequence,
]
