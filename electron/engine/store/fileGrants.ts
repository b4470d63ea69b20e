/** Files a host has granted: the page names them by id and never sees a path. */
import { randomBytes } from 'node:crypto'
import { createWriteStream, readFileSync, renameSync, rmSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ArchiveOrigin } from '../../../shared/contract/imports.ts'
import { AppError } from '../../../shared/errors.ts'
import type { PassingRoom } from './passingRoom.ts'
import { openFile, type OpenBytes } from './randomBytes.ts'
import { type ByteSink, newSealKey, openSealed, readSealed, sealedSink, Sealer } from './sealedFile.ts'

export interface GrantedFile {
  readonly fileId: string
  /** On the disk; empty for a file within an archive, which has no place of its own. */
  readonly path: string
  readonly fileName: string
  readonly writable: boolean
  readonly member: GrantedMember | null
  /** Opens what lies at `path`, for a file of the program's own that passes through (`sealedFile.ts`); null for a person's file. */
  readonly key: Uint8Array | null
  /** An export that can be saved more than once. */
  readonly again: boolean
}
/** A file the engine makes for the host to take out. */
export interface OutputFile extends GrantedFile {
  /** Where its bytes go, once. */
  open(): ByteSink
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
  /** Of a file that passes through. */
  readonly key?: Uint8Array
}
/** What a host needs of them. */
export interface HostFiles {
  /** Grants a file and returns its id (32 hex digits). */
  grant(path: string, options?: GrantOptions): string
  /** The granted file; throws AppError `file-not-granted`. */
  get(fileId: string): GrantedFile
  /** Forgets a grant, and what opens its archive when no other file is read by that; takes away a file of the program's own. */
  revoke(fileId: string): void
  /** Takes in a file that passes through, sealed, and grants it. A stream that breaks off leaves nothing. Errors: those of stream and disk. */
  receive(
    fileName: string,
    bytes: AsyncIterable<Buffer> & NodeJS.ReadableStream,
  ): Promise<{ readonly fileId: string; readonly size: number }>
  /** A folder of the host's own among the passing files. */
  passingFolder(): string
}
export interface FileGrants extends HostFiles {
  /** Grants a file within an archive. */
  grantMember(fileName: string, member: GrantedMember): string
  /** A new empty file among those that pass through, to write an export to. `again`: it is kept until the case is closed. */
  createOutput(fileName: string, options?: { readonly again?: boolean }): OutputFile
  /** What keeps a passing archive while files in it are granted; null for any other file. */
  hold(fileId: string): ArchiveSecret | null
  /** Lets go of a file that is no longer needed; a passing archive stays until its last member goes. Other files of a person stay granted. */
  release(fileId: string): void
}
export interface OwnedFileGrants extends FileGrants {
  /** Forgets every file within an archive and all passwords with them, and takes away whatever passes through: for when the case is closed. */
  revokePassing(): void
  /** Forgets every grant and takes away everything that passes through. */
  dispose(): void
}

