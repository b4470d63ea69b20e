/** Topics tell a page which of its lists are stale after a commit. */
export type Topic =
  | 'case'
  | 'batches'
  | 'records'
  | 'entities'
  | 'charts'
  | 'history'
  | 'settings'
  | 'collisions'
  | 'views'
  | 'results'

export interface EngineEvents {
  /** After each commit (also of undo and redo). `seq` is the audit sequence it ended at. */
  readonly changed: { readonly seq: number; readonly topics: readonly Topic[] }
  /** At most ten a second for a stage of a running job; a new stage is told at once. `total` is null while unknown. */
  readonly progress: {
    readonly callId: number
    readonly stage: string
    readonly done: number
    readonly total: number | null
  }
  /** The engine closed the case or is going away. */
  readonly stopped: { readonly reason: 'closed' | 'crashed' | 'shutdown' }
}
export type EventName = keyof EngineEvents
