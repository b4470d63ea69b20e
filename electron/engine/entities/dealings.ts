/**
 * What somebody dealt with whom, folded into people as a chart folds them: everything that goes through what they hold, by the person at the other end. Every figure
 * is that of links whose rows open as a table.
 */
import type { Dealing, DealingPartner, Dealings, DealingSums } from '../../../shared/contract/dealings.ts'
import type { EntitySummary, LinkSummary } from '../../../shared/contract/entities.ts'
import { foldedKinds, foldIntoPeople } from '../../../shared/model/chart/fold.ts'
import { joinedEdges, type JoinedEdge } from '../../../shared/model/chart/joinedLines.ts'
import { sizeOf } from '../../../shared/model/minor.ts'
import { yuanOf } from '../../../shared/model/currency.ts'
import { linkKinds, type LinkKind } from '../../../shared/model/define.ts'
import type { Db } from '../store/db.ts'
import { withDoubts } from './doubtfulLinks.ts'
import { linkColumns, type LinkRow, linkSummaryOf, readEntities, readEntity } from './entityRows.ts'
import { holderNames, holdersOf, nobodyKnown } from './holderNames.ts'
import { monthsTogether, sumsTogether } from './linksTogether.ts'

type Link = LinkSummary & { readonly rule: string }
const claimKinds = ['holds', 'uses', 'collects']
const standing = (linkKinds as readonly LinkKind[])
  .filter((kind) => kind.standing === true)
  .map(({ id }) => id)

/** Links of some entities, of these kinds or of all others, each once. */
function linksOf(
  db: Db,
  entityIds: Iterable<number>,
  kinds: readonly string[],
  others = false,
): readonly Link[] {
  const side = (here: 'from' | 'to'): string =>
    `SELECT ${linkColumns}, l.rule FROM json_each(@ids) w CROSS JOIN links l INDEXED BY links_${here} ON l.${here}_id = w.value WHERE l.kind ${others ? 'NOT ' : ''}IN (SELECT value FROM json_each(@kinds))`
  const rows = db
    .prepare<[object], LinkRow & { readonly rule: string }>(
      `${side('from')} UNION ${side('to')} ORDER BY linkId`,
    )
    .all({ ids: JSON.stringify([...entityIds]), kinds: JSON.stringify(kinds) })
  return withDoubts(
    db,
    rows.map(({ rule, ...row }) => ({ ...linkSummaryOf(row), rule })),
  )
}
const endsOf = (links: readonly LinkSummary[]): readonly number[] =>
  links.flatMap(({ fromId, toId }) => [fromId, toId])

/** Who is inside of whom among these and all who hold or use them. */
function foldingOf(db: Db, entityIds: ReadonlySet<number>, open: readonly number[]) {
  const claims = linksOf(db, entityIds, claimKinds)
  // What a shop collects to may lead to its holder, and so may who uses an account of theirs.
  const more = linksOf(db, new Set(endsOf(claims)), claimKinds)
  // A shop stands inside of somebody only where all it collects to is theirs: its other accounts, and who holds those.
  const shops = new Set(
    [...claims, ...more].flatMap((link) => (link.linkKind === 'collects' ? [link.fromId] : [])),
  )
  const collected = linksOf(db, shops, claimKinds)
  const collectors = linksOf(db, new Set(endsOf(collected)), claimKinds)
  const known = [...claims, ...more, ...collected, ...collectors]
  const entities = readEntities(db, new Set([...entityIds, ...endsOf(known)]))
  return {
    ...foldIntoPeople(
      entities.values(),
      [...new Map(known.map((link) => [link.linkId, link])).values()],
      open,
    ),
    entities,
  }
}

/** Errors: `entity-not-found`. */
export function dealingsOf(db: Db, entityId: number): Dealings {
  const self = readEntity(db, entityId)
  const me = self.entityId
  // An account is looked at by itself, not as what its holder has.
  const isThing = (foldedKinds as readonly string[]).includes(self.kind)
  const own = foldingOf(db, new Set([me]), isThing ? [me] : [])
  const inside = [...own.into].flatMap(([thing, top]) => (top === me ? [thing] : []))
  const held = new Set([me, ...inside])
  const links = linksOf(db, held, standing, true)
  const others = new Set(endsOf(links).filter((end) => !held.has(end)))
  const theirs = foldingOf(db, others, isThing ? [me] : [])
  const partnerOf = (end: number): number => (held.has(end) ? me : (theirs.into.get(end) ?? end))
  const dealings = [...Map.groupBy(links, ({ linkKind }) => linkKind)].map(([linkKind, group]) =>
    dealingOf(db, linkKind, group, me, partnerOf),
  )
  const people = readEntities(
    db,
    dealings.flatMap(({ partners }) =>
      partners.flatMap(({ partner, through }) => [partner, ...through.slice(0, namedAtMost)]),
    ),
  )
  const unheld = new Set(theirs.unheld)
  // What several hold runs under no one's name: all of them are named.
  const several = holdersOf(db, theirs.shared)
  const names = new Map([
    ...holderNames(db, [...people.keys()]),
    ...[...several].map(
      ([thing, { holders }]) => [thing, holders.map(({ label }) => label).join('、')] as const,
    ),
  ])
  const holdings = readEntities(db, inside)
  const shared = own.shared.filter((thing) =>
    linksOf(db, [thing], ['holds', 'uses']).some(({ fromId }) => fromId === me),
  )
  const told = (id: number): EntitySummary | undefined => people.get(id)
  return {
    held: holdersOf(db, [me]).get(me) ?? nobodyKnown,
    holdings: [...holdings.values()].toSorted(
      (one, other) => other.records - one.records || one.entityId - other.entityId,
    ),
    shared: [...readEntities(db, shared).values()],
    kinds: dealings
      .map(({ partners, ...dealing }): Dealing => ({
        ...dealing,
        partners: partners.flatMap(({ partner, through, ...rest }): readonly DealingPartner[] => {
          const entity = told(partner)
          if (entity === undefined) return []
          const name = names.get(partner)
          return [
            {
              ...rest,
              entity,
              through: through.flatMap((id) => (id === partner ? [] : (told(id) ?? []))),
              throughAll: through.filter((id) => id !== partner).length,
              ...(name === undefined || name === entity.label ? {} : { name }),
              ...(unheld.has(partner) ? { unheld: true as const } : {}),
            },
          ]
        }),
      }))
      .toSorted((one, other) => order(one.linkKind) - order(other.linkKind)),
  }
}
const namedAtMost = 4
const order = (linkKind: string): number => {
  const place = ['transfer', 'calls', 'messages'].indexOf(linkKind)
  return place === -1 ? 9 : place
}

