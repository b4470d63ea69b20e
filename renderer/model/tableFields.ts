/** Which fields of a kind are worth a facet or a column, as the kind's definition has them. */
import type { Field } from '../../shared/model/define.ts'
import { recordKind } from '../../shared/model/recordKinds/index.ts'

/** Fields worth a facet, figures and times first, in the order of the kind. */
export function facetFields(kind: string): readonly Field[] {
  const definition = recordKind(kind)
  if (definition === undefined) return []
  const scaled = definition.fields.filter(
    (field) => field.id === definition.amountField || field.id === definition.timeField,
  )
  const figures = definition.fields
    .filter((field) => field.summed === true && field.shown === true && !scaled.includes(field))
    .slice(0, 2)
  return [...scaled, ...figures, ...definition.fields.filter((field) => field.facet === true).slice(0, 8)]
}
/** The columns of a kind before a person chose any; when comes first, it is what the table is ordered by. */
export function defaultColumns(kind: string): readonly string[] {
  const definition = recordKind(kind)
  if (definition === undefined) return []
  const shown = definition.fields.filter((field) => field.shown === true).map((field) => field.id)
  return [
    ...shown.filter((id) => id === definition.timeField),
    ...shown.filter((id) => id !== definition.timeField),
  ]
}
export function isScaled(field: Field): boolean {
  return (
    field.multi !== true &&
    (field.type === 'money' ||
      field.type === 'decimal' ||
      field.type === 'integer' ||
      field.type === 'percent' ||
      field.type === 'time' ||
      field.type === 'date')
  )
}
