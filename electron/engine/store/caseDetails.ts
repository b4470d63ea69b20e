import { caseDetailFields, noDetails, type CaseDetails } from '../../../shared/model/caseDetails.ts'
import type { Db, WriteDb } from './db.ts'

/** What the case is filed under; a field of a newer program is left alone. */
export function readCaseDetails(db: Db): CaseDetails {
  const said = new Map(db.prepare<[], [string, string]>('SELECT field, value FROM case_details').raw().all())
  return Object.fromEntries(
    Object.entries(noDetails).map(([field, none]) => [field, said.get(field) ?? none]),
  ) as unknown as CaseDetails
}
/** Says some fields anew, inside the caller's transaction; those that changed, in the order of the papers. */
export function writeCaseDetails(
  db: WriteDb,
  said: { readonly [Field in keyof CaseDetails]?: string | undefined },
): readonly { readonly field: keyof CaseDetails; readonly value: string }[] {
  const before = readCaseDetails(db)
  const put = db.prepare(
    'INSERT INTO case_details (field, value) VALUES (?, ?) ON CONFLICT (field) DO UPDATE SET value = excluded.value',
  )
  const drop = db.prepare('DELETE FROM case_details WHERE field = ?')
  const changed = caseDetailFields.flatMap((field) => {
    const value = said[field]
    return value === undefined || value === before[field] ? [] : [{ field, value }]
  })
  for (const { field, value } of changed)
    if (value === '') drop.run(field)
    else put.run(field, value)
  return changed
}
