/** What the shown rows are made of: one facet a field, each counted over the rows that all other conditions leave. */
import { shallowRef, type Ref } from 'vue'
import type { FacetValue, Scalar, TableScope } from '../../../shared/contract/index.ts'
import type { Field } from '../../../shared/model/define.ts'
import { facetFields, isScaled } from '../../model/tableFields.ts'
import { caseApi } from '../caseBound.ts'
import { chosenValues, plainScope, rangeOf, wholeTable } from '../../model/conditions.ts'

export type Facet =
  | {
      readonly type: 'values'
      readonly field: Field
      readonly values: readonly FacetValue[]
      readonly distinct: number
      readonly chosen: readonly Scalar[]
    }
  | {
      readonly type: 'bins'
      readonly field: Field
      readonly bins: readonly { readonly from: Scalar; readonly to: Scalar; readonly count: number }[]
      readonly empty: number
      readonly range: readonly [Scalar, Scalar] | null
    }
const facetValues = 6
const facetBins = 16

export function createFacets(scope: Readonly<Ref<TableScope | null>>) {
  const facets = shallowRef<readonly Facet[]>([])
  /** Fields whose facets are still those of the rows before, or not there yet. */
  const pendingFacets = shallowRef<ReadonlySet<string>>(new Set())

  /** All facets of a kind are to be read again. */
  function expectAll(kind: string): void {
    pendingFacets.value = new Set(facetFields(kind).map(({ id }) => id))
  }
  /**
   * Each facet is counted over the rows all other conditions leave, so that what is not chosen can still be seen and chosen. One after the
   * other, each shown when it is there: a million rows take their time, and rows that are scrolled to come in between. The facets before stay
   * until their successor is here.
   */
  async function readFacets(current: TableScope, signal: AbortSignal): Promise<void> {
    const fields = facetFields(current.kind)
    const known = new Map(facets.value.map((facet) => [facet.field.id, facet]))
    for (const field of fields) {
      const facet = await readFacet(current, field, signal)
      if (signal.aborted) return
      known.set(field.id, facet)
      facets.value = fields.flatMap(({ id }) => known.get(id) ?? [])
      pendingFacets.value = new Set([...pendingFacets.value].filter((id) => id !== field.id))
    }
  }
  async function readFacet(current: TableScope, field: Field, signal: AbortSignal): Promise<Facet> {
    const asked = plainScope({
      ...current,
      filter: current.filter.filter((condition) => condition.field !== field.id),
    })
    if (isScaled(field)) {
      const { bins, empty } = await caseApi.call(
        'records.histogram',
        { scope: asked, field: field.id, bins: facetBins },
        { signal },
      )
      return { type: 'bins', field, bins, empty, range: rangeOf(current.filter, field.id) }
    }
    const { values, distinct } = await caseApi.call(
      'records.facet',
      { scope: asked, field: field.id, limit: facetValues },
      { signal },
    )
    return { type: 'values', field, values, distinct, chosen: chosenValues(current.filter, field.id) }
  }
  /** All values of a field as a facet counts them, the most frequent first. */
  function moreValues(
    field: string,
    limit: number,
    contains = '',
  ): Promise<{ readonly values: readonly FacetValue[]; readonly distinct: number }> {
    const current = scope.value ?? wholeTable('')
    return caseApi.call('records.facet', {
      scope: plainScope({
        ...current,
        filter: current.filter.filter((condition) => condition.field !== field),
      }),
      field,
      limit,
      contains,
    })
  }
  function clear(): void {
    facets.value = []
    pendingFacets.value = new Set()
  }
  return { facets, pendingFacets, expectAll, readFacets, moreValues, clear }
}
