import { AppError } from '../../../shared/errors.ts'
import { measureName } from '../../../shared/model/measureNames.ts'
import type { RowSource } from '../records/scope.ts'
import { measureOf, measureScope } from './measures.ts'

/** The rows a measure is made of. */
export const measureRows: RowSource<string> = {
  where(_, id, kind) {
    known(id)
    return measureScope(id, kind.id)
  },
  name: (_, id) => ({ zh: measureName(id, 'zh-CN'), en: measureName(id, 'en'), hint: known(id).rule }),
}
function known(id: string): NonNullable<ReturnType<typeof measureOf>> {
  const measure = measureOf(id)
  if (measure === undefined) throw new AppError('measure-not-found', `no measure ${id}`, { measure: id })
  return measure
}
