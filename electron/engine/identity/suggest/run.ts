/** The job: reads the facts, has them compared in a thread of its own, and keeps what was found. */
import type { CancelSignal, Result } from '../../../../shared/contract/index.ts'
import { AppError } from '../../../../shared/errors.ts'
import type { JobContext, ReadingJobContext } from '../../core/context.ts'
import { factsVersion } from '../../records/factsVersion.ts'
import { yieldToOthers } from '../../core/stepByStep.ts'
import { runInThread } from '../../core/threads.ts'
import type { Comparing, EntityFacts } from './compare.ts'
import { withSimultaneousUse } from './elsewhere.ts'
import { factsInPortions } from './facts.ts'
import { keepSuggestions } from './kept.ts'
import type { ToComparer } from './suggestWorker.ts'

/** Beside this file in the source; beside the bundle when built. */
const workerEntry = import.meta.url.endsWith('.ts')
  ? new URL('./suggestWorker.ts', import.meta.url)
  : new URL('./suggestWorker.js', import.meta.url)
const portion = 4_000
const heapMegabytes = 2_048

/** Compares in a thread of its own. Errors: `cancelled`, `thread-stopped`. */
export function compareInThread(
  entities: readonly EntityFacts[],
  signal: CancelSignal,
  progress: (done: number, total: number) => void,
): Promise<Comparing> {
  return runInThread<ToComparer, Comparing>(
    { entry: workerEntry, heapMegabytes },
    inPortions(entities),
    signal,
    progress,
  )
}
function* inPortions(entities: readonly EntityFacts[]): Generator<ToComparer> {
  for (let from = 0; from < entities.length; from += portion)
    yield { type: 'entities', entities: entities.slice(from, from + portion) }
  yield { type: 'go' }
}

/** Reads portion by portion; other calls are answered in between. Errors: `cancelled`. */
async function readAll(context: ReadingJobContext): Promise<readonly EntityFacts[]> {
  const reading = factsInPortions(() => context.db())
  for (;;) {
    const step = reading.next()
    if (step.done === true) return step.value
    await yieldToOthers(context)
  }
}
/** Computes all suggestions again and keeps them; decisions stay what they were. */
export async function suggest(context: JobContext): Promise<Result<'identity.suggest'>> {
  if (context.workspace.info().readOnly)
    throw new AppError('case-read-only', 'suggestions are kept in the case')
  const begin = performance.now()
  context.progress('read', 0, null)
  const version = factsVersion(context.db())
  const entities = await readAll(context)
  const { found: compared, tooCommon } = await compareInThread(entities, context.signal, (done, total) => {
    context.progress('compare', done, total)
  })
  context.checkCancelled()
  const found = withSimultaneousUse(context.db(), compared)
  context.progress('write', 0, null)
  const milliseconds = (): number => Math.round(performance.now() - begin)
  const open = context.write(
    {
      action: 'identity.suggest',
      params: { suggestions: found.length, entities: entities.length },
      topics: ['entities'],
    },
    (db) => keepSuggestions(db, found, { at: context.at, version }),
  )
  return {
    entities: entities.length,
    suggestions: found.length,
    open,
    tooCommon,
    milliseconds: milliseconds(),
  }
}
