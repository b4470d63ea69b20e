/** Files in and out: uploads are taken in sealed and granted, exports are streamed back. The page sees ids, never paths. */
import { randomBytes } from 'node:crypto'
import { createWriteStream, existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, join, parse } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../../shared/errors.ts'
import { type HostFiles, piecesOf, sizeOfGranted } from '../../engine/index.ts'

export interface Uploaded {
  readonly fileId: string
  readonly fileName: string
  readonly size: number
}
export interface Transfers {
  /**
   * Takes the body in as a passing file and grants it. A case file goes to the cases folder, under a name that is free there, since
   * work on a passing copy would be lost. Errors: disk-full, io-error, cancelled; a broken upload leaves nothing.
   */
  receive(request: IncomingMessage, name: string): Promise<Uploaded>
  /** Streams an export, which is gone then unless it can be saved again. Errors: file-not-granted (also for a file that was only ever read). */
  send(fileId: string, response: ServerResponse): Promise<void>
}

/** Transfers of one host. */
export function createTransfers(files: HostFiles, casesFolder: string): Transfers {
  return {
    async receive(request, name) {
      const fileName = plainName(name)
      try {
        if (/\.lzcase$/iu.test(fileName)) return await receiveCase(files, casesFolder, fileName, request)
        return { fileName, ...(await files.receive(fileName, request)) }
      } catch (error) {
        throw asTransferError(error)
      }
    },
    async send(fileId, response) {
      const file = files.get(fileId)
      if (!file.writable) throw new AppError('file-not-granted', 'only exports can be fetched')
      let size: number
      try {
        size = await sizeOfGranted(file)
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
      try {
        await pipeline(Readable.from(piecesOf(file), { objectMode: false }), response)
        if (file.key !== null && !file.again) files.revoke(fileId)
      } catch {
        // A page that closes in the middle ends the stream; there is nobody to answer.
        response.destroy()
      }
    },
  }
}

/** A case file, written to the cases folder whole or not at all, without replacing anything: `name`, or `name (2)`, `name (3)` … where that is taken. */
async function receiveCase(
  files: HostFiles,
  casesFolder: string,
  fileName: string,
  request: IncomingMessage,
): Promise<Uploaded> {
  const { name: stem, ext } = parse(fileName.replace(/[<>:"|?*]/gu, '_').replace(/^\.+/u, '_'))
  const draft = join(casesFolder, `.${stem}${ext}.${randomBytes(6).toString('hex')}.new`)
  try {
    await pipeline(request, createWriteStream(draft, { flags: 'wx', mode: 0o600 }))
    const { size } = statSync(draft)
    for (let number = 1; ; number++) {
      const path = join(casesFolder, number === 1 ? `${stem}${ext}` : `${stem} (${number})${ext}`)
      if (!placed(draft, path)) continue
      return { fileId: files.grant(path, { writable: true }), fileName: basename(path), size }
    }
  } finally {
    rmSync(draft, { force: true })
  }
}
/** False where the name is taken. A link never replaces anything; where there are none (memory sticks), a rename after a look has to do. */
function placed(draft: string, path: string): boolean {
  if (existsSync(path)) return false
  try {
    linkSync(draft, path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EEXIST') return false
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EOPNOTSUPP' && code !== 'ENOSYS') throw error
    renameSync(draft, path)
  }
  return true
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
  if (error instanceof AppError) return error
  return new AppError('io-error', 'the file could not be kept')
}
