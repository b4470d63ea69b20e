/** Opens what is locked or packed: tries the passwords known so far, and puts the files of an archive in its place. */
import { shallowRef } from 'vue'
import type { FileInspection, Result } from '../../../shared/contract/index.ts'
import { fromEnvelope } from '../../../shared/errors.ts'
import { AppError } from '../../api/index.ts'
import { caseApi } from '../caseBound.ts'
import { letGo } from '../letGo.ts'
import { newFile, readingOf, wantsPassword } from './importFiles.ts'
import type { QueuedFile } from './importFiles.ts'
import type { ImportQueue } from './importQueue.ts'

/** An archive that was taken apart. */
export interface Unpacked {
  readonly fileName: string
  readonly files: number
  readonly refused: number
  readonly ignored: number
}

/** What is told of a file that did not open: nobody has given a password for it yet, so none was wrong. */
function asAsked(file: QueuedFile, error: unknown): unknown {
  return file.password === null && wantsPassword(error)
    ? new AppError('file-encrypted', 'a password is needed', { file: file.fileName })
    : error
}

/** `select` shows a file of the queue, or none. */
export function createOpening(queue: ImportQueue, select: (key: number | null) => void) {
  const { files, selectedKey, change, newKey } = queue
  /** Passwords that have opened a file in this run of the program, the latest first; never kept. */
  let knownPasswords: readonly string[] = []
  /** What came out of archives since the list was last asked for. */
  const unpacked = shallowRef<readonly Unpacked[]>([])

  /** The head of a file, opened with a password that opened another where it needs one. Null: an archive, whose files stand in its place now. */
  async function inspect(
    file: QueuedFile,
    fileId: string,
    signal: AbortSignal,
  ): Promise<FileInspection | null> {
    const { key } = file
    const tries = [file.password, ...knownPasswords.filter((password) => password !== file.password)]
    for (const [index, password] of tries.entries()) {
      try {
        const inspection = await caseApi.call(
          'import.inspect',
          { fileId, ...readingOf({ ...file, password }) },
          { signal },
        )
        opened(key, password)
        return inspection
      } catch (error) {
        if (error instanceof AppError && error.code === 'file-is-archive') {
          if (await unpack(file, fileId, password, signal, index === tries.length - 1)) return null
        } else if (!wantsPassword(error) || index === tries.length - 1) throw asAsked(file, error)
      }
    }
    return null
  }
  function opened(key: number, password: string | null): void {
    if (password === null) return
    knownPasswords = [password, ...knownPasswords.filter((other) => other !== password)].slice(0, 5)
    change(key, { password })
  }
  /** The files of an archive as they wait in the queue. */
  function filesInside(found: Result<'import.unpack'>) {
    const folder = (inside: string) => inside.split('/').slice(0, -1).join('/')
    const members = found.members.map((member) => ({
      ...newFile(newKey(), member.fileName, member.size, folder(member.path), member.fileId),
      member: true,
    }))
    const refused = found.refused.map(({ path: inside, error }) => ({
      ...newFile(newKey(), inside.split('/').at(-1) ?? inside, 0, folder(inside), null),
      member: true,
      state: 'failed' as const,
      error: fromEnvelope(error),
    }))
    return { members, refused }
  }
  /** Puts the files of an archive in its place. False when it asks for another password than this, and there is one to try yet. */
  async function unpack(
    file: QueuedFile,
    fileId: string,
    password: string | null,
    signal: AbortSignal,
    last: boolean,
  ): Promise<boolean> {
    try {
      const path = file.path === '' || file.member ? undefined : `${file.path}/${file.fileName}`
      const found = await caseApi.call(
        'import.unpack',
        { fileId, ...(password === null ? {} : { password }), ...(path === undefined ? {} : { path }) },
        { signal },
      )
      opened(file.key, password)
      // It goes with the last of its files.
      letGo([fileId])
      const { members, refused } = filesInside(found)
      files.value = files.value.flatMap((candidate) =>
        candidate.key === file.key ? [...members, ...refused] : [candidate],
      )
      if (selectedKey.value === file.key)
        select(members[0]?.key ?? refused[0]?.key ?? files.value[0]?.key ?? null)
      unpacked.value = [
        ...unpacked.value,
        {
          fileName: file.fileName,
          files: members.length,
          refused: refused.length,
          ignored: found.ignored.length,
        },
      ]
      return true
    } catch (error) {
      if (!wantsPassword(error) || last) throw asAsked(file, error)
      return false
    }
  }
  /** Archives taken apart since this was last asked. */
  function takeUnpacked(): readonly Unpacked[] {
    const archives = unpacked.value
    if (archives.length > 0) unpacked.value = []
    return archives
  }
  /** The password that opened a file last. */
  const latestPassword = () => knownPasswords[0]
  function clear(): void {
    unpacked.value = []
    knownPasswords = []
  }
  return { unpacked, inspect, takeUnpacked, latestPassword, clear }
}
