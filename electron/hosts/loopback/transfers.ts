/** Files in and out: uploads are streamed to a private folder and granted, exports are streamed back. The page sees ids, never paths. */
import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../shared/errors.ts'

export interface GrantedPath { readonly path: string; readonly fileName: string; readonly writable: boolean }
/** The part of the engine's grants a host needs. */
export interface HostFiles {
  grant(path: string, options?: { readonly fileName?: string; readonly writable?: boolean }): string
  get(fileId: string): GrantedPath
}
export interface Uploaded { readonly fileId: string; readonly fileName: string; readonly size: number }
export interface Transfers {
  /** Streams the body to a file of its own and grants it. Errors: disk-full, io-error, cancelled; a broken upload leaves nothing. */
  receive(request: IncomingMessage, name: string): Promise<Uploaded>
  /** Streams an export. Errors: file-not-granted (also for a file that was only ever read). */
  send(fileId: string, response: ServerResponse): Promise<void>
  /** Removes every uploaded file. */
  dispose(): void
}

/** Transfers of one host. The folder is made with the first upload, readable by this user alone. */
export function createTransfers(files: HostFiles): Transfers {
  let folder: string | null = null
  return {
    async receive(request, name) {
      folder ??= mkdtempSync(join(tmpdir(), 'lianzheng-upload-'))
      const path = join(folder, randomBytes(16).toString('hex'))
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        await pipeline(request, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      } catch (error) {
        rmSync(path, { force: true })
        throw asTransferError(error)
      }
      const fileName = plainName(name)
      return { fileId: files.grant(path, { fileName }), fileName, size: statSync(path).size }
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
      // A page that goes away in the middle ends the stream; there is nobody left to tell.
      await pipeline(createReadStream(file.path), response).catch(() => { response.destroy() })
    },
    dispose() {
      if (folder !== null) rmSync(folder, { recursive: true, force: true })
      folder = null
    },
  }
}

/** The last part of a name, without control characters; the page's file names are shown, never used as paths. */
function plainName(name: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are exactly what must not stay
  const last = name.normalize('NFC').replace(/[\u0000-\u001f]/gu, '').split(/[/\\]/u).at(-1) ?? ''
  return [...last].slice(0, 255).join('') || 'upload'
}
function asTransferError(error: unknown): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('disk-full', 'no space left for the upload')
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') return new AppError('cancelled', 'the upload was broken off')
  return new AppError('io-error', 'the file could not be kept')
}
