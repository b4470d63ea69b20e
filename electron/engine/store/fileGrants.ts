/** Files a host has granted: the page names them by id and never sees a path. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { ArchiveOrigin } from '../../../shared/contract/imports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { OpenBytes } from './randomBytes.ts'

export interface GrantedFile {
  readonly fileId: string
  /** On the disk; empty for a file within an archive, which has no place of its own. */
  readonly path: string
  readonly fileName: string
  readonly writable: boolean
  readonly member: GrantedMember | null
}
/** What opens an archive: held in memory only, and wiped when the last file that is read by it is let go. */
export interface ArchiveSecret {
  forget(): void
}
/** A file within an archive, read where it lies. */
export interface GrantedMember {
  readonly origin: ArchiveOrigin
  /** Relative path of the archive, then within it. */
  readonly path: string
  readonly size: number
  /** Archives around it. */
  readonly depth: number
  /** Its bytes in pieces, from the start, as often as asked. */
  pieces(): AsyncGenerator<Buffer>
  /** Its bytes to be read anywhere, when it is an archive itself. */
  readonly random: OpenBytes
  /** What opens the archives around it; none where no password was needed. */
  readonly secrets: readonly ArchiveSecret[]
}
export interface GrantOptions {
  readonly fileName?: string
  readonly writable?: boolean
  /** An id that was already given out for it. */
  readonly fileId?: string
}
/** What a host needs of them. */
export interface HostFiles {
  /** Grants a file and returns its id (32 hex digits). */
  grant(path: string, options?: GrantOptions): string
  /** The granted file; throws AppError `file-not-granted`. */
  get(fileId: string): GrantedFile
  /** Forgets a grant, and what opens its archive when no other file is read by that. */
  revoke(fileId: string): void
}
export interface FileGrants extends HostFiles {
  /** Grants a file within an archive. */
  grantMember(fileName: string, member: GrantedMember): string
  /** A new empty file in the engine's own temporary folder, to write an export to. */
  createOutput(fileName: string): GrantedFile
}
export interface OwnedFileGrants extends FileGrants {
  /** Forgets every file within an archive and all passwords with them: for when the case is closed. */
  revokeMembers(): void
  /** Forgets every grant and removes the temporary folder with all outputs. */
  dispose(): void
}

/** An id that nobody can guess. */
export function newFileId(): string {
  return randomBytes(16).toString('hex')
}
/** Grants for one engine. The temporary folder (mode 0700) is made with the first output; `outputMade` is called with each. */
export function createFileGrants(outputMade: (file: GrantedFile) => void = () => undefined): OwnedFileGrants {
  const granted = new Map<string, GrantedFile>()
  const owned = new Map<string, string>()
  /** How many granted files are read by each secret. */
  const users = new Map<ArchiveSecret, number>()
  const letGo = (secret: ArchiveSecret): void => {
    const left = (users.get(secret) ?? 1) - 1
    if (left > 0) {
      users.set(secret, left)
      return
    }
    users.delete(secret)
    secret.forget()
  }
  let folder: string | null = null
  const add = (
    path: string,
    fileName: string,
    writable: boolean,
    member: GrantedMember | null = null,
    fileId = newFileId(),
  ): GrantedFile => {
    const file = { fileId, path, fileName, writable, member }
    granted.set(fileId, file)
    for (const secret of member?.secrets ?? []) users.set(secret, (users.get(secret) ?? 0) + 1)
    return file
  }
  const revoke = (fileId: string): void => {
    const file = granted.get(fileId)
    granted.delete(fileId)
    for (const secret of file?.member?.secrets ?? []) letGo(secret)
    const place = owned.get(fileId)
    if (place !== undefined) rmSync(place, { recursive: true, force: true })
    owned.delete(fileId)
  }
  const revokeMembers = (): void => {
    for (const { fileId, member } of [...granted.values()]) if (member !== null) revoke(fileId)
  }
  return {
    grant: (path, options = {}) =>
      add(path, options.fileName ?? basename(path), options.writable ?? false, null, options.fileId).fileId,
    grantMember: (fileName, member) => add('', fileName, false, member).fileId,
    get(fileId) {
      const file = granted.get(fileId)
      if (file === undefined) throw new AppError('file-not-granted', 'the host has not granted this file')
      return file
    },
    createOutput(fileName) {
      folder ??= mkdtempSync(join(tmpdir(), 'lianzheng-'))
      // A folder of its own, so that the file keeps the name it is to have outside.
      const place = join(folder, randomBytes(8).toString('hex'))
      mkdirSync(place, { mode: 0o700 })
      const name = safeFileName(fileName)
      const file = add(join(place, name), name, true)
      owned.set(file.fileId, place)
      outputMade(file)
      return file
    },
    revoke,
    revokeMembers,
    dispose() {
      revokeMembers()
      granted.clear()
      owned.clear()
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
      folder = null
    },
  }
}

/** File systems count the bytes of a name, 255 at most; something is left for what programs put behind it while they write. */
const nameBytes = 200
const extensionBytes = 16
/** Names that Windows keeps for devices, whatever stands behind a dot. */
const devices = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?=\.|$)/iu

/** The beginning of a text that takes at most so many bytes in UTF-8; no character is cut. */
export function withinBytes(text: string, limit: number): string {
  let bytes = 0
  let end = 0
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > limit) return text.slice(0, end)
    end += character.length
  }
  return text
}
/** A name that every file system takes: no separators, no control characters, no reserved signs or names, at most 200 bytes; what stands behind the last dot is kept. */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\u0000-\u001f<>:"/\\|?*]/gu, '_')
    .replace(/^\.+/u, '_')
    .replace(/[. ]+$/u, '')
    .replace(devices, '_$&')
  const dot = plain.lastIndexOf('.')
  const extension =
    dot > 0 && Buffer.byteLength(plain.slice(dot)) <= extensionBytes && !/\s/u.test(plain.slice(dot))
      ? plain.slice(dot)
      : ''
  const stem = withinBytes(plain.slice(0, plain.length - extension.length), nameBytes - extension.length)
  return stem === '' ? `_${extension}` : stem.replace(/[. ]+$/u, '') + extension
}
