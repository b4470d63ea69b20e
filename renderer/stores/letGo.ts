import { caseApi } from './caseBound.ts'

/** Files that are given up: the host takes what was uploaded of them off the disk. Nobody waits for it; what is left goes when the case is closed. */
export function letGo(fileIds: readonly (string | null)[]): void {
  const given = fileIds.filter((fileId) => fileId !== null)
  if (given.length > 0) void caseApi.call('import.letGo', { fileIds: given }).catch(() => undefined)
}
