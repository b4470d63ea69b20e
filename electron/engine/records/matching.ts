/** Pairing two sides one to one. */
export interface Choice {
  readonly left: number
  readonly right: number
}
/**
 * Right → left, one to one: in the order of preference, then as many more as can be by moving partners along, so that equals are not left
 * over because their neighbours were taken first. `choices` come in the order of preference.
 */
export function pairUp(choices: readonly Choice[]): ReadonlyMap<number, number> {
  const leftOf = new Map<number, number>()
  const rightOf = new Map<number, number>()
  const choicesOf = new Map<number, number[]>()
  for (const { left, right } of choices) {
    const known = choicesOf.get(right)
    if (known === undefined) choicesOf.set(right, [left])
    else known.push(left)
    if (leftOf.has(right) || rightOf.has(left)) continue
    leftOf.set(right, left)
    rightOf.set(left, right)
  }
  // Whoever can no longer be moved along stays so: what a search reached in vain is not gone through again.
  const vain = new Set<number>()
  for (const right of choicesOf.keys())
    if (!leftOf.has(right)) moveAlong(right, choicesOf, leftOf, rightOf, vain)
  return leftOf
}
/** Breadth-first: the shortest chain of moves that ends at a left one without a partner. */
function moveAlong(
  start: number,
  choicesOf: ReadonlyMap<number, readonly number[]>,
  leftOf: Map<number, number>,
  rightOf: Map<number, number>,
  vain: Set<number>,
): void {
  const reachedFrom = new Map<number, number>()
  const open = [start]
  for (let next = 0; next < open.length; next += 1) {
    const right = open[next] ?? start
    for (const left of choicesOf.get(right) ?? []) {
      if (reachedFrom.has(left) || vain.has(left)) continue
      reachedFrom.set(left, right)
      const holder = rightOf.get(left)
      if (holder !== undefined) {
        open.push(holder)
        continue
      }
      for (let free: number | undefined = left; free !== undefined;) {
        const taker: number = reachedFrom.get(free) ?? start
        const before = leftOf.get(taker)
        leftOf.set(taker, free)
        rightOf.set(free, taker)
        free = taker === start ? undefined : before
      }
      return
    }
  }
  for (const left of reachedFrom.keys()) vain.add(left)
}
