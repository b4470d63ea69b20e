/** Which links may rest on the same rows. */
import { recordKinds } from '../recordKinds/index.ts'

interface RuleEnds {
  readonly kind: string
  /** One row may give several links by this rule: an end is a role that a row fills more than once. */
  readonly several: boolean
}
const ends = new Map<string, RuleEnds>(
  recordKinds.flatMap((kind) =>
    kind.links.map(
      (rule) =>
        [
          `${kind.id}.${rule.id}`,
          {
            kind: kind.id,
            several: kind.roles.some(
              ({ role, multi }) => multi === true && (role === rule.from || role === rule.to),
            ),
          },
        ] as const,
    ),
  ),
)

/**
 * Whether links made by these rules (one each, of different ends) may count a row twice when they are added up: two rules read the same table, or a row gives several links by
 * one of them. By one rule with single ends a row gives one link. A rule that is not known may.
 */
export function mayShareRows(rules: readonly (string | undefined)[]): boolean {
  if (rules.length < 2) return false
  const byKind = new Map<string, string>()
  for (const id of rules) {
    const known = id === undefined ? undefined : ends.get(id)
    if (id === undefined || known === undefined || known.several) return true
    const other = byKind.get(known.kind)
    if (other !== undefined && other !== id) return true
    byKind.set(known.kind, id)
  }
  return false
}

/** Whether a sum over these links of one entity may count a row twice. */
export function sumMayRepeat(
  links: readonly { readonly rule?: string; readonly amount: unknown; readonly others?: unknown }[],
): boolean {
  return mayShareRows(
    links.flatMap(({ rule, amount, others }) => (amount === null && others === undefined ? [] : [rule])),
  )
}
