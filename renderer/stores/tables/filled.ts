/** Fields of the open table that any row has a value in; asked for when a list of fields opens, so that it is true of the rows of now. */
import { shallowRef, type Ref } from 'vue'
import type { TableScope } from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'

export function createFilled(scope: Readonly<Ref<TableScope | null>>) {
  /** Null until it is known: nothing is left out then. */
  const filled = shallowRef<{ readonly kind: string; readonly fields: ReadonlySet<string> } | null>(null)
  async function readFilled(): Promise<void> {
    const kind = scope.value?.kind
    if (kind === undefined) return
    const fields = await caseApi.call('tables.filled', { kind })
    filled.value = { kind, fields: new Set(fields) }
  }
  /** Whether any row has a value in the field, as far as that is known. */
  function isFilled(field: string): boolean {
    const known = filled.value
    return known === null || known.kind !== scope.value?.kind || known.fields.has(field)
  }
  return { readFilled, isFilled }
}
