/** Accounts that somebody used at one minute in two places: that speaks against their being one person's. Asked only of those that are suggested. */
import type { Db } from '../../store/db.ts'
import { recordTable } from '../../store/recordTables.ts'
import type { Found } from './compare.ts'
import { against } from './weigh.ts'

/** Of a larger group only so many are looked at. */
const most = 12
const roleOf: Readonly<Record<string, string>> = { siteAccount: 'account', paymentAccount: 'pay' }
type Uses = ReadonlyMap<string, ReadonlySet<string>>

/** The same suggestions, with the reason and a lower score where two of the members logged in from two places within one minute. */
export function withSimultaneousUse(db: Db, found: readonly Found[]): readonly Found[] {
  const uses = new Map<number, Uses>()
  for (const [kind, role] of Object.entries(roleOf)) {
    const ids = new Set(
      found.filter((each) => each.kind === kind).flatMap(({ members }) => members.slice(0, most)),
    )
    if (ids.size === 0) continue
    for (const [entityId, minute, place] of db
      .prepare<[string], [number, string, string]>(
        `SELECT r.e_${role}, substr(r."time", 1, 16), r."place" FROM json_each(?) w CROSS JOIN ${recordTable('login')} r ON r.e_${role} = w.value
        WHERE r.duplicate_of IS NULL AND r."place" <> '' AND length(r."time") >= 16`,
      )
      .raw()
      .iterate(JSON.stringify([...ids]))) {
      const known = (uses.get(entityId) ?? new Map()) as Map<string, Set<string>>
      uses.set(entityId, known)
      known.set(minute, (known.get(minute) ?? new Set()).add(place))
    }
  }
  if (uses.size === 0) return found
  return found.map((each) => {
    const value = clash(each.members.slice(0, most).flatMap((member) => uses.get(member) ?? []))
    return value === null
      ? each
      : {
          ...each,
          reasons: [...each.reasons, { code: 'elsewhere', value, against: true }],
          score: against(each.score, 'elsewhere'),
        }
  })
}
/** The first minute at which two of them were in two places; one that names the other's part (杭州, 浙江省杭州市) is the same place. */
function clash(all: readonly Uses[]): string | null {
  for (const [place, one] of all.entries())
    for (const other of all.slice(place + 1))
      for (const [minute, places] of one)
        for (const here of places)
          for (const there of other.get(minute) ?? [])
            if (!here.includes(there) && !there.includes(here)) return `${minute} ${here} / ${there}`
  return null
}
