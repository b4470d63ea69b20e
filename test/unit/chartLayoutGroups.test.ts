/** Layouts keep an open group made by hand together: nobody else stands in its frame, and its members do not lie on each other. */
import { describe, expect, test } from 'vitest'
import { boundsOf } from '../../shared/model/chart/layouts/boxes.ts'
import { layOutTogether } from '../../shared/model/chart/layouts/together.ts'
import { finished, type LayoutItem, type LayoutLink } from '../../shared/model/chart/layouts/types.ts'
import { type ChartLayout, chartLayouts } from '../../shared/model/chart/settings.ts'

const names = chartLayouts.filter((name) => name !== 'lanes' && name !== 'time')
const options = { aspect: 1.6, seed: 7, chosen: [] }
function chart(
  groupOf: (index: number) => string | undefined,
  pinned: (index: number) => boolean = () => false,
) {
  const items = Array.from({ length: 40 }, (_, index): LayoutItem => {
    const group = groupOf(index)
    return {
      id: `n${index}`,
      kind: index % 3 === 0 ? 'person' : 'bankAccount',
      half: 30,
      above: 20,
      below: 50,
      weight: index,
      first: null,
      at: { x: (index % 8) * 90, y: Math.floor(index / 8) * 110 },
      pinned: pinned(index),
      ...(group === undefined ? {} : { group }),
    }
  })
  const links = Array.from({ length: 60 }, (_, index): LayoutLink => ({
    from: `n${(index * 7) % 40}`,
    to: `n${(index * 11 + 3) % 40}`,
    kind: index % 5 === 0 ? 'reportsTo' : 'transfer',
    weight: 1,
  }))
  return { items, links }
}
const laid = (name: ChartLayout, { items, links }: ReturnType<typeof chart>, chosen: string[] = []) =>
  finished(layOutTogether(name, items, links, { ...options, chosen }))

describe.each(names)('%s', (name) => {
  const two = chart((index) => (index % 5 === 0 ? '1' : index % 7 === 1 ? '2' : undefined))
  test('nobody else stands in the frame of a group, and every item has a place of its own', () => {
    const places = laid(name, two)
    expect([...places.keys()].toSorted()).toEqual(two.items.map(({ id }) => id).toSorted())
    expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(40)
    for (const group of ['1', '2']) {
      const own = two.items.filter((item) => item.group === group)
      const box = boundsOf(
        own,
        own.map(({ id, at }) => places.get(id) ?? at),
      )
      const strangers = two.items.filter((item) => {
        const { x, y } = places.get(item.id) ?? item.at
        return item.group !== group && x > box.left && x < box.right && y > box.top && y < box.bottom
      })
      expect(strangers.map(({ id }) => id)).toEqual([])
    }
  })
  test('the same whatever the order; without groups as before', () => {
    const turned = { items: two.items.toReversed(), links: two.links.toReversed() }
    const sorted = (places: ReturnType<typeof laid>) =>
      [...places].toSorted(([one], [other]) => (one < other ? -1 : 1))
    expect(sorted(laid(name, turned))).toEqual(sorted(laid(name, two)))
  })
})
test('what is pinned keeps its place; a group with somebody pinned is not kept together', () => {
  const some = chart(
    (index) => (index < 6 ? '1' : undefined),
    (index) => index === 3 || index === 30,
  )
  const places = laid('force', some)
  for (const id of ['n3', 'n30'])
    expect(places.get(id)).toEqual(some.items.find((item) => item.id === id)?.at)
})
test('a part that is laid out takes nobody else with it', () => {
  const some = chart((index) => (index < 6 ? '1' : undefined))
  expect([...laid('force', some, ['n1', 'n20', 'n21']).keys()].toSorted()).toEqual(['n1', 'n20', 'n21'])
})
