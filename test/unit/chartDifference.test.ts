import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ChartSettings } from '../../shared/contract/index.ts'
import { differenceOf, linksKey, moreBy, openLines, reversed } from '../../shared/model/chart/difference.ts'
import { foldings } from '../../shared/model/chart/settings.ts'
import type { ChartReading, ReadingLine, ReadingNode } from '../../shared/model/chart/reading.ts'
import { defaultSettings } from '../../shared/model/chart/settings.ts'
import { bigOf } from '../../shared/model/minor.ts'

const kinds = ['person', 'organisation', 'bankAccount', 'phone', 'siteAccount', 'shop', 'place']
/** Entities keep their kind whatever happens; which of them are one, and which stand on the chart, is drawn. */
const kindOf = (entity: number): string => kinds[entity % kinds.length] ?? ''
const reading: fc.Arbitrary<ChartReading> = fc
  .record({
    standing: fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { maxLength: 12 }),
    // Those of one kind that are one: the lowest stands for them.
    merged: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 2 }),
    places: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 29, maxLength: 29 }),
    hidden: fc.boolean(),
    sizeBy: fc.constantFrom('none' as const, 'amount' as const),
    lines: fc.array(
      fc.record({
        from: fc.nat(),
        to: fc.nat(),
        linkKind: fc.constantFrom('transfer', 'holds', 'uses', 'call', 'superior'),
        count: fc.integer({ min: 1, max: 9 }),
        amount: fc.option(fc.integer({ min: 0, max: 1_000 })),
        other: fc.option(fc.integer({ min: 1, max: 1_000 })),
        directed: fc.boolean(),
      }),
      { maxLength: 25 },
    ),
  })
  .map(({ standing, merged, places, hidden, sizeBy, lines }) => {
    const seen = (entity: number): number =>
      merged.includes(entity % kinds.length) ? entity % kinds.length || kinds.length : entity
    const groups = Map.groupBy(standing, seen)
    const nodes = [...groups].map(([entityId, all]): ReadingNode => ({
      entityId,
      kind: kindOf(entityId),
      label: `实体${entityId}`,
      sublabel: '',
      nameOnly: false,
      x: places[entityId] ?? 0,
      y: 0,
      pinned: false,
      hidden: hidden && entityId % 3 === 0,
      note: '',
      members: [...new Set([entityId, ...all])],
    }))
    const told = new Map<string, ReadingLine>()
    for (const { from, to, linkKind, count, amount, other, directed } of lines) {
      const [one, two] = [nodes[from % (nodes.length || 1)], nodes[to % (nodes.length || 1)]]
      if (one === undefined || two === undefined || one === two) continue
      const key = `${linkKind} ${one.entityId} ${two.entityId} ${String(directed)}`
      told.set(key, {
        linkId: told.size + 1,
        linkKind,
        fromId: one.entityId,
        toId: two.entityId,
        directed,
        count,
        amount,
        ...(other === null ? {} : { others: [{ currency: 'USD', sum: other }] }),
        quantity: null,
        firstTime: null,
        lastTime: null,
        rule: `transfer.${linkKind}`,
      })
    }
    return {
      settings: { ...defaultSettings, sizeBy },
      nodes,
      lines: [...told.values()],
      sums: [],
      assumed: [],
    }
  })
const view = fc.constantFrom(...foldings).map((foldBy): ChartSettings => ({ ...defaultSettings, foldBy }))
const total = (lines: readonly Pick<ReadingLine, 'count' | 'amount' | 'others'>[]) => ({
  count: lines.reduce((sum, { count }) => sum + count, 0),
  CNY: lines.reduce((sum, { amount }) => sum + bigOf(amount ?? 0), 0n),
  USD: lines.reduce(
    (sum, { others = [] }) => sum + others.reduce((all, each) => all + bigOf(each.sum), 0n),
    0n,
  ),
})

