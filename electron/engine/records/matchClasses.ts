/** `pairUp` over classes of equals: the same pairs, without a choice for every two of them. */

/** Each of the left class may be paired with each of the right class; the larger `agree`, the rather. */
export interface ClassChoice {
  readonly left: number
  readonly right: number
  readonly agree: number
}
/** Members of some classes together, ascending. */
interface Together {
  readonly members: readonly number[]
  /** Those before it are taken. */
  from: number
}
/** Joins the members of classes, each set of classes once. */
function joiner(classes: readonly (readonly number[])[]): (chosen: readonly number[]) => Together {
  const known = new Map<string, Together>()
  return (chosen) => {
    const key = chosen.join()
    let together = known.get(key)
    if (together === undefined) {
      const [only] = chosen
      const members =
        chosen.length === 1
          ? (classes[only ?? 0] ?? [])
          : chosen.flatMap((index) => classes[index] ?? []).toSorted((one, other) => one - other)
      known.set(key, (together = { members, from: 0 }))
    }
    return together
  }
}
/** For each class of one side, by falling agreement, the classes of the other side. */
function byAgreement(
  choices: readonly ClassChoice[],
  near: 'left' | 'right',
  far: 'left' | 'right',
): ReadonlyMap<number, ReadonlyMap<number, readonly number[]>> {
  const found = new Map<number, Map<number, number[]>>()
  for (const choice of choices.toSorted((one, other) => other.agree - one.agree || one[far] - other[far])) {
    const levels = found.get(choice[near]) ?? new Map<number, number[]>()
    found.set(choice[near], levels)
    const level = levels.get(choice.agree)
    if (level === undefined) levels.set(choice.agree, [choice[far]])
    else level.push(choice[far])
  }
  return found
}

/**
 * Right → left, one to one, of members: in the order of agreement, then of the left, then of the right; then as many more as can be by moving partners along. No class is empty
 * and no two classes of a side share a member.
 */
export function pairClasses(
  lefts: readonly (readonly number[])[],
  rights: readonly (readonly number[])[],
  choices: readonly ClassChoice[],
): ReadonlyMap<number, number> {
  const leftOf = new Map<number, number>()
  const rightOf = new Map<number, number>()
  inOrder(lefts, rights, choices, leftOf, rightOf)
  moveOn(lefts, rights, choices, leftOf, rightOf)
  return leftOf
}
function inOrder(
  lefts: readonly (readonly number[])[],
  rights: readonly (readonly number[])[],
  choices: readonly ClassChoice[],
  leftOf: Map<number, number>,
  rightOf: Map<number, number>,
): void {
  const levels = new Map<number, Map<number, readonly number[]>>()
  for (const [left, own] of byAgreement(choices, 'left', 'right'))
    for (const [agree, chosen] of own) {
      const level = levels.get(agree) ?? new Map<number, readonly number[]>()
      levels.set(agree, level.set(left, chosen))
    }
  const join = joiner(rights)
  for (const [, level] of [...levels].toSorted(([one], [other]) => other - one)) {
    const open = [...level].map(([left, chosen]) => ({ members: lefts[left] ?? [], far: join(chosen) }))
    const order = open
      .flatMap(({ members, far }) => members.map((member) => ({ member, far })))
      .toSorted((one, other) => one.member - other.member)
    for (const { member, far } of order) {
      if (rightOf.has(member)) continue
      while (far.from < far.members.length && leftOf.has(far.members[far.from] ?? 0)) far.from += 1
      const right = far.members[far.from]
      if (right === undefined) continue
      leftOf.set(right, member)
      rightOf.set(member, right)
    }
  }
}
function moveOn(
  lefts: readonly (readonly number[])[],
  rights: readonly (readonly number[])[],
  choices: readonly ClassChoice[],
  leftOf: Map<number, number>,
  rightOf: Map<number, number>,
): void {
  const join = joiner(lefts)
  const classOf = new Map<number, number>()
  rights.forEach((members, index) => {
    for (const member of members) classOf.set(member, index)
  })
  const chosen = new Map(
    [...byAgreement(choices, 'right', 'left')].map(([right, levels]) => [
      right,
      [...levels].map(([agree, classes]) => ({ agree, far: join(classes) })),
    ]),
  )
  // Whoever can no longer be moved along stays so: what a search reached in vain is not gone through again.
  const vain = new Set<Together>()
  const order = [...chosen]
    .flatMap(([right, [best]]) =>
      (rights[right] ?? [])
        .filter((member) => !leftOf.has(member))
        .map((member) => ({ member, agree: best?.agree ?? 0, first: best?.far.members[0] ?? 0 })),
    )
    .toSorted((one, other) => other.agree - one.agree || one.first - other.first || one.member - other.member)
  for (const { member } of order) search(member)

  function search(start: number): void {
    const reachedFrom = new Map<number, number>()
    const gone = new Set<Together>()
    const open = [start]
    for (let next = 0; next < open.length; next += 1) {
      const right = open[next] ?? start
      for (const { far } of chosen.get(classOf.get(right) ?? -1) ?? []) {
        if (gone.has(far) || vain.has(far)) continue
        for (const left of far.members) {
          if (reachedFrom.has(left)) continue
          reachedFrom.set(left, right)
          const holder = rightOf.get(left)
          if (holder === undefined) {
            take(start, left, reachedFrom)
            return
          }
          open.push(holder)
        }
        gone.add(far)
      }
    }
    for (const far of gone) vain.add(far)
  }
  function take(start: number, found: number, reachedFrom: ReadonlyMap<number, number>): void {
    for (let free: number | undefined = found; free !== undefined;) {
      const taker: number = reachedFrom.get(free) ?? start
      const before = leftOf.get(taker)
      leftOf.set(taker, free)
      rightOf.set(free, taker)
      free = taker === start ? undefined : before
    }
  }
}
