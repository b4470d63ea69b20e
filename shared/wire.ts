/** What travels between page and engine. Payloads are JSON; nothing else crosses. */
import type { ErrorEnvelope } from './errors.ts'
import type { EventName, EngineEvents } from './contract/events.ts'

export interface CallMessage {
  readonly id: number
  readonly name: string
  readonly args: unknown
}
export interface CancelMessage {
  readonly cancel: number
}
export type ToEngine = CallMessage | CancelMessage

export interface ValueMessage {
  readonly id: number
  readonly ok: true
  readonly value: unknown
}
export interface ErrorMessage {
  readonly id: number
  readonly ok: false
  readonly error: ErrorEnvelope
}
export type EventMessage = {
  readonly [E in EventName]: { readonly event: E; readonly payload: EngineEvents[E] }
}[EventName]
export type ToPage = ValueMessage | ErrorMessage | EventMessage

export function isCancel(message: ToEngine): message is CancelMessage {
  return 'cancel' in message
}
export function isEvent(message: ToPage): message is EventMessage {
  return 'event' in message
}
