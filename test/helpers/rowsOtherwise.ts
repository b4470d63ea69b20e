/** How many rows name other entities than the rules give them, but for rows that a person gave to a part. */
import { RowsAnew } from '../../electron/engine/entities/rowsAnew.ts'
import type { Db } from '../../electron/engine/store/db.ts'
import { recordKinds } from '../../shared/model/recordKinds/index.ts'

export function rowsOtherwise(db: Db): number {
  const parts = new Set(db.prepare<[], number>('SELECT part_id FROM entity_parts').pluck().all())
  let differ = 0
  for (const kind of recordKinds.filter(({ byHand }) => byHand === undefined)) {
    const rows = new RowsAnew(db, kind)
    while (
      rows.next(({ kept, now }) => {
        if (now.some((value, at) => value !== kept[at] && !parts.has(Number(kept[at])))) differ += 1
      }) > 0
    );
  }
  return differ
}
