/** Ids are spread evenly over 53 bits; by their highest ones they nearly stand in order. */
const bucketBits = 16
const bucketSize = 2 ** (53 - bucketBits)
/** Fewer are sorted before the buckets are laid out. */
const fewIds = 4_096

/** The places of ids (whole numbers from 0 to 2^53) in ascending order of the ids, many at once. */
export function ascending(ids: Float64Array): Uint32Array {
  const before = (one: number, other: number): number => (ids[one] as number) - (ids[other] as number)
  if (ids.length < fewIds) return new Uint32Array(ids.length).map((_, place) => place).sort(before)
  const starts = new Uint32Array(2 ** bucketBits + 1)
  for (const id of ids) {
    const next = Math.floor(id / bucketSize) + 1
    starts[next] = (starts[next] as number) + 1
  }
  for (let bucket = 1; bucket < starts.length; bucket += 1)
    starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number)
  const ends = starts.slice()
  const order = new Uint32Array(ids.length)
  for (let place = 0; place < ids.length; place += 1) {
    const bucket = Math.floor((ids[place] as number) / bucketSize)
    const to = ends[bucket] as number
    ends[bucket] = to + 1
    order[to] = place
  }
  for (let bucket = 0; bucket + 1 < starts.length; bucket += 1) {
    const [from, to] = [starts[bucket] as number, starts[bucket + 1] as number]
    if (to - from > 1) order.subarray(from, to).sort(before)
  }
  return order
}