/** An id that nobody can guess. */
export function newFileId(): string {
  return randomBytes(16).toString('hex')
}
export interface GrantsOptions {
  readonly room: PassingRoom
  /** Called with each file that was made for the host to take out. */
  readonly outputMade?: ((file: GrantedFile) => void) | undefined
  /** Called with each file that is granted no longer. */
  readonly revoked?: ((fileId: string) => void) | undefined
}
/** Grants for one engine. */
export function createFileGrants({ room, outputMade, revoked }: GrantsOptions): OwnedFileGrants {
  const granted = new Map<string, GrantedFile>()
  /** How many granted files are read by each secret. */
  const users = new Map<ArchiveSecret, number>()
  const holds = new Map<string, ArchiveSecret>()
  const letGo = (secret: ArchiveSecret): void => {
    const left = (users.get(secret) ?? 1) - 1
    if (left > 0) {
      users.set(secret, left)
      return
    }
    users.delete(secret)
    secret.forget()
  }
  const add = (file: GrantedFile): GrantedFile => {
    granted.set(file.fileId, file)
    for (const secret of file.member?.secrets ?? []) users.set(secret, (users.get(secret) ?? 0) + 1)
    return file
  }
  const grant = (path: string, options: GrantOptions = {}): string =>
    add({
      fileId: options.fileId ?? newFileId(),
      path,
      fileName: options.fileName ?? basename(path),
      writable: options.writable ?? false,
      member: null,
      key: options.key ?? null,
      again: false,
    }).fileId
  const revoke = (fileId: string): void => {
    const file = granted.get(fileId)
    if (file === undefined) return
    granted.delete(fileId)
    holds.delete(fileId)
    for (const secret of file.member?.secrets ?? []) letGo(secret)
    removePassing(file)
    revoked?.(fileId)
  }
  return {
    grant,
    grantMember: (fileName, member) =>
      add({ fileId: newFileId(), path: '', fileName, writable: false, member, key: null, again: false })
        .fileId,
    get(fileId) {
      const file = granted.get(fileId)
      if (file === undefined) throw new AppError('file-not-granted', 'the host has not granted this file')
      return file
    },
    createOutput(fileName, { again = false } = {}) {
      // A folder of its own, so that the file keeps the name it is to have outside.
      const name = safeFileName(fileName)
      const key = newSealKey()
      const path = join(room.newFolder(), sealedName)
      const file = add({
        fileId: newFileId(),
        path,
        fileName: name,
        writable: true,
        member: null,
        key,
        again,
      })
      outputMade?.(file)
      return { ...file, open: () => sealedSink(path, key) }
    },
    receive: (fileName, bytes) => receiveSealed(room, fileName, bytes, grant),
    passingFolder: () => room.newFolder(),
    hold(fileId) {
      if ((granted.get(fileId)?.key ?? null) === null) return null
      const known = holds.get(fileId)
      if (known !== undefined) return known
      const hold = { forget: () => revoke(fileId) }
      holds.set(fileId, hold)
      return hold
    },
    release(fileId) {
      const file = granted.get(fileId)
      const hold = holds.get(fileId)
      if (file === undefined || (hold !== undefined && users.has(hold))) return
      if ((file.key !== null && !file.writable) || file.member !== null) revoke(fileId)
    },
    revoke,
    revokePassing() {
      for (const { fileId, member, key } of [...granted.values()])
        if (member !== null || key !== null) revoke(fileId)
    },
    dispose() {
      for (const fileId of [...granted.keys()]) revoke(fileId)
      room.dispose()
    },
  }
}
/** What a passing file is called on the disk: its name may tell of the case. */
const sealedName = 'sealed'

/** Seals a stream into the room and grants it. */
export async function receiveSealed(
  room: PassingRoom,
  fileName: string,
  bytes: AsyncIterable<Buffer> & NodeJS.ReadableStream,
  grant: HostFiles['grant'],
): Promise<{ readonly fileId: string; readonly size: number }> {
  const folder = room.newFolder()
  const path = join(folder, sealedName)
  const key = newSealKey()
  const sealer = new Sealer(key)
  let size = 0
  const sealing = new Transform({
    transform(piece: Buffer, _encoding, done) {
      size += piece.length
      done(null, sealer.push(piece))
    },
    flush(done) {
      done(null, sealer.end())
    },
  })
  try {
    await pipeline(bytes, sealing, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  return { fileId: grant(path, { fileName, key }), size }
}
/** Takes a file of the program's own off the disk, with its folder, and forgets its key. */
export function removePassing({ path, key }: GrantedFile): void {
  if (key === null) return
  key.fill(0)
  rmSync(dirname(path), { recursive: true, force: true })
}
/** The bytes of a granted file, to be read anywhere. */
export function openGranted({ path, key, member }: GrantedFile): OpenBytes {
  return member?.random ?? (key === null ? openFile(path) : openSealed(path, key))
}
/** All bytes of a granted file on the disk; for small ones. Errors: `file-unreadable`, and those of the disk. */
export function readGranted({ path, key }: GrantedFile): Buffer {
  return key === null ? readFileSync(path) : readSealed(path, key)
}
/** Bytes of a granted file in pieces. */
export async function* piecesOf(file: GrantedFile): AsyncGenerator<Buffer> {
  const bytes = await openGranted(file)()
  try {
    const piece = 1 << 18
    for (let at = 0; at < bytes.size; at += piece)
      yield await bytes.read(at, Math.min(piece, bytes.size - at))
  } finally {
    await bytes.close()
  }
}
/** How many bytes a granted file has. Errors: those of the disk. */
export async function sizeOfGranted(file: GrantedFile): Promise<number> {
  if (file.key === null && file.member === null) return (await stat(file.path)).size
  const bytes = await openGranted(file)()
  await bytes.close()
  return bytes.size
}
/**
 * Writes an export to where a person wants it and waits until it is on the disk; it appears there whole or not at all, and replaces what stood
 * there. Errors: `file-not-granted` for a file that was only ever read, those of the disk.
 */
export async function copyOut(file: GrantedFile, path: string): Promise<void> {
  if (!file.writable) throw new AppError('file-not-granted', 'only exports can be saved')
  const draft = join(dirname(path), `.${randomBytes(6).toString('hex')}.new`)
  try {
    const handle = await open(draft, 'wx', 0o600)
    try {
      for await (const piece of piecesOf(file)) await handle.writeFile(piece)
      await handle.sync()
    } finally {
      await handle.close()
    }
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    throw error
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
