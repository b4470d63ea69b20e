/** Failures of main, of the preload script and of the page's process, for the diagnostics log: classes, places and exit words, no messages. */
import { appendFileSync, rmSync, statSync } from 'node:fs'
import type { App } from 'electron'
import type { Failure } from '../../shared/desktop.ts'
import { safeError } from '../../shared/diagnostics.ts'

export function watchFailures(app: Pick<App, 'on'>, note: (failure: Failure) => void): void {
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    note({ where: 'main', ...safeError(error) })
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.on('preload-error', (_preloadEvent, _path, error) => {
      note({ where: 'preload', ...safeError(error) })
    })
    contents.on('render-process-gone', (_goneEvent, { reason }) => {
      if (reason !== 'clean-exit') note({ where: 'page', ended: reason })
    })
  })
  app.on('child-process-gone', (_event, { type, reason }) => {
    if (type === 'GPU') note({ where: 'gpu', ended: reason })
  })
}

const mostBytes = 64 * 1024
/** An engine that never starts writes no log: a line of its own file says when it failed and how. A file that has grown too long begins anew. */
export function writeFailedStart(path: string, failure: Failure): void {
  try {
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) rmSync(path)
    appendFileSync(path, `${JSON.stringify({ at: new Date().toISOString(), ...failure })}\n`, { mode: 0o600 })
  } catch {
    // A disk that is full or read-only: there is nowhere to say it.
  }
}
