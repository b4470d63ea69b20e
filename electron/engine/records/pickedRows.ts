import type { RowSource } from './scope.ts'

/** Single rows of a table by their numbers. */
export const pickedRows: RowSource<readonly number[]> = {
  where: (_, ids) => ({
    where: 'r.record_id IN (SELECT value FROM json_each(@picked))',
    params: { picked: JSON.stringify(ids) },
  }),
  name(_, ids) {
    return { zh: `${ids.length} 行`, en: ids.length === 1 ? '1 row listed' : `${ids.length} rows listed` }
  },
}
