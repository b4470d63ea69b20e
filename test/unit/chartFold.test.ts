import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentOf } from '../../shared/model/chart/content.ts'
import { foldIntoPeople, foldingOf } from '../../shared/model/chart/fold.ts'
import { placedWithGroups } from '../../shared/model/chart/groups.ts'
import { defaultSettings, foldings } from '../../shared/model/chart/settings.ts'
import { mayShareRows } from '../../shared/model/chart/sharedRows.ts'
import { partsKey } from '../../shared/model/chart/joinedLines.ts'
import { nodesWith, visibleChart, withInside } from '../../shared/model/chart/visible.ts'
import { bigOf } from '../../shared/model/minor.ts'
import type { ChartEdge, ChartNode, ChartSettings } from '../../shared/contract/index.ts'

const node = (entityId: number, kind: string, change: Partial<ChartNode> = {}): ChartNode => ({
  entityId,
  kind,
  label: `实体${entityId}`,
  sublabel: '',
  nameOnly: false,
  x: entityId,
  y: 0,
  pinned: false,
  hidden: false,
  degree: 1,
  shown: 1,
  amount: 0,
  note: '',
  ...change,
})
let links = 1_000
const link = (
  fromId: number,
  linkKind: string,
  toId: number,
  amount: number | null = null,
  change: Partial<ChartEdge> = {},
): ChartEdge => ({
  linkId: links++,
  linkKind,
  fromId,
  toId,
  directed: true,
  count: 1,
  amount,
  quantity: null,
  firstTime: null,
  lastTime: null,
  rule: 'transfer.bank',
  ...change,
})
const folded = (nodes: ChartNode[], edges: ChartEdge[], change: Partial<ChartSettings> = {}) =>
  visibleChart(contentOf({ nodes, edges }), { ...defaultSettings, foldBy: 'people', ...change })
const intoOf = (nodes: ChartNode[], edges: ChartEdge[], open: number[] = []) =>
  Object.fromEntries(foldIntoPeople(nodes, edges, open).into)

describe('who is drawn inside of whom', () => {
  test('an account, a phone and a vehicle inside of the one who holds them, also an organisation', () => {
    const nodes = [
      node(1, 'person'),
      node(2, 'organisation'),
      node(3, 'bankAccount'),
      node(4, 'phone'),
      node(5, 'vehicle'),
    ]
    const edges = [link(1, 'holds', 3), link(1, 'uses', 4), link(2, 'holds', 5)]
    expect(intoOf(nodes, edges)).toEqual({ 3: 1, 4: 1, 5: 2 })
  })
  test('who holds comes before who uses; two who hold, or two who use and nobody holds, leave it by itself and it is told', () => {
    const nodes = [
      node(1, 'person'),
      node(2, 'person'),
      node(3, 'bankAccount'),
      node(4, 'bankAccount'),
      node(5, 'phone'),
    ]
    const edges = [
      link(1, 'holds', 3),
      link(2, 'uses', 3),
      link(1, 'holds', 4),
      link(2, 'holds', 4),
      link(1, 'uses', 5),
      link(2, 'uses', 5),
    ]
    const folding = foldIntoPeople(nodes, edges)
    expect(Object.fromEntries(folding.into)).toEqual({ 3: 1 })
    expect(folding.shared).toEqual([4, 5])
    expect(folding.unheld).toEqual([])
  })
  test('what has no known holder is told; a place, a website and a work are things of their own', () => {
    const nodes = [node(1, 'person'), node(2, 'bankAccount'), node(3, 'website'), node(4, 'place')]
    const folding = foldIntoPeople(nodes, [link(1, 'manages', 3), link(1, 'keeps', 4), link(1, 'holds', 4)])
    expect(folding.into.size).toBe(0)
    expect(folding.unheld).toEqual([2])
  })
  test('a shop inside of the holder of the only accounts it collects to; not where two hold them, nor where one of them has no holder', () => {
    const nodes = [
      node(1, 'person'),
      node(2, 'person'),
      node(3, 'shop'),
      node(4, 'paymentAccount'),
      node(5, 'paymentAccount'),
    ]
    const held = [link(1, 'holds', 4), link(3, 'collects', 4), link(3, 'collects', 5)]
    expect(intoOf(nodes, [...held, link(1, 'holds', 5)])).toEqual({ 3: 1, 4: 1, 5: 1 })
    expect(intoOf(nodes, [...held, link(2, 'holds', 5)])).toEqual({ 4: 1, 5: 2 })
    expect(intoOf(nodes, held)).toEqual({ 4: 1 })
  })
  test('what only one account uses inside of that account, where no person holds it; an account that uses a held card is not taken for its holder', () => {
    const nodes = [
      node(1, 'person'),
      node(2, 'siteAccount'),
      node(3, 'bankAccount'),
      node(4, 'phone'),
      node(5, 'siteAccount'),
    ]
    expect(intoOf(nodes, [link(2, 'uses', 3), link(2, 'uses', 4)])).toEqual({ 3: 2, 4: 2 })
    expect(
      intoOf(nodes, [link(2, 'uses', 3), link(1, 'holds', 3), link(2, 'uses', 4), link(5, 'uses', 4)]),
    ).toEqual({ 3: 1 })
  })
  test('what an account uses that is inside of somebody stands by itself: nobody is said to use it', () => {
    const nodes = [node(1, 'person'), node(2, 'siteAccount'), node(3, 'phone')]
    const folding = foldIntoPeople(nodes, [link(1, 'holds', 2), link(2, 'uses', 3)])
    expect([Object.fromEntries(folding.into), folding.unheld]).toEqual([{ 2: 1 }, [3]])
  })
  test('two accounts that use each other are folded once, whatever the order', () => {
    const nodes = [node(1, 'siteAccount'), node(2, 'socialAccount')]
    const edges = [link(1, 'uses', 2), link(2, 'uses', 1)]
    expect(intoOf(nodes, edges)).toEqual({ 2: 1 })
    expect(intoOf(nodes.toReversed(), edges.toReversed())).toEqual({ 2: 1 })
  })
  test('what is open stands by itself: one thing, or a holder with all it holds', () => {
    const nodes = [node(1, 'person'), node(3, 'bankAccount'), node(4, 'phone')]
    const edges = [link(1, 'holds', 3), link(1, 'uses', 4)]
    expect(intoOf(nodes, edges, [3])).toEqual({ 4: 1 })
    expect(intoOf(nodes, edges, [1])).toEqual({})
  })
})

