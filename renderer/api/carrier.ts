import type { ToEngine, ToPage } from '../../shared/wire.ts'

/** What carries messages between page and engine. Messages are JSON; nothing else is known of the other side. */
export interface Carrier {
  send(message: ToEngine): void
  /** One listener, set once by the client before the first `send`. */
  listen(listener: CarrierListener): void
  close(): void
}
export interface CarrierListener {
  message(message: ToPage): void
  /** Nothing will be answered on this carrier any more. */
  lost(): void
}
