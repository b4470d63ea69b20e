/** Signed states of a case: what an installation says it saw, and whether a case still goes back to it. */
import {
  fileId,
  nothing,
  nullable,
  object,
  optional,
  passphrase,
  returns,
  text,
  job,
  workspaceJob,
} from './define.ts'

export interface SigningKeyInfo {
  /** 64 hex digits. */
  readonly publicKey: string
  /** 32 hex digits in groups of four: for comparing by eye. */
  readonly fingerprint: string
  readonly madeAt: string
  /** Whether a passphrase lies over it, and whether it was given since the program started. */
  readonly protected: boolean
  readonly unlocked: boolean
}
export interface HeadSeal {
  /** Last row of the log and its hash. */
  readonly seq: number
  readonly hash: string
  readonly at: string
  readonly fingerprint: string
  /** `LZ1…`, without spaces. */
  readonly code: string
  /** The code as a QR symbol: modules a side, margin included, and the path of the dark ones, one unit a module. */
  readonly qr: { readonly size: number; readonly path: string }
}
export interface HeadCheck {
  /** What the head says. Of a head that nobody signed (number and hash of a log row) only these two. */
  readonly seq: number
  readonly hash: string
  readonly at: string | null
  readonly fingerprint: string | null
  /** none: nobody signed it. */
  readonly signature: 'good' | 'bad' | 'none'
  /** Whether the key is that of this installation. */
  readonly own: boolean
  readonly sameCase: boolean
  /** contains: the log goes back to it. differs: that row of the log has another hash. shorter: the log ends before it. */
  readonly log: 'contains' | 'differs' | 'shorter'
  /** Whether the original files of then are the first of the case still; unknown of a head that nobody signed. */
  readonly originals: 'same' | 'differ' | 'unknown'
  /** Rows of the log since. */
  readonly since: number
  /** Everything above speaks for it. */
  readonly ok: boolean
}
export interface ReportCheck {
  readonly fileName: string
  readonly sha256: string
  /** When a file of these very bytes left the case, by its log; null when none did. */
  readonly written: { readonly at: string; readonly operator: string; readonly fileName: string } | null
  /** The signed state printed in the file; null when none was found. */
  readonly head: HeadCheck | null
}

export const signingContract = {
  /** The key of this installation; made at the first asking. */
  'signing.key': workspaceJob(nothing, returns<SigningKeyInfo>()),
  /** Opens the key until the program ends. Errors: `wrong-passphrase`. */
  'signing.unlock': workspaceJob(object({ passphrase }), returns<SigningKeyInfo>()),
  /** Puts the key under a passphrase, another one, or none (null). Errors: `wrong-passphrase`, `weak-passphrase`. */
  'signing.protect': workspaceJob(
    object({ current: optional(passphrase), next: nullable(passphrase) }),
    returns<SigningKeyInfo>(),
  ),
  /** Signs the state of the case as it is now and keeps it outside of the file. Errors: `signing-key-locked`, also where settings are not kept (command line without --data). */
  'head.sign': job(nothing, returns<HeadSeal>(), { reads: true }),
  /** Compares a signed head (`LZ1…`, in any grouping), or a row of the log as `number hash`, with the case. Errors: `head-unreadable`. */
  'head.check': job(object({ text }), returns<HeadCheck>(), { reads: true }),
  /** Compares a report (docx, html, xlsx) with the case: its bytes with the log, the head printed in it with the case. Errors: `file-not-granted`, `file-unreadable`. */
  'head.checkReport': job(object({ fileId }), returns<ReportCheck>(), { reads: true }),
} as const
