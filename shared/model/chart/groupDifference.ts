/** Groups made by hand that are on one side only, are called otherwise, or hold others. */
import type { ChartGroup } from '../../contract/groups.ts'

export interface GroupDifference {
  readonly state: 'added' | 'gone' | 'changed'
  /** What it is called after, or was called before it went. */
  readonly title: string
  /** What it was called; left out where it is called the same. */
  readonly before?: string
  /** Who is in it on one side only, by the numbers of the difference. */
  readonly joined: readonly number[]
  readonly left: readonly number[]
}
type Units = ReadonlyMap<number, number>

/** A group is the same when it has the same number, or, on a copy, the same title. */
export function groupDifferences(
  before: readonly ChartGroup[],
  after: readonly ChartGroup[],
  unitOf: { readonly before: Units; readonly after: Units },
): readonly GroupDifference[] {
  const members = ({ members: own }: ChartGroup, units: Units): ReadonlySet<number> =>
    new Set(own.map((member) => units.get(member) ?? member))
  const left = [...before]
  const partnerOf = (group: ChartGroup): ChartGroup | undefined => {
    const same =
      left.find((each) => each.groupId === group.groupId && each.at === group.at) ??
      left.find((each) => each.title === group.title)
    if (same !== undefined) left.splice(left.indexOf(same), 1)
    return same
  }
  const sorted = (ids: ReadonlySet<number>): readonly number[] =>
    [...ids].toSorted((one, other) => one - other)
  const now = after.flatMap((group): readonly GroupDifference[] => {
    const was = partnerOf(group)
    const own = members(group, unitOf.after)
    if (was === undefined) return [{ state: 'added', title: group.title, joined: sorted(own), left: [] }]
    const then = members(was, unitOf.before)
    const joined = new Set([...own].filter((id) => !then.has(id)))
    const gone = new Set([...then].filter((id) => !own.has(id)))
    if (was.title === group.title && joined.size + gone.size === 0) return []
    return [
      {
        state: 'changed',
        title: group.title,
        ...(was.title === group.title ? {} : { before: was.title }),
        joined: sorted(joined),
        left: sorted(gone),
      },
    ]
  })
  return [
    ...now,
    ...left.map((group): GroupDifference => ({
      state: 'gone',
      title: group.title,
      joined: [],
      left: sorted(members(group, unitOf.before)),
    })),
  ]
}

/** The same seen from the other side. */
export function reversedGroup({ state, title, before, joined, left }: GroupDifference): GroupDifference {
  return {
    state: state === 'added' ? 'gone' : state === 'gone' ? 'added' : 'changed',
    title: before ?? title,
    ...(before === undefined ? {} : { before: title }),
    joined: left,
    left: joined,
  }
}
