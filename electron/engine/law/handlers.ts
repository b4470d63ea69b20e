import type { lawContract } from '../../../shared/contract/law.ts'
import type { measuresContract } from '../../../shared/contract/measures.ts'
import type { HandlersFor } from '../core/context.ts'
import { otherUnitGroups } from './conversions.ts'
import { readHeld } from './held/held.ts'
import { listMeasures, readMeasures } from './measures.ts'
import { shippedThresholds } from './shippedThresholds.ts'

export const lawHandlers = {
  'measures.list': ({ db }) => readMeasures(db),
  'measures.during': ({ db }, { from, to }) => listMeasures(db, { kind: 'period', from, to }),
  'measures.otherUnits': ({ db }) => otherUnitGroups(db),
  'law.held': ({ db }, question) => readHeld(db, shippedThresholds(), question),
} satisfies HandlersFor<typeof measuresContract & typeof lawContract>
