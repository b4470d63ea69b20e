/**
 * What a thread beside the engine's needs to open a connection of its own to the open case, for reading only. It sees the case as it was
 * last committed. Nothing of it is ever written anywhere; the key lies in memory that both threads see, and is zeroed when the case is closed.
 */
export interface ReaderAccess {
  readonly path: string
  /** What the file at the path has to be (`fileMark`); null where that cannot be told. */
  readonly file: string | null
  /** The case is open read-only: tables that an older program did not know may be missing in the file. */
  readonly readOnly: boolean
  readonly encryption: { readonly salt: Uint8Array; readonly key: SharedArrayBuffer } | null
}

/** The case's key and salt for further readers; null for an open case. */
export function sharedKey(salt: Buffer, key: Buffer): NonNullable<ReaderAccess['encryption']> {
  const shared = new SharedArrayBuffer(key.length)
  new Uint8Array(shared).set(key)
  return { salt: Uint8Array.from(salt), key: shared }
}
/** Nobody can open a further connection from here on. */
export function forgetKey(access: ReaderAccess | null): void {
  if (access !== null && access.encryption !== null) new Uint8Array(access.encryption.key).fill(0)
}
