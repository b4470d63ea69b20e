/** Entry of the comparing thread: takes entities, returns suggestions, ends. It has no file and no case. */
import { parentPort } from 'node:worker_threads'
import type { FromOneTask } from '../../core/threads.ts'
import { compareAll, type Comparing, type EntityFacts } from './compare.ts'

export type ToComparer =
  { readonly type: 'entities'; readonly entities: readonly EntityFacts[] } | { readonly type: 'go' }
type FromComparer = FromOneTask<Comparing>

const port = parentPort
if (port !== null) {
  const entities: EntityFacts[] = []
  port.on('message', (message: ToComparer) => {
    if (message.type === 'entities') {
      for (const entity of message.entities) entities.push(entity)
      return
    }
    const say = (answer: FromComparer): void => {
      port.postMessage(answer)
    }
    say({
      type: 'result',
      result: compareAll(entities, (done, total) => {
        say({ type: 'progress', done, total })
      }),
    })
    port.close()
  })
}
