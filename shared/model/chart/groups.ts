/**
 * Groups made by hand, closed to one node. A group closes over what is drawn: its members that stand by themselves once the chart is folded otherwise, with all that is
 * inside of them. A member that is drawn inside of somebody who is not of the group stays there and is not in it, since of that one more would be taken than was chosen; and a
 * member whose kind is filtered away is not in it either. The closed group stands at the place of its member with the lowest id. Closing is how the chart is looked at, as
 * folding is; who is in a group is kept and undone.
 */
import type { ChartNode } from '../../contract/charts.ts'
import type { ChartGroup } from '../../contract/groups.ts'
import type { NodePlace } from './content.ts'
import type { Folding, FoldView } from './fold.ts'
import type { VisibleChart } from './visible.ts'

/** The kind that a closed group is drawn as: no kind of entity. */
export const groupKind = 'group'

/** The same folding with the closed groups of the view over it. */
export function closedOver(folding: Folding, view: FoldView, kinds: ReadonlyMap<number, string>): Folding {
  const closed = new Set(view.closedGroups)
  const groups = (view.groups ?? []).filter(({ groupId }) => closed.has(groupId))
  if (groups.length === 0) return folding
  const heads = new Map<number, ChartGroup>()
  const above = new Map<number, number>()
  for (const group of groups) {
    const [head, ...others] = drawnMembers(group, folding, view, kinds)
    if (head === undefined) continue
    heads.set(head, group)
    for (const other of others) above.set(other, head)
  }
  const into = new Map([...folding.into].map(([thing, top]) => [thing, above.get(top) ?? top]))
  for (const [top, head] of above) into.set(top, head)
  return { ...folding, into, heads }
}
/** Who of a group stands by themselves, by ascending id. */
export function drawnMembers(
  { members }: Pick<ChartGroup, 'members'>,
  { into }: Pick<Folding, 'into'>,
  { hiddenKinds = [] }: Pick<FoldView, 'hiddenKinds'>,
  kinds: ReadonlyMap<number, string>,
): readonly number[] {
  return members
    .filter((member) => {
      const kind = kinds.get(member)
      return kind !== undefined && !hiddenKinds.includes(kind) && !into.has(member)
    })
    .toSorted((one, other) => one - other)
}
/** Where a hand put nodes; everybody in a closed group goes along with it, so that it opens as it was. */
export function placedWithGroups(
  places: readonly NodePlace[],
  { nodes }: Pick<VisibleChart, 'nodes'>,
  all: ReadonlyMap<number, Pick<ChartNode, 'x' | 'y'>>,
): readonly NodePlace[] {
  const given = new Map(places.map((place) => [place.entityId, place]))
  const along = nodes.flatMap(({ entityId, groupId, inside = [] }) => {
    const [to, from] = [given.get(entityId), all.get(entityId)]
    if (groupId === undefined || to === undefined || from === undefined) return []
    return inside.flatMap((member): NodePlace[] => {
      const at = all.get(member)
      if (at === undefined || given.has(member)) return []
      return [{ entityId: member, x: at.x + to.x - from.x, y: at.y + to.y - from.y }]
    })
  })
  return [...places, ...along]
}
