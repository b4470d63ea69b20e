/** A zip archive of any size, read where it lies: nothing is unpacked to the disk. */
import { AppError } from '../../../../../shared/errors.ts'
import { inflated } from '../zipDirectory.ts'
import {
  dataStart,
  directoryPlace,
  encryptedFlag,
  hostileZip,
  place64,
  readEntries,
  tailBytes,
  truncatedZip,
  type ZipEntry,
} from '../zipEntries.ts'
import { type Archive, type ArchiveFile, archiveLimits, gather, isLeaving } from './archive.ts'
import { type OpenBytes, openLoaded, type RandomBytes } from '../../../store/randomBytes.ts'
import { cipherLead, openCipher, passwordBytes } from './zipCipher.ts'

const pieceBytes = 1024 * 1024
/** An entry up to this size is read once to be sure of the password. */
const trialBytes = 64 * 1024 ** 2

/** The entries of a zip. Errors: `file-encrypted` without a password where one is needed, `file-password-wrong`, those of `readEntries`. */
export async function openZipArchive(open: OpenBytes, password: string | null): Promise<Archive> {
  const bytes = await open()
  try {
    const entries = (await directory(bytes)).filter(
      ({ name, inflated: size }) => !(name.endsWith('/') && size === 0),
    )
    const ignored = entries.filter(({ name }) => isLeaving(name)).map(({ name }) => name)
    const wanted = entries.filter(({ name }) => !isLeaving(name))
    const refused: { readonly path: string; readonly error: AppError }[] = []
    const files: ArchiveFile[] = []
    const isEncrypted = (entry: ZipEntry): boolean => (entry.flags & encryptedFlag) !== 0
    if (password === null && wanted.some(isEncrypted))
      throw new AppError('file-encrypted', 'files of the archive are under a password', { container: 'zip' })
    const candidates = password === null ? [] : passwordBytes(password)
    let opened = 0
    for (const entry of wanted) {
      try {
        refuseBomb(entry)
        const key = isEncrypted(entry) ? await fitting(bytes, entry, candidates) : null
        if (key !== null) opened += 1
        files.push(fileOf(open, entry, key))
      } catch (thrown) {
        if (!(thrown instanceof AppError)) throw thrown
        refused.push({ path: entry.name, error: thrown })
      }
    }
    if (opened === 0 && refused.some(({ error }) => error.code === 'file-password-wrong'))
      throw new AppError('file-password-wrong', 'the password opens no file of the archive', {
        container: 'zip',
      })
    await tryPassword(files)
    const forget = (): void => {
      for (const candidate of candidates) candidate.fill(0)
    }
    return { format: 'zip', files, refused, secret: opened === 0 ? null : { forget }, ignored }
  } finally {
    await bytes.close()
  }
}

async function directory(bytes: RandomBytes): Promise<readonly ZipEntry[]> {
  const tailAt = Math.max(0, bytes.size - tailBytes)
  let place = directoryPlace(await bytes.read(tailAt, bytes.size - tailAt), tailAt)
  if (place.at64 !== null) place = place64(await bytes.read(place.at64, 56))
  if (place.count > archiveLimits.entries) throw hostileZip('entries', archiveLimits.entries)
  if (place.size > 64 * 1024 ** 2) throw hostileZip('directory-size', 64 * 1024 ** 2)
  if (place.start + place.size > bytes.size) throw truncatedZip()
  return readEntries(await bytes.read(place.start, place.size), place, archiveLimits.entries)
}

/** What the directory already says is too much. */
function refuseBomb(entry: ZipEntry): void {
  const allowed = Math.min(
    archiveLimits.entryBytes,
    Math.max(archiveLimits.graceBytes, entry.stored * archiveLimits.ratio),
  )
  if (entry.inflated > allowed) throw hostileZip('inflated-size', allowed)
  const method = entry.aes?.method ?? entry.method
  if (method !== 0 && method !== 8 && method !== 99)
    throw new AppError('file-unreadable', 'zip method not known', { what: 'zip-method', method })
}

