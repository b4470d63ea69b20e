import type { caseDetailContract } from '../../../shared/contract/caseDetails.ts'
import type { HandlersFor } from '../core/context.ts'
import { readCaseDetails, writeCaseDetails } from '../store/caseDetails.ts'

export const detailHandlers = {
  'case.details': ({ db }) => readCaseDetails(db),
  'case.describe': (context, said) => {
    const changed = writeCaseDetails(context.db, said)
    context.describe({ details: JSON.stringify(changed) })
    return readCaseDetails(context.db)
  },
} satisfies HandlersFor<typeof caseDetailContract>