describe('lines of a folded chart', () => {
  const people = [node(1, 'person'), node(2, 'person')]
  const accounts = [node(11, 'bankAccount'), node(12, 'bankAccount'), node(21, 'bankAccount')]
  const held = [link(1, 'holds', 11), link(1, 'holds', 12), link(2, 'holds', 21)]
  test('one line a kind and direction, with the sum of all parts; what stays within one person is no line', () => {
    const { nodes, edges } = folded(
      [...people, ...accounts],
      [
        ...held,
        link(11, 'transfer', 21, 100, { firstTime: '2022-01-02', lastTime: '2022-01-05' }),
        link(12, 'transfer', 21, 50, { firstTime: '2022-01-01', lastTime: '2022-01-03' }),
        link(21, 'transfer', 12, 7),
        link(11, 'transfer', 12, 1_000),
      ],
    )
    expect(nodes.map(({ entityId, inside, amount }) => [entityId, inside, amount])).toEqual([
      [1, [11, 12], 157],
      [2, [21], 157],
    ])
    expect(
      edges.map(({ fromId, toId, count, amount, firstTime, lastTime }) => [
        fromId,
        toId,
        count,
        amount,
        firstTime,
        lastTime,
      ]),
    ).toEqual([
      [1, 2, 2, 150, '2022-01-01', '2022-01-05'],
      [2, 1, 1, 7, null, null],
    ])
  })
  test('a line without a direction is one, whichever way its parts were kept', () => {
    const { edges } = folded(
      [...people, ...accounts],
      [
        ...held,
        link(11, 'transfer', 21, 5, { directed: false }),
        link(21, 'transfer', 12, 6, { directed: false }),
      ],
    )
    expect(edges.map(({ fromId, toId, amount }) => [fromId, toId, amount])).toEqual([[1, 2, 11]])
  })
  test('the least amount is asked of the line as it is drawn, at the limit and beside it', () => {
    const chart = [...held, link(11, 'transfer', 21, 60), link(12, 'transfer', 21, 40)]
    const lines = (minAmount: number) => folded([...people, ...accounts], chart, { minAmount }).edges.length
    expect([lines(100), lines(101)]).toEqual([1, 0])
  })
  test('kinds that are taken away are those in sight: the accounts inside still count', () => {
    const { edges, filtered } = folded([...people, ...accounts], [...held, link(11, 'transfer', 21, 60)], {
      hiddenKinds: ['bankAccount'],
    })
    expect(edges.map(({ amount }) => amount)).toEqual([60])
    expect(filtered).toBe(0)
  })
  test('where parts may rest on the same rows the line says at most, until the rows were counted', () => {
    const chart = [
      ...held,
      link(11, 'transfer', 21, 60, { rule: 'transfer.bank' }),
      link(12, 'transfer', 21, 60, { rule: 'transfer.toPay' }),
    ]
    const content = contentOf({ nodes: [...people, ...accounts], edges: chart })
    const settings: ChartSettings = { ...defaultSettings, foldBy: 'people' }
    const [line] = visibleChart(content, settings).edges
    expect(line).toMatchObject({ amount: 120, count: 2, atMost: true })
    const sums = new Map([
      [
        partsKey(line ?? { parts: [] }),
        { count: 1, amount: 60, quantity: null, firstTime: null, lastTime: null },
      ],
    ])
    const counted = visibleChart(content, settings, sums)
    expect(counted.edges[0]).toMatchObject({ amount: 60, count: 1 })
    expect(counted.edges[0]?.atMost).toBeUndefined()
    expect(counted.nodes.map(({ amount }) => amount)).toEqual([60, 60])
  })
  test('which rules may share rows: two of one table, one whose end is filled more than once, an unknown one', () => {
    expect(mayShareRows(['transfer.bank', 'transfer.bank'])).toBe(false)
    expect(mayShareRows(['transfer.bank', 'call.calls'])).toBe(false)
    expect(mayShareRows(['transfer.bank', 'transfer.toPay'])).toBe(true)
    expect(mayShareRows(['journey.fellow', 'journey.fellow'])).toBe(true)
    expect(mayShareRows(['transfer.bank', undefined])).toBe(true)
    expect(mayShareRows(['transfer.bank'])).toBe(false)
  })
})

