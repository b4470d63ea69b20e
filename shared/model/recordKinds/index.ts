import type { RecordKind } from '../define.ts'

/** Every record kind, in the order tables are listed. */
export const recordKinds: readonly RecordKind[] = []

/** The kind with this id, or undefined. */
export function recordKind(id: string): RecordKind | undefined {
  return recordKinds.find((kind) => kind.id === id)
}
