/** Addresses of the net and shops that nobody stands behind yet. */
import { othersOf, toldSums, yuan } from '../../../shared/model/currency.ts'
import { addMinor, type Minor } from '../../../shared/model/minor.ts'
import { keyUse } from '../../../shared/model/identityKeys.ts'
import { keyValue } from '../../../shared/model/entityId.ts'
import type { Db } from '../store/db.ts'

export interface WantedPlace {
  readonly entityId: number
  readonly kind: 'ip' | 'shop'
  /** Accounts that logged in from it. */
  readonly accounts: readonly number[]
  /** Of a shop: what it sold in yuan. */
  readonly sum: Minor | null
  readonly count: number
  readonly first: string | null
  readonly last: string | null
  /** Record kinds whose rows tell it. */
  readonly kinds: readonly string[]
}
interface Line {
  readonly rule: string
  readonly place: number
  readonly other: number
  readonly count: number
  readonly amount: number | null
  readonly others: string | null
  readonly first: string | null
  readonly last: string | null
}
const columns = 'l.rule, l.count, l.amount, l.others, l.first_time AS first, l.last_time AS last'

/** Public addresses from which at least so many accounts logged in, and shops that sell and that nobody is known to hold. */
export function placesWanted(db: Db, connects: number): readonly WantedPlace[] {
  const addresses = db
    .prepare<[], Line & { readonly key: string }>(
      `SELECT ${columns}, l.to_id AS place, l.from_id AS other, e.key FROM links l JOIN entities e ON e.entity_id = l.to_id WHERE l.kind = 'loggedIn' AND e.kind = 'ip'`,
    )
    .all()
    // An address inside a network is many.
    .filter(({ key }) => keyUse('ip', keyValue(key)).use === 'case')
  const shops = db
    .prepare<[], Line>(
      `SELECT ${columns}, l.from_id AS place, l.to_id AS other FROM links l JOIN entities e ON e.entity_id = l.from_id WHERE l.kind = 'sells' AND e.kind = 'shop'
       AND NOT EXISTS (SELECT 1 FROM links h JOIN entities p ON p.entity_id = h.from_id WHERE h.to_id = e.entity_id AND h.kind IN ('holds', 'uses', 'manages', 'owns') AND p.kind IN ('person', 'organisation'))`,
    )
    .all()
  return [
    ...gathered('ip', addresses).filter(({ accounts }) => accounts.length >= connects),
    ...gathered('shop', shops),
  ]
}
function gathered(kind: WantedPlace['kind'], lines: readonly Line[]): readonly WantedPlace[] {
  const places = new Map<number, Line[]>()
  for (const line of lines) {
    const present = places.get(line.place)
    if (present === undefined) places.set(line.place, [line])
    else present.push(line)
  }
  return [...places].map(([entityId, those]) => {
    const times = those.flatMap(({ first, last }) => [first, last]).filter((time) => time !== null)
    const sums = those.map(({ amount, others }) => {
      const told = toldSums(amount, othersOf(others))
      return told.amount ?? told.others?.find(({ currency }) => currency === yuan)?.sum ?? 0
    })
    return {
      entityId,
      kind,
      accounts: kind === 'ip' ? [...new Set(those.map(({ other }) => other))] : [],
      sum: kind === 'shop' ? sums.reduce<Minor>((total, sum) => addMinor(total, sum), 0) : null,
      count: those.reduce((total, { count }) => total + count, 0),
      first: times.toSorted()[0] ?? null,
      last: times.toSorted().at(-1) ?? null,
      kinds: [...new Set(those.map(({ rule }) => rule.slice(0, rule.indexOf('.'))))],
    }
  })
}
