import { fileId, object, optional, returns, text, workspaceJob } from './define.ts'

/** Why the last closing left no snapshot of a case. */
export const snapshotReasons = [
  'off',
  'unchanged',
  'network',
  'too-large',
  'no-room',
  'disk-full',
  'slow',
  'unsettled',
  'damaged',
  'failed',
] as const
export type SnapshotReason = (typeof snapshotReasons)[number]

/** What closing a case left of it besides the file itself. */
export interface SnapshotOutcome {
  readonly kept: boolean
  /** Null for one that was kept. */
  readonly reason: SnapshotReason | null
}
/** A consistent copy of a case as it was at one of its last closings. */
export interface CaseSnapshot {
  /** Opaque. */
  readonly snapshot: string
  /** When the case was closed. */
  readonly at: string
  /** Last row of the log and its hash. */
  readonly seq: number
  readonly hash: string
  readonly size: number
  readonly encrypted: boolean
  /** `cut`: the file is not as long as it was. Its bytes are only read by a check. */
  readonly state: 'whole' | 'cut'
  /** Whether the present file has another passphrase, or none; null where it cannot be looked at. */
  readonly otherPassphrase: boolean | null
}
export interface CaseSnapshots {
  readonly caseId: string
  /** Null for an encrypted case unless a person wants it remembered. */
  readonly name: string | null
  readonly fileName: string | null
  readonly present: boolean
  /** The newest first. */
  readonly snapshots: readonly CaseSnapshot[]
  /** Why the last closing left none; null when it left one, or there is none to tell of. */
  readonly skipped: { readonly at: string; readonly reason: SnapshotReason; readonly size: number } | null
}
export interface SnapshotList {
  /** So many are kept of a case; 0: none. */
  readonly keeps: number
  readonly limitBytes: number
  readonly bytes: number
  /** Name of the folder they lie in, and of the folder that is in. */
  readonly folder: string
  readonly cases: readonly CaseSnapshots[]
}
export interface SnapshotCheck {
  /** Whether the bytes are those that were copied; null when they were not hashed then. */
  readonly bytes: boolean | null
  /** Whether pages and log of an open case agree with what was noted; null for an encrypted one, which only its passphrase opens. */
  readonly content: boolean | null
  readonly ok: boolean
}

export const caseSnapshotContract = {
  /** Copies of cases that were kept at closing: those of one case (by the list, or by a file that was granted), or all. */
  'copies.list': workspaceJob(
    object({ caseRef: optional(text), place: optional(fileId) }),
    returns<SnapshotList>(),
  ),
  /** Reads a copy again and compares it with what was noted. Errors: `copy-not-found`. */
  'copies.check': workspaceJob(object({ snapshot: text }), returns<SnapshotCheck>()),
  /**
   * Writes a copy as a case file of its own: beside the present file under a name with the date, or at `place`; never over a file that is there. It is
   * opened by its `caseRef`. Errors: `copy-not-found`, `case-exists`, `case-damaged` (its bytes are no longer those that were copied), `disk-full`.
   */
  'copies.restore': workspaceJob(
    object({ snapshot: text, place: optional(fileId) }),
    returns<{ readonly caseRef: string; readonly fileName: string; readonly encrypted: boolean }>(),
  ),
  /** Takes away one copy. Errors: `copy-not-found`. */
  'copies.remove': workspaceJob(object({ snapshot: text }), returns<null>()),
} as const
