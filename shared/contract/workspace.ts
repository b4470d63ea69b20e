import type { SnapshotOutcome } from './caseSnapshots.ts'
import {
  fileId,
  flag,
  literal,
  name,
  nothing,
  nullable,
  object,
  optional,
  passphrase,
  returns,
  text,
  openingJob,
  workspaceJob,
} from './define.ts'

export interface CaseInfo {
  readonly caseId: string
  readonly name: string
  readonly encrypted: boolean
  readonly readOnly: boolean
  readonly createdAt: string
  readonly operator: string
  readonly formatVersion: number
  /** The page-encryption scheme in use, or null for a deliberately open file. */
  readonly cipher: string | null
  readonly counts: {
    readonly originals: number
    readonly records: number
    readonly entities: number
    readonly links: number
    readonly charts: number
  }
  readonly auditSeq: number
  /** Set when the case was copied while it was open, without its log: steps after this audit row may be missing. */
  readonly incomplete: { readonly afterSeq: number; readonly since: string } | null
  /** By which rules the facts were derived (`shared/model/factRules.ts`); fewer than the program's only where nothing can be written, more in a file of a newer program. */
  readonly factRules: { readonly ofCase: number; readonly ofProgram: number }
}
export interface CaseListing {
  /** Opaque; a path never reaches the page. */
  readonly caseRef: string
  readonly fileName: string
  /** Known from the recent list; null for a file never opened here, and for an encrypted one unless a person wants it remembered. */
  readonly name: string | null
  readonly encrypted: boolean
  readonly size: number
  readonly openedAt: string | null
  readonly present: boolean
  /** Who holds it open now, as told by the lock beside the file. */
  readonly lockedBy: string | null
  /** So many snapshots of it are kept here. */
  readonly snapshots: number
  /** Those that go with its file when they are taken away too; the others are of another file of the same case. */
  readonly ownSnapshots: number
}
export interface SampleCase {
  readonly id: string
  readonly nameZh: string
  readonly nameEn: string
  readonly summaryZh: string
  readonly summaryEn: string
  readonly files: number
}
export interface WorkspaceState {
  readonly version: string
  readonly openCase: CaseInfo | null
  readonly cases: readonly CaseListing[]
  readonly samples: readonly SampleCase[]
  readonly casesFolderLabel: string
}
export interface Settings {
  readonly language: 'zh-CN' | 'en'
  readonly theme: 'system' | 'light' | 'dark'
  readonly operator: string
  /** Minutes without input after which an encrypted case is closed; 0 = never. */
  readonly lockAfterMinutes: number
  readonly density: 'compact' | 'comfortable'
  /** Whether a statement's source and content are asked to be graded (A–F, 1–6). */
  readonly gradeStatements: boolean
  /** Whether name and place of encrypted cases are written into the recent list; the folder of cases shows file names all the same. */
  readonly rememberEncrypted: boolean
  /** So many of the last closings of a case are kept as snapshots; 0: none. */
  readonly snapshots: number
  /** What all snapshots together may take of the disk, in GiB. */
  readonly snapshotGigabytes: number
}

const settings = object({
  language: optional(literal(['zh-CN', 'en'])),
  theme: optional(literal(['system', 'light', 'dark'])),
  operator: optional(text),
  lockAfterMinutes: optional(literal([0, 5, 15, 30, 60])),
  density: optional(literal(['compact', 'comfortable'])),
  gradeStatements: optional(flag),
  rememberEncrypted: optional(flag),
  snapshots: optional(literal([0, 1, 3, 5, 10])),
  snapshotGigabytes: optional(literal([2, 5, 10, 20, 50, 100])),
})

export const workspaceContract = {
  /** What this desk knows beyond one case: recent and found cases, sample cases, settings, and the open case or null. */
  'workspace.read': workspaceJob(nothing, returns<WorkspaceState>()),
  /** `passphrase: null` makes a deliberately open file. The file is made in the cases folder, or at `place` when the host granted one. */
  'workspace.create': openingJob(
    object({ name, passphrase: nullable(passphrase), place: optional(fileId) }),
    returns<CaseInfo>(),
    { reads: true },
  ),
  /** `caseRef` from the listing, or `place` granted by the host's open dialog or an upload. */
  'workspace.open': openingJob(
    object({
      caseRef: optional(text),
      place: optional(fileId),
      passphrase: optional(passphrase),
      readOnly: optional(flag),
      breakStaleLock: optional(flag),
      /** Goes on with a case that `case-not-closed` was said of. */
      acceptIncomplete: optional(flag),
    }),
    returns<CaseInfo>(),
    { reads: true },
  ),
  /** Makes the case from its shipped spreadsheets (the real import) and leaves it open. */
  'workspace.openSample': openingJob(object({ sample: text }), returns<CaseInfo>(), {
    reads: false,
    undivided: true,
  }),
  /**
   * Cancels what runs on the case and closes it; folds everything into one file. Error: `case-moved` for a case whose file is gone, which then stays
   * open; `moved` says what becomes of it: saved into the folder of cases, or given up. `snapshot` says whether a copy of it was kept, or why not.
   */
  'workspace.close': openingJob(
    object({ moved: optional(literal(['save', 'giveUp'])) }),
    returns<{ readonly savedAs: string | null; readonly snapshot: SnapshotOutcome | null }>(),
    { reads: true },
  ),
  /** Takes a case off the recent list; the file itself stays. `snapshots`: those kept of it go too. */
  'workspace.forget': workspaceJob(object({ caseRef: text, snapshots: optional(flag) }), returns<null>()),
  /** New passphrase by copy, rekey, verify, rename; the live file is never rekeyed. */
  'workspace.changePassphrase': openingJob(
    object({ current: optional(passphrase), next: nullable(passphrase) }),
    returns<CaseInfo>(),
    { reads: true },
  ),
  /** The settings of this desk. */
  'workspace.settings': workspaceJob(nothing, returns<Settings>()),
  /** Changes the settings that are given and returns all of them. */
  'workspace.saveSettings': workspaceJob(settings, returns<Settings>()),
} as const
