/** Sheets whose accounts name no site: they are taken as one site of the case, which only a person can know. */
import type { RecordKind } from '../../../../shared/model/define.ts'
import { siteKey } from '../../../../shared/model/siteName.ts'
import type { Db } from '../../store/db.ts'
import { columnOf } from '../../records/evidence.ts'
import type { KeptPlace } from './places.ts'
import { slicesOf, type Steps } from './slices.ts'

export interface Sites {
  /** Sites that rows name, as they are compared. */
  readonly named: ReadonlySet<string>
  /** One place a sheet with rows that name none. */
  readonly unnamed: readonly KeptPlace[]
}
/** The field that says which site a kind's accounts belong to; null for kinds without such accounts. */
function siteField(kind: RecordKind): string | null {
  return kind.roles.flatMap(({ keys }) => keys.flatMap(({ site }) => site ?? []))[0] ?? null
}
/** Which sites the rows of these kinds name, and which sheets name none. */
export function* sitesOf(db: Db, kinds: readonly RecordKind[]): Steps<Sites> {
  const named = new Set<string>()
  const unnamed: KeptPlace[] = []
  for (const kind of kinds) {
    const site = siteField(kind)
    if (site === null) continue
    const accounts = kind.roles
      .filter(({ keys }) => keys.some((key) => key.site === site))
      .flatMap(({ keys }) => keys.flatMap(({ fields }) => fields.map((field) => columnOf('r', field))))
    const rows = new Map<number, number>()
    yield* slicesOf(
      db,
      kind,
      `COALESCE(${[...accounts, 'NULL'].join(', ')}) IS NOT NULL`,
      ['r.sheet_id', columnOf('r', site)],
      (slice) => {
        const seen = new Map<string | null, string | null>()
        for (const [sheet, text] of slice) {
          const written = typeof text === 'string' ? text : null
          if (!seen.has(written)) seen.set(written, siteKey(written))
          const key = seen.get(written) ?? null
          if (key !== null) named.add(key)
          else rows.set(Number(sheet), (rows.get(Number(sheet)) ?? 0) + 1)
        }
      },
    )
    for (const [sheetId, count] of rows) unnamed.push({ sheetId, values: { rows: count } })
  }
  return { named, unnamed }
}
