/** Files in and out: uploads are streamed to a private folder and granted, exports are streamed back. The page sees ids, never paths. */
import { randomBytes } from 'node:crypto'
import { constants, createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { basename, join, parse } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../shared/errors.ts'

export interface GrantedPath {
  readonly path: string
  readonly fileName: string
  readonly writable: boolean
}
/** The part of the engine's grants a host needs. */
export interface HostFiles {
  grant(path: string, options?: { readonly fileName?: string; readonly writable?: boolean }): string
  get(fileId: string): GrantedPath
}
export interface Uploaded {
  readonly fileId: string
  readonly fileName: string
  readonly size: number
}
export interface Transfers {
  /**
   * Streams the body to a file of its own and grants it. A case file is copied to the cases folder, under a name that is free there, since
   * work on a passing copy would be lost. Errors: disk-full, io-error, cancelled; a broken upload leaves nothing.
   */
  receive(request: IncomingMessage, name: string): Promise<Uploaded>
  /** Streams an export. Errors: file-not-granted (also for a file that was only ever read). */
  send(fileId: string, response: ServerResponse): Promise<void>
  /** Removes every uploaded file. */
  dispose(): void
}

/** Transfers of one host. The folder of uploads is made with the first one, readable by this user alone. */
export function createTransfers(files: HostFiles, casesFolder: string): Transfers {
  let folder: string | null = null
  return {
    async receive(request, name) {
      folder ??= mkdtempSync(join(tmpdir(), 'lianzheng-upload-'))
      const path = join(folder, randomBytes(16).toString('hex'))
      const fileName = plainName(name)
      const isCase = /\.lzcase$/iu.test(fileName)
      try {
        await pipeline(request, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
        const { size } = statSync(path)
        if (!isCase) return { fileId: files.grant(path, { fileName }), fileName, size }
        const kept = await copyTo(casesFolder, fileName, path)
        rmSync(path, { force: true })
        return { fileId: files.grant(kept, { writable: true }), fileName: basename(kept), size }
      } catch (error) {
        rmSync(path, { force: true })
        throw asTransferError(error)
      }
    },
    async send(fileId, response) {
      const file = files.get(fileId)
      if (!file.writable) throw new AppError('file-not-granted', 'only exports can be fetched')
      let size: number
      try {
        size = statSync(file.path).size
      } catch (error) {
        throw asTransferError(error)
      }
      response.writeHead(200, {
        'content-type': 'application/octet-stream',
        'content-length': size,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      })
      // A page that closes in the middle ends the stream; there is nobody to answer.
      await pipeline(createReadStream(file.path), response).catch(() => {
        response.destroy()
      })
    },
    dispose() {
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
      folder = null
    },
  }
}

/** Copies a file into a folder without replacing anything: `name`, or `name (2)`, `name (3)` … where that is taken. Gives back its path. */
async function copyTo(folder: string, name: string, from: string): Promise<string> {
  const { name: stem, ext } = parse(name.replace(/[<>:"|?*]/gu, '_').replace(/^\.+/u, '_'))
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? `${stem}${ext}` : `${stem} (${number})${ext}`)
    try {
      await copyFile(from, path, constants.COPYFILE_EXCL)
      return path
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
        rmSync(path, { force: true })
        throw error
      }
    }
  }
}

/** The last part of a name, without control characters; the page's file names are shown, never used as paths. */
function plainName(name: string): string {
  const last =
    name
      .normalize('NFC')
      .replace(/[\u0000-\u001f]/gu, '')
      .split(/[/\\]/u)
      .at(-1) ?? ''
  return [...last].slice(0, 255).join('') || 'upload'
}
function asTransferError(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', 'no space left for the upload')
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET')
    return new AppError('cancelled', 'the upload was broken off')
  return new AppError('io-error', 'the file could not be kept')
}