interface RawPartner {
  readonly partner: number
  readonly through: readonly number[]
  readonly out?: DealingSums
  readonly in?: DealingSums
  readonly both?: DealingSums
}
function dealingOf(
  db: Db,
  linkKind: string,
  links: readonly Link[],
  me: number,
  partnerOf: (end: number) => number,
): Omit<Dealing, 'partners'> & { readonly partners: readonly RawPartner[] } {
  const sideOf = ({ fromId, toId, directed }: Link): 'out' | 'in' | 'both' | 'own' => {
    const [from, to] = [partnerOf(fromId), partnerOf(toId)]
    if (from === me && to === me) return 'own'
    return !directed ? 'both' : from === me ? 'out' : 'in'
  }
  const sides = Map.groupBy(links, sideOf)
  const across = links.filter((link) => sideOf(link) !== 'own')
  const farEnd = ({ fromId, toId }: Link): number => (partnerOf(fromId) === me ? toId : fromId)
  const partners = [...Map.groupBy(across, (link) => partnerOf(farEnd(link)))].map(
    ([partner, group]): RawPartner => {
      const lines = joinedEdges(
        group.map((link) => {
          const outward = partnerOf(link.fromId) === me || !link.directed
          return {
            ...link,
            fromId: outward ? me : partner,
            toId: outward ? partner : me,
            folded: true as const,
          }
        }),
      )
      const line = (find: (edge: JoinedEdge) => boolean): DealingSums | undefined => {
        const found = lines.find(find)
        return found === undefined ? undefined : sumsOf(db, found)
      }
      const [out, back, both] = [
        line((edge) => edge.directed && edge.fromId === me),
        line((edge) => edge.directed && edge.fromId !== me),
        line((edge) => !edge.directed),
      ]
      return {
        partner,
        through: [...new Set(group.map(farEnd))],
        ...(out === undefined ? {} : { out }),
        ...(back === undefined ? {} : { in: back }),
        ...(both === undefined ? {} : { both }),
      }
    },
  )
  const total = (side: 'out' | 'in' | 'both' | 'own'): Partial<Record<typeof side, DealingSums>> => {
    const group = sides.get(side) ?? []
    if (group.length === 0) return {}
    const linkIds = group.map(({ linkId }) => linkId)
    return { [side]: { ...sumsTogether(db, linkIds), linkIds } }
  }
  const months = (side: 'out' | 'in' | 'both') =>
    monthsTogether(
      db,
      (sides.get(side) ?? []).map(({ linkId }) => linkId),
    )
  return {
    linkKind,
    ...total('out'),
    ...total('in'),
    ...total('both'),
    ...total('own'),
    months: { out: months('out'), in: months('in'), both: months('both') },
    partners: partners.toSorted(
      (one, other) =>
        sizeOfPartner(other) - sizeOfPartner(one) ||
        countOf(other) - countOf(one) ||
        one.partner - other.partner,
    ),
  }
}
const sumsIn = ({ out, in: back, both }: RawPartner): readonly DealingSums[] =>
  [out, back, both].flatMap((sums) => sums ?? [])
const sizeOfPartner = (partner: RawPartner): number =>
  sumsIn(partner).reduce((sum, each) => sum + Math.abs(sizeOf(yuanOf(each) ?? 0)), 0)
const countOf = (partner: RawPartner): number => sumsIn(partner).reduce((sum, { count }) => sum + count, 0)

/** What a line adds up to; where its parts may rest on the same rows, or one conflict may move several of them, each row is counted once. */
function sumsOf(db: Db, line: JoinedEdge): DealingSums {
  const { count, amount, others, quantity, firstTime, lastTime, doubts, parts } = line
  if (line.atMost === true || (parts.length > 1 && doubts !== undefined))
    return { ...sumsTogether(db, parts), linkIds: parts }
  const sums = { count, amount, ...(others === undefined ? {} : { others }), quantity, firstTime, lastTime }
  return { ...sums, ...(doubts === undefined ? {} : { doubts }), linkIds: parts }
}