describe('what is done on a folded chart reaches what is inside', () => {
  const nodes = [
    node(1, 'person'),
    node(11, 'bankAccount', { label: '6217000000000000007' }),
    node(12, 'phone'),
    node(2, 'person'),
  ]
  const edges = [link(1, 'holds', 11), link(1, 'uses', 12), link(1, 'relatedTo', 2)]
  const visible = folded(nodes, edges)
  test('to hide, take off or copy somebody is to do it to what they hold, once each; somebody without is alone', () => {
    expect(withInside(visible, [1])).toEqual([1, 11, 12])
    expect(withInside(visible, [2, 1, 11])).toEqual([2, 1, 11, 12])
    expect(withInside(visible, [2])).toEqual([2])
    expect(withInside(folded(nodes, edges, { foldBy: 'none' }), [1])).toEqual([1])
  })
  test('a number inside is found at who holds it', () => {
    const all = new Map(nodes.map((each) => [each.entityId, each]))
    expect(nodesWith(visible, '6217', all)).toEqual([1])
    expect(nodesWith(visible, '实体2', all)).toEqual([2])
    expect(nodesWith(visible, '', all)).toEqual([])
  })
})

describe('other foldings', () => {
  const into = (
    foldBy: ChartSettings['foldBy'],
    nodes: readonly ChartNode[],
    edges: readonly ChartEdge[],
    unfolded: readonly number[] = [],
  ) => {
    const folding = foldingOf({ foldBy, unfolded }, nodes, edges)
    return { ...folding, into: Object.fromEntries(folding.into) }
  }
  test('by place: inside of the only place it belongs to; of two it is told, of none too', () => {
    const nodes = [node(1, 'place'), node(2, 'place'), ...[3, 4, 5].map((id) => node(id, 'person'))]
    const edges = [link(3, 'manages', 1), link(4, 'manages', 1), link(4, 'keeps', 2), link(3, 'staysAt', 2)]
    expect(into('place', nodes, edges)).toEqual({ into: { 3: 1 }, unheld: [5], shared: [4] })
    // A place within another is a place of its own.
    expect(into('place', nodes.slice(0, 2), [link(1, 'locatedAt', 2)])).toEqual({
      into: {},
      unheld: [],
      shared: [],
    })
  })
  test('by branch: below the second rank inside of it, by either kind of link; several superiors and rings stand by themselves', () => {
    const nodes = Array.from({ length: 9 }, (_, index) => node(index + 1, 'siteAccount'))
    const edges = [
      link(1, 'agentOf', 2),
      link(2, 'agentOf', 3),
      link(4, 'reportsTo', 3),
      link(5, 'reportsTo', 4),
      link(5, 'reportsTo', 3),
      link(6, 'agentOf', 7),
      link(7, 'agentOf', 8),
      link(8, 'agentOf', 7),
    ]
    const folded = into(
      'branch',
      nodes,
      edges.filter(({ linkId }) => linkId !== edges[5]?.linkId),
    )
    expect(folded).toEqual({ into: { 3: 2, 4: 2 }, unheld: [6, 9], shared: [5] })
    expect(into('branch', nodes, edges, [2]).into).toEqual({})
  })
  test('by branch: who stands below somebody of several superiors goes with that one, and of a ring and those below it nobody is folded', () => {
    const nodes = Array.from({ length: 9 }, (_, index) => node(index + 1, 'person'))
    const below = (one: number, other: number) => link(one, 'reportsTo', other)
    // 3 reports to 1 and 2; 4 to 3, 5 to 4. 6, 7 and 8 go round; 9 reports into the ring.
    const edges = [
      ...[below(3, 1), below(3, 2), below(4, 3), below(5, 4)],
      ...[below(6, 7), below(7, 8), below(8, 6), below(9, 6)],
    ]
    expect(into('branch', nodes, edges)).toEqual({ into: { 5: 4 }, unheld: [], shared: [3] })
  })
  test('by community whoever has most dealings stands for the others, not who was there first', () => {
    const nodes = [1, 2, 3, 9].map((id) => node(id, 'person'))
    const edges = [1, 2, 3].map((id) => link(9, 'transfer', id, 10, { count: 4 }))
    expect(into('community', nodes, edges).into).toEqual({ 1: 9, 2: 9, 3: 9 })
    // Of equal ones the lower number.
    expect(into('community', nodes.slice(0, 2), [link(2, 'transfer', 1, 1)]).into).toEqual({ 2: 1 })
  })
  test('by kind and by community a node stands for all, is called so, and has the sums to others', () => {
    const nodes = [
      ...[1, 2, 3].map((id) => node(id, 'person')),
      ...[11, 12, 13].map((id) => node(id, 'bankAccount')),
    ]
    const edges = [
      ...[1, 2, 3].flatMap((id) => [link(id, 'transfer', (id % 3) + 1, 10, { count: 9 })]),
      ...[11, 12, 13].flatMap((id) => [link(id, 'transfer', id === 13 ? 11 : id + 1, 10, { count: 9 })]),
      link(1, 'transfer', 11, 7),
    ]
    expect(into('kind', nodes, edges).into).toEqual({ 2: 1, 3: 1, 12: 11, 13: 11 })
    expect(into('community', nodes, edges).into).toEqual({ 2: 1, 3: 1, 12: 11, 13: 11 })
    // However much is said by hand, files alone say who belongs together.
    for (const said of ['statedConfirmed', 'statedProbable', 'statedDisputed'])
      expect(
        into('community', nodes, [
          ...edges,
          ...[11, 12, 13].flatMap((id) => [link(id, said, 2, null, { count: 900 })]),
        ]),
      ).toEqual(into('community', nodes, edges))
    const kinds = folded(nodes, edges, { foldBy: 'kind' })
    expect(kinds.nodes).toMatchObject([
      { label: '×3', grouped: true, amount: 7 },
      { label: '×3', grouped: true, amount: 7 },
    ])
    expect(folded(nodes, edges, { foldBy: 'community' }).nodes[0]).toMatchObject({ label: '实体1 +2' })
    // A kind that is taken away goes before, whoever it would be drawn inside of.
    const left = folded(nodes, edges, { foldBy: 'community', hiddenKinds: ['bankAccount'] })
    expect([left.nodes.length, left.filtered]).toEqual([1, 3])
  })
})

