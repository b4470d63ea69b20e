/** Colours of nodes beside those of their kinds: by hand, by tag, by community; and flags. A colour given by hand wins over every rule. */
import type { ChartNode, ChartSettings } from '../../contract/charts.ts'
import { type HandColour, handColours } from './colours.ts'
import { communitiesOf } from './communities.ts'
import { statedStrength } from './dashes.ts'
import type { VisibleChart } from './visible.ts'

/** What nodes are coloured by. */
export const colourings = ['kind', 'tag', 'community'] as const
/** Signs that a person puts on a node; each is an icon. */
export const nodeFlags = ['flag', 'star', 'target', 'triangle-alert', 'circle-question-mark', 'ban'] as const
export type NodeFlag = (typeof nodeFlags)[number]

/** Those of one colour, as the legend tells them. */
export interface ColourGroup {
  readonly by: 'hand' | 'tag' | 'community'
  readonly colour: HandColour
  /** The tag; the place of a community by size, from 1; empty by hand. */
  readonly name: string
  readonly count: number
}
export interface NodeColours {
  readonly of: ReadonlyMap<number, HandColour>
  readonly groups: readonly ColourGroup[]
  /** By tag: how many have several, of which the first by name gives the colour. */
  readonly several: number
  /** By a rule: how many it gives no colour, which have that of their kind. */
  readonly others: number
}
type Coloured = Pick<ChartSettings, 'colourBy'>
type Drawn = Pick<VisibleChart, 'nodes' | 'edges'>
/** The largest communities in these colours, in this order, leaving out those that a hand has given; all others keep the colours of their kinds. */
const communityColours: readonly HandColour[] = ['blue', 'orange', 'green', 'purple', 'red', 'yellow', 'grey']

/** The colours of what is in sight. Tags and communities are counted as they are drawn. */
export function nodeColours(visible: Drawn, { colourBy }: Coloured): NodeColours {
  const of = new Map<number, HandColour>()
  const groups = new Map<string, { readonly group: Omit<ColourGroup, 'count'>; count: number }>()
  const give = (entityId: number, group: Omit<ColourGroup, 'count'>): void => {
    of.set(entityId, group.colour)
    const key = `${group.by} ${group.colour} ${group.name}`
    const known = groups.get(key)
    if (known === undefined) groups.set(key, { group, count: 1 })
    else known.count += 1
  }
  const communities = colourBy === 'community' ? largestCommunities(visible) : null
  const byHand = new Set(visible.nodes.flatMap(({ colour }) => colour ?? []))
  const free = communityColours.filter((colour) => !byHand.has(colour))
  let several = 0
  for (const node of visible.nodes) {
    const { entityId, colour, tags = [] } = node
    const [tag, ...more] = tags
    if (colour !== undefined) give(entityId, { by: 'hand', colour, name: '' })
    else if (colourBy === 'tag' && tag !== undefined) {
      give(entityId, { by: 'tag', colour: tag.colour, name: tag.name })
      if (more.length > 0) several += 1
    } else if (communities !== null) {
      const place = communities.get(entityId)
      const ofPlace = place === undefined ? undefined : free[place]
      if (place !== undefined && ofPlace !== undefined)
        give(entityId, { by: 'community', colour: ofPlace, name: String(place + 1) })
    }
  }
  const order = { hand: 0, tag: 1, community: 2 } as const
  return {
    of,
    groups: [...groups.values()]
      .map(({ group, count }) => ({ ...group, count }))
      .toSorted(
        (one, other) =>
          order[one.by] - order[other.by] ||
          (one.by === 'hand'
            ? handColours.indexOf(one.colour) - handColours.indexOf(other.colour)
            : one.by === 'community'
              ? Number(one.name) - Number(other.name)
              : one.name < other.name
                ? -1
                : 1),
      ),
    several,
    others: colourBy === 'kind' ? 0 : visible.nodes.length - of.size,
  }
}
/** The place of each node's community by size; of a node alone there is none. What people entered by hand moves nobody. */
function largestCommunities({ nodes, edges }: Drawn): ReadonlyMap<number, number> {
  const ids = nodes.map(({ entityId }) => entityId).toSorted((one, other) => one - other)
  const community = communitiesOf(
    ids,
    edges.filter(({ linkKind }) => statedStrength(linkKind) === null),
  )
  const members = [...Map.groupBy(ids, (id) => community.get(id) ?? id)]
    .filter(([, own]) => own.length > 1)
    .toSorted(([one, own], [other, others]) => others.length - own.length || one - other)
  return new Map(members.flatMap(([, own], place) => own.map((id) => [id, place] as const)))
}
/** How many of those that are drawn inside of others have a colour, a flag or a note, which nobody sees there. A group stands for all it holds. */
export function markedInside(
  nodes: readonly {
    readonly entityId: number
    readonly groupId?: number
    readonly inside?: readonly number[]
  }[],
  nodeOf: ReadonlyMap<number, Pick<ChartNode, 'colour' | 'flag' | 'note'>>,
): number {
  let count = 0
  for (const { entityId, groupId, inside = [] } of nodes)
    for (const each of groupId === undefined ? inside : [entityId, ...inside]) {
      const node = nodeOf.get(each)
      if (node !== undefined && (node.colour !== undefined || node.flag !== undefined || node.note !== ''))
        count += 1
    }
  return count
}
/** In black and white each colour has a number, from 1. */
export function colourNumber(colour: HandColour): number {
  return handColours.indexOf(colour) + 1
}
/** How many of each flag are in sight, in the order of the flags. */
export function flagsOf(
  nodes: readonly Pick<ChartNode, 'flag'>[],
): readonly { readonly flag: NodeFlag; readonly count: number }[] {
  return nodeFlags.flatMap((flag) => {
    const count = nodes.filter((node) => node.flag === flag).length
    return count === 0 ? [] : [{ flag, count }]
  })
}
