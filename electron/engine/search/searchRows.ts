import type { RowSource } from '../records/scope.ts'
import { searchedRecords } from './searchScope.ts'

/** The rows in which all words of a search stand, as they are or in a tag or note. */
export const searchRows: RowSource<string> = {
  where: (db, typed, kind) => ({
    where: 'r.record_id IN (SELECT value FROM json_each(@search))',
    params: { search: searchedRecords(db, kind.id, typed) },
  }),
  name: (_, typed) => ({ zh: typed.trim(), en: typed.trim() }),
  followsMarks: true,
}
