/** gzip: one file, or a tar with many. */
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { AppError } from '../../../../../shared/errors.ts'
import { hostileZip } from '../zipEntries.ts'
import { type Archive, archiveLimits, gather } from './archive.ts'
import { type OpenBytes, openLoaded } from '../../../store/randomBytes.ts'
import { isTarHeader, openTarArchive } from './tarArchive.ts'

const pieceBytes = 1024 * 1024

/** `name` is the archive's own, from which the file's is taken. Reads all of it once, to know how large it is. Errors: `file-truncated`, `file-hostile`, `file-unreadable`. */
export async function openGzipArchive(open: OpenBytes, name: string, check: () => void): Promise<Archive> {
  const pieces = (): AsyncGenerator<Buffer> => unzipped(open)
  const head = await firstBlock(pieces())
  if (isTarHeader(head)) return openTarArchive(openLoaded(() => gather(pieces())))
  let size = 0
  for await (const piece of pieces()) {
    size += piece.length
    check()
  }
  const path = /\.gz$/i.test(name) ? name.slice(0, -3) : name
  return {
    format: 'gzip',
    files: [{ path, size, encrypted: false, pieces, random: openLoaded(() => gather(pieces())) }],
    refused: [],
    secret: null,
    ignored: [],
  }
}

async function firstBlock(pieces: AsyncGenerator<Buffer>): Promise<Buffer> {
  const first = await pieces.next()
  await pieces.return(undefined)
  return first.done === true ? Buffer.alloc(0) : first.value.subarray(0, 512)
}

async function* stored(open: OpenBytes): AsyncGenerator<Buffer> {
  const bytes = await open()
  try {
    for (let at = 0; at < bytes.size; at += pieceBytes)
      yield await bytes.read(at, Math.min(pieceBytes, bytes.size - at))
  } finally {
    await bytes.close()
  }
}
async function* unzipped(open: OpenBytes): AsyncGenerator<Buffer> {
  const bytes = await open()
  const allowed = Math.min(
    archiveLimits.entryBytes,
    Math.max(archiveLimits.graceBytes, bytes.size * archiveLimits.ratio),
  )
  await bytes.close()
  const stream = createGunzip({ chunkSize: 256 * 1024 })
  pipeline(Readable.from(stored(open)), stream, () => undefined)
  let total = 0
  try {
    for await (const piece of stream) {
      total += (piece as Buffer).length
      if (total > allowed) throw hostileZip('inflated-size', allowed)
      yield piece as Buffer
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    if (code === 'Z_BUF_ERROR') throw new AppError('file-truncated', 'the compressed file is cut short')
    throw new AppError('file-unreadable', 'the compressed file cannot be unpacked', { what: 'inflate' })
  } finally {
    stream.destroy()
  }
}