describe('folding loses nothing', () => {
  const kinds = ['person', 'organisation', 'bankAccount', 'phone', 'siteAccount', 'shop', 'place'] as const
  const chart = fc
    .record({
      nodes: fc.array(fc.constantFrom(...kinds), { minLength: 1, maxLength: 14 }),
      edges: fc.array(
        fc.tuple(
          fc.nat(13),
          fc.constantFrom(
            'holds',
            'uses',
            'collects',
            'transfer',
            'calls',
            'agentOf',
            'reportsTo',
            'locatedAt',
          ),
          fc.nat(13),
          fc.integer({ min: -50, max: 1_000 }),
          fc.boolean(),
        ),
        { maxLength: 40 },
      ),
      open: fc.array(fc.nat(13), { maxLength: 3 }),
      // In which group each stands, none for 3; which are closed.
      groupOf: fc.array(fc.nat(3), { minLength: 14, maxLength: 14 }),
      closed: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { maxLength: 3 }),
    })
    .map(({ nodes, edges, open, groupOf, closed }) => ({
      nodes: nodes.map((kind, index) => node(index + 1, kind)),
      edges: edges
        .filter(([from, , to]) => from < nodes.length && to < nodes.length)
        .map(([from, kind, to, amount, directed], index) =>
          link(from + 1, kind, to + 1, kind === 'transfer' ? amount : null, { directed, linkId: index + 1 }),
        ),
      open: open.map((id) => id + 1),
      closed,
      groups: [1, 2, 3].map((groupId) => ({
        groupId,
        title: `组${groupId}`,
        members: nodes.flatMap((_kind, index) => (groupOf[index] === groupId - 1 ? [index + 1] : [])),
        at: '',
        operator: '',
      })),
    }))
  test.each(foldings)(
    'by %s, with random groups: every link is in one line or within one node, sums add up, and the order of the chart does not matter',
    (foldBy) => {
      fc.assert(
        fc.property(chart, ({ nodes, edges, open, groups, closed }) => {
          const settings = { ...defaultSettings, foldBy, unfolded: open, closedGroups: closed }
          const {
            nodes: drawn,
            edges: lines,
            folding,
          } = visibleChart(contentOf({ nodes, edges, groups }), settings)
          const topOf = (id: number) => folding.into.get(id) ?? id
          const between = edges.filter(
            ({ fromId, toId }) =>
              topOf(fromId) !== topOf(toId) || (fromId === toId && !folding.into.has(fromId)),
          )
          expect(lines.flatMap(({ parts }) => parts).toSorted((a, b) => a - b)).toEqual(
            between.map(({ linkId }) => linkId).toSorted((a, b) => a - b),
          )
          const total = (list: readonly ChartEdge[]) =>
            list.reduce((sum, { amount }) => sum + bigOf(amount ?? 0), 0n)
          expect(total(lines)).toBe(total(between))
          // Each entity is a node or inside of one that is drawn; what another is inside of is inside of nothing.
          const inside = drawn.flatMap((each) => each.inside ?? [])
          expect([...drawn.map(({ entityId }) => entityId), ...inside].toSorted((a, b) => a - b)).toEqual(
            nodes.map(({ entityId }) => entityId),
          )
          for (const top of folding.into.values()) expect(folding.into.has(top)).toBe(false)
          // Closed, a group is one node: no two of it are drawn, and in it is nobody but its members and what they hold.
          const alone = foldingOf({ foldBy, unfolded: open }, nodes, edges)
          for (const group of groups) {
            const own = group.members.filter((member) => !alone.into.has(member))
            if (!closed.includes(group.groupId) || own.length === 0) continue
            const stands = drawn.filter(({ groupId }) => groupId === group.groupId)
            expect(stands).toHaveLength(1)
            expect(stands[0]?.label).toBe(group.title)
            const all = nodes.filter(({ entityId }) => own.includes(alone.into.get(entityId) ?? entityId))
            expect([stands[0]?.entityId, ...(stands[0]?.inside ?? [])].toSorted()).toEqual(
              all.map(({ entityId }) => entityId).toSorted(),
            )
          }
          const turned = visibleChart(
            contentOf({ nodes: nodes.toReversed(), edges: edges.toReversed(), groups }),
            { ...settings, unfolded: open.toReversed() },
          )
          expect(new Map(turned.folding.into)).toEqual(new Map([...folding.into]))
        }),
      )
    },
  )
})

