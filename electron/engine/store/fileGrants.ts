/** Files a host has granted: the page names them by id and never sees a path. */
export interface GrantedFile { readonly fileId: string; readonly path: string; readonly fileName: string; readonly writable: boolean }
export interface FileGrants {
  /** Grants a file and returns its id (32 hex digits). */
  grant(path: string, options?: { readonly fileName?: string; readonly writable?: boolean }): string
  /** The granted file; throws AppError `file-not-granted`. */
  get(fileId: string): GrantedFile
  /** A new empty file in the engine's own temporary folder, to write an export to. */
  createOutput(fileName: string): GrantedFile
  revoke(fileId: string): void
}