describe('the difference of two readings', () => {
  test('of a state with itself is empty, however it is folded', () => {
    fc.assert(
      fc.property(reading, view, (state, how) => {
        const { nodes, lines, settings, withinChanged } = differenceOf(state, structuredClone(state), how)
        expect({ nodes, lines, settings, withinChanged }).toEqual({
          nodes: [],
          lines: [],
          settings: [],
          withinChanged: 0,
        })
      }),
    )
  })
  test('seen from the other side is the same with before and after changed over', () => {
    fc.assert(
      fc.property(reading, reading, view, (one, other, how) => {
        const { places: _places, ...back } = differenceOf(other, one, how)
        expect(reversed(differenceOf(one, other, how))).toEqual(back)
      }),
    )
  })
  test('adds up: unfolded, what lines have more is what the second reading has more than the first, a currency at a time', () => {
    fc.assert(
      fc.property(reading, reading, (one, other) => {
        const { lines, nodes } = differenceOf(one, other, defaultSettings)
        const more = { count: 0, CNY: 0n, USD: 0n }
        for (const line of lines) {
          const { count, sums } = moreBy(line)
          more.count += count
          for (const { currency, sum } of sums) more[currency as 'CNY' | 'USD'] += bigOf(sum)
        }
        // Between two that are one on the other side there is no line to compare with.
        fc.pre(!nodes.some(({ what }) => what.includes('merged') || what.includes('split')))
        const [then, now] = [total(one.lines), total(other.lines)]
        expect(more).toEqual({
          count: now.count - then.count,
          CNY: now.CNY - then.CNY,
          USD: now.USD - then.USD,
        })
      }),
    )
  })
})

describe('what became of a node', () => {
  const at = (entityId: number, change: Partial<ReadingNode> = {}): ReadingNode => ({
    entityId,
    kind: 'person',
    label: `人${entityId}`,
    sublabel: '',
    nameOnly: false,
    x: 0,
    y: 0,
    pinned: false,
    hidden: false,
    note: '',
    members: [entityId],
    ...change,
  })
  const state = (nodes: readonly ReadingNode[]): ChartReading => ({
    settings: defaultSettings,
    nodes,
    lines: [],
    sums: [],
    assumed: [],
  })
  const what = (before: readonly ReadingNode[], after: readonly ReadingNode[]) =>
    differenceOf(state(before), state(after), defaultSettings).nodes.map(({ id, state: is, what: how }) => [
      id,
      is,
      ...how,
    ])
  test('up to 5 units it has not moved', () => {
    expect(what([at(1)], [at(1, { x: 3, y: 4 })])).toEqual([])
    expect(what([at(1)], [at(1, { x: 3, y: 4.1 })])).toEqual([[1, 'changed', 'moved']])
  })
  test('two that are one now, one that is two now, and one that took in somebody who was not there', () => {
    expect(what([at(1), at(2)], [at(1, { members: [1, 2] })])).toEqual([[1, 'changed', 'merged']])
    expect(what([at(7, { members: [7, 1, 2] })], [at(1), at(2)])).toEqual([[1, 'changed', 'split']])
    expect(what([at(1)], [at(1, { members: [1, 5] })])).toEqual([[1, 'changed', 'merged']])
    // By another number, and still the same two.
    expect(what([at(1), at(2)], [at(9, { members: [9, 1, 2] })])).toEqual([[1, 'changed', 'merged']])
  })
  test('hidden, pinned, noted, named otherwise, come and gone', () => {
    expect(what([at(1)], [at(1, { hidden: true, pinned: true, note: '嫌疑人', label: '某' })])).toEqual([
      [1, 'changed', 'hidden', 'pinned', 'note', 'name'],
    ])
    expect(what([at(1)], [at(2)])).toEqual([
      [1, 'gone'],
      [2, 'added'],
    ])
  })
})