describe('groups made by hand', () => {
  const group = (groupId: number, members: readonly number[]) => ({
    groupId,
    title: `组${groupId}`,
    members,
    at: '',
    operator: '',
  })
  const nodes = [
    node(1, 'person'),
    node(2, 'person'),
    node(3, 'person'),
    node(11, 'bankAccount'),
    node(12, 'bankAccount'),
  ]
  const edges = [
    link(1, 'holds', 11),
    link(2, 'holds', 12),
    link(11, 'transfer', 12, 50),
    link(11, 'transfer', 3, 7),
    link(12, 'transfer', 3, 8),
    link(3, 'transfer', 11, 1),
  ]
  const look = (
    groups: readonly ReturnType<typeof group>[],
    change: Partial<ChartSettings> = {},
  ): ReturnType<typeof visibleChart> =>
    visibleChart(contentOf({ nodes, edges, groups }), {
      ...defaultSettings,
      closedGroups: groups.map(({ groupId }) => groupId),
      ...change,
    })
  test('closed it is one node with the sums to others; what goes on within is in none', () => {
    const visible = look([group(1, [1, 2, 11, 12])])
    expect(visible.nodes).toMatchObject([
      {
        entityId: 1,
        kind: 'group',
        label: '组1',
        sublabel: '×4',
        amount: 16,
        inside: [2, 11, 12],
        groupId: 1,
      },
      { entityId: 3 },
    ])
    expect(visible.edges.map(({ fromId, toId, amount }) => [fromId, toId, amount])).toEqual([
      [1, 3, 15],
      [3, 1, 1],
    ])
  })
  test('over a chart of people it takes what its members hold; a member inside of somebody who is not of it stays there', () => {
    const people = look([group(1, [1, 2])], { foldBy: 'people' })
    expect(people.nodes.map(({ entityId, inside }) => [entityId, inside])).toEqual([
      [1, [11, 12, 2]],
      [3, undefined],
    ])
    expect(people.edges.map(({ amount }) => amount)).toEqual([15, 1])
    const apart = look([group(1, [11, 3])], { foldBy: 'people' })
    expect(apart.nodes.map(({ entityId, inside }) => [entityId, inside])).toEqual([
      [1, [11]],
      [2, [12]],
      [3, []],
    ])
  })
  test('one member alone, open groups, and kinds that are filtered away', () => {
    expect(look([group(1, [3])]).nodes.find(({ entityId }) => entityId === 3)).toMatchObject({
      label: '组1',
      sublabel: '×1',
    })
    expect(look([group(1, [1, 2])], { closedGroups: [] }).open).toEqual([
      { groupId: 1, title: '组1', drawn: [1, 2] },
    ])
    // The lowest of it is filtered away: the others still stand for the group.
    const left = look([group(1, [1, 11, 12])], { hiddenKinds: ['person'] })
    expect(left.nodes).toMatchObject([{ entityId: 11, label: '组1', inside: [12] }])
    const folded = look([group(1, [1, 3])], { foldBy: 'people', hiddenKinds: ['person'] })
    expect(folded.nodes).toEqual([])
  })
  test('by hand a closed group goes with all that is in it; an open one and a folded person do not', () => {
    const places = [{ entityId: 1, x: 101, y: 50 }]
    const all = new Map(nodes.map((each) => [each.entityId, each]))
    expect(placedWithGroups(places, look([group(1, [1, 2])]), all)).toEqual([
      ...places,
      { entityId: 2, x: 102, y: 50 },
    ])
    expect(placedWithGroups(places, look([group(1, [1, 2])], { closedGroups: [] }), all)).toEqual(places)
    expect(placedWithGroups(places, look([], { foldBy: 'people' }), all)).toEqual(places)
  })
  test('search in the chart finds the group by who is in it, and by its title', () => {
    const visible = look([group(1, [1, 2])])
    const all = new Map(nodes.map((each) => [each.entityId, each]))
    expect(nodesWith(visible, '实体2', all)).toEqual([1])
    expect(nodesWith(visible, '实体1', all)).toContain(1)
    expect(nodesWith(visible, '组1', all)).toEqual([1])
  })
})
