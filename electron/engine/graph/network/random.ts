/** Numbers that look like chance and are the same for the same seed (mulberry32). */
export type Random = () => number

/** Numbers from 0 up to but not including 1. */
export function seeded(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
/** The numbers from 0 to `count`, shuffled. */
export function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at)
  for (let at = count - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] as number
    order[at] = order[other] as number
    order[other] = kept
  }
  return order
}
/** So many different numbers below `count`, ascending; all of them where there are no more. */
export function sampleOf(count: number, many: number, seed: number): Int32Array {
  if (many >= count) return Int32Array.from({ length: count }, (_, at) => at)
  return shuffled(count, seeded(seed)).slice(0, many).sort()
}