describe('lines of a folded chart', () => {
  const at = (entityId: number, kind: string, change: Partial<ReadingNode> = {}): ReadingNode => ({
    entityId,
    kind,
    label: `${kind}${entityId}`,
    sublabel: '',
    nameOnly: false,
    x: 0,
    y: 0,
    pinned: false,
    hidden: false,
    note: '',
    members: [entityId],
    ...change,
  })
  const line = (
    linkId: number,
    fromId: number,
    linkKind: string,
    toId: number,
    amount: number | null,
    rule: string,
  ): ReadingLine => ({
    linkId,
    linkKind,
    fromId,
    toId,
    directed: true,
    count: 1,
    amount,
    quantity: null,
    firstTime: null,
    lastTime: null,
    rule,
  })
  const people = [at(1, 'person'), at(2, 'person'), at(11, 'bankAccount'), at(12, 'bankAccount')]
  const held = [
    line(1, 1, 'holds', 11, null, 'transfer.holds'),
    line(2, 1, 'holds', 12, null, 'transfer.holds'),
  ]
  const state = (lines: readonly ReadingLine[], nodes = people): ChartReading => ({
    settings: defaultSettings,
    nodes,
    lines: [...held, ...lines],
    sums: [],
    assumed: [],
  })
  const folded = { ...defaultSettings, foldBy: 'people' as const }
  test('what goes on within one node and where something inside stands is not drawn: lines are counted, places are not told', () => {
    const within = (bank: number, toPay: number) =>
      state([
        line(3, 11, 'transfer', 12, bank, 'transfer.bank'),
        line(4, 11, 'transfer', 12, toPay, 'transfer.toPay'),
      ])
    const of = (after: ChartReading) => {
      const { lines, withinChanged, nodes } = differenceOf(within(5, 7), after, folded)
      return [lines, withinChanged, nodes]
    }
    expect(of(within(5, 7))).toEqual([[], 0, []])
    expect(of(within(5, 8))).toEqual([[], 1, []])
    // Each says what the other said.
    expect(of(within(7, 5))).toEqual([[], 2, []])
    expect(of(state([]))).toEqual([[], 2, []])
    const elsewhere = people.map((node) => (node.entityId === 11 ? { ...node, x: 900 } : node))
    expect(differenceOf(state([], people), state([], elsewhere), folded).nodes).toEqual([])
    expect(differenceOf(state([], people), state([], elsewhere), defaultSettings).nodes).toMatchObject([
      { id: 11, what: ['moved'] },
    ])
  })
  test('where parts may rest on the same rows a side says at most, until its rows were counted', () => {
    const paid = (more: number) =>
      state([
        line(3, 11, 'transfer', 2, 60, 'transfer.bank'),
        line(4, 12, 'transfer', 2, 60 + more, 'transfer.toPay'),
      ])
    const open = differenceOf(paid(0), paid(1), folded)
    expect(open.lines).toMatchObject([
      { from: 1, to: 2, before: { amount: 120, atMost: true }, after: { amount: 121, atMost: true } },
    ])
    expect(openLines(open)).toEqual({ before: [[3, 4]], after: [[3, 4]] })
    const counted = (amount: number) =>
      new Map([
        [linksKey([4, 3]), { count: 1, amount, quantity: null, firstTime: null, lastTime: null }] as const,
      ])
    const [told] = differenceOf(paid(0), paid(1), folded, { before: counted(60), after: counted(61) }).lines
    expect(told).toMatchObject({ before: { count: 1, amount: 60 }, after: { count: 1, amount: 61 } })
    expect([told?.before?.atMost, told?.after?.atMost]).toEqual([undefined, undefined])
    // Counted they are the same: nothing differs.
    expect(differenceOf(paid(0), paid(1), folded, { before: counted(61), after: counted(61) }).lines).toEqual(
      [],
    )
  })
})

test('a setting that an earlier version did not know was as it is by default', () => {
  const { dropIdle: _unknown, ...earlier } = defaultSettings
  const of = (settings: ChartSettings): ChartReading => ({
    settings,
    nodes: [],
    lines: [],
    sums: [],
    assumed: [],
  })
  const differs = (after: ChartSettings) =>
    differenceOf(of(earlier as ChartSettings), of(after), defaultSettings).settings.map(
      ({ setting }) => setting,
    )
  expect(differs(defaultSettings)).toEqual([])
  expect(differs({ ...defaultSettings, dropIdle: !defaultSettings.dropIdle })).toEqual(['dropIdle'])
})
