/** An odd or hostile file: how it is made, why it is there, and what must come of it. */
export interface OddFile {
  readonly name: string
  /** One line: what is odd about it, and who makes such files. */
  readonly why: string
  readonly bytes: () => Uint8Array
  /** Rows of the first sheet, or of every sheet by name, or the code of the error (and its `what` or `found`). */
  readonly gives:
    | { readonly rows: readonly (readonly string[])[] }
    | { readonly sheets: Readonly<Record<string, readonly (readonly string[])[]>> }
    | { readonly count: number }
    | { readonly code: string; readonly what?: string }
}
export const rows = (...given: readonly (readonly string[])[]): OddFile['gives'] => ({ rows: given })
export const refused = (code: string, what?: string): OddFile['gives'] =>
  what === undefined ? { code } : { code, what }