/** The first of the candidates that the entry's check bytes take. Errors: `file-password-wrong`. */
async function fitting(bytes: RandomBytes, entry: ZipEntry, candidates: readonly Buffer[]): Promise<Buffer> {
  const start = dataStart(entry, await bytes.read(entry.offset, 30))
  const lead = await bytes.read(start, Math.min(entry.stored, cipherLead(entry)))
  for (const candidate of candidates) if (openCipher(entry, lead, candidate) !== null) return candidate
  throw new AppError('file-password-wrong', 'the password does not open this file of the archive', {
    container: 'zip',
  })
}

/** The check bytes let one wrong password in a hundred pass: the smallest file is read through once. Errors: `file-password-wrong`. */
async function tryPassword(files: readonly ArchiveFile[]): Promise<void> {
  const smallest = files
    .filter(({ encrypted, size }) => encrypted && size > 0 && size <= trialBytes)
    .sort((a, b) => a.size - b.size)[0]
  if (smallest === undefined) return
  try {
    for await (const piece of smallest.pieces()) void piece
  } catch (thrown) {
    if (
      thrown instanceof AppError &&
      (thrown.code === 'file-unreadable' ||
        thrown.code === 'file-truncated' ||
        thrown.code === 'file-hostile')
    )
      throw new AppError('file-password-wrong', 'the password only seemed to fit', { container: 'zip' })
    throw thrown
  }
}

function fileOf(open: OpenBytes, entry: ZipEntry, key: Buffer | null): ArchiveFile {
  const pieces = (): AsyncGenerator<Buffer> => piecesOf(open, entry, key)
  const lies = key === null && entry.method === 0
  return {
    path: entry.name,
    size: entry.inflated,
    encrypted: key !== null,
    pieces,
    random: lies ? within(open, entry) : openLoaded(() => gather(pieces())),
  }
}

/** A stored entry lies in the archive as it is. */
function within(open: OpenBytes, entry: ZipEntry): OpenBytes {
  return async () => {
    const bytes = await open()
    const start = dataStart(entry, await bytes.read(entry.offset, 30))
    return {
      size: entry.stored,
      read: (at, length) =>
        at < 0 || at + length > entry.stored
          ? Promise.reject(truncatedZip())
          : bytes.read(start + at, length),
      close: () => bytes.close(),
    }
  }
}

async function* piecesOf(open: OpenBytes, entry: ZipEntry, key: Buffer | null): AsyncGenerator<Buffer> {
  const bytes = await open()
  try {
    // The checksum of AES entries of version 2 is left out on purpose: it would tell of the content.
    yield* inflated(
      storedPieces(bytes, entry, key),
      entry,
      entry.aes?.method ?? entry.method,
      archiveLimits,
      entry.aes?.version !== 2,
    )
  } finally {
    await bytes.close()
  }
}
async function* storedPieces(
  bytes: RandomBytes,
  entry: ZipEntry,
  key: Buffer | null,
): AsyncGenerator<Buffer> {
  const start = dataStart(entry, await bytes.read(entry.offset, 30))
  const cipher =
    key === null
      ? null
      : openCipher(entry, await bytes.read(start, Math.min(entry.stored, cipherLead(entry))), key)
  if (key !== null && cipher === null)
    throw new AppError('file-password-wrong', 'the password does not open this file of the archive', {
      container: 'zip',
    })
  const end = start + entry.stored - (cipher?.trail ?? 0)
  for (let at = start + (cipher?.lead ?? 0); at < end; at += pieceBytes) {
    const piece = await bytes.read(at, Math.min(pieceBytes, end - at))
    yield cipher === null ? piece : cipher.update(piece)
  }
  cipher?.end(await bytes.read(end, cipher.trail))
}
