import type { measuresContract } from '../../../shared/contract/measures.ts'
import type { HandlersFor } from '../core/context.ts'
import { otherUnitGroups } from './conversions.ts'
import { readMeasures } from './measures.ts'

export const lawHandlers = {
  'measures.list': ({ db }) => readMeasures(db),
  'measures.otherUnits': ({ db }) => otherUnitGroups(db),
} satisfies HandlersFor<typeof measuresContract>
