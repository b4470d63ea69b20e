import type { App } from 'vue'
import { AppError } from '../../../shared/errors.ts'

/** Reports uncaught errors of the page. Refusals of the engine are in its own log already. */
export function watchPage(
  app: App,
  page: Window & Pick<typeof globalThis, 'reportError'>,
  note: (thrown: unknown) => void,
): void {
  const pass = (thrown: unknown): void => {
    if (!(thrown instanceof AppError)) note(thrown)
  }
  app.config.errorHandler = (thrown) => {
    // To the listener below, and to the console as without this handler.
    page.reportError(thrown)
  }
  page.addEventListener('error', ({ error }: ErrorEvent) => {
    // Without an error it is a remark of the browser's, such as of a size that changed twice in a frame.
    if (error !== null && error !== undefined) pass(error)
  })
  page.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
    pass(reason)
  })
}
