/** Calls that come over a line, on the engine's side of it: each gets exactly one reply, and is cancelled by its number while it runs. */
import type { CallOptions, CaseApi, Input, MethodName } from '../../../shared/contract/index.ts'
import { type ErrorEnvelope, toEnvelope } from '../../../shared/errors.ts'

type Progress = Parameters<NonNullable<CallOptions['onProgress']>>[0]
/** How a line carries what becomes of a call. */
export interface Replies {
  value(of: number, value: unknown): void
  error(of: number, error: ErrorEnvelope): void
  progress(of: number, progress: Progress): void
}
export interface AnsweredCalls {
  /** Neither name nor arguments are trusted here: the engine looks the name up in the contract and checks the arguments by it. */
  answer(of: number, name: string, args: unknown): Promise<void>
  isRunning(of: number): boolean
  cancel(of: number): void
  cancelAll(): void
}

export function answeredCalls(engine: Pick<CaseApi, 'call'>, replies: Replies): AnsweredCalls {
  const running = new Map<number, AbortController>()
  return {
    async answer(of, name, args) {
      const controller = new AbortController()
      running.set(of, controller)
      try {
        const value = await engine.call(name as MethodName, args as Input<MethodName>, {
          signal: controller.signal,
          onProgress: (progress) => {
            replies.progress(of, progress)
          },
        })
        replies.value(of, value)
      } catch (error) {
        replies.error(of, toEnvelope(error))
      } finally {
        running.delete(of)
      }
    },
    isRunning: (of) => running.has(of),
    cancel(of) {
      running.get(of)?.abort()
    },
    cancelAll() {
      for (const controller of running.values()) controller.abort()
    },
  }
}
