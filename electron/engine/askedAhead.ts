/**
 * Analyses that a step of the engine needs the answer of (keeping one, exporting one, a report with kept ones) are asked of the threads that read, before the
 * step is begun: the engine then finds the answer held and is never long at it, and a cancel is heard in between.
 */
import type { KeptResult } from '../../shared/contract/keptResults.ts'
import type { MethodName } from '../../shared/contract/index.ts'
import { type CanonicalValue, canonicalJson } from './store/canonicalJson.ts'
import { mostHeldAnswers } from './analyses/answered.ts'

interface Asked {
  readonly analysis: string
  readonly params: Readonly<Record<string, unknown>>
}
export interface AskedAhead {
  /** A thread answered; the engine holds that answer from now on. */
  answered(asked: Asked, given: Asked): void
  /** Something changed, or the case was closed: nothing is known to be held. */
  forget(): void
  /** What is to be asked before the call goes to the engine. */
  before(
    name: MethodName,
    args: unknown,
    kept: () => Promise<readonly KeptResult[]>,
  ): Promise<readonly Asked[]>
}
const keyOf = ({ analysis, params }: Asked): string =>
  canonicalJson([analysis, params] as unknown as CanonicalValue)

export function createAskedAhead(): AskedAhead {
  /** By what was asked and by what it came to be with its defaults, the last one last. */
  const held = new Set<string>()
  const isHeld = (asked: Asked): boolean => held.has(keyOf(asked))
  return {
    answered(...both) {
      for (const one of both) {
        held.delete(keyOf(one))
        held.add(keyOf(one))
      }
      for (const oldest of held) {
        if (held.size <= mostHeldAnswers) break
        held.delete(oldest)
      }
    },
    forget() {
      held.clear()
    },
    async before(name, args, kept) {
      if (name === 'results.keep' || name === 'report.analysis')
        // Checked against the contract of both.
        return [args as Asked].filter((asked) => !isHeld(asked))
      if (name !== 'report.document') return []
      const { sections, results } = args as { readonly sections?: string[]; readonly results?: number[] }
      if (sections !== undefined && !sections.includes('analyses')) return []
      return (await kept())
        .filter(({ current, keptId }) => !current && (results === undefined || results.includes(keptId)))
        .slice(0, mostHeldAnswers)
        .filter((asked) => !isHeld(asked))
    },
  }
}
