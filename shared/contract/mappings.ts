import {
  fileId,
  list,
  name,
  nothing,
  nullable,
  object,
  optional,
  returns,
  text,
  workspaceJob,
} from './define.ts'
import { mappedColumn } from './imports.ts'

/**
 * A mapping a person made for sheets with a certain header: knowledge of the desk, kept beside the settings and not in a case. Recognition
 * applies it to every sheet whose columns are called the same (in any order, when no two are called alike); reason `saved`.
 */
export interface SavedMapping {
  /** Follows from the headers: one mapping for one header. */
  readonly mappingId: string
  readonly name: string
  readonly kind: string
  /** Headers as they stood in the file, by column. */
  readonly headers: readonly string[]
  /** Field of each column; entries without a column ask for a context value (file name, title …). */
  readonly columns: readonly {
    readonly column: number | null
    readonly header: string
    readonly field: string | null
  }[]
  readonly savedAt: string
  readonly operator: string
}
export interface MappingFile {
  readonly fileId: string
  readonly fileName: string
  readonly count: number
}
/** What became of the mappings of a file; `refused` ones name a kind or field that this program does not know. */
export interface MappingsTaken {
  readonly added: number
  readonly replaced: number
  readonly refused: readonly { readonly name: string; readonly kind: string }[]
}

export const mappingContract = {
  /** All saved mappings, the latest first. */
  'mappings.list': workspaceJob(nothing, returns<readonly SavedMapping[]>()),
  /**
   * Keeps the mapping of a sheet for the next one with the same header; an earlier one for that header is replaced. `columns` as in a sheet plan, all
   * columns of the header with them. Errors: `kind-not-found`, `field-not-found`, `mapping-incomplete`.
   */
  'mappings.save': workspaceJob(
    object({ name, kind: text, columns: list(mappedColumn) }),
    returns<SavedMapping>(),
  ),
  /** Errors: `mapping-not-found`. */
  'mappings.remove': workspaceJob(object({ mappingId: text }), returns<null>()),
  /** Writes mappings (all, or these) into a file that another desk can take in. */
  'mappings.export': workspaceJob(
    object({ mappingIds: optional(nullable(list(text))) }),
    returns<MappingFile>(),
  ),
  /** Takes in such a file; one for a header that has one is replaced. Errors: `mapping-file-invalid`. */
  'mappings.import': workspaceJob(object({ fileId }), returns<MappingsTaken>()),
} as const
