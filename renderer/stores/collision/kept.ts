/** Collisions that are kept: what was asked, to be run again later, and whether it then says something else. */
import { shallowRef, type Ref } from 'vue'
import type { Collision, Input, KeptCollision } from '../../../shared/contract/index.ts'
import { caseApi } from '../caseBound.ts'
import type { CollisionJob } from './collisionJob.ts'

export interface KeptParts {
  readonly running: CollisionJob
  /** The result that is looked at. */
  readonly shown: Readonly<Ref<Collision | null>>
  choose(what: Collision['what']): void
  /** The case files that are chosen now. */
  otherCases(): Input<'collision.again'>['cases']
  show(result: Collision): Promise<void>
}

export function createKeptCollisions({ running, shown, choose, otherCases, show }: KeptParts) {
  const kept = shallowRef<readonly KeptCollision[]>([])

  async function refreshKept(): Promise<void> {
    kept.value = await caseApi.call('collision.kept', {})
  }
  async function keep(name: string): Promise<void> {
    const current = shown.value
    if (current === null) return
    await caseApi.call('collision.keep', { resultId: current.resultId, name })
    await refreshKept()
  }
  async function forget(keptId: number): Promise<void> {
    await caseApi.call('collision.forget', { keptId })
    await refreshKept()
  }
  /** Runs a kept collision again. One of cases takes the files that are chosen now. */
  async function runAgain(entry: KeptCollision): Promise<void> {
    choose(entry.what)
    const found = await running.run((options) =>
      caseApi.call(
        'collision.again',
        { keptId: entry.keptId, cases: entry.what === 'cases' ? otherCases() : null },
        options,
      ),
    )
    if (found === null) return
    await show(found.result)
    running.again.value = { differs: found.differs, changed: found.changed }
  }
  return { kept, refreshKept, keep, forget, runAgain }
}
