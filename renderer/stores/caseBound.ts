/**
 * What is bound to the case that is open. A store that asks the engine about the case does so through `caseApi` and registers with
 * `onCaseChange` what it forgets; when another case is opened, or none, everything registered is forgotten at once and answers to
 * questions about the case before are refused.
 */
import { getCurrentScope, onScopeDispose } from 'vue'
import type { CallOptions, CaseApi, Input, MethodName, Result } from '../../shared/contract/index.ts'
import { api, AppError } from '../api/index.ts'

const forgetting = new Set<() => void>()
/** Aborted when the case changes; a new one stands for the next case. */
let openCase = new AbortController()

/** No message is shown: the person who changed the case knows it. */
const leftBehind = () => new AppError('no-case-open', 'the case was closed before the answer came')

/** Registers what a store forgets when the case changes; bound to the scope it is called in. */
export function onCaseChange(forget: () => void): void {
  forgetting.add(forget)
  if (getCurrentScope() !== undefined) onScopeDispose(() => forgetting.delete(forget))
}
/** Another case, or none, is open from now on. Called by the workspace store alone. */
export function caseChanged(): void {
  const former = openCase
  openCase = new AbortController()
  former.abort()
  for (const forget of [...forgetting]) forget()
}
/** Work that waits for its turn, refused with `no-case-open` when the case has changed by then: a step is never done in another case than it was asked for. */
export function forThisCase<T>(work: () => Promise<T>): () => Promise<T> {
  const { signal } = openCase
  return () => (signal.aborted ? Promise.reject(leftBehind()) : work())
}

/** The engine, asked about the open case. When the case changes, what is under way is cancelled and its answer is refused with `no-case-open`. */
export const caseApi: Pick<CaseApi, 'call'> = {
  call<N extends MethodName>(name: N, args: Input<N>, options: CallOptions = {}): Promise<Result<N>> {
    const { signal } = openCase
    return new Promise((resolve, reject) => {
      const call = new AbortController()
      const cancel = () => call.abort()
      const leave = () => {
        reject(leftBehind())
        cancel()
      }
      signal.addEventListener('abort', leave, { once: true })
      if (options.signal?.aborted === true) cancel()
      options.signal?.addEventListener('abort', cancel, { once: true })
      api
        .call(name, args, {
          signal: call.signal,
          onProgress: (progress) => {
            if (!signal.aborted) options.onProgress?.(progress)
          },
        })
        .then(resolve, reject)
        .finally(() => {
          signal.removeEventListener('abort', leave)
          options.signal?.removeEventListener('abort', cancel)
        })
    })
  },
}
