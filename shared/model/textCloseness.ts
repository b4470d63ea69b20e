/** How near two spellings are. */

/** Jaro–Winkler: 1 for the same text, 0 for nothing in common; letters in place and a common beginning count most. */
export function closeness(one: string, other: string): number {
  if (one === other) return 1
  if (one === '' || other === '') return 0
  const reach = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1)
  const taken = new Array<boolean>(other.length).fill(false)
  const [left, rightAt]: [string[], number[]] = [[], []]
  for (let at = 0; at < one.length; at += 1) {
    const until = Math.min(other.length - 1, at + reach)
    for (let place = Math.max(0, at - reach); place <= until; place += 1) {
      if (taken[place] === true || one[at] !== other[place]) continue
      taken[place] = true
      left.push(one[at] ?? '')
      rightAt.push(place)
      break
    }
  }
  if (left.length === 0) return 0
  const right = [...rightAt].sort((a, b) => a - b).map((place) => other[place])
  const moved = left.filter((letter, index) => letter !== right[index]).length / 2
  const jaro =
    (left.length / one.length + left.length / other.length + (left.length - moved) / left.length) / 3
  let prefix = 0
  while (prefix < 4 && prefix < Math.min(one.length, other.length) && one[prefix] === other[prefix])
    prefix += 1
  return jaro + prefix * 0.1 * (1 - jaro)
}

/** How many letters were lost, added, changed, or changed places with their neighbour; 3 for three and more. */
export function slips(one: string, other: string): number {
  const most = 3
  if (Math.abs(one.length - other.length) >= most) return most
  let [before, row]: [number[], number[]] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)]
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at]
    for (let place = 1; place <= other.length; place += 1) {
      const same = one[at - 1] === other[place - 1]
      let best = Math.min(
        (row[place] ?? 0) + 1,
        (next[place - 1] ?? 0) + 1,
        (row[place - 1] ?? 0) + (same ? 0 : 1),
      )
      if (at > 1 && place > 1 && one[at - 1] === other[place - 2] && one[at - 2] === other[place - 1])
        best = Math.min(best, (before[place - 2] ?? 0) + 1)
      next.push(best)
    }
    ;[before, row] = [row, next]
  }
  return Math.min(most, row[other.length] ?? most)
}

/** Share of parts in common, 0 to 1: twice the common ones over all of both. */
export function commonShare(one: readonly string[], other: readonly string[]): number {
  const left = new Map<string, number>()
  for (const part of one) left.set(part, (left.get(part) ?? 0) + 1)
  let common = 0
  for (const part of other) {
    const count = left.get(part) ?? 0
    if (count === 0) continue
    common += 1
    left.set(part, count - 1)
  }
  return one.length + other.length === 0 ? 0 : (2 * common) / (one.length + other.length)
}
