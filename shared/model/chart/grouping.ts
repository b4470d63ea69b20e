/** Putting lines together by the two they run between, without making a text of each: charts have a hundred thousand. */

export interface Grouping {
  readonly count: number
  /** The members of group `at` are `members[place]` for places from `first[at]` to `first[at + 1]`, in their order; groups are in the order of their first members. */
  readonly first: Int32Array
  readonly members: Int32Array
}
/** Groups places from 0 to `length` by three numbers each: those of a group have all three the same. */
export function groupedByNumbers(
  length: number,
  ones: Float64Array,
  others: Float64Array,
  kinds: Int32Array,
): Grouping {
  let size = 16
  while (size < 2 * length) size *= 2
  // The first member of the group that lies there, from 1 on; 0 for a free place.
  const slots = new Int32Array(size)
  const groupOf = new Int32Array(length)
  let count = 0
  for (let place = 0; place < length; place++) {
    const [one, other, kind] = [ones[place] as number, others[place] as number, kinds[place] as number]
    let slot = mixed(one, other, kind) & (size - 1)
    for (;;) {
      const head = (slots[slot] as number) - 1
      if (head < 0) {
        slots[slot] = place + 1
        groupOf[place] = count++
        break
      }
      if (ones[head] === one && others[head] === other && kinds[head] === kind) {
        groupOf[place] = groupOf[head] as number
        break
      }
      slot = (slot + 1) & (size - 1)
    }
  }
  return { count, ...gathered(count, groupOf) }
}
function mixed(one: number, other: number, kind: number): number {
  const hash = Math.imul(one | 0, 0x9e3779b1) ^ Math.imul(other | 0, 0x85ebca6b) ^ Math.imul(kind, 0xc2b2ae35)
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return (spread ^ (spread >>> 13)) >>> 0
}
/** Places by the group each is in; those in a group below 0 are in none. */
export function gathered(count: number, groupOf: Int32Array): Pick<Grouping, 'first' | 'members'> {
  const first = new Int32Array(count + 1)
  for (const group of groupOf) if (group >= 0) first[group + 1] = (first[group + 1] as number) + 1
  for (let group = 0; group < count; group++)
    first[group + 1] = (first[group + 1] as number) + (first[group] as number)
  const next = first.slice(0, count)
  const members = new Int32Array(first[count] as number)
  for (let place = 0; place < groupOf.length; place++) {
    const group = groupOf[place] as number
    if (group < 0) continue
    members[next[group] as number] = place
    next[group] = (next[group] as number) + 1
  }
  return { first, members }
}
