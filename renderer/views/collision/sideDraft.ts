/** A side of two columns as a person is choosing it. */
import type { TableScope } from '../../../shared/contract/index.ts'
import { plainScope } from '../../model/conditions.ts'
import { emptyDraft, inputOf } from '../../stores/collision/lists.ts'
import type { ListDraft } from '../../stores/collision/lists.ts'
import type { SideInput } from '../../stores/collision/tables.ts'

export interface SideDraft {
  readonly from: 'table' | 'list'
  readonly kind: string
  readonly field: string
  readonly conditions: boolean
  readonly list: ListDraft
}
export const emptySide: SideDraft = {
  from: 'table',
  kind: '',
  field: '',
  conditions: false,
  list: emptyDraft,
}

/** The side as the engine takes it; null while something is missing. `shown`: the conditions of the table that is open. */
export function sideOf(draft: SideDraft, shown: TableScope | null): SideInput | null {
  if (draft.from === 'list') {
    const list = inputOf(draft.list)
    return list === null ? null : { list }
  }
  if (draft.kind === '' || draft.field === '') return null
  const scope = draft.conditions && shown?.kind === draft.kind ? plainScope(shown) : { kind: draft.kind }
  return { scope, field: draft.field }
}
