import type { ScopeValue } from '../../../shared/contract/scope.ts'
import type { RowSource } from '../records/scope.ts'
import { resultOf } from './results.ts'

/** The rows of a compared side that say a value: of those that were counted, so that the table has as many rows as the comparison says. */
export const collisionRows: RowSource<ScopeValue<'collision'>> = {
  where(db, { resultId, side, value }, kind, { rows }) {
    const { input, values } = resultOf(db, resultId, 'tables')
    const asked = input[side]
    const found = values.find((candidate) => candidate.value === value)
    if ('list' in asked || asked.scope.kind !== kind.id || found === undefined) return null
    const stored = side === 'left' ? found.leftStored : found.rightStored
    const { where, params } = rows(asked.scope).narrowed([
      { field: asked.field, op: 'oneOf', values: stored },
    ])
    // The side's parameters have names of their own, which the scope around it may use too.
    return {
      where: where.replaceAll(/@(\w+)/g, '@collision_$1'),
      params: Object.fromEntries(Object.entries(params).map(([name, given]) => [`collision_${name}`, given])),
    }
  },
  name: (_, { value }) => ({ zh: value, en: value }),
  // The side may have been chosen by tags, notes or a search.
  followsMarks: true,
}
