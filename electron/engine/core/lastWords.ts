import type { Diagnostics } from '../store/diagnostics.ts'

/**
 * What ends this process or thread is written into the diagnostics log before it does. It still ends: nothing is caught here. Returns how to stop.
 */
export function writeBeforeDying(diagnostics: Diagnostics): () => void {
  const write = (error: unknown): void => {
    diagnostics.dying(error)
  }
  process.on('uncaughtExceptionMonitor', write)
  return () => {
    process.off('uncaughtExceptionMonitor', write)
  }
}
