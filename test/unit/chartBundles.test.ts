import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bundleCaption, bundlesOf } from '../../shared/model/chart/bundles.ts'
import { edgeCaption } from '../../shared/model/chart/captions.ts'
import { captionTexts } from '../../shared/model/chart/lineShape.ts'
import type { JoinedEdge } from '../../shared/model/chart/joinedLines.ts'

const line = (
  linkId: number,
  linkKind: string,
  [fromId, toId]: readonly [number, number],
  change: Partial<JoinedEdge> = {},
): JoinedEdge => ({
  linkId,
  linkKind,
  fromId,
  toId,
  directed: true,
  count: 1,
  amount: null,
  quantity: null,
  firstTime: null,
  lastTime: null,
  parts: [linkId],
  ...change,
})
const told = (...edges: JoinedEdge[]) =>
  bundlesOf(edges).map((bundle) => ({
    parts: bundle.parts.map(({ linkId }) => linkId),
    arrows: `${bundle.back ? '<' : ''}${bundle.fromId}-${bundle.toId}${bundle.forward ? '>' : ''}`,
    caption: bundleCaption(bundle, 'amount', 'zh-CN').map(({ way, text }) => `${way ?? '·'} ${text}`),
  }))

describe('what is drawn as one line between two', () => {
  const there = line(1, 'transfer', [7, 3], { amount: 500_000_00, count: 3 })
  const back = line(2, 'transfer', [3, 7], { amount: 900_000_00, count: 2 })
  test('one kind one way is the line it was', () => {
    expect(told(there)).toEqual([
      { parts: [1], arrows: '7-3>', caption: [`· ${edgeCaption(there, 'amount', 'zh-CN')}`] },
    ])
  })
  test('both directions are two lines of one caption, each with its own sum and number', () => {
    expect(told(there, back)).toEqual([
      { parts: [2, 1], arrows: '<3-7>', caption: ['forward 90.0 万 · 2 笔', 'back 50.0 万 · 3 笔'] },
    ])
  })
  test('one other kind is named in a line of its own; at three the sums that matter most stand first, by name', () => {
    const calls = line(3, 'calls', [3, 7], { count: 45 })
    const knows = line(4, 'relatedTo', [3, 7], { directed: false })
    expect(told(there, calls).map(({ caption }) => caption)).toEqual([
      ['forward 转账 50.0 万 · 3 笔', 'back 通话 45'],
    ])
    const [three] = told(knows, calls, there)
    expect(three?.parts).toEqual([1, 3, 4])
    expect(three?.caption[0]).toBe('forward 转账 50.0 万 · 3 笔')
    expect(three?.caption.at(-1)).toContain('另 2 类关系')
  })
  test('what is at most, and what nobody has decided, stays said in a bundle', () => {
    const most = line(1, 'transfer', [1, 2], { amount: 100_00, count: 2, atMost: true, folded: true })
    const open = line(2, 'orders', [1, 2], {
      amount: 300_00,
      count: 3,
      doubts: { fewer: 1, swings: [{ currency: 'CNY', less: 100_00, more: 0 }], each: [] },
    })
    const [{ caption = [] } = {}] = told(most, open)
    expect(caption.join('\n')).toContain('≤')
    expect(caption.join('\n')).toContain('2–3')
  })
  test('every line is in exactly one bundle, and no bundle is of two pairs', () => {
    const edges = fc.array(
      fc.tuple(
        fc.constantFrom('transfer', 'calls', 'holds', 'orders'),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        fc.option(fc.nat(1_000)),
      ),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(edges, (list) => {
        const lines = list.map(([kind, from, to, directed, amount], index) =>
          line(index + 1, kind, [from, to], { directed, amount }),
        )
        const bundles = bundlesOf(lines)
        expect(bundles.flatMap(({ parts }) => parts).toSorted((a, b) => a.linkId - b.linkId)).toEqual(lines)
        for (const { parts, fromId, toId, forward, back } of bundles) {
          for (const part of parts)
            expect([part.fromId, part.toId].toSorted()).toEqual([fromId, toId].toSorted())
          expect(forward).toBe(parts.some((part) => part.directed && part.fromId === fromId))
          expect(back).toBe(fromId !== toId && parts.some((part) => part.directed && part.fromId === toId))
        }
        const pairs = bundles.map(({ fromId, toId }) => [fromId, toId].toSorted().join())
        expect(new Set(pairs).size).toBe(pairs.length)
      }),
    )
  })
})

test('the arrow of a direction points the way it goes on the picture', () => {
  const caption = [
    { way: 'forward', text: 'a' },
    { way: 'back', text: 'b' },
    { way: null, text: 'c' },
  ] as const
  const at = (x: number, y: number) => captionTexts({ x: 0, y: 0 }, { x, y }, { caption })
  expect([at(10, 3), at(-10, 3), at(3, 10), at(3, -10)]).toEqual([
    ['→ a', '← b', 'c'],
    ['← a', '→ b', 'c'],
    ['↓ a', '↑ b', 'c'],
    ['↑ a', '↓ b', 'c'],
  ])
})
