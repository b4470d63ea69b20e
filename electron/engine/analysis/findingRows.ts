import { findingNames } from '../../../shared/model/findingNames.ts'
import type { RowSource } from '../records/scope.ts'
import { findingScope } from './quality.ts'

/** The rows a finding of the quality list speaks of. */
export const findingRows: RowSource<string> = {
  where: (db, id, kind) => ({ where: findingScope(db, id, kind.id), params: {} }),
  name(_, id) {
    // An id is the code, and the table behind a point.
    const [code = id] = id.split('.')
    return (
      (findingNames as Readonly<Record<string, { readonly zh: string; readonly en: string }>>)[code] ?? {
        zh: code,
        en: code,
      }
    )
  },
}
