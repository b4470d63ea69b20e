import type { DiagnosticEntry } from '../diagnostics.ts'
import { list, object, optional, returns, text, workspaceJob } from './define.ts'
import * as v from 'valibot'

export interface DiagnosticsNewest {
  /** Newest first. */
  readonly entries: readonly DiagnosticEntry[]
  /** Name of the file in the settings folder. */
  readonly fileName: string
  /** False when the file cannot be written: the entries are then those of this run. */
  readonly written: boolean
  readonly version: string
}

export const diagnosticsContract = {
  /** The newest lines of the diagnostics log. */
  'diagnostics.read': workspaceJob(
    object({ limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5_000)), 500) }),
    returns<DiagnosticsNewest>(),
  ),
  /** Writes down a failure of the page: class and frames, no message. Returns its reference. */
  'diagnostics.note': workspaceJob(
    object({ name: optional(text), frames: optional(v.pipe(list(text), v.maxLength(40))) }),
    returns<{ readonly ref: string }>(),
  ),
} as const
