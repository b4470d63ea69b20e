/** The one error envelope that crosses every boundary. Text for people is chosen by `code` in the page's language. */
export interface ErrorEnvelope {
  readonly code: ErrorCode
  /** Plain English for logs and for the command line; the page never matches on it. */
  readonly message: string
  /** Values the text for people needs: file, sheet, row, limit, holder … never raw case content. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>
}

export const errorCodes = [
  // calls
  'unknown-method',
  'invalid-arguments',
  'internal',
  'cancelled',
  'engine-stopped',
  'thread-stopped',
  'not-allowed',
  // case file
  'no-case-open',
  'case-already-open',
  'case-exists',
  'case-not-found',
  'not-a-case-file',
  'wrong-passphrase',
  'passphrase-needed',
  'case-newer',
  'case-locked',
  'case-read-only',
  'case-damaged',
  'case-foreign',
  'case-not-closed',
  'case-moved',
  'path-unfit',
  'place-refused',
  'copy-not-found',
  'migration-failed',
  'disk-full',
  'io-error',
  'weak-passphrase',
  'signing-key-locked',
  'head-unreadable',
  // originals and import
  'file-not-granted',
  'file-empty',
  'file-not-table',
  'file-truncated',
  'file-encrypted',
  'file-password-wrong',
  'file-is-archive',
  'file-too-large',
  'file-hostile',
  'file-unreadable',
  'sheet-without-header',
  'sheet-not-found',
  'mapping-incomplete',
  'tables-overlap',
  'original-already-imported',
  'parser-stopped',
  'parser-limit',
  // collisions
  'collision-not-found',
  'list-empty',
  'list-too-long',
  // things asked for
  'batch-not-found',
  'record-not-found',
  'entity-not-found',
  'link-not-found',
  'chart-not-found',
  'snapshot-not-found',
  'result-not-found',
  'layout-not-found',
  'assumption-not-found',
  'group-not-found',
  'annotation-not-found',
  'picture-unreadable',
  'chart-not-hypothesis',
  'kind-not-found',
  'field-not-found',
  'nothing-to-undo',
  'nothing-to-redo',
  'undo-blocked',
  'measure-not-found',
  'report-empty',
  'no-font',
  'no-pictures',
  'section-not-found',
  'mapping-not-found',
  'mapping-file-invalid',
  'finding-not-found',
  'pair-unfit',
  'merge-kinds-differ',
  'merge-nothing',
  'number-nothing',
  'note-missing',
  'suggestions-changed',
  'split-nothing',
  'row-not-editable',
  'sheet-not-settable',
  'sheet-reading-older',
  'sheet-reading-current',
  'sheet-settled-since',
  'sheet-too-large',
  'setting-not-possible',
  'selection-too-large',
  'tag-not-found',
  'view-not-found',
  'name-taken',
  'statement-not-found',
  'attachment-not-found',
  'statement-empty',
  'statement-not-stated',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** An expected failure with its closed code. Anything else that is thrown is a bug and becomes `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorEnvelope['details']
  constructor(code: ErrorCode, message: string, details: ErrorEnvelope['details'] = {}) {
    super(message)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}

/** The envelope of anything thrown; an unknown throw keeps no content, since it could hold case data. */
export function toEnvelope(thrown: unknown): ErrorEnvelope {
  if (thrown instanceof AppError)
    return { code: thrown.code, message: thrown.message, details: thrown.details }
  return { code: 'internal', message: thrown instanceof Error ? thrown.name : 'unknown error', details: {} }
}

/** The AppError an envelope stands for, on the receiving side. */
export function fromEnvelope(envelope: ErrorEnvelope): AppError {
  return new AppError(envelope.code, envelope.message, envelope.details)
}
