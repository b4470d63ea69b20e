import { AppError } from '../../../shared/errors.ts'
import type { RowSource } from '../records/scope.ts'
import { measureOf, measureScope } from './measures.ts'

/** The rows a measure is made of. */
export const measureRows: RowSource<string> = {
  where(db, id, kind) {
    known(id)
    return measureScope(db, id, kind.id)
  },
  name(_, id) {
    const { nameZh, nameEn, rule } = known(id)
    return { zh: nameZh, en: nameEn, hint: rule }
  },
}
function known(id: string): NonNullable<ReturnType<typeof measureOf>> {
  const measure = measureOf(id)
  if (measure === undefined) throw new AppError('measure-not-found', `no measure ${id}`, { measure: id })
  return measure
}
